"""Every hostile file by every way in: a sentence or a result, soon; kept where files are kept."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from caseapp.desktop.chosen_photo import read_photo
from caseapp.desktop.features.contact.evidence import read_form
from caseapp.dossier.issue import verify_pdf
from caseapp.errors import UserError
from caseapp.exchange.packets.receiving import receive
from caseapp.intake.document_text import document_pages
from caseapp.intake.source_files import collect, keep_source
from caseapp.intake.tables import open_list
from caseapp.store.backup_manifest import FILE_NAME
from caseapp.store.records import Attachment
from caseapp.store.restore import open_backup
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.hostile import pdfs, pictures
from tests.hostile.watching import resident

LONGEST_SENTENCE = 260


def bomb(*names: str) -> bytes:
    """An office file whose parts unpack to 150 MB each."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        for name in names:
            packed.writestr(name, b" " * (150 << 20))
    return out.getvalue()


ENTITIES = (
    b"<!DOCTYPE html [<!ENTITY a 'ha'>" +
    b"".join(b"<!ENTITY %c '&%c;&%c;&%c;&%c;'>" % (b + 1, b, b, b, b) for b in range(97, 120)) +
    b"]><html><body><img src='file:///etc/passwd'>&x;</body></html>"
)  # fmt: skip


@cache
def file(name: str) -> bytes:
    images, papers = pictures.corpus, pdfs.corpus
    made = {
        "bomb.png": lambda: images()["PNG bomb"],
        "cut.jpg": lambda: images()["JPEG cut short"],
        "postscript.jpg": lambda: images()["EPS"],
        "loop.webp": lambda: images()["WebP that lies"],
        "million.pdf": lambda: papers()["a million pages"],
        "circle.pdf": lambda: papers()["a tree of pages in a circle"],
        "broken.pdf": lambda: papers()["rubbish under a right beginning"],
        "bomb.xlsx": lambda: bomb("xl/workbook.xml", "xl/worksheets/sheet1.xml"),
        "bomb.docx": lambda: bomb("word/document.xml"),
        "entities.html": lambda: ENTITIES,
        "line.csv": lambda: b"a," + b"x" * (12 << 20),
        "quote.csv": lambda: b'name,born\n"' + b"open,1\n" * 50_000,
        "nul.csv": lambda: b"na\0me,bo\0rn\n" + b"\0" * 5000 + b"\xff\xfe\x81\n",
        "rubbish.packet": lambda: bytes(range(256)) * 4000,
    }
    return made[name]()


FILES = (
    "bomb.png", "cut.jpg", "postscript.jpg", "loop.webp", "million.pdf", "circle.pdf",
    "broken.pdf", "bomb.xlsx", "bomb.docx", "entities.html", "line.csv", "quote.csv", "nul.csv",
    "rubbish.packet",
)  # fmt: skip


def backup(_vault: Vault, path: Path) -> object:
    """The file in the place of a backup's manifest, and of its database."""
    folder = path.parent / "backup-2026-11-22-101500"
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(path.read_bytes())
    (folder / "case.db").write_bytes(path.read_bytes())
    return open_backup(folder, PASSPHRASE)


WAYS: dict[str, Callable[[Vault, Path], object]] = {
    "photo of a case": lambda _vault, path: read_photo(path),
    "consent evidence": lambda _vault, path: read_form(path),
    "list to import or to match": lambda _vault, path: open_list(path),
    "document to find names in": lambda _vault, path: document_pages(path),
    "packet": lambda vault, path: receive(vault, path).close(),
    "backup": backup,
    "copy to verify": lambda vault, path: verify_pdf(vault, path.read_bytes()),
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    folder = tmp_path_factory.mktemp("hostile") / "vault"
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as made:
        yield made


@pytest.fixture
def watched() -> Iterator[None]:
    started, size = time.monotonic(), resident()
    yield
    assert time.monotonic() - started < 20
    assert resident() - size < 150 << 20


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("way", WAYS)
def test_each_ends_in_a_result_or_in_one_sentence_and_nothing_is_written(
    vault: Vault, tmp_path: Path, watched: None, way: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(file(name))
    before = len(vault.all(Attachment)), vault.undoable()
    try:
        WAYS[way](vault, path)
    except UserError as error:
        told = str(error)
        assert told.endswith((".", "?"))
        assert len(told) < LONGEST_SENTENCE
        assert "Error" not in told
        assert "Traceback" not in told
    assert (len(vault.all(Attachment)), vault.undoable()) == before


@pytest.mark.parametrize("name", FILES)
def test_dropped_as_a_source_each_is_kept_as_it_came(
    vault: Vault, tmp_path: Path, watched: None, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(file(name))
    kept = keep_source(vault, collect(path), date(2026, 11, 22))
    attached = next(one for one in vault.all(Attachment) if one.source_id == kept.source_id)
    assert vault.read_attachment(attached) == file(name)
    assert attached.file_name == name
    if kept.problem is not None:
        assert str(kept.problem).endswith(".")
