"""Blockers that somebody sets aside: each with a reason, kept with the copy for ever.

Setting one aside shows nothing more: the gate of the copy withholds what it withheld before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseapp.dossier.preflight_findings import OVERRIDABLE, Finding, Rule
from caseapp.errors import UserError
from caseapp.i18n import N_

LEAST_REASON = 3
"""Letters of the shortest reason: "ok" is none."""


@dataclass(frozen=True, slots=True)
class Override:
    """One blocker set aside. `subject` is the id of the case or contact, empty for the copy."""

    code: str
    subject: str
    reason: str

    def to_json(self) -> dict[str, str]:
        """As `Copy.overrides` keeps it."""
        return {"code": self.code, "subject": self.subject, "reason": self.reason}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Override:
        """The inverse of `to_json`."""
        return cls(*(str(data.get(name, "")) for name in ("code", "subject", "reason")))


class BlockedError(UserError):
    """A copy was not issued. `findings` are the blockers that stand against it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(
            N_("Nothing was issued: the check found what blocks it. Look there first.")
        )
        self.findings = tuple(findings)


def set_aside(blocking: Iterable[Finding], reasons: Mapping[str, str]) -> tuple[Override, ...]:
    """The blockers with their reasons, by the code of their rule.

    Raises BlockedError with those that nobody gave a reason for, or for which none counts.
    """
    blocking = tuple(blocking)
    left = [one for one in blocking if not _answered(one.rule, reasons)]
    if left:
        raise BlockedError(left)
    return tuple(
        Override(one.rule.value, one.subject.hex if one.subject else "", _reason(one, reasons))
        for one in blocking
    )


def is_reason(text: str) -> bool:
    """Whether a text says why."""
    return sum(c.isalnum() for c in text) >= LEAST_REASON


def _answered(rule: Rule, reasons: Mapping[str, str]) -> bool:
    return rule in OVERRIDABLE and is_reason(reasons.get(rule.value, ""))


def _reason(one: Finding, reasons: Mapping[str, str]) -> str:
    return " ".join(reasons[one.rule.value].split())
