"""What a person does while reading a source, each deed as one action.

Keeping an excerpt with what it is cited for, changing a text under its excerpts, opening
cases for a list of names. Nothing is recorded that was not said; an excerpt whose words
are gone from a text is kept, without a place in it. Knows no screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from caseapp.domain.dates import read_date
from caseapp.domain.names.scripts import script_of_name
from caseapp.domain.passages import find_again
from caseapp.domain.vocabulary import (
    Bearing,
    CaseKind,
    Credibility,
    EventKind,
    ExcerptKind,
    NameKind,
    Relation,
)
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.cases import new_case_prefix
from caseapp.store.queries.source_page import every_excerpt
from caseapp.store.records import (
    Citation,
    Detainee,
    Event,
    Excerpt,
    Kinship,
    NameForm,
    Record,
    Source,
)
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

TRANSLATOR = "translator"
"""Beside `wordings["text"]` of a source: who translated its text into each language."""

READ_BY, MACHINE = "read_by", "machine"
"""Beside it too: which program read the text, as long as nobody has compared it."""

NAME_FIELD = "name"
"""The fact of a case under which its name is cited."""


@dataclass(frozen=True, slots=True)
class ExcerptDraft:
    """A passage as it is to be kept; `locator` and `place` say where it stands."""

    text: str
    locator: dict[str, Any]
    place: str = ""
    language: str = ""
    kind: ExcerptKind = ExcerptKind.QUOTATION
    credibility: Credibility = Credibility.UNJUDGED
    translations: dict[str, str] = field(default_factory=dict)
    translator: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """What it is cited for: an event that is there, a new one, or a fact of the case."""

    case_id: UUID
    bearing: Bearing
    event_id: UUID | None = None
    field: str = ""
    new_event: EventKind | None = None
    new_event_when: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A ticked row of a list of names. With `case_id` the excerpt is added to that case."""

    name: str
    birth: str
    draft: ExcerptDraft
    case_id: UUID | None = None
    relation: Relation | None = None


def keep_excerpt(
    vault: Vault, source_id: UUID, draft: ExcerptDraft, claim: ClaimDraft | None
) -> tuple[ChangeSet, UUID]:
    """Keep an excerpt and, with a claim, its citation and a new event; the excerpt's id.

    Raises ConflictError if the source, the case or the event is gone.
    """
    vault.alive(Source, source_id)
    excerpt = _excerpt(source_id, draft)
    records: list[Record] = [excerpt]
    if claim is not None:
        records += _cited(vault, excerpt.id, claim)
    return vault.save(*records, action=Action(N_("Keep an excerpt"))), excerpt.id


def cite_also(vault: Vault, excerpt_id: UUID, claim: ClaimDraft) -> ChangeSet:
    """Cite an excerpt for one more claim. Raises ConflictError if something is gone."""
    vault.alive(Excerpt, excerpt_id)
    records = _cited(vault, excerpt_id, claim)
    return vault.save(*records, action=Action(N_("Cite an excerpt for another claim")))


def trash_excerpt(vault: Vault, excerpt_id: UUID) -> ChangeSet:
    """Put an excerpt in the trash together with what it is cited for."""
    excerpt = vault.get(Excerpt, excerpt_id)
    if excerpt is None or excerpt.deleted_at is not None:
        return ChangeSet()
    citations = vault.all(Citation, excerpt_id=excerpt_id)
    return vault.trash(excerpt, *citations, action=Action(N_("Put an excerpt in the trash")))


def keep_machine_text(
    vault: Vault, source_id: UUID, text: str, made_by: str
) -> tuple[ChangeSet, int]:
    """Keep what a machine read as the text of a source, marked as such; else as `keep_text`.

    `made_by` names the program. The mark stays until somebody has compared text and picture.
    """
    source = vault.alive(Source, source_id)
    source.wordings = {**source.wordings, READ_BY: {MACHINE: made_by}}
    return _with_text(vault, source, text, Action(N_("Keep the text that a machine read")))


def read_by(source: Source) -> str:
    """Which program read the text of a source; "" once it was compared, or typed by somebody."""
    return source.wordings.get(READ_BY, {}).get(MACHINE, "")


def say_checked(vault: Vault, source_id: UUID) -> ChangeSet:
    """Somebody has compared the machine's text with the picture."""
    source = vault.alive(Source, source_id)
    source.wordings = {name: said for name, said in source.wordings.items() if name != READ_BY}
    return vault.save(source, action=Action(N_("Say that a machine's text was compared")))


def keep_text(vault: Vault, source_id: UUID, text: str) -> tuple[ChangeSet, int]:
    """Change the text of a source; its excerpts move to where their words stand now.

    Those in the trash too: taken back later, they must not point at other words. Returns how
    many of the others were not found any more: these keep their words and lose their place.
    Raises ConflictError if the source is gone.
    """
    source = vault.alive(Source, source_id)
    if source.text == text:
        return ChangeSet(), 0
    return _with_text(vault, source, text, Action(N_("Change the text of a source")))


