"""Merging two cases: all of both is there afterwards, and it can be taken back exactly."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import plain_number
from caseapp.domain.vocabulary import (
    Bearing,
    IdentifierKind,
    MatchVerdict,
    NameScript,
    Relation,
)
from caseapp.errors import UserError
from caseapp.matching.decisions import decide
from caseapp.matching.fields import BOTH_STAY, CHOSEN, Side, usual
from caseapp.matching.merge import INVENTED, RELATIVES, Merging, merge
from caseapp.matching.unmerge import unmerge
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import (
    AppealPerson,
    Attachment,
    Citation,
    Consent,
    ContactNote,
    Detainee,
    Event,
    Identifier,
    Intake,
    Kinship,
    MatchDecision,
    NameForm,
    Record,
    Task,
)
from caseapp.store.vault import Vault
from tests.matching.twins import MADE, Twins, alive, content, make_twins


@pytest.fixture
def twins(vault: Vault) -> Twins:
    return make_twins(vault)


def case(vault: Vault, twins: Twins) -> Detainee:
    found = vault.get(Detainee, twins.left)
    assert found is not None
    return found


def join(vault: Vault, twins: Twins, **more: object) -> None:
    merge(vault, Merging(left=twins.left, right=twins.right, **more))


def test_everything_of_the_other_case_hangs_on_the_one_that_stays(
    vault: Vault, twins: Twins
) -> None:
    before = alive(content(vault))
    join(vault, twins)
    for kind, count in (
        (NameForm, 3), (Identifier, 1), (Event, 2), (Consent, 0), (Intake, 1), (ContactNote, 1),
        (Task, 1), (Attachment, 1), (AppealPerson, 2), (Citation, 2),
    ):  # fmt: skip
        if kind is not Consent:
            assert len(vault.all(kind, detainee_id=twins.left)) == count, kind
            assert vault.all(kind, detainee_id=twins.right) == []
    assert len(vault.all(Consent, about_detainee_id=twins.left)) == 2
    assert len(vault.all(Kinship, of_detainee_id=twins.left)) == 2
    gone = {kind for kind, _id in before.keys() - alive(content(vault)).keys()}
    assert gone == {"detainee", "name_form", "kinship", "appeal_person", "citation"}


def test_the_spellings_of_the_case_that_stays_come_first(vault: Vault, twins: Twins) -> None:
    join(vault, twins)
    names = sorted(vault.all(NameForm, detainee_id=twins.left), key=lambda one: one.position)
    assert [one.text for one in names] == ["Үлгі Сынақұлы", "Ulgi Synaquly", "乌力格·斯纳克"]


def test_without_a_choice_what_says_more_stays_and_both_where_there_is_room(
    vault: Vault, twins: Twins
) -> None:
    join(vault, twins)
    kept = case(vault, twins)
    assert kept.birth == read_date("5 March 1979")
    assert (kept.occupation, kept.citizenships) == ("herdsman", ["CN"])
    assert kept.tags == ["teachers", "2017"]
    assert kept.restricted_notes == "Do not call after ten.\n\nWrite to the cousin only."
    assert kept.photo_id == vault.all(Attachment)[0].id
    assert kept.wordings == {"home_place": {"ru": "Текес"}}


def test_the_other_number_can_stay_and_choices_are_still_left_and_right(
    vault: Vault, twins: Twins
) -> None:
    join(vault, twins, keep=Side.RIGHT, choices={"birth": Side.LEFT})
    kept, gone = vault.get(Detainee, twins.right), case(vault, twins)
    assert kept is not None
    assert (kept.deleted_at, kept.birth) == (None, read_date("1979"))
    assert gone.deleted_at is not None
    assert gone.birth == read_date("1979"), "its own values stay readable in the trash"


def test_what_was_cited_for_a_value_that_goes_stands_against_the_one_that_stays(
    vault: Vault, twins: Twins
) -> None:
    right = vault.get(Detainee, twins.right)
    assert right is not None
    right.birth = read_date("1985")
    vault.save(right, action=MADE)
    join(vault, twins, choices={"birth": Side.RIGHT})
    (cite,) = vault.all(Citation, detainee_id=twins.left, field="birth")
    assert (cite.bearing, cite.note) == (Bearing.CONTRADICTS, "1979")


def test_what_agrees_with_the_value_that_stays_goes_on_supporting_it(
    vault: Vault, twins: Twins
) -> None:
    join(vault, twins)
    (cite,) = vault.all(Citation, detainee_id=twins.left, field="birth")
    assert (cite.bearing, cite.note) == (Bearing.SUPPORTS, "")


def test_a_merge_is_one_action_and_undo_brings_everything_back(vault: Vault, twins: Twins) -> None:
    before = content(vault)
    join(vault, twins)
    vault.undo()
    after = content(vault)
    (decision,) = [key for key in after if key not in before]
    assert decision[0] == "match_decision"
    assert after[decision]["deleted_at"]
    assert {key: said for key, said in after.items() if key in before} == before
    vault.redo()
    assert case(vault, twins).occupation == "herdsman"
    assert vault.check() == []


def test_taking_a_merge_back_restores_both_and_remembers_that_they_are_two(
    vault: Vault, twins: Twins
) -> None:
    before = content(vault)
    join(vault, twins)
    done = unmerge(vault, twins.right)
    assert done.left == 0
    after = content(vault)
    assert {key: said for key, said in after.items() if key in before} == before
    (decision,) = vault.all(MatchDecision)
    assert decision.verdict is MatchVerdict.NOT_SAME
    vault.undo()
    assert case(vault, twins).occupation == "herdsman", "one action, so one undo"


def test_what_was_changed_since_the_merge_is_left_and_counted(vault: Vault, twins: Twins) -> None:
    join(vault, twins)
    kept = case(vault, twins)
    kept.birth, kept.health = read_date("1980"), "weak eyes"
    vault.save(kept, action=Action("Change it"))
    done = unmerge(vault, twins.right)
    kept = case(vault, twins)
    assert done.left == 1
    assert (kept.birth, kept.health, kept.occupation) == (read_date("1980"), "weak eyes", "")
    assert len(vault.all(NameForm, detainee_id=twins.right)) == 2


def test_a_case_merged_twice_over_comes_back_from_where_it_went(vault: Vault, twins: Twins) -> None:
    third = Detainee(fictitious=True)
    vault.save(third, action=MADE)
    join(vault, twins)
    merge(vault, Merging(left=third.id, right=twins.left))
    assert len(vault.all(NameForm, detainee_id=third.id)) == 3
    unmerge(vault, twins.right)
    assert len(vault.all(NameForm, detainee_id=twins.right)) == 2
    assert len(vault.all(NameForm, detainee_id=third.id)) == 2


def test_a_case_that_was_never_merged_cannot_be_taken_out(vault: Vault, twins: Twins) -> None:
    vault.trash(case(vault, twins), action=MADE)
    with pytest.raises(UserError):
        unmerge(vault, twins.left)


def test_relatives_are_not_merged_before_the_tie_between_them_is_taken_away(
    vault: Vault, twins: Twins
) -> None:
    tie = Kinship(
        detainee_id=twins.left, of_detainee_id=twins.right, relation=Relation.ELDER_BROTHER
    )
    vault.save(tie, action=MADE)
    with pytest.raises(UserError) as refused:
        join(vault, twins)
    assert refused.value.message == RELATIVES
    vault.trash(tie, action=MADE)
    join(vault, twins)
    found = vault.get(Kinship, tie.id)
    assert found is not None
    assert (found.detainee_id, found.of_detainee_id) == (twins.left, twins.right)


def test_an_invented_case_is_not_merged_into_a_real_one(vault: Vault, twins: Twins) -> None:
    left = case(vault, twins)
    left.fictitious = False
    vault.save(left, action=MADE)
    with pytest.raises(UserError) as refused:
        join(vault, twins)
    assert refused.value.message == INVENTED


def test_a_case_that_changed_since_it_was_shown_is_not_merged(vault: Vault, twins: Twins) -> None:
    seen = {twins.left: case(vault, twins).version - 1}
    with pytest.raises(ConflictError):
        join(vault, twins, seen=seen)
    assert vault.all(MatchDecision) == []


def test_who_was_told_apart_from_the_other_is_told_apart_from_the_one_that_stays(
    vault: Vault, twins: Twins
) -> None:
    third = Detainee(fictitious=True)
    vault.save(third, action=MADE)
    decide(vault, twins.right, third.id, MatchVerdict.NOT_SAME)
    join(vault, twins)
    pairs = {
        frozenset((one.first_id, one.second_id)): one.verdict for one in vault.all(MatchDecision)
    }
    assert pairs == {
        frozenset((twins.left, third.id)): MatchVerdict.NOT_SAME,
        frozenset((twins.left, twins.right)): MatchVerdict.SAME,
    }


def test_a_case_merged_before_overrules_that_it_was_told_apart_and_all_can_be_taken_back(
    vault: Vault, twins: Twins
) -> None:
    third = Detainee(fictitious=True)
    vault.save(third, action=MADE)
    decide(vault, twins.left, third.id, MatchVerdict.NOT_SAME)
    merge(vault, Merging(left=twins.right, right=third.id))
    before = content(vault)
    join(vault, twins)
    verdicts = {
        frozenset((one.first_id, one.second_id)): one.verdict for one in vault.all(MatchDecision)
    }
    assert verdicts[frozenset((twins.left, third.id))] is MatchVerdict.SAME
    vault.undo()
    assert {key: said for key, said in content(vault).items() if key in before} == before
    vault.redo()
    unmerge(vault, twins.right)
    assert {key: said for key, said in content(vault).items() if key in before} == before
    assert vault.check() == []


def test_a_translation_is_not_lost_when_the_cases_are_written_in_two_languages(
    vault: Vault, twins: Twins
) -> None:
    right = vault.get(Detainee, twins.right)
    assert right is not None
    right.written_in, right.occupation = "ru", "чабан"
    right.wordings = {"occupation": {"en": "shepherd"}}
    vault.save(right, action=MADE)
    join(vault, twins)
    kept = case(vault, twins)
    assert kept.occupation == "shepherd"
    assert kept.worded("occupation", "ru") == ("чабан", "ru")


SIDES = st.dictionaries(st.sampled_from(CHOSEN), st.sampled_from(Side))


@settings(max_examples=6, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(choices=SIDES, keep=st.sampled_from((Side.LEFT, Side.RIGHT)))
def test_whatever_is_chosen_can_be_undone_and_taken_back(
    vault: Vault, choices: dict[str, Side], keep: Side
) -> None:
    twins = make_twins(vault)
    before = content(vault)
    join(vault, twins, choices=choices, keep=keep)
    vault.undo()
    now = content(vault)
    assert {key: said for key, said in now.items() if key in before} == before
    vault.redo()
    unmerge(vault, twins.right if keep is Side.LEFT else twins.left)
    now = content(vault)
    assert {key: said for key, said in now.items() if key in before} == before


_SPELLINGS = st.lists(
    st.tuples(
        st.sampled_from(("Мысал Ақжол", "Mysal Akzhol", "米萨勒·阿克交勒", "مىسال اقجول",
                         "Мысал Акжолов", "Үлгі Сынақұлы")),
        st.sampled_from(NameScript),
    ),
    max_size=4,
)  # fmt: skip
_NUMBERS = st.lists(st.sampled_from(("N0000001", "n 0000001", "G1", "000000")), max_size=3)


@settings(max_examples=8, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(mine=st.tuples(_SPELLINGS, _NUMBERS), theirs=st.tuples(_SPELLINGS, _NUMBERS),
       keep=st.sampled_from((Side.LEFT, Side.RIGHT)))  # fmt: skip
def test_every_spelling_and_number_in_any_script_stays_and_goes_back_to_its_own(
    vault: Vault, mine: tuple, theirs: tuple, keep: Side
) -> None:
    twins = make_twins(vault)
    for owner, (names, numbers) in ((twins.left, mine), (twins.right, theirs)):
        records: list[Record] = [
            NameForm(detainee_id=owner, text=text, script=script, position=9 + at)
            for at, (text, script) in enumerate(names)
        ]
        records += [Identifier(detainee_id=owner, kind=IdentifierKind.PASSPORT, number=number)
                    for number in numbers]  # fmt: skip
        vault.save(*records, action=MADE)
    both = (twins.left, twins.right)
    before = content(vault)
    names = {(one.text, one.script) for of in both for one in vault.all(NameForm, detainee_id=of)}
    numbers = {plain_number(one.number)
               for of in both for one in vault.all(Identifier, detainee_id=of)}  # fmt: skip
    join(vault, twins, keep=keep)
    kept, gone = both if keep is Side.LEFT else both[::-1]
    assert {(one.text, one.script) for one in vault.all(NameForm, detainee_id=kept)} == names
    assert {plain_number(one.number) for one in vault.all(Identifier, detainee_id=kept)} == numbers
    assert unmerge(vault, gone).left == 0
    now = content(vault)
    assert {key: said for key, said in now.items() if key in before} == before


@pytest.mark.parametrize(
    ("field", "left", "right", "side"),
    [
        ("birth", "", "1979", Side.RIGHT), ("birth", "1979", "", Side.LEFT),
        ("birth", "1979", "March 1979", Side.RIGHT), ("birth", "March 1979", "1979", Side.LEFT),
        ("birth", "1979", "5 March 1980", Side.LEFT),
        ("birth", "after 1970", "1979", Side.RIGHT),
    ],
)  # fmt: skip
def test_of_two_dates_that_agree_the_more_exact_one_stays(
    field: str, left: str, right: str, side: Side
) -> None:
    assert usual(field, read_date(left), read_date(right)) is side


def test_texts_that_say_the_same_are_not_written_twice() -> None:
    assert usual("health", "Weak heart", "weak heart") is Side.LEFT
    assert usual("health", "Weak heart", "one lung") is Side.BOTH
    assert "health" in BOTH_STAY
