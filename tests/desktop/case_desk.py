"""A case with everything on it in a vault of its own, and its page as a person works on it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import UUID

from PIL import Image
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.case import CaseView
from caseapp.desktop.features.whole_vault import Places, VaultUndo
from caseapp.desktop.forms.row import FoldedRow, Row
from caseapp.desktop.shell.undo import UndoActions
from caseapp.desktop.widgets import Field
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    AttachmentRole,
    Bearing,
    Credibility,
    EventKind,
    FacilityKind,
    IdentifierKind,
    NameKind,
    NameScript,
    Relation,
    Reliability,
    Sex,
    SourceKind,
    Tie,
)
from caseapp.store.history import Action
from caseapp.store.records import (
    Appeal,
    AppealPerson,
    Citation,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Kinship,
    NameForm,
    Record,
    Source,
    new_id,
)
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

MADE = Action("Made for a test")


def picture(colour: str = "teal", kind: str = "JPEG") -> bytes:
    """A small picture file."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, kind)
    return out.getvalue()


def make_case(vault: Vault) -> UUID:
    """A fictitious person with a little of all that a page can show."""
    case, brother = Detainee(fictitious=True), Detainee(fictitious=True, description="a brother")
    case.sex, case.birth, case.tie = Sex.MALE, read_date("12 May 1974"), Tie.RESIDENCE_PERMIT
    case.home_place, case.home_place_code = "Tekes county", "654027"
    case.occupation = "teacher"
    case.wordings = {"occupation": {"ru": "учитель", "kk": "мұғалім"}}
    wife = Contact(region="Almaty", languages=["kk", "ru"], fictitious=True)
    names = [
        ("Асқар Үлгібай", NameScript.KK_CYRL, NameKind.MAIN),
        ("اسقار ۇلگىباي", NameScript.KK_ARAB, NameKind.DOCUMENT),
        ("阿斯哈尔·玉勒格拜", NameScript.ZH_HANS, NameKind.DOCUMENT),
    ]
    forms = [
        NameForm(detainee_id=case.id, text=text, script=script, kind=kind, position=position)
        for position, (text, script, kind) in enumerate(names)
    ]
    forms[0].parts = [{"role": "given", "text": "Асқар"}, {"role": "father", "text": "Үлгібай"}]
    taken, sentenced, seen = _events(case)
    appeal = Appeal(title="Collective appeal of June 2026")
    vault.save(
        case, brother, wife, *forms, taken, sentenced, seen, appeal,
        NameForm(contact_id=wife.id, text="Айман", script=NameScript.KK_CYRL),
        Identifier(detainee_id=case.id, kind=IdentifierKind.PRC_RESIDENT_ID,
                   number="654027197405120017"),
        Kinship(contact_id=wife.id, of_detainee_id=case.id, relation=Relation.WIFE),
        Kinship(detainee_id=brother.id, of_detainee_id=case.id, relation=Relation.BROTHER),
        Kinship(of_detainee_id=case.id, relation=Relation.SON, name="Алан",
                birth=read_date("2015")),
        AppealPerson(appeal_id=appeal.id, detainee_id=case.id),
        *_evidence(case, taken, sentenced),
        action=MADE,
    )  # fmt: skip
    photo_id = new_id()
    case.photo_id = photo_id
    vault.attach(
        picture(), role=AttachmentRole.PHOTO, action=MADE, also=(case,), id=photo_id,
        detainee_id=case.id, file_name="askar.jpg", media_type="image/jpeg", origin="his wife",
    )  # fmt: skip
    return case.id


def _events(case: Detainee) -> tuple[Event, Event, Event]:
    return (
        Event(detainee_id=case.id, kind=EventKind.TAKEN, when=read_date("October 2017"),
              place="Tekes", reason_believed="a journey"),
        Event(detainee_id=case.id, kind=EventKind.SENTENCED, when=read_date("4 March 2019"),
              term_years=9, facility="Prison, Künes county", facility_kind=FacilityKind.PRISON),
        Event(detainee_id=case.id, kind=EventKind.LAST_CONTACT, when=read_date("before Feb 2021")),
    )  # fmt: skip


