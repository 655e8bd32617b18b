"""Killed at any moment: every acknowledged save is there, and no other by halves."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from caseapp.store.records import Attachment
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.faults.plan import Plan
from tests.faults.worker import Worker, worker

MOMENTS = ("opening", "saving", "saving", "opened", "saving")


@pytest.fixture(scope="module")
def saver() -> Iterator[Worker]:
    with worker("saver") as process:
        yield process


def run_and_kill(
    saver: Worker, folder: Path, seed: int, first: int, moment: str, chance: random.Random
) -> list[int]:
    """Let a child save; kill it a random time after it began, had opened, or had saved.

    Returns the steps that it acknowledged.
    """
    saver.begin(folder, seed, first)
    if moment == "opened":
        saver.hear("open")
    for _ in range(chance.randint(1, 9) if moment == "saving" else 0):
        saver.hear("ack")
    time.sleep(chance.uniform(0, 0.05 if moment == "opening" else 0.008))
    assert saver.kill() == signal.SIGKILL
    return saver.numbers("ack")


def kill_again_and_again(saver: Worker, folder: Path, seed: int, kills: int) -> int:
    """Kill the saving of one vault so many times; look at everything after each. Returns steps."""
    chance, plan, done = random.Random(seed), Plan(seed), 0
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    for _, moment in zip(range(kills), cycle(MOMENTS), strict=False):
        acknowledged = run_and_kill(saver, folder, seed, done + 1, moment, chance)
        assert acknowledged == list(range(done + 1, done + 1 + len(acknowledged)))
        least = done + len(acknowledged)
        with Vault.open(folder, PASSPHRASE) as vault:
            found = plan.found(vault)
            done = least if found == plan.after(least) else least + 1
            assert found == plan.after(done)
            assert vault.generation == done
            assert vault.check() == []
            _everything_is_found(vault, plan, done)
            _each_file_has_its_row(vault, plan)
    return done


def _everything_is_found(vault: Vault, plan: Plan, done: int) -> None:
    cases = {plan.key(n, "case") for n in range(1, done + 1) if plan.kind(n) == "case"}
    hits = vault.find("Zhaqsylyq", limit=10_000)
    assert {hit.record_id for hit in hits} == cases
    assert len(hits) == len(cases)


def _each_file_has_its_row(vault: Vault, plan: Plan) -> None:
    scans = vault.all(Attachment)
    for scan in scans[-2:]:
        step = int(scan.file_name.rpartition(" ")[2].removesuffix(".jpg"))
        assert vault.read_attachment(scan) == plan.scan(step)
    attached = vault.folder.attachments
    files = [p for p in attached.rglob("*") if p.is_file() and p.parent.name != "orphans"]
    assert len(files) == len(scans)
    assert all(path.suffix == ".enc" for path in files)
    assert list(vault.folder.temporary.iterdir()) == []


@pytest.mark.parametrize("seed", range(6))
def test_killed_while_saving_everything_acknowledged_is_there_and_nothing_by_halves(
    saver, tmp_path, seed
):
    steps = kill_again_and_again(saver, tmp_path / "vault", seed, kills=10)
    assert steps >= 6  # six of the ten were killed at work, not while opening


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 152))
def test_killed_five_hundred_times_while_saving(saver, tmp_path, seed):
    assert kill_again_and_again(saver, tmp_path / "vault", seed, kills=10) >= 6


def test_the_plan_tells_a_half_saved_step_from_a_whole_one(vault):
    """The oracle itself: whatever one record is missing or stale, the content fits no step."""
    plan = Plan(3)
    for step in range(1, 13):
        plan.do(vault, step)
        assert plan.found(vault) == plan.after(step)
    kinds = [plan.kind(step) for step in range(1, 13)]
    assert {"case", "edit", "attach"} <= set(kinds)
    whole = plan.after(12)
    for key, (kind, *_values) in whole.items():
        half = {k: v for k, v in whole.items() if k != key}
        if kind != "scan" or key != plan.key(12, "scan"):
            assert half not in (plan.after(n) for n in range(14))
