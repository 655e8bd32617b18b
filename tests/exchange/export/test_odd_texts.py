"""Long and odd texts in exports: nothing is cut, no writer stumbles. All persons are fictitious."""

from __future__ import annotations

import json

import pytest

from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import Audience, NameKind, NameRole, NameScript
from caseapp.exchange.export.facts import NameFact
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.gedcom import as_gedcom
from tests.dossier.test_compile_matrix import one_case
from tests.dossier.world import ALL
from tests.exchange.export.test_every_cell import made
from tests.exchange.export.test_export_forms import case, facts

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
