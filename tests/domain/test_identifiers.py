"""Identity numbers are read, doubted aloud and never refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain import identifiers as ids
from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import (
    disagreement,
    examine,
    examine_iin,
    examine_resident_id,
    fictitious_iin,
    fictitious_resident_id,
    make_check_digit,
    one_form,
    place_of,
    plain_number,
    upgraded_resident_id,
)
from caseapp.domain.places import all_places
from caseapp.domain.vocabulary import IdentifierKind, Sex

PRC, IIN = IdentifierKind.PRC_RESIDENT_ID, IdentifierKind.KZ_IIN
births = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def _resident(body: str) -> str:
    return body + str(make_check_digit(PRC, body))


def test_the_example_of_the_standard_has_its_check_digit() -> None:
    # The two examples printed in GB 11643-1999.
    assert make_check_digit(PRC, "11010519491231002") == "X"
    assert make_check_digit(PRC, "44052418800101001") == "4"


def test_the_check_digit_of_a_published_business_number_is_right() -> None:
    assert make_check_digit(IIN, "97124000131") == "5"
    reading = examine_iin("971240001315")
    assert reading.warnings == (ids.BUSINESS_NUMBER,)
    assert reading.birth is None
    assert ids.is_business_number("9712 4000 1315")
    assert not ids.is_business_number("971240001314")
    assert not ids.is_business_number("")


def test_the_second_row_of_weights_is_used_when_the_first_gives_ten() -> None:
    bodies = (f"740512{n}" for n in range(30001, 40000))
    body = next(b for b in bodies if sum(w * int(c) for w, c in enumerate(b, 1)) % 11 == 10)
    second = sum(w * int(c) for w, c in zip((3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2), body, strict=True))
    expected = None if second % 11 == 10 else str(second % 11)
    assert make_check_digit(IIN, body) == expected


def test_some_figures_have_no_iin_check_digit_at_all() -> None:
    without = [n for n in range(3000) if make_check_digit(IIN, f"7405123{n:04}") is None]
    assert without
    reading = examine_iin(f"7405123{without[0]:04}0")
    assert ids.WRONG_CHECK_DIGIT in reading.warnings


def test_a_resident_number_tells_place_birth_and_sex() -> None:
    woman = examine_resident_id(_resident("65402719740512002"))
    assert (woman.birth, woman.sex) == (date(1974, 5, 12), Sex.FEMALE)
    assert woman.place_code == "654027"
    assert woman.warnings == ()
    assert examine_resident_id(_resident("65402719740512003")).sex is Sex.MALE


# Codes of Ili, Tarbagatay, Altay, Hami, Turpan and the Corps' cities, old and new, as they stand
# on the papers of people born long before them. 652501 is in no list of the end of a year.
@pytest.mark.parametrize("born", [1930, 1940, 1955, 1962, 1979, 1984])
@pytest.mark.parametrize(
    "code",
    ["652101", "652201", "652222", "652501", "650521", "654101", "654121", "654127", "654128",
     "654027", "654201", "654202", "654221", "654301", "654325", "659001"],
)  # fmt: skip
def test_codes_younger_than_the_holder_are_normal(code: str, born: int) -> None:
    assert examine_resident_id(_resident(f"{code}{born}0512003")).warnings == ()
    assert examine_resident_id(f"{code}{born - 1900}0512003").doubts == (
        (ids.UNKNOWN_PLACE,) if code == "652501" else ()
    )


@pytest.mark.parametrize("born", [1930, 1949, 1962, 1975, 1983, 1990, 2000])
def test_no_code_of_the_list_is_doubted_in_a_number_given_while_it_was_in_force(born: int) -> None:
    given = max(ids.FIRST_NUMBERS, born)
    judged = 0
    for place in all_places():
        if (place.last_year or given) + 1 < given:
            continue
        forms = [_resident(f"{place.code}{born}0512003"), f"{place.code}{born % 100:02}0512003"]
        for number in forms if born < 2000 else forms[:1]:
            assert examine_resident_id(number).doubts == (), number
            judged += 1
    assert judged > 120


def test_a_number_with_an_unknown_county_of_a_known_prefecture_tells_the_prefecture() -> None:
    place = place_of(examine_resident_id(_resident("65250119620512003")))
    assert place is not None
    assert place.code == "652500"
    assert place_of(examine_resident_id("11010519491231002X")) is None
    assert place_of(examine_iin("740512300011")) is None


def test_a_place_in_a_number_is_called_as_it_was_when_it_was_given() -> None:
    place = place_of(examine_resident_id(_resident("65010719600512003")))
    assert place is not None
    assert place.name_zh == "南山区"


def test_a_code_that_ended_before_numbers_were_given_is_doubted() -> None:
    assert examine_resident_id(_resident("65410119900512003")).warnings == ()
    late = examine_resident_id(_resident("65410120100512003"))
    assert late.warnings == (ids.PLACE_BEFORE_NUMBERS,)
    early = examine_resident_id(_resident("65232119600512003"))
    assert early.warnings == (ids.PLACE_BEFORE_NUMBERS,)


def test_provinces_without_a_list_are_not_judged() -> None:
    assert examine_resident_id("11010519491231002X").warnings == ()


def test_an_old_number_of_fifteen_figures_is_read_and_upgraded() -> None:
    reading = examine_resident_id("654127 620512 003")
    assert reading.number == "654127620512003"
    assert (reading.birth, reading.sex) == (date(1962, 5, 12), Sex.MALE)
    assert reading.warnings == (ids.OLD_NUMBER,)
    upgraded = upgraded_resident_id("654127620512003")
    assert upgraded is not None
    assert upgraded.startswith("65412719620512003")
    assert examine_resident_id(upgraded).warnings == ()
    assert upgraded_resident_id("65412762051200") is None


@pytest.mark.parametrize(
    ("number", "warning"),
    [
        ("", ids.WRONG_LENGTH),
        ("6541271962", ids.WRONG_LENGTH),
        ("65412719620512003A", ids.WRONG_CHARACTERS),
        ("X54127196205120035", ids.WRONG_CHARACTERS),
        ("110105194912310021", ids.WRONG_CHECK_DIGIT),
        ("654127196202300033", ids.NO_SUCH_DAY),
        ("659999196205120033", ids.UNKNOWN_PLACE),
    ],
)
def test_what_is_wrong_with_a_resident_number_is_told(number: str, warning: str) -> None:
    assert warning in examine_resident_id(number).warnings


@pytest.mark.parametrize(
    ("number", "warning"),
    [
        ("", ids.WRONG_LENGTH),
        ("74051230000", ids.WRONG_LENGTH),
        ("74051230000A", ids.WRONG_CHARACTERS),
        ("740512300011", ids.WRONG_CHECK_DIGIT),
        ("740230300010", ids.NO_SUCH_DAY),
        ("740512000010", ids.NO_CENTURY),
        ("740512900010", ids.NO_CENTURY),
    ],
)
def test_what_is_wrong_with_an_iin_is_told(number: str, warning: str) -> None:
    assert warning in examine_iin(number).warnings


@pytest.mark.parametrize(
    ("seventh", "year", "sex"),
    [
        ("1", 1874, Sex.MALE),
        ("2", 1874, Sex.FEMALE),
        ("3", 1974, Sex.MALE),
        ("4", 1974, Sex.FEMALE),
        ("5", 2074, Sex.MALE),
        ("6", 2074, Sex.FEMALE),
    ],
)
def test_the_seventh_figure_of_an_iin_tells_century_and_sex(
    seventh: str, year: int, sex: Sex
) -> None:
    body = f"740512{seventh}0012"
    reading = examine_iin(body + (make_check_digit(IIN, body) or "0"))
    assert (reading.birth, reading.sex) == (date(year, 5, 12), sex)


def test_a_wrong_check_digit_does_not_hide_what_the_number_says() -> None:
    reading = examine_resident_id("654127196205120030")
    assert ids.WRONG_CHECK_DIGIT in reading.warnings
    assert (reading.birth, reading.place_code) == (date(1962, 5, 12), "654127")


def test_spaces_dashes_small_and_cyrillic_letters_do_not_matter() -> None:
    for number in ("110105 19491231 002x", "110105-19491231-002Х", "１１０１０５19491231002х"):
        assert plain_number(number) == "11010519491231002X"
        assert examine_resident_id(number).warnings == ()


def test_passports_are_text_that_is_compared_without_spaces_and_lookalikes() -> None:
    for written in ("E12345678", "e 1234 5678", "Е12345678", "Ｅ１２３４５６７８"):
        assert examine(IdentifierKind.PASSPORT, written) == ids.IdReading("E12345678")
        assert one_form(written) == "E12345678"
    assert {one_form("G 12345678"), one_form("N12345678")} == {"G12345678", "N12345678"}


def test_both_forms_of_one_resident_number_are_one() -> None:
    old = "654127620512003"
    new = str(upgraded_resident_id(old))
    assert one_form("654127 620512 003") == one_form(new) == new
    assert one_form("654127621512003") == "654127621512003"  # no such day: no resident number
    assert one_form("N 123") == "N123"


@pytest.mark.parametrize(
    ("birth", "sex", "places", "expected"),
    [
        ("1962", Sex.MALE, ["654027"], ids.Disagreement()),
        ("1962-05", Sex.UNKNOWN, [], ids.Disagreement()),
        ("", Sex.UNKNOWN, [""], ids.Disagreement()),
        ("1963", Sex.MALE, [], ids.Disagreement(birth=date(1962, 5, 12))),
        ("1962", Sex.FEMALE, [], ids.Disagreement(sex=Sex.MALE)),
        ("1962", Sex.MALE, ["654301"], ids.Disagreement(place_code="654127")),
        ("1962", Sex.MALE, ["654301", "652427"], ids.Disagreement()),
        ("1962", Sex.MALE, ["654000"], ids.Disagreement()),
        ("1962", Sex.MALE, ["650000"], ids.Disagreement()),
        ("1962", Sex.MALE, ["no list knows it"], ids.Disagreement()),
    ],
)
def test_what_a_number_says_otherwise_than_the_record_is_found(
    birth: str, sex: Sex, places: list[str], expected: ids.Disagreement
) -> None:
    for number in (_resident("65412719620512003"), "654127620512003"):
        read = examine_resident_id(number)
        assert disagreement(read, birth=read_date(birth), sex=sex, places=places) == expected


def test_a_number_that_cannot_be_read_disagrees_with_nothing() -> None:
    for read in (examine(PRC, "654127"), examine(IdentifierKind.PASSPORT, "E12345678")):
        found = disagreement(read, birth=read_date("1962"), sex=Sex.MALE, places=["654301"])
        assert found == ids.Disagreement()


def test_other_kinds_of_numbers_are_left_alone() -> None:
    reading = examine(IdentifierKind.PASSPORT, "N 1234-567")
    assert reading == ids.IdReading("N1234567")
    assert examine(PRC, "11010519491231002X").birth == date(1949, 12, 31)
    assert examine(IIN, "971240001315").warnings == (ids.BUSINESS_NUMBER,)


@pytest.mark.parametrize(
    ("kind", "body"),
    [(IdentifierKind.PASSPORT, "1"), (PRC, "1"), (IIN, "1234567890a"), (IIN, "٠" * 11)],
)
def test_a_check_digit_is_made_of_figures_only(kind: IdentifierKind, body: str) -> None:
    with pytest.raises(ValueError, match="check digit"):
        make_check_digit(kind, body)


@given(births, st.sampled_from(all_places()))
def test_fictitious_resident_numbers_check_but_are_known_as_made_up(
    birth: date, place: object
) -> None:
    code = getattr(place, "code", "")
    reading = examine_resident_id(fictitious_resident_id(code, birth))
    assert reading.made_up
    assert ids.WRONG_CHECK_DIGIT not in reading.warnings
    assert (reading.birth, reading.sex, reading.place_code) == (birth, Sex.UNKNOWN, code)


@given(births, st.sampled_from([Sex.MALE, Sex.FEMALE]))
def test_fictitious_iins_check_but_are_known_as_made_up(birth: date, sex: Sex) -> None:
    body = f"{birth:%y%m%d}"
    try:
        number = fictitious_iin(birth, sex)
    except ValueError:
        century = 3 if birth.year < 2000 else 5
        assert make_check_digit(IIN, f"{body}{century + (sex is Sex.FEMALE)}0000") is None
        return
    reading = examine_iin(number)
    assert reading.warnings == (ids.MADE_UP,)
    assert (reading.birth, reading.sex) == (birth, sex)


def test_a_fictitious_iin_needs_a_sex_and_a_century() -> None:
    with pytest.raises(ValueError, match="sex"):
        fictitious_iin(date(1974, 5, 12), Sex.UNKNOWN)
    with pytest.raises(ValueError, match="century"):
        fictitious_iin(date(1774, 5, 12), Sex.MALE)


@given(births, st.integers(1, 999), st.integers(0, 17), st.integers(1, 9))
def test_any_single_miscopied_figure_is_noticed(
    birth: date, order: int, place: int, off: int
) -> None:
    number = _resident(f"654027{birth:%Y%m%d}{order:03}")
    old = 10 if number[place] == "X" else int(number[place])
    wrong = number[:place] + str((old + off) % 10) + number[place + 1 :]
    reading = examine_resident_id(wrong)
    assert ids.WRONG_CHECK_DIGIT in reading.warnings or wrong == number


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    for kind in IdentifierKind:
        assert examine(kind, text).number == plain_number(text)
