"""The consent matrix: which classes stand together, what a cell can be, how answers begin.

Pure rules behind the matrix of audiences and classes that people fill in. What an audience
may see is not decided here but by `consent.decide`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from caseapp.domain.policy import Policy, Rule
from caseapp.domain.vocabulary import Audience, ConsentAnswer, InfoClass

Cell = tuple[Audience, InfoClass]
Answers = Mapping[Cell, ConsentAnswer]


class About(StrEnum):
    """Whose information a class is."""

    DETAINEE = "detainee"
    TELLER = "teller"
    OTHERS = "others"


GROUPS: Mapping[About, tuple[InfoClass, ...]] = {
    About.DETAINEE: (
        InfoClass.DETAINEE_NAME,
        InfoClass.PHOTO,
        InfoClass.DETAINEE_IDENTIFIERS,
        InfoClass.EXACT_ADDRESS,
        InfoClass.HEALTH,
    ),
    About.TELLER: (
        InfoClass.TESTIFIER_NAME,
        InfoClass.TESTIFIER_RELATION,
        InfoClass.TESTIFIER_CONTACT,
        InfoClass.TESTIFIER_IDENTIFIERS,
        InfoClass.TESTIMONY,
        InfoClass.SOURCE_IDENTITY,
    ),
    About.OTHERS: (InfoClass.OTHER_RELATIVES, InfoClass.CHILDREN),
}
"""All classes, in the order in which they are asked."""

OF_A_CASE = frozenset({*GROUPS[About.DETAINEE], *GROUPS[About.OTHERS]})
"""Classes that only a consent for a certain detainee can allow."""

_NEXT: Mapping[ConsentAnswer | None, ConsentAnswer] = {
    None: ConsentAnswer.ALLOW,
    ConsentAnswer.ALLOW: ConsentAnswer.ASK,
    ConsentAnswer.ASK: ConsentAnswer.WITHHOLD,
    ConsentAnswer.WITHHOLD: ConsentAnswer.ALLOW,
}


class Fixed(StrEnum):
    """Why a cell cannot be set."""

    NEVER = "never"
    """The rules forbid it, whatever was consented to."""
    OFFICE = "office"
    """Our office sees what it keeps; nobody is asked."""
    NO_CASE = "no_case"
    """The consent names no detainee, so it says nothing of one."""


def next_answer(answer: ConsentAnswer | None) -> ConsentAnswer:
    """What a click makes of a cell: allow, ask, withhold, allow …"""
    return _NEXT[answer]


def fixed(policy: Policy, audience: Audience, info_class: InfoClass, *, case: bool) -> Fixed | None:
    """Why this cell cannot be set, None if it can; `case`: the consent names a detainee."""
    rule = policy.rule(audience, info_class)
    if rule is Rule.NEVER:
        return Fixed.NEVER
    if audience is Audience.OFFICE and rule is Rule.ALLOW:
        return Fixed.OFFICE
    if info_class in OF_A_CASE and not case:
        return Fixed.NO_CASE
    return None


def cautious(rule: Rule) -> ConsentAnswer:
    """Nothing is given until it is said."""
    return ConsentAnswer.WITHHOLD


def as_policy(rule: Rule) -> ConsentAnswer:
    """What the rules give to everyone is allowed; what needs a consent is to be asked."""
    return ConsentAnswer.ALLOW if rule is Rule.ALLOW else ConsentAnswer.ASK


def filled(
    policy: Policy, answered: Answers, propose: Callable[[Rule], ConsentAnswer], *, case: bool
) -> dict[Cell, ConsentAnswer]:
    """Answers for the cells that can be set and hold none yet."""
    return {
        (audience, info_class): propose(policy.rule(audience, info_class))
        for audience in Audience
        for info_class in InfoClass
        if (audience, info_class) not in answered
        and fixed(policy, audience, info_class, case=case) is None
    }


def copied(
    policy: Policy, answered: Answers, others: Answers, *, case: bool
) -> dict[Cell, ConsentAnswer]:
    """Another person's answers for the cells that can be set and hold none yet."""
    return {
        cell: answer
        for cell, answer in others.items()
        if cell not in answered and fixed(policy, *cell, case=case) is None
    }
