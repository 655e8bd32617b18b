"""One scrolling page with a rail of its sections: a click jumps, the rail follows the eye.

Knows titles and widgets, nothing of what they show.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.desktop.widgets.nav import NavButton
from caseapp.desktop.widgets.scrolling import scroll_area, show_in

RAIL_WIDTH = 176
_SETTLES_MS = 800
"""For so long a section is held after one went to it: records above it are still read."""


@dataclass
class _Section:
    title: str
    body: QWidget
    button: NavButton


class RailPage(QWidget):
    """`section_changed(key)` when another section comes into view."""

    section_changed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the list of sections."""
        super().__init__(parent)
        self._sections: dict[str, _Section] = {}
        self._current = ""
        self._pinned = ""
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._group = QButtonGroup(self)
        self._rail = self._make_rail(name)
        self._picker = ChoiceEditor((), self)
        self._picker.setAccessibleName(name)
        self._picker.activated.connect(lambda _index: self.go_to(self._picker.value()))
        self._picker.hide()
        self._area = self._make_area()
        right = QVBoxLayout()
        right.setSpacing(0)
        self._picked = QVBoxLayout()
        self._picked.addWidget(self._picker)
        right.addLayout(self._picked)
        right.addWidget(self._area, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        layout.addLayout(right, 1)

    def _make_rail(self, name: str) -> QWidget:
        rail = QWidget()
        rail.setAccessibleName(name)
        rail.setFixedWidth(RAIL_WIDTH)
        self._links = QVBoxLayout(rail)
        self._set_margins()
        self._links.setSpacing(2)
        self._links.addStretch(1)
        return rail

    def _make_area(self) -> QScrollArea:
        area = scroll_area()
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        margin = theme.PAGE_MARGIN
        self._column.setContentsMargins(margin, theme.COLUMN_MARGIN, margin, margin)
        self._column.setSpacing(theme.SECTION_GAP)
        self._column.addStretch(1)
        show_in(area, self._content)
        self._content.installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(self._follow)
        area.viewport().installEventFilter(self)
        return area

    # -- sections ----------------------------------------------------------------------------
    def add_section(self, key: str, title: str, body: QWidget) -> None:
        """Append a section; `title` stands in the rail, `body` brings its own heading."""
        button = NavButton(title)
        button.clicked.connect(lambda: self.go_to(key))
        self._group.addButton(button)
        self._links.insertWidget(self._links.count() - 1, button)
        if self._sections:
            # The rail is left before the page is gone into, however the two were made.
            QWidget.setTabOrder(list(self._sections.values())[-1].button, button)
        self._column.insertWidget(self._column.count() - 1, body)
        self._sections[key] = _Section(title, body, button)
        self._picker.addItem(title, key)
        if not self._current:
            self._mark(key)

    def set_count(self, key: str, count: str) -> None:
        """The number beside a section in the rail."""
        self._sections[key].button.set_count(count)

    def go_to(self, key: str) -> None:
        """Scroll to a section. Raises KeyError for an unknown one."""
        self._settling.start()
        self._scroll_to(key)

    def _scroll_to(self, key: str) -> None:
        body = self._sections[key].body
        self._pinned = key
        self._content.layout().activate()
        top = body.mapTo(self._content, QPoint(0, 0)).y() - theme.GRID
        self._area.verticalScrollBar().setValue(top)
        self._mark(key)

    def current(self) -> str:
        """Key of the section in view."""
        return self._current

    def set_compact(self, compact: bool) -> None:
        """In narrow windows the rail becomes a list to choose from."""
        self._rail.setVisible(not compact)
        self._picker.setVisible(compact)
        margin = theme.PAGE_MARGIN if compact else 0
        self._picked.setContentsMargins(margin, margin // 3, margin, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._set_margins()

    def _set_margins(self) -> None:
        """Layouts swap their order when mirrored, but not their margins."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = (0, theme.COLUMN_MARGIN) if mirrored else (theme.COLUMN_MARGIN, 0)
        self._links.setContentsMargins(near, theme.COLUMN_MARGIN, far, theme.COLUMN_MARGIN)

    # -- following -----------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            self._pinned = ""
            self._settling.stop()
        elif watched is self._content and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._stay)
        return super().eventFilter(watched, event)

    def _stay(self) -> None:
        """What was asked for a moment ago is still shown when the parts above it have filled."""
        if self._settling.isActive():
            self._scroll_to(self._current)

    def _follow(self, value: int) -> None:
        bar = self._area.verticalScrollBar()
        if self._pinned:
            pinned, self._pinned = self._pinned, ""
            self._mark(pinned)
            return
        seen = value + self._area.viewport().height() // 4
        key, best = self._current, -1
        for name, section in self._sections.items():
            top = section.body.mapTo(self._content, QPoint(0, 0)).y()
            if best < top <= seen:  # of two side by side the first one counts
                key, best = name, top
        if value >= bar.maximum() > 0 and self._sections:
            key = next(reversed(self._sections))
        self._mark(key)

    def _mark(self, key: str) -> None:
        self._sections[key].button.setChecked(True)
        self._picker.set_value(key)
        if key != self._current:
            self._current = key
            self.section_changed.emit(key)
