"""What every section of the library is made with: a desk of tools, a list and what it leads to.

Knows no kind of record; a section brings its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from babel import Locale, UnknownLocaleError
from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.forms.editing import RecordEditor
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import FlowLayout, Label, Line, LinkButton, Mark, Segments, paint
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.i18n import LANGUAGES, Translator
from caseapp.store.history import Action
from caseapp.store.records import Record
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

LIST_WIDTH = 320
LINE_HEIGHT = 48
T = TypeVar("T")

OWN_NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша", "zh_Hans": "中文"}
"""Each language by its own name."""


@dataclass(frozen=True)
class Desk:
    """What sections work with. `owner` is the view, `origin` marks its writes."""

    context: Context
    vault: Vault
    words: RecordWords
    editor: RecordEditor
    owner: QObject

    @property
    def t(self) -> Translator:
        return self.context.t

    def load(self, work: Callable[[Vault], T], then: Callable[[T], None], latest: str) -> None:
        """Read off the GUI thread; an older answer of the same `latest` is dropped."""
        vault = self.vault
        self.context.jobs.run(lambda _progress: work(vault), then, owner=self.owner, latest=latest)

    def save(
        self,
        make: Callable[[Vault], Sequence[Record]],
        action: Action,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Write what `make` gives on the database worker, as one action; nothing for none."""
        vault = self.vault

        def work(_progress: Progress) -> ChangeSet:
            records = make(vault)
            return vault.save(*records, action=action) if records else ChangeSet()

        self.editor.run(work, failed or self.tell)

    def trash(self, kind: type[Record], record_id: UUID, action: Action) -> None:
        self.editor.trash(kind, record_id, action)

    def tell(self, sentence: str) -> None:
        """An error that belongs to no field."""
        self.context.notices.show(sentence, tone="danger")


class Section(QWidget):
    """One section. `KINDS` are the tables whose changes it is loaded again after."""

    KINDS: frozenset[str] = frozenset()
    counted = Signal(str)
    """The number that stands beside the section's name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t

    def reload(self) -> None:
        """Read everything again; what is being typed stays."""
        raise NotImplementedError

    def go_to(self, argument: object) -> None:
        """Show one thing of the section."""

    def commit(self) -> None:
        """Keep what stands typed, as leaving each field would."""

    def set_compact(self, compact: bool) -> None:
        """Narrower than 1000 logical pixels."""

    def focus_first(self) -> None:
        """Put the keyboard where work starts."""


class Split(QWidget):
    """A list and what is chosen in it: beside each other, or one at a time where it is narrow."""

    def __init__(
        self,
        back: str,
        side: ListSide,
        detail: QWidget,
        *,
        scrolls: bool = True,
        width: int = LIST_WIDTH,
    ) -> None:
        """`back` leads from what is chosen back to the list; `scrolls`: the detail may be long.

        `width` is the list's beside the detail, in logical pixels.
        """
        super().__init__()
        self._width = width
        self._compact = self._detail_shown = False
        self._side = side
        self._line = Line("v")
        self._back = LinkButton(back, icon="arrow-left", on_click=self.show_list)
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(theme.COLUMN_MARGIN, 0, theme.COLUMN_MARGIN, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._back, alignment=Qt.AlignmentFlag.AlignLeading)
        column.addWidget(scroll_area(detail) if scrolls else detail, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._line)
        row.addWidget(self._right, 1)
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._arrange()

    def show_detail(self) -> None:
        """Something was chosen: where there is room for one alone, show it."""
        focused = self._compact and self._side.isAncestorOf(self.focusWidget() or self)
        self._detail_shown = True
        self._arrange()
        if focused:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Back to the list."""
        self._detail_shown = False
        self._arrange()
        self._side.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        narrow = self._compact
        self._side.setVisible(not narrow or not self._detail_shown)
        self._right.setVisible(not narrow or self._detail_shown)
        self._line.setVisible(not narrow)
        self._back.setVisible(narrow)
        self._right.layout().setSpacing(0 if narrow else theme.GRID)
        self._right.layout().setContentsMargins(
            theme.COLUMN_MARGIN, theme.GRID if narrow else 0, theme.COLUMN_MARGIN, 0
        )
        self._side.setMinimumWidth(0 if narrow else self._width)
        self._side.setMaximumWidth(NO_BOUND if narrow else self._width)


def flowing(*widgets: QWidget) -> QWidget:
    """Buttons in a line that goes on in the next where there is no room."""
    holder = QWidget()
    flow = FlowLayout(holder, theme.GRID)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


# -- lists -------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class TwoLines:
    """A line of a list: a title, what is said beneath, and a chip (words, icon, tone)."""

    title: str
    detail: str = ""
    chip: tuple[str, str, str] | None = None
    indent: int = 0

    def item(self, key: object, *, tip: str = "") -> Item:
        """The same for a list."""
        said = [self.title, self.detail, self.chip[0] if self.chip else ""]
        spoken = ", ".join(part for part in said if part)
        return Item(key, self, spoken, tip or spoken)


