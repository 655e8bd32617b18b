"""The records of a vault as mapped dataclasses, one module a subject."""

from caseapp.store.records.appeals import (
    Addressee,
    Appeal,
    AppealAddressee,
    AppealPerson,
    Copy,
    Dispatch,
    OfficialClaim,
    Reply,
    Signatory,
    SignatureSheet,
)
from caseapp.store.records.consents import Consent, Policy
from caseapp.store.records.events import Event
from caseapp.store.records.exchange import (
    Export,
    FieldConflict,
    ImportBatch,
    ImportedRow,
    ImportProfile,
    Packet,
    PartnerStation,
)
from caseapp.store.records.intake import ContactNote, Intake
from caseapp.store.records.library import CalendarDay, LetterTemplate, Office, PlaceEntry, Term
from caseapp.store.records.office import MatchDecision, SavedView, Task
from caseapp.store.records.people import Contact, Detainee, Identifier, Kinship, NameForm
from caseapp.store.records.sources import Attachment, Citation, CustodyEntry, Excerpt, Source
from caseapp.store.records.types import Record, new_id, utc_now

KINDS: dict[str, type[Record]] = {
    kind.__tablename__: kind
    for kind in (
        Addressee, Appeal, AppealAddressee, AppealPerson, Attachment, CalendarDay, Citation,
        Consent, Contact, ContactNote, Copy, CustodyEntry, Detainee, Dispatch, Event, Excerpt,
        Export, FieldConflict, Identifier, ImportBatch, ImportedRow, ImportProfile, Intake,
        Kinship, LetterTemplate, MatchDecision, NameForm, Office, OfficialClaim, Packet,
        PartnerStation, PlaceEntry, Policy, Reply, SavedView, Signatory, SignatureSheet, Source,
        Task, Term,
    )
}  # fmt: skip
"""Every kind of record by the name of its table, which is also its name in history."""

__all__ = [
    "KINDS",
    "Addressee",
    "Appeal",
    "AppealAddressee",
    "AppealPerson",
    "Attachment",
    "CalendarDay",
    "Citation",
    "Consent",
    "Contact",
    "ContactNote",
    "Copy",
    "CustodyEntry",
    "Detainee",
    "Dispatch",
    "Event",
    "Excerpt",
    "Export",
    "FieldConflict",
    "Identifier",
    "ImportBatch",
    "ImportProfile",
    "ImportedRow",
    "Intake",
    "Kinship",
    "LetterTemplate",
    "MatchDecision",
    "NameForm",
    "Office",
    "OfficialClaim",
    "Packet",
    "PartnerStation",
    "PlaceEntry",
    "Policy",
    "Record",
    "Reply",
    "SavedView",
    "Signatory",
    "SignatureSheet",
    "Source",
    "Task",
    "Term",
    "new_id",
    "utc_now",
]
