"""From what is typed into a field of the intake to its records, and from records to text.

Everything is kept as typed; what cannot be kept is a `UserError` for that field. Knows no
vault: `visit` loads and saves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import WRONG_CHECK_DIGIT, examine_iin, plain_number
from caseapp.domain.names.scripts import script_of_name, search_key
from caseapp.domain.places import Place, find_place, search_places
from caseapp.domain.vocabulary import (
    Audience,
    CaseKind,
    ConsentAnswer,
    ContactRole,
    EventKind,
    HowKnown,
    IdentifierKind,
    NameScript,
    Relation,
    Sex,
)
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.visit_claims import answer, answered, says_something
from caseapp.intake.visit_parts import (
    CHINESE,
    DOCUMENT,
    EVENT,
    KINSHIP,
    NAME,
    SOURCE,
    TELLER,
    TELLER_NAME,
    Desk,
    Visit,
    make_source,
)
from caseapp.store.records import Contact, Event, Identifier, Kinship, NameForm, Source


class Slot(StrEnum):
    """The fields of an intake, in the order in which they are asked."""

    KIND = "kind"
    NAME = "name"
    CHINESE = "chinese"
    SEX = "sex"
    SIZE = "size"
    BIRTH = "birth"
    HOME = "home"
    DOCUMENT = "document"
    NOW = "now"
    SINCE = "since"
    WHERE = "where"
    REASON_GIVEN = "reason_given"
    REASON_BELIEVED = "reason_believed"
    TELLER = "teller"
    RELATION = "relation"
    PHONE = "phone"
    HOW_KNOWN = "how_known"
    HOST_STATE = "host_state"
    UNITED_NATIONS = "united_nations"
    DETAINING_STATE = "detaining_state"
    PUBLIC = "public"
    TAKEN_BY = "taken_by"


LABELS: dict[Slot, str] = {
    Slot.KIND: N_("The case is about"),
    Slot.NAME: N_("Name"),
    Slot.CHINESE: N_("Name in Chinese"),
    Slot.SEX: N_("Sex"),
    Slot.SIZE: N_("How many people"),
    Slot.BIRTH: N_("Born"),
    Slot.HOME: N_("From"),
    Slot.DOCUMENT: N_("Document no."),
    Slot.NOW: N_("Now"),
    Slot.SINCE: N_("Since when"),
    Slot.WHERE: N_("Where"),
    Slot.REASON_GIVEN: N_("Reason given officially"),
    Slot.REASON_BELIEVED: N_("Reason believed"),
    Slot.TELLER: N_("Who is telling"),
    Slot.RELATION: N_("Relation"),
    Slot.PHONE: N_("Phone"),
    Slot.HOW_KNOWN: N_("How this is known"),
    Slot.HOST_STATE: N_("Ministry, parliament"),
    Slot.UNITED_NATIONS: N_("United Nations"),
    Slot.DETAINING_STATE: N_("Embassy"),
    Slot.PUBLIC: N_("Press, public"),
    Slot.TAKEN_BY: N_("Taken by"),
}
"""What each field is called in undo, history and lists; message ids."""

GROUPS: dict[Slot, tuple[Audience, ...]] = {
    Slot.HOST_STATE: (Audience.HOST_STATE,),
    Slot.UNITED_NATIONS: (Audience.UNITED_NATIONS,),
    Slot.DETAINING_STATE: (Audience.DETAINING_STATE,),
    Slot.PUBLIC: (Audience.PRESS, Audience.PUBLIC),
}
"""The audiences that are asked for together."""

NOW_KINDS = (
    EventKind.TAKEN, EventKind.SENTENCED, EventKind.HOUSE_ARREST, EventKind.FORCED_LABOUR,
    EventKind.LAST_CONTACT, EventKind.INTERROGATED, EventKind.PAPERS_TAKEN,
    EventKind.EXIT_REFUSED, EventKind.HOSPITALISED, EventKind.RELEASED, EventKind.DIED,
)  # fmt: skip
"""What is offered as what happened last."""

OF_PERSON = frozenset(
    {Slot.KIND, Slot.NAME, Slot.CHINESE, Slot.SEX, Slot.SIZE, Slot.BIRTH, Slot.HOME, Slot.DOCUMENT,
     Slot.NOW, Slot.SINCE, Slot.WHERE, Slot.REASON_GIVEN, Slot.REASON_BELIEVED}
)  # fmt: skip
"""Fields that write into the case itself."""

_SIZE = re.compile(r"([0-9]{1,4})(?:\s*(\+)|\s*[-–—]\s*([0-9]{1,4}))?")
_CODE = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
_PARTS = re.compile(r"[,;、،，；]")
_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{6,9}")
_NUMBERED = 9
"""Figures from which a bare number is read as one of an identity card."""


def put(visit: Visit, slot: Slot, typed: str, desk: Desk) -> None:
    """Put what was typed into the records of the intake. Raises UserError for what cannot be."""
    typed = " ".join(typed.split())
    if slot in GROUPS:
        given = ConsentAnswer(typed) if typed else None
        for audience in GROUPS[slot]:
            answer(visit, audience, given, desk)
        return
    _PUT[slot](visit, typed, desk)


# -- who is missing --------------------------------------------------------------------------
def _kind(visit: Visit, typed: str, desk: Desk) -> None:
    """What stands in the name's field goes along: a name, or a description instead of one."""
    said = text_of(visit, Slot.NAME)
    visit.told.kind = CaseKind(typed or CaseKind.PERSON)
    visit.told.description = ""
    visit.told.least_size, visit.told.greatest_size = 1, 1
    if visit.told.kind is CaseKind.GROUP:
        visit.told.greatest_size = None
    name, chinese = visit.ever(NameForm, NAME), visit.ever(NameForm, CHINESE)
    if visit.told.kind is not CaseKind.PERSON:
        together = name and chinese and not (name.deleted_at or chinese.deleted_at)
        visit.drop(NAME)
        visit.drop(CHINESE)
        if name and chinese and together:
            chinese.deleted_at = name.deleted_at
    elif name and chinese and name.deleted_at and name.deleted_at == chinese.deleted_at:
        visit.want(NameForm, CHINESE)  # it went with the name: a kind chosen by mistake
    _name(visit, said, desk)


