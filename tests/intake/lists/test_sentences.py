"""What is said of a row: changes by the words of their fields, and what a list no longer says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.i18n import translator
from caseapp.intake.lists.facts import ARREST, words_of
from caseapp.intake.lists.plan import Outcome
from caseapp.intake.lists.sentences import field_label, list_told, sentence
from caseapp.intake.lists.targets import SPECS, Slot, Target, target_label
from tests.intake.lists.importing import COLUMNS, Office
from tests.intake.lists.test_import import ASKAR, EDIT, GULNAR


@pytest.fixture
def office(vault, tmp_path):
    return Office(vault, tmp_path)


def test_what_the_office_took_away_itself_is_not_told_as_kept(office):
    office.bring([ASKAR])
    case = office.case("Асқар Үлгібай")
    case.occupation = ""
    office.vault.save(case, action=EDIT)
    again = office.bring([{**ASKAR, "Job": "", "Born": "1975"}])
    assert [told.params["field"] for told in again.rows[0].told] == ["birth"]


def test_what_a_list_no_longer_says_stays_in_the_case_and_is_told(vault, tmp_path):
    office = Office(vault, tmp_path, {**COLUMNS, "Marks": Target.TAGS})
    told = {**GULNAR, "Phone": "+7 701 123 45 67", "Teller": "Айгүл", "Other": "twice"}
    office.bring([{**told, "Marks": "urgent, 2019"}])
    plan = office.plan([{**told, "Phone": "", "Other": "", "Marks": "2019"}])
    (row,) = plan.rows
    assert row.outcome is Outcome.UNCHANGED
    assert {(one.params["field"], one.params["old"]) for one in row.why} == {
        ("contact.phones", "+7 701 123 45 67"), ("restricted_notes", "Other: twice"),
        ("tags", "urgent"),
    }  # fmt: skip
    assert any("no longer says" in line for line in list_told(plan, translator("en")))


def test_of_a_whole_list_its_sources_and_the_export_that_it_is_of_are_told(office):
    plan = replace(office.plan([ASKAR]), sources=2, exported=date(2026, 3, 1))
    before = " ".join(list_told(plan, translator("en")))
    assert "2 sources that the rows name would be added." in before
    assert "exported on 2026-03-01" in before
    after = " ".join(list_told(plan, translator("en"), 1, lambda day: f"day {day.day}"))
    assert "1 source that the rows name was added." in after
    assert "exported on day 1:" in after
    assert list_told(office.plan([ASKAR]), translator("en")) == []


def test_sentences_call_fields_and_codes_by_their_words(office):
    office.bring([{**ASKAR, "Sex": "m"}])
    (row,) = office.plan([{**ASKAR, "Sex": "f", "Other": "twice"}]).rows
    told = [sentence(one, translator("en")) for one in row.why]
    assert "sex: “male” is now “female”." in told
    assert "restricted notes: “Other: twice” was added." in told
    for target, spec in SPECS.items():
        if spec.slot is not None:
            of = ARREST if spec.slot is Slot.ARRESTED else spec.slot.value
            assert field_label(f"{of}.{spec.field}", translator("en")) == target_label(
                target, translator("en")
            )


def test_a_column_that_the_mapping_does_not_know_may_not_be_quoted(office):
    rows = words_of({"Name": "Асқар", "Phone of a sister": "8 701"}, office.mapping)
    assert (rows.free, rows.private) == ("Name: Асқар", "Phone of a sister: 8 701")
