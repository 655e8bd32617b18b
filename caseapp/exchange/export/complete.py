"""The facts of cases for the office itself: everything, as it was written.

Nothing is withheld, so nothing is asked of the gate. Knows no form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from caseapp.disclosure.grants import GrantBook
from caseapp.domain.kinship import inverse
from caseapp.domain.status import derive_status
from caseapp.domain.vocabulary import AttachmentRole, NameRole
from caseapp.exchange.export.facts import (
    CaseFact,
    ContactFact,
    EventFact,
    NameFact,
    PaperFact,
    PassageFact,
    RelativeFact,
    SourceFact,
)
from caseapp.store.casefile import AppealFile
from caseapp.store.queries.cases import status_event
from caseapp.store.records import Detainee, Event, Excerpt, Identifier, Kinship, NameForm, Source

EVENT_TEXTS = (
    "place", "place_code", "facility", "authority", "reason_given", "reason_believed",
    "legal_basis", "counsel", "court", "narrative",
)  # fmt: skip
CASE_TEXTS = (
    "description", "birth_place", "birth_place_code", "home_place", "home_place_code",
    "home_address", "ethnicity", "tie_note", "occupation", "education", "family_status",
    "dependants", "health", "family_steps", "summary", "restricted_notes",
)  # fmt: skip


def complete_cases(file: AppealFile, book: GrantBook, texts: str) -> tuple[CaseFact, ...]:
    """Every case in the order of the selection, worded in `texts` where it is translated."""
    cited, ties = _cited(file), ties_by_case(file)
    return tuple(
        _case(
            file,
            book,
            file.detainees[one.detainee_id],
            cited[one.detainee_id],
            ties,
            one.petitioner_id,
            texts,
        )
        for one in file.persons
    )


def ties_by_case(file: AppealFile) -> dict[UUID, list[Kinship]]:
    """The ties of each case, at whichever end it stands, in the order of entry."""
    found: dict[UUID, list[Kinship]] = defaultdict(list)
    for tie in file.kinships:
        for case in dict.fromkeys((tie.detainee_id, tie.of_detainee_id)):
            if case is not None:
                found[case].append(tie)
    return found


def complete_sources(file: AppealFile) -> dict[UUID, SourceFact]:
    """Every source behind these cases, with all of its passages that speak of them."""
    numbers = _numbers_by_excerpt(file)
    passages: dict[UUID, list[Excerpt]] = defaultdict(list)
    for excerpt in file.excerpts.values():
        passages[excerpt.source_id].append(excerpt)
    hashes = {
        one.source_id: one.sha256
        for one in file.attachments.values()
        if one.role is AttachmentRole.CAPTURE
    }
    return {
        source.id: _source(source, passages[source.id], numbers, hashes.get(source.id, ""))
        for source in sorted(file.sources.values(), key=lambda one: one.serial)
    }


def name_facts(forms: Iterable[NameForm]) -> tuple[NameFact, ...]:
    """Spellings as they are on record."""
    return tuple(
        NameFact(
            form.text,
            form.script,
            form.kind,
            tuple(
                (NameRole(part["role"]), str(part["text"]))
                for part in form.parts
                if part.get("role") in set(NameRole)
            ),
        )
        for form in forms
    )


def _event_texts(event: Event, texts: str) -> dict[str, Any]:
    return {name: event.worded(name, texts)[0] for name in EVENT_TEXTS}


def _case(
    file: AppealFile,
    book: GrantBook,
    case: Detainee,
    cited: dict[UUID | None, list[UUID]],
    ties: Mapping[UUID, Sequence[Kinship]],
    petitioner: UUID | None,
    texts: str,
) -> CaseFact:
    worded: dict[str, Any] = {name: case.worded(name, texts)[0] for name in CASE_TEXTS}
    events = file.events.get(case.id, ())
    status = derive_status([status_event(event) for event in events])
    return CaseFact(
        id=case.id,
        number=case.case_number,
        kind=case.kind,
        least_size=case.least_size,
        greatest_size=case.greatest_size,
        names=name_facts(file.names.get(case.id, ())),
        sex=case.sex,
        birth=case.birth,
        citizenships=tuple(case.citizenships),
        tie=case.tie,
        tags=tuple(case.tags),
        believed_deceased=case.believed_deceased,
        fictitious=case.fictitious,
        status=status.status,
        status_as_of=status.as_of,
        papers=tuple(map(_paper, file.identifiers.get(case.id, ()))),
        events=tuple(_event(event, cited.get(event.id, []), texts) for event in events),
        contacts=tuple(_contacts(file, book, case, ties.get(case.id, ()), petitioner)),
        relatives=tuple(_relatives(file, case, ties.get(case.id, ()))),
        sources=tuple(dict.fromkeys(one for found in cited.values() for one in found)),
        written_in=case.written_in,
        **worded,
    )


def _paper(paper: Identifier) -> PaperFact:
    return PaperFact(paper.kind, paper.number, paper.issuer, paper.issued, paper.expires)


def _event(event: Event, sources: list[UUID], texts: str) -> EventFact:
    return EventFact(
        id=event.id,
        kind=event.kind,
        when=event.when,
        until=event.until,
        facility_kind=event.facility_kind,
        term_years=event.term_years,
        term_months=event.term_months,
        term_days=event.term_days,
        term_start=event.term_start,
        acknowledged=event.acknowledged,
        contact_permitted=event.contact_permitted,
        sources=tuple(dict.fromkeys(sources)),
        written_in=event.written_in,
        **_event_texts(event, texts),
    )


def _contacts(
    file: AppealFile,
    book: GrantBook,
    case: Detainee,
    ties: Iterable[Kinship],
    petitioner: UUID | None,
) -> Iterator[ContactFact]:
    tied = {
        one: None for tie in ties for one in (tie.contact_id, tie.of_contact_id) if one is not None
    }
    for one in dict.fromkeys((*tied, petitioner)):
        contact = file.contacts.get(one) if one is not None else None
        if contact is None:
            continue
        yield ContactFact(
            id=contact.id,
            names=name_facts(file.names.get(contact.id, ())),
            relation=book.relation(contact.id, case.id),
            role=contact.role,
            sex=contact.sex,
            birth=contact.birth,
            phones=tuple(contact.phones),
            messengers=tuple(contact.messengers),
            email=contact.email,
            address=contact.address,
            country=contact.country,
        )


def _relatives(file: AppealFile, case: Detainee, ties: Iterable[Kinship]) -> Iterator[RelativeFact]:
    for tie in ties:
        if tie.of_detainee_id == case.id and tie.contact_id is None:
            other = file.detainees.get(tie.detainee_id) if tie.detainee_id else None
            yield RelativeFact(
                relation=tie.relation,
                name=tie.name if other is None else _main_name(file, other.id),
                sex=tie.sex if other is None else other.sex,
                birth=tie.birth if other is None else other.birth,
                died=tie.died,
                place=tie.place,
                case=other.case_number if other is not None else "",
            )
        elif tie.detainee_id == case.id and tie.of_detainee_id is not None:
            other = file.detainees.get(tie.of_detainee_id)
            if other is None:  # in the trash: all that the tie itself knows is of this case
                continue
            yield RelativeFact(
                relation=inverse(tie.relation, other.sex),
                name=_main_name(file, other.id),
                sex=other.sex,
                birth=other.birth,
                case=other.case_number,
            )


def _main_name(file: AppealFile, owner: UUID) -> str:
    forms = file.names.get(owner, ())
    return forms[0].text if forms else ""


def _cited(file: AppealFile) -> dict[UUID, dict[UUID | None, list[UUID]]]:
    """By case: by event, or None for a field of the case, the sources behind it."""
    owner = {event.id: event.detainee_id for found in file.events.values() for event in found}
    result: dict[UUID, dict[UUID | None, list[UUID]]] = defaultdict(lambda: defaultdict(list))
    for citation in file.citations:
        excerpt = file.excerpts.get(citation.excerpt_id)
        case = owner.get(citation.event_id) if citation.event_id else citation.detainee_id
        if excerpt is not None and case is not None:
            result[case][citation.event_id].append(excerpt.source_id)
    return result


def _numbers_by_excerpt(file: AppealFile) -> dict[UUID, tuple[str, ...]]:
    owner = {event.id: event.detainee_id for found in file.events.values() for event in found}
    chosen = {one.detainee_id for one in file.persons}
    found: dict[UUID, dict[str, None]] = defaultdict(dict)
    for citation in file.citations:
        case = owner.get(citation.event_id) if citation.event_id else citation.detainee_id
        if case in chosen and case is not None:
            found[citation.excerpt_id][file.detainees[case].case_number] = None
    return {one: tuple(numbers) for one, numbers in found.items()}


def _source(
    source: Source, passages: Iterable[Excerpt], numbers: dict[UUID, tuple[str, ...]], sha256: str
) -> SourceFact:
    return SourceFact(
        id=source.id,
        kind=source.kind,
        title=source.title,
        author=source.author,
        publisher=source.publisher,
        url=source.url,
        dated=source.dated,
        language=source.language,
        how_known=source.how_known,
        sha256=sha256,
        passages=tuple(
            PassageFact(
                text=one.text,
                language=one.language,
                translation=next(iter(one.translations.values()), ""),
                translation_language=next(iter(one.translations), ""),
                place=one.place,
                cases=numbers.get(one.id, ()),
            )
            for one in passages
        ),
    )
