"""Many choices in groups, found by typing: floats over what asked for one.

Letters narrow it, arrows move, Enter takes, Esc leaves. Knows words and codes, no columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.palette_rows import Heading, PaletteList, Row
from caseapp.desktop.widgets import Label, Surface
from caseapp.desktop.widgets.editors import LineEditor

_WIDTH, _HIGHEST = 380, 420


@dataclass(frozen=True, slots=True)
class Pick:
    """One choice. `also` are other words that find it; `taken` says where it is used already."""

    code: str
    words: str
    group: str
    also: str = ""
    taken: str = ""


class Picker(Surface):
    """`chosen(code)` when one is taken; it is gone then, and after Esc or a click elsewhere."""

    chosen = Signal(str)

    def __init__(self, name: str, hint: str, nothing: str, parent: QWidget) -> None:
        """`hint` stands in the empty line, `nothing` where no choice has the typed letters."""
        super().__init__("panel", parent)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setAccessibleName(name)
        self._picks: Sequence[Pick] = ()
        self._now = ""
        self.line = _Line(self)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.list = PaletteList(name)
        self._nothing = Label(nothing, "second", wrap=True)
        self._nothing.setContentsMargins(12, 8, 12, 8)
        self.line.textChanged.connect(lambda _text: self._fill())
        self.list.clicked.connect(lambda index: self._take(self.list.row_at(index)))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for part in (self.line, self.list, self._nothing):
            column.addWidget(part)
        column.addStretch(1)

    def open(self, picks: Sequence[Pick], now: str, at: QRect, typed: str = "") -> None:
        """Show the choices beneath `at` (on the screen), or above where there is no room.

        `now` is the code that holds at present, `typed` stands in the line already.
        """
        self._picks, self._now = tuple(picks), now
        self.line.setText(typed)
        self._fill()
        width = max(_WIDTH, at.width())
        screen = QGuiApplication.screenAt(at.center()) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        below, above = room.bottom() - at.bottom(), at.top() - room.top()
        height = min(_HIGHEST, max(below, above) - 8, self._wanted())
        top = at.bottom() + 2 if below >= height or below >= above else at.top() - height - 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = at.right() - width + 1 if mirrored else at.left()
        left = min(max(room.left(), left), room.right() - width)
        self.setFixedSize(width, height)
        self.move(QPoint(left, top))
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.line.end(False)

    def pressed(self, key: int) -> bool:
        """A key of the line that is for the list; False for any other."""
        steps = {
            Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -self.list.page(), Qt.Key.Key_PageDown: self.list.page(),
        }  # fmt: skip
        if key in steps:
            self.list.move(steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self.list.current())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _wanted(self) -> int:
        return self.list.wanted_height() + self.line.height() + 28

    def _fill(self) -> None:
        wanted = self.line.text().casefold().split()
        rows: list[Row] = []
        group, at = "", -1
        for pick in self._picks:
            said = f"{pick.words} {pick.group} {pick.also}".casefold()
            if not all(word in said for word in wanted):
                continue
            if pick.group != group:
                group = pick.group
                rows.append(Heading(group))
            if pick.code == self._now:
                at = len(rows)
            rows.append(self._command(pick))
        self.list.show_rows(rows)
        if at >= 0 and not wanted:
            self.list.move(1, start=at - 1)
        self.list.setHidden(not rows)
        self._nothing.setHidden(bool(rows))

    def _command(self, pick: Pick) -> Command:
        words = f"{pick.words} · {pick.taken}" if pick.taken else pick.words
        icon = "check" if pick.code == self._now else "minus" if pick.taken else "dot"
        return Command(words, lambda: self.chosen.emit(pick.code), icon)

    def _take(self, row: Row | None) -> None:
        if isinstance(row, Command):
            self.close()
            row.run()


class _Line(LineEditor):
    """The line hands the keys that move to the list beneath it."""

    def __init__(self, picker: Picker) -> None:
        super().__init__(picker)
        self._picker = picker
        self.setProperty("kind", "search")

    def event(self, event: object) -> bool:
        """Tab would leave the only field that takes the keyboard here."""
        tab = isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress
        if tab and event.key() == Qt.Key.Key_Tab:
            return self._picker.pressed(event.key())
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._picker.pressed(event.key()):
            super().keyPressEvent(event)