def _with_text(vault: Vault, source: Source, text: str, action: Action) -> tuple[ChangeSet, int]:
    excerpts, lost = [], 0
    for excerpt in vault.read(lambda session: every_excerpt(session, source.id)):
        moved = moved_locator(excerpt.locator, source.text, text)
        if moved != excerpt.locator:
            lost += "start" not in moved and excerpt.deleted_at is None
            excerpt.locator = moved
            excerpts.append(excerpt)
    source.text = text
    return vault.save(source, *excerpts, action=action), lost


def moved_locator(locator: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """A locator of `old` for `new`; without characters if the words are not in it."""
    start, end = locator.get("start"), locator.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        return locator
    found = find_again(old, new, (start, end))
    rest = {key: value for key, value in locator.items() if key not in ("start", "end")}
    return rest if found is None else {**rest, "start": found[0], "end": found[1]}


def keep_translation(
    vault: Vault, source_id: UUID, language: str, text: str, translator: str
) -> ChangeSet:
    """Keep the whole text of a source in another language, and who translated it.

    An empty text takes the translation away. Raises ConflictError if the source is gone.
    """
    source = vault.alive(Source, source_id)
    wordings = {name: dict(words) for name, words in source.wordings.items()}
    for name, value in (("text", text), (TRANSLATOR, translator if text else "")):
        words = wordings.setdefault(name, {})
        words.pop(language, None)
        if value:
            words[language] = value
    source.wordings = {name: words for name, words in wordings.items() if words}
    return vault.save(source, action=Action(N_("Change the translation of a source")))


def open_cases(
    vault: Vault, source_id: UUID, people: Sequence[ListedPerson], head: UUID | int | None
) -> tuple[ChangeSet, list[UUID]]:
    """A case for each person, with the name, the year of birth, kinship and the excerpt.

    Who is in the vault already gets the excerpt and no new case. `head` is the case that
    each `relation` is a relation to, or the place of one of these people. Returns the ids of
    the cases in the given order.
    """
    vault.alive(Source, source_id)
    if isinstance(head, UUID):
        vault.alive(Detainee, head)
    records: list[Record] = []
    cases: list[UUID] = []
    for person in people:
        case_id, made = _case_of(vault, person, source_id)
        excerpt = _excerpt(source_id, person.draft)
        records += [*made, excerpt]
        fields = [NAME_FIELD, *(["birth"] if person.birth and person.case_id is None else [])]
        records += [
            Citation(excerpt_id=excerpt.id, bearing=Bearing.SUPPORTS, detainee_id=case_id, field=f)
            for f in fields
        ]
        cases.append(case_id)
    head_id = cases[head] if isinstance(head, int) else head
    for person, case_id in zip(people, cases, strict=True):
        if head_id is not None and person.relation is not None and case_id != head_id:
            records.append(
                Kinship(detainee_id=case_id, relation=person.relation, of_detainee_id=head_id)
            )
    action = Action(N_("Open cases for names in a source ({n})"), {"n": len(people)})
    return vault.save(*records, action=action), cases


def _case_of(vault: Vault, person: ListedPerson, source_id: UUID) -> tuple[UUID, Iterable[Record]]:
    if person.case_id is not None:
        vault.alive(Detainee, person.case_id)
        return person.case_id, ()
    case = Detainee(
        prefix=vault.read(new_case_prefix), kind=CaseKind.PERSON, birth=read_date(person.birth)
    )
    name = NameForm(
        detainee_id=case.id, text=person.name, script=script_of_name(person.name),
        kind=NameKind.MAIN, source_id=source_id,
    )  # fmt: skip
    return case.id, (case, name)


def _excerpt(source_id: UUID, draft: ExcerptDraft) -> Excerpt:
    return Excerpt(
        source_id=source_id, text=draft.text, locator=dict(draft.locator), place=draft.place,
        language=draft.language, kind=draft.kind, credibility=draft.credibility,
        translations=dict(draft.translations), translator=draft.translator,
        sensitive=draft.sensitive,
    )  # fmt: skip


def _cited(vault: Vault, excerpt_id: UUID, claim: ClaimDraft) -> list[Record]:
    vault.alive(Detainee, claim.case_id)
    about: dict[str, Any] = {"bearing": claim.bearing, "note": claim.note}
    if claim.new_event is not None:
        event = Event(
            detainee_id=claim.case_id, kind=claim.new_event,
            when=read_date(claim.new_event_when.strip()),
        )  # fmt: skip
        return [event, Citation(excerpt_id=excerpt_id, event_id=event.id, **about)]
    if claim.event_id is not None:
        event = vault.alive(Event, claim.event_id)
        if event.detainee_id != claim.case_id:
            raise ConflictError
        return [Citation(excerpt_id=excerpt_id, event_id=event.id, **about)]
    return [Citation(excerpt_id=excerpt_id, detainee_id=claim.case_id, field=claim.field, **about)]
