"""Status, release window, verification and completeness follow from events and sources."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.status import (
    CaseFacts,
    Grade,
    StatusEvent,
    Support,
    Term,
    completeness,
    derive_status,
    in_order,
    is_overdue,
    is_stale,
    release_window,
    verification,
)
from caseapp.domain.vocabulary import (
    Credibility,
    EventKind,
    FacilityKind,
    Reliability,
    SourceKind,
    Status,
    TermStart,
    Verification,
)


def between(first: str | None, last: str | None) -> UncertainDate:
    earliest = date.fromisoformat(first) if first else None
    latest = date.fromisoformat(last) if last else None
    return UncertainDate("", None, earliest, latest)


def event(
    kind: EventKind, first: str | None = None, last: str | None = None, **more
) -> StatusEvent:
    return StatusEvent(key=(kind, first), kind=kind, when=between(first, last or first), **more)


TAKEN = event(EventKind.TAKEN, "2018-02-10", "2018-02-28")
SENTENCED = event(EventKind.SENTENCED, "2018-10-01", "2018-12-31", term=Term(11, 6))
CALL = event(EventKind.LAST_CONTACT, "2024-03-14")


def test_a_sentence_known_by_a_later_call_is_as_of_the_call() -> None:
    report = derive_status([CALL, SENTENCED, TAKEN])
    assert report.status is Status.SENTENCED
    assert report.as_of == CALL.when
    assert report.basis == (SENTENCED.key, CALL.key)


def test_nothing_known_is_unknown() -> None:
    report = derive_status([])
    assert (report.status, report.as_of.is_unknown, report.basis) == (Status.UNKNOWN, True, ())


def test_a_doubtful_release_is_not_believed() -> None:
    doubtful = event(EventKind.RELEASED, "2025-01-01", credible=False)
    assert derive_status([TAKEN, doubtful]).status is Status.DETAINED


def test_an_imprecise_taking_does_not_undo_the_sentence_that_may_follow_it() -> None:
    taken = event(EventKind.TAKEN, "2017-01-01", "2017-12-31")
    sentenced = event(EventKind.SENTENCED, "2017-03-01", "2017-03-31")
    assert derive_status([taken, sentenced]).status is Status.SENTENCED


def test_an_arrest_certainly_after_release_counts() -> None:
    events = [
        TAKEN,
        event(EventKind.RELEASED, "2019-05-01"),
        event(EventKind.RETAKEN, "2020-01-01"),
    ]
    assert derive_status(events).status is Status.DETAINED


def test_an_event_without_a_day_is_never_the_latest() -> None:
    undated = event(EventKind.TAKEN)
    report = derive_status([event(EventKind.RELEASED, "2019-05-01"), undated])
    assert report.status is Status.RELEASED


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (EventKind.LAST_CONTACT, Status.NO_NEWS),
        (EventKind.TRANSFERRED, Status.DETAINED),
        (EventKind.HOUSE_ARREST, Status.HOUSE_ARREST),
        (EventKind.FORCED_LABOUR, Status.FORCED_LABOUR),
        (EventKind.DIED, Status.DIED),
        (EventKind.REPATRIATED, Status.UNKNOWN),
        (EventKind.OTHER, Status.UNKNOWN),
    ],
)
def test_one_event_alone_says(kind: EventKind, status: Status) -> None:
    assert derive_status([event(kind, "2020-01-01")]).status is status


def test_seen_in_a_prison_means_held_and_seen_in_a_street_means_nothing() -> None:
    seen = event(EventKind.SEEN, "2020-01-01", facility=FacilityKind.PRISON)
    assert derive_status([seen]).status is Status.DETAINED
    assert derive_status([event(EventKind.SEEN, "2020-01-01")]).status is Status.UNKNOWN


def test_nothing_follows_death() -> None:
    events = [event(EventKind.DIED, "2020-01-01"), event(EventKind.RELEASED, "2021-01-01")]
    assert derive_status(events).status is Status.DIED


def test_events_of_one_day_stand_in_their_usual_course() -> None:
    same = [event(k, "2018-01-01") for k in (EventKind.SENTENCED, EventKind.TRIED, EventKind.TAKEN)]
    assert [e.kind for e in in_order(same)] == [
        EventKind.TAKEN, EventKind.TRIED, EventKind.SENTENCED,
    ]  # fmt: skip


class TestReleaseWindow:
    def test_an_unknown_start_spans_detention_and_verdict(self) -> None:
        window = release_window([TAKEN, SENTENCED])
        assert window is not None
        assert (window.earliest, window.latest) == (date(2029, 8, 10), date(2030, 6, 30))

    @pytest.mark.parametrize(
        ("start", "first", "last"),
        [
            (TermStart.DETENTION, date(2029, 8, 10), date(2029, 8, 28)),
            (TermStart.VERDICT, date(2030, 4, 1), date(2030, 6, 30)),
        ],
    )
    def test_a_known_start_narrows_it(self, start: TermStart, first: date, last: date) -> None:
        sentence = event(
            EventKind.SENTENCED, "2018-10-01", "2018-12-31", term=Term(11, 6), term_start=start
        )
        window = release_window([TAKEN, sentence])
        assert window is not None
        assert (window.earliest, window.latest) == (first, last)

    def test_no_term_no_sentence_or_a_release_give_none(self) -> None:
        assert release_window([TAKEN]) is None
        assert release_window([TAKEN, event(EventKind.SENTENCED, "2018-10-01")]) is None
        assert release_window([TAKEN, SENTENCED, event(EventKind.RELEASED, "2022-01-01")]) is None

    def test_a_verdict_known_only_as_before_a_day_leaves_the_earliest_open(self) -> None:
        window = release_window([event(EventKind.SENTENCED, None, "2017-09-11", term=Term(12))])
        assert window is not None
        assert (window.earliest, window.latest) == (None, date(2029, 9, 11))

    def test_a_term_that_ended_without_news_is_overdue(self) -> None:
        window = between("2024-01-01", "2024-06-30")
        assert is_overdue(window, date(2024, 7, 1))
        assert not is_overdue(window, date(2024, 6, 30))
        assert not is_overdue(None, date(2024, 6, 30))


def test_knowledge_is_stale_after_180_days() -> None:
    assert is_stale(between("2025-12-01", "2025-12-03"), date(2026, 6, 2))
    assert not is_stale(between("2025-12-01", "2025-12-04"), date(2026, 6, 2))
    assert not is_stale(UncertainDate.unknown(), date(2026, 6, 2))


def support(grade: str, origin: str = "a", kind: SourceKind = SourceKind.ARTICLE) -> Support:
    return Support(
        origin=origin, kind=kind, grade=Grade(Reliability(grade[0]), Credibility(grade[1]))
    )


class TestVerification:
    def test_without_a_source(self) -> None:
        assert verification([]) is Verification.UNSOURCED

    def test_one_source_reports(self) -> None:
        assert verification([support("C3")]) is Verification.REPORTED

    def test_one_good_source_verifies_in_part(self) -> None:
        assert verification([support("B2")]) is Verification.PARTIALLY_VERIFIED

    def test_two_independent_sources_corroborate_unless_contradicted(self) -> None:
        two = [support("C3", "a"), support("B2", "b")]
        assert verification(two) is Verification.CORROBORATED
        assert verification(two, contradicted=True) is Verification.PARTIALLY_VERIFIED

    def test_one_text_twice_is_one_source(self) -> None:
        assert verification([support("C3", "a"), support("C3", "a")]) is Verification.REPORTED

    def test_a_good_paper_documents_and_a_bad_one_does_not(self) -> None:
        paper = SourceKind.VERDICT
        assert verification([support("A1", kind=paper)]) is Verification.DOCUMENTED
        assert verification([support("D5", kind=paper)]) is Verification.REPORTED


def test_grades_are_written_together_and_tell_what_is_credible() -> None:
    assert str(Grade(Reliability.B, Credibility.PROBABLE)) == "B2"
    assert Grade(Reliability.F, Credibility.UNJUDGED).credible
    assert not Grade(Reliability.E, Credibility.UNJUDGED).credible
    assert not Grade(Reliability.A, Credibility.IMPROBABLE).credible


def test_completeness_names_what_is_missing_in_the_order_of_intake() -> None:
    result = completeness(CaseFacts(name=True, source=True))
    assert (result.present, result.total) == (2, 14)
    assert result.missing[:2] == ("second_script", "sex")
    assert "source" not in result.missing


def test_a_term_that_ended_without_a_release_is_no_news_and_not_serving() -> None:
    by_september = read_date("by 11 September 2017")
    events = [
        StatusEvent(key=1, kind=EventKind.SENTENCED, when=by_september),
        StatusEvent(key=2, kind=EventKind.TERM_ENDED, when=by_september),
    ]
    assert derive_status(events).status is Status.NO_NEWS
    released = StatusEvent(key=3, kind=EventKind.RELEASED, when=read_date("2018"))
    assert derive_status([*events, released]).status is Status.RELEASED
