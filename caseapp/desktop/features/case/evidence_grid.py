"""Claims against sources, drawn: a line a claim, a column a source, bars at the end.

Head and lines take their places from one plan, so that they stand exactly above each
other. Where the columns find no room, each line names its sources itself. Knows words and
marks, never a record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.forms.lines import LineButton, LinePen
from caseapp.desktop.widgets import paint

CELL, CLAIM_LEAST = 36, 176
_HEIGHT, _MARK, _NUMBER, _GAP, _END_MOST = 28, 54, 14, 12, 220
"""A line; a mark with its source's number where there is no column for it; what is between."""
MARKS = {"supports": ("check", "accent"), "contradicts": ("x", "danger")}


@dataclass(frozen=True, slots=True)
class MarkWords:
    """One source's mark: the source's number, bearing's code, credibility 1 to 6."""

    source: int
    bearing: str
    credibility: str


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A line: the claim, its marks, its verification (code and word); `said` for readers."""

    key: str
    claim: str
    marks: tuple[MarkWords, ...]
    verification: tuple[str, str]
    contradicted: bool
    said: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Places on a line of `width` pixels. With `columns` 0 the marks stand in a row."""

    width: int
    columns: int
    marks: int
    end: int

    @classmethod
    def of(cls, width: int, sources: int, most_marks: int, end: int = 0) -> Plan:
        """The grid if there is room, else room for as many marks a row as can be.

        `end` is the width of the last column, for the bars with the longest word.
        """
        room = max(0, width - end - CLAIM_LEAST - _GAP)
        if sources * CELL <= room:
            return cls(width, sources, sources, end)
        return cls(width, 0, max(1, min(most_marks, room // _MARK)), end)

    @property
    def claim(self) -> QRect:
        return QRect(4, 0, self.marks_left - 12, _HEIGHT)

    @property
    def marks_left(self) -> int:
        taken = self.columns * CELL if self.columns else self.marks * _MARK
        return self.verification.left() - _GAP - taken

    @property
    def verification(self) -> QRect:
        return QRect(self.width - self.end, 0, self.end - 4, _HEIGHT)

    def column(self, source: int) -> QRect:
        return QRect(self.marks_left + (source - 1) * CELL, 0, CELL, _HEIGHT)

    def place(self, index: int) -> QRect:
        """Where a mark stands that has no column."""
        row, column = divmod(index, self.marks)
        return QRect(self.marks_left + column * _MARK, row * _HEIGHT, _MARK, _HEIGHT)

    def height(self, marks: int) -> int:
        rows = 1 if self.columns else -(-max(1, marks) // self.marks)
        return rows * _HEIGHT


class ClaimLine(LineButton):
    """One claim; choosing it shows what its sources say. `mark_chosen(MarkWords)` for a click
    on a source's mark; by keyboard the passages below lead there."""

    mark_chosen = Signal(object)

    def __init__(self, words: ClaimWords, parent: QWidget) -> None:
        super().__init__(_HEIGHT, parent)
        self._words = words
        self.setCheckable(True)
        self._plan = Plan.of(400, 0, 1)
        self.setAccessibleName(words.said)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position().toPoint())
        if mark is not None and self.isDown():
            self.setDown(False)
            self.mark_chosen.emit(mark)
        else:
            super().mouseReleaseEvent(event)

    def _mark_at(self, point: QPoint) -> MarkWords | None:
        plan, whole = self._plan, self.rect()
        for index, mark in enumerate(self._words.marks):
            box = plan.column(mark.source) if plan.columns else plan.place(index)
            if paint.visual(self.layoutDirection(), whole, box).contains(point):
                return mark
        return None

    def set_plan(self, plan: Plan) -> int:
        """Take another plan; returns the height that the line has by it."""
        self._plan = plan
        self.setFixedHeight(plan.height(len(self._words.marks)))
        self.update()
        return self.height()

    def draw(self, pen: LinePen) -> None:
        words, plan = self._words, self._plan
        if words.contradicted and not self.underMouse():
            pen.fill(self.rect().adjusted(0, 1, 0, -1), theme.current().danger_bg)
        elif self.isChecked():
            pen.fill(self.rect().adjusted(0, 1, 0, -1), theme.current().select)
        pen.text(plan.claim, words.claim)
        if plan.columns:
            marked = {mark.source: mark for mark in reversed(words.marks)}
            for source in range(1, plan.columns + 1):
                self._cell(pen, plan.column(source), marked.get(source))
        else:
            for index, mark in enumerate(words.marks):
                self._mark(pen, plan.place(index), mark, number=True)
        box, (code, word) = plan.verification, words.verification
        top = (_HEIGHT - paint.BARS.height()) // 2
        pen.bars(QRect(box.left(), top, paint.BARS.width(), paint.BARS.height()), code)
        pen.text(box.adjusted(paint.BARS.width() + 8, 0, 0, 0), word, "second")

    def _cell(self, pen: LinePen, box: QRect, mark: MarkWords | None) -> None:
        if mark is None:
            pen.text(QRect(box.center().x() - 1, 0, 8, _HEIGHT), "·", "second")
        else:
            self._mark(pen, QRect(box.left() + (CELL - 28) // 2, 0, 28, _HEIGHT), mark)

    def _mark(self, pen: LinePen, box: QRect, mark: MarkWords, *, number: bool = False) -> None:
        left = box.left()
        if number:
            room = QRect(left, box.top() - 3, _NUMBER, _HEIGHT)
            pen.text(room, str(mark.source), "note", end=True)
            left += _NUMBER + 3
        icon, colour = MARKS[mark.bearing]
        top = box.top() + (_HEIGHT - icons.SMALL) // 2
        ink = getattr(theme.current(), colour)
        pen.icon(QRect(left, top, icons.SMALL, icons.SMALL), icon, ink)
        role = "strong" if mark.bearing == "supports" else "against"
        pen.text(QRect(left + icons.SMALL + 4, box.top(), 12, _HEIGHT), mark.credibility, role)


class EvidenceGrid(QWidget):
    """`chosen(key)` when a claim is chosen, `mark_chosen(key, source, bearing)` when one of its
    marks is. One Tab stop; arrows go on."""

    chosen = Signal(str)
    mark_chosen = Signal(str, int, str)

    def __init__(
        self, claim_head: str, sources_head: str, verification_head: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._heads = claim_head, sources_head, verification_head
        self._lines: list[ClaimLine] = []
        self._shown: tuple[ClaimWords, ...] = ()
        self._sources = 0
        self._plan = Plan.of(0, 0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_claims(self, claims: Sequence[ClaimWords], sources: int) -> None:
        """Draw other claims, if they differ."""
        if (tuple(claims), sources) == (self._shown, self._sources):
            return
        had = next((i for i, line in enumerate(self._lines) if line.hasFocus()), None)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._shown, self._sources = tuple(claims), sources
        self._lines = [self._make(index, words) for index, words in enumerate(claims)]
        self._rove(0 if had is None else min(had, len(self._lines) - 1), focus=had is not None)
        self._arrange()

    def mark_open(self, key: str) -> None:
        """Show which claim is looked at more closely; "" for none."""
        for line, words in zip(self._lines, self._shown, strict=True):
            line.setChecked(bool(key) and words.key == key)

    def go_to(self, key: str) -> None:
        """Give the keyboard to the line of a claim."""
        keys = [words.key for words in self._shown]
        if key in keys:
            self._rove(keys.index(key), focus=True)

    def sizeHint(self) -> QSize:
        return QSize(480, self.height())

    def lines(self) -> list[ClaimLine]:
        return list(self._lines)

    def tab_stops(self) -> list[QWidget]:
        """The one line at which Tab stops."""
        return [line for line in self._lines if line.focusPolicy() == Qt.FocusPolicy.StrongFocus]

    def plan(self) -> Plan:
        """How head and lines are laid out at the present width."""
        return self._plan

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        pen, plan = LinePen.of(self), self._plan
        claim, sources, verification = self._heads
        pen.text(plan.claim, claim, "caption")
        for source in range(1, plan.columns + 1):
            box, words = plan.column(source), str(source)
            width = paint.text_width(words, theme.font(theme.BODY, theme.MEDIUM)) + 1
            left = box.left() + (CELL - width) // 2
            pen.text(QRect(left, 0, width, _HEIGHT), words, "link")
        if not plan.columns:
            room = QRect(plan.marks_left, 0, plan.verification.left() - plan.marks_left, _HEIGHT)
            pen.text(room, sources, "caption")
        pen.text(plan.verification, verification, "caption")
        pen.painter.fillRect(0, _HEIGHT, self.width(), 1, theme.colour("line"))
        pen.painter.end()

    def _make(self, index: int, words: ClaimWords) -> ClaimLine:
        line = ClaimLine(words, self)
        line.stepped.connect(lambda way, i=index: self._rove(i + way, focus=True))
        line.clicked.connect(lambda _=False, key=words.key: self.chosen.emit(key))
        line.mark_chosen.connect(
            lambda mark, key=words.key: self.mark_chosen.emit(key, mark.source, mark.bearing)
        )
        line.show()
        return line

    def _rove(self, index: int, *, focus: bool) -> None:
        """Let Tab stop at one line alone."""
        if not 0 <= index < len(self._lines):
            return
        for place, line in enumerate(self._lines):
            tab = Qt.FocusPolicy.StrongFocus if place == index else Qt.FocusPolicy.ClickFocus
            line.setFocusPolicy(tab)
        if focus:
            self._lines[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        most = max((len(words.marks) for words in self._shown), default=1)
        font = theme.font()
        words = [claim.verification[1] for claim in self._shown] + [self._heads[2]]
        end = paint.BARS.width() + 16 + max(paint.text_width(word, font) for word in words)
        self._plan = Plan.of(self.width(), self._sources, most, min(end, _END_MOST))
        top = _HEIGHT + 2
        for line in self._lines:
            height = line.set_plan(self._plan)
            line.setGeometry(0, top, self.width(), height)
            top += height
        self.setFixedHeight(top)
        self.update()
