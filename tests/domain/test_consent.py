"""The wall's rule, against the table of the design written out here once more."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.consent import (
    ABOUT_RELATIVES,
    FREED_BY_PUBLICATION,
    REACHED_BY_HARM,
    ConsentOnRecord,
    Giver,
    Grants,
    GroundCode,
    decide,
)
from caseapp.domain.dates import UncertainDate
from caseapp.domain.policy import default_policy
from caseapp.domain.vocabulary import Audience, ConsentAnswer, InfoClass

TODAY = date(2026, 6, 2)
MAY = UncertainDate.on(date(2026, 5, 1))

# A = allowed, C = only with consent, N = never. Columns in the order of COLUMNS.
COLUMNS = [
    "office", "host_state", "detaining_state", "united_nations", "partners", "press", "public",
]  # fmt: skip
TABLE = """
detainee_name          A C C C C C C
detainee_identifiers   A C C C C N N
exact_address          A C C C C N N
health                 A C N C C C N
photo                  A C C C C C C
testifier_name         A C C C C C C
testifier_relation     A A C A A A A
testifier_contact      A C N C N N N
testifier_identifiers  A C N C N N N
testimony              A C C C C C C
source_identity        A C N C C N N
other_relatives        A C N C C N N
children               A C N C C N N
"""
RULES = {
    (Audience(column), InfoClass(line.split()[0])): rule
    for line in TABLE.strip().splitlines()
    for column, rule in zip(COLUMNS, line.split()[1:], strict=True)
}
CELLS = sorted(RULES)


def consent(
    info_class: InfoClass,
    audience: Audience,
    answer: ConsentAnswer = ConsentAnswer.ALLOW,
    *,
    number: int = 7,
    giver: Giver = Giver.SELF,
    when: UncertainDate = MAY,
    until: UncertainDate | None = None,
    withdrawn: UncertainDate | None = None,
) -> ConsentOnRecord:
    nothing = UncertainDate.unknown()
    return ConsentOnRecord(
        number=number,
        giver=giver,
        audience=audience,
        answers={info_class: answer},
        given=when,
        until=until or nothing,
        withdrawn=withdrawn or nothing,
    )


def person(*consents: ConsentOnRecord, **state: bool) -> Grants:
    return Grants(consents=consents, **state)


def shown(info_class: InfoClass, audience: Audience, *about: Grants, published: bool = False):
    return decide(info_class, audience, default_policy(), about, TODAY, published=published)


def test_default_policy_is_the_table_of_the_design_and_nothing_else() -> None:
    letters = {"allow": "A", "consent": "C", "never": "N"}
    assert {cell: letters[rule] for cell, rule in default_policy().rules.items()} == RULES


@pytest.mark.parametrize(("audience", "info_class"), CELLS)
class TestEveryCell:
    def test_without_consent_only_an_allowed_class_is_shown(self, audience, info_class) -> None:
        assert shown(info_class, audience, person()).shown == (RULES[audience, info_class] == "A")

    def test_a_consent_for_the_audience_opens_all_but_never(self, audience, info_class) -> None:
        decision = shown(info_class, audience, person(consent(info_class, audience)))
        assert decision.shown == (RULES[audience, info_class] != "N")

    def test_a_consent_for_all_does_not_reach_the_detaining_state(
        self, audience, info_class
    ) -> None:
        decision = shown(info_class, audience, person(consent(info_class, Audience.PUBLIC)))
        rule = RULES[audience, info_class]
        reached = audience is not Audience.DETAINING_STATE
        assert decision.shown == (rule == "A" or (rule == "C" and reached))

    def test_a_consent_for_another_audience_opens_nothing(self, audience, info_class) -> None:
        for other in set(Audience) - {audience, Audience.PUBLIC}:
            decision = shown(info_class, audience, person(consent(info_class, other)))
            assert decision.shown == (RULES[audience, info_class] == "A")

    def test_a_consent_for_another_class_opens_nothing(self, audience, info_class) -> None:
        for other in set(InfoClass) - {info_class}:
            decision = shown(info_class, audience, person(consent(other, audience)))
            assert decision.shown == (RULES[audience, info_class] == "A")

    @pytest.mark.parametrize("answer", [ConsentAnswer.WITHHOLD, ConsentAnswer.ASK])
    def test_withhold_and_ask_hide_from_everyone_but_the_office(
        self, audience, info_class, answer
    ) -> None:
        decision = shown(info_class, audience, person(consent(info_class, audience, answer)))
        assert decision.shown == (audience is Audience.OFFICE)

    @pytest.mark.parametrize(
        "ended",
        [
            {"withdrawn": UncertainDate.on(date(2026, 4, 19))},
            {"withdrawn": UncertainDate("some day", None, None, None)},
            {"until": UncertainDate.on(date(2026, 6, 1))},
            {"until": UncertainDate("next spring", None, None, None)},
            {"when": UncertainDate.on(date(2026, 6, 3))},
            {"when": UncertainDate.unknown()},
        ],
    )
    def test_a_consent_not_in_force_opens_nothing(self, audience, info_class, ended) -> None:
        decision = shown(info_class, audience, person(consent(info_class, audience, **ended)))
        assert decision.shown == (RULES[audience, info_class] == "A")

    def test_one_who_did_not_consent_hides_it_for_all(self, audience, info_class) -> None:
        given_ = person(consent(info_class, audience))
        decision = shown(info_class, audience, given_, person())
        assert decision.shown == (RULES[audience, info_class] == "A")

    def test_publication_frees_only_name_source_and_words(self, audience, info_class) -> None:
        decision = shown(info_class, audience, person(), published=True)
        freed = info_class in {
            InfoClass.DETAINEE_NAME,
            InfoClass.SOURCE_IDENTITY,
            InfoClass.TESTIMONY,
        }
        assert decision.shown == (RULES[audience, info_class] == "A" or freed)

    def test_a_relative_at_high_risk_is_kept_from_where_harm_comes(
        self, audience, info_class
    ) -> None:
        grants = person(consent(info_class, audience), at_risk=True)
        decision = shown(info_class, audience, grants)
        exposed = info_class in ABOUT_RELATIVES and audience in REACHED_BY_HARM
        assert decision.shown == (RULES[audience, info_class] != "N" and not exposed)


def test_nobody_to_ask_means_not_given() -> None:
    assert not shown(InfoClass.TESTIMONY, Audience.HOST_STATE).shown


def test_a_minors_own_word_is_no_consent_but_a_guardians_is() -> None:
    own = consent(InfoClass.CHILDREN, Audience.HOST_STATE, giver=Giver.SELF)
    guardian = consent(InfoClass.CHILDREN, Audience.HOST_STATE, giver=Giver.GUARDIAN)
    assert not shown(InfoClass.CHILDREN, Audience.HOST_STATE, person(own, minor=True)).shown
    assert shown(InfoClass.CHILDREN, Audience.HOST_STATE, person(guardian, minor=True)).shown


def test_family_speaks_for_a_detainee_but_not_for_a_witness() -> None:
    word = consent(InfoClass.DETAINEE_NAME, Audience.UNITED_NATIONS, giver=Giver.FAMILY)
    assert shown(
        InfoClass.DETAINEE_NAME, Audience.UNITED_NATIONS, person(word, is_detainee=True)
    ).shown
    word = consent(InfoClass.TESTIFIER_NAME, Audience.UNITED_NATIONS, giver=Giver.FAMILY)
    refused = shown(InfoClass.TESTIFIER_NAME, Audience.UNITED_NATIONS, person(word))
    assert refused.ground.code is GroundCode.NOT_ENTITLED


def test_one_relatives_refusal_beats_anothers_consent_and_publication() -> None:
    name, audience = InfoClass.DETAINEE_NAME, Audience.DETAINING_STATE
    grants = person(
        consent(name, audience, number=1, giver=Giver.FAMILY),
        consent(name, audience, ConsentAnswer.WITHHOLD, number=2, giver=Giver.FAMILY),
        is_detainee=True,
    )
    for published in (False, True):
        decision = shown(name, audience, grants, published=published)
        assert not decision.shown
        assert decision.ground.code is GroundCode.WITHHELD
        assert decision.ground.consent == 2


def test_an_undated_refusal_still_counts() -> None:
    refusal = consent(
        InfoClass.TESTIFIER_RELATION,
        Audience.PRESS,
        ConsentAnswer.WITHHOLD,
        when=UncertainDate.unknown(),
    )
    assert not shown(InfoClass.TESTIFIER_RELATION, Audience.PRESS, person(refusal)).shown


def test_grounds_tell_the_office_what_is_the_matter() -> None:
    name, audience = InfoClass.TESTIFIER_NAME, Audience.HOST_STATE
    only = ConsentOnRecord(
        number=212,
        giver=Giver.SELF,
        audience=audience,
        answers={
            name: ConsentAnswer.WITHHOLD,
            InfoClass.TESTIFIER_RELATION: ConsentAnswer.ALLOW,
        },
        given=MAY,
    )
    april = UncertainDate.on(date(2026, 4, 19))
    cases = {
        GroundCode.RELATION_ONLY: only,
        GroundCode.WITHHELD: consent(name, audience, ConsentAnswer.WITHHOLD, number=212),
        GroundCode.TO_BE_ASKED: consent(name, audience, ConsentAnswer.ASK, number=212),
        GroundCode.WITHDRAWN: consent(name, audience, number=212, withdrawn=april),
        GroundCode.EXPIRED: consent(name, audience, number=212, until=april),
    }
    for code, record in cases.items():
        decision = shown(name, audience, person(record))
        assert (decision.ground.code, decision.ground.consent) == (code, 212)
        assert decision.to_be_asked == (code is GroundCode.TO_BE_ASKED)
    assert shown(name, audience, person()).ground.code is GroundCode.NO_CONSENT
    assert (
        shown(InfoClass.HEALTH, Audience.DETAINING_STATE, person()).ground.code is GroundCode.NEVER
    )
    public = consent(name, Audience.PUBLIC)
    assert (
        shown(name, Audience.DETAINING_STATE, person(public)).ground.code is GroundCode.NOT_EXPLICIT
    )
    assert shown(name, audience, person(consent(name, audience, withdrawn=april))).ground.day == (
        april
    )


consents = st.builds(
    lambda number, giver, audience, answers, when, withdrawn: ConsentOnRecord(
        number=number,
        giver=giver,
        audience=audience,
        answers=answers,
        given=when,
        withdrawn=withdrawn,
    ),
    number=st.integers(1, 999),
    giver=st.sampled_from(Giver),
    audience=st.sampled_from(Audience),
    answers=st.dictionaries(st.sampled_from(InfoClass), st.sampled_from(ConsentAnswer)),
    when=st.sampled_from([MAY, UncertainDate.unknown(), UncertainDate.on(date(2027, 1, 1))]),
    withdrawn=st.sampled_from([UncertainDate.unknown(), MAY]),
)
people = st.lists(
    st.builds(
        lambda c, d, m, r: Grants(consents=tuple(c), is_detainee=d, minor=m, at_risk=r),
        st.lists(consents, max_size=4),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=3,
)


@given(people, people, st.sampled_from(InfoClass), st.sampled_from(Audience), st.booleans())
def test_one_person_more_never_shows_more(first, second, info_class, audience, published) -> None:
    if not first and RULES[audience, info_class] == "C":
        return
    alone = shown(info_class, audience, *first, published=published).shown
    together = shown(info_class, audience, *first, *second, published=published).shown
    assert alone or not together


@given(people, st.sampled_from(InfoClass), st.sampled_from(Audience))
def test_never_is_never(about, info_class, audience) -> None:
    if RULES[audience, info_class] == "N":
        assert not shown(info_class, audience, *about).shown
    freed = FREED_BY_PUBLICATION
    if RULES[audience, info_class] == "N" and info_class not in freed:
        assert not shown(info_class, audience, *about, published=True).shown
