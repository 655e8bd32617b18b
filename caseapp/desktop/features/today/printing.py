"""The day's list on paper, for the office: whole sections, a box to tick before each line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.today.asking import InCases, Papers, ask_names
from caseapp.desktop.features.today.compose import TITLES, Composer
from caseapp.desktop.features.today.lines import Section
from caseapp.desktop.features.today.words import TodayWords
from caseapp.desktop.office_print import print_for_office
from caseapp.dossier.pdf.office_paper import PaperLine, PaperSection, draw_list
from caseapp.store.queries.today_people import Who
from caseapp.store.vault import Vault

MOST = 300
"""Lines of a section on paper; a section that has more says so."""

_DAY = (Section.REPLIES, Section.RELEASES, Section.CONSENTS, Section.TASKS, Section.INTAKES,
        Section.HOUSE)  # fmt: skip


@dataclass(frozen=True)
class _Wish:
    composer: Composer
    papers: Papers
    cases: InCases
    section: Section | None


class DayPrint:
    """Works for one view, `owner`: its jobs end with it."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context, self._owner = context, owner
        self._words = TodayWords(context.t)

    def ask(
        self,
        vault: Vault,
        composer: Composer,
        papers: Papers,
        cases: InCases,
        section: Section | None,
    ) -> None:
        """Print the day, or the whole list of one section."""
        wish = _Wish(composer, papers, cases, section)
        wanted = [
            case_id
            for part in ((section,) if section else _DAY)
            for case_id in composer.cases_of(part, papers, cases, 0, MOST)
        ]
        missing = [case_id for case_id in wanted if case_id not in cases.names]
        self._context.jobs.run(
            lambda _progress: ask_names(vault, missing),
            lambda names: self._ask_where(wish, names), owner=self._owner, latest="today-print",
        )  # fmt: skip

    def _ask_where(self, wish: _Wish, names: dict[UUID, Who]) -> None:
        cases = replace(wish.cases, names={**wish.cases.names, **names})
        t, today = self._context.t, wish.composer.today
        sections = [
            part
            for section in ((wish.section,) if wish.section else _DAY)
            if (part := self._section(wish, section, cases)) is not None
        ]
        day = self._words.today(today)
        title = t(TITLES[wish.section]) if wish.section else t("What waits")
        print_for_office(
            self._context, self._owner, title, day, f"today-{today.isoformat()}.pdf",
            lambda path, paper: draw_list(path, paper, sections),
        )  # fmt: skip

    def _section(self, wish: _Wish, section: Section, cases: InCases) -> PaperSection | None:
        count = wish.composer.count(section, wish.papers, cases)
        if not count:
            return None
        lines = wish.composer.lines(section, wish.papers, cases, 0, MOST)
        number = self._words.number(count)
        told = self._context.t("the first {shown} of {n}", shown=MOST, n=number)
        return PaperSection(
            self._context.t(TITLES[section]), told if count > MOST else number,
            tuple(PaperLine(line.title, line.detail, line.when) for line in lines),
        )  # fmt: skip
