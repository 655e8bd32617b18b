"""A hostile file harms nothing but the child that reads it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from caseapp.errors import UserError
from caseapp.system.child import (
    CHILD_FLAG,
    ChildFailedError,
    ChildTooSlowError,
    Limits,
    run_in_child,
)

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "tests.system.hostile"


def run(name: str, payload: bytes = b"", limits: Limits | None = None, **options: object) -> object:
    return run_in_child(f"{HOSTILE}:{name}", payload, options, limits)


def test_bytes_and_options_go_in_and_plain_values_come_back():
    payload = bytes(range(256)) * 40_000
    answer = run("echo", payload, words=["a", "ә"], nothing=None)
    assert answer == {
        "size": len(payload),
        "options": {"words": ["a", "ә"], "nothing": None},
        "tail": "fdfeff",
    }


def test_a_sentence_for_the_person_comes_through():
    with pytest.raises(UserError, match=r"This file is odd\."):
        run("refuse")


@pytest.mark.parametrize("name", ["crash", "fail", "flood"])
def test_a_crash_a_fault_and_a_flood_end_in_one_sentence(name):
    with pytest.raises(ChildFailedError) as told:
        run(name, limits=Limits(output=1_000_000))
    assert "secret" not in str(told.value)


def test_memory_is_limited():
    with pytest.raises(ChildFailedError):
        run("swell", limits=Limits(memory=400 * 1024 * 1024))


def test_the_clock_stops_what_never_ends():
    started = time.monotonic()
    with pytest.raises(ChildTooSlowError):
        run("spin", limits=Limits(wall=0.7))
    assert time.monotonic() - started < 4


def test_work_is_limited_too():
    with pytest.raises(ChildFailedError):
        run("spin", limits=Limits(cpu=1, wall=30))


def test_what_reading_never_needs_is_refused(tmp_path):
    (tmp_path / "there").write_text("stays")
    assert run("forbidden", folder=str(tmp_path)) == []
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_nobody_can_forge_the_answer_by_printing():
    assert run("print_nonsense") == 7


def test_the_child_knows_nothing_of_the_surroundings(monkeypatch):
    monkeypatch.setenv("CASEAPP_HOME", "secret place")
    found = run("surroundings")
    assert not [name for name in found["names"] if name not in ("LC_CTYPE", "SYSTEMROOT", "WINDIR")]
    assert found["qt"] is False


@pytest.mark.parametrize("function", ["no.such.module:read", f"{HOSTILE}:no_such", "nonsense"])
def test_an_order_for_what_is_not_there_fails_in_the_same_way(function):
    with pytest.raises(ChildFailedError):
        run_in_child(function, b"")


def test_a_packaged_program_starts_its_child_with_the_flag():
    order = b'{"function": "tests.system.hostile:echo", "options": {}, "limits": '
    order += b'{"memory": 1000000000, "cpu": 10, "wall": 10, "output": 1000}}\nabc'
    done = subprocess.run(
        [sys.executable, "-m", "caseapp", CHILD_FLAG], input=order, cwd=ROOT,
        env=dict(os.environ), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b'"tail": "616263"' in done.stdout
