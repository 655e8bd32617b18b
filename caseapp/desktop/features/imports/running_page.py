"""What is being done and how far it is, with a way to stop it. Follows one job."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from caseapp.desktop.jobs import Job
from caseapp.desktop.widgets import Label, QuietButton
from caseapp.i18n import Translator

_LOOK_MS = 100


class RunningPage(QWidget):
    """Shows the job that it was told to follow. `stop_asked()` when somebody wants it to end."""

    stop_asked = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._job: Job | None = None
        self._words = ""
        self._said = Label("", "second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(360, 6)
        self.stop = QuietButton(
            t("Stop"), icon="x", key="Esc", live=False, on_click=self.stop_asked.emit
        )
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(3)
        for part in (self._said, self._bar, self.stop):
            column.addWidget(part, alignment=centre)
        column.addStretch(4)

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
        total = report.total if report is not None else 0
        said = self._t(report.message, **report.params) if report and report.message else ""
        self._said.setText(said or self._words)
        self._bar.setAccessibleName(said or self._words)
        self._bar.setRange(0, max(total, 0))
        if report is not None and total > 0:
            self._bar.setValue(min(report.done, total))
