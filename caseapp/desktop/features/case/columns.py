"""Two parts side by side where there is room, one above the other where there is not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from caseapp.desktop.widgets.frames import NO_BOUND

SIDE = 304
_GAP, _BELOW = 40, 820
"""Logical pixels; narrower than `_BELOW` the second part goes under the first."""


class SideBySide(QWidget):
    """The first part takes what the second, `SIDE` wide, leaves."""

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._second = first, second
        self._beside: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(16)
        self._place(True)

    def take_back(self) -> None:
        """Hold both parts again, after one was put elsewhere."""
        beside = bool(self._beside)
        self._beside = None
        self._place(beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width() >= _BELOW)

    def _place(self, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        grid = self._grid
        grid.removeWidget(self._second)
        grid.addWidget(self._first, 0, 0)
        if beside:
            self._second.setFixedWidth(SIDE)
            grid.addWidget(self._second, 0, 1, alignment=Qt.AlignmentFlag.AlignTop)
        else:
            self._second.setMinimumWidth(0)
            self._second.setMaximumWidth(NO_BOUND)
            grid.addWidget(self._second, 1, 0)
        grid.setHorizontalSpacing(_GAP if beside else 0)
        grid.setColumnStretch(0, 1)
