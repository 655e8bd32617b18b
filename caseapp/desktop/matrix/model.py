"""The cells of audiences and classes as a table: a row for each class, a column for each audience.

The first column names the class; rows between head the groups. What a cell holds, says and
looks like is the subclass's; nothing is kept here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from caseapp.desktop import text
from caseapp.desktop.matrix.words import AUDIENCES as AUDIENCE_WORDS
from caseapp.desktop.matrix.words import CLASSES
from caseapp.desktop.matrix.words import GROUPS as GROUP_WORDS
from caseapp.domain import consent_matrix
from caseapp.domain.consent_matrix import About, Cell
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.i18n import Translator

CELL = Qt.ItemDataRole.UserRole + 1
"""Role of what is behind a cell; None for names and heads."""

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
AUDIENCES = tuple(Audience)
ROWS: tuple[About | InfoClass, ...] = tuple(
    row for about, classes in consent_matrix.GROUPS.items() for row in (about, *classes)
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is drawn: icon beside the word; `tone` tints the ground, "" for none.

    `ink` is a colour of the theme where nothing is tinted. `dashed`: framed instead of tinted.
    `framed`: a line around it too, for what must be seen without its colour and its icon.
    `quiet`: the word alone where it finds room, `slanted` if so wanted.
    """

    icon: str
    tone: str = ""
    ink: str = "ink2"
    dashed: bool = False
    framed: bool = False
    quiet: bool = False
    slanted: bool = False


class ClassModel(QAbstractTableModel):
    """Column 0 names the classes, the others are `AUDIENCES` in their order."""

    def __init__(self, t: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._t = t

    # -- what the subclass says --------------------------------------------------------------
    def view_of(self, cell: Cell) -> Any:
        """What is behind a cell, None while nothing is shown."""
        raise NotImplementedError

    def look(self, cell: Cell) -> Look:
        raise NotImplementedError

    def cell_word(self, cell: Cell) -> str:
        """The one word of a cell."""
        raise NotImplementedError

    def spoken(self, cell: Cell) -> str:
        """What a screen reader says of a cell."""
        raise NotImplementedError

    def explained(self, cell: Cell) -> str:
        """The tooltip."""
        return self.spoken(cell)

    def can_set(self, cell: Cell) -> bool:
        raise NotImplementedError

    def value_of(self, cell: Cell) -> StrEnum | None:
        """What the cell holds now."""
        raise NotImplementedError

    def after(self, cell: Cell) -> StrEnum:
        """What a click makes of the cell."""
        raise NotImplementedError

    def changed(self) -> None:
        """Say that every cell may look otherwise now."""
        self.dataChanged.emit(self.index(0, 0), self.index(len(ROWS) - 1, len(AUDIENCES)))

    # -- places ------------------------------------------------------------------------------
    def cell_at(self, index: QModelIndex) -> Cell | None:
        """Audience and class of an index; None for names and heads."""
        if not index.isValid() or index.column() == 0:
            return None
        row = ROWS[index.row()]
        return None if isinstance(row, About) else (AUDIENCES[index.column() - 1], row)

    def index_of(self, cell: Cell) -> QModelIndex:
        return self.index(ROWS.index(cell[1]), AUDIENCES.index(cell[0]) + 1)

    # -- as Qt asks --------------------------------------------------------------------------
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(ROWS)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(AUDIENCES) + 1

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if self.cell_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role not in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _SPOKEN,
        ):  # fmt: skip
            return None
        words = self._t(AUDIENCE_WORDS[AUDIENCES[section - 1]]) if section else ""
        return text.tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell_at(index)
        if cell is None:
            return self._name(index, role)
        view = self.view_of(cell)
        if role == CELL or view is None:
            return view if role == CELL else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell_word(cell)
        if role == _SPOKEN:
            return self.spoken(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(self.explained(cell))
        return None

    def _name(self, index: QModelIndex, role: int) -> Any:
        if index.column() or role not in (Qt.ItemDataRole.DisplayRole, _SPOKEN):
            return None
        row = ROWS[index.row()]
        return self._t(GROUP_WORDS[row] if isinstance(row, About) else CLASSES[row])
