"""A drawn family: everybody has a place of his own, and the keyboard reaches them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.family import FamilyView
from caseapp.desktop.widgets.kin_layout import ACROSS, WIDTH, Tie, place_people
from caseapp.store.history import Action
from caseapp.store.records import Contact, Detainee, Kinship
from caseapp.store.vault import Vault
from tests.desktop.vaults import PASSPHRASE, sample_copy


# -- places ------------------------------------------------------------------------------------
def test_parents_stand_above_children_below_and_couples_side_by_side() -> None:
    ties = [
        Tie("father", "me", -1), Tie("mother", "me", -1), Tie("mother", "father", 0, couple=True),
        Tie("wife", "me", 0, couple=True), Tie("son", "me", 1), Tie("son", "wife", 1),
        Tie("brother", "me", 0), Tie("grandmother", "mother", -1),
    ]  # fmt: skip
    keys = ["me", "father", "mother", "wife", "son", "brother", "grandmother"]
    places = place_people(keys, ties)
    rows = {key: place.row for key, place in places.items()}
    assert rows == {
        "grandmother": 0, "father": 1, "mother": 1, "me": 2, "wife": 2, "brother": 2, "son": 3,
    }  # fmt: skip
    for one, other in (("father", "mother"), ("me", "wife")):
        assert abs(places[one].x - places[other].x) == WIDTH + ACROSS
    assert min(places["me"].x, places["wife"].x) <= places["son"].x
    assert places["son"].x <= max(places["me"].x, places["wife"].x)


families = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 14), st.integers(-2, 2), st.booleans()),
    max_size=40,
)


@given(families)
def test_whatever_the_records_say_nobody_stands_upon_another(ties: list) -> None:
    drawn = [Tie(a, b, step, couple and not step) for a, b, step, couple in ties if a != b]
    places = place_people(list(range(15)), drawn)
    assert set(places) == set(range(15))
    assert min(place.x for place in places.values()) == 0
    for one, other in combinations(places.values(), 2):
        if one.row == other.row:
            assert abs(one.x - other.x) >= WIDTH + ACROSS - 1
    assert places == place_people(list(range(15)), drawn)


# -- the view ----------------------------------------------------------------------------------
@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as vault:
        yield vault


@pytest.fixture
def view(vault: Vault, context: Context, shown: Callable[[QWidget], QWidget]) -> FamilyView:
    view = FamilyView(context, vault)
    context.router.moved.connect(
        lambda place: view.open(place.argument) if place.view == "family" else None
    )
    view.resize(1100, 640)
    shown(view)
    context.router.go("family", vault.all(Detainee)[6].id)
    return view


def said(view: FamilyView) -> list[str]:
    return [person.accessibleName() for person in view.graph.people()]


def test_the_drawing_names_everybody_with_what_he_or_she_is(view: FamilyView) -> None:
    names = said(view)
    assert names[0].startswith("Асқар Үлгібай, CF-0011 · Serving a sentence")
    assert any("younger brother of Асқар Үлгібай" in name for name in names)
    assert any("cellmate" in name for name in names)
    assert view.graph.people()[0].isChecked()


def test_arrows_reach_every_relative(view: FamilyView) -> None:
    people = view.graph.people()
    people[0].setFocus()
    reached = {QApplication.focusWidget()}
    waiting = [people[0]]
    while waiting:
        start = waiting.pop()
        for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            view.graph.choose(start.box.key, focus=True)
            QTest.keyClick(start, key)
            here = QApplication.focusWidget()
            if here not in reached:
                reached.add(here)
                waiting.append(here)
    assert reached == set(people)


def test_enter_walks_to_a_relative_and_ctrl_enter_opens_the_file(
    view: FamilyView, vault: Vault, context: Context
) -> None:
    people = view.graph.people()
    contact = next(p for p in people if p.box.key[0] == "contact")
    view.graph.choose(contact.box.key, focus=True)
    QTest.keyClick(contact, Qt.Key.Key_Return)
    assert context.router.current.argument == contact.box.key
    assert view.graph.people()[0].box.key == contact.box.key
    assert any("Асқар" in name for name in said(view))
    view.findChild(QAbstractButton, "open-person").click()
    assert (context.router.current.view, context.router.current.argument) == (
        "contact", contact.box.key[1],
    )  # fmt: skip
    assert vault.get(Contact, contact.box.key[1]) is not None


def test_who_has_no_file_of_his_own_leads_nowhere(view: FamilyView) -> None:
    child = next(p for p in view.graph.people() if p.box.key[0] == "kinship")
    before = said(view)
    view.graph.choose(child.box.key, focus=True)
    QTest.keyClick(child, Qt.Key.Key_Return)
    assert said(view) == before
    assert not view.findChild(QAbstractButton, "open-person").isEnabled()


def test_a_relative_recorded_elsewhere_appears(
    view: FamilyView, vault: Vault, context: Context
) -> None:
    case = vault.all(Detainee)[6]
    changes = vault.save(
        Kinship(of_detainee_id=case.id, relation="uncle", name="Ағасы"), action=Action("Add")
    )
    context.changes.announce(changes)
    assert any(name.startswith("Ағасы") for name in said(view))


def test_a_person_in_the_trash_has_no_drawing(
    view: FamilyView, vault: Vault, context: Context
) -> None:
    context.changes.announce(vault.trash(vault.all(Detainee)[6], action=Action("Trash")))
    assert not view.graph.isVisible()
