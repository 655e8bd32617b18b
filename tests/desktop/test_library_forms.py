"""The forms of the library as a person uses them: read, correct, confirm, go back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.claim_words import ClaimWords
from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.cures import Cures
from caseapp.desktop.features.library import LibraryView
from caseapp.desktop.record_titles import RecordTitles
from caseapp.desktop.widgets import Field
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.form_edits import Place, words_at
from caseapp.dossier.form_templates import FormTemplate, form_for, shipped_form
from caseapp.dossier.preflight_findings import Finding, Rule
from caseapp.store.history import Action
from caseapp.store.queries.library import form_versions, letter_versions
from caseapp.store.records import Addressee, Appeal, Copy, LetterTemplate
from caseapp.store.vault import Vault
from tests.conftest import empty_vault

MADE = Action("Made for a test")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with empty_vault(tmp_path / "vault") as vault:
        yield vault


@pytest.fixture
def view(context: Context, vault: Vault, shown) -> LibraryView:
    view = LibraryView(context, vault)
    view.resize(1180, 700)
    view.open(("forms", "wgeid"))
    shown(view)
    return view


def kept(vault: Vault) -> FormTemplate:
    """The form as a copy would print it now."""
    return form_for(vault.all(LetterTemplate), "wgeid")


def stand_on(view: LibraryView, place: Place) -> QWidget:
    section = view.section()
    assert section.lines.choose(place)
    section._choose_place(place)
    return section


def type_into(qtbot: QtBot, field: Field, typed: str) -> None:
    field.editor.setFocus()
    field.editor.selectAll()
    field.editor.insertPlainText(typed)
    field.commit()


def relied_on(vault: Vault, number: int) -> None:
    """A copy is out that names a version of the form."""
    appeal, addressee = Appeal(title="One"), Addressee(audience=Audience.PRESS)
    vault.save(appeal, addressee, action=MADE)
    copy = Copy(
        appeal_id=appeal.id, addressee_id=addressee.id, number=1, language="en",
        produced_at=datetime(2026, 6, 1, tzinfo=UTC), frozen="{}", frozen_sha256="0" * 64,
        page_code="TEST", templates={"form.wgeid.en": number},
    )  # fmt: skip
    vault.save(copy, action=MADE)


def test_the_shipped_forms_are_listed_and_nobody_has_confirmed_them(view: LibraryView) -> None:
    section = view.section()
    said = {item.key: item.spoken for item in section.rows.items()}
    assert list(said) == ["tracing", "wgad", "wgeid"]
    assert all("not confirmed" in words for words in said.values())
    assert section.mark.accessibleName() == "unconfirmed wording"
    assert "ohchr.org" in section.warnings.said()[0]


def test_items_are_read_with_number_words_in_each_language_and_marks(view: LibraryView) -> None:
    lines = {item.key: item.data for item in view.section().lines.items()}
    line = lines[Place("item", "5.1")]
    assert line.words == "Complaints, inquiries, replies"
    assert line.others == "Жалобы, запросы, ответы"
    assert [word for word, _icon, _tone in line.marks] == ["compulsory, or 5.2"]
    confidential = lines[Place("item", "3.2")].marks
    assert [word for word, _icon, _tone in confidential] == ["confidential"]
    assert len(lines) == len(view.section().lines.items())


def test_a_label_is_edited_as_one_deed_and_undone_as_one(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = stand_on(view, Place("item", "1.3"))
    type_into(qtbot, section.editor.fields["ru"], "Пол и дата рождения")
    assert words_at(kept(vault), Place("item", "1.3"))["ru"] == "Пол и дата рождения"
    assert (kept(vault).version, kept(vault).origin) == (2, "office")
    type_into(qtbot, section.editor.fields["en"], "Sex and date of birth")
    assert len(vault.all(LetterTemplate)) == 1  # nobody relies on it yet
    vault.undo()
    assert words_at(kept(vault), Place("item", "1.3"))["en"] == "Sex, date of birth"
    vault.undo()
    assert kept(vault) == shipped_form("wgeid")


def test_an_item_is_made_compulsory_and_confidential(view: LibraryView, vault: Vault) -> None:
    section = stand_on(view, Place("item", "1.3"))
    section.editor.boxes["compulsory"].click()
    section.editor.boxes["confidential"].click()
    item = next(item for item in kept(vault).items() if item.number == "1.3")
    assert (item.compulsory, item.confidential) == (True, True)
    line = next(i.data for i in section.lines.items() if i.key == Place("item", "1.3"))
    assert [word for word, _icon, _tone in line.marks] == ["compulsory", "confidential"]
    vault.undo()
    item = next(item for item in kept(vault).items() if item.number == "1.3")
    assert (item.compulsory, item.confidential) == (True, False)


def test_empty_words_are_refused_beside_the_field(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = stand_on(view, Place("title"))
    type_into(qtbot, section.editor.fields["en"], "  ")
    assert vault.all(LetterTemplate) == []
    assert section.editor.fields["en"].is_rejected


def test_a_confirmed_version_is_followed_by_the_next_which_is_not(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = view.section()
    section.confirm_button.click()
    assert not kept(vault).unconfirmed
    assert section.mark.accessibleName() == "confirmed"
    assert not section.confirm_button.isVisible()
    assert not section.shipped_button.isVisible()
    stand_on(view, Place("section", index=0))
    type_into(qtbot, section.editor.fields["en"], "Who it is about")
    assert kept(vault).unconfirmed
    assert [(one.number, one.confirmed) for one in vault.read(form_versions)] == [
        (2, True), (3, False),
    ]  # fmt: skip
    assert section.mark.accessibleName() == "unconfirmed wording"


def test_a_version_that_a_copy_names_is_never_changed(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = stand_on(view, Place("item", "1.1"))
    type_into(qtbot, section.editor.fields["en"], "Full name")
    relied_on(vault, 2)
    type_into(qtbot, section.editor.fields["en"], "Whole name")
    first, second = vault.read(form_versions)
    assert (first.number, second.number) == (2, 3)
    assert "Full name" in first.text
    assert "Whole name" in second.text


def test_older_versions_are_compared_and_taken_back(
    qtbot: QtBot, view: LibraryView, vault: Vault
) -> None:
    section = view.section()
    section.confirm_button.click()
    stand_on(view, Place("item", "1.1"))
    type_into(qtbot, section.editor.fields["en"], "Whole name")
    section.editor.boxes["confidential"].click()
    section.parts._buttons["versions"].click()
    assert not section.lines.isVisible()
    older = section.versions.rows.items()[1].key
    section.versions.rows.choose(older)
    section.versions._show_chosen()
    assert section.versions.differences.words() == [
        "Item 1.1", "was: Full name, as in the document", "is: Whole name", "is: confidential",
    ]  # fmt: skip
    section.versions.back_button.click()
    assert kept(vault).version == 4
    assert words_at(kept(vault), Place("item", "1.1"))["en"] == "Full name, as in the document"


def test_the_shipped_form_comes_back_and_undone_numbers_are_not_used_again(
    view: LibraryView, vault: Vault
) -> None:
    section = stand_on(view, Place("item", "1.1"))
    section.editor.boxes["confidential"].click()
    vault.undo()
    section.reload()
    section.editor.boxes["confidential"].click()
    assert kept(vault).version == 3
    section.shipped_button.click()
    assert kept(vault).version == 4
    assert kept(vault).sections == shipped_form("wgeid").sections
    assert kept(vault).unconfirmed
    assert not section.shipped_button.isVisible()


def test_a_text_that_cannot_be_read_is_told_and_the_shipped_form_taken_back(
    view: LibraryView, vault: Vault
) -> None:
    broken = LetterTemplate(name="form.wgeid", language="en", number=2, text="version = 0")
    vault.save(broken, action=MADE)
    section = view.section()
    section.reload()
    assert "mistake" in section.warnings.said()[0]
    assert not section.lines.isVisible()
    section.shipped_button.click()
    assert kept(vault).version == 3
    assert section.lines.isVisible()


def test_a_place_of_a_form_is_gone_to_before_and_after_it_is_loaded(
    context: Context, vault: Vault, view: LibraryView
) -> None:
    for library in (view, LibraryView(context, vault)):
        library.open(("forms", ("wgeid", "3.2")))
        assert library.section().lines.key() == Place("item", "3.2")
        assert library.section().editor._title.text() == "Item 3.2"
        library.open(("forms", "no such form"))
        assert library.section().form().name == "wgeid"


def test_the_check_of_a_copy_leads_to_the_form_that_nobody_confirmed(
    context: Context, view: LibraryView
) -> None:
    context.router.moved.connect(lambda place: view.open(place.argument))
    finding = Finding(rule=Rule.FORM_UNCONFIRMED, params={"number": "wgad"})
    Cures(context, None, None, None).go(finding)
    assert context.router.current.view == "library"
    assert view.section()._title.text() == shipped_form("wgad").title["en"]


def test_the_history_calls_forms_and_letters_as_people_do(context: Context) -> None:
    titles = RecordTitles(ClaimWords(context.t))
    form = LetterTemplate(name="form.wgeid", language="en", number=2, text="")
    letter = LetterTemplate(name="thanks", language="ru", number=2, text="")
    assert titles.title(form) == "Forms: disappearance (WGEID)"
    assert titles.title(letter) == "Thanks for an answer"


def test_forms_are_no_letters(view: LibraryView, vault: Vault) -> None:
    view.section().confirm_button.click()
    assert vault.read(letter_versions) == []
    view.open("letters")
    assert not any("form." in str(item.key) for item in view.section().rows.items())


def test_the_table_is_walked_by_the_keyboard(qtbot: QtBot, view: LibraryView) -> None:
    section = view.section()
    assert section.lines.key() == Place("item", "1.1")
    section.lines.setFocus()
    qtbot.keyClick(section.lines, Qt.Key.Key_Down)
    assert section.editor._title.text() == "Item 1.2"
    assert section.editor.fields["en"].text() == "Name in other scripts, other names"
    qtbot.keyClick(section.lines, Qt.Key.Key_Home)
    assert section.editor._title.text() == "Section 1"
    assert not section.editor.boxes["compulsory"].isVisible()
