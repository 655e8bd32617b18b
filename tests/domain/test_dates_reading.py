"""What people write is read for what it says, and never for more."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.dates import Precision, UncertainDate, read_date

READ = {
    # As they stand in tables from the field.
    "2017": "2017",
    "10.2017": "2017-10",
    "Oct 2017": "2017-10",
    "Mar-17": "2017-03",
    "March-April 2017": "[2017-03..2017-04]",
    "около марта 2018": "2018-03~",
    "2017 жылдың күзі": "2017-23",
    "2017年10月": "2017-10",
    "end of 2016": "2016-39",
    "End 2016 ": "2016-39",
    "before 2018-03": "[..2018-02]",
    "2017/2018": "[2017..2018]",
    "2016-2020": "[2016..2020]",
    "10–28 Feb 2018": "[2018-02-10..2018-02-28]",
    "между мартом и апрелем 2017": "[2017-03..2017-04]",
    # Days.
    "12.05.1974": "1974-05-12",
    "1974-05-12": "1974-05-12",
    "1974/5/12": "1974-05-12",
    "19740512": "1974-05-12",
    "1974-05-12 00:00:00": "1974-05-12",
    "1974-05-12T09:30:00Z": "1974-05-12",
    "12 мая 1974 г.": "1974-05-12",
    "12-го мая 1974 года": "1974-05-12",
    "12 May 1974": "1974-05-12",
    "May 12th, 1974": "1974-05-12",
    "Sunday, 12 May 1974": "1974-05-12",
    "12-May-74": "1974-05-12",
    "12.05.74": "1974-05-12",
    "12 мая 17 г.": "2017-05-12",
    "1974 ж. 12 мамыр": "1974-05-12",
    "1974 жылғы 12 мамырда": "1974-05-12",
    "12 қазан 2017 ж.": "2017-10-12",
    "12 казан 2017": "2017-10-12",
    "1974年5月12日": "1974-05-12",
    "１９７４年５月１２日": "1974-05-12",
    "一九七四年五月十二日": "1974-05-12",
    "二〇一七年十二月三十一号": "2017-12-31",
    "۱۲.۰۵.۱۹۷۴": "1974-05-12",
    "29.02.2016": "2016-02-29",
    # Months.
    "окт.17": "2017-10",
    "Oct '17": "2017-10",
    "март - 2017": "2017-03",
    "2017-ж. наурыз": "2017-03",
    "2017 жылғы наурыз айында": "2017-03",
    "17年10月": "2017-10",
    "2017年10月份": "2017-10",
    "00.05.1974": "1974-05",
    # Years and what is said of births.
    "1974 г.р.": "1974",
    "1974 ж.т.": "1974",
    "1974年生": "1974",
    "born 1974": "1974",
    "1974-00-00": "1974",
    "в 2017-м году": "2017",
    # Seasons, parts, decades.
    "spring 2017": "2017-21",
    "летом 2018 года": "2018-22",
    "осень 2017": "2017-23",
    "2017 ж. көктемінде": "2017-21",
    "2017年秋天": "2017-23",
    "зима 2016/17": "[2016-12..2017-02]",
    "winter 2016-2017": "[2016-12..2017-02]",
    "early spring 2017": "2017-03~",
    "early August 2017": "2017-08-01~/2017-08-10~",
    "в середине августа 2017": "2017-08-11~/2017-08-20~",
    "2016 ж. ақпанның соңы": "2016-02-21~/2016-02-29~",
    "2017年8月上旬": "2017-08-01~/2017-08-10~",
    "mid-2016": "2016-38",
    "в начале 2016 года": "2016-37",
    "2016 жылдың ортасында": "2016-38",
    "2016年底": "2016-39",
    "1970s": "197X",
    "70-е годы": "197X",
    "1970-х гг.": "197X",
    "1970-жылдары": "197X",
    "20世纪70年代": "197X",
    "early 1970s": "[1970..1973]",
    "first half of 2017": "2017-40",
    "во второй половине 2017 г.": "2017-41",
    "2017 ж. бірінші жартысында": "2017-40",
    "2017年下半年": "2017-41",
    "first half of August 2017": "[2017-08-01..2017-08-15]",
    "Q3 2017": "2017-35",
    "3 квартал 2017": "2017-35",
    "III тоқсан 2017": "2017-35",
    "2017年第三季度": "2017-35",
    # Ranges, in which the year or month is said once.
    "10-28.02.2018": "[2018-02-10..2018-02-28]",
    "10.02-05.03.2018": "[2018-02-10..2018-03-05]",
    "10.02.2018 - 05.03.2018": "[2018-02-10..2018-03-05]",
    "с 10 по 28 февраля 2018 г.": "[2018-02-10..2018-02-28]",
    "from 10 to 28 Feb 2018": "[2018-02-10..2018-02-28]",
    "Feb 10 - Mar 5, 2018": "[2018-02-10..2018-03-05]",
    "2018 ж. 10-28 ақпан": "[2018-02-10..2018-02-28]",
    "2017 ж. наурыз бен сәуір аралығында": "[2017-03..2017-04]",
    "2016 жылдан 2018 жылға дейін": "[2016..2018]",
    "2017年3月至4月": "[2017-03..2017-04]",
    "2017年3-4月": "[2017-03..2017-04]",
    "2017年3月~4月": "[2017-03..2017-04]",
    "2017年10月5日到8日": "[2017-10-05..2017-10-08]",
    "2016/17": "[2016..2017]",
    "2018-21": "[2018..2021]",
    "December-January 2018": "[2017-12..2018-01]",
    "2017 қараша - қаңтар": "[2017-11..2018-01]",
    "03-04.2017": "[2017-03..2017-04]",
    "spring-summer 2017": "[2017-03..2017-08]",
    "end of 2016 - beginning of 2017": "[2016-09..2017-04]",
    "March and April 2017": "[2017-03..2017-04]",
    "after March and before June 2017": "[2017-04..2017-05]",
    "с марта до мая 2017": "[2017-03..2017-05]",
    # Before and after, with and without what they name.
    "до марта 2018": "[..2018-02]",
    "before 1 March 2018": "[..2018-02-28]",
    "2018 жылға дейін": "[..2017]",
    "2018年3月之前": "[..2018-02]",
    "2018年3月以前": "[..2018-03]",
    "by May 2018": "[..2018-05]",
    "не позднее 5 мая 2018": "[..2018-05-05]",
    "после марта 2017": "[2017-04..]",
    "2017 жылдан кейін": "[2018..]",
    "2017年以后": "[2017..]",
    "since March 2017": "[2017-03..]",
    "с 2016 г.": "[2016..]",
    "2016 жылдан бастап": "[2016..]",
    "May 2017 or later": "[2017-05..]",
    "before spring 2017": "[..2017-02]",
    "after the 1970s": "[1980..]",
    # About and perhaps.
    "about May 2019": "2019-05~",
    "c. 2017": "2017~",
    "~2017": "2017~",
    "шамамен 2019 ж. мамыр": "2019-05~",
    "约2019年5月": "2019-05~",
    "2019年5月前后": "2019-05~",
    "около 2016-2018": "2016~/2018~",
    "before about 2018": "../2017~",
    "2017?": "2017?",
    "возможно, в марте 2017": "2017-03?",
    "possibly about 2017": "2017%",
    # A choice.
    "March or April 2017": "[2017-03,2017-04]",
    "2018 или 2016": "[2016,2018]",
    "2017年9、10月": "[2017-09,2017-10]",
    "05/06/2017": "[2017-05-06,2017-06-05]",
    "25/06/2017": "2017-06-25",
    "06/25/2017": "2017-06-25",
    "06/06/2017": "2017-06-06",
    # EDTF as it is.
    "2017~": "2017~",
    "201X": "201X",
    "2017-XX": "2017",
    "[2016,2017]": "[2016,2017]",
    "../2018-03": "[..2018-03]",
    "2017-03/..": "[2017-03..]",
}


@pytest.mark.parametrize(("text", "edtf"), READ.items())
def test_what_people_write_is_read(text: str, edtf: str) -> None:
    value = read_date(text)
    assert value.edtf == edtf
    assert value.text == text
    assert value.readable


@pytest.mark.parametrize(
    "text",
    [
        "my uncle's wedding",
        "not 2017",
        "не в 2017",
        "2016, не 2017",
        "17-Mar",
        "12 May",
        "12 мая",
        "15 жыл",
        "17年",
        "21 год",
        "3 years",
        "45",
        "17-05-12",
        "30 Feb 2017",
        "29.02.2017",
        "13.13.2017",
        "March 2017 - 2016",
        "before 2017-2018",
        "2016 2017",
        "农历2017年正月",
        "2017年春节前后",
        "2017-13",
        "0000",
        "3017",
        "10-28",
        "between 2017",
        "March 2017 April 2018 May 2019",
        "early winter 2017",
        "Abay",
        "-5",
        "٢",
        "x" * 1_000_000,
    ],
)
def test_what_is_not_wholly_understood_stays_text_with_open_bounds(text: str) -> None:
    assert read_date(text) == UncertainDate(text, None, None, None)
    assert not read_date(text).readable


@pytest.mark.parametrize(
    "text", ["", "  ", "unknown", "Unclear", "N/A", "неизвестно", "Белгісіз", "不详", "?", "—"]
)
def test_unknown_is_understood_as_unknown(text: str) -> None:
    value = read_date(text)
    assert (value.earliest, value.latest, value.edtf) == (None, None, None)
    assert value.readable
    assert value.precision is Precision.UNKNOWN
    assert value.text == text


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("Feb 2016", "2016-02-01", "2016-02-29"),
        ("about 12 May 2019", "2019-05-05", "2019-05-19"),
        ("about Jan 2019", "2018-12-01", "2019-02-28"),
        ("about 2019", "2018-01-01", "2020-12-31"),
        ("about the 1970s", "1968-01-01", "1981-12-31"),
        ("about autumn 2017", "2017-08-01", "2017-12-31"),
        ("2017?", "2017-01-01", "2017-12-31"),
        ("late 2016", "2016-09-01", "2016-12-31"),
        ("late Feb 2016", "2016-02-21", "2016-02-29"),
        ("winter 2017", "2016-12-01", "2018-02-28"),
        ("Q4 2017", "2017-10-01", "2017-12-31"),
        ("second half of 2017", "2017-07-01", "2017-12-31"),
        ("1970s", "1970-01-01", "1979-12-31"),
        ("before 2018-03", None, "2018-02-28"),
        ("after 31 Dec 2017", "2018-01-01", None),
        ("2016 or 2018", "2016-01-01", "2018-12-31"),
        ("05/06/2017", "2017-05-06", "2017-06-05"),
    ],
)
def test_bounds_are_the_first_and_last_day_that_is_meant(
    text: str, earliest: str | None, latest: str | None
) -> None:
    value = read_date(text)
    assert value.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert value.latest == (date.fromisoformat(latest) if latest else None)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("12.05.1974", Precision.DAY),
        ("about May 2019", Precision.MONTH),
        ("autumn 2017", Precision.SEASON),
        ("2017?", Precision.YEAR),
        ("1970s", Precision.RANGE),
        ("Q3 2017", Precision.RANGE),
        ("2017/2018", Precision.RANGE),
        ("before 2018", Precision.RANGE),
        ("1 or 3 May 2017", Precision.RANGE),
        ("early May 2017", Precision.RANGE),
        ("no idea", Precision.UNKNOWN),
    ],
)
def test_precision_is_that_of_the_words(text: str, precision: Precision) -> None:
    assert read_date(text).precision is precision


def test_two_digit_years_turn_at_forty() -> None:
    assert read_date("12.05.39").earliest == date(2039, 5, 12)
    assert read_date("12.05.40").earliest == date(1940, 5, 12)


def test_about_is_told_apart_from_sharp() -> None:
    assert read_date("about 2017").approximate
    assert read_date("late May 2017").approximate
    assert not read_date("2017").approximate
    assert not read_date("2017?").approximate


def test_a_long_row_of_spaces_or_figures_is_refused_at_once() -> None:
    for text in (" " * 199 + "x", "9" * 200, "-" * 200, "1." * 100, "年" * 200, "March " * 33):
        assert read_date(text).edtf is None
