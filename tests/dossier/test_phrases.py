"""Printed words: one token a class, and numbers that agree with their nouns.

That the catalogue is complete is tested with all catalogues.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import caseapp
from caseapp.disclosure.words import TOKENS, Words
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import InfoClass
from caseapp.i18n import translator

CALLS = {"tr", "plural", "in_context", "plural_in_context", "NC_", "NPC_"}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_each_class_has_a_fixed_token_in_brackets(language: str) -> None:
    words = Words(language)
    assert set(TOKENS) == set(InfoClass)
    for info_class in InfoClass:
        token = words.token(info_class)
        assert token[0] + token[-1] == "[]"
        assert words.token(info_class) == token
        assert (token == TOKENS[info_class][1]) == (language == "en")


def test_no_sentence_is_hidden_in_an_f_string_where_it_cannot_be_found() -> None:
    folder = Path(caseapp.__file__).parent / "dossier"
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [n for n in ast.walk(node) if isinstance(n, ast.Call)]
                names = {getattr(c.func, "attr", getattr(c.func, "id", "")) for c in calls}
                assert not names & CALLS, f"{path.name}:{node.lineno}"


@pytest.mark.parametrize(
    ("n", "genitive", "size", "years", "statuses"),
    [
        (1, "1 человека", "1 человек", "1 год", "1 человек освобождён"),
        (2, "2 человек", "2 человека", "2 года", "2 человека освобождены"),
        (5, "5 человек", "5 человек", "5 лет", "5 человек освобождены"),
        (11, "11 человек", "11 человек", "11 лет", "11 человек освобождены"),
        (21, "21 человека", "21 человек", "21 год", "21 человек освобождён"),
        (112, "112 человек", "112 человек", "112 лет", "112 человек освобождены"),
    ],
)
def test_russian_counts_agree(n: int, genitive: str, size: str, years: str, statuses: str) -> None:
    tr = translator("ru", "dossier")
    plural = tr.plural_in_context
    assert plural("genitive", "{n} person", "{n} persons", n) == genitive
    assert plural("size of groups", "{n} person", "{n} people", n) == size
    assert tr.plural("{n} year", "{n} years", n) == years
    released = ("{n} person has been released", "{n} persons have been released")
    assert plural("letter", *released, n) == statuses


@pytest.mark.parametrize(
    ("given", "english", "russian"),
    [
        ("14 March 2024", "14 Mar 2024", "14.03.2024"),
        ("10-28 February 2018", "10–28 Feb 2018", "10–28.02.2018"),
        ("October-December 2018", "Oct–Dec 2018", "окт.–дек. 2018"),
        ("August 2029 - June 2030", "Aug 2029 – Jun 2030", "авг. 2029 – июнь 2030"),
        ("30 March 2018 - 2 April 2018", "30 Mar 2018 – 2 Apr 2018", "30.03.2018 – 02.04.2018"),
        ("2017", "2017", "2017"),
        ("before 12 September 2017", "before 12 Sep 2017", "до 12 сент. 2017"),
        ("about May 2019", "about May 2019", "около мая 2019"),
        ("unknown", "", ""),
    ],
)
def test_a_dense_table_writes_dates_briefly(given: str, english: str, russian: str) -> None:
    assert Words("en").brief(read_date(given)) == english
    assert Words("ru").brief(read_date(given)) == russian
