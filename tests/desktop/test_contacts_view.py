"""The list of contacts: search in any script, filters, order, the card, a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.contacts import NEW, ContactsView
from caseapp.desktop.features.contacts.model import Column
from caseapp.desktop.features.contacts.new_contact import contact_records
from caseapp.desktop.widgets import Chip, Label
from caseapp.desktop.widgets.paged import ROW
from caseapp.domain.vocabulary import NameScript
from caseapp.store.history import Action
from caseapp.store.records import Contact, NameForm
from caseapp.store.vault import Vault
from tests.desktop.contact_desk import Ids, copy_vault, make_vault

Shown = Callable[[QWidget], QWidget]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    return make_vault(tmp_path_factory.mktemp("contacts") / "vault")


@pytest.fixture
def vault(made: tuple[Path, Ids], tmp_path: Path) -> Iterator[Vault]:
    with copy_vault(made[0], tmp_path / "vault") as vault:
        yield vault


@pytest.fixture
def view(context: Context, vault: Vault, shown: Shown, qtbot: QtBot) -> ContactsView:
    return opened(context, vault, shown, qtbot)


def opened(context: Context, vault: Vault, shown: Shown, qtbot: QtBot) -> ContactsView:
    context.router.go("contacts")
    view = ContactsView(context, vault)
    view.resize(1182, 690)
    view.set_compact(False)
    shown(view)
    view.open(None)
    view.focus_first()
    settled(view, qtbot)
    return view


def settled(view: ContactsView, qtbot: QtBot) -> None:
    def done() -> bool:
        return not view.search.is_waiting() and (
            not view.model.ids or view.model.row(0) is not None
        )

    qtbot.waitUntil(done, timeout=5000)


def names(view: ContactsView) -> list[str]:
    rows = [view.model.row(place) for place in range(view.model.rowCount())]
    return [row.names[0][1] if row else "" for row in rows]


def test_contacts_are_listed_with_whose_relatives_they_are(view: ContactsView) -> None:
    assert names(view) == ["Айман Үлгібай", "Сәуле Сынақ"]
    index = view.model.index(0, Column.TIE)
    assert index.data() == "wife · Асқар Үлгібай"
    assert view.status == "2 contacts"


def test_the_model_is_what_qt_expects(view: ContactsView, qtbot: QtBot) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(view.model, fatal)
    ids = view.model.ids
    for shown in (ids[:1], (), ids[::-1], ids):
        view.model.set_ids(shown)
        assert view.model.rowCount() == len(shown)
    settled(view, qtbot)
    assert tester.model() is view.model


def test_typing_searches_in_any_script(view: ContactsView, qtbot: QtBot) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_A)
    QTest.keyClicks(view.search, "im")
    qtbot.waitUntil(lambda: names(view) == ["Айман Үлгібай"], timeout=5000)
    QTest.keyClick(view.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(view)) == 2, timeout=5000)
    view.search.insert("сәу")
    qtbot.waitUntil(lambda: names(view) == ["Сәуле Сынақ"], timeout=5000)


def test_do_not_contact_and_consents_are_marked_with_words(view: ContactsView) -> None:
    assert view.model.index(1, Column.RISK).data() == "do not contact"
    assert view.model.index(0, Column.CONSENT).data() == "1 allowed"
    assert view.model.index(1, Column.CONSENT).data() == "none"
    spoken = view.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "do not contact" in spoken


def test_a_filter_narrows_and_can_be_cleared(view: ContactsView, qtbot: QtBot) -> None:
    choice = view.filters.consent
    choice.setFocus()
    choice.setCurrentIndex(choice.findData("none"))
    choice.activated.emit(choice.currentIndex())
    settled(view, qtbot)
    assert names(view) == ["Сәуле Сынақ"]
    assert view.status == "2 contacts · 1 shown"
    view.findChild(QAbstractButton, "clear-filters").click()
    settled(view, qtbot)
    assert len(names(view)) == 2


def test_nothing_found_says_so_and_offers_the_way_back(view: ContactsView, qtbot: QtBot) -> None:
    view.search.insert("zzz")
    view.search.ask()
    assert view._stack.currentWidget() is view._not_found
    view._ask_all()
    settled(view, qtbot)
    assert len(names(view)) == 2


def test_a_head_orders_the_list(view: ContactsView, qtbot: QtBot) -> None:
    view.table.ordered.emit(int(Column.NAME), Qt.SortOrder.DescendingOrder)
    settled(view, qtbot)
    assert names(view) == ["Сәуле Сынақ", "Айман Үлгібай"]


def test_the_card_follows_the_chosen_line_and_opens_the_page(
    view: ContactsView, context: Context, made: tuple[Path, Ids]
) -> None:
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    words = [label.text() for label in view.card.findChildren(Label)]
    assert "Сәуле Сынақ" in words
    assert "Do not contact" in [chip.accessibleName() for chip in view.card.findChildren(Chip)]
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert (context.router.current.view, context.router.current.argument) == (
        "contact", made[1].neighbour,
    )  # fmt: skip
    context.router.back()
    assert context.router.current.argument.contact == made[1].neighbour


def test_a_name_makes_a_contact_and_opens_it(
    view: ContactsView, context: Context, vault: Vault
) -> None:
    view.open(NEW)
    view.panel.field.editor.insert("Гүлнар Сынақ")
    QTest.keyClick(view.panel.field.editor, Qt.Key.Key_Return)
    assert context.router.current.view == "contact"
    contact = vault.get(Contact, context.router.current.argument)
    (name,) = vault.all(NameForm, contact_id=contact.id)
    assert (name.text, name.script) == ("Гүлнар Сынақ", NameScript.KK_CYRL)


@pytest.mark.parametrize(
    ("typed", "script"), [("阿依曼", NameScript.ZH_HANS), ("ايمان", NameScript.KK_ARAB)]
)
def test_the_script_of_a_new_name_is_told_by_its_letters(typed: str, script: NameScript) -> None:
    assert contact_records(typed)[1].script is script


def test_without_contacts_the_next_step_is_offered(
    context: Context, new_vault: Callable[[], Vault], shown: Shown, qtbot: QtBot
) -> None:
    view = opened(context, new_vault(), shown, qtbot)
    assert view._stack.currentWidget() is view._none
    assert view.status == "no contacts"
    assert view.new_button.isHidden()
    assert view.search.isHidden()
    view._none.findChild(QAbstractButton).click()
    assert not view.panel.isHidden()


def test_of_many_contacts_only_what_is_seen_is_fetched(
    context: Context, vault: Vault, shown: Shown, qtbot: QtBot
) -> None:
    records = [Contact(region=f"Region {number}") for number in range(500)]
    vault.save(*records, action=Action("Fill", undoable=False))
    view = opened(context, vault, shown, qtbot)
    assert view.model.rowCount() == 502
    assert view.model.index(501, 0).data(ROW) is None
    QTest.keyClick(view.table, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: view.model.row(501) is not None, timeout=5000)
    assert len(view.model._known()) < 300


def test_who_only_sounds_so_comes_last_and_says_why(
    view: ContactsView, vault: Vault, qtbot: QtBot
) -> None:
    contact = Contact()
    name = NameForm(contact_id=contact.id, text="Ayman Bek", script=NameScript.EN)
    vault.save(contact, name, action=Action("Make"))
    view.search.set_value("ayman")
    view.search.ask()
    qtbot.waitUntil(lambda: names(view) == ["Ayman Bek", "Айман Үлгібай"], timeout=5000)
    exact, heard = view.model.ids
    assert view.model.reason(exact) == ("", "")
    assert view.model.reason(heard) == ("sounds like \u2068Айман\u2069", "Айман")
    said = view.model.index(1, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "sounds like" in said
    vault.across_scripts = False
    view._reload()
    qtbot.waitUntil(lambda: names(view) == ["Ayman Bek"], timeout=5000)
