"""What forms of other bodies and exports may know of a case beyond its sheet.

The birth place, the parts of a name, who issued a document, how to reach a relative. Each value
passes the gate here, and only if somebody asks for it: what nobody asks for is neither shown nor
withheld.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from caseapp.disclosure.passing import Passed
from caseapp.disclosure.scrub import cleaned
from caseapp.disclosure.text import Text
from caseapp.disclosure.view import CaseView, Hidden, NameParts, PaperView
from caseapp.disclosure.words import Words
from caseapp.domain.dates import UncertainDate, coarsened
from caseapp.domain.vocabulary import InfoClass, NameRole
from caseapp.store.records import Contact


class Further:
    """Asks for one thing after another of the cases that came through the wall."""

    def __init__(self, passed: Passed) -> None:
        self._passed = passed
        self._file = passed.plan.file
        self._scrubber = passed.builder.scrubber

    def name_parts(self, view: CaseView) -> tuple[NameParts, ...]:
        """The shown spellings whose parts are stated.

        None where a part by itself is what this copy may not tell: a father's given name is part
        of his child's name, and apart from it names him. In another script it would tell no less.
        """
        shown = {(name.text, name.script, name.kind) for name in view.names}
        found = []
        for form in self._file.names.get(view.id, ()):
            if (form.text, form.script, form.kind) not in shown:
                continue
            parts = NameParts(
                form=(form.text, form.script, form.kind),
                family=_part(form.parts, NameRole.FAMILY),
                given=_part(form.parts, NameRole.GIVEN),
                father=_part(form.parts, NameRole.FATHER),
            )
            alone = (parts.family, parts.given, parts.father)
            if any(self._scrubber.barred(part, view.id) for part in alone):
                return ()
            if parts.given or parts.family:
                found.append(parts)
        return tuple(found)

    def papers(self, view: CaseView) -> tuple[PaperView, ...]:
        """Who issued the documents whose numbers the copy shows."""
        if isinstance(view.identifiers, Hidden):
            return ()
        shown = {(paper.kind, paper.number) for paper in view.identifiers}
        return tuple(
            PaperView(
                kind=paper.kind,
                number=paper.number,
                issuer=self._scrubber.text(paper.issuer, view.id, view.anchor),
                issued=self._scrubber.date(paper.issued, view.id),
            )
            for paper in self._file.identifiers.get(view.id, ())
            if (paper.kind, paper.number) in shown
        )

    def birth_place(self, view: CaseView) -> Text:
        """Not of one who is not named: with the home it tells who that is."""
        if view.name_hidden:
            return ()
        return self.field(view, "birth_place")

    def field(self, view: CaseView, name: str) -> Text:
        """A worded field of the case that no sheet has; empty where it may not be told."""
        record = self._file.detainees[view.id]
        found = self._passed.builder.field(record, name, view.anchor)
        return () if found is None or isinstance(found.value, Hidden) else found.value

    def birth_of(self, contact: Contact, case: UUID) -> UncertainDate:
        """When a relative or witness was born, to the year if no more may be told."""
        about = [self._passed.plan.book.contact(contact.id, case)]
        birth = self._scrubber.date(contact.birth, case)
        if self._passed.gate.decide(InfoClass.TESTIFIER_IDENTIFIERS, about).shown:
            return birth
        return coarsened(birth, "year", self._passed.builder.words.language)

    def ways_to(self, contact: Contact, view: CaseView) -> tuple[str, ...] | None:
        """How to reach a relative or witness; None where it may not be told."""
        return self._reached(contact, view, ways_to(contact, self._passed.builder.words))

    def messengers_of(self, contact: Contact, view: CaseView) -> tuple[str, ...] | None:
        """The same for messengers, which no paper prints."""
        return self._reached(contact, view, tuple(filter(None, map(cleaned, contact.messengers))))

    def _reached(
        self, contact: Contact, view: CaseView, known: tuple[str, ...]
    ) -> tuple[str, ...] | None:
        if not known:
            return ()
        return self._passed.gate.show(
            InfoClass.TESTIFIER_CONTACT,
            known,
            identifies=[self._passed.plan.book.contact(contact.id, view.id)],
            case=view.id,
            anchor=view.anchor,
            what=self._passed.builder.words.marks.comma.join(known),
        )


def ways_to(contact: Contact, words: Words) -> tuple[str, ...]:
    """Address, telephones and mail of a contact, as far as they are known."""
    ways = (contact.worded("address", words.language)[0], *contact.phones, contact.email)
    return tuple(way for way in map(cleaned, ways) if way)


def _part(parts: Iterable[dict[str, str]], role: NameRole) -> str:
    return " ".join(cleaned(part.get("text", "")) for part in parts if part.get("role") == role)
