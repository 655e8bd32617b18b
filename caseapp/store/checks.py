"""Looking a vault through, and remembering what was found: after an unclean end, and weekly.

What the rest of the program sees of it, as `Vault.checks`. The result stands in the vault itself
until a later check finds nothing. Reads everything and mends nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from caseapp.i18n import N_
from caseapp.store import history
from caseapp.store.blobs import BlobStore
from caseapp.store.checking import check_history, check_kind, check_notes, check_search, noting
from caseapp.store.engine import Finding
from caseapp.store.integrity import page_report, table_names, table_report
from caseapp.store.notes import set_note
from caseapp.store.records import KINDS, Attachment, Detainee
from caseapp.system.progress import Progress

WEEKLY: Final = timedelta(days=7)
_NOTE: Final = "checked"
_TOLD: Final = 20
"""Findings that are remembered in words; the rest are counted."""


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The last whole check. `faults` counts; `told` names the first of them, `files` the attached
    files among these, with the number of their case where they belong to one."""

    at: datetime
    faults: int
    told: tuple[Finding, ...]
    files: tuple[str, ...] = ()


class Checks:
    """`after_opening`: what was found at opening, because the vault had not been closed.

    `unclean`: it had not; then the content of its files is still to be read.
    """

    def __init__(
        self,
        frozen: AbstractContextManager[object],
        alone: Callable[[], AbstractContextManager[Engine]],
        reading: Callable[[], AbstractContextManager[Session]],
    ) -> None:
        """`alone()` gives the database while nobody else uses the vault, `reading()` a session;
        `frozen` is held while nobody may checkpoint."""
        self._frozen, self._alone, self._reading = frozen, alone, reading
        self.blobs: BlobStore | None = None
        self.unclean = False
        self.after_opening: tuple[Finding, ...] = ()
        self.files_after_opening: tuple[str, ...] = ()

    def found_at_opening(self, findings: Iterable[Finding]) -> None:
        """The vault was not closed the last time, and this was found."""
        self.unclean, self.after_opening = True, tuple(findings)
        self.files_after_opening = self.files_of(self.after_opening)

    def run(self, progress: Progress | None = None) -> list[Finding]:
        """Everything that is wrong with pages, tables, history, search index and files.

        Others may use the vault between two parts of it. Can be cancelled between two.
        """
        progress = progress or Progress()
        findings: list[Finding] = []
        progress.report(0, 0, N_("Checking the database…"))
        with self._frozen, self._alone() as engine:
            findings += page_report(engine)
        findings += self._check_tables(progress)
        attachments = self._check_content(findings, progress)
        for done, attachment in enumerate(attachments):
            progress.raise_if_cancelled()
            progress.report(done, len(attachments), N_("Checking attached files…"))
            with noting(findings, f"attachment {attachment.id}"):
                assert self.blobs is not None
                self.blobs.verify(attachment.id, attachment.key, attachment.sha256)
        return findings

    def _check_tables(self, progress: Progress) -> list[Finding]:
        """One at a time, and each fault once: a bad page may be met from several tables."""
        findings: list[Finding] = []
        with noting(findings, "open"):
            with self._alone() as engine:
                tables = table_names(engine)
            for number, table in enumerate(tables):
                progress.raise_if_cancelled()
                progress.report(number, len(tables), N_("Checking the database…"))
                with self._alone() as engine:
                    findings += table_report(engine, table)
        return list(dict.fromkeys(findings))

    def _check_content(self, findings: list[Finding], progress: Progress) -> list[Attachment]:
        """A part at a time; what was written between two of them fits both."""
        attachments: list[Attachment] = []
        with noting(findings, "content"):
            for part in (check_notes, check_history, check_search):
                progress.raise_if_cancelled()
                with self._reading() as session:
                    findings += part(session.connection())
            for number, name in enumerate(KINDS):
                progress.raise_if_cancelled()
                progress.report(number, len(KINDS), N_("Checking records against the history…"))
                with self._reading() as session:
                    findings += check_kind(session.connection(), name)
            with self._reading() as session:
                attachments = list(session.scalars(select(Attachment)))
        return attachments

    def run_and_note(self, progress: Progress | None = None) -> LastCheck:
        """The same, remembered in the vault."""
        findings = self.run(progress)
        told = tuple(findings[:_TOLD])
        made = LastCheck(datetime.now(UTC), len(findings), told, self.files_of(told))
        value = json.dumps({
            "at": made.at.isoformat(timespec="minutes"), "faults": made.faults,
            "told": [[one.check, one.detail] for one in told], "files": made.files,
        })  # fmt: skip
        with self._alone() as engine, engine.begin() as connection:
            set_note(connection, _NOTE, value)
        self.unclean = False
        return made

    def last(self) -> LastCheck | None:
        """The last check that was remembered; None: there was none."""
        with self._alone() as engine, engine.connect() as connection:
            note = history.facts(connection).get(_NOTE, "")
        with suppress(ValueError, KeyError, TypeError):
            kept: Any = json.loads(note)
            told = tuple(Finding(check, detail) for check, detail in kept["told"])
            at, faults = datetime.fromisoformat(kept["at"]), int(kept["faults"])
            return LastCheck(at, faults, told, tuple(kept["files"]))
        return None

    def files_of(self, findings: Iterable[Finding]) -> tuple[str, ...]:
        """The attached files that findings are about: number of the case, name of the file."""
        wanted = []
        for one in findings:
            word, _space, key = one.check.partition(" ")
            if word == "attachment":
                with suppress(ValueError):
                    wanted.append(UUID(key))
        if not wanted:
            return ()
        query = (
            select(Attachment.file_name, Detainee)
            .outerjoin(Detainee, Attachment.detainee_id == Detainee.id)
            .where(Attachment.id.in_(wanted)).order_by(Attachment.id)
        )  # fmt: skip
        with self._reading() as session:
            named = [
                f"{case.case_number if case else ''} {name}".strip() or "–"
                for name, case in session.execute(query)
            ]
        return tuple(named)

    def is_due(self, today: date) -> bool:
        """Whether a check should be made: a week after the last one, or after an unclean end."""
        last = self.last()
        if self.unclean or last is None:
            return True
        return today - last.at.astimezone().date() >= WEEKLY
