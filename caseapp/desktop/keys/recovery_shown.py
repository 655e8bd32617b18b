"""A recovery key on the screen, once: the lines of a sheet, or the words of three shares."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.keys.recovery_entry import SHARES, SHEET
from caseapp.desktop.widgets import Label, Segments, Surface
from caseapp.i18n import Translator
from caseapp.store.recovery import RecoveryKey
from caseapp.store.recovery_code import LINES
from caseapp.store.recovery_shares import COUNT, WORDS

__all__ = ["SHARES", "SHEET", "RecoveryShown"]

_COLUMNS = 3


class RecoveryShown(QWidget):
    """Plain labels: nothing of it can be marked or copied."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.way = SHEET
        self.shares: tuple[tuple[str, ...], ...] = ()
        self._ways = Segments(
            ((SHEET, t("One sheet")), (SHARES, t("Three shares, two open"))), t("In what form")
        )
        self._numbers = Segments(
            tuple((str(n), t("Share {n}", n=n)) for n in range(1, COUNT + 1)), t("Which share")
        )
        self._lines = [Label("", "title", tabular=True) for _line in range(LINES)]
        self._words = [Label("", "strong") for _word in range(WORDS)]
        self._panes = {SHEET: _numbered(self._lines, 2), SHARES: _numbered(self._words, _COLUMNS)}
        self._hint = Label("", "caption", wrap=True)
        paper = Surface("sunken")
        inner = QVBoxLayout(paper)
        inner.setContentsMargins(16, 12, 16, 12)
        for pane in self._panes.values():
            inner.addWidget(pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self._ways)
        column.addWidget(self._numbers)
        column.addWidget(paper)
        column.addWidget(self._hint)
        self._ways.choose(SHEET)
        self._ways.chosen.connect(self.choose)
        self._numbers.chosen.connect(lambda number: self._show_share(int(number)))

    def show_key(self, recovery: RecoveryKey) -> None:
        """Show a key that was just made."""
        self.shares = recovery.shares()
        for label, line in zip(self._lines, recovery.lines, strict=True):
            label.setText(line)
        self._show_share(1)
        self.choose(self.way)

    def choose(self, way: str) -> None:
        """`SHEET` or `SHARES`; both are of one key, and both open."""
        t, self.way = self._t, way
        self._ways.choose(way)
        for key, pane in self._panes.items():
            pane.setVisible(key == way)
        self._numbers.setVisible(way == SHARES)
        hints = {
            SHEET: t("0 is always zero and 1 always one; there is no O, I, L or U."),
            SHARES: t("Give them to three people or places. Any two open the vault, one never."),
        }
        self._hint.setText(hints[way])

    def _show_share(self, number: int) -> None:
        self._numbers.choose(str(number))
        for label, word in zip(self._words, self.shares[number - 1], strict=True):
            label.setText(word)


def _numbered(labels: list[Label], columns: int) -> QWidget:
    """Labels in columns that are read downwards, each with its number."""
    pane = QWidget()
    grid = QGridLayout(pane)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.GRID)
    grid.setVerticalSpacing(6)
    rows = -(-len(labels) // columns)
    for index, label in enumerate(labels):
        column, row = divmod(index, rows)
        grid.addWidget(Label(str(index + 1), "second", tabular=True, end=True), row, 2 * column)
        grid.addWidget(label, row, 2 * column + 1)
    for column in range(columns):
        grid.setColumnStretch(2 * column + 1, 1)
    return pane
