"""Policies are data: what is misread or missing shows nothing."""

from __future__ import annotations

import pytest

from caseapp.domain.policy import Policy, Rule, read_policy
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.errors import UserError


def test_a_cell_that_is_missing_means_never() -> None:
    policy = read_policy(2, "half a table", {"press": {"photo": "allow"}})
    assert policy.rule(Audience.PRESS, InfoClass.PHOTO) is Rule.ALLOW
    assert policy.rule(Audience.PRESS, InfoClass.HEALTH) is Rule.NEVER
    assert Policy(3, "", {}).rule(Audience.OFFICE, InfoClass.HEALTH) is Rule.NEVER


@pytest.mark.parametrize(
    "table",
    [
        {"press": {"photo": "maybe"}},
        {"press": {"phtoo": "allow"}},
        {"pres": {"photo": "allow"}},
        {"press": ["photo"]},
        {"press": {"photo": None}},
    ],
)
def test_a_word_that_is_no_rule_is_an_error_and_not_a_permission(table) -> None:
    with pytest.raises(UserError):
        read_policy(2, "misspelt", table)
