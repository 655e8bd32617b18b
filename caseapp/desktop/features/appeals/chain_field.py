"""The bodies that a paper was sent on to, as a small table: which body, when, when it was told.

Each cell is kept when left. A line whose body is emptied goes; below the last there is always one
more. To the form it is a field of text, one body a line ("body; day; told on").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.forms.specs.appeals import STEP
from caseapp.desktop.widgets import Field, Label
from caseapp.desktop.widgets.editors import LineEditor
from caseapp.desktop.widgets.tab_order import put_in_order
from caseapp.i18n import Translator

_WIDTHS = (3, 2, 2)
"""Shares of the columns: names of bodies are long."""


class ChainEditor(QWidget):
    """`left()` when a cell is left, `escaped()`, `edited(text)`."""

    left = Signal()
    escaped = Signal()
    edited = Signal(str)

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = (t("Body"), t("Sent on"), t("Told on"))
        self._t = t
        self.rows: list[tuple[LineEditor, ...]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(4)
        for column, (head, share) in enumerate(zip(self._heads, _WIDTHS, strict=True)):
            self._grid.addWidget(Label(head, "caption", elide=True), 0, column)
            self._grid.setColumnStretch(column, share)
        self._show_rows([])

    # -- as an input of a field ------------------------------------------------------------------
    def value(self) -> str:
        """One body a line; lines without a body are not told yet."""
        lines = [[_plain(cell.text()) for cell in row] for row in self.rows]
        return "\n".join("; ".join(line).rstrip("; ") for line in lines if line[0])

    def set_value(self, value: str) -> None:
        """Show other bodies; what is being typed into a line without one stays."""
        if value != self.value():
            self._show_rows([line.split(";", len(STEP) - 1) for line in value.splitlines()])

    def hasFocus(self) -> bool:
        """Whether one of the cells has the keyboard."""
        return any(cell.hasFocus() for cell in self.cells())

    def setReadOnly(self, read_only: bool) -> None:
        for cell in self.cells():
            cell.setReadOnly(read_only)

    def setFocus(self, *_reason: Any) -> None:
        self.rows[0][0].setFocus()

    def cells(self) -> list[LineEditor]:
        """As Tab goes through them."""
        return [cell for row in self.rows for cell in row]

    # -- rows --------------------------------------------------------------------------------------
    def _show_rows(self, lines: Sequence[Sequence[str]]) -> None:
        while len(self.rows) > len(lines) + 1:
            for cell in self.rows.pop():
                self._grid.removeWidget(cell)
                cell.hide()
                cell.deleteLater()
        while len(self.rows) < len(lines) + 1:
            self._add_row()
        for row, line in zip(self.rows, [*lines, ()], strict=True):
            for place, cell in enumerate(row):
                words = line[place].strip() if place < len(line) else ""
                if cell.text() != words:
                    cell.set_value(words)

    def _add_row(self) -> None:
        number = len(self.rows) + 1
        row = tuple(self._cell(f"{head} {number}") for head in self._heads)
        for column, cell in enumerate(row):
            self._grid.addWidget(cell, number, column)
            cell.show()  # the layout would do so later, and Tab come too early
        self.rows.append(row)
        put_in_order(self.cells())

    def _cell(self, name: str) -> LineEditor:
        cell = LineEditor(self)
        cell.setAccessibleName(name)
        cell.edited.connect(self._type)
        cell.left.connect(partial(self._leave, cell))
        cell.escaped.connect(self.escaped)
        return cell

    def _type(self, _typed: str) -> None:
        if self.rows[-1][0].text().strip():
            self._add_row()
        self.edited.emit(self.value())

    def _leave(self, cell: LineEditor) -> None:
        cell.setModified(False)
        self.left.emit()


class ChainField(Field):
    """A field whose input is the table."""

    def __init__(self, t: Translator, label: str, **how: Any) -> None:
        self._translate = t
        super().__init__(label, **how)

    def _make_editor(self, *_how: Any) -> ChainEditor:
        return ChainEditor(self._translate)

    def stops(self) -> list[QWidget]:
        return list(self._editor.cells())


def _plain(words: str) -> str:
    """A cell's words; the mark that parts them is not among them."""
    return words.replace(";", ",").replace("；", "，").strip()
