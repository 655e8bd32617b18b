"""The view of preferences: one scrolling page, everything in force or kept at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.preferences.about import AboutSection
from caseapp.desktop.features.preferences.locking import LockingSection
from caseapp.desktop.features.preferences.machine import Machine
from caseapp.desktop.features.preferences.office import OfficeSection
from caseapp.desktop.guard.panic import VANISH
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import (
    Field,
    Label,
    LinkButton,
    RailPage,
    SectionHeading,
    Switch,
)
from caseapp.store.records import Office
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from caseapp.system.settings import TEXT_SIZES


class PreferencesView(View):
    """`open("office")` begins at a section: "screen", "keyboard", "search", "office", "about"…"""

    def __init__(self, context: Context, vault: Vault, machine: Machine) -> None:
        super().__init__(context)
        self._vault, self._machine = vault, machine
        self.page = RailPage(self.t("Sections of the settings"))
        self.office = OfficeSection(context, vault, self, self.origin, dict(machine.languages))
        t = self.t
        for key, title, body in (
            ("screen", t("Screen"), self._screen()),
            ("keyboard", t("Keyboard"), self._keyboard()),
            ("search", t("Search"), self._search()),
            ("office", t("Office"), self.office),
            ("locking", t("Locking"), LockingSection(t, machine)),
            ("emergency", t("Emergency"), self._emergency()),
            ("keys", t("Passphrase"), self._keys()),
            ("backups", t("Backups"), self._backups()),
            ("packets", t("Packets"), self._packets()),
            ("machine", t("This machine"), self._this_machine()),
            ("about", t("About caseapp"), AboutSection(t, machine)),
        ):
            self.page.add_section(key, title, body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        context.changes.subscribe(lambda _change: self._reload(), owner=self, kinds={"office"})

    def open(self, argument: object) -> None:
        self._reload()
        if isinstance(argument, str):
            self.page.go_to(argument)

    def set_compact(self, compact: bool) -> None:
        self.page.set_compact(compact)

    def _reload(self) -> None:
        def office(_progress: Progress) -> Office | None:
            return next(iter(self._vault.all(Office)), None)

        self.context.jobs.run(office, self.office.show_office, owner=self, latest="office")

    # -- sections ----------------------------------------------------------------------------
    def _screen(self) -> QWidget:
        t, machine = self.t, self._machine
        body, column = _section(t("Screen"))
        language = Field(
            t("Language"), kind="choice", choices=machine.languages, value=machine.language()
        )
        # A new language builds everything anew: this view is gone when it returns.
        language.committed.connect(machine.set_language, Qt.ConnectionType.QueuedConnection)
        modes = (
            ("system", t("As the system")), ("light", t("Light")), ("dark", t("Dark")),
            ("contrast", t("High contrast")),
        )  # fmt: skip
        look = Field(t("Appearance"), kind="choice", choices=modes, value=machine.appearance())
        look.committed.connect(machine.set_appearance)
        sizes = tuple((str(size), f"{size} %") for size in TEXT_SIZES)
        now = str(machine.settings().text_size)
        size = Field(t("Text size"), kind="choice", choices=sizes, value=now)
        size.committed.connect(self._set_size)
        for name, field in (("language", language), ("appearance", look), ("text-size", size)):
            field.setObjectName(name)
            column.addLayout(_narrow(field))
        self._later = Label(
            t("The new text size applies when the program starts again."), "second", wrap=True
        )
        self._restart = LinkButton(t("Lock and start again"), on_click=machine.lock)
        for widget in (self._later, self._restart):
            column.addWidget(widget)
            widget.hide()
        return body

    def _set_size(self, code: str) -> None:
        self._machine.change(lambda settings: replace(settings, text_size=int(code)))
        self._later.show()
        self._restart.show()

    def _keyboard(self) -> QWidget:
        t, machine = self.t, self._machine
        body, column = _section(t("Keyboard"))
        column.addWidget(
            Switch(
                t("Single letters do things where no text is typed"),
                t("Turn this off if you speak to the computer or press keys by accident."),
                machine.settings().letter_keys,
                lambda on: machine.change(lambda s: replace(s, letter_keys=on)),
            )
        )
        help_link = LinkButton(
            t("All keys"), on_click=lambda: self.context.router.go("help", "preferences")
        )
        column.addWidget(help_link)
        return body

    def _search(self) -> QWidget:
        t, machine = self.t, self._machine
        body, column = _section(t("Search"))
        column.addWidget(
            Switch(
                t("Search names across scripts"),
                t("“Qarapa” also finds Қарапа; what is spelled as typed comes first."),
                machine.settings().across_scripts,
                lambda on: machine.change(lambda s: replace(s, across_scripts=on)),
            )
        )
        return body

    def _place(self, title: str, said: str, link: str, icon: str, place: str) -> QWidget:
        """The way to a page of its own: what takes time, or has a list to show."""
        body, column = _section(title)
        column.addWidget(Label(said, "second", wrap=True))
        way = LinkButton(link, icon=icon, on_click=lambda: self.context.router.go(place))
        column.addWidget(way, alignment=Qt.AlignmentFlag.AlignLeft)
        return body

    def _emergency(self) -> QWidget:
        t = self.t
        said = t("{key} ends the program at once, from any window.", key=text.key_name(VANISH))
        link = t("Second key, journeys, what remains")
        return self._place(t("Emergency"), said, link, "octagon-x", "emergency")

    def _keys(self) -> QWidget:
        t = self.t
        said = t("Whoever forgets the passphrase needs the recovery sheet, or two shares.")
        link = t("Change the passphrase, try the sheet")
        return self._place(t("Passphrase and recovery"), said, link, "key-round", "keys")

    def _backups(self) -> QWidget:
        t = self.t
        said = t("A laptop can be lost or taken; a backup on a stick kept elsewhere is not.")
        return self._place(t("Backups"), said, t("Backups of this vault"), "hard-drive", "backups")

    def _packets(self) -> QWidget:
        t = self.t
        said = t("Cases travel to other laptops in encrypted packets, and come from there.")
        return self._place(t("Packets"), said, t("Packets and other laptops"), "package", "packets")

    def _this_machine(self) -> QWidget:
        t, machine = self.t, self._machine
        body, column = _section(t("This machine"))
        station = Field(
            t("Name of this machine"), value=machine.settings().station,
            hint=t("The history says with it where a change was made."),
        )  # fmt: skip
        station.setObjectName("station")
        station.committed.connect(
            lambda name: machine.change(lambda s: replace(s, station=name.strip()))
        )
        column.addLayout(_narrow(station))
        column.addWidget(
            Switch(
                t("Show names and folders of vaults before one is opened"),
                t("Anyone who opens this laptop can read them there."),
                machine.settings().list_vaults,
                lambda on: machine.change(lambda s: replace(s, list_vaults=on)),
            )
        )
        for label, path in (
            (t("Settings are kept in"), machine.settings_file),
            (t("The log without content lies in"), machine.log_file),
        ):
            column.addWidget(Label(label, "strong"))
            column.addWidget(Label(text.isolated(str(path)), "second", wrap=True, selectable=True))
        return body


def _section(title: str) -> tuple[QWidget, QVBoxLayout]:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GRID)
    column.addWidget(SectionHeading(title))
    return body, column


def _narrow(field: Field) -> QHBoxLayout:
    """A field that does not grow over the whole page."""
    row = QHBoxLayout()
    row.addWidget(field, 2)
    row.addStretch(3)
    return row
