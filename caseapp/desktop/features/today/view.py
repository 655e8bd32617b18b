"""The view of the day: the list of what waits, and counts of all cases beside it.

The office's own papers are asked for at once; what must look through all cases comes in turns
on the database worker and is then kept in step. Keeps nothing that is not in the store: the
whole list of one section is a place of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.today.asking import Step
from caseapp.desktop.features.today.compose import TITLES, Composer, Places
from caseapp.desktop.features.today.day_list import TodayList
from caseapp.desktop.features.today.edits import finish_task
from caseapp.desktop.features.today.gathering import Gathering
from caseapp.desktop.features.today.lines import Heading, Line, Section
from caseapp.desktop.features.today.model import TodayModel
from caseapp.desktop.features.today.printing import DayPrint
from caseapp.desktop.features.today.side import WIDTH, SidePanel
from caseapp.desktop.features.today.words import TodayWords
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.to_appeal import AppealOffer
from caseapp.desktop.widgets import (
    EmptyState,
    Label,
    LinkButton,
    PrimaryButton,
    QuietButton,
    Segments,
)
from caseapp.desktop.widgets import Line as Hairline
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.domain.vocabulary import AppealKind
from caseapp.store.queries.case_filter import Facet
from caseapp.store.vault import Vault

PAGE = 200
"""Lines of a whole list that are loaded at once."""

_COUNTED = (Section.REPLIES, Section.RELEASES, Section.CONSENTS, Section.TASKS, Section.INTAKES,
            Section.HOUSE)  # fmt: skip


class TodayView(View):
    """Opened with None, or with a `Section` for the whole list of it.

    `names` are those of the window's views: a line leads only to what is there.
    """

    def __init__(
        self, context: Context, vault: Vault, names: Sequence[str] = (), day: date | None = None
    ) -> None:
        """`day` stands for today in tests."""
        super().__init__(context)
        self._vault, self._day = vault, day
        self._words = TodayWords(self.t)
        self._places = Places(frozenset(names))
        self._found = Gathering(context, vault, self)
        self._section: Section | None = None
        self._compact = self._settled = False
        self._printing = DayPrint(context, self)
        self.model = TodayModel(self)
        self.list = TodayList(self.t("What waits"), self.model)
        self.side = SidePanel(self._words.counts)
        self._midnight = QTimer(self, singleShot=True)
        self._make_head()
        self._make_empty_states()
        self._lay_out()
        self._wire()

    # -- building ----------------------------------------------------------------------------
    def _make_head(self) -> None:
        t = self.t
        self._title = Label("", "title", elide=True)
        self._under = Label("", "second", elide=True)
        self.back_link = LinkButton(
            t("The whole day"), icon="arrow-left", on_click=lambda: self.context.router.go("today")
        )
        self.print_button = QuietButton(
            t("Print the list"), icon="printer", key="Ctrl+P", live=False, on_click=self._print
        )
        self.appeals = AppealOffer(self.context, self._vault, self)
        self.appeal_button = QuietButton(
            t("Ask about all of them"), icon="mail", on_click=self._offer_all
        )
        self.parts = Segments([("list", t("What waits")), ("counts", t("Counts"))], t("Shown"))
        self.parts.choose("list")

    def _make_empty_states(self) -> None:
        t, go = self.t, self.context.router.go
        self._nothing = EmptyState(
            "sun", t("Nothing waits"),
            t("No reply is due, no release, no task. Enough time for a case that rests."),
        )  # fmt: skip
        self._nothing.add(QuietButton(t("Go to the cases"), icon="folder",
                                      on_click=lambda: go("cases")))  # fmt: skip
        self._new = EmptyState(
            "sun", t("Nothing waits yet"),
            t("Begin with the first person that somebody asks about: a name is enough."),
            t("To look around first: lock this vault, then open the sample."),
        )  # fmt: skip
        first = ("intake", t("First intake")) if "intake" in self._places.names else (
            "cases", t("First case"))  # fmt: skip
        argument = None if first[0] == "intake" else "new"
        self._new.add(PrimaryButton(first[1], icon="plus", on_click=lambda: go(first[0], argument)))

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.back_link, alignment=Qt.AlignmentFlag.AlignLeading)
        titles.addWidget(self._title)
        titles.addWidget(self._under)
        head = QHBoxLayout()
        head.setContentsMargins(theme.PAGE_MARGIN, 14, theme.PAGE_MARGIN, 8)
        head.addLayout(titles, 1)
        head.addWidget(self.appeal_button, alignment=Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.print_button, alignment=Qt.AlignmentFlag.AlignVCenter)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(theme.COLUMN_MARGIN, 0, theme.COLUMN_MARGIN, 8)
        inner.addWidget(self.list)
        self._stack = QStackedWidget()
        for page in (holder, self._nothing, self._new):
            self._stack.addWidget(page)
        self._parts_row = QWidget()
        row = QHBoxLayout(self._parts_row)
        row.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 0)
        row.addWidget(self.parts)
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._left, 1)
        self._side_line = Hairline("v")
        body.addWidget(self._side_line)
        body.addWidget(self.side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._parts_row)
        whole.addLayout(body, 1)
        self._arrange()

    def _wire(self) -> None:
        go = self.context.router.go
        self._found.changed.connect(self._show)
        self._found.progressed.connect(self._say_progress)
        self.list.opened.connect(self._open_line)
        self.list.done.connect(self._do)
        self.list.whole_wanted.connect(lambda section: go("today", section))
        self.model.more_wanted.connect(self._load_more)
        self.side.asked.connect(lambda shown: go("cases", shown))
        self.side.all_asked.connect(self._go_to_statistics)
        self.parts.chosen.connect(lambda _code: self._show_part())
        self._midnight.timeout.connect(self._reload)
        self.on_key("Ctrl+P", self._print)
        self.context.changes.subscribe(self._heard, owner=self)

    # -- places ------------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        section = argument if isinstance(argument, Section) else None
        if section is not self._section:
            self._section = section
            self.list.setCurrentIndex(self.model.index(-1, 0))
        self._show()
        self._reload()

    def focus_first(self) -> None:
        if self.side.isVisible() and not self._left.isVisible():
            self.side.status.focus_first()
        elif self._stack.currentIndex() == 0:
            self.list.setFocus()
        else:
            super().focus_first()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self._arrange()

    def commands(self) -> Sequence[Command]:
        if not self.print_button.isEnabled():
            return ()
        return (Command(self.t("Print the list"), self._print, "printer", "Ctrl+P"),)

    def keys(self) -> Sequence[tuple[str, str]]:
        t = self.t
        return [
            ("Enter", t("Open what waits")), ("R", t("Record the reply")),
            ("W", t("Complain of silence, or remind")), ("A", t("Ask about a release")),
            ("D", t("A task is done")),
            ("B", t("Back up now")),
            ("Ctrl+P", t("Print the list")),
        ]  # fmt: skip

    def _arrange(self) -> None:
        """Side by side where there is room, else the one that was asked for."""
        counts = self.parts.code() == "counts"
        beside = self._section is None and (
            not self._found.ready or self._found.cases.counts.total > 0
        )
        self._parts_row.setVisible(self._compact and beside)
        self._left.setVisible(not self._compact or not counts or not beside)
        self.side.setVisible(beside and (counts or not self._compact))
        self._side_line.setVisible(beside and not self._compact)
        self.side.setMinimumWidth(0 if self._compact else WIDTH)
        self.side.setMaximumWidth(NO_BOUND if self._compact else WIDTH)

    def _show_part(self) -> None:
        """In a narrow window: one of the two, and the keyboard goes along."""
        self._arrange()
        self.focus_first()

    def _go_to_statistics(self, facet: Facet) -> None:
        if "statistics" in self._places.names:
            self.context.router.go("statistics", facet)

    # -- asking ------------------------------------------------------------------------------
    def today(self) -> date:
        """The day that is shown."""
        return self._day or date.today()

    def _heard(self, _change: object) -> None:
        """A view that is not in front looks again when it is opened."""
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        now = datetime.now()
        tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time())
        self._midnight.start(int((tomorrow - now).total_seconds() * 1000) + 1000)
        self._found.look(self.today(), max(PAGE, self.model.rowCount()))

    def _say_progress(self, step: Step) -> None:
        """The first time it takes a while, and nobody should take half a list for the whole."""
        if not self._found.ready and self._section is None:
            read, total = self._words.number(step.read), self._words.number(step.total)
            self._under.setText(
                self.t("looking through the cases: {read} of {total}", read=read, total=total)
            )
            self._under.show()

    def _load_more(self) -> None:
        """The end of a whole list is in sight: names for the next lines, then the lines."""
        section, start, found = self._section, self.model.rowCount(), self._found
        if section is None:
            return
        end = start + PAGE

        def came() -> None:
            if self._section is section and self.model.rowCount() == start:
                lines = self._composer().lines(section, found.papers, found.cases, start, end)
                self.model.append(lines)

        wanted = self._composer().cases_of(section, found.papers, found.cases, start, end)
        found.names(wanted, came)

    # -- showing -----------------------------------------------------------------------------
    def _composer(self) -> Composer:
        return Composer(self._words, self._places, self.today())

    def _show(self) -> None:
        """Draw what is known, and stand where one stood."""
        if self._found.ready:
            self.side.set_counts(self._found.cases.counts)
        composer, papers, cases = self._composer(), self._found.papers, self._found.cases
        current, row = self.list.current(), self.list.currentIndex().row()
        at_first = row == self.model.first_line()
        if self._section is None:
            items = composer.day(papers, cases)
            self.model.set_items(items)
        else:
            count = composer.count(self._section, papers, cases)
            shown = max(PAGE, self.model.rowCount())
            self.model.set_items(composer.lines(self._section, papers, cases, 0, shown), count)
        if at_first and not self._settled:
            self.list.choose(self.model.first_line())
        else:
            self._stand_again(current, row)
        self._settled = self._found.ready
        self._say(composer)
        self._arrange()

    def _stand_again(self, current: object, row: int) -> None:
        """On the same thing; where it is gone, on what stands there now."""
        if current is None:
            if self.list.hasFocus():
                self.list.choose(self.model.first_line())
            return
        place = self.model.place(current.key) if isinstance(current, Line) else None
        if place is None:
            items = self.model.items
            rows = [i for i, item in enumerate(items) if isinstance(item, Line)]
            same = [i for i, item in enumerate(items) if isinstance(current, Heading)
                    and isinstance(item, Heading) and item.section is current.section]  # fmt: skip
            near = min(rows, key=lambda i: abs(i - row), default=None)
            place = same[0] if same else near
        self.list.choose(place)

    def _say(self, composer: Composer) -> None:
        t, words = self.t, self._words
        whole = self._section is not None
        self.back_link.setVisible(whole)
        self.appeal_button.setVisible(
            self._section is Section.RELEASES and bool(self._found.cases.releases)
        )
        self._title.setText(t(TITLES[self._section]) if whole else words.today(self.today()))
        sections = (self._section,) if self._section is not None else _COUNTED
        waits = sum(
            composer.count(part, self._found.papers, self._found.cases) for part in sections
        )
        ready = self._found.ready
        if ready or waits:
            said = t.plural("{n} thing needs a hand", "{n} things need a hand", waits)
            self._under.setText(said if waits else "")
        self._under.setVisible(bool(self._under.text()))
        keyboard = self.list.hasFocus()
        new = ready and not self._found.cases.counts.total
        empty = 2 if new else 1
        self._stack.setCurrentIndex(0 if waits or whole or not ready else empty)
        self.print_button.setEnabled(waits > 0)
        if keyboard and self._stack.currentIndex() != 0:
            super().focus_first()
        if ready:
            total = self._found.cases.counts.total
            self.set_status(t.plural("{n} case", "{n} cases", total) if total else t("no cases"))

    # -- deeds -------------------------------------------------------------------------------
    def _open_line(self, line: Line) -> None:
        if line.target is not None:
            self.context.router.go(*line.target)

    def _do(self, line: Line, code: str) -> None:
        if code == "done":
            self._finish(line)
            return
        if code == "ask":
            box = self.list.deed_rect(self.list.currentIndex(), "ask")
            self._offer([line.key[1]], self.list.viewport(), box)
            return
        deed = next(deed for deed in line.deeds if deed.code == code)
        target = deed.target or line.target
        if target is not None:
            self.context.router.go(*target)

    def _offer(self, cases: Sequence[UUID], under: QWidget, within: QRect | None = None) -> None:
        """An appeal of its own kind for people whose term is over or ends soon."""
        self.appeals.offer(cases, under, kind=AppealKind.RELEASE_DUE, within=within)

    def _offer_all(self) -> None:
        self._offer([row.case_id for row in self._found.cases.releases], self.appeal_button)

    def _finish(self, line: Line) -> None:
        vault, (_section, task_id) = self._vault, line.key
        self.context.jobs.run(
            lambda _progress: finish_task(vault, task_id), self.context.changes.announce,
            kind=Kind.WRITE, owner=self,
        )  # fmt: skip

    def _print(self) -> None:
        if not self.print_button.isEnabled():
            return
        self._printing.ask(self._found, self._composer(), self._section)
