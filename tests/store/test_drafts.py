"""Drafts leave in the vault what records would leave; portions are one action."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import NameScript
from caseapp.store.drafts import Draft, row_and_entry
from caseapp.store.errors import NumberTakenError
from caseapp.store.history import Action
from caseapp.store.records import KINDS, Detainee, Event, NameForm, new_id, utc_now
from caseapp.store.records.values import (
    canonical,
    digest_fields,
    field_names,
    is_blank,
    logged,
)
from tests.store.every_kind import content, fill

EDIT = Action("Edit")
KINDS_OF_DRAFTS = [name for name, kind in KINDS.items() if not digest_fields(kind)]


def values_of(record):
    return {name: getattr(record, name) for name in field_names(type(record))}


@pytest.mark.parametrize("kind", KINDS_OF_DRAFTS)
def test_history_keeps_of_a_draft_what_it_keeps_of_a_record(vault, kind):
    record = fill(vault)[kind]
    draft = Draft(type(record), record.id, **values_of(record))
    told = {name: value for name, value in logged(record).items() if not is_blank(value)}
    _row, key, entry = row_and_entry(draft, utc_now())
    assert (key, entry) == (record.id.hex, canonical(told))


@pytest.mark.parametrize("full", [True, False])
def test_drafts_leave_the_same_rows_history_and_search_as_records(new_vault, full):
    said = {
        "summary": "Ұсталды", "birth": read_date("Mar-74"), "tags": ["2017"],
        "wordings": {"summary": {"ru": "Задержан"}},
    }  # fmt: skip
    case_id, name_id = new_id(), new_id()
    fields = {"detainee_id": case_id, "text": "Ерлан Бекұлы", "script": NameScript.KK_CYRL}
    one, other = new_vault(), new_vault()
    given = said if full else {}
    one.save(Detainee(id=case_id, **given), NameForm(id=name_id, **fields), action=EDIT)
    drafts = [Draft(Detainee, case_id, **given), Draft(NameForm, name_id, **fields)]
    other.save_in_portions(lambda session: [drafts], EDIT)
    assert content(one) == content(other)
    assert drafts[0].values["serial"] == 1
    assert [h.record_id for h in other.find("бекұлы")] == [case_id]
    assert other.check() == []
    changes = "SELECT record_kind, record_id, field, old, new FROM change"
    first, second = (
        {tuple(row) for row in vault.read(lambda s: s.execute(text(changes)).all())}
        for vault in (one, other)
    )
    assert first == second


def test_a_draft_without_what_it_needs_is_refused(vault):
    draft = Draft(NameForm, new_id(), text="x", detainee_id=new_id())
    with pytest.raises(TypeError, match="script"):
        vault.save_in_portions(lambda session: [[draft]], EDIT)
    assert vault.generation == 0


def test_a_draft_cannot_have_a_number_that_is_taken(vault):
    vault.save(Detainee(serial=7), action=EDIT)
    drafts = [Draft(Detainee, new_id(), serial=7, prefix="CF")]
    with pytest.raises(NumberTakenError):
        vault.save_in_portions(lambda session: [drafts], EDIT)
    assert len(vault.all(Detainee)) == 1


def test_portions_are_one_action_and_a_later_one_reads_what_an_earlier_left(vault):
    def portions(session):
        for n in range(3):
            case = Detainee(summary=str(n))
            yield [case, Draft(Event, new_id(), detainee_id=case.id, kind="taken")]
            assert session.execute(text("SELECT count(*) FROM detainee")).scalar() == n + 1

    changes = vault.save_in_portions(portions, EDIT)
    assert (changes.action, changes.kinds) == (1, {"detainee", "event"})
    assert [case.serial for case in vault.all(Detainee)] == [1, 2, 3]
    vault.undo()
    assert vault.all(Detainee) == vault.all(Event) == []
    vault.redo()
    assert len(vault.all(Event)) == 3
    assert vault.check() == []


def test_a_fault_between_portions_takes_all_of_them_back(vault):
    def portions(session):
        yield [Detainee(summary="one")]
        raise OSError("pulled out")

    with pytest.raises(OSError, match="pulled out"):
        vault.save_in_portions(portions, EDIT)
    assert vault.all(Detainee) == []
    assert vault.generation == 0
    assert vault.check() == []


def test_of_a_large_action_taken_back_no_word_stays_in_the_files(vault):
    def portions(session):
        for start in range(0, 6000, 1000):
            yield [
                Draft(Detainee, new_id(), summary=f"zhasyryn{n}")
                for n in range(start, start + 1000)
            ]

    vault.save_in_portions(portions, EDIT)
    assert len(vault.find("zhasyryn17")) >= 1
    vault.undo()
    assert vault.find("zhasyryn17") == []
    words = "SELECT count(*) FROM search_text_data WHERE block LIKE '%zhasyryn%'"
    assert vault.read(lambda session: session.execute(text(words)).scalar()) == 0
    assert vault.check() == []
