"""The office's JSON taken into an empty vault gives back every record, field by field."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.vocabulary import Audience, EventKind, NameKind, NameScript, Relation, Sex
from caseapp.errors import UserError
from caseapp.exchange.export import record_reading
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.making import Prepared, Request, prepare
from caseapp.exchange.packets.kinds import TRAVELLING, travelling_fields
from caseapp.store.history import Action
from caseapp.store.queries.cases import CaseQuery, case_ids
from caseapp.store.records import (
    KINDS,
    Attachment,
    Contact,
    Detainee,
    Event,
    Kinship,
    NameForm,
)
from caseapp.store.records.values import to_json
from caseapp.store.vault import Vault

DAY = date(2026, 6, 2)
Made = Callable[[], Vault]


def everything(vault: Vault) -> dict[str, dict[str, dict[str, Any]]]:
    """All that travels, by kind and id, as history keeps it."""
    return {
        kind: {
            record.id.hex: {
                name: to_json(getattr(record, name)) for name in travelling_fields(KINDS[kind])
            }
            for record in vault.all(KINDS[kind])
        }
        for kind in TRAVELLING
    }


def exported(vault: Vault, **more: Any) -> Prepared:
    ids = tuple(vault.read(lambda session: case_ids(session, CaseQuery())))
    asked = {"ids": ids, "whole": True, **more}
    return prepare(vault, Request(form=Form.JSON, audience=Audience.OFFICE, **asked), DAY)


@pytest.fixture(scope="module")
def data(sample: Vault) -> bytes:
    return exported(sample).data


@pytest.fixture(scope="module")
def bare(sample: Vault) -> bytes:
    """Some cases with what belongs to them."""
    ids = tuple(sample.read(lambda session: case_ids(session, CaseQuery())))[3:8]
    return exported(sample, ids=ids, whole=False).data


def test_the_sample_comes_back_record_by_record_with_its_files(
    sample: Vault, new_vault: Made, data: bytes
) -> None:
    other = new_vault()
    read = record_reading.read_bytes(data)
    record_reading.take_in(other, read)
    assert everything(other) == everything(sample)
    files = sample.all(Attachment)
    assert len(files) > 10
    for file in files:
        copy = other.get(Attachment, file.id)
        assert copy is not None
        assert other.read_attachment(copy) == sample.read_attachment(file)
        assert copy.key != file.key
    assert other.check() == []


def test_taking_in_is_one_action_and_one_undo(sample: Vault, new_vault: Made, data: bytes) -> None:
    other = new_vault()
    record_reading.take_in(other, record_reading.read_bytes(data))
    other.undo()
    assert not any(everything(other).values())
    assert other.check() == []
    other.redo()
    assert everything(other) == everything(sample)


def test_some_cases_come_back_with_what_belongs_to_them_and_nothing_else(
    sample: Vault, new_vault: Made
) -> None:
    ids = tuple(sample.read(lambda session: case_ids(session, CaseQuery())))[3:5]
    other = new_vault()
    read = record_reading.read_bytes(exported(sample, ids=ids, whole=False).data)
    record_reading.take_in(other, read)
    assert {one.id for one in other.all(Detainee)} == set(ids)
    mine, theirs = everything(other), everything(sample)
    for kind, records in mine.items():
        for one, fields in records.items():
            same = theirs[kind][one]
            assert {k: v for k, v in fields.items() if v is not None} == {
                k: v for k, v in same.items() if fields[k] is not None
            }
    assert other.check() == []


def test_without_files_the_records_of_files_stay_behind(sample: Vault, new_vault: Made) -> None:
    other = new_vault()
    record_reading.take_in(other, record_reading.read_bytes(exported(sample, photos=False).data))
    assert other.all(Attachment) == []
    assert len(other.all(Detainee)) == len(sample.all(Detainee))


def test_only_an_empty_vault_takes_a_file_in(new_vault: Made, bare: bytes) -> None:
    other = new_vault()
    other.save(Detainee(), action=Action("Test"))
    before = everything(other)
    with pytest.raises(UserError, match="empty vault"):
        record_reading.take_in(other, record_reading.read_bytes(bare))
    assert everything(other) == before


# -- any records at all ---------------------------------------------------------------------------
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
DATES = st.sampled_from(
    [UncertainDate.unknown(), *map(read_date, ("12 May 1974", "about 2017", "before 2018", "?"))]
)
CASES = st.builds(
    dict, description=TEXT, health=TEXT, restricted_notes=TEXT, summary=TEXT, birth=DATES,
    sex=st.sampled_from(list(Sex)), tags=st.lists(TEXT, max_size=3),
    wordings=st.dictionaries(
        st.sampled_from(["health", "summary"]),
        st.dictionaries(st.sampled_from(["ru", "kk"]), TEXT, max_size=2), max_size=2,
    ),
)  # fmt: skip
EVENTS = st.builds(
    dict, kind=st.sampled_from(list(EventKind)), when=DATES, narrative=TEXT,
    term_years=st.none() | st.integers(0, 99),
)  # fmt: skip
NAMES = st.builds(
    dict, text=TEXT, script=st.sampled_from(list(NameScript)),
    kind=st.sampled_from(list(NameKind)),
)  # fmt: skip


@settings(
    max_examples=3, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(st.tuples(CASES, st.lists(NAMES, max_size=2), st.lists(EVENTS, max_size=2)),
                min_size=1, max_size=3), st.lists(TEXT, max_size=2))  # fmt: skip
def test_any_case_comes_back_as_it_was(new_vault: Made, cases: Any, phones: list[str]) -> None:
    vault, other = new_vault(), new_vault()
    contact = Contact(phones=phones)
    records: list[Any] = [contact]
    for fields, names, events in cases:
        case = Detainee(**fields)
        records.append(case)
        records += [NameForm(detainee_id=case.id, **one) for one in names]
        records += [Event(detainee_id=case.id, **one) for one in events]
        records.append(
            Kinship(contact_id=contact.id, relation=Relation.WIFE, of_detainee_id=case.id)
        )
    vault.save(*records, action=Action("Test"))
    record_reading.take_in(other, record_reading.read_bytes(exported(vault).data))
    assert everything(other) == everything(vault)


# -- hostile files --------------------------------------------------------------------------------
def changed(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    value = json.loads(data)
    change(value)
    return json.dumps(value).encode()


HOSTILE: dict[str, Callable[[dict[str, Any]], None]] = {
    "an unknown kind": lambda v: v["records"].update(setting=[]),
    "an unknown field": lambda v: v["records"]["detainee"][0].update(colour="red"),
    "an unknown code": lambda v: v["records"]["detainee"][0].update(sex="third"),
    "a number for a text": lambda v: v["records"]["detainee"][0].update(health=7),
    "a list for a text": lambda v: v["records"]["event"][0].update(place=["x"]),
    "a bad id": lambda v: v["records"]["detainee"][0].update(id="../../etc"),
    "an id twice": lambda v: v["records"]["detainee"].append(v["records"]["detainee"][0]),
    "a date backwards": lambda v: v["records"]["detainee"][0].update(
        birth={"text": "x", "edtf": None, "earliest": "2020-01-02", "latest": "2020-01-01"}
    ),
    "a reference to nobody": lambda v: v["records"]["event"][0].update(detainee_id="0" * 32),
    "a record that is a list": lambda v: v["records"]["detainee"].append([]),
    "records that are a list": lambda v: v.update(records=[]),
    "a deep value": lambda v: v["records"]["excerpt"][0].update(locator=deep(20)),
    "half a letter": lambda v: v["records"]["detainee"][0].update(health="\ud800"),
    "a file without a record": lambda v: v["files"].update({"0" * 32: "eA=="}),
    "a record without its file": lambda v: v["files"].popitem(),
    "another file": lambda v: v["files"].update({next(iter(v["files"])): "eA=="}),
    "a key of its own": lambda v: v["records"]["attachment"][0].update(key="00" * 32),
    "a moment": lambda v: v["records"]["detainee"][0].update(deleted_at="2020-01-01T00:00:00"),
}  # fmt: skip


def deep(levels: int) -> Any:
    return [] if levels == 0 else {"x": deep(levels - 1)}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_lies_is_refused_with_a_sentence(bare: bytes, what: str) -> None:
    with pytest.raises(UserError):
        record_reading.read_bytes(changed(bare, HOSTILE[what]))


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[" * 100_000, b"\xff\xfe\x00", b"null", b'{"format": "caseapp-export"}',
     b'{"format": "caseapp-export", "version": 99}', b'{"a": NaN}', b"9" * 10_000,
     b'{"format": "caseapp-export", "version": 1, "content": "facts", "audience": "public"}'],
)  # fmt: skip
def test_what_is_no_export_of_the_office_is_refused(text: bytes) -> None:
    with pytest.raises(UserError):
        record_reading.read_bytes(text)


def test_two_owners_of_one_name_leave_nothing_behind(new_vault: Made, bare: bytes) -> None:
    def two_owners(value: dict[str, Any]) -> None:
        name = next(n for n in value["records"]["name_form"] if n["detainee_id"])
        name["contact_id"] = value["records"]["contact"][0]["id"]

    other = new_vault()
    read = record_reading.read_bytes(changed(bare, two_owners))
    with pytest.raises(UserError, match="fit together"):
        record_reading.take_in(other, read)
    assert not any(everything(other).values())
    assert not list(other.folder.attachments.rglob("*.enc"))
    assert other.check() == []


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: Any) -> None:
    path = tmp_path / "large.json"
    path.write_bytes(b"{}" * 10)
    monkeypatch.setattr(record_reading, "LARGEST", 10)
    with pytest.raises(UserError, match="larger"):
        record_reading.read_file(path)
