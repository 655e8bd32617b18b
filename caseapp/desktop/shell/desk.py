"""The frame with everything in it: sidebar, top bar, notices, the open view, status.

Built once for each language; knows views only through their specs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.shell.noticebar import NoticeBar
from caseapp.desktop.shell.router import Place
from caseapp.desktop.shell.search import Command, Hit, Search, SearchPanel
from caseapp.desktop.shell.sidebar import Sidebar
from caseapp.desktop.shell.statusbar import StatusBar
from caseapp.desktop.shell.topbar import TopBar
from caseapp.desktop.shell.undo import UndoActions, UndoSource
from caseapp.desktop.shell.view import View, ViewSpec
from caseapp.desktop.widgets import Line


@dataclass(frozen=True, kw_only=True)
class DeskSpec:
    """An open vault, as the composition root hands it to the window.

    `start` names the view to begin with. `search` and `undo` run on the database worker.
    `commands(context)` gives what the search field offers to do beside going to views.
    """

    views: tuple[ViewSpec, ...]
    vault_name: str
    start: str
    search: Search | None = None
    undo: UndoSource | None = None
    commands: Callable[[Context], Sequence[Command]] | None = None


class Desk(QWidget):
    """The shell around the views of one `DeskSpec`."""

    def __init__(
        self,
        context: Context,
        spec: DeskSpec,
        *,
        languages: Sequence[tuple[str, str]],
        appearance: str,
        lock: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._spec, self._lock = context, spec, lock
        self._specs = {view.name: view for view in spec.views}
        self._views: dict[str, View] = {}
        self._compact = False
        t = context.t
        self.sidebar = Sidebar(t, spec.views, languages=languages, appearance=appearance)
        self.topbar = TopBar(t, context.router, spec.vault_name)
        self.statusbar = StatusBar(t, context.jobs)
        self.stack = QStackedWidget()
        self._lay_out(NoticeBar(t, context.notices))
        self.panel = SearchPanel(
            t, context.jobs, self.topbar.field, spec.search, self.commands, self
        )
        self._wire()
        self._undo = self._make_undo()

    def _lay_out(self, notices: NoticeBar) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        self._foot_line = Line()
        for widget in (self.topbar, Line(), notices):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(self._foot_line)
        column.addWidget(self.statusbar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(Line("v"))
        row.addLayout(column, 1)

    def _wire(self) -> None:
        self._context.router.moved.connect(self._show)
        self.sidebar.chosen.connect(self._context.router.go)
        self.topbar.lock_asked.connect(self._lock)
        self.panel.chosen.connect(self._open_hit)
        self.panel.dismissed.connect(self.focus_view)
        self.statusbar.busy_changed.connect(lambda _busy: self._fold_status())
        self._add_key("Ctrl+K", self._start_search)
        self._add_key("Ctrl+L", self._lock)

    def _add_key(self, key: str, run: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda: run())
        self.addAction(action)

    def _make_undo(self) -> UndoActions | None:
        bar = self.topbar
        if self._spec.undo is None:
            bar.undo.hide()
            bar.redo.hide()
            return None
        context = self._context
        actions = UndoActions(context.t, context.jobs, context.changes, self._spec.undo, self)
        self.addAction(actions.undo)
        self.addAction(actions.redo)
        bar.undo_asked.connect(actions.undo.trigger)
        bar.redo_asked.connect(actions.redo.trigger)

        def refresh() -> None:
            for button, action in ((bar.undo, actions.undo), (bar.redo, actions.redo)):
                button.setEnabled(action.isEnabled())
                key = text.key_name(action.shortcut().toString())
                button.setToolTip(text.tooltip(f"{action.text()} ({key})"))

        actions.changed.connect(refresh)
        refresh()
        return actions

    # -- views -------------------------------------------------------------------------------
    def view(self, name: str) -> View:
        """The view of that name, built when first asked for. Raises KeyError."""
        if name not in self._views:
            view = self._specs[name].create(self._context)
            view.set_compact(self._compact)
            view.status_changed.connect(lambda _text: self._say_status())
            self._views[name] = view
            self.stack.addWidget(view)
        return self._views[name]

    def focus_view(self) -> None:
        """Give the keyboard to the view in front."""
        current = self.stack.currentWidget()
        if isinstance(current, View):
            current.focus_first()

    def keys(self) -> list[tuple[str, str]]:
        """Shortcuts of the shell and what they do, for the help."""
        t = self._context.t
        shown = [self._specs[name] for name in self.sidebar.names()]
        return [
            ("Ctrl+K", t("Search everything, or find something to do")),
            *((f"Ctrl+{i}", t(spec.label)) for i, spec in enumerate(shown, 1)),
            ("Alt+Left", t("Back")),
            ("Alt+Right", t("Forward")),
            *([("Ctrl+Z", t("Undo"))] if self._undo else []),
            *([("Ctrl+Shift+Z", t("Redo"))] if self._undo else []),
            ("Esc", t("Take back what was typed in a field")),
            ("Ctrl+L", t("Lock")),
            ("F1", t("Help")),
        ]

    def commands(self) -> list[Command]:
        """What the search field offers to do."""
        t, router = self._context.t, self._context.router
        result = []
        for i, name in enumerate(self.sidebar.names(), 1):
            spec = self._specs[name]
            words = t("Go to {view}", view=t(spec.label))
            run = lambda name=name: router.go(name)  # noqa: E731
            result.append(Command(words, run, spec.icon, f"Ctrl+{i}"))
        if self._spec.commands is not None:
            result.extend(self._spec.commands(self._context))
        result.append(Command(t("Lock the vault"), self._lock, "lock", "Ctrl+L"))
        return result

    def _show(self, place: Place) -> None:
        view = self.view(place.view)
        self.stack.setCurrentWidget(view)
        self.sidebar.show_current(place.view)
        view.open(place.argument)
        self._say_status()
        view.focus_first()

    def _say_status(self) -> None:
        current = self.stack.currentWidget()
        self.statusbar.set_text(current.status if isinstance(current, View) else "")

    def _start_search(self) -> None:
        self.topbar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.topbar.field.selectAll()
        self.panel.open()

    def _open_hit(self, hit: Hit) -> None:
        self._context.router.go(hit.view, hit.argument)

    # -- narrow windows ----------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.hide()
        compact = self.width() < theme.COMPACT_BELOW
        if compact != self._compact:
            self._compact = compact
            for part in (self.sidebar, self.topbar, *self._views.values()):
                part.set_compact(compact)
            self._fold_status()

    def _fold_status(self) -> None:
        """A narrow window has no room for it, but work and its Cancel must be seen."""
        failed = self._context.jobs.keeping == "failed"
        shown = not self._compact or self.statusbar.is_busy or failed
        self.statusbar.setVisible(shown)
        self._foot_line.setVisible(shown)
