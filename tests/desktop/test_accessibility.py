"""Walks every view of the real program with the accessibility interface and the keyboard.

A new view is covered as soon as it is registered: what is checked comes from `view_specs`.
"""

from __future__ import annotations

import math
import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from caseapp.bootstrap import Program
from caseapp.bootstrap.views import view_specs
from caseapp.desktop import theme
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import IconButton, Label, Timeline
from caseapp.desktop.widgets.charts import Chart
from caseapp.desktop.widgets.kin_graph import KinGraph
from caseapp.i18n import Translator, translator
from caseapp.store.records import Appeal, Contact, Detainee, Record, Source
from caseapp.store.vault import Vault
from caseapp.system.paths import Paths
from tests.desktop.conftest import InlineJobs
from tests.desktop.vaults import CHEAP, PASSPHRASE, sample_copy

LAPTOP, SMALL = QSize(1366, 768), QSize(683, 384)
ABOUT: dict[str, type[Record]] = {
    "case": Detainee, "family": Detainee, "contact": Contact, "source": Source, "appeal": Appeal,
}  # fmt: skip
"""What a view is about that needs a record; any other view opens without one."""

VIEWS = [spec.name for spec in view_specs(None)]
INPUTS = (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit)
CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, *INPUTS)
ROLES = {
    QCheckBox: {QAccessible.Role.CheckBox},
    QPushButton: {
        QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton,
        QAccessible.Role.ButtonMenu,
    },
    QLineEdit: {QAccessible.Role.EditableText},
    QPlainTextEdit: {QAccessible.Role.EditableText, QAccessible.Role.Document},
    QTextEdit: {QAccessible.Role.EditableText, QAccessible.Role.Document},
    QComboBox: {QAccessible.Role.ComboBox},
    QAbstractItemView: {
        QAccessible.Role.List, QAccessible.Role.Table, QAccessible.Role.Tree,
    },
}  # fmt: skip


class Longer(Translator):
    """Makes every word of the screen 60 % longer, as Russian and Kazakh often are."""

    def __call__(self, message: str, /, **params: object) -> str:
        return longer(super().__call__(message, **params))

    def plural(self, one: str, many: str, n: int, /, **params: object) -> str:
        return longer(super().plural(one, many, n, **params))


def longer(text: str) -> str:
    return re.sub(r"[^\W\d_]{2,}", lambda m: m[0] + "o" * math.ceil(0.6 * len(m[0])), text)


@dataclass
class Walk:
    """The program with the sample open."""

    program: Program
    vault: Vault

    def go(self, name: str, size: QSize = LAPTOP) -> View:
        """Open a view in a window of a size, and wait until it is drawn."""
        window = self.program.window
        window.resize(size)
        kind = ABOUT.get(name)
        argument = self.vault.all(kind)[-1].id if kind is not None else None
        window.context.router.go(name, argument)
        view = window.desk.view(name)
        assert window.desk.current_view() is view
        wait_until_laid_out(view)
        return view


def wait_until_laid_out(view: View) -> None:
    """Lines that wrap need several passes; on a busy machine these take their time."""
    before: list[QRect] = []
    for _ in range(100):
        QTest.qWait(20)
        now = [widget.geometry() for widget in view.findChildren(QWidget)]
        if now == before:
            return
        before = now
    raise AssertionError("the view does not come to rest")


def start(app: QApplication, folder: Path) -> Walk:
    jobs = InlineJobs()
    paths = Paths(config=folder / "config", logs=folder / "logs", vaults=folder / "vaults")
    program = Program(app, paths, None, jobs=jobs, cost=CHEAP, quit_app=lambda: None)
    program.window.set_appearance("light")
    vault = Vault.open(sample_copy(folder), PASSPHRASE)
    program.opened(vault)
    return Walk(program, vault)


def end(walk: Walk) -> None:
    walk.program.window.hide()
    walk.program.end()
    walk.program.window._appearance.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module")
