"""What the palette offers on an appeal's page, and its keys. Every part is reached without a
mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from caseapp.desktop.features.appeals.builder import Builder
from caseapp.desktop.features.appeals.copy_side import CopySide
from caseapp.desktop.features.appeals.given import can_be_set_aside
from caseapp.desktop.shell.commands import Command
from caseapp.dossier.preflight import Finding, blockers
from caseapp.i18n import Translator


class PageCommands:
    """`findings()` are those of now, `print_history()` prints what became of the appeal."""

    def __init__(
        self, t: Translator, ui: Builder, main: CopySide,
        findings: Callable[[], Sequence[Finding]], print_history: Callable[[], object],
    ) -> None:  # fmt: skip
        self._t, self._ui, self._main = t, ui, main
        self._findings, self._print_history = findings, print_history

    def keys(self) -> Sequence[tuple[str, str]]:
        """As F1 shows them."""
        t = self._t
        return (
            ("F8", t("Next finding")),
            ("Ctrl+P", t("Print this copy")),
            ("Ctrl+Space", t("Insert a field into the letter")),
            ("Alt+Up", t("Move a person or an addressee up")),
        )

    def commands(self) -> Sequence[Command]:
        """What is done here most, by the words on its button."""
        t, ui = self._t, self._ui
        return (
            Command(t("Add a person"), self._add_person, "user-plus"),
            Command(t("What its copy is made of"), lambda: ui.go_to("copy"), "settings-2"),
            Command(t("Next finding"), self.next_finding, "list-checks", "F8"),
            Command(t("Print all the same…"), self._print_all_the_same, "printer"),
            Command(t("On its way"), lambda: ui.go_to("ways"), "send"),
            Command(t("Record a reply"), lambda: ui.record_reply(), "mail-plus"),
            Command(t("Print the history of this appeal"), self._print_history, "printer"),
        )

    def next_finding(self) -> None:
        """To the next thing that the check found."""
        if self._ui.middle.page() != "letter" or not self._ui.check.isVisible():
            self._ui.go_to("check")
        self._ui.check.next_finding()

    def _add_person(self) -> None:
        if not self._ui.persons.isVisible():
            self._ui.go_to("persons" if self._ui.is_compact else "letter")
        self._ui.persons.start_adding()

    def _print_all_the_same(self) -> None:
        """To the reasons of the chosen copy; to the check where they would not help."""
        target = self._main.target
        found = blockers(self._findings(), target) if isinstance(target, UUID) else []
        if not can_be_set_aside(found):
            self._ui.go_to("check")
            return
        if not self._main.pane.isVisible():
            self._ui.go_to("print")
        self._main.pane.ask_for_reasons()
