"""Menus: a line of people's words, and where a menu opens. Knows no feature."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from caseapp.desktop import theme


def popup(menu: QMenu, under: QWidget, *, above: bool = False, within: QRect | None = None) -> None:
    """Open a menu at the start of a widget, or of a part `within` it; it is gone when it closes."""
    box = within or under.rect()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    mirrored = under.layoutDirection() == Qt.LayoutDirection.RightToLeft
    across = box.width() - menu.sizeHint().width() if mirrored else 0
    down = -menu.sizeHint().height() if above else box.height()
    menu.popup(under.mapToGlobal(box.topLeft() + QPoint(across, down)))


def add(menu: QMenu, words: str, do: Callable[[], object], icon: str = "") -> QAction:
    """Put a line into a menu; "&" in it is a letter."""
    action = QAction(words.replace("&", "&&"), menu)
    if icon:
        action.setIcon(theme.icon(icon))
    action.triggered.connect(lambda: do())
    menu.addAction(action)
    return action
