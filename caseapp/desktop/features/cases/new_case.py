"""A small panel that makes a case from a name alone; all else is entered on its page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Kind
from caseapp.desktop.widgets import Field, PrimaryButton, QuietButton, Surface
from caseapp.domain.labels import label
from caseapp.domain.names.scripts import script_of_name
from caseapp.domain.vocabulary import CaseKind, NameKind
from caseapp.i18n import N_, Translator, translator
from caseapp.store.history import Action
from caseapp.store.queries.cases import new_case_prefix
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


class NewCasePanel(Surface):
    """`wanted(str)` with the name as typed; `left()` when the person steps out."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._t = t
        self._labels = translator(t.language, "dossier")
        self.field = Field(t("Name of the missing person, in any script"), hint=self._hint(""))
        self.field.editor.returnPressed.connect(self._ask)
        self.field.edited.connect(lambda text: self.field.say(self._hint(text)))
        self.button = PrimaryButton(
            t("Make the case"), icon="plus", key="Return", live=False, on_click=self._ask
        )
        leave = QuietButton(t("Cancel"), key="Esc", live=False, on_click=self.left.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addWidget(self.button)
        buttons.addWidget(leave)
        side = QVBoxLayout()
        side.setContentsMargins(0, 21, 0, 0)
        side.addLayout(buttons)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.COLUMN_MARGIN, 12, theme.COLUMN_MARGIN, 12)
        row.setSpacing(theme.COLUMN_MARGIN)
        row.addWidget(self.field, 1)
        row.addLayout(side)
        self.setFocusProxy(self.field)

    def clear(self) -> None:
        """Empty the field."""
        self.field.editor.set_value("")
        self.field.restore()

    def _hint(self, typed: str) -> str:
        if not typed.strip():
            return self._t("Without a name the case stands for an unnamed person.")
        return self._t(
            "Kept as a name in: {script}", script=label(script_of_name(typed), self._labels)
        )

    def _ask(self) -> None:
        if self.button.isEnabled():
            self.wanted.emit(self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


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
        self._panel.hide()
        self._button.setEnabled(True)
        self.left.emit()

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
