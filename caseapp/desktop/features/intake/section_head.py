"""The heading of a section of the form: its title and what can be done, at the end of the line.

Where there is no room for both, what can be done stands beneath. Knows no field.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Label

_GAP = 12


class SectionHead(QWidget):
    """`add(widget)` puts an action or a word at the end."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(title, "lead")
        self._end = QWidget()
        row = QHBoxLayout(self._end)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addStretch(1)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._end, 1)
        self.setMinimumHeight(theme.SMALL_CONTROL)

    def add(self, widget: QWidget) -> None:
        """Put something at the end of the line."""
        self._end.layout().addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of both: they need not stand side by side."""
        least = super().minimumSizeHint()
        wider = max(self._title.minimumSizeHint().width(), self._end.minimumSizeHint().width())
        return QSize(wider, least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        both = self._title.sizeHint().width() + _GAP + self._end.minimumSizeHint().width()
        beside = both <= event.size().width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._layout.direction():
            self._layout.setDirection(way)
            self._layout.setSpacing(_GAP if beside else 4)
