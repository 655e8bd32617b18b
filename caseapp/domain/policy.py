"""Which audience may see which class of information, before any person was asked.

A policy is data: a table of audience x class, numbered, shipped with a cautious default.
What the table does not say is "never". Knows no record, no consent and no addressee.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.resources import resource


class Rule(StrEnum):
    """What a policy says of one class for one audience."""

    ALLOW = "allow"
    CONSENT = "consent"
    """Only with a consent on record for that audience."""
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Policy:
    """One numbered version of the rules. A cell that is not there means never."""

    number: int
    title: str
    rules: Mapping[tuple[Audience, InfoClass], Rule]

    def rule(self, audience: Audience, info_class: InfoClass) -> Rule:
        """The rule of one cell of the table."""
        return self.rules.get((audience, info_class), Rule.NEVER)


def read_policy(number: int, title: str, table: Mapping[str, Any]) -> Policy:
    """The policy in `table`: {audience: {class: "allow" | "consent" | "never"}}.

    Raises UserError for a word that is none of these: a policy misread must not print.
    """
    rules: dict[tuple[Audience, InfoClass], Rule] = {}
    try:
        for audience, row in table.items():
            for info_class, rule in row.items():
                rules[Audience(audience), InfoClass(info_class)] = Rule(rule)
    except (ValueError, AttributeError, TypeError) as error:
        raise UserError(
            N_("Policy {number} cannot be read. Restore it from an earlier version."),
            number=number,
        ) from error
    return Policy(number, title, rules)


Cell = tuple[Audience, InfoClass]

_STRICTNESS = {Rule.NEVER: 2, Rule.CONSENT: 1, Rule.ALLOW: 0}


def next_rule(rule: Rule) -> Rule:
    """What a click makes of a cell: with consent, never, allow, with consent …

    "Allow" comes last, so that nothing is opened by one click too many on "never".
    """
    return {Rule.ALLOW: Rule.CONSENT, Rule.CONSENT: Rule.NEVER, Rule.NEVER: Rule.ALLOW}[rule]


def is_looser(rule: Rule, than: Rule) -> bool:
    """Whether a rule lets more through than another."""
    return _STRICTNESS[rule] < _STRICTNESS[than]


def loosened(policy: Policy, than: Policy) -> tuple[Cell, ...]:
    """The cells in which a policy lets more through than another, in the order of the table."""
    return tuple(
        (audience, info_class)
        for audience, info_class in _cells()
        if is_looser(policy.rule(audience, info_class), than.rule(audience, info_class))
    )


def differences(policy: Policy, other: Policy) -> dict[Cell, tuple[Rule, Rule]]:
    """The cells that differ: what the one says there, and what the other."""
    return {
        cell: (policy.rule(*cell), other.rule(*cell))
        for cell in _cells()
        if policy.rule(*cell) is not other.rule(*cell)
    }


def with_rules(policy: Policy, changed: Mapping[Cell, Rule]) -> Policy:
    """The policy with other rules in some cells."""
    return replace(policy, rules={**policy.rules, **changed})


def as_table(policy: Policy) -> dict[str, dict[str, str]]:
    """The table as `read_policy` takes it, with every cell."""
    return {
        audience.value: {cls.value: policy.rule(audience, cls).value for cls in InfoClass}
        for audience in Audience
    }


def _cells() -> list[Cell]:
    return [(audience, info_class) for audience in Audience for info_class in InfoClass]


@lru_cache(maxsize=1)
def default_policy() -> Policy:
    """The cautious policy that ships with the program (resources/policies/default.json)."""
    data = json.loads(resource("policies", "default.json").read_text(encoding="utf-8"))
    return read_policy(data["number"], data["title"], data["rules"])
