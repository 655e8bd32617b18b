"""Values of a letter's fields on single persons, on terms that end, and on an earlier paper.

Each is ready to stand in a sentence. From views to words; sees no record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from caseapp.disclosure.text import joined, plain, text_of
from caseapp.disclosure.view import CaseView, EarlierView, EventView, Hidden
from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import CaseKind, EventKind, Relation
from caseapp.domain.waiting import RELEASE_SOON_MONTHS, Urgency, months_after, release_urgency
from caseapp.dossier.compile.counts import RECENT
from caseapp.dossier.compile.relations import relation_words
from caseapp.dossier.compile.sentences import main_name, ordered_events, status_line
from caseapp.dossier.compile.sheets import identifier_words
from caseapp.dossier.document import Text
from caseapp.i18n import NPC_

Values = dict[str, str | Text]

FEW_IN_FULL = 5
"""Persons whom a letter names with their particulars."""
FEW_BY_NAME = 8
"""Persons whom a letter names with one day; more stand in the list alone."""

_TAKINGS = (EventKind.TAKEN, EventKind.RETAKEN)
_OVER = NPC_(
    "letter",
    "the term of {n} person has ended without news of a release",
    "the terms of {n} persons have ended without news of a release",
)
_SOON = NPC_(
    "letter",
    "the term of {n} person can end by {day}",
    "the terms of {n} persons can end by {day}",
)
_PASSED = NPC_("since a day", "{n} day has passed", "{n} days have passed")


def filled(condition: object) -> str:
    """What a field that is only a condition holds."""
    return "yes" if condition else ""


# -- persons -------------------------------------------------------------------------------------
def person_values(
    cases: Sequence[CaseView], relations: Mapping[UUID, Relation], words: Words, today: date
) -> Values:
    """The fields on the one person of a copy, and on a few by name.

    `relations` says what the applicant is to the persons of whom that may be told.
    """
    few = cases if len(cases) <= FEW_IN_FULL else ()
    values: Values = {
        "persons_named": joined([_in_full(case, words) for case in few], words.marks.semicolon),
    }
    if len(cases) != 1 or cases[0].kind is CaseKind.GROUP:
        return values
    case = cases[0]
    status = status_line(case, words, today)
    relation = relations.get(case.id)
    return values | {
        "one_person": filled(True),
        "person_name": main_name(case, words),
        "person_birth": words.when(case.birth, "long"),
        "person_identifier": identifier_words(case, words),
        "person_taken": _taken_words(case, words),
        "person_status": status[:1].lower() + status[1:],
        "relation_to_applicant": relation_words(relation, case.sex, words) if relation else "",
    }


def _in_full(case: CaseView, words: Words) -> Text:
    """ "Name, born 12 May 1974, 654127 19740512 0013, Künes county": what the copy shows."""
    born = words.when(case.birth, "long")
    home = case.fields.get("home_place")
    parts = [
        main_name(case, words),
        plain(words.tr("born {date}", date=born)) if born else (),
        identifier_words(case, words, named=True) if _has_numbers(case) else (),
        () if home is None or isinstance(home.value, Hidden) else home.value,
    ]
    return joined([part for part in parts if text_of(part).strip()], words.marks.comma)


def _has_numbers(case: CaseView) -> bool:
    return not isinstance(case.identifiers, Hidden)


def _takings(case: CaseView) -> list[EventView]:
    return [e for e in ordered_events(case) if e.kind in _TAKINGS and e.credible]


def _taken_words(case: CaseView, words: Words) -> str:
    told = [words.when(event.when, "long") for event in _takings(case)]
    return next((day for day in reversed(told) if day), "")


# -- cases that are not over ---------------------------------------------------------------------
def urgent_values(cases: Sequence[CaseView], words: Words, today: date) -> Values:
    """Who was taken in the last three months."""
    persons = [case for case in cases if case.kind is not CaseKind.GROUP]
    recent = [case for case in persons if _is_recent(case, today)]
    named = [_with_day(case, _taken_words(case, words), words) for case in recent]
    return {"urgent_list": _listed(named, words)}


def _is_recent(case: CaseView, today: date) -> bool:
    days = [event.when.earliest for event in _takings(case)]
    return any(day is not None and day >= today - RECENT for day in days)


# -- terms ---------------------------------------------------------------------------------------
def release_values(cases: Sequence[CaseView], words: Words, today: date) -> Values:
    """Whose terms have ended or end within half a year, and on which days."""
    how = {
        case.id: release_urgency(case.release, today)
        for case in cases
        if case.release is not None and case.kind is not CaseKind.GROUP
    }
    over = [case for case in cases if how.get(case.id) is Urgency.OVERDUE]
    soon = [case for case in cases if how.get(case.id) in (Urgency.DUE, Urgency.SOON)]
    due = sorted([*over, *soon], key=_last_day)
    named = [_with_day(c, words.when(c.release, "long") if c.release else "", words) for c in due]
    horizon = words.day(months_after(today, RELEASE_SOON_MONTHS))
    plural = words.tr.plural_in_context
    return {
        "release_over": plural(*_OVER, len(over)) if over else "",
        "release_soon": plural(*_SOON, len(soon), day=horizon) if soon else "",
        "release_list": _listed(named, words),
    }


def _last_day(case: CaseView) -> date:
    return (case.release.latest if case.release else None) or date.max


def _with_day(case: CaseView, day: str, words: Words) -> Text:
    """ "Name, CF-0012: 3 May 2026"; a name that is withheld leaves the number to tell who."""
    name = joined([main_name(case, words), plain(case.case_number)], words.marks.comma)
    return joined([name, plain(day)], words.marks.colon) if day else name


def _listed(named: Sequence[Text], words: Words) -> Text:
    return joined(named, words.marks.semicolon) if len(named) <= FEW_BY_NAME else ()


# -- the earlier paper ---------------------------------------------------------------------------
def earlier_values(earlier: EarlierView | None, words: Words) -> Values:
    """The fields on the earlier paper; nothing where there is none."""
    if earlier is None:
        return {}
    bodies = earlier.bodies
    passed = words.tr.plural_in_context(*_PASSED, earlier.days) if earlier.days > 0 else ""
    return {
        "earlier_reference": earlier.reference,
        "earlier_date": words.when(earlier.dated, "long"),
        "earlier_body": bodies.get(words.language) or next(iter(bodies.values()), ""),
        "earlier_received": words.when(earlier.received, "long"),
        "earlier_registration": earlier.registration,
        "earlier_days": passed,
        "earlier_due": words.day(earlier.due) if earlier.due else "",
        "earlier_overdue": filled(earlier.overdue),
        "earlier_refused": filled(earlier.refused),
        "earlier_silent": filled(earlier.silent),
        "earlier_reply_date": words.when(earlier.reply_dated, "long"),
        "earlier_reply_number": earlier.reply_number,
    }
