"""Whatever a vault can hold in a record that travels, a packet can carry and its reader accepts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Date, Integer, LargeBinary, Uuid, inspect
from sqlalchemy.orm import Composite

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import ConsentAnswer, InfoClass, NameRole
from caseapp.exchange.packets.kinds import TRAVELLING, kind_of, travelling_fields
from caseapp.exchange.packets.lines import read_again, read_line
from caseapp.store.records import ImportBatch, Record, new_id
from caseapp.store.records.types import Code, UtcDateTime
from caseapp.store.records.values import canonical, to_json

ROWS = 200_000
"""The most that a table of a list may have."""

texts = st.text(max_size=30)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**31), 2**31) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
INSIDE: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("name_form", "parts"): st.lists(
        st.fixed_dictionaries({"role": st.sampled_from(NameRole), "text": texts}), max_size=3
    ),
    ("consent", "answers"): st.dictionaries(
        st.sampled_from(InfoClass), st.sampled_from(ConsentAnswer)
    ),
    ("excerpt", "locator"): st.one_of(
        st.builds(lambda at, on: {"start": at, "end": at + on}, *[st.integers(0, 10**6)] * 2),
        st.fixed_dictionaries({"page": st.integers(0, 10**4)}),
        st.fixed_dictionaries({"from": st.floats(0, 10**5), "to": st.floats(0, 10**5)}),
        st.just({}),
    ),
    ("attachment", "crop"): st.one_of(
        st.just({}),
        st.fixed_dictionaries(
            dict.fromkeys(("left", "top", "right", "bottom"), st.floats(0, 1))
        ),
    ),
}  # fmt: skip
"""What the program's own forms write where a packet looks inside."""


def shaped(shape: Any) -> st.SearchStrategy[Any]:
    """Plain JSON of the type that stands at the field: list[...], dict[str, ...], str, Any."""
    if shape is Any:
        return plain
    if get_origin(shape) is list:
        return st.lists(shaped(get_args(shape)[0]), max_size=3)
    if get_origin(shape) is dict:
        return st.dictionaries(texts, shaped(get_args(shape)[1]), max_size=3)
    assert shape is str
    return texts


def told(kind: type[Record], name: str) -> st.SearchStrategy[Any]:
    """Everything that the column of a field takes."""
    if isinstance(inspect(kind).attrs[name], Composite):
        return st.one_of(
            texts, st.sampled_from(["2017", "March 2018", "10-28 Feb 2018", "before 2019?"])
        ).map(read_date)
    column = inspect(kind).columns[name]
    of = column.type
    found: st.SearchStrategy[Any] = texts
    if isinstance(of, JSON):
        (shape,) = get_args(get_type_hints(kind)[name])
        inside = INSIDE.get((kind.__tablename__, name))
        found = shaped(shape) if inside is None else inside
    elif isinstance(of, Boolean):
        found = st.booleans()
    elif isinstance(of, Integer):
        found = st.integers(-(2**40), 2**40)
    elif isinstance(of, Code):
        found = st.sampled_from(of.kind)
    elif isinstance(of, UtcDateTime):
        found = moments
    elif isinstance(of, Date):
        found = st.dates(date(1, 1, 1))
    elif isinstance(of, Uuid):
        found = st.builds(new_id)
    elif isinstance(of, LargeBinary):
        found = st.binary(max_size=32)
    return st.none() | found if column.nullable else found


@pytest.mark.parametrize("name", TRAVELLING)
@settings(max_examples=12)
@given(data=st.data())
def test_whatever_a_record_can_hold_a_packet_accepts(name: str, data: st.DataObject) -> None:
    kind, record_id = kind_of(name), new_id()
    values = {field: data.draw(told(kind, field)) for field in travelling_fields(kind)}
    values["deleted_at"] = None
    at = data.draw(moments)
    line = {
        "at": to_json(at), "id": record_id.hex, "kind": name,
        "fields": {field: to_json(value) for field, value in values.items()},
    }  # fmt: skip
    read = read_line(canonical(line).encode())
    assert (read.id, read.at, read.kind) == (record_id, at, kind)
    assert {field: to_json(value) for field, value in read.values.items()} == line["fields"]
    assert read_again(canonical(line).encode()) == read


def test_a_list_of_the_most_rows_can_be_told() -> None:
    rows = [{"case": new_id().hex, "outcome": "new", "row": row} for row in range(ROWS)]
    line = {
        "at": to_json(datetime(2026, 1, 1, tzinfo=UTC)), "id": new_id().hex,
        "kind": ImportBatch.__tablename__, "fields": {"rows": rows},
    }  # fmt: skip
    assert len(read_line(canonical(line).encode()).values["rows"]) == ROWS
