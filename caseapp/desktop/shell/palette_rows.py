"""The rows of the palette: headings, hits with what matched marked, things to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.hits import Hit, Marks
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.marked import draw_marked

ROW, HEADING = 36, 26
_DATA = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Heading:
    """The name over a group; it cannot be chosen."""

    words: str


@dataclass(frozen=True)
class More:
    """All of a group: in the list of a view, else here."""

    words: str
    code: str
    view: str = ""
    argument: object = None


Row = Heading | Hit | More | Command


class PaletteList(QListView):
    """Rows that the palette's field moves through; it never takes the keyboard itself."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_RowDelegate(self))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Other rows; the first that can be chosen is the current one."""
        self._model.clear()
        for row in rows:
            item = QStandardItem()
            item.setData(row, _DATA)
            item.setData(spoken(row), Qt.ItemDataRole.AccessibleTextRole)
            item.setEditable(False)
            item.setEnabled(not isinstance(row, Heading))
            item.setSelectable(not isinstance(row, Heading))
            self._model.appendRow(item)
        self.scrollToTop()
        self.move(1, start=-1)

    def rows(self) -> list[Row]:
        return [self._row(at) for at in range(self._model.rowCount())]

    def current(self) -> Row | None:
        index = self.currentIndex()
        return self._row(index.row()) if index.isValid() else None

    def row_at(self, index: QModelIndex) -> Row | None:
        return self._row(index.row()) if index.isValid() else None

    def wanted_height(self) -> int:
        return sum(HEADING if isinstance(row, Heading) else ROW for row in self.rows())

    def move(self, step: int, start: int | None = None) -> None:
        """Go to the row `step` rows on that can be chosen; at the ends the last such one."""
        at = self.currentIndex().row() if start is None else start
        can = [r for r in range(self._model.rowCount()) if not isinstance(self._row(r), Heading)]
        if not can:
            return
        if step > 0:
            ahead = [r for r in can if r > at]
            row = ahead[min(step, len(ahead)) - 1] if ahead else can[-1]
        else:
            behind = [r for r in can if r < at]
            row = behind[-min(-step, len(behind))] if behind else can[0]
        self.setCurrentIndex(self._model.index(row, 0))
        if row == can[0]:
            self.scrollToTop()

    def page(self) -> int:
        """How many rows a page is."""
        return max(1, self.viewport().height() // ROW - 1)

    def _row(self, at: int) -> Row:
        return self._model.item(at).data(_DATA)


def spoken(row: Row) -> str:
    """A row as a screen reader says it."""
    if isinstance(row, Hit):
        return ", ".join(part for part in (row.title, row.reason, row.detail, row.kind) if part)
    if isinstance(row, Command) and row.key:
        return f"{row.words}, {text.key_name(row.key)}"
    return row.words


class _RowDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(120, HEADING if isinstance(index.data(_DATA), Heading) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row, t, direction = index.data(_DATA), theme.current(), option.direction
        painter.save()
        rect = option.rect.adjusted(8, 0, -8, 0)
        if isinstance(row, Heading):
            box = rect.adjusted(12, 4, -12, 0)
            paint.draw_text(
                painter, box, row.words, theme.font(theme.CAPTION), t.ink2, paint.leading(direction)
            )
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            if selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(theme.colour("select"))
                painter.drawRoundedRect(rect, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
            _Line(painter, rect, direction).draw(row, selected=selected)
        painter.restore()


class _Line:
    """Draws one row from both ends towards the middle."""

    def __init__(self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter, self._rect, self._direction = painter, rect, direction
        self._left, self._right = rect.left() + 12, rect.right() - 11

    def draw(self, row: Hit | More | Command, *, selected: bool) -> None:
        t = theme.current()
        if isinstance(row, Hit):
            self._icon(row.icon, theme.tone(row.tone)[0])
            if selected:
                self._key("Return")
            if row.kind:
                self._end(row.kind)
            reason = self._reason_room(row.reason)
            weight = theme.REGULAR if row.is_quote else theme.SEMIBOLD
            self._words(row.title, theme.font(theme.BODY, weight), t.ink, row.marks)
            if row.detail and self._right - self._left > 24:
                self._words(row.detail, theme.font(), t.ink2, row.detail_marks)
            if row.reason:
                self._reason(row.reason, reason)
        elif isinstance(row, Command):
            self._icon(row.icon, t.ink2)
            if row.key or selected:
                self._key(row.key or "Return")
            self._words(row.words, theme.font(), t.ink)
        else:
            self._left += icons.MEDIUM + 10
            if selected:
                self._key("Return")
            self._words(row.words, theme.font(theme.BODY, theme.MEDIUM), t.accent)

    def _box(self, left: int, width: int, height: int) -> QRect:
        top = self._rect.top() + (self._rect.height() - height) // 2
        box = QRect(QPoint(left, top), QSize(width, height))
        return paint.visual(self._direction, self._rect, box)

    def _icon(self, name: str, colour: str) -> None:
        box = self._box(self._left, icons.MEDIUM, icons.MEDIUM)
        icons.draw(self._painter, paint.pointing(name, self._direction), box, colour)
        self._left += icons.MEDIUM + 10

    def _key(self, key: str) -> None:
        size = paint.key_size(key)
        self._right -= size.width()
        paint.draw_key(self._painter, self._box(self._right, size.width(), size.height()), key)
        self._right -= 12

    def _end(self, words: str) -> None:
        width = paint.text_width(words, theme.font()) + 1
        box = self._box(self._right - width, width, self._rect.height())
        lead = paint.leading(self._direction)
        paint.draw_text(self._painter, box, words, theme.font(), theme.current().ink2, lead)
        self._right -= width + 16

    def _reason_room(self, words: str) -> int:
        """Why a row is here must be seen: its place is kept, whatever else is cut."""
        if not words:
            return 0
        wanted = icons.SMALL + 6 + paint.text_width(words, theme.font()) + 2
        room = min(wanted, (self._right - self._left) // 2)
        self._right -= room + 12
        return room

    def _reason(self, words: str, room: int) -> None:
        """Behind what is said of the person, with an ear before it."""
        t = theme.current()
        box = self._box(self._left, icons.SMALL, icons.SMALL)
        icons.draw(self._painter, "ear", box, t.accent)
        box = self._box(self._left + icons.SMALL + 6, room - icons.SMALL - 6, self._rect.height())
        lead = paint.leading(self._direction)
        paint.draw_text(self._painter, box, words, theme.font(), t.accent, lead)

    def _words(self, words: str, font: object, colour: str, marks: Marks = ()) -> None:
        width = min(paint.text_width(words, font) + 2, self._right - self._left)
        box = self._box(self._left, width, self._rect.height())
        draw_marked(self._painter, box, words, font, colour, self._direction, marks)
        self._left += width + 12
