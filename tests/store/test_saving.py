"""Saving: all or nothing, never over somebody else's change, each number once."""

from __future__ import annotations

import io
import threading
import tracemalloc
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from caseapp.domain.vocabulary import AttachmentRole, NameScript
from caseapp.store import checking, saving, search
from caseapp.store.engine import outside_transaction
from caseapp.store.errors import (
    ConflictError,
    DiskFullError,
    NumberTakenError,
    UnreadableSourceError,
    UnstorableTextError,
)
from caseapp.store.history import Action
from caseapp.store.records import (
    Appeal,
    AppealPerson,
    Attachment,
    Contact,
    Detainee,
    Event,
    NameForm,
    Record,
    new_id,
)
from caseapp.store.records.values import field_names
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.store.every_kind import content

EDIT = Action("Edit")


def files_of(vault: Vault) -> set[Path]:
    return {path for path in vault.folder.attachments.rglob("*") if path.is_file()}


def state(record: Record) -> dict[str, Any]:
    own = ("id", "version", "created_at", "updated_at")
    return {name: getattr(record, name) for name in (*own, *field_names(type(record)))}


# -- what is written ---------------------------------------------------------------------------
def test_a_saved_record_comes_back_the_same_and_detached(filled_folder, copy_of):
    with Vault.open(copy_of(filled_folder), PASSPHRASE) as vault:
        before = content(vault)
        path = vault.folder.path
    with Vault.open(path, PASSPHRASE) as vault:
        assert content(vault) == before
        case = vault.all(Detainee)[0]
    assert case.birth.text == "март-апрель 2017"  # readable after the vault was closed
    assert case.tags == ["teachers", "2017"]


def test_a_record_carries_its_new_version_and_moment_after_each_save(vault):
    case = Detainee(summary="one")
    assert case.version == 0
    change = vault.save(case, action=EDIT)
    assert (change.action, change.kinds, change.ids) == (1, {"detainee"}, {case.id})
    assert case.version == 1
    made = case.created_at
    case.summary = "two"
    vault.save(case, action=EDIT)
    assert case.version == 2
    assert case.created_at == made <= case.updated_at
    stored = vault.get(Detainee, case.id)
    assert (stored.version, stored.created_at, stored.updated_at) == (2, made, case.updated_at)


def test_records_of_one_save_may_point_to_each_other_in_any_order(vault):
    case = Detainee()
    photo = Attachment(
        role=AttachmentRole.PHOTO, key=bytes(32), sha256="", size=0, detainee_id=case.id
    )
    case.photo_id = photo.id
    name = NameForm(detainee_id=case.id, text="Айгүл", script=NameScript.KK_CYRL)
    vault.save(name, photo, case, action=EDIT)
    assert vault.get(Detainee, case.id).photo_id == photo.id


def test_all_gives_what_is_not_in_the_trash_in_the_order_of_making(vault):
    cases = [Detainee(summary=str(n)) for n in range(30)]
    vault.save(*reversed(cases), action=EDIT)
    late = Detainee(summary="late")
    vault.save(late, action=EDIT)
    vault.trash(cases[3], action=EDIT)
    cases.remove(cases[3])
    assert [c.id for c in vault.all(Detainee)] == [c.id for c in [*cases, late]]
    assert [c.id for c in vault.all(Detainee, summary="late")] == [late.id]


def test_one_record_given_twice_is_written_once(vault):
    case = Detainee(summary="one")
    vault.save(case, case, action=EDIT)
    case.summary = "two"
    vault.save(case, case, action=EDIT)
    assert case.version == 2
    assert len(vault.history_of(case.id)) == 2


def test_two_versions_of_one_record_in_one_save_are_refused(vault):
    case = Detainee(summary="one")
    vault.save(case, action=EDIT)
    twin = vault.get(Detainee, case.id)
    case.summary, twin.summary = "two", "three"
    with pytest.raises(ValueError, match="two versions"):
        vault.save(case, twin, action=EDIT)
    assert vault.get(Detainee, case.id).summary == "one"


def test_trashing_twice_keeps_the_first_moment(vault, monkeypatch):
    case = Detainee()
    vault.save(case, action=EDIT)
    vault.trash(case, action=EDIT)
    first = case.deleted_at
    monkeypatch.setattr("caseapp.store.vault.utc_now", lambda: datetime.max)
    assert vault.trash(case, action=EDIT).action == 0
    assert vault.get(Detainee, case.id).deleted_at == first


