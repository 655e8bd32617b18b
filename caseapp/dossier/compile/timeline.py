"""The drawn timeline of a sheet, from the copy's own bounds: no day is drawn that it may not say.

An event with an open bound has a line in the key, without a letter, and no mark: nothing is
guessed. From views to plain values; sees no record.
"""

from __future__ import annotations

from datetime import date, timedelta
from string import ascii_lowercase

from caseapp.disclosure.text import joined, plain
from caseapp.disclosure.view import CaseView, EventView, status_event
from caseapp.disclosure.words import Words
from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import CUSTODY, derive_status
from caseapp.domain.vocabulary import EventKind, Status
from caseapp.dossier.compile.sentences import (
    Sources,
    ordered_events,
    sentence_of,
    term_start_words,
    term_words,
)
from caseapp.dossier.document import Bar, KeyRow, Mark, Text, Timeline

DAY = timedelta(days=1)
LONGEST_AXIS = 60
"""Years: an axis of a longer life would be unreadable."""


def timeline(case: CaseView, sources: Sources, words: Words, today: date) -> Timeline | None:
    """The timeline of a case; None if nothing of it has a day."""
    events = _told(case)
    dated = [(e, bounds) for e in events if (bounds := _bounds(e.when))]
    if not dated:
        return None
    last = max(today, *(bounds[1] for _, bounds in dated))
    if case.release and case.release.latest:
        last = max(last, case.release.latest)
    first = min(bounds[0] for _, bounds in dated)
    first_year = max(first.year, last.year - LONGEST_AXIS)
    rows, marks = _key(case, events, sources, words)
    return Timeline(
        first_year=first_year,
        last_year=last.year,
        today=today.isoformat(),
        today_words=words.day(today, "short"),
        bars=tuple(_bars(case, first, words, today)),
        marks=tuple(marks),
        key=tuple(rows),
    )


def _told(case: CaseView) -> list[EventView]:
    """The events of the key in their order; undated further reports are told below."""
    events = ordered_events(case)
    return [e for e in events if e.kind is not EventKind.OTHER or not e.when.is_unknown]


def _bounds(when: UncertainDate) -> tuple[date, date] | None:
    """Both bounds, or nothing if one is open."""
    return (when.earliest, when.latest) if when.earliest and when.latest else None


def _letters(index: int) -> str:
    """a … z, aa, ab …"""
    times, rest = divmod(index, 26)
    return (ascii_lowercase[times - 1] if times else "") + ascii_lowercase[rest]


def _key(
    case: CaseView, events: list[EventView], sources: Sources, words: Words
) -> tuple[list[KeyRow], list[Mark]]:
    rows: list[KeyRow] = []
    marks: list[Mark] = []
    for event in events:
        bounds = _bounds(event.when)
        letter = _letters(len(marks)) if bounds else ""
        if bounds:
            marks.append(_mark(letter, event.when, bounds))
        rows.append(
            KeyRow(
                letter=letter,
                when=words.brief(event.when) or words.tr("date not known"),
                what=_what(event, words),
                source=sources.column(event.cites, words),
            )
        )
    sentence = sentence_of(case)
    if case.release is not None and sentence is not None:
        bounds = _bounds(case.release)
        letter = _letters(len(marks)) if bounds else ""
        if bounds:
            marks.append(_mark(letter, case.release, bounds, release=True))
        rows.append(
            KeyRow(
                letter=letter,
                when=words.brief(case.release),
                what=plain(
                    words.tr(
                        "Expected release: {term} {start}",
                        term=term_words(sentence.term, words),
                        start=term_start_words(sentence.term_start, words),
                    )
                ),
                source=plain(words.tr("computed")),
            )
        )
    return rows, marks


def _mark(
    letter: str, when: UncertainDate, bounds: tuple[date, date], *, release: bool = False
) -> Mark:
    first, last = bounds
    if release:
        kind = "release"
    elif when.approximate:
        kind = "about"
    else:
        kind = "day" if first == last else "span"
    return Mark(
        letter=letter,
        kind=kind,  # type: ignore[arg-type]
        earliest=first.isoformat(),
        latest=last.isoformat(),
    )


def _what(event: EventView, words: Words) -> Text:
    """ "Taken into custody: from home, by the county's police"."""
    label = plain(words.label(event.kind))
    if event.details:
        return joined([label, words.token_text(event.details.info_class)], words.marks.colon)
    told = [part for part in (event.facility or event.place, _term(event, words)) if part]
    return joined([label, joined(told, words.marks.semicolon)], words.marks.colon)


def _term(event: EventView, words: Words) -> Text:
    return plain(term_words(event.term, words))


def _bars(case: CaseView, start: date, words: Words, today: date) -> list[Bar]:
    """Liberty, custody and the doubt between them, up to today; then what remains.

    Where the day of a change is open on one side, the doubt reaches to what is known there;
    where nothing is known of it, no bar is drawn at all: it would be a guess.
    """
    bars: list[Bar] = []
    changes: list[Bar] = []
    held = ended = False
    since = start
    credible = [event for event in ordered_events(case) if event.credible]
    for index, event in enumerate(credible):
        status = derive_status([status_event(e) for e in credible[: index + 1]]).status
        if (status in CUSTODY) == held and status is not Status.DIED:
            continue
        if event.when.is_unknown:
            return _remaining(case, words, today)
        first = max(event.when.earliest or since, start)
        last = min(event.when.latest or today, today)
        if first > since:
            bars.append(_stretch(held, since, first, words))
        if last > first:
            changes.append(_bar("change", first, last + DAY))
        since, held = max(last, first), status in CUSTODY
        ended = status is Status.DIED
    if not ended and today > since:
        bars.append(_stretch(held, since, today, words))
    return [*bars, *changes, *_remaining(case, words, today)]


def _remaining(case: CaseView, words: Words, today: date) -> list[Bar]:
    """What remains of a term, and the window in which it ends."""
    if case.release is None or case.release.latest is None or case.release.latest <= today:
        return []
    window = max(case.release.earliest or case.release.latest, today)
    bars = []
    if window > today:
        bars.append(_bar("term", today, window, words.tr("remaining term")))
    if case.release.earliest is not None:
        bars.append(_bar("release", window, case.release.latest + DAY))
    return bars


def _stretch(held: bool, start: date, end: date, words: Words) -> Bar:
    if held:
        return _bar("custody", start, end, words.tr("in custody"))
    return _bar("liberty", start, end)


def _bar(kind: str, start: date, end: date, label: str = "") -> Bar:
    return Bar(
        kind=kind,  # type: ignore[arg-type]
        start=start.isoformat(),
        end=end.isoformat(),
        label=label,
    )
