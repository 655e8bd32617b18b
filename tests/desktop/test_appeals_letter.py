"""The letter's editor: fields are chips, typed marks are text, each part is kept when left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.letters.chips import CHIP
from caseapp.desktop.letters.editor import LetterEditor
from caseapp.desktop.letters.part import LetterPart
from caseapp.desktop.letters.state import letter_state, with_lines
from caseapp.dossier.letters import FIELDS
from caseapp.i18n import translator
from caseapp.store.records import LetterTemplate

Show = Callable[[QWidget], QWidget]
KEY = ("mfa", "en")


@pytest.fixture
def part(shown: Show, qtbot: QtBot) -> LetterPart:
    part = LetterPart(translator("en"), "Text", FIELDS)
    part.resize(400, 100)
    shown(part)
    part.show_lines(["We ask for {persons_of} in **all** [[under Article 1]]."])
    part.setFocus()
    return part


@pytest.fixture
def editor(shown: Show) -> LetterEditor:
    editor = LetterEditor(translator("en"))
    editor.resize(460, 420)
    shown(editor)
    editor.show_letter(letter_state({}, (), KEY))
    return editor


def at(part: LetterPart, place: int) -> None:
    cursor = part.textCursor()
    cursor.setPosition(place)
    part.setTextCursor(cursor)


def test_a_field_is_one_character_that_cannot_be_half_deleted(
    part: LetterPart, qtbot: QtBot
) -> None:
    text = part.document().toRawText()
    assert text.startswith(f"We ask for {CHIP} in all under Article 1.")
    at(part, text.index(CHIP) + 1)
    qtbot.keyClick(part, Qt.Key.Key_Backspace)
    assert part.lines() == ("We ask for  in **all** [[under Article 1]].",)
    part.undo()
    assert part.lines() == ("We ask for {persons_of} in **all** [[under Article 1]].",)


def test_typed_braces_and_stars_are_words_and_a_known_field_becomes_a_chip(
    part: LetterPart, qtbot: QtBot
) -> None:
    part.show_lines([], anew=True)
    told: list[str] = []
    part.unknown.connect(told.append)
    qtbot.keyClicks(part, "# {oh} **no** {date}")
    assert part.lines() == ("\\# \\{oh\\} \\*\\*no\\*\\* {date}",)
    assert told[0] == "oh"
    assert part.document().toRawText().endswith(CHIP)


def test_copying_and_pasting_keeps_chips_here_and_gives_braces_elsewhere(
    part: LetterPart, qtbot: QtBot
) -> None:
    before = part.lines()[0]
    part.selectAll()
    qtbot.keyClick(part, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().mimeData()
    assert copied.text() == "We ask for {persons_of} in all under Article 1."
    assert not copied.hasHtml()
    part.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(part, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert part.lines() == (before + before,)


def test_pasted_text_of_other_programs_is_words_alone(part: LetterPart, qtbot: QtBot) -> None:
    part.show_lines([], anew=True)
    QApplication.clipboard().setText("On {date}, {nobody}\nsecond")
    qtbot.keyClick(part, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert part.lines() == ("On {date}, \\{nobody\\}", "second")


def test_the_cursor_beside_a_chip_names_it_and_its_value(editor: LetterEditor) -> None:
    editor.set_values({"persons_of": "19 persons"})
    part = editor.parts["subject"]
    part.setFocus()
    at(part, part.document().toRawText().index(CHIP) + 1)
    assert editor._said.text() == "how many persons: 19 persons"
    assert "[how many persons]" in part.accessibleDescription()


def test_the_menu_offers_every_field_with_its_value(editor: LetterEditor) -> None:
    editor.set_values({"date": "2 June 2026"})
    menu = editor.menu()
    actions = [a for group in menu.actions() for a in group.menu().actions()]
    words = {a.data(): a.text() for a in actions}
    assert words["date"] == "date of the appeal – 2 June 2026"
    body = editor.parts["body"]
    body.setFocus()
    body.moveCursor(QTextCursor.MoveOperation.Start)
    next(a for a in actions if a.data() == "reference").trigger()
    menu.deleteLater()
    assert body.lines()[0].startswith("{?annex_signatures}{reference}")


def test_a_part_is_kept_when_it_is_left_and_not_before(
    editor: LetterEditor, qtbot: QtBot, shown: Show
) -> None:
    kept: list[tuple[str, tuple[str, ...]]] = []
    editor.kept.connect(lambda name, lines: kept.append((name, lines)))
    part = editor.parts["closing"]
    part.setFocus()
    qtbot.keyClick(part, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(part, " Thank you.")
    assert kept == []
    qtbot.keyClick(part, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ((name, lines),) = kept
    assert name == "closing"
    assert lines[-1].endswith("Thank you.")
    qtbot.keyClicks(part, "never mind")
    qtbot.keyClick(part, Qt.Key.Key_Escape)
    assert part.lines() == lines


def test_an_edited_letter_says_what_it_was_made_from_and_what_differs(
    editor: LetterEditor,
) -> None:
    state = letter_state({}, (), KEY)
    own = {"mfa.en": with_lines(state, "farewell", ("With respect,",))}
    editor.show_letter(letter_state(own, (), KEY))
    number = state.wording.number
    assert editor.origin() == f"Edited from version {number}"
    editor._differ.click()
    assert editor.differences.isVisible()
    assert "is: With respect," in editor.differences.words()
    newer = LetterTemplate(name="mfa", language="en", number=number + 1, text=state.wording.text)
    editor.show_letter(letter_state(own, (newer,), KEY))
    newest = f"Edited from version {number}; there is a version {number + 1}"
    assert editor.origin() == newest


def test_a_letter_that_cannot_be_read_says_so_in_one_sentence(editor: LetterEditor) -> None:
    broken = {"mfa.en": {"text": "version: 1\n[body]\nOn {day}\n", "from": 1}}
    editor.show_letter(letter_state(broken, (), KEY))
    assert editor.trouble() == "The letter “mfa” (en) has a mistake in line 3."
    assert editor.parts["body"].isReadOnly()
    assert editor._back.isVisible()


def test_passages_in_doubt_are_visited_and_confirmed_one_by_one(editor: LetterEditor) -> None:
    kept: list[str] = []
    editor.kept.connect(lambda name, _lines: kept.append(name))
    count = sum(part.doubts() for part in editor.parts.values())
    assert count >= 2
    editor._next_doubt.click()
    assert isinstance(QApplication.focusWidget(), LetterPart)
    editor._confirm.click()
    assert sum(part.doubts() for part in editor.parts.values()) == count - 1
    assert kept == ["body"]


def test_what_is_being_typed_outlives_a_reload(editor: LetterEditor, qtbot: QtBot) -> None:
    part = editor.parts["body"]
    part.setFocus()
    qtbot.keyClicks(part, "Half a word")
    editor.show_letter(letter_state({}, (), KEY))
    assert part.lines()[0].startswith("{?annex_signatures}Half a word")
    assert not isinstance(QApplication.focusWidget(), QLineEdit)


def test_a_line_that_goes_on_keeps_its_chip_through_the_editor(editor: LetterEditor) -> None:
    text = "version: 1\n\n[body]\nOne.\n{+}{?date}Two.\n"
    editor.show_letter(letter_state({"mfa.en": {"text": text, "from": 1}}, (), KEY))
    body = editor.parts["body"]
    assert body.lines() == ("One.", "{+}{?date}Two.")
    assert "[same paragraph]" in body.spoken()
