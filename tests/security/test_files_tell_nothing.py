"""What lies on the disk after some work: private to its owner, and names and sizes tell nothing."""

from __future__ import annotations

import logging
import os
import re
import stat
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from caseapp.desktop.shell.bugs import trace_without_content
from caseapp.domain.vocabulary import AttachmentRole, IdentifierKind, NameScript
from caseapp.store.errors import MissingAttachmentError
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Detainee, Identifier, NameForm
from caseapp.store.saving import table_of
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

NAME = "Раушан Тоқтарқызы"
NAMES_OF_FILES = re.compile(
    r"STORE\.json|keys\.json|case\.db(-wal)?|seen|ballast|lock|open|tmp|backup|att|[0-9a-f]{2}"
    r"|[0-9a-f]{32}\.enc|orphans|stick|vault|manifest\.json|backup-[0-9a-f]{8}"
    r"|\d{4}-\d\d-\d\d-\d{6}(-\d+)?"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault and a stick after some work, under the usual mask of a desktop."""
    before = os.umask(0o022)
    try:
        with Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP) as vault:
            case = Detainee()
            form = NameForm(detainee_id=case.id, text=NAME, script=NameScript.KK_CYRL)
            vault.save(case, form, action=Action("New {name}", {"name": NAME}))
            for size in (0, 1, 4_000, 70_000, 70_500):
                vault.attach(
                    NAME.encode() * 2 + b"x" * size, role=AttachmentRole.PHOTO,
                    file_name=f"{NAME}.jpg", action=Action("Attach"), detainee_id=case.id,
                )  # fmt: skip
            (tmp_path / "stick").mkdir(0o700)
            vault.backups.make(tmp_path / "stick")
            vault.undo()
            vault.check()
    finally:
        os.umask(before)
    return tmp_path


def test_everything_is_private_to_its_owner(root: Path) -> None:
    seen = list(root.rglob("*"))
    assert len(seen) > 20
    for path in seen:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_names_and_sizes_tell_nothing(root: Path) -> None:
    for path in root.rglob("*"):
        assert NAMES_OF_FILES.fullmatch(path.name), path
    sizes = {path.stat().st_size for path in (root / "vault" / "att").rglob("*.enc")}
    assert len(sizes) == 2  # five files in two classes of size


def test_nothing_can_be_read_in_any_file_but_what_the_format_says_is_open(root: Path) -> None:
    for path in root.rglob("*"):
        if path.is_dir() or path.name in ("STORE.json", "keys.json", "manifest.json", "ballast"):
            continue
        data = path.read_bytes()
        assert NAME.encode() not in data
        assert NAME.encode("utf-16-le") not in data
        # What `strings` would show: no run of letters that chance does not make.
        longest = max((len(run) for run in re.findall(rb"[A-Za-z ]{6,}", data)), default=0)
        assert longest < 14, path
    for path in root.rglob("*.json"):
        assert NAME not in path.read_text("utf-8")


def test_an_error_of_the_database_tells_no_value(
    vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    case = Detainee()
    number = Identifier(detainee_id=case.id, kind=IdentifierKind.OTHER, number=NAME)
    vault.save(case, number, action=Action("New"))
    table = table_of(Identifier)
    caplog.set_level(logging.DEBUG)
    with vault._engine.begin() as connection:
        row = dict(connection.execute(select(table)).mappings().one())
        with pytest.raises(IntegrityError) as caught:
            connection.execute(insert(table), [row])
    error: BaseException | None = caught.value
    told = trace_without_content(caught.value)
    while error is not None:
        told += f"{error} {error!r} {getattr(error, 'statement', '')}"
        assert getattr(error, "hide_parameters", True)
        error = error.__cause__ or error.__context__
    assert NAME not in told + caplog.text
    assert "UNIQUE" in told


def test_an_error_of_a_file_tells_no_value(vault: Vault) -> None:
    file = vault.attach(
        b"x", role=AttachmentRole.PHOTO, file_name=f"{NAME}.jpg", action=Action("Attach")
    )
    vault._blobs.delete(file.id)
    with pytest.raises(MissingAttachmentError) as caught:
        vault.read_attachment(file)
    assert NAME not in str(caught.value) + trace_without_content(caught.value)
    assert NAME not in repr(vault.get(Attachment, file.id))
    assert vault.get(Attachment, UUID(int=0)) is None
