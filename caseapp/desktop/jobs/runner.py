"""Runs work off the GUI thread and brings what came of it back.

All work on the database goes through one thread, in the order in which it was asked for, but
long reading: that has a thread of its own and gives way. The rest shares a small pool. Results
and errors are delivered on the GUI thread, never while an owner is gone. Threads are never killed
and events never pumped.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from shiboken6 import isValid

from caseapp.desktop.jobs.job import Job, Kind, Work
from caseapp.errors import Cancelled, UserError
from caseapp.system.turns import patiently

T = TypeVar("T")


class Jobs(QObject):
    """The one runner of the program. Use it from the GUI thread only.

    Signals: `started(Job)` and `ended(Job)` frame every job; `failed(UserError)` brings
    errors that nobody took; `keeping_changed()` says that `keeping` may differ; `idle()`
    comes when nothing is left to do; `stopping()` says that all is asked to stop: whoever has
    more to ask for one after the other asks no more.
    """

    started = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    keeping_changed = Signal()
    idle = Signal()
    stopping = Signal()
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Job] = []
        self._write_failed = False
        self._closed = False
        self._database = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="long")
        self._urgent = _Counter()
        self._free = ThreadPoolExecutor(max(2, os.cpu_count() or 2), thread_name_prefix="free")
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)

    # -- asking for work ---------------------------------------------------------------------
    def run(
        self,
        work: Work[T],
        on_result: Callable[[T], None] | None = None,
        on_error: Callable[[UserError], None] | None = None,
        *,
        kind: Kind = Kind.READ,
        title: str = "",
        cancellable: bool = False,
        owner: QObject | None = None,
        latest: str | None = None,
        on_end: Callable[[], None] | None = None,
    ) -> Job:
        """Run `work(progress)` and deliver what comes of it.

        `on_result(value)` or `on_error(UserError)`, then `on_end()`, are called on the GUI
        thread. Without `on_error` a UserError goes to `failed`, so to the notice line; any
        other error is a bug and goes to the exception hook. A cancelled job only ends.

        `owner`: when it is gone, nothing is called (the error of a write still goes to
        `failed`). `latest`: a word; a new job of the same word makes the answers of older
        ones worthless, they are stopped and never delivered (search while typing). Writes
        are never dropped: `latest` with WRITE raises ValueError. After `close` reads are not
        run any more, and a write raises RuntimeError.
        """
        if latest is not None:
            if kind is Kind.WRITE:
                raise ValueError("a write is never dropped")
            self._drop(latest)
        job = Job(
            kind=kind, title=title, cancellable=cancellable, owner=owner, latest=latest,
            on_result=on_result, on_error=on_error, on_end=on_end,
        )  # fmt: skip
        if self._closed:
            if kind is Kind.WRITE:
                raise RuntimeError("a write was asked for after the last one was waited for")
            return job
        self._running.append(job)
        self.started.emit(job)
        if kind is Kind.WRITE:
            self.keeping_changed.emit()
        self._submit(job, work)
        return job

    @property
    def running(self) -> tuple[Job, ...]:
        """All jobs that wait or run, oldest first."""
        return tuple(self._running)

    @property
    def keeping(self) -> str:
        """ "keeping" while a write is on its way, "failed" after one failed, else "kept"."""
        if any(job.kind is Kind.WRITE for job in self._running):
            return "keeping"
        return "failed" if self._write_failed else "kept"

    def cancel_all(self) -> None:
        """Ask everything that can stop to stop."""
        self.stopping.emit()
        for job in self._running:
            job.cancel()

    def close(self) -> None:
        """Stop what can stop, wait for the rest, deliver the last answers, end the threads."""
        self._closed = True
        self.cancel_all()
        self._database.shutdown(wait=True)  # it hands on what is long, so it ends first
        self._long.shutdown(wait=True)
        self._free.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self)

    def wind_up(self, seconds: float) -> bool:
        """Stop what can stop, and wait that long for the writes asked for; whether they were made.

        For the end of the process alone: no answer is delivered any more.
        """
        made = threading.Event()
        self.cancel_all()
        self._closed = True
        self._database.submit(made.set)
        return made.wait(seconds)

    # -- on the worker -----------------------------------------------------------------------
    def _submit(self, job: Job, work: Work[object]) -> None:
        if job.kind is Kind.FREE:
            self._free.submit(self._work, job, work)
        elif job.kind is Kind.LONG:
            self._database.submit(self._long.submit, self._work_patiently, job, work)
        else:
            self._urgent.add()
            self._database.submit(self._work_first, job, work)

    def _work(self, job: Job, work: Work[object]) -> None:
        self._posted.emit(partial(self._finish, job, *self._outcome(job, work)))

    def _work_first(self, job: Job, work: Work[object]) -> None:
        try:
            self._work(job, work)
        finally:
            self._urgent.take()

    def _work_patiently(self, job: Job, work: Work[object]) -> None:
        with patiently(self._urgent.wait_for_none):
            self._work(job, work)

    @staticmethod
    def _outcome(job: Job, work: Work[object]) -> tuple[object, BaseException | None]:
        job.started_at = time.monotonic()
        try:
            if job.dropped or job.cancellable:
                job.progress.raise_if_cancelled()
            return work(job.progress), None
        except BaseException as error:  # whatever it is, someone must be told
            return None, error

    # -- back on the GUI thread ----------------------------------------------------------------
    def _call(self, deliver: Callable[[], None]) -> None:
        deliver()

    def _drop(self, latest: str) -> None:
        for job in self._running:
            if job.latest == latest:
                job.dropped = True
                job.progress.cancel()

    def _finish(self, job: Job, result: object, error: BaseException | None) -> None:
        self._running.remove(job)
        job.error = error
        if job.kind is Kind.WRITE:
            self._write_failed = error is not None and not isinstance(error, Cancelled)
            self.keeping_changed.emit()
        self.ended.emit(job)
        try:
            self._deliver(job, result, error)
        finally:
            if not self._running:
                self.idle.emit()

    def _deliver(self, job: Job, result: object, error: BaseException | None) -> None:
        alive = not job.dropped and (job.owner is None or isValid(job.owner))
        try:
            if error is None:
                if alive and job.on_result is not None:
                    job.on_result(result)
            elif isinstance(error, Cancelled):
                pass
            elif not isinstance(error, UserError):
                sys.excepthook(type(error), error, error.__traceback__)
            elif alive and job.on_error is not None:
                job.on_error(error)
            elif alive or job.kind is Kind.WRITE:
                self.failed.emit(error)
        finally:
            if alive and job.on_end is not None:
                job.on_end()


class _Counter:
    """How much of what a person waits for is on its way to the database."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def add(self) -> None:
        with self._changed:
            self._count += 1

    def take(self) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def wait_for_none(self) -> None:
        """Returns at once if there is none."""
        with self._changed:
            self._changed.wait_for(lambda: not self._count)
