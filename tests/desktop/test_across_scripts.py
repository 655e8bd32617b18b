"""People found in any script, in the window: exact first, with reasons, namesakes told apart."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseapp.bootstrap import Program
from caseapp.desktop import icons
from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.left_out_list import LeftOutList
from caseapp.desktop.features.appeals.persons import PersonPicker
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.features.contact.ties import Found, TiePicker
from caseapp.desktop.features.contact.words import ContactWords
from caseapp.desktop.features.intake.words import IntakeWords
from caseapp.desktop.features.sources.loading import Finder
from caseapp.desktop.features.sources.type_ahead import TypeAhead
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.features.whole_vault import Places, VaultSearch
from caseapp.desktop.forms.lines import LinePen, PersonWords, fitting_reason
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.people import person_words
from caseapp.desktop.shell.hits import Hit
from caseapp.desktop.shell.palette_rows import spoken
from caseapp.disclosure.left_out import LeftOut
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import NameScript, Sex
from caseapp.i18n import translator
from caseapp.store.history import Action
from caseapp.store.queries.appeals import PersonRow
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.queries.cases import case_rows
from caseapp.store.queries.choosing import people_found
from caseapp.store.queries.intakes import known_tellers
from caseapp.store.records import Contact, Detainee, NameForm, new_id
from caseapp.store.vault import Vault
from caseapp.system.paths import Paths
from caseapp.system.progress import Progress
from tests.conftest import empty_vault
from tests.desktop.cases_desk import names, opened, settled
from tests.desktop.vaults import CHEAP, PASSPHRASE

T = translator("en")
MADE = Action("Make")


def add(vault: Vault, born: str, home: str, *texts: tuple[str, NameScript]) -> Detainee:
    case = Detainee(fictitious=True, birth=read_date(born), home_place=home, sex=Sex.MALE)
    forms = [
        NameForm(detainee_id=case.id, text=text, script=script, position=place)
        for place, (text, script) in enumerate(texts)
    ]
    vault.save(case, *forms, action=MADE)
    return case


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with two spellings, two namesakes as cases and two as contacts."""
    path = tmp_path_factory.mktemp("across") / "vault"
    with empty_vault(path) as made:
        cyrillic, chinese = NameScript.KK_CYRL, NameScript.ZH_HANS
        add(made, "1979", "Tekes", ("Қарапа Серікұлы", cyrillic), ("卡拉帕·赛力克", chinese))
        add(made, "1990", "Nilka", ("Айдос Үлгібай", cyrillic))
        add(made, "1961", "Toli", ("Айдос Үлгібай", cyrillic))
        for born, region in (("1980", "Astana"), ("1955", "Almaty")):
            contact = Contact(region=region, birth=read_date(born))
            name = NameForm(contact_id=contact.id, text="Күлпаш Сынақова", script=cyrillic)
            made.save(contact, name, action=MADE)
    return path


@pytest.fixture
def vault(made: Path, tmp_path: Path) -> Iterator[Vault]:
    shutil.copytree(made, tmp_path / "vault")
    with Vault.open(tmp_path / "vault", PASSPHRASE) as vault:
        yield vault


def searched(vault: Vault, words: str) -> list[Hit]:
    search = VaultSearch(lambda: T, vault, Places(("cases", "case", "contact")))
    found = search(words, "", Progress())
    return [hit for group in found.groups for hit in group.hits]


def told_apart(said: list[str], *marks: tuple[str, ...]) -> bool:
    """Whether each line says all of its marks, and no two lines say the same."""
    return len(set(said)) == len(said) == len(marks) and all(
        any(all(mark in line for mark in of_one) for line in said) for of_one in marks
    )


# -- the palette and the list ------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["qarapa", "Карапа", "قاراپا", "卡拉帕"])
def test_four_scripts_find_the_same_case_in_the_palette(vault: Vault, typed: str) -> None:
    (hit,) = searched(vault, typed)
    assert hit.argument == vault.all(Detainee)[0].id


def test_the_palette_says_why_and_marks_only_letters_that_match(vault: Vault) -> None:
    latin = add(vault, "", "", ("Qarapa Nasiolla", NameScript.EN))
    first, second = searched(vault, "qarapa")
    assert (first.argument, first.reason, first.marks) == (latin.id, "", ((0, 6),))
    assert second.marks == second.detail_marks == ()
    assert "Қарапа" in second.reason
    assert second.reason in spoken(second)
    assert "1979" in spoken(second)


