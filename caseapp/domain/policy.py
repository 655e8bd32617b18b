"""Which audience may see which class of information, before any person was asked.

A policy is data: a table of audience x class, numbered, shipped with a cautious default.
What the table does not say is "never". Knows no record, no consent and no addressee.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
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


@lru_cache(maxsize=1)
def default_policy() -> Policy:
    """The cautious policy that ships with the program (resources/policies/default.json)."""
    data = json.loads(resource("policies", "default.json").read_text(encoding="utf-8"))
    return read_policy(data["number"], data["title"], data["rules"])
