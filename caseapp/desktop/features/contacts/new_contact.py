"""A small panel that makes a contact from a name alone; all else is entered on the page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseapp.desktop.widgets.ask_line import AskLine
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


class NewContactPanel(AskLine):
    """Asks for the name; without one the contact stays unnamed."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(
            t, t("Name of the contact, in any script"), t("Make the contact"),
            hint=t("A relative, witness, lawyer, official or journalist."), parent=parent,
        )  # fmt: skip
