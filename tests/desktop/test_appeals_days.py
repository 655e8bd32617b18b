"""What is said beneath the fields of a dispatch: outcome, rule with its article, due, faults."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.desktop.features.appeals.due_words import DueWords
from caseapp.desktop.forms.specs.appeals import DISPATCH, ForwardedSpec, RuleSpec
from caseapp.domain.deadlines import longest_extension
from caseapp.domain.vocabulary import DispatchOutcome, ReplyRule
from caseapp.domain.working_days import WorkingDays, office_days
from caseapp.i18n import translator

OWN = ReplyRule.KZ_APPLICATION
CHAIN = next(spec for spec in DISPATCH if isinstance(spec, ForwardedSpec))
RULE = next(spec for spec in DISPATCH if isinstance(spec, RuleSpec))


def fields(**typed: str) -> dict[str, str]:
    """What stands in the form; a stamped copy of 1 June 2026, due on the 22nd."""
    usual = {
        "outcome": "stamped_copy", "sent": "1 June 2026", "registered": "", "registered_time": "",
        "due_rule": "kz_application", "due": "2026-06-22", "extended_to": "", "extension_told": "",
        "forwarded": "",
    }  # fmt: skip
    return usual | typed


@pytest.fixture
def words() -> DueWords:
    return DueWords(translator("en"))


def test_the_longest_extension_passes_over_a_day_off_that_the_office_entered(
    words: DueWords,
) -> None:
    last = longest_extension(OWN, date(2026, 6, 22), office_days({}))
    assert last is not None
    assert f"can be extended to {words.day(last)}" in words.due(fields(), OWN)[0]
    words.days = WorkingDays({last: False})
    later = words.days.on_or_after(last)
    assert later > last
    assert f"can be extended to {words.day(later)}" in words.due(fields(), OWN)[0]


def test_each_date_stands_with_its_article(words: DueWords) -> None:
    said = words.due(fields(), OWN)[0]
    assert said.startswith("22 Jun 2026")
    assert "complaint until 22 Sep 2026 (Administrative Code of Kazakhstan, art. 91(4)" in said
    rule = words.rule(fields(), OWN)[0]
    assert rule == "15 working days · Administrative Code of Kazakhstan, art. 64(3), 76"


def test_a_term_over_an_estimated_day_says_so(words: DueWords) -> None:
    texts = fields(sent="20 May 2026", due="2026-06-11")
    assert "Kurban Ait on 27 May 2026 is estimated" in words.due(texts, OWN)[0]
    words.days = office_days({date(2026, 5, 27): False})
    assert "estimated" not in words.due(texts, OWN)[0]


@pytest.mark.parametrize(
    ("outcome", "said", "tone"),
    [
        ("stamped_copy", "runs from the day on the stamp", "reading"),
        ("accepted_no_receipt", "Ask for the coupon", "warn"),
        ("refused", "art. 64", "warn"),
        ("nobody_received", "No term runs", "warn"),
        ("posted", "on which they register it", "reading"),
        ("returned", "No term runs", "reading"),
        ("bounced", "No term runs", "reading"),
        ("pending", "No term runs", "reading"),
    ],
)
def test_every_outcome_says_what_it_means_for_the_term(
    words: DueWords, outcome: str, said: str, tone: str
) -> None:
    assert outcome in set(DispatchOutcome)
    found, its_tone = words.outcome(fields(outcome=outcome), OWN)
    assert said in found
    assert its_tone == tone
    # A foreign mission has no term that an outcome could mean something for.
    assert words.outcome(fields(outcome=outcome, due_rule="none"), ReplyRule.NONE)[0] == ""


@pytest.mark.parametrize(
    ("typed", "default", "said", "tone"),
    [
        ({"due_rule": ""}, OWN, "Somebody wrote the day", "reading"),
        ({"due_rule": "", "due": ""}, OWN, "15 working days", "reading"),
        ({"due_rule": "none"}, OWN, "no duty to answer", "reading"),
        ({"due_rule": "kz_appeal_2007"}, OWN, "unconfirmed", "warn"),
        ({"due_rule": "kz_petition"}, OWN, "20 working days", "reading"),
        ({"due_rule": "", "due": ""}, ReplyRule.NONE, "no duty to answer", "reading"),
    ],
)
def test_the_rule_is_told_with_what_it_rests_on(
    words: DueWords, typed: dict[str, str], default: ReplyRule, said: str, tone: str
) -> None:
    found, its_tone = words.rule(fields(**typed), default)
    assert said in found
    assert its_tone == tone


@pytest.mark.parametrize(
    ("typed", "said", "tone"),
    [
        ({"extended_to": "2026-07-22", "extension_told": "24 June 2026"}, "22 Jul 2026",
         "reading"),
        ({"extended_to": "2026-07-22", "extension_told": "26 June 2026"},
         "had to be told by 25 Jun 2026", "warn"),
        ({"extended_to": "2026-07-22"}, "must be told by 25 Jun 2026", "warn"),
        ({"extended_to": "2026-12-01", "extension_told": "24 June 2026"}, "at most to 24 Aug",
         "warn"),
        ({"extended_to": "2026-07-22", "due_rule": "kz_complaint"}, "art. 64(3), 99", "warn"),
        ({}, "", "reading"),
    ],
)  # fmt: skip
def test_an_extension_is_held_against_the_law(
    words: DueWords, typed: dict[str, str], said: str, tone: str
) -> None:
    found, its_tone = words.extension(fields(**typed), OWN)
    assert said in found
    assert its_tone == tone


def test_what_comes_after_hours_counts_as_the_next_working_day(words: DueWords) -> None:
    late = fields(registered="5 June 2026", registered_time="19:10")
    assert "counts as 8 Jun 2026" in words.registered(late)[0]
    assert "art. 64(3)" in words.registered(late)[0]
    assert words.registered(late | {"registered_time": "11:00"})[0] == "5 Jun 2026"


def test_each_body_of_a_chain_is_told_with_its_own_day(words: DueWords) -> None:
    chain = "Consular department; 4 June 2026; 4 June 2026\nEmbassy in Beijing; 15 June 2026"
    said, tone = words.forwarded(fields(forwarded=chain), OWN)
    first, second, article = said.split("\n")
    assert first == "Consular department: 4 Jun 2026 · answer due 25 Jun 2026"
    assert "sent on too late, had to be by 9 Jun 2026" in second
    assert "art. 65" in article
    assert tone == "warn"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", []),
        ("Consular department", [{"to": "Consular department"}]),
        ("A; 4 June 2026\n\n; 5 June\nB;;6 June 2026",
         [{"to": "A", "on": "4 June 2026"}, {"to": "B", "told": "6 June 2026"}]),
        ("甲；2026年6月4日；", [{"to": "甲", "on": "2026年6月4日"}]),
    ],
)  # fmt: skip
def test_a_chain_is_kept_as_it_was_typed(typed: str, kept: list[dict[str, str]]) -> None:
    assert CHAIN.to_value(typed) == kept
    assert CHAIN.to_value(CHAIN.to_text(kept)) == kept


def test_no_rule_is_a_choice_of_its_own() -> None:
    assert RULE.to_value("") == ""
    assert RULE.to_value("kz_petition") == "kz_petition"
    assert RULE.to_text("") == ""


@pytest.mark.parametrize("language", ["ru", "kk", "zh_Hans"])
def test_articles_are_cited_in_the_language_of_the_screen(language: str) -> None:
    words = DueWords(translator(language))
    assert "Administrative Code" not in words.rule(fields(), OWN)[0]
