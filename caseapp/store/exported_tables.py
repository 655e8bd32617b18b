"""What a table said when it was exported, kept with the note of the export.

So that a table that somebody edited elsewhere and brings back can be compared with what it said
when it left: also one of which much was withheld. Knows no column.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

TABLE = "table"
"""The place of the packed table within `Export.scope`."""


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """`rows` are the cells of each case by heading, without the empty ones."""

    made_at: datetime
    rows: Mapping[UUID, Mapping[str, str]]


def packed(headings: Sequence[str], rows: Mapping[UUID, Sequence[str]]) -> str:
    """A table as a short text: the rows of cases under headings that are all different."""
    cells = [headings, [[case_id.hex, *row] for case_id, row in rows.items()]]
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return base64.b85encode(zlib.compress(text.encode("utf-8", "surrogatepass"))).decode("ascii")


def unpacked(text: str) -> dict[UUID, dict[str, str]]:
    """The inverse of `packed`; of a text that is none, no rows."""
    try:
        data = zlib.decompress(base64.b85decode(text))
        headings, rows = json.loads(data.decode("utf-8", "surrogatepass"))
        return {
            UUID(hex=row[0]): {h: c for h, c in zip(headings, row[1:], strict=True) if c}
            for row in rows
        }
    except (ValueError, zlib.error, TypeError):
        return {}
