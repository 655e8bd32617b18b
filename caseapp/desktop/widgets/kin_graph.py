"""A family, drawn: people as boxes, ties as lines, and the keyboard walks along them.

Knows words and places (`kin_layout`), never a record.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.widgets import kin_layout as plan
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.kin_layout import Tie
from caseapp.desktop.widgets.person import draw_photo, initials

_MARGIN, _FACE = 24, 36
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class PersonBox:
    """What a person's box says. `mark` is an icon and its tone; `said` is for screen readers."""

    key: Hashable
    name: str
    detail: str
    said: str
    mark: tuple[str, str] | None = None


class _Person(QAbstractButton):
    """One person's box."""

    def __init__(self, graph: KinGraph, box: PersonBox, *, centre: bool) -> None:
        super().__init__(graph)
        self.box, self._centre = box, centre
        self.setCheckable(True)
        self.setFixedSize(plan.WIDTH, plan.HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(box.said)
        self.setToolTip(text.tooltip(box.said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter are the graph's."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, box, direction = theme.current(), self.box, self.layoutDirection()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self._centre
        frame = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(t.accent if strong else t.control), 2 if self._centre else 1))
        painter.setBrush(QColor(t.select if self.isChecked() else t.surface))
        painter.drawRoundedRect(frame, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)

        def place(rect: QRect) -> QRect:
            return paint.visual(direction, self.rect(), rect)

        tone = box.mark[1] if box.mark else "quiet"
        top = (self.height() - _FACE) // 2
        draw_photo(painter, place(QRect(9, top, _FACE, _FACE)), None, initials(box.name), tone)
        left, right = 9 + _FACE + 8, self.width() - 8
        if box.mark is not None:
            icon, colour = box.mark
            theme.draw_icon(painter, icon, place(QRect(right - 14, 9, 14, 14)),
                            theme.tone(colour)[0])  # fmt: skip
        side = paint.leading(direction)
        room = right - left - (18 if box.mark else 0)
        paint.draw_text(painter, place(QRect(left, 6, room, 20)), box.name,
                        theme.font(theme.BODY, theme.MEDIUM), t.ink, side)  # fmt: skip
        paint.draw_text(painter, place(QRect(left, 28, right - left, 18)), box.detail,
                        theme.font(theme.CAPTION), t.ink2, side)  # fmt: skip
        if self.hasFocus():
            paint.draw_focus(painter, self.rect(), theme.RADIUS_CONTROL)


class KinGraph(QWidget):
    """`chosen(key)` when a person is chosen; `entered(key)` for Enter or a double click;
    `focused(widget)` to keep it in sight. Arrows go to the next person in that direction."""

    chosen = Signal(object)
    entered = Signal(object)
    focused = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: dict[Hashable, _Person] = {}
        self._ties: tuple[Tie, ...] = ()
        self._places: dict[Hashable, plan.Place] = {}
        self._chosen: Hashable = None
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.MinimumExpanding)

    def show_family(self, people: Sequence[PersonBox], ties: Sequence[Tie]) -> None:
        """Draw other people; the first one is whom the drawing is about, and is chosen."""
        for person in self._people.values():
            person.hide()
            person.deleteLater()
        self._ties = tuple(ties)
        self._places = plan.place_people([box.key for box in people], ties)
        self._people = {
            box.key: self._make(box, centre=index == 0) for index, box in enumerate(people)
        }
        self.updateGeometry()
        self._arrange()
        if people:
            self.choose(people[0].key)

    def _make(self, box: PersonBox, *, centre: bool) -> _Person:
        person = _Person(self, box, centre=centre)
        person.clicked.connect(lambda _=False, key=box.key: self.choose(key))
        person.show()
        return person

    def people(self) -> list[QAbstractButton]:
        """The boxes, the first person first."""
        return list(self._people.values())

    def choose(self, key: Hashable, *, focus: bool = False) -> None:
        """Mark a person as the one who is looked at; Tab stops there alone."""
        self._chosen = key
        for other, person in self._people.items():
            here = other == key
            person.setChecked(here)
            tab = Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
            person.setFocusPolicy(tab)
        if focus:
            self._people[key].setFocus(Qt.FocusReason.TabFocusReason)
        self.focused.emit(self._people[key])
        self.update()
        self.chosen.emit(key)

    def focus_chosen(self) -> None:
        """Give the keyboard to the chosen person."""
        if self._chosen in self._people:
            self._people[self._chosen].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- walking -----------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        if way is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._walk(*way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen is not None:
            self.entered.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._chosen is not None:
            self.entered.emit(self._chosen)

    def _walk(self, across: int, down: int) -> None:
        """To the nearest person in a direction; those with a tie to this one come first."""
        here = self._people.get(self._chosen)
        if here is None:
            return
        start = here.geometry().center()
        tied = {t.first for t in self._ties if t.second == self._chosen}
        tied |= {t.second for t in self._ties if t.first == self._chosen}
        best: tuple[bool, float, Hashable] | None = None
        for key, person in self._people.items():
            away = person.geometry().center() - start
            ahead = away.x() * across + away.y() * down
            beside = abs(away.x() * down) + abs(away.y() * across)
            if ahead <= 0 or (down and ahead > plan.HEIGHT + plan.DOWN) or (across and beside):
                continue
            score = (key not in tied and bool(down), ahead + 2 * beside, key)
            if best is None or score[:2] < best[:2]:
                best = score
        if best is not None:
            self.choose(best[2], focus=True)

    # -- places ------------------------------------------------------------------------------
    def sizeHint(self) -> QSize:
        right = max((place.x for place in self._places.values()), default=0) + plan.WIDTH
        bottom = max((place.y for place in self._places.values()), default=0) + plan.HEIGHT
        return QSize(right + 2 * _MARGIN, bottom + 2 * _MARGIN)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _arrange(self) -> None:
        hint = self.sizeHint()
        left = _MARGIN + max(0, (self.width() - hint.width()) // 2)
        top = _MARGIN + max(0, (self.height() - hint.height()) // 3)
        for key, person in self._people.items():
            place = self._places[key]
            box = QRect(left + place.x, top + place.y, plan.WIDTH, plan.HEIGHT)
            person.setGeometry(paint.visual(self.layoutDirection(), self.rect(), box))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    # -- drawing -----------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.current()
        for tie in self._ties:
            lit = self._chosen in (tie.first, tie.second)
            pen = QPen(QColor(t.accent if lit else t.control), 2 if lit else 1)
            if not tie.certain:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            self._draw_tie(painter, tie)

    def _ends(self, tie: Tie) -> tuple[QRect, QRect]:
        """The boxes of a tie, the upper or left one first."""
        one, other = self._people[tie.first].geometry(), self._people[tie.second].geometry()
        if (one.top(), one.left()) > (other.top(), other.left()):
            return other, one
        return one, other

    def _draw_tie(self, painter: QPainter, tie: Tie) -> None:
        for start, end in self._lines(tie):
            painter.drawLine(QPointF(start), QPointF(end))
            if tie.couple and start.y() == end.y():
                painter.drawLine(QPointF(start) + QPointF(0, 4), QPointF(end) + QPointF(0, 4))

    def _lines(self, tie: Tie) -> list[tuple[QPoint, QPoint]]:
        """Straight pieces: beside each other a line, else up or down and across."""
        upper, lower = self._ends(tie)
        if upper.top() == lower.top():
            middle = upper.center().y()
            if lower.left() - upper.right() <= plan.ACROSS + 2:
                return [(QPoint(upper.right(), middle), QPoint(lower.left(), middle))]
            arch = upper.top() - plan.DOWN // 4
            return [
                (QPoint(upper.center().x(), upper.top()), QPoint(upper.center().x(), arch)),
                (QPoint(upper.center().x(), arch), QPoint(lower.center().x(), arch)),
                (QPoint(lower.center().x(), arch), QPoint(lower.center().x(), lower.top())),
            ]
        turn = lower.top() - plan.DOWN // 2
        return [
            (QPoint(upper.center().x(), upper.bottom()), QPoint(upper.center().x(), turn)),
            (QPoint(upper.center().x(), turn), QPoint(lower.center().x(), turn)),
            (QPoint(lower.center().x(), turn), QPoint(lower.center().x(), lower.top())),
        ]
