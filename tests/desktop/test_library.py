"""The library as a person uses it: addressees, letters, rules, places, words, working days."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.directory import shipped_addressees
from caseapp.desktop.features.case import CaseView
from caseapp.desktop.features.library import LibraryView
from caseapp.desktop.features.library.letter_deeds import Wording
from caseapp.desktop.features.library.view import SECTIONS
from caseapp.desktop.widgets import Field
from caseapp.domain.policy import Rule, default_policy
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.domain.working_days import office_days
from caseapp.dossier.letters import shipped_wording, template_for
from caseapp.dossier.parts import PartKind, known_parts
from caseapp.store.history import Action
from caseapp.store.queries.appeals_ways import working_days
from caseapp.store.queries.policies import policy_in_force
from caseapp.store.records import (
    Addressee,
    CalendarDay,
    Detainee,
    LetterTemplate,
    PlaceEntry,
    Policy,
    Record,
    Term,
)
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

Shown = Callable[[QWidget], QWidget]
PRESS_HEALTH = (Audience.PRESS, InfoClass.HEALTH)
MADE = Action("Made for a test")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("library") / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        people: list[Record] = [
            Detainee(serial=n, occupation=word, tags=["urgent"], fictitious=True)
            for n, word in enumerate(("herder", "shepherd", "shepherd"), 1)
        ]
        vault.save(*people, action=MADE)
    return path


@pytest.fixture
def vault(made: Path, tmp_path: Path) -> Iterator[Vault]:
    shutil.copytree(made, tmp_path / "vault")
    with Vault.open(tmp_path / "vault", PASSPHRASE) as vault:
        yield vault


@pytest.fixture
def view(context: Context, vault: Vault, shown: Shown) -> LibraryView:
    view = LibraryView(context, vault)
    view.resize(1180, 700)
    view.open(None)
    shown(view)
    return view


def type_into(qtbot: QtBot, field: Field, typed: str) -> None:
    """As a person does: into the field, over what stands there, and out with Enter."""
    field.editor.setFocus()
    field.editor.selectAll()
    field.editor.insert(typed)  # Qt's own key clicks know Latin letters only
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)


def field(view: LibraryView, name: str) -> Field:
    return next(f for f in view.section().findChildren(Field, name) if f.isVisible())


def titles(rows: object) -> list[str]:
    return [item.data.title for item in rows.items()]


# -- the view --------------------------------------------------------------------------------
@pytest.mark.parametrize("key", [key for key, *_rest in SECTIONS])
@pytest.mark.parametrize("compact", [False, True])
def test_every_section_opens_wide_and_narrow(view: LibraryView, key: str, compact: bool) -> None:
    view.set_compact(compact)
    view.resize(620 if compact else 1180, 330 if compact else 700)
    view.open(key)
    view.focus_first()
    assert view.section_key() == key
    assert not view.grab().isNull()
    split = getattr(view.section(), "split", None)
    if split is not None:
        split.show_detail()
        assert not view.grab().isNull()


def test_an_id_opens_that_addressee_and_coming_back_stays_where_one_was(
    view: LibraryView, vault: Vault
) -> None:
    first, second = (
        Addressee(audience=Audience.PRESS, texts={"body": {"en": name}}) for name in ("One", "Two")
    )
    vault.save(first, second, action=MADE)
    view.open("days")
    view.open(second.id)
    assert view.section_key() == "addressees"
    assert view.section()._title.text() == "Two"
    view.open(None)
    assert view.section_key() == "addressees"


# -- addressees ------------------------------------------------------------------------------
def test_a_shipped_addressee_is_taken_over_as_one_action(view: LibraryView, vault: Vault) -> None:
    section = view.section()
    assert vault.all(Addressee) == []
    before = len(section.rows.items())
    assert before == len(shipped_addressees([]))
    assert section.take_button.isVisible()
    section.take_button.click()
    (kept,) = vault.all(Addressee)
    assert kept.texts == shipped_addressees([])[0].texts
    assert len(section.rows.items()) == before
    assert section.checked_button.isVisible()
    vault.undo()
    assert vault.all(Addressee) == []


def test_words_are_kept_by_language_when_the_field_is_left(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = view.section()
    section.new_button.click()
    type_into(qtbot, field(view, "body"), "Office of the Ombudsman")
    section.form.language._buttons["ru"].click()
    assert field(view, "body").text() == ""
    type_into(qtbot, field(view, "body"), "Уполномоченный")
    (one,) = vault.all(Addressee)
    assert one.texts["body"] == {"en": "Office of the Ombudsman", "ru": "Уполномоченный"}
    assert titles(section.rows)[0] == "Office of the Ombudsman"
    vault.undo()
    assert vault.all(Addressee)[0].texts["body"] == {"en": "Office of the Ombudsman"}


def test_the_parts_of_an_addressees_copies_are_ticked_and_given_back(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = view.section()
    section.take_button.click()
    parts = section.form.parts
    usual = parts.parts()
    parts.rows.choose(PartKind.SUMMARY if PartKind.SUMMARY in usual else usual[-1])
    taken = parts.rows.key()
    qtbot.keyClick(parts.rows, Qt.Key.Key_Space)
    (kept,) = vault.all(Addressee)
    assert kept.parts == [one.value for one in usual if one is not taken]
    assert parts.usual.isVisibleTo(section.form)
    parts.usual.click()
    assert vault.all(Addressee)[0].parts == []
    assert section.form.parts.parts() == usual
    vault.undo()
    assert taken.value not in vault.all(Addressee)[0].parts


def test_a_warning_stands_until_somebody_says_that_it_was_checked(
    view: LibraryView, vault: Vault
) -> None:
    section = view.section()
    section.take_button.click()
    assert any("Nobody has noted" in said for said in section.warnings.said())
    section.checked_button.click()
    assert not any("checked" in said for said in section.warnings.said())
    assert vault.all(Addressee)[0].checked.earliest == date.today()


def test_one_stays_marked_until_it_was_checked_and_a_former_one_for_good(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = view.section()
    section.take_button.click()
    (one,) = vault.all(Addressee)

    def mark() -> str:
        return next(item.data.chip for item in section.rows.items() if item.key == one.id)

    assert mark()[0] == "check before use"
    section.checked_button.click()
    assert mark() is None
    type_into(qtbot, field(view, "valid_to"), "30 June 2020")
    assert mark()[0].startswith("former, until ")
    assert any("no new appeal" in said for said in section.warnings.said())


def test_lines_that_are_missing_in_the_language_of_the_copies_are_named(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    texts = {"body": {"en": "Court", "ru": "Суд"}, "salutation": {"en": "Dear judge,"}}
    court = Addressee(audience=Audience.HOST_STATE, language="ru", texts=texts)
    court.address = {"en": "1 Example Street"}
    vault.save(court, action=MADE)
    view.open(court.id)
    section = view.section()
    (said,) = [said for said in section.warnings.said() if "lacks" in said]
    assert "Russian" in said
    assert said.endswith("Opening words of the letter, Postal address.")
    section.form.language._buttons["ru"].click()
    type_into(qtbot, field(view, "salutation"), "Уважаемый судья!")
    section.form.texts["address"].editor.setPlainText("ул. Примерная, 1")
    section.form.texts["address"].commit()
    assert not any("lacks" in said for said in section.warnings.said())


def test_letter_and_language_of_an_addressees_copies_are_chosen(
    view: LibraryView, vault: Vault
) -> None:
    section = view.section()
    section.take_button.click()
    for chooser, code in ((section.form.letter, "thanks"), (section.form.copy_language, "kk")):
        chooser.editor.set_value(code)
        chooser.commit()
    (one,) = vault.all(Addressee)
    assert (one.letter, one.language) == ("thanks", "kk")
    vault.undo()
    assert vault.all(Addressee)[0].language != "kk"


def test_a_duplicate_was_not_checked_and_trash_can_be_undone(
    view: LibraryView, vault: Vault
) -> None:
    section = view.section()
    section.take_button.click()
    section.checked_button.click()
    section.copy_button.click()
    first, second = vault.all(Addressee)
    assert second.texts == first.texts
    assert second.checked.is_unknown
    section.trash_button.click()
    assert len(vault.all(Addressee)) == 1
    vault.undo()
    assert len(vault.all(Addressee)) == 2


# -- letters ---------------------------------------------------------------------------------
def open_letter(view: LibraryView, key: tuple[str, str]) -> object:
    view.open(("letters", key))
    assert view.section()._key == key
    return view.section()


def write(qtbot: QtBot, part: QWidget, typed: str) -> None:
    part.setFocus()
    cursor = part.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    part.setTextCursor(cursor)
    qtbot.keyClicks(part, typed)


def test_letters_are_called_by_their_titles_the_offices_own_first(
    view: LibraryView, vault: Vault
) -> None:
    section = open_letter(view, ("complaint", "ru"))
    assert section._title.text() == "Complaint about silence or refusal"
    assert section.languages.code() == "ru"
    text = shipped_wording("mfa", "en").text
    own = LetterTemplate(name="court", language="en", number=1, title="To the court", text=text)
    vault.save(own, action=Action("Add a letter"))
    section.reload()
    assert section.rows.items()[-1].data.title == "To the court"


def test_an_edit_of_the_shipped_letter_is_a_version_of_the_office(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = open_letter(view, ("mfa", "en"))
    write(qtbot, section.editor.parts["farewell"], " Always yours.")
    section.commit()
    wording = template_for(vault, "mfa", "en")
    own = shipped_wording("mfa", "en").number + 1
    assert (wording.origin, wording.number, wording.confirmed) == ("office", own, False)
    assert "Always yours." in wording.text
    write(qtbot, section.editor.parts["farewell"], " Indeed.")
    section.commit()
    assert template_for(vault, "mfa", "en").number == own  # nobody relies on it yet
    assert len(vault.all(LetterTemplate)) == 1


def test_the_example_follows_while_somebody_types(qtbot: QtBot, view: LibraryView) -> None:
    section = open_letter(view, ("mfa", "en"))
    assert "Dear Minister" in section.example.text()
    write(qtbot, section.editor.parts["farewell"], " Quite new words.")
    qtbot.waitUntil(lambda: "Quite new words." in section.example.text(), timeout=3000)


def test_a_field_that_does_not_exist_is_said_beside_the_editor(
    qtbot: QtBot, view: LibraryView
) -> None:
    section = open_letter(view, ("mfa", "en"))
    write(qtbot, section.editor.parts["farewell"], " {no_such_field}")
    assert "no_such_field" in section.editor.trouble()


def test_a_confirmed_version_is_not_changed_but_followed(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = open_letter(view, ("mfa", "en"))
    while section.editor._confirm.isVisible():
        section.editor._confirm.click()
    assert section.confirm_button.isEnabled()
    section.confirm_button.click()
    assert template_for(vault, "mfa", "en").confirmed
    write(qtbot, section.editor.parts["farewell"], " More.")
    section.commit()
    newest = template_for(vault, "mfa", "en")
    assert not newest.confirmed
    confirmed = [one for one in vault.all(LetterTemplate) if one.confirmed]
    assert [one.number for one in confirmed] == [newest.number - 1]


def test_the_shipped_text_comes_back_as_a_new_version_and_undone_numbers_are_not_used_again(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = open_letter(view, ("mfa", "en"))
    write(qtbot, section.editor.parts["farewell"], " Always yours.")
    section.commit()
    vault.undo()
    section.reload()
    write(qtbot, section.editor.parts["farewell"], " Yours.")
    section.commit()
    shipped = shipped_wording("mfa", "en").number
    assert template_for(vault, "mfa", "en").number == shipped + 2
    section.shipped_button.click()
    newest = template_for(vault, "mfa", "en")
    assert newest.number == shipped + 3
    assert "Yours." not in newest.text.split("[farewell]")[1].split("[")[0].split("faithfully")[-1]


def test_a_new_letter_has_a_title_and_begins_with_the_text_of_the_shown_one(
    view: LibraryView, vault: Vault
) -> None:
    section = open_letter(view, ("mfa", "en"))
    for refused, said in (("", "what the letter is called"), ("Reminder", "already")):
        section.name.editor.setText(refused)
        section.add_button.click()
        assert vault.all(LetterTemplate) == []
        assert said in section.name._message.text()
    section.name.editor.setText("Court of Astana")
    section.add_button.click()
    (own,) = vault.all(LetterTemplate)
    assert (own.title, own.language, own.number) == ("Court of Astana", "en", 1)
    assert own.text == shipped_wording("mfa", "en").text
    assert section._key == (own.name, "en")
    assert section.title_field.isVisible()
    assert own.name not in section.rows.items()[-1].spoken


def test_the_title_of_ones_own_letter_is_edited_for_all_its_languages(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = open_letter(view, ("mfa", "en"))
    section.name.editor.setText("Court of Astana")
    section.add_button.click()
    section.languages._buttons["ru"].click()
    assert not section.editor.isVisible()
    assert not section.confirm_button.isVisible()
    section.begin_button.click()
    assert section.editor.isVisible()
    type_into(qtbot, section.title_field, "City court")
    assert [one.title for one in vault.all(LetterTemplate)] == ["City court"] * 2
    assert section.rows.items()[-1].data.title == "City court"
    type_into(qtbot, section.title_field, "Reminder")
    assert section.title_field.is_rejected
    section.title_field.restore()
    vault.undo()
    assert [one.title for one in vault.all(LetterTemplate)] == ["Court of Astana"] * 2


def test_each_letter_says_which_languages_it_has_and_which_are_confirmed(
    view: LibraryView, vault: Vault
) -> None:
    section = open_letter(view, ("thanks", "en"))
    while section.editor._confirm.isVisible():
        section.editor._confirm.click()
    section.confirm_button.click()
    line = next(item for item in section.rows.items() if item.key == "thanks")
    states = dict(line.data.languages)
    assert list(states) == ["kk", "ru", "en", "zh_Hans"]
    assert states["en"] is Wording.CONFIRMED
    assert {states[code] for code in ("kk", "ru", "zh_Hans")} == {Wording.UNCONFIRMED}
    assert "English: confirmed" in line.spoken
    section.languages._buttons["kk"].click()
    assert section.mark.accessibleName() == "not confirmed"
    assert section.confirm_button.isVisible()


# -- rules -----------------------------------------------------------------------------------
def press(view: LibraryView, qtbot: QtBot, key: Qt.Key, cell: object = PRESS_HEALTH) -> None:
    matrix = view.section().matrix
    matrix.setFocus()
    matrix.stand_on(cell)
    qtbot.keyClick(matrix, key)


def test_an_edit_makes_a_draft_that_decides_nothing(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    view.open("policies")
    press(view, qtbot, Qt.Key.Key_A)
    (draft,) = vault.all(Policy)
    assert draft.number == default_policy().number + 1
    assert draft.rules["press"]["health"] == "allow"
    assert vault.read(policy_in_force) is None
    press(view, qtbot, Qt.Key.Key_N, (Audience.PUBLIC, InfoClass.PHOTO))
    assert len(vault.all(Policy)) == 1
    assert vault.all(Policy)[0].rules["public"]["photo"] == "never"


def test_what_is_loosened_is_warned_of_marked_and_counted(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    view.open("policies")
    section = view.section()
    press(view, qtbot, Qt.Key.Key_A)
    (said,) = section.warnings.said()
    assert said == "Health, Press: “allow” is looser than what is in force, “consent”."
    assert section.model.look(PRESS_HEALTH).icon == "triangle-alert"
    assert "Looser than before" in section.model.spoken(PRESS_HEALTH)
    assert section.effect.said() == (
        "Health, Press: shown at once in 3 cases where it is hidden now.",
    )
    press(view, qtbot, Qt.Key.Key_N)
    assert section.warnings.said() == ()
    assert section.effect.said() == ()


def test_put_into_force_is_one_action_and_one_undo(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    view.open("policies")
    section = view.section()
    press(view, qtbot, Qt.Key.Key_N)
    section.put_button.click()
    current = vault.read(policy_in_force)
    assert current is not None
    assert current.rules["press"]["health"] == "never"
    assert not section.put_button.isVisible()
    vault.undo()
    assert vault.read(policy_in_force) is None


def test_what_is_in_force_is_never_changed_in_place(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    view.open("policies")
    section = view.section()
    press(view, qtbot, Qt.Key.Key_N)
    section.put_button.click()
    press(view, qtbot, Qt.Key.Key_C)
    first, second = sorted(vault.all(Policy), key=lambda one: one.number)
    assert first.rules["press"]["health"] == "never"
    assert second.rules["press"]["health"] == "consent"
    assert vault.read(policy_in_force).id == first.id


def test_the_column_of_our_office_cannot_be_set_and_says_why(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    view.open("policies")
    press(view, qtbot, Qt.Key.Key_N, (Audience.OFFICE, InfoClass.HEALTH))
    assert vault.all(Policy) == []
    assert "Our office sees" in view.section()._refusal.text()


def test_two_versions_are_compared_in_words(qtbot: QtBot, view: LibraryView) -> None:
    view.open("policies")
    press(view, qtbot, Qt.Key.Key_N)
    assert view.section().differences.text() == "Health, Press: never; there consent."


def test_the_model_of_the_rules_is_what_qt_expects(qtbot: QtBot, view: LibraryView) -> None:
    view.open("policies")
    model = view.section().model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    press(view, qtbot, Qt.Key.Key_A)
    assert tester.model() is model
    assert model.value_of(PRESS_HEALTH) is Rule.ALLOW


# -- places ----------------------------------------------------------------------------------
def test_a_place_is_found_by_a_name_of_the_office(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    view.open(("places", "650100"))
    type_into(qtbot, field(view, "place-ru"), "Столица края")
    assert vault.all(PlaceEntry)[0].names == {"ru": "Столица края"}
    section = view.section()
    type_into(qtbot, section.search, "столица")
    assert len(section.rows.items()) == 1
    assert section.rows.items()[0].key[0] == "650100"


def test_a_place_tells_its_names_in_four_languages_and_its_numbers_with_years(
    view: LibraryView, vault: Vault
) -> None:
    view.open(("places", "654021"))
    section = view.section()
    assert section._doubt.isVisible()
    view.open(("places", "654200"))
    told = section._listed.text().split("\n")
    assert told == [
        "中文: 塔城地区", "Pinyin: Tacheng diqu", "English: Tarbagatay, Tacheng",
        "Қазақша: Тарбағатай", "Русский: Чугучак, Тарбагатай, Тачэн",
    ]  # fmt: skip
    assert not section._doubt.isVisible()
    assert section._numbers.text().split("\n") == [
        "654200 · 塔城地区 · since 1984", "652500 · 塔城地区 · until 1983",
    ]  # fmt: skip
    view.open(("places", "654027"))
    assert "654127 · 特克斯县 · 1984–2000" in section._numbers.text()
    view.open(("places", "650100"))
    assert section._numbers.text() == "650100 · 乌鲁木齐市 · since 1980 or earlier"


def test_a_place_of_ones_own_is_added_and_a_taken_number_is_refused(
    view: LibraryView, vault: Vault
) -> None:
    view.open("places")
    section = view.section()
    section.code.editor.setText("650100")
    section.add_button.click()
    assert vault.all(PlaceEntry) == []
    assert "650100" in section.code._message.text()
    section.code.editor.setText("X-01")
    section.add_button.click()
    assert [one.code for one in vault.all(PlaceEntry)] == ["X-01"]
    assert section.place().code == "X-01"
    section.remove_button.click()
    assert vault.all(PlaceEntry) == []


# -- words -----------------------------------------------------------------------------------
def test_words_in_use_are_counted_added_and_replaced_everywhere_at_once(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    view.open("words")
    section = view.section()
    assert titles(section.used) == ["shepherd", "herder"]
    section.other.editor.setText("herder")
    section.replace_button.click()
    assert {one.occupation for one in vault.all(Detainee)} == {"herder"}
    assert titles(section.used) == ["herder"]
    vault.undo()
    assert sorted(one.occupation for one in vault.all(Detainee)) == [
        "herder", "shepherd", "shepherd",
    ]  # fmt: skip
    section.reload()
    section.used.choose("herder")
    section.take_button.click()
    assert titles(section.listed) == ["herder"]
    assert titles(section.used) == ["shepherd"]


def test_a_list_is_written_translated_ordered_and_shortened(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    view.open(("words", "education"))
    section = view.section()
    type_into(qtbot, section.new, "school")
    type_into(qtbot, section.new, "university")
    assert titles(section.listed) == ["school", "university"]
    type_into(qtbot, field(view, "word-ru"), "университет")
    section.up.click()
    assert titles(section.listed) == ["university", "school"]
    kept = {term.words["en"]: term for term in vault.all(Term)}
    assert kept["university"].words["ru"] == "университет"
    section.remove_button.click()
    assert titles(section.listed) == ["school"]
    type_into(qtbot, section.new, "school")
    assert len(vault.all(Term)) == 1  # it is there already
    assert "already" in section.new._message.text()


def test_a_fixed_list_is_shown_in_four_languages_and_says_why(view: LibraryView) -> None:
    view.open(("words", "Sex"))
    section = view.section()
    assert titles(section.closed)[0] == "female"
    assert "женский" in section.closed.items()[0].data.detail
    assert "Fixed" in section._about.text()
    assert not section.new.isVisible()


# -- working days ----------------------------------------------------------------------------
def test_space_turns_a_day_and_terms_are_reckoned_by_it(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    view.open(("days", date(2026, 6, 7)))
    grid = view.section().grid
    grid.setFocus()
    for _step in range(3):
        qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.day() == date(2026, 6, 10)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    days = office_days(vault.read(working_days))
    assert not days.works(date(2026, 6, 10))
    type_into(qtbot, field(view, "day-name"), "Local holiday")
    assert vault.all(CalendarDay)[0].name == "Local holiday"
    assert "10 June" in titles(view.section().list)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert vault.all(CalendarDay) == []


def test_the_public_days_are_there_with_their_names_and_can_be_said_otherwise(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    view.open(("days", date(2026, 5, 27)))
    section = view.section()
    shown = {line.data.title: line.data.detail for line in section.list.items()}
    assert shown["25 March"] == "Nauryz · for a holiday on a weekend"
    assert shown["27 May"] == "Kurban Ait · estimated, may still move"
    assert "estimated" in section._source.text()
    section.grid.setFocus()
    qtbot.keyClick(section.grid, Qt.Key.Key_Space)
    (own,) = vault.all(CalendarDay)
    assert (own.day, own.working) == (date(2026, 5, 27), True)
    (line,) = [one for one in section.list.items() if one.data.title == "27 May"]
    assert line.data.detail == "Kurban Ait · entered here"


def test_a_saturday_becomes_a_working_day(qtbot: QtBot, view: LibraryView, vault: Vault) -> None:
    view.open(("days", date(2026, 3, 28)))
    view.section().kind._buttons["work"].click()
    (day,) = vault.all(CalendarDay)
    assert (day.day, day.working) == (date(2026, 3, 28), True)
    vault.undo()
    assert vault.all(CalendarDay) == []


def test_the_keyboard_walks_out_of_the_month(qtbot: QtBot, view: LibraryView) -> None:
    view.open(("days", date(2026, 3, 31)))
    grid = view.section().grid
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.day() == date(2026, 4, 1)
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    assert grid.day() == date(2026, 3, 1)


def test_the_model_of_the_month_is_what_qt_expects(view: LibraryView) -> None:
    view.open("days")
    model = view.section().model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    view.open(("days", date(2026, 2, 1)))
    assert tester.model() is model
    assert model.index_of(date(2026, 2, 1)).column() == 6


# -- words where they are typed --------------------------------------------------------------
def test_a_field_of_a_case_offers_the_words_of_the_office(
    qtbot: QtBot, context: Context, vault: Vault, shown: Shown
) -> None:
    vault.save(
        Term(vocabulary="occupation", words={"en": "herder"}, position=1),
        Term(vocabulary="occupation", words={"en": "teacher"}, position=2),
        action=MADE,
    )
    case = CaseView(context, vault)
    case.resize(1100, 700)
    shown(case)
    case.open(vault.all(Detainee)[0].id)
    editor = next(f for f in case.findChildren(Field, "occupation")).editor
    completer = editor.completer()
    completer.setCompletionPrefix("tea")
    assert completer.currentCompletion() == "teacher"
    assert completer.completionModel().rowCount() == 1


def test_every_shipped_addressee_has_a_letter_in_its_language_and_words_in_all_of_them() -> None:
    for one in shipped_addressees([]):
        assert shipped_wording(one.letter, one.language).text
        assert "Check before use" in one.note
        assert known_parts(one.parts) == tuple(one.parts)
        for key in ("body", "short", "salutation"):
            assert {"en", "ru", "kk"} <= one.texts[key].keys()
