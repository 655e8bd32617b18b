"""After a merge nobody sees what neither case showed, and a refusal of either still holds."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.disclosure.grants import GrantBook
from caseapp.disclosure.passing import policy_of
from caseapp.domain.consent import decide, refused
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Audience, ConsentAnswer, InfoClass
from caseapp.matching.fields import Side
from caseapp.matching.merge import Merging, merge
from caseapp.store.casefile import load_case_file
from caseapp.store.records import Consent
from caseapp.store.vault import Vault
from tests.matching.twins import MADE, Twins, make_twins

TODAY = date(2026, 6, 2)
Cell = tuple[Audience, InfoClass]

consents = st.lists(
    st.tuples(
        # Each told in the case of which he or she is kin. That a merge makes somebody kin of
        # whom he spoke as a stranger is said before it: `features.review.allowed`.
        st.sampled_from(
            (("left", "wife"), ("left", "self"), ("right", "cousin"), ("right", "self"))
        ),
        st.sampled_from(Audience),
        st.dictionaries(st.sampled_from(InfoClass), st.sampled_from(ConsentAnswer), max_size=8),
        st.sampled_from(("live", "withdrawn", "expired", "undated")),
    ),
    max_size=6,
)


def save_consents(vault: Vault, twins: Twins, told: list) -> None:
    records = []
    for (of, giver), audience, answers, life in told:
        case = getattr(twins, of)
        records.append(
            Consent(
                about_detainee_id=case, audience=audience,
                giver_detainee_id=case if giver == "self" else None,
                giver_contact_id=None if giver == "self" else getattr(twins, giver),
                answers={one.value: answer.value for one, answer in answers.items()},
                given=read_date("" if life == "undated" else "1 May 2025"),
                withdrawn=read_date("1 May 2026" if life == "withdrawn" else ""),
                until=read_date("1 May 2026" if life == "expired" else ""),
            )
        )  # fmt: skip
    if records:
        vault.save(*records, action=MADE)


def seen(vault: Vault, case: UUID) -> tuple[set[Cell], set[Cell]]:
    """What each audience sees of a case, and what somebody clearly refused."""
    file = vault.read(lambda session: load_case_file(session, [case]))
    grants, policy = GrantBook(file, TODAY).detainee(case), policy_of(file)
    cells = {(audience, one) for audience in Audience for one in InfoClass}
    shown = {(a, c) for a, c in cells if decide(c, a, policy, [grants], TODAY).shown}
    told_no = {(a, c) for a, c in cells if refused(c, a, grants, TODAY)}
    return shown, {cell for cell in told_no if cell[0] is not Audience.OFFICE}


@settings(max_examples=12, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(told=consents, keep=st.sampled_from((Side.LEFT, Side.RIGHT)))
def test_a_merge_never_loosens_what_people_laid_down(vault: Vault, told: list, keep: Side) -> None:
    twins = make_twins(vault)
    save_consents(vault, twins, told)
    left, no_left = seen(vault, twins.left)
    right, no_right = seen(vault, twins.right)
    merge(vault, Merging(left=twins.left, right=twins.right, keep=keep))
    shown, told_no = seen(vault, twins.left if keep is Side.LEFT else twins.right)
    assert shown <= left | right
    assert not shown & (no_left | no_right)
    assert told_no >= no_left | no_right
