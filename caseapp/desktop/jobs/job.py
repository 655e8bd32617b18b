"""One piece of work on its way: what it is called, how far it is, how long it still takes.

Knows no threads and no widgets; the runner moves it along, the status bar reads it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QObject

from caseapp.errors import UserError
from caseapp.system.progress import Progress, Report

T = TypeVar("T")
Work = Callable[[Progress], T]
"""What is run: Qt-free, told how to report and when to stop."""

_TOO_EARLY = 2.0
"""Seconds before which a guess of the remaining time would jump about."""


class Kind(Enum):
    """Where work runs and what it may be stopped for."""

    READ = "read"
    """On the database worker, in order behind all writes asked for before."""
    WRITE = "write"
    """On the database worker; never dropped, and waited for when the window closes."""
    LONG = "long"
    """Reading that takes seconds: on a thread of its own, begun behind all writes asked for
    before. Whatever is asked of the database meanwhile goes first, wherever the work reports
    or asks whether it should stop; so what it reads may change between two of its reads."""
    FREE = "free"
    """In the pool: drawing pages, hashing, anything that keeps off the open vault."""


class Job:
    """A running piece of work, as `Jobs.run` returns it.

    `title` is what the status bar shows (already in the screen's language); without one
    the work is not shown. Attributes are read on the GUI thread only, but `report`, which
    the worker replaces whole.
    """

    def __init__(
        self,
        *,
        kind: Kind,
        title: str,
        cancellable: bool,
        owner: QObject | None,
        latest: str | None,
        on_result: Callable[[object], None] | None,
        on_error: Callable[[UserError], None] | None,
        on_end: Callable[[], None] | None,
    ) -> None:
        self.kind = kind
        self.title = title
        self.cancellable = cancellable
        self.owner = owner
        self.latest = latest
        self.on_result = on_result
        self.on_error = on_error
        self.on_end = on_end
        self.report: Report | None = None
        self.progress = Progress(self._heard)
        self.dropped = False
        self.error: BaseException | None = None
        """What it ended with, once it has ended."""
        self.started_at: float | None = None
        """Seconds of `time.monotonic` when a worker took it up; None while it waits."""

    def _heard(self, report: Report) -> None:
        self.report = report

    def cancel(self) -> None:
        """Ask it to stop at its next safe place; nothing happens to work that cannot stop."""
        if self.cancellable:
            self.progress.cancel()

    def elapsed(self) -> float:
        """Seconds since a worker took it up; 0.0 while it waits."""
        return 0.0 if self.started_at is None else time.monotonic() - self.started_at

    def fraction(self) -> float | None:
        """0.0 to 1.0, or None while the end is not known."""
        return None if self.report is None else self.report.fraction

    def remaining(self) -> float | None:
        """Seconds still to go at the pace so far; None while that would be a wild guess."""
        done, spent = self.fraction(), self.elapsed()
        if not done or spent < _TOO_EARLY:
            return None
        return spent * (1.0 - done) / done