def usual(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    hooks = sys.excepthook, threading.excepthook
    made = start(qapp, tmp_path_factory.mktemp("usual"))
    yield made
    end(made)
    sys.excepthook, threading.excepthook = hooks


@pytest.fixture(scope="module")
def lengthened(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    hooks = sys.excepthook, threading.excepthook
    made = start(qapp, tmp_path_factory.mktemp("long"))
    made.program.window._translate = lambda code: Longer(code, translator(code)._catalogue)
    made.program.window.set_language("en")
    yield made
    end(made)
    sys.excepthook, threading.excepthook = hooks


def on_screen(walk: Walk) -> Walk:
    walk.program.window.show()
    walk.program.window.activateWindow()
    assert QTest.qWaitForWindowActive(walk.program.window, 5000)
    return walk


@pytest.fixture
def walk(usual: Walk) -> Walk:
    return on_screen(usual)


@pytest.fixture
def in_long_words(lengthened: Walk) -> Walk:
    """The same in words that are 60 % longer."""
    return on_screen(lengthened)


# -- what there is to check ---------------------------------------------------------------------
def shown(view: QWidget) -> list[QWidget]:
    return [w for w in view.findChildren(QWidget) if w.isVisible()]


def is_inner(widget: QWidget) -> bool:
    """A part of Qt's own inside a control: a scroll bar, a viewport, the line of a combo box."""
    name = widget.objectName()
    parent = widget.parentWidget()
    return (
        name.startswith("qt_")
        or isinstance(widget, QScrollBar)
        or isinstance(parent, QComboBox | QLineEdit)
        or (isinstance(parent, QAbstractItemView) and not isinstance(widget, CONTROLS))
    )


def controls(view: QWidget) -> list[QWidget]:
    """Everything that a person can press, type into or move through."""
    found = []
    for widget in shown(view):
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        plain = isinstance(widget, QAbstractScrollArea | QLabel) and not takes_tab
        if (
            is_inner(widget)
            or isinstance(widget, QHeaderView)
            or (plain and not isinstance(widget, QAbstractItemView))
        ):
            continue
        if takes_tab or isinstance(widget, CONTROLS):
            found.append(widget)
    return found


def called(widget: QWidget) -> str:
    """A control as a failure names it."""
    name = widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {name!r}"


def told(faults: Sequence[str]) -> None:
    assert not faults, "\n" + "\n".join(dict.fromkeys(faults))


# -- names, roles, tooltips, sizes --------------------------------------------------------------
def test_every_control_has_a_name_a_sensible_role_a_tooltip_if_bare_and_room_for_a_finger(
    walk: Walk,
) -> None:
    told(
        [
            f"{name}: {fault}"
            for name in VIEWS
            for widget in controls(walk.go(name))
            for fault in faults_of(widget)
        ]
    )


def faults_of(widget: QWidget) -> Iterator[str]:
    reader = QAccessible.queryAccessibleInterface(widget)
    if reader is None or not reader.text(QAccessible.Text.Name).strip():
        yield f"without a name: {called(widget)} in {called(widget.parentWidget())}"
        return
    roles = next((roles for kind, roles in ROLES.items() if isinstance(widget, kind)), None)
    if roles is not None and reader.role() not in roles:
        yield f"role {reader.role().name}: {called(widget)}"
    if isinstance(widget, IconButton) and not widget.toolTip():
        yield f"no tooltip: {called(widget)}"
    least = min(widget.width(), widget.height())
    button = isinstance(widget, QAbstractButton) and not stands_on_a_scale(widget)
    if (button or isinstance(widget, INPUTS)) and least < theme.SMALL_CONTROL:
        yield f"{widget.width()} × {widget.height()}: {called(widget)}"


def stands_on_a_scale(widget: QWidget) -> bool:
    """Where and how large it is drawn is what it says (WCAG 2.2, 2.5.8: essential)."""
    return isinstance(widget.parentWidget(), Timeline | Chart)


# -- keyboard -----------------------------------------------------------------------------------
def test_tab_visits_each_control_in_reading_order_comes_round_and_is_seen(walk: Walk) -> None:
    told([f"{name}: {fault}" for name in VIEWS for fault in faults_of_keyboard(walk, name)])


def faults_of_keyboard(walk: Walk, name: str) -> list[str]:
    view = walk.go(name)
    window = walk.program.window
    wanted = [
        w for w in controls(view)
        if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
    ]  # fmt: skip
    places = {w: QRect(w.mapTo(view, QPoint()), w.size()) for w in wanted}
    seen, unseen = tab_round(window, len(wanted) + 100)
    faults = [f"never reached: {called(w)}" for w in wanted if not reached(w, seen)]
    faults += [f"focus not seen: {called(w)}" for w in unseen]
    for before, after in pairwise(seen):
        one, other = places.get(before), places.get(after)
        if one and other and other.bottom() < one.top() and other.right() < one.left():
            faults.append(f"back up from {called(before)} to {called(after)}")
    return faults


def tab_round(window: QWidget, most: int) -> tuple[list[QWidget], list[QWidget]]:
    """Every stop of one round of Tab, and those that look the same with and without focus."""
    seen: list[QWidget] = []
    unseen = []
    assert window.focusWidget() is not None, "nothing has the keyboard"
    while len(seen) < most:
        stop = window.focusWidget()
        if stop in seen:
            return seen, unseen
        seen.append(stop)
        focused = stop.grab().toImage()
        QTest.keyClick(stop, Qt.Key.Key_Tab)
        if window.focusWidget() is stop:
            pytest.fail(f"Tab stays at {called(stop)}")
        if isValid(stop) and stop.isVisible() and stop.grab().toImage() == focused:
            unseen.append(stop)
    pytest.fail(f"Tab does not come round; it was last at {called(seen[-1])}")


def test_no_key_means_two_things_at_once(walk: Walk) -> None:
    """Qt does nothing at all for a key that two parts of a window claim."""
    told([f"{name}: {fault}" for name in VIEWS for fault in faults_of_keys(walk, name)])


def faults_of_keys(walk: Walk, name: str) -> list[str]:
    walk.go(name)
    window = walk.program.window
    claimed: dict[str, list[str]] = {}
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        everywhere = shortcut.context() == Qt.ShortcutContext.WindowShortcut
        if everywhere and isinstance(owner, QWidget) and owner.isVisible() and owner.isEnabled():
            claimed.setdefault(shortcut.key().toString(), []).append(called(owner))
    for action in window.findChildren(QAction):
        owners = [w for w in action.associatedObjects() if isinstance(w, QWidget)]
        everywhere = action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
        if everywhere and action.isEnabled() and any(w.isVisible() for w in owners):
            for key in action.shortcuts():
                claimed.setdefault(key.toString(), []).append(action.text() or called(owners[0]))
    return [
        f"{key}: {' and '.join(owners)}" for key, owners in claimed.items()
        if key and len(owners) > 1
    ]  # fmt: skip


def reached(widget: QWidget, seen: Sequence[QWidget]) -> bool:
    """Of buttons of which one is chosen, Tab reaches the chosen one and arrows the others."""
    if widget in seen:
        return True
    if not isinstance(widget, QAbstractButton) or widget.group() is None:
        return False
    return any(other in seen for other in widget.group().buttons())


# -- small windows and long words -----------------------------------------------------------------
def test_nothing_is_cut_off_in_a_small_window_with_long_words(in_long_words: Walk) -> None:
    told([f"{name}: {fault}" for name in VIEWS for fault in faults_of_room(in_long_words, name)])


def faults_of_room(walk: Walk, name: str) -> list[str]:
    view = walk.go(name, SMALL)
    window = walk.program.window
    faults = [] if window.size() == SMALL else ["the view does not fit a small window"]
    for widget in [*shown(view), *shown(window.desk.sidebar), *shown(window.desk.topbar)]:
        if is_inner(widget) or not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            continue
        faults += list(cut_off(widget))
    return faults


def cut_off(widget: QWidget) -> Iterator[str]:
    frame, place = room_of(widget)
    if isinstance(widget.parentWidget(), KinGraph):
        return  # a drawing of any size is scrolled; the keyboard brings each person into sight
    if place.left() < frame.left() - 1 or place.right() > frame.right() + 1:
        yield f"sticks out at the side: {called(widget)} {text_of(widget)!r}"
    if isinstance(widget, Label):
        if widget.is_cut() and not widget.toolTip():
            yield f"cut without a tooltip: {widget.text()!r}"
        wraps = widget.wordWrap() and widget.text()
        if wraps and widget.height() + 1 < widget.heightForWidth(widget.width()):
            yield f"lines are cut: {widget.text()!r}"
    elif isinstance(widget, QAbstractButton):
        narrow = widget.width() < widget.minimumSizeHint().width()
        if narrow and text_of(widget) and not widget.toolTip():
            yield f"cut without a tooltip: {called(widget)}"


def text_of(widget: QWidget) -> str:
    read: Callable[[], str] = getattr(widget, "text", lambda: "")
    return read()


def room_of(widget: QWidget) -> tuple[QRect, QRect]:
    """The nearest frame that cuts off what sticks out, and the widget's place in it."""
    frame = widget.parentWidget()
    while frame.parentWidget() is not None and not isinstance(
        frame.parentWidget(), QAbstractScrollArea
    ):
        frame = frame.parentWidget()
    place = QRect(widget.mapTo(frame, QPoint()), widget.size())
    return frame.rect(), place
