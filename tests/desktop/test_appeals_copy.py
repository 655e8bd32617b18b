"""What one copy is made of, set in the window; and printing all the same, with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals import AppealView
from caseapp.desktop.features.appeals.drafts import OFFICE, compile_draft, draw_draft
from caseapp.desktop.features.appeals.printing import issue_to
from caseapp.domain.vocabulary import AttachmentRole, Audience, NameScript
from caseapp.dossier.parts import PartKind
from caseapp.dossier.preflight_findings import Rule
from caseapp.store.history import Action
from caseapp.store.records import (
    AppealAddressee,
    AppealPerson,
    Attachment,
    Consent,
    Copy,
    Detainee,
    NameForm,
)
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.desktop.test_appeals_builder import (
    PASSPHRASE,
    Show,
    checked,
    choose,
    of_serial,
    opened,
)
from tests.desktop.vaults import sample_copy

DO = Action("prepare")
REASON = "Her sister wants it so"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Vault]:
    """The sample; its appeal about two persons and one whom nobody asked about."""
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as vault:
        links = sorted(vault.all(AppealPerson, appeal_id=of_serial(vault, 1)),
                       key=lambda link: link.position)  # fmt: skip
        vault.trash(*links[2:7], *links[8:], action=Action("Cut down", undoable=False))
        yield vault


@pytest.fixture
def view(context: Context, sample: Vault, shown: Show, qtbot: QtBot) -> AppealView:
    view = opened(context, sample, (of_serial(sample, 1), "copy"), shown)
    checked(qtbot, context, view)
    return view


def link_of(view: AppealView, vault: Vault) -> AppealAddressee:
    row = view.main.row()
    assert row is not None
    found = vault.get(AppealAddressee, row.link_id)
    assert found is not None
    return found


def undo(context: Context, vault: Vault) -> None:
    context.changes.announce(vault.undo())


# -- settings --------------------------------------------------------------------------------
def test_languages_and_letter_of_a_copy_are_chosen_and_one_undo_takes_each_back(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    settings = view.ui.settings
    before = link_of(view, sample)
    for field, value in (
        (settings.language, "en"), (settings.second, "kk"), (settings.letter, "complaint"),
    ):  # fmt: skip
        field.editor.set_value(value)
        field.commit()
    checked(qtbot, context, view)
    kept = link_of(view, sample)
    assert (kept.language, kept.second_language, kept.letter) == ("en", "kk", "complaint")
    assert view.main.row().letter == "complaint"
    for _ in range(3):
        undo(context, sample)
    after = link_of(view, sample)
    assert (after.language, after.second_language, after.letter) == (
        before.language, before.second_language, before.letter,
    )  # fmt: skip


def test_parts_are_ticked_and_moved_by_the_keyboard_and_the_draft_follows(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    parts = view.ui.settings.parts
    usual = parts.parts()
    pages = view.main.pane.pdf.page_count()
    assert not parts.usual.isVisible()
    parts.rows.setFocus()
    parts.rows.choose(PartKind.SHEETS)
    qtbot.keyClick(parts.rows, Qt.Key.Key_Space)
    checked(qtbot, context, view)
    assert PartKind.SHEETS not in parts.parts()
    assert view.main.pane.pdf.page_count() < pages
    assert link_of(view, sample).parts == [one.value for one in usual if one != PartKind.SHEETS]
    parts.rows.choose(PartKind.PERSONS)
    qtbot.keyClick(parts.rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    before = usual.index(PartKind.PERSONS)
    assert parts.parts().index(PartKind.PERSONS) == before - 1
    qtbot.keyClick(parts.rows, Qt.Key.Key_Return)
    assert PartKind.PERSONS not in parts.parts()
    qtbot.keyClick(parts.rows, Qt.Key.Key_Return)
    assert parts.parts().index(PartKind.PERSONS) == before
    parts.usual.click()
    assert link_of(view, sample).parts == []
    assert parts.parts() == usual


def test_the_last_part_of_a_copy_stays(view: AppealView, sample: Vault) -> None:
    parts = view.ui.settings.parts
    parts.chosen.emit([PartKind.LETTER.value])
    parts.rows.opened.emit(PartKind.LETTER)
    assert link_of(view, sample).parts == [PartKind.LETTER.value]


def test_a_person_is_found_left_out_and_taken_back(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    left = view.ui.settings.left_out
    row = next(one for one in view._loaded.page.persons if one.case.number == "CF-0019")
    assert any("no consent" in item.spoken for item in left.rows.items())
    left.search.setFocus()
    qtbot.keyClicks(left.search, "cf-0019")
    left.search.ask()
    assert [item.key for item in left.rows.items()] == [row.case.id]
    left.rows.setFocus()
    qtbot.keyClick(left.rows, Qt.Key.Key_Space)
    checked(qtbot, context, view)
    assert link_of(view, sample).left_out == {"persons": [row.case.id.hex]}
    target = view.main.target
    found = [one for one in view._findings if one.concerns(target)]
    assert Rule.NO_CONSENT not in {one.rule for one in found if one.case_id == row.case.id}
    assert Rule.LEFT_BY_OFFICE in {one.rule for one in found}
    assert view.main.pane.waiting() == ""
    qtbot.keyClick(left.rows, Qt.Key.Key_Space)
    assert link_of(view, sample).left_out == {}
    qtbot.keyClick(left.rows, Qt.Key.Key_P)
    assert link_of(view, sample).left_out == {"photos": [row.case.id.hex]}
    undo(context, sample)
    assert link_of(view, sample).left_out == {}


def test_a_note_on_who_is_left_out_leads_to_the_list(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    case = view._loaded.page.persons[0].case.id
    view.ui.settings.left_out.rows.opened.emit(case)
    checked(qtbot, context, view)
    view.ui.go_to("letter")
    finding = next(one for one in view._findings if one.rule is Rule.LEFT_BY_OFFICE)
    view._cures.go(finding)
    assert view.ui.middle.page() == "copy"
    assert view.ui.settings.left_out.search.hasFocus()


def test_enclosures_are_typed_taken_from_the_papers_moved_and_taken_out(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    case = view._loaded.page.persons[0].case.id
    scan = sample.attach(
        b"scan", role=AttachmentRole.DOCUMENT_SCAN, action=DO, detainee_id=case,
        file_name="Residence permit.pdf",
    )  # fmt: skip
    view._reload()
    enclosures = view.ui.settings.enclosures
    enclosures.add_button.click()
    title = enclosures.rows[0].title
    title.editor.set_value("Power of attorney")
    title.commit()
    sheets = enclosures.rows[0].sheets
    sheets.editor.set_value("many")
    sheets.commit()
    assert sheets.is_rejected
    sheets.editor.set_value("3")
    sheets.commit()
    menu = enclosures.menu()
    next(one for one in menu.actions() if "Residence" in one.text()).trigger()
    menu.deleteLater()
    assert link_of(view, sample).enclosures == [
        {"title": "Power of attorney", "sheets": 3, "attachment": ""},
        {"title": "Residence permit", "sheets": 1, "attachment": scan.id.hex},
    ]
    enclosures.rows[1].moved.emit(-1)
    assert link_of(view, sample).enclosures[0]["attachment"] == scan.id.hex
    enclosures.rows[0].removed.emit()
    assert [one["title"] for one in link_of(view, sample).enclosures] == ["Power of attorney"]
    undo(context, sample)
    assert len(link_of(view, sample).enclosures) == 2


def test_only_papers_can_be_enclosed(sample: Vault, view: AppealView) -> None:
    roles = {file.role for file in view._loaded.files}
    assert sample.all(Attachment, role=AttachmentRole.PHOTO)
    assert not roles & {AttachmentRole.PHOTO, AttachmentRole.CONSENT_EVIDENCE}


def test_the_offices_copy_has_nothing_to_set(view: AppealView) -> None:
    view.choose(OFFICE)
    assert not view.ui.settings.parts.isVisible()
    assert view.ui.settings._office.isVisible()


def give_a_reason(view: AppealView, qtbot: QtBot) -> None:
    """Why the one thing that blocks the shown copy is set aside."""
    pane = view.main.pane
    pane.aside_button.click()
    (field,) = pane.reasons_panel.fields.values()
    qtbot.keyClicks(field.editor, REASON)


# -- printing all the same -------------------------------------------------------------------
def test_a_blocked_copy_is_printed_once_each_blocker_has_a_reason(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot, tmp_path: Path
) -> None:
    pane = view.main.pane
    assert pane.waiting() == "Print waits for 1 thing"
    assert not pane.export_button.isEnabled()
    pane.aside_button.click()
    (field,) = pane.reasons_panel.fields.values()
    assert field.editor.hasFocus()
    qtbot.keyClicks(field.editor, "ok")
    assert not pane.export_button.isEnabled()
    field.editor.clear()
    qtbot.keyClicks(field.editor, "Her sister wants it so")
    assert pane.export_button.isEnabled()
    pane.export_button.click()
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("aside.pdf")
    dialog.done(QFileDialog.DialogCode.Accepted)
    checked(qtbot, context, view)
    (copy,) = sample.all(Copy, appeal_id=view._appeal_id)
    assert [(one["code"], one["reason"]) for one in copy.overrides] == [
        ("no_consent", "Her sister wants it so")
    ]
    assert (tmp_path / "aside.pdf").is_file()
    assert not pane.reasons_panel.isVisible()
    assert not pane.export_button.isEnabled()


def test_reasons_are_those_of_one_copy_and_stay_with_it(view: AppealView, qtbot: QtBot) -> None:
    pane = view.main.pane
    give_a_reason(view, qtbot)
    target = view.main.target
    choose(view, Audience.DETAINING_STATE)
    assert not pane.reasons_panel.isVisible()
    view.choose(target)
    assert pane.reasons_panel.isVisible()
    (field,) = pane.reasons_panel.fields.values()
    assert field.text() == REASON
    pane.reasons_panel.left.emit()
    assert not pane.reasons_panel.isVisible()
    assert not pane.export_button.isEnabled()


def test_a_reason_counts_only_for_what_was_there_when_it_was_typed(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    give_a_reason(view, qtbot)
    assert view.main.pane.export_button.isEnabled()
    more = Detainee()
    name = NameForm(detainee_id=more.id, text="Қайрат Үлгілі", script=NameScript.KK_CYRL)
    link = AppealPerson(appeal_id=view._appeal_id, detainee_id=more.id, position=99)
    context.changes.announce(sample.save(more, name, link, action=DO))
    checked(qtbot, context, view)
    assert len([f for f in view._findings if f.rule is Rule.NO_CONSENT]) > 1
    assert not view.main.pane.export_button.isEnabled()
    assert [field.text() for field in view.main.pane.reasons_panel.fields.values()] == [""]


def test_reasons_serve_printing_several_copies_too(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot, tmp_path: Path
) -> None:
    target = view.main.target
    view.ui.go_to("print")
    checked(qtbot, context, view)
    box = view.ui.copies.boxes[target]
    assert not box.isEnabled()
    give_a_reason(view, qtbot)
    assert box.isEnabled()
    assert box.isChecked()
    assert "set aside" in box.accessibleName()
    for other, one in view.ui.copies.boxes.items():
        if other != target and one.isChecked():
            one.click()
    view.ui.copies.button.click()
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    dialog.setDirectory(str(tmp_path))
    dialog.done(QFileDialog.DialogCode.Accepted)
    checked(qtbot, context, view)
    (copy,) = sample.all(Copy, appeal_id=view._appeal_id)
    assert copy.addressee_id == target
    assert [one["reason"] for one in copy.overrides] == [REASON]
    assert not box.isEnabled(), "the next copy needs its own reason"


def test_what_leaves_nothing_to_print_offers_no_reason(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    everybody = [row.case.id.hex for row in view._loaded.page.persons]
    view.ui.settings.changed.emit(view.main.row().link_id, "left_out", {"persons": everybody})
    checked(qtbot, context, view)
    assert view.main.pane.waiting()
    assert not view.main.pane.aside_button.isVisible()
    assert not view.main.pane.export_button.isEnabled()


# -- comparing -------------------------------------------------------------------------------
def test_what_two_copies_show_differently_is_listed_and_leads_both_to_the_person(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    view.ui.go_to("print")
    checked(qtbot, context, view)
    panel = view.ui.differences
    assert not panel.isVisible()
    view.ui.copies.differences_button.click()
    checked(qtbot, context, view)
    assert panel.isVisible()
    items = panel.rows.items()
    assert items
    embassy = view._words.short_addressee(view.beside.row())
    assert any(f"not in: {embassy}" in item.spoken for item in items)
    person = view._loaded.page.persons[0].case
    mine = [item for item in items if item.key[1] == person.id]
    panel.rows.choose(mine[0].key)
    panel.rows.opened.emit(mine[0].key)
    number = f"case-{person.number}"
    for side in (view.main, view.beside):
        assert side._anchors[number] == side.pane.pdf.page() + 1
    view.ui.copies.differences_button.click()
    assert not panel.isVisible()


def test_the_list_follows_when_another_copy_is_chosen_and_goes_with_the_step(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    view.ui.go_to("print")
    checked(qtbot, context, view)
    view.ui.copies.differences_button.click()
    checked(qtbot, context, view)
    before = [item.spoken for item in view.ui.differences.rows.items()]
    view.beside.choose(OFFICE)
    checked(qtbot, context, view)
    after = [item.spoken for item in view.ui.differences.rows.items()]
    assert before != after
    assert all("not in: Ministry" in spoken for spoken in after)
    view.ui.go_to("letter")
    assert not view.ui.differences.isVisible()


def test_a_long_letter_is_said_once_its_draft_was_drawn(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    target = view.main.target
    assert not [one for one in view._findings if one.rule is Rule.LETTER_LONG]
    view._checking.drawn(target, 3)
    checked(qtbot, context, view)
    (found,) = [one for one in view._findings if one.rule is Rule.LETTER_LONG]
    assert (found.addressee_id, found.params["n"]) == (target, 3)
    view._checking.drawn(target, 2)
    checked(qtbot, context, view)
    assert not [one for one in view._findings if one.rule is Rule.LETTER_LONG]


# -- what was withdrawn ----------------------------------------------------------------------
def test_no_draft_is_shown_that_was_drawn_before_a_consent_was_withdrawn(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    pane = view.main.pane
    assert pane.withheld_words()
    view.hide()
    consent = sample.all(Consent)[0]
    context.changes.announce(sample.trash(consent, action=DO))
    view.show()
    assert not pane.pdf.isVisible()
    assert pane._stack.veil.isVisible()
    assert not pane.export_button.isEnabled()
    view.open(view._appeal_id)
    checked(qtbot, context, view)
    assert pane.pdf.isVisible()
    assert not pane._stack.veil.isVisible()


def test_a_draft_that_was_begun_before_the_change_comes_too_late(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    pane = view.main.pane
    draft = draw_draft(
        compile_draft(sample, view._appeal_id, view.main.target, "ru", Progress()), Progress()
    )
    view.main.heard(frozenset({"consent"}))
    view.main.drawing.drawn.emit(draft)
    assert not pane.pdf.isVisible()


def test_ones_own_letter_and_the_register_leave_the_draft_where_it_is(view: AppealView) -> None:
    pane = view.main.pane
    view.main.heard(frozenset({"appeal"}))
    view.main.heard(frozenset({"copy", "appeal", "attachment", "task"}))
    assert pane.pdf.isVisible()
    view.main.heard(frozenset({"attachment"}))
    assert not pane.pdf.isVisible()


# -- the reading copy ------------------------------------------------------------------------
def test_a_reading_copy_is_offered_beside_the_languages_and_issued_with_the_kazakh_letter(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot, tmp_path: Path
) -> None:
    pane, settings = view.main.pane, view.ui.settings
    offered = [settings.language.editor.itemText(n) for n in range(5)]
    assert offered[-1] == "Reading copy, Kazakh in Arabic script"
    link = link_of(view, sample)
    link.parts = ["letter", "verification"]
    sample.save(link, action=DO)
    pane.languages.chosen.emit("kk_Arab")
    checked(qtbot, context, view)
    assert link_of(view, sample).language == "kk_Arab"
    assert pane.languages.code() == "kk_Arab"
    assert view.ui.letter._state.key[1] == "kk"
    assert not any(f.rule is Rule.LETTER_MISSING for f in view._findings)
    second = settings.second.editor
    assert {"kk", "kk_Arab"}.isdisjoint(second.itemData(n) for n in range(second.count()))
    give_a_reason(view, qtbot)
    issue_to(
        sample, view._appeal_id, view.main.target, "kk_Arab", tmp_path / "reading.pdf",
        {"no_consent": REASON}, Progress(),
    )  # fmt: skip
    context.changes.announce(sample.save(link_of(view, sample), action=DO))
    view.open(view._appeal_id)
    checked(qtbot, context, view)
    (copy,) = sample.all(Copy, appeal_id=view._appeal_id)
    assert copy.language == "kk_Arab"
    track = view.ui.ways.tracks[copy.id]
    assert "Reading copy" in track._detail.text()
    assert track.hand_in_button.isHidden(), "it is never handed in"
    view.choose(OFFICE)
    checked(qtbot, context, view)
    assert pane.pdf.page_count()
    assert "kk_Arab" not in pane._offered
