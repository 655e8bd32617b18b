"""The public offices that ship: words in four languages, bounds in time, what is offered when."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.directory import shipped_addressees
from caseapp.desktop.features.appeals import AppealView
from caseapp.desktop.features.library import LibraryView
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Audience, ReplyRule
from caseapp.domain.waiting import is_in_office
from caseapp.dossier.languages import PRINTED
from caseapp.dossier.letters import shipped_wording
from caseapp.dossier.parts import PartKind
from caseapp.store.history import Action
from caseapp.store.records import Addressee, Appeal
from caseapp.store.vault import Vault
from caseapp.system.resources import resource

LAST, FIRST = date(2026, 6, 30), date(2026, 7, 1)
"""The last day of the two chambers of Kazakhstan's parliament, the first of the one chamber."""
CHAMBERS = {
    "Mazhilis of the Parliament of the Republic of Kazakhstan",
    "Senate of the Parliament of the Republic of Kazakhstan",
}
KURULTAI = "Kurultai of the Republic of Kazakhstan"


def name(one: Addressee) -> str:
    return str(one.texts["body"]["en"])


def names(found: list[Addressee]) -> list[str]:
    return [name(one) for one in found]


def test_every_text_of_a_shipped_addressee_is_there_in_every_language_of_copies() -> None:
    for one in shipped_addressees([]):
        assert {"body", "short", "salutation"} <= one.texts.keys() <= {
            "body", "office", "post", "short", "salutation",
        }, name(one)  # fmt: skip
        for texts in (*one.texts.values(), *([one.address] if one.address else [])):
            assert set(texts) == set(PRINTED), name(one)
            assert all(texts.values())


def test_no_person_is_named_and_nobody_is_said_to_have_checked() -> None:
    for one in shipped_addressees([]):
        assert not one.person
        assert not one.phone
        assert one.checked.is_unknown
        assert one.note.startswith("Check before use")


def test_keys_and_names_of_the_files_are_each_used_once() -> None:
    files = sorted(resource("addressees").glob("*.toml"))
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    assert len({table["key"] for table in tables}) == len(files)
    assert len(set(names(shipped_addressees([])))) == len(files) >= 12
    assert all(table["unconfirmed"] is True for table in tables)


def test_each_can_be_written_to_in_all_languages() -> None:
    for one in shipped_addressees([]):
        for language in PRINTED:
            assert shipped_wording(one.letter, language).text, (name(one), language)


def test_parts_and_rules_fit_the_office() -> None:
    found = {name(one): one for one in shipped_addressees([])}
    assert PartKind.WGAD in found["Working Group on Arbitrary Detention"].parts
    for tracing in ("Red Crescent Society of the Republic of Kazakhstan",
                    "International Committee of the Red Cross"):  # fmt: skip
        assert PartKind.TRACING in found[tracing].parts
        assert PartKind.SHEETS not in found[tracing].parts
    for one in found.values():
        if one.audience is not Audience.HOST_STATE:
            assert one.reply_rule is ReplyRule.NONE, "the Code binds bodies of Kazakhstan alone"


def test_the_one_chamber_begins_on_the_day_after_the_two_end() -> None:
    found = {name(one): one for one in shipped_addressees([])}
    assert found[KURULTAI].valid_from.earliest == FIRST
    assert {found[chamber].valid_to.latest for chamber in CHAMBERS} == {LAST}
    dated = {n for n, one in found.items() if one.valid_to.latest or one.valid_from.earliest}
    assert dated == {KURULTAI, *CHAMBERS}


def test_what_is_over_stands_last() -> None:
    assert set(names(shipped_addressees([]))[-2:]) == CHAMBERS


@pytest.mark.parametrize(
    ("begins", "ends", "day", "there"),
    [
        ("", "", date(2020, 1, 1), True),
        ("", "30 June 2026", LAST, True),
        ("", "30 June 2026", FIRST, False),
        ("1 July 2026", "", LAST, False),
        ("1 July 2026", "", FIRST, True),
        ("2026", "", date(2026, 2, 1), True),
        ("", "2026", date(2026, 11, 1), True),
    ],
)
def test_an_office_is_there_between_its_days(
    begins: str, ends: str, day: date, there: bool
) -> None:
    assert is_in_office(read_date(begins), read_date(ends), day) is there


# -- in the window -------------------------------------------------------------------------------
@pytest.fixture
def library(context: Context, vault: Vault, shown: Callable[[QWidget], QWidget]) -> LibraryView:
    view = LibraryView(context, vault)
    view.resize(1100, 700)
    shown(view)
    view.open("addressees")
    return view


def choose(library: LibraryView, wanted: str) -> None:
    section = library.section()
    place = names(list(section._found.shipped)).index(wanted)
    section._choose(("shipped", place))


def test_a_shipped_one_says_before_it_is_taken_that_nobody_checked_it(
    library: LibraryView,
) -> None:
    choose(library, "Working Group on Arbitrary Detention")
    said = library.section().warnings.said()
    assert any("Nobody has noted that it was checked" in one for one in said)


def test_a_former_one_says_that_its_time_is_over_in_the_list_and_beside_it(
    library: LibraryView,
) -> None:
    wanted = min(CHAMBERS)
    choose(library, wanted)
    assert any("Its time is over" in one for one in library.section().warnings.said())
    lines = [item.spoken for item in library.section().rows.items()]
    assert sum("until 30 Jun 2026" in line for line in lines) == len(CHAMBERS)


def test_taking_one_over_keeps_its_parts_and_its_days(library: LibraryView, vault: Vault) -> None:
    for wanted in ("Working Group on Arbitrary Detention", KURULTAI):
        choose(library, wanted)
        library.section().take_button.click()
    group, chamber = sorted(vault.all(Addressee), key=name, reverse=True)
    assert PartKind.WGAD in group.parts
    assert chamber.valid_from.earliest == FIRST


@pytest.mark.parametrize(
    ("dated", "offered"), [("2 June 2026", CHAMBERS), ("1 July 2026", {KURULTAI})]
)
def test_an_appeal_is_offered_the_parliament_of_its_day(
    context: Context,
    vault: Vault,
    shown: Callable[[QWidget], QWidget],
    dated: str,
    offered: set[str],
) -> None:
    appeal = Appeal(title="To the parliament", dated=read_date(dated))
    vault.save(appeal, action=Action("Make"))
    view = AppealView(context, vault)
    view.resize(1100, 690)
    shown(view)
    view.open(appeal.id)
    found = set(names(list(view.ui.addressees._others)))
    assert found & {KURULTAI, *CHAMBERS} == offered
    assert "Ministry of Foreign Affairs of the Republic of Kazakhstan" in found
