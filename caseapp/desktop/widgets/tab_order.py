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

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def chain(regions: Sequence[QWidget]) -> None:
    """Let Tab visit what takes it in these regions, in the order of their layouts."""
    put_in_order([stop for region in regions for stop in stops(region)])


def put_in_order(given: Sequence[QWidget]) -> None:
    """Let Tab visit these widgets one after the other."""
    order = [one for stop in given for one in (*_standing_for(stop), stop)]
    order = list(dict.fromkeys(order))
    # Qt moves a widget with a proxy together with what happens to stand behind it, and does
    # not move one at all that takes no focus itself.
    kept = [(one, one.focusProxy(), one.focusPolicy()) for one in order]
    for one, proxy, policy in kept:
        if proxy is not None:
            one.setFocusProxy(None)
        if policy == Qt.FocusPolicy.NoFocus:
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for before, after in pairwise(order):
        QWidget.setTabOrder(before, after)
    for one, proxy, policy in kept:
        one.setFocusPolicy(policy)
        if proxy is not None:
            one.setFocusProxy(proxy)


def _standing_for(stop: QWidget) -> list[QWidget]:
    """What hands its focus on to `stop`: left elsewhere it would lead there a second time."""
    found: list[QWidget] = []
    around = stop.parentWidget()
    while around is not None and not around.isWindow():
        if around.focusProxy() in (stop, *found):
            found.insert(0, around)
        around = around.parentWidget()
    if found:
        # When the proxy is set again, Qt puts its owner before the first widget around it.
        beside = stop.parentWidget().findChildren(QWidget, options=_DIRECT)
        found += [one for one in beside[:1] if one is not stop]
    return found


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
