"""The cases as CSV for Uwazi: what its import asks for, with texts in several languages.

By its importer (app/api/csv): text and words of thesauri stand in columns with a language
("title__en"), several values of one cell are parted by "|", a span of days by ":", a tie to
another entity is told by that entity's title. Dates are YYYY-MM-DD or YYYY. Column names are the
safe names that the properties of a template must have. Knows no vault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from caseapp.disclosure.names import in_print_order
from caseapp.disclosure.words import Words
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import EventKind, InfoClass
from caseapp.exchange.export.facts import CaseFact, EventFact, Released
from caseapp.exchange.export.sheets import csv_bytes

LANGUAGES: Mapping[str, str] = {"en": "en", "ru": "ru", "kk": "kk", "zh": "zh_Hans"}
"""By Uwazi's code of a language: the language of our words and texts."""

_MANY, _SPAN = "|", ":"
_TEXTS = (
    "description", "summary", "tie_note", "occupation", "education", "family_status", "health",
    "home_address",
)  # fmt: skip
_EVENT_TEXTS = ("place", "facility", "authority", "reason_given", "reason_believed", "narrative")
_TAKEN = (EventKind.TAKEN, EventKind.RETAKEN)


def as_uwazi(written: Released, worded: Mapping[str, Released], *, plain: bool = False) -> bytes:
    """The file. `written` has the texts as they were written, `worded` those of each language of
    `LANGUAGES`, for the same cases."""
    words = {code: Words(ours) for code, ours in LANGUAGES.items()}
    others = {code: {c.id: c for c in worded[code].cases} for code in LANGUAGES}
    heads: list[str] = []
    rows: list[list[str]] = []
    titles = {case.number: _title(case, words["en"]) for case in written.cases}
    for case in written.cases:
        row = _row(case, {code: others[code][case.id] for code in LANGUAGES}, words, titles)
        heads = list(row)
        rows.append(list(row.values()))
    kept = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    return csv_bytes(
        [[heads[p] for p in kept], *([row[p] for p in kept] for row in rows)], plain=plain
    )


def _row(
    case: CaseFact,
    worded: Mapping[str, CaseFact],
    words: Mapping[str, Words],
    titles: Mapping[str, str],
) -> dict[str, str]:
    row: dict[str, str] = {}
    for code in LANGUAGES:
        row[f"title__{code}"] = _title(case, words[code])
    row["case_number"] = case.number
    row["spellings"] = _many([name.text for name in case.names])
    row["date_of_birth"] = _moment(case.birth)
    row["born_between"] = _span(case.birth)
    row["identity_numbers"] = _many([paper.number for paper in case.papers])
    _translated(row, "sex", words, lambda w: w.label(case.sex))
    _translated(row, "status", words, lambda w: w.label(case.status))
    if case.tie is not None:
        tie = case.tie
        _translated(row, "tie", words, lambda w: w.label(tie))
    else:
        _translated(row, "tie", words, lambda w: "")
    _translated(row, "citizenships", words,
                lambda w: _many([w.country(code) for code in case.citizenships]))  # fmt: skip
    for name in ("ethnicity", "home_place", *_TEXTS):
        for code in LANGUAGES:
            row[f"{name}__{code}"] = _text(case, worded[code], name, LANGUAGES[code])
    _events(row, case, worded)
    row["relatives"] = _many([titles[one.case] for one in case.relatives if one.case in titles])
    return row


def _events(row: dict[str, str], case: CaseFact, worded: Mapping[str, CaseFact]) -> None:
    """The last taking, the last sentence, and the course of everything in words."""
    taken = _last(case.events, lambda event: event.kind in _TAKEN)
    row["taken"] = _span(taken.when) if taken is not None else ""
    sentenced = _last(case.events, lambda event: event.kind is EventKind.SENTENCED)
    row["sentenced"] = _span(sentenced.when) if sentenced is not None else ""
    row["sentence_years"] = ""
    if sentenced is not None and sentenced.term_years is not None:
        row["sentence_years"] = str(sentenced.term_years)
    for code, ours in LANGUAGES.items():
        other = {event.id: event for event in worded[code].events}
        for name in _EVENT_TEXTS[:-1]:
            of = taken or sentenced
            said = _text(of, other[of.id], name, ours) if of is not None else ""
            row[f"{name}__{code}"] = said
        told = [_text(e, other[e.id], "narrative", ours) for e in case.events]
        row[f"course__{code}"] = "\n\n".join(text for text in told if text)


def _translated(
    row: dict[str, str], name: str, words: Mapping[str, Words], word: Callable[[Words], str]
) -> None:
    for code in LANGUAGES:
        row[f"{name}__{code}"] = word(words[code])


def _text(
    written: CaseFact | EventFact, worded: CaseFact | EventFact, name: str, language: str
) -> str:
    """A text in a language: as written in it or translated into it, never in another."""
    text: str = getattr(worded, name)
    own = written.written_in == language
    return text if own or text != getattr(written, name) else ""


def _title(case: CaseFact, words: Words) -> str:
    """A name and the number, because titles tell entities apart when ties are read."""
    if case.names:
        forms = [(name.text, name.script, name.kind) for name in case.names]
        called = in_print_order(forms, words.language)[0][0]
    else:
        called = case.description or words.token(InfoClass.DETAINEE_NAME)
    return f"{called} ({case.number})".replace(_MANY, "/")


def _last(events: Sequence[EventFact], fits: Callable[[EventFact], bool]) -> EventFact | None:
    found = [event for event in events if fits(event)]
    return found[-1] if found else None


def _many(values: Sequence[str]) -> str:
    return _MANY.join(value.replace(_MANY, "/") for value in values if value)


def _moment(value: UncertainDate) -> str:
    """A day or a whole year; anything else is a span."""
    first, last = value.earliest, value.latest
    if first is None or last is None:
        return ""
    if first == last:
        return first.isoformat()
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole and first.year == last.year else ""


def _span(value: UncertainDate) -> str:
    """ "2018-02-10:2018-02-28"; an open end is empty."""
    if value.is_unknown:
        return ""
    first, last = value.earliest, value.latest
    return f"{first.isoformat() if first else ''}{_SPAN}{last.isoformat() if last else ''}"
