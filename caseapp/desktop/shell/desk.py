"""The frame with everything in it: sidebar, top bar, notices, the open view, status.

Built once for each language; knows views only through their specs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.file_drop import FileDrop
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.desk_commands import DeskCommands
from caseapp.desktop.shell.desk_undo import DeskUndo
from caseapp.desktop.shell.hits import ReadNames, Search
from caseapp.desktop.shell.noticebar import NoticeBar
from caseapp.desktop.shell.palette import Palette
from caseapp.desktop.shell.router import Place
from caseapp.desktop.shell.sidebar import Sidebar
from caseapp.desktop.shell.statusbar import StatusBar
from caseapp.desktop.shell.topbar import TopBar
from caseapp.desktop.shell.undo import UndoSource
from caseapp.desktop.shell.view import View, ViewSpec
from caseapp.desktop.widgets import Line


@dataclass(frozen=True, kw_only=True)
class DeskSpec:
    """An open vault, as the composition root hands it to the window.

    `start` names the view to begin with. `search` and `undo` run on the database worker.
    `commands(context)` gives what the palette offers beside going to views, `with_words`
    what it offers to do with what was typed. `primary(context)` is what begins new work:
    the button over the navigation, with its key. `dropped(context, paths)` is called with files
    that are dropped where no view takes them.
    """

    views: tuple[ViewSpec, ...]
    vault_name: str
    start: str
    search: Search | None = None
    names: ReadNames | None = None
    undo: UndoSource | None = None
    commands: Callable[[Context], Sequence[Command]] | None = None
    with_words: Callable[[Context, str], Sequence[Command]] | None = None
    dropped: Callable[[Context, Sequence[Path]], object] | None = None
    primary: Callable[[Context], Command | None] | None = None


class Desk(QWidget):
    """The shell around the views of one `DeskSpec`."""

    def __init__(
        self,
        context: Context,
        spec: DeskSpec,
        *,
        lock: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._spec, self._lock = context, spec, lock
        self._specs = {view.name: view for view in spec.views}
        self._views: dict[str, View] = {}
        self._compact = False
        t = context.t
        primary = spec.primary(context) if spec.primary else None
        self.sidebar = Sidebar(t, spec.views, primary)
        self.topbar = TopBar(t, context.router, spec.vault_name, primary)
        self.statusbar = StatusBar(t, context.jobs)
        self.stack = QStackedWidget()
        self._lay_out(NoticeBar(t, context.notices))
        self.offers = DeskCommands(context, spec, self.sidebar.names(), self.current_view, lock)
        self.palette_sheet = Palette(t, context.jobs, spec.search, self.offers, self, spec.names)
        self.undo = DeskUndo(context, spec.undo, self.topbar, self) if spec.undo else None
        if self.undo is None:
            for button in (self.topbar.undo, self.topbar.past, self.topbar.redo):
                button.hide()
        else:
            self.offers.undo = self.undo
        self._wire(primary)
        if spec.dropped is not None:
            take, hint = spec.dropped, t("Drop a list to import it")
            self.drops = FileDrop(self, hint, lambda paths: take(context, paths))
        self._watch_badges()

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

    def _wire(self, primary: Command | None) -> None:
        router = self._context.router
        router.moved.connect(self._show)
        self.sidebar.chosen.connect(router.go)
        self.topbar.lock_asked.connect(self._lock)
        self.topbar.field.asked.connect(self.open_palette)
        self.palette_sheet.chosen.connect(router.go)
        self.palette_sheet.closed.connect(self.focus_view)
        self.statusbar.busy_changed.connect(lambda _busy: self._fold_status())
        self._add_key("Ctrl+K", self.open_palette)
        self._add_key("Ctrl+L", self._lock)
        for at, name in enumerate(self.sidebar.names()[:9], 1):
            self._add_key(f"Ctrl+{at}", lambda name=name: router.go(name))
        for spec in self._spec.views:
            # F1 is the window's own key: it works at the gate too.
            if spec.key and spec.key != "F1":
                self._add_key(spec.key, lambda name=spec.name: router.go(name))
        if primary is not None and primary.key:
            self._add_key(primary.key, primary.run)

    def _add_key(self, key: str, run: Callable[[], object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda: run())
        self.addAction(action)

    def _watch_badges(self) -> None:
        for spec in self._spec.views:
            if spec.badge is None or spec.within or spec.hidden:
                continue
            ask = lambda spec=spec: self._ask_badge(spec)  # noqa: E731
            self._context.changes.subscribe(
                lambda _change, ask=ask: ask(), owner=self, kinds=spec.badge_kinds
            )
            ask()

    def _ask_badge(self, spec: ViewSpec) -> None:
        assert spec.badge is not None
        self._context.jobs.run(
            spec.badge, lambda count: self.sidebar.set_badge(spec.name, count),
            owner=self, latest=f"badge-{spec.name}",
        )  # fmt: skip

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

    def current_view(self) -> View | None:
        """The view in front."""
        current = self.stack.currentWidget()
        return current if isinstance(current, View) else None

    def focus_view(self) -> None:
        """Give the keyboard to the view in front."""
        current = self.current_view()
        if current is not None:
            current.focus_first()

    def open_palette(self, words: str = "") -> None:
        """Search everything, with `words` typed already."""
        self.palette_sheet.open(words)

    def keys(self) -> list[tuple[str, str]]:
        """Shortcuts of the shell and what they do, for the help."""
        return self.offers.keys()

    def keys_of(self, name: str) -> list[tuple[str, str]]:
        """Keys of one view that was built; none for any other."""
        view = self._views.get(name)
        return list(view.keys()) if view is not None else []

    def label_of(self, name: str) -> str:
        """What a view is called on the screen; "" for a name that is not there."""
        spec = self._specs.get(name)
        return self._context.t(spec.label) if spec else ""

    def _show(self, place: Place) -> None:
        self.palette_sheet.close_palette()
        self._keep_typing()
        view = self.view(place.view)
        self.stack.setCurrentWidget(view)
        self.sidebar.show_current(place.view)
        view.open(place.argument)
        self._say_status()
        view.focus_first()

    def _keep_typing(self) -> None:
        """What is typed belongs to the place that is left; one view may show both places."""
        focused = self.window().focusWidget()
        if focused is not None and self.stack.isAncestorOf(focused):
            focused.clearFocus()

    def _say_status(self) -> None:
        current = self.current_view()
        self.statusbar.set_text(current.status if current else "")

    # -- narrow windows ----------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.undo is not None:
            self.undo.close_list()
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

    def place_of(self, widget: QWidget) -> QRect:
        """Where a part of the desk stands, in the desk's own coordinates."""
        return QRect(widget.mapTo(self, widget.rect().topLeft()), widget.size())
