"""What a file says of itself, and what was left out around its article, to be taken over.

Nothing is ticked beforehand but what nobody has said yet; nothing is taken unasked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.widgets import Label, Line, PrimaryButton, QuietButton
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.domain.passages import find_words
from caseapp.intake.documents.clutter import LeftOut
from caseapp.intake.documents.read import ReadDocument
from caseapp.store.records import Source

_LONGEST = 400
_GAP = 12


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was ticked: fields of the source with their words, and lines for its text."""

    fields: dict[str, str]
    lines: tuple[LeftOut, ...]


class _Tick(QWidget):
    """A box and its words, which may take several lines."""

    def __init__(self, words: str, ticked: bool = False, label: str = "") -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setChecked(ticked)
        self.box.setAccessibleName(f"{label}: {words}" if label else words)
        shown = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
        said = QVBoxLayout()
        said.setSpacing(0)
        if label:
            said.addWidget(Label(label, "caption"))
        said.addWidget(Label(shown, wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(self.box, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)


class FileSheet(QWidget):
    """`wanted(TakenOver)`, `left()`."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._fields: list[tuple[str, str, _Tick]] = []
        self._lines: list[tuple[LeftOut, _Tick]] = []
        self._body = QWidget()
        self._list = QVBoxLayout(self._body)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        area = scroll_area(self._body)
        self.button = PrimaryButton(
            t("Take over"), icon="check", key="Ctrl+Return", on_click=self._send
        )
        self.leave_button = QuietButton(t("Cancel"), key="Esc", live=False, on_click=self.left.emit)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.button)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(t("From the file"), "lead"))
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.hide()

    def start(self, found: ReadDocument, source: Source) -> None:
        """Show what was read in a file of this source."""
        self._clear()
        t = self._words.t
        stated = (
            ("title", t("Title"), found.title), ("author", t("Author"), found.author),
            ("publisher", t("Publisher"), found.site), ("dated", t("Date"), found.dated),
            ("url", t("Address"), found.address), ("language", t("Language"), found.language),
        )  # fmt: skip
        says = [one for one in stated if one[2] and one[2] != _recorded(source, one[0])]
        self._add(Label(t("It says of itself"), "heading"))
        for name, label, said in says:
            tick = _Tick(said, not _recorded(source, name), label)
            self._fields.append((name, said, tick))
            self._add(tick)
        if not says:
            self._add(Label(t("Nothing that is not recorded already."), "muted", wrap=True))
        out = [one for one in found.left_out if find_words(source.text, one.text) is None]
        self._list.insertSpacing(self._list.count() - 1, _GAP)
        self._add(Line())
        self._list.insertSpacing(self._list.count() - 1, _GAP)
        self._add(Label(t("Left out of the text · {n}", n=len(out)), "heading"))
        hint = t("Tick what belongs to the text: it goes back to its place.")
        self._add(Label(hint if out else t("Nothing was left out."), "muted", wrap=True))
        for line in out:
            tick = _Tick(line.text)
            self._lines.append((line, tick))
            self._add(tick)
        self.button.setEnabled(bool(self._fields or self._lines))
        self.show()
        self.focus_first()

    def focus_first(self) -> None:
        """The keyboard begins at the first box."""
        ticks = [tick for *_rest, tick in self._fields] + [tick for _line, tick in self._lines]
        first: QWidget = ticks[0].box if ticks else self.leave_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def ticks(self) -> Sequence[QCheckBox]:
        """All boxes, those of fields first."""
        return [*(t.box for *_rest, t in self._fields), *(t.box for _line, t in self._lines)]

    def _add(self, widget: QWidget) -> None:
        self._list.insertWidget(self._list.count() - 1, widget)
        widget.show()

    def _clear(self) -> None:
        self._fields, self._lines = [], []
        while self._list.count() > 1:
            item = self._list.takeAt(0)
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _send(self) -> None:
        fields = {name: said for name, said, tick in self._fields if tick.box.isChecked()}
        lines = tuple(line for line, tick in self._lines if tick.box.isChecked())
        self.wanted.emit(TakenOver(fields, lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _recorded(source: Source, name: str) -> str:
    return source.dated.text if name == "dated" else str(getattr(source, name))