def _name(visit: Visit, typed: str, desk: Desk) -> None:
    if visit.told.kind is CaseKind.PERSON:
        _spelling(visit, NAME, typed, script_of_name(typed))
    else:
        visit.told.description = typed


def _chinese(visit: Visit, typed: str, desk: Desk) -> None:
    _spelling(visit, CHINESE, typed, NameScript.ZH_HANS)


def _spelling(visit: Visit, part: str, typed: str, script: NameScript) -> None:
    if not typed:
        visit.drop(part)
        return
    form = visit.want(
        NameForm, part, detainee_id=visit.case.id, text=typed, script=script,
        position=int(part == CHINESE),
    )  # fmt: skip
    if form.text != typed:
        form.text, form.script, form.parts = typed, script, []


def _sex(visit: Visit, typed: str, desk: Desk) -> None:
    visit.told.sex = Sex(typed or Sex.UNKNOWN)


def _size(visit: Visit, typed: str, desk: Desk) -> None:
    visit.told.least_size, visit.told.greatest_size = read_size(typed)


def read_size(typed: str) -> tuple[int, int | None]:
    """The least and the greatest number of people, None for no upper one; nothing is "1+".

    Raises UserError for what is no number.
    """
    match = _SIZE.fullmatch(typed.strip() or "1+")
    least = int(match[1]) if match else 0
    most = int(match[3]) if match and match[3] else None if match and match[2] else least
    if not least or (most is not None and most < least):
        raise UserError(N_("Write how many people in figures, for example 22, 20-25 or 20+."))
    return least, most


def _birth(visit: Visit, typed: str, desk: Desk) -> None:
    visit.told.birth = read_date(typed)


def _home(visit: Visit, typed: str, desk: Desk) -> None:
    """A county may be printed where an address may not: only what names one goes there."""
    told, place = visit.told, place_named(typed)
    told.home_place_code = place.code if place else ""
    told.home_place = place.name(desk.language) if place else ""
    told.home_address = "" if place is not None and names_only(typed, place) else typed


