"""Search finds in any script what is there, and nothing of what is gone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.vocabulary import ContactRole, IdentifierKind, NameScript, SourceKind
from caseapp.store import search
from caseapp.store.engine import outside_transaction
from caseapp.store.history import Action
from caseapp.store.records import (
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    NameForm,
    Source,
)
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.store.every_kind import fill

EDIT = Action("Edit")


def named(vault: Vault, *names: str, **fields: object) -> Detainee:
    case = Detainee(**fields)
    forms = [
        NameForm(detainee_id=case.id, text=name, script=NameScript.KK_CYRL, position=n)
        for n, name in enumerate(names)
    ]
    vault.save(case, *forms, action=EDIT)
    return case


def ids(vault: Vault, typed: str, **options: object) -> list[UUID]:
    return [hit.record_id for hit in vault.find(typed, **options)]


def stored(vault: Vault) -> list[tuple]:
    """The index as it stands, without its row numbers."""
    query = text(
        "SELECT e.kind, e.record_id, s.names, s.body FROM search_entry e"
        " JOIN search_text s ON s.rowid = e.id ORDER BY 1, 2"
    )
    return vault.read(lambda session: [tuple(row) for row in session.execute(query)])


# -- four scripts ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Серікжан Біләшұлы", "серікжан"),
        ("Серікжан Біләшұлы", "БІЛӘШҰЛЫ"),
        ("Серікжан Біләшұлы", "біләш"),  # a beginning
        ("Serikzhan Bilash", "bilash serikzhan"),
        ("Serikzhan Bilash", "serikzh"),
        ("سەرىكجان بىلاشۇلى", "بىلاشۇلى"),
        ("سەرىكجان بىلاشۇلى", "سەرىك"),
        ("赛尔克坚·比拉什", "赛尔克坚"),
        ("赛尔克坚·比拉什", "克坚"),  # in the middle
        ("赛尔克坚·比拉什", "比拉"),
        ("赛尔克坚·比拉什", "坚比"),  # over the dot
        ("伊犁哈萨克自治州第三看守所", "哈萨克自治州"),
        ("Ма\u0301рат", "марат"),  # a stress mark
        ("Şerïkjan", "serikjan"),
    ],
)
def test_a_name_is_found_in_its_script(vault, name, typed):
    case = named(vault, name)
    named(vault, "Другой Человек", "Other Person", "باشقا ادام", "别的人")
    assert ids(vault, typed) == [case.id]


def test_all_words_must_be_there_and_only_the_last_may_be_a_beginning(vault):
    case = named(vault, "Айгүл Ерланқызы")
    assert ids(vault, "айгүл ерлан") == [case.id]
    assert ids(vault, "ерлан айгүл") == []
    assert ids(vault, "айгүл болат") == []
    assert ids(vault, "йгүл") == []


def test_words_in_quotation_marks_stand_side_by_side(vault):
    case = named(vault, "Айгүл Ерланқызы Болат")
    assert ids(vault, '"айгүл ерланқызы"') == [case.id]
    assert ids(vault, '"айгүл болат"') == []
    assert ids(vault, "айгүл болат") == [case.id]


def test_chinese_signs_must_stand_in_the_typed_order(vault):
    case = named(vault, "赛尔克坚")
    assert ids(vault, "尔克") == [case.id]
    assert ids(vault, "克尔") == []


def test_each_kind_is_found_by_what_it_says(vault):
    world = fill(vault)
    for kind, typed in {
        "detainee": ("Үлгіұлы", "оқытушы", "伊犁", "N0000001", "CF-0001", "school", "teachers"),
        "contact": ("nobody", "7000000001 "[:3], "Алматы"),
        "source": ("Testimony", "sister", "свидетельства"),
        "excerpt": ("passage", "отрывок"),
        "appeal": ("Appeal", "2026/1"),
    }.items():
        for word in typed:
            hits = {(hit.kind, hit.record_id) for hit in vault.find(word)}
            assert (kind, world[kind].id) in hits, (kind, word)


def test_results_can_be_kept_to_kinds_and_to_a_number(vault):
    case = named(vault, "Айгүл")
    contact = Contact(role=ContactRole.RELATIVE)
    name = NameForm(contact_id=contact.id, text="Айгүл", script=NameScript.KK_CYRL)
    vault.save(contact, name, action=EDIT)
    assert set(ids(vault, "айгүл")) == {case.id, contact.id}
    assert ids(vault, "айгүл", kinds=("contact",)) == [contact.id]
    assert ids(vault, "айгүл", kinds=("source",)) == []
    assert ids(vault, "айгүл", kinds=()) == []
    assert len(ids(vault, "айгүл", limit=1)) == 1


def test_a_name_weighs_more_than_a_mention(vault):
    mentioned = named(vault, "Болат", summary="brother of Айгүл")
    named_so = named(vault, "Айгүл", summary="teacher for many years in the town " * 5)
    assert ids(vault, "айгүл") == [named_so.id, mentioned.id]


# -- any text is a query -----------------------------------------------------------------------
@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory, empty_folder: Path) -> Iterator[Vault]:
    """One open vault for thousands of queries."""
    folder = shutil.copytree(empty_folder, tmp_path_factory.mktemp("searched") / "vault")
    with Vault.open(folder, PASSPHRASE) as vault:
        fill(vault)
        named(vault, "NEAR AND OR NOT", "names body", "star * colon :")
        yield vault


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", '"', '""', '"""', "'", "*", "^", "(", ")", "( ", "a OR", "OR", "NOT x", "AND AND",
        "NEAR(a b)", "names:x", "body : x", "-x", "+x", "x*", "*x", "{names} : x", "a^b", "%", "_",
        "\\", "\0", "x\0y", ";--", "'; DROP TABLE detainee; --", "\ud800", "a\udfffb", "\U0001f600",
        "\u202e", "\u200d", "é" * 5000, "字" * 3000, "a " * 3000, '"' * 999, "(" * 999, "𐐷",
        "\U000323af", "ᲀ", "\U0001e900", "\u0c77", "ꟃ", "º½²Ⅻ٣",
    ],
)  # fmt: skip
def test_no_text_breaks_a_search(searched, typed):
    assert isinstance(searched.find(typed), list)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=40))
