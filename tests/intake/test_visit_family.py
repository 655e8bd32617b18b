"""One person tells of several: what is taken back of one leaves the others whole. Fictitious."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from caseapp.domain.vocabulary import NameScript, Tie
from caseapp.intake import visit, visit_parts
from caseapp.intake.visit_joining import join
from caseapp.intake.visit_typing import Slot
from caseapp.store.history import Action
from caseapp.store.records import Contact, Detainee, NameForm, new_id, utc_now
from caseapp.store.vault import Vault
from tests.intake.test_visit import DESK, TOLD, known_case, take


def discarded(vault: Vault, first: UUID) -> None:
    visit.discard(vault, first)


def emptied(vault: Vault, first: UUID) -> None:
    visit.keep(vault, first, Slot.PHONE, "", DESK)
    visit.keep(vault, first, Slot.TELLER, "", DESK)


def told_by_another(vault: Vault, first: UUID) -> None:
    known = Contact(fictitious=True)
    name = NameForm(contact_id=known.id, text="Сәуле", script=NameScript.KK_CYRL)
    vault.save(known, name, action=Action("A contact"))
    visit.keep_teller(vault, first, known.id, DESK)


@pytest.mark.parametrize("done", [discarded, emptied, told_by_another])
def test_who_tells_of_one_more_of_the_family_stays_when_the_first_intake_changes(
    vault: Vault, done: Callable[[Vault, UUID], None]
) -> None:
    first, second = take(vault, TOLD), new_id()
    teller = visit.load_page(vault, first).contact_id
    visit.keep_teller(vault, second, teller, DESK)
    visit.keep(vault, second, Slot.NAME, "Ержан Үлгібай", DESK)
    done(vault, first)
    assert vault.get(Contact, teller).deleted_at is None
    page = visit.load_page(vault, second)
    assert page.values[Slot.TELLER] == TOLD[Slot.TELLER]


def test_who_tells_of_one_alone_goes_with_the_discarded_intake(vault: Vault) -> None:
    first = take(vault, TOLD)
    teller = visit.load_page(vault, first).contact_id
    visit.discard(vault, first)
    assert vault.get(Contact, teller).deleted_at is not None
    vault.undo()
    assert vault.get(Contact, teller).deleted_at is None


def test_a_tie_and_translations_go_along_with_a_second_account(vault: Vault) -> None:
    case = known_case(vault)
    intake_id = take(vault, TOLD)
    own = vault.get(Detainee, visit.load_page(vault, intake_id).case_id)
    own.tie, own.occupation = Tie.RESIDENCE_PERMIT, "мұғалім"
    own.wordings = {"occupation": {"en": "teacher"}, "home_place": {"en": "elsewhere"}}
    vault.save(own, action=Action("Added on the page of the case"))
    join(vault, intake_id, case.id, DESK)
    joined = vault.get(Detainee, case.id)
    assert joined.tie is Tie.RESIDENCE_PERMIT
    assert (joined.occupation, joined.wordings["occupation"]) == ("мұғалім", {"en": "teacher"})
    assert ("home_place" in joined.wordings) == (own.home_place == joined.home_place)


def test_a_kind_that_is_chosen_by_mistake_costs_no_spelling(vault: Vault) -> None:
    told = {Slot.NAME: "Асқар", Slot.CHINESE: "阿斯哈尔", Slot.PHONE: "1"}
    intake_id = take(vault, told)
    for kind in ("unnamed", "group", "person"):
        _changes, page = visit.keep(vault, intake_id, Slot.KIND, kind, DESK)
        assert (page.values[Slot.CHINESE] == "阿斯哈尔") == (kind == "person")
    assert page.values[Slot.NAME] == "Асқар"
    assert not vault.check()


def test_a_spelling_that_was_emptied_does_not_come_back_with_the_kind(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake_id = take(vault, {Slot.NAME: "Асқар", Slot.CHINESE: "阿斯哈尔"})
    with monkeypatch.context() as earlier:
        earlier.setattr(visit_parts, "utc_now", lambda: utc_now() - timedelta(minutes=1))
        visit.keep(vault, intake_id, Slot.CHINESE, "", DESK)
    visit.keep(vault, intake_id, Slot.KIND, "unnamed", DESK)
    visit.keep(vault, intake_id, Slot.KIND, "person", DESK)
    assert visit.load_page(vault, intake_id).values[Slot.CHINESE] == ""
