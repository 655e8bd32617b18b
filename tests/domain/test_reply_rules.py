"""The rules of the law as data: what ships is whole, and a wrong file says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.domain.reply_rules import (
    RulesError,
    procedure,
    read_procedure,
    rule_for,
    rule_of,
)
from caseapp.domain.vocabulary import AppealKind, ReplyRule
from caseapp.dossier.languages import PRINTED
from caseapp.system.resources import resource

FILE = resource("deadlines", "kazakhstan.toml")


def test_every_rule_of_the_vocabulary_is_in_the_file_but_the_one_without_a_term() -> None:
    assert set(procedure().rules) == set(ReplyRule) - {ReplyRule.NONE}
    assert rule_of(ReplyRule.NONE) is None


@pytest.mark.parametrize(
    ("code", "days", "working", "article", "extension"),
    [
        (ReplyRule.KZ_APPLICATION, 15, True, "64(3), 76", (2, 0, 3)),
        (ReplyRule.KZ_COMPLAINT, 20, True, "64(3), 99", None),
        (ReplyRule.KZ_INFORMATION_REQUEST, 15, False, "11(10)", (0, 15, 3)),
        (ReplyRule.KZ_SIMPLIFIED, 15, True, "87–89", None),
        (ReplyRule.KZ_PETITION, 20, True, "90-5", None),
        (ReplyRule.KZ_APPEAL_2007, 15, False, "2007", (0, 15, 3)),
    ],
)
def test_a_rule_says_what_the_law_says(
    code: ReplyRule, days: int, working: bool, article: str, extension: tuple[int, int, int] | None
) -> None:
    rule = rule_of(code)
    assert rule is not None
    assert (rule.days, rule.working) == (days, working)
    for language in PRINTED:
        assert rule.article.in_language(language)
    assert article in rule.article.in_language("en")
    more = rule.extension
    said = (more.months, more.days, more.told_within) if more else None
    assert said == extension


def test_the_steps_of_a_paper_have_their_articles() -> None:
    steps = procedure()
    assert steps.forwarding.days == 3
    assert steps.complaint.months == 3
    assert "92(1)" in steps.complaint.article.in_language("ru")
    assert steps.silence.article.in_language("zh_Hans").startswith("哈萨克斯坦")
    assert "АППК" in steps.registration.article.in_language("ru")
    assert steps.registration.article.in_language("de") == (
        steps.registration.article.in_language("en")
    )


def test_the_old_law_is_marked_unconfirmed() -> None:
    assert {code for code, rule in procedure().rules.items() if rule.unconfirmed} == {
        ReplyRule.KZ_APPEAL_2007
    }


@pytest.mark.parametrize(
    ("own", "kind", "expected"),
    [
        (ReplyRule.KZ_APPLICATION, AppealKind.APPLICATION, ReplyRule.KZ_APPLICATION),
        (ReplyRule.KZ_APPLICATION, AppealKind.COMPLAINT, ReplyRule.KZ_COMPLAINT),
        (ReplyRule.KZ_APPLICATION, AppealKind.REMINDER, ReplyRule.KZ_APPLICATION),
        (
            ReplyRule.KZ_APPLICATION, AppealKind.INFORMATION_REQUEST,
            ReplyRule.KZ_INFORMATION_REQUEST,
        ),
        # Who has a rule of another kind, or no duty at all, keeps it.
        (ReplyRule.KZ_PETITION, AppealKind.COMPLAINT, ReplyRule.KZ_PETITION),
        (ReplyRule.NONE, AppealKind.COMPLAINT, ReplyRule.NONE),
    ],
)  # fmt: skip
def test_the_kind_of_an_appeal_decides_where_the_addressee_answers_ordinary_ones(
    own: ReplyRule, kind: AppealKind, expected: ReplyRule
) -> None:
    assert rule_for(own, kind) is expected


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("days = 15", "days = 0", "0 is no number"),
        ("days = 15", 'days = "15"', "'15' is no number"),
        ('count = "working"', 'count = "week"', "'week'"),
        ("[rule.kz_petition]", "[rule.kz_unheard]", "kz_unheard"),
        ('kinds = ["complaint"]', 'kinds = ["wish"]', "wish"),
        ("[step.silence]", "[step.noise]", "'silence' is missing"),
        ("{ months = 2,", "{ months = 0,", "adds no day"),
        ("[law.code]", "[law.cod]", "'code' is missing"),
        ('country = "KZ"', "country = ", "Invalid"),
    ],
)
def test_a_wrong_file_says_which_one_and_what(
    tmp_path: Path, written: str, instead: str, said: str
) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert written in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(RulesError, match=r"mine\.toml") as caught:
        read_procedure(path)
    assert said in str(caught.value)


def test_a_number_that_is_corrected_in_the_file_is_the_one_that_counts(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = FILE.read_text(encoding="utf-8").replace("days = 20", "days = 25")
    path.write_text(text, encoding="utf-8")
    assert read_procedure(path).rules[ReplyRule.KZ_COMPLAINT].days == 25


def test_a_state_without_a_file_has_no_rules() -> None:
    with pytest.raises(RulesError, match="XX"):
        procedure("XX")
