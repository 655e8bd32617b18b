"""Every change of every field is written down, in actions, and cannot be altered unseen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from caseapp.store import history
from caseapp.store.engine import outside_transaction
from caseapp.store.history import Action
from caseapp.store.records import (
    KINDS,
    Attachment,
    Copy,
    CustodyEntry,
    Detainee,
    Event,
    NameForm,
    SavedView,
)
from caseapp.store.records.types import new_id
from caseapp.store.records.values import (
    canonical,
    digest_fields,
    field_names,
    from_json,
    is_blank,
    to_json,
)
from caseapp.store.vault import Vault
from tests.store.every_kind import TIED, content, fill, other_value

EDIT = Action("Edit")


def sql(vault: Vault, *statements: str) -> None:
    """Change the database behind the store's back, references unchecked."""
    with outside_transaction(vault._engine) as connection:
        for statement in ("PRAGMA foreign_keys=OFF", *statements, "PRAGMA foreign_keys=ON"):
            connection.driver_connection.execute(statement)


def rows(vault: Vault, statement: str) -> list[tuple]:
    return vault.read(lambda session: [tuple(row) for row in session.execute(text(statement))])


# -- every field of every kind -----------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_each_field_of_each_kind_is_written_down_and_comes_back_by_undo(filled, kind):
    cls = KINDS[kind]
    record, other = filled.all(cls)
    others = {name: filled.all(k)[1] for name, k in KINDS.items()} | {kind: other}
    before = content(filled)[kind, record.id]
    changed = 0
    for field in field_names(cls):
        if field in digest_fields(cls):
            continue
        value = other_value(record, field, others)
        together = TIED.get((kind, field), {}) | {field: value}
        if field == "first_id":  # both ends of a decision may not become the other decision's
            together["second_id"] = record.second_id
        old = {name: to_json(getattr(record, name)) for name in together}
        for name, new in together.items():
            setattr(record, name, new)
        done = filled.save(record, action=Action("Change")).action
        entries = {e.field: e for e in filled.history_of(record.id) if e.action.seq == done}
        assert entries.keys() == {n for n in together if old[n] != to_json(together[n])}
        assert (entries[field].old, entries[field].new) == (old[field], to_json(value))
        assert from_json(cls, field, entries[field].new) == value
        assert getattr(filled.get(cls, record.id), field) == value
        changed += 1
        filled.undo()
        record = filled.get(cls, record.id)
        assert to_json(getattr(record, field)) == old[field]
    assert changed == len(field_names(cls)) - len(digest_fields(cls)) > 2
    now = content(filled)[kind, record.id]
    assert now | {"version": 0} == before | {"version": 0}
    assert filled.check() == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_making_of_a_record_is_written_down_with_all_it_says(filled, kind):
    cls = KINDS[kind]
    record, _ = filled.all(cls)
    (entry,) = filled.history_of(record.id)
    assert entry.field == "*"
    assert entry.old is None
    for field in field_names(cls):
        value = getattr(record, field)
        if field in digest_fields(cls):
            assert len(entry.new[field]) == 64
            assert str(value) not in str(entry.new)
        elif field in entry.new:
            assert from_json(cls, field, entry.new[field]) == value
        else:
            assert is_blank(to_json(value))


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.text(), st.datetimes(timezones=ZONES), st.binary(), st.uuids(), st.dates())
def test_plain_json_and_back_is_the_same_value(words, moment, raw, key, day):
    for kind, field, value in (
        (Detainee, "summary", words),
        (CustodyEntry, "at", moment),
        (Attachment, "key", raw),
        (Event, "detainee_id", key),
        (KINDS["task"], "due", day),
        (Detainee, "tags", [words, words]),
    ):
        assert from_json(kind, field, to_json(value)) == value


def test_a_moment_of_another_time_zone_is_no_change_and_no_disagreement(filled):
    record = filled.all(CustodyEntry)[0]
    record.at = datetime(2026, 5, 1, 9, 30, tzinfo=timezone(timedelta(hours=5)))
    filled.save(record, action=EDIT)
    assert filled.get(CustodyEntry, record.id).at == datetime(2026, 5, 1, 4, 30, tzinfo=UTC)
    assert filled.save(record, action=EDIT).action == 0
    assert filled.check() == []


