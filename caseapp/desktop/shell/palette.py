"""The palette: one field for persons in any script and for things to do, over everything.

A child of the desk that dims it, no dialog. What is found comes from a callable of the
composition root and runs as a job; things to do are matched here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.hits import Found, ReadNames, Search
from caseapp.desktop.shell.palette_rows import Heading, More, PaletteList, Row, spoken
from caseapp.desktop.widgets import KeyHint, Label, Line, Mark, Surface, paint
from caseapp.i18n import Translator

WIDTH, TOP = 680, 88
_WAIT_MS = 60
_FIELD_HEIGHT, _FOOT_HEIGHT = 56, 36
_COMMANDS_BESIDE_HITS = 6
_MEANT_FROM = 4
"""Letters with which a command must begin before it is taken for what is wanted."""


class Offers(Protocol):
    """What can be done, asked each time the words change; all on the GUI thread."""

    def here(self) -> Sequence[Command]:
        """In the view that is open."""

    def anywhere(self) -> Sequence[Command]:
        """In every view."""

    def with_words(self, words: str) -> Sequence[Command]:
        """With what was typed: a new intake for it."""


class Palette(QWidget):
    """`chosen(view, argument)` for what was found, `closed()` when it went without a choice."""

    chosen = Signal(str, object)
    closed = Signal()

    def __init__(
        self, t: Translator, jobs: Jobs, search: Search | None, offers: Offers, parent: QWidget,
        names: ReadNames | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._t, self._jobs, self._search, self._offers = t, jobs, search, offers
        self._names, self._reads = names, False
        self._found = Found()
        self._answered = ""
        self._only = ""
        self._choose_when_answered = False
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self._panel = Surface("panel", self)
        self.field = _Field(self._panel)
        self.list = PaletteList(t("Found"))
        self._build()
        parent.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        t = self._t
        self.setAccessibleName(t("Search everything, or find something to do"))
        self.field.setAccessibleName(t("Search everything"))
        self.field.setPlaceholderText(t("Search everything – any script"))
        self.field.textEdited.connect(self._typed)
        self.field.pressed.connect(self._key)
        self.list.clicked.connect(self._clicked)
        self._say = Label("", "caption", elide=True)
        self._say.setObjectName("palette-count")
        self._hint = Label(t("Any script finds every spelling."), "caption", elide=True)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(12)
        head.addWidget(Mark("search", "ink2", 20))
        head.addWidget(self.field, 1)
        head.addWidget(self._say)
        head.addWidget(KeyHint("Esc"))
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 0, 16, 0)
        foot.setSpacing(16)
        foot.addWidget(self._hint, 1)
        foot.addWidget(KeyHint("↑↓", t("choose")))
        foot.addWidget(KeyHint("Return", t("open")))
        foot.addWidget(KeyHint(">", t("commands only")))
        self._foot.setFixedHeight(_FOOT_HEIGHT)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        top = QWidget()
        top.setLayout(head)
        top.setFixedHeight(_FIELD_HEIGHT)
        column.addWidget(top)
        column.addWidget(Line())
        column.addSpacing(4)
        column.addWidget(self.list, 1)
        column.addSpacing(4)
        column.addWidget(Line())
        column.addWidget(self._foot)

    # -- opening and closing -------------------------------------------------------------------
    def open(self, words: str = "") -> None:
        """Show it over the desk, with `words` typed already."""
        self.field.setText(words)
        self._only = ""
        self._fill()
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()
        self.field.setAlignment(paint.leading(self.layoutDirection()))
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.deselect()
        self.field.end(False)
        self._ask()
        if not self._asks_store():
            self._begin_reading()

    def close_palette(self) -> None:
        """Go away and forget the words."""
        self._timer.stop()
        self._choose_when_answered = False
        self.hide()
        self.field.clear()
        self._found, self._answered = Found(), ""

    def _leave(self) -> None:
        self.close_palette()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.parentWidget().rect())
            self._fit()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self._leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        dim = theme.colour("shadow")
        dim.setAlphaF(0.32)
        QPainter(self).fillRect(self.rect(), dim)

    # -- asking ------------------------------------------------------------------------------
    def _words(self) -> str:
        return " ".join(self.field.text().split())

    def _typed(self, _text: str) -> None:
        self._only = ""
        self._choose_when_answered = False
        self._timer.start()

    def _asks_store(self) -> bool:
        words = self._words()
        return self._search is not None and bool(words) and not words.startswith(">")

    def _is_answered(self) -> bool:
        return not self._asks_store() or self._answered == self._question()

    def _question(self) -> str:
        return f"{self._only}\n{self._words()}"

    def _ask(self) -> None:
        self._timer.stop()
        if not self._asks_store() or self._search is None:
            self._found, self._answered = Found(), ""
            self._fill()
            return
        search, words, only, question = self._search, self._words(), self._only, self._question()

        def answer(found: Found) -> None:
            if question != self._question() or not self.isVisible():
                return
            self._found, self._answered = found, question
            self._fill()
            self._read_names()
            if self._choose_when_answered:
                self._choose(self.list.current())

        self._jobs.run(
            lambda progress: search(words, only, progress), answer, owner=self, latest="search"
        )

    def _read_names(self) -> None:
        """Of a large vault, in steps of their own: what is spelled as typed is shown already."""
        if self._found.by_ear is None:
            self._begin_reading()

    def _begin_reading(self) -> None:
        """Also before the first letter: with a small vault the names are there when it comes."""
        if self._names is not None and not self._reads:
            self._reads = True
            self._read_next()

    def _read_next(self) -> None:
        self._jobs.run(self._names, self._read_some, self._reading_failed, owner=self)

    def _read_some(self, progress: tuple[int, int] | None) -> None:
        if progress is not None:
            self._say_hint(progress)
            self._read_next()
            return
        self._reads = False
        if self.isVisible() and self._found.by_ear is None:
            self._ask()

    def _reading_failed(self, error: Exception) -> None:
        self._reads = False
        self._jobs.failed.emit(error)

    # -- showing -----------------------------------------------------------------------------
    def _say_hint(self, read: tuple[int, int] | None = None) -> None:
        t, words = self._t, self._t("Any script finds every spelling.")
        if self._found.by_ear is False:
            words = t("Only as spelled: names are not searched across scripts.")
        elif self._found.by_ear is None:
            done, total = read or (0, 1)
            percent = min(99, 100 * done // max(1, total))
            words = t("Names in other scripts are being read: {n} %", n=percent)
        self._hint.setText(words)

    def _fill(self) -> None:
        self._say_hint()
        self.list.show_rows(self._rows())
        self._say.setText(self._count())
        self._say.setVisible(bool(self._say.text()))
        self._fit()
        self._announce()

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        for group in self._found.groups:
            rows.append(Heading(group.words))
            rows += group.hits
            if group.total > len(group.hits):
                rows.append(
                    More(group.all_words, group.code, group.all_view, group.all_argument)
                )  # fmt: skip
        if self._only:
            return rows
        return rows + self._things_to_do(beside_hits=bool(rows))

    def _things_to_do(self, *, beside_hits: bool) -> list[Row]:
        t, typed = self._t, self._words()
        wanted = typed.lstrip("> ").casefold().split()

        def fits(command: Command) -> bool:
            said = f"{command.words} {command.also}".casefold()
            return all(word in said for word in wanted)

        here = [command for command in self._offers.here() if fits(command)]
        anywhere = [command for command in self._offers.anywhere() if fits(command)]
        rows: list[Row] = []
        if not typed or typed.startswith(">"):
            rows += [Heading(t("In this view")), *here] if here else []
            return rows + ([Heading(t("Do")), *anywhere] if anywhere else [])
        made = list(self._offers.with_words(typed))
        listed = [*here, *anywhere]
        # Who types a command's own words wants it, and no record that is called so.
        begun = " ".join(wanted)
        meant = [command for command in listed if len(begun) >= _MEANT_FROM
                 and command.words.casefold().startswith(begun)]  # fmt: skip
        others = [command for command in listed if command not in meant]
        if beside_hits:
            others = others[: max(0, _COMMANDS_BESIDE_HITS - len(meant))]
        listed = [*meant, *made, *others]
        return [Heading(t("Do")), *listed] if listed else []

    def _count(self) -> str:
        if not self._asks_store() or not self._is_answered():
            return ""
        t, total = self._t, self._found.total
        if not total:
            return t("Nothing found")
        if self._found.at_least:
            found = t("more than {n} found", n=total)
        else:
            found = t.plural("{n} found", "{n} found", total)
        return t("{found} · {n} ms", found=found, n=max(1, round(self._found.seconds * 1000)))

    def _fit(self) -> None:
        whole = self.rect()
        compact = whole.width() < theme.COMPACT_BELOW
        margin = theme.GRID if compact else 2 * theme.GRID
        top = margin if compact or whole.height() < 560 else TOP
        self._foot.setVisible(whole.height() >= 300)
        self._hint.setVisible(not compact)
        width = min(WIDTH, whole.width() - 2 * margin)
        fixed = _FIELD_HEIGHT + _FOOT_HEIGHT + 12
        height = min(self.list.wanted_height() + fixed, whole.height() - top - margin)
        self._panel.setGeometry(
            QRect((whole.width() - width) // 2, top, width, max(height, fixed + 4))
        )

    def _announce(self) -> None:
        """Tell a screen reader where the person is while the field keeps the keyboard."""
        row = self.list.current()
        said = ", ".join(p for p in (self._count(), spoken(row) if row else "") if p)
        self.field.setAccessibleDescription(said)
        if said and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))

    # -- choosing ----------------------------------------------------------------------------
    def _key(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
            Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1,
            Qt.Key.Key_PageDown: self.list.page(), Qt.Key.Key_PageUp: -self.list.page(),
        }  # fmt: skip
        if key in steps:
            self.list.move(steps[Qt.Key(key)])
            self._announce()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            self._run_by_key(QKeySequence(event.keyCombination()))

    def _enter(self) -> None:
        """What is seen may be the answer to fewer letters: then wait for the right one."""
        if self._is_answered() and not self._timer.isActive():
            self._choose(self.list.current())
        else:
            self._choose_when_answered = True
            self._ask()

    def _run_by_key(self, pressed: QKeySequence) -> None:
        commands = [row for row in self.list.rows() if isinstance(row, Command) and row.key]
        for command in commands:
            if QKeySequence(command.key) == pressed:
                self._choose(command)
                return

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(self.list.row_at(index))

    def _choose(self, row: Row | None) -> None:
        if isinstance(row, More) and not row.view:
            self._only = row.code
            self._choose_when_answered = False
            self._ask()
            return
        if row is None or isinstance(row, Heading):
            return
        self.close_palette()
        if isinstance(row, Command):
            self.closed.emit()
            row.run()
        else:
            self.chosen.emit(row.view, row.argument)


class _Field(QLineEdit):
    """The palette's input; it hands every key that is no typing to `pressed(QKeyEvent)`."""

    pressed = Signal(QKeyEvent)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "palette")
        self.setFont(theme.font(theme.TITLE))
        self.setMaxLength(500)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Nothing beneath may hear a key meant for the palette; locking always works.
            event.setAccepted(not _locks(event))
            return True
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and event.key() in tabs:
            self.pressed.emit(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        moves = (
            Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp,
            Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape,
        )  # fmt: skip
        if event.key() in moves:
            self.pressed.emit(event)
            return
        super().keyPressEvent(event)
        if held and not event.isAccepted():
            self.pressed.emit(event)


def _locks(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+L")
