"""Two cases that may be one person: an intake becomes a second account of a case, or is told apart.

Nothing of the case that was there is written over: what agrees supports it, what differs stands
against it as a claim of its own, what it lacked is added. One action, undone as one.
"""

from __future__ import annotations

from uuid import UUID

from caseapp.domain.dates import UncertainDate, overlaps
from caseapp.domain.identifiers import plain_number
from caseapp.domain.names.scripts import search_key
from caseapp.domain.vocabulary import Bearing, MatchVerdict, NameKind, Sex, Tie
from caseapp.i18n import N_
from caseapp.intake.visit_parts import (
    AUDIENCES,
    CHINESE,
    DOCUMENT,
    EVENT,
    KINSHIP,
    NAME,
    Desk,
    Visit,
)
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.review import belongings, references
from caseapp.store.records import (
    AppealPerson,
    Citation,
    Consent,
    Detainee,
    Event,
    Identifier,
    Kinship,
    MatchDecision,
    NameForm,
    Record,
    utc_now,
)
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

_BESIDES = (
    "birth_place", "birth_place_code", "ethnicity", "citizenships", "tie_note", "occupation",
    "education", "family_status", "dependants", "health", "family_steps", "summary",
    "restricted_notes", "tags", "believed_deceased",
)  # fmt: skip
"""Fields that an intake does not ask for, and somebody may have filled in since."""

_BEHIND = 1000
"""Added to the position of a spelling, so that who a case is called stays as it was."""


def join(vault: Vault, intake_id: UUID, case_id: UUID, desk: Desk) -> ChangeSet:
    """“It is this person”: what was told becomes a second account of that case.

    The case that the intake made goes to the trash; its names, numbers, event, kinship,
    consents and photo move, and so does all that was added to it since. Raises ConflictError
    if either is gone by now.
    """
    visit, case = Visit.load(vault, intake_id), vault.get(Detainee, case_id)
    if visit is None or case is None or case.deleted_at is not None or not visit.own:
        raise ConflictError
    own, visit.case = visit.case, case
    visit.intake.detainee_id = case.id
    _move_names(visit, vault.all(NameForm, detainee_id=case.id))
    _move_document(visit, vault.all(Identifier, detainee_id=case.id))
    _move_event(visit, vault.all(Event, detainee_id=case.id))
    _move_kinship(visit, vault.all(Kinship, of_detainee_id=case.id))
    for audience in AUDIENCES:
        if consent := visit.alive(Consent, f"consent-{audience.value}"):
            consent.about_detainee_id = case.id
    _weigh(visit, own, case)
    also = _bring_along(vault, visit, own, case)
    case.photo_id = case.photo_id or own.photo_id
    own.deleted_at = utc_now()
    action = Action(N_("Add a second account to {number}"), {"number": case.case_number})
    return vault.save(*visit.records(), *also, action=action)


def told_apart(vault: Vault, intake_id: UUID, case_id: UUID, desk: Desk) -> ChangeSet:
    """“Not the same”: the decision is kept, so that nobody is asked again."""
    visit = Visit.load(vault, intake_id)
    if visit is None or not visit.own:
        return ChangeSet()
    first, second = sorted((visit.case.id, case_id))
    if vault.all(MatchDecision, first_id=first, second_id=second):
        return ChangeSet()
    decision = MatchDecision(
        first_id=first, second_id=second, verdict=MatchVerdict.NOT_SAME, by=desk.taken_by
    )
    return vault.save(decision, action=Action(N_("Say that two cases are not the same person")))


def _move_names(visit: Visit, there: list[NameForm]) -> None:
    """Both spellings are kept; one that is there already is not written twice."""
    known = {search_key(form.text) for form in there}
    last = max((form.position for form in there), default=-1)
    for part in (NAME, CHINESE):
        form = visit.alive(NameForm, part)
        if form is None:
            continue
        if search_key(form.text) in known:
            visit.drop(part)
            continue
        last += 1
        form.detainee_id, form.position = visit.case.id, last
        if there:
            form.kind = NameKind.ALIAS


def _move_document(visit: Visit, there: list[Identifier]) -> None:
    document = visit.alive(Identifier, DOCUMENT)
    if document is None:
        return
    if plain_number(document.number) in {plain_number(other.number) for other in there}:
        visit.drop(DOCUMENT)
    else:
        document.detainee_id = visit.case.id


