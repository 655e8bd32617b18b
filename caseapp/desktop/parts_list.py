"""Which parts a copy has, and in which order: a list to tick, moved by the keyboard.

Used for one copy and for an addressee. Knows codes and words of parts, no record.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.widgets import IconButton, Label, LinkButton, paint
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.dossier.parts import TITLES, PartKind
from caseapp.i18n import Translator

_HEIGHT = 30


class _Rows(Rows):
    """Space ticks the line, as Enter and a click do."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.key()
        if event.key() == Qt.Key.Key_Space and key is not None:
            self.opened.emit(key)
        else:
            super().keyPressEvent(event)


class PartsList(QWidget):
    """`chosen(codes)`: other parts or another order; an empty list means the usual ones."""

    chosen = Signal(object)

    def __init__(self, t: Translator, usual_words: str, parent: QWidget | None = None) -> None:
        """`usual_words` name the link that goes back to what counts where nothing is chosen."""
        super().__init__(parent)
        self._t = t
        self._parts: list[PartKind] = []
        self._read_only = False
        self.rows = _Rows(t("Parts of the copy"), _HEIGHT, self._draw, keeps_choice=True)
        self._up = IconButton("arrow-up", t("Move up"), on_click=lambda: self._step(-1))
        self._down = IconButton("arrow-down", t("Move down"), on_click=lambda: self._step(1))
        self.usual = LinkButton(usual_words, small=True, on_click=lambda: self.chosen.emit([]))
        self._hint = Label(t("Space ticks a part, Alt with an arrow moves it."), "caption")
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._up)
        below.addWidget(self._down)
        below.addWidget(self._hint)
        below.addStretch(1)
        below.addWidget(self.usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.rows)
        column.addLayout(below)
        self.setFocusProxy(self.rows)
        self.rows.opened.connect(self._turn)
        self.rows.moved.connect(self._move)

    def show_parts(self, parts: Sequence[PartKind], *, own: bool, read_only: bool = False) -> None:
        """Show these ticked in their order, the others under them; `own` ones can be given up."""
        self._parts, self._read_only = list(parts), read_only
        others = [kind for kind in PartKind if kind not in parts]
        self.rows.set_items([self._item(kind) for kind in (*parts, *others)])
        self.rows.fit(1, len(PartKind))
        self.usual.setVisible(own and not read_only)
        for button in (self._up, self._down):
            button.setEnabled(not read_only)

    def parts(self) -> list[PartKind]:
        """Those that are ticked, in order."""
        return list(self._parts)

    def _item(self, kind: PartKind) -> Item:
        t, words = self._t, self._t(TITLES[kind])
        there = kind in self._parts
        spoken = f"{words}, {t('in the copy') if there else t('not in the copy')}"
        number = self._parts.index(kind) + 1 if there else 0
        return Item(kind, (words, number), spoken)

    def _turn(self, key: object) -> None:
        """Tick or untick; what is ticked anew stands where it usually does."""
        if self._read_only or not isinstance(key, PartKind):
            return
        if key in self._parts:
            if len(self._parts) > 1:
                self.chosen.emit([one.value for one in self._parts if one is not key])
            return
        order = list(PartKind)
        before = [one for one in self._parts if order.index(one) < order.index(key)]
        place = self._parts.index(before[-1]) + 1 if before else 0
        parts = [*self._parts[:place], key, *self._parts[place:]]
        self.chosen.emit([one.value for one in parts])

    def _step(self, way: int) -> None:
        self._move(self.rows.key(), way)

    def _move(self, key: object, way: int) -> None:
        if self._read_only or key not in self._parts:
            return
        parts = list(self._parts)
        place = parts.index(key)
        if 0 <= place + way < len(parts):
            parts[place], parts[place + way] = parts[place + way], parts[place]
            self.chosen.emit([one.value for one in parts])

    def _draw(
        self, painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:  # fmt: skip
        assert isinstance(data, tuple)
        words, number = data
        t, lead = theme.current(), paint.leading(direction)
        sign = QRect(box.left(), box.top() + (box.height() - icons.MEDIUM) // 2, icons.MEDIUM,
                     icons.MEDIUM)  # fmt: skip
        icon, colour = ("square-check", t.accent) if number else ("square", t.ink3)
        icons.draw(painter, icon, paint.visual(direction, box, sign), colour)
        left = sign.right() + 9
        place = QRect(left, box.top(), box.right() - left - 28, box.height())
        ink = t.ink if number else t.ink2
        shown = paint.visual(direction, box, place)
        paint.draw_text(painter, shown, words, theme.font(), ink, lead)
        if number:
            end = QRect(box.right() - 26, box.top(), 26, box.height())
            font = theme.font(theme.CAPTION, tabular=True)
            shown = paint.visual(direction, box, end)
            paint.draw_text(painter, shown, str(number), font, t.ink3, paint.trailing(direction))
