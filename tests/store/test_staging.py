"""Foreign files before they are believed, and files that one save brings along."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import pytest

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.blobs import BlobInfo
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Contact, Record, new_id
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE

SECRET = "Куәгер берген сурет".encode() * 5000


def files_of(vault: Vault) -> list[Path]:
    return [one for one in vault.folder.attachments.rglob("*") if one.is_file()]


def test_what_is_staged_can_be_read_back_and_by_nobody_else(vault: Vault) -> None:
    with vault.staging() as staging:
        one, other = staging.put(SECRET), staging.put(io.BytesIO(b""))
        assert b"".join(staging.open_stream(one)) == SECRET
        assert b"".join(staging.open_stream(other)) == b""
        assert one.info.size == len(SECRET)
        for path in vault.folder.temporary.rglob("*"):
            assert path.is_dir() or SECRET[:40] not in path.read_bytes()
        staging.remove(other)
        assert len([p for p in vault.folder.temporary.rglob("*") if p.is_file()]) == 1
    assert list(vault.folder.temporary.iterdir()) == []


def test_what_a_crash_left_there_is_removed_at_the_next_opening(vault: Vault) -> None:
    vault.staging().put(SECRET)
    vault.close()
    assert list(vault.folder.temporary.iterdir()) != []
    with Vault.open(vault.folder.path, PASSPHRASE) as again:
        assert list(again.folder.temporary.iterdir()) == []


def opener(data: bytes) -> Any:
    def open_file() -> BinaryIO:
        return io.BytesIO(data)

    return open_file


def attachment(one: UUID, info: BlobInfo) -> Attachment:
    return Attachment(
        id=one, role=AttachmentRole.OTHER, key=info.key, sha256=info.sha256, size=info.size
    )


def test_files_and_records_of_one_save_are_there_together(vault: Vault) -> None:
    ids = [new_id(), new_id()]

    def make(_session: Any, written: Mapping[UUID, BlobInfo]) -> Iterator[Sequence[Record]]:
        yield [Contact()]
        yield [attachment(one, written[one]) for one in ids]

    changes = vault.save_with_files(
        make, {one: opener(SECRET) for one in ids}, Action("Take files in")
    )
    assert changes.kinds == {"contact", "attachment"}
    kept = vault.all(Attachment)
    assert [vault.read_attachment(one) for one in kept] == [SECRET, SECRET]
    assert kept[0].key != kept[1].key
    assert vault.check() == []


def test_a_save_that_fails_leaves_none_of_its_files(vault: Vault) -> None:
    one = new_id()

    def fail(_session: Any, written: Mapping[UUID, BlobInfo]) -> Iterator[Sequence[Record]]:
        yield [attachment(one, written[one])]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        vault.save_with_files(fail, {one: opener(SECRET)}, Action("Take files in"))
    assert vault.all(Attachment) == []
    assert files_of(vault) == []


def test_the_file_of_a_record_that_is_there_is_never_written_over(vault: Vault) -> None:
    kept = vault.attach(SECRET, role=AttachmentRole.OTHER, action=Action("Attach"))
    with pytest.raises(ConflictError):
        vault.save_with_files(
            lambda _session, _written: [], {kept.id: opener(b"other")}, Action("Take files in")
        )
    assert vault.read_attachment(kept) == SECRET


def test_what_a_vault_keeps_for_itself_is_made_once_and_is_no_change(vault: Vault) -> None:
    before = vault.generation
    assert vault.own_note("packet_keys", lambda: "first") == "first"
    assert vault.own_note("packet_keys", lambda: "second") == "first"
    assert vault.generation == before
    assert vault.check() == []
