"""Killed in the middle of an import: all of it is there or nothing, the file included."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.intake.lists.run import run_import
from caseapp.store.records import Attachment, Detainee, ImportedRow
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.faults.importer import PEOPLE, people
from tests.faults.worker import Worker, worker
from tests.intake.lists.importing import Office, content


@pytest.fixture
def importer() -> Iterator[Worker]:
    with worker("importer") as process:
        yield process


def test_an_import_that_was_killed_left_nothing_or_everything(importer, tmp_path):
    chance, before = random.Random(6), tmp_path / "before"
    with Vault.create(before, PASSPHRASE, cost=CHEAP) as vault:
        half = [{**one, "Born": "1930"} for one in people()[: PEOPLE // 2]]
        Office(vault, tmp_path).bring(half)
        was = content(vault)
    shutil.copytree(before, tmp_path / "whole")
    with Vault.open(tmp_path / "whole", PASSPHRASE) as vault:
        plan = Office(vault, tmp_path).plan(people())
        seconds = time.monotonic()
        run_import(vault, plan)
        seconds = time.monotonic() - seconds
    left = set()
    for turn in range(7):
        folder = tmp_path / f"vault{turn}"
        shutil.copytree(before, folder)
        importer.begin(folder, tmp_path)
        importer.hear("run")
        if turn == 0:
            importer.hear("done")
        else:
            time.sleep(chance.uniform(0, seconds))
        importer.kill()
        left.add(_looked_at(folder, was))
    assert left == {False, True}


def _looked_at(folder: Path, was: dict) -> bool:
    """Whether the import is there; that it is there as a whole or not at all."""
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.check() == []
        files = [p for p in vault.folder.attachments.rglob("*.enc") if p.parent.name != "orphans"]
        assert len(files) == len(vault.all(Attachment))
        if vault.generation == 1:
            assert content(vault) == was
            return False
        assert vault.generation == 2
        assert len(vault.all(Detainee)) == len(vault.all(ImportedRow)) == PEOPLE
        assert {case.birth.text for case in vault.all(Detainee)} >= {"1940", "1999"}
        assert all(case.birth.text != "1930" for case in vault.all(Detainee))
        return True
