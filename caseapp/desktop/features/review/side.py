"""The left of the view: tabs with their counts, and the list of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.review.words import ReviewWords, Topic
from caseapp.desktop.widgets import Button, FlowLayout, Label, LinkButton, Surface, paint
from caseapp.desktop.widgets.rows import Item, Rows

WIDTH = 272
_HEIGHT = 72


@dataclass(frozen=True, slots=True)
class Lines:
    """The three lines of an item; the second may be empty."""

    lead: str
    second: str
    caption: str


class _Tab(Button):
    KIND = "segment"


class ReviewSide(Surface):
    """`topic_chosen(Topic)`, `chosen(key)` while moving, `entered()` for Enter on a line,
    `lists_asked()` to check a list of names."""

    topic_chosen = Signal(object)
    chosen = Signal(object)
    entered = Signal()
    lists_asked = Signal()

    def __init__(self, words: ReviewWords, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent)
        self._words, t = words, words.t
        self._title = Label(t("Review"), "title")
        self._group = QButtonGroup(self)
        self._tabs: dict[Topic, Button] = {}
        tabs = QWidget()
        tabs.setAccessibleName(t("What is reviewed"))
        flow = FlowLayout(tabs, spacing=4)
        for topic in Topic:
            tab = _Tab(words.topic(topic, 0))
            tab.setCheckable(True)
            tab.setObjectName(f"tab-{topic.value}")
            tab.clicked.connect(lambda _=False, one=topic: self.topic_chosen.emit(one))
            self._group.addButton(tab)
            self._tabs[topic] = tab
            flow.addWidget(tab)
        self.list = Rows(t("What waits"), _HEIGHT, _draw, keeps_choice=True)
        self.list.setProperty("kind", "ground")
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(lambda _key: self.entered.emit())
        self._more = Label("", "caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 8)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(tabs)
        column.addWidget(self.list, 1)
        column.addWidget(self._more)
        self.lists = LinkButton(
            t("Check names of a list or a document"), icon="list-checks", small=True,
            on_click=self.lists_asked.emit,
        )  # fmt: skip
        column.addWidget(self.lists, 0, Qt.AlignmentFlag.AlignLeading)

    def show_topic(self, topic: Topic, counts: dict[Topic, int]) -> None:
        """Mark a tab and tell how much waits in each."""
        for one, tab in self._tabs.items():
            tab.setText(self._words.topic(one, counts[one]))
        self._tabs[topic].setChecked(True)

    def show_items(self, items: Sequence[Item], left_out: int) -> None:
        """Show these lines; `left_out` more wait that are not listed yet."""
        self.list.set_items(items)
        plural = self._words.t.plural
        self._more.setText(plural("{n} more after these", "{n} more after these", left_out)
                           if left_out else "")  # fmt: skip
        self._more.setVisible(bool(left_out))

    def focus_first(self) -> None:
        has = bool(self.list.items())
        target = self.list if has else self._group.checkedButton()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)


def item(key: object, lines: Lines) -> Item:
    """A line of the list."""
    said = [part for part in (lines.lead, lines.second, lines.caption) if part]
    return Item(key, lines, ", ".join(said), "\n".join(said))


def _draw(
    painter: QPainter, box: QRect, lines: object, direction: Qt.LayoutDirection, _marked: bool
) -> None:
    assert isinstance(lines, Lines)
    t, top = theme.current(), box.top() + (8 if lines.second else 17)
    for words, font, colour, height in (
        (lines.lead, theme.font(weight=theme.MEDIUM), t.ink, 20),
        (lines.second, theme.font(), t.ink2, 20),
        (lines.caption, theme.font(theme.CAPTION), t.ink2, 18),
    ):
        if not words:
            continue
        place = paint.visual(direction, box, QRect(box.left() + 4, top, box.width() - 8, height))
        paint.draw_text(painter, place, words, font, colour, paint.leading(direction))
        top += height