# -- nothing or all ----------------------------------------------------------------------------
def test_a_stale_record_is_refused_and_nothing_is_written(vault):
    case = Detainee(summary="one")
    vault.save(case, action=EDIT)
    mine, theirs = vault.get(Detainee, case.id), vault.get(Detainee, case.id)
    theirs.summary = "theirs"
    vault.save(theirs, action=EDIT)
    before = content(vault)
    mine.summary = "mine"
    held = state(mine)
    with pytest.raises(ConflictError):
        vault.save(mine, action=EDIT)
    assert state(mine) == held
    assert content(vault) == before
    assert vault.generation == 2


def test_one_stale_record_among_several_stops_them_all(vault):
    first, second = Detainee(summary="first"), Detainee(summary="second")
    vault.save(first, second, action=EDIT)
    stale = vault.get(Detainee, second.id)
    second.summary = "newer"
    vault.save(second, action=EDIT)
    before = content(vault)
    new = Detainee(summary="new")
    name = NameForm(detainee_id=new.id, text="Ерлан", script=NameScript.KK_CYRL)
    first.summary, stale.summary = "edited", "stale edit"
    held = [state(r) for r in (first, new, name, stale)]
    with pytest.raises(ConflictError):
        vault.save(first, new, name, stale, action=EDIT)
    assert [state(r) for r in (first, new, name, stale)] == held
    assert new.serial == 0
    assert content(vault) == before
    assert vault.find("Ерлан") == []
    assert vault.check() == []
    stale.version = second.version  # the person looked at the newer text and entered it again
    vault.save(first, new, name, stale, action=EDIT)
    assert (new.serial, new.version, first.version) == (3, 1, 2)


def test_a_stale_record_is_refused_even_if_it_says_nothing_new(vault):
    case = Detainee(summary="one")
    vault.save(case, action=EDIT)
    stale = vault.get(Detainee, case.id)
    for summary in ("two", "one"):
        case.summary = summary
        vault.save(case, action=EDIT)
    with pytest.raises(ConflictError):
        vault.save(stale, action=EDIT)


def test_a_record_that_the_vault_never_held_is_a_conflict(vault):
    with pytest.raises(ConflictError):
        vault.save(Detainee(version=3), action=EDIT)


def test_a_refused_trashing_leaves_the_record_out_of_the_trash(vault):
    case = Detainee()
    vault.save(case, action=EDIT)
    stale = vault.get(Detainee, case.id)
    case.summary = "x"
    vault.save(case, action=EDIT)
    with pytest.raises(ConflictError):
        vault.trash(stale, action=EDIT)
    assert stale.deleted_at is None
    assert vault.get(Detainee, case.id).deleted_at is None


def test_a_reference_to_nothing_is_refused_at_the_commit_and_takes_all_with_it(vault):
    case = Detainee(summary="good")
    name = NameForm(detainee_id=new_id(), text="Ерлан", script=NameScript.KK_CYRL)
    held = [state(case), state(name)]
    with pytest.raises(IntegrityError) as refused:
        vault.save(case, name, action=EDIT)
    assert "Ерлан" not in str(refused.value)
    assert [state(case), state(name)] == held
    assert content(vault) == {}
    assert vault.generation == 0
    vault.save(case, action=EDIT)
    assert vault.check() == []


@pytest.mark.parametrize(
    "step",
    ["_insert", "_update", "search.refresh", "history.Writer.add", "history.Writer.finish"],
)
def test_a_fault_in_the_middle_of_a_save_leaves_everything_as_it_was(vault, monkeypatch, step):
    old = Detainee(summary="old")
    vault.save(old, action=EDIT)
    before = content(vault)

    def fault(*_: object, **__: object) -> None:
        raise OSError("pulled out")

    old.summary, new = "changed", Detainee(summary="new")
    held = [state(old), state(new)]
    place = f"caseapp.store.saving.{step}"
    with monkeypatch.context() as patch:
        patch.setattr(place, fault)
        with pytest.raises(OSError, match="pulled out"):
            vault.save(old, new, action=EDIT)
    assert [state(old), state(new)] == held
    assert content(vault) == before
    assert vault.check() == []
    vault.save(old, new, action=EDIT)
    assert {c.summary for c in vault.all(Detainee)} == {"changed", "new"}


def test_a_full_disk_writes_nothing_keeps_what_was_typed_and_works_again_with_space(vault):
    case = Detainee(summary="one")
    vault.save(case, action=EDIT)

    def limit(pages: int) -> None:
        with outside_transaction(vault._engine) as connection:
            connection.driver_connection.execute(f"PRAGMA max_page_count={pages}").fetchall()

    limit(1)  # SQLite takes the present size for less than that
    case.summary = "long " * 20_000
    new = Detainee(summary="new")
    with pytest.raises(DiskFullError):
        vault.save(case, new, action=EDIT)
    assert (case.version, new.version, new.serial) == (1, 0, 0)
    assert case.summary.startswith("long")
    assert vault.get(Detainee, case.id).summary == "one"
    assert vault.check() == []
    limit(1_000_000)
    vault.save(case, new, action=EDIT)
    assert vault.get(Detainee, case.id).summary == case.summary
    assert new.serial == 2


