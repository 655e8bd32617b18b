"""Comparing rules of disclosure, and places with an office's own names."""

from __future__ import annotations

from caseapp.domain.places import OwnPlace, find_place, search_places, with_own
from caseapp.domain.policy import (
    Rule,
    as_table,
    default_policy,
    differences,
    is_looser,
    loosened,
    next_rule,
    read_policy,
    with_rules,
)
from caseapp.domain.vocabulary import Audience, InfoClass

CELL = (Audience.PUBLIC, InfoClass.HEALTH)


def test_only_what_lets_more_through_is_looser() -> None:
    assert is_looser(Rule.CONSENT, Rule.NEVER)
    assert is_looser(Rule.ALLOW, Rule.CONSENT)
    assert not is_looser(Rule.NEVER, Rule.ALLOW)
    assert not is_looser(Rule.CONSENT, Rule.CONSENT)


def test_loosened_cells_are_found_and_stricter_ones_are_not() -> None:
    cautious = default_policy()
    changed = with_rules(
        cautious, {CELL: Rule.CONSENT, (Audience.PRESS, InfoClass.PHOTO): Rule.NEVER}
    )
    assert loosened(changed, cautious) == (CELL,)
    assert differences(changed, cautious)[CELL] == (Rule.CONSENT, Rule.NEVER)
    assert len(differences(changed, cautious)) == 2
    assert loosened(cautious, cautious) == ()


def test_a_table_reads_back_as_the_same_rules() -> None:
    cautious = default_policy()
    again = read_policy(cautious.number, cautious.title, as_table(cautious))
    assert differences(again, cautious) == {}


def test_a_click_comes_round_to_every_rule() -> None:
    seen = [Rule.ALLOW]
    while (rule := next_rule(seen[-1])) not in seen:
        seen.append(rule)
    assert set(seen) == set(Rule)


def test_own_names_lead_and_find_a_listed_place() -> None:
    places = with_own([OwnPlace("650100", {"ru": "Дихуа"})])
    (found,) = search_places("диху", places)
    assert found.code == "650100"
    assert found.name("ru") == "Дихуа"
    assert found.name("en") == "Ürümqi"
    assert search_places("диху") == ()
    listed = find_place("650100")
    assert listed is not None
    assert listed.own_names == ()


def test_a_place_of_ones_own_is_found_by_name_and_number() -> None:
    places = with_own([OwnPlace("X-01", {"kk": "Үлгі ауылы"}, within="654000")])
    (by_name,) = search_places("үлгі", places)
    (by_number,) = search_places("X-01", places)
    assert by_name == by_number
    assert by_name.name("en") == "Үлгі ауылы"
    assert by_name.within == "654000"
