"""What an export holds: facts of cases as plain values, after the wall and before any form.

Every writer sees these and nothing else. An empty value is not known, or not disclosed: which of
the two, a file does not tell. Knows no record and no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from caseapp.disclosure.gate import WithheldItem
from caseapp.disclosure.protected import Secret
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import (
    Audience,
    CaseKind,
    ContactRole,
    EventKind,
    FacilityKind,
    HowKnown,
    IdentifierKind,
    InfoClass,
    NameKind,
    NameRole,
    NameScript,
    Relation,
    Sex,
    SourceKind,
    Status,
    TermStart,
    Ternary,
    Tie,
)

UNKNOWN = UncertainDate.unknown()


@dataclass(frozen=True, slots=True)
class NameFact:
    """One spelling; `parts` are roles and words in the order of the name, where stated."""

    text: str
    script: NameScript
    kind: NameKind
    parts: tuple[tuple[NameRole, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperFact:
    """A document's number, who issued it, and until when it is valid."""

    kind: IdentifierKind
    number: str
    issuer: str = ""
    issued: UncertainDate = UNKNOWN
    expires: UncertainDate = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFact:
    """What happened; `sources` are the sources behind it that stand in the export."""

    id: UUID
    kind: EventKind
    when: UncertainDate = UNKNOWN
    until: UncertainDate = UNKNOWN
    place: str = ""
    place_code: str = ""
    facility_kind: FacilityKind = FacilityKind.UNKNOWN
    facility: str = ""
    authority: str = ""
    reason_given: str = ""
    reason_believed: str = ""
    legal_basis: str = ""
    term_years: int | None = None
    term_months: int | None = None
    term_days: int | None = None
    term_start: TermStart = TermStart.UNKNOWN
    acknowledged: Ternary = Ternary.UNKNOWN
    contact_permitted: Ternary = Ternary.UNKNOWN
    counsel: str = ""
    court: str = ""
    narrative: str = ""
    sources: tuple[UUID, ...] = ()
    written_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFact:
    """A relative or witness of a case who has a file; nameless where only the relation is told."""

    id: UUID
    names: tuple[NameFact, ...] = ()
    relation: Relation | None = None
    role: ContactRole | None = None
    sex: Sex = Sex.UNKNOWN
    birth: UncertainDate = UNKNOWN
    phones: tuple[str, ...] = ()
    messengers: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeFact:
    """A relative without a file of the office, or with a case of his or her own (`case`)."""

    relation: Relation | None
    name: str = ""
    sex: Sex = Sex.UNKNOWN
    birth: UncertainDate = UNKNOWN
    died: UncertainDate = UNKNOWN
    place: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageFact:
    """Words of a source; `cases` are the numbers of the cases that they speak of."""

    text: str
    language: str = ""
    translation: str = ""
    translation_language: str = ""
    place: str = ""
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFact:
    """A source that a fact of the export rests on; without a title only its kind is told."""

    id: UUID
    kind: SourceKind
    title: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    dated: UncertainDate = UNKNOWN
    language: str = ""
    how_known: HowKnown = HowKnown.UNKNOWN
    sha256: str = ""
    passages: tuple[PassageFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """One case. `tie` is None where it may not be told; `photo` is a key of the images."""

    id: UUID
    number: str
    kind: CaseKind
    least_size: int = 1
    greatest_size: int | None = 1
    description: str = ""
    names: tuple[NameFact, ...] = ()
    sex: Sex = Sex.UNKNOWN
    birth: UncertainDate = UNKNOWN
    birth_place: str = ""
    birth_place_code: str = ""
    home_place: str = ""
    home_place_code: str = ""
    home_address: str = ""
    ethnicity: str = ""
    citizenships: tuple[str, ...] = ()
    tie: Tie | None = None
    tie_note: str = ""
    occupation: str = ""
    education: str = ""
    family_status: str = ""
    dependants: str = ""
    health: str = ""
    family_steps: str = ""
    summary: str = ""
    restricted_notes: str = ""
    tags: tuple[str, ...] = ()
    believed_deceased: bool = False
    fictitious: bool = False
    status: Status = Status.UNKNOWN
    status_as_of: UncertainDate = UNKNOWN
    papers: tuple[PaperFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    contacts: tuple[ContactFact, ...] = ()
    relatives: tuple[RelativeFact, ...] = ()
    sources: tuple[UUID, ...] = ()
    photo: str = ""
    written_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """All that one export may hold, and beside it what it must not.

    `images` are JPEG bytes by SHA-256. `secrets` must not be found in the finished file unless as
    part of one of the `shown` strings; both are empty for the office.
    """

    audience: Audience
    policy: int
    made_on: date
    language: str
    cases: tuple[CaseFact, ...]
    sources: Mapping[UUID, SourceFact]
    images: Mapping[str, bytes] = field(default_factory=dict)
    withheld: tuple[WithheldItem, ...] = ()
    secrets: tuple[Secret, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def withheld_by_class(self) -> dict[InfoClass, int]:
        """How many items of each class were kept out, in the order of the classes."""
        counted = Counter(item.info_class for item in self.withheld)
        return {one: counted[one] for one in InfoClass if counted[one]}

    @property
    def counts(self) -> dict[str, int]:
        """How much of what stands in it."""
        return {
            "cases": len(self.cases),
            "events": sum(len(case.events) for case in self.cases),
            "contacts": len({one.id for case in self.cases for one in case.contacts}),
            "sources": len(self.sources),
            "photos": sum(bool(case.photo) for case in self.cases),
        }

    def sources_of(self, case: CaseFact) -> Iterator[tuple[SourceFact, Sequence[PassageFact]]]:
        """The sources of a case with the passages that speak of it."""
        for one in case.sources:
            source = self.sources.get(one)
            if source is not None:
                yield source, [p for p in source.passages if case.number in p.cases]
