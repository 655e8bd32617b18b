"""A page of lines with a card of the chosen one beside them; narrow windows show one of the two.

Knows how the two share the room, nothing of what they show.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseapp.desktop.widgets.buttons import IconButton
from caseapp.desktop.widgets.frames import NO_BOUND, Line
from caseapp.desktop.widgets.list_table import ListTable


class Card(QWidget):
    """What stands beside the lines; where it took their place `back` leads to them: `left()`."""

    left = Signal()

    def __init__(self, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = IconButton("arrow-left", back, on_click=self.left.emit)
        self.back.hide()


class CardPage(QWidget):
    """A page sets `table`, `card`, `card_width` and `list_part` (the lines with what is above
    them), and puts `between` where the hairline goes."""

    table: ListTable
    card: Card
    card_width: int
    list_part: QWidget

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.between = Line("v")
        self._compact = self._inside = False

    def set_compact(self, compact: bool) -> None:
        """In narrow windows the card takes the place of the lines."""
        self._compact, self._inside = compact, False
        self._set_room()
        self.card.setMinimumWidth(0 if compact else self.card_width)
        self.card.setMaximumWidth(NO_BOUND if compact else self.card_width)
        self._arrange()

    def _set_room(self) -> None:
        self.table.set_room("narrow" if self._compact else "beside")

    def _arrange(self) -> None:
        """Show what there is room for; without lines there is no card."""
        some = bool(self.table.model().rowCount())
        self.card.back.setVisible(self._compact)
        self.between.setHidden(self._compact or not some)
        self.card.setHidden(not some or (self._compact and not self._inside))
        self.list_part.setHidden(self._compact and self._inside)

    def step_out(self) -> bool:
        """Back from the card to the lines; False if one is not in it."""
        focus = self.window().focusWidget()
        inside = self._inside or (focus is not None and self.card.isAncestorOf(focus))
        self._inside = False
        self._arrange()
        if inside:
            self.focus_first()
        return inside

    def focus_first(self) -> None:
        """To where one begins on this page."""
        raise NotImplementedError