def test_half_a_character_is_told_and_the_rest_of_the_session_goes_on(vault):
    for broken in (
        Detainee(summary="name \ud800 name"),
        Detainee(tags=["\udfff"]),
        Contact(phones=["\ud800"]),
    ):
        with pytest.raises(UnstorableTextError) as told:
            vault.save(broken, action=EDIT)
        assert told.value.__cause__ is None
        assert told.value.__suppress_context__
    with pytest.raises(UnstorableTextError):
        vault.save(Detainee(), action=Action("\ud800"))
    vault.save(Detainee(summary="\U0001f600 \x00 \u202e"), action=EDIT)
    assert vault.all(Detainee)[0].summary == "\U0001f600 \x00 \u202e"
    assert vault.check() == []


# -- numbers -----------------------------------------------------------------------------------
def test_new_records_that_ask_get_the_next_number_of_their_kind(vault):
    cases = [Detainee() for _ in range(3)]
    contact = Contact()
    vault.save(*cases, contact, action=EDIT)
    assert [c.serial for c in cases] == [1, 2, 3]
    assert contact.serial == 1
    assert cases[0].case_number == "CF-0001"


def test_a_chosen_number_is_kept_and_the_next_one_counts_on_from_it(vault):
    chosen, asking = Detainee(serial=40), Detainee()
    vault.save(asking, chosen, action=EDIT)
    assert (chosen.serial, asking.serial) == (40, 41)
    known = chosen
    known.serial = 60
    late = Detainee()
    vault.save(late, known, action=EDIT)
    assert late.serial == 61


def test_a_number_that_is_taken_is_told(vault):
    first = Detainee()
    vault.save(first, action=EDIT)
    vault.trash(first, action=EDIT)
    with pytest.raises(NumberTakenError, match="CF-0001"):
        vault.save(Detainee(serial=1), action=EDIT)
    second = Detainee()
    vault.save(second, action=EDIT)
    second.serial = 1
    with pytest.raises(NumberTakenError, match="CF-0001"):
        vault.save(second, action=EDIT)
    with pytest.raises(NumberTakenError, match="7"):
        vault.save(Contact(serial=7), Contact(serial=7), action=EDIT)
    elsewhere = Detainee(prefix="AB", serial=1)
    vault.save(elsewhere, action=EDIT)
    assert elsewhere.case_number == "AB-0001"
    assert vault.check() == []


def test_what_was_taken_off_an_appeal_can_be_put_on_again(vault):
    case, appeal = Detainee(), Appeal()
    on = AppealPerson(appeal_id=appeal.id, detainee_id=case.id)
    vault.save(case, appeal, on, action=EDIT)
    vault.trash(on, action=EDIT)
    again = AppealPerson(appeal_id=appeal.id, detainee_id=case.id)
    vault.save(again, action=EDIT)
    with pytest.raises(IntegrityError):
        vault.save(AppealPerson(appeal_id=appeal.id, detainee_id=case.id), action=EDIT)
    vault.undo()
    vault.undo()
    assert [p.id for p in vault.all(AppealPerson)] == [on.id]


# -- files -------------------------------------------------------------------------------------
def test_a_file_and_its_record_come_together(vault):
    made = vault.attach(
        io.BytesIO(b"x" * 200_000), role=AttachmentRole.DOCUMENT_SCAN, action=EDIT, file_name="a"
    )
    assert vault.read_attachment(made) == b"x" * 200_000
    assert (made.size, made.file_name, made.version) == (200_000, "a", 1)
    assert len(files_of(vault)) == 1
    assert vault.check() == []


