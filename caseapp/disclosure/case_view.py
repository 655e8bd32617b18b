"""From the records of one case to what this copy may know of it.

Each value passes the gate here, free text also the finder of protected strings. The result
is plain; nothing after this module sees a record.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar
from uuid import UUID

from caseapp.disclosure.claims import CLASS_OF_FIELD, MENTIONS_CHILDREN, Claims
from caseapp.disclosure.event_view import EventBuilder, cites_of
from caseapp.disclosure.gate import ItemKind
from caseapp.disclosure.photos import LARGEST, reencoded
from caseapp.disclosure.plan import NAMING, Plan
from caseapp.disclosure.scrub import Scrubber
from caseapp.disclosure.text import Text, plain
from caseapp.disclosure.view import (
    CaseView,
    CiteView,
    FieldView,
    Hidden,
    IdentifierView,
    NameView,
    PetitionerView,
    PhotoView,
    status_event,
)
from caseapp.disclosure.words import Words
from caseapp.domain.consent import REACHED_BY_HARM, Ground, GroundCode
from caseapp.domain.dates import UncertainDate, coarsened
from caseapp.domain.kinship import NOT_FAMILY
from caseapp.domain.status import derive_status, release_window
from caseapp.domain.vocabulary import CaseKind, InfoClass, Relation, Tie
from caseapp.errors import UserError
from caseapp.store.records import Attachment, Detainee, Event

ReadImage = Callable[[Attachment], bytes]
KeepImage = Callable[[bytes], str]

PLAIN_FIELDS = (
    "home_place", "ethnicity", "occupation", "education", "family_status", "dependants",
    "family_steps",
)  # fmt: skip


FAMILYS_WORD = frozenset(
    {
        "tie_note", "occupation", "education", "family_status", "dependants", "family_steps",
        "summary",
    }
)  # fmt: skip
"""What is known of a person because the family told it, unless a source is cited for it."""

NOT_NAMED = Ground(GroundCode.PERSON_NOT_NAMED)

T = TypeVar("T")


class CaseBuilder:
    """Makes the view of one case after another."""

    def __init__(
        self,
        plan: Plan,
        claims: Claims,
        words: Words,
        read: ReadImage,
        keep: KeepImage,
        largest: tuple[int, int] = LARGEST,
    ) -> None:
        self.plan = plan
        self.gate = plan.gate
        self.claims = claims
        self.words = words
        self.scrubber = Scrubber(plan, words)
        self.happenings = EventBuilder(plan, claims, words, self.scrubber)
        self._read = read
        self._keep = keep
        self._largest = largest
        self._petitioners = {p.detainee_id: p.petitioner_id for p in plan.file.persons}

    def build(self, case: Detainee) -> CaseView:
        """The view of a case that stands in the copy. `kin` is added by `family`."""
        number = self.scrubber.case_number(case)
        anchor = f"case-{number}"
        names = self._names(case, anchor)
        events = self.happenings.events(case, anchor)
        status_events = [status_event(event) for event in events]
        tie_note = self.field(case, "tie_note", anchor)
        return CaseView(
            id=case.id,
            case_number=number,
            kind=case.kind,
            sex=case.sex,
            least_size=case.least_size,
            greatest_size=case.greatest_size,
            fictitious=case.fictitious,
            names=names,
            name_hidden=not names and bool(self.plan.file.names.get(case.id)),
            description=self._description(case, anchor),
            tie=self._tie(case),
            tie_note=tie_note.value if tie_note and not isinstance(tie_note.value, Hidden) else (),
            believed_deceased=self._believed_deceased(case),
            birth=self._birth(case),
            fields=self._fields(case, anchor),
            identifiers=self._identifiers(case, anchor),
            photo=self._photo(case, anchor),
            events=events,
            status=derive_status(status_events),
            release=release_window(status_events),
            kin=(),
            petitioner=self._petitioner(case, anchor),
            steps=self.happenings.steps(case, anchor),
        )

    # -- who ---------------------------------------------------------------------------------
    def _names(self, case: Detainee, anchor: str) -> tuple[NameView, ...]:
        forms = self.plan.file.names.get(case.id, ())
        shown = self.gate.show(
            InfoClass.DETAINEE_NAME,
            forms,
            identifies=[self.plan.book.detainee(case.id)],
            case=case.id,
            anchor=anchor,
            published=self.plan.is_published(case.id),
            what=forms[0].text if forms else "",
        )
        views = []
        for form in shown or ():
            source = self.plan.file.sources.get(form.source_id) if form.source_id else None
            if source is None or self.plan.evidence.content(source, case.id).shown:
                text = self.scrubber.name(form.text, case.id, anchor)
                views.append(NameView(text, form.script, form.kind))
        return tuple(views)

    def _description(self, case: Detainee, anchor: str) -> Text:
        if case.kind is CaseKind.PERSON:
            return ()
        return self._text(case, case, "description", anchor)

    def _tie(self, case: Detainee) -> Tie | None:
        """The tie as a code; None where its sources are barred or it would tell of children."""
        if case.tie is Tie.SPOUSE_OR_CHILDREN and self.claims.children_hidden(case.id):
            return None
        known = case.tie is Tie.NONE_KNOWN
        if known or self._stated(case, ("tie", "tie_note"), self.words.label(case.tie)):
            return case.tie
        return None

    def _believed_deceased(self, case: Detainee) -> bool:
        """That somebody may be dead is told by a source, or by the family."""
        words = self.words.tr("Believed to have died")
        return case.believed_deceased and self._stated(case, ("believed_deceased",), words)

    def _stated(self, case: Detainee, names: Sequence[str], what: str) -> bool:
        """May the first of these fields that a source is cited for be told? Without a source it
        is the family's word. `what` words it for the list of the withheld."""
        evidence = self.plan.evidence
        cited = next((found for n in names if (found := evidence.of_field(case.id, n))), [])
        told = [c.content for c in cited] or [evidence.unsourced(case.id)]
        if any(decision.shown for decision in told):
            return True
        self.gate.withhold(
            InfoClass.TESTIMONY,
            what,
            told[0].ground,
            case=case.id,
            kind=ItemKind.FIELD,
            whole=True,
        )
        return False

    def _birth(self, case: Detainee) -> UncertainDate:
        if self._cited_field(case, "birth") is None:
            return UncertainDate.unknown()
        birth = self.scrubber.date(case.birth, case.id)
        if self.plan.name_hidden(case.id):
            return coarsened(birth, "year", self.words.language)
        return birth

    def _identifiers(self, case: Detainee, anchor: str) -> tuple[IdentifierView, ...] | Hidden:
        shown: list[IdentifierView] = []
        hidden = False
        for identifier in self.plan.file.identifiers.get(case.id, ()):
            number = self._own(
                InfoClass.DETAINEE_IDENTIFIERS,
                identifier.number,
                case,
                anchor,
                kind=ItemKind.NUMBER,
            )
            hidden = hidden or number is None
            if number is not None:
                shown.append(IdentifierView(identifier.kind, number))
        return Hidden(InfoClass.DETAINEE_IDENTIFIERS) if hidden else tuple(shown)

    def _photo(self, case: Detainee, anchor: str) -> PhotoView | None:
        attachment = self.plan.file.attachments.get(case.photo_id) if case.photo_id else None
        if attachment is None:
            return None
        origin = attachment.worded("origin", self.words.language)[0].strip()
        what = origin or attachment.file_name or attachment.sha256[:12]
        if case.id in self.plan.photos_left_out:
            ground = Ground(GroundCode.LEFT_OUT)
            self.gate.withhold(
                InfoClass.PHOTO, what, ground, case=case.id, kind=ItemKind.PHOTO, whole=True
            )
            return None
        shown = self._own(InfoClass.PHOTO, attachment, case, anchor, what=what, kind=ItemKind.PHOTO)
        image = self._image(shown, origin, what, case.id, anchor) if shown else ""
        tells_origin = bool(image) and self._relatives_told(case)
        return PhotoView(
            image=image,
            hidden=None if image else Hidden(InfoClass.PHOTO),
            taken=self.scrubber.date(attachment.taken, case.id),
            origin=self.scrubber.text(origin, case.id, anchor) if tells_origin else (),
        )

    def _relatives_told(self, case: Detainee, but: Collection[Relation] = ()) -> bool:
        """ "From his wife", "his wife wrote to the police" tell a relation and what a relative
        did: not where harm comes from, nor if one is refused by others than those in `but`.
        Nor of one who is not named: relatives tell who a person is."""
        if self.plan.name_hidden(case.id):
            return False
        if self.gate.audience in REACHED_BY_HARM:
            return False
        known = self.plan.book.relatives(case.id)
        kin = [contact for contact, what in known.items() if what not in but]
        return not any(self.plan.refuses(contact, InfoClass.TESTIFIER_RELATION) for contact in kin)

    def _image(
        self, attachment: Attachment, origin: str, what: str, case: UUID, anchor: str
    ) -> str:
        """The hash of the re-encoded picture; empty if it may not or cannot be printed."""
        code = GroundCode.NO_ORIGIN
        if origin:
            try:
                return self._keep(reencoded(self._read(attachment), self._largest))
            except UserError:
                code = GroundCode.UNREADABLE_PICTURE
        self.gate.withhold(
            InfoClass.PHOTO, what, Ground(code), case=case, anchor=anchor, kind=ItemKind.PHOTO
        )
        return ""

    def _petitioner(self, case: Detainee, anchor: str) -> PetitionerView | None:
        petitioner = self._petitioners[case.id]
        if petitioner is None or petitioner not in self.plan.file.contacts:
            return None
        return self.person(petitioner, case.id, anchor)

    def person(self, contact_id: UUID, case: UUID, anchor: str) -> PetitionerView:
        """A relative or witness as this case may name him or her."""
        forms = self.plan.file.names.get(contact_id, ())
        about = [self.plan.book.contact(contact_id, case)]
        name: str | None = self.scrubber.best_name(forms)
        if name and self.plan.name_hidden(case):
            self.gate.withhold(InfoClass.TESTIFIER_NAME, name, NOT_NAMED, case=case, anchor=anchor)
            name = None
        else:
            name = self.gate.show(
                InfoClass.TESTIFIER_NAME, name, identifies=about, case=case, anchor=anchor
            )
            name = self.scrubber.named(name, case, anchor) if name else None
        relation = self.plan.book.relation(contact_id, case)
        known = relation is not None
        told = known and self.gate.decide(InfoClass.TESTIFIER_RELATION, about).shown
        return PetitionerView(
            relation=relation if told else None,
            name=name or "",
            hidden=None if name else Hidden(InfoClass.TESTIFIER_NAME),
        )

    def _own(
        self,
        info_class: InfoClass,
        value: T,
        case: Detainee,
        anchor: str,
        *,
        what: str = "",
        kind: ItemKind = ItemKind.VALUE,
    ) -> T | None:
        """A person's own value through the gate; not if it would name one who is not named."""
        if value and info_class in NAMING and self.plan.name_hidden(case.id):
            words = what or str(value)
            self.gate.withhold(info_class, words, NOT_NAMED, case=case.id, anchor=anchor, kind=kind)
            return None
        return self.gate.show(
            info_class,
            value,
            identifies=[self.plan.book.detainee(case.id)],
            case=case.id,
            anchor=anchor,
            what=what,
            kind=kind,
        )

    # -- particulars -------------------------------------------------------------------------
    def _fields(self, case: Detainee, anchor: str) -> dict[str, FieldView]:
        names = [*PLAIN_FIELDS, "home_address", "health"]
        found = {name: self.field(case, name, anchor) for name in names}
        fields = {name: field for name, field in found.items() if field is not None}
        fields["citizenships"] = FieldView(
            "citizenships",
            plain(self.words.marks.series.join(map(self.words.country, case.citizenships))),
        )
        notes = case.worded("restricted_notes", self.words.language)[0]
        if notes and self.gate.is_office:
            fields["restricted_notes"] = FieldView("restricted_notes", plain(notes))
        elif notes:
            self.gate.withhold(
                InfoClass.TESTIMONY,
                notes,
                Ground(GroundCode.OFFICE_ONLY),
                case=case.id,
                kind=ItemKind.NOTES,
                whole=True,
            )
        return fields

    def field(self, case: Detainee, name: str, anchor: str) -> FieldView | None:
        """A worded field through class, sources and finder; None if nothing of it stands."""
        words = case.worded(name, self.words.language)[0].strip()
        if not words:
            return None
        if name in MENTIONS_CHILDREN and self.claims.children_hidden(case.id):
            decision = self.claims.of_class(InfoClass.CHILDREN, case.id)
            self.gate.withhold(
                InfoClass.CHILDREN,
                words,
                decision.ground,
                case=case.id,
                kind=ItemKind.FIELD,
                whole=True,
            )
            return None
        if name == "family_steps" and not self._relatives_told(case, NOT_FAMILY):
            ground = Ground(GroundCode.NAMES_SOMEBODY)
            self.gate.withhold(
                InfoClass.TESTIFIER_RELATION, words, ground, case=case.id, kind=ItemKind.FIELD,
                whole=True,
            )  # fmt: skip
            return None
        cited = self._cited_field(case, name)
        if cited is None:
            return None
        if name in CLASS_OF_FIELD:
            info_class = CLASS_OF_FIELD[name]
            if self._own(info_class, words, case, anchor) is None:
                return FieldView(name, Hidden(info_class))
        return FieldView(name, self.scrubber.text(words, case.id, anchor), cited)

    def _cited_field(self, case: Detainee, name: str) -> tuple[CiteView, ...] | None:
        """The usable sources of a field; None if it rests on barred ones alone.

        What no source is cited for is the family's word, and needs its consent; who a person
        is and from where does not.
        """
        cited = self.plan.evidence.of_field(case.id, name)
        usable = [c for c in cited if c.content.shown]
        told = cited[0].content if cited else self.plan.evidence.unsourced(case.id)
        if not usable and (cited or (name in FAMILYS_WORD and not told.shown)):
            born = self.words.when(case.birth) if name == "birth" else ""
            self.gate.withhold(
                InfoClass.TESTIMONY,
                born or case.worded(name, self.words.language)[0],
                told.ground,
                case=case.id,
                kind=ItemKind.FIELD,
                whole=True,
            )
            return None
        return cites_of(usable)

    def _text(self, record: Detainee | Event, case: Detainee, name: str, anchor: str) -> Text:
        words = record.worded(name, self.words.language)[0]
        return self.scrubber.text(words, case.id, anchor)
