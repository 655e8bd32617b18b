"""The summary of a copy: what is counted, what is hidden, and that it is what the copy shows."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from caseapp.domain.vocabulary import CaseKind, EventKind, NameScript, Sex, Tie
from caseapp.dossier.compile import Compiled, compile_copy, compile_office_copy
from caseapp.dossier.compile.small_counts import LEAST
from caseapp.dossier.compile.summary import first_phrase
from caseapp.dossier.document import Chart, Letter, PersonList, Summary
from caseapp.dossier.languages import PRINTED
from caseapp.store.records import Detainee
from tests.dossier.world import PRODUCED, World, event, person, read_image, when, world

FEW = "fewer than 3"


@pytest.fixture
def w() -> World:
    """The small world without its own cases: each test says whom it counts."""
    made = world()
    for key in [k for k in made.records if k.startswith("in-")]:
        del made.records[key]
    return made


def many(
    w: World,
    count: int,
    *,
    taken: str = "2018",
    term: int = 0,
    died: bool = False,
    reason: str = "",
    **more: Any,
) -> list[Detainee]:
    """So many invented persons, whom the ministry may not know by name."""
    made = []
    for _ in range(count):
        key = f"person-{w.count}"
        names = {NameScript.EN: f"Invented Person{w.count}"}
        made.append(person(w, key, names, sex=Sex.MALE, **more))
        w.consent("raushan", key, _audience(w), {"testimony": "allow"}, about_contact_id=None)
        giver = w.of(type(w["in-" + key]))[-1]
        giver.petitioner_id = w["raushan"].id
        if taken:
            event(w, f"{key}-taken", key, EventKind.TAKEN, taken, reason_given=reason)
        if term:
            event(w, f"{key}-term", key, EventKind.SENTENCED, "2023", term_years=term)
        if died:
            event(w, f"{key}-died", key, EventKind.DIED, "2023")
    return made


def _audience(w: World) -> Any:
    return w["mfa"].audience


def copy(w: World, language: str = "en", parts: tuple[str, ...] = ()) -> Compiled:
    w["to-mfa"].parts = list(parts)
    return compile_copy(
        w.file(),
        w["mfa"].id,
        language=language,
        copy_number=2,
        produced_at=PRODUCED,
        read_image=read_image,
    )


def office(w: World) -> Compiled:
    return compile_office_copy(
        w.file(), (), language="en", copy_number=3, produced_at=PRODUCED, read_image=read_image
    )


def summary(compiled: Compiled) -> Summary | None:
    return next((p for p in compiled.dossier.parts if isinstance(p, Summary)), None)


def chart(compiled: Compiled, title: str) -> Chart | None:
    found = summary(compiled)
    assert found is not None
    return next((c for c in found.charts if c.title == title), None)


def bars(compiled: Compiled, title: str) -> list[tuple[str, str]]:
    found = chart(compiled, title)
    assert found is not None
    return [(bar.label, bar.count) for bar in found.bars]


# -- what is counted -----------------------------------------------------------------------------
def test_statuses_are_sorted_by_count_and_the_office_has_every_number(w: World) -> None:
    many(w, 5, term=15)
    many(w, 8)
    many(w, 1, died=True)
    assert bars(office(w), "Status") == [
        ("In custody, no verdict known", "8"), ("Serving a sentence", "5"), ("Died", "1"),
    ]  # fmt: skip


def test_a_term_that_has_ended_without_news_has_a_bar_of_its_own(w: World) -> None:
    many(w, 4, term=1)
    many(w, 3, term=30)
    assert ("Term has ended, no news of a release", "4") in bars(office(w), "Status")


def test_charts_count_what_the_list_of_the_same_copy_shows(w: World) -> None:
    many(w, 6, taken="2017", home_place="Nilka county, Ili prefecture", reason="“extremism”")
    many(w, 4, taken="2018", home_place="Emin county", reason="not stated")
    many(w, 3, taken="2019", home_place="Emin county", reason="“extremism”, said orally")
    compiled = copy(w)
    listed = next(p for p in compiled.dossier.parts if isinstance(p, PersonList))
    place = [column.key for column in listed.columns].index("taken")
    years = Counter(row.cells[place][0][0].text for row in listed.rows)
    assert dict(bars(compiled, "Year taken")) == {y: str(n) for y, n in years.items()}
    assert bars(compiled, "County of registration") == [("Emin county", "7"), ("Nilka county", "6")]
    assert bars(compiled, "Reason given") == [("“extremism”", "9"), ("Not stated", "4")]


def test_one_county_is_one_bar_however_it_is_worded(w: World) -> None:
    many(w, 3, home_place="Nilka county", home_place_code="654028")
    many(w, 4, home_place="Nylqy", home_place_code="654028")
    many(w, 3, home_place="Emin county", home_place_code="654221")
    assert bars(copy(w), "County of registration") == [("Nylqy", "7"), ("Emin county", "3")]
    chinese = copy(w, "zh_Hans")
    found = summary(chinese)
    assert found is not None
    assert len(found.charts[-1].bars) == 2


def test_doubtful_years_stand_in_the_latest_and_are_hatched(w: World) -> None:
    many(w, 4, taken="2017")
    many(w, 3, taken="between 2017 and 2018")
    many(w, 5, taken="2018")
    many(w, 3, taken="")
    found = chart(copy(w), "Year taken")
    assert found is not None
    assert [(b.label, b.certain, b.doubtful) for b in found.bars] == [
        ("2017", 4, 0), ("2018", 5, 3), ("not stated", 3, 0),
    ]  # fmt: skip
    assert found.key is not None


def test_no_key_stands_where_nothing_is_hatched(w: World) -> None:
    many(w, 4, taken="2017")
    many(w, 5, taken="2018")
    found = chart(copy(w), "Year taken")
    assert found is not None
    assert found.key is None


def test_the_last_taking_counts_as_in_the_list(w: World) -> None:
    for one in many(w, 3, taken="2017"):
        key = next(k for k, r in w.records.items() if r is one)
        event(w, f"{key}-again", key, EventKind.RETAKEN, "2021")
    many(w, 3, taken="2018")
    assert bars(copy(w), "Year taken")[-1] == ("2021", "3")


def test_groups_are_said_apart_and_counted_in_no_chart(w: World) -> None:
    many(w, 5)
    many(w, 3, term=15)
    group = person(w, "many", {}, kind=CaseKind.GROUP, least_size=21, greatest_size=None)
    event(w, "many-taken", "many", EventKind.TAKEN, "2017", narrative="In custody.")
    w.cite("twenty", event="many-taken")
    assert group.least_size == 21
    compiled = copy(w)
    found = summary(compiled)
    assert found is not None
    assert found.figures[0].value == "8"
    assert "1 group of at least 21 people" in found.remarks[0]
    assert sum(int(count) for _, count in bars(compiled, "Status")) == 8


def test_figures_are_few_and_say_what_they_count(w: World) -> None:
    many(w, 6, term=15, tie=Tie.CITIZEN)
    many(w, 4, tie=Tie.NONE_KNOWN)
    found = summary(copy(w))
    assert found is not None
    assert [(f.value, f.lines) for f in found.figures] == [
        ("10", ("persons listed", "10 men")),
        ("6", ("serving a sentence",)),
        ("4", ("in custody, no verdict known",)),
        ("6", ("have a known tie to Kazakhstan",)),
    ]
    assert summary(office(w)).figures[1].lines == ("serving a sentence",)  # type: ignore[union-attr]
    many(w, 1, term=20)
    assert "from 15 to 20 years" in summary(office(w)).figures[1].lines  # type: ignore[union-attr]


# -- what is hidden --------------------------------------------------------------------------------
def test_two_small_counts_that_differ_are_named_without_a_length(w: World) -> None:
    many(w, 9, term=15)
    many(w, 2)
    many(w, 1, died=True)
    found = chart(copy(w), "Status")
    assert found is not None
    assert [(b.label, b.count, b.certain) for b in found.bars] == [
        ("Serving a sentence", "9", 9), ("In custody, no verdict known", FEW, 0), ("Died", FEW, 0),
    ]  # fmt: skip


def test_a_single_small_count_goes_into_other_with_the_next_smallest(w: World) -> None:
    many(w, 9, term=15)
    many(w, 4)
    many(w, 1, died=True)
    compiled = copy(w)
    assert bars(compiled, "Status") == [("Serving a sentence", "9"), ("Other or not stated", "5")]
    found = summary(compiled)
    assert found is not None
    assert [f.value for f in found.figures[:2]] == ["14", "9"]
    assert not re.search("custody|Died|died", str(found))


@pytest.mark.parametrize("small", [1, 2])
def test_no_number_below_three_stands_in_a_summary_outside_the_office(w: World, small: int) -> None:
    many(w, 7, taken="2016", term=12, home_place="Nilka county", tie=Tie.CITIZEN)
    many(w, small, taken="2017", home_place="Emin county", reason="“crowd”", tie=Tie.VISITED)
    many(w, 4, taken="between 2017 and 2018", reason="“extremism”", home_place="Toli county")
    many(w, small, taken="", died=True)
    for language in PRINTED:
        found = summary(copy(w, language))
        assert found is not None
        for c in found.charts:
            for bar in c.bars:
                assert bar.certain == 0 or bar.certain >= LEAST
                assert bar.doubtful == 0 or bar.doubtful >= LEAST
        assert all(int(f.value) >= LEAST for f in found.figures)


def test_men_and_women_are_told_apart_only_if_there_are_three_of_each(w: World) -> None:
    many(w, 5)
    many(w, 3, term=15)
    for one in w.of(Detainee)[-2:]:
        one.sex = Sex.FEMALE
    figures = summary(copy(w)).figures  # type: ignore[union-attr]
    assert figures[0].lines == ("persons listed",)
    assert summary(office(w)).figures[0].lines[1] == "6 men, 2 women"  # type: ignore[union-attr]


def test_the_number_of_merged_counties_stays_in_the_office(w: World) -> None:
    for n in range(9):
        many(w, 3 + n % 2, home_place=f"County {n}")
    labels = [label for label, _ in bars(copy(w), "County of registration")]
    assert len(labels) == 7
    assert labels[-1] == "Other or not stated"
    assert bars(office(w), "County of registration")[-1][0] == "Other (3 counties)"


def test_what_nobody_shows_has_no_chart(w: World) -> None:
    many(w, 5, reason="not stated")
    many(w, 4, term=15)
    compiled = copy(w)
    assert chart(compiled, "Reason given") is None
    assert chart(compiled, "County of registration") is None


def test_a_place_that_names_somebody_is_counted_as_not_stated(w: World) -> None:
    many(w, 3, home_place="House of Raushan Mysalova")
    many(w, 5, home_place="Nilka county")
    for consent in list(w.records):
        if consent.startswith("consent-raushan-asqar"):
            del w.records[consent]
    compiled = copy(w)
    assert "Raushan" not in str(summary(compiled))
    assert bars(compiled, "County of registration") == [("Nilka county", "5"), ("Not stated", "3")]


def test_a_copy_for_one_or_two_persons_has_no_summary_and_no_letter_names_it(w: World) -> None:
    many(w, 2, term=15)
    compiled = copy(w)
    assert summary(compiled) is None
    letter = next(p for p in compiled.dossier.parts if isinstance(p, Letter))
    assert "summary" not in [enclosure.part for enclosure in letter.enclosures]


# -- the letter beside it ------------------------------------------------------------------------
def test_a_letter_counts_exactly_only_where_the_copy_shows_everybody(w: World) -> None:
    many(w, 9, term=15, tie=Tie.CITIZEN)
    many(w, 4, tie=Tie.RETURNEE)
    many(w, 1, died=True, tie=Tie.VISITED)
    listed = copy(w).letter_values
    assert "1 person has died" in listed["status_sentence"]
    alone = copy(w, parts=("letter", "summary")).letter_values
    assert alone["status_sentence"] == (
        "9 persons are serving a sentence; the situation of 5 persons is another one"
    ).replace("are serving a sentence", "are serving sentences")
    assert alone["tie_sentence"] == "9 persons are citizens of the Republic of Kazakhstan."
    assert "has died" not in str(copy(w, parts=("letter", "summary")).dossier)


def test_a_letter_that_speaks_for_one_person_alone_says_the_status(w: World) -> None:
    many(w, 1, term=15)
    values = copy(w, parts=("letter",)).letter_values
    assert values["status_sentence"] == "1 person is serving a sentence"


def test_recent_cases_are_some_where_their_number_would_tell(w: World) -> None:
    many(w, 8, taken="2017")
    many(w, 1, taken="1 May 2026")
    assert copy(w).letter_values["urgent"] == "1 case"
    assert copy(w, parts=("letter",)).letter_values["urgent"] == "some cases"


# -- words -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("“visited a, b”, said orally", "“visited a, b”"),
        ("«был там, где нельзя», устно", "«был там, где нельзя»"),
        ("“去过敏感国家”（口头）", "“去过敏感国家”"),
        ("crowd; verdict", "crowd"),
        ("plain", "plain"),
        ("", ""),
        (", odd", ", odd"),
    ],
)
def test_a_reason_is_its_first_phrase(text: str, phrase: str) -> None:
    assert first_phrase(text) == phrase


def test_an_unread_date_counts_as_not_stated(w: World) -> None:
    many(w, 4, taken="2018")
    many(w, 3, taken="when the snow melted")
    assert bars(copy(w), "Year taken")[-1] == ("not stated", "3")
    assert when("when the snow melted").is_unknown
