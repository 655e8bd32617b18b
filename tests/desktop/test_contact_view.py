"""The page of one contact: particulars kept in place, family tied, calls noted, all undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.contact.facts import FactLine
from caseapp.desktop.features.contact.panes import Pane
from caseapp.desktop.forms.row import FoldedRow
from caseapp.desktop.widgets import Chip, Label
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import AppealState, Audience, Relation
from caseapp.i18n import LANGUAGES, translator
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealPerson,
    Contact,
    ContactNote,
    Copy,
    Kinship,
)
from caseapp.store.vault import Vault
from tests.desktop.contact_desk import ContactDesk, Ids, copy_vault, make_vault
from tests.desktop.pictures import dress, grab

Shown = Callable[[QWidget], QWidget]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    return make_vault(tmp_path_factory.mktemp("contacts") / "vault")


@pytest.fixture
def vault(made: tuple[Path, Ids], tmp_path: Path) -> Iterator[Vault]:
    with copy_vault(made[0], tmp_path / "vault") as vault:
        yield vault


@pytest.fixture
def desk(context: Context, vault: Vault, made: tuple[Path, Ids], shown: Shown) -> ContactDesk:
    desk = ContactDesk(context, vault, made[1])
    shown(desk.view)
    desk.view.open(made[1].wife)
    return desk


def type_and_leave(field: QWidget, words: str) -> None:
    field.editor.setFocus()
    field.editor.selectAll()
    QTest.keyClicks(field.editor, words)
    QTest.keyClick(field.editor, Qt.Key.Key_Tab)


def chips(desk: ContactDesk) -> list[str]:
    found = desk.view.header.findChildren(Chip)
    return [chip.accessibleName() for chip in found if not chip.isHidden()]


# -- particulars -----------------------------------------------------------------------------
def test_a_line_opens_at_its_field_and_the_field_keeps_what_was_typed(desk: ContactDesk) -> None:
    line = desk.view.findChild(FactLine, "fact-region")
    assert line.accessibleName() == "Lives in: Almaty"
    line.click()
    assert desk.focused() is desk.view.facts.form.field("region").editor
    type_and_leave(desk.view.facts.form.field("region"), "Talgar")
    assert desk.vault.get(Contact, desk.ids.wife).region == "Talgar"
    desk.undo.undo.trigger()
    assert desk.vault.get(Contact, desk.ids.wife).region == "Almaty"
    assert line.accessibleName() == "Lives in: Almaty"


def test_several_phones_are_kept_as_several(desk: ContactDesk) -> None:
    desk.view.facts.go_to_field("phones")
    type_and_leave(desk.view.facts.form.field("phones"), "+7 700 1; +7 700 2")
    assert desk.vault.get(Contact, desk.ids.wife).phones == ["+7 700 1", "+7 700 2"]


def test_do_not_contact_is_marked_by_icon_and_word(desk: ContactDesk) -> None:
    assert "Do not contact" not in chips(desk)
    desk.button("edit-particulars").click()
    desk.view.facts.silent.click()
    assert desk.vault.get(Contact, desk.ids.wife).do_not_contact
    assert "Do not contact" in chips(desk)
    desk.undo.undo.trigger()
    assert "Do not contact" not in chips(desk)
    assert not desk.view.facts.silent.isChecked()


def test_the_risk_is_marked_in_the_head(desk: ContactDesk) -> None:
    desk.view.facts.go_to_field("risk")
    field = desk.view.facts.form.field("risk")
    QTest.keyClick(field.editor, Qt.Key.Key_End)
    QTest.keyClick(field.editor, Qt.Key.Key_Tab)
    assert "Critical risk" in chips(desk)


# -- family ------------------------------------------------------------------------------------
def test_a_relative_opens_the_case(desk: ContactDesk) -> None:
    (row,) = desk.view.findChildren(FoldedRow, "tie")
    row.line.click()
    desk.button("open-tie").click()
    assert desk.context.router.current.view == "case"
    assert desk.context.router.current.argument == desk.ids.case


def test_somebody_known_is_tied_by_name_and_one_undo_unties(
    context: Context, vault: Vault, made: tuple[Path, Ids], shown: Shown
) -> None:
    desk = ContactDesk(context, vault, made[1])
    shown(desk.view)
    desk.view.open(made[1].neighbour)
    desk.button("add-tie").click()
    editor = desk.view.ties.picker.field.editor
    editor.insert("Асқар")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    (tie,) = vault.all(Kinship, contact_id=made[1].neighbour)
    assert (tie.of_detainee_id, tie.relation) == (made[1].case, Relation.OTHER_RELATIVE)
    assert desk.view.ties.rows.row(tie.id) is not None
    desk.undo.undo.trigger()
    assert vault.all(Kinship, contact_id=made[1].neighbour) == []


def test_a_name_without_a_file_becomes_a_relative(desk: ContactDesk) -> None:
    desk.button("add-tie").click()
    desk.view.ties.picker.field.editor.insert("Динара")
    desk.view.ties.picker._search()
    desk.button("tie-plain").click()
    (tie,) = desk.vault.all(Kinship, of_contact_id=desk.ids.wife)
    assert (tie.name, tie.contact_id) == ("Динара", None)


# -- told and said -------------------------------------------------------------------------------
def test_a_testimony_opens_its_source(desk: ContactDesk) -> None:
    line = desk.view.told.tab_stops()[0]
    assert line.accessibleName() == "Video, 24 min"
    line.click()
    assert desk.context.router.current.view == "source"


def test_a_call_is_noted_with_one_key_and_kept_when_something_was_typed(desk: ContactDesk) -> None:
    desk.button("note-call").click()
    assert desk.vault.all(ContactNote) == []
    QTest.keyClicks(desk.focused(), "She will come on Monday")
    QTest.keyClick(desk.focused(), Qt.Key.Key_Tab)
    (note,) = desk.vault.all(ContactNote)
    assert (note.contact_id, note.text) == (desk.ids.wife, "She will come on Monday")
    assert not note.at.is_unknown
    desk.undo.undo.trigger()
    assert desk.vault.all(ContactNote) == []


def test_typing_a_t_in_a_field_notes_no_call(desk: ContactDesk) -> None:
    desk.view.facts.go_to_field("region")
    QTest.keyClicks(desk.focused(), "taevk")
    assert desk.view.calls.rows.rows() == []


# -- leaving and coming ------------------------------------------------------------------------
def test_what_was_typed_is_kept_when_another_contact_is_opened(desk: ContactDesk) -> None:
    desk.view.facts.go_to_field("region")
    field = desk.view.facts.form.field("region")
    field.editor.selectAll()
    QTest.keyClicks(field.editor, "Semey")
    desk.view.open(desk.ids.neighbour)
    assert desk.vault.get(Contact, desk.ids.wife).region == "Semey"
    assert desk.view.status == "Сәуле Сынақ"


def test_in_the_trash_and_back(desk: ContactDesk) -> None:
    desk.button("trash-contact").click()
    assert desk.vault.get(Contact, desk.ids.wife).deleted_at is not None
    assert not desk.button("bring-back").isHidden()
    desk.button("bring-back").click()
    assert desk.vault.get(Contact, desk.ids.wife).deleted_at is None
    assert not desk.view.header.isHidden()


def test_copies_already_out_are_told_when_a_consent_is_withdrawn(desk: ContactDesk) -> None:
    appeal = Appeal(title="Appeal of May", state=AppealState.PRINTED)
    body = Addressee(audience=Audience.UNITED_NATIONS, texts={"short": {"en": "WGEID"}})
    desk.elsewhere(
        appeal, body, AppealPerson(appeal_id=appeal.id, detainee_id=desk.ids.case),
        Copy(appeal_id=appeal.id, addressee_id=body.id, number=3, language="en", frozen="",
             produced_at=appeal.created_at, frozen_sha256="", page_code=""),
    )  # fmt: skip
    desk.button("withdraw").click()
    assert "Appeal of May, copy 3: WGEID" in desk.notices()
    (link,) = desk.view.consent.copies.tab_stops()
    assert "copy 3" in link.text()
    link.click()
    assert desk.context.router.current.argument == appeal.id


# -- paper -----------------------------------------------------------------------------------
def test_the_consent_form_is_written_where_it_was_asked_for(
    desk: ContactDesk, tmp_path: Path
) -> None:
    desk.button("consent-form").click()
    dialog = desk.view.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "form.pdf"))
    dialog.accept()
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF-")
    assert "The consent form is written." in desk.notices()


# -- looks -----------------------------------------------------------------------------------
@pytest.mark.parametrize("language", [*LANGUAGES, "kk_Arab"])
def test_nothing_is_cut_in_the_head_of_the_page(
    context: Context, vault: Vault, made: tuple[Path, Ids], language: str
) -> None:
    dress(theme.LIGHT, mirrored=language == "kk_Arab")
    spoken = Context(
        t=translator(language), jobs=context.jobs, changes=context.changes,
        router=context.router, notices=context.notices,
    )  # fmt: skip
    desk = ContactDesk(spoken, vault, made[1])
    desk.view.show()
    desk.view.open(made[1].wife)
    grab(desk.view, QSize(1182, 692))
    labels = desk.view.header.findChildren(Label)
    assert [label.text() for label in labels if label.isVisible() and label.is_cut()] == []
    assert desk.matrix.columnWidth(1) > 60
    desk.view.close()


def test_in_a_narrow_window_one_pane_is_seen_and_the_other_is_a_key_away(
    desk: ContactDesk,
) -> None:
    desk.view.set_compact(True)
    desk.view.resize(619, 300)
    assert not desk.view.facts.isVisible()
    assert desk.matrix.isVisible()
    desk.view.panes.show_pane(Pane.PERSON)
    assert desk.view.facts.isVisible()
    desk.button("edit-particulars").click()
    assert desk.view.facts.form.isVisible()
    desk.view.set_compact(False)
    assert desk.matrix.isVisible()


def test_a_note_of_long_ago_is_read_with_its_date(desk: ContactDesk) -> None:
    desk.elsewhere(
        ContactNote(contact_id=desk.ids.wife, at=read_date("5 May 2019"), text="She called")
    )
    (row,) = desk.view.calls.rows.rows()
    assert row.line.accessibleName() == "She called, 5 May 2019"


def test_a_value_that_would_be_cut_stands_below_its_label(shown: Shown) -> None:
    line = FactLine()
    shown(line)
    line.resize(266, line.height())
    for words, height in (
        (("Role", "relative"), 24),
        (("Exact address", "050000, Almaty, 12 Ülgi Street, flat 4"), 40),
        (("As in the identity document", "Айман"), 40),
        (("Role", ""), 24),
    ):
        line.show_words(words)
        assert line.height() == height
    line.show_words(("Exact address", "050000, Almaty, 12 Ülgi Street, flat 4"))
    line.resize(600, line.height())
    assert line.height() == 24


def test_a_country_is_said_by_its_name_and_what_is_no_code_as_it_is(
    desk: ContactDesk, vault: Vault
) -> None:
    wife = vault.get(Contact, desk.ids.wife)
    wife.country, wife.citizenship = "KZ", "stateless"
    desk.elsewhere(wife)
    said = {
        line.accessibleName()
        for name in ("country", "citizenship")
        if (line := desk.view.findChild(FactLine, f"fact-{name}")) is not None
    }
    assert said == {"Country: Kazakhstan", "Citizenship: stateless"}
