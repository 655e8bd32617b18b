"""The invented names: seeded, in every script, and written without caseapp's own tables."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from random import Random

import pytest

from tests.benchmarks.names.generator import (
    FAULTS,
    SCRIPTS,
    Named,
    distractor,
    third,
    typing_error,
    write,
)
from tests.benchmarks.names.inventory import listed
from tests.benchmarks.names.people import on_file, people, some_forms, told
from tests.benchmarks.names.spellings import CONVENTIONS, arabic, latin, russian

_LETTERS = {
    "kk": "[а-яёәғқңөұүһіҗ ]+", "ru": "[а-яё ]+", "kk_arab": "[\u0621-\u06d5 ]+",
    "latin": "[^\u0400-\uffff]+", "zh": "[\u4e00-\u9fff·]+",
}  # fmt: skip


def _names(count: int, seed: int = 5) -> list[Named]:
    random = Random(seed)
    return [distractor(random) for _ in range(count)]


def test_there_are_four_hundred_kazakh_given_names_and_their_neighbours() -> None:
    assert len({*listed("kazakh", "male"), *listed("kazakh", "female")}) >= 400
    assert len({*listed("uyghur", "male"), *listed("uyghur", "female")}) >= 150


def test_the_same_seed_gives_the_same_names_and_another_gives_others() -> None:
    assert _names(50) == _names(50)
    assert _names(50) != _names(50, seed=6)


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_name_can_be_written_in_every_script_with_its_letters_alone(script: str) -> None:
    random = Random(7)
    for name in _names(400):
        text = write(name, script, random)
        assert re.fullmatch(_LETTERS[script], text.lower()), (name, text)


def test_every_listed_name_has_a_chinese_form_of_at_least_one_character() -> None:
    random = Random(8)
    for people_ in ("kazakh", "uyghur"):
        for sex in ("male", "female"):
            for word in listed(people_, sex):
                assert write(Named(sex, (word,), ("",)), "zh", random), word


def test_conventions_spell_one_name_in_their_own_ways() -> None:
    spelled = {c: latin("Шыңғысхан", c, Random(1)) for c in CONVENTIONS}
    assert spelled["official"] == "Şyñğyshan"
    assert spelled["acute"] == "Shyńǵyshan"
    assert spelled["web"] == "Şıñğısxan"
    assert len(set(spelled.values())) >= 6
    assert russian("Бақытгүл", Random(3)).startswith("Бах") or "гуль" in russian(
        "Бақытгүл", Random(3)
    )


def test_the_hamza_marks_soft_words_that_do_not_show_it_themselves() -> None:
    written = {arabic("Әлия", Random(seed))[0] for seed in range(30)}
    assert {"ٴ", "ء"} & written
    assert {arabic("Серік", Random(seed))[0] for seed in range(30)} == {"س"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_changes_the_name(fault: str) -> None:
    work, scripts = FAULTS[fault]
    random, name = Random(4), Named("male", ("Құрманғали", "Әбілмәжін"), ("", ""))
    for script in scripts:
        text = write(name, script, random)
        changed = {work(text, random) for _ in range(20)}
        assert changed != {text}, (fault, script)


def test_a_name_of_one_letter_survives_a_typing_error() -> None:
    assert typing_error("а", Random(1)) == "а"


def test_a_third_name_comes_behind_the_fathers() -> None:
    name = Named("female", ("Айгүл", "Серік"), ("", ""))
    assert third(name, Random(1)).parts[:2] == name.parts
    assert len(third(name, Random(1)).parts) == 3


def test_people_are_told_of_with_noise_and_mostly_right() -> None:
    random = Random(2)
    everybody = list(people(random, 3_000))
    right = wrong = unknown = 0
    for person in everybody:
        account = told(person, "latin", random)
        if account.earliest is None or account.latest is None:
            unknown += 1
        elif account.earliest <= person.born <= account.latest:
            right += 1
        else:
            wrong += 1
    assert 0.15 < unknown / 3_000 < 0.25
    assert 0.05 < wrong / (right + wrong) < 0.3
    assert all(on_file(person, some_forms(random), random).names for person in everybody[:200])


def test_the_writers_know_nothing_of_caseapps_names() -> None:
    """What is measured must not have made the questions."""
    here = Path(__file__).parent
    for module in ("generator", "spellings", "chinese", "inventory", "people", "cited"):
        tree = ast.parse(here.joinpath(f"{module}.py").read_text("utf-8"))
        imported = [
            node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
        ] + [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
        assert not [name for name in imported if name.startswith(("caseapp.domain.names",
                                                                  "caseapp.matching"))]  # fmt: skip
