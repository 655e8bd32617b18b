"""The JSON Schema of records as `values.to_json` writes them: made from the mapped types.

So that the published schema of exports cannot drift away from the records.
"""

from __future__ import annotations

from typing import Any, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, Boolean, Date, Integer, Uuid, inspect
from sqlalchemy.orm import Composite

from caseapp.store.records.types import Code, Record, UtcDateTime

ID = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
DATE = "uncertain_date"
"""The name under which the schema defines an uncertain date."""


def field_schema(kind: type[Record], name: str) -> dict[str, Any]:
    """What JSON a field may hold."""
    if isinstance(inspect(kind).attrs[name], Composite):
        return {"$ref": f"#/$defs/{DATE}"}
    column = inspect(kind).columns[name]
    told = _of_type(kind, name, column.type)
    if column.nullable:
        return {"anyOf": [told, {"type": "null"}]}
    return told


def _of_type(kind: type[Record], name: str, of: Any) -> dict[str, Any]:
    if isinstance(of, Code):
        return {"enum": [member.value for member in of.kind]}
    if isinstance(of, JSON):
        (inside,) = get_args(get_type_hints(kind)[name])
        return _structure(inside)
    if isinstance(of, Boolean):
        return {"type": "boolean"}
    if isinstance(of, Integer):
        return {"type": "integer"}
    if isinstance(of, Uuid):
        return ID
    if isinstance(of, UtcDateTime):
        return {"type": "string", "format": "date-time"}
    if isinstance(of, Date):
        return {"type": "string", "format": "date"}
    return {"type": "string"}


def _structure(shape: Any) -> dict[str, Any]:
    if shape is str:
        return {"type": "string"}
    origin, inside = get_origin(shape), get_args(shape)
    if origin is list:
        return {"type": "array", "items": _structure(inside[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _structure(inside[1])}
    return {}