def two_line_rows(name: str) -> Rows:
    """A list of `TwoLines` that fills its place."""
    return Rows(name, LINE_HEIGHT, draw_two_lines, keeps_choice=True)


def one_line_rows(name: str) -> Rows:
    """A list of `TwoLines` on one line each, the detail at the end."""
    return Rows(name, 28, draw_one_line, keeps_choice=True)


def draw_two_lines(
    painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection, _chosen: bool
) -> None:
    """Title above, what is said of it beneath; a chip takes the place of the detail's end."""
    assert isinstance(data, TwoLines)
    t, lead = theme.current(), paint.leading(direction)
    title = QRect(box.left(), box.top() + 4, box.width(), 20)
    font = theme.font(theme.BODY, theme.MEDIUM)
    paint.draw_text(painter, paint.visual(direction, box, title), data.title, font, t.ink, lead)
    left = box.left()
    if data.chip:
        size = paint.chip_size(data.chip[0], data.chip[1])
        size = QSize(min(size.width(), box.width()), size.height())
        chip = QRect(left, box.top() + 25, size.width(), size.height())
        shown = paint.visual(direction, box, chip)
        paint.draw_chip(painter, shown, *data.chip, direction)
        left += size.width() + 8
    rest = QRect(left, box.top() + 25, box.right() - left, 18)
    shown = paint.visual(direction, box, rest)
    caption = theme.font(theme.CAPTION)
    paint.draw_text(painter, shown, data.detail, caption, t.ink2, lead)


def draw_one_line(
    painter: QPainter, box: QRect, data: object, direction: Qt.LayoutDirection, _chosen: bool
) -> None:
    """Title, then the detail in the quieter ink, then a chip at the end."""
    assert isinstance(data, TwoLines)
    t, lead = theme.current(), paint.leading(direction)
    left, right = box.left() + data.indent, box.right()
    if data.chip:
        size = paint.chip_size(data.chip[0], data.chip[1])
        top = box.top() + (box.height() - size.height()) // 2
        chip = QRect(right - size.width(), top, size.width(), size.height())
        paint.draw_chip(painter, paint.visual(direction, box, chip), *data.chip, direction)
        right = chip.left() - 8
    width = min(paint.text_width(data.title, theme.font()) + 1, right - left)
    title = QRect(left, box.top(), width, box.height())
    shown = paint.visual(direction, box, title)
    paint.draw_text(painter, shown, data.title, theme.font(), t.ink, lead)
    rest = QRect(left + width + 12, box.top(), right - left - width - 12, box.height())
    if rest.width() > 16:
        shown = paint.visual(direction, box, rest)
        paint.draw_text(painter, shown, data.detail, theme.font(theme.CAPTION), t.ink2, lead)


class ListSide(QWidget):
    """The list of a section under a row of its own; the keyboard goes into the list."""

    def __init__(self, rows: Rows, *above: QWidget, below: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.rows = rows
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.GRID)
        for widget in above:
            self._column.addWidget(widget)
        self._column.addWidget(rows, 1)
        for widget in below:
            self._column.addWidget(widget)
        self._set_margins()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._set_margins()

    def _set_margins(self) -> None:
        """Layouts swap their order when mirrored, but not their margins."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = theme.GRID, theme.COLUMN_MARGIN // 2
        left, right = (far, near) if mirrored else (near, far)
        self._column.setContentsMargins(left, theme.COLUMN_MARGIN, right, theme.GRID)


# -- languages ---------------------------------------------------------------------------------
def language_choice(name: str) -> Segments:
    """A row of the four languages by their own names."""
    return Segments([(code, OWN_NAMES[code]) for code in LANGUAGES], name)


def language_name(code: str, screen: str) -> str:
    """A language in the screen's words; the code where nobody knows it."""
    try:
        return Locale.parse(code).get_display_name(screen) or code
    except (ValueError, UnknownLocaleError):
        return code


class Warnings(QWidget):
    """Sentences with a mark each, for what needs attention; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._said: tuple[str, ...] = ()
        self.hide()

    def say(self, sentences: Sequence[str]) -> None:
        """Show these instead of what was said before."""
        if tuple(sentences) == self._said:
            return
        self._said = tuple(sentences)
        while (item := self._column.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for sentence in sentences:
            self._column.addWidget(_Sentence(sentence))
        self.setVisible(bool(sentences))

    def said(self) -> tuple[str, ...]:
        """The sentences."""
        return self._said


class _Sentence(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark = Mark("triangle-alert", "warn", 14)
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(words, "warn", wrap=True), 1)
