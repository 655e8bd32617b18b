"""The reasons for printing all the same, by copy and rule, until the copy is issued.

One store for the panes and for printing several. A reason counts for the findings that were
there when it was typed: when another one of the same rule comes, it must be typed anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from caseapp.desktop.features.appeals.drafts import Target
from caseapp.dossier.overriding import is_reason
from caseapp.dossier.preflight_findings import OVERRIDABLE, Finding, Rule

_Keys = frozenset[tuple[object, ...]]


def can_be_set_aside(blocking: Sequence[Finding]) -> bool:
    """Whether a reason for each would let the copy be printed."""
    return bool(blocking) and all(one.rule in OVERRIDABLE for one in blocking)


class GivenReasons(QObject):
    """`changed(target)` when a reason of a copy was typed, `forgotten(target)`."""

    changed = Signal(object)
    forgotten = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: dict[Target, dict[Rule, tuple[str, _Keys]]] = {}

    def give(self, target: Target, group: Sequence[Finding], text: str) -> None:
        """Say why findings of one rule are set aside in a copy."""
        keys = frozenset(one.key for one in group)
        self._given.setdefault(target, {})[group[0].rule] = text, keys
        self.changed.emit(target)

    def text(self, target: Target, group: Sequence[Finding]) -> str:
        """What was typed for these findings of one rule, "" if there are others by now."""
        text, keys = self._given.get(target, {}).get(group[0].rule, ("", frozenset()))
        return text if keys >= {one.key for one in group} else ""

    def reasons(self, target: Target, blocking: Sequence[Finding]) -> dict[str, str]:
        """What sets these blockers aside, by the code of the rule."""
        found = {rule: self.text(target, group) for rule, group in by_rule(blocking).items()}
        return {rule.value: text for rule, text in found.items() if is_reason(text)}

    def lacking(self, target: Target, blocking: Sequence[Finding]) -> int:
        """How many of these blockers have no reason that counts."""
        given = self.reasons(target, blocking)
        return sum(one.rule not in OVERRIDABLE or one.rule.value not in given for one in blocking)

    def has_any(self, target: Target) -> bool:
        """Whether something was typed for a copy."""
        return any(text for text, _keys in self._given.get(target, {}).values())

    def forget(self, target: Target) -> None:
        """The copy was issued, or the person thinks better of it."""
        if self._given.pop(target, None) is not None:
            self.forgotten.emit(target)

    def clear(self) -> None:
        """Another appeal comes."""
        self._given.clear()


def by_rule(findings: Sequence[Finding]) -> Mapping[Rule, list[Finding]]:
    """The findings of each rule, in their order."""
    groups: dict[Rule, list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.rule, []).append(one)
    return groups
