"""Lines of a list that draw themselves: one light widget each, however many there are.

Everything is placed for left-to-right and turned when drawn. What finds no room is cut
with "…" and whole in the tooltip. Knows words and places on the line, never a record.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.person import draw_photo, initials

FACE, PERSON_HEIGHT, READ_HEIGHT = 32, 48, 28
GAP, NOTE = 12, 10


class LinePen:
    """Draws the parts of one line. `cut` gathers texts that found no room."""

    def __init__(self, painter: QPainter, whole: QRect, direction: Qt.LayoutDirection) -> None:
        """Boxes are counted from the corner of `whole`, as if that began at 0, 0."""
        self.painter = painter
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.cut: list[str] = []
        self._direction, self._whole = direction, QRect(QPoint(0, 0), whole.size())
        self._corner = whole.topLeft()

    @classmethod
    def of(cls, widget: QWidget) -> LinePen:
        """The pen of a line that is a widget."""
        return cls(QPainter(widget), widget.rect(), widget.layoutDirection())

    def text(self, box: QRect, words: str, role: str = "", *, end: bool = False) -> int:
        """Draw a text in one of the roles of `role_look`; returns the width that it took."""
        if not words or box.width() <= 0:
            return 0
        font, colour = role_look(role)
        side = paint.trailing(self._direction) if end else paint.leading(self._direction)
        if paint.draw_text(self.painter, self._place(box), words, font, colour, side):
            self.cut.append(words)
        return min(box.width(), paint.text_width(words, font) + 1)

    def icon(self, box: QRect, name: str, colour: str) -> None:
        name = paint.pointing(name, self._direction)
        theme.draw_icon(self.painter, name, self._place(box), colour)

    def chip(self, right: int, words: str, icon: str, tone: str) -> int:
        """A chip that ends at `right`; returns where it begins."""
        size = paint.chip_size(words, icon)
        top = (self._whole.height() - size.height()) // 2
        box = QRect(right - size.width(), top, size.width(), size.height())
        paint.draw_chip(self.painter, self._place(box), words, icon, tone, self._direction)
        return box.left()

    def face(self, box: QRect, name: str, tone: str) -> None:
        draw_photo(self.painter, self._place(box), None, initials(name), tone)

    def bars(self, box: QRect, code: str) -> None:
        paint.draw_bars(self.painter, self._place(box), code, self._direction)

    def fill(self, box: QRect, colour: str, radius: int = theme.RADIUS_CONTROL) -> None:
        """A rounded ground behind the line."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(colour))
        self.painter.drawRoundedRect(self._place(box), radius, radius)

    def _place(self, box: QRect) -> QRect:
        return paint.visual(self._direction, self._whole, box).translated(self._corner)


def role_look(role: str) -> tuple[QFont, str]:
    t = theme.current()
    if role == "strong":
        return theme.font(theme.BODY, theme.MEDIUM), t.ink
    if role == "link":
        return theme.font(theme.BODY, theme.MEDIUM), t.accent
    if role == "against":
        return theme.font(theme.BODY, theme.MEDIUM), t.danger
    if role == "note":
        return theme.font(NOTE, theme.MEDIUM), t.accent
    if role == "figures":
        return theme.font(theme.BODY, tabular=True), t.ink2
    if role == "second":
        return theme.font(), t.ink2
    if role == "caption":
        return theme.font(theme.CAPTION), t.ink2
    if role == "reason":
        return theme.font(theme.CAPTION, theme.MEDIUM), t.accent
    if role == "dim":
        return theme.font(theme.BODY, theme.MEDIUM), t.ink3
    return theme.font(), t.ink


