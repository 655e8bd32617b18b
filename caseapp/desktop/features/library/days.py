"""Working days: the plain week, the state's public days, and what the office entered above them.

They decide when a reply is due. The public days ship with the program; some are set anew each
year or follow the moon, and one that is wrong moves a term: so each says where it comes from.
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
)
from caseapp.desktop.widgets import Field, IconButton, Label, QuietButton, Segments
from caseapp.desktop.widgets.rows import Item
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.domain.deadlines import due_date
from caseapp.domain.public_days import PublicDay, public_day, public_days
from caseapp.domain.reply_rules import rule_of
from caseapp.domain.vocabulary import ReplyRule
from caseapp.domain.working_days import WorkingDays, office_days
from caseapp.i18n import N_
from caseapp.store.history import Action
from caseapp.store.records import CalendarDay, Record
from caseapp.store.vault import Vault

COUNTRY = "KZ"
"""The rules that reckon terms are those of Kazakhstan, so its days are what counts."""

ENTERED, CLEARED = N_("Enter a day"), N_("Take a day back to the calendar")
NAMED = N_("Name a day")
SHIPPED = office_days({})
"""The calendar before the office says anything."""


def change_day(
    vault: Vault, day: date, *, working: bool | None = None, name: str | None = None
) -> list[Record]:
    """The record to save for a day; None leaves what it says. A new one is against the calendar."""
    found = next(iter(vault.all(CalendarDay, country=COUNTRY, day=day)), None)
    if found is None:
        against = not SHIPPED.works(day)
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
            [("week", t("as in the calendar")), ("off", t("day off")), ("work", t("working day"))],
            t("What the day is"),
        )  # fmt: skip
        self.kind.chosen.connect(self._set)
        self.name = Field(t("Name of the day"))
        self.name.setObjectName("day-name")
        self.name.committed.connect(self._name)
        self.list = one_line_rows(t("Days of the year against the plain week"))
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
        self._heading = Label(t("Days of the year against the plain week"), "lead", wrap=True)
        self._count = Label("", "second", wrap=True)
        self._source = Label("", "second", wrap=True)
        self._none = Label(
            t("No calendar is known for this year. Enter its public holidays and moved days."),
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
            self._said, self._source, self.kind, self.name, self._due, self._heading, self._count,
            self._none, self.list,
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
            Label(t("These days count when a reply is due. The public days of Kazakhstan come from "
                    "the open “holidays” calendar that ships with the program; what is "
                    "entered here stands above it."), "second", wrap=True)
        )  # fmt: skip
        inside.addLayout(self._row)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll_area(body))

    # -- what is shown -----------------------------------------------------------------------
    def reload(self) -> None:
        self.desk.load(lambda vault: vault.all(CalendarDay, country=COUNTRY), self._show,
                       "library-days")  # fmt: skip

    def _show(self, days: Sequence[CalendarDay]) -> None:
        self._entered = {one.day: one for one in days}
        self._show_month()

    def days(self) -> WorkingDays:
        """The calendar as terms are reckoned by it."""
        return office_days({day: one.working for day, one in self._entered.items()})

    def _show_month(self) -> None:
        year, month = self._day.year, self._day.month
        works = self.days()
        views = {}
        for number in range(1, calendar.monthrange(year, month)[1] + 1):
            day = date(year, month, number)
            own = self._entered.get(day)
            public = public_day(day)
            name = own.name if own and own.name else self._public_name(public)
            views[day] = DayView(works.works(day), own is not None, name, public is not None)
        self.model.set_month(Month(year, month, views))
        language = self.t.language
        self._month.setText(format_skeleton("yMMMM", self._day, locale=language))
        self.grid.stand_on(self._day)
        self._show_year()
        self._show_day()

    def _show_year(self) -> None:
        t, year = self.t, self._day.year
        shipped = public_days(year)
        mine = {day for day in self._entered if day.year == year}
        lines = [self._line(day, shipped.get(day)) for day in sorted(mine | shipped.keys())]
        self.list.set_items(lines)
        self.list.fit(1, 10)
        self.list.setVisible(bool(lines))
        self._none.setHidden(bool(shipped))
        self._count.setText(t("{year}: {n}, of which {own} entered here", year=year,
                              n=len(lines), own=len(mine)))  # fmt: skip
        self.counted.emit(str(len(mine)) if mine else "")

    def _line(self, day: date, public: PublicDay | None) -> Item:
        """One day of the year: what it is, its name, where that comes from."""
        t, own = self.t, self._entered.get(day)
        words = format_date(day, "d MMMM", locale=t.language)
        works = own.working if own is not None else public is not None and public.works
        chip = ((t("working day"), "briefcase", "info") if works
                else (t("day off"), "coffee", "warn"))  # fmt: skip
        name = own.name if own and own.name else self._public_name(public)
        where = t("entered here") if own is not None else self._origin(public)
        return TwoLines(words, " · ".join(part for part in (name, where) if part), chip).item(day)

    def _public_name(self, public: PublicDay | None) -> str:
        return self.t(public.name) if public is not None else ""

    def _origin(self, public: PublicDay | None) -> str:
        """Where a shipped day comes from, and how sure it is; "" for a plain one."""
        t = self.t
        if public is None:
            return ""
        if public.estimated:
            return t("estimated, may still move")
        if public.moved is not None:
            other = format_date(public.moved, "medium", locale=t.language)
            return t("exchanged with {day}", day=other)
        return t("for a holiday on a weekend") if public.observed else t("shipped calendar")

    def _show_day(self) -> None:
        t, own, public = self.t, self._entered.get(self._day), public_day(self._day)
        self._said.setText(format_date(self._day, "full", locale=t.language))
        said = (self._public_name(public), self._origin(public))
        self._source.setText(" · ".join(part for part in said if part))
        self._source.setVisible(public is not None)
        self.kind.choose("week" if own is None else "work" if own.working else "off")
        self.name.set_value(own.name if own else "")
        rule, days = rule_of(ReplyRule.KZ_APPLICATION), self.days()
        due = due_date(ReplyRule.KZ_APPLICATION, self._day, days)
        assert due is not None
        assert rule is not None
        said = [
            t("What is handed in on this day must be answered by {day}: {n} working days.",
              day=format_date(due, "long", locale=t.language), n=rule.days),
            rule.article.in_language(t.language) + ".",
        ]  # fmt: skip
        if days.estimated(self._day, due):
            said.append(t("It passes a day off that is only estimated."))
        self._due.setText(" ".join(said))

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
        """As in the calendar, then the other way round, then back."""
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
        works = SHIPPED.works(day) if not known else None
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
