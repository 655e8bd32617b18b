"""Setting blockers aside: one reason for each thing that stands against a copy.

The reasons are kept with the copy, in the history and in the office's list. They live here only
until the copy is issued.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Field, Label, QuietButton, Surface
from caseapp.dossier.overriding import is_reason
from caseapp.dossier.preflight_findings import OVERRIDABLE, Finding, Rule
from caseapp.dossier.preflight_words import sentence
from caseapp.i18n import Translator

_HIGHEST = 260


def can_be_set_aside(blocking: Sequence[Finding]) -> bool:
    """Whether a reason for each would let the copy be printed."""
    return bool(blocking) and all(one.rule in OVERRIDABLE for one in blocking)


class ReasonsPanel(Surface):
    """`changed()` when a reason was typed; `left()` when the person thinks better of it."""

    changed = Signal()
    left = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._t = t
        self._rules: tuple[Rule, ...] = ()
        self.fields: dict[Rule, Field] = {}
        self._typed: dict[Rule, str] = {}
        heading = Label(t("Why is it printed all the same?"), "strong", wrap=True)
        said = t("Nothing more is shown by that. The reasons stay with the copy.")
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(QuietButton(t("Leave it"), icon="x", on_click=self.left.emit))
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 4, 0)
        self._list.setSpacing(theme.GRID)
        self._inner = QWidget()
        self._inner.setLayout(self._list)
        self._area = _Area(self._inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(Label(said, "caption", wrap=True))
        column.addWidget(self._area)

    def show_blockers(self, blocking: Sequence[Finding]) -> None:
        """Ask for a reason for each rule among these; what was typed for one stays."""
        groups: dict[Rule, list[Finding]] = {}
        for one in blocking:
            groups.setdefault(one.rule, []).append(one)
        if tuple(groups) == self._rules:
            return
        self._rules = tuple(groups)
        for field in self.fields.values():
            self._list.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.fields = {rule: self._field(rule, group) for rule, group in groups.items()}
        self._area.updateGeometry()

    def _field(self, rule: Rule, group: Sequence[Finding]) -> Field:
        words = sentence(group[0], self._t)
        if len(group) > 1:
            words = self._t("{finding} ({n} times)", finding=words, n=len(group))
        field = Field(words, value=self._typed.get(rule, ""))
        field.setObjectName(f"reason-{rule.value}")
        field.edited.connect(lambda text: self._type(rule, text))
        self._list.addWidget(field)
        return field

    def _type(self, rule: Rule, text: str) -> None:
        self._typed[rule] = text
        self.changed.emit()

    def forget(self) -> None:
        """Another copy, or this one was issued: its reasons are not those of the next."""
        self._typed.clear()
        self._rules = ()
        self.show_blockers(())

    def reasons(self) -> dict[str, str]:
        """What was typed, by the code of the rule."""
        return {rule.value: self._typed.get(rule, "") for rule in self._rules}

    def complete(self) -> bool:
        """Every rule has a reason that says something."""
        return bool(self._rules) and all(map(is_reason, self.reasons().values()))

    def focus_first(self) -> None:
        """The first reason that is still missing."""
        missing = [f for rule, f in self.fields.items() if not is_reason(self._typed.get(rule, ""))]
        for field in (missing or list(self.fields.values()))[:1]:
            field.setFocus(Qt.FocusReason.OtherFocusReason)


class _Area(QScrollArea):
    """As high as what is in it, up to a bound."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        hint = self.widget().sizeHint()
        return QSize(hint.width(), min(hint.height() + 2, _HIGHEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, min(self.widget().sizeHint().height() + 2, 72))
