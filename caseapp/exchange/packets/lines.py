"""Records as lines of canonical JSON, and lines as records that nobody believes yet.

One line, one record:

    {"at": moment, "fields": {name: value}, "id": hex, "kind": table, "was": {name: [digest]}}

`was` holds, for each field that was ever changed, keyed digests of what stood in it before,
oldest first. Of a record in the trash there is `{"gone": moment, "id", "kind"}` and no more.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from caseapp.exchange.packets.choosing import Chosen
from caseapp.exchange.packets.kinds import kind_of, loose_ends, travelling_fields
from caseapp.store.queries.packets import (
    Before,
    HeldElsewhere,
    decided_against,
    earlier_values,
    held_elsewhere,
    records_of,
    reference_fields,
)
from caseapp.store.records import Record
from caseapp.store.records.checked import checked
from caseapp.store.records.values import canonical, from_json, to_json
from caseapp.store.saving import chunks
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

RESTRICTED: Final = "restricted_notes"
LONGEST_LINE: Final = 32 * 1024 * 1024
MOST_PARTS: Final = 1_000_000
"""Values within one line: a line of brackets alone would fill the memory. A list that was taken
in has four for each of its rows, of which a table may have 200,000."""
MOST_EARLIER: Final = 64
DIGEST_SIZE: Final = 16
_LOOKED_AT: Final = 64 * 1024
"""Shorter lines cannot hold enough to do harm."""
_STRINGS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_HEX: Final = re.compile(r"[0-9a-f]+")


class BadLineError(ValueError):
    """A line that no packet of ours can hold. Carries no content."""


def digest(record: UUID, name: str, value: object) -> str:
    """What stands for a value among the earlier ones of a field: hexadecimal.

    The same at every station, so that one can tell another of a value that it never held itself;
    of another record or field it says nothing.
    """
    said = canonical([name, value]).encode()
    return hashlib.blake2b(said, key=record.bytes, digest_size=DIGEST_SIZE).hexdigest()


def held_before(
    record: UUID, name: str, values: Sequence[Any], now: Any, elsewhere: Sequence[HeldElsewhere]
) -> list[str]:
    """Digests of what a field held before it held `now`, here and elsewhere, oldest first.

    `values` are those that stood here, in order. What was held elsewhere stands before the value
    with which it came.
    """
    found = [digest(record, name, value) for value in values]
    current = digest(record, name, now)
    if not found or found[-1] != current:
        found.append(current)
    for held in elsewhere:
        came_with = held.came_with if held.came_with in found else current
        at = len(found) - 1 - found[::-1].index(came_with)
        found[at:at] = [one for one in held.digests if one not in found]
    return found[:-1]


# -- writing -----------------------------------------------------------------------------------
def write_lines(vault: Vault, chosen: Chosen, progress: Progress) -> Iterator[bytes]:
    """The lines of a packet, each with its line feed; kinds in their fixed order, then by id.

    Attachments come in the order in which their files follow.
    """
    total = sum(map(len, chosen.ids.values()))
    done = 0
    for kind in chosen.ids:
        for some in chunks(sorted(chosen.ids[kind])):
            progress.raise_if_cancelled()
            yield from _portion(vault, chosen, kind, some)
            done += len(some)
            progress.report(done, total)
    for kind, ids in chosen.gone.items():
        of = kind_of(kind)
        for some in chunks(sorted(ids)):
            for record in vault.read(partial(records_of, kind=of, ids=some)):
                if record.deleted_at is not None:
                    line = {"gone": to_json(record.deleted_at), "id": record.id.hex, "kind": kind}
                    yield canonical(line).encode() + b"\n"


def _portion(vault: Vault, chosen: Chosen, kind: str, ids: Sequence[UUID]) -> Iterator[bytes]:
    records = vault.read(partial(records_of, kind=kind_of(kind), ids=ids))
    before = vault.read(partial(earlier_values, kind=kind, ids=ids))
    against = vault.read(partial(decided_against, ids=ids))
    elsewhere = vault.read(partial(held_elsewhere, ids=ids))
    for record in records:
        names = _told(record, chosen)
        line: dict[str, Any] = {
            "at": to_json(record.updated_at), "id": record.id.hex, "kind": kind,
            "fields": {name: to_json(getattr(record, name)) for name in names},
        }  # fmt: skip
        was = was_of(record, names, before.get(record.id), against, elsewhere)
        if was:
            line["was"] = was
        yield canonical(line).encode() + b"\n"


def _told(record: Record, chosen: Chosen) -> list[str]:
    """The fields of a record that leave in this scope."""
    kind = type(record)
    named = {
        name: one for name in reference_fields(kind) if (one := getattr(record, name)) is not None
    }
    hidden = chosen.hidden.fields.get(record.id, frozenset()) | loose_ends(kind, named, chosen.ids)
    if not chosen.scope.restricted:
        hidden |= {RESTRICTED}
    return [name for name in travelling_fields(kind) if name not in hidden]


def was_of(
    record: Record,
    names: Iterable[str],
    before: Before | None,
    against: Mapping[tuple[UUID, str], list[Any]],
    elsewhere: Mapping[tuple[UUID, str], list[HeldElsewhere]],
) -> dict[str, list[str]]:
    """Digests of what stood in these fields before, oldest first, without what stands now."""
    found = {}
    for name in names:
        values = list(before.values.get(name, ())) if before else []
        values[-1:-1] = against.get((record.id, name), [])
        held = elsewhere.get((record.id, name), ())
        if values or held:
            now = to_json(getattr(record, name))
            if was := held_before(record.id, name, values, now, held):
                found[name] = was[-MOST_EARLIER:]
    return found


# -- reading -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Line:
    """One record of a packet; `told` is the JSON of its fields, `values` what `checked` made of it.

    The values are as `from_json` gives them, and `to_json` gives `told` again.
    """

    kind: type[Record]
    id: UUID
    at: datetime
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    told: Mapping[str, Any] = field(default_factory=dict, repr=False)
    was: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)
    gone: bool = False


def read_line(data: bytes) -> Line:
    """One line, looked at in every value. BadLineError for whatever is not as it must be."""
    try:
        return _read(_parsed(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        raise BadLineError from None


def read_again(data: bytes) -> Line:
    """A line that `read_line` has taken, out of the staging area: its encryption tells that it is
    the same still, so no value is looked at twice."""
    value = json.loads(data)
    kind, record_id = kind_of(value["kind"]), UUID(hex=value["id"])
    if "gone" in value:
        told = {"deleted_at": value["gone"]}
        gone = from_json(kind, "deleted_at", value["gone"])
        return Line(kind, record_id, gone, {"deleted_at": gone}, told, gone=True)
    fields = value["fields"]
    values = {name: from_json(kind, name, one) for name, one in fields.items()}
    at = from_json(kind, "deleted_at", value["at"])
    return Line(kind, record_id, at, values, fields, value.get("was", {}))


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > LONGEST_LINE:
        raise BadLineError
    if len(data) > _LOOKED_AT:
        bare = _STRINGS.sub(b"", data)
        if sum(map(bare.count, (b",", b"[", b"{"))) > MOST_PARTS:
            raise BadLineError
    value = json.loads(data, parse_constant=_no_number)
    if not isinstance(value, dict):
        raise BadLineError
    return value


def _no_number(_said: str) -> None:
    """NaN and Infinity, which Python reads, are no JSON."""
    raise BadLineError


def _read(value: dict[str, Any]) -> Line:
    kind = kind_of(value["kind"])
    record_id = _id(value["id"])
    if set(value) == {"gone", "id", "kind"}:
        gone = checked(kind, "deleted_at", value["gone"])
        if gone is None:
            raise BadLineError
        told = {"deleted_at": value["gone"]}
        return Line(kind, record_id, gone, {"deleted_at": gone}, told, gone=True)
    if not {"at", "fields", "id", "kind"} <= set(value) <= {"at", "fields", "id", "kind", "was"}:
        raise BadLineError
    fields = value["fields"]
    allowed = travelling_fields(kind)
    if not isinstance(fields, dict) or not set(fields) <= set(allowed):
        raise BadLineError
    at = checked(kind, "deleted_at", value["at"])
    if at is None or fields.get("deleted_at") is not None:
        raise BadLineError
    values = {name: checked(kind, name, one) for name, one in fields.items()}
    return Line(kind, record_id, at, values, fields, _was(value.get("was", {}), allowed))


def _was(value: Any, allowed: Sequence[str]) -> dict[str, list[str]]:
    if not isinstance(value, dict) or not set(value) <= set(allowed):
        raise BadLineError
    for digests in value.values():
        if not isinstance(digests, list) or len(digests) > MOST_EARLIER:
            raise BadLineError
        for one in digests:
            if len(one) != 2 * DIGEST_SIZE or not _HEX.fullmatch(one):
                raise BadLineError
    return value


def _id(value: Any) -> UUID:
    if not isinstance(value, str) or len(value) != 32 or not _HEX.fullmatch(value):
        raise BadLineError
    return UUID(hex=value)
