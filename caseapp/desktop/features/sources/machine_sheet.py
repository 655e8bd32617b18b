"""Reading a picture by machine: in which languages, how far it is, what came of it.

Nothing is kept until a person has seen it and says so; it can be corrected before.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import text
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.widgets import Label, PrimaryButton, QuietButton
from caseapp.desktop.widgets.editors import TextEditor
from caseapp.desktop.widgets.frames import NO_BOUND
from caseapp.intake.documents.machine_text import NOT_INSTALLED, TAGS, MachineText, Reader
from caseapp.store.queries.sources import primary
from caseapp.store.records import Attachment, Source
from caseapp.system.progress import Report

_UNSURE = 75
"""Percent below which the machine's own doubt is told as a warning."""


class MachineSheet(QWidget):
    """`read_asked(file, [languages])`, `stop_asked()`, `kept(text, made_by)`, `left()`."""

    read_asked = Signal(object, object)
    stop_asked = Signal()
    kept = Signal(str, str)
    left = Signal()

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._file: Attachment | None = None
        self._reader: Reader | None = None
        self._ticks: dict[str, QCheckBox] = {}
        self._made_by = ""
        self._name = Label("", "second", elide=True)
        self._said = Label("", "muted", wrap=True)
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(4)
        self.editor = TextEditor(8)
        self.editor.setMaximumHeight(NO_BOUND)
        self.editor.setAccessibleName(t("Text that the machine read"))
        self.read_button = PrimaryButton(
            t("Read the text"), icon="scan-text", key="Return", live=False, on_click=self._read
        )
        self.keep_button = PrimaryButton(
            t("Keep as the text"), icon="check", key="Ctrl+Return", on_click=self._keep
        )
        self.stop_button = QuietButton(t("Stop"), icon="x", on_click=self.stop_asked.emit)
        self.leave_button = QuietButton(t("Cancel"), key="Esc", live=False, on_click=self.left.emit)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.read_button, self.keep_button, self.stop_button, self.leave_button):
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(t("Read the text of the picture"), "lead"))
        column.addWidget(self._name)
        column.addWidget(self._said)
        column.addLayout(self._boxes)
        column.addWidget(self.editor, 1)
        column.addStretch(0)
        column.addLayout(foot)
        self.hide()

    # -- its states --------------------------------------------------------------------------
    def start(self, file: Attachment) -> None:
        """Begin with a file; which languages there are is still to be found out."""
        self._file, self._reader = file, None
        self._name.setText(text.file_name(file.file_name))
        self._offer_languages((), "")
        self._say(self._words.t("Looking for Tesseract…"))
        self._arrange("asking")
        self.show()
        self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reader(self, reader: Reader | None, source: Source) -> None:
        """What is installed here; None for nothing."""
        t = self._words.t
        self._reader = reader
        if reader is None:
            self._say(t(NOT_INSTALLED), "warn")
            return
        self._offer_languages(reader.languages, primary(source.language))
        self._say(t("In which languages is it written? Fewer are read better."))
        self._arrange("languages")
        next(iter(self._ticks.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, report: Report | None) -> None:
        """How far it is."""
        t = self._words.t
        said = t(report.message, **report.params) if report and report.message else t("Reading…")
        self._say(said)
        self._arrange("reading")

    def show_text(self, found: MachineText, replaces: bool) -> None:
        """What was read; `replaces`: the source has a text already."""
        t = self._words.t
        self._made_by = found.made_by
        said = t("Read by a machine, which is {n} % sure of it. Check it against the picture.",
                 n=found.sure)  # fmt: skip
        if replaces:
            said += " " + t("Takes the place of the text; excerpts stay with their words.")
        if not found.text.strip():
            said = t("No words are found in this picture.")
        self._say(said, "warn" if found.sure < _UNSURE else "muted")
        self.editor.set_value(found.text)
        self._arrange("text" if found.text.strip() else "languages")
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, problem: str) -> None:
        """Why nothing was read; it can be tried again."""
        self._say(problem, "error")
        self._arrange("languages")

    def _say(self, words: str, role: str = "muted") -> None:
        self._said.set_role(role)
        self._said.setText(words)

    def _arrange(self, state: str) -> None:
        for box in self._ticks.values():
            box.setVisible(state == "languages")
        self.read_button.setVisible(state == "languages" and self._reader is not None)
        self.keep_button.setVisible(state == "text")
        self.editor.setVisible(state == "text")
        self.stop_button.setVisible(state == "reading")
        self.leave_button.setHidden(state == "reading")

    # -- languages ---------------------------------------------------------------------------
    def _offer_languages(self, languages: Sequence[str], likely: str) -> None:
        for box in self._ticks.values():
            self._boxes.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._ticks = {}
        for language in languages:
            tag = TAGS.get(language, "")
            box = QCheckBox(self._words.languages([tag]) if tag else language)
            box.setChecked(bool(likely) and primary(tag) == likely)
            self._boxes.addWidget(box)
            self._ticks[language] = box
        if self._ticks and not any(box.isChecked() for box in self._ticks.values()):
            first = next((one for one in ("kaz", "rus") if one in self._ticks), None)
            self._ticks[first or next(iter(self._ticks))].setChecked(True)

    def ticks(self) -> dict[str, QCheckBox]:
        """The languages that are installed, each with its box."""
        return dict(self._ticks)

    def _read(self) -> None:
        chosen = [language for language, box in self._ticks.items() if box.isChecked()]
        if chosen and self._file is not None:
            self.read_asked.emit(self._file, chosen)
        else:
            self._say(self._words.t("Choose at least one language that is installed."), "error")

    def _keep(self) -> None:
        self.kept.emit(self.editor.value().strip(), self._made_by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.leave_button.isHidden():
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.read_button.isVisible():
            self._read()
        else:
            super().keyPressEvent(event)
