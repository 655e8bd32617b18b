"""Deadlines as a calendar (iCalendar, RFC 5545): replies, releases and tasks that are due.

A phone shows titles on its lock screen: without being asked for names, and for anybody but the
office, a title holds a number and nothing else. Whole days, no alarm, no place, no person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from caseapp.disclosure.words import Words
from caseapp.exchange.export.keys import Keys
from caseapp.store.queries.today import waiting_replies, waiting_tasks
from caseapp.store.queries.today_cases import waiting_releases
from caseapp.store.queries.today_people import case_names
from caseapp.store.vault import Vault

AHEAD = timedelta(days=366 * 2)
"""How far ahead tasks and replies are told."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day and its title; `key` names it in the file."""

    day: date
    title: str
    key: str


def deadlines(
    vault: Vault, today: date, words: Words, keys: Keys, *, names: bool
) -> list[Deadline]:
    """Everything that waits with a day, in the order of the days."""
    found = [*_replies(vault, today, words, keys), *_tasks(vault, today, words, keys, names)]
    found += _releases(vault, today, words, keys, names)
    return sorted(found, key=lambda one: (one.day, one.title, one.key))


def as_calendar(found: list[Deadline], made_on: date) -> bytes:
    """The file. The same deadlines on the same day give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//caseapp//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    stamp = datetime.combine(made_on, time(), UTC)
    for one in found:
        event = Event()
        event.add("uid", f"{one.key}@caseapp.invalid")
        event.add("dtstamp", stamp)
        event.add("dtstart", one.day)
        event.add("summary", one.title)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _replies(vault: Vault, today: date, words: Words, keys: Keys) -> Iterator[Deadline]:
    tr = words.tr
    for wait in vault.read(lambda session: waiting_replies(session, today + AHEAD)):
        number = f"A-{wait.serial:04d}"
        title = tr("Reply due: {number}", number=number)
        yield Deadline(wait.due, title, keys.of("reply", wait.dispatch_id))
        if wait.complain_until is not None:
            until = tr("Last day to complain about silence: {number}", number=number)
            yield Deadline(wait.complain_until, until, keys.of("complaint", wait.dispatch_id))


def _tasks(vault: Vault, today: date, words: Words, keys: Keys, names: bool) -> Iterator[Deadline]:
    tr = words.tr
    for wait in vault.read(lambda session: waiting_tasks(session, today + AHEAD)):
        if wait.due is None:
            continue
        number = wait.case.number if wait.case is not None else ""
        title = tr("Task: {number}", number=number) if number else tr("Task")
        if names:
            title = words.marks.apart.join(filter(None, (wait.title, number)))
        yield Deadline(wait.due, title or tr("Task"), keys.of("task", wait.task_id))


def _releases(
    vault: Vault, today: date, words: Words, keys: Keys, names: bool
) -> Iterator[Deadline]:
    tr = words.tr
    waits = vault.read(lambda session: waiting_releases(session, today))
    ids = [wait.case_id for wait in waits]
    known = vault.read(lambda session: case_names(session, ids))
    for wait in waits:
        who = known.get(wait.case_id)
        day = wait.window.latest or wait.window.earliest
        if who is None or day is None:
            continue
        title = tr("Release due: {number}", number=who.number)
        if names and who.name:
            title = words.marks.apart.join((title, who.name))
        yield Deadline(day, title, keys.of("release", wait.case_id))
