"""Some invented people of one vault, with spellings in several scripts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from caseapp.domain.dates import read_date
from caseapp.domain.names.scripts import script_of_name
from caseapp.domain.vocabulary import IdentifierKind, Sex
from caseapp.store.history import Action
from caseapp.store.records import Detainee, Identifier, NameForm, Record
from caseapp.store.vault import Vault
from tests.conftest import empty_vault

NUMBER = "654028197405120004"
"""Order 000: nobody has it."""
SECRET = "Told in confidence: do not print"
PEOPLE: tuple[tuple[tuple[str, ...], Sex, str, str, str], ...] = (
    (("Асқар Үлгібай", "阿斯哈尔·玉勒格拜", "اسقار ۇلگىباي"), Sex.MALE, "12 May 1974", "654028",
     NUMBER),
    (("Айгүл Мысалбек", "阿依古丽·米萨勒别克"), Sex.FEMALE, "1981", "654025", ""),
    (("Мұрат Сынақбай", "Мурат Сынакбай"), Sex.MALE, "1972", "654221", ""),
    (("Мұрат Сынақбай",), Sex.MALE, "1990", "654025", ""),
    (("Жанар Тәмсілхан", "Zhanar Tamsilkhan"), Sex.FEMALE, "1993", "654027", ""),
)  # fmt: skip
"""Spellings, sex, birth, county, number; the third and the fourth are namesakes."""


def make_people(vault: Vault) -> list[Detainee]:
    """The cases, in the order of `PEOPLE`, numbered from 1."""
    cases: list[Detainee] = []
    for names, sex, birth, county, number in PEOPLE:
        case = Detainee(
            fictitious=True, sex=sex, birth=read_date(birth), home_place_code=county,
            restricted_notes=SECRET, health=SECRET, home_address=SECRET,
        )  # fmt: skip
        records: Sequence[Record] = [
            NameForm(detainee_id=case.id, text=name, script=script_of_name(name), position=place)
            for place, name in enumerate(names)
        ]
        numbers = [
            Identifier(detainee_id=case.id, kind=IdentifierKind.PRC_RESIDENT_ID, number=number)
        ]
        vault.save(case, *records, *(numbers if number else ()), action=Action("Made for a test"))
        cases.append(case)
    return cases


def office(folder: Path) -> Vault:
    """A vault with the people, for several tests that only read."""
    vault = empty_vault(folder / "office")
    make_people(vault)
    return vault
