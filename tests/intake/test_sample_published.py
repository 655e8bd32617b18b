"""The cases that articles report: nothing without a citation, nothing but what they say."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

import pytest

from caseapp.domain import vocabulary as v
from caseapp.store.records import Citation, Detainee, Event, Excerpt, NameForm, Source
from tests.intake.sample_world import by_id, every, published

STATED = (
    "description", "sex", "birth", "home_place", "home_place_code", "ethnicity",
    "citizenships", "tie_note", "occupation", "education", "family_status", "health", "summary",
    "greatest_size",
)  # fmt: skip


@pytest.mark.parametrize("field", STATED)
def test_every_filled_field_of_a_published_case_names_its_excerpt(field: str) -> None:
    blank = getattr(Detainee(), field)
    cited = {(c.detainee_id, c.field) for c in every(Citation) if c.detainee_id}
    for case in published():
        if field == "greatest_size" and case.kind is not v.CaseKind.GROUP:
            continue
        said = getattr(case, field)
        if said not in (blank, None):
            # The code of a place is the place's name over again.
            assert (case.id, field.removesuffix("_code")) in cited, (case.serial, field)


def test_every_event_of_a_published_case_rests_on_a_public_source() -> None:
    sources, excerpts = by_id(Source), by_id(Excerpt)
    support: dict[UUID, list[Source]] = defaultdict(list)
    for citation in every(Citation):
        if citation.event_id:
            support[citation.event_id].append(sources[excerpts[citation.excerpt_id].source_id])
    cases = {case.id for case in published()}
    for event in every(Event):
        if event.detainee_id in cases:
            assert support[event.id], event.narrative
            assert all(source.published for source in support[event.id])


def test_names_in_published_cases_come_from_a_source() -> None:
    cases = {case.id for case in published()}
    names = [name for name in every(NameForm) if name.detainee_id in cases]
    assert {name.text for name in names} == {"Nurjan Memet", "Qarapa Nasiolla"}
    assert all(name.source_id for name in names)


def test_published_articles_are_kept_as_summaries_in_our_own_words_only() -> None:
    articles = {source.id for source in every(Source) if source.published}
    assert len(articles) == 5
    assert all(not source.text for source in every(Source) if source.published)
    for excerpt in every(Excerpt):
        if excerpt.source_id in articles:
            assert excerpt.kind is v.ExcerptKind.SUMMARY
            assert excerpt.place


def test_the_truncated_capture_points_at_the_complete_one() -> None:
    short, full, *_ = sorted(every(Source), key=lambda source: source.serial)
    assert short.same_text_as_id == full.id
    assert "breaks off" in short.extent
    assert full.same_text_as_id is None


def test_sizes_of_groups_are_as_reported() -> None:
    sizes = {
        (case.least_size, case.greatest_size)
        for case in published()
        if case.kind is v.CaseKind.GROUP
    }
    assert sizes == {(21, None), (2, 4), (22, 22)}


def test_the_monthly_report_gives_no_day_before_its_own() -> None:
    report = next(s for s in every(Source) if s.title == "China Targets Kazakh Ethnic Group")
    assert (report.dated.earliest, report.dated.latest) == (date(2017, 9, 11),) * 2
    excerpts = {e.id for e in every(Excerpt) if e.source_id == report.id}
    events = {c.event_id for c in every(Citation) if c.excerpt_id in excerpts} - {None}
    assert events
    for event in every(Event):
        if event.id in events:
            assert (event.when.earliest, event.when.latest) == (None, date(2017, 9, 11))