def test_a_moment_without_time_zone_is_refused(filled):
    record = filled.all(CustodyEntry)[0]
    record.at = datetime(2026, 5, 1, 9, 30)
    with pytest.raises(ValueError, match="time zone"):
        filled.save(record, action=EDIT)


def test_values_that_json_would_change_are_kept_as_json_has_them(vault):
    view = SavedView(name="x", filters={2: "b", 10: ("a", True)}, columns=["a"])
    vault.save(view, action=Action("Save view", {7: ("x",)}))
    view = vault.get(SavedView, view.id)
    assert view.filters == {"2": "b", "10": ["a", True]}
    assert vault.undoable()[0].params == {"7": ["x"]}
    view.filters = {"2": "b", "10": ["a", 1]}
    assert vault.save(view, action=EDIT).action == 2
    assert vault.check() == []


# -- actions -----------------------------------------------------------------------------------
def test_one_action_groups_the_changes_of_several_records(vault):
    vault.station = "Almaty 2"
    case = Detainee(summary="one")
    name = NameForm(detainee_id=case.id, text="Айгүл", script="kk-Cyrl")
    first = vault.save(case, name, action=Action("New case {number}", {"number": 1}))
    assert first.action == 1
    assert first.kinds == {"detainee", "name_form"}
    assert first.ids == {case.id, name.id}
    case.summary, case.occupation, name.text = "two", "teacher", "Айгуль"
    second = vault.save(name, case, action=EDIT)
    assert second.action == 2
    entries = vault.history_of(case.id) + vault.history_of(name.id)
    assert {(e.action.seq, e.field) for e in entries} == {
        (1, "*"), (2, "summary"), (2, "occupation"), (2, "text"),
    }  # fmt: skip
    assert [e.action.seq for e in vault.history_of(case.id)] == [2, 2, 1]
    made = vault.history_of(case.id)[-1].action
    assert (made.label, made.params, made.station) == (
        "New case {number}",
        {"number": 1},
        "Almaty 2",
    )
    assert vault.generation == 2


def test_what_does_not_differ_is_not_written(vault):
    case = Detainee(summary="one", tags=["a"])
    vault.save(case, action=EDIT)
    again = vault.get(Detainee, case.id)
    again.tags = list(again.tags)
    assert vault.save(again, action=EDIT).action == 0
    assert vault.save(action=EDIT).action == 0
    assert again.version == 1
    assert vault.generation == 1


def test_the_history_of_a_record_is_cut_to_the_newest(vault):
    case = Detainee()
    for n in range(6):
        case.summary = str(n)
        vault.save(case, action=EDIT)
    assert [e.new for e in vault.history_of(case.id, limit=3)] == ["5", "4", "3"]


def test_the_history_of_one_record_does_not_read_that_of_all(vault):
    fill(vault)
    seen: list[str] = []
    with vault._reading() as session:
        raw = session.connection().connection.driver_connection
        raw.set_trace_callback(seen.append)
        history.entries(session.connection(), new_id(), 10)
        raw.set_trace_callback(None)
    (query,) = [statement for statement in seen if "FROM action" in statement]
    plan = rows(vault, f"EXPLAIN QUERY PLAN {query}")
    assert not any("SCAN" in step[-1] for step in plan)


# -- digests -----------------------------------------------------------------------------------
def test_a_frozen_field_is_kept_as_digest_and_cannot_be_changed(filled):
    copy = filled.all(Copy)[0]
    (made,) = [e for e in filled.history_of(copy.id) if e.field == "*"]
    assert copy.frozen not in canonical(made.new)
    copy.frozen += " "
    with pytest.raises(ValueError, match="frozen"):
        filled.save(copy, action=EDIT)
    assert filled.get(Copy, copy.id).frozen == '{"a":"б"}'
    assert filled.check() == []


def test_a_frozen_field_changed_past_the_store_is_found(filled):
    sql(filled, "UPDATE copy SET frozen = frozen || ' ' WHERE number = 1")
    (finding,) = filled.check()
    assert finding.detail == f"copy {filled.all(Copy)[0].id}: frozen"


