"""The head of the reader: what the source is, which document is shown, how reliable it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.features.sources.document import TRANSLATED
from caseapp.desktop.features.sources.words import KIND_ICONS, SourceWords
from caseapp.desktop.widgets import Chip, Label, Mark, QuietButton, Segments
from caseapp.domain.vocabulary import Reliability
from caseapp.store.records import Source


class ReaderHeader(QWidget):
    """`mode_chosen(code)`, `beside_turned(bool)`, `grade_chosen(Reliability)`,
    `particulars_turned()`."""

    mode_chosen = Signal(str)
    beside_turned = Signal(bool)
    grade_chosen = Signal(object)
    particulars_turned = Signal()

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._codes: list[tuple[str, str, str]] = []
        self._mode, self._compact = "", False
        self._grade = Reliability.F
        self._icon = Mark("file", "ink2", icons.LARGE)
        self.title = Label("", "lead", elide=True)
        self.about = Label("", "caption", elide=True)
        self._fictitious = Chip(t("fictitious"), "venetian-mask", "quiet")
        self._modes_box = QHBoxLayout()
        self._modes_box.setSpacing(0)
        self.modes: Segments | None = None
        self.beside = QuietButton(t("Side by side"), icon="columns-2", small=True)
        self.beside.setCheckable(True)
        theme.restyle(self.beside, kind="segment")
        self.beside.toggled.connect(self.beside_turned)
        self._grade_label = Label(t("Reliability"), "second")
        self.grade = QuietButton("", icon="shield", small=True, tip=t("Reliability of the source"))
        self.grade.clicked.connect(self._offer_grades)
        self.particulars = QuietButton(
            t("Particulars"), icon="chevron-down", small=True,
            on_click=self.particulars_turned.emit,
        )  # fmt: skip
        self._lay_out()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.title)
        line.addWidget(self._fictitious)
        line.addStretch(1)
        self._title_line = line
        names.addLayout(line)
        names.addWidget(self.about)
        start = QHBoxLayout()
        start.setSpacing(12)
        start.addWidget(self._icon)
        start.addLayout(names, 1)
        self._start = QWidget()
        self._start.setLayout(start)
        start.setContentsMargins(0, 0, 0, 0)
        self._end = QWidget()
        end = QHBoxLayout(self._end)
        end.setContentsMargins(0, 0, 0, 0)
        end.setSpacing(6)
        end.addLayout(self._modes_box)
        for widget in (self.beside, self._grade_label, self.grade, self.particulars):
            end.addWidget(widget)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 8, 16, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self.set_compact(False)

    def add_to_title(self, widget: QWidget) -> None:
        """Put something at the end of the line with the title."""
        self._title_line.addWidget(widget)

    def set_compact(self, compact: bool) -> None:
        """In narrow windows the switches stand under the title."""
        self._compact = compact
        self._grid.removeWidget(self._start)
        self._grid.removeWidget(self._end)
        start = Qt.AlignmentFlag.AlignLeft
        if compact:
            self._grid.addWidget(self._start, 0, 0)
            self._grid.addWidget(self._end, 1, 0, start)
        else:
            self._grid.addWidget(self._start, 0, 0)
            self._grid.addWidget(self._end, 0, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setContentsMargins(16 if compact else 24, 6, 16, 6)
        self._grade_label.setVisible(not compact)
        self.about.setVisible(not compact)
        self._say_grade()
        self._arrange()

    # -- content -----------------------------------------------------------------------------
    def show_source(self, source: Source) -> None:
        words = self._words
        self._icon.set(KIND_ICONS[source.kind], "ink2")
        self.title.setText(words.title(words.text(source, "title")))
        self.about.setText(words.about(source))
        self._fictitious.setVisible(source.fictitious)
        self._grade = source.reliability
        self._say_grade()

    def show_modes(self, codes: Sequence[tuple[str, str, str]], mode: str) -> None:
        """What can be shown, and what is."""
        if list(codes) != self._codes:
            self._codes = list(codes)
            if self.modes is not None:
                self._modes_box.removeWidget(self.modes)
                self.modes.hide()
                self.modes.deleteLater()
            named = [(code, name) for code, name, _tip in codes]
            self.modes = Segments(named, self._words.t("What is shown"))
            self.modes.chosen.connect(self.mode_chosen)
            self._modes_box.addWidget(self.modes)
        self._mode = mode
        if self.modes is not None and any(code == mode for code, _n, _t in self._codes):
            self.modes.choose(mode)
        self._arrange()

    def _say_grade(self) -> None:
        """In words, in narrow windows as its letter; the tooltip has the words."""
        words = self._words.reliability(self._grade)
        self.grade.setText(self._grade.value if self._compact else words)
        self.grade.setAccessibleName(f"{self._words.t('Reliability')}: {words}")
        self.grade.setToolTip(text.tooltip(words))

    def turn_particulars(self, open_: bool) -> None:
        self.particulars.set_icon("chevron-up" if open_ else "chevron-down")

    def _arrange(self) -> None:
        if self.modes is not None:
            self.modes.setVisible(len(self._codes) > 1)
        translated = self._mode.startswith(TRANSLATED)
        self.beside.setVisible(translated and not self._compact)

    def _offer_grades(self) -> None:
        menu = QMenu(self)
        for grade in Reliability:
            action = QAction(self._words.reliability(grade).replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(grade is self._grade)
            action.triggered.connect(lambda _=False, g=grade: self.grade_chosen.emit(g))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.grade.mapToGlobal(self.grade.rect().bottomLeft()))