def test_an_attachment_that_fails_leaves_no_file(vault, monkeypatch):
    class Breaks(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("stick pulled")

    scan = AttachmentRole.DOCUMENT_SCAN
    with pytest.raises(UnreadableSourceError):
        vault.attach(Breaks(), role=scan, action=EDIT)
    with pytest.raises(TypeError):
        vault.attach(b"x", role=scan, action=EDIT, no_such_field=1)
    with pytest.raises(IntegrityError):
        vault.attach(b"x", role=scan, action=EDIT, source_id=new_id())
    with pytest.raises(UnstorableTextError):
        vault.attach(b"x", role=scan, action=EDIT, file_name="\udcff.jpg")
    assert files_of(vault) == set()
    assert vault.all(Attachment) == []
    assert vault.generation == 0


def test_the_file_stays_if_only_the_answer_to_the_commit_was_lost(vault, monkeypatch):
    save = Vault.save

    def saves_and_fails(self: Vault, *records: Any, action: Action) -> Any:
        save(self, *records, action=action)
        raise OSError("no answer")

    monkeypatch.setattr(Vault, "save", saves_and_fails)
    with pytest.raises(OSError, match="no answer"):
        vault.attach(b"scan", role=AttachmentRole.DOCUMENT_SCAN, action=EDIT)
    (made,) = vault.all(Attachment)
    assert vault.read_attachment(made) == b"scan"


# -- several at once ---------------------------------------------------------------------------
def test_four_threads_save_through_one_vault_and_nothing_is_lost(vault):
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for n in range(15):
                case = Detainee(summary=f"{number}/{n}")
                event = Event(detainee_id=case.id, kind="taken", narrative=f"{number}/{n}")
                vault.save(case, event, action=Action(f"{number}/{n}"))
                case.occupation = "teacher"
                vault.save(case, action=EDIT)
                vault.find(f"{number}")
                if n % 5 == 0:
                    vault.attach(b"x", role=AttachmentRole.OTHER, action=EDIT)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    cases = vault.all(Detainee)
    assert {c.summary for c in cases} == {f"{t}/{n}" for t in range(4) for n in range(15)}
    assert {c.occupation for c in cases} == {"teacher"}
    assert sorted(c.serial for c in cases) == list(range(1, 61))
    assert len(vault.all(Event)) == 60
    assert len(vault.all(Attachment)) == 12
    assert vault.generation == 4 * (15 * 2 + 3)
    assert vault.check() == []


def test_of_two_threads_that_edit_one_record_one_hears_of_the_other(vault):
    case = Detainee(summary="")
    vault.save(case, action=EDIT)
    held = [vault.get(Detainee, case.id) for _ in range(2)]
    barrier, results = threading.Barrier(2), []

    def work(record: Detainee, words: str) -> None:
        record.summary = words
        barrier.wait()
        try:
            vault.save(record, action=EDIT)
            results.append(words)
        except ConflictError:
            results.append("conflict")

    threads = [
        threading.Thread(target=work, args=pair) for pair in zip(held, ("a", "b"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (kept,) = [words for words in results if words != "conflict"]
    assert len(results) == 2
    assert vault.get(Detainee, case.id).summary == kept


# -- many at once ------------------------------------------------------------------------------
def test_saving_more_records_than_fit_into_one_query_is_one_action(vault):
    many = saving._AT_ONCE * 2 + 7
    cases = [Detainee(summary=f"case {n}") for n in range(many)]
    names = [
        NameForm(detainee_id=c.id, text=f"Айгүл {n}", script=NameScript.KK_CYRL)
        for n, c in enumerate(cases)
    ]
    assert vault.save(*cases, *names, action=EDIT).action == 1
    for case in cases:
        case.occupation = "teacher"
    vault.save(*cases, action=EDIT)
    assert len(vault.find("Айгүл teacher", limit=5000)) == many
    vault.undo()
    assert vault.find("teacher") == []
    assert vault.check() == []


def test_the_statements_of_a_save_do_not_grow_with_its_records(vault):
    def statements(count: int) -> int:
        cases = [Detainee(summary=f"{n}") for n in range(count)]
        seen: list[str] = []

        def note(statement: str) -> None:
            seen.append(statement.split(" ")[0])

        vault.save(*cases, action=EDIT)
        for case in cases:
            case.summary += "!"
        with outside_transaction(vault._engine) as connection:
            connection.driver_connection.set_trace_callback(note)
        vault.save(*cases, action=EDIT)
        with outside_transaction(vault._engine) as connection:
            connection.driver_connection.set_trace_callback(None)
        return seen.count("SELECT")

    assert statements(300) <= statements(3) + 2


def test_checking_does_not_keep_what_it_has_read(vault, monkeypatch):
    monkeypatch.setattr(checking, "_AT_ONCE", 10)
    monkeypatch.setattr(search, "_AT_ONCE", 10)
    long = "x" * 20_000

    def peak() -> int:
        tracemalloc.start()
        assert vault.check() == []
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    vault.save(*(Detainee(summary=long) for _ in range(40)), action=EDIT)
    few = peak()
    for _ in range(4):
        vault.save(*(Detainee(summary=long) for _ in range(40)), action=EDIT)
    assert peak() < few + 40 * len(long)
