"""The saved views behind the title: choose, save, keep changes, rename, put in the trash.

No dialogs: a name is asked for in a line of the view, and undo answers a deed too much.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.cases import deeds
from caseapp.desktop.features.cases.ask_panel import AskPanel
from caseapp.desktop.features.cases.asking import ask_views
from caseapp.desktop.features.cases.heading import TitleButton, ViewMenu
from caseapp.desktop.jobs import Kind
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.menus import popup
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.queries.saved_views import SavedFilter
from caseapp.store.vault import Vault

Now = Callable[[], tuple[CaseFilter, tuple[str, ...], UUID | None]]
"""What is shown now: the filter, the columns by code, the chosen view."""


class SavedViews(QObject):
    """`chosen(SavedFilter | None)`: show this view, None every case. `settled(view_id)`: what
    is shown is this view now. `left()`: the person is done with the line that asks."""

    chosen = Signal(object)
    settled = Signal(object)
    left = Signal()

    def __init__(self, context: Context, vault: Vault, now: Now, owner: QWidget) -> None:
        super().__init__(owner)
        t = context.t
        self._context, self._vault, self._now, self._owner = context, vault, now, owner
        self._renamed: UUID | None = None
        self.views: list[SavedFilter] = []
        self.title = TitleButton(t("View"))
        self.title.clicked.connect(self.offer)
        self.panel = AskPanel(t, t("Name of the view"), t("Save"), "bookmark-plus")
        self.panel.wanted.connect(self._named)
        self.panel.left.connect(self._leave)
        self._menu = ViewMenu(t, self.chosen.emit, self.ask_for_name, self.keep, self.rename,
                              self.remove)  # fmt: skip
        context.changes.subscribe(lambda _c: self.load(), owner=self, kinds={"saved_view"})

    def load(self) -> None:
        """Ask for the saved views again."""
        vault = self._vault
        self._context.jobs.run(
            lambda _progress: ask_views(vault), self._loaded, owner=self, latest="cases-views"
        )

    def _loaded(self, views: list[SavedFilter]) -> None:
        self.views = views
        self.show_title()

    def show_title(self) -> None:
        """Say which view is shown, and whether it was changed since."""
        t, current = self._context.t, self.current()
        if current is None:
            shown, _columns, _view = self._now()
            self.title.set_words(t("Cases") if shown.narrows else t("All cases"))
            return
        name = paint.one_line(current.name, 80)
        self.title.set_words(t("{name}, changed", name=name) if self.is_changed() else name)

    def current(self) -> SavedFilter | None:
        """The chosen view, if it is still there."""
        _shown, _columns, view_id = self._now()
        return next((view for view in self.views if view.id == view_id), None)

    def is_changed(self) -> bool:
        """Whether what is shown differs from the chosen view, or, without one, from all cases."""
        shown, columns, _view = self._now()
        current = self.current()
        if current is None:
            return shown.narrows
        return current.shown != shown or (bool(current.columns) and current.columns != columns)

    def offer(self) -> None:
        """Open the menu of views."""
        current = self.current()
        menu = self._menu.build(
            self._owner, self.views, current.id if current else None, changed=self.is_changed()
        )
        popup(menu, self.title)

    # -- deeds -------------------------------------------------------------------------------
    def ask_for_name(self) -> None:
        """Save what is shown under a name."""
        self._renamed = None
        self.panel.begin(hint=self._context.t("Filter, order and columns are kept."))

    def rename(self) -> None:
        """Ask for another name of the chosen view."""
        current = self.current()
        if current is not None:
            self._renamed = current.id
            self.panel.begin(current.name)

    def keep(self) -> None:
        """Let the chosen view be what is shown now."""
        current = self.current()
        if current is not None:
            self._save(current.id, current.name)

    def remove(self) -> None:
        """Put the chosen view in the trash; the list stays as it is."""
        current, vault = self.current(), self._vault
        if current is not None:
            self._write(lambda: deeds.trash_view(vault, current.id), self._context.changes.announce)

    def _named(self, name: str) -> None:
        vault, renamed = self._vault, self._renamed
        if renamed is None:
            self._save(None, name)
        else:
            self._write(lambda: deeds.rename_view(vault, renamed, name), self._kept)

    def _save(self, view_id: UUID | None, name: str) -> None:
        vault, (shown, columns, _view) = self._vault, self._now()
        self._write(
            lambda: deeds.save_view(vault, view_id, name, shown, columns),
            lambda kept: (self.settled.emit(kept[1]), self._kept(kept[0])),
        )

    def _kept(self, change: Any) -> None:
        self._context.changes.announce(change)
        self._leave()

    def _leave(self) -> None:
        if not self.panel.isHidden():
            self.panel.hide()
            self.left.emit()

    def _write(self, work: Callable[[], Any], kept: Callable[[Any], object]) -> None:
        def failed(error: Any) -> None:
            sentence = self._context.t.error(error)
            if self.panel.isHidden():
                self._context.notices.show(sentence, tone="danger")
            else:
                self.panel.field.say(sentence, "error")

        self._context.jobs.run(lambda _progress: work(), kept, failed, kind=Kind.WRITE, owner=self)
