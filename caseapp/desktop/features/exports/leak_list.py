"""Where a refused export would have told too much: one line a field, each a way there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.widgets import Label, LinkButton
from caseapp.exchange.export.leak_places import LeakPlace
from caseapp.i18n import Translator

_SHOWN = 8
"""Lines; the rest is counted: after these it is tried again anyway."""


class LeakPlaces(QWidget):
    """`opened((view, id))` for the place that was chosen."""

    opened = Signal(object)

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.links: list[LinkButton] = []
        self.hide()

    def show_places(self, places: Sequence[LeakPlace]) -> None:
        """None: nothing is shown."""
        while item := self._column.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.links = []
        for place in places[:_SHOWN]:
            link = LinkButton(
                place.words(self._t), on_click=partial(self.opened.emit, place.target)
            )
            self.links.append(link)
            self._column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeading)
        more = len(places) - _SHOWN
        if more > 0:
            said = self._t.plural("{n} more place", "{n} more places", more)
            self._column.addWidget(Label(said, "caption"))
        self.setVisible(bool(places))
