"""Killed in the middle: a file is there whole or not at all, a vault holds all of it or nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.making import ChangedSinceError, Request, prepare, write
from caseapp.store.history import Action
from caseapp.store.queries.cases import CaseQuery, case_ids
from caseapp.store.records import Attachment, Detainee, Export, Task
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

TAKE_IN = """
import sys
from pathlib import Path
from caseapp.exchange.export.record_reading import read_file, take_in
from caseapp.store.vault import Vault
read = read_file(Path(sys.argv[2]))
with Vault.open(Path(sys.argv[1]), sys.argv[3]) as vault:
    print("run", flush=True)
    take_in(vault, read)
    print("done", flush=True)
    sys.stdin.read()
"""


def asked(vault: Vault) -> Request:
    ids = tuple(vault.read(lambda session: case_ids(session, CaseQuery())))[3:9]
    return Request(form=Form.JSON, audience=Audience.OFFICE, ids=ids)


@pytest.mark.parametrize("wait", [0.02, 0.15])
def test_a_file_that_was_being_taken_in_is_in_the_vault_whole_or_not_at_all(
    sample: Vault, tmp_path: Path, wait: float
) -> None:
    file, folder = tmp_path / "all.json", tmp_path / "vault"
    file.write_bytes(prepare(sample, asked(sample), date(2026, 6, 2)).data)
    Vault.create(folder, PASSPHRASE, cost=CHEAP).close()
    child = subprocess.Popen(
        [sys.executable, "-c", TAKE_IN, str(folder), str(file), PASSPHRASE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == b"run\n"
    time.sleep(wait)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    child.stdin.close()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert len(vault.all(Detainee)) in (0, 6)
        files = list(vault.folder.attachments.glob("[0-9a-f][0-9a-f]/*.enc"))
        assert len(files) == len(vault.all(Attachment))
        assert vault.check() == []


def test_an_export_that_cannot_be_noted_leaves_no_file(
    sample: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = prepare(sample, asked(sample), date(2026, 6, 2))
    known = len(sample.all(Export))

    def refuse(*_records: Any, **_more: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr(sample, "save", refuse)
    with pytest.raises(OSError, match="no room"):
        write(sample, prepared, tmp_path / "all.json")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
    assert len(sample.all(Export)) == known


def test_what_a_killed_export_left_is_swept_by_the_next_of_that_name(
    sample: Vault, tmp_path: Path
) -> None:
    left, other = tmp_path / ".all.json.0011223344556677.tmp", tmp_path / ".mine.tmp"
    left.write_text("half")
    other.write_text("somebody else's")
    write(sample, prepare(sample, asked(sample), date(2026, 6, 2)), tmp_path / "all.json")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".mine.tmp", "all.json"]


def test_what_was_looked_at_before_a_change_is_not_written(sample: Vault, tmp_path: Path) -> None:
    """A consent may have been withdrawn meanwhile."""
    prepared = prepare(sample, asked(sample), date(2026, 6, 2))
    sample.save(Task(title="Call"), action=Action("Test"))
    with pytest.raises(ChangedSinceError):
        write(sample, prepared, tmp_path / "all.json")
    sample.undo()
    assert list(tmp_path.iterdir()) == []
