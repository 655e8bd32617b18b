"""From the events of a case to what the drawn timeline shows."""

from __future__ import annotations

from datetime import date

from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.widgets import TimelineData, TimelineEvent, TimelineSpan
from caseapp.domain.vocabulary import EventKind
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import Event

RELEASE = "release-due"
"""Key of the computed mark, which is no event and cannot be opened."""

_TONES = {
    EventKind.TAKEN: "danger",
    EventKind.RETAKEN: "danger",
    EventKind.SENTENCED: "danger",
    EventKind.FORMALLY_ARRESTED: "danger",
    EventKind.DIED: "danger",
    EventKind.FORCED_LABOUR: "plum",
    EventKind.RELEASED: "ok",
}
_HELD = {
    EventKind.TAKEN,
    EventKind.RETAKEN,
    EventKind.TRANSFERRED,
    EventKind.FORMALLY_ARRESTED,
    EventKind.SENTENCED,
    EventKind.FORCED_LABOUR,
}
_FREE = {EventKind.RELEASED, EventKind.DIED, EventKind.HOUSE_ARREST}


def timeline_data(words: CaseWords, page: CasePage, today: date) -> TimelineData:
    """Events, custody and the term of a case, as certain as they are and no more."""
    t = words.t
    notes = _notes(page)
    events = [
        TimelineEvent(
            key=event.id.hex,
            label=words.event(event),
            earliest=event.when.earliest,
            latest=event.when.latest,
            tone=_TONES.get(event.kind, "quiet"),
            notes=notes.get(event.id.hex, ""),
            tip=_tip(words, event),
        )
        for event in page.events
    ]
    lanes = []
    custody = _custody(words, page)
    if custody:
        lanes.append((t("Held at"), custody))
    if page.release is not None:
        lanes.append((t("Term"), [_term(words, page)]))
    return TimelineData(
        events=events,
        lanes=lanes,
        today=today,
        events_title=t("Events"),
        today_label=t("today"),
        undated_title=t("No date known"),
    )


def _notes(page: CasePage) -> dict[str, str]:
    """The numbers of the sources behind each event."""
    return {
        claim.event.id.hex: ",".join(dict.fromkeys(str(mark.source) for mark in claim.marks))
        for claim in page.claims
        if claim.event is not None and claim.marks
    }


def _tip(words: CaseWords, event: Event) -> str:
    parts = [words.event(event), words.date(event.when), event.place, event.facility]
    return " · ".join(part for part in parts if part)


def _custody(words: CaseWords, page: CasePage) -> list[TimelineSpan]:
    """From each event that begins a custody to the next that ends or moves it."""
    dated = [e for e in page.events if not e.when.is_unknown]
    moves = [e for e in dated if e.kind in _HELD | _FREE and (e.kind in _FREE or _first(e, dated))]
    spans = []
    for index, event in enumerate(moves):
        if event.kind in _FREE:
            continue
        following = moves[index + 1].when if index + 1 < len(moves) else None
        end = (following.earliest, following.latest) if following else (None, None)
        place = event.facility or event.place or words.label(event.facility_kind)
        spans.append(
            TimelineSpan(
                key=f"held-{event.id.hex}",
                label=place,
                start=(event.when.earliest, event.when.latest),
                end=end,
                tip=_tip(words, event),
            )
        )
    return spans


def _first(event: Event, dated: list[Event]) -> bool:
    """A sentence without a place of its own does not move anybody."""
    if event.kind in (EventKind.SENTENCED, EventKind.FORMALLY_ARRESTED):
        return bool(event.facility)
    return True


def _term(words: CaseWords, page: CasePage) -> TimelineSpan:
    assert page.release is not None
    sentence = next(e for e in reversed(page.events) if e.kind is EventKind.SENTENCED)
    begun = next((e for e in page.events if e.kind is EventKind.TAKEN), sentence).when
    start = begun if not begun.is_unknown else sentence.when
    due = words.t("release due {date}", date=words.date(page.release))
    return TimelineSpan(
        key=RELEASE,
        label=f"{words.event(sentence)} · {due}",
        start=(start.earliest, start.latest),
        end=(page.release.earliest, page.release.latest),
        tone="warn",
        tip=due,
        computed=True,
    )