def _evidence(case: Detainee, taken: Event, sentenced: Event) -> list[Record]:
    testimony = Source(kind=SourceKind.TESTIMONY, title="Testimony of the wife",
                       reliability=Reliability.B, fictitious=True)  # fmt: skip
    reply = Source(kind=SourceKind.LETTER, title="Reply of an office",
                   reliability=Reliability.D, fictitious=True)  # fmt: skip
    made: list[Record] = [testimony, reply]
    for source, claim, bearing in (
        (testimony, {"event_id": taken.id}, Bearing.SUPPORTS),
        (testimony, {"detainee_id": case.id, "field": "birth"}, Bearing.SUPPORTS),
        (testimony, {"event_id": sentenced.id}, Bearing.SUPPORTS),
        (reply, {"event_id": sentenced.id}, Bearing.CONTRADICTS),
    ):
        excerpt = Excerpt(source_id=source.id, text="words", credibility=Credibility.PROBABLE)
        made += [excerpt, Citation(excerpt_id=excerpt.id, bearing=bearing, **claim)]
    return made


def make_vault(folder: Path) -> Path:
    """A closed vault that holds the case of `make_case`."""
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        make_case(vault)
    return folder


def copy_vault(source: Path, folder: Path) -> Vault:
    """An open copy: making a vault takes longer than most tests."""
    return Vault.open(Path(shutil.copytree(source, folder)), PASSPHRASE)


def type_into(editor: QWidget, text: str) -> None:
    """As a keyboard of any script does: QTest knows Latin keys alone."""
    for letter in text:
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(editor, press)


class CaseDesk:
    """The page of one case on the screen, with undo; `case` is what the store holds now."""

    def __init__(self, context: Context, vault: Vault, case_id: UUID) -> None:
        self.context, self.vault, self.case_id = context, vault, case_id
        self.view = CaseView(context, vault)
        self.view.resize(1180, 690)
        source = VaultUndo(lambda: context.t, vault, Places(()))
        self.undo = UndoActions(context.t, context.jobs, context.changes, source, self.view)

    # -- the store ---------------------------------------------------------------------------
    @property
    def case(self) -> Detainee:
        return self.stored(Detainee, self.case_id)

    def stored(self, kind: type, record_id: UUID):
        record = self.vault.get(kind, record_id)
        assert record is not None
        return record

    def alive(self, kind: type) -> list:
        column = "of_detainee_id" if kind is Kinship else "detainee_id"
        return self.vault.all(kind, **{column: self.case_id})

    def behind_the_page(self, *records: Record) -> None:
        """Somebody else changed these records; the page is told."""
        changes = self.vault.save(*records, action=Action("Elsewhere"))
        self.context.changes.announce(changes)

    def full_disk(self) -> AbstractContextManager[None]:
        return full_disk(self.vault)

    # -- the page ----------------------------------------------------------------------------
    def button(self, name: str, inside: QWidget | None = None) -> QAbstractButton:
        found = (inside or self.view).findChild(QAbstractButton, name)
        assert found is not None, name
        return found

    def rows(self, name: str) -> list[Row]:
        """Rows of a section in the order in which they stand: event, kin, name, number, file."""
        named = self.view.findChildren(QWidget, name)
        found = [row for row in named if isinstance(row, Row) and not row.isHidden()]
        return sorted(found, key=lambda row: row.mapTo(self.view, QPoint(0, 0)).y())

    def opened(self, name: str, index: int) -> FoldedRow:
        row = self.rows(name)[index]
        assert isinstance(row, FoldedRow)
        if not row.is_open:
            row.line.click()
        return row

    def person(self, name: str) -> Field:
        return self.view._person.form.field(name)

    def type(self, field: Field, text: str) -> None:
        """Go to a field and type over what stands in it."""
        field.editor.setFocus()
        field.editor.selectAll()
        QTest.keyClick(field.editor, Qt.Key.Key_Delete)
        if len(text) < 100:
            type_into(field.editor, text)
        else:
            field.editor.insert(text)  # as pasting does

    def tab(self) -> QWidget:
        """Press Tab; what has the keyboard then."""
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def enter(self, field: Field, text: str) -> None:
        """Type over what stands in a field, and go on."""
        self.type(field, text)
        self.tab()

    def said(self, field: Field) -> str:
        return field.editor.accessibleDescription()

    @property
    def area(self) -> QScrollArea:
        return self.view._area

    def notices(self) -> str:
        return "\n".join(f"{n.text} {n.detail}" for n in self.context.notices.all)


Opened = Callable[..., CaseDesk]


@contextmanager
def full_disk(vault: Vault) -> Iterator[None]:
    """SQLite's own limit of pages, which gives its own SQLITE_FULL."""
    with vault._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.rollback()
    try:
        yield
    finally:
        with vault._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1000000")
            connection.rollback()
