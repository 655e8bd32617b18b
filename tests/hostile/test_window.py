"""The window stays alive over every hostile file; the file is kept, named, and left alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from caseapp.desktop import file_dialog
from caseapp.desktop.documents.pdf import PdfSurface
from caseapp.desktop.file_pane import FilePane
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.kept_files import EXPORTED, plain_name, small_picture
from caseapp.desktop.widgets import Label
from caseapp.domain.vocabulary import AttachmentRole
from caseapp.intake.documents.rendering import pages
from caseapp.store.history import Action
from caseapp.store.records import Attachment, CustodyEntry
from caseapp.store.vault import Vault
from caseapp.system import pictures as readers
from caseapp.system.child import Limits
from caseapp.system.conversation import end_all
from tests.hostile import pdfs, pictures
from tests.hostile.bad_children import __name__ as BAD
from tests.hostile.watching import alive

KEPT = Action("Kept for a test")


def kept(vault: Vault, data: bytes, name: str, media_type: str) -> Attachment:
    return vault.attach(
        data, role=AttachmentRole.CAPTURE, action=KEPT, file_name=name, media_type=media_type
    )


def said(pane: FilePane) -> str:
    labels = pane.unshown.findChildren(Label)
    return "\n".join(label.text() for label in labels if not label.isHidden())


def settled(qtbot: QtBot, jobs: Jobs) -> None:
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)


PICTURES = {name: data for name, data in pictures.corpus().items() if data}
PDFS = {
    name: data for name, data in pdfs.corpus().items()
    if name in ("no catalogue", "a tree of pages in a circle", "a million pages", "a giant page",
                "ten megabytes of nesting", "a script", "a launch action")
}  # fmt: skip


@pytest.mark.parametrize(
    "name", ["PNG bomb", "JPEG cut short", "TIFF that points to itself", "SVG"]
)
def test_a_hostile_picture_is_named_and_not_opened_again(pane, vault, jobs, qtbot, name):
    file = kept(vault, PICTURES[name], "page.jpg", "image/jpeg")
    with alive():
        pane.open_file(file)
        qtbot.waitUntil(lambda: not pane.unshown.isHidden(), timeout=20_000)
        qtbot.wait(60)
    settled(qtbot, jobs)
    assert vault.get(Attachment, file.id).unreadable
    words = said(pane)
    assert "page.jpg" in words
    assert "image/jpeg" in words
    assert file.sha256[:8] in words
    assert "This picture" in words
    assert vault.read_attachment(file) == PICTURES[name]


@pytest.mark.parametrize("name", PDFS)
def test_a_hostile_pdf_leaves_the_window_alive(pane, vault, jobs, qtbot, monkeypatch, name):
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    file = kept(vault, PDFS[name], "form.pdf", "application/pdf")
    with alive():
        pane.open_file(file)
        qtbot.waitUntil(
            lambda: (
                not pane.unshown.isHidden() or (pane.surface is not None and pane.surface.is_ready)
            ),
            timeout=20_000,
        )
        pane.repaint()
        qtbot.wait(100)
        settled(qtbot, jobs)
    assert vault.get(Attachment, file.id).unreadable == (name == "no catalogue")
    assert opened == []
    pane.close_file()


def test_a_page_that_cannot_be_shown_says_so_and_the_others_are_there(
    pane, vault, jobs, qtbot, monkeypatch
):
    monkeypatch.setattr(pages, "LIMITS", Limits(wall=1.0, output=8 << 20))
    monkeypatch.setattr(pages.ForeignPdf.__init__, "__defaults__", (pages.LIMITS,))
    file = kept(vault, pdfs.slow_page(), "report.pdf", "application/pdf")
    with alive():
        pane.open_file(file)
        qtbot.waitUntil(lambda: pane.surface is not None and pane.surface.is_ready, timeout=20_000)
        surface = pane.surface
        assert isinstance(surface, PdfSurface)
        qtbot.waitUntil(lambda: bool(surface.canvas.trouble(0)), timeout=20_000)
        qtbot.mouseClick(surface.canvas.viewport(), Qt.MouseButton.LeftButton)
        surface.canvas.go_to(1)
        qtbot.waitUntil(lambda: 1 in surface.canvas._pictures, timeout=20_000)
    assert surface.canvas.trouble(0) == "This page cannot be shown."
    assert not surface.canvas.trouble(1)
    settled(qtbot, jobs)
    assert not vault.get(Attachment, file.id).unreadable
    pane.close_file()


def test_a_huge_document_shows_its_first_pages_and_says_that_there_are_more(
    pane, vault, jobs, qtbot
):
    file = kept(vault, PDFS["a million pages"], "all.pdf", "application/pdf")
    pane.open_file(file)
    qtbot.waitUntil(lambda: pane.surface is not None and pane.surface.is_ready, timeout=20_000)
    labels = [label.text() for label in pane.surface.findChildren(Label)]
    assert "This file has 1000000 pages. The first 3000 are shown." in labels
    pane.close_file()
    settled(qtbot, jobs)


def test_what_is_noted_is_opened_when_somebody_asks_and_the_note_goes_when_it_is_shown(
    pane, vault, jobs, qtbot, monkeypatch
):
    file = kept(vault, pictures.jpeg(), "good.jpg", "image/jpeg")
    monkeypatch.setattr(readers, "_CHILDREN", readers._Children())
    monkeypatch.setattr(readers, "_LIMITS", Limits(wall=0.3, output=1 << 20))
    monkeypatch.setattr(readers, "_CHILD", f"{BAD}:hangs")
    pane.open_file(file)
    qtbot.waitUntil(lambda: not pane.unshown.isHidden(), timeout=20_000)
    settled(qtbot, jobs)
    assert "made to do harm" in said(pane)
    monkeypatch.undo()
    file = vault.get(Attachment, file.id)
    assert file.unreadable
    assert vault.undoable()[0].label == KEPT.label, "undo is for deeds of a person"
    pane.open_file(file)
    settled(qtbot, jobs)
    assert pane.surface is None, "it was opened unasked"
    qtbot.mouseClick(pane.unshown.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.surface is not None and pane.surface.is_ready, timeout=20_000)
    settled(qtbot, jobs)
    assert not vault.get(Attachment, file.id).unreadable
    pane.close_file()


def test_a_list_waits_once_for_a_photo_that_hangs(vault, qtbot, monkeypatch):
    photo = kept(vault, pictures.jpeg(), "face.jpg", "image/jpeg")
    monkeypatch.setattr(readers, "_CHILDREN", readers._Children())
    monkeypatch.setattr(readers, "_LIMITS", Limits(wall=0.3, output=1 << 20))
    monkeypatch.setattr(readers, "_CHILD", f"{BAD}:hangs")
    assert small_picture(vault, photo, QSize(80, 80)) is None
    again = vault.get(Attachment, photo.id)
    assert again.unreadable
    started = time.monotonic()
    assert small_picture(vault, again, QSize(80, 80)) is None
    assert time.monotonic() - started < 0.1


def test_a_copy_is_saved_as_it_came_and_the_custody_log_says_so(
    pane, vault, jobs, qtbot, monkeypatch, tmp_path
):
    proposed: list[Path] = []
    out = tmp_path / "copy.bin"

    def choose(_parent, _title, proposal, _kind, chosen):
        proposed.append(proposal)
        chosen(out)

    monkeypatch.setattr(file_dialog, "ask_where_to_save", choose)
    file = kept(vault, PICTURES["SVG"], "..\\..\\\u202egpj.CON:\n.svg", "image/jpeg")
    file.unreadable = True
    pane.open_file(file)
    qtbot.mouseClick(pane.unshown.copy, Qt.MouseButton.LeftButton)
    settled(qtbot, jobs)
    assert out.read_bytes() == PICTURES["SVG"]
    assert proposed[0].name == "copy-_gpj.CON__.svg"
    entries = [(one.deed, one.note) for one in vault.all(CustodyEntry)]
    assert entries == [(EXPORTED, "copy.bin")]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("letter.pdf", "copy-letter.pdf"), ("", "copy-"), ("../../etc/passwd", "copy-passwd"),
        ("\\\\server\\share\\a.png", "copy-a.png"), ("CON", "copy-CON"), ("a" * 300, "copy-"),
        ("a\u202egpj.exe", "copy-a_gpj.exe"), ("\u2066\x00\x1b[2J", "copy-___[2J"),
    ],
)  # fmt: skip
def test_a_copy_is_given_a_plain_name(vault, name, plain):
    file = Attachment(role=AttachmentRole.CAPTURE, key=bytes(32), sha256="0" * 64, size=1,
                      file_name=name)  # fmt: skip
    found = plain_name(file)
    assert found.startswith(plain)
    assert len(found) < 100
    assert not set(found) & set('/\\:*?"<>|\u202e\u2066\0\n')


def test_closing_the_program_does_not_wait_for_a_page_that_hangs(
    pane, vault, jobs, qtbot, monkeypatch
):
    monkeypatch.setattr(pages, "_CHILD", f"{BAD}:hangs")
    file = kept(vault, pdfs.one_page(), "a.pdf", "application/pdf")
    pane.open_file(file)
    qtbot.wait(300)
    started = time.monotonic()
    end_all()
    jobs.close()
    qtbot.wait(50)
    assert time.monotonic() - started < 3
    assert not vault.get(Attachment, file.id).unreadable, "nothing was wrong with it"
