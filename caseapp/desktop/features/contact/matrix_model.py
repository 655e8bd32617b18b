"""The cells of the consent matrix as a table: a row for each class, a column for each audience.

The first column names the class; rows between head the groups. What a cell says comes from
one consent, from the rules and from the wall; nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from caseapp.desktop import text
from caseapp.desktop.features.contact.words import (
    ANSWERS,
    BY_RULE,
    NEVER,
    NO_CASE,
    NOT_ASKED,
    WHY_FIXED,
    ContactWords,
)
from caseapp.desktop.features.contact.words import (
    GROUPS as GROUP_WORDS,
)
from caseapp.desktop.named_to import ground_words
from caseapp.domain import consent_matrix
from caseapp.domain.consent import Decision
from caseapp.domain.consent_matrix import About, Cell, Fixed
from caseapp.domain.vocabulary import Audience, ConsentAnswer, InfoClass

CELL = Qt.ItemDataRole.UserRole + 1
"""Role of the `CellView` behind an index; None for names and heads."""

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
AUDIENCES = tuple(Audience)
ROWS: tuple[About | InfoClass, ...] = tuple(
    row for about, classes in consent_matrix.GROUPS.items() for row in (about, *classes)
)


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell. `other` is the answer of another consent in force, with its number.

    `by_rule`: nobody was asked and the rules allow it all the same. `decision` is what the
    wall says of such items, whatever stands in this cell.
    """

    answer: ConsentAnswer | None
    fixed: Fixed | None
    by_rule: bool
    other: tuple[ConsentAnswer, int] | None
    decision: Decision | None

    @property
    def code(self) -> str:
        """How it is drawn: an answer's code, "other", "unasked", "rule", or why it is fixed."""
        if self.fixed is not None:
            return self.fixed.value
        if self.answer is not None:
            return self.answer.value
        if self.other is not None:
            return "other"
        return "rule" if self.by_rule else "unasked"

    @property
    def allowed_in_vain(self) -> bool:
        """Allowed here, and still not shown."""
        allowed = self.answer is ConsentAnswer.ALLOW and self.fixed is None
        return allowed and self.decision is not None and not self.decision.shown


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the table shows; `read_only` where the consent is over."""

    cells: Mapping[Cell, CellView] = field(default_factory=dict)
    read_only: bool = False


class MatrixModel(QAbstractTableModel):
    """Column 0 names the classes, the others are `AUDIENCES` in their order."""

    def __init__(self, words: ContactWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._t = words, words.t
        self._matrix = Matrix()

    @property
    def matrix(self) -> Matrix:
        return self._matrix

    def set_matrix(self, matrix: Matrix) -> None:
        """Show other cells; where one stands stays as it is."""
        if matrix != self._matrix:
            self._matrix = matrix
            last = self.index(len(ROWS) - 1, len(AUDIENCES))
            self.dataChanged.emit(self.index(0, 0), last)

    def cell_at(self, index: QModelIndex) -> Cell | None:
        """Audience and class of an index; None for names and heads."""
        if not index.isValid() or index.column() == 0:
            return None
        row = ROWS[index.row()]
        return None if isinstance(row, About) else (AUDIENCES[index.column() - 1], row)

    def view_of(self, cell: Cell) -> CellView | None:
        return self._matrix.cells.get(cell)

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
        words = self._words.audience(AUDIENCES[section - 1]) if section else ""
        return text.tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell_at(index)
        if cell is None:
            return self._name(index, role)
        view = self.view_of(cell)
        if role == CELL:
            return view
        if view is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.word(view)
        if role == _SPOKEN:
            return self.spoken(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(self.explained(cell))
        return None

    def _name(self, index: QModelIndex, role: int) -> Any:
        if index.column() or role not in (Qt.ItemDataRole.DisplayRole, _SPOKEN):
            return None
        row = ROWS[index.row()]
        if isinstance(row, About):
            return self._t(GROUP_WORDS[row])
        return self._words.info_class(row)

    # -- words -------------------------------------------------------------------------------
    def word(self, view: CellView) -> str:
        """The one word of a cell."""
        t = self._t
        if view.fixed is Fixed.NEVER:
            return t(NEVER)
        if view.fixed is Fixed.OFFICE:
            return t(ANSWERS[ConsentAnswer.ALLOW])
        if view.fixed is Fixed.NO_CASE:
            return t(NO_CASE)
        if view.answer is not None:
            return t(ANSWERS[view.answer])
        if view.other is not None:
            return f"{t(ANSWERS[view.other[0]])} · {view.other[1]}"
        return t(BY_RULE) if view.by_rule else t(NOT_ASKED)

    def spoken(self, cell: Cell) -> str:
        """ "Photo, United Nations: ask", and why it is shown or not where that surprises."""
        view = self.view_of(cell)
        audience, info_class = cell
        said = self._t(
            "{what}, {whom}: {answer}", what=self._words.info_class(info_class),
            whom=self._words.audience(audience), answer=self.word(view) if view else "",
        )  # fmt: skip
        reason = self.reason(cell)
        return f"{said}. {reason}" if reason else said

    def explained(self, cell: Cell) -> str:
        """The same, and what another consent says."""
        view = self.view_of(cell)
        if view is None or view.other is None:
            return self.spoken(cell)
        answer, number = view.other
        other = self._t(
            "Consent no. {n} says: {answer}.", n=number, answer=self._t(ANSWERS[answer])
        )
        return f"{self.spoken(cell)}\n{other}"

    def reason(self, cell: Cell) -> str:
        """Why a cell cannot be set, or why what is allowed in it is not shown; else empty."""
        view = self.view_of(cell)
        if view is None:
            return ""
        if view.fixed is not None:
            return self._t(WHY_FIXED[view.fixed])
        if view.allowed_in_vain and view.decision is not None:
            reason = ground_words(self._t, view.decision.ground)
            return self._t("Not shown all the same: {reason}", reason=reason)
        return ""
