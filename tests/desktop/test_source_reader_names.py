"""A family opened from a list of names in a newspaper: in one go, undone in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.desktop.context import Context
from caseapp.domain.vocabulary import Relation, SourceKind
from caseapp.store.records import Citation, Detainee, Excerpt, Kinship, NameForm, Source
from caseapp.store.vault import Vault
from tests.desktop.case_desk import type_into
from tests.desktop.source_desk import (
    ENGLISH,
    LIST,
    MADE,
    Newspaper,
    SourceDesk,
    empty_vault,
    make_newspaper,
)

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with empty_vault(tmp_path / "vault") as vault:
        yield vault


@pytest.fixture
def news(vault: Vault) -> Newspaper:
    return make_newspaper(vault)


@pytest.fixture
def desk(context: Context, vault: Vault, shown: Show, news: Newspaper) -> SourceDesk:
    """The sheet open for the list in the newspaper."""
    desk = SourceDesk(context, vault, news.source)
    shown(desk.view)
    desk.mark_out(LIST)
    desk.press(Qt.Key.Key_L)
    return desk


def alive(vault: Vault, kind: type) -> set:
    return {record.id for record in vault.all(kind)}


def test_l_splits_the_passage_into_names(desk: SourceDesk) -> None:
    rows = desk.view.sheet.rows()
    assert [row.key() for row in rows] == [
        ("Nurlan Ulgibai", "1979"), ("Erlan Ulgibai", "1985"), ("Bolat Synaq", "1990"),
        ("Aigul Synaq", ""), ("Marat Tamsil", ""),
    ]  # fmt: skip
    assert all(row.is_ticked() for row in rows)
    assert desk.view.sheet.button.text() == "Open 5 cases"
    assert QApplication.focusWidget() is rows[0].tick


def test_who_is_here_already_is_offered_beside_the_name(desk: SourceDesk, news: Newspaper) -> None:
    first, second = desk.view.sheet.rows()[:2]
    assert first.case.findData(news.case.hex) > 0
    assert "May be here already: Nurlan Ulgibai" in first._found_words.text()
    assert "same birth year" in first._found_why.text()
    assert second.case.findData(news.case.hex) < 0


def test_ticked_names_become_cases_with_their_exact_places_and_one_undo_takes_all_back(
    desk: SourceDesk, news: Newspaper, vault: Vault
) -> None:
    kinds = (Detainee, NameForm, Excerpt, Citation, Kinship)
    before = {kind: alive(vault, kind) for kind in kinds}
    sheet = desk.view.sheet
    nurlan, erlan, _bolat, _aigul, marat = sheet.rows()
    nurlan.case.set_value(news.case.hex)
    marat.tick.click()
    sheet.head.setCurrentIndex(1)
    sheet.head.activated.emit(1)
    erlan.relation.set_value(Relation.YOUNGER_BROTHER.value)
    assert sheet.button.text() == "Open 3 cases, add to 1 case"
    desk.keep()
    made = [d for d in vault.all(Detainee) if d.id not in before[Detainee]]
    names = {n.detainee_id: n for n in vault.all(NameForm)}
    assert [names[d.id].text for d in made] == ["Erlan Ulgibai", "Bolat Synaq", "Aigul Synaq"]
    assert [d.birth.text for d in made] == ["1985", "1990", ""]
    assert names[made[0].id].source_id == news.source
    new = [e for e in desk.excerpts() if e.id not in before[Excerpt]]
    assert [e.text for e in new] == [
        "Nurlan Ulgibai (1979)", "Erlan Ulgibai (1985)", "Bolat Synaq, 1990", "Aigul Synaq",
    ]  # fmt: skip
    assert [ENGLISH[e.locator["start"] : e.locator["end"]] for e in new] == [e.text for e in new]
    assert [(c.detainee_id, c.field) for c in desk.cited(new[0])] == [(news.case, "name")]
    assert {c.field for c in desk.cited(new[1])} == {"name", "birth"}
    (kin,) = vault.all(Kinship)
    assert (kin.detainee_id, kin.relation, kin.of_detainee_id) == (
        made[0].id, Relation.YOUNGER_BROTHER, news.case,
    )  # fmt: skip
    desk.undo.undo.trigger()
    assert {kind: alive(vault, kind) for kind in kinds} == before


def test_nothing_is_recorded_of_what_was_not_ticked(desk: SourceDesk, vault: Vault) -> None:
    count = len(vault.all(Detainee))
    sheet = desk.view.sheet
    sheet.none.click()
    assert not sheet.button.isEnabled()
    desk.keep()
    assert len(vault.all(Detainee)) == count
    sheet.rows()[2].tick.click()
    desk.keep()
    assert len(vault.all(Detainee)) == count + 1


def test_a_name_can_be_mended_before_it_is_kept(desk: SourceDesk, vault: Vault) -> None:
    sheet = desk.view.sheet
    sheet.none.click()
    row = sheet.rows()[3]
    row.tick.click()
    row.name.setFocus()
    row.name.selectAll()
    type_into(row.name, "Айгүл Сынақ")
    desk.keep()
    texts = {name.text for name in vault.all(NameForm)}
    assert "Айгүл Сынақ" in texts
    assert "Aigul Synaq" in {excerpt.text for excerpt in desk.excerpts()}


def test_esc_opens_nothing(desk: SourceDesk, vault: Vault) -> None:
    count = len(vault.all(Detainee))
    desk.press(Qt.Key.Key_Escape)
    assert not desk.view.sheet.isVisible()
    assert len(vault.all(Detainee)) == count


def test_twenty_two_names_are_opened_in_one_go(context: Context, vault: Vault, shown: Show) -> None:
    words = "; ".join(f"{n}. Үлгі Сынақұлы{chr(0x430 + n)} ({1950 + n})" for n in range(1, 23))
    source = Source(kind=SourceKind.ARTICLE, title="A list", text=words, fictitious=True)
    vault.save(source, action=MADE)
    desk = SourceDesk(context, vault, source.id)
    shown(desk.view)
    desk.mark_out(words, words)
    desk.press(Qt.Key.Key_L)
    assert desk.view.sheet.button.text() == "Open 22 cases"
    desk.keep()
    assert len(vault.all(Detainee)) == 22
    assert len(vault.all(Excerpt)) == 22
    desk.undo.undo.trigger()
    assert vault.all(Detainee) == []
