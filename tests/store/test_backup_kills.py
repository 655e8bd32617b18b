"""Killed at any moment of a backup or of a restore: whole backups alone are listed, and whole
vaults alone are there."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.store.backup_place import look
from caseapp.store.errors import StoreError
from caseapp.store.folder import VaultFolder
from caseapp.store.restore import newest, open_backup
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]


class Backer:
    """The process of `tests.faults.backer`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.backer"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def kill(self, deed: str, folder: Path, place: Path, number: int, delay: float) -> int:
        """Let a child work and kill it `delay` seconds after it began; the last it finished."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([deed, str(folder), str(place), number]) + "\n")
        self._process.stdin.flush()
        child, done = self._hear("pid", number)[0], number
        self._hear("begun", number)
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        how, done = self._hear("gone", number)
        assert how == signal.SIGKILL
        return done

    def _hear(self, awaited: str, done: int) -> tuple[int, int]:
        assert self._process.stdout is not None
        while True:
            word, _, number = self._process.stdout.readline().strip().partition(" ")
            assert word in ("pid", "begun", "ack", "gone"), (word, number)
            if word == "ack":
                done = int(number)
            if word == awaited:
                return int(number or 0), done

    def end(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)


@pytest.fixture(scope="module")
def backer() -> Iterator[Backer]:
    process = Backer()
    yield process
    process.end()


def kill_while_backing_up(
    backer: Backer, vault: Path, stick: Path, kills: int, seed: int
) -> set[str]:
    """Look at everything after each kill. Returns in what states the last backup was met.

    Where a slow or quick machine meets but one of the two, it is killed more often.
    """
    chance, number, met = random.Random(seed), 0, set()
    while number < 100 * kills or (len(met) < 2 and number < 500 * kills):
        backer.kill("backup", vault, stick, number, chance.uniform(0, 0.35))
        number += 100
        names = {path.name for house in stick.iterdir() for path in house.iterdir()}
        met |= {"unfinished" if name.endswith(".partial") else "finished" for name in names}
        for found in look(stick):
            assert not found.path.name.endswith(".partial")
            opened = open_backup(found.path, PASSPHRASE)
            with Vault.open(vault, PASSPHRASE) as live:
                assert live.backups.damages(opened.backup) == [], found.path
        with Vault.open(vault, PASSPHRASE) as live:
            assert live.check() == []
            assert not list(live.folder.temporary.iterdir())
    with Vault.open(vault, PASSPHRASE) as live:
        live.backups.make(stick)
    assert not list(stick.rglob("*.part*"))
    return met


def test_killed_while_backing_up_only_whole_backups_are_listed(
    backer, filled_folder, copy_of, tmp_path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    met = kill_while_backing_up(backer, copy_of(filled_folder), stick, 8, 3)
    assert met >= {"unfinished", "finished"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_killed_many_times_while_backing_up(backer, filled_folder, copy_of, tmp_path, seed):
    stick = tmp_path / "stick"
    stick.mkdir()
    kill_while_backing_up(backer, copy_of(filled_folder), stick, 30, seed)


def kill_while_restoring(backer: Backer, place: Path, target: Path, kills: int, seed: int) -> None:
    chance, met = random.Random(seed), set()
    generation = open_backup(newest(place), PASSPHRASE).backup.generation
    for _ in range(kills):
        backer.kill("restore", target, place, 0, chance.uniform(0, 0.3))
        left = target.with_name(f".{target.name}.restoring")
        met |= {path.name for path in (left, target) if path.exists()}
        if left.exists() and not (left / "STORE.json").exists():
            with pytest.raises(StoreError):
                VaultFolder.load(left)
        if (target / "STORE.json").exists() and (target / "case.db").exists():
            with Vault.open(target, PASSPHRASE) as again:
                assert again.generation == generation
                assert again.check() == []
        shutil.rmtree(target, ignore_errors=True)  # or what the child was taking away
    assert f".{target.name}.restoring" in met


def test_killed_while_restoring_a_whole_vault_or_none_is_there(
    backer, filled_folder, copy_of, tmp_path
):
    stick = tmp_path / "stick"
    stick.mkdir()
    with Vault.open(copy_of(filled_folder), PASSPHRASE) as vault:
        vault.backups.make(stick)
    before = {p: p.read_bytes() for p in stick.rglob("*") if p.is_file()}
    kill_while_restoring(backer, stick, tmp_path / "new", 8, 5)
    assert {p: p.read_bytes() for p in stick.rglob("*") if p.is_file()} == before
