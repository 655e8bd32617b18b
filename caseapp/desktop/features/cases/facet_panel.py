"""The facets at the left: groups that fold, each a list of values with live counts.

Counts come from the view; what is chosen goes back as a filter. Knows no vault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.desktop.features.cases.facet_values import FacetList, FacetModel, FacetValue
from caseapp.desktop.features.cases.words import FACETS, ListWords
from caseapp.desktop.features.cases.year_bars import YearList, YearModel, year_bars
from caseapp.desktop.named_to import SHORT
from caseapp.desktop.widgets import Label, LinkButton, Surface, paint
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.domain.places import prefecture_of
from caseapp.domain.vocabulary import Sex, Status, Tie, Verification
from caseapp.store.queries.case_filter import CaseFilter, Facet
from caseapp.store.queries.facets import FacetCounts

WIDTH = 188
FEW = 6
"""Values of a facet that are shown at first; the others wait behind "12 more"."""
MANY = 5_000
"""With more cases than these, nobody decides to whom they may be named until it is asked."""
_FOLDED = (Facet.PREFECTURE, Facet.SEX, Facet.TIE)
"""Groups that begin folded: they matter less often."""
_CLOSED = {
    Facet.STATUS: tuple(Status), Facet.SEX: tuple(Sex), Facet.TIE: tuple(Tie),
    Facet.VERIFICATION: tuple(Verification), Facet.NAMED_TO: tuple(SHORT),
}  # fmt: skip
"""Facets whose values stand in the order of their vocabulary; others by how many they have."""


class _GroupHeading(QAbstractButton):
    """The facet's name with an arrow that says whether it is open."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 24, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, t, whole = QPainter(self), theme.current(), self.rect()
        direction = self.layoutDirection()
        box = QRect(4, 0, whole.width() - 26, whole.height())
        font = theme.font(theme.BODY, theme.SEMIBOLD)
        shown = paint.visual(direction, whole, box)
        paint.draw_text(painter, shown, self.text(), font, t.ink, paint.leading(direction))
        side = icons.SMALL
        arrow = QRect(whole.width() - side - 3, (whole.height() - side) // 2, side, side)
        name = "chevron-down" if self.isChecked() else "chevron-right"
        where = paint.visual(direction, whole, arrow)
        icons.draw(painter, paint.pointing(name, direction), where, t.ink2)
        if self.hasFocus():
            paint.draw_focus(painter, whole)


class FacetGroup(QWidget):
    """One facet: heading, values, "12 more". `toggled(Facet, value)`, `opened(Facet)`."""

    toggled = Signal(object, object)
    opened = Signal(object)

    def __init__(self, facet: Facet, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facet, self._words = facet, words
        self._all: tuple[FacetValue, ...] = ()
        self._unfolded = self._uncounted = self._chosen = False
        name = words.facet(facet)
        self.heading = _GroupHeading(name)
        self.heading.setChecked(facet not in _FOLDED)
        self.heading.toggled.connect(self._opened)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.note = Label("", "muted", wrap=True)
        self.note.setContentsMargins(4, 2, 4, 4)
        self.note.hide()
        self._column.addWidget(self.note)
        self._make_values(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.heading)
        column.addWidget(self._body)
        self._body.setVisible(self.is_open)

    def _make_values(self, name: str) -> None:
        self.model = FacetModel(self._words, self)
        self.model.toggled.connect(lambda value: self.toggled.emit(self.facet, value))
        self.list = FacetList(self.model, name)
        self.more = LinkButton("", small=True, on_click=self._unfold)
        self._column.addWidget(self.list)
        self._column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.more.hide()

    @property
    def is_open(self) -> bool:
        return self.heading.isChecked()

    def say(self, words: str) -> None:
        """A word above the values: that they are still being counted."""
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self._uncounted = bool(words)
        self._show()

    def show_counts(
        self, whole: Mapping[Any, int], counted: Mapping[Any, int], shown: CaseFilter
    ) -> None:
        """Show the values that any case has, with how many the filter would show of each."""
        chosen = shown.values(self.facet)
        if chosen and not self._chosen and self.facet in _FOLDED:
            self.heading.setChecked(True)  # chosen elsewhere: a saved view, a cell of a table
        self._chosen = bool(chosen)
        closed = _CLOSED.get(self.facet)
        there = {*whole, *counted}
        if self.facet is Facet.COUNTY and shown.prefecture:
            there = {county for county in there if prefecture_of(county) in shown.prefecture}
        there |= {*chosen}
        if closed is not None:
            known = [v for v in closed if v in there or self.facet is Facet.NAMED_TO]
        else:
            by_count = lambda v: (v == "", -whole.get(v, 0), self._words.value(self.facet, v))  # noqa: E731
            known = sorted(there, key=by_count)
        self._all = tuple(self._value(value, counted.get(value, 0), value in chosen)
                          for value in known)  # fmt: skip
        self._show()

    def _value(self, value: Any, count: int, chosen: bool) -> FacetValue:
        icon, tone, bars = "", "quiet", ""
        if self.facet is Facet.STATUS:
            icon, tone = paint.status_mark(value)
        elif self.facet is Facet.VERIFICATION:
            bars = value
        words = self._words.value(self.facet, value)
        shown = self._words.number_of(count)
        return FacetValue(value, words, count, shown, chosen, icon, tone, bars)

    def _show(self) -> None:
        """At first the most frequent values and what is chosen, not a screen of counties."""
        long = self.facet not in _CLOSED and len(self._all) > FEW + 1
        few = long and not self._unfolded
        shown = [v for place, v in enumerate(self._all) if not few or place < FEW or v.chosen]
        if self._uncounted:
            shown = [replace(value, shown="…") for value in shown]
        self.model.set_values(shown)
        t, rest = self._words.t, len(self._all) - len(shown)
        words = t.plural("{n} more", "{n} more", rest) if few else t("Fewer")
        self.more.setText(words)
        self.more.setVisible(long and (rest > 0 or self._unfolded))

    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self._show()

    def _opened(self, on: bool) -> None:
        self._body.setVisible(on)
        self.heading.update()
        if on:
            self.opened.emit(self.facet)


class YearGroup(FacetGroup):
    """The years as bars. `picked(first, last)` and `unknown_toggled()` come from its model."""

    def _make_values(self, name: str) -> None:
        self.years = YearModel(self._words, self)
        self.list = YearList(self.years, name)
        self._column.addWidget(self.list)

    def show_counts(
        self, whole: Mapping[Any, int], counted: Mapping[Any, int], shown: CaseFilter
    ) -> None:
        self.years.set_bars(year_bars(whole, counted, shown))


class FacetPanel(Surface):
    """All groups. `changed(CaseFilter)` when the person chooses; `opened(Facet)` for a group;
    `escaped()` for Esc."""

    changed = Signal(object)
    opened = Signal(object)
    escaped = Signal()

    def __init__(self, words: ListWords, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent)
        self._shown = CaseFilter()
        self._whole = self._counted = FacetCounts(0, 0, {})
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(words.t("Filters"))
        self.groups = {
            facet: (YearGroup if facet is Facet.YEAR_TAKEN else FacetGroup)(facet, words)
            for facet in FACETS
        }
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(10, 12, 4, 16)
        column.setSpacing(12)
        self._counting = Label("", "muted", wrap=True)
        self._counting.hide()
        self._fold_asked = False
        column.addWidget(self._counting)
        for group in self.groups.values():
            column.addWidget(group)
            group.toggled.connect(self._toggle)
            group.opened.connect(self.opened)
            group.list.left.connect(lambda step, at=group: self._step(at, step))
        column.addStretch(1)
        years = self.groups[Facet.YEAR_TAKEN].years
        years.picked.connect(self._pick)
        years.unknown_toggled.connect(self._toggle_unknown)
        area = scroll_area(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def tab_stops(self) -> Sequence[QWidget]:
        """Where Tab stops, from top to bottom."""
        stops: list[QWidget] = []
        for group in self.groups.values():
            stops += [group.heading, group.list]
            if group.facet is not Facet.YEAR_TAKEN:
                stops.append(group.more)
        return stops

    def show_counts(self, whole: FacetCounts, counted: FacetCounts) -> None:
        """Show these counts; `whole` are those without any filter."""
        self._whole, self._counted = whole, counted
        self._show()

    def show_filter(self, shown: CaseFilter) -> None:
        """Show what is chosen, at once; the counts follow."""
        self._shown = shown
        self._show()

    def _show(self) -> None:
        for facet, group in self.groups.items():
            whole, counted = self._whole.by.get(facet, {}), self._counted.by.get(facet, {})
            group.show_counts(whole, counted, self._shown)
            group.setVisible(bool(whole) or facet is Facet.NAMED_TO)

    def say_counting(self, words: str) -> None:
        """A word on top while the cases are still being counted; "" when they are."""
        self._counting.setText(words)
        self._counting.setVisible(bool(words))

    def say_deciding(self, words: str) -> None:
        """The same for those audiences to whom cases may be named."""
        self.groups[Facet.NAMED_TO].say(words)

    def looks_at(self, facet: Facet, cases: int) -> bool:
        """Whether somebody sees the counts of a facet that takes long to count.

        With many cases its group begins folded, so that nobody waits for it unasked.
        """
        heading = self.groups[facet].heading
        if cases > MANY and not self._fold_asked:
            heading.setChecked(False)
        self._fold_asked = True
        return self.isVisible() and heading.isChecked()

    def _toggle(self, facet: Facet, value: Any) -> None:
        self.changed.emit(self._shown.toggled(facet, value))

    def _pick(self, first: int | None, last: int | None) -> None:
        self.changed.emit(replace(self._shown, taken_from=first, taken_to=last))

    def _toggle_unknown(self) -> None:
        self.changed.emit(replace(self._shown, taken_unknown=not self._shown.taken_unknown))

    def _step(self, at: FacetGroup, step: int) -> None:
        """Arrows go on from the last value of a group to the next open group."""
        order = [g for g in self.groups.values() if g.isVisible() and g.is_open]
        place = order.index(at) + step
        if 0 <= place < len(order):
            reason = (
                Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
            )
            order[place].list.setFocus(reason)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
