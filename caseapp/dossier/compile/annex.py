"""The annex of sources and excerpts. From views to the document; sees no record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from caseapp.disclosure.text import joined, plain
from caseapp.disclosure.view import CaseView, CiteView, ExcerptView, SourceView
from caseapp.disclosure.words import Words, capitalised
from caseapp.domain.vocabulary import HowKnown, InfoClass
from caseapp.dossier.compile.sentences import Sources, heading, testimony_title
from caseapp.dossier.document import Annex, ExcerptShown, SourceEntry, Text

HASH_LABEL = "SHA-256"


@dataclass(slots=True)
class _Uses:
    """What the sheets use a source for."""

    grades: dict[str, None] = field(default_factory=dict)
    contradicts: set[UUID] = field(default_factory=set)


class AnnexWriter:
    """Words the annex of one copy."""

    def __init__(self, words: Words, sources: Sources, cases: Sequence[CaseView]) -> None:
        self._words = words
        self._sources = sources
        self._uses = _uses(cases)

    def write(self, annex: str) -> Annex:
        """All sources with a number, in its order."""
        tr = self._words.tr
        ordered = sorted(self._sources.numbers, key=self._sources.numbers.__getitem__)
        return Annex(
            annex=annex,
            title=tr("Sources and excerpts"),
            intro=tr(
                "The letter grades the source, from A (reliable) to F (cannot be judged); the "
                "figure grades the information, from 1 (confirmed) to 6 (cannot be judged). "
                "Excerpts stand in the language of the source; the translation follows."
            ),
            entries=tuple(self._entry(self._sources.views[source]) for source in ordered),
        )

    def _entry(self, source: SourceView) -> SourceEntry:
        number = self._sources.numbers[source.id]
        uses = self._uses[source.id]
        return SourceEntry(
            number=number,
            anchor=f"source-{number}",
            title=heading(self._title(source)),
            details=self._details(source),
            hash_label=HASH_LABEL if source.sha256 else "",
            hash=source.sha256,
            grade=" · ".join(sorted(uses.grades)),
            excerpts=tuple(map(self._excerpt, source.excerpts)),
            contradicts=bool(uses.contradicts),
            remark=self._remark(uses),
        )

    def _title(self, source: SourceView) -> Text:
        if source.hidden:
            return self._words.token_text(InfoClass.SOURCE_IDENTITY)
        return source.title or testimony_title(source, self._words)

    def _details(self, source: SourceView) -> Text:
        """ "testimony · Kazakh · 6 February 2019 · archive, box 4 · how known: …"."""
        if source.hidden:
            return ()
        tr, words = self._words.tr, self._words
        parts: list[Text] = [plain(words.label(source.kind))]
        if source.form:
            parts.append(plain(words.label(source.form)))
        if source.language:
            parts.append(plain(words.language_name(source.language)))
        parts.append(plain(words.when(source.dated, "long")))
        parts += source.details
        if source.how_known not in (HowKnown.UNKNOWN, HowKnown.DOCUMENT):
            parts.append(plain(tr("how known: {how}", how=words.label(source.how_known))))
        other = self._sources.numbers.get(source.same_text_as) if source.same_text_as else None
        if other:
            parts.append(plain(tr("the same text as source {number}", number=other)))
        return joined(parts, words.marks.apart)

    def _excerpt(self, excerpt: ExcerptView) -> ExcerptShown:
        tr, words = self._words.tr, self._words
        label = words.language_name(excerpt.language)
        if excerpt.summary:
            label = tr("Summary, {language}", language=label)
        translated = ""
        if excerpt.translation:
            translated = tr("Translation")
            if excerpt.translation_language.split("_")[0] != words.language.split("_")[0]:
                name = words.language_name(excerpt.translation_language)
                translated = tr("Translation, {language}", language=name)
        by = tr("translated by {translator}", translator=excerpt.translator)
        return ExcerptShown(
            label=capitalised(label),
            text=excerpt.text,
            place=excerpt.place,
            translation_label=translated,
            translation=excerpt.translation,
            translator=by if excerpt.translator else "",
            cases=words.marks.series.join(excerpt.cases),
        )

    def _remark(self, uses: _Uses) -> str:
        numbers = sorted(self._sources.numbers[source] for source in uses.contradicts)
        if not numbers:
            return ""
        listed = self._words.marks.series.join(map(str, numbers))
        return self._words.tr.plural(
            "Contradicts source {list}.", "Contradicts sources {list}.", len(numbers), list=listed
        )


def _uses(cases: Iterable[CaseView]) -> Mapping[UUID, _Uses]:
    """By source: grades wherever it is referred to, and what it contradicts."""
    uses: dict[UUID, _Uses] = {}

    def note(cite: CiteView) -> _Uses:
        entry = uses.setdefault(cite.source, _Uses())
        entry.grades[str(cite.grade)] = None
        return entry

    for case in cases:
        for shown in case.fields.values():
            for cite in shown.cites:
                note(cite)
        for event in case.events:
            for cite in event.cites:
                note(cite)
            for other in event.contradictions:
                note(other.cite).contradicts |= {cite.source for cite in event.cites}
    return uses
