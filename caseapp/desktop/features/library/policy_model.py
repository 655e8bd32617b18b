"""The cells of the rules of disclosure: what a version says, and where it is looser than others."""

from __future__ import annotations

from PySide6.QtCore import QObject

from caseapp.desktop.matrix.model import ClassModel, Look
from caseapp.desktop.matrix.words import AUDIENCES, CLASSES
from caseapp.domain.policy import Cell, Policy, Rule, default_policy, is_looser, next_rule
from caseapp.domain.vocabulary import Audience
from caseapp.i18n import N_, Translator

RULE_WORDS = {
    Rule.ALLOW: N_("allow"),
    Rule.CONSENT: N_("consent"),
    Rule.NEVER: N_("never"),
}
_LOOKS = {
    Rule.ALLOW: Look("check", tone="ok"),
    Rule.CONSENT: Look("file-check", quiet=True),
    Rule.NEVER: Look("lock", ink="ink3"),
}
_LOOSER = Look("triangle-alert", tone="warn", framed=True)


def cell_name(t: Translator, cell: Cell) -> str:
    """ "Photo, Press"."""
    audience, info_class = cell
    return f"{t(CLASSES[info_class])}, {t(AUDIENCES[audience])}"


class PolicyModel(ClassModel):
    """Shows one version beside those that it is compared with."""

    def __init__(self, t: Translator, parent: QObject | None = None) -> None:
        super().__init__(t, parent)
        self._policy: Policy | None = None
        self._others: tuple[Policy, ...] = ()
        self._open = False

    def show(self, policy: Policy, against: Policy, *, editable: bool) -> None:
        """Show a version; what it loosens against the shipped one and `against` is marked."""
        self._policy, self._open = policy, editable
        self._others = (default_policy(), against)
        self.changed()

    @property
    def policy(self) -> Policy | None:
        return self._policy

    def view_of(self, cell: Cell) -> Rule | None:
        return self._policy.rule(*cell) if self._policy else None

    def is_loosened(self, cell: Cell) -> bool:
        """Whether more is let through here than by the shipped rules or those compared with."""
        rule = self.view_of(cell)
        return rule is not None and any(is_looser(rule, o.rule(*cell)) for o in self._others)

    def look(self, cell: Cell) -> Look:
        rule = self.view_of(cell)
        assert rule is not None
        return _LOOSER if self.is_loosened(cell) else _LOOKS[rule]

    def cell_word(self, cell: Cell) -> str:
        rule = self.view_of(cell)
        return self._t(RULE_WORDS[rule]) if rule else ""

    def spoken(self, cell: Cell) -> str:
        said = f"{cell_name(self._t, cell)}: {self.cell_word(cell)}"
        if self.is_loosened(cell):
            said += ". " + self._t("Looser than before")
        elif cell[0] is Audience.OFFICE:
            said += ". " + self._t("Our office sees what it keeps.")
        return said

    def can_set(self, cell: Cell) -> bool:
        return self._open and cell[0] is not Audience.OFFICE

    def value_of(self, cell: Cell) -> Rule | None:
        return self.view_of(cell)

    def after(self, cell: Cell) -> Rule:
        rule = self.view_of(cell)
        return next_rule(rule) if rule else Rule.NEVER
