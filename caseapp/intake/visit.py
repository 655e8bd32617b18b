"""An intake from the first word to the claim slip: keep a field, finish, discard. Qt-free.

Each function is one deed, saved as one action. What is typed where stands in `visit_typing`,
the testimony and the consents behind it in `visit_claims`, joining with a case that is there
already in `visit_joining`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caseapp.domain.labels import label
from caseapp.domain.vocabulary import AttachmentRole, CaseKind, ConsentForm, Relation, Sex
from caseapp.i18n import N_
from caseapp.intake.visit_claims import passages, tie
from caseapp.intake.visit_parts import (
    AUDIENCES,
    KINDS,
    KINSHIP,
    TELLER,
    TELLER_NAME,
    Desk,
    Visit,
)
from caseapp.intake.visit_typing import GROUPS, LABELS, OF_PERSON, Slot, put, text_of
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import Consent, Contact, Intake, Kinship, NameForm, new_id, utc_now
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

NEEDED = (Slot.NAME, Slot.NOW, Slot.TELLER, Slot.RELATION, Slot.HOW_KNOWN)
"""Without these there is no claim slip."""

_SILENT = frozenset({Slot.KIND, Slot.SIZE, Slot.TAKEN_BY})
"""Fields that say nothing of anybody by themselves."""

TO_COME = (
    (Slot.BIRTH, N_("birth")), (Slot.HOME, N_("place")), (Slot.DOCUMENT, N_("document no.")),
    (Slot.SINCE, N_("since when")), (Slot.PHONE, N_("phone")),
)  # fmt: skip
"""What can follow later, and what it is called in "still to come"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPage:
    """One intake as its page shows it.

    `values` holds the text or code of every field. `own` is False once it was joined to a case
    that was there before: then the person's particulars are changed on that case's page.
    `lacking` are the fields without which there is no claim slip, `to_come` message ids of
    what can follow; `known` says that who tells was a contact before.
    """

    intake_id: UUID
    serial: int
    case_id: UUID
    number: str
    own: bool
    values: Mapping[Slot, str]
    contact_id: UUID | None
    known: bool
    started_at: datetime
    finished_at: datetime | None
    lacking: tuple[Slot, ...]
    to_come: tuple[str, ...]
    photo_id: UUID | None

    @property
    def empty(self) -> bool:
        """Whether nothing is said any more."""
        return self.photo_id is None and not any(
            says_something(slot, value) for slot, value in self.values.items()
        )


def says_something(slot: Slot, value: str) -> bool:
    """Whether a field's value is a reason to begin an intake, or to keep one."""
    if slot in _SILENT:
        return False
    return bool(value.strip()) and (slot, value) != (Slot.SEX, Sex.UNKNOWN)


def load_page(vault: Vault, intake_id: UUID) -> VisitPage | None:
    """The page of an intake; None if it is in the trash or never was."""
    visit = Visit.load(vault, intake_id)
    return _page(visit) if visit else None


def keep(
    vault: Vault,
    intake_id: UUID,
    slot: Slot,
    typed: str,
    desk: Desk,
    *,
    kind: CaseKind = CaseKind.PERSON,
) -> tuple[ChangeSet, VisitPage | None]:
    """Keep one field. The first one that says something makes the case and the intake.

    `kind` is what a new case is about. Raises UserError for what cannot be kept; then nothing
    is changed.
    """
    visit = Visit.load(vault, intake_id)
    if visit is None:
        if not says_something(slot, typed):
            return ChangeSet(), None
        visit = _begin(vault, intake_id, desk)
        put(visit, Slot.KIND, kind.value, desk)
    elif slot in OF_PERSON and not visit.own:
        raise ConflictError
    fresh = visit.intake.version == 0
    before = passages(visit, desk)
    put(visit, slot, typed, desk)
    tie(visit, before, desk)
    action = Action(N_("Begin an intake"))
    if not fresh:
        action = Action(N_("Change “{field}”"), {"field": LABELS[slot]})
    return vault.save(*visit.records(), action=action), _page(visit)


def _begin(vault: Vault, intake_id: UUID, desk: Desk) -> Visit:
    """A new one. What was undone or discarded meanwhile is not written over."""
    if vault.get(Intake, intake_id) is not None:
        raise ConflictError
    return Visit.begin(vault, intake_id, desk)


