"""Portrait posters: a page for each person whose name this addressee may see.

Figures have their labels in Kazakh and in a second language, the texts stand in Kazakh, Russian
and English, put together from fixed phrases and from what the copy shows; what is not known has
no phrase. Nothing withheld is hinted at: no token, no empty frame. Somebody released gets no
poster, for there is nothing to ask; of somebody who died is asked what happened. From views to the
document; sees no record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from caseapp.disclosure.names import fitting, one_a_script
from caseapp.disclosure.text import plain
from caseapp.disclosure.view import CaseView, EventView, Home
from caseapp.disclosure.words import Words
from caseapp.domain.dates import UncertainDate, coarsened
from caseapp.domain.status import Term, is_overdue
from caseapp.domain.vocabulary import CaseKind, Sex, Status
from caseapp.dossier.compile.sentences import last_taking, sentence_of, status_line, term_words
from caseapp.dossier.compile.sheets import SCRIPTS_BESIDE
from caseapp.dossier.document import NameShown, Photo, Poster, PosterFigure, Posters, Text
from caseapp.i18n import NC_

FIRST, SECOND = "kk", "en"
"""Languages of labels and questions; the copy's own takes the second place."""
TEXTS = ("kk", "ru", "en")
HARD = "\u00a0"
HALF = 6
"""Months that are written ½."""

TAKEN = {
    Sex.FEMALE: NC_("poster, woman, under the year", "taken"),
    Sex.MALE: NC_("poster, man, under the year", "taken"),
    Sex.UNKNOWN: NC_("poster, person, under the year", "taken"),
}
TAKEN_ON = {
    Sex.FEMALE: NC_("poster, woman", "Taken: {date}"),
    Sex.MALE: NC_("poster, man", "Taken: {date}"),
    Sex.UNKNOWN: NC_("poster, person", "Taken: {date}"),
}
WHERE = {
    Sex.FEMALE: NC_("poster", "Where is she?"),
    Sex.MALE: NC_("poster", "Where is he?"),
    Sex.UNKNOWN: NC_("poster", "Where is this person?"),
}
WHAT = {
    Sex.FEMALE: NC_("poster", "What happened to her?"),
    Sex.MALE: NC_("poster", "What happened to him?"),
    Sex.UNKNOWN: NC_("poster", "What happened to this person?"),
}


