"""The trash: what lies there, what it takes to bring it back, and what cannot come back."""

from __future__ import annotations

import pytest

from caseapp.domain.vocabulary import EventKind, NameScript
from caseapp.matching.merge import Merging, merge
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.trash import (
    TRASHED,
    Restoring,
    TrashEntry,
    restoring,
    trash_entries,
    trash_lines,
)
from caseapp.store.records import KINDS, Detainee, Event, NameForm, PlaceEntry, Record, new_id
from caseapp.store.vault import Vault

MADE = Action("Made for a test")
AWAY = Action("Put in the trash")


def person(vault: Vault, name: str) -> tuple[Detainee, NameForm, Event]:
    case = Detainee(fictitious=True)
    form = NameForm(detainee_id=case.id, text=name, script=NameScript.KK_CYRL)
    event = Event(detainee_id=case.id, kind=EventKind.TAKEN)
    vault.save(case, form, event, action=MADE)
    return case, form, event


def entries(vault: Vault) -> list[TrashEntry]:
    return vault.read(trash_entries)


def plan(vault: Vault, *records: Record) -> Restoring:
    ids = {record.id for record in records}
    wanted = [entry for entry in entries(vault) if entry.id in ids]
    return vault.read(lambda session: restoring(session, wanted))


def test_everything_that_people_can_put_away_is_listed(filled: Vault) -> None:
    everything = [record for name in TRASHED for record in filled.all(KINDS[name])]
    filled.trash(*everything, action=AWAY)
    assert {entry.kind for entry in entries(filled)} == set(TRASHED)
    lines = filled.read(lambda session: trash_lines(session, trash_entries(session)))
    assert len(lines) == len(everything)


def test_what_was_undone_lies_there_too_with_the_station_that_undid_it(vault: Vault) -> None:
    vault.station = "laptop"
    _case, form, _event = person(vault, "Үлгі Сынақұлы")
    vault.undo()
    (line,) = vault.read(
        lambda s: trash_lines(s, [one for one in trash_entries(s) if one.id == form.id])
    )
    assert (line.station, line.record.id) == ("laptop", form.id)
    assert line.subject is not None
    assert line.subject.kind == "detainee"


def test_what_belongs_to_something_in_the_trash_comes_back_with_it(vault: Vault) -> None:
    case, form, event = person(vault, "Үлгі Сынақұлы")
    vault.trash(event, action=AWAY)
    assert plan(vault, event).parents == []
    vault.trash(case, action=AWAY)
    found = plan(vault, event)
    assert [one.id for one in found.parents] == [case.id]
    both = plan(vault, event, case)
    assert (len(both.records), both.parents) == (2, [])
    assert form.deleted_at is None


def test_what_is_in_the_trash_or_never_was_is_not_alive(vault: Vault) -> None:
    case, *_ = person(vault, "Үлгі Сынақұлы")
    assert vault.alive(Detainee, case.id) == case
    vault.trash(case, action=AWAY)
    for gone in (case.id, new_id()):
        with pytest.raises(ConflictError):
            vault.alive(Detainee, gone)


def test_what_may_stand_once_cannot_come_back_beside_itself(vault: Vault) -> None:
    first = PlaceEntry(code="654027", names={"en": "Tekes"})
    vault.save(first, action=MADE)
    vault.trash(first, action=AWAY)
    vault.save(PlaceEntry(code="654027", names={"en": "Tekes"}), action=MADE)
    found = plan(vault, first)
    assert ([one.id for one in found.there], found.records) == ([first.id], [])


def test_a_merged_case_and_what_was_folded_with_it_lead_to_taking_it_out(vault: Vault) -> None:
    left, *_ = person(vault, "Үлгі Сынақұлы")
    right, form, _event = person(vault, "Үлгі Сынақұлы")
    merge(vault, Merging(left=left.id, right=right.id))
    assert {entry.id for entry in entries(vault)} == {right.id, form.id}
    for record in (right, form):
        assert plan(vault, record).merged == [right.id]
    lines = vault.read(lambda session: trash_lines(session, trash_entries(session)))
    assert {line.merged_into for line in lines} == {left.case_number}
