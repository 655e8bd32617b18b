"""The way of the copies in the window: terms, scans, claims, complaints, sheets, papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals import AppealsView, AppealView, ScanView
from caseapp.desktop.features.appeals.copy_track import CopyTrack
from caseapp.desktop.features.case import CaseView
from caseapp.desktop.shell.router import Place
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import (
    AppealKind,
    Attribution,
    DispatchOutcome,
    Status,
)
from caseapp.store.queries import today
from caseapp.store.queries.appeals import person_rows
from caseapp.store.queries.appeals_follow import claims_of_case
from caseapp.store.records import (
    Appeal,
    AppealAddressee,
    AppealPerson,
    Attachment,
    Dispatch,
    OfficialClaim,
    Reply,
    Signatory,
    SignatureSheet,
    Task,
)
from caseapp.store.vault import Vault
from tests.desktop.vaults import PASSPHRASE, sample_copy
from tests.desktop.ways_desk import ENTERED, copy_of, long_way, second_appeal, silent

Show = Callable[[QWidget], QWidget]
TODAY = date.today()


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Vault]:
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as vault:
        yield vault


def opened(context: Context, vault: Vault, shown: Show, part: str = "ways") -> AppealView:
    view = AppealView(context, vault)
    view.resize(QSize(1182, 690))
    shown(view)
    argument = (second_appeal(vault), part)
    context.router.go("appeal", argument)
    view.open(argument)
    return view


def track(view: AppealView, number: int = 1) -> CopyTrack:
    return next(t for t in view.ui.ways.tracks.values() if t._copy.number == number)


def form_of(view: AppealView, record_id: UUID, number: int = 1) -> object:
    one = track(view, number)
    row = one.dispatches.row(record_id) or one.replies.row(record_id)
    row.set_open(True)
    return row.form


def enter(form: object, name: str, typed: str) -> None:
    """Type into a field, or choose in it, and leave it."""
    field = form.field(name)
    field.editor.set_value(typed)
    field.commit()


def button(widget: QWidget, name: str) -> QAbstractButton:
    return widget.findChild(QAbstractButton, name)


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(
            page.get_textpage().get_text_bounded().replace("\r\n", " ") for page in document
        )


# -- the term --------------------------------------------------------------------------------------
def test_the_coupon_counts_and_an_evening_one_from_the_next_working_day(
    context: Context, sample: Vault, shown: Show
) -> None:
    view = opened(context, sample, shown)
    (dispatch,) = sample.all(Dispatch, copy_id=copy_of(sample, 1).id)
    form = form_of(view, dispatch.id)
    due = lambda: sample.get(Dispatch, dispatch.id).due  # noqa: E731
    enter(form, "registered", "6 March 2025")
    assert due() == date(2025, 4, 2)  # over 10, 21, 24 and 25 March
    enter(form, "registered_time", "19:05")
    assert due() == date(2025, 4, 3)
    context.changes.announce(sample.undo())
    assert due() == date(2025, 4, 2)


def test_another_rule_reckons_anew_and_a_day_by_hand_stays(
    context: Context, sample: Vault, shown: Show
) -> None:
    view = opened(context, sample, shown)
    (dispatch,) = sample.all(Dispatch, copy_id=copy_of(sample, 1).id)
    form = form_of(view, dispatch.id)
    kept = lambda: sample.get(Dispatch, dispatch.id)  # noqa: E731
    enter(form, "due_rule", "kz_appeal_2007")
    assert (kept().due, kept().due_rule) == (date(2023, 9, 20), "kz_appeal_2007")
    enter(form, "due", "2023-10-02")
    assert (kept().due, kept().due_rule) == (date(2023, 10, 2), "")
    enter(form, "sent", "6 September 2023")
    assert kept().due == date(2023, 10, 2)
    enter(form, "due", "")
    assert (kept().due, kept().due_rule) == (date(2023, 9, 27), "kz_application")
    enter(form, "due_rule", "none")
    assert kept().due is None


def test_a_paper_that_was_sent_on_is_due_from_the_body_that_has_it(
    context: Context, sample: Vault, shown: Show
) -> None:
    view = opened(context, sample, shown)
    (dispatch,) = sample.all(Dispatch, copy_id=copy_of(sample, 1).id)
    form = form_of(view, dispatch.id)
    enter(
        form, "forwarded", "Consular department; 7 September 2023; 8 September 2023\nNobody knows"
    )
    kept = sample.get(Dispatch, dispatch.id)
    assert kept.due == date(2023, 9, 28)
    assert kept.forwarded[0] == {
        "to": "Consular department", "on": "7 September 2023", "told": "8 September 2023",
    }  # fmt: skip
    said = form.field("forwarded")._message.text()
    assert "answer due 28 Sep 2023" in said
    assert "art. 65" in said


def test_every_outcome_is_offered_and_says_what_it_means(
    context: Context, sample: Vault, shown: Show
) -> None:
    view = opened(context, sample, shown)
    menu = track(view).menu()
    assert len(menu.actions()) == len(DispatchOutcome)
    menu.actions()[list(DispatchOutcome).index(DispatchOutcome.REFUSED)].trigger()
    menu.deleteLater()
    new = max(sample.all(Dispatch), key=lambda d: d.id)
    assert (new.outcome, new.due) == (DispatchOutcome.REFUSED, None)
    said = form_of(view, new.id).field("outcome")._message.text()
    assert "forbidden" in said
    assert "art. 64" in said


# -- scans -----------------------------------------------------------------------------------------
def attach(view: AppealView, path: Path, press: QAbstractButton) -> None:
    """Press the button and answer the dialog that opens."""
    press.click()
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.done(QFileDialog.DialogCode.Accepted)


def test_the_scan_of_a_receipt_is_kept_and_looked_at(
    context: Context, sample: Vault, shown: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    picture = tmp_path / "coupon.png"
    Image.new("RGB", (60, 40), "white").save(picture)
    view = opened(context, sample, shown)
    (dispatch,) = sample.all(Dispatch, copy_id=copy_of(sample, 1).id)
    row = track(view).dispatches.row(dispatch.id)
    row.set_open(True)
    assert button(row, "look").isHidden()
    attach(view, picture, button(row, "scan"))
    kept = sample.get(Dispatch, dispatch.id)
    assert sample.read_attachment(sample.get(Attachment, kept.receipt_id)) == picture.read_bytes()
    assert not button(row, "look").isHidden()
    button(row, "look").click()
    assert context.router.current == Place("scan", kept.receipt_id)
    scan = ScanView(context, sample)
    shown(scan)
    scan.open(kept.receipt_id)
    qtbot.waitUntil(lambda: scan.surface is not None)
    assert "coupon.png" in scan._name.text()
    scan.hide()
    assert scan.surface is None
    context.changes.announce(sample.undo())
    assert sample.get(Dispatch, dispatch.id).receipt_id is None


# -- what officials say ----------------------------------------------------------------------------
def test_what_an_answer_says_of_each_person_is_entered_in_a_table(
    context: Context, sample: Vault, shown: Show
) -> None:
    view = opened(context, sample, shown)
    (reply,) = sample.all(Reply)
    one = track(view)
    one.replies.row(reply.id).set_open(True)
    button(one.replies.row(reply.id), "claims").click()
    assert one.claims.isVisible()
    persons = [row.case.id for row in view._loaded.page.persons]
    assert list(one.claims.rows) == persons
    row = one.claims.rows[persons[0]]
    enter(row.form, "status", "released")
    (claim,) = sample.all(OfficialClaim)
    assert (claim.reply_id, claim.detainee_id, claim.status) == (
        reply.id, persons[0], Status.RELEASED,
    )  # fmt: skip
    assert "They say: released" in one.claims.rows[persons[0]].own.text()
    enter(row.form, "text", "was released in 2019")
    assert sample.get(OfficialClaim, claim.id).text == "was released in 2019"
    enter(row.form, "status", "")
    assert sample.get(OfficialClaim, claim.id).status is None
    menu = one.claims.menu()
    menu.actions()[list(Attribution).index(Attribution.DENY)].trigger()
    menu.deleteLater()
    said = {c.detainee_id: c.attribution for c in sample.all(OfficialClaim)}
    assert set(said) == set(persons)
    assert said[persons[0]] is Attribution.NOT_ADDRESSED
    assert said[persons[1]] is Attribution.DENY
    context.changes.announce(sample.undo())
    assert len(sample.all(OfficialClaim)) == 1
    (found,) = sample.read(lambda session: claims_of_case(session, persons[0]))
    assert (found.claim.id, found.reply.id) == (claim.id, reply.id)


def test_a_reply_that_was_just_entered_has_its_table_and_its_scan(
    context: Context, sample: Vault, shown: Show, tmp_path: Path
) -> None:
    picture = tmp_path / "answer.png"
    Image.new("RGB", (60, 40), "white").save(picture)
    view = opened(context, sample, shown)
    known = {reply.id for reply in sample.all(Reply)}
    one = track(view)
    one.start_reply()
    row = one.replies.rows()[-1]
    enter(row.form, "sender", "Consular department (fictitious)")
    (new,) = [reply for reply in sample.all(Reply) if reply.id not in known]
    attach(view, picture, button(row, "scan"))
    assert sample.get(Reply, new.id).attachment_id is not None
    button(row, "claims").click()
    assert one.claims.isVisible()
    assert one.claims.reply_id == new.id


def test_the_next_step_of_an_answer_is_a_task_until_another_answer_comes(
    context: Context, sample: Vault, shown: Show
) -> None:
    view = opened(context, sample, shown)
    (reply,) = sample.all(Reply)
    form = form_of(view, reply.id)
    due = TODAY + timedelta(days=3)
    enter(form, "next_step_due", due.isoformat())
    enter(form, "next_step", "Ask for a reception")
    mine = lambda: [t for t in sample.all(Task) if t.unless_reply_to_id]  # noqa: E731
    (task,) = mine()
    assert (task.title, task.due) == ("Ask for a reception", due)
    enter(form, "next_step", "Ask for a reception in writing")
    assert [t.title for t in mine()] == ["Ask for a reception in writing"]
    waits = lambda: [  # noqa: E731
        t.task_id for t in sample.read(lambda s: today.waiting_tasks(s, due))
    ]
    assert task.id in waits()
    sample.save(Reply(dispatch_id=reply.dispatch_id), action=ENTERED)
    assert task.id not in waits()
    enter(form, "next_step", "")
    assert mine()[0].done


# -- what silence and answers call for -------------------------------------------------------------
def test_silence_past_its_day_offers_the_complaint_as_one_deed_and_one_undo(
    context: Context, sample: Vault, shown: Show
) -> None:
    due = TODAY - timedelta(days=10)
    dispatch = silent(sample, due)
    sample.save(
        Signatory(appeal_id=second_appeal(sample), full_name="Үлгі Сынақова"), action=ENTERED
    )
    (waiting,) = sample.read(lambda s: today.waiting_replies(s, TODAY))
    assert (waiting.dispatch_id, waiting.followed) == (dispatch.id, ())
    assert waiting.complain_until > TODAY
    view = opened(context, sample, shown)
    lines = track(view).follow
    said = " ".join(label.text() for label in lines.findChildren(QWidget) if hasattr(label, "text"))
    assert "counts as a refusal" in said
    assert "art. 91(4), 92(1)" in said
    before = {appeal.id for appeal in sample.all(Appeal)}
    button(lines, "complaint").click()
    (new,) = [appeal for appeal in sample.all(Appeal) if appeal.id not in before]
    assert (new.kind, new.about_dispatch_id) == (AppealKind.COMPLAINT, dispatch.id)
    assert context.router.current == Place("appeal", new.id)
    persons = lambda appeal: [  # noqa: E731
        link.detainee_id for link in sample.all(AppealPerson, appeal_id=appeal)
    ]
    assert sorted(persons(new.id)) == sorted(persons(second_appeal(sample)))
    (link,) = sample.all(AppealAddressee, appeal_id=new.id)
    assert link.addressee_id == copy_of(sample, 1).addressee_id
    assert [s.full_name for s in sample.all(Signatory, appeal_id=new.id)] == ["Үлгі Сынақова"]
    (waiting,) = sample.read(lambda s: today.waiting_replies(s, TODAY))
    assert [one.appeal_id for one in waiting.followed] == [new.id]
    view.open((second_appeal(sample), "ways"))
    offered = next(one for one in lines._shown if one.dispatch_id == dispatch.id)
    assert offered.kinds == (AppealKind.REMINDER,)
    assert [one.appeal_id for one in offered.made] == [new.id]
    sample.undo()
    assert {appeal.id for appeal in sample.all(Appeal)} == before
    assert sample.all(AppealAddressee, appeal_id=new.id) == []


def test_after_three_months_a_complaint_is_too_late_and_a_reminder_is_not(
    context: Context, sample: Vault, shown: Show
) -> None:
    silent(sample, TODAY - timedelta(days=200))
    view = opened(context, sample, shown)
    offers = track(view).follow._shown
    late = next(offer for offer in offers if offer.over is not None)
    assert late.too_late
    assert late.kinds == (AppealKind.REMINDER,)


def test_an_answer_calls_for_thanks_and_a_refusal_for_a_complaint_too(
    context: Context, sample: Vault, shown: Show
) -> None:
    view = opened(context, sample, shown)
    (offer,) = track(view).follow._shown
    assert offer.kinds == (AppealKind.THANKS,)  # a refusal of 2023 is too old for a complaint
    (reply,) = sample.all(Reply)
    reply.dated = UncertainDate.on(TODAY - timedelta(days=30))
    context.changes.announce(sample.save(reply, action=ENTERED))
    (offer,) = track(view).follow._shown
    assert offer.kinds == (AppealKind.COMPLAINT, AppealKind.THANKS)
    button(track(view).follow, "thanks").click()
    new = max(sample.all(Appeal), key=lambda appeal: appeal.id)
    assert (new.kind, new.title) == (AppealKind.THANKS, "Thanks: Appeal of September 2023")


def test_a_mission_without_a_duty_is_reminded_and_nothing_is_complained_of(
    context: Context, sample: Vault, shown: Show
) -> None:
    (dispatch,) = sample.all(Dispatch, copy_id=copy_of(sample, 2).id)
    dispatch.outcome, dispatch.due_rule = DispatchOutcome.ACCEPTED_NO_RECEIPT, "none"
    sample.save(dispatch, action=ENTERED)
    view = opened(context, sample, shown)
    (offer,) = track(view, 2).follow._shown
    assert offer.kinds == (AppealKind.REMINDER,)
    assert offer.until is None


# -- sheets ----------------------------------------------------------------------------------------
def test_sheets_that_came_back_are_counted_and_a_number_twice_is_told(
    context: Context, sample: Vault, shown: Show
) -> None:
    view = opened(context, sample, shown)
    sheets = view.ui.ways.sheets
    sheets.add_button.click()
    (row,) = sheets.rows.rows()
    enter(row.form, "signatures", "12")
    (sheet,) = sample.all(SignatureSheet)
    assert (sheet.number, sheet.signatures) == (1, 12)
    row = sheets.rows.row(sheet.id)
    enter(row.form, "collected_by", "Volunteer")
    sheets.add_button.click()
    draft = next(r for r in sheets.rows.rows() if r.is_draft)
    enter(draft.form, "signatures", "9")
    assert "21 signatures on the sheets" in sheets.total.text()
    second = max(sample.all(SignatureSheet), key=lambda one: one.id)
    assert second.number == 2
    enter(sheets.rows.row(second.id).form, "number", "1")
    assert "more than once: sheet 1" in sheets.total.text()
    sheets.rows.row(second.id).remove()
    assert len(sample.all(SignatureSheet)) == 1


# -- papers ----------------------------------------------------------------------------------------
def save_as(qtbot: QtBot, view: QWidget, path: Path) -> None:
    """Answer the file dialog that opens, and wait until the file is there."""
    dialogs = lambda: [d for d in view.findChildren(QFileDialog) if d.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: bool(dialogs()))
    (dialog,) = dialogs()
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.done(QFileDialog.DialogCode.Accepted)
    qtbot.waitUntil(path.is_file)


def test_the_history_is_printed_from_the_page_and_the_register_from_the_list(
    context: Context, sample: Vault, shown: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    long_way(sample)
    view = opened(context, sample, shown)
    view.ui.ways.history_button.click()
    save_as(qtbot, view, tmp_path / "history.pdf")
    told = text_of(tmp_path / "history.pdf")
    assert "T-0000417" in told
    assert "For the office only" in told
    listed = AppealsView(context, sample)
    shown(listed)
    listed.open(None)
    listed.register_button.click()
    save_as(qtbot, listed, tmp_path / "register.pdf")
    assert "T-0000417" in text_of(tmp_path / "register.pdf")


# -- on the page of the case -----------------------------------------------------------------------
def test_the_case_says_what_officials_say_and_where_they_differ(
    context: Context, sample: Vault, shown: Show
) -> None:
    long_way(sample)
    person = sample.read(lambda s: person_rows(s, second_appeal(sample)))[0].case.id
    view = CaseView(context, sample)
    view.resize(QSize(1100, 700))
    shown(view)
    view.open(person)
    (line,) = view.findChildren(QAbstractButton, "official")
    assert "status: released" in line.accessibleName()
    assert "the case says: serving a sentence" in line.accessibleName()
    line.click()
    assert context.router.current == Place("appeal", (second_appeal(sample), "ways"))


# -- the chain of bodies ---------------------------------------------------------------------------
def test_bodies_of_a_chain_are_typed_into_a_table_and_an_emptied_one_goes(
    context: Context, sample: Vault, shown: Show, qtbot: QtBot
) -> None:
    dispatch, _reply = long_way(sample)
    view = opened(context, sample, shown)
    chain = form_of(view, dispatch.id).field("forwarded").editor
    kept = lambda: sample.get(Dispatch, dispatch.id).forwarded  # noqa: E731
    assert [row[0].text() for row in chain.rows] == [
        "Consular Service Department", "Embassy in Beijing", "",
    ]  # fmt: skip
    chain.rows[2][1].setFocus()
    qtbot.keyClicks(chain.rows[2][1], "2 October 2023")
    chain.rows[2][0].setFocus()
    assert len(kept()) == 2, "nobody is told of a day without a body"
    qtbot.keyClicks(chain.rows[2][0], "Consulate; Ghulja")
    assert len(chain.rows) == 4
    chain.rows[3][0].setFocus()
    assert kept()[2] == {"to": "Consulate, Ghulja", "on": "2 October 2023"}
    assert chain.rows[3][0].hasFocus()
    chain.rows[0][0].setFocus()
    chain.rows[0][0].selectAll()
    qtbot.keyClick(chain.rows[0][0], Qt.Key.Key_Backspace)
    chain.rows[0][1].setFocus()
    assert [step["to"] for step in kept()] == ["Embassy in Beijing", "Consulate, Ghulja"]
    context.changes.announce(sample.undo())
    assert len(kept()) == 3
    assert chain.rows[0][0].text() == "Consular Service Department"
