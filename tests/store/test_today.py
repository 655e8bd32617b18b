"""What waits today: asked of a vault of fictitious people, on a fixed day."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.deadlines import NOT_ARRIVED
from caseapp.domain.status import derive_status
from caseapp.domain.vocabulary import (
    AppealState,
    Audience,
    Bearing,
    ContactRole,
    DispatchOutcome,
    EventKind,
    NameScript,
    Relation,
    SourceKind,
    TermStart,
)
from caseapp.domain.waiting import Urgency, is_unconfirmed
from caseapp.store.history import Action
from caseapp.store.queries import today, today_cases, today_people
from caseapp.store.queries.cases import status_event
from caseapp.store.queries.today_index import wait_index
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealPerson,
    Citation,
    Consent,
    Contact,
    Copy,
    Detainee,
    Dispatch,
    Event,
    Excerpt,
    Intake,
    Kinship,
    NameForm,
    Office,
    Record,
    Reply,
    Source,
    Task,
    utc_now,
)
from caseapp.store.vault import Vault

TODAY = date(2026, 5, 14)
ACTION = Action("Test")


def save(vault: Vault, *records: Record) -> None:
    vault.save(*records, action=ACTION)


def case(vault: Vault, name: str = "Үлгі Сынақұлы", *events: Event, **about: Any) -> Detainee:
    record = Detainee(fictitious=True, **about)
    spelling = NameForm(detainee_id=record.id, text=name, script=NameScript.KK_CYRL)
    for event in events:
        event.detainee_id = record.id
    save(vault, record, *([spelling] if name else []), *events)
    return record


def event(kind: EventKind, when: str = "", **about: Any) -> Event:
    return Event(detainee_id=UUID(int=0), kind=kind, when=read_date(when), **about)


def sent(
    vault: Vault, due: date | None, *, outcome: DispatchOutcome = DispatchOutcome.STAMPED_COPY,
    audience: Audience = Audience.HOST_STATE, frozen: str = "{}", **about: Any,
) -> Dispatch:  # fmt: skip
    """A copy of a new appeal for one person on its way to a new addressee."""
    appeal = Appeal(title="Үлгі", state=about.pop("state", AppealState.HANDED_IN))
    addressee = Addressee(audience=audience, texts={"short": {"en": "Ministry"}})
    copy = Copy(
        appeal_id=appeal.id, addressee_id=addressee.id, number=1, language="en",
        produced_at=utc_now(), frozen=frozen, frozen_sha256="0" * 64, page_code="7QK4-M2XD",
    )  # fmt: skip
    dispatch = Dispatch(copy_id=copy.id, outcome=outcome, due=due, **about)
    person = case(vault)
    link = AppealPerson(appeal_id=appeal.id, detainee_id=person.id)
    save(vault, appeal, addressee, copy, dispatch, link)
    return dispatch


def replies(vault: Vault) -> list[today.ReplyWait]:
    return vault.read(lambda session: today.waiting_replies(session, TODAY))


# -- replies -----------------------------------------------------------------------------------
def test_a_reply_waits_from_a_week_before_it_is_due_the_longest_overdue_first(vault: Vault) -> None:
    late = sent(vault, TODAY - timedelta(days=10))
    soon = sent(vault, TODAY + timedelta(days=7))
    sent(vault, TODAY + timedelta(days=8))
    sent(vault, None)
    assert [row.dispatch_id for row in replies(vault)] == [late.id, soon.id]
    assert replies(vault)[0].persons == 1


def test_an_extension_that_was_told_moves_the_day(vault: Vault) -> None:
    sent(vault, TODAY - timedelta(days=10), extended_to=TODAY + timedelta(days=20))
    known = sent(vault, TODAY - timedelta(days=10), extended_to=TODAY - timedelta(days=1))
    assert [(row.dispatch_id, row.due) for row in replies(vault)] == [
        (known.id, TODAY - timedelta(days=1))
    ]


def test_what_was_answered_closed_or_never_arrived_is_not_waited_for(vault: Vault) -> None:
    answered = sent(vault, TODAY)
    save(vault, Reply(dispatch_id=answered.id))
    sent(vault, TODAY, state=AppealState.CLOSED)
    for outcome in NOT_ARRIVED:
        sent(vault, TODAY, outcome=outcome)
    assert replies(vault) == []


# -- tasks -------------------------------------------------------------------------------------
def test_tasks_are_open_and_due_and_those_without_a_day_come_last(vault: Vault) -> None:
    person = case(vault, "Үлгі Сынақова")
    undated = Task(title="some day")
    due = Task(title="now", due=TODAY, detainee_id=person.id)
    save(vault, undated, due, Task(title="done", due=TODAY, done=True),
         Task(title="far", due=TODAY + timedelta(days=40)))  # fmt: skip
    rows = vault.read(lambda session: today.waiting_tasks(session, TODAY + timedelta(days=7)))
    assert [row.title for row in rows] == ["now", "some day"]
    assert rows[0].case is not None
    assert rows[0].case.name == "Үлгі Сынақова"


def test_a_task_for_want_of_a_reply_goes_when_the_reply_comes(vault: Vault) -> None:
    dispatch = sent(vault, TODAY)
    save(vault, Task(title="ask", due=TODAY, unless_reply_to_id=dispatch.id))
    count = lambda: len(vault.read(lambda s: today.waiting_tasks(s, TODAY)))  # noqa: E731
    assert count() == 1
    save(vault, Reply(dispatch_id=dispatch.id))
    assert count() == 0


# -- consents ----------------------------------------------------------------------------------
def consents(vault: Vault) -> list[today_people.ConsentWait]:
    return vault.read(lambda session: today_people.waiting_consents(session, TODAY))


def contact(vault: Vault, name: str) -> Contact:
    record = Contact(role=ContactRole.RELATIVE, fictitious=True)
    spelling = NameForm(contact_id=record.id, text=name, script=NameScript.KK_CYRL)
    save(vault, record, spelling)
    return record


def test_consents_that_end_within_a_month_wait_by_their_first_possible_last_day(
    vault: Vault,
) -> None:
    teller = contact(vault, "Айтушы Үлгіқызы")
    for until in ("2026-06-13", "2026-06-14", "2026-05-13", ""):
        save(vault, Consent(about_contact_id=teller.id, audience=Audience.HOST_STATE,
                            until=read_date(until)))  # fmt: skip
    assert [(row.ends, row.about.name) for row in consents(vault)] == [
        (date(2026, 6, 13), "Айтушы Үлгіқызы")
    ]


@pytest.mark.parametrize(
    ("consented", "copy_for", "name", "waits"),
    [
        (Audience.HOST_STATE, Audience.HOST_STATE, "Айтушы Үлгіқызы", True),
        (Audience.HOST_STATE, Audience.HOST_STATE, "somebody else", False),
        (Audience.HOST_STATE, Audience.PRESS, "Айтушы Үлгіқызы", False),
        (Audience.PUBLIC, Audience.PRESS, "Айтушы Үлгіқызы", True),
        (Audience.PUBLIC, Audience.DETAINING_STATE, "Айтушы Үлгіқызы", False),
    ],
)
def test_a_withdrawn_consent_waits_if_a_copy_for_its_audience_names_the_person(
    vault: Vault, consented: Audience, copy_for: Audience, name: str, waits: bool
) -> None:
    teller = contact(vault, "Айтушы Үлгіқызы")
    sent(vault, None, audience=copy_for, frozen=f'{{"told_by":"{name}"}}')
    save(vault, Consent(about_contact_id=teller.id, audience=consented,
                        withdrawn=read_date("2026-05-01")))  # fmt: skip
    rows = consents(vault)
    assert bool(rows) is waits
    assert all(row.copies == 1 and row.appeal_id for row in rows)


# -- intakes and addressees --------------------------------------------------------------------
def test_an_unfinished_intake_says_who_told_and_what_is_missing(vault: Vault) -> None:
    person, teller = case(vault, "Үлгі Сынақұлы"), contact(vault, "Айтушы Үлгіқызы")
    tie = Kinship(contact_id=teller.id, relation=Relation.SISTER, of_detainee_id=person.id)
    save(vault, tie, Intake(detainee_id=person.id, contact_id=teller.id))
    done = case(vault, "Дайын Үлгіұлы")
    save(vault, Intake(detainee_id=done.id, finished_at=utc_now()))
    (row,) = vault.read(today_people.waiting_intakes)
    assert (row.case.name, row.relation) == ("Үлгі Сынақұлы", Relation.SISTER)
    assert row.contact is not None
    assert row.contact.name == "Айтушы Үлгіқызы"
    assert row.missing == ("home", "event", "consent")


def test_addressees_are_looked_up_again_after_a_year(vault: Vault) -> None:
    for checked, valid_to in (("2026-01", ""), ("2025-04", ""), ("", ""), ("2026-05", "2026-04")):
        save(vault, Addressee(audience=Audience.HOST_STATE, checked=read_date(checked),
                              valid_to=read_date(valid_to)))  # fmt: skip
    rows = vault.read(lambda session: today.addressees_to_check(session, TODAY))
    assert [row.checked.text for row in rows] == ["", "2025-04", "2026-05"]


def test_the_office_says_when_a_status_is_stale(vault: Vault) -> None:
    assert vault.read(today.stale_after_months) == today.STALE_AFTER_MONTHS == 12
    save(vault, Office(stale_after_months=6))
    assert vault.read(today.stale_after_months) == 6


# -- all cases ---------------------------------------------------------------------------------
def releases(vault: Vault) -> list[today_cases.ReleaseWait]:
    return vault.read(lambda session: today_cases.waiting_releases(session, TODAY))


def test_releases_come_in_the_order_of_how_long_they_are_over(vault: Vault) -> None:
    def sentence(when: str, years: int) -> Event:
        start = TermStart.VERDICT
        return event(EventKind.SENTENCED, when, term_years=years, term_start=start)

    soon = case(vault, "a", sentence("October 2017", 9))
    over = case(vault, "b", sentence("June 2017", 8))
    longer = case(vault, "c", sentence("March 2017", 5))
    may = case(vault, "d", sentence("2018", 8))
    case(vault, "e", sentence("2018", 15))
    case(vault, "f", sentence("2018", 3), event(EventKind.RELEASED, "2021"))
    case(vault, "g", sentence("", 3))
    assert [(row.case_id, row.urgency) for row in releases(vault)] == [
        (longer.id, Urgency.OVERDUE), (over.id, Urgency.OVERDUE),
        (may.id, Urgency.DUE), (soon.id, Urgency.SOON),
    ]  # fmt: skip


def test_a_release_that_becomes_known_is_waited_for_no_longer(vault: Vault) -> None:
    person = case(vault, "a", event(EventKind.SENTENCED, "June 2017", term_years=8))
    assert len(releases(vault)) == 1
    free = Event(detainee_id=person.id, kind=EventKind.RELEASED, when=read_date("June 2025"))
    save(vault, free)
    assert releases(vault) == []
    vault.undo()
    assert len(releases(vault)) == 1
    vault.trash(person, action=ACTION)
    assert releases(vault) == []


def stale(vault: Vault, months: int = 12) -> list[UUID]:
    rows = vault.read(lambda session: today_cases.stale_cases(session, TODAY, months))
    return [row.case_id for row in rows]


def test_a_status_is_stale_when_nothing_confirmed_it_for_a_year(vault: Vault) -> None:
    old = case(vault, "a", event(EventKind.TAKEN, "May 2018"))
    seen = case(vault, "b", event(EventKind.TAKEN, "2018"), event(EventKind.SEEN, "June 2025"))
    undated = case(vault, "c", event(EventKind.TAKEN))
    case(vault, "d", event(EventKind.TAKEN, "2018"), event(EventKind.RELEASED, "2019"))
    case(vault, "e")
    assert stale(vault) == [undated.id, old.id]
    assert stale(vault, 6) == [undated.id, old.id, seen.id]


def test_the_index_agrees_with_the_rule_for_any_course_of_events(vault: Vault) -> None:
    pick = random.Random(7)
    days = ["", "2018", "March 2019", "2024-11-02", "after 2025", "before 2020", "2025", "2026-05"]
    for _ in range(150):
        course = [event(pick.choice(list(EventKind)), pick.choice(days))
                  for _ in range(pick.randint(1, 4))]  # fmt: skip
        case(vault, "a", *course)
    expected = set()
    for record in vault.all(Detainee):
        events = vault.all(Event, detainee_id=record.id)
        report = derive_status([status_event(e) for e in events])
        if is_unconfirmed(report, TODAY, 12):
            expected.add(record.id)
    assert len(expected) > 20
    assert set(stale(vault)) == expected


def test_the_index_is_built_in_steps_and_says_how_far_it_is(vault: Vault) -> None:
    case(vault, "a", event(EventKind.TAKEN, "2018"))

    def steps(session: Session) -> tuple[bool, tuple[int, int], bool]:
        index = wait_index(session)
        before = index.ready
        index.step(session)
        return before, index.progress, index.ready

    assert vault.read(steps) == (False, (1, 1), True)


def test_contradictions_are_counted_by_claim(vault: Vault) -> None:
    taken = event(EventKind.TAKEN, "2018")
    person = case(vault, "a", taken)
    source = Source(kind=SourceKind.ARTICLE)
    excerpts = [Excerpt(source_id=source.id) for _ in range(3)]
    about = [{"event_id": taken.id}, {"event_id": taken.id}, {"detainee_id": person.id,
                                                              "field": "sex"}]  # fmt: skip
    cited = [
        Citation(excerpt_id=excerpt.id, bearing=Bearing.CONTRADICTS, **claim)
        for excerpt, claim in zip(excerpts, about, strict=True)
    ]
    save(vault, source, *excerpts, *cited)
    (row,) = vault.read(today_cases.contradicted_cases)
    assert (row.case_id, row.claims) == (person.id, 2)
    vault.trash(source, action=ACTION)
    assert vault.read(today_cases.contradicted_cases) == []


def test_an_unknown_date_is_the_oldest(vault: Vault) -> None:
    case(vault, "a", event(EventKind.TAKEN, "2018"))
    case(vault, "b", event(EventKind.TAKEN))
    rows = vault.read(lambda session: today_cases.stale_cases(session, TODAY, 12))
    assert [row.day for row in rows] == [None, UncertainDate.on(date(2018, 12, 31)).latest]
