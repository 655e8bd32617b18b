"""The view of the library: a rail of sections, each built when first gone to."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.library.addressees import AddresseesSection
from caseapp.desktop.features.library.days import DaysSection
from caseapp.desktop.features.library.forms import FormsSection
from caseapp.desktop.features.library.letters import LettersSection
from caseapp.desktop.features.library.places import PlacesSection
from caseapp.desktop.features.library.policies import PoliciesSection
from caseapp.desktop.features.library.section import Desk, Section
from caseapp.desktop.features.library.vocabularies import WordsSection
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import NavButton
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.i18n import N_
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

SECTIONS: tuple[tuple[str, str, str, Callable[[Desk], Section]], ...] = (
    ("addressees", N_("Addressees"), "mail", AddresseesSection),
    ("letters", N_("Letter templates"), "file-text", LettersSection),
    ("forms", N_("Forms"), "clipboard-list", FormsSection),
    ("policies", N_("Rules of disclosure"), "shield", PoliciesSection),
    ("places", N_("Places"), "map-pin", PlacesSection),
    ("words", N_("Word lists"), "book-open", WordsSection),
    ("days", N_("Working days"), "calendar-days", DaysSection),
)
"""Key, name, icon, what makes it."""

_RAIL_WIDTH = 204
"""Icon, the longest name in Russian, and a number."""


class LibraryView(View):
    """`open("policies")` shows a section, `open(id)` an addressee, `open((section, thing))` one
    thing of a section; `open(None)` leaves everything as it was."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        words = RecordWords(self.t)
        editor = RecordEditor(context, words, vault, self, self.origin)
        self._desk = Desk(context, vault, words, editor, self)
        self._compact = False
        self._built: dict[str, Section] = {}
        self._stale: set[str] = set()
        self._make_rail()
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        self._picked = QVBoxLayout()
        self._picked.addWidget(self._picker)
        right.addLayout(self._picked)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(right, 1)
        context.changes.subscribe(self._changed, owner=self)

    def _make_rail(self) -> None:
        t = self.t
        name = t("Sections of the library")
        self._rail = QWidget()
        self._rail.setAccessibleName(name)
        self._rail.setFixedWidth(_RAIL_WIDTH)
        self._links = QVBoxLayout(self._rail)
        self._links.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavButton] = {}
        self._picker = ChoiceEditor([(key, t(words)) for key, words, _i, _m in SECTIONS])
        self._picker.setAccessibleName(name)
        self._picker.activated.connect(lambda _index: self._chosen(self._picker.value()))
        self._picker.hide()
        for key, words, icon, _make in SECTIONS:
            button = NavButton(t(words), icon=icon)
            button.clicked.connect(lambda _=False, one=key: self._chosen(one))
            self._group.addButton(button)
            self._links.addWidget(button)
            self._buttons[key] = button
        self._links.addStretch(1)
        self._set_margins()

    # -- where one is ------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        section, thing = argument if isinstance(argument, tuple) else (argument, None)
        if isinstance(argument, UUID):
            section, thing = "addressees", argument
        known = isinstance(section, str) and section in self._buttons
        key = section if known else self.section_key() or SECTIONS[0][0]
        self.go_to(str(key))
        if thing is not None:
            self.section().go_to(thing)

    def go_to(self, key: str) -> None:
        """Show a section. Raises KeyError for an unknown one."""
        current = self._built.get(self.section_key())
        if current is not None:
            current.commit()
        section = self._built.get(key)
        if section is None:
            make = next(made for name, _words, _icon, made in SECTIONS if name == key)
            section = self._built[key] = make(self._desk)
            section.counted.connect(self._buttons[key].set_count)
            section.set_compact(self._compact)
            self._stack.addWidget(section)
            self._stale.add(key)
        self._stack.setCurrentWidget(section)
        self._buttons[key].setChecked(True)
        self._picker.set_value(key)
        if key in self._stale:
            self._stale.discard(key)
            section.reload()

    def _chosen(self, key: str) -> None:
        self.go_to(key)
        self.context.router.replace(key)

    def section(self) -> Section:
        """The section that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Section)
        return shown

    def section_key(self) -> str:
        """The key of the section that is shown, "" before there is one."""
        shown = self._stack.currentWidget()
        return next((key for key, section in self._built.items() if section is shown), "")

    def focus_first(self) -> None:
        self.section().focus_first()

    def commands(self) -> list[Command]:
        return [
            Command(self.t(words), lambda one=key: self._chosen(one), icon)
            for key, words, icon, _make in SECTIONS
        ]

    # -- changes -----------------------------------------------------------------------------
    def _changed(self, changes: ChangeSet) -> None:
        kinds = changes.kinds
        for key, section in self._built.items():
            if not section.KINDS & kinds:
                continue
            if section is self._stack.currentWidget() and self.isVisible():
                section.reload()
            else:
                self._stale.add(key)

    # -- looks -------------------------------------------------------------------------------
    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._rail.setVisible(not compact)
        self._picker.setVisible(compact)
        margin = theme.COLUMN_MARGIN if compact else 0
        self._picked.setContentsMargins(margin, margin // 2, margin, 0)
        for section in self._built.values():
            section.set_compact(compact)

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)
        key = self.section_key()
        if key in self._stale:
            self._stale.discard(key)
            self.section().reload()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._set_margins()

    def _set_margins(self) -> None:
        """Layouts swap their order when mirrored, but not their margins."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = (0, theme.GRID) if mirrored else (theme.GRID, 0)
        self._links.setContentsMargins(near, theme.COLUMN_MARGIN, far, theme.COLUMN_MARGIN)
