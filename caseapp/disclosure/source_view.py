"""The sources behind what a copy shows, each worded only as far as it may be named.

A source that may not be named keeps its number and grade; its title, details, hash and
passages stay behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from uuid import UUID

from caseapp.disclosure.case_view import CaseBuilder
from caseapp.disclosure.evidence import ACCOUNTS, Naming
from caseapp.disclosure.exempt import Cases
from caseapp.disclosure.gate import ItemKind
from caseapp.disclosure.scrub import cleaned
from caseapp.disclosure.text import Text
from caseapp.disclosure.view import CaseView, ExcerptView, Hidden, SourceView
from caseapp.domain.consent import Ground
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import AttachmentRole, InfoClass, NameScript, Relation, Sex
from caseapp.store.records import Excerpt, Source


def used_sources(cases: Iterable[CaseView]) -> list[UUID]:
    """The sources that the sheets refer to, in the order in which a reader meets them."""
    found: dict[UUID, None] = {}
    for case in cases:
        for field in case.fields.values():
            found.update((cite.source, None) for cite in field.cites)
        for event in case.events:
            found.update((cite.source, None) for cite in event.cites)
            found.update((c.cite.source, None) for c in event.contradictions)
    return list(found)


class SourceBuilder:
    """Makes the view of one source after another."""

    def __init__(self, builder: CaseBuilder, cases: Iterable[CaseView]) -> None:
        self._builder = builder
        self._plan = builder.plan
        self._gate = builder.gate
        self._shown = {case.id: case.case_number for case in cases}
        self._spoken_of: tuple[UUID | None, Cases] = None, frozenset()
        self._places = {case: place for place, case in enumerate(self._shown)}
        self._hashes = {
            attachment.source_id: attachment.sha256
            for attachment in self._plan.file.attachments.values()
            if attachment.role is AttachmentRole.CAPTURE
        }

    def build(self, source_id: UUID) -> SourceView:
        """The view of a source that some shown claim rests on."""
        source = self._plan.file.sources[source_id]
        naming = self._plan.evidence.naming(source)
        account = source.kind in ACCOUNTS and not source.published
        unnamed = any(map(self._plan.name_hidden, self._plan.evidence.cases_of(source)))
        named = naming.name is not None and naming.name.shown and not unnamed
        related = naming.relation is not None and naming.relation.shown
        anchor = f"source-{source_id.hex}"
        case = self._first_case(source)
        if not naming.identity.shown and not (account and (named or related)):
            return self._hidden(source, naming, case, anchor)
        testifier, relation, sex = self._testifier(source, naming, named, case, anchor)
        identity = naming.identity.shown
        details = self._details(source, case, anchor) if identity else {}
        return SourceView(
            id=source.id,
            kind=source.kind,
            form=source.testimony_form,
            hidden=None,
            title=self._text(source, "title", case, anchor) if identity and not account else (),
            testifier=testifier,
            relation=relation,
            sex=sex,
            details=tuple(details.values()),
            named=details,
            dated=self._date(source, case) if identity or named else _UNKNOWN,
            how_known=source.how_known,
            language=source.language,
            sha256=self._hash(source) if identity else "",
            same_text_as=source.same_text_as_id if identity else None,
            excerpts=tuple(self._excerpts(source, case, anchor)),
        )

    def _hidden(self, source: Source, naming: Naming, case: UUID | None, anchor: str) -> SourceView:
        """A source of which only the grade may stand."""
        testifier = naming.name if source.kind in ACCOUNTS and naming.name else naming.identity
        self._gate.withhold(
            InfoClass.SOURCE_IDENTITY,
            source.worded("title", self._builder.words.language)[0] or source.kind.value,
            testifier.ground,
            case=case,
            anchor=anchor,
            kind=ItemKind.SOURCE,
        )
        return SourceView(
            id=source.id,
            kind=source.kind,
            form=None,
            hidden=Hidden(InfoClass.SOURCE_IDENTITY),
        )

    def _first_case(self, source: Source) -> UUID | None:
        """The first shown case that the source speaks of."""
        cases = self._plan.evidence.cases_of(source)
        return next((case for case in cases if case in self._shown), None)

    def _testifier(
        self, source: Source, naming: Naming, named: bool, case: UUID | None, anchor: str
    ) -> tuple[str, Relation | None, Sex]:
        """Name, relation to the first person it speaks of, and that person's sex."""
        if naming.name is None or source.testifier_id is None or case is None:
            return "", None, Sex.UNKNOWN
        name = ""
        if named:
            forms = self._plan.file.names.get(source.testifier_id, ())
            scrubber = self._builder.scrubber
            best, among = scrubber.best_name(forms), self._among(source)
            name = scrubber.named(best, case, anchor, among=among)
        else:
            self._builder.person(source.testifier_id, case, anchor)
        relation = None
        if naming.relation is not None and naming.relation.shown:
            relation = self._plan.book.relation(source.testifier_id, case)
        return name, relation, self._plan.file.detainees[case].sex

    def _details(self, source: Source, case: UUID | None, anchor: str) -> dict[str, Text]:
        """Publisher, author, address on the net, extent, where it is kept; what is not empty."""
        names = () if source.testifier_id else ("author",)
        scrubber, among = self._builder.scrubber, self._among(source)
        found = {
            name: scrubber.text(source.worded(name, self._language)[0], case, anchor, among=among)
            for name in (*names, "publisher", "extent", "where_kept")
        }
        found["url"] = scrubber.address(source.url, case, anchor, among)
        return {name: text for name, text in found.items() if text}

    def _among(self, source: Source) -> Cases:
        """The cases that a source speaks of: its words name whom each of them lets it name."""
        if self._spoken_of[0] != source.id:
            self._spoken_of = source.id, frozenset(self._plan.evidence.cases_of(source))
        return self._spoken_of[1]

    @property
    def _language(self) -> str:
        return self._builder.words.language

    def _text(self, source: Source, name: str, case: UUID | None, anchor: str) -> Text:
        words = source.worded(name, self._language)[0]
        return self._builder.scrubber.text(words, case, anchor, among=self._among(source))

    def _date(self, source: Source, case: UUID | None) -> UncertainDate:
        return self._builder.scrubber.date(source.dated, case, among=self._among(source))

    def _hash(self, source: Source) -> str:
        """SHA-256 of the captured file, so that anyone can compare."""
        return self._hashes.get(source.id, "")

    def _excerpts(self, source: Source, case: UUID | None, anchor: str) -> Iterable[ExcerptView]:
        """Passages that some shown claim rests on and that tell nothing withheld."""
        for excerpt in self._plan.evidence.excerpts.get(source.id, ()):
            citations = self._plan.evidence.claims[excerpt.id]
            cases = {self._plan.evidence.case_of(c) for c in citations}
            if not cases & self._shown.keys():
                continue
            barred = self._builder.claims.unquoted(excerpt, source)
            if barred is not None:
                self._note_withheld(excerpt, cases, barred)
                continue
            told = [case for case in cases if case in self._shown]
            told.sort(key=lambda case: self._places[case])
            numbers = tuple(self._shown[case] for case in told)
            yield replace(self._excerpt(excerpt, source, case, anchor), cases=numbers)

    def _note_withheld(self, excerpt: Excerpt, cases: set[UUID | None], ground: Ground) -> None:
        self._gate.withhold(
            InfoClass.TESTIMONY,
            excerpt.translations.get(self._language) or excerpt.text,
            ground,
            case=min((case for case in cases if case in self._shown), default=None, key=str),
            kind=ItemKind.EXCERPT,
            whole=True,
        )

    def _excerpt(
        self, excerpt: Excerpt, source: Source, case: UUID | None, anchor: str
    ) -> ExcerptView:
        string = partial(
            self._builder.scrubber.string, case=case, anchor=anchor, among=self._among(source)
        )
        own = _same_language(excerpt.language, self._language)
        translation = "" if own else excerpt.translations.get(self._language, "")
        told_in = self._language
        if not own and not translation:
            for told_in in ("en", "ru"):
                translation = excerpt.translations.get(told_in, "")
                if translation:
                    break
        return ExcerptView(
            language=excerpt.language,
            summary=excerpt.kind.value == "summary",
            text=string(excerpt.text),
            place=string(excerpt.worded("place", self._language)[0]),
            translation=string(translation),
            translation_language=told_in if translation else "",
            translator=string(self._translator(excerpt)) if translation else "",
        )

    def _translator(self, excerpt: Excerpt) -> str:
        return cleaned(excerpt.worded("translator", self._language)[0])


_UNKNOWN = UncertainDate.unknown()


def _same_language(tag: str, language: str) -> bool:
    """The passage is in the copy's language and needs no translation."""
    kazakh_arabic = tag in (NameScript.KK_ARAB.value, NameScript.UG_ARAB.value)
    return not kazakh_arabic and tag.split("-")[0] == language.split("_")[0].split("-")[0]
