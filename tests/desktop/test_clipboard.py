"""What leaves by the clipboard is marked for histories, goes at a lock, and a secret soon."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard, QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import clipboard
from caseapp.desktop.clipboard import MARKS, ClipboardMarks
from caseapp.desktop.widgets import SecretEdit

CTRL = Qt.KeyboardModifier.ControlModifier
PACKAGE = Path(clipboard.__file__).parent


class Owned:
    """The clipboard of the screen in memory, which cannot say whose it is: here a test says."""

    def __init__(self, real: QClipboard) -> None:
        self.real, self.ours = real, True

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def ownsClipboard(self) -> bool:
        return self.ours

    def supportsSelection(self) -> bool:
        return False


@pytest.fixture
def board(qapp, monkeypatch: pytest.MonkeyPatch) -> Iterator[Owned]:
    owned = Owned(QGuiApplication.clipboard())
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: owned)
    yield owned
    owned.real.clear()


@pytest.fixture
def marks(board: Owned) -> Iterator[ClipboardMarks]:
    made = ClipboardMarks()
    yield made
    made.stop()
    made.deleteLater()


def are_there(content: QMimeData) -> bool:
    return all(content.data(form).data() == value for form, value in MARKS.items())


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_what_a_field_copies_is_marked_and_says_the_same(qtbot: QtBot, shown, board, marks, kind):
    field: QWidget = shown(kind("Айгүл – أيگۈل"))
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_C, CTRL)
    assert board.text() == "Айгүл – أيگۈل"
    assert are_there(board.mimeData())


def test_a_picture_stays_the_same_picture(board, marks):
    picture = QImage(3, 2, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    board.setImage(picture)
    assert are_there(board.mimeData())
    assert board.image().pixelColor(1, 1) == QColor("red")


def test_what_another_program_copied_is_left_as_it_is(board, marks):
    board.ours = False
    board.setText("theirs")
    assert board.mimeData().formats() == ["text/plain"]
    clipboard.empty_clipboard()
    assert board.text() == "theirs"


def test_what_the_program_copies_itself_is_marked_from_the_first_moment(board):
    clipboard.copy("a passage")
    assert board.text() == "a passage"
    assert are_there(board.mimeData())
    clipboard.empty_clipboard()
    assert board.text() == ""


def test_a_copied_passphrase_goes_by_itself_and_nothing_else_does(
    qtbot: QtBot, shown, board, marks
):
    marks._secret.setInterval(30)
    field = shown(SecretEdit("Passphrase", "Show", "Hide"))
    field.setText("five-words-drawn-by-chance")
    field.show_typed()
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_C, CTRL)
    assert board.text() == "five-words-drawn-by-chance"
    qtbot.waitUntil(lambda: board.text() == "")
    plain = shown(QLineEdit("a name"))
    plain.setFocus()
    plain.selectAll()
    qtbot.keyClick(plain, Qt.Key.Key_C, CTRL)
    qtbot.wait(80)
    assert board.text() == "a name"


def test_a_secret_that_was_copied_over_elsewhere_is_not_cleared(qtbot: QtBot, shown, board, marks):
    marks._secret.setInterval(30)
    field = shown(SecretEdit("Passphrase", "Show", "Hide"))
    field.setText("secret")
    field.show_typed()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_C, CTRL)
    board.ours = False
    board.setText("theirs")
    qtbot.wait(80)
    assert board.text() == "theirs"


def test_nobody_else_puts_anything_on_the_clipboard():
    setters = {"setText", "setMimeData", "setImage", "setPixmap"}
    for module in PACKAGE.rglob("*.py"):
        if module == Path(clipboard.__file__):
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of = ast.unparse(node.func.value)
                assert not (node.func.attr in setters and of.endswith("clipboard()")), module
