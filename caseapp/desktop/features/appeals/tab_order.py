"""Tab goes through a page as it is read, though parts of it are made anew while it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QWidget,
)


def chain(regions: Sequence[QWidget]) -> None:
    """Let Tab visit what takes it in these regions, in the order of their layouts."""
    order = [stop for region in regions for stop in stops(region)]
    # Qt moves a widget with a proxy together with what happens to stand behind it.
    proxies = [(stop, stop.focusProxy()) for stop in order if stop.focusProxy() is not None]
    for stop, _proxy in proxies:
        stop.setFocusProxy(None)
    for before, after in pairwise(order):
        QWidget.setTabOrder(before, after)
    for stop, proxy in proxies:
        stop.setFocusProxy(proxy)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What takes Tab in a widget, in the order of its layouts."""
    proxy = widget.focusProxy()
    if proxy is not None and widget.isAncestorOf(proxy):
        yield widget  # left elsewhere it would lead into its proxy a second time
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QComboBox | QTextEdit | QAbstractItemView):
        return
    if isinstance(widget, QScrollArea):
        if widget.widget() is not None:
            yield from stops(widget.widget())
    elif isinstance(widget, QStackedWidget):
        for index in range(widget.count()):
            yield from stops(widget.widget(index))
    elif widget.layout() is not None:
        yield from _in_layout(widget.layout())


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item.widget() is not None:
            yield from stops(item.widget())
        elif item.layout() is not None:
            yield from _in_layout(item.layout())
