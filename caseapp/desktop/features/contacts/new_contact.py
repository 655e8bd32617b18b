"""A small panel that makes a contact from a name alone; all else is entered on the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Field, PrimaryButton, QuietButton, Surface
from caseapp.domain.names.scripts import script_of_name
from caseapp.domain.vocabulary import NameKind
from caseapp.i18n import Translator
from caseapp.store.records import Contact, NameForm, Record


def contact_records(typed: str) -> list[Record]:
    """The records of a new contact; without a name he or she stays unnamed."""
    name = " ".join(typed.split())
    contact = Contact()
    if not name:
        return [contact]
    script = script_of_name(name)
    return [
        contact, NameForm(contact_id=contact.id, text=name, script=script, kind=NameKind.MAIN),
    ]  # fmt: skip


class NewContactPanel(Surface):
    """`wanted(str)` with the name as typed; `left()` when the person steps out."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        hint = t("A relative, witness, lawyer, official or journalist.")
        self.field = Field(t("Name of the contact, in any script"), hint=hint)
        self.field.editor.returnPressed.connect(self._ask)
        self.button = PrimaryButton(
            t("Make the contact"), icon="plus", key="Return", live=False, on_click=self._ask
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
        self.field.restore()
        self.field.set_value("")

    def _ask(self) -> None:
        if self.button.isEnabled():
            self.wanted.emit(self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
