"""The day's list, driven as a person would, over a vault in which something of each kind waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import theme
from caseapp.desktop.changes import Changes
from caseapp.desktop.context import Context
from caseapp.desktop.features.today import TodayView
from caseapp.desktop.features.today.day_list import parts_of
from caseapp.desktop.features.today.lines import Deed, Heading, Line, Section
from caseapp.desktop.features.today.model import ITEM, TodayModel
from caseapp.desktop.features.today.words import TodayWords
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.notices import Notices
from caseapp.desktop.shell.router import Place, Router
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import AppealKind, EventKind, NameScript, Status
from caseapp.i18n import LANGUAGES, translator
from caseapp.store.history import Action
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.records import (
    Appeal,
    AppealPerson,
    Detainee,
    Dispatch,
    Event,
    NameForm,
    Reply,
    Task,
)
from caseapp.store.vault import Vault
from tests.conftest import empty_vault
from tests.desktop.pictures import dress, grab
from tests.desktop.today_desk import TODAY, happened, person, waiting_vault
from tests.desktop.vaults import fill

Show = Callable[[QWidget], QWidget]
NAMES = ("today", "cases", "case", "appeals", "appeal", "statistics")
LAPTOP = QSize(1182, 690)
ACTION = Action("Test")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with waiting_vault(tmp_path) as vault:
        yield vault


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Vault]:
    with empty_vault(tmp_path / "empty") as vault:
        yield vault


def opened(
    context: Context,
    vault: Vault,
    shown: Show,
    size: QSize = LAPTOP,
    argument: object = None,
    names: tuple[str, ...] = NAMES,
) -> TodayView:
    view = TodayView(context, vault, names, TODAY)
    view.resize(size)
    view.set_compact(size.width() < 816)
    shown(view)
    context.router.moved.connect(
        lambda place: view.open(place.argument) if place.view == "today" else None
    )
    context.router.go("today", argument)
    view.focus_first()
    return view


@pytest.fixture
def view(context: Context, vault: Vault, shown: Show) -> TodayView:
    return opened(context, vault, shown)


def headings(view: TodayView) -> dict[str, str]:
    return {i.section.value: i.count for i in view.model.items if isinstance(i, Heading)}


def lines(view: TodayView) -> list[Line]:
    return [item for item in view.model.items if isinstance(item, Line)]


def index_of(view: TodayView, start: str) -> QModelIndex:
    """Where a line stands whose title begins so."""
    for row, item in enumerate(view.model.items):
        if isinstance(item, Line) and item.title.startswith(start):
            return view.model.index(row, 0)
    raise AssertionError(start)


def click(qtbot: QtBot, view: TodayView, place: QPoint) -> None:
    qtbot.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


# -- what stands in it -------------------------------------------------------------------------
def test_sections_stand_in_the_order_of_who_is_harmed_by_waiting(view: TodayView) -> None:
    assert headings(view) == {
        "replies": "3", "releases": "5", "consents": "2", "tasks": "1", "intakes": "2",
        "house": "3",
    }  # fmt: skip
    assert list(headings(view)) == [
        "replies", "releases", "consents", "tasks", "intakes", "house",
    ]  # fmt: skip
    assert view._title.text() == "Thursday, 14 May 2026"
    assert view._under.text() == "16 things need a hand"


def test_lines_say_who_what_and_since_when(view: TodayView) -> None:
    told = {line.title: (line.detail, line.when) for line in lines(view)}
    assert told["Ministry of Foreign Affairs"] == (
        "Appeal 2026-07 · 12 persons · complaint until 4 Aug 2026", "10 days over",
    )  # fmt: skip
    assert told["Member of Parliament, D. Synaqov"][1] == "due tomorrow"
    detail, when = told["Жазба Үлгіқызы"]
    assert detail.startswith("7 years · sentenced Mar 2016")
    assert when == "due Mar 2023 · no release known"
    assert told["Айтушы Үлгіқызы"][0].startswith("named in 3 copies that are out")
    assert told["Бақыт Үлгіқызы"][0] == "told by Хабаршы Сынаққызы (sister) · missing: home county"
    assert told["Ақжол Мысалұлы"][1] == "yesterday"
    assert told["1 statement is contradicted by a source"][0] == "in 1 case"
    assert "1 addressee to be checked" in told


def test_pairs_that_may_be_one_person_lead_to_the_review(
    context: Context, vault: Vault, shown: Show
) -> None:
    one, other = (Detainee(birth=read_date("1979"), fictitious=True) for _ in range(2))
    names = [
        NameForm(detainee_id=case.id, text="Сынақ Егізұлы", script=NameScript.KK_CYRL)
        for case in (one, other)
    ]
    vault.save(one, other, *names, action=ACTION)
    view = opened(context, vault, shown, names=(*NAMES, "review"))
    line = next(line for line in lines(view) if "may be one person" in line.title)
    assert line.title == "1 pair may be one person"
    assert line.target == ("review", None)


def test_a_full_list_has_its_link_and_a_short_one_has_none(view: TodayView) -> None:
    links = {i.section: i.all_words for i in view.model.items if isinstance(i, Heading)}
    assert links[Section.RELEASES] == "All 5"
    assert links[Section.REPLIES] == ""


def test_the_model_is_one_that_qt_accepts(view: TodayView) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(view.model, mode)
    view.context.router.go("today", Section.STALE)
    view.context.router.go("today")
    assert tester.model() is view.model


# -- keyboard ----------------------------------------------------------------------------------
def test_arrows_pass_over_headings_and_stop_at_their_links(view: TodayView) -> None:
    stops = []
    for _ in range(4):
        item = view.list.current()
        stops.append(item.title if isinstance(item, Line) else item.all_words)
        QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert stops == [
        "Ministry of Foreign Affairs", "Ombudsman", "Member of Parliament, D. Synaqov", "All 5",
    ]  # fmt: skip


def test_enter_opens_what_waits_and_r_and_w_go_to_its_appeal(
    view: TodayView, context: Context
) -> None:
    appeal = lines(view)[0].target[1]
    for key, argument in (
        (Qt.Key.Key_Return, appeal),
        (Qt.Key.Key_R, (appeal, "replies")),
        (Qt.Key.Key_W, (appeal, "ways")),
    ):
        context.router.go("today")
        QTest.keyClick(view.list, key)
        assert context.router.current == Place("appeal", argument)


def test_letters_do_nothing_where_the_line_has_no_such_button(
    view: TodayView, context: Context
) -> None:
    view.list.setCurrentIndex(index_of(view, "Жазба"))
    for key in (Qt.Key.Key_R, Qt.Key.Key_W, Qt.Key.Key_D):
        QTest.keyClick(view.list, key)
    assert context.router.current == Place("today")


def test_a_task_is_done_with_a_key_and_comes_back_with_undo(
    view: TodayView, vault: Vault, context: Context
) -> None:
    view.list.setCurrentIndex(index_of(view, "Ask for a photograph"))
    QTest.keyClick(view.list, Qt.Key.Key_D)
    assert "tasks" not in headings(view)
    assert vault.all(Task)[0].done
    assert isinstance(view.list.current(), Line)
    context.changes.announce(vault.undo())
    assert headings(view)["tasks"] == "1"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_release_is_asked_about_in_an_appeal_of_its_own_kind(
    qtbot: QtBot, view: TodayView, vault: Vault, context: Context
) -> None:
    vault.save(Appeal(title="Another kind"), action=Action("Begin"))
    line = index_of(view, "Жазба")
    view.list.setCurrentIndex(line)
    QTest.keyClick(view.list, Qt.Key.Key_A)
    menu = _open_menu(qtbot)
    assert [action.text() for action in menu.actions()] == ["New appeal"]
    menu.actions()[0].trigger()
    menu.close()
    (appeal,) = [a for a in vault.all(Appeal) if a.kind is AppealKind.RELEASE_DUE]
    assert context.router.current == Place("appeal", appeal.id)
    (link,) = vault.all(AppealPerson, appeal_id=appeal.id)
    assert link.detainee_id == line.data(ITEM).key[1]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_all_releases_due_are_asked_about_at_once(
    qtbot: QtBot, view: TodayView, vault: Vault, context: Context
) -> None:
    assert not view.appeal_button.isVisible()
    context.router.go("today", Section.RELEASES)
    qtbot.waitUntil(view.appeal_button.isVisible)
    qtbot.mouseClick(view.appeal_button, Qt.MouseButton.LeftButton)
    menu = _open_menu(qtbot)
    menu.actions()[0].trigger()
    menu.close()
    (appeal,) = [a for a in vault.all(Appeal) if a.kind is AppealKind.RELEASE_DUE]
    assert len(vault.all(AppealPerson, appeal_id=appeal.id)) == 5


def _open_menu(qtbot: QtBot) -> QMenu:
    """The menu that a deed opened, when it is there."""
    found: list[QMenu] = []

    def there() -> bool:
        menu = QApplication.activePopupWidget()
        found[:] = [menu] if isinstance(menu, QMenu) else []
        return bool(found)

    qtbot.waitUntil(there)
    return found[0]


# -- pointer -----------------------------------------------------------------------------------
@pytest.mark.parametrize("mirrored", [False, True])
def test_the_painted_buttons_of_the_current_line_answer_to_a_click(
    qtbot: QtBot, vault: Vault, context: Context, shown: Show, mirrored: bool
) -> None:
    dress(mirrored=mirrored)
    view = opened(context, vault, shown)
    index = index_of(view, "Ombudsman")
    assert view.list.deed_rect(index, "reply").isEmpty()
    click(qtbot, view, view.list.visualRect(index).center())
    assert context.router.current == Place("today")
    box = view.list.deed_rect(index, "reply")
    assert (box.center().x() < LAPTOP.width() // 3) is mirrored
    click(qtbot, view, box.center())
    appeal = index.data(ITEM).target[1]
    assert context.router.current == Place("appeal", (appeal, "replies"))


def test_a_press_on_a_button_that_is_let_go_elsewhere_does_nothing(
    qtbot: QtBot, view: TodayView, context: Context
) -> None:
    index = index_of(view, "Ministry")
    box = view.list.deed_rect(index, "reply")
    port = view.list.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(60, box.center().y()))
    assert context.router.current == Place("today")
    assert view.list.pressed_deed is None


def test_a_double_click_opens_the_line(qtbot: QtBot, view: TodayView, context: Context) -> None:
    index = index_of(view, "Жазба")
    place = view.list.visualRect(index).topLeft() + QPoint(60, 10)
    qtbot.mouseDClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert context.router.current == Place("case", index.data(ITEM).key[1])


def test_the_link_of_a_heading_shows_the_whole_list_and_the_way_back(
    qtbot: QtBot, view: TodayView, context: Context
) -> None:
    row = next(i for i, item in enumerate(view.model.items)
               if isinstance(item, Heading) and item.all_words)  # fmt: skip
    click(qtbot, view, view.list.link_rect(view.model.index(row, 0)).center())
    assert context.router.current == Place("today", Section.RELEASES)
    assert len(lines(view)) == 5
    assert not view.side.isVisible()
    qtbot.mouseClick(view.back_link, Qt.MouseButton.LeftButton)
    assert context.router.current == Place("today")
    assert view.side.isVisible()


# -- counts ------------------------------------------------------------------------------------
def test_a_bar_opens_the_cases_that_it_counts(
    qtbot: QtBot, view: TodayView, context: Context
) -> None:
    for chart, key, shown in (
        (view.side.status, Status.SENTENCED, CaseFilter(status=(Status.SENTENCED,))),
        (view.side.years, 2017, CaseFilter(taken_from=2017, taken_to=2017)),
        (view.side.years, None, CaseFilter(taken_unknown=True)),
        (view.side.counties, "654027", CaseFilter(county=("654027",))),
    ):
        qtbot.mouseClick(chart.item(key), Qt.MouseButton.LeftButton)
        assert context.router.current == Place("cases", shown)


def test_counts_are_those_of_the_case_list(view: TodayView) -> None:
    assert sum(bar.count for bar in view.side.status.bars()) == 67
    assert sum(bar.count for bar in view.side.years.bars()) == 67
    assert view.side._total.text() == "67"
    unknown = view.side.years.bars()[-1]
    assert unknown.unknown
    assert unknown.name == "Year not known: 12"


# -- changes -----------------------------------------------------------------------------------
def test_what_is_answered_elsewhere_leaves_the_list_and_the_keyboard_stays(
    view: TodayView, vault: Vault, context: Context
) -> None:
    view.list.setCurrentIndex(index_of(view, "Ombudsman"))
    (late,) = [d for d in vault.all(Dispatch) if d.due == TODAY - timedelta(days=10)]
    context.changes.announce(vault.save(Reply(dispatch_id=late.id), action=ACTION))
    assert headings(view)["replies"] == "2"
    current = view.list.current()
    assert isinstance(current, Line)
    assert current.title == "Ombudsman"


def test_a_release_that_is_recorded_leaves_the_list_and_moves_the_bars(
    view: TodayView, vault: Vault, context: Context
) -> None:
    case = index_of(view, "Жазба").data(ITEM).key[1]
    free = Event(detainee_id=case, kind=EventKind.RELEASED, when=read_date("2026-05-01"))
    before = {bar.key: bar.count for bar in view.side.status.bars()}
    context.changes.announce(vault.save(free, action=ACTION))
    assert headings(view)["releases"] == "4"
    after = {bar.key: bar.count for bar in view.side.status.bars()}
    assert after[Status.RELEASED] == before[Status.RELEASED] + 1


def test_nothing_is_looked_through_again_while_nothing_was_written(
    view: TodayView, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[int] = []
    monkeypatch.setattr(view._found, "_step", lambda *_: steps.append(1))
    view.open(None)
    assert steps == []


# -- empty -------------------------------------------------------------------------------------
def test_a_new_vault_says_how_to_begin(
    qtbot: QtBot, context: Context, empty: Vault, shown: Show
) -> None:
    view = opened(context, empty, shown)
    assert view._stack.currentWidget() is view._new
    assert not view.side.isVisible()
    assert not view.print_button.isEnabled()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert context.router.current == Place("cases", "new")


def test_when_nothing_waits_the_view_says_so_and_keeps_its_counts(
    context: Context, empty: Vault, shown: Show
) -> None:
    seen = Event(detainee_id=Detainee().id, kind=EventKind.SEEN, when=read_date("May 2026"))
    case = Detainee(fictitious=True)
    seen.detainee_id = case.id
    empty.save(case, seen, action=ACTION)
    view = opened(context, empty, shown)
    assert view._stack.currentWidget() is view._nothing
    assert view.side.isVisible()


# -- many --------------------------------------------------------------------------------------
def test_a_long_list_is_loaded_as_one_scrolls(context: Context, empty: Vault, shown: Show) -> None:
    fill(empty, 450)
    view = opened(context, empty, shown, argument=Section.STALE)
    assert view._under.text() == "450 things need a hand"
    loaded = view.model.rowCount()
    assert loaded < 450
    while view.model.canFetchMore(QModelIndex()):
        view.model.fetchMore(QModelIndex())
    assert view.model.rowCount() == 450
    assert len({line.key for line in lines(view)}) == 450
    assert all(line.title.startswith("Үлгі") for line in lines(view))


def test_the_first_picture_does_not_wait_for_all_cases(
    vault: Vault, threaded_jobs: Jobs, shown: Show, qtbot: QtBot
) -> None:
    context = Context(t=translator("en"), jobs=threaded_jobs, changes=Changes(), router=Router(),
                      notices=Notices())  # fmt: skip
    seen: list[list[str]] = []
    view = TodayView(context, vault, NAMES, TODAY)
    view.model.modelReset.connect(lambda: seen.append(list(headings(view))))
    shown(view)
    view.open(None)
    qtbot.waitUntil(lambda: "house" in headings(view) and not threaded_jobs.running)
    assert "replies" in seen[0]
    assert "releases" not in seen[0]
    assert "releases" in headings(view)


def test_who_has_not_moved_yet_stands_on_the_first_line_when_the_cases_come(
    empty: Vault, threaded_jobs: Jobs, shown: Show, qtbot: QtBot
) -> None:
    context = Context(t=translator("en"), jobs=threaded_jobs, changes=Changes(), router=Router(),
                      notices=Notices())  # fmt: skip
    late = happened(EventKind.SENTENCED, "2015", term_years=3)
    empty.save(Task(title="ask", due=TODAY), *person("Үлгі", late), action=ACTION)
    view = TodayView(context, empty, NAMES, TODAY)
    shown(view)
    view.open(None)
    view.focus_first()
    qtbot.waitUntil(lambda: "releases" in headings(view) and not threaded_jobs.running)
    current = view.list.current()
    assert isinstance(current, Line)
    assert current.title == "Үлгі"


# -- paper -------------------------------------------------------------------------------------
def test_the_list_is_printed_whole_and_says_on_each_page_that_it_is_for_the_office(
    qtbot: QtBot, view: TodayView, tmp_path: Path, context: Context
) -> None:
    QTest.keyClick(view.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("list.pdf")
    dialog.done(QFileDialog.DialogCode.Accepted)
    qtbot.waitUntil(lambda: (tmp_path / "list.pdf").exists() and not context.jobs.running)
    with pypdfium2.PdfDocument(tmp_path / "list.pdf") as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert all("For the office only" in page for page in pages)
    told = "\n".join(pages)
    for line in lines(view):
        assert line.title in told
    assert "Үлгі Талғатұлы" in told  # the fifth release, which the screen keeps behind "All 5"


# -- looks -------------------------------------------------------------------------------------
def test_a_narrow_window_shows_the_list_or_the_counts(
    qtbot: QtBot, context: Context, vault: Vault, shown: Show
) -> None:
    view = opened(context, vault, shown, QSize(607, 330))
    assert view.list.isVisible()
    assert not view.side.isVisible()
    button = next(b for b in view.parts.findChildren(QWidget) if b.accessibleName() == "Counts")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view.side.isVisible()
    assert not view.list.isVisible()
    assert view.side.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("width", [300, 480, 600, 900])
@pytest.mark.parametrize("current", [False, True])
def test_parts_of_a_line_never_lie_upon_each_other(width: int, current: bool) -> None:
    from PySide6.QtCore import QRect

    line = Line(
        key=1, icon="mail", title="Ministry of Foreign Affairs of a far country " * 2,
        detail="Appeal 2026-07", when="10 days over",
        deeds=(Deed("a", "Record reply", "R"), Deed("b", "Write reminder", "W")),
    )  # fmt: skip
    whole = QRect(0, 0, width, 32)
    parts = parts_of(line, whole, current=current)
    boxes = [parts.title, parts.detail, parts.when, *(box for _deed, box in parts.deeds)]
    shown = [box for box in boxes if not box.isEmpty()]
    for at, box in enumerate(shown):
        assert not any(box.intersects(other) for other in shown[at + 1 :])
    assert not parts.title.isEmpty() or width == 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_are_worded_in_each_language(language: str) -> None:
    words = TodayWords(translator(language))
    told = [words.due(TODAY + timedelta(days=n), TODAY) for n in (-11, -1, 0, 1, 5)]
    assert len(set(told)) == 5
    assert all("{" not in text for text in told)
    assert "2026" in words.today(TODAY)
    assert words.today(TODAY)[0] == words.today(TODAY)[0].upper()


def test_it_is_drawn_in_dark_and_at_200_percent_without_a_warning(
    context: Context, vault: Vault, shown: Show
) -> None:
    dress(theme.DARK)
    view = opened(context, vault, shown)
    assert grab(view, LAPTOP).pixelColor(10, 10) == theme.colour("surface")
    assert not grab(view, QSize(1216, 668), 2.0).isNull()


def test_every_line_and_every_bar_has_words_for_a_screen_reader(view: TodayView) -> None:
    model: TodayModel = view.model
    for row in range(model.rowCount()):
        spoken = model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.strip()
    for chart in (view.side.status, view.side.years, view.side.counties):
        assert chart.accessibleName()
        assert all(chart.item(bar.key).accessibleName() for bar in chart.bars())