@example("\ud800")
@example('a" OR "b')
def test_no_unicode_text_breaks_a_search(searched, typed):
    for hit in searched.find(typed):
        assert hit.kind in search.KINDS


@pytest.mark.parametrize("word", ["NEAR", "AND", "OR", "NOT", "names", "body"])
def test_what_fts5_takes_for_an_operator_is_a_word(searched, word):
    (hit,) = searched.find(f"{word} star")
    assert hit.kind == "detainee"
    assert searched.find(f"nothing {word} star") == []
    assert searched.find(f"{word}:nothing") == []


def test_a_colon_names_no_column_and_a_star_is_no_wildcard(searched):
    assert len(searched.find("names:body")) == 1
    assert searched.find("body:names") == []
    assert searched.find("n* body") == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(
        st.characters(categories=("Ll", "Lu", "Lo", "Nd"), max_codepoint=0xFFFF),
        min_size=1, max_size=12,
    )
)  # fmt: skip
@example("ꟃ")
@example("ᲀ")
def test_a_word_of_any_script_is_found_again(searched, word):
    if not index_tokens(word):
        return
    case = named(searched, f"{word} 7531")
    try:
        assert case.id in ids(searched, f"{word} 7531")
    finally:
        searched.undo()


# -- the index follows the records -------------------------------------------------------------
def test_renaming_is_found_by_the_new_name_alone(vault):
    case = named(vault, "Айгүл")
    (form,) = vault.all(NameForm)
    form.text = "Гүлнар"
    vault.save(form, action=EDIT)
    assert ids(vault, "гүлнар") == [case.id]
    assert ids(vault, "айгүл") == []
    vault.undo()
    assert ids(vault, "айгүл") == [case.id]
    assert ids(vault, "гүлнар") == []