class LineButton(QAbstractButton):
    """A line that can be chosen. `stepped(+1 or -1)` for the arrow keys."""

    stepped = Signal(int)

    def __init__(self, height: int = theme.ROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cut: list[str] = []
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        pen = LinePen.of(self)
        if self.underMouse():
            pen.fill(self.rect(), theme.current().sunken)
        self.draw(pen)
        if self.hasFocus():
            paint.draw_focus(pen.painter, self.rect(), theme.RADIUS_CONTROL)
        pen.painter.end()
        if pen.cut != self._cut:
            self._cut = pen.cut
            self.setToolTip(text.tooltip("\n".join(pen.cut)))

    def draw(self, pen: LinePen) -> None:
        """The line itself, over its ground."""
        raise NotImplementedError


def fitting_reason(reason: str, brief: str, name: int, room: int) -> tuple[str, int]:
    """What can be said behind a name so many pixels wide, and the width of that with an ear.

    The name goes before: where both do not fit the reason is brief, and at last the ear alone.
    Without a reason the width is 0.
    """
    if not reason:
        return "", 0
    font, _colour = role_look("reason")
    for words in (reason, brief):
        width = icons.SMALL + 5 + paint.text_width(words, font) + 1
        if name + GAP + width <= room:
            return words, width
    return "", icons.SMALL


def draw_reason(
    painter: QPainter, whole: QRect, left: int, width: int, words: str,
    direction: Qt.LayoutDirection,
) -> None:  # fmt: skip
    """An ear and the words of `fitting_reason`, from `left` on in a cell of a table."""
    side, (font, colour) = icons.SMALL, role_look("reason")
    mark = QRect(left, whole.top() + (whole.height() - side) // 2, side, side)
    icons.draw(painter, "ear", paint.visual(direction, whole, mark), colour)
    box = QRect(left + side + 5, whole.top(), width - side - 5, whole.height())
    shown = paint.visual(direction, whole, box)
    paint.draw_text(painter, shown, words, font, colour, paint.leading(direction))


@dataclass(frozen=True, slots=True)
class PersonWords:
    """A person: name, what is said beneath, and at most one chip (words, icon, tone).

    `reason` says why somebody was found whose letters do not match, `brief` the same where
    there is little room. The one row of every list and field in which people are chosen: `draw`
    serves widgets and delegates.
    """

    name: str
    detail: str
    chip: tuple[str, str, str] | None = None
    reason: str = ""
    brief: str = ""

    def said(self) -> str:
        """All of it, for screen readers."""
        chip = self.chip[0] if self.chip else ""
        return ", ".join(part for part in (self.name, self.reason, self.detail, chip) if part)

    def tip(self) -> str:
        """All of it where lines are cut without saying so."""
        return "\n".join(part for part in (self.name, self.reason, self.detail) if part)

    def draw(self, pen: LinePen, width: int, height: int, *, dim: bool = False) -> None:
        """A face, the name with the reason behind it, and what tells namesakes apart beneath."""
        left, right = 4 + FACE + 8, width - 8
        tone = self.chip[2] if self.chip else "quiet"
        pen.face(QRect(4, (height - FACE) // 2, FACE, FACE), self.name, tone)
        if self.chip is not None:
            right = pen.chip(right, *self.chip) - 8
        top, role = (height - 38) // 2, "dim" if dim else "strong"
        name = paint.text_width(self.name, role_look(role)[0]) + 1
        reason, ear = fitting_reason(self.reason, self.brief, name, right - left)
        room = right - left - (ear + GAP if ear else 0)
        at = left + pen.text(QRect(left, top, room, 20), self.name, role) + GAP
        if ear:
            side = QRect(at, top + (20 - icons.SMALL) // 2, icons.SMALL, icons.SMALL)
            pen.icon(side, "ear", theme.current().accent)
            at += icons.SMALL + 5
            pen.text(QRect(at, top, right - at, 20), reason, "reason")
        pen.text(QRect(left, top + 20, right - left, 17), self.detail, "caption")


class PersonLine(LineButton):
    """A face, a name and what is said of the person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PERSON_HEIGHT, parent)
        self.setCheckable(True)
        self._words = PersonWords("", "")

    def show_words(self, words: PersonWords) -> None:
        self._words = words
        self.setAccessibleName(words.said())
        self.update()

    def draw(self, pen: LinePen) -> None:
        self._words.draw(pen, self.width(), self.height())


@dataclass(frozen=True, slots=True, kw_only=True)
class TextParts:
    """A line of text: figures in front, an icon, a title, what is said of it, an end.

    `tip` says in words what `end` says in a letter.
    """

    lead: str = ""
    title: str
    detail: str = ""
    icon: str = ""
    end: str = ""
    tip: str = ""
    lead_role: str = "figures"
    lead_width: int = 0

    def said(self) -> str:
        """All of it, for screen readers."""
        parts = [self.lead, self.title, self.detail, self.tip or self.end]
        return ", ".join(part for part in parts if part)

    def draw(self, pen: LinePen, width: int, height: int) -> None:
        """Draw the parts on a line of so many pixels."""
        pen.text(QRect(0, 0, self.lead_width, height), self.lead, self.lead_role)
        left, right = self.lead_width + GAP, width
        if self.icon:
            box = QRect(left, (height - icons.SMALL) // 2, icons.SMALL, icons.SMALL)
            pen.icon(box, self.icon, theme.current().ink2)
            left += icons.SMALL + 8
        if self.end:
            pen.text(QRect(right - 24, 0, 20, height), self.end, "strong", end=True)
            right -= 24 + GAP
        left += GAP + pen.text(QRect(left, 0, right - left, height), self.title)
        pen.text(QRect(left, 0, right - left, height), self.detail, "second")


class TextLine(QWidget):
    """A line that is only read."""

    def __init__(self, parts: TextParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._cut: list[str] = []
        self.setFixedHeight(READ_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(text.tooltip(parts.tip))
        self.setAccessibleName(parts.said())

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        pen = LinePen.of(self)
        self._parts.draw(pen, self.width(), self.height())
        pen.painter.end()
        if pen.cut != self._cut:
            self._cut = pen.cut
            self.setToolTip(text.tooltip("\n".join(filter(None, [*pen.cut, self._parts.tip]))))


class TextButton(LineButton):
    """The same line, to be chosen."""

    def __init__(self, parts: TextParts, parent: QWidget | None = None) -> None:
        super().__init__(READ_HEIGHT, parent)
        self._parts = parts
        self.setAccessibleName(parts.said())

    def draw(self, pen: LinePen) -> None:
        self._parts.draw(pen, self.width(), self.height())
