"""The palette: what is found while typing, things to do, and that no stale answer is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from caseapp.desktop import theme
from caseapp.desktop.changes import Changes
from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.desk import DeskSpec
from caseapp.desktop.shell.hits import Found, Hit, HitGroup
from caseapp.desktop.shell.palette import Palette
from caseapp.desktop.shell.palette_rows import Heading, More, spoken
from caseapp.desktop.shell.router import Place
from caseapp.desktop.shell.view import View, ViewSpec
from caseapp.desktop.window import Window
from caseapp.system.progress import Progress

CONTROL = Qt.KeyboardModifier.ControlModifier
ran: list[str] = []


class ListView(View):
    """A view with a field and a thing to do."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.edit = QLineEdit()
        QVBoxLayout(self).addWidget(self.edit)

    def commands(self) -> list[Command]:
        return [Command("Print the list", lambda: ran.append("print"), "printer", "Ctrl+P")]


def found(words: str, only: str, _progress: Progress) -> Found:
    if words == "zzz":
        return Found()
    best = (
        Hit("Нұрлан", "case", 412, detail="CF-0412", kind="Sentenced", icon="gavel",
            marks=((0, 3),)),
        Hit(f"<b>{words}</b>", "case", 7),
    )  # fmt: skip
    quote = Hit("had seen Nurlan there", "source", (1, 2), is_quote=True, kind="Excerpt")
    if only:
        return Found((HitGroup("excerpt", "Excerpts", (quote,) * 30, 30),))
    return Found(
        (
            HitGroup("detainee", "Cases", best, 214, all_words="All 214 in Cases",
                     all_view="cases", all_argument=words),
            HitGroup("excerpt", "Excerpts", (quote,), 30, all_words="All 30 excerpts"),
        ),
        0.004,
    )  # fmt: skip


def spec(**more: object) -> DeskSpec:
    return DeskSpec(
        **{
            "views": (
                ViewSpec(name="cases", label="Cases", icon="folder", create=ListView),
                ViewSpec(name="case", label="Case", icon="folder", create=View, within="cases"),
                ViewSpec(name="source", label="Source", icon="quote", create=View, hidden=True),
                ViewSpec(name="appeals", label="Appeals", icon="mail", create=View),
            ),
            "vault_name": "Office", "start": "cases", "search": found,
            "with_words": lambda _context, words: [
                Command(f"New intake for “{words}”", lambda: ran.append(words), "plus", "Ctrl+N")
            ],
            **more,
        }
    )  # fmt: skip


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[..., Window]]:
    made: list[Window] = []
    appearance = theme.Appearance(qapp, "light")
    ran.clear()

    def make(jobs: Jobs, language: str = "en", **more: object) -> Window:
        window = Window(language=language, jobs=jobs, changes=Changes(), appearance=appearance)
        made.append(window)
        window.show_desk(spec(**more), lambda: None)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield make
    for window in made:
        window._gone = True
        window.close()
        window.deleteLater()
    appearance.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window: Callable[..., Window], jobs: Jobs) -> Window:
    return open_window(jobs)


def palette_of(qtbot: QtBot, window: Window, typed: str = "") -> Palette:
    """Open the palette by its key and type."""
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.desk.palette_sheet
    assert palette.isVisible()
    assert palette.field.hasFocus()
    if typed:
        qtbot.keyClicks(palette.field, typed)
        qtbot.waitUntil(palette._is_answered)
        qtbot.waitUntil(lambda: not palette._timer.isActive())
    return palette


def said(palette: Palette) -> list[str]:
    return [spoken(row) for row in palette.list.rows()]


def test_hits_stand_in_groups_with_their_number_and_the_time(qtbot: QtBot, window: Window) -> None:
    palette = palette_of(qtbot, window, "nur")
    assert said(palette) == [
        "Cases", "Нұрлан, CF-0412, Sentenced", "<b>nur</b>", "All 214 in Cases",
        "Excerpts", "had seen Nurlan there, Excerpt", "All 30 excerpts",
        "Do", "New intake for “nur”, Ctrl N",
    ]  # fmt: skip
    assert palette._say.text() == "244 found · 4 ms"
    assert palette.field.accessibleDescription() == "244 found · 4 ms, Нұрлан, CF-0412, Sentenced"


def test_arrows_and_enter_lead_to_what_was_found(qtbot: QtBot, window: Window) -> None:
    palette = palette_of(qtbot, window, "nur")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.context.router.current == Place("case", 412)
    assert not palette.isVisible()
    assert palette.field.text() == ""


def test_the_current_row_skips_headings_and_stays_within_the_list(
    qtbot: QtBot, window: Window
) -> None:
    palette = palette_of(qtbot, window, "nur")
    seen = []
    for _ in range(9):
        seen.append(palette.list.current())
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert not any(isinstance(row, Heading) for row in seen)
    assert spoken(palette.list.current()) == "New intake for “nur”, Ctrl N"
    qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert spoken(palette.list.current()) == "Нұрлан, CF-0412, Sentenced"


def test_all_of_a_group_opens_its_list_or_is_shown_here(qtbot: QtBot, window: Window) -> None:
    palette = palette_of(qtbot, window, "nur")
    more = [row for row in palette.list.rows() if isinstance(row, More)]
    palette._choose(more[1])
    assert said(palette)[0] == "Excerpts"
    assert len(said(palette)) == 31
    palette._choose(more[0])
    assert window.context.router.current == Place("cases", "nur")


