from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import theme
from caseapp.desktop.changes import Changes
from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.desk import DeskSpec
from caseapp.desktop.shell.help import HelpDialog
from caseapp.desktop.shell.notices import Notices
from caseapp.desktop.shell.router import Place, Router
from caseapp.desktop.shell.statusbar import StatusBar
from caseapp.desktop.shell.undo import PastStep, Reversed, UndoState
from caseapp.desktop.shell.undo_list import UndoList
from caseapp.desktop.shell.view import View, ViewSpec
from caseapp.desktop.widgets import Field, Label, LinkButton, NavButton, NoticeLine
from caseapp.desktop.window import Window
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator, translator
from caseapp.system.progress import Progress

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


# -- a small desk -------------------------------------------------------------------------------
class CasesView(View):
    """One field and what the person came for; enough to try the shell."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.opened: list[object] = []
        self.compact: bool | None = None
        self.kept: list[str] = []
        self.fail = False
        self.field = Field("Name", value="Nurlan")
        self.field.committed.connect(self.keep)
        QVBoxLayout(self).addWidget(self.field)

    def open(self, argument: object) -> None:
        self.opened.append(argument)
        self.set_status(f"case {argument}")

    def set_compact(self, compact: bool) -> None:
        self.compact = compact

    def keep(self, value: str) -> None:
        def save(_progress: Progress) -> None:
            if self.fail:
                raise UserError(N_("The disk is full."))
            self.kept.append(value)

        self.context.jobs.run(
            save, on_error=lambda e: self.field.reject(self.t.error(e)), kind=Kind.WRITE, owner=self
        )


class PlacesView(CasesView):
    """One view for several places: what it keeps belongs to the place that it shows."""

    def keep(self, value: str) -> None:
        self.kept.append(f"{self.opened[-1]}: {value}")


class OtherView(View):
    pass


@dataclass(frozen=True)
class Change:
    kinds: frozenset[str] = frozenset()
    ids: frozenset[UUID] = frozenset()
    origin: object | None = None


@dataclass
class Past:
    """Something that can be undone twice."""

    done: list[str] = field(default_factory=lambda: ["birth year", "name"])
    undone: list[str] = field(default_factory=list)
    stuck: str = ""

    def state(self, _progress: Progress) -> UndoState:
        return UndoState(self.done[-1] if self.done else "", self.undone[-1] if self.undone else "")

    def past(self, _progress: Progress) -> list[PastStep]:
        return [PastStep(what, "CF-0412", "14:02") for what in reversed(self.done)]

    def undo(self, _progress: Progress) -> Reversed:
        if self.done[-1] == self.stuck:
            raise UserError(N_("This was changed again since."))
        self.undone.append(self.done.pop())
        return Reversed(Change(), self.undone[-1], "CF-0412", "case", 412)

    def redo(self, _progress: Progress) -> Reversed:
        self.done.append(self.undone.pop())
        return Reversed(Change(), self.done[-1], "CF-0412", "case", 412)


SPEC = DeskSpec(
    views=(
        ViewSpec(name="cases", label="Cases", icon="folder", create=CasesView),
        ViewSpec(name="case", label="Case", icon="folder", create=CasesView, within="cases"),
        ViewSpec(name="appeals", label="Appeals", icon="mail", create=OtherView),
    ),
    vault_name="Almaty office",
    start="cases",
    undo=Past(),
)


@dataclass
class Desk:
    window: Window
    remembered: list[tuple[str, str]]
    locked: list[bool]

    def view(self, name: str) -> CasesView:
        view = self.window.desk.view(name)
        assert isinstance(view, CasesView)
        return view


@pytest.fixture
def make_desk(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[Jobs], Desk]]:
    made: list[Window] = []
    appearance = theme.Appearance(qapp, "light")

    def make(jobs: Jobs, language: str = "en") -> Desk:
        remembered: list[tuple[str, str]] = []
        locked: list[bool] = []
        window = Window(
            language=language, jobs=jobs, changes=Changes(), appearance=appearance,
            remember=lambda key, value: remembered.append((key, value)),
        )  # fmt: skip
        made.append(window)
        spec = DeskSpec(**{**SPEC.__dict__, "undo": Past()})
        window.show_desk(spec, lambda: locked.append(True))
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return Desk(window, remembered, locked)

    yield make
    for window in made:
        window._gone = True
        window._qt_words.speak("en")
        window.close()
        window.deleteLater()
    appearance.set_mode("light")
    appearance.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(make_desk: Callable[[Jobs], Desk], jobs: Jobs) -> Desk:
    return make_desk(jobs)


# -- places -------------------------------------------------------------------------------------
def test_back_and_forward_work_as_in_a_browser() -> None:
    router = Router()
    went: list[Place] = []
    router.moved.connect(went.append)
    router.go("cases")
    router.go("case", 1)
    router.replace((1, "evidence"))
    router.go("case", 2)
    router.back()
    assert router.current == Place("case", (1, "evidence"))
    assert router.can_forward
    router.go("appeals")
    assert not router.can_forward
    router.forward()
    router.back()
    router.back()
    assert router.current == Place("cases")
    router.back()
    assert [p.view for p in went] == ["cases", "case", "case", "case", "appeals", "case", "cases"]
    router.clear()
    assert router.current is None


def test_going_where_one_is_opens_again_without_history() -> None:
    router = Router()
    router.go("cases")
    router.go("cases")
    assert not router.can_back


# -- window -------------------------------------------------------------------------------------
def test_only_registered_views_have_a_button_and_the_title_names_nobody(desk: Desk) -> None:
    window = desk.window
    assert window.desk.sidebar.names() == ("cases", "appeals")
    window.context.router.go("case", "Nurlan")
    assert window.windowTitle() == "caseapp"


def test_a_view_is_built_when_first_gone_to_and_told_each_time(qtbot: QtBot, desk: Desk) -> None:
    window = desk.window
    assert desk.view("cases").opened == [None]
    window.context.router.go("case", 412)
    window.context.router.go("case", 413)
    assert desk.view("case").opened == [412, 413]
    checked = [b.text() for b in window.desk.sidebar.findChildren(NavButton) if b.isChecked()]
    assert checked == ["Cases"]
    assert "case 413" in {w.text() for w in window.desk.statusbar.findChildren(Label)}
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.view("case").opened == [412, 413, 412]
    qtbot.mouseClick(window, Qt.MouseButton.BackButton)
    assert window.context.router.current == Place("cases")


def test_keys_lead_to_views_and_the_keyboard_starts_in_them(qtbot: QtBot, desk: Desk) -> None:
    window = desk.window
    qtbot.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.context.router.current == Place("appeals")
    qtbot.keyClick(window, Qt.Key.Key_1, CONTROL)
    assert window.context.router.current == Place("cases")
    assert desk.view("cases").field.editor.hasFocus()


def test_help_names_every_key_of_the_shell(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_F1)
    dialog = desk.window.findChild(HelpDialog)
    words = {label.text() for label in dialog.findChildren(Label)}
    assert {"Cases", "Appeals", "Lock", "Undo"} <= words
    assert "Case" not in words
    dialog.close()


def test_a_narrow_window_folds_and_unfolds(desk: Desk) -> None:
    window = desk.window
    assert desk.view("cases").compact is False
    window.resize(683, 384)
    assert desk.view("cases").compact is True
    assert window.desk.sidebar.width() < 100
    assert not window.desk.statusbar.isVisible()
    window.context.router.go("case", 1)
    assert desk.view("case").compact is True
    window.resize(1366, 768)
    assert desk.view("case").compact is False
    assert window.desk.statusbar.isVisible()


@pytest.mark.parametrize("language", ["en", "ru", "kk", "zh_Hans"])
@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(683, 384)], ids=["laptop", "200 %"])
def test_nothing_of_the_shell_is_clipped_in_any_language(
    make_desk: Callable[..., Desk], jobs: Jobs, language: str, size: QSize
) -> None:
    window = make_desk(jobs, language).window
    window.resize(size)
    assert window.size() == size
    QApplication.sendPostedEvents()
    for button in window.findChildren(QAbstractButton):
        if button.isVisible():
            least = button.minimumSizeHint()
            assert button.width() >= least.width(), button.accessibleName()
            assert button.height() >= least.height() - 1, button.accessibleName()
        inside = button.mapTo(window, button.rect().bottomRight())
        assert not button.isVisible() or window.rect().contains(inside), button.accessibleName()


def test_everything_in_the_shell_has_a_name_and_bare_icons_a_tooltip(desk: Desk) -> None:
    for button in desk.window.findChildren(QAbstractButton):
        if not button.isVisibleTo(desk.window):
            continue
        assert button.accessibleName(), button
        assert button.toolTip(), button.accessibleName()


def test_tab_walks_through_every_control_of_the_shell(qtbot: QtBot, desk: Desk) -> None:
    window = desk.window
    start = window.focusWidget()
    seen = []
    for _ in range(60):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
        if window.focusWidget() is start:
            break
    names = {w.accessibleName() for w in seen}
    assert {"Cases", "Search everything", "Undo", "Lock", "Name"} <= names


# -- language and appearance ----------------------------------------------------------------------
class Loud(Translator):
    """Shows that every text passes through the translator."""

    def __call__(self, message: str, /, **params: object) -> str:
        return f"‹{super().__call__(message, **params)}›"


def test_another_language_rebuilds_everything_and_keeps_the_place(qtbot: QtBot, desk: Desk) -> None:
    window = desk.window
    old = desk.view("cases")
    window.context.router.go("case", 412)
    qtbot.keyClicks(desk.view("case").field.editor, "x")
    typed = desk.view("case")
    window._translate = lambda code: Loud(code, translator(code)._catalogue)
    with qtbot.waitSignal(window.rebuilt):
        window.set_language("ru")
    assert typed.kept == ["xNurlan"]
    assert desk.remembered == [("language", "ru")]
    assert desk.view("cases") is not old
    assert window.context.router.current == Place("case", 412)
    assert window.context.router.can_back
    assert desk.view("case").opened == [412]
    english = [
        label.text()
        for label in window.desk.findChildren(Label)
        if label.text() and not label.text().startswith("‹")
    ]
    assert set(english) <= {"caseapp", "Almaty office", "case 412", "Name"}
    for button in window.desk.findChildren(QAbstractButton):
        name = button.accessibleName()
        assert not name or name.startswith("‹"), name


def test_qt_speaks_the_language_of_the_screen(qtbot: QtBot, desk: Desk) -> None:
    desk.window.set_language("kk")
    said = QCoreApplication.translate("QPlatformTheme", "Cancel")
    assert said == "Бас тарту"
    desk.window.set_language("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_the_window_mirrors_for_languages_that_read_from_the_right(
    make_desk: Callable[..., Desk], jobs: Jobs, qapp: QApplication
) -> None:
    window = make_desk(jobs).window
    left = window.desk.sidebar.x()
    window._translate = lambda _code: translator("en")
    window.set_language("kk_Arab")
    assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    QApplication.sendPostedEvents()
    assert left == 0
    assert window.desk.sidebar.x() > 1000


def test_a_chosen_appearance_is_applied_and_remembered(desk: Desk) -> None:
    desk.window.set_appearance("dark")
    assert theme.current() is theme.DARK
    assert desk.remembered == [("appearance", "dark")]


# -- what can be done --------------------------------------------------------------------------
def test_a_feature_can_offer_commands(make_desk: Callable[..., Desk], jobs: Jobs) -> None:
    window = make_desk(jobs).window
    ran: list[str] = []
    spec = DeskSpec(
        **{**SPEC.__dict__, "undo": None,
           "commands": lambda _ctx: [Command("Export all", lambda: ran.append("export"))]}
    )  # fmt: skip
    window.show_desk(spec, lambda: None)
    next(c for c in window.desk.offers.anywhere() if c.words == "Export all").run()
    assert ran == ["export"]


# -- undo ---------------------------------------------------------------------------------------
def test_undo_says_what_it_will_undo_and_announces_it(qtbot: QtBot, desk: Desk) -> None:
    window = desk.window
    heard: list[object] = []
    window._changes.announced.connect(heard.append)
    buttons = {b.accessibleName(): b for b in window.desk.topbar.findChildren(QAbstractButton)}
    assert "Undo: name" in buttons["Undo"].toolTip()
    assert not buttons["Redo"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert "Undo: birth year" in buttons["Undo"].toolTip()
    assert "Redo: name" in buttons["Redo"].toolTip()
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert "Undo: name" in buttons["Undo"].toolTip()
    qtbot.mouseClick(buttons["Undo"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["Undo"], Qt.MouseButton.LeftButton)
    assert not buttons["Undo"].isEnabled()
    assert len(heard) == 4
    actions = [a for a in window.desk.actions() if isinstance(a, QAction) and a.text() == "Undo"]
    assert actions


def test_after_undo_a_notice_says_what_was_undone_and_offers_to_redo_and_to_show_it(
    qtbot: QtBot, desk: Desk
) -> None:
    window = desk.window
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    (line,) = window.findChildren(NoticeLine)
    assert line.accessibleName() == "Undone: name CF-0412"
    links = {link.text(): link for link in line.findChildren(LinkButton)}
    qtbot.mouseClick(links["Show it"], Qt.MouseButton.LeftButton)
    assert window.context.router.current == Place("case", 412)
    qtbot.mouseClick(links["Redo"], Qt.MouseButton.LeftButton)
    told = [notice.text for notice in window.context.notices.all]
    assert told == ["Done again: name"]
    assert window.context.notices.all[0].also is None


def open_past(qtbot: QtBot, desk: Desk) -> UndoList:
    qtbot.mouseClick(desk.window.desk.topbar.past, Qt.MouseButton.LeftButton)
    shown = desk.window.desk.undo.list
    assert shown.isVisible()
    return shown


def test_the_list_of_what_can_be_undone_undoes_down_to_the_chosen_line(
    qtbot: QtBot, desk: Desk
) -> None:
    shown = open_past(qtbot, desk)
    said = [
        shown.view.model().index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)
    ]
    assert said == ["name, CF-0412, 14:02", "birth year, CF-0412, 14:02"]
    assert "Undo this action" in {label.text() for label in shown.findChildren(Label)}
    qtbot.keyClick(shown.view, Qt.Key.Key_Down)
    assert "Undo these 2 actions" in {label.text() for label in shown.findChildren(Label)}
    qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    assert not shown.isVisible()
    assert [n.text for n in desk.window.context.notices.all] == ["2 actions undone."]
    assert not desk.window.desk.topbar.past.isEnabled()


def test_escape_closes_the_list_and_undoes_nothing(qtbot: QtBot, desk: Desk) -> None:
    shown = open_past(qtbot, desk)
    qtbot.keyClick(shown.view, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert desk.view("cases").field.editor.hasFocus()
    assert desk.window.context.notices.all == ()


def test_undoing_several_stops_with_a_sentence_at_the_first_that_cannot(
    qtbot: QtBot, make_desk: Callable[..., Desk], jobs: Jobs
) -> None:
    desk = make_desk(jobs)
    past = Past(stuck="birth year")
    desk.window.show_desk(DeskSpec(**{**SPEC.__dict__, "undo": past}), lambda: None)
    shown = open_past(qtbot, desk)
    qtbot.keyClick(shown.view, Qt.Key.Key_End)
    qtbot.keyClick(shown.view, Qt.Key.Key_Return)
    told = [notice.text for notice in desk.window.context.notices.all]
    assert told == ["Undone: name", "This was changed again since."]
    assert past.done == ["birth year"]


# -- badges, new work and low windows -----------------------------------------------------------
def test_a_badge_counts_what_waits_and_follows_changes(
    make_desk: Callable[..., Desk], jobs: Jobs
) -> None:
    window = make_desk(jobs).window
    waiting = [5]
    review = ViewSpec(
        name="review", label="Review", icon="scale", create=OtherView,
        badge=lambda _progress: waiting[0], badge_kinds={"match_decision"},
    )  # fmt: skip
    window.show_desk(
        DeskSpec(**{**SPEC.__dict__, "undo": None, "views": (*SPEC.views, review)}), lambda: None
    )
    button = window.desk.sidebar.findChild(NavButton, "go-review")
    assert button.accessibleDescription() == "5"
    waiting[0] = 0
    window._changes.announce(Change(kinds=frozenset({"detainee"})))
    assert button.accessibleDescription() == "5"
    window._changes.announce(Change(kinds=frozenset({"match_decision"})))
    assert button.accessibleDescription() == ""


def test_what_begins_new_work_has_a_button_and_one_key(
    qtbot: QtBot, make_desk: Callable[..., Desk], jobs: Jobs
) -> None:
    window = make_desk(jobs).window
    begun: list[bool] = []
    new = Command("New intake", lambda: begun.append(True), "plus", "Ctrl+N")
    window.show_desk(
        DeskSpec(**{**SPEC.__dict__, "undo": None, "primary": lambda _context: new}), lambda: None
    )
    QApplication.sendPostedEvents()
    button = window.desk.sidebar.findChild(QAbstractButton, "primary")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert begun == [True, True]
    window.resize(683, 384)
    QApplication.sendPostedEvents()
    assert not button.isVisible()
    qtbot.mouseClick(window.desk.topbar.new, Qt.MouseButton.LeftButton)
    assert len(begun) == 3


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_has_no_room_in_a_low_window_stands_under_more(
    qtbot: QtBot, make_desk: Callable[..., Desk], jobs: Jobs
) -> None:
    window = make_desk(jobs).window
    many = tuple(
        ViewSpec(name=f"v{n}", label=f"View {n}", icon="folder", create=OtherView, foot=n > 7)
        for n in range(12)
    )
    window.show_desk(
        DeskSpec(**{**SPEC.__dict__, "undo": None, "views": many, "start": "v0"}), lambda: None
    )
    window.resize(683, 384)
    QApplication.sendPostedEvents()
    sidebar = window.desk.sidebar
    shown = [b.text() for b in sidebar.findChildren(NavButton) if b.isVisible()]
    assert shown[-1] == "More"
    assert "View 11" not in shown
    qtbot.mouseClick(sidebar._more, Qt.MouseButton.LeftButton)
    last = next(a for a in sidebar._menu.actions() if a.text() == "View 11")
    last.trigger()
    sidebar._menu.close()
    assert window.context.router.current == Place("v11")
    assert sidebar.findChild(NavButton, "go-v11").isVisible()
    qtbot.keyClick(window, Qt.Key.Key_8, CONTROL)
    assert window.context.router.current == Place("v7")


# -- notices ------------------------------------------------------------------------------------
def test_an_error_that_nobody_took_becomes_a_notice_that_can_be_closed(
    qtbot: QtBot, desk: Desk
) -> None:
    def fail(_progress: Progress) -> None:
        raise UserError(N_("The file {name} is not there. Look for it."), name="<b>a</b>")

    desk.window.context.jobs.run(fail)
    lines = desk.window.findChildren(NoticeLine)
    assert [line.accessibleName() for line in lines] == [
        "The file <b>a</b> is not there. Look for it."
    ]
    close = lines[0].findChildren(QAbstractButton)[-1]
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert desk.window.context.notices.all == ()


def test_the_same_notice_is_not_shown_twice_and_a_standing_one_cannot_be_closed() -> None:
    notices = Notices()
    first = notices.show("No recovery sheet yet.", standing=True)
    notices.show("Other.")
    again = notices.show("No recovery sheet yet.", standing=True)
    assert [n.text for n in notices.all] == ["Other.", "No recovery sheet yet."]
    notices.remove(first)
    assert again in notices.all


# -- status -------------------------------------------------------------------------------------
def test_running_work_is_shown_with_its_share_and_can_be_stopped(
    qtbot: QtBot, threaded_jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseapp.desktop.shell.statusbar._MOMENT", 0.0)
    bar = StatusBar(translator("en"), threaded_jobs)
    qtbot.addWidget(bar)
    bar.resize(1000, 28)
    bar.show()
    told = threading.Event()

    def work(progress: Progress) -> None:
        progress.report(62, 100, "page {n}", n=62)
        told.set()
        while True:
            progress.raise_if_cancelled()

    threaded_jobs.run(work, title="Printing", cancellable=True, kind=Kind.FREE)
    assert told.wait(5)
    qtbot.waitUntil(lambda: bar.is_busy)
    qtbot.waitUntil(lambda: "Printing: page 62" in {w.text() for w in bar.findChildren(Label)})
    assert any(w.text().startswith("62 %") for w in bar.findChildren(Label))
    qtbot.mouseClick(bar.findChild(LinkButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not bar.is_busy)
    assert threaded_jobs.running == ()


def test_quick_and_nameless_work_is_not_shown(qtbot: QtBot, threaded_jobs: Jobs) -> None:
    bar = StatusBar(translator("en"), threaded_jobs)
    qtbot.addWidget(bar)
    shown: list[bool] = []
    bar.busy_changed.connect(shown.append)
    gate = threading.Event()
    threaded_jobs.run(lambda _p: gate.wait(5))
    threaded_jobs.run(lambda _p: None, title="Quick", kind=Kind.FREE)
    qtbot.wait(250)
    gate.set()
    qtbot.waitUntil(lambda: not threaded_jobs.running)
    assert shown == []


def test_the_status_bar_says_whether_all_is_kept(qtbot: QtBot, desk: Desk) -> None:
    view = desk.view("cases")
    texts = lambda: {w.text() for w in desk.window.desk.statusbar.findChildren(Label)}  # noqa: E731
    assert "All changes kept" in texts()
    view.fail = True
    view.keep("x")
    assert "A change was not kept" in texts()
    view.fail = False
    view.keep("x")
    assert "All changes kept" in texts()


def fail_for(reason: str) -> None:
    raise UserError(reason)


# -- leaving ------------------------------------------------------------------------------------
def test_closing_keeps_what_is_being_typed(
    qtbot: QtBot, make_desk: Callable[[Jobs], Desk], threaded_jobs: Jobs
) -> None:
    desk = make_desk(threaded_jobs)
    view = desk.view("cases")
    gate = threading.Event()
    threaded_jobs.run(lambda _p: gate.wait(5), kind=Kind.WRITE)
    qtbot.keyClicks(view.field.editor, "x")
    closed: list[bool] = []
    desk.window.closed.connect(lambda: closed.append(True))
    assert not desk.window.close()
    assert desk.window.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: closed == [True])
    assert view.kept == ["xNurlan"]
    assert not desk.window.isVisible()


def test_closing_stops_for_what_could_not_be_kept_and_then_does_as_told(
    qtbot: QtBot, desk: Desk
) -> None:
    view = desk.view("cases")
    view.fail = True
    qtbot.keyClicks(view.field.editor, "x")
    assert not desk.window.close()
    assert desk.window.isVisible()
    assert view.field.text() == "xNurlan"
    assert view.isEnabled()
    notice = next(n for n in desk.window.context.notices.all if n.action)
    notice.action[1]()
    assert not desk.window.isVisible()


def test_locking_blanks_the_screen_at_once_and_waits_for_writes(
    qtbot: QtBot, make_desk: Callable[[Jobs], Desk], threaded_jobs: Jobs
) -> None:
    desk = make_desk(threaded_jobs)
    view = desk.view("cases")
    gate = threading.Event()
    threaded_jobs.run(lambda _p: gate.wait(5), kind=Kind.WRITE)
    qtbot.keyClicks(view.field.editor, "x")
    qtbot.keyClick(view.field.editor, Qt.Key.Key_L, CONTROL)
    assert not view.isVisible()
    assert desk.locked == []
    gate.set()
    qtbot.waitUntil(lambda: desk.locked == [True])
    assert view.kept == ["xNurlan"]
    assert desk.window.desk is None
    assert desk.window.context.router.current is None


def test_the_gate_fills_the_window_and_leads_to_the_desk(
    qtbot: QtBot, make_desk: Callable[[Jobs], Desk], jobs: Jobs
) -> None:
    window = make_desk(jobs).window
    pages: list[QWidget] = []

    def page(context: Context) -> QWidget:
        pages.append(Label(context.t("Passphrase")))
        return pages[-1]

    window.show_gate(page)
    assert window.desk is None
    QApplication.sendPostedEvents()
    assert pages[0].isVisible()
    assert pages[0].width() == window.width()
    window.context.jobs.run(lambda _p: fail_for("The folder is gone."))
    assert window.findChild(NoticeLine).isVisible()
    window.set_language("ru")
    QApplication.sendPostedEvents()
    assert not any(line.isVisible() for line in window.findChildren(NoticeLine))
    assert pages[-1].isVisible()
    assert len(pages) == 2
    window.show_desk(SPEC, lambda: None)
    assert window.desk is not None
    assert window.context.router.current == Place("cases")
    assert not window.context.router.can_back


def test_what_is_typed_is_kept_in_the_place_that_is_left_though_one_view_shows_both(
    make_desk: Callable[[Jobs], Desk], jobs: Jobs, qtbot: QtBot
) -> None:
    desk = make_desk(jobs)
    window = desk.window
    places = ViewSpec(name="case", label="Case", icon="folder", create=PlacesView, within="cases")
    window.show_desk(replace(SPEC, views=(SPEC.views[0], places, SPEC.views[2])), lambda: None)
    router = window.context.router
    router.go("case", "A")
    router.go("case", "B")
    view = desk.view("case")
    view.field.setFocus()
    qtbot.keyClicks(view.field.editor, " B.")
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert view.opened[-1] == "A"
    view.field.commit()
    assert view.kept == ["B:  B.Nurlan"]