# -- broken on purpose -------------------------------------------------------------------------
def three_actions(vault: Vault) -> Detainee:
    case = Detainee(summary="first")
    vault.save(case, action=EDIT)
    for summary in ("second", "third"):
        case.summary = summary
        case.occupation = summary
        vault.save(case, action=EDIT)
    return case


def test_a_history_left_alone_is_whole(vault):
    three_actions(vault)
    assert vault.check() == []


def other(column: str) -> str:
    """SQL of the value with another first digit: one hash in sixty has no 0 to replace."""
    return f"CASE substr({column}, 1, 1) WHEN '0' THEN '1' ELSE '0' END || substr({column}, 2)"


BREAKING: dict[str, tuple[str, ...]] = {
    "a new value": ("UPDATE change SET new = '\"2nd\"' WHERE id = 2",),
    "an old value": ("UPDATE change SET old = NULL WHERE id = 2",),
    "a field's name": ("UPDATE change SET field = 'health' WHERE id = 2",),
    "a kind": ("UPDATE change SET record_kind = 'contact' WHERE id = 2",),
    "whose change it is": (f"UPDATE change SET record_id = '{new_id().hex}' WHERE id = 2",),
    "an action's words": ("UPDATE action SET label = 'Print' WHERE seq = 2",),
    "an action's parameters": ("UPDATE action SET params = '{\"a\": 1}' WHERE seq = 2",),
    "an action's moment": ("UPDATE action SET at = '2020-01-01 00:00:00.000000' WHERE seq = 2",),
    "an action's station": ("UPDATE action SET station = 'other' WHERE seq = 2",),
    "an action's kind": ("UPDATE action SET kind = 'fixed' WHERE seq = 2",),
    "what an action reverses": ("UPDATE action SET reverses = 1 WHERE seq = 2",),
    "a hash": (f"UPDATE action SET hash = {other('hash')} WHERE seq = 2",),
    "a missing change": ("DELETE FROM change WHERE id = 2",),
    "an added change": (
        "INSERT INTO change (action, record_kind, record_id, field, old, new)"
        " SELECT 2, record_kind, record_id, 'health', NULL, '\"x\"' FROM change WHERE id = 1",
    ),
    "an added last change": (
        "INSERT INTO change (action, record_kind, record_id, field, old, new)"
        " SELECT 3, record_kind, record_id, 'health', NULL, '\"x\"' FROM change WHERE id = 1",
    ),
    "a change of no action": (
        "INSERT INTO change (action, record_kind, record_id, field, old, new)"
        " SELECT 9, record_kind, record_id, 'health', NULL, '\"x\"' FROM change WHERE id = 1",
    ),
    "a missing action": ("DELETE FROM action WHERE seq = 2",),
    "a missing action with its changes": (
        "DELETE FROM change WHERE action = 2",
        "DELETE FROM action WHERE seq = 2",
    ),
    "a cut tail": ("DELETE FROM change WHERE action = 3", "DELETE FROM action WHERE seq = 3"),
    "an added action": (
        "INSERT INTO action SELECT 4, kind, reverses, label, params, at, station, hash"
        " FROM action WHERE seq = 3",
    ),
    "two actions swapped": (
        "UPDATE action SET seq = -2 WHERE seq = 2",
        "UPDATE action SET seq = 2 WHERE seq = 3",
        "UPDATE action SET seq = 3 WHERE seq = -2",
    ),
    "two changes swapped": (
        "UPDATE change SET id = -2 WHERE id = 2",
        "UPDATE change SET id = 2 WHERE id = 3",
        "UPDATE change SET id = 3 WHERE id = -2",
    ),
    "changes given to another action": ("UPDATE change SET action = 5 - action WHERE action > 1",),
    "the noted head": (f"UPDATE meta SET value = {other('value')} WHERE name LIKE '%head'",),
    "the noted length": ("UPDATE meta SET value = '4' WHERE name = 'history_length'",),
    "the whole history": ("DELETE FROM change", "DELETE FROM action"),
}


@pytest.mark.parametrize("deed", BREAKING)
def test_a_history_broken_on_purpose_is_detected(vault, deed):
    three_actions(vault)
    sql(vault, *BREAKING[deed])
    assert any("does not hold together" in f.detail for f in vault.check()), deed


