"""A dossier as bytes for another process of this program, in parcels.

In one piece a large dossier takes half as much memory again on either side, because pickling
remembers every object until it is done. Never for content from elsewhere: `frozen` is the form
that is kept and checked.
"""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Iterable, Iterator
from typing import Any

from caseapp.dossier.document import Dossier

_AT_ONCE = 50


def parcels(dossier: Dossier) -> Iterator[bytes]:
    """The dossier without what is long in its parts, then that in pieces."""
    parts: list[Any] = []
    long: list[tuple[int, str, tuple[Any, ...]]] = []
    for number, part in enumerate(dossier.parts):
        fields = {
            field.name: value
            for field in dataclasses.fields(part)
            if isinstance(value := getattr(part, field.name), tuple) and len(value) > _AT_ONCE
        }
        long += [(number, name, value) for name, value in fields.items()]
        emptied: dict[str, Any] = dict.fromkeys(fields, ())
        parts.append(dataclasses.replace(part, **emptied))
    rest = [(number, name, len(value)) for number, name, value in long]
    yield pickle.dumps((dataclasses.replace(dossier, parts=tuple(parts)), rest), 5)
    for _, _, value in long:
        for start in range(0, len(value), _AT_ONCE):
            yield pickle.dumps(value[start : start + _AT_ONCE], 5)


def unpacked(pieces: Iterable[bytes]) -> Dossier:
    """The dossier that `parcels` packed; takes as many pieces as belong to it."""
    following = iter(pieces)
    dossier: Dossier
    dossier, rest = _unpickled(next(following))
    parts = list(dossier.parts)
    for number, name, count in rest:
        value: list[Any] = []
        while len(value) < count:
            value += _unpickled(next(following))
        parts[number] = dataclasses.replace(parts[number], **{name: tuple(value)})
    return dataclasses.replace(dossier, parts=tuple(parts))


def _unpickled(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301  (this program's own words, over a pipe)
