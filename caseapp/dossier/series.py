"""Several copies of an appeal: while one is drawn and searched, the next is compiled.

A large copy is finished by a second process. Copies come into the register strictly in the order
of their numbers, each only when its file has passed the search. A copy that fails burns no number:
what was compiled with the next one meanwhile is compiled again. Knows nothing of the check.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from caseapp.dossier import issue
from caseapp.dossier.document import CaseSheets, Dossier, Forms
from caseapp.dossier.finish import Unfinished, finished
from caseapp.dossier.finishing import Finishing, SecondFinisher
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_WORTH_SHEETS = 40
"""Below this a copy is finished here before the second process is ready for it."""
_UNITS = 100
"""Steps of one copy in the progress of several."""

Outcome = issue.IssuedCopy | UserError
Prepare = Callable[[int, Callable[[], None]], issue.Prepared]
"""Compiles a copy under a number. Calls its second argument before it looks into the register."""


@dataclass(frozen=True, slots=True)
class Job:
    """One copy: how it is compiled, and where its file goes under its number."""

    prepare: Prepare
    path: Callable[[int], Path]


def issue_series(
    vault: Vault, appeal_id: UUID, jobs: Sequence[Job], progress: Progress | None = None
) -> list[Outcome]:
    """Issue the copies; what became of each, in their order.

    Those behind a file that could not be written are not made: the list ends with that copy.
    Raises Cancelled: copies that stand in the register by then stay issued.
    """
    series = _Series(vault, appeal_id, len(jobs), progress)
    try:
        with SecondFinisher() as second:
            for place, job in enumerate(jobs, 1):
                series.make(job, second if place < len(jobs) else None)
    except _EndedError:
        pass
    return series.outcomes


class _EndedError(Exception):
    """A file could not be written: no later one could be."""


class _MovedError(Exception):
    """A copy before failed, and the number that was foreseen is not the next one."""


class _Series:
    """Copies that are done, and the one that the second process has in hand."""

    def __init__(self, vault: Vault, appeal_id: UUID, of: int, progress: Progress | None) -> None:
        self._vault, self._appeal_id, self._of, self._progress = vault, appeal_id, of, progress
        self._pending: tuple[Job, issue.Prepared, Finishing] | None = None
        self.outcomes: list[Outcome] = []

    def make(self, job: Job, second: SecondFinisher | None) -> None:
        """Make a copy, or have it made while the next one is compiled; without `second` here."""
        if self._progress is not None:
            self._progress.raise_if_cancelled()
        try:
            prepared = self._prepared(job)
            dossier = prepared.compiled.dossier
            if second is not None and _is_worth_it(dossier):
                finishing = second.begin(Unfinished.of(prepared.compiled))
                self._pending = job, prepared, finishing
                return
            pdf, drawn = finished(prepared.compiled, self._share())
            path = job.path(prepared.number)
            self._note(issue.enter(self._vault, prepared, pdf, drawn, path))
        except UserError as error:
            self._settle()
            self._note(error)

    def _prepared(self, job: Job) -> issue.Prepared:
        """The copy compiled under the number that it will have; those before it are settled."""
        while True:
            number = self._next_number()
            settle = partial(self._settle_before, number)
            try:
                prepared = job.prepare(number, settle)
                settle()
                return prepared
            except _MovedError:
                continue

    def _next_number(self) -> int:
        return issue.next_number(self._vault, self._appeal_id) + (self._pending is not None)

    def _settle_before(self, number: int) -> None:
        self._settle()
        if self._next_number() != number:
            raise _MovedError

    def _settle(self) -> None:
        """Wait for the copy that the second process has, and put it into the register."""
        if self._pending is None:
            return
        job, prepared, finishing = self._pending
        try:
            pdf, drawn = finishing.result(self._share())
            self._pending = None
            path = job.path(prepared.number)
            self._note(issue.enter(self._vault, prepared, pdf, drawn, path))
        except UserError as error:
            self._pending = None
            self._note(error)

    def _note(self, outcome: Outcome) -> None:
        share = self._share()
        self.outcomes.append(outcome)
        if share is not None:
            share.report(1, 1)
        if isinstance(outcome, issue.UnwrittenError):
            raise _EndedError

    def _share(self) -> Progress | None:
        """For the copy that is next to be done."""
        if self._progress is None:
            return None
        return _Share(self._progress, len(self.outcomes), self._of)


def _is_worth_it(dossier: Dossier) -> bool:
    """Whether a second process saves time: a copy of some size, and a second core."""
    sheets = sum(len(part.sheets) for part in dossier.parts if isinstance(part, CaseSheets))
    sheets += sum(len(part.forms) for part in dossier.parts if isinstance(part, Forms))
    return sheets >= _WORTH_SHEETS and (os.cpu_count() or 1) > 1


class _Share(Progress):
    """The progress of one copy among several: tells how far all of them are, stops with them."""

    def __init__(self, whole: Progress, place: int, of: int) -> None:
        super().__init__()
        self._whole, self._place, self._of = whole, place, of

    def report(self, done: int, total: int, message: str = "", /, **params: object) -> None:
        share = min(done / total, 1.0) if total > 0 else 0.0
        reached = round((self._place + share) * _UNITS)
        self._whole.report(
            reached, self._of * _UNITS, N_("Copy {number} of {total}"), number=self._place + 1,
            total=self._of,
        )  # fmt: skip

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled

    def raise_if_cancelled(self) -> None:
        self._whole.raise_if_cancelled()
