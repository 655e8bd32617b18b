"""The view of the help: pages to choose from, found by any word in them, and all keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.help.page import Keys, PageArea
from caseapp.desktop.features.help.pages import PAGES, Page
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Field, Label, Line
from caseapp.i18n import N_

KEYS = "keys"
_RAIL, _RAIL_COMPACT = 256, 176
_KEY = Qt.ItemDataRole.UserRole
_FIELDS: Keys = (
    ("Tab", N_("Go to the next field; what was typed is kept")),
    ("Esc", N_("Take back what was typed, or step out")),
    ("Ctrl+Enter", N_("Keep a text of several lines")),
)


class HelpView(View):
    """`open(name)`: the name of the view that one comes from, or of a page."""

    def __init__(
        self,
        context: Context,
        shell_keys: Callable[[], Keys],
        view_keys: Callable[[str], Keys],
        label_of: Callable[[str], str],
    ) -> None:
        """The keys of the shell, and of a view by its name; what a view is called."""
        super().__init__(context)
        self._shell_keys, self._view_keys, self._label_of = shell_keys, view_keys, label_of
        self._from = ""
        t = self.t
        self._find = Field(t("Find in the help"), placeholder=t("Find in the help"), bare=True)
        self._find.edited.connect(lambda _text: self._fill())
        self._said = Label("", "caption", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(t("Pages of the help"))
        self.list.setProperty("kind", "rail")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self.area = PageArea(t)
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        self._rail = QWidget()
        self._rail.setFixedWidth(_RAIL)
        column = QVBoxLayout(self._rail)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.GRID)
        column.addWidget(self._find)
        column.addWidget(self._said)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(Line("v"))
        row.addWidget(self.area, 1)

    def open(self, argument: object) -> None:
        name = argument if isinstance(argument, str) else ""
        page = next((p for p in PAGES if name == p.key or name in p.views), None)
        if name and (page is None or name != page.key):
            self._from = name
        self._find.set_value("")
        self._fill()
        self._choose(page.key if page is not None else KEYS if name else PAGES[0].key)

    def set_compact(self, compact: bool) -> None:
        self._rail.setFixedWidth(_RAIL_COMPACT if compact else _RAIL)

    def focus_first(self) -> None:
        self.list.setFocus()

    def keys(self) -> list[tuple[str, str]]:
        return [("↑↓", self.t("Choose a page")), ("Tab", self.t("Into the page, to scroll it"))]

    # -- pages -------------------------------------------------------------------------------
    def _fill(self) -> None:
        """The pages that hold all words of the search."""
        words = self._find.text().casefold().split()
        current = self.list.currentItem().data(_KEY) if self.list.currentItem() else ""
        self.list.blockSignals(True)
        self.list.clear()
        for key, title, said in self._pages():
            if all(word in said for word in words):
                item = QListWidgetItem(title)
                item.setData(_KEY, key)
                item.setToolTip(text.tooltip(title))
                self.list.addItem(item)
        self.list.blockSignals(False)
        found = self.list.count()
        t = self.t
        self._said.setVisible(bool(words))
        self._said.setText(
            t.plural("{n} page", "{n} pages", found) if found else t("Nothing found")
        )
        self._choose(current)

    def _pages(self) -> list[tuple[str, str, str]]:
        t = self.t
        pages = [(page.key, t(page.title), self._text(page)) for page in PAGES]
        keys = " ".join(words for _key, words in (*self._shell_keys(), *_FIELDS))
        return [*pages, (KEYS, t("Keys"), f"{t('Keys')} {keys}".casefold())]

    def _text(self, page: Page) -> str:
        return " ".join(self.t(m) for m in (page.title, *(m for _k, m in page.blocks))).casefold()

    def _choose(self, key: str) -> None:
        rows = [self.list.item(row) for row in range(self.list.count())]
        wanted = next((item for item in rows if item.data(_KEY) == key), rows[0] if rows else None)
        if wanted is not None:
            self.list.setCurrentItem(wanted)
            self._show(wanted)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        page = next((p for p in PAGES if p.key == item.data(_KEY)), None)
        if page is not None:
            self.area.show_blocks(self.t(page.title), page.blocks)
        else:
            self.area.show_keys(self.t("Keys"), self._groups())

    def _groups(self) -> list[tuple[str, Keys]]:
        t = self.t
        fields = [(key, t(words)) for key, words in _FIELDS]
        here = list(self._view_keys(self._from)) if self._from else []
        return [
            (t("In {view}", view=self._label_of(self._from)) if here else "", here),
            (t("Everywhere"), self._shell_keys()),
            (t("In fields"), fields),
        ]
