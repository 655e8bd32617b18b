"""Undo and redo: whole actions, in any number, also after closing and opening again."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.errors import ConflictError, NumberTakenError, UndoOvertakenError
from caseapp.store.history import Action
from caseapp.store.records import (
    Appeal,
    AppealPerson,
    Attachment,
    Contact,
    Detainee,
    Event,
    NameForm,
)
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.store.every_kind import content, fill

EDIT = Action("Edit")


def said(vault: Vault) -> dict[tuple[str, UUID], dict[str, Any]]:
    """What the records say, without the counter of their versions; a trashed one is trashed."""
    return {
        key: {**fields, "version": 0, "deleted_at": fields["deleted_at"] is not None}
        for key, fields in content(vault).items()
    }


def alive(vault: Vault) -> dict[tuple[str, UUID], dict[str, Any]]:
    return {key: fields for key, fields in said(vault).items() if not fields["deleted_at"]}


def test_nothing_to_undo_is_no_error(vault):
    assert vault.undoable() == (None, None)
    assert vault.undo().action == vault.redo().action == 0
    assert vault.generation == 0


def test_an_edit_of_several_records_is_taken_back_and_done_again_as_one(vault):
    case = Detainee(summary="one")
    name = NameForm(detainee_id=case.id, text="Айгүл", script="kk-Cyrl")
    vault.save(case, name, action=Action("New"))
    before = said(vault)
    case.summary, name.text = "two", "Айгуль"
    event = Event(detainee_id=case.id, kind="taken", narrative="x")
    vault.save(case, name, event, action=Action("Edit {n}", {"n": 3}))
    after = said(vault)
    undo, redo = vault.undoable()
    assert undo is not None
    assert (undo.label, undo.params, redo) == ("Edit {n}", {"n": 3}, None)

    change = vault.undo()
    assert change.ids == {case.id, name.id, event.id}
    assert change.kinds == {"detainee", "name_form", "event"}
    assert alive(vault) == before
    assert [row.label if row else None for row in vault.undoable()] == ["New", "Edit {n}"]
    vault.redo()
    assert said(vault) == after
    assert vault.check() == []


def test_undoing_the_making_puts_in_the_trash_and_redoing_takes_it_out(vault):
    case = Detainee(summary="one")
    vault.save(case, action=EDIT)
    vault.undo()
    trashed = vault.get(Detainee, case.id)
    assert trashed is not None
    assert trashed.deleted_at is not None
    assert vault.all(Detainee) == []
    assert vault.find("one") == []
    vault.redo()
    (back,) = vault.all(Detainee)
    assert (back.id, back.summary, back.deleted_at) == (case.id, "one", None)
    assert len(vault.find("one")) == 1
    vault.undo()
    assert vault.all(Detainee) == []
    assert vault.check() == []


def test_trashing_is_taken_back_and_done_again_at_its_moment(vault):
    case = Detainee(summary="one")
    vault.save(case, action=EDIT)
    vault.trash(case, action=Action("Trash"))
    moment = vault.get(Detainee, case.id).deleted_at
    vault.undo()
    assert vault.get(Detainee, case.id).deleted_at is None
    vault.redo()
    assert vault.get(Detainee, case.id).deleted_at == moment


def test_the_making_of_a_record_already_in_the_trash_is_undone_as_a_step_of_its_own(vault):
    first, second = Detainee(summary="first"), Detainee(summary="second")
    vault.save(first, action=EDIT)
    vault.trash(second, action=EDIT)  # made and trashed at once
    vault.undo()
    assert vault.all(Detainee)[0].id == first.id
    vault.undo()
    assert vault.all(Detainee) == []
    vault.redo()
    assert [c.id for c in vault.all(Detainee)] == [first.id]
    vault.redo()
    assert [c.id for c in vault.all(Detainee)] == [first.id]
    assert vault.get(Detainee, second.id).deleted_at is not None


def test_an_attached_file_outlives_its_undo(vault):
    made = vault.attach(b"scan", role=AttachmentRole.DOCUMENT_SCAN, action=EDIT)
    vault.undo()
    path = vault.folder.path
    vault.close()
    with Vault.open(path, PASSPHRASE) as again:
        again.redo()
        (found,) = again.all(Attachment)
        assert found.id == made.id
        assert again.read_attachment(found) == b"scan"
        assert again.check() == []


def test_undo_and_redo_go_on_after_reopening(vault):
    case = Detainee()
    for summary in ("one", "two", "three"):
        case.summary = summary
        vault.save(case, action=Action(summary))
    vault.undo()
    path = vault.folder.path
    vault.close()
    with Vault.open(path, PASSPHRASE) as again:
        assert [row.label if row else None for row in again.undoable()] == ["two", "three"]
        again.undo()
        assert again.all(Detainee)[0].summary == "one"
        again.redo()
        again.redo()
        assert again.all(Detainee)[0].summary == "three"
        assert again.redo().action == 0


def test_a_new_action_clears_redo(vault):
    case = Detainee(summary="one")
    vault.save(case, action=EDIT)
    case.summary = "two"
    vault.save(case, action=EDIT)
    vault.undo()
    other = Contact()
    vault.save(other, action=EDIT)
    assert vault.undoable()[1] is None
    assert vault.redo().action == 0
    assert vault.all(Detainee)[0].summary == "one"


def test_a_fixed_action_stays_and_undo_reaches_past_it(vault):
    case = Detainee(summary="one")
    vault.save(case, action=Action("New"))
    appeal = Appeal(title="printed")
    vault.save(appeal, action=Action("Print", undoable=False))
    assert vault.undoable()[0].label == "New"
    vault.undo()
    assert vault.all(Detainee) == []
    assert [a.title for a in vault.all(Appeal)] == ["printed"]
    assert vault.undo().action == 0
    vault.redo()
    assert len(vault.all(Detainee)) == 1


def test_what_a_fixed_action_changed_again_is_not_undone_over_it(vault):
    case = Detainee(summary="one")
    other = Detainee(summary="other")
    vault.save(case, other, action=EDIT)
    case.summary, other.summary = "two", "other two"
    vault.save(other, case, action=EDIT)
    case.summary = "three"
    vault.save(case, action=Action("Print", undoable=False))
    before = content(vault)
    with pytest.raises(UndoOvertakenError) as overtaken:
        vault.undo()
    assert isinstance(overtaken.value, ConflictError)
    assert content(vault) == before
    assert vault.generation == 3
    assert vault.check() == []


def test_undo_then_a_fixed_action_then_redo_does_not_overwrite(vault):
    case = Detainee(summary="one")
    vault.save(case, action=EDIT)
    case.summary = "two"
    vault.save(case, action=EDIT)
    vault.undo()
    case = vault.get(Detainee, case.id)
    case.summary = "fixed"
    vault.save(case, action=Action("Print", undoable=False))
    with pytest.raises(UndoOvertakenError):
        vault.redo()
    assert vault.get(Detainee, case.id).summary == "fixed"


def test_a_record_held_over_an_undo_is_stale(vault):
    case = Detainee(summary="one")
    vault.save(case, action=EDIT)
    held = vault.get(Detainee, case.id)
    case.summary = "two"
    vault.save(case, action=EDIT)
    vault.undo()
    held.summary = "mine"
    with pytest.raises(ConflictError):
        vault.save(held, action=EDIT)
    assert vault.get(Detainee, case.id).summary == "one"


def test_short_numbers_stay_their_own_through_undo_trash_and_redo(vault):
    first, second = Detainee(), Detainee()
    vault.save(first, action=EDIT)
    vault.save(second, action=EDIT)
    assert (first.serial, second.serial) == (1, 2)
    vault.undo()  # number 2 lies in the trash
    third = Detainee()
    vault.save(third, action=EDIT)
    assert third.serial == 3
    vault.trash(third, action=EDIT)
    fourth = Detainee()
    vault.save(fourth, action=EDIT)
    assert fourth.serial == 4
    vault.undo()
    vault.undo()
    serials = [d.serial for d in vault.all(Detainee)]
    assert serials == [1, 3]


def test_redo_does_not_take_a_number_that_was_given_away(vault):
    case = Detainee()
    vault.save(case, action=EDIT)
    case.serial = 2
    vault.save(case, action=EDIT)
    vault.undo()
    other = Detainee()
    vault.save(other, action=Action("Import", undoable=False))
    assert other.serial == 2
    with pytest.raises(NumberTakenError):
        vault.redo()
    assert sorted(d.serial for d in vault.all(Detainee)) == [1, 2]
    assert vault.check() == []


def test_a_whole_world_is_taken_back_and_done_again(vault):
    fill(vault)
    after = said(vault)
    while vault.undo().action:
        pass
    assert alive(vault) == {}
    assert vault.find("Серікжан") == []
    while vault.redo().action:
        pass
    assert said(vault) == after
    assert len(vault.find("Серікжан")) == 1
    assert vault.check() == []


def test_undo_reaches_back_to_the_first_action(vault):
    case = Detainee()
    for n in range(100):
        case.summary = str(n)
        vault.save(case, action=EDIT)
    for _ in range(99):
        vault.undo()
    assert vault.get(Detainee, case.id).summary == "0"
    for n in range(1, 100):
        vault.redo()
        assert vault.get(Detainee, case.id).summary == str(n)


@pytest.mark.parametrize("seed", range(2))
def test_a_long_random_walk_through_undo_and_redo_follows_the_snapshots(vault, seed):
    chance = random.Random(seed)
    case = Detainee(summary="0")
    vault.save(case, action=EDIT)
    states, at = ["", "0"], 1
    for n in range(1, 250):
        step = chance.choices(("edit", "undo", "redo"), (2, 3, 3))[0]
        if step == "edit" and at >= 1:
            case = vault.get(Detainee, case.id)
            case.summary = str(n)
            vault.save(case, action=EDIT)
            states, at = [*states[: at + 1], str(n)], at + 1
        elif step == "undo" and at > 1:
            vault.undo()
            at -= 1
        elif step == "redo":
            moved = vault.redo().action > 0
            assert moved == (at < len(states) - 1)
            at += moved
        assert vault.get(Detainee, case.id).summary == states[at]
    assert vault.check() == []


_TEMPLATE = tempfile.TemporaryDirectory()


def _template() -> Path:
    path = Path(_TEMPLATE.name) / "vault"
    if not path.exists():
        Vault.create(path, PASSPHRASE, cost=CHEAP).close()
    return path


class UndoMachine(RuleBasedStateMachine):
    """A vault beside a list of snapshots and a place in it."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "vault"
        shutil.copytree(_template(), self.path)
        self.vault = Vault.open(self.path, PASSPHRASE)
        self.snapshots = [alive(self.vault)]
        self.place = 0

    def _did(self) -> None:
        self.snapshots[self.place + 1 :] = [alive(self.vault)]
        self.place += 1

    def _some_case(self, data: st.DataObject) -> Detainee | None:
        cases = self.vault.all(Detainee)
        return data.draw(st.sampled_from(cases)) if cases else None

    @rule(names=st.lists(st.text(max_size=8), max_size=3), words=st.text(max_size=20))
    def make(self, names: list[str], words: str) -> None:
        case = Detainee(summary=words)
        forms = [NameForm(detainee_id=case.id, text=n, script="kk-Cyrl") for n in names]
        self.vault.save(*forms, case, action=EDIT)
        self._did()

    @rule(data=st.data(), words=st.text(max_size=20), tags=st.lists(st.text(max_size=5)))
    def change(self, data: st.DataObject, words: str, tags: list[str]) -> None:
        case = self._some_case(data)
        if case is not None:
            case.summary, case.tags = words, tags
            event = Event(detainee_id=case.id, kind="taken", narrative=words)
            self.vault.save(case, event, action=EDIT)
            self._did()

    @rule(data=st.data())
    def trash(self, data: st.DataObject) -> None:
        case = self._some_case(data)
        if case is not None:
            names = self.vault.all(NameForm, detainee_id=case.id)
            self.vault.trash(case, *names, action=EDIT)
            self._did()

    @rule()
    def undo(self) -> None:
        written = self.vault.undo().action
        assert bool(written) == (self.place > 0)
        self.place -= bool(written)

    @rule()
    def redo(self) -> None:
        written = self.vault.redo().action
        assert bool(written) == (self.place < len(self.snapshots) - 1)
        self.place += bool(written)

    @precondition(lambda self: self.place > 0)
    @rule(times=st.integers(2, 6))
    def undo_several(self, times: int) -> None:
        for _ in range(min(times, self.place)):
            self.vault.undo()
            self.place -= 1

    @rule()
    def reopen(self) -> None:
        self.vault.close()
        self.vault = Vault.open(self.path, PASSPHRASE)

    @invariant()
    def stands_where_the_model_stands(self) -> None:
        if not hasattr(self, "vault"):
            return
        assert alive(self.vault) == self.snapshots[self.place]
        undo, redo = self.vault.undoable()
        assert (undo is not None) == (self.place > 0)
        assert (redo is not None) == (self.place < len(self.snapshots) - 1)

    def teardown(self) -> None:
        if hasattr(self, "vault"):
            assert self.vault.check() == []
            self.vault.close()
            self.folder.cleanup()


TestUndoMachine = UndoMachine.TestCase
TestUndoMachine.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_what_is_there_anew_keeps_an_older_step_from_being_undone_alone(vault):
    case, appeal = Detainee(fictitious=True), Appeal(title="For one")
    link = AppealPerson(appeal_id=appeal.id, detainee_id=case.id)
    vault.save(case, appeal, link, action=Action("Make"))
    vault.trash(link, action=Action("Take out"))
    taken_out = vault.undoable()[0].seq
    vault.save(AppealPerson(appeal_id=appeal.id, detainee_id=case.id), action=Action("Add again"))
    with pytest.raises(UndoOvertakenError):
        vault.undo_only(taken_out)
    assert len(vault.all(AppealPerson)) == 1
    assert vault.check() == []
