"""What helps whoever reads a source: names that were found, what a file says, a machine's text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.sources import machine_desk
from caseapp.desktop.features.sources.found_row import FoundRow
from caseapp.desktop.shell.router import Place
from caseapp.domain.vocabulary import SourceKind
from caseapp.errors import UserError
from caseapp.intake.documents.machine_text import MachineText, Reader
from caseapp.intake.excerpts import read_by
from caseapp.intake.suggestions import Found
from caseapp.store.history import Action
from caseapp.store.records import Detainee, Event, Excerpt, NameForm, Source
from caseapp.store.vault import Vault
from tests.desktop.source_desk import (
    ENGLISH,
    MADE,
    Newspaper,
    SourceDesk,
    attach_file,
    empty_vault,
    make_newspaper,
    scan,
)

Show = Callable[[QWidget], QWidget]
TESSERACT = Reader("tesseract", "5.3.0", ("chi_sim", "eng", "kaz", "rus"))


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with empty_vault(tmp_path / "vault") as vault:
        yield vault


@pytest.fixture
def news(vault: Vault) -> Newspaper:
    return make_newspaper(vault)


@pytest.fixture
def desk(context: Context, vault: Vault, shown: Show, news: Newspaper) -> SourceDesk:
    desk = SourceDesk(context, vault, news.source)
    shown(desk.view)
    return desk


def row(desk: SourceDesk, words: str) -> FoundRow:
    return next(one for one in desk.view.aids.panel.rows() if one.found.words == words)


def button(widget: QWidget, name: str) -> QAbstractButton:
    found = widget.findChild(QAbstractButton, name)
    assert found is not None
    return found


def source_of(vault: Vault, news: Newspaper) -> Source:
    found = vault.get(Source, news.source)
    assert found is not None
    return found


# -- what is found in the text -----------------------------------------------------------------
def test_names_are_offered_with_who_may_be_meant_and_nothing_is_recorded(
    desk: SourceDesk, vault: Vault
) -> None:
    before = [len(vault.all(kind)) for kind in (Detainee, NameForm, Event, Excerpt)]
    said = [one.found.words for one in desk.view.aids.panel.rows()]
    assert {"Nurlan Ulgibai", "Aigul Synaq", "Marat Tamsil"} <= set(said)
    known = row(desk, "Nurlan Ulgibai")
    assert "Nurlan" in known.accessibleDescription()
    assert not row(desk, "Marat Tamsil").accessibleDescription()
    known.chosen.emit()
    link = next(b for b in known.findChildren(QAbstractButton) if b.text().startswith("CF-"))
    link.click()
    (case,) = vault.all(Detainee)
    assert desk.context.router.current == Place("case", case.id)
    assert [len(vault.all(kind)) for kind in (Detainee, NameForm, Event, Excerpt)] == before


def test_a_click_goes_from_place_to_place_and_marks_the_words(desk: SourceDesk) -> None:
    found = row(desk, "Nurlan Ulgibai")
    surface = desk.view.document.original.surface
    assert len(found.found.places) == 2
    starts = []
    for _time in range(3):
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        passage = surface.selection()
        assert passage is not None
        assert passage.text == "Nurlan Ulgibai"
        starts.append(passage.locator["start"])
    assert starts[0] == starts[2] != starts[1]


def test_the_sentence_around_becomes_an_excerpt_and_the_name_a_case(
    desk: SourceDesk, vault: Vault
) -> None:
    found = row(desk, "Marat Tamsil")
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Return)
    button(found, "found-excerpt").click()
    assert desk.view.form.is_new
    passage = desk.view.document.original.surface.selection()
    assert passage is not None
    assert passage.text.startswith("The families read their list aloud")
    desk.view.form.left.emit()
    button(found, "found-case").click()
    assert [one.key()[0] for one in desk.view.sheet.rows()] == ["Marat Tamsil"]
    desk.keep()
    assert {name.text for name in vault.all(NameForm)} >= {"Marat Tamsil"}


def test_what_is_no_name_is_hidden_for_this_session(desk: SourceDesk) -> None:
    found = row(desk, "Bolat Synaq")
    found.chosen.emit()
    button(found, "found-dismiss").click()
    said = [one.found.words for one in desk.view.aids.panel.rows()]
    assert "Bolat Synaq" not in said
    desk.view.deeds.keep_text(ENGLISH + "Bolat Synaq came.")
    assert "Bolat Synaq" not in [one.found.words for one in desk.view.aids.panel.rows()]


def test_dates_and_places_are_folded_until_asked_for(desk: SourceDesk) -> None:
    panel = desk.view.aids.panel
    assert {one.found.kind for one in panel.rows()} == {Found.NAME}
    for kind in (Found.DATE, Found.PLACE):
        panel._groups[kind][0].click()
    said = {one.found.words: one for one in panel.rows()}
    assert "September 2018" in said
    assert "Tekes county" in said or "Tekes" in said
    first = panel.rows()[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is panel.rows()[1]


def test_another_copy_is_offered_beside_the_text_and_set_by_a_click_only(
    context: Context, vault: Vault, shown: Show, news: Newspaper
) -> None:
    other = Source(kind=SourceKind.ARTICLE, title="Printed again", text=ENGLISH[:1100])
    vault.save(other, action=MADE)
    desk = SourceDesk(context, vault, other.id)
    shown(desk.view)
    line = desk.view.aids.panel.copy_line
    assert line.isVisible()
    assert "no. 1" in line._label.text()
    line.no.click()
    assert not line.isVisible()
    desk.view.aids._no_copies.clear()
    desk.view.open(news.source)
    desk.view.open(other.id)
    assert line.isVisible()
    line.yes.click()
    held = vault.get(Source, other.id)
    assert held is not None
    assert held.same_text_as_id == news.source
    desk.view.open(news.source)
    assert not line.isVisible()


# -- what a file says, and what was left out ---------------------------------------------------
def test_what_was_left_out_is_shown_and_goes_back_to_its_place(
    desk: SourceDesk, vault: Vault, news: Newspaper
) -> None:
    lines = ENGLISH.split("\n")
    page = "\n".join([*lines[:3], "Advertisement", "By Asem Tilekova", *lines[3:], "Share"])
    attach_file(vault, news.source, page.encode(), "page.txt", "text/plain")
    desk.view.deeds.keep_text(ENGLISH + "\nTyped by hand.")
    desk.view.header.particulars.click()
    desk.view.open(news.source)
    button(desk.view.particulars, "file-says").click()
    sheet = desk.view.aids.file_sheet
    assert sheet.isVisible()
    boxes = {box.accessibleName(): box for box in sheet.ticks()}
    assert not boxes["Advertisement"].isChecked()
    boxes["Advertisement"].setChecked(True)
    desk.keep()
    kept = source_of(vault, news).text.split("\n")
    assert kept.index("Advertisement") == kept.index(lines[2]) + 2
    assert kept[-1] == "Typed by hand."
    assert not sheet.isVisible()


def test_a_title_that_a_file_states_is_taken_over_when_it_is_ticked(
    desk: SourceDesk, vault: Vault, news: Newspaper
) -> None:
    page = (
        '<html><head><meta property="og:title" content="Another title">'
        '<meta name="author" content="A. Writer"></head><body><article>'
        + "".join(f"<p>{line}</p>" for line in ENGLISH.split("\n"))
        + "</article></body></html>"
    )
    attach_file(vault, news.source, page.encode(), "page.html", "text/html")
    desk.view.header.particulars.click()
    desk.view.open(news.source)
    button(desk.view.particulars, "file-says").click()
    boxes = {box.accessibleName(): box for box in desk.view.aids.file_sheet.ticks()}
    assert not boxes["Title: Another title"].isChecked()
    assert boxes["Author: A. Writer"].isChecked()
    desk.keep()
    held = source_of(vault, news)
    assert (held.title, held.author) == ("Twenty-two of one village", "A. Writer")


# -- the text of a picture ---------------------------------------------------------------------
@pytest.fixture
def picture(
    desk: SourceDesk, vault: Vault, news: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> SourceDesk:
    """A source without text that has a scan."""
    monkeypatch.setattr(machine_desk, "find_reader", lambda: TESSERACT)
    attach_file(vault, news.source, scan(), "scan.png", "image/png")
    desk.view.deeds.keep_text("")
    desk.view.header.particulars.click()
    desk.view.particulars.show_page(desk.view.page)
    return desk


def test_a_machines_text_is_offered_marked_and_unmarked_when_it_was_compared(
    picture: SourceDesk, vault: Vault, news: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def read(*question: object) -> MachineText:
        asked.extend(question[1:4])
        return MachineText(("Оны алып кетті.",), 63, "Tesseract 5.3.0 (kaz)")

    monkeypatch.setattr(machine_desk, "read_by_machine", read)
    button(picture.view.particulars, "read-picture").click()
    sheet = picture.view.aids.machine.sheet
    ticked = {language for language, box in sheet.ticks().items() if box.isChecked()}
    assert ticked == {"eng"}
    sheet.ticks()["kaz"].setChecked(True)
    sheet.ticks()["eng"].setChecked(False)
    sheet.read_button.click()
    assert asked == ["image/png", TESSERACT, ["kaz"]]
    assert source_of(vault, news).text == ""
    sheet.editor.set_value("Оны алып кетті, деді.")
    sheet.keep_button.click()
    held = source_of(vault, news)
    assert (held.text, read_by(held)) == ("Оны алып кетті, деді.", "Tesseract 5.3.0 (kaz)")
    picture.view.particulars.show_page(picture.view.page)
    button(picture.view.particulars, "compared").click()
    held = source_of(vault, news)
    assert (held.text, read_by(held)) == ("Оны алып кетті, деді.", "")


def test_reading_is_offered_beside_a_picture_and_in_the_palette(picture: SourceDesk) -> None:
    view = picture.view
    assert view.page is not None
    (file,) = view.page.files
    assert not view.aids.machine.button.isVisible()
    view.set_mode(f"file:{file.id.hex}")
    assert view.aids.machine.button.isVisible()
    view.aids.machine.button.click()
    assert view.aids.machine.sheet.isVisible()
    said = [command.words for command in view.commands()]
    assert any(words.startswith("Read the text of the picture") for words in said)


def test_without_tesseract_it_is_said_what_to_install(
    picture: SourceDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_desk, "find_reader", lambda: None)
    button(picture.view.particulars, "read-picture").click()
    sheet = picture.view.aids.machine.sheet
    assert "Tesseract" in sheet._said.text()
    assert not sheet.read_button.isVisible()
    picture.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_what_goes_wrong_is_said_and_can_be_tried_again(
    picture: SourceDesk, vault: Vault, news: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_question: object) -> MachineText:
        raise UserError("Tesseract could not read this picture.")

    monkeypatch.setattr(machine_desk, "read_by_machine", fail)
    button(picture.view.particulars, "read-picture").click()
    sheet = picture.view.aids.machine.sheet
    sheet.read_button.click()
    assert sheet._said.text() == "Tesseract could not read this picture."
    assert sheet.read_button.isVisible()
    assert source_of(vault, news).text == ""


def test_what_was_read_of_one_source_is_not_offered_in_another(
    picture: SourceDesk, vault: Vault, news: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Source(kind=SourceKind.LETTER, title="A letter", fictitious=True)
    vault.save(other, action=Action("another source"))
    attach_file(vault, other.id, scan(), "letter.png", "image/png")
    view = picture.view

    def read(*_question: object) -> MachineText:
        view.open(other.id)
        assert view.page is not None
        view.aids.machine.ask(view.page.files[0])
        return MachineText(("Оны алып кетті.",), 63, "Tesseract 5.3.0 (kaz)")

    monkeypatch.setattr(machine_desk, "read_by_machine", read)
    button(view.particulars, "read-picture").click()
    view.aids.machine.sheet.read_button.click()
    assert view.aids.machine.sheet.editor.value() == ""
    assert not view.aids.machine.sheet.keep_button.isVisible()
    view.aids.machine.sheet.leave_button.click()
    assert not view.aids.machine.sheet.isVisible()
