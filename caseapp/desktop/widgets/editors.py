"""The inputs inside a `Field`: they tell when they are left, and give Ctrl+Z away.

While someone types, Ctrl+Z takes back typing; when nothing was typed since the last
commit, the key is left to the window, whose undo reaches further. Esc takes the typing
back. Knows no label and no record.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from caseapp.desktop import text as texts
from caseapp.desktop import theme
from caseapp.desktop.widgets import paint

LINE_MOST, TEXT_MOST = 20_000, 100_000
"""Letters that can be edited without a pause; what is longer is shown, not edited."""
_CHOICE_LEAST = 120
"""Logical pixels; a choice that is wider ends in "…" rather than push its neighbours away."""


def _is_undo(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and (
        event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    )


def _really_left(event: QFocusEvent) -> bool:
    return event.reason() is not Qt.FocusReason.PopupFocusReason


class LineEditor(QLineEdit):
    """One line. `left` when focus goes or Enter is pressed; `escaped` for Esc."""

    left = Signal()
    escaped = Signal()
    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LINE_MOST + 1)
        self.textEdited.connect(self.edited)
        self.returnPressed.connect(self.left)
        self.textChanged.connect(lambda _text: self.suit_script())
        self.setFixedHeight(theme.ROW)
        self.setAlignment(paint.leading(self.layoutDirection()))

    def value(self) -> str:
        return self.text()

    def set_value(self, value: str) -> None:
        self.setText(value)
        self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            typed = self.isUndoAvailable() or self.isRedoAvailable()
            if not (self.isModified() and typed):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.escaped.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if _really_left(event):
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.setAlignment(paint.leading(self.layoutDirection()))

    def suit_script(self) -> None:
        """Take the face that the text's script needs."""
        self.setFont(paint.font_for(self.text(), theme.font()))


class TextEditor(QPlainTextEdit):
    """Several lines; Tab goes on, Ctrl+Enter commits."""

    left = Signal()
    escaped = Signal()
    edited = Signal(str)

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        height = self.fontMetrics().lineSpacing() * lines + 2 * theme.GRID + 2
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)
        self.textChanged.connect(self._tell)
        self._setting = False
        self._align()

    def value(self) -> str:
        """The text with its own spaces; toPlainText would turn hard spaces into soft ones."""
        return self.document().toRawText().replace("\u2029", "\n")

    def set_value(self, value: str) -> None:
        self._setting = True
        self.setPlainText(value)
        self._setting = False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            document = self.document()
            if not (document.isUndoAvailable() or document.isRedoAvailable()):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self.escaped.emit()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if _really_left(event):
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        option = self.document().defaultTextOption()
        option.setAlignment(paint.leading(self.layoutDirection()))
        self.document().setDefaultTextOption(option)

    def _tell(self) -> None:
        if not self._setting:
            self.edited.emit(self.value())


class ChoiceEditor(QComboBox):
    """One of several (code, word). Choosing commits; the wheel scrolls the page instead.

    A choice is also typed: its first words, with their spaces, and then Tab. It commits when
    the typing pauses, so that the letters on the way to it leave no choices behind.
    """

    left = Signal()
    escaped = Signal()
    edited = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cut = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for code, words in choices:
            self.addItem(words, code)
        self._typing = QTimer(self, singleShot=True)
        self._typing.timeout.connect(self.left)
        self.activated.connect(lambda _index: self._typing.isActive() or self.left.emit())

    def value(self) -> str:
        return self.currentData() or ""

    def set_value(self, value: str) -> None:
        """Show `value`; a code that is not offered is added as itself, never lost."""
        index = self.findData(value)
        if index < 0 and value:
            self.addItem(value, value)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt does, but a word that finds no room ends in "…" and not within a letter."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, field, self).width() - 4
        whole = option.currentText
        option.currentText = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        tip = whole if option.currentText != whole else ""
        if tip != self._cut:
            self._cut = tip
            self.setToolTip(texts.tooltip(tip))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _CHOICE_LEAST), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt would open the list at the space between two typed words."""
        typed = event.text()
        space = event.key() == Qt.Key.Key_Space
        if not typed.isprintable() or not typed or (space and not self._typing.isActive()):
            self._end_typing()
            super().keyPressEvent(event)
            return
        self._typing.start(QApplication.keyboardInputInterval())
        key = Qt.Key.Key_unknown if space else event.key()
        super().keyPressEvent(QKeyEvent(event.type(), key, event.modifiers(), typed))

    def _end_typing(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self.left.emit()

    def showPopup(self) -> None:
        super().showPopup()
        self.view().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab in the open list takes what is marked there and goes on, as it does outside."""
        tab = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if not tab or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        row = self.view().currentIndex().row()
        self.hidePopup()
        if row >= 0:
            self.setCurrentIndex(row)
        self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if _really_left(event):
            self._typing.stop()
            self.left.emit()
