"""Finding people by how their names sound: behind those who hold the very letters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import NameScript
from caseapp.store import search
from caseapp.store.history import Action
from caseapp.store.queries import people_index, sounding_index
from caseapp.store.queries.case_filter import CaseFilter, Facet
from caseapp.store.queries.choosing import people_found
from caseapp.store.queries.facets import case_list, facet_counts
from caseapp.store.queries.found import found_rows
from caseapp.store.queries.found_groups import FoundGroup, found_groups
from caseapp.store.queries.sounding import hears, listen, sounding
from caseapp.store.records import Contact, Detainee, NameForm
from caseapp.store.vault import Vault
from tests.store.conftest import CHEAP, PASSPHRASE

MADE = Action("Make")
SCRIPTS = {
    "cyrillic": ("Қарапа Серікұлы", NameScript.KK_CYRL),
    "latin": ("Qarapa Serikuly", NameScript.EN),
    "arabic": ("قاراپا سەرىكۇلى", NameScript.KK_ARAB),
    "chinese": ("卡拉帕·赛力克", NameScript.ZH_HANS),
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """One case for each script, each written in that one alone, and others around them."""
    folder = tmp_path_factory.mktemp("sounding")
    with Vault.create(folder / "vault", PASSPHRASE, cost=CHEAP) as made:
        for text, script in SCRIPTS.values():
            add(made, text, script)
        for other in ("Гүлнәр Асқарқызы", "Мұрат Бекбосын", "Сәуле Тілеуқызы"):
            add(made, other, NameScript.KK_CYRL)
        contact = Contact(region="Astana")
        name = NameForm(contact_id=contact.id, text="Айман Қарапаева", script=NameScript.KK_CYRL)
        made.save(contact, name, action=MADE)
        yield made


def add(vault: Vault, text: str, script: NameScript) -> UUID:
    case = Detainee(fictitious=True)
    vault.save(case, NameForm(detainee_id=case.id, text=text, script=script), action=MADE)
    return case.id


def names(vault: Vault, group: FoundGroup) -> list[str]:
    return [line.title.text for line in group.lines]


def cases(vault: Vault, typed: str) -> FoundGroup:
    groups = vault.read(lambda s: found_groups(s, typed, kinds=("detainee",), each=10))
    return groups[0] if groups else FoundGroup("detainee", (), 0, False)


@pytest.mark.parametrize("typed", ["qarapa serikuly", "Карапа Серикулы", "قاراپا سەرىكۇلى"])
def test_a_name_in_letters_finds_its_case_in_all_four_scripts(vault: Vault, typed: str) -> None:
    assert {text for text, _script in SCRIPTS.values()} <= set(names(vault, cases(vault, typed)))


def test_chinese_characters_find_the_three_best_others_and_no_more(vault: Vault) -> None:
    group = cases(vault, "卡拉帕·赛力克")
    assert group.lines[0].title.text == "卡拉帕·赛力克"
    assert group.by_ear == 3
    assert {line.title.text for line in group.lines[1:]} == {
        text for text, script in SCRIPTS.values() if script is not NameScript.ZH_HANS
    }


def test_who_holds_the_very_letters_comes_first_and_the_others_say_why(vault: Vault) -> None:
    group = cases(vault, "Qarapa")
    first, *others = group.lines
    assert (first.title.text, first.sounds) == ("Qarapa Serikuly", None)
    assert first.title.marks == ((0, 6),)
    told = {line.title.text: line.sounds.spelling for line in others if line.sounds}
    assert told["Қарапа Серікұлы"] == "Қарапа"
    assert told["قاراپا سەرىكۇلى"] == "قاراپا"
    assert told["卡拉帕·赛力克"] == "卡拉帕"
    assert all(line.title.marks == () for line in others)
    assert (group.total, group.by_ear) == (4, 3)


def test_what_is_being_typed_finds_names_already(vault: Vault) -> None:
    assert "Қарапа Серікұлы" in names(vault, cases(vault, "qara"))
    assert cases(vault, "qa").by_ear == 0


def test_a_contact_is_found_by_ear(vault: Vault) -> None:
    (group,) = vault.read(lambda s: found_groups(s, "aiman karapaeva", kinds=("contact",)))
    assert names(vault, group) == ["Айман Қарапаева"]
    assert group.lines[0].sounds is not None


def test_it_can_be_switched_off(vault: Vault) -> None:
    vault.across_scripts = False
    try:
        assert names(vault, cases(vault, "Qarapa")) == ["Qarapa Serikuly"]
        assert len(vault.read(lambda s: case_list(s, CaseFilter(text="Qarapa")))) == 1
        assert vault.read(hears) is False
        assert [row.title for row in vault.read(lambda s: found_rows(s, "Карапа"))] == []
    finally:
        vault.across_scripts = True


def test_lists_and_facets_count_the_same(vault: Vault) -> None:
    shown = CaseFilter(text="Qarapa")
    found = vault.read(lambda s: case_list(s, shown))
    counts = vault.read(lambda s: facet_counts(s, shown))
    assert (len(found), counts.shown, sum(counts.by[Facet.SEX].values())) == (4, 4, 4)
    assert found[0] not in found.heard
    assert set(found.heard) == set(found[1:])
    assert vault.read(lambda s: case_list(s, CaseFilter(text="Qarapa", sex=("male",)))) == ()


def test_rows_of_the_command_line_say_what_they_sound_like(vault: Vault) -> None:
    rows = vault.read(lambda s: found_rows(s, "Карапа"))
    told = {row.title: row.sounds_like for row in rows}
    assert told["Қарапа Серікұлы"] == "Қарапа"
    assert all(row.sounds_like for row in rows)


def test_people_to_choose_from_are_found_by_ear_too(vault: Vault) -> None:
    people = vault.read(lambda s: people_found(s, "Карапа", limit=10))
    assert {"detainee", "contact"} == {person.kind for person in people}
    assert all(person.sounds for person in people)


def test_a_new_name_a_changed_one_and_one_in_the_trash_are_known_at_once(tmp_path: Path) -> None:
    with Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP) as vault:

        def heard(typed: str) -> set[UUID]:
            both = vault.read(lambda s: [sounding(s, typed), sounding(s, typed, "contact")])
            return {one.id for found in both for one in found}

        assert heard("nurlan") == set()
        case = add(vault, "Нұрлан", NameScript.KK_CYRL)
        contact = Contact()
        name = NameForm(contact_id=contact.id, text="Нұрлан", script=NameScript.KK_CYRL)
        vault.save(contact, name, action=MADE)
        assert heard("nurlan") == {case, contact.id}
        name.text = "Айгүл"
        vault.save(name, action=MADE)
        assert heard("nurlan") == {case}
        assert heard("aigul") == {contact.id}
        vault.trash(vault.get(Detainee, case), vault.get(Contact, contact.id), action=MADE)
        assert heard("nurlan") == heard("aigul") == set()
        vault.undo()
        assert heard("nurlan") == {case}


def test_a_large_vault_answers_at_once_by_letters_and_by_ear_when_names_are_read(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseapp.store.queries.sounding.AT_ONCE", 0)
    monkeypatch.setattr(sounding_index, "STEP", 2)
    sounding_index._indexes.clear()
    people_index._indexes.clear()
    assert vault.read(hears) is None
    assert names(vault, cases(vault, "Qarapa")) == ["Qarapa Serikuly"]
    steps = 0
    while vault.read(listen) is not None:
        steps += 1
    assert steps > 3
    assert vault.read(hears) is True
    assert cases(vault, "Qarapa").total == 4


def test_names_are_read_again_when_the_index_of_people_was_made_anew(tmp_path: Path) -> None:
    with Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP) as vault:
        add(vault, "卡拉帕·赛力克", NameScript.ZH_HANS)
        assert len(vault.read(lambda s: sounding(s, "qarapa serik"))) == 1
        vault.read(people_index.people_index).__init__()
        vault.read(people_index.whole_people_index)
        add(vault, "卡拉帕·马那提别克", NameScript.ZH_HANS)
        assert len(vault.read(lambda s: sounding(s, "qarapa"))) == 2


def test_what_holds_the_letters_is_what_the_index_finds(vault: Vault) -> None:
    ids = [one.id for one in vault.all(Detainee)]

    def both(session: Session) -> None:
        connection = session.connection()
        for typed in ("қарапа", "Qara", "serikuly qar", "卡拉", "«қарапа сер", "tekes", "'", ""):
            found = {hit.record_id for hit in search.find(connection, typed, kinds=("detainee",))}
            assert search.holding(connection, typed, "detainee", ids) == found, typed

    vault.read(both)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_any_text_is_answered(vault: Vault, typed: str) -> None:
    cases, contacts = vault.read(lambda s: (sounding(s, typed), sounding(s, typed, "contact")))
    assert all(sounds.spelling for sounds in (*cases, *contacts))
    vault.read(lambda s: (found_groups(s, typed), people_found(s, typed)))
