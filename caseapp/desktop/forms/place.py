"""Where one is on a scrolling page, and staying there while the page changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

Anchor = tuple[QWidget, int]
"""The widget with the keyboard, and how far below the top of the page's window it stands."""


class PagePlace:
    """The place in one scrolling area."""

    def __init__(self, area: QScrollArea) -> None:
        self._area = area

    def anchor(self) -> Anchor | None:
        """What one works at, if it is on the page."""
        focused, content = QApplication.focusWidget(), self._area.widget()
        if focused is None or content is None or not content.isAncestorOf(focused):
            return None
        return focused, self._below_top(focused)

    def return_to(self, anchor: Anchor | None) -> None:
        """What one works at stays where it was, whatever grew or moved above it."""
        if anchor is None or not isValid(anchor[0]) or not anchor[0].isVisible():
            return
        settle_layout()
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + self._below_top(anchor[0]) - anchor[1])

    def go_to_top(self) -> None:
        self._area.verticalScrollBar().setValue(0)

    def turn(self, way: int) -> None:
        """A page on (1) or back (-1), less a line or two for the eye to hold on to."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + way * (self._area.viewport().height() - 48))

    def _below_top(self, widget: QWidget) -> int:
        return widget.mapTo(self._area, QPoint(0, 0)).y()


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page that holds the widget, as little as is needed, once it has its size.

    Of one that is higher than the page its beginning is shown.
    """
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if isinstance(parent, QScrollArea):
        settle_layout()
        if widget.height() > parent.viewport().height():
            top = widget.mapTo(parent.widget(), QPoint(0, 0)).y()
            parent.verticalScrollBar().setValue(top)
        else:
            parent.ensureWidgetVisible(widget, 0, 24)


def settle_layout() -> None:
    """Give every widget its size now, so that places on the page can be asked for."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
