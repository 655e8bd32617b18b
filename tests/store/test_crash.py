"""Killed at any moment: every acknowledged save is there, and no other by halves."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pytest

from caseapp.store.records import Attachment
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.faults.plan import Plan

ROOT = Path(__file__).parents[2]
MOMENTS = ("opening", "saving", "saving", "opened", "saving")


@dataclass
class Saver:
    """The process of `tests.faults.saver`, and what its present child has told."""

    process: subprocess.Popen[str]
    acknowledged: list[int] = field(default_factory=list)
    signal: int = 0

    def run_and_kill(
        self, folder: Path, seed: int, first: int, moment: str, chance: random.Random
    ) -> None:
        """Let a child save; kill it a random time after it began, had opened, or had saved."""
        self.acknowledged = []
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([str(folder), seed, first]) + "\n")
        self.process.stdin.flush()
        child = self._hear("pid")
        if moment == "opened":
            self._hear("open")
        for _ in range(chance.randint(1, 9) if moment == "saving" else 0):
            self._hear("ack")
        time.sleep(chance.uniform(0, 0.05 if moment == "opening" else 0.008))
        os.kill(child, signal.SIGKILL)
        self.signal = self._hear("gone")

    def _hear(self, awaited: str) -> int:
        """Read what is told up to an awaited word; returns the number behind it."""
        assert self.process.stdout is not None
        while True:
            word, _, number = self.process.stdout.readline().strip().partition(" ")
            assert word in ("pid", "open", "ack", "gone"), (word, number)
            if word == "ack":
                self.acknowledged.append(int(number))
            if word == awaited:
                return int(number or 0)
            assert word != "gone"


@pytest.fixture(scope="module")
def saver() -> Iterator[Saver]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.saver"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield Saver(process)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(10) == 0
    assert process.stdout is not None
    process.stdout.close()


def kill_again_and_again(saver: Saver, folder: Path, seed: int, kills: int) -> int:
    """Kill the saving of one vault so many times; look at everything after each. Returns steps."""
    chance, plan, done = random.Random(seed), Plan(seed), 0
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    for _, moment in zip(range(kills), cycle(MOMENTS), strict=False):
        saver.run_and_kill(folder, seed, done + 1, moment, chance)
        assert saver.signal == signal.SIGKILL
        assert saver.acknowledged == list(range(done + 1, done + 1 + len(saver.acknowledged)))
        least = done + len(saver.acknowledged)
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
