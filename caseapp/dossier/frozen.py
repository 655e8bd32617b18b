"""Canonical JSON of a dossier, its hash, and the short code printed on each page.

The same dossier gives the same bytes for ever: keys sorted, no white space, UTF-8. Ten
years later `thaw` reads them and the same pages can be drawn again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from caseapp.dossier.document import FORMAT, Dossier
from caseapp.errors import UserError
from caseapp.i18n import N_

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Douglas Crockford's base 32: no I, L, O, U, so that a code survives being read aloud."""


def freeze(dossier: Dossier) -> str:
    """The canonical JSON of a dossier."""
    return json.dumps(_plain(dossier), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thaw(text: str) -> Dossier:
    """The dossier that `freeze` wrote. Raises UserError for a newer or broken text."""
    try:
        data = json.loads(text)
        newer = data["format"] > FORMAT
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(N_("The stored content of this copy cannot be read.")) from error
    if newer:
        raise UserError(N_("This copy was made by a newer version of the program."))
    return _build(Dossier, data)


def content_hash(frozen: str) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def page_code(frozen_sha256: str) -> str:
    """The short code of a copy, "7QK4-M2XD": the first 40 bits of its content hash."""
    bits = int(frozen_sha256[:10], 16)
    letters = "".join(CROCKFORD[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


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
