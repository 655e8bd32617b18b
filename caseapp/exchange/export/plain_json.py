"""The facts of an export as JSON, for any audience but the office: see docs/export-format.md.

Field by field what the facts hold, empty fields left out, ids replaced by names that lead nowhere.
The office's own JSON holds whole records instead (`record_json`).
"""

from __future__ import annotations

import base64
import dataclasses
import json
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from caseapp.domain.dates import UncertainDate
from caseapp.exchange.export.facts import Released
from caseapp.exchange.export.keys import Keys
from caseapp.exchange.export.leak_check import IMAGES

FORMAT = "caseapp-export"
VERSION = 1
FACTS, RECORDS = "facts", "records"
"""What a file holds: facts for an audience, or the office's whole records."""


def head(audience: str, made_on: date, content: str) -> dict[str, Any]:
    """With what every file begins."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "content": content,
        "audience": audience,
        "made_on": made_on.isoformat(),
    }


def as_json(released: Released, keys: Keys) -> bytes:
    """The file: the same facts give the same bytes."""
    data = {
        **head(released.audience.value, released.made_on, FACTS),
        "policy": released.policy,
        "cases": [_plain(case, keys) for case in released.cases],
        "sources": [_plain(source, keys) for source in released.sources.values()],
        IMAGES: {
            name: base64.b64encode(picture).decode() for name, picture in released.images.items()
        },
    }
    return written(data)


def written(data: dict[str, Any]) -> bytes:
    """JSON as people can read it too."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any, keys: Keys) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, UncertainDate | type):
        found = {
            field.name: _plain(getattr(value, field.name), keys)
            for field in dataclasses.fields(value)
        }
        return {name: one for name, one in found.items() if not _says_nothing(one)}
    if isinstance(value, UncertainDate):
        return None if value == UncertainDate.unknown() else value.to_json()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return keys.of(value)
    if isinstance(value, tuple | list):
        return [_plain(one, keys) for one in value]
    return value


def _says_nothing(value: Any) -> bool:
    """A flag that is not set says nothing either: perhaps it may not be told. 0 does."""
    return value is None or value is False or value == "" or value == []
