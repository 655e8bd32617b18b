"""A row of a list, understood; nothing is filled in."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.list_columns import Role
from caseapp.domain.listed_people import Listed, Remark, listed, place_in
from caseapp.domain.vocabulary import Sex

R = Role
ALL = (R.SURNAME, R.GIVEN, R.FATHER, R.BIRTH, R.SEX, R.DOCUMENT, R.PLACE)


def test_a_row_says_names_birth_sex_number_and_county():
    row = ("Үлгібай", " Асқар ", "Нобай", "1974 ж.т.", "ер", "6540 2819 7405 1200 04", "Теkес")
    found = listed((*row[:6], "Tekes county"), ALL)
    assert found == Listed(
        ("Үлгібай Асқар", "Үлгібай Асқар Нобай"), date(1974, 1, 1), date(1974, 12, 31), Sex.MALE,
        ("654028197405120004",), "654027",
    )  # fmt: skip


def test_what_is_not_understood_is_told_and_left_out():
    found = listed(("", "", "", "long ago", "?", "-", "nowhere"), ALL)
    assert found.remarks == (Remark.BIRTH_UNREAD, Remark.PLACE_UNKNOWN, Remark.NO_NAME)
    assert not found.says_who


def test_a_number_whose_figures_are_lost_is_not_used():
    found = listed(("Асқар Үлгібай", "654028197405120000"), (R.NAME, R.DOCUMENT), lost=(1,))
    assert found.documents == ()
    assert found.remarks == (Remark.NUMBER_LOST,)


def test_a_short_row_lacks_its_last_cells():
    assert listed(("Асқар",), (R.NAME, R.BIRTH, R.PLACE)) == Listed(("Асқар",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tekes county", "654027"), ("Текес ауданы", "654027"),
        ("伊犁州特克斯县阔克苏乡", "654027"),
        ("654127", "654027"), ("Іле, Текес", "654027"), ("Emin County, Tarbagatay", "654221"),
        ("塔城地区额敏县", "654221"), ("nowhere", ""), ("", ""), ("Kulja", ""),
    ],
)  # fmt: skip
def test_a_county_is_known_by_its_name_or_number_and_not_guessed_where_two_are_called_so(
    text, code
):
    assert place_in(text) == code
