"""Surfaces, hairlines, headings and lines that wrap: what views are put together from."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QStyle, QVBoxLayout, QWidget

from caseapp.desktop import icons
from caseapp.desktop.widgets.chips import Mark
from caseapp.desktop.widgets.label import Label

NO_BOUND = 16_777_215
"""Qt's QWIDGETSIZE_MAX, which its Python does not name: a widget may be as large as it likes."""


class Surface(QWidget):
    """A plain area with a background: "sidebar", "canvas", "paper", "sunken", "panel",
    "select", or a tone ("warn", "danger", "info", "ok")."""

    def __init__(self, surface: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", surface)


class Line(QWidget):
    """A hairline between regions: "h" or "v"."""

    def __init__(self, way: str = "h", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("line", way)


class Beside(QWidget):
    """A list and what is chosen in it: side by side, in a narrow window one of the two."""

    def __init__(self, left: QWidget, chosen: QWidget, width: int) -> None:
        super().__init__()
        self.left, self._width = left, width
        self.side = Surface("canvas")
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(chosen)
        self._edge = Line("v")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self._edge)
        row.addWidget(self.side)
        self.arrange(chosen=False, compact=False)

    def arrange(self, *, chosen: bool, compact: bool) -> None:
        """Show what is chosen or not; `compact`: there is room for one of the two."""
        self.left.setHidden(compact and chosen)
        self.side.setVisible(chosen)
        self._edge.setVisible(chosen and not compact)
        self.side.setMinimumWidth(0 if compact else self._width)
        self.side.setMaximumWidth(NO_BOUND if compact else self._width)


class SectionHeading(QWidget):
    """A section's name, its count, and its actions at the end of the line."""

    def __init__(self, words: str, count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(words, "lead")
        self._count = Label(count, "second")
        self._count.setVisible(bool(count))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._count)
        self._row.addStretch(1)
        self.setMinimumHeight(32)

    def set_words(self, words: str) -> None:
        self._title.setText(words)

    def set_count(self, count: str) -> None:
        self._count.setText(count)
        self._count.setVisible(bool(count))

    def add(self, widget: QWidget) -> None:
        """Put an action or a legend at the end."""
        self._row.addWidget(widget)


class EmptyState(QWidget):
    """Nothing here yet: one sentence, and the next step as buttons."""

    def __init__(
        self, icon: str, words: str, detail: str = "", foot: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addStretch(3)
        column.addWidget(Mark(icon, "ink2", icons.HUGE), alignment=centre)
        column.addSpacing(8)
        column.addWidget(Label(words, "lead"), alignment=centre)
        self._detail = Label(detail, "second")
        column.addWidget(self._detail, alignment=centre)
        self._detail.setVisible(bool(detail))
        column.addSpacing(16)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self._actions.addStretch(1)
        self._actions.addStretch(1)
        column.addLayout(self._actions)
        column.addSpacing(8)
        if foot:
            column.addWidget(Label(foot, "caption"), alignment=centre)
        column.addStretch(4)

    def add(self, button: QWidget) -> None:
        """Offer a next step."""
        self._actions.insertWidget(self._actions.count() - 1, button)


def put_in_place(layout: QLayout, old: QWidget, fresh: QWidget) -> None:
    """Put another part where `old` stands; the old one goes."""
    layout.replaceWidget(old, fresh)
    old.hide()
    old.deleteLater()


class FlowLayout(QLayout):
    """Widgets in a line that wraps, mirrored with the direction. For chips and tokens."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() + self._gap for item in self._items)
        return QSize(max(0, width - self._gap), self.minimumSize().height())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def clear(self) -> None:
        """Take all widgets away and delete them."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay the lines out, each item in the middle of its line; returns their height."""
        owner, y = self.parentWidget(), rect.y()
        direction = owner.layoutDirection() if owner else Qt.LayoutDirection.LeftToRight
        for line in self._lines(rect.width()):
            x, height = rect.x(), max(item.sizeHint().height() for item in line)
            for item in line:
                size = item.sizeHint()
                if move:
                    place = QRect(QPoint(x, y + (height - size.height()) // 2), size)
                    item.setGeometry(QStyle.visualRect(direction, rect, place))
                x += size.width() + self._gap
            y += height + self._gap
        return max(0, y - self._gap - rect.y())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """What is shown, broken where the next item finds no room."""
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            widget, wide = item.widget(), item.sizeHint().width()
            if widget is not None and widget.isHidden():
                continue
            if not lines or wide > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= wide + self._gap
        return lines
