"""A ZIP that an office program wrote, looked at before anything in it is unpacked.

For workbooks and texts alike: how much it would be, what must be in it, and no document type
with entities, which no office file needs. Only the child process imports this.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from caseapp.errors import UserError

MOST_UNPACKED: Final = 400 * 1024 * 1024
"""Bytes of all parts together."""
_MOST_PARTS: Final = 5_000
_HEAD: Final = 2_048


@dataclass(frozen=True, slots=True)
class Refusals:
    """What is told: of a damaged file, of one that is too large, of another kind of file."""

    damaged: str
    too_large: str
    other: str


def refuse_harm(data: bytes, needed: str, said: Refusals) -> None:
    """Raise UserError for a file that is no ZIP, lacks the part `needed`, or would do harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > _MOST_PARTS:
                raise UserError(said.too_large)
            if not any(part.filename == needed for part in parts):
                raise UserError(said.other)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as file:
                        head = file.read(_HEAD)
                    if b"<!DOCTYPE" in head.replace(b"\0", b""):
                        raise UserError(said.damaged)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise UserError(said.damaged) from error


class OfficeFile:
    """The parts of a checked ZIP as parsed XML. Use as a context manager."""

    def __init__(self, data: bytes, needed: str, said: Refusals) -> None:
        refuse_harm(data, needed, said)
        self._said = said
        self._packed = zipfile.ZipFile(io.BytesIO(data))
        self.names = frozenset(self._packed.namelist())

    def __enter__(self) -> OfficeFile:
        return self

    def __exit__(self, *_error: object) -> None:
        self._packed.close()

    def children(self, name: str) -> Iterable[Any]:
        """What the root element of a part holds; nothing where there is no such part."""
        root = self.part(name)
        return () if root is None else root

    def part(self, name: str) -> Any:
        """The root element of a part, None where there is none. Entities are not followed."""
        if name not in self.names:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(self._packed.read(name), parser)
        except (
            etree.XMLSyntaxError, zipfile.BadZipFile, OSError, RuntimeError, EOFError, ValueError,
            NotImplementedError,
        ) as error:  # fmt: skip
            raise UserError(self._said.damaged) from error


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name, whatever its namespace; "" where there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""
