"""What is being done and how far it is, with a way to stop it. Follows one job."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from caseapp.desktop.jobs import Job
from caseapp.desktop.widgets.waiting import WaitingPage
from caseapp.i18n import Translator

_LOOK_MS = 100


class RunningPage(WaitingPage):
    """Shows the job that it was told to follow."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(t, parent)
        self._t = t
        self._job: Job | None = None
        self._words = ""
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def begin(self, words: str) -> None:
        """Something begins; `words` say what."""
        self._job, self._words = None, words
        self.stop.setText(self._t("Stop"))
        self.stop.setEnabled(True)
        self._look()
        self._timer.start()

    def follow(self, job: Job) -> None:
        """Show how far it is, until `end`."""
        self._job = job

    def end(self) -> None:
        """Nothing is followed any more."""
        self._timer.stop()
        self._job = None

    def cancel(self) -> None:
        """Ask the job to stop at its next safe place."""
        if self._job is not None:
            self._job.cancel()
            self.stop.setText(self._t("Stopping…"))
            self.stop.setEnabled(False)

    def _look(self) -> None:
        report = self._job.report if self._job is not None else None
        said = self._t(report.message, **report.params) if report and report.message else ""
        done, total = (report.done, report.total) if report is not None else (0, 0)
        self.say(said or self._words, done, total)
