"""Killed at any moment of a backup or of a restore: whole backups alone are listed, and whole
vaults alone are there."""

from __future__ import annotations

import random
import shutil
import signal
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
from tests.faults.worker import Worker, worker


@pytest.fixture(scope="module")
def backer() -> Iterator[Worker]:
    with worker("backer") as process:
        yield process


def kill_at_work(backer: Worker, order: tuple[object, ...], delay: float) -> None:
    """Let a child work and kill it `delay` seconds after it began."""
    backer.begin(*order)
    backer.hear("begun")
    time.sleep(delay)
    assert backer.kill() == signal.SIGKILL


def kill_while_backing_up(
    backer: Worker, vault: Path, stick: Path, kills: int, seed: int
) -> set[str]:
    """Look at everything after each kill. Returns in what states the last backup was met.

    Where a slow or quick machine meets but one of the two, it is killed more often.
    """
    chance, number, met = random.Random(seed), 0, set()
    while number < 100 * kills or (len(met) < 2 and number < 500 * kills):
        kill_at_work(backer, ("backup", vault, stick, number), chance.uniform(0, 0.35))
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


def kill_while_restoring(backer: Worker, place: Path, target: Path, kills: int, seed: int) -> None:
    chance, met = random.Random(seed), set()
    generation = open_backup(newest(place), PASSPHRASE).backup.generation
    for _ in range(kills):
        kill_at_work(backer, ("restore", target, place, 0), chance.uniform(0, 0.3))
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
