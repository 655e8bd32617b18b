"""The power is cut at any moment of any work: nothing is corrupt, nothing acknowledged is lost.

Short forms; `make torture ARGS="power-cuts"` cuts a thousand times.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.faults.cuts import cut, kill, record
from tests.faults.notify import Call
from tests.faults.powercut import Disk

STEPS = 22


@pytest.mark.parametrize("seed", [3, 11])
def test_after_a_power_cut_all_that_was_acknowledged_is_there_and_sound(
    child, begin, tmp_path, seed
):
    found = cut(record(child, begin, tmp_path, seed, STEPS), begin, tmp_path, 30, seed)
    assert found.wrong == []
    assert found.points == 30
    assert len(found.modes) >= 4
    assert len(found.kinds) >= 4


@pytest.mark.parametrize("without", ["synchronous", "flushed files", "flushed folders"])
def test_without_one_of_its_measures_a_power_cut_does_harm(child, begin, tmp_path, without):
    """Otherwise the test before would tell nothing."""
    calls = record(child, begin, tmp_path, 3, STEPS, without)
    assert len(cut(calls, begin, tmp_path, 8, 1).wrong) >= 3


def test_killed_before_any_call_of_any_work_it_is_as_before_or_after(child, begin, tmp_path):
    chance = random.Random(5)
    for seed in range(14):
        kind, wrong = kill(child, begin, tmp_path, seed, 5, chance.randrange(350))
        assert wrong == [], (seed, kind)


# -- the disk itself ---------------------------------------------------------------------------
@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "begin").mkdir()
    (tmp_path / "begin" / "old").write_bytes(b"old" * 400)
    return tmp_path / "root"


def left(root: Path, calls: list[Call]) -> set[tuple[tuple[str, bytes], ...]]:
    """Everything that forty cuts after these calls leave."""
    found = set()
    for seed in range(40):
        disk, target = Disk(root, root.parent / "begin"), root.parent / "left"
        shutil.rmtree(target, ignore_errors=True)
        disk.feed(calls)
        disk.cut(random.Random(seed), target)
        files = [path for path in target.rglob("*") if path.is_file()]
        found.add(tuple(sorted((path.name, path.read_bytes()) for path in files)))
    return found


def test_what_was_flushed_stays_and_what_was_not_may_go_or_be_torn(root):
    before, after = b"old" * 400, b"NEW" * 400
    write = Call("pwrite64", root / "old", data=after, size=len(after))
    assert left(root, [write, Call("fsync", root / "old")]) == {(("old", after),)}
    torn = {content for ((_name, content),) in left(root, [write])}
    assert {before, after} < torn


def test_a_new_file_has_a_name_when_its_folder_was_flushed(root):
    made = [
        Call("openat", root / "new", makes=True), Call("write", root / "new", data=b"x"),
        Call("fsync", root / "new"),
    ]  # fmt: skip
    both = {("new", b"x"), ("old", b"old" * 400)}
    assert {tuple(sorted(both)), (("old", b"old" * 400),)} == left(root, made)
    assert left(root, [*made, Call("fsync", root)]) == {tuple(sorted(both))}


def test_a_later_write_may_be_there_without_an_earlier_one(root):
    calls = [Call("pwrite64", root / "old", offset=n, data=bytes([n])) for n in range(4)]
    seen = {content[:4] for ((_name, content),) in left(root, calls)}
    assert any(content[3] == 3 and content[:3] != b"\0\1\2" for content in seen)
