"""The cells of the consent matrix: what one consent, the rules and the wall say of each.

Nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from caseapp.desktop.features.contact.words import (
    ANSWERS,
    BY_RULE,
    NEVER,
    NO_CASE,
    NOT_ASKED,
    WHY_FIXED,
    ContactWords,
)
from caseapp.desktop.matrix.model import AUDIENCES, ROWS, ClassModel, Look
from caseapp.desktop.named_to import ground_words
from caseapp.domain.consent import Decision
from caseapp.domain.consent_matrix import Cell, Fixed, next_answer
from caseapp.domain.vocabulary import ConsentAnswer

__all__ = ["AUDIENCES", "ROWS", "CellView", "Matrix", "MatrixModel"]

_ICONS = {
    "allow": "check", "office": "check", "ask": "circle-question-mark", "withhold": "minus",
    "never": "lock", "no_case": "minus", "unasked": "circle-dashed", "rule": "check",
    "other": "corner-down-right",
}  # fmt: skip
_TINTED = {"allow": "ok", "office": "ok", "ask": "warn"}


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


class MatrixModel(ClassModel):
    """Shows a `Matrix`."""

    def __init__(self, words: ContactWords, parent: QObject | None = None) -> None:
        super().__init__(words.t, parent)
        self._words = words
        self._matrix = Matrix()

    @property
    def matrix(self) -> Matrix:
        return self._matrix

    def set_matrix(self, matrix: Matrix) -> None:
        """Show other cells; where one stands stays as it is."""
        if matrix != self._matrix:
            self._matrix = matrix
            self.changed()

    def view_of(self, cell: Cell) -> CellView | None:
        return self._matrix.cells.get(cell)

    def can_set(self, cell: Cell) -> bool:
        view = self.view_of(cell)
        return view is not None and view.fixed is None and not self._matrix.read_only

    def value_of(self, cell: Cell) -> ConsentAnswer | None:
        view = self.view_of(cell)
        return view.answer if view else None

    def after(self, cell: Cell) -> ConsentAnswer:
        return next_answer(self.value_of(cell))

    def look(self, cell: Cell) -> Look:
        view = self.view_of(cell)
        assert view is not None
        if view.allowed_in_vain:
            return Look("eye-off", ink="ok", dashed=True)
        code = view.code
        return Look(
            _ICONS[code],
            tone=_TINTED.get(code, ""),
            ink="ink3" if code in ("unasked", "no_case", "other") else "ink2",
            quiet=code in ("unasked", "other"),  # the quietest that a cell can say
            slanted=code == "unasked",
        )

    # -- words -------------------------------------------------------------------------------
    def cell_word(self, cell: Cell) -> str:
        view = self.view_of(cell)
        return self.word(view) if view else ""

    def word(self, view: CellView) -> str:
        """What a cell says."""
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
