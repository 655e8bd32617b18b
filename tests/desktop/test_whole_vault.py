"""Search, undo and redo of a whole vault, as the shell asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.desktop.features.whole_vault import Places, VaultSearch, VaultUndo
from caseapp.desktop.shell.hits import Found, Hit
from caseapp.i18n import translator
from caseapp.store.history import Action
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.records import Contact, Detainee, Excerpt
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.conftest import empty_vault
from tests.desktop.vaults import PASSPHRASE, fill, sample_copy

ALL_VIEWS = ("cases", "case", "contact", "source", "appeal")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as opened:
        yield opened


def search(vault: Vault, words: str, views: tuple[str, ...] = ALL_VIEWS, only: str = "") -> Found:
    find = VaultSearch(lambda: translator("en"), vault, Places(views))
    return find(words, only, Progress())


def first(found: Found, code: str) -> Hit:
    return next(group for group in found.groups if group.code == code).hits[0]


def marked(hit: Hit) -> list[str]:
    return [hit.title[start:end] for start, end in hit.marks]


def test_a_hit_leads_to_its_case_and_marks_the_letters_that_matched(vault: Vault) -> None:
    hit = first(search(vault, "Үлгі"), "detainee")
    assert (hit.view, hit.title) == ("case", "Асқар Үлгібай")
    assert marked(hit) == ["Үлгі"]
    assert hit.detail.startswith("CF-0011 · ")
    chinese = first(search(vault, "阿斯哈尔"), "detainee")
    assert chinese.argument == hit.argument
    assert marked(chinese) == ["阿斯哈尔"]


def test_the_name_that_matched_is_the_one_that_is_shown(vault: Vault) -> None:
    assert "阿斯哈尔" in first(search(vault, "阿斯哈尔"), "detainee").title
    assert first(search(vault, "CF-0011"), "detainee").detail_marks == ((0, 7),)


def test_hits_are_worded_in_the_language_of_the_moment(vault: Vault) -> None:
    language = ["en"]
    find = VaultSearch(lambda: translator(language[0]), vault, Places(ALL_VIEWS))
    english = find("Үлгібай", "", Progress()).groups[0]
    language[0] = "ru"
    russian = find("Үлгібай", "", Progress()).groups[0]
    assert english.words != russian.words
    assert english.hits[0].kind != russian.hits[0].kind


def test_passages_lead_to_their_place_in_the_source_and_show_the_words_around(
    vault: Vault,
) -> None:
    hit = first(search(vault, "поликлин"), "excerpt")
    source, excerpt = hit.argument
    assert hit.view == "source"
    assert vault.get(Excerpt, excerpt).source_id == source
    assert marked(hit) == ["поликлин"]


def test_what_has_no_view_of_its_own_leads_to_its_case(vault: Vault) -> None:
    hit = first(search(vault, "Күлпаш"), "contact")
    assert hit.view == "contact"
    assert vault.get(Contact, hit.argument) is not None
    hit = first(search(vault, "Күлпаш", ("cases", "case")), "contact")
    assert hit.view == "case"
    assert vault.get(Detainee, hit.argument) is not None


def test_nothing_is_found_for_what_nobody_wrote(vault: Vault) -> None:
    assert search(vault, "zzzz").total == 0
    assert search(vault, "···").groups == ()


def test_only_the_best_of_many_are_shown_and_all_are_counted_and_reached(tmp_path: Path) -> None:
    with empty_vault(tmp_path / "many") as vault:
        fill(vault, 60)
        (group,) = search(vault, "сынақ").groups
        assert (len(group.hits), group.total) == (5, 60)
        assert group.all_words == "All 60 in Cases"
        assert (group.all_view, group.all_argument) == ("cases", CaseFilter(text="сынақ"))
        (alone,) = search(vault, "сынақ", only="detainee").groups
        assert len(alone.hits) == 60


def test_undo_says_what_it_would_take_back_and_where(vault: Vault) -> None:
    source = VaultUndo(lambda: translator("en"), vault, Places(ALL_VIEWS))
    assert source.state(Progress()).undo == ""
    assert source.past(Progress()) == []
    for value in ("teacher", "doctor"):
        case = vault.all(Detainee)[0]
        case.occupation = value
        vault.save(case, action=Action("Change “{field}”", {"field": "Occupation"}))
    assert source.state(Progress()).undo == "Change “Occupation”"
    steps = source.past(Progress())
    assert [step.what for step in steps] == ["Change “Occupation”"] * 2
    assert steps[0].where.startswith(case.case_number)
    done = source.undo(Progress())
    assert (done.what, done.view, done.argument) == ("Change “Occupation”", "case", case.id)
    assert vault.all(Detainee)[0].occupation == "teacher"
    assert len(source.past(Progress())) == 1
    assert source.redo(Progress()).view == "case"
    assert vault.all(Detainee)[0].occupation == "doctor"