class PosterWriter:
    """Words the posters of one copy. `contact` is where whoever knows something may write."""

    def __init__(
        self, words: Words, known_on: date, homes: Mapping[UUID, Home], contact: str
    ) -> None:
        second = words.language if words.language != FIRST else SECOND
        self._words = words
        self._pair = (Words(FIRST), Words(second))
        self._texts = tuple(Words(language) for language in TEXTS)
        self._known_on = known_on
        self._homes = homes
        self._contact = contact

    def write(self, cases: Iterable[CaseView], annex: str) -> Posters | None:
        """The posters in the order of the list; None if nobody may have one."""
        posters = tuple(self._poster(case) for case in cases if has_poster(case))
        if not posters:
            return None
        title = self._words.tr("Portrait posters")
        return Posters(annex=annex, title=title, posters=posters)

    def _poster(self, case: CaseView) -> Poster:
        forms = [(name.text, name.script, name.kind) for name in case.names]
        main, _ = one_a_script(forms, self._words.language)
        name = main[0][0]
        others = fitting(main[1:], SCRIPTS_BESIDE)[:SCRIPTS_BESIDE]
        image = case.photo.image if case.photo else ""
        invented = [words.tr("Fictitious person") for words in self._pair]
        return Poster(
            anchor=f"poster-{case.case_number}",
            bookmark=f"{case.case_number} {name}",
            name=plain(name),
            names=tuple(
                NameShown(text=text, label=self._words.label(script)) for text, script, _ in others
            ),
            photo=Photo(image=image, token="", caption=()) if image else None,
            figures=tuple(self._figures(case)),
            questions=tuple(self._question(case, words) for words in self._pair),
            texts=tuple(text for words in self._texts if (text := self._text(case, words))),
            foot=(self._foot(case), self._contact),
            notice=" · ".join(dict.fromkeys(invented)) if case.fictitious else "",
        )

    # -- figures -------------------------------------------------------------------------------
    def _figures(self, case: CaseView) -> Iterable[PosterFigure]:
        """Birth, taking, sentence, waiting; each only if it is known to the year."""
        born = _year(case.birth)
        if born:
            lines = [words.tr.in_context("poster, under the year", "born") for words in self._pair]
            yield PosterFigure(value=str(born), lines=tuple(lines))
        taking = last_taking(case)
        taken = _year(taking.when) if taking else None
        if taking and taken:
            lines = [_taken(case.sex, taking, words) for words in self._pair]
            yield PosterFigure(value=str(taken), lines=tuple(lines))
        sentence = sentence_of(case)
        if sentence:
            value = _term_value(sentence.term)
            lines = [_term_label(sentence.term, words) for words in self._pair]
            if value:
                yield PosterFigure(value=value, lines=tuple(lines))
        waited = self._waited(case, taking)
        if waited:
            lines = [
                words.tr.plural_in_context(
                    "poster, under the number", "year of waiting", "years of waiting", waited
                )
                for words in self._pair
            ]
            yield PosterFigure(value=str(waited), lines=tuple(lines))

    def _waited(self, case: CaseView, taking: EventView | None) -> int:
        """Full years since the latest day on which the person can have been taken."""
        last = taking.when.latest if taking else None
        if last is None or case.status.status is Status.DIED:
            return 0
        day = self._known_on
        return max(day.year - last.year - ((day.month, day.day) < (last.month, last.day)), 0)

    # -- words ---------------------------------------------------------------------------------
    def _question(self, case: CaseView, words: Words) -> str:
        died = case.status.status is Status.DIED
        return words.tr.in_context(*(WHAT if died else WHERE)[case.sex])

    def _text(self, case: CaseView, words: Words) -> Text:
        """ "Home: Nilka county.", "Taken: February 2018.", "Sentence: 11 years 6 months." """
        tr = words.tr
        phrases = []
        home = self._homes.get(case.id, Home()).names.get(words.language)
        if home:
            phrases.append(tr.in_context("poster", "Home: {place}", place=home))
        taking = last_taking(case)
        if taking and not taking.when.is_unknown:
            day = words.when(taking.when, "long")
            phrases.append(tr.in_context(*TAKEN_ON[case.sex], date=day))
        sentence = sentence_of(case)
        if sentence:
            term = term_words(sentence.term, words).replace(" ", HARD)
            phrases.append(tr.in_context("poster", "Sentence: {term}", term=term))
        status, ended = case.status.status, is_overdue(case.release, self._known_on)
        said = bool(sentence) and status is Status.SENTENCED and not ended
        if status is not Status.UNKNOWN and not said:
            phrases.append(status_line(case, words, self._known_on))
        stop = words.marks.stop
        sentences = [p if p.endswith(stop) else p + stop for p in phrases]
        return plain("\n".join(sentences))

    def _foot(self, case: CaseView) -> str:
        """Case number, and whose word it is as of which month, in both languages.

        Where nothing is told nobody has said it: least of all the family.
        """
        parts, told = [case.case_number], _told(case)
        for words in self._pair:
            month = coarsened(UncertainDate.on(self._known_on), "month", words.language)
            when = words.when(month, "long")
            if any(event.cites for event in told):
                parts.append(words.tr("according to sources, {month}", month=when))
            elif told:
                parts.append(words.tr("as stated by the family, {month}", month=when))
        return " · ".join(dict.fromkeys(parts))


def has_poster(case: CaseView) -> bool:
    """A person who may be named to this addressee, and who is not back."""
    named = case.kind is CaseKind.PERSON and bool(case.names)
    return named and case.status.status is not Status.RELEASED


def _told(case: CaseView) -> Sequence[EventView]:
    """The events that a poster speaks of."""
    events = [last_taking(case), sentence_of(case)]
    basis = [event for event in case.events if event.key in case.status.basis]
    return [event for event in (*events, *basis) if event is not None]


def _year(value: UncertainDate) -> int | None:
    """The year of a date that lies within one for certain."""
    first, last = value.earliest, value.latest
    if first is None or last is None or first.year != last.year or value.approximate:
        return None
    return first.year


def _taken(sex: Sex, taking: EventView, words: Words) -> str:
    """ "taken, February"; the month only if it is known."""
    taken = words.tr.in_context(*TAKEN[sex])
    first, last = taking.when.earliest, taking.when.latest
    if first is None or last is None or first.month != last.month:
        return taken
    month = words.locale.months["stand-alone"]["wide"][first.month]
    lower = str(month) if words.language == "en" else str(month).lower()
    return f"{taken}{words.marks.comma}{lower}"


def _term_value(term: Term) -> str:
    """ "11½", "12"; months where it is shorter than a year; empty for days alone."""
    if not term.years:
        return str(term.months) if term.months else ""
    return f"{term.years}½" if term.months == HALF and not term.days else str(term.years)


def _term_label(term: Term, words: Words) -> str:
    """What stands under it; the whole term in words where the figure leaves something out."""
    tr = words.tr
    if term.days or (term.years and term.months not in (0, HALF)):
        return tr.in_context("poster, under the number", "sentence: {term}",
                             term=term_words(term, words))  # fmt: skip
    if not term.years:
        return tr.plural_in_context(
            "poster, under the number", "month’s sentence", "months’ sentence", term.months
        )
    if term.months:
        return tr.in_context("poster, under a number with ½", "years’ sentence")
    return tr.plural_in_context(
        "poster, under the number", "year’s sentence", "years’ sentence", term.years
    )
