"""From the events of a case to what the drawn timeline shows, as certain as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.widgets import TimelineData, TimelineEvent, TimelineSpan
from caseapp.domain.dates import UncertainDate, span
from caseapp.domain.vocabulary import EventKind, FacilityKind, TermStart
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import Event

_RELEASE, _TERM, _HELD = "release-due", "term", "held-"
"""Keys of what is worked out from events; the rest are the events' own."""

_TONES = {
    EventKind.TAKEN: "danger",
    EventKind.RETAKEN: "danger",
    EventKind.SENTENCED: "danger",
    EventKind.FORMALLY_ARRESTED: "danger",
    EventKind.DIED: "danger",
    EventKind.FORCED_LABOUR: "plum",
    EventKind.HOUSE_ARREST: "warn",
    EventKind.RELEASED: "ok",
}
_NAMED = 3
"""Events of one time that a mark names; more are counted."""
_BEGINS = (EventKind.TAKEN, EventKind.RETAKEN)
_MOVES = (EventKind.TRANSFERRED, EventKind.FORCED_LABOUR, EventKind.HOUSE_ARREST)
_TELLS_PLACE = (
    EventKind.FORMALLY_ARRESTED,
    EventKind.SENTENCED,
    EventKind.SEEN,
    EventKind.FAMILY_VISIT,
    EventKind.HOSPITALISED,
    EventKind.LAST_CONTACT,
)
"""Events that move nobody, but from which a facility can be learnt."""
_IMPLIES = (EventKind.FORMALLY_ARRESTED, EventKind.SENTENCED)
"""Events that only someone in custody meets, where nothing earlier is recorded."""
_ENDS = (EventKind.RELEASED, EventKind.DIED)
_HOLDS = (
    FacilityKind.POLICE_STATION,
    FacilityKind.DETENTION_CENTRE,
    FacilityKind.CAMP,
    FacilityKind.PRISON,
)


def timeline_data(words: CaseWords, page: CasePage, today: date) -> TimelineData:
    """Events, custody and the term of a case."""
    t = words.t
    notes = _notes(page)
    events = [_mark(words, together, notes) for together in _together(page.events)]
    lanes = []
    if custody := _custody(words, page):
        lanes.append((t("Held at"), custody))
    sentence = _sentence(page)
    if page.release is not None and sentence is not None:
        events.append(_release(words, page.release))
        lanes.append((t("Term"), [_term(words, page, page.release, sentence)]))
    return TimelineData(
        events=events,
        lanes=lanes,
        today=today,
        events_title=t("Events"),
        today_label=t("today"),
        undated_title=t("No date known"),
    )


def event_behind(key: str, page: CasePage) -> UUID | None:
    """The event that a drawn part shows or was worked out from."""
    if key in (_RELEASE, _TERM):
        sentence = _sentence(page)
        return sentence.id if sentence is not None else None
    return UUID(hex=key.removeprefix(_HELD))


def _together(events: Sequence[Event]) -> list[list[Event]]:
    """Dated events that cannot be told apart in time share a mark; undated ones stand alone."""
    groups: dict[object, list[Event]] = {}
    for event in events:
        bounds = event.when.earliest, event.when.latest
        groups.setdefault(event.id if event.when.is_unknown else bounds, []).append(event)
    return list(groups.values())


def _mark(words: CaseWords, together: Sequence[Event], notes: Mapping[UUID, str]) -> TimelineEvent:
    first, said = together[0], [words.event(event) for event in together]
    if len(said) > _NAMED:
        said = [*said[: _NAMED - 1], f"+ {len(said) - _NAMED + 1}"]
    numbers = [n for event in together for n in notes.get(event.id, "").split(",") if n]
    tones = [_TONES.get(event.kind, "quiet") for event in together]
    return TimelineEvent(
        key=first.id.hex,
        label=" · ".join(said),
        earliest=first.when.earliest,
        latest=first.when.latest,
        tone=next((tone for tone in tones if tone != "quiet"), "quiet"),
        notes=",".join(dict.fromkeys(sorted(numbers, key=int))),
        tip="\n".join(_tip(words, event) for event in together),
    )


def _notes(page: CasePage) -> dict[UUID, str]:
    """The numbers of the sources behind each event."""
    return {
        claim.event.id: ",".join(dict.fromkeys(str(mark.source) for mark in claim.marks))
        for claim in page.claims
        if claim.event is not None and claim.marks
    }


