"""The office's own JSON: whole records and their files, so that nothing is lost on the way.

What leaves is chosen as for a packet of everything: the records of the cases, or of the vault.
See docs/export-format.md; the way back is `record_reading`.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from caseapp.domain.vocabulary import Audience
from caseapp.errors import UserError
from caseapp.exchange.export.plain_json import RECORDS, head, written
from caseapp.exchange.packets.choosing import Scope, choose
from caseapp.exchange.packets.kinds import TRAVELLING, loose_ends, travelling_fields
from caseapp.i18n import N_
from caseapp.store.queries.packets import Ids, records_of, reference_fields
from caseapp.store.records import KINDS, Attachment, Record
from caseapp.store.records.values import to_json
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

FILES = "files"
MOST_BYTES = 300 * 1024 * 1024
"""Of attached files in one JSON file: they stand there as text, a third longer."""
OF_FILES = frozenset({"attachment", "custody_entry"})
TOO_LARGE = N_(
    "The attached files are too large for one JSON file. Export without photos and files, or make"
    " a backup."
)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """The finished bytes, and how many records of each kind they hold."""

    data: bytes
    counts: dict[str, int]


def as_record_json(
    vault: Vault,
    ids: Iterable[UUID],
    today: date,
    progress: Progress,
    *,
    whole: bool,
    files: bool = True,
) -> RecordFile:
    """Everything that belongs to these cases; `whole`: everything that a vault can give away."""
    scope = Scope(whole=True) if whole else Scope(cases=tuple(ids))
    chosen = choose(vault, Scope(scope.cases, scope.whole, contacts=True, restricted=True))
    kept = {kind: of for kind, of in chosen.ids.items() if of and (files or kind not in OF_FILES)}
    attached: dict[str, str] = {}
    told: dict[str, list[dict[str, Any]]] = {}
    size = 0
    for kind in (kind for kind in TRAVELLING if kind in kept):
        told[kind] = []
        for record in vault.read(partial(_records, kind=kind, ids=kept[kind])):
            progress.raise_if_cancelled()
            told[kind].append(_plain(record, kept))
            if isinstance(record, Attachment):
                size += record.size
                if size > MOST_BYTES:
                    raise UserError(TOO_LARGE)
                attached[record.id.hex] = base64.b64encode(vault.read_attachment(record)).decode()
    data = {
        **head(Audience.OFFICE.value, today, RECORDS),
        "records": told,
        FILES: attached,
    }
    return RecordFile(written(data), {kind: len(of) for kind, of in told.items()})


def _records(session: Any, kind: str, ids: set[UUID]) -> list[Record]:
    return list(records_of(session, KINDS[kind], ids))


def _plain(record: Record, known: Ids) -> dict[str, Any]:
    """A record as history keeps its fields; references that lead nowhere are left out."""
    kind = type(record)
    named = {
        name: one for name in reference_fields(kind) if (one := getattr(record, name)) is not None
    }
    loose = loose_ends(kind, named, known)
    fields = {
        name: to_json(getattr(record, name))
        for name in travelling_fields(kind)
        if name not in loose and name != "deleted_at"
    }
    return {"id": record.id.hex, **fields}