def _document(visit: Visit, typed: str, desk: Desk) -> None:
    if not typed:
        visit.drop(DOCUMENT)
        return
    kind = document_kind(typed)
    found = visit.want(
        Identifier, DOCUMENT, detainee_id=visit.case.id, kind=kind, number=typed
    )  # fmt: skip
    if found.number != typed:
        found.number, found.kind = typed, kind


def document_kind(typed: str) -> IdentifierKind:
    """A guess by the form of the number; it can be changed on the page of the case."""
    plain = plain_number(typed)
    if _PASSPORT.fullmatch(plain):
        return IdentifierKind.PASSPORT
    iin = examine_iin(plain)
    if iin.birth is not None and WRONG_CHECK_DIGIT not in iin.warnings:
        return IdentifierKind.KZ_IIN
    figures = sum(c.isdigit() for c in plain)
    alike = len(plain) - figures <= 1
    if figures >= _NUMBERED and alike:
        return IdentifierKind.PRC_RESIDENT_ID
    return IdentifierKind.OTHER


def place_named(typed: str) -> Place | None:
    """The one place in force that a text names, by its number or as a part between commas."""
    for code in _CODE.findall(typed):
        if (place := find_place(code)) is not None:
            return place
    for part in _PARTS.split(typed):
        called = [p for p in search_places(part) if p.in_force and _is_name(part, p)]
        if len(called) == 1:
            return called[0]
    return None


def _is_name(part: str, place: Place) -> bool:
    wanted = search_key(part)
    return any(search_key(name) == wanted for name in place.every_name)


def names_only(typed: str, place: Place) -> bool:
    """Whether a text says no more than the county."""
    parts = [_CODE.sub("", part).strip(" ()") for part in _PARTS.split(typed)]
    return all(_is_name(part, place) for part in parts if part)


# -- what happened ---------------------------------------------------------------------------
def _event(field: str) -> Callable[[Visit, str, Desk], None]:
    def put_one(visit: Visit, typed: str, desk: Desk) -> None:
        event = visit.want(
            Event, EVENT, detainee_id=visit.case.id, kind=EventKind.OTHER,
            written_in=desk.language,
        )  # fmt: skip
        if field == "kind":
            event.kind = EventKind(typed or EventKind.OTHER)
        elif field == "when":
            event.when = read_date(typed)
        else:
            setattr(event, field, typed)
        if field == "place":
            place = place_named(typed)
            event.place_code = place.code if place else ""
        if not says_something(event):
            visit.drop(EVENT)

    return put_one


# -- who is telling --------------------------------------------------------------------------
def own_teller(visit: Visit, desk: Desk) -> Contact:
    """Who tells, made if nobody is known yet."""
    return visit.contact or visit.want(Contact, TELLER, written_in=desk.language)


def _teller(visit: Visit, typed: str, desk: Desk) -> None:
    """Another name than that of a known contact is another person, never a new name for it."""
    if typed == visit.contact_name:
        return
    visit.meet(None, [])
    if not typed:
        visit.drop(TELLER_NAME)
        own = visit.alive(Contact, TELLER)
        if own is not None and not own.phones:
            visit.drop(TELLER)
        return
    contact = own_teller(visit, desk)
    script = script_of_name(typed)
    form = visit.want(NameForm, TELLER_NAME, contact_id=contact.id, text=typed, script=script)
    if form.text != typed:
        form.text, form.script, form.parts = typed, script, []


_ROLES = {
    Relation.CELLMATE: ContactRole.WITNESS,
    Relation.NEIGHBOUR: ContactRole.WITNESS,
    Relation.COLLEAGUE: ContactRole.WITNESS,
    Relation.LAWYER: ContactRole.LAWYER,
    Relation.FRIEND: ContactRole.OTHER,
    Relation.OTHER: ContactRole.OTHER,
}