def _tip(words: CaseWords, event: Event) -> str:
    places = [words.text(event, name) for name in ("facility", "place")]
    parts = [words.event(event), words.value(event.when), *places]
    return " · ".join(part for part in parts if part)


# -- where the person was held -------------------------------------------------------------
def _custody(words: CaseWords, page: CasePage) -> list[TimelineSpan]:
    """From each event that begins a custody, or tells its place, to the next such event."""
    turns = _turns([event for event in page.events if not event.when.is_unknown])
    spans = []
    for index, event in enumerate(turns):
        if event.kind in _ENDS:
            continue
        following = turns[index + 1].when if index + 1 < len(turns) else None
        last = following is None
        spans.append(
            TimelineSpan(
                key=f"{_HELD}{event.id.hex}",
                label=_held_label(words, page, event, last=last),
                start=(event.when.earliest, event.when.latest),
                end=(None, None) if following is None else (following.earliest, following.latest),
                tone="warn" if event.kind is EventKind.HOUSE_ARREST else "danger",
                tip=_tip(words, event),
            )
        )
    return spans


def _turns(dated: list[Event]) -> list[Event]:
    """The events at which custody begins, moves, becomes known to be elsewhere, or ends."""
    turns: list[Event] = []
    for event in dated:
        held_since = turns[-1] if turns and turns[-1].kind not in _ENDS else None
        if _is_turn(event, held_since):
            turns.append(event)
    return turns


def _is_turn(event: Event, held_since: Event | None) -> bool:
    if event.kind in _BEGINS or event.kind in _MOVES:
        return True
    if held_since is None:
        return event.kind in _IMPLIES or event.facility_kind in _HOLDS
    elsewhere = event.facility not in ("", held_since.facility)
    return event.kind in _ENDS or (event.kind in _TELLS_PLACE and elsewhere)


def _held_label(words: CaseWords, page: CasePage, event: Event, *, last: bool) -> str:
    """The facility, with how long it is known to hold while nothing later is."""
    t = words.t
    place = words.text(event, "facility")
    if not place and event.kind is EventKind.HOUSE_ARREST:
        place = words.label(event.kind)
    if not place and event.facility_kind is not FacilityKind.UNKNOWN:
        place = words.label(event.facility_kind)
    if not place and event.kind in _MOVES:
        place = words.text(event, "place")
    place = place or t("place not known")
    as_of = page.status.as_of
    if last and not as_of.is_unknown and as_of != event.when:
        return t("{place} · last confirmed {date}", place=place, date=words.date(as_of))
    return place


# -- the term ------------------------------------------------------------------------------
def _sentence(page: CasePage) -> Event | None:
    """The last sentence with a term, on which the release rests."""
    found = [e for e in page.events if e.kind is EventKind.SENTENCED and _has_term(e)]
    return found[-1] if found else None


def _has_term(event: Event) -> bool:
    return bool(event.term_years or event.term_months or event.term_days)


def _release(words: CaseWords, due: UncertainDate) -> TimelineEvent:
    return TimelineEvent(
        key=_RELEASE,
        label=words.t("Release due"),
        earliest=due.earliest,
        latest=due.latest,
        tone="warn",
        tip=words.t("Release due {date}", date=words.date(due)),
        computed=True,
    )


def _term(words: CaseWords, page: CasePage, due: UncertainDate, sentence: Event) -> TimelineSpan:
    """The whole term, from what it is counted from."""
    starts = []
    if sentence.term_start is not TermStart.VERDICT:
        before = page.events[: page.events.index(sentence)]
        starts += [event.when for event in before if event.kind in _BEGINS][-1:]
    if sentence.term_start is not TermStart.DETENTION or not starts:
        starts.append(sentence.when)
    begun = span([start for start in starts if not start.is_unknown])
    label = " · ".join(
        (words.term(sentence), words.label(sentence.term_start),
         words.t("release due {date}", date=words.date(due)))
    )  # fmt: skip
    return TimelineSpan(
        key=_TERM,
        label=label,
        start=(begun.earliest, begun.latest),
        end=(due.earliest, due.latest),
        tone="warn",
        tip=label,
        computed=True,
    )
