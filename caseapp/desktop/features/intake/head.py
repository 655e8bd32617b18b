"""The line above the form: number, clock, who takes the intake. Knows no vault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QSizePolicy, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.intake.words import IntakeWords
from caseapp.desktop.widgets import Field, Label, Mark
from caseapp.desktop.widgets.editors import LineEditor
from caseapp.intake.visit import VisitPage

_LONG_AGO = 2 * 60 * 60
"""Seconds after which an intake was put aside: its clock says nothing any more."""


class IntakeHead(QWidget):
    """`taken_by` is a field like the others; its value stays for the next person."""

    def __init__(self, words: IntakeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._page: VisitPage | None = None
        self._number = Label("", "second", tabular=True)
        self._clock = Label("", "second", elide=True)
        self._kept = Label(t("kept as you type"), "caption")
        self._tick = Mark("check", "ink2", icons.SMALL)
        self.taken_by = Field(t("Taken by"), bare=True, placeholder=t("your name"))
        self.taken_by.setObjectName("taken_by")
        self.taken_by.setFixedWidth(150)
        self._label = Label(t("Taken by"), "second")
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tell)
        self._compact = False
        # Narrower than its words, so that it hears how much room there is for them.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setSpacing(12)
        row.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, 4)
        self._title = Label(t("Intake"), "title")
        row.addWidget(self._title)
        row.addWidget(self._number)
        row.addWidget(self._clock, 4)
        row.addStretch(1)
        row.addWidget(self._tick)
        row.addWidget(self._kept)
        row.addSpacing(8)
        row.addWidget(self._label)
        row.addWidget(self.taken_by, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.show_page(None)

    def show_page(self, page: VisitPage | None) -> None:
        """Number and clock of an intake; None before anything is said."""
        self._page = page
        self._number.setText(page.number if page else "")
        self._number.setVisible(page is not None)
        self._tick.setVisible(page is not None)
        self._tell()
        self._run()

    def offer_names(self, names: Sequence[str]) -> None:
        """The names of the staff, while one's own is typed."""
        editor = self.taken_by.editor
        assert isinstance(editor, LineEditor)
        completer = QCompleter(list(names), editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        editor.setCompleter(completer)

    def set_compact(self, compact: bool) -> None:
        """In narrow windows the number and the name remain."""
        self._compact = compact
        self._label.setHidden(compact)
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """The clock, and after it that all is kept, give way to the words of the others."""
        stays: list[QWidget] = [self._title, self._label, self.taken_by]
        if self._page is not None:
            stays += [self._number, self._tick]
        margins = self.layout().contentsMargins()
        left = self.width() - margins.left() - margins.right() - 8
        left -= sum(part.sizeHint().width() + self.layout().spacing() for part in stays)
        page = self._page is not None
        for part, wanted in ((self._kept, page), (self._clock, True)):
            width = part.sizeHint().width() + self.layout().spacing()
            # Before a page there is, its sentence is all that is said, and may be cut.
            seen = wanted and not self._compact and (width <= left or not page)
            part.setHidden(not seen)
            left -= width if seen else 0

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _run(self) -> None:
        page = self._page
        if page is not None and page.finished_at is None and self.isVisible():
            self._timer.start()
            self._tell()
        else:
            self._timer.stop()

    def _tell(self) -> None:
        page, words = self._page, self._words
        if page is None:
            self._clock.setText(words.t("Nothing is kept before a first word is typed."))
            self._give_room()
            return
        end = page.finished_at or datetime.now(UTC)
        seconds = round((end - page.started_at).total_seconds())
        parts = [words.t("started {time}", time=words.clock(page.started_at))]
        if seconds < _LONG_AGO:
            parts.append(words.lasted(seconds))
        if page.finished_at is not None:
            parts.append(words.t("finished"))
        self._clock.setText(" · ".join(parts))
        self._give_room()
