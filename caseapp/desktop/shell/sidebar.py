"""Navigation: one button for each view that exists, settings and help beneath.

Knows names, icons and words of views; where they lead is the router's business.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.shell.view import ViewSpec
from caseapp.desktop.widgets import Label, Mark, NavButton, Surface
from caseapp.i18n import Translator

WIDTH, COMPACT_WIDTH = 184, 80


class Sidebar(Surface):
    """`chosen(view)`, `language_chosen(code)`, `appearance_chosen(mode)`, `help_asked()`."""

    chosen = Signal(str)
    language_chosen = Signal(str)
    appearance_chosen = Signal(str)
    help_asked = Signal()

    def __init__(
        self,
        t: Translator,
        views: Sequence[ViewSpec],
        *,
        languages: Sequence[tuple[str, str]],
        appearance: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("sidebar", parent)
        self._t = t
        self._within = {spec.name: spec.within for spec in views if spec.within}
        self._buttons: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)
        self.setAccessibleName(t("Views"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(2)
        self._column.addWidget(self._make_name())
        self._column.addSpacing(8)
        for spec in views:
            if not spec.within:
                self._add(spec)
        self._column.addStretch(1)
        self._menu = self._make_menu(languages, appearance)
        self._settings = self._foot("settings-2", t("Settings"), self._open_menu)
        self._help = self._foot("circle-question-mark", t("Help"), self.help_asked.emit)
        self.set_compact(False)

    @property
    def menu(self) -> QMenu:
        """The settings of the window: language and appearance."""
        return self._menu

    def names(self) -> tuple[str, ...]:
        """Views that have a button, from above."""
        return tuple(self._buttons)

    def show_current(self, view: str) -> None:
        """Light the button of `view`, or of the view that it is within."""
        button = self._buttons.get(self._within.get(view, view))
        if button is not None:
            button.setChecked(True)

    def set_compact(self, compact: bool) -> None:
        """Icons with short words, for narrow windows."""
        self.setFixedWidth(COMPACT_WIDTH if compact else WIDTH)
        self._column.setContentsMargins(*((4, 4, 4, 4) if compact else (8, 8, 8, 8)))
        self._name.setVisible(not compact)
        for button in (*self._buttons.values(), self._settings, self._help):
            button.set_compact(compact)

    def _make_name(self) -> QWidget:
        self._name = QWidget()
        row = QHBoxLayout(self._name)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(Mark("folder-heart", "accent", 20))
        row.addWidget(Label("caseapp", "lead"), 1)
        self._name.setFixedHeight(theme.ROW)
        return self._name

    def _add(self, spec: ViewSpec) -> None:
        words = self._t(spec.label)
        key = f"Ctrl+{len(self._buttons) + 1}"
        button = NavButton(
            words, icon=spec.icon, short=self._t(spec.short) if spec.short else words, key=key
        )
        button.clicked.connect(lambda _=False, name=spec.name: self.chosen.emit(name))
        self._group.addButton(button)
        self._buttons[spec.name] = button
        self._column.addWidget(button)

    def _foot(self, icon: str, words: str, on_click: object) -> NavButton:
        button = NavButton(words, icon=icon)
        button.setCheckable(False)
        button.clicked.connect(lambda: on_click())
        self._column.addWidget(button)
        return button

    def _make_menu(self, languages: Sequence[tuple[str, str]], appearance: str) -> QMenu:
        t, menu = self._t, QMenu(self)
        if len(languages) > 1:
            self._add_choices(menu, languages, t.language, self.language_chosen)
            menu.addSeparator()
        modes = (
            ("system", t("Appearance of the system")),
            ("light", t("Light")),
            ("dark", t("Dark")),
        )
        self._add_choices(menu, modes, appearance, self.appearance_chosen)
        return menu

    @staticmethod
    def _add_choices(
        menu: QMenu, choices: Sequence[tuple[str, str]], chosen: str, signal: Signal
    ) -> None:
        group = QActionGroup(menu)
        for code, words in choices:
            action = QAction(words.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(code == chosen)
            action.setData(code)
            action.triggered.connect(lambda _=False, code=code: signal.emit(code))
            group.addAction(action)
            menu.addAction(action)

    def _open_menu(self) -> None:
        height = self._menu.sizeHint().height()
        self._menu.popup(self._settings.mapToGlobal(QPoint(0, -height - 4)))