def test_trash_is_not_found_and_what_comes_out_of_it_is(vault):
    case = named(vault, "Айгүл")
    (form,) = vault.all(NameForm)
    vault.trash(form, action=EDIT)
    assert ids(vault, "айгүл") == []
    assert ids(vault, "CF-0001") == [case.id]
    vault.undo()
    vault.trash(vault.get(Detainee, case.id), action=EDIT)
    assert ids(vault, "айгүл") == ids(vault, "CF-0001") == []
    vault.undo()
    assert ids(vault, "айгүл") == [case.id]


def test_a_name_a_number_and_an_event_that_move_leave_the_first_case(vault):
    wrong, right = named(vault, "Бірінші"), named(vault, "Екінші")
    name = NameForm(detainee_id=wrong.id, text="Айгүл", script=NameScript.KK_CYRL)
    number = Identifier(detainee_id=wrong.id, kind=IdentifierKind.PASSPORT, number="N777")
    event = Event(detainee_id=wrong.id, kind="taken", narrative="Ештеңе")
    vault.save(name, number, event, action=EDIT)
    name.detainee_id = event.detainee_id = right.id
    contact = Contact()
    number.detainee_id, number.contact_id = None, contact.id
    vault.save(name, number, event, contact, action=EDIT)
    assert ids(vault, "айгүл") == ids(vault, "ештеңе") == [right.id]
    assert ids(vault, "n777") == [contact.id]
    assert vault.check() == []


def test_an_excerpt_goes_to_the_trash_with_its_source(vault):
    source = Source(kind=SourceKind.ARTICLE, title="Мақала")
    excerpt = Excerpt(source_id=source.id, text="Үзінді", translations={"ru": "отрывок"})
    vault.save(source, excerpt, action=EDIT)
    assert ids(vault, "отрывок") == [excerpt.id]
    vault.trash(source, action=EDIT)
    assert ids(vault, "отрывок") == ids(vault, "мақала") == []
    assert vault.check() == []
    vault.undo()
    assert ids(vault, "отрывок") == [excerpt.id]


def test_building_the_index_anew_gives_what_grew_with_the_records(vault):
    fill(vault)
    second = fill(vault)
    for n in range(8):
        named(vault, f"Айгүл {n}", "赛尔克坚", summary="x")
    vault.trash(second["detainee"], second["source"], action=EDIT)
    for n in range(3):
        form = vault.all(NameForm)[-1 - n]
        form.text = f"Гүлнар {n}"
        vault.save(form, action=EDIT)
    vault.undo()
    grown = stored(vault)
    assert len(grown) == 5 * 2 - 3 + 8
    with vault._engine.begin() as connection:
        assert search.rebuild(connection) == len(grown)
    assert stored(vault) == grown
    assert vault.check() == []


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM search_text WHERE rowid = 1",
        "DELETE FROM search_entry WHERE id = 1",
        "UPDATE search_text SET names = 'other' WHERE rowid = 1",
        "UPDATE search_entry SET id = 999 WHERE id = 1",
        "INSERT INTO search_text (names, body) VALUES ('more', '')",
        "INSERT INTO search_entry (kind, record_id) VALUES ('detainee', '0')",
        "DELETE FROM search_text_data WHERE id > 10",
        "UPDATE search_text_content SET c0 = 'other' WHERE id = 1",
    ],
)
def test_an_index_that_does_not_fit_is_found_and_building_it_anew_mends_it(vault, deed):
    named(vault, "Айгүл")
    named(vault, "Болат")
    with outside_transaction(vault._engine) as connection:
        connection.driver_connection.execute(deed)
    assert "search" in {f.check for f in vault.check()}
    path = vault.folder.path
    vault.close()
    with Vault.open(path, PASSPHRASE) as again:
        with again._engine.begin() as connection:
            search.rebuild(connection)
        assert again.check() == []
        assert len(again.find("айгүл")) == 1