def test_the_case_list_shows_exact_ones_first_and_says_how_many_of_each(
    context: Context, vault: Vault, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    add(vault, "", "", ("Qarapa Nasiolla", NameScript.EN))
    view = opened(context, vault, shown, qtbot, CaseFilter(text="qarapa"))
    assert names(view) == ["Qarapa Nasiolla", "Қарапа Серікұлы"]
    assert view.parts.tokens.count.text().startswith("1 as spelled, 1 by ear")
    line = view.model.index(1, 0)
    assert "Қарапа" in view.model.reason(view.model.ids[1])
    assert view.model.reason(view.model.ids[0]) == ""
    assert "sounds like" in str(line.data(Qt.ItemDataRole.AccessibleTextRole))
    vault.across_scripts = False
    view._reload()
    settled(qtbot, context, view)
    assert names(view) == ["Qarapa Nasiolla"]
    assert "ear" not in view.parts.tokens.count.text()


def test_who_is_on_file_already_is_told_where_a_case_is_made(
    context: Context, vault: Vault, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    view = opened(context, vault, shown, qtbot)
    view.maker.start()
    qtbot.keyClicks(view.panel.field.editor, "Aidos")
    qtbot.waitUntil(lambda: len(view.panel.known) == 2)
    assert told_apart([line.accessibleName() for line in view.panel.known], *CASES)
    view.panel.known[0].click()
    assert context.router.current.view == "case"
    assert len(vault.all(Detainee)) == 3


def test_any_text_finds_nothing_and_breaks_nothing(vault: Vault) -> None:
    hostile = ("\ud800", "\u202e\u202d", "'\"*^(", "\x00", "𐀀" * 40, "ـــ", "·", "a" * 500, "😀")
    for typed in hostile:
        assert searched(vault, typed) == []
        assert vault.read(lambda s, typed=typed: people_found(s, typed)) == []


def test_the_switch_is_kept_and_offered_in_the_palette(
    qapp: object, tmp_path: Path, jobs: Jobs
) -> None:
    paths = Paths(tmp_path / "config", tmp_path / "logs", tmp_path / "vaults")
    program = Program(qapp, paths, None, jobs=jobs, cost=CHEAP, quit_app=lambda: None)
    vault = empty_vault(paths.vaults / "Almaty")
    program.opened(vault)
    try:
        offered = program.window.desk.offers.anywhere()
        turn = next(one for one in offered if one.words == "Search names only as they are spelled")
        turn.run()
        assert vault.across_scripts is False
        assert "across_scripts" in paths.settings_file.read_text(encoding="utf-8")
        words = [one.words for one in program.window.desk.offers.anywhere()]
        assert "Search names across scripts" in words
    finally:
        program.window.close()
        program.end()


# -- choosing somebody -------------------------------------------------------------------------
CASES = (("CF-0002", "1990", "Nilka"), ("CF-0003", "1961", "Toli"))
CONTACTS = (("contact 1", "1980", "Astana"), ("contact 2", "1955", "Almaty"))


def test_namesakes_are_told_apart_where_a_person_is_added_to_an_appeal(
    vault: Vault, jobs: Jobs, qtbot: QtBot
) -> None:
    def find(typed: str, _progress: Progress) -> list[object]:
        return vault.read(lambda s: people_found(s, typed, kinds=("detainee",)))

    picker = PersonPicker(AppealWords(T), jobs, find)
    qtbot.addWidget(picker)
    picker.field.insert("Aidos")
    picker._ask()
    assert told_apart([item.spoken for item in picker.rows.items()], *CASES)


def test_namesakes_are_told_apart_where_a_source_is_cited(
    vault: Vault, jobs: Jobs, qtbot: QtBot
) -> None:
    finder = Finder(vault, SourceWords(T))
    for find, typed, marks in (
        (finder.cases, "aidos", CASES), (finder.contacts, "kulpash", CONTACTS),
    ):  # fmt: skip
        field = TypeAhead(T, jobs, find, label="About", empty="", placeholder="", word="test")
        qtbot.addWidget(field)
        field.search()
        field.field.insert(typed)
        field._ask()
        assert told_apart([line.accessibleName() for line in field.lines()], *marks)


def test_namesakes_are_told_apart_where_a_relative_is_tied(vault: Vault, qtbot: QtBot) -> None:
    picker = TiePicker(ContactWords(T))
    qtbot.addWidget(picker)
    for typed, marks in (("aidos", CASES), ("kulpash", CONTACTS)):
        people = vault.read(lambda s, typed=typed: people_found(s, typed))
        picker.show_found([Found(person_words(T, one)) for one in people])
        assert told_apart([line.accessibleName() for line in picker._found], *marks)


def test_namesakes_are_told_apart_where_it_is_said_who_tells(vault: Vault) -> None:
    tellers = vault.read(lambda s: known_tellers(s, "kulpash"))
    offers = IntakeWords(T).tellers(tellers)
    assert told_apart([offer.shown for offer in offers], *CONTACTS)
    assert all(offer.person is not None for offer in offers)


def test_namesakes_are_told_apart_and_found_by_ear_where_somebody_is_left_out(
    vault: Vault, qtbot: QtBot
) -> None:
    ids = [case.id for case in vault.all(Detainee)]
    rows = [PersonRow(new_id(), row) for row in vault.read(lambda s: case_rows(s, ids))]
    shown = LeftOutList(AppealWords(T))
    qtbot.addWidget(shown)
    shown.show_persons(rows, LeftOut(), {})
    for typed in ("aidos", "Айдос", "ايدوس"):
        shown.search.set_value(typed)
        shown.search.ask()
        assert told_apart([item.spoken for item in shown.rows.items()], *CASES)
    shown.across = lambda: False
    shown.search.set_value("aidos")
    shown.search.ask()
    assert shown.rows.items() == []


# -- the one row -------------------------------------------------------------------------------
def test_a_narrow_row_keeps_the_name_and_says_the_reason_briefly(qapp: object) -> None:
    assert fitting_reason("sounds like Қарапа", "Қарапа", 100, 400)[0] == "sounds like Қарапа"
    words, width = fitting_reason("sounds like Қарапа", "Қарапа", 100, 190)
    assert words == "Қарапа"
    assert width <= 90
    assert fitting_reason("sounds like Қарапа", "Қарапа", 500, 200) == ("", icons.SMALL)
    assert fitting_reason("", "", 100, 400) == ("", 0)


def test_a_row_is_drawn_the_same_on_a_widget_and_in_a_list(qapp: object) -> None:
    words = PersonWords("Айдос Үлгібай", "CF-0002 · born 1990", None, "sounds like X", "X")

    def drawn(corner: QPoint) -> QImage:
        image = QImage(400, 120, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        box = QRect(corner, QSize(300, 48))
        words.draw(LinePen(painter, box, Qt.LayoutDirection.LeftToRight), 300, 48)
        painter.end()
        return image.copy(box)

    assert drawn(QPoint(0, 0)) == drawn(QPoint(60, 50))
