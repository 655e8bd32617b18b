"""The parts of an office file as XML without entities. Only the child process imports this."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from lxml import etree

from caseapp.errors import UserError
from caseapp.intake.documents import zipped
from caseapp.intake.documents.zipped import Refusals, refuse_harm


class OfficeFile:
    """The parts of a checked ZIP as parsed XML. Use as a context manager.

    Raises UserError for a file without the part `needed`, in the words `other`, and for harm.
    """

    def __init__(self, data: bytes, needed: str, other: str, said: Refusals) -> None:
        def look_at(_packed: zipfile.ZipFile, names: set[str]) -> None:
            if needed not in names:
                raise UserError(other)

        refuse_harm(data, said, look_at)
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
        except (etree.XMLSyntaxError, *zipped.BROKEN) as error:
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
