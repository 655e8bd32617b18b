"""How far a piece of work is, on the page that asked for it, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.jobs import Job
from caseapp.desktop.widgets import Label, QuietButton
from caseapp.i18n import Translator

_LOOK_MS = 200


class WorkLine(QWidget):
    """Hidden while nothing is watched."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._job: Job | None = None
        self._said = Label("", "second", elide=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self.stop = QuietButton(t("Stop"), icon="x", on_click=self._stop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._said)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        row.addLayout(words, 1)
        row.addWidget(self.stop)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._tell)
        self.hide()

    @property
    def job(self) -> Job | None:
        """What is watched."""
        return self._job

    def watch(self, job: Job | None) -> None:
        """Show this work from now on; None when it has ended."""
        self._job = job
        self.setVisible(job is not None)
        if job is None:
            self._timer.stop()
        else:
            self._timer.start()
            self._tell()

    def _tell(self) -> None:
        job = self._job
        if job is None:
            return
        report, share, t = job.report, job.fraction(), self._t
        said = t(report.message, **report.params) if report and report.message else job.title
        stopping = job.progress.cancelled
        self._said.setText(t("Stopping…") if stopping else said)
        self.stop.setEnabled(not stopping)
        self._bar.setRange(0, 0 if share is None else 100)
        self._bar.setAccessibleName(said)
        if share is not None:
            self._bar.setValue(round(share * 100))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._tell()