def _relation(visit: Visit, typed: str, desk: Desk) -> None:
    if not typed:
        visit.drop(KINSHIP)
        return
    relation = Relation(typed)
    contact = own_teller(visit, desk)
    kinship = visit.want(
        Kinship, KINSHIP, relation=relation, contact_id=contact.id,
        of_detainee_id=visit.case.id, written_in=desk.language,
    )  # fmt: skip
    kinship.relation = relation
    if contact.id == visit.key(TELLER):
        contact.role = _ROLES.get(relation, ContactRole.RELATIVE)


def _phone(visit: Visit, typed: str, desk: Desk) -> None:
    phones = [part.strip() for part in _PARTS.split(typed) if part.strip()]
    if phones or visit.contact is not None:
        own_teller(visit, desk).phones = phones


def _how_known(visit: Visit, typed: str, desk: Desk) -> None:
    make_source(visit, desk).how_known = HowKnown(typed or HowKnown.UNKNOWN)


def _taken_by(visit: Visit, typed: str, desk: Desk) -> None:
    visit.intake.taken_by = typed
    if source := visit.alive(Source, SOURCE):
        source.captured_by = typed


_PUT: dict[Slot, Callable[[Visit, str, Desk], None]] = {
    Slot.KIND: _kind, Slot.NAME: _name, Slot.CHINESE: _chinese, Slot.SEX: _sex, Slot.SIZE: _size,
    Slot.BIRTH: _birth, Slot.HOME: _home, Slot.DOCUMENT: _document,
    Slot.NOW: _event("kind"), Slot.SINCE: _event("when"), Slot.WHERE: _event("place"),
    Slot.REASON_GIVEN: _event("reason_given"), Slot.REASON_BELIEVED: _event("reason_believed"),
    Slot.TELLER: _teller, Slot.RELATION: _relation, Slot.PHONE: _phone,
    Slot.HOW_KNOWN: _how_known, Slot.TAKEN_BY: _taken_by,
}  # fmt: skip


# -- and back --------------------------------------------------------------------------------
def text_of(visit: Visit, slot: Slot) -> str:
    """What stands in a field: the text as typed, or the code of a choice; "" for nothing."""
    if slot in GROUPS:
        given = {answered(visit, audience) for audience in GROUPS[slot]}
        only = given.pop() if len(given) == 1 else None
        return only.value if only else ""
    told, contact = visit.told, visit.contact
    # What a joining put aside, because the other case has it, was told all the same.
    look = visit.alive if visit.own else visit.ever
    named = {Slot.NAME: NAME, Slot.CHINESE: CHINESE}
    if slot in named and told.kind is CaseKind.PERSON:
        form = look(NameForm, named[slot])
        return form.text if form else ""
    event, document = look(Event, EVENT), look(Identifier, DOCUMENT)
    source, kinship = visit.alive(Source, SOURCE), look(Kinship, KINSHIP)
    known = source.how_known if source else HowKnown.UNKNOWN
    texts = {
        Slot.KIND: told.kind.value,
        Slot.NAME: told.description,
        Slot.SEX: told.sex.value,
        Slot.SIZE: size_text(told.least_size, told.greatest_size),
        Slot.BIRTH: told.birth.text,
        Slot.HOME: told.home_address or told.home_place,
        Slot.DOCUMENT: document.number if document else "",
        Slot.TELLER: visit.contact_name,
        Slot.RELATION: kinship.relation.value if kinship else "",
        Slot.PHONE: ", ".join(contact.phones) if contact else "",
        Slot.HOW_KNOWN: "" if known is HowKnown.UNKNOWN else known.value,
        Slot.TAKEN_BY: visit.intake.taken_by,
    }
    if event is not None:
        texts |= {
            Slot.NOW: "" if event.kind is EventKind.OTHER else event.kind.value,
            Slot.SINCE: event.when.text,
            Slot.WHERE: event.place,
            Slot.REASON_GIVEN: event.reason_given,
            Slot.REASON_BELIEVED: event.reason_believed,
        }
    return texts.get(slot, "")


def size_text(least: int, most: int | None) -> str:
    """How many people, as it is typed: "22", "20-25", "20+"."""
    if most is None:
        return f"{least}+"
    return str(least) if most == least else f"{least}-{most}"
