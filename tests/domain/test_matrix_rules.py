"""What a cell of the matrix can be, and what the cells without an answer can begin with."""

from __future__ import annotations

from caseapp.domain.consent_matrix import (
    GROUPS,
    Fixed,
    as_policy,
    cautious,
    copied,
    filled,
    fixed,
    next_answer,
)
from caseapp.domain.policy import Rule, default_policy
from caseapp.domain.vocabulary import Audience, ConsentAnswer, InfoClass

ALLOW, ASK, WITHHOLD = ConsentAnswer.ALLOW, ConsentAnswer.ASK, ConsentAnswer.WITHHOLD
POLICY = default_policy()


def test_every_class_stands_in_one_group() -> None:
    grouped = [info_class for classes in GROUPS.values() for info_class in classes]
    assert sorted(grouped) == sorted(InfoClass)


def test_clicks_go_round_and_never_back_to_not_asked() -> None:
    assert next_answer(None) is ALLOW
    assert [next_answer(answer) for answer in (ALLOW, ASK, WITHHOLD)] == [ASK, WITHHOLD, ALLOW]


def test_what_the_rules_forbid_cannot_be_set() -> None:
    health = fixed(POLICY, Audience.DETAINING_STATE, InfoClass.HEALTH, case=True)
    assert health is Fixed.NEVER
    assert fixed(POLICY, Audience.UNITED_NATIONS, InfoClass.HEALTH, case=True) is None


def test_our_office_is_not_asked_for() -> None:
    assert fixed(POLICY, Audience.OFFICE, InfoClass.HEALTH, case=True) is Fixed.OFFICE


def test_a_consent_without_a_case_says_nothing_of_a_detainee() -> None:
    whom = Audience.UNITED_NATIONS
    assert fixed(POLICY, whom, InfoClass.PHOTO, case=False) is Fixed.NO_CASE
    assert fixed(POLICY, whom, InfoClass.CHILDREN, case=False) is Fixed.NO_CASE
    assert fixed(POLICY, whom, InfoClass.TESTIFIER_NAME, case=False) is None


def test_filling_in_leaves_answers_alone_and_sets_no_fixed_cell() -> None:
    answered = {(Audience.PRESS, InfoClass.PHOTO): ALLOW}
    cells = filled(POLICY, answered, cautious, case=True)
    assert (Audience.PRESS, InfoClass.PHOTO) not in cells
    assert set(cells.values()) == {WITHHOLD}
    assert all(fixed(POLICY, *cell, case=True) is None for cell in cells)


def test_as_the_rules_allows_what_they_allow_and_asks_for_the_rest() -> None:
    cells = filled(POLICY, {}, as_policy, case=True)
    for (audience, info_class), answer in cells.items():
        allowed = POLICY.rule(audience, info_class) is Rule.ALLOW
        assert answer is (ALLOW if allowed else ASK)


def test_copied_answers_pass_the_rules_too() -> None:
    others = {
        (Audience.DETAINING_STATE, InfoClass.HEALTH): ALLOW,
        (Audience.PRESS, InfoClass.PHOTO): ASK,
        (Audience.PRESS, InfoClass.DETAINEE_NAME): ALLOW,
    }
    answered = {(Audience.PRESS, InfoClass.DETAINEE_NAME): WITHHOLD}
    assert copied(POLICY, answered, others, case=True) == {(Audience.PRESS, InfoClass.PHOTO): ASK}
