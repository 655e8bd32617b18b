"""Working days: the plain week, and the days that the office entered against it.

They decide when a reply is due. The program ships no holidays: they are set anew each year,
and one that is wrong moves a term.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from babel.dates import format_date, format_skeleton
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.library.month_grid import DayView, Month, MonthGrid, MonthModel
from caseapp.desktop.features.library.section import (
    Desk,
    Section,
    TwoLines,
    one_line_rows,
    scrolling,
)
from caseapp.desktop.widgets import Field, IconButton, Label, QuietButton, SectionHeading, Segments
from caseapp.domain.deadlines import RULES, WorkingDays, due_date
from caseapp.domain.vocabulary import ReplyRule
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.records import CalendarDay, Record
from caseapp.store.vault import Vault

COUNTRY = "KZ"
"""The rules that reckon terms are those of Kazakhstan, so its days are what counts."""

ENTERED, CLEARED = N_("Enter a day"), N_("Take a day back to the plain week")
NAMED = N_("Name a day")


def change_day(
    vault: Vault, day: date, *, working: bool | None = None, name: str | None = None
) -> list[Record]:
    """The record to save for a day; None leaves what it says. A new one is against the week."""
    found = next(iter(vault.all(CalendarDay, country=COUNTRY, day=day)), None)
    if found is None:
        against = not WorkingDays().works(day)
        found = CalendarDay(country=COUNTRY, day=day, working=against)
    found.working = found.working if working is None else working
    found.name = found.name if name is None else name
    return [found]


class DaysSection(Section):
    """A month, the day that is current in it, and all that was entered for the year."""

    KINDS = frozenset({"calendar_day"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        t = self.t
        self._entered: dict[date, CalendarDay] = {}
        self._day = date.today()
        self.model = MonthModel(t.language, self._sort_of_day, self)
        self.grid = MonthGrid(self.model, t("Month"))
        self.grid.chosen.connect(self._came)
        self.grid.left.connect(self.go_to)
        self.grid.turned.connect(self._turn)
        self.kind = Segments(
            [("week", t("as the week")), ("off", t("day off")), ("work", t("working day"))],
            t("What the day is"),
        )  # fmt: skip
        self.kind.chosen.connect(self._set)
        self.name = Field(t("Name of the day"))
        self.name.setObjectName("day-name")
        self.name.committed.connect(self._name)
        self.list = one_line_rows(t("Days entered for the year"))
        self.list.opened.connect(self.go_to)
        self.list.removed.connect(self._clear)
        self._lay_out()
        self._show_month()

    def _lay_out(self) -> None:
        t = self.t
        self._month = Label("", "lead")
        self._today = QuietButton(t("Today"), on_click=lambda: self.go_to(date.today()))
        self._said = Label("", "strong", wrap=True)
        self._due = Label("", "second", wrap=True)
        self._heading = SectionHeading(t("Days entered for the year"))
        self._none = Label(
            t("None yet. Enter the public holidays and moved days when they are announced."),
            "second", wrap=True,
        )  # fmt: skip
        turn = QHBoxLayout()
        turn.setSpacing(theme.GRID)
        back = IconButton("chevron-left", t("Month before"), on_click=lambda: self._step(-1))
        on = IconButton("chevron-right", t("Next month"), on_click=lambda: self._step(1))
        for widget in (back, on, self._month):
            turn.addWidget(widget)
        turn.addStretch(1)
        turn.addWidget(self._today)
        body = QWidget()
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.PAGE_MARGIN)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(theme.GRID)
        left.addLayout(turn)
        left.addWidget(self.grid)
        left.addWidget(
            Label(t("Space turns a day. Page Up and Page Down turn the month."), "caption",
                  wrap=True)
        )  # fmt: skip
        left.addStretch(1)
        for widget in (
            self._said, self.kind, self.name, self._due, self._heading, self._none, self.list
        ):  # fmt: skip
            right.addWidget(widget)
        right.addStretch(1)
        self._row.addLayout(left, 3)
        self._row.addLayout(right, 2)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(
            theme.PAGE_MARGIN, theme.COLUMN_MARGIN, theme.PAGE_MARGIN, theme.COLUMN_MARGIN
        )
        inside.setSpacing(theme.COLUMN_MARGIN)
        inside.addWidget(Label(t("Working days"), "title"))
        inside.addWidget(
            Label(t("These days count when a reply is due. Saturdays and Sundays are off; what the "
                    "state moves or adds is entered here."), "second", wrap=True)
        )  # fmt: skip
        inside.addLayout(self._row)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(body))

    # -- what is shown -----------------------------------------------------------------------
    def reload(self) -> None:
        self.desk.load(lambda vault: vault.all(CalendarDay, country=COUNTRY), self._show,
                       "library-days")  # fmt: skip

    def _show(self, days: Sequence[CalendarDay]) -> None:
        self._entered = {one.day: one for one in days}
        self._show_month()

    def days(self) -> WorkingDays:
        """The calendar as terms are reckoned by it."""
        return WorkingDays({day: one.working for day, one in self._entered.items()})

    def _show_month(self) -> None:
        year, month = self._day.year, self._day.month
        works = self.days()
        views = {}
        for number in range(1, calendar.monthrange(year, month)[1] + 1):
            day = date(year, month, number)
            own = self._entered.get(day)
            views[day] = DayView(works.works(day), own is not None, own.name if own else "")
        self.model.set_month(Month(year, month, views))
        language = self.t.language
        self._month.setText(format_skeleton("yMMMM", self._day, locale=language))
        self.grid.stand_on(self._day)
        self._show_year()
        self._show_day()

    def _show_year(self) -> None:
        t, year = self.t, self._day.year
        mine = sorted(day for day in self._entered if day.year == year)
        lines = []
        for day in mine:
            own = self._entered[day]
            words = format_date(day, "d MMMM", locale=t.language)
            chip = ((t("working day"), "briefcase", "info") if own.working
                    else (t("day off"), "coffee", "warn"))  # fmt: skip
            lines.append(TwoLines(words, own.name, chip).item(day))
        self.list.set_items(lines)
        self.list.fit(1, 10)
        self.list.setVisible(bool(mine))
        self._none.setVisible(not mine)
        self._heading.set_count(f"{year}: {len(mine)}")
        self.counted.emit(str(len(mine)) if mine else "")

    def _show_day(self) -> None:
        t, own = self.t, self._entered.get(self._day)
        self._said.setText(format_date(self._day, "full", locale=t.language))
        self.kind.choose("week" if own is None else "work" if own.working else "off")
        self.name.set_value(own.name if own else "")
        due = due_date(ReplyRule.KZ_APPLICATION, self._day, self.days())
        assert due is not None
        self._due.setText(
            t("What is handed in on this day must be answered by {day}: {n} working days.",
              day=format_date(due, "long", locale=t.language),
              n=RULES[ReplyRule.KZ_APPLICATION].days)
        )  # fmt: skip

    def _sort_of_day(self, view: DayView) -> str:
        return self.t("working day") if view.works else self.t("day off")

    def _came(self, day: date) -> None:
        if day != self._day:
            self.name.commit()
            self._day = day
            self._show_day()

    def go_to(self, argument: object) -> None:
        """Stand on a day, in its month."""
        if isinstance(argument, date):
            self.name.commit()
            self._day = argument
            self._show_month()

    def _step(self, way: int) -> None:
        first = self._day.replace(day=1)
        other = first - timedelta(days=1) if way < 0 else first + timedelta(days=32)
        self.go_to(other.replace(day=1))

    # -- deeds -------------------------------------------------------------------------------
    def _turn(self, day: date) -> None:
        """The plain week, then the other way round, then back."""
        if day in self._entered:
            self._clear(day)
        else:
            self.desk.save(lambda vault: change_day(vault, day), Action(ENTERED))

    def _set(self, code: str) -> None:
        day = self._day
        if code == "week":
            self._clear(day)
        else:
            working = code == "work"
            self.desk.save(lambda vault: change_day(vault, day, working=working), Action(ENTERED))

    def _clear(self, day: date) -> None:
        own = self._entered.get(day)
        if own is not None:
            self.desk.trash(CalendarDay, own.id, Action(CLEARED))

    def _name(self, typed: str) -> None:
        day, known = self._day, self._day in self._entered
        if not known and not typed.strip():
            return
        name = typed.strip()
        works = WorkingDays().works(day) if not known else None
        self.desk.save(
            lambda vault: change_day(vault, day, working=works, name=name), Action(NAMED),
            self.name.reject,
        )  # fmt: skip

    def commit(self) -> None:
        self.name.commit()

    def set_compact(self, compact: bool) -> None:
        way = QHBoxLayout.Direction.TopToBottom if compact else QHBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)

    def focus_first(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
