"""What happened and what was done: the items of a form on events, places, steps and the author.

From views to words; sees no record. Dates keep their bounds: a month that is not known is not
made up, and then counts as missing.
"""

from __future__ import annotations

from datetime import timedelta

from caseapp.disclosure.text import joined, plain
from caseapp.disclosure.view import CaseView, EventView, StepView
from caseapp.disclosure.words import capitalised
from caseapp.domain.dates import Precision, UncertainDate
from caseapp.domain.vocabulary import EventKind
from caseapp.dossier.compile.form_context import TOLD, Context, Filled, field_text
from caseapp.dossier.compile.sentences import (
    TAKINGS,
    last_taking,
    ordered_events,
    sentence_of,
    term_start_words,
    term_words,
)
from caseapp.dossier.document import Text
from caseapp.dossier.form_templates import Item

MONTH = timedelta(days=30)
"""Bounds that lie no further apart tell the month."""

CONTACTS = (EventKind.LAST_CONTACT, EventKind.FAMILY_VISIT, EventKind.SEEN)
_ENDS = (EventKind.TERM_ENDED, EventKind.RELEASED, EventKind.REPATRIATED)
_HELD = (
    EventKind.INTERROGATED, EventKind.TRANSFERRED, EventKind.FORMALLY_ARRESTED, EventKind.TRIED,
    EventKind.SENTENCED, EventKind.HOSPITALISED, EventKind.FORCED_LABOUR, EventKind.HOUSE_ARREST,
)  # fmt: skip
"""Events that show somebody in custody, though not how it began."""


def month_known(when: UncertainDate) -> bool:
    """At least month and year are known: said so, if only "about", or the bounds are as close."""
    if when.precision in (Precision.DAY, Precision.MONTH):
        return True
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return False
    return (first.year, first.month) == (last.year, last.month) or last - first <= MONTH


# -- the taking ----------------------------------------------------------------------------------
def date_arrest(c: Context, case: CaseView, item: Item) -> Filled:
    """The day of the last taking; without one, when the person is first known to be held."""
    return _date(c, case, "")


def date_taken(c: Context, case: CaseView, item: Item) -> Filled:
    """The same, and the last contact: how long somebody has been gone."""
    contact = _last(case, EventKind.LAST_CONTACT)
    day = c.words.when(contact.when) if contact else ""
    return _date(c, case, c.words.tr("last contact: {date}", date=day) if day else "")


def _date(c: Context, case: CaseView, also: str) -> Filled:
    taken = last_taking(case)
    when = c.words.when(taken.when) if taken else ""
    texts = [_noted(c, plain(when), taken)] if taken else []
    if not when:
        held = next((e for e in ordered_events(case) if e.kind in _HELD and e.when.latest), None)
        texts = [_dated(c, held)] if held else []
    known = bool(taken and when and month_known(taken.when))
    told = joined([*texts, plain(also)], c.words.marks.semicolon)
    return c.answer([told], TOLD, known=known)


def place_taken(c: Context, case: CaseView, item: Item) -> Filled:
    """Place and facility of the taking, else where the person was last seen; and the home."""
    taken = last_taking(case)
    seen = [e for e in ordered_events(case) if e.kind in CONTACTS]
    event = next((e for e in (taken, *reversed(seen)) if e and _place(c, e)), None)
    place = _noted(c, _place(c, event), event) if event else ()
    if not place:
        return c.answer([], TOLD)
    home = [joined([plain(c.words.tr("home")), text], c.words.marks.colon)
            for text in field_text(c, case, "home_place")]  # fmt: skip
    return c.answer([joined([place, *home], c.words.marks.semicolon)], TOLD)


