"""Gathers what waits: the papers at once, then the cases in turns, then the names as needed.

What was gathered is kept with the vault's generation and the day: while nothing was written
and no day has passed, nothing is looked through again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from caseapp.desktop.context import Context
from caseapp.desktop.features.today.asking import (
    InCases,
    Papers,
    Step,
    ask_cases,
    ask_names,
    ask_papers,
    ask_step,
)
from caseapp.store.queries.today_people import Who
from caseapp.store.vault import Vault


class Gathering(QObject):
    """`changed()` when more is known, `progressed(Step)` while cases are looked through."""

    changed = Signal()
    progressed = Signal(object)

    def __init__(self, context: Context, vault: Vault, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._vault = context.jobs, vault
        self.papers, self.cases = Papers(), InCases()
        self._known: tuple[int, date] | None = None

    @property
    def ready(self) -> bool:
        """Whether the cases were looked through at least once."""
        return self._known is not None

    def look(self, today: date, shown: int) -> None:
        """Look again; names come with the first `shown` cases of each list."""
        vault = self._vault
        self._jobs.run(
            lambda _progress: ask_papers(vault, today),
            lambda papers: self._papers_came(papers, today, shown), owner=self,
            latest="today-papers",
        )  # fmt: skip

    def names(self, ids: Sequence[UUID], then: Callable[[], object]) -> None:
        """Have the names of more cases in `cases.names`, then call."""
        vault = self._vault
        missing = [case_id for case_id in ids if case_id not in self.cases.names]

        def came(names: dict[UUID, Who]) -> None:
            self.cases.names.update(names)
            then()

        self._jobs.run(
            lambda _progress: ask_names(vault, missing), came, owner=self, latest="today-more"
        )

    def _papers_came(self, papers: Papers, today: date, shown: int) -> None:
        self.papers = papers
        self.changed.emit()
        if self._known != (papers.generation, today):
            self._step(today, shown)

    def _step(self, today: date, shown: int) -> None:
        """Some more of the cases; whatever else waits has its turn between two steps."""
        vault = self._vault
        self._jobs.run(
            lambda _progress: ask_step(vault), lambda step: self._stepped(step, today, shown),
            owner=self, latest="today-cases",
        )  # fmt: skip

    def _stepped(self, step: Step, today: date, shown: int) -> None:
        if not step.done:
            self.progressed.emit(step)
            self._step(today, shown)
            return
        vault, months, at = self._vault, self.papers.months, self.papers.generation
        self._jobs.run(
            lambda _progress: ask_cases(vault, today, months, shown),
            lambda cases: self._cases_came(cases, at, today), owner=self, latest="today-cases",
        )  # fmt: skip

    def _cases_came(self, cases: InCases, generation: int, day: date) -> None:
        self.cases, self._known = cases, (generation, day)
        self.changed.emit()