def test_a_tail_cut_with_all_its_notes_put_right_leaves_records_that_disagree(vault):
    case = three_actions(vault)
    (head,) = rows(vault, "SELECT hash FROM action WHERE seq = 2")
    sql(
        vault,
        *BREAKING["a cut tail"],
        f"UPDATE meta SET value = '{head[0]}' WHERE name = 'history_head'",
        "UPDATE meta SET value = '2' WHERE name = 'history_length'",
    )
    details = {f.detail for f in vault.check()}
    assert {f"detainee {case.id}: summary", f"detainee {case.id}: occupation"} <= details


PAST_THE_STORE: dict[str, tuple[str, str]] = {
    "a text": ("UPDATE detainee SET summary = 'fourth'", "summary"),
    "a field never touched before": ("UPDATE detainee SET health = 'well'", "health"),
    "a flag": ("UPDATE detainee SET fictitious = 1", "fictitious"),
    "a number": ("UPDATE detainee SET serial = 9", "serial"),
    "a date": ("UPDATE detainee SET birth_earliest = '1980-01-01'", "birth"),
    "a list": ("UPDATE detainee SET tags = '[\"x\"]'", "tags"),
    "the trash mark": (
        "UPDATE detainee SET deleted_at = '2020-01-01 00:00:00.000000'",
        "deleted_at",
    ),
    "a removed row": ("DELETE FROM detainee", "missing"),
    "a removed value": ("UPDATE detainee SET summary = ''", "summary"),
}


@pytest.mark.parametrize("deed", PAST_THE_STORE)
def test_a_record_changed_past_the_store_is_found(vault, deed):
    case = three_actions(vault)
    statement, told = PAST_THE_STORE[deed]
    sql(vault, statement)
    assert f"detainee {case.id}: {told}" in {f.detail for f in vault.check()}


def test_a_record_slipped_in_past_the_store_is_found(vault):
    case = three_actions(vault)
    columns = [row[1] for row in rows(vault, "PRAGMA table_info(detainee)")]
    slipped: UUID = new_id()
    values = [{"id": f"'{slipped.hex}'", "serial": "77"}.get(c, f'"{c}"') for c in columns]
    sql(
        vault,
        f"INSERT INTO detainee ({', '.join(columns)}) SELECT {', '.join(values)} FROM detainee",
    )
    details = [f.detail for f in vault.check() if f.check == "history"]
    assert details == [f"detainee {slipped}: never written by the store"]
    assert str(case.id) not in str(details)


def test_content_that_cannot_be_read_is_a_finding_and_the_check_goes_on(vault):
    case = three_actions(vault)
    sql(vault, "UPDATE detainee SET sex = 'secret-word'", "DELETE FROM search_entry")
    findings = vault.check()
    assert {f.check for f in findings} == {"detainee", "search"}
    assert "secret-word" not in str(findings)
    assert case.sex == "unknown"


def test_findings_tell_no_content(filled):
    sql(filled, "UPDATE detainee SET summary = 'Зульфия'", "UPDATE name_form SET text = 'Зульфия'")
    findings = filled.check()
    assert len(findings) >= 4
    assert "Зульфия" not in str(findings)


# -- what a later version may rely on ----------------------------------------------------------
def test_a_field_of_which_history_never_spoke_may_hold_its_default_and_nothing_else(vault):
    """So a column that a later version adds needs no entry for each old record."""
    case = Detainee(fictitious=True)
    vault.save(case, action=EDIT)
    forget = "UPDATE change SET new = json_remove(new, '$.written_in', '$.kind', '$.fictitious')"
    sql(vault, forget)
    details = [f.detail for f in vault.check() if f.detail.startswith("detainee ")]
    assert details == [f"detainee {case.id}: fictitious"]


def test_identifiers_are_in_the_order_of_their_making(monkeypatch: pytest.MonkeyPatch):
    made = [new_id() for _ in range(2000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {key.version for key in made} == {7}
    assert {key.variant for key in made} == {made[0].variant}
    import time

    monkeypatch.setattr(time, "time_ns", lambda: 0)  # the clock went back to 1970
    assert made[-1] < new_id() < new_id()


def test_nothing_in_the_history_names_this_machine(vault):
    three_actions(vault)
    assert {row[0] for row in rows(vault, "SELECT station FROM action")} == {""}
