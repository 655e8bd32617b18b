"""What was changed on the case: when, what a person did, and from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.lines import TextButton, TextParts
from caseapp.desktop.forms.specs.labels import LABELS
from caseapp.desktop.widgets import Label, QuietButton, SectionHeading, paint
from caseapp.i18n import N_
from caseapp.store.history import CREATED, Entry
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import KINDS
from caseapp.store.records.values import from_json

FIRST = 12
"""Lines that are shown at once; a button shows the rest."""
_LONGEST = 120
SILENT = frozenset(
    {"parts", "wordings", "written_in", "position", "place_code", "home_place_code",
     "birth_place_code", "deleted_at", "key", "sha256", "size", "embedded_metadata"}
)  # fmt: skip
"""Fields whose change says nothing beside what the action says; so do all ids."""
_KINDS = {
    "undo": N_("Undone: {what}"),
    "redo": N_("Done again: {what}"),
}


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """One action: when, what was done, what changed."""

    number: int
    when: str
    what: str
    changes: str


class HistorySection(QWidget):
    """The newest first; older ones when asked for. `opened(number)` for an action: the history
    of the vault shows it word by word, and takes it back alone."""

    opened = Signal(int)
    changed = Signal()

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._all: list[HistoryWords] = []
        self._shown: list[HistoryWords] = []
        self._lines: list[TextButton] = []
        self._whole = False
        self._nothing = Label(t("Nothing was changed yet."), "muted", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._more = QuietButton("", icon="chevron-down", small=True, on_click=self._show_all)
        self._more.setObjectName("more-history")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHeading(t("History")))
        column.addWidget(self._nothing)
        column.addLayout(self._column)
        column.addWidget(self._more)

    def show_page(self, page: CasePage) -> int:
        """Show what was done; returns how many actions that are."""
        self._all = history_words(self._words, page.history)
        self._fill()
        return len(self._all)

    def fold(self) -> None:
        """Show the newest alone again, for another case."""
        self._whole = False

    def tab_stops(self) -> list[QWidget]:
        return [*self._lines, self._more]

    def _show_all(self) -> None:
        self._whole = True
        self._fill()

    def _fill(self) -> None:
        wanted = self._all if self._whole else self._all[:FIRST]
        hidden = len(self._all) - len(wanted)
        self._nothing.setHidden(bool(wanted))
        t = self._words.t
        self._more.setText(t.plural("Show {n} older change", "Show {n} older changes", hidden))
        self._more.setHidden(not hidden)
        if wanted == self._shown:
            return
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = wanted
        figures = theme.font(tabular=True)
        width = max((paint.text_width(line.when, figures) for line in wanted), default=0) + 1
        self._lines = [self._button(line, width) for line in wanted]
        for line in self._lines:
            self._column.addWidget(line)
            line.show()
        self.changed.emit()

    def _button(self, line: HistoryWords, width: int) -> TextButton:
        button = TextButton(
            TextParts(lead=line.when, title=line.what, detail=line.changes, lead_width=width)
        )
        button.clicked.connect(lambda: self.opened.emit(line.number))
        return button


def history_words(words: CaseWords, entries: Sequence[Entry]) -> list[HistoryWords]:
    """One line an action, in the order of the entries."""
    return [
        _line(words, list(group)) for _seq, group in groupby(entries, key=lambda e: e.action.seq)
    ]


def _line(words: CaseWords, entries: Sequence[Entry]) -> HistoryWords:
    action = entries[0].action
    what = words.action(action.label, action.params)
    if action.kind in _KINDS:
        what = words.t(_KINDS[action.kind], what=what)
    changes = [_change(words, entry) for entry in reversed(entries)]
    said = " · ".join(change for change in changes if change)
    return HistoryWords(action.seq, words.moment(action.at), what, said)


def _change(words: CaseWords, entry: Entry) -> str:
    """ "Born: 1974 → 12 May 1974"; empty where the action says it all."""
    if entry.field == CREATED or entry.field in SILENT or entry.field.endswith("_id"):
        return ""
    old, new = (_short(words, entry, value) for value in (entry.old, entry.new))
    label = LABELS.get((entry.record_kind, entry.field))
    name = words.t(label) if label else entry.field
    return f"{name}: {old} → {new}"


def _short(words: CaseWords, entry: Entry, value: object) -> str:
    """A stored value on one line."""
    kind = KINDS[entry.record_kind]
    shown = words.value(from_json(kind, entry.field, value)) if value is not None else ""
    text = " ".join(shown[: 4 * _LONGEST].split())
    if not text:
        return words.t("empty")
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