def _move_event(visit: Visit, there: list[Event]) -> None:
    """An event that is on record already gets another voice, else it is added."""
    event, cite = visit.alive(Event, EVENT), visit.alive(Citation, "cite-event")
    if event is None:
        return
    alike = [e for e in there if e.kind is event.kind and overlaps(e.when, event.when)]
    if not alike:
        event.detainee_id = visit.case.id
        return
    visit.drop(EVENT)
    if cite is not None:
        cite.event_id = alike[0].id


def _move_kinship(visit: Visit, there: list[Kinship]) -> None:
    kinship = visit.alive(Kinship, KINSHIP)
    if kinship is None:
        return
    if any(tie.contact_id and tie.contact_id == kinship.contact_id for tie in there):
        visit.drop(KINSHIP)
    else:
        kinship.of_detainee_id = visit.case.id


def _weigh(visit: Visit, own: Detainee, case: Detainee) -> None:
    """Each fact that was told supports the case, contradicts it, or fills what it lacked."""
    if not _said(case.birth):
        case.birth = own.birth
    if case.sex is Sex.UNKNOWN:
        case.sex = own.sex
    if not case.home_place:
        case.home_place, case.home_place_code = own.home_place, own.home_place_code
    if not case.home_address:
        case.home_address = own.home_address
    codes = own.home_place_code, case.home_place_code
    same_place = codes[0] == codes[1] if all(codes) else own.home_place == case.home_place
    same_address = search_key(own.home_address) == search_key(case.home_address)
    _cite(visit, "names", True, "")
    _cite(visit, "identifiers", True, "")
    _cite(visit, "birth", overlaps(own.birth, case.birth), own.birth.text)
    _cite(visit, "home_place", same_place, own.home_place)
    _cite(visit, "home_address", same_address, "")
    if not case.description:
        case.description = own.description
    _cite(visit, "description", True, "")


def _cite(visit: Visit, claim: str, agrees: bool, told: str) -> None:
    """`told` says on the citation what differs; an address is not repeated there."""
    cite = visit.alive(Citation, f"cite-{claim}")
    if cite is None:
        return
    cite.detainee_id = visit.case.id
    cite.bearing = Bearing.SUPPORTS if agrees else Bearing.CONTRADICTS
    cite.note = "" if agrees else told


def _bring_along(vault: Vault, visit: Visit, own: Detainee, case: Detainee) -> list[Record]:
    """What was added to the intake's case besides: on its page, in a matrix, to an appeal."""
    for name in _BESIDES:
        if not getattr(case, name):
            setattr(case, name, getattr(own, name))
    if case.tie is Tie.NONE_KNOWN:
        case.tie = own.tie
    for name, told in own.wordings.items():  # translations of what was told, if it stands now
        if getattr(case, name, None) == getattr(own, name, "") and name not in case.wordings:
            case.wordings = {**case.wordings, name: told}
    parts = {record.id for record in visit.records()}
    appeals = {link.appeal_id for link in vault.all(AppealPerson, detainee_id=case.id)}
    moved = []
    for record in vault.read(lambda session: belongings(session, own.id)):
        names = [one for one in references(type(record)) if getattr(record, one) == own.id]
        both = any(getattr(record, one) == case.id for one in references(type(record)))
        if record.id in parts or both or isinstance(record, MatchDecision):
            continue
        moved.append(record)
        if isinstance(record, AppealPerson) and record.appeal_id in appeals:
            record.deleted_at = record.deleted_at or utc_now()
            continue
        for name in names:
            setattr(record, name, case.id)
        if isinstance(record, NameForm):
            record.position += _BEHIND
        if isinstance(record, Citation) and not _agrees(own, case, record.field):
            record.bearing = Bearing.CONTRADICTS
    return moved


def _agrees(own: Detainee, case: Detainee, field: str) -> bool:
    """Whether a fact that was cited for the one case is what the other one says."""
    told, stands = getattr(own, field, None), getattr(case, field, None)
    if isinstance(told, UncertainDate) and isinstance(stands, UncertainDate):
        return overlaps(told, stands)
    if isinstance(told, str) and isinstance(stands, str):
        return search_key(told) == search_key(stands)
    return told == stands


def _said(value: UncertainDate) -> bool:
    return bool(value.text) or not value.is_unknown
