"""The day's list on paper, for the office: whole sections, a box to tick before each line."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.today.compose import TITLES, Composer
from caseapp.desktop.features.today.gathering import Gathering
from caseapp.desktop.features.today.lines import Section
from caseapp.desktop.features.today.words import TodayWords
from caseapp.desktop.office_print import print_for_office
from caseapp.dossier.pdf.office_paper import PaperLine, PaperSection, draw_list

MOST = 300
"""Lines of a section on paper; a section that has more says so."""

_DAY = (Section.REPLIES, Section.RELEASES, Section.CONSENTS, Section.TASKS, Section.INTAKES,
        Section.HOUSE)  # fmt: skip


class DayPrint:
    """Works for one view, `owner`: its jobs end with it."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context, self._owner = context, owner
        self._words = TodayWords(context.t)

    def ask(self, found: Gathering, composer: Composer, section: Section | None) -> None:
        """Print the day, or the whole list of one section."""
        sections = (section,) if section is not None else _DAY
        wanted = [
            case_id
            for part in sections
            for case_id in composer.cases_of(part, found.papers, found.cases, 0, MOST)
        ]
        found.names(wanted, lambda: self._ask_where(found, composer, sections))

    def _ask_where(
        self, found: Gathering, composer: Composer, sections: tuple[Section, ...]
    ) -> None:
        t, today = self._context.t, composer.today
        parts = [
            part
            for section in sections
            if (part := self._section(found, composer, section)) is not None
        ]
        title = t(TITLES[sections[0]]) if len(sections) == 1 else t("What waits")
        print_for_office(
            self._context, self._owner, title, self._words.today(today),
            f"today-{today.isoformat()}.pdf", lambda path, paper: draw_list(path, paper, parts),
        )  # fmt: skip

    def _section(
        self, found: Gathering, composer: Composer, section: Section
    ) -> PaperSection | None:
        count = composer.count(section, found.papers, found.cases)
        if not count:
            return None
        lines = composer.lines(section, found.papers, found.cases, 0, MOST)
        number = self._words.number(count)
        told = self._context.t("the first {shown} of {n}", shown=MOST, n=number)
        return PaperSection(
            self._context.t(TITLES[section]), told if count > MOST else number,
            tuple(PaperLine(line.title, line.detail, line.when) for line in lines),
        )  # fmt: skip
