"""Dates are said in four languages, neither finer nor coarser than they are known."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.dates import UncertainDate, format_date, read_date

SHORT = {
    "12.05.1974": ("12 May 1974", "12 мая 1974", "1974 ж. 12 мам.", "1974年5月12日"),
    "2017-10": ("Oct 2017", "окт. 2017", "2017 ж. қаз.", "2017年10月"),
    "2017": ("2017", "2017", "2017", "2017年"),
    "10–28 Feb 2018": (
        "between 10 and 28 Feb 2018",
        "между 10 и 28 февр. 2018",
        "2018 ж. 10–28 ақп. аралығында",
        "2018年2月10日至28日之间",
    ),
    "March-April 2017": (
        "between Mar and Apr 2017",
        "между мартом и апрелем 2017",
        "2017 ж. нау.–сәу. аралығында",
        "2017年3月至4月之间",
    ),
    "2016-2018": (
        "between 2016 and 2018",
        "между 2016 и 2018",
        "2016–2018 жж. аралығында",
        "2016年至2018年之间",
    ),
    "about May 2019": ("about May 2019", "около мая 2019", "шамамен 2019 ж. мам.", "约2019年5月"),
    "before 2018-03": (
        "before Mar 2018",
        "до марта 2018",
        "2018 ж. наурызға дейін",
        "2018年3月之前",
    ),
    "after 5 Sep 2017": (
        "after 5 Sep 2017",
        "после 5 сент. 2017",
        "2017 ж. 5 қыркүйектен кейін",
        "2017年9月5日之后",
    ),
    "end of 2016": ("late 2016", "конец 2016", "2016 ж. соңы", "2016年底"),
    "early August 2017": (
        "early Aug 2017",
        "начало августа 2017",
        "2017 ж. тамыздың басы",
        "2017年8月上旬",
    ),
    "autumn 2017": ("autumn 2017", "осень 2017", "2017 ж. күзі", "2017年秋"),
    "1970s": ("1970s", "1970-е", "1970-жылдар", "1970年代"),
    "05/06/2017": (
        "6 May or 5 Jun 2017",
        "6 мая или 5 июн. 2017",
        "2017 ж. 6 мам. немесе 5 мау.",
        "2017年5月6日或6月5日",
    ),
    "2017?": ("possibly 2017", "возможно, 2017", "мүмкін, 2017", "可能2017年"),
    "unknown": ("unknown", "неизвестно", "белгісіз", "不详"),
}

LONG = {
    "12.10.1974": (
        "12 October 1974",
        "12 октября 1974 г.",
        "1974 жылғы 12 қазан",
        "1974年10月12日",
    ),
    "2017-10": ("October 2017", "октябрь 2017 г.", "2017 жылғы қазан", "2017年10月"),
    "2017": ("2017", "2017 г.", "2017 жыл", "2017年"),
    "2016-2018": (
        "between 2016 and 2018",
        "между 2016 и 2018 гг.",
        "2016–2018 жылдар аралығында",
        "2016年至2018年之间",
    ),
    "28 Dec 2017 - 3 Jan 2018": (
        "between 28 December 2017 and 3 January 2018",
        "между 28 декабря 2017 г. и 3 января 2018 г.",
        "2017 жылғы 28 желтоқсан – 2018 жылғы 3 қаңтар аралығында",
        "2017年12月28日至2018年1月3日之间",
    ),
    "about Q3 2017": (
        "about third quarter of 2017",
        "около III квартала 2017 г.",
        "шамамен 2017 жылғы III тоқсан",
        "约2017年第三季度",
    ),
}

LANGUAGES = ("en", "ru", "kk", "zh_Hans")


@pytest.mark.parametrize("text", SHORT)
def test_short_words_fit_a_table(text: str) -> None:
    assert tuple(format_date(read_date(text), code) for code in LANGUAGES) == SHORT[text]


@pytest.mark.parametrize("text", LONG)
def test_long_words_fit_a_letter(text: str) -> None:
    said = tuple(format_date(read_date(text), code, style="long") for code in LANGUAGES)
    assert said == LONG[text]


def test_text_that_could_not_be_read_is_said_as_it_is() -> None:
    assert format_date(read_date(" when the river froze "), "ru") == "when the river froze"


def test_language_codes_of_every_spelling_are_understood() -> None:
    october = read_date("2017-10")
    for code in ("zh", "zh_Hans", "zh-Hans", "ZH-hans-CN"):
        assert format_date(october, code) == "2017年10月"
    assert format_date(october, "kk-Cyrl") == "2017 ж. қаз."
    assert format_date(october, "fr") == "Oct 2017"


def test_what_is_said_never_names_a_day_that_is_not_known() -> None:
    for text in ("2017", "Oct 2017", "autumn 2017", "about 2017", "before 2018", "late 2016"):
        for code in LANGUAGES:
            for style in ("long", "short"):
                said = format_date(read_date(text), code, style).lower()
                assert "янв" not in said
                assert "jan" not in said
                assert "日" not in said


def test_bounds_without_edtf_are_said_too() -> None:
    value = UncertainDate("", None, date(2018, 2, 10), date(2018, 2, 28))
    assert format_date(value, "en") == "between 10 and 28 Feb 2018"


def test_edtf_that_only_other_programs_write_is_said_by_its_bounds() -> None:
    for edtf, said in {
        "[2017-21..2017-23]": "between Mar and Nov 2017",
        "[2017-03-05..2017-04]": "between 5 Mar and 30 Apr 2017",
        "[..2017-22]": "before Sep 2017",
        "[2015,2017,2019]": "2015, 2017 or 2019",
        "[2017-21,2017-23]": "spring 2017 or autumn 2017",
    }.items():
        assert format_date(UncertainDate("", edtf, None, None), "en") == said
