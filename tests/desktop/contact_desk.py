"""A contact with a consent in a vault of its own, and the page as a person works on it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.contact import ContactView
from caseapp.desktop.features.contact.matrix_model import CellView
from caseapp.desktop.features.whole_vault import Places, VaultUndo
from caseapp.desktop.shell.undo import UndoActions
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    Audience,
    ConsentAnswer,
    ConsentForm,
    EventKind,
    InfoClass,
    NameScript,
    Relation,
    Sex,
    SourceKind,
    TestimonyForm,
)
from caseapp.store.history import Action
from caseapp.store.records import (
    Consent,
    Contact,
    Detainee,
    Event,
    Kinship,
    NameForm,
    Office,
    Record,
    Source,
)
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

ALLOWED = {
    InfoClass.DETAINEE_NAME: ConsentAnswer.ALLOW,
    InfoClass.PHOTO: ConsentAnswer.ALLOW,
    InfoClass.TESTIFIER_NAME: ConsentAnswer.ALLOW,
    InfoClass.TESTIMONY: ConsentAnswer.ALLOW,
    InfoClass.HEALTH: ConsentAnswer.WITHHOLD,
}


@dataclass(frozen=True)
class Ids:
    """Who is who in the vault: the wife with a consent, her husband's case, a neighbour."""

    wife: UUID
    case: UUID
    neighbour: UUID


def answers(given: dict[InfoClass, ConsentAnswer]) -> dict[str, str]:
    return {info.value: answer.value for info, answer in given.items()}


def make_contacts(vault: Vault) -> Ids:
    """An invented case, the wife who allows the United Nations much, a neighbour who was not
    asked."""
    case = Detainee(sex=Sex.MALE, fictitious=True, birth=read_date("12 May 1974"))
    case.home_address, case.health = "Ülgi village 1", "weak heart after a fever"
    wife = Contact(
        sex=Sex.FEMALE, region="Almaty", phones=["+7 700 000 00 01"], languages=["kk", "ru"],
        fictitious=True,
    )  # fmt: skip
    neighbour = Contact(region="Semey", languages=["kk"], fictitious=True, do_not_contact=True)
    consent = Consent(
        giver_contact_id=wife.id, about_contact_id=wife.id, about_detainee_id=case.id,
        audience=Audience.UNITED_NATIONS, answers=answers(ALLOWED), form=ConsentForm.WRITTEN,
        language="kk", given=read_date("12 March 2026"),
    )  # fmt: skip
    records: list[Record] = [
        case, wife, neighbour, consent, Office(staff=["Aida", "Bolat"]),
        NameForm(detainee_id=case.id, text="Асқар Үлгібай", script=NameScript.KK_CYRL),
        NameForm(contact_id=wife.id, text="Айман Үлгібай", script=NameScript.KK_CYRL),
        NameForm(contact_id=wife.id, text="Aiman Ülgibai", script=NameScript.EN, position=1),
        NameForm(contact_id=neighbour.id, text="Сәуле Сынақ", script=NameScript.KK_CYRL),
        Kinship(contact_id=wife.id, of_detainee_id=case.id, relation=Relation.WIFE),
        Event(detainee_id=case.id, when=read_date("October 2017"), kind=EventKind.TAKEN),
        Source(kind=SourceKind.TESTIMONY, title="Testimony of the wife", testifier_id=wife.id,
               testimony_form=TestimonyForm.VIDEO, extent="24 min", fictitious=True),
    ]  # fmt: skip
    vault.save(*records, action=Action("Make the contacts of the tests", undoable=False))
    return Ids(wife.id, case.id, neighbour.id)


def make_vault(folder: Path) -> tuple[Path, Ids]:
    """A closed vault that holds `make_contacts`."""
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        return folder, make_contacts(vault)


def copy_vault(source: Path, folder: Path) -> Vault:
    """An open copy: making a vault takes longer than most tests."""
    return Vault.open(Path(shutil.copytree(source, folder)), PASSPHRASE)


class ContactDesk:
    """The page of one contact on the screen, with undo."""

    def __init__(self, context: Context, vault: Vault, ids: Ids) -> None:
        self.context, self.vault, self.ids = context, vault, ids
        self.view = ContactView(context, vault)
        self.view.resize(1180, 690)
        self.view.set_compact(False)
        source = VaultUndo(lambda: context.t, vault, Places(()))
        self.undo = UndoActions(context.t, context.jobs, context.changes, source, self.view)

    # -- the store ---------------------------------------------------------------------------
    def consents(self) -> list[Consent]:
        return self.vault.all(Consent, about_contact_id=self.ids.wife)

    def consent(self, audience: Audience) -> Consent:
        (found,) = [one for one in self.consents() if one.audience is audience]
        return found

    def answer(self, audience: Audience, info_class: InfoClass) -> str:
        return self.consent(audience).answers.get(info_class.value, "")

    def elsewhere(self, *records: Record) -> None:
        """Somebody else changed these records; the page is told."""
        changes = self.vault.save(*records, action=Action("Elsewhere"))
        self.context.changes.announce(changes)

    def last_action(self) -> str:
        return self.undo.undo.text()

    # -- the page ----------------------------------------------------------------------------
    @property
    def matrix(self):
        return self.view.consent.matrix

    @property
    def model(self):
        return self.view.consent.model

    def cell(self, audience: Audience, info_class: InfoClass) -> CellView:
        found = self.model.view_of((audience, info_class))
        assert found is not None
        return found

    def stand_on(self, audience: Audience, info_class: InfoClass) -> None:
        self.matrix.setFocus()
        self.matrix.stand_on((audience, info_class))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.matrix, key, modifier)

    def click(self, audience: Audience, info_class: InfoClass) -> None:
        place = self.matrix.visualRect(self.model.index_of((audience, info_class))).center()
        QTest.mouseClick(
            self.matrix.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )

    def said(self) -> str:
        """What stands below the matrix of the audience under the cursor."""
        return self.view.consent.sentence.said()

    def refusal(self) -> str:
        return self.view.findChild(QWidget, "matrix-says").text()

    def spoken(self, audience: Audience, info_class: InfoClass) -> str:
        index = self.model.index_of((audience, info_class))
        return index.data(Qt.ItemDataRole.AccessibleTextRole)

    def button(self, name: str) -> QAbstractButton:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        found = self.view.findChild(QAbstractButton, name)
        assert found is not None, name
        return found

    def notices(self) -> str:
        return "\n".join(f"{n.text} {n.detail}" for n in self.context.notices.all)

    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found
