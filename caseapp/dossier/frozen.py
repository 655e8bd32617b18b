"""Canonical JSON of a dossier, its hash, and the short code printed on each page.

The same dossier gives the same bytes for ever: keys sorted, no white space, UTF-8. Ten
years later `thaw` reads them and the same pages can be drawn again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
from collections.abc import Callable
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import Any, Union, get_args, get_origin, get_type_hints

from caseapp.dossier.document import FORMAT, Dossier
from caseapp.errors import UserError
from caseapp.i18n import N_

_AT_ONCE = 10_000
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Douglas Crockford's base 32: no I, L, O, U, so that a code survives being read aloud."""


def freeze(dossier: Dossier) -> str:
    """The canonical JSON of a dossier."""
    chunks: list[str] = []
    _write(dossier, chunks.append)
    return "".join(chunks)


def thaw(text: str) -> Dossier:
    """The dossier that `freeze` wrote. Raises UserError for a newer or broken text."""
    try:
        data = json.loads(text)
        if data["format"] > FORMAT:
            raise UserError(N_("This copy was made by a newer version of the program."))
        dossier: Dossier = _build(Dossier, data)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UserError(N_("The stored content of this copy cannot be read.")) from error
    return dossier


def content_hash(frozen: str) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(_encoded(frozen)).hexdigest()


def hash_of(dossier: Dossier) -> str:
    """`content_hash(freeze(dossier))` without holding the whole text in memory."""
    digest = hashlib.sha256()
    _write(dossier, lambda chunk: digest.update(_encoded(chunk)))
    return digest.hexdigest()


def page_code(frozen_sha256: str) -> str:
    """The short code of a copy, "7QK4-M2XD": the first 40 bits of its content hash."""
    bits = int(frozen_sha256[:10], 16)
    letters = "".join(CROCKFORD[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def _encoded(text: str) -> bytes:
    """UTF-8; a lone surrogate, which no encoding allows, must not keep a copy from being made."""
    return text.encode("utf-8", "surrogatepass")


def _write(dossier: Dossier, take: Callable[[str], object]) -> None:
    """Hand the canonical JSON to `take` in chunks, so that a large copy needs little memory."""
    pieces: list[str] = []
    add = pieces.append

    def put(value: object) -> None:
        if isinstance(value, str):
            add(_quoted(value))
        elif isinstance(value, tuple):
            opening = "["
            for item in value:
                add(opening)
                put(item)
                opening = ","
            add("]" if value else "[]")
            if len(pieces) > _AT_ONCE:
                take("".join(pieces))
                pieces.clear()
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            for opening, name in _keys(type(value)):
                add(opening)
                put(getattr(value, name))
            add("}")
        else:
            add(json.dumps(value))

    put(dossier)
    take("".join(pieces))


@lru_cache(maxsize=64)
def _keys(kind: type) -> tuple[tuple[str, str], ...]:
    """What stands before each field's value, with the field's name, in the order of names."""
    names = sorted(field.name for field in dataclasses.fields(kind))
    return tuple(("{,"[n > 0] + f'"{name}":', name) for n, name in enumerate(names))


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, data: Any) -> Any:
    """Rebuild a value of type `kind` from plain JSON."""
    origin = get_origin(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], value) for name, value in data.items()})
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_build(inner[0], item) for item in data)
        return tuple(_build(k, item) for k, item in zip(inner, data, strict=True))
    if origin in (Union, types.UnionType):
        return _build_one_of(get_args(kind), data)
    return data


def _build_one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    """A union is either optional or told apart by the `kind` of its members."""
    if data is None:
        return None
    real = [k for k in kinds if k is not types.NoneType]
    if len(real) == 1:
        return _build(real[0], data)
    for kind in real:
        if get_args(_hints(kind)["kind"]) == (data["kind"],):
            return _build(kind, data)
    raise UserError(N_("This copy was made by a newer version of the program."))
