"""The JSON Schema (2020-12) of our JSON files, made from what is written.

`resources/export/caseapp-export.schema.json` is its text; a test holds the two together. See
docs/export-format.md for people.
"""

from __future__ import annotations

import dataclasses
import types
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export.facts import CaseFact, SourceFact
from caseapp.exchange.export.leak_check import IMAGES
from caseapp.exchange.export.plain_json import FACTS, FORMAT, RECORDS, VERSION
from caseapp.exchange.export.record_json import FILES
from caseapp.exchange.packets.kinds import TRAVELLING, travelling_fields
from caseapp.store.queries.packets import required_fields
from caseapp.store.records import KINDS
from caseapp.store.records.schema import DATE, ID, field_schema

NAME = "caseapp-export.schema.json"
_DAY = {"type": "string", "format": "date"}
_BASE64 = {"type": "string", "contentEncoding": "base64"}


def schema() -> dict[str, Any]:
    """The whole schema."""
    head = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "made_on": _DAY,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Case files exported by caseapp",
        "oneOf": [{"$ref": "#/$defs/file_of_facts"}, {"$ref": "#/$defs/file_of_records"}],
        "$defs": {
            "file_of_facts": _closed(
                {
                    **head,
                    "content": {"const": FACTS},
                    "audience": {"enum": [a.value for a in Audience if a is not Audience.OFFICE]},
                    "policy": {"type": "integer"},
                    "cases": {"type": "array", "items": _fact(CaseFact)},
                    "sources": {"type": "array", "items": _fact(SourceFact)},
                    IMAGES: {"type": "object", "additionalProperties": _BASE64},
                }
            ),
            "file_of_records": _closed(
                {
                    **head,
                    "content": {"const": RECORDS},
                    "audience": {"const": Audience.OFFICE.value},
                    "records": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            kind: {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}}
                            for kind in TRAVELLING
                        },
                    },
                    FILES: {"type": "object", "additionalProperties": _BASE64},
                }
            ),
            DATE: _closed(
                {
                    "text": {"type": "string"},
                    "edtf": {"type": ["string", "null"]},
                    "earliest": {"anyOf": [_DAY, {"type": "null"}]},
                    "latest": {"anyOf": [_DAY, {"type": "null"}]},
                }
            ),
            **{kind: _record(kind) for kind in TRAVELLING},
        },
    }


def _closed(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties) if required is None else required,
        "properties": properties,
    }


def _record(kind: str) -> dict[str, Any]:
    of = KINDS[kind]
    fields = [name for name in travelling_fields(of) if name != "deleted_at"]
    needed = ["id", *(name for name in fields if name in required_fields(of))]
    return _closed({"id": ID, **{name: field_schema(of, name) for name in fields}}, needed)


def _fact(of: Any) -> dict[str, Any]:
    """A dataclass of facts; fields that say nothing are left out of a file."""
    hints = get_type_hints(of)
    fields = {field.name: _value(hints[field.name]) for field in dataclasses.fields(of)}
    return _closed(fields, [name for name in ("id",) if name in fields])


def _value(of: Any) -> dict[str, Any]:
    if get_origin(of) in (Union, types.UnionType):
        inside = next(one for one in get_args(of) if one is not type(None))
        return _value(inside)
    if get_origin(of) is tuple:
        arguments = get_args(of)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return {"type": "array", "items": _value(arguments[0])}
        return {"type": "array", "prefixItems": [_value(one) for one in arguments]}
    if of is UncertainDate:
        return {"$ref": f"#/$defs/{DATE}"}
    if of is UUID:
        return ID
    if of is date:
        return _DAY
    if isinstance(of, type) and issubclass(of, StrEnum):
        return {"enum": [member.value for member in of]}
    if dataclasses.is_dataclass(of):
        return _fact(of)
    return {"type": {str: "string", int: "integer", bool: "boolean"}[of]}