def keep_teller(
    vault: Vault, intake_id: UUID, contact_id: UUID, desk: Desk, how_known: str = ""
) -> tuple[ChangeSet, VisitPage]:
    """Somebody known tells: the contact that the intake made, if any, goes.

    `how_known` comes along where the same person tells of one more of the family.
    """
    contact = vault.alive(Contact, contact_id)
    visit = Visit.load(vault, intake_id) or _begin(vault, intake_id, desk)
    fresh = visit.intake.version == 0
    before = passages(visit, desk)
    visit.meet(contact, vault.all(NameForm, contact_id=contact_id))
    visit.drop(TELLER)
    visit.drop(TELLER_NAME)
    if how_known:
        put(visit, Slot.HOW_KNOWN, how_known, desk)
    tie(visit, before, desk)
    action = Action(N_("Begin an intake") if fresh else N_("Say who is telling"))
    return vault.save(*visit.records(), action=action), _page(visit)


def finish(vault: Vault, intake_id: UUID) -> ChangeSet:
    """Mark an intake as complete; nothing happens where something needed is lacking."""
    visit = Visit.load(vault, intake_id)
    if visit is None or visit.intake.finished_at is not None or _page(visit).lacking:
        return ChangeSet()
    visit.intake.finished_at = utc_now()
    return vault.save(visit.intake, action=Action(N_("Finish an intake")))


def close(vault: Vault, intake_id: UUID) -> ChangeSet:
    """The next person comes: finish what is complete, leave nothing that says nothing."""
    page = load_page(vault, intake_id)
    if page is not None and page.empty:
        return discard(vault, intake_id)
    return finish(vault, intake_id)


def discard(vault: Vault, intake_id: UUID) -> ChangeSet:
    """Put an intake and all that it made in the trash, as one action.

    One that was joined to another case leaves alone: what it told is part of that case; and who
    tells of others, too, stays.
    """
    visit = Visit.load(vault, intake_id)
    if visit is None or not visit.own:
        return ChangeSet()
    ours = {visit.key(part) for part in KINDS if part not in visit.needed} | {visit.intake.id}
    records = [r for r in visit.records() if r.id in ours and r.version > 0]
    return vault.trash(*records, action=Action(N_("Discard an intake")))


def add_photo(
    vault: Vault, intake_id: UUID, data: bytes, name: str, media_type: str, desk: Desk
) -> tuple[ChangeSet, VisitPage]:
    """Keep a picture of the missing person, from the one who tells."""
    visit = Visit.load(vault, intake_id) or _begin(vault, intake_id, desk)
    photo_id = new_id()
    visit.case.photo_id = visit.case.photo_id or photo_id
    vault.attach(
        data, role=AttachmentRole.PHOTO, action=Action(N_("Add a photo")),
        also=visit.records(), id=photo_id, detainee_id=visit.case.id, file_name=name,
        media_type=media_type, origin=_origin(visit, desk), written_in=desk.language,
    )  # fmt: skip
    kinds = frozenset({"attachment", "detainee", "intake"})
    ids = frozenset({photo_id, visit.case.id, intake_id})
    return ChangeSet(kinds=kinds, ids=ids), _page(visit)


def _origin(visit: Visit, desk: Desk) -> str:
    """From whom a picture is, without the name: it may be printed beside the picture."""
    kinship = visit.alive(Kinship, KINSHIP)
    if kinship is None or kinship.relation is Relation.OTHER:
        return desk.t(N_("from the person who told of the case"))
    return desk.t(N_("from: {relation}"), relation=label(kinship.relation, desk.labels))


def _page(visit: Visit) -> VisitPage:
    values = {slot: text_of(visit, slot) for slot in Slot}
    intake, contact = visit.intake, visit.contact
    return VisitPage(
        intake_id=intake.id,
        serial=intake.serial,
        case_id=visit.case.id,
        number=visit.case.case_number,
        own=visit.own,
        values=values,
        contact_id=contact.id if contact else None,
        known=contact is not None and contact.id != visit.key(TELLER),
        started_at=intake.started_at,
        finished_at=intake.finished_at,
        lacking=tuple(slot for slot in NEEDED if not values[slot]),
        to_come=tuple(_to_come(visit, values)),
        photo_id=visit.case.photo_id,
    )


def _to_come(visit: Visit, values: Mapping[Slot, str]) -> list[str]:
    """What is still to come, most useful first; message ids."""
    given = [visit.alive(Consent, f"consent-{audience.value}") for audience in AUDIENCES]
    signed = any(c and c.form is ConsentForm.WRITTEN and c.evidence_id for c in given)
    contact = visit.contact
    waiting = [] if visit.case.photo_id else [N_("photo")]
    waiting += [] if signed else [N_("signature")]
    waiting += [] if contact is not None and contact.address else [N_("address")]
    if not any(values[slot] for slot in GROUPS):
        waiting.append(N_("what may be shown"))
    group = visit.told.kind is CaseKind.GROUP
    of_one = (Slot.BIRTH, Slot.DOCUMENT)
    waiting += [
        words for slot, words in TO_COME if not values[slot] and not (group and slot in of_one)
    ]
    return waiting