def forces(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([c.sheets.latest(case, "authority")], TOLD)


def reason_given(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([c.sheets.latest(case, "reason_given")], TOLD)


def reason_believed(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([c.sheets.latest(case, "reason_believed")], TOLD)


def legal_basis(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([c.sheets.latest(case, "legal_basis")], TOLD)


# -- custody -------------------------------------------------------------------------------------
def status(c: Context, case: CaseView, item: Item) -> Filled:
    """The status with the day up to which it is known."""
    as_of = c.words.when(case.status.as_of)
    day = plain(c.words.tr("last known: {date}", date=as_of) if as_of else "")
    return c.answer([joined([c.sheets.status(case), day], c.words.marks.semicolon)], TOLD)


def term(c: Context, case: CaseView, item: Item) -> Filled:
    """The term, from when it counts, and when it ends."""
    sentence, words = sentence_of(case), c.words
    if sentence is None:
        return c.answer([], TOLD)
    counted = term_words(sentence.term, words), term_start_words(sentence.term_start, words)
    ends = words.when(case.release) if case.release else ""
    parts = [
        _noted(c, plain(words.marks.comma.join(counted)), sentence),
        plain(words.tr("expected release: {date}", date=ends) if ends else ""),
    ]
    return c.answer([joined(parts, words.marks.semicolon)], TOLD)


def places_held(c: Context, case: CaseView, item: Item) -> Filled:
    """Every facility in the order of the events; the last is the present one as far as known."""
    held = [e for e in ordered_events(case) if e.facility and e.kind not in _ENDS]
    return c.answer([_dated(c, event) for event in held], TOLD)


def ordered_by(c: Context, case: CaseView, item: Item) -> Filled:
    """The court, else who arrested formally."""
    court = c.sheets.latest(case, "court")
    return c.answer([court or c.sheets.latest(case, "authority")], TOLD)


def seen_later(c: Context, case: CaseView, item: Item) -> Filled:
    """What is known of the person after the taking, a line an event."""
    events = ordered_events(case)
    taken = last_taking(case)
    later = events[events.index(taken) + 1 :] if taken else []
    told = [e for e in later if e.kind in CONTACTS or e.facility]
    return c.answer([_dated(c, event) for event in told if event.kind not in TAKINGS], TOLD)


def last_news(c: Context, case: CaseView, item: Item) -> Filled:
    """The last contact with its course, else the last sight of the person."""
    event = _last(case, EventKind.LAST_CONTACT) or _last(case, *CONTACTS)
    if event is None:
        return c.answer([], TOLD)
    when = plain(c.words.when(event.when))
    told = event.narrative or (
        c.words.token_text(event.details.info_class) if event.details else plain(_kind(c, event))
    )
    return c.answer([_noted(c, joined([when, told], c.words.marks.colon), event)], TOLD)


# -- the account ---------------------------------------------------------------------------------
def account(c: Context, case: CaseView, item: Item) -> Filled:
    """Every statement with its footnotes, and right after it what contradicts it."""
    paragraphs: list[Text] = []
    against: list[int] = []
    for statement in c.sheets.statements(case):
        paragraphs.append(statement.text)
        for other in statement.contradictions:
            against.append(len(paragraphs))
            paragraphs.append(other.text)
    filled = c.answer(paragraphs, TOLD)
    return Filled(paragraphs=filled.paragraphs, known=filled.known, contradicted=tuple(against))


# -- steps ---------------------------------------------------------------------------------------
def steps(c: Context, case: CaseView, item: Item) -> Filled:
    """What the family did, what was sent before, to whom, and what came of it."""
    found = _taken_steps(case)
    own = field_text(c, case, "family_steps")
    if not found and not own:
        return Filled(paragraphs=(plain(c.words.tr("none on record")),))
    return c.answer((*own, *(_step(c, step) for step in found)))


def steps_none(c: Context, case: CaseView, item: Item) -> Filled:
    """Only asked where there are no steps: the family's account says why, else the pen."""
    if not _taken_steps(case):
        said = field_text(c, case, "family_steps")
        return Filled(paragraphs=(plain(c.words.tr("see the item above")),)) if said else Filled()
    return Filled(paragraphs=(plain(c.words.tr("not applicable")),))


def _taken_steps(case: CaseView) -> list[StepView]:
    """Papers that went out: what nobody sent yet is no step."""
    return [step for step in case.steps if step.answered or not step.sent.is_unknown]


def _step(c: Context, step: StepView) -> Text:
    """ "12 March 2018, Ministry of Foreign Affairs: posted. Reply: …"."""
    tr, marks = c.words.tr, c.words.marks
    when = plain(c.words.when(step.sent, "long"))
    head = joined([when, plain(step.addressee)], marks.comma)
    outcome = c.words.label(step.result) if step.result else step.outcome
    sent = joined([head, plain(outcome + marks.stop)], marks.colon)
    if not step.answered:
        return sent
    answer = joined([plain(tr("Reply")), c.sheets.step(step)], marks.colon)
    return joined([sent, answer], marks.blank)


# -- the author ----------------------------------------------------------------------------------
def author(c: Context, case: CaseView, item: Item) -> Filled:
    """Who signs for the organisation, the post, the organisation; else the contact person."""
    own = c.sender.organisation
    keys = ("organisation_signatory", "organisation_signatory_post", "organisation_name")
    parts = [own[key] for key in keys if own.get(key)]
    if not parts and c.sender.contact:
        parts = [c.sender.contact.name]
    return c.answer([plain(c.words.marks.comma.join(parts))])


def author_contact(c: Context, case: CaseView, item: Item) -> Filled:
    own, contact = c.sender.organisation, c.sender.contact
    keys = ("organisation_address", "organisation_phone", "organisation_email")
    parts = [own[key].replace("\n", c.words.marks.comma) for key in keys if own.get(key)]
    if not parts and contact:
        parts = [contact.address, contact.phone]
    return c.answer([plain(c.words.marks.semicolon.join(filter(None, parts)))])


def reference(c: Context, case: CaseView, item: Item) -> Filled:
    return c.answer([plain(c.words.marks.apart.join((c.sender.reference, case.case_number)))])


def not_recorded(c: Context, case: CaseView, item: Item) -> Filled:
    """Nothing on record can answer this."""
    return c.answer([], TOLD)


# -- events in words -----------------------------------------------------------------------------
def _last(case: CaseView, *kinds: EventKind) -> EventView | None:
    found = [event for event in ordered_events(case) if event.kind in kinds]
    return found[-1] if found else None


def _place(c: Context, event: EventView) -> Text:
    return joined([event.place, event.facility], c.words.marks.comma)


def _kind(c: Context, event: EventView) -> str:
    return capitalised(c.words.label(event.kind))


def _dated(c: Context, event: EventView) -> Text:
    """ "Transferred: prison in Künes county, May 2019"."""
    place, when = _place(c, event), c.words.when(event.when)
    told = joined([place, plain(when)], c.words.marks.comma)
    return _noted(c, joined([plain(_kind(c, event)), told], c.words.marks.colon), event)


def _noted(c: Context, text: Text, event: EventView | None) -> Text:
    """With the footnotes of the event."""
    return (*text, *c.sheets.sources.notes(event.cites)) if text and event else text
