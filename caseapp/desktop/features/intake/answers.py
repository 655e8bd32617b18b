"""One of a few words, chosen by one key: a row of segments that acts like a field.

One stop for Tab, arrows within. It is committed when left or clicked, so that an arrow that
passes over a word keeps nothing. Knows codes and words, no record.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Label, Segments

_INSET = 4


class _Frame(QWidget):
    """The line around what takes input, as fields have it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(theme.colour("surface"))
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(whole, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)


class AnswerField(QWidget):
    """`committed(code)` when another word is chosen and the row is left."""

    committed = Signal(str)
    edited = Signal(str)

    def __init__(
        self, label: str, choices: Sequence[tuple[str, str]], *, start: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`choices` are (code, word); `start` is the code that says nothing, "" for none."""
        super().__init__(parent)
        self._value = self._start = start
        self._label = Label(label, "strong", elide=True)
        self._segments = Segments(choices, label)
        buttons = self._segments.findChildren(QPushButton)
        self._buttons = {code: b for (code, _word), b in zip(choices, buttons, strict=True)}
        self._segments.chosen.connect(lambda _code: self._chosen())
        self._lay_out(label)
        self._show(start)

    def _lay_out(self, label: str) -> None:
        row = self._segments.layout()
        row.setSpacing(2)
        for index in range(row.count()):
            row.setStretch(index, 1 if row.itemAt(index).widget() else 0)
        for button in self._buttons.values():
            # Equally wide, unless a long word needs the room that a short one leaves.
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.setAccessibleDescription(label)
            button.installEventFilter(self)
        frame = _Frame()
        frame.setFixedHeight(theme.ROW)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(_INSET, 0, _INSET, 0)
        inner.addWidget(self._segments)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(frame)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    # -- value -------------------------------------------------------------------------------
    def value(self) -> str:
        """What was committed last, or set."""
        return self._value

    def text(self) -> str:
        """What is chosen now."""
        return self._segments.code()

    def set_value(self, value: str) -> None:
        """Show a value from outside; a choice that was not committed yet stays."""
        waiting = self.text() != self._value and self.has_focus()
        self._value = value
        if not waiting:
            self._show(value)

    def commit(self) -> None:
        """Emit `committed` if another word is chosen. Leaving the row calls this."""
        if self.text() != self._value:
            self._value = self.text()
            self.committed.emit(self._value)

    def restore(self) -> None:
        """Back to what was committed last."""
        self._show(self._value)

    def say(self, text: str, tone: str = "reading") -> None:
        """Segments answer by themselves; there is nothing beneath."""

    def set_read_only(self, read_only: bool) -> None:
        self._segments.setEnabled(not read_only)

    def has_focus(self) -> bool:
        return any(button.hasFocus() for button in self._buttons.values())

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._stop().setFocus(reason)

    def tab_stops(self) -> list[QWidget]:
        """Every button in order; only one of them takes Tab at a time."""
        return list(self._buttons.values())

    # -- choosing ----------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            # Qt has named the next one already; a click inside comes to the release.
            if QApplication.focusWidget() not in self._buttons.values():
                self.commit()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            QTimer.singleShot(0, self, self.commit)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._typed(event)
        return super().eventFilter(watched, event)

    def _typed(self, event: QKeyEvent) -> bool:
        """A figure chooses by place, Delete takes the choice back."""
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self._buttons) and not event.modifiers():
            button = list(self._buttons.values())[place]
            button.click()
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._show(self._start)
            self._stop().setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _chosen(self) -> None:
        self._one_stop()
        self.edited.emit(self.text())

    def _show(self, code: str) -> None:
        if code in self._buttons:
            self._segments.choose(code)
        else:
            group = next(iter(self._buttons.values())).group()
            group.setExclusive(False)
            for button in self._buttons.values():
                button.setChecked(False)
            group.setExclusive(True)
        self._one_stop()

    def _stop(self) -> QPushButton:
        chosen = self._buttons.get(self.text())
        return chosen or next(iter(self._buttons.values()))

    def _one_stop(self) -> None:
        """Qt makes every button a stop while none is chosen."""
        stop = self._stop()
        for button in self._buttons.values():
            one = button is stop
            policy = Qt.FocusPolicy.StrongFocus if one else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
