"""What one copy may know: records after the gate, before the words.

Plain values in the copy's own bounds. The modules that word pages see these and nothing
else, so that no wording can let out what the gate held back. `Hidden` marks where a token
stands; None where nothing is known or the item was left out whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from caseapp.disclosure.names import Form
from caseapp.disclosure.text import Text
from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import Grade, StatusEvent, StatusReport, Term
from caseapp.domain.vocabulary import (
    Audience,
    CaseKind,
    DispatchOutcome,
    EventKind,
    FacilityKind,
    HowKnown,
    IdentifierKind,
    InfoClass,
    NameKind,
    NameScript,
    Relation,
    Sex,
    SourceKind,
    TermStart,
    TestimonyForm,
    Tie,
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something of this class is withheld here."""

    info_class: InfoClass


@dataclass(frozen=True, slots=True)
class NameView:
    text: str
    script: NameScript
    kind: NameKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """The parts of a spelling as somebody stated them, empty where nobody did."""

    form: Form | None = None
    family: str = ""
    given: str = ""
    father: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """An identity document with who issued it and when."""

    kind: IdentifierKind
    number: str
    issuer: Text = ()
    issued: UncertainDate = field(default_factory=UncertainDate.unknown)


@dataclass(frozen=True, slots=True)
class CiteView:
    """A source behind something, with the grade of source and information."""

    source: UUID
    grade: Grade


@dataclass(frozen=True, slots=True)
class FieldView:
    """A particular: its words or what hides them, and the sources behind it."""

    key: str
    value: Text | Hidden
    cites: tuple[CiteView, ...] = ()


@dataclass(frozen=True, slots=True)
class IdentifierView:
    kind: IdentifierKind
    number: str


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Another account: its words (empty if they may not be quoted) and its source."""

    text: Text
    cite: CiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event that this copy may tell. `details` hides the narrative of a contact."""

    key: UUID
    kind: EventKind
    when: UncertainDate
    until: UncertainDate
    place: Text
    facility_kind: FacilityKind
    facility: Text
    authority: Text
    reason_given: Text
    reason_believed: Text
    legal_basis: Text
    court: Text
    counsel: Text
    term: Term
    term_start: TermStart
    narrative: Text
    details: Hidden | None
    credible: bool
    cites: tuple[CiteView, ...]
    contradictions: tuple[ContradictionView, ...]
    order: int


def status_event(event: EventView) -> StatusEvent:
    """What the derivations of the domain need of an event."""
    return StatusEvent(
        key=event.key,
        kind=event.kind,
        when=event.when,
        facility=event.facility_kind,
        credible=event.credible,
        term=event.term,
        term_start=event.term_start,
        order=event.order,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KinView:
    """A row of the family, under the class that governs it. `hidden` stands in the place of
    the name; `several` sums up rows that may not be told apart, without a count."""

    relation: Relation | None
    info_class: InfoClass = InfoClass.TESTIFIER_NAME
    name: str = ""
    hidden: Hidden | None = None
    birth: UncertainDate = field(default_factory=UncertainDate.unknown)
    minor_age: int | None = None
    died: UncertainDate = field(default_factory=UncertainDate.unknown)
    place: Text = ()
    case_number: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoView:
    """JPEG bytes by hash, or what hides them."""

    image: str
    hidden: Hidden | None
    taken: UncertainDate
    origin: Text


@dataclass(frozen=True, slots=True)
class Home:
    """Where a person is registered. `code` is the number of the place (GB/T 2260), empty if not
    known; `names` has its name by the language that it was worded in: the county alone."""

    code: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionerView:
    relation: Relation | None
    name: str = ""
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """What became of an earlier appeal: sent to whom and when, answered how."""

    addressee: str
    sent: UncertainDate
    outcome: str
    sender: Text = ()
    number: Text = ()
    dated: UncertainDate = field(default_factory=UncertainDate.unknown)
    text: Text = ()
    answered: bool = False
    result: DispatchOutcome | None = None
    """`outcome` for words of another language than the copy's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One person, unnamed person or group as this copy may show them.

    `tie` is None where it may not be told, which is not the same as "none known".
    """

    id: UUID
    case_number: str
    kind: CaseKind
    sex: Sex
    least_size: int
    greatest_size: int | None
    fictitious: bool
    names: tuple[NameView, ...]
    name_hidden: bool
    description: Text
    tie: Tie | None
    tie_note: Text
    believed_deceased: bool
    birth: UncertainDate
    fields: dict[str, FieldView]
    identifiers: tuple[IdentifierView, ...] | Hidden
    photo: PhotoView | None
    events: tuple[EventView, ...]
    status: StatusReport
    release: UncertainDate | None
    kin: tuple[KinView, ...]
    petitioner: PetitionerView | None
    steps: tuple[StepView, ...]

    @property
    def anchor(self) -> str:
        return f"case-{self.case_number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptView:
    """A passage; `cases` are the numbers of the shown cases that it speaks of."""

    language: str
    summary: bool
    text: str
    place: str
    translation: str = ""
    translation_language: str = ""
    translator: str = ""
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source as this copy may word it.

    `title` is empty where the source is not named; then `testimony` and `relation` may
    still say whose word it is, else a token stands. `relation` is to the person of `sex`.
    `named` has the `details` by the names of the record's fields.
    """

    id: UUID
    kind: SourceKind
    form: TestimonyForm | None
    hidden: Hidden | None
    title: Text = ()
    testifier: str = ""
    relation: Relation | None = None
    sex: Sex = Sex.UNKNOWN
    details: tuple[Text, ...] = ()
    named: Mapping[str, Text] = field(default_factory=dict)
    dated: UncertainDate = field(default_factory=UncertainDate.unknown)
    how_known: HowKnown = HowKnown.UNKNOWN
    language: str = ""
    sha256: str = ""
    same_text_as: UUID | None = None
    excerpts: tuple[ExcerptView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryView:
    name: str
    iin: str
    address: str
    phone: str
    initials: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierView:
    """An earlier paper: its number and date, to whom, when it was received or refused.

    `bodies` has the addressee's name by language; `days` have passed since it was received, 0
    where that day is not exactly known. `silent`: it arrived, and no answer is known.
    """

    reference: str
    dated: UncertainDate
    bodies: Mapping[str, str]
    received: UncertainDate
    registration: str
    days: int
    due: date | None
    overdue: bool
    refused: bool
    silent: bool
    reply_dated: UncertainDate
    reply_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """Everything that one copy may show."""

    audience: Audience
    cases: tuple[CaseView, ...]
    sources: dict[UUID, SourceView]
