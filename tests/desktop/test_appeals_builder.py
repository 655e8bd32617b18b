"""Building an appeal as a person does: steps, check and cures, two copies, their way, the list."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals import AppealsView, AppealView
from caseapp.desktop.features.appeals.drafts import OFFICE
from caseapp.desktop.features.appeals.printing import NOT_ALL
from caseapp.desktop.features.appeals.ways import CopyTrack
from caseapp.desktop.shell.router import Place
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import AppealState, Audience, DispatchOutcome
from caseapp.dossier import issue
from caseapp.dossier.letters import shipped_wording
from caseapp.dossier.preflight import blockers
from caseapp.dossier.preflight_findings import Rule, Severity
from caseapp.dossier.register import FACTS
from caseapp.store.history import Action
from caseapp.store.queries.appeals import appeal_rows
from caseapp.store.queries.appeals_ways import petitioner_choices
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    AppealPerson,
    CalendarDay,
    Copy,
    Dispatch,
    Reply,
    SavedView,
    Signatory,
)
from caseapp.store.vault import Vault
from caseapp.system.files import replace_atomically
from tests.desktop.vaults import PASSPHRASE, sample_copy

Show = Callable[[QWidget], QWidget]
LAPTOP = QSize(1182, 690)
NAMELESS = "CF-0019"
"""Of this person nobody asked whether the ministry may know the name."""


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Vault]:
    """The sample, its appeal cut down to two persons and one whom nobody asked about.

    No copy has forms: their compulsory items would block more than these tests are about.
    """
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as vault:
        links = sorted(vault.all(AppealPerson, appeal_id=of_serial(vault, 1)),
                       key=lambda link: link.position)  # fmt: skip
        vault.trash(*links[2:7], *links[8:], action=Action("Cut down", undoable=False))
        nations = [one.id for one in vault.all(Addressee, audience=Audience.UNITED_NATIONS)]
        formless = [one for one in vault.all(AppealAddressee) if one.addressee_id in nations]
        for link in formless:
            link.parts = ["letter", "persons", "sheets", "annex", "verification"]
        vault.save(*formless, action=Action("Without forms", undoable=False))
        yield vault


def of_serial(vault: Vault, serial: int) -> UUID:
    return next(row.id for row in vault.read(appeal_rows) if row.serial == serial)


def opened(context: Context, vault: Vault, argument: object, shown: Show) -> AppealView:
    view = AppealView(context, vault)
    view.resize(LAPTOP)
    shown(view)
    context.router.go("appeal", argument)
    view.open(argument)
    return view


@pytest.fixture
def view(context: Context, sample: Vault, shown: Show, qtbot: QtBot) -> AppealView:
    view = opened(context, sample, of_serial(sample, 1), shown)
    checked(qtbot, context, view)
    return view


def checked(qtbot: QtBot, context: Context, view: AppealView) -> None:
    """Wait until the check and the drawing have come to rest."""

    def done() -> bool:
        timers = (view.main.soon, view.beside.soon, view._checking.soon)
        return not any(t.isActive() for t in timers) and not context.jobs.running

    qtbot.waitUntil(done, timeout=30_000)


def rules(view: AppealView) -> list[Rule]:
    return [one.rule for one in view.ui.check.findings()]


def choose(view: AppealView, audience: Audience) -> UUID:
    rows = view._loaded.page.addressees
    target = next(row.id for row in rows if row.audience is audience)
    view.choose(target)
    return target


# -- steps and check -------------------------------------------------------------------------
def test_the_steps_say_how_far_the_appeal_is_and_go_there(view: AppealView, qtbot: QtBot) -> None:
    steps = view.ui.steps
    assert steps.button("persons").accessibleName() == "Persons: 3"
    assert steps.button("letter").accessibleName() == "Letter: ru, en"
    assert steps.button("check").accessibleName() == "Check: 1 blocker"
    assert steps.button("check").step.state == "blocks"
    qtbot.mouseClick(steps.button("check"), Qt.MouseButton.LeftButton)
    first = view.ui.check.rows()[0]
    assert any(link.hasFocus() for link in first.links)
    assert first.finding.severity is Severity.BLOCKS


def test_a_blocker_keeps_its_copy_alone_from_being_issued(view: AppealView) -> None:
    assert view.main.pane.waiting() == "Print waits for 1 thing"
    assert not view.main.pane.export_button.isEnabled()
    assert view.main.pane.draft_button.isEnabled()
    choose(view, Audience.UNITED_NATIONS)
    assert view.main.pane.waiting() == ""
    view.choose(OFFICE)
    assert view.main.pane.waiting() == ""


def test_leaving_somebody_out_is_one_deed_and_undo_takes_it_back(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    items = view.ui.persons.rows.items()
    assert [item.spoken for item in items if "no consent" in item.spoken]
    row = view.ui.check.rows()[0]
    assert row.finding.rule is Rule.NO_CONSENT
    row.links[0].click()
    checked(qtbot, context, view)
    assert Rule.NO_CONSENT not in rules(view)
    assert view.main.pane.export_button.isEnabled()
    assert len(view._loaded.page.persons) == 3
    assert sum(bool(row.left_out) for row in view._loaded.page.addressees) == 1
    context.changes.announce(sample.undo())
    checked(qtbot, context, view)
    assert view.ui.check.findings()[0].rule is Rule.NO_CONSENT


def test_f8_goes_from_finding_to_finding_and_enter_goes_to_the_cure(
    context: Context, view: AppealView, qtbot: QtBot
) -> None:
    seen = []
    for _press in range(3):
        qtbot.keyClick(view, Qt.Key.Key_F8)
        seen.append(next(r.finding for r in view.ui.check.rows()
                         if any(link.hasFocus() for link in r.links)))  # fmt: skip
    assert len({one.key for one in seen}) == 3
    ask = view.ui.check.rows()[0].links[1]
    ask.click()
    person = next(r for r in view._loaded.page.persons if r.case.number == NAMELESS)
    assert context.router.current == Place("case", (person.case.id, "family"))


def test_an_addressee_that_was_looked_up_is_noted_by_one_click(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    row = next(r for r in view.ui.check.rows() if r.finding.rule is Rule.ADDRESSEE_UNCHECKED)
    addressee = row.finding.addressee_id
    row.links[0].click()
    checked(qtbot, context, view)
    assert sample.get(Addressee, addressee).checked.latest is not None
    left = [f for f in view.ui.check.findings() if f.rule is Rule.ADDRESSEE_UNCHECKED]
    assert addressee not in {one.addressee_id for one in left}


def test_an_edited_letter_is_kept_for_this_appeal_printed_and_given_back(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    part = view.ui.letter.parts["farewell"]
    part.setFocus()
    qtbot.keyClicks(part, "In hope {reference}. ")
    qtbot.keyClick(part, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    checked(qtbot, context, view)
    kept = sample.get(Appeal, view._appeal_id).letters["mfa.ru"]
    assert kept["from"] == shipped_wording("mfa", "ru").number
    assert "In hope {reference}." in kept["text"]
    assert view.ui.letter.origin() == f"Edited from version {kept['from']}"
    view.ui.letter._back.click()
    checked(qtbot, context, view)
    assert sample.get(Appeal, view._appeal_id).letters == {}
    assert not part.lines()[0].startswith("In hope")


def test_persons_change_their_order_and_come_from_a_saved_view(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    before = [row.case.number for row in view._loaded.page.persons]
    rows = view.ui.persons.rows
    rows.setFocus()
    rows.choose(view._loaded.page.persons[0].link_id)
    qtbot.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [r.case.number for r in view._loaded.page.persons] == [before[1], before[0], before[2]]
    saved = SavedView(name="All women", filters={"sex": ["female"]})
    sample.save(saved, action=Action("Save a view"))
    menu = view._menus.views_menu(view._appeal_id, [saved])
    menu.actions()[0].trigger()
    menu.deleteLater()
    added = [row.case for row in view._loaded.page.persons[3:]]
    assert added
    assert len({row.case.id for row in view._loaded.page.persons}) == 3 + len(added)
    context.changes.announce(sample.undo())
    assert len(view._loaded.page.persons) == 3


def test_who_asks_for_a_person_is_chosen_among_the_family(sample: Vault, view: AppealView) -> None:
    row = view._loaded.page.persons[0]
    assert row.petitioner
    choices = sample.read(lambda s: petitioner_choices(s, row.case.id))
    menu = view._menus.person_menu(view._appeal_id, row, choices)
    asks = next(a.menu() for a in menu.actions() if a.menu() is not None)
    assert all(" · contact " in a.text() for a in asks.actions()[:-1])
    asks.actions()[-1].trigger()
    menu.deleteLater()
    assert sample.get(AppealPerson, row.link_id).petitioner_id is None


# -- two copies ------------------------------------------------------------------------------
def test_print_puts_two_copies_beside_each_other(
    context: Context, view: AppealView, qtbot: QtBot
) -> None:
    view.ui.go_to("print")
    checked(qtbot, context, view)
    assert view.main.pane.isVisible()
    assert view.beside.pane.isVisible()
    assert view.main.target != view.beside.target
    assert view.beside.pane.pdf.page_count() > 0
    boxes = view.ui.copies.boxes
    assert {target: box.isEnabled() for target, box in boxes.items()} == {
        target: not blockers(view._findings, target) if target != OFFICE else True
        for target in boxes
    }
    assert OFFICE in view.ui.copies.targets()
    view.ui.go_to("letter")
    assert not view.beside.pane.isVisible()


def test_all_copies_go_into_one_folder_and_the_register_keeps_what_was_warned_of(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot, tmp_path: Path
) -> None:
    view.ui.check.rows()[0].links[0].click()
    checked(qtbot, context, view)
    view.ui.go_to("print")
    view.ui.copies.button.click()
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    folder = tmp_path / "out"
    folder.mkdir()
    dialog.setDirectory(str(folder))
    dialog.done(QFileDialog.DialogCode.Accepted)
    checked(qtbot, context, view)
    copies = sorted(sample.all(Copy, appeal_id=view._appeal_id), key=lambda c: c.number)
    assert [copy.for_office for copy in copies] == [False, False, False, True]
    assert len(list(folder.glob("*.pdf"))) == 4
    assert "letter_unconfirmed" in copies[0].templates[FACTS]["warnings"]


def test_a_full_stick_is_said_and_what_was_issued_before_stands_on_the_page(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    view.ui.check.rows()[0].links[0].click()
    checked(qtbot, context, view)
    told: list[str] = []
    context.jobs.failed.connect(lambda error: told.append(str(error)))
    written = []

    def full(path: Path, data: bytes) -> None:
        if written:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        replace_atomically(path, data)

    monkeypatch.setattr(issue, "replace_atomically", full)
    view.ui.copies.button.click()
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    dialog.setDirectory(str(tmp_path))
    dialog.done(QFileDialog.DialogCode.Accepted)
    checked(qtbot, context, view)
    assert told == [NOT_ALL]
    assert view.status.endswith("2 copies issued")


def test_a_blocker_that_the_page_has_not_heard_of_yet_still_stops_the_copy(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[str] = []
    context.jobs.failed.connect(lambda error: told.append(str(error)))
    target = choose(view, Audience.HOST_STATE)
    checked(qtbot, context, view)
    view._findings = ()  # as it is before the first answer of the check
    view._outs.issue(view.main)
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("early.pdf")
    dialog.done(QFileDialog.DialogCode.Accepted)
    checked(qtbot, context, view)
    assert sample.all(Copy, appeal_id=view._appeal_id, addressee_id=target) == []
    view._findings = ()
    view._outs.all([target], view._whose)
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    folder = tmp_path / "early"
    folder.mkdir()
    dialog.setDirectory(str(folder))
    dialog.done(QFileDialog.DialogCode.Accepted)
    checked(qtbot, context, view)
    assert told == ["Nothing was issued: the check found what blocks it. Look there first."]
    (notice,) = [one for one in context.notices.all if "0 copies" in one.text]
    assert notice.detail == told[0]
    assert sample.all(Copy, appeal_id=view._appeal_id) == []
    assert list(tmp_path.rglob("*.pdf")) == []


# -- their way -------------------------------------------------------------------------------
def issued(context: Context, vault: Vault, shown: Show, part: str = "ways") -> AppealView:
    """The page of the earlier appeal, whose copies are on record."""
    return opened(context, vault, (of_serial(vault, 2), part), shown)


def track(view: AppealView, number: int) -> CopyTrack:
    return next(t for t in view.ui.ways.tracks.values() if t._copy.number == number)


def test_handing_a_copy_in_reckons_by_when_the_answer_is_due(
    context: Context, sample: Vault, shown: Show, qtbot: QtBot
) -> None:
    view = issued(context, sample, shown)
    assert view.ui.middle.page() == "ways"
    menu = track(view, 1).menu()
    menu.actions()[0].trigger()
    menu.deleteLater()
    new = max(sample.all(Dispatch), key=lambda d: d.created_at)
    assert (new.outcome, new.due_rule) == (DispatchOutcome.STAMPED_COPY, "kz_application")
    assert new.due > date.today() + timedelta(days=18)
    form = track(view, 1).dispatches.row(new.id).form
    assert form.field("coupon").editor.hasFocus()
    field = form.field("sent")
    field.editor.set_value("1 June 2026")
    field.commit()
    assert sample.get(Dispatch, new.id).due == date(2026, 6, 22)
    sample.save(CalendarDay(day=date(2026, 6, 10)), action=Action("A holiday"))
    field.editor.set_value("2 June 2026")
    field.commit()
    assert sample.get(Dispatch, new.id).due == date(2026, 6, 24)
    outcome = form.field("outcome")
    outcome.editor.set_value(DispatchOutcome.REFUSED.value)
    outcome.commit()
    assert sample.get(Dispatch, new.id).due is None
    context.changes.announce(sample.undo())
    assert sample.get(Dispatch, new.id).due == date(2026, 6, 24)


def test_a_day_that_somebody_wrote_is_left_alone(
    context: Context, sample: Vault, shown: Show
) -> None:
    view = issued(context, sample, shown)
    one = track(view, 1)
    dispatch = one._way.dispatches[0]
    row = one.dispatches.row(dispatch.id)
    row.set_open(True)
    due = row.form.field("due")
    due.editor.set_value("some day")
    due.commit()
    assert due.is_rejected
    due.editor.set_value("2023-10-02")
    due.commit()
    sent = row.form.field("sent")
    sent.editor.set_value("6 September 2023")
    sent.commit()
    assert sample.get(Dispatch, dispatch.id).due == date(2023, 10, 2)


def test_today_leads_straight_into_a_reply_which_answers_the_appeal(
    context: Context, sample: Vault, shown: Show, qtbot: QtBot
) -> None:
    appeal = sample.get(Appeal, of_serial(sample, 2))
    for reply in sample.all(Reply):
        sample.trash(reply, action=Action("Forget"))
    appeal = sample.get(Appeal, appeal.id)
    appeal.state = AppealState.HANDED_IN
    sample.save(appeal, action=Action("Wait"))
    view = issued(context, sample, shown, "replies")
    waiting = track(view, 1)
    (row,) = waiting.replies.rows()
    sender = row.form.field("sender")
    assert sender.editor.hasFocus()
    qtbot.keyClicks(sender.editor, "Ministry")
    sender.commit()
    (reply,) = [r for r in sample.all(Reply) if r.deleted_at is None]
    assert reply.sender == "Ministry"
    assert sample.get(Appeal, appeal.id).state is AppealState.ANSWERED
    row = track(view, 1).replies.row(reply.id)
    step = row.form.field("next_step_due")
    step.editor.set_value("12 December 2026")
    step.commit()
    assert sample.get(Reply, reply.id).next_step_due == date(2026, 12, 12)


# -- the list --------------------------------------------------------------------------------
def test_the_list_says_how_many_days_an_answer_is_over_and_filters(
    context: Context, sample: Vault, shown: Show, qtbot: QtBot
) -> None:
    for reply in sample.all(Reply):
        sample.trash(reply, action=Action("Forget"))
    dispatch = next(d for d in sample.all(Dispatch) if d.due is not None)
    dispatch.due = date.today() - timedelta(days=3)
    dispatch.sent = UncertainDate.on(date.today() - timedelta(days=30))
    sample.save(dispatch, action=Action("Let it lapse"))
    view = AppealsView(context, sample)
    view.resize(1100, 500)
    shown(view)
    context.router.go("appeals")
    view.open(None)
    items = {item.data[0].serial: item for item in view.rows.items()}
    assert "3 days over" in items[2].spoken
    assert "copy stamped" in items[2].spoken.lower()
    for code, serials in (("overdue", [2]), ("draft", [1]), ("closed", []), ("waiting", [2])):
        view.filter.choose(code)
        view.filter.chosen.emit(code)
        assert [item.data[0].serial for item in view.rows.items()] == serials
    view.filter.choose("closed")
    view.filter.chosen.emit("closed")
    assert view._nothing.isVisible()


def test_a_signatory_is_added_and_chosen_to_get_the_answer(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    view.ui.go_to("particulars")
    section = view.ui.particulars.signatories
    before = len(section.rows.rows())
    qtbot.mouseClick(section.add_button, Qt.MouseButton.LeftButton)
    row = section.rows.rows()[-1]
    name = row.form.field("full_name")
    qtbot.keyClicks(name.editor, "Sample Signatory")
    name.commit()
    assert len(section.rows.rows()) == before + 1
    new = max(sample.all(Signatory), key=lambda one: one.created_at)
    contact = view.ui.particulars.fields["contact"]
    contact.editor.set_value(new.id.hex)
    contact.commit()
    assert sample.get(Appeal, view._appeal_id).contact_signatory_id == new.id
    state = view.ui.particulars.fields["state"]
    state.editor.set_value(AppealState.CLOSED.value)
    state.commit()
    assert sample.get(Appeal, view._appeal_id).state is AppealState.CLOSED
