"""What scrolls upright: without a frame or a ground of its own, never wider than its place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme


def scroll_area(
    content: QWidget | None = None, name: str = "", *, focus: bool = False
) -> QScrollArea:
    """An area that shows `content`; `name` is told to screen readers.

    With `focus` the keyboard can stop at it and scroll; without, its content is gone into.
    """
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focus else Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    if name:
        area.setAccessibleName(name)
    if content is not None:
        show_in(area, content)
    return area


def show_in(area: QScrollArea, content: QWidget) -> None:
    """Let the area show this instead of what it showed."""
    area.setWidget(content)
    content.setAutoFillBackground(False)  # Qt has just turned it on


class ReadingColumn:
    """Fills `whole` with a column of parts that scrolls, never wider than one reads well.

    `width` bounds it, `above` is the room over the first part, in logical pixels. Parts are
    put into `column`. Whoever makes one keeps it: with its Python object the area would go.
    """

    def __init__(self, whole: QWidget, width: int, above: int = 16) -> None:
        self._above = above
        page, holder = QWidget(), QWidget()
        page.setMaximumWidth(width)
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GRID)
        self._margins = QHBoxLayout(holder)
        self._margins.addWidget(page, 100)
        self._margins.addStretch(1)
        self.area = scroll_area(holder)
        around = QVBoxLayout(whole)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.area)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Narrower margins, for narrow windows."""
        margin = theme.COLUMN_MARGIN if compact else theme.PAGE_MARGIN
        self._margins.setContentsMargins(margin, self._above, margin, margin)
