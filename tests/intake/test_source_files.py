"""A file is looked at and kept as a source, whatever it is and whatever is wrong with it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from caseapp.domain.vocabulary import AttachmentRole, SourceKind
from caseapp.errors import UserError
from caseapp.intake.source_files import collect, keep_file, keep_source
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import Attachment, CustodyEntry, Source, new_id
from caseapp.store.vault import Vault

TODAY = date(2026, 6, 1)
PAGE = b"<!doctype html><html><body><p>Nurlan was seen in March 2018.</p></body></html>"


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_saved_page_is_kept_as_it_came_with_its_words(vault: Vault, tmp_path: Path) -> None:
    vault.station = "Office 1"
    kept = keep_source(vault, collect(written(tmp_path, "page.html", PAGE)), TODAY)
    source = vault.get(Source, kept.source_id)
    assert source is not None
    assert (source.title, source.captured.text, source.captured_by) == (
        "page", "2026-06-01", "Office 1",
    )  # fmt: skip
    assert "Nurlan was seen in March 2018." in source.text
    (file,) = vault.all(Attachment)
    assert (file.role, file.media_type) == (AttachmentRole.CAPTURE, "text/html")
    assert vault.read_attachment(file) == PAGE
    (entry,) = vault.all(CustodyEntry)
    assert (entry.attachment_id, entry.deed, entry.by) == (file.id, "collected", "Office 1")
    assert kept.changes.ids == {source.id, file.id, entry.id}


def test_the_content_tells_the_kind_and_not_the_name(tmp_path: Path) -> None:
    file = collect(written(tmp_path, "photo.txt", b"\xff\xd8\xff\xe0" + bytes(100)))
    assert (file.media_type, file.text) == ("image/jpeg", "")
    assert file.sha256 == hashlib.sha256(file.path.read_bytes()).hexdigest()


def test_a_damaged_document_is_kept_without_its_words(vault: Vault, tmp_path: Path) -> None:
    file = collect(written(tmp_path, "broken.pdf", b"%PDF-1.7\n" + bytes(200)))
    kept = keep_source(vault, file, TODAY)
    assert isinstance(kept.problem, UserError)
    assert [source.text for source in vault.all(Source)] == [""]
    assert len(vault.all(Attachment)) == 1


def test_one_undo_takes_back_source_file_and_custody(vault: Vault, tmp_path: Path) -> None:
    keep_source(vault, collect(written(tmp_path, "note.txt", b"words")), TODAY)
    vault.undo()
    assert vault.all(Source) == vault.all(Attachment) == vault.all(CustodyEntry) == []


def test_the_same_file_again_is_said_to_be_a_copy(vault: Vault, tmp_path: Path) -> None:
    first = keep_source(vault, collect(written(tmp_path, "one.txt", b"few words")), TODAY)
    second = keep_source(vault, collect(written(tmp_path, "two.txt", b"few words")), TODAY)
    assert (first.copies, second.copies) == ((), (first.source_id,))


def test_a_file_is_added_to_a_source_and_gives_it_its_words(vault: Vault, tmp_path: Path) -> None:
    source = Source(kind=SourceKind.LETTER, title="A letter")
    vault.save(source, action=Action("Made for a test"))
    keep_file(vault, source.id, collect(written(tmp_path, "one.txt", b"first words")))
    keep_file(vault, source.id, collect(written(tmp_path, "two.txt", b"other words")))
    kept = vault.get(Source, source.id)
    assert kept is not None
    assert kept.text.strip() == "first words"
    assert len(vault.all(Attachment, source_id=source.id)) == 2


def test_a_source_that_is_gone_takes_no_file(vault: Vault, tmp_path: Path) -> None:
    file = collect(written(tmp_path, "one.txt", b"words"))
    with pytest.raises(ConflictError):
        keep_file(vault, new_id(), file)
    assert vault.all(Attachment) == []


@pytest.mark.parametrize("name", ["empty", "folder", "gone"])
def test_what_is_no_file_with_content_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError) as caught:
        collect(tmp_path / name)
    assert caught.value.params == {"name": name}
