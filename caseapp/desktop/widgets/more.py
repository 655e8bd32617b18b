"""The button with three dots: rare deeds in a menu, each with its words. Knows no feature."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from caseapp.desktop import text
from caseapp.desktop.widgets.buttons import IconButton
from caseapp.desktop.widgets.menus import add, popup
from caseapp.i18n import Translator


class MoreButton(IconButton):
    """Opens a menu of what was `offer`ed, in that order."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__("ellipsis", t("More"), on_click=self._open, parent=parent)
        self._offers: list[tuple[str, Callable[[], object], str, str]] = []

    def offer(self, words: str, do: Callable[[], object], icon: str, tip: str) -> None:
        """One more line of the menu."""
        self._offers.append((words, do, icon, tip))

    def menu(self) -> QMenu:
        """The menu, made anew each time."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for words, do, icon, tip in self._offers:
            add(menu, words, do, icon).setToolTip(text.tooltip(tip))
        return menu

    def _open(self) -> None:
        popup(self.menu(), self)
