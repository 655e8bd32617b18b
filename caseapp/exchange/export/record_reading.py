"""The way back: a JSON file of the office taken into an empty vault, every value looked at.

A file that claims to be ours may come from anybody. Size, depth, types, vocabulary and references
are checked before anything is written; then all of it is one action.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from caseapp.domain.labels import LABELS
from caseapp.domain.vocabulary import Audience
from caseapp.errors import UserError
from caseapp.exchange.export.plain_json import FACTS, FORMAT, RECORDS, VERSION
from caseapp.exchange.export.record_json import FILES
from caseapp.exchange.packets.kinds import TRAVELLING, travelling_fields
from caseapp.i18n import N_
from caseapp.store.blobs import BlobInfo
from caseapp.store.history import Action
from caseapp.store.queries.packets import all_ids, reference_fields, required_fields
from caseapp.store.records import KINDS, Attachment, Record
from caseapp.store.records.checked import checked
from caseapp.store.saving import ChangeSet
from caseapp.store.taking_in import save_new
from caseapp.store.vault import Vault
from caseapp.system.files import read_limited
from caseapp.system.progress import Progress

LARGEST = 600 * 1024 * 1024
"""Bytes of a file that is read at all."""
MOST_RECORDS = 2_000_000
PORTION = 2_000
_HEX = re.compile(r"[0-9a-f]{32}")
_HEAD = frozenset({"format", "version", "content", "audience", "made_on", "records", FILES})

TOO_LARGE = N_("This file is larger than an export can be, so it is not read.")
NOT_OURS = N_("This is not a JSON file that this program wrote. Choose another file.")
NEWER = N_("This file was made by a newer version of the program. Install the newer version.")
FOR_OTHERS = N_(
    "This file was made for others ({audience}) and does not hold whole records. Only a file for"
    " the office can be taken in."
)
BROKEN = N_(
    "This file holds something that no case file can hold ({kind}, entry {entry}), so nothing was"
    " taken in."
)
NOT_EMPTY = N_(
    "This vault holds cases or contacts already. A JSON file is taken into an empty vault; to join"
    " two vaults, send a packet."
)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds, looked at in every value and not yet believed to fit a vault."""

    records: Mapping[str, Sequence[Record]]
    files: Mapping[UUID, bytes] = field(repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each kind."""
        return {kind: len(of) for kind, of in self.records.items() if of}


def read_file(path: Path) -> ReadFile:
    """The file at `path`. Raises UserError with one sentence for whatever is not as it must be."""
    try:
        data = read_limited(path, LARGEST)
    except ValueError as error:
        raise UserError(TOO_LARGE) from error
    except OSError as error:
        raise UserError(NOT_OURS) from error
    return read_bytes(data)


def read_bytes(data: bytes) -> ReadFile:
    """The same for bytes."""
    try:
        value = json.loads(data, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise UserError(NOT_OURS) from error
    _check_head(value)
    records = {kind: list(_read_kind(kind, of)) for kind, of in value["records"].items()}
    known = {kind: {one.id for one in of} for kind, of in records.items()}
    for kind, of in records.items():
        _check_ends(kind, of, known)
    return ReadFile(records, _read_files(value[FILES], records.get("attachment", ())))


def take_in(vault: Vault, read: ReadFile, progress: Progress | None = None) -> ChangeSet:
    """Write everything as one action, undone as one. Raises UserError if the vault is not empty."""
    progress = progress or Progress()
    own = vault.read(partial(all_ids, kinds=("detainee", "contact", "source"), trashed=False))
    if any(own.values()):
        raise UserError(NOT_EMPTY)
    total = sum(map(len, read.records.values()))

    def make(session: Any, written: Mapping[UUID, BlobInfo]) -> Iterator[Sequence[Record]]:
        done = 0
        for kind in TRAVELLING:
            of = read.records.get(kind, ())
            for start in range(0, len(of), PORTION):
                progress.raise_if_cancelled()
                some = of[start : start + PORTION]
                for record in some:
                    if isinstance(record, Attachment):
                        record.key, record.size = written[record.id].key, written[record.id].size
                yield some
                done += len(some)
                progress.report(done, total)

    files = {one: partial(io.BytesIO, data) for one, data in read.files.items()}
    return save_new(vault, make, files, Action(N_("Take in a JSON file")))


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _check_head(value: Any) -> None:
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise UserError(NOT_OURS)
    version = value.get("version")
    if isinstance(version, int) and version > VERSION:
        raise UserError(NEWER)
    if value.get("content") == FACTS:
        audience = {one.value: one for one in Audience}.get(str(value.get("audience")))
        known = LABELS[Audience].get(audience) if audience is not None else None
        raise UserError(FOR_OTHERS, audience=known[1] if known else "")
    fits = (
        version == VERSION
        and value.get("content") == RECORDS
        and set(value) <= _HEAD
        and isinstance(value.get("records"), dict)
        and isinstance(value.get(FILES), dict)
        and set(value["records"]) <= set(TRAVELLING)
        and all(isinstance(of, list) for of in value["records"].values())
        and sum(map(len, value["records"].values())) <= MOST_RECORDS
    )
    if not fits:
        raise UserError(NOT_OURS)


def _read_kind(kind: str, of: Sequence[Any]) -> Iterator[Record]:
    seen: set[str] = set()
    for entry, value in enumerate(of, 1):
        try:
            record = _record(kind, value)
            if record.id.hex in seen:
                raise ValueError("twice")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise UserError(BROKEN, kind=kind, entry=entry) from error
        seen.add(record.id.hex)
        yield record


def _record(kind: str, value: Any) -> Record:
    of = KINDS[kind]
    allowed = set(travelling_fields(of)) - {"deleted_at"}
    if not isinstance(value, dict) or not set(value) <= allowed | {"id"}:
        raise ValueError("unknown fields")
    one = value["id"]
    if not isinstance(one, str) or not _HEX.fullmatch(one):
        raise ValueError("no id")
    fields = {name: checked(of, name, told) for name, told in value.items() if name != "id"}
    needed = required_fields(of) & allowed
    if not needed <= set(fields):
        raise ValueError("a field is missing")
    if of is Attachment:
        fields["key"] = b""
    return of(id=UUID(hex=one), **fields)


def _check_ends(kind: str, of: Sequence[Record], known: Mapping[str, set[UUID]]) -> None:
    """Every reference leads to a record of the file."""
    targets = reference_fields(KINDS[kind])
    for entry, record in enumerate(of, 1):
        for name, target in targets.items():
            one = getattr(record, name)
            if one is not None and one not in known.get(target, ()):
                raise UserError(BROKEN, kind=kind, entry=entry)


def _read_files(value: Mapping[str, Any], attachments: Sequence[Record]) -> dict[UUID, bytes]:
    """The bytes of every attachment; each is there, and is what its record says."""
    if set(value) != {one.id.hex for one in attachments}:
        raise UserError(NOT_OURS)
    found = {}
    for entry, record in enumerate(attachments, 1):
        assert isinstance(record, Attachment)
        try:
            data = base64.b64decode(value[record.id.hex], validate=True)
        except (binascii.Error, ValueError, TypeError) as error:
            raise UserError(BROKEN, kind="attachment", entry=entry) from error
        if hashlib.sha256(data).hexdigest() != record.sha256:
            raise UserError(BROKEN, kind="attachment", entry=entry)
        found[record.id] = data
    return found
