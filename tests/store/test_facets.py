"""Facets of the case list: filters, live counts, orders, and an index that is never stale."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    Audience,
    Bearing,
    Credibility,
    EventKind,
    NameScript,
    Reliability,
    Sex,
    SourceKind,
    Status,
    Tie,
    Verification,
)
from caseapp.store.history import Action
from caseapp.store.queries.case_filter import (
    CaseFilter,
    Facet,
    Order,
    filter_from_json,
    filter_to_json,
)
from caseapp.store.queries.case_page import load_case_page
from caseapp.store.queries.cases import case_rows
from caseapp.store.queries.facet_index import facet_index
from caseapp.store.queries.facets import (
    CaseList,
    FacetCounts,
    all_counts,
    case_list,
    cross_counts,
    facet_counts,
    known_tags,
)
from caseapp.store.queries.followed import Followed
from caseapp.store.records import (
    Citation,
    Detainee,
    Event,
    Excerpt,
    ImportBatch,
    ImportedRow,
    NameForm,
    Record,
    Source,
)
from caseapp.store.vault import Vault

ACTION = Action("Test")
TEKES, QABA, OLD_QABA = "654027", "654324", "652225"


def case(
    vault: Vault, name: str = "", *events: tuple[EventKind, str], **about: Any
) -> Detainee:  # fmt: skip
    """A fictitious case with one spelling and some events."""
    record = Detainee(fictitious=True, **about)
    records: list[Record] = [record]
    if name:
        records.append(NameForm(detainee_id=record.id, text=name, script=NameScript.KK_CYRL))
    records += [
        Event(detainee_id=record.id, kind=kind, when=read_date(when)) for kind, when in events
    ]
    vault.save(*records, action=ACTION)
    return record


def listed(vault: Vault, shown: CaseFilter = CaseFilter()) -> list[int]:  # noqa: B008 - frozen
    """The short numbers of the cases that a filter shows."""

    def ask(session: Session) -> list[int]:
        rows = case_rows(session, list(case_list(session, shown)))
        return [int(row.number.rsplit("-", 1)[1]) for row in rows]

    return vault.read(ask)


def counts(vault: Vault, shown: CaseFilter | None = None) -> FacetCounts:
    return vault.read(lambda session: facet_counts(session, shown))


@pytest.fixture
def five(vault: Vault) -> list[Detainee]:
    """Five cases that differ in every facet."""
    taken, sentenced = EventKind.TAKEN, EventKind.SENTENCED
    return [
        case(vault, "Ержан Үлгі", (taken, "October 2017"), (sentenced, "2018"), sex=Sex.MALE,
             tie=Tie.RETURNEE, home_place_code=TEKES, tags=["press", "list of March"],
             birth=read_date("1980"), home_place="Tekes county"),
        case(vault, "Әсел Үлгі", (taken, "2018"), sex=Sex.FEMALE, tie=Tie.CITIZEN,
             home_place_code=TEKES, tags=["press"], birth=read_date("about 1985")),
        case(vault, "Асан Үлгі", (taken, "between November 2017 and March 2018"), sex=Sex.MALE,
             home_place="Altay city"),
        case(vault, "", birth=read_date("1970"), home_place="Emin county"),
        case(vault, "Қайрат Үлгі", (taken, "2017"), (EventKind.DIED, "2020"), sex=Sex.MALE,
             birth=read_date("1979"), home_place="Burqin county"),
    ]  # fmt: skip


# -- filters -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("shown", "found"),
    [
        (CaseFilter(), [1, 2, 3, 4, 5]),
        (CaseFilter(status=(Status.SENTENCED,)), [1]),
        (CaseFilter(status=(Status.SENTENCED, Status.DIED)), [1, 5]),
        (CaseFilter(sex=(Sex.MALE,)), [1, 3, 5]),
        (CaseFilter(tie=(Tie.CITIZEN, Tie.RETURNEE)), [1, 2]),
        (CaseFilter(county=(TEKES,)), [1, 2]),
        (CaseFilter(county=("Altay city",)), [3]),
        (CaseFilter(tag=("press",)), [1, 2]),
        (CaseFilter(tag=("",)), [3, 4, 5]),
        (CaseFilter(taken_from=2017, taken_to=2017), [1, 5]),
        (CaseFilter(taken_from=2017, taken_to=2018), [1, 2, 3, 5]),
        (CaseFilter(taken_from=2018), [2]),
        (CaseFilter(taken_unknown=True), [3, 4]),
        (CaseFilter(taken_to=2017, taken_unknown=True), [1, 3, 4, 5]),
        (CaseFilter(sex=(Sex.MALE,), tag=("press",)), [1]),
        (CaseFilter(text="үлг", sex=(Sex.MALE,)), [1, 3, 5]),
        (CaseFilter(text="zzz"), []),
        (CaseFilter(sex=(Sex.FEMALE,), tag=("none such",)), []),
        (CaseFilter(verification=(Verification.UNSOURCED,)), [1, 2, 3, 4, 5]),
        (CaseFilter(named_to=(Audience.PRESS,)), []),
    ],
)  # fmt: skip
def test_of_one_facet_any_value_counts_and_of_several_all(
    vault: Vault, five: list[Detainee], shown: CaseFilter, found: list[int]
) -> None:
    assert listed(vault, shown) == found
    assert counts(vault, shown).shown == len(found)


@pytest.mark.parametrize(
    ("order", "up", "down"),
    [
        ("number", [1, 2, 3, 4, 5], [5, 4, 3, 2, 1]),
        ("name", [3, 2, 1, 5, 4], [5, 1, 2, 3, 4]),
        ("birth", [4, 5, 1, 2, 3], [2, 1, 5, 4, 3]),
        ("place", [3, 5, 4, 1, 2], [1, 4, 5, 3, 2]),
        ("status", [1, 2, 3, 5, 4], [5, 2, 3, 1, 4]),
        ("taken", [5, 1, 3, 2, 4], [2, 3, 1, 5, 4]),
        ("sex", [2, 1, 3, 5, 4], [1, 3, 5, 2, 4]),
        ("tie", [2, 1, 3, 4, 5], [1, 2, 3, 4, 5]),
        ("verification", [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
    ],
)
def test_each_order_goes_both_ways_and_what_is_not_known_stands_last(
    vault: Vault, five: list[Detainee], order: Order, up: list[int], down: list[int]
) -> None:
    assert listed(vault, CaseFilter(order=order)) == up
    assert listed(vault, CaseFilter(order=order, descending=True)) == down


def test_names_stand_in_the_order_of_the_kazakh_alphabet(vault: Vault) -> None:
    names = ["Ұлан", "Уәли", "Өмір", "Ораз", "Ніл", "Ңұр", "Қанат", "Кәрім", "Ғани", "Әли", "Aliya"]
    ids = {case(vault, name).id: name for name in names}
    shown = vault.read(lambda session: case_list(session, CaseFilter(order="name")))
    assert [ids[case_id] for case_id in shown] == [
        "Aliya", "Әли", "Ғани", "Кәрім", "Қанат", "Ніл", "Ңұр", "Ораз", "Өмір", "Уәли", "Ұлан",
    ]  # fmt: skip


def test_numbers_stand_by_the_alphabet_of_their_prefixes(vault: Vault) -> None:
    for prefix in ("XX", "AA", "MM"):
        case(vault, prefix=prefix)
    shown = vault.read(lambda session: case_list(session, CaseFilter()))
    rows = vault.read(lambda session: case_rows(session, list(shown)))
    assert [row.prefix for row in rows] == ["AA", "MM", "XX"]


def test_a_list_knows_places_slices_and_what_is_not_in_it(
    vault: Vault, five: list[Detainee]
) -> None:
    shown = vault.read(lambda session: case_list(session, CaseFilter(sex=(Sex.MALE,))))
    assert isinstance(shown, CaseList)
    ids = [five[0].id, five[2].id, five[4].id]
    assert list(shown) == ids
    assert shown[1:] == tuple(ids[1:])
    assert shown[-1] == ids[-1]
    assert shown.place(five[2].id) == 1
    assert shown.place(five[1].id) is None
    assert shown.place(UUID(int=1)) is None


# -- counts ------------------------------------------------------------------------------------
def test_each_facet_is_counted_with_what_is_chosen_in_the_others(
    vault: Vault, five: list[Detainee]
) -> None:
    everything = counts(vault)
    assert (everything.total, everything.shown) == (5, 5)
    assert everything.by[Facet.SEX] == {Sex.MALE: 3, Sex.FEMALE: 1, Sex.UNKNOWN: 1}
    assert everything.by[Facet.YEAR_TAKEN] == {2017: 2, 2018: 1, None: 2}
    assert everything.by[Facet.COUNTY] == {
        TEKES: 2, "Altay city": 1, "Emin county": 1, "Burqin county": 1,
    }  # fmt: skip
    assert everything.by[Facet.TAG] == {"press": 2, "list of March": 1, "": 3}
    chosen = counts(vault, CaseFilter(sex=(Sex.FEMALE,), tag=("press",)))
    assert (chosen.total, chosen.shown) == (5, 1)
    assert chosen.by[Facet.SEX] == {Sex.MALE: 1, Sex.FEMALE: 1}
    assert chosen.by[Facet.TAG] == {"press": 1}
    assert chosen.by[Facet.STATUS] == {Status.DETAINED: 1}


def test_a_county_counts_under_its_present_number(vault: Vault) -> None:
    case(vault, home_place_code=QABA)
    case(vault, home_place_code=OLD_QABA)
    by_county = counts(vault).by[Facet.COUNTY]
    assert sum(by_county.values()) == 2
    assert len(by_county) == (1 if OLD_QABA in _numbers(QABA) else 2)


def test_a_prefecture_finds_its_counties_under_old_and_new_numbers(vault: Vault) -> None:
    homes = ("654027", "654127", "652427", "654025", "654301", "654300", "659001", "", "Almaty")
    for home in homes:
        case(vault, home_place_code=home)
    everything = counts(vault)
    assert everything.by[Facet.PREFECTURE] == {"654000": 4, "654300": 2, "": 3}
    assert sum(everything.by[Facet.COUNTY].values()) == len(homes)
    ili = CaseFilter(prefecture=("654000",))
    assert len(listed(vault, ili)) == 4
    assert len(listed(vault, CaseFilter(prefecture=("654000",), county=("654027",)))) == 3
    assert len(listed(vault, CaseFilter(county=("654027",)))) == 3
    assert len(listed(vault, CaseFilter(prefecture=("654000", "654300")))) == 6
    assert len(listed(vault, CaseFilter(prefecture=("",)))) == 3
    narrowed = counts(vault, ili)
    assert narrowed.by[Facet.COUNTY] == {"654027": 3, "654025": 1}
    assert narrowed.by[Facet.PREFECTURE] == everything.by[Facet.PREFECTURE]
    assert filter_from_json(filter_to_json(ili)) == ili


def _numbers(code: str) -> tuple[str, ...]:
    from caseapp.domain.places import find_place, numbers_of

    place = find_place(code)
    assert place is not None
    return numbers_of(place)


def test_any_two_facets_are_counted_together(vault: Vault, five: list[Detainee]) -> None:
    def pairs(shown: CaseFilter) -> dict[tuple[Any, Any], int]:
        return vault.read(
            lambda session: cross_counts(session, shown, Facet.STATUS, Facet.YEAR_TAKEN)
        )

    assert pairs(CaseFilter()) == {
        (Status.SENTENCED, 2017): 1, (Status.DETAINED, 2018): 1, (Status.DETAINED, None): 1,
        (Status.UNKNOWN, None): 1, (Status.DIED, 2017): 1,
    }  # fmt: skip
    assert pairs(CaseFilter(taken_from=2018)) == {(Status.DETAINED, 2018): 1}


def test_a_case_is_as_far_verified_as_its_page_says(vault: Vault, five: list[Detainee]) -> None:
    (taken,) = vault.all(Event, detainee_id=five[1].id)
    for number in range(2):
        source = Source(kind=SourceKind.ARTICLE, reliability=Reliability.B)
        excerpt = Excerpt(source_id=source.id, credibility=Credibility.PROBABLE)
        cited = Citation(excerpt_id=excerpt.id, event_id=taken.id)
        vault.save(source, excerpt, cited, action=ACTION)
        page = vault.read(lambda session: load_case_page(session, five[1].id))
        assert page is not None
        assert listed(vault, CaseFilter(verification=(page.verification,))) == [2], number
        rows = vault.read(lambda session: case_rows(session, [five[1].id]))
        assert rows[0].verification is page.verification
    assert page.verification is Verification.CORROBORATED
    cited.bearing = Bearing.CONTRADICTS
    vault.save(cited, action=ACTION)
    assert listed(vault, CaseFilter(verification=(Verification.CORROBORATED,))) == []


def test_known_tags_are_those_of_living_cases(vault: Vault, five: list[Detainee]) -> None:
    assert vault.read(known_tags) == ["list of March", "press"]
    vault.trash(five[0], action=ACTION)
    assert vault.read(known_tags) == ["press"]


# -- never stale -------------------------------------------------------------------------------
def _edit(vault: Vault, dice: random.Random) -> None:
    """Some change that can touch a facet."""
    cases = vault.all(Detainee)
    one = dice.choice(cases)
    events = vault.all(Event)
    roll = dice.randrange(8)
    if roll == 0:
        case(vault, f"Жаңа {dice.random()}", (EventKind.TAKEN, "2019"))
    elif roll == 1 and len(cases) > 2:
        vault.trash(one, action=ACTION)
    elif roll == 2:
        vault.undo()
    elif roll == 3:
        vault.redo()
    elif roll == 4 and events:
        event = dice.choice(events)
        event.when = read_date(dice.choice(["2016", "", "2017-05", "between 2015 and 2018"]))
        vault.save(event, action=ACTION)
    elif roll == 5 and events:
        event = dice.choice(events)
        event.detainee_id = one.id
        vault.save(event, action=ACTION)
    elif roll == 6 and events:
        vault.trash(dice.choice(events), action=ACTION)
    else:
        one.sex, one.tags = dice.choice(list(Sex)), dice.sample(["a", "b", "c"], 2)
        one.home_place_code = dice.choice(["", TEKES, QABA])
        vault.save(one, action=ACTION)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_change_the_counts_are_those_of_an_index_made_anew(
    vault: Vault, five: list[Detainee], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseapp.store.queries import facet_index as module

    dice = random.Random(seed)
    shown = CaseFilter(sex=(Sex.MALE, Sex.UNKNOWN), order="taken")
    for _ in range(25):
        _edit(vault, dice)
        followed, order = counts(vault, shown), listed(vault, shown)
        with monkeypatch.context() as patch:
            patch.setattr(module, "_indexes", Followed(module.FacetIndex))
            assert (followed, order) == (counts(vault, shown), listed(vault, shown))
        assert vault.read(all_counts) == counts(vault)


def test_a_change_of_one_case_does_not_read_the_others(
    vault: Vault, five: list[Detainee], monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseapp.store.queries import facet_index as module

    counts(vault)
    read: list[UUID] = []

    def noting(*arguments: Any) -> Any:
        for values in real(*arguments):
            read.append(values.id)
            yield values

    real: Callable[..., Any] = module.load_values
    monkeypatch.setattr(module, "load_values", noting)
    counts(vault)
    assert read == []
    five[2].sex = Sex.FEMALE
    vault.save(five[2], action=ACTION)
    assert counts(vault).by[Facet.SEX][Sex.FEMALE] == 2
    assert read == [five[2].id]


def test_the_index_is_built_in_steps_that_others_can_come_between(
    vault: Vault, five: list[Detainee], monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseapp.store.queries import facet_index as module

    monkeypatch.setattr(module, "STEP", 2)
    seen = []
    while not vault.read(lambda session: facet_index(session).ready):
        vault.read(lambda session: facet_index(session).step(session))
        seen.append(vault.read(lambda session: facet_index(session).progress))
        if len(seen) == 1:
            five[0].sex = Sex.FEMALE
            vault.save(five[0], action=ACTION)
    assert seen == [(2, 5), (4, 5), (5, 5)]
    assert listed(vault, CaseFilter(sex=(Sex.FEMALE,))) == [1, 2]


def test_more_changes_than_can_be_followed_build_the_index_anew(
    vault: Vault, five: list[Detainee], monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseapp.store.queries import facet_index as module

    counts(vault)
    monkeypatch.setattr(module, "_FOLLOWED", 1)
    for one in five[:3]:
        one.sex = Sex.FEMALE
    vault.save(*five[:3], action=ACTION)
    assert not vault.read(lambda session: facet_index(session).ready)
    assert counts(vault).by[Facet.SEX][Sex.FEMALE] == 3


# -- kept as plain values ------------------------------------------------------------------------
FULL = CaseFilter(
    text="үлгі", status=(Status.SENTENCED, Status.DIED), taken_from=2017, taken_to=2018,
    taken_unknown=True, prefecture=("654000", ""), county=(TEKES, "Altay city"),
    sex=(Sex.MALE,), tie=(Tie.RETURNEE,), named_to=(Audience.PRESS,),
    verification=(Verification.REPORTED,), tag=("a", ""), order="name", descending=True,
)  # fmt: skip


def test_a_filter_survives_being_kept() -> None:
    assert filter_from_json(filter_to_json(FULL), "name", descending=True) == FULL
    assert filter_to_json(CaseFilter()) == {}
    assert filter_from_json({}) == CaseFilter()


def test_what_a_later_version_kept_is_left_out_and_the_rest_is_read() -> None:
    kept = filter_to_json(FULL) | {
        "status": ["sentenced", "abducted_by_ufo"], "taken_from": "2017", "sex": "male",
        "court": ["x"], "tag": [1, "a"], "taken_unknown": "yes", "text": None,
    }  # fmt: skip
    read = filter_from_json(kept, "by_moon")
    assert read == replace(
        FULL, text="", status=(Status.SENTENCED,), taken_from=None, sex=(), tag=("a",),
        taken_unknown=False, order="number", descending=False,
    )  # fmt: skip


def test_choosing_and_clearing_leave_the_rest_alone() -> None:
    chosen = CaseFilter(text="x").toggled(Facet.STATUS, Status.DIED).toggled(Facet.TAG, "")
    assert chosen.in_force == (Facet.STATUS, Facet.TAG)
    assert chosen.toggled(Facet.STATUS, Status.DIED) == CaseFilter(text="x", tag=("",))
    assert FULL.without(*Facet) == CaseFilter(text="үлгі", order="name", descending=True)


def test_only_the_cases_of_an_import_are_listed_and_counted(
    vault: Vault, five: list[Detainee]
) -> None:
    batch, other = ImportBatch(file_name="list.xlsx"), ImportBatch()
    rows = [
        ImportedRow(batch_id=one.id, detainee_id=five[at].id, key=str(at))
        for one, at in ((batch, 0), (batch, 4), (other, 1))
    ]
    vault.save(batch, other, *rows, action=ACTION)
    shown = CaseFilter(imported=batch.id)
    assert listed(vault, shown) == [1, 5]
    assert (counts(vault, shown).total, counts(vault, shown).shown) == (5, 2)
    assert counts(vault, shown).by[Facet.SEX] == {Sex.MALE: 2}
    assert listed(vault, replace(shown, status=(Status.SENTENCED,))) == [1]
    assert listed(vault, replace(shown, text="Әсел")) == []
    assert shown.narrows
    assert filter_from_json(filter_to_json(shown)) == shown
    vault.trash(rows[0], action=ACTION)
    assert listed(vault, shown) == [5]
    assert listed(vault, CaseFilter(imported=five[0].id)) == []
    assert filter_from_json({"imported": "no id"}) == CaseFilter()


def test_nothing_is_counted_in_an_empty_vault(vault: Vault) -> None:
    empty = counts(vault, CaseFilter(taken_from=2017))
    assert (empty.total, empty.shown, empty.by[Facet.STATUS]) == (0, 0, {})
    assert listed(vault) == []


def test_years_beyond_reckoning_are_not_known(vault: Vault) -> None:
    case(vault, "", (EventKind.TAKEN, "1702"))
    assert counts(vault).by[Facet.YEAR_TAKEN] == {None: 1}
    assert date(1702, 1, 1).year not in counts(vault).by[Facet.YEAR_TAKEN]
