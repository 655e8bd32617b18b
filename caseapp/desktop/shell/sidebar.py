"""Navigation: what begins new work, one button for each view that exists, the rest at the foot.

What finds no room in a low window stands in the menu "More". Knows names, icons and words of
views; where they lead is the router's business.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import ViewSpec
from caseapp.desktop.widgets import Label, Mark, NavButton, PrimaryButton, Surface
from caseapp.i18n import Translator

WIDTH, COMPACT_WIDTH = 192, 80
_GAP = 2


class Sidebar(Surface):
    """`chosen(view)` when the person goes to a view."""

    chosen = Signal(str)

    def __init__(
        self,
        t: Translator,
        views: Sequence[ViewSpec],
        primary: Command | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`primary` is what begins new work; its key is drawn here and bound by the desk."""
        super().__init__("sidebar", parent)
        self._t = t
        self._compact = False
        self._within = {spec.name: spec.within for spec in views if spec.within}
        self._specs = {s.name: s for s in views if not s.within and not s.hidden}
        self._main = [name for name, spec in self._specs.items() if not spec.foot]
        self._buttons: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)
        self.setAccessibleName(t("Views"))
        self._primary = self._make_primary(primary)
        self._more = NavButton(t("More"), icon="ellipsis")
        self._more.setCheckable(False)
        self._more.clicked.connect(self._open_more)
        self._menu = QMenu(self)
        self._build()
        self.set_compact(False)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(_GAP)
        self._column.addWidget(self._make_name())
        self._column.addWidget(self._primary)
        for name in self._main:
            self._column.addWidget(self._make(self._specs[name]))
        self._column.addStretch(1)
        for spec in self._specs.values():
            if spec.foot:
                self._column.addWidget(self._make(spec))
        self._column.addWidget(self._more)

    def names(self) -> tuple[str, ...]:
        """Views with Ctrl and a digit, from above."""
        return tuple(self._main)

    def show_current(self, view: str) -> None:
        """Light the button of `view`, or of the view that it is within."""
        name = self._within.get(view, view)
        button = self._buttons.get(name)
        if button is not None:
            button.setChecked(True)
        elif self._group.checkedButton() is not None:
            self._group.setExclusive(False)
            self._group.checkedButton().setChecked(False)
            self._group.setExclusive(True)
        self._fold()

    def set_badge(self, view: str, count: int) -> None:
        """How many things wait in a view; 0 shows nothing."""
        self._buttons[view].set_count(f"{count:,}".replace(",", "\u202f") if count else "", "warn")

    def set_compact(self, compact: bool) -> None:
        """Icons with short words, for narrow windows."""
        self._compact = compact
        self.setFixedWidth(COMPACT_WIDTH if compact else WIDTH)
        margin = 4 if compact else theme.GRID
        self._column.setContentsMargins(margin, 4 if compact else 8, margin, 4 if compact else 8)
        self._name.setVisible(not compact)
        for button in (*self._buttons.values(), self._more):
            button.set_compact(compact)
        self._fold()

    # -- building ----------------------------------------------------------------------------
    def _make_name(self) -> QWidget:
        self._name = QWidget()
        row = QHBoxLayout(self._name)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(Mark("folder-heart", "accent", 20))
        row.addWidget(Label("caseapp", "lead"), 1)
        self._name.setFixedHeight(theme.ROW)
        return self._name

    def _make_primary(self, primary: Command | None) -> QWidget:
        """What begins new work, with air around it; an empty widget when nothing does."""
        holder = QWidget()
        self._new = None
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 6, 0, 8)
        if primary is not None:
            self._new = PrimaryButton(
                primary.words, icon=primary.icon, key=primary.key, live=False,
                on_click=primary.run,
            )  # fmt: skip
            self._new.setObjectName("primary")
            column.addWidget(self._new)
        return holder

    def _make(self, spec: ViewSpec) -> NavButton:
        words = self._t(spec.label)
        button = NavButton(words, icon=spec.icon, short=self._t(spec.short) if spec.short else "")
        key = self._key(spec)
        if key:
            button.set_tip(f"{words} ({text.key_name(key)})")
        button.setObjectName(f"go-{spec.name}")
        button.clicked.connect(lambda _=False, name=spec.name: self.chosen.emit(name))
        self._group.addButton(button)
        self._buttons[spec.name] = button
        return button

    def _key(self, spec: ViewSpec) -> str:
        if spec.key or spec.foot:
            return spec.key
        return f"Ctrl+{self._main.index(spec.name) + 1}"

    # -- low windows -------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Hide from below what has no room; the view that is open keeps its button."""
        self._primary.setVisible(self._new is not None and not self._compact)
        margins = self._column.contentsMargins()
        room = self.height() - margins.top() - margins.bottom()
        for widget in (self._name, self._primary):
            if not widget.isHidden():
                room -= widget.sizeHint().height() + _GAP
        names = [*self._main, *(name for name in self._buttons if name not in self._main)]
        step = max((b.sizeHint().height() for b in self._buttons.values()), default=1) + _GAP
        fits = max(1, room // step)
        shown = names
        if len(names) > fits:
            shown = names[: fits - 1]
            current = next((n for n in names if self._buttons[n].isChecked()), "")
            if current and current not in shown and shown:
                shown = [*shown[:-1], current]
        for name, button in self._buttons.items():
            button.setVisible(name in shown)
        self._more.setVisible(len(shown) < len(names))

    def _open_more(self) -> None:
        self._menu.clear()
        for name, button in self._buttons.items():
            if not button.isHidden():
                continue
            spec = self._specs[name]
            action = QAction(theme.icon(spec.icon), button.text().replace("&", "&&"), self._menu)
            action.triggered.connect(lambda _=False, name=name: self.chosen.emit(name))
            self._menu.addAction(action)
        height = self._menu.sizeHint().height()
        self._menu.popup(self._more.mapToGlobal(QPoint(self._more.width(), -height)))