def test_without_words_the_view_and_the_shell_offer_what_can_be_done(
    qtbot: QtBot, window: Window
) -> None:
    palette = palette_of(qtbot, window)
    assert said(palette)[:3] == ["In this view", "Print the list, Ctrl P", "Do"]
    assert {"Go to Appeals, Ctrl 2", "Lock the vault, Ctrl L"} <= set(said(palette))
    qtbot.keyClick(palette.field, Qt.Key.Key_P, CONTROL)
    assert ran == ["print"]


def test_a_greater_sign_offers_commands_alone(qtbot: QtBot, window: Window) -> None:
    palette = palette_of(qtbot, window, "> app to")
    assert said(palette) == ["Do", "Go to Appeals, Ctrl 2"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.context.router.current == Place("appeals")


def test_what_was_typed_can_begin_an_intake_when_nobody_is_found(
    qtbot: QtBot, window: Window
) -> None:
    palette = palette_of(qtbot, window, "zzz")
    assert palette._say.text() == "Nothing found"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == ["zzz"]


def test_the_words_of_a_command_come_before_a_new_intake_called_like_it(
    qtbot: QtBot, window: Window
) -> None:
    palette = palette_of(qtbot, window, "print the")
    command = "Print the list, Ctrl P"
    assert said(palette)[-2:] == [command, "New intake for “print the”, Ctrl N"]
    palette.field.selectAll()
    qtbot.keyClicks(palette.field, "the list")
    qtbot.waitUntil(palette._is_answered)
    assert said(palette)[-2:] == ["New intake for “the list”, Ctrl N", command]


def test_escape_and_a_click_beside_it_give_the_keyboard_back(qtbot: QtBot, window: Window) -> None:
    edit = window.desk.current_view().edit
    palette = palette_of(qtbot, window)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert edit.hasFocus()
    palette = palette_of(qtbot, window)
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(5, 700))
    assert not palette.isVisible()


def test_a_letter_on_the_field_in_the_top_bar_is_the_first_one_typed(
    qtbot: QtBot, window: Window
) -> None:
    window.desk.topbar.field.setFocus()
    qtbot.keyClick(window.desk.topbar.field, Qt.Key.Key_N)
    palette = window.desk.palette_sheet
    assert palette.isVisible()
    qtbot.keyClicks(palette.field, "ur")
    assert palette.field.text().lower() == "nur"


def test_keys_of_the_view_beneath_are_not_heard(qtbot: QtBot, window: Window) -> None:
    palette = palette_of(qtbot, window)
    qtbot.keyClick(palette.field, Qt.Key.Key_2, CONTROL)
    assert window.context.router.current == Place("appeals")
    window.context.router.go("cases")
    palette = palette_of(qtbot, window, "nur")
    qtbot.keyClick(palette.field, Qt.Key.Key_P, CONTROL)
    assert ran == []


def test_enter_waits_for_the_answer_to_what_was_typed_last(
    qtbot: QtBot, open_window: Callable[..., Window], threaded_jobs: Jobs
) -> None:
    gate = Event()

    def slow(words: str, _only: str, _progress: Progress) -> Found:
        if words != "n":
            gate.wait(5)
        return Found((HitGroup("detainee", "Cases", (Hit(words, "case", words),), 1),))

    window = open_window(threaded_jobs, search=slow)
    palette = palette_of(qtbot, window, "n")
    assert said(palette)[1] == "n"
    qtbot.keyClicks(palette.field, "ur")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: window.context.router.current == Place("case", "nur"))


@pytest.mark.parametrize("language", ["en", "kk_Arab"])
def test_the_palette_fits_a_small_window_in_both_directions(
    qtbot: QtBot, open_window: Callable[..., Window], jobs: Jobs, language: str
) -> None:
    window = open_window(jobs, language)
    window.resize(683, 384)
    palette = palette_of(qtbot, window, "nur")
    inside = palette._panel.geometry()
    assert palette.rect().contains(inside)
    assert palette.list.height() > 200
    palette.list.move(20)
    row = palette.list.visualRect(palette.list.currentIndex())
    assert palette.list.viewport().rect().contains(row)


def test_names_of_a_large_vault_are_read_meanwhile_and_then_it_asks_again(
    open_window: Callable[..., Window], jobs: Jobs, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def search(words: str, only: str, progress: Progress) -> Found:
        asked.append(words)
        heard = Hit("Нұрлан", "case", 1, reason="sounds like Нұрлан")
        if len(asked) == 1:
            return Found(found(words, only, progress).groups, by_ear=None)
        return Found((HitGroup("detainee", "Cases", (heard,), 1),))

    window = open_window(jobs, search=search, names=lambda _progress: None)
    palette = palette_of(qtbot, window, "nurlan")
    qtbot.waitUntil(lambda: len(asked) == 2)
    (hit,) = [row for row in palette.list.rows() if isinstance(row, Hit)]
    assert spoken(hit) == "Нұрлан, sounds like Нұрлан"
    assert palette._hint.text() == "Any script finds every spelling."
    palette._found = Found(by_ear=None)
    palette._say_hint((20, 80))
    assert palette._hint.text() == "Names in other scripts are being read: 25 %"
    palette._found = Found(by_ear=False)
    palette._say_hint()
    assert palette._hint.text() == "Only as spelled: names are not searched across scripts."
