"""What the check before printing can find: one rule that somebody or something does not meet.

A finding names its subjects by id; whoever shows it looks up what they are called. Knows no
record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from caseapp.dossier.preflight_rules import (
    OVERRIDABLE,
    WORDS,
    Deed,
    Place,
    Rule,
    Severity,
    Words,
)

__all__ = [
    "OVERRIDABLE", "WORDS", "Deed", "Finding", "Place", "Rule", "Said", "Severity", "Words",
    "finding",
]  # fmt: skip


class Said(str):
    """A message id among the values of a sentence: whoever words the finding translates it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to know before printing.

    `addressee_id` is None where it concerns every copy; of several findings of a rule about one
    record the parameter "number" tells them apart. `params` fill the sentence; values may
    be members of a vocabulary, uncertain dates or field names, which whoever shows them words.
    """

    rule: Rule
    case_id: UUID | None = None
    contact_id: UUID | None = None
    addressee_id: UUID | None = None
    language: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.NOTE

    @property
    def words(self) -> Words:
        return WORDS[self.rule][1]

    @property
    def key(self) -> tuple[object, ...]:
        """The same finding of a later check has the same key."""
        which = self.params.get("number", "")
        return self.rule, self.case_id, self.contact_id, self.addressee_id, self.language, which

    @property
    def subject(self) -> UUID | None:
        """The record that it is about, where it is about one beside the copy itself."""
        return self.contact_id or self.case_id

    def concerns(self, addressee_id: UUID) -> bool:
        """Whether it is about the copy of an addressee."""
        return self.addressee_id in (None, addressee_id)


def finding(
    rule: Rule, /, *, severity: Severity | None = None, case: UUID | None = None,
    contact: UUID | None = None, addressee: UUID | None = None, language: str = "",
    **params: Any,
) -> Finding:  # fmt: skip
    """A finding as grave as the table says, unless told otherwise."""
    return Finding(
        rule=rule, case_id=case, contact_id=contact, addressee_id=addressee, language=language,
        params=params, severity=severity or WORDS[rule][0],
    )  # fmt: skip
