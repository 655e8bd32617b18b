"""A file is looked at and kept as a source, whatever it is and whatever is wrong with it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from caseapp.domain.vocabulary import AttachmentRole, SourceKind
from caseapp.errors import Cancelled, UserError
from caseapp.intake.documents.kinds import OLD_OFFICE
from caseapp.intake.documents.read import HarmfulFileError, ReadDocument
from caseapp.intake.source_files import collect, keep_file, keep_source, take_stated
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import Attachment, CustodyEntry, Source, new_id
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

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


# -- what a file says of itself ----------------------------------------------------------------
STATING = (
    b'<html lang="ru"><head><meta property="og:title" content="A true title">'
    b'<meta name="author" content="A. Writer"><meta name="date" content="2018-06-04">'
    b'<link rel="canonical" href="https://paper.example/22"></head><body><article><p>'
    + b"Nurlan was seen in March 2018, said a neighbour. " * 4
    + b"</p></article></body></html>"
)


def test_what_a_file_says_of_itself_is_taken_over_only_when_somebody_says_so(
    vault: Vault, tmp_path: Path
) -> None:
    file = collect(written(tmp_path, "page.html", STATING))
    kept = keep_source(vault, file, TODAY)
    source = vault.get(Source, kept.source_id)
    assert source is not None
    assert (source.title, source.author, source.url) == ("page", "", "")
    take_stated(vault, source.id, file.stated, "page")
    source = vault.get(Source, kept.source_id)
    assert source is not None
    assert (source.title, source.author, source.url, source.language) == (
        "A true title", "A. Writer", "https://paper.example/22", "ru",
    )  # fmt: skip
    assert source.dated.earliest == date(2018, 6, 4)
    vault.undo()
    source = vault.get(Source, kept.source_id)
    assert source is not None
    assert (source.title, source.dated.text) == ("page", "")


def test_what_somebody_said_already_stays(vault: Vault, tmp_path: Path) -> None:
    file = collect(written(tmp_path, "page.html", STATING))
    source = Source(kind=SourceKind.ARTICLE, title="Mine", author="Me")
    vault.save(source, action=Action("Made for a test"))
    take_stated(vault, source.id, file.stated, "page")
    held = vault.get(Source, source.id)
    assert held is not None
    assert (held.title, held.author, held.dated.text) == ("Mine", "Me", "2018-06-04")


def test_a_file_whose_reading_had_to_be_stopped_is_marked(vault: Vault, tmp_path: Path) -> None:
    def harm(_data: bytes, _name: str) -> ReadDocument:
        raise HarmfulFileError("Stopped.")

    keep_source(vault, collect(written(tmp_path, "bomb.pdf", b"%PDF-1.7 x"), harm), TODAY)
    keep_source(vault, collect(written(tmp_path, "bad.pdf", b"%PDF-1.7 y")), TODAY)
    marked = {file.file_name: file.unreadable for file in vault.all(Attachment)}
    assert marked == {"bomb.pdf": True, "bad.pdf": False}


def test_an_old_or_locked_office_file_is_kept_and_said_so(tmp_path: Path) -> None:
    file = collect(written(tmp_path, "old.doc", OLD_OFFICE + bytes(600)))
    assert file.problem is not None
    assert "old kind" in str(file.problem)


def test_looking_at_a_file_can_be_stopped(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        collect(written(tmp_path, "film.bin", bytes(3 << 20)), progress=progress)
