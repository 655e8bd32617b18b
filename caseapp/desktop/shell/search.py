"""Search everything: one field in any script, a list beneath it, and what can be done.

What is found comes from a callable of the composition root and runs as a job; commands
are matched here. Knows hits as plain words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.widgets import KeyHint, Label, Line, Mark, Surface, paint
from caseapp.i18n import Translator
from caseapp.system.progress import Progress

_WAIT_MS = 80
_ROW = 36
_MOST = 50


@dataclass(frozen=True)
class Hit:
    """Something found: what it is called, two words about it, where choosing it leads.

    `group` is the heading over it, `kind` stands at the end of the line ("Detained").
    """

    title: str
    view: str
    argument: object = None
    detail: str = ""
    kind: str = ""
    icon: str = "folder"
    tone: str = "quiet"
    group: str = ""


Search = Callable[[str, Progress], Sequence[Hit]]
_DATA = Qt.ItemDataRole.UserRole + 1


class SearchField(QLineEdit):
    """The field in the top bar; typing opens the list, Esc gives the keyboard back."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.setProperty("kind", "search")
        self.setAccessibleName(t("Search everything"))
        self._mark = Mark("search", "ink2", parent=self)
        self._hint = KeyHint("Ctrl+K", parent=self)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(lambda text: self._hint.setVisible(not text))
        self._face_start()
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        t = self._t
        words = t("Search – any script") if compact else t("Search everything – any script")
        self.setPlaceholderText(words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._face_start()

    def _face_start(self) -> None:
        """The glass at the start, the key at the end, the words between them."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        glass, key = 26, self._hint.sizeHint().width() + 4
        margins = (key, 0, glass, 0) if mirrored else (glass, 0, key, 0)
        self.setTextMargins(*margins)
        self.setAlignment(paint.leading(self.layoutDirection()))

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        size = self._hint.sizeHint()
        place = QRect(
            QPoint(self.width() - size.width() - 8, (self.height() - size.height()) // 2), size
        )
        direction = self.layoutDirection()
        self._hint.setGeometry(paint.visual(direction, self.rect(), place))
        glass = QRect(QPoint(9, (self.height() - icons.MEDIUM) // 2), self._mark.size())
        self._mark.setGeometry(paint.visual(direction, self.rect(), glass))


class _HitDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(200, _ROW if isinstance(index.data(_DATA), Hit | Command) else 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        data, t, direction = index.data(_DATA), theme.current(), option.direction
        rect, lead = option.rect.adjusted(8, 0, -8, 0), paint.leading(option.direction)
        painter.save()
        if not isinstance(data, Hit | Command):
            box = rect.adjusted(8, 4, -8, 0)
            paint.draw_text(painter, box, str(data), theme.font(theme.CAPTION), t.ink2, lead)
            painter.restore()
            return
        if option.state & option.state.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(theme.colour("select"))
            painter.drawRoundedRect(rect, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        self._draw_row(painter, rect, data, direction)
        painter.restore()

    @staticmethod
    def _draw_row(
        painter: QPainter, rect: QRect, data: Hit | Command, direction: Qt.LayoutDirection
    ) -> None:
        t, lead = theme.current(), paint.leading(direction)
        middle = rect.top() + (rect.height() - icons.MEDIUM) // 2
        box = QRect(rect.left() + 10, middle, icons.MEDIUM, icons.MEDIUM)
        colour = theme.tone(data.tone)[0] if isinstance(data, Hit) else t.ink2
        icons.draw(painter, data.icon, paint.visual(direction, rect, box), colour)
        left, end = box.right() + 11, rect.right() - 10
        title = data.title if isinstance(data, Hit) else data.words
        if isinstance(data, Hit) and data.kind:
            width = paint.text_width(data.kind, theme.font()) + 1
            place = QRect(end - width, rect.top(), width, rect.height())
            shown = paint.visual(direction, rect, place)
            paint.draw_text(painter, shown, data.kind, theme.font(), t.ink2, lead)
            end -= width + 16
        elif isinstance(data, Command) and data.key:
            size = paint.key_size(data.key)
            top = rect.top() + (rect.height() - size.height()) // 2
            place = QRect(QPoint(end - size.width(), top), size)
            paint.draw_key(painter, paint.visual(direction, rect, place), data.key)
            end -= size.width() + 16
        font = theme.font(theme.BODY, theme.SEMIBOLD if isinstance(data, Hit) else theme.REGULAR)
        width = min(paint.text_width(title, font) + 1, end - left)
        place = QRect(left, rect.top(), width, rect.height())
        paint.draw_text(painter, paint.visual(direction, rect, place), title, font, t.ink, lead)
        left += width + 12
        if isinstance(data, Hit) and data.detail and end - left > 24:
            place = QRect(left, rect.top(), end - left, rect.height())
            shown = paint.visual(direction, rect, place)
            paint.draw_text(painter, shown, data.detail, theme.font(), t.ink2, lead)


class SearchPanel(Surface):
    """The list that floats under the field. `chosen(Hit)` and `dismissed()`.

    It takes the keys Up, Down, Enter and Esc while the field has the keyboard.
    """

    chosen = Signal(object)
    dismissed = Signal()

    def __init__(
        self,
        t: Translator,
        jobs: Jobs,
        field: SearchField,
        search: Search | None,
        commands: Callable[[], Sequence[Command]],
        parent: QWidget,
    ) -> None:
        super().__init__("panel", parent)
        self._t, self._jobs, self._field = t, jobs, field
        self._search, self._commands = search, commands
        self._model = QStandardItemModel(self)
        self._list = QListView()
        self._foot = Label("", "caption")
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self._build()
        field.installEventFilter(self)
        field.textEdited.connect(self._typed)
        self.hide()

    def _build(self) -> None:
        self._list.setModel(self._model)
        self._list.setItemDelegate(_HitDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(self._t("Found"))
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.clicked.connect(self._choose)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 4)
        foot.addWidget(self._foot, 1)
        foot.setSpacing(16)
        foot.addWidget(KeyHint("↑↓", self._t("choose")))
        foot.addWidget(KeyHint("Return", self._t("open")))
        foot.addWidget(KeyHint("Esc", self._t("close")))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 1)
        column.setSpacing(4)
        column.addWidget(self._list, 1)
        column.addWidget(Line())
        column.addLayout(foot)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 6)
        colour = theme.colour("shadow")
        colour.setAlpha(70)
        shadow.setColor(colour)
        self.setGraphicsEffect(shadow)

    # -- asking ------------------------------------------------------------------------------
    def open(self) -> None:
        """Show what is found for the field's text, or what can be done."""
        self._timer.stop()
        self._ask()

    def close_panel(self) -> None:
        """Hide the list and forget the words."""
        self._timer.stop()
        self._field.clear()
        self.hide()

    def _typed(self, _text: str) -> None:
        self._timer.start()

    def _ask(self) -> None:
        words = self._field.text().strip()
        if self._search is None or not words or words.startswith(">"):
            self._show(words, ())
            return
        search = self._search
        self._jobs.run(
            lambda progress: search(words, progress),
            lambda hits: self._show(words, hits),
            owner=self,
            latest="search",
        )

    def _show(self, words: str, hits: Sequence[Hit]) -> None:
        self._model.clear()
        group = None
        for hit in hits[:_MOST]:
            if hit.group and hit.group != group:
                self._add(hit.group, hit.group, selectable=False)
            group = hit.group
            self._add(hit, " ".join(p for p in (hit.title, hit.detail, hit.kind) if p))
        wanted = words.lstrip("> ").casefold()
        fitting = [c for c in self._commands() if wanted in c.words.casefold()]
        if fitting:
            self._add(self._t("Do"), self._t("Do"), selectable=False)
        for command in fitting:
            self._add(command, command.words)
        self._foot.setText(self._say(words, len(hits)))
        self._select_first()
        self._fit()
        self.show()
        self.raise_()

    def _say(self, words: str, count: int) -> str:
        if not words or words.startswith(">") or self._search is None:
            return self._t("Any script finds every spelling.")
        if not count:
            return self._t("Nothing found for “{words}”.", words=words)
        return self._t.plural("{n} found", "{n} found", count)

    def _add(self, data: object, spoken: str, *, selectable: bool = True) -> None:
        item = QStandardItem()
        item.setData(data, _DATA)
        item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        item.setEditable(False)
        item.setSelectable(selectable)
        item.setEnabled(selectable)
        self._model.appendRow(item)

    def _fit(self) -> None:
        window, field = self.parentWidget(), self._field
        place = field.mapTo(window, QPoint(0, field.height() + 4))
        width = min(max(field.width(), 560), window.width() - 2 * theme.GRID)
        x = min(max(place.x(), theme.GRID), window.width() - width - theme.GRID)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = max(theme.GRID, place.x() + field.width() - width)
        rows = sum(
            _ROW if self._model.item(r).isSelectable() else 26
            for r in range(self._model.rowCount())
        )
        height = min(rows + 48, window.height() - place.y() - 2 * theme.GRID)
        self.setGeometry(x, place.y(), width, height)

    # -- choosing ----------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and self._key(event.key()):
                return True
        elif watched is self._field and event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close_panel()
            self.dismissed.emit()
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.isVisible():
                self._move(1 if key == Qt.Key.Key_Down else -1)
            else:
                self.open()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentIndex())
            return True
        return False

    def _move(self, step: int) -> None:
        row = self._list.currentIndex().row() + step
        while 0 <= row < self._model.rowCount():
            if self._model.item(row).isSelectable():
                self._list.setCurrentIndex(self._model.index(row, 0))
                return
            row += step

    def _select_first(self) -> None:
        self._list.setCurrentIndex(QModelIndex())
        self._move(1)

    def _choose(self, index: QModelIndex) -> None:
        data = index.data(_DATA) if index.isValid() else None
        if isinstance(data, Hit | Command):
            self.close_panel()
            self.chosen.emit(data) if isinstance(data, Hit) else data.run()
