"""What the case list lets one choose and do: marks, deeds for several, columns, saved views."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from caseapp.desktop import to_appeal
from caseapp.desktop.context import Context
from caseapp.desktop.features.cases import CasesView, ColumnMemory, deeds
from caseapp.desktop.features.cases.column_panel import ColumnPanel
from caseapp.desktop.features.cases.columns import Arrangement, Column, read_arrangement
from caseapp.desktop.shell.router import Place
from caseapp.desktop.to_appeal import add_to_appeal, draft_appeals
from caseapp.domain.vocabulary import AppealState, Sex, Status
from caseapp.store.history import Action
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.queries.facets import known_tags
from caseapp.store.queries.saved_views import saved_views
from caseapp.store.records import Appeal, AppealPerson, Detainee, SavedView
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.desktop.cases_desk import Show, names, opened, settled
from tests.desktop.vaults import PASSPHRASE, sample_copy

Space, Down, Up, A = Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_A
Shift, Ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NO_KEY = Qt.KeyboardModifier(0)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Vault]:
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as vault:
        yield vault


@pytest.fixture
def view(context: Context, sample: Vault, shown: Show, qtbot: QtBot) -> CasesView:
    return opened(context, sample, shown, qtbot)


def marked(view: CasesView) -> list[int]:
    """The lines of the marked cases."""
    return sorted(view.model.place(case) for case in view.model.marked)


def menu_words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


popups = pytest.mark.qt_log_ignore("This plugin does not support")
"""The offscreen screen says so about every list that floats; no real one does."""


# -- marks -------------------------------------------------------------------------------------
def test_cases_are_marked_by_keyboard_and_the_bar_says_how_many(
    qtbot: QtBot, view: CasesView
) -> None:
    table = view.table
    assert not view.bar.isVisible()
    qtbot.keyClick(table, Space)
    qtbot.keyClick(table, Down)
    qtbot.keyClick(table, Down)
    qtbot.keyClick(table, Space)
    assert marked(view) == [0, 2]
    assert view.bar.isVisible()
    assert view.bar.count.text() == "2 selected"
    assert view.status == "20 cases · 2 selected"
    for _ in range(3):
        qtbot.keyClick(table, Down, Shift)
    assert marked(view) == [0, 2, 3, 4, 5]
    for _ in range(2):
        qtbot.keyClick(table, Up, Shift)
    assert marked(view) == [0, 2, 3]
    qtbot.keyClick(table, Qt.Key.Key_End, Shift)
    assert marked(view) == [0, *range(2, 20)]
    qtbot.keyClick(table, A, Ctrl)
    assert marked(view) == list(range(20))
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert marked(view) == []
    assert not view.bar.isVisible()


def test_cases_are_marked_by_mouse_in_the_box_and_with_shift_and_ctrl(
    qtbot: QtBot, view: CasesView
) -> None:
    def click(row: int, column: Column, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        where = view.table.visualRect(view.model.index(row, column)).center()
        qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, keys, where)

    click(3, Column.NAME)
    assert marked(view) == []
    click(3, Column.MARK)
    click(5, Column.NAME, Ctrl)
    assert marked(view) == [3, 5]
    click(8, Column.NAME, Shift)
    assert marked(view) == [3, 5, 6, 7, 8]
    click(3, Column.MARK)
    assert marked(view) == [5, 6, 7, 8]
    state = view.model.index(5, Column.MARK).data(Qt.ItemDataRole.CheckStateRole)
    assert state is Qt.CheckState.Checked
    assert view.model.flags(view.model.index(5, Column.MARK)) & Qt.ItemFlag.ItemIsUserCheckable


def test_what_the_filter_takes_away_is_no_longer_marked(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    qtbot.keyClick(view.table, A, Ctrl)
    view.open(CaseFilter(sex=(Sex.FEMALE,)))
    settled(qtbot, context, view)
    women = len(view.model.ids)
    assert len(view.model.marked) == women < 20
    view.clear_filters()
    settled(qtbot, context, view)
    assert len(view.model.marked) == women


# -- deeds for several ---------------------------------------------------------------------------
@popups
def test_one_tag_for_all_is_one_action_and_one_undo(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    for _ in range(3):
        qtbot.keyClick(view.table, Down, Shift)
    cases = view.model.marked
    view.bar.tag.click()
    panel = view.actions_.tag_panel
    assert panel.field.editor.hasFocus()
    qtbot.keyClicks(panel.field.editor, "List of March")
    qtbot.keyClick(panel.field.editor, Qt.Key.Key_Return)
    settled(qtbot, context, view)
    tagged = [case.id for case in sample.all(Detainee) if "List of March" in case.tags]
    assert set(tagged) == set(cases)
    assert len(cases) == 4
    assert not panel.isVisible()
    assert view.table.hasFocus()
    assert marked(view) == [0, 1, 2, 3]
    context.changes.announce(sample.undo())
    assert "List of March" not in sample.read(known_tags)


@popups
def test_a_known_tag_is_completed_and_an_empty_one_is_not_taken(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    case = sample.all(Detainee)[0]
    case.tags = ["Press of May"]
    context.changes.announce(sample.save(case, action=Action("Tag")))
    qtbot.keyClick(view.table, Space)
    view.bar.tag.click()
    panel = view.actions_.tag_panel
    qtbot.keyClick(panel.field.editor, Qt.Key.Key_Return)
    assert panel.isVisible()
    completer = panel.field.editor.completer()
    completer.setCompletionPrefix("may")
    assert completer.currentCompletion() == "Press of May"
    qtbot.keyClick(panel.field.editor, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_marked_cases_go_to_a_draft_once_each_and_as_one_action(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    draft = Appeal(title="Tea & <b>letters</b>", state=AppealState.DRAFT)
    sample.save(draft, action=Action("Begin"))
    first = view.model.ids[0]
    link = AppealPerson(appeal_id=draft.id, detainee_id=first)
    sample.save(link, action=Action("Add"))
    for _ in range(2):
        qtbot.keyClick(view.table, Down, Shift)
    menu = view.actions_.appeals.menu(draft_appeals(sample), view.model.marked)
    assert menu_words(menu)[0] == "New appeal"
    choose(menu, "Tea && <b>letters</b> · 1 person")
    links = sample.all(AppealPerson, appeal_id=draft.id)
    assert [one.detainee_id for one in links] == list(view.model.ids[:3])
    assert [one.position for one in links] == [0, 1, 2]
    (notice,) = context.notices.all
    assert notice.text == "2 persons were added to the appeal."
    words, run = notice.action
    assert words == "Open the appeal"
    run()
    assert context.router.current == Place("appeal", draft.id)
    context.changes.announce(sample.undo())
    assert len(sample.all(AppealPerson, appeal_id=draft.id)) == 1


def test_a_new_appeal_for_the_marked_cases_is_one_action_and_opens(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    before = len(sample.all(Appeal))
    qtbot.keyClick(view.table, A, Ctrl)
    choose(view.actions_.appeals.menu([], view.model.marked), "New appeal")
    place = context.router.current
    assert place.view == "appeal"
    assert len(sample.all(AppealPerson, appeal_id=place.argument)) == 20
    sample.undo()
    assert len(sample.all(Appeal)) == before
    assert sample.all(AppealPerson, appeal_id=place.argument) == []


def test_the_marked_cases_go_to_the_trash_with_one_undo(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    before = names(view)
    for _ in range(4):
        qtbot.keyClick(view.table, Down, Shift)
    view.bar.trash.click()
    settled(qtbot, context, view)
    assert names(view) == before[5:]
    assert view.model.marked == ()
    assert not view.bar.isVisible()
    assert context.notices.all[-1].text == "5 cases are in the trash."
    context.changes.announce(sample.undo())
    settled(qtbot, context, view)
    assert names(view) == before


def test_the_palette_offers_what_can_be_done_with_the_marked_cases(
    qtbot: QtBot, context: Context, view: CasesView, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QMenu] = []  # without a screen a menu cannot take hold of the keyboard
    monkeypatch.setattr(to_appeal, "popup", lambda menu, *_, **__: shown.append(menu))
    for _ in range(2):
        qtbot.keyClick(view.table, Down, Shift)
    commands = {command.words: command.run for command in view.commands()}
    commands["Add the 3 selected cases to an appeal…"]()
    settled(qtbot, context, view)
    assert [menu_words(menu)[0] for menu in shown] == ["New appeal"]
    commands["Tag the 3 selected cases…"]()
    assert view.actions_.tag_panel.isVisible()
    commands["Sort by: Name"]()
    settled(qtbot, context, view)
    assert view._shown.filter.order == "name"
    assert "Clear all filters" not in commands


def test_deeds_leave_alone_what_was_trashed_meanwhile(sample: Vault) -> None:
    cases = sample.all(Detainee)[:3]
    sample.trash(cases[0], action=Action("Trash"))
    ids = [case.id for case in cases]
    deeds.tag(sample, ids, "x", Progress())
    tagged = [case.id for case in sample.all(Detainee) if "x" in case.tags]
    assert tagged == ids[1:]
    change, _appeal, count = add_to_appeal(sample, ids, None, Progress())
    assert count == 2
    assert change.kinds == {"appeal", "appeal_person"}


# -- columns -------------------------------------------------------------------------------------
def columns(view: CasesView) -> list[Column]:
    """The seen columns, from the start of the line."""
    header = view.table.header
    order = [Column(header.logicalIndex(place)) for place in range(header.count())]
    return [column for column in order if not header.isSectionHidden(column)]


@popups
def test_columns_are_chosen_and_moved_by_keyboard_and_remembered(
    context: Context, sample: Vault, shown: Show, qtbot: QtBot
) -> None:
    kept: list[list[str]] = []
    memory = ColumnMemory(lambda: kept[-1] if kept else None, kept.append)
    view = opened(context, sample, shown, qtbot, columns=memory)
    view.parts.columns_button.click()
    panel = view.findChild(ColumnPanel)
    for _ in range(2):
        qtbot.keyClick(panel.list, Down)
    qtbot.keyClick(panel.list, Space)
    assert Column.BORN not in columns(view)
    assert panel.list.currentIndex().data() == "Born"
    for _ in range(20):
        qtbot.keyClick(panel.list, Up)
    qtbot.keyClick(panel.list, Space)
    assert Column.NUMBER in columns(view)
    qtbot.keyClick(panel.list, Down, Qt.KeyboardModifier.AltModifier)
    assert columns(view)[:3] == [Column.MARK, Column.NAME, Column.NUMBER]
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(kept))
    again = opened(context, sample, shown, qtbot, columns=memory)
    assert columns(again) == columns(view)
    assert kept[-1][:2] == ["name", "number"]


def test_columns_are_dragged_and_widened_in_the_heading(
    context: Context, sample: Vault, shown: Show, qtbot: QtBot
) -> None:
    kept: list[list[str]] = []
    view = opened(context, sample, shown, qtbot, columns=ColumnMemory(tuple, kept.append))
    header = view.table.header
    header.moveSection(header.visualIndex(Column.TAKEN), 1)
    header.resizeSection(Column.PLACE, 131)
    qtbot.waitUntil(lambda: bool(kept))
    assert kept == [["taken", "number", "name", "born", "place:131", "status"]]
    assert columns(view)[1] is Column.TAKEN
    header.moveSection(header.visualIndex(Column.NAME), 0)
    assert columns(view)[0] is Column.MARK


@pytest.mark.parametrize("kept", [None, "name", 7, {"a": 1}, [], ["court", "moon:12"], [None, 3]])
def test_a_memory_that_holds_nothing_known_gives_the_usual_columns(kept: object) -> None:
    assert read_arrangement(kept).shown == Arrangement().shown


def test_codes_of_a_later_version_are_left_out_and_widths_bounded() -> None:
    read = read_arrangement(["status:99999", "verdict:80", "name", "born:9999", "tags"])
    assert read.shown == (Column.NUMBER, Column.STATUS, Column.NAME, Column.BORN, Column.TAGS)
    assert read.width(Column.BORN) == 480
    assert read_arrangement(read.kept()) == read


def test_a_heading_that_cannot_sort_leaves_the_order(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    view._arranged(Arrangement().with_columns([Column.NUMBER, Column.NAME, Column.TAGS]))
    header = view.table.header
    place = QPoint(header.sectionViewportPosition(Column.TAGS) + 20, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settled(qtbot, context, view)
    assert view._shown.filter.order == "number"
    assert header.sortIndicatorSection() == Column.NUMBER


# -- saved views ---------------------------------------------------------------------------------
def save_as(qtbot: QtBot, view: CasesView, name: str) -> None:
    view.saved.ask_for_name()
    qtbot.keyClicks(view.saved.panel.field.editor, name)
    qtbot.keyClick(view.saved.panel.field.editor, Qt.Key.Key_Return)


def test_a_view_is_saved_under_a_name_and_chosen_from_the_title(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    assert view.saved.title.text() == "All cases"
    view.open(CaseFilter(status=(Status.SENTENCED,), order="name", descending=True))
    settled(qtbot, context, view)
    found = list(view.model.ids)
    save_as(qtbot, view, "Serving & waiting")
    settled(qtbot, context, view)
    assert view.saved.title.text() == "Serving & waiting"
    (record,) = sample.all(SavedView)
    assert record.filters == {"status": ["sentenced"]}
    assert record.order == ["name", "descending"]
    view.saved.chosen.emit(None)
    settled(qtbot, context, view)
    assert (len(view.model.ids), view.saved.title.text()) == (20, "All cases")
    menu = view.saved._menu.build(view, view.saved.views, None, changed=False)
    assert menu_words(menu) == ["All cases", "Serving && waiting", "Save as a view…"]
    choose(menu, "Serving && waiting")
    settled(qtbot, context, view)
    assert list(view.model.ids) == found
    assert view.saved.title.text() == "Serving & waiting"


def test_a_saved_view_is_changed_renamed_and_put_in_the_trash_and_undo_answers(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    view.open(CaseFilter(sex=(Sex.MALE,)))
    save_as(qtbot, view, "Men")
    view.facets.changed.emit(CaseFilter(sex=(Sex.MALE,), status=(Status.DIED,)))
    settled(qtbot, context, view)
    assert view.saved.title.text() == "Men, changed"
    view.saved.keep()
    settled(qtbot, context, view)
    assert view.saved.title.text() == "Men"
    assert sample.all(SavedView)[0].filters["status"] == ["died"]
    view.saved.rename()
    panel = view.saved.panel
    assert panel.field.text() == "Men"
    qtbot.keyClicks(panel.field.editor, "Men who died")
    qtbot.keyClick(panel.field.editor, Qt.Key.Key_Return)
    assert view.saved.title.text() == "Men who died"
    view.saved.remove()
    assert view.saved.title.text() == "Cases"
    context.changes.announce(sample.undo())
    assert view.saved.title.text() == "Men who died"


def test_what_a_later_version_saved_is_read_as_far_as_it_is_known(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    later = SavedView(
        name="Later", filters={"status": ["sentenced", "vanished"], "court": ["high"]},
        columns=["name", "court", "status"], order=["by_moon", "sideways"],
    )  # fmt: skip
    context.changes.announce(sample.save(later, action=Action("Save")))
    (saved,) = sample.read(saved_views)
    view.saved.chosen.emit(saved)
    settled(qtbot, context, view)
    assert view._shown.filter == CaseFilter(status=(Status.SENTENCED,))
    assert columns(view) == [Column.MARK, Column.NUMBER, Column.NAME, Column.STATUS]
    view.facets.changed.emit(CaseFilter(status=(Status.DIED,)))
    view.saved.keep()
    kept = sample.all(SavedView)[0]
    assert kept.filters == {"court": ["high"], "status": ["died"]}


def test_escape_leaves_the_name_and_saves_nothing(
    qtbot: QtBot, sample: Vault, view: CasesView
) -> None:
    view.saved.ask_for_name()
    qtbot.keyClicks(view.saved.panel.field.editor, "x")
    qtbot.keyClick(view.saved.panel.field.editor, Qt.Key.Key_Escape)
    qtbot.keyClick(view.saved.panel.field.editor, Qt.Key.Key_Escape)
    assert not view.saved.panel.isVisible()
    assert view.table.hasFocus()
    assert sample.all(SavedView) == []
