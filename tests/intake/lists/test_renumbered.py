"""Lists whose rows are numbered anew: nobody's words are written into somebody else's case."""

from __future__ import annotations

import pytest

from caseapp.intake.lists.plan import Choice, Decision, Outcome
from tests.intake.lists.importing import Office

ASKAR = {"No.": "1", "Name": "Асқар Үлгібай", "Born": "1974", "Job": "teacher"}
GULNAR = {"No.": "2", "Name": "Гүлнар Қиялбек", "Born": "1985", "Job": "cook"}
ERLAN = {"No.": "1", "Name": "Ерлан Тоқтасын", "Born": "1960"}


@pytest.fixture
def office(vault, tmp_path):
    return Office(vault, tmp_path)


def test_rows_with_new_numbers_are_still_those_of_the_same_people(office):
    office.bring([ASKAR, GULNAR])
    moved = [ERLAN, {**ASKAR, "No.": "2", "Job": "imam"}, {**GULNAR, "No.": "3"}]
    plan = office.plan(moved)
    assert [row.outcome for row in plan.rows] == [
        Outcome.LIKELY, Outcome.UPDATES, Outcome.UNCHANGED,
    ]  # fmt: skip
    office.bring(moved, {2: Decision(Choice.NEW)})
    assert office.case("Асқар Үлгібай").occupation == "imam"
    assert office.case("Асқар Үлгібай").birth.text == "1974"
    assert office.case("Гүлнар Қиялбек").occupation == "cook"
    assert office.case("Ерлан Тоқтасын").birth.text == "1960"
    assert office.vault.check() == []


def test_two_rows_may_change_places(office):
    office.bring([ASKAR, GULNAR])
    swapped = [{**GULNAR, "No.": "1", "Job": "baker"}, {**ASKAR, "No.": "2"}]
    imported = office.bring(swapped)
    assert office.case("Гүлнар Қиялбек").occupation == "baker"
    assert office.case("Асқар Үлгібай").occupation == "teacher"
    assert Outcome.LIKELY not in imported.counts
    assert {row.outcome for row in office.bring(swapped).rows} == {Outcome.UNCHANGED}


def test_somebody_else_under_a_known_number_is_asked_about(office):
    office.bring([ASKAR])
    (row,) = office.plan([ERLAN]).rows
    assert (row.outcome, row.case_number) == (Outcome.LIKELY, "CF-0001")
    assert [said.params for said in row.why] == [{"name": "Асқар Үлгібай"}]
    office.bring([ERLAN])
    assert office.case("Асқар Үлгібай").birth.text == "1974"


def test_a_row_with_the_number_of_another_row_is_asked_about_each_time(office):
    rows = [{**ASKAR, "ID": "N1234567"}, {**GULNAR, "ID": "N1234567"}]
    for _time in range(2):
        assert office.bring(rows).rows[1].outcome is Outcome.LIKELY
    assert office.case("Асқар Үлгібай").birth.text == "1974"
