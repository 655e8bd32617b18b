"""The eight lines of a recovery sheet, typed from paper; each is judged when it is whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.keys.paper_entry import PaperEntry
from caseapp.desktop.widgets import Label, Mark
from caseapp.i18n import Translator
from caseapp.store.recovery_code import CHARACTERS, LINES, key_of, plain_line, read_line
from caseapp.store.recovery_errors import RecoveryInputError

_COLUMNS = 2
_LONGEST = 3 * CHARACTERS
"""Characters that may be typed in a line, gaps and all."""


class SheetEntry(PaperEntry):
    """`entered()` for Enter in the last line."""

    entered = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        self.lines = [_LineEdit(t("Line {n}", n=number + 1)) for number in range(LINES)]
        super().__init__(self.lines, key_of, parent)
        self._t = t
        self._marks = [Mark("circle", "ink2", icons.SMALL) for _line in self.lines]
        self._trouble = Label("", "error", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        rows = LINES // _COLUMNS
        for index, (line, mark) in enumerate(zip(self.lines, self._marks, strict=True)):
            column, row = divmod(index, rows)
            left = column * 4
            grid.addWidget(Label(str(index + 1), "second", tabular=True), row, left)
            grid.addWidget(line, row, left + 1)
            grid.addWidget(mark, row, left + 2)
            line.textEdited.connect(lambda _text, index=index: self._typed(index))
            line.installEventFilter(self)
        grid.setColumnMinimumWidth(3, theme.GRID)
        for column in (1, 5):
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(grid)
        layout.addWidget(self._trouble)
        self._look()

    def trouble(self) -> str:
        """What is said of the lines beneath them."""
        return self._trouble.text()

    def clear(self) -> None:
        for line in self.lines:
            line.clear()
        self._look()

    def _typed(self, index: int) -> None:
        """A whole line that is right hands the keyboard on."""
        line = self.lines[index]
        line.set_in_groups()
        self._look()
        if self._state(index) == "right" and line.hasFocus() and index + 1 < LINES:
            self.lines[index + 1].setFocus()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            index = self.lines.index(watched)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if index + 1 < LINES:
                    self.lines[index + 1].setFocus()
                else:
                    self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Backspace and not watched.text() and index:
                self.lines[index - 1].setFocus()
                return True
        return super().eventFilter(watched, event)

    def _state(self, index: int) -> str:
        typed = plain_line(self.lines[index].text())
        if len(typed) < CHARACTERS:
            return ""
        return "wrong" if self._error(index) else "right"

    def _error(self, index: int) -> RecoveryInputError | None:
        try:
            read_line(index + 1, self.lines[index].text())
        except RecoveryInputError as error:
            return error
        return None

    def _look(self) -> None:
        marks = {"": ("circle", "ink2"), "right": ("check", "accent"),
                 "wrong": ("circle-alert", "danger")}  # fmt: skip
        first = None
        for index, (line, mark) in enumerate(zip(self.lines, self._marks, strict=True)):
            state = self._state(index)
            mark.set(*marks[state])
            theme.restyle(line, state="error" if state == "wrong" else "")
            if state == "wrong" and first is None:
                first = self._error(index)
        self._trouble.setText(self._t.error(first) if first else "")


class _LineEdit(QLineEdit):
    """One line, in two groups and large letters whatever is typed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFont(theme.font(theme.LEAD, theme.MEDIUM, tabular=True))
        self.setFixedHeight(theme.ROW)
        self.setMaxLength(_LONGEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhPreferUppercase
        )
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("WWWW WWWW") + 16, theme.ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.ROW)

    def set_in_groups(self) -> None:
        """As it stands on the paper and no longer; typing in the middle is left as it is."""
        if self.cursorPosition() < len(self.text()):
            return
        typed = plain_line(self.text())[:CHARACTERS]
        self.setText(typed[:4] + (" " + typed[4:] if len(typed) > 4 else ""))
