"""Long and odd texts in exports: nothing is cut, no writer stumbles. All persons are fictitious."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from caseapp.disclosure.words import Words
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Audience, EventKind, NameKind, NameRole, NameScript
from caseapp.errors import UserError
from caseapp.exchange.export.facts import EventFact, NameFact
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.ftm import as_entities
from caseapp.exchange.export.gedcom import as_gedcom
from caseapp.exchange.export.record_reading import read_bytes
from tests.dossier.test_compile_matrix import one_case
from tests.dossier.world import ALL
from tests.exchange.export.test_every_cell import made
from tests.exchange.export.test_export_forms import KEYS, case, facts

WHOLE = NameKind.DOCUMENT


@pytest.mark.parametrize("form", [Form.CSV, Form.UWAZI])
def test_a_statement_as_long_as_a_book_is_exported_whole(form: Form) -> None:
    w = one_case(Audience.UNITED_NATIONS, ALL)
    w["taken"].narrative = "сөз " * 40_000
    assert ("сөз " * 40_000).strip() in made(w, Audience.UNITED_NATIONS, form).decode()


def test_a_number_with_another_kind_of_line_end_is_one_line_of_entities() -> None:
    w = one_case(Audience.UNITED_NATIONS, ALL)
    w["654028197405120004"].number = "654028197405\u20280004"
    lines = made(w, Audience.UNITED_NATIONS, Form.FTM).decode().rstrip("\n").split("\n")
    numbers = [json.loads(line)["properties"].get("number") for line in lines]
    assert ["654028197405\u20280004"] in numbers


@pytest.mark.parametrize(
    ("text", "surname", "line"),
    [
        ("Алиман Али", "Али", "1 NAME Алиман /Али/"),
        ("Али Алиман", "Али", "1 NAME /Али/ Алиман"),
        ("Асқар Үлгібай", "Ұлы", "1 NAME Асқар Үлгібай"),
        ("阿里木·阿里", "阿里", "1 NAME 阿里木·/阿里/"),
        ("李明", "李", "1 NAME /李/明"),
        ("A \\1 B", "\\1", "1 NAME A /\\1/ B"),
    ],
)
def test_a_surname_is_marked_where_it_is_a_word_of_its_own(
    text: str, surname: str, line: str
) -> None:
    name = NameFact(text, NameScript.KK_CYRL, WHOLE, ((NameRole.FAMILY, surname),))
    lines = as_gedcom(facts(case(names=(name,))), Words("en")).decode("utf-8-sig").split("\r\n")
    assert line in lines


def test_a_long_value_is_not_cut_within_a_doubled_sign() -> None:
    name = NameFact("ab@" * 100, NameScript.EN, WHOLE)
    lines = as_gedcom(facts(case(names=(name,))), Words("en")).decode("utf-8-sig").split("\r\n")
    (line,) = [one for one in lines if one.startswith("1 NAME ab")]
    assert line.count("@") % 2 == 0


@pytest.mark.parametrize(
    ("when", "until", "told"),
    [
        ("2017/2018", "after 2019", {"startDate": ["2017-01-01"]}),
        ("2017/2018", "", {"startDate": ["2017-01-01"], "endDate": ["2018-12-31"]}),
        ("2017/2018", "2020", {"startDate": ["2017-01-01"], "endDate": ["2020-12-31"]}),
        ("2 May 2018", "2019/2020", {"date": ["2018-05-02"], "endDate": ["2020-12-31"]}),
        ("2 May 2018", "2019", {"date": ["2018-05-02"], "endDate": ["2019"]}),
    ],
)
def test_no_end_of_an_event_is_invented_in_entities(
    when: str, until: str, told: dict[str, list[str]]
) -> None:
    event = EventFact(
        id=UUID(int=5), kind=EventKind.TAKEN, when=read_date(when), until=read_date(until)
    )
    lines = as_entities(facts(case(events=(event,))), Words("en"), KEYS).decode().splitlines()
    (said,) = [one for one in map(json.loads, lines) if one["schema"] == "Event"]
    dates = {name: value for name, value in said["properties"].items() if "ate" in name}
    assert dates == told


@pytest.mark.parametrize("audience", ["[]", "{}", "7", "null", '"nobody"'])
def test_a_file_for_no_known_audience_is_refused_in_a_sentence(audience: str) -> None:
    file = f'{{"format": "caseapp-export", "content": "facts", "audience": {audience}}}'
    with pytest.raises(UserError, match="made for others"):
        read_bytes(file.encode())
