"""A small panel that makes a case from a name alone; all else is entered on its page."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.forms.lines import PersonLine
from caseapp.desktop.jobs import Kind
from caseapp.desktop.people import person_words
from caseapp.desktop.widgets import Label
from caseapp.desktop.widgets.ask_line import AskLine
from caseapp.domain.labels import label
from caseapp.domain.names.scripts import script_of_name
from caseapp.domain.vocabulary import CaseKind, NameKind
from caseapp.i18n import N_, Translator, translator
from caseapp.store.history import Action
from caseapp.store.queries.cases import new_case_prefix
from caseapp.store.queries.choosing import PersonChoice, people_found
from caseapp.store.records import Detainee, NameForm, Record
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


def case_records(typed: str) -> list[Record]:
    """The records of a new case: with a name a person, without one an unnamed person."""
    name = " ".join(typed.split())
    if not name:
        return [Detainee(kind=CaseKind.UNNAMED)]
    case = Detainee(kind=CaseKind.PERSON)
    script = script_of_name(name)
    return [case, NameForm(detainee_id=case.id, text=name, script=script, kind=NameKind.MAIN)]


_WAIT_MS, _KNOWN = 150, 3
_NAMELESS = N_("Without a name the case stands for an unnamed person.")


class NewCasePanel(AskLine):
    """Asks for the name, says in which script it would be kept and who is called so already.

    `known_chosen(UUID)`: one of these is meant.
    """

    known_chosen = Signal(object)

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(
            t, t("Name of the missing person, in any script"), t("Make the case"),
            hint=t(_NAMELESS), parent=parent,
        )  # fmt: skip
        self._labels = translator(t.language, "dossier")
        self.field.edited.connect(lambda text: self.field.say(self._hint(text)))
        self._said = Label(t("Already on file – Enter on one opens it:"), "caption", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.known: list[PersonLine] = []
        below = QVBoxLayout()
        below.addWidget(self._said)
        below.addLayout(self._lines)
        self.add_below(below)
        self.show_known(())

    def show_known(self, people: Sequence[PersonChoice]) -> None:
        """Cases whose person is called so, each with what tells namesakes apart."""
        for line in self.known:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.known = []
        for person in people:
            line = PersonLine(self)
            line.show_words(person_words(self._t, person))
            line.clicked.connect(lambda _=False, one=person.id: self.known_chosen.emit(one))
            self._lines.addWidget(line)
            line.show()
            self.known.append(line)
        self._said.setHidden(not people)
        before: QWidget = self.button
        for line in self.known:
            QWidget.setTabOrder(before, line)
            before = line

    def clear(self) -> None:
        super().clear()
        self.show_known(())

    def _hint(self, typed: str) -> str:
        if not typed.strip():
            return self._t(_NAMELESS)
        return self._t(
            "Kept as a name in: {script}", script=label(script_of_name(typed), self._labels)
        )


class CaseMaker(QObject):
    """Makes a case from what the panel was given and goes to it.

    `made(UUID)`; `left()` when the panel is put away.
    """

    made = Signal(object)
    left = Signal()

    def __init__(
        self, context: Context, vault: Vault, panel: NewCasePanel, button: QWidget, owner: QObject
    ) -> None:
        """`button` offers the panel and rests while that is open."""
        super().__init__(owner)
        self._context, self._vault, self._panel, self._button = context, vault, panel, button
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self._look_up)
        panel.field.edited.connect(lambda _text: self._wait.start())
        panel.known_chosen.connect(self._open_known)
        panel.wanted.connect(self._make)
        panel.left.connect(self.leave)

    def start(self) -> None:
        """Ask for the name."""
        self._panel.clear()
        self._panel.show()
        self._button.setEnabled(False)
        self._panel.setFocus()

    def leave(self) -> None:
        """Put the panel away."""
        self._wait.stop()
        self._panel.hide()
        self._button.setEnabled(True)
        self.left.emit()

    def _look_up(self) -> None:
        typed, vault, panel = self._panel.field.text().strip(), self._vault, self._panel
        language = self._context.t.language
        self._context.jobs.run(
            lambda _progress: vault.read(
                lambda s: people_found(
                    s, typed, kinds=("detainee",), limit=_KNOWN, language=language
                )
            ),
            lambda people: panel.show_known(people if panel.isVisible() else ()),
            owner=self, latest="new-case-known",
        )  # fmt: skip

    def _open_known(self, case_id: UUID) -> None:
        self.leave()
        self._context.router.go("case", case_id)

    def _make(self, typed: str) -> None:
        records, vault, panel, context = (
            case_records(typed),
            self._vault,
            self._panel,
            self._context,
        )
        panel.button.setEnabled(False)

        def make(_progress: Progress) -> ChangeSet:
            records[0].prefix = vault.read(new_case_prefix)
            return vault.save(*records, action=Action(N_("Make a case")))

        def kept(changes: ChangeSet) -> None:
            context.changes.announce(changes)
            self.leave()
            self.made.emit(records[0].id)
            context.router.go("case", records[0].id)

        context.jobs.run(
            make, kept, lambda error: panel.field.say(context.t.error(error), "error"),
            kind=Kind.WRITE, owner=self, on_end=lambda: panel.button.setEnabled(True),
        )  # fmt: skip
