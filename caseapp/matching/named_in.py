"""Which cases a document may name: stretches of its text that are near to names on file.

Nothing is made up: what is not sure is called possible, and who is as likely as another is shown
beside them. A person of whom a single word of the name stands in the text is not found. Reads
only; knows no file and no words.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from typing import Any
from uuid import UUID

from caseapp.domain.name_stretches import (
    Stretch,
    Word,
    document_numbers,
    runs_of_han,
    stretches,
)
from caseapp.domain.names.scripts import Script, detect_script, search_key
from caseapp.domain.names.segments import Writing, writing_of
from caseapp.domain.names.similarity import Comparison
from caseapp.i18n import N_
from caseapp.matching.candidates import Candidate, candidates
from caseapp.matching.evidence import SAME_NAME, Evidence, Facts, Ground
from caseapp.matching.name_lists import TURN, Match, Reading, Verdict, cases_of, match_of
from caseapp.matching.words_on_file import WordsOnFile
from caseapp.store.queries.cases import CaseRow
from caseapp.store.queries.people_index import PeopleIndex, whole_people_index
from caseapp.store.vault import Vault
from caseapp.system.progress import Report

SHOWN = 4
"""Cases told of one stretch."""
AROUND = 90
"""Characters of the passage on either side."""
_CHINESE_ALIKE, _ACROSS_ALIKE = 0.9, 0.85
"""Likeness from which Chinese stands for Chinese, and for letters."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_NEAR = 40
_DOT = re.compile(r"[ ]?[·•‧∙⋅⸱・･．.][ ]?")
_PART = 7
"""Chinese characters of a part of a name, at most."""
_LEAST_PART = 2
"""And at least, unless there are no more."""
_LEAST_RUN = 3
"""Chinese characters of a run without a dot that is looked up."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the text: characters from `start` to `end` of a page, numbered from 1; 0 where
    there are no pages. `before` and `after` are the words around, with "…" where they are cut."""

    start: int
    end: int
    page: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of the text, every place of them, and the cases that they may name."""

    words: str
    spots: tuple[Spot, ...]
    matches: tuple[Match, ...]
    year: str = ""
    """Year of birth of the first match, where it stands beside the name."""

    @property
    def verdict(self) -> Verdict:
        return self.matches[0].verdict


@dataclass(frozen=True, slots=True)
class Named:
    """`hits` in the order of the text, `cases` all that are meant in them."""

    hits: tuple[Hit, ...]
    cases: dict[UUID, CaseRow]


@dataclass(slots=True)
class _Asked:
    """A stretch to be looked up, with its places: number of the text, begin, end."""

    text: str
    words: tuple[str, ...]
    places: list[tuple[int, int, int]] = field(default_factory=list)
    matches: tuple[Match, ...] = ()


class TextSearch:
    """Looks for the people on file in a text. `pages` is one text, or the pages of a document.

    A `Search` in turns, as `ListCheck` is.
    """

    def __init__(self, pages: Sequence[str]) -> None:
        self._pages = pages
        self._waiting: list[_Asked] = []
        self._done = 0
        self._on_file: WordsOnFile | None = None
        self._reading = Reading()

    def progress(self) -> Report:
        if not self._reading.ready:
            return self._reading.progress()
        return Report(self._done, len(self._waiting), N_("Comparing names"))

    def step(self, vault: Vault) -> bool:
        if self._reading.step(vault):
            self._done += vault.read(self._some)
        return self._reading.ready and self._done == len(self._waiting)

    def _some(self, session: Any) -> int:
        """Look up as many of the next as can be done in one turn; how many."""
        index = whole_people_index(session)
        if self._on_file is None:
            self._on_file = WordsOnFile(index)
            self._waiting = list(_to_ask(self._pages).values())
            self._waiting += _without_dots(self._pages, self._on_file)
        end, count = time.monotonic() + TURN, 0
        for one in islice(self._waiting, self._done, None):
            one.matches = _matches(index, self._on_file, one)
            count += 1
            if time.monotonic() > end:
                break
        return count

    def result(self, vault: Vault, language: str) -> Named:
        hits = _without_overlaps([one for one in self._waiting if one.matches], self._pages)
        cases = cases_of(vault, (m for hit in hits for m in hit.matches), language)
        told = (_with_year(hit, cases) for hit in hits)
        order = sorted(told, key=lambda hit: (hit.spots[0].page, hit.spots[0].start))
        return Named(tuple(order), cases)


def _matches(index: PeopleIndex, on_file: WordsOnFile, asked: _Asked) -> tuple[Match, ...]:
    if not asked.words:
        found = candidates(index, Facts(documents=(asked.text,)), limit=SHOWN)
        matches = [match_of(one) for one in found]
        return tuple(one for one in matches if one.verdict is Verdict.SAME_DOCUMENT)
    chinese = detect_script(asked.text) is Script.HANS
    if not on_file.somebody_has(asked.words, across=chinese):
        return ()
    found = candidates(index, Facts(names=(asked.text,)), limit=SHOWN)
    found = [one for one in found if chinese or _may_be_in_letters(index, one)]
    matches = [match_of(one) for one in found if _is_name(one.evidence, len(asked.words))]
    return tuple(one for one in matches if one.verdict is not Verdict.NONE)


def _may_be_in_letters(index: PeopleIndex, found: Candidate) -> bool:
    """Words in letters are set beside Chinese only for a case that is not spelled in letters:
    there chance resemblances are many."""
    second = next((one.second for one in found.evidence if one.ground is Ground.NAME), "")
    if writing_of(second) is Writing.LETTERS:
        return True
    return all(writing_of(name) is Writing.CHINESE for name in index.known[found.case_id].names)


def _is_name(evidence: Sequence[Evidence], words: int) -> bool:
    """Whether a whole stretch is a name on file: each of its words is one of the name."""
    named = next((one for one in evidence if one.ground is Ground.NAME), None)
    if named is None or named.names is None:
        return False
    scripts = {detect_script(named.first), detect_script(named.second)}
    if Script.HANS not in scripts:
        least = SAME_NAME
    else:
        least = _CHINESE_ALIKE if len(scripts) == 1 else _ACROSS_ALIKE
    alone = any(
        word.comparison is Comparison.DIFFERENT
        or (word.comparison is Comparison.ONLY_ONE and word.first)
        for word in named.names.words
    )
    single = words == 1 and all(
        word.comparison is Comparison.ONLY_ONE or not word.first for word in named.names.words[1:]
    )
    return named.names.score >= least and not alone and not (single and len(scripts) > 1)


# -- what is asked -----------------------------------------------------------------------------
def _to_ask(pages: Sequence[str]) -> dict[str, _Asked]:
    """Every stretch once, with all its places."""
    asked: dict[str, _Asked] = {}
    for number, text in enumerate(pages):
        for name, words, start, end in _stretches(text):
            one = asked.setdefault(search_key(name), _Asked(name, words))
            one.places.append((number, start, end))
    return asked


def _without_dots(pages: Sequence[str], on_file: WordsOnFile) -> list[_Asked]:
    """Chinese names on file that stand in a sentence without their dot."""
    asked: dict[str, _Asked] = {}
    for number, text in enumerate(pages):
        for run in runs_of_han(text):
            for begin, end, name in on_file.chinese_within(run.text):
                words = tuple(part for part in _DOT.split(name) if part)
                one = asked.setdefault(name, _Asked(name, words))
                one.places.append((number, run.start + begin, run.start + end))
    return list(asked.values())


def _stretches(text: str) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    for number in document_numbers(text):
        yield number.text, (), number.start, number.end
    for one in stretches(text):
        yield one.text, tuple(word.text for word in one.words), one.start, one.end
    for run in runs_of_han(text):
        for one in _chinese(run):
            parts = tuple(word.text for word in one.words)
            yield "·".join(parts), parts, one.start, one.end


def _chinese(run: Word) -> Iterator[Stretch]:
    """Names that may stand in a run: around each dot, as other words may stand before the first
    part and behind the last; without a dot the run alone, if it is not too long."""
    parts: list[Word] = []
    at = 0
    for dot in (*_DOT.finditer(run.text), None):
        end = dot.start() if dot else len(run.text)
        parts.append(Word(run.text[at:end], run.start + at, run.start + end))
        at = dot.end() if dot else end
    if len(parts) == 1:
        if _LEAST_RUN <= len(run.text) <= 2 * _PART:
            yield Stretch((run,))
        return
    for left, right in pairwise(parts):
        for before in _lengths(left):
            first = Word(left.text[-before:], left.end - before, left.end)
            for behind in _lengths(right):
                yield Stretch((first, Word(right.text[:behind], right.start, right.start + behind)))


def _lengths(part: Word) -> range:
    """How long a part of a name beside a dot may be, the longest first."""
    longest = min(len(part.text), _PART)
    return range(longest, min(longest, _LEAST_PART) - 1, -1)


def _spot(pages: Sequence[str], number: int, start: int, end: int) -> Spot:
    """A place with the words around it, from a whole word to a whole word."""
    text = pages[number]
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    if start > AROUND:
        before = "… " + (before.partition(" ")[2] if " " in before else before)
    if end + AROUND < len(text):
        after = (after.rpartition(" ")[0] if " " in after else after) + " …"
    plain = [re.sub(r"\s+", " ", part) for part in (before, text[start:end], after)]
    return Spot(start, end, number + 1 if len(pages) > 1 else 0, *plain)


# -- what is told ------------------------------------------------------------------------------
def _without_overlaps(found: Sequence[_Asked], pages: Sequence[str]) -> list[Hit]:
    """Of stretches that lie within one another the one that fits best; each place once."""
    best = sorted(
        (-_fit(one), start - end, number, page, start, end)
        for number, one in enumerate(found)
        for page, start, end in one.places
    )
    taken: dict[int, list[tuple[int, int]]] = {}
    kept: dict[int, list[tuple[int, int, int]]] = {}
    for _fits, _length, number, page, start, end in best:
        there = taken.setdefault(page, [])
        if all(end <= first or last <= start for first, last in there):
            there.append((start, end))
            kept.setdefault(number, []).append((page, start, end))
    hits = []
    for number, places in kept.items():
        spots = tuple(_spot(pages, *place) for place in sorted(places))
        hits.append(Hit(spots[0].words, spots, found[number].matches))
    return hits


def _fit(one: _Asked) -> float:
    match = one.matches[0]
    if match.verdict is Verdict.SAME_DOCUMENT:
        return 1000.0
    return match.points


def _with_year(hit: Hit, cases: dict[UUID, CaseRow]) -> Hit:
    """A possible case becomes likely where its year of birth, and no other's, stands beside."""
    beside = (f"{spot.before[-_YEAR_NEAR:]} {spot.after[:_YEAR_NEAR]}" for spot in hit.spots)
    years = {year for words in beside for year in _YEAR.findall(words)}
    fits = [m for m in hit.matches if m.case_id in cases and _born_in(cases[m.case_id]) in years]
    if len(fits) != 1:
        return hit
    sure = fits[0]
    if sure.verdict is Verdict.POSSIBLE:
        sure = replace(sure, verdict=Verdict.LIKELY)
    rest = [match for match in hit.matches if match.case_id != sure.case_id]
    return replace(hit, matches=(sure, *rest), year=_born_in(cases[sure.case_id]))


def _born_in(case: CaseRow) -> str:
    """The year of birth, if it is certain; "" else."""
    first, last = case.birth.earliest, case.birth.latest
    same = first is not None and last is not None and first.year == last.year
    return str(first.year) if first is not None and same else ""
