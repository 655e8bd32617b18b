"""Setting blockers aside: one reason for each thing that stands against a copy.

The reasons are kept with the copy, in the history and in the office's list; `given` has them
until it is issued.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.appeals.drafts import Target
from caseapp.desktop.features.appeals.given import GivenReasons, by_rule
from caseapp.desktop.widgets import Field, Label, QuietButton, Surface
from caseapp.dossier.overriding import is_reason
from caseapp.dossier.preflight_findings import Finding, Rule
from caseapp.dossier.preflight_words import sentence
from caseapp.i18n import Translator

_HIGHEST = 260


class ReasonsPanel(Surface):
    """Types into `given`; `left()` when the person thinks better of it."""

    left = Signal()

    def __init__(self, t: Translator, given: GivenReasons, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._t, self._given = t, given
        self._target: Target = ""
        self._groups: Mapping[Rule, Sequence[Finding]] = {}
        self._shown: object = None
        self.fields: dict[Rule, Field] = {}
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

    def show_blockers(self, target: Target, blocking: Sequence[Finding]) -> None:
        """Ask for a reason for each rule among these; what was typed for one stays."""
        groups = by_rule(blocking)
        shown = target, tuple((rule, len(group)) for rule, group in groups.items())
        self._target, self._groups = target, groups
        if shown == self._shown:
            for rule, group in groups.items():
                self._show_given(self.fields[rule], group)
            return
        self._shown = shown
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
        field = Field(words, value=self._given.text(self._target, group))
        field.setObjectName(f"reason-{rule.value}")
        field.edited.connect(lambda text: self._given.give(self._target, self._groups[rule], text))
        self._list.addWidget(field)
        return field

    def _show_given(self, field: Field, group: Sequence[Finding]) -> None:
        """What was typed beside another pane, or no longer counts."""
        given = self._given.text(self._target, group)
        if not field.editor.hasFocus() and field.text() != given:
            field.restore()
            field.set_value(given)

    def focus_first(self) -> None:
        """The first reason that is still missing."""
        missing = [field for field in self.fields.values() if not is_reason(field.text())]
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
