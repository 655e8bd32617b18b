"""Reads the sample's data files into a flat list of entries, each with its key and parent.

A file is TOML and holds any of the tables of `TOP`; what belongs to a record stands inside
its table. Knows the shape of the files, not the records (see resources/sample/README.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from caseapp.system.resources import resource

FICTITIOUS = "fictitious"
"""The folder whose detainees, contacts and sources are all marked fictitious."""

TOP = ("source", "detainee", "contact", "appeal", "addressee", "task")

CHILDREN: Mapping[str, Mapping[str, str]] = {
    "detainee": {
        "names": "name_form",
        "identifiers": "identifier",
        "event": "event",
        "kin": "kinship",
    },
    "contact": {
        "names": "name_form",
        "identifiers": "identifier",
        "kin": "kinship",
        "consent": "consent",
    },
    "source": {"excerpt": "excerpt"},
    "appeal": {
        "addressee": "appeal_addressee",
        "person": "appeal_person",
        "signatory": "signatory",
        "copy": "copy",
    },
    "copy": {"dispatch": "dispatch"},
    "dispatch": {"reply": "reply"},
}
"""Kind of the parent: name of the inner table: kind of the child."""

BEARINGS = {"cites": "supports", "against": "contradicts"}
"""Where a detainee or an event names the excerpts that bear on it."""


@dataclass(frozen=True)
class Entry:
    """One record to be. `key` is unique within its kind; `index` is its place among siblings.

    `table` holds what the file says of it, without the tables inside it.
    """

    kind: str
    key: str
    index: int
    table: Mapping[str, Any]
    parent: Entry | None = None
    fictitious: bool = False


def sample_entries() -> list[Entry]:
    """All entries of the sample and of the addressees that ship with the program."""
    entries: list[Entry] = []
    for index, path in enumerate(_addressee_files()):
        entries += _entries("addressee", index, _read(path), None, False)
    for path in sorted(resource("sample").rglob("*.toml")):
        fictitious = path.parent.name == FICTITIOUS
        for kind, tables in _read(path).items():
            if kind not in TOP:
                raise ValueError(f"{path.name}: unknown table {kind}")
            for table in tables:
                index = sum(entry.kind == kind for entry in entries)
                entries += _entries(kind, index, table, None, fictitious)
    return entries


def photo_path(name: str) -> Path:
    """A portrait of the sample by its file name."""
    return resource("sample", "photos", name)


def _addressee_files() -> list[Path]:
    """Those of the sample's appeal, in the order of their short numbers."""
    names = ("mfa-kazakhstan", "embassy-china-astana", "wgeid")
    return [resource("addressees", f"{name}.toml") for name in names]


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _entries(
    kind: str, index: int, table: Mapping[str, Any], parent: Entry | None, fictitious: bool
) -> Iterator[Entry]:
    """The entry of a table and, after it, those of the tables inside it."""
    inner = CHILDREN.get(kind, {})
    key = str(table.get("key", index))
    if parent is not None:
        key = f"{parent.key}.{key}"
    outside = {*inner, *BEARINGS, "key"}
    own = {name: value for name, value in table.items() if name not in outside}
    entry = Entry(kind, key, index, own, parent, fictitious)
    yield from _each_audience(entry) if kind == "consent" else (entry,)
    yield from _citations(entry, table)
    for name, child_kind in inner.items():
        for place, child in enumerate(table.get(name, [])):
            yield from _entries(child_kind, place, child, entry, fictitious)


def _each_audience(consent: Entry) -> Iterator[Entry]:
    """A consent is one record an audience; a file may ask for several at once."""
    table = dict(consent.table)
    for audience in table.pop("audiences"):
        yield replace(
            consent, key=f"{consent.key}.{audience}", table={**table, "audience": audience}
        )


def _citations(entry: Entry, table: Mapping[str, Any]) -> Iterator[Entry]:
    """Excerpts that bear on an event, or on the fields of a detainee."""
    for name, bearing in BEARINGS.items():
        said = table.get(name, {})
        for field, excerpts in said.items() if isinstance(said, dict) else (("", said),):
            for place, excerpt in enumerate(excerpts):
                claim = {"excerpt": excerpt, "bearing": bearing, "field": field}
                key = f"{entry.key}.{name}.{field}.{excerpt}"
                yield Entry("citation", key, place, claim, entry)
