"""The last look at a finished export: nothing that it withholds may be in it.

Reads the file back as its form is read, string by string, the names of its parts and headings
too, then the unpacked bytes. Nothing is written if something is found.
"""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from caseapp.disclosure.disguises import spaced_out, unwrapped
from caseapp.disclosure.leaks import LeakError, LeakSearch, is_bare_jpeg
from caseapp.exchange.export.facts import Released
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.leak_places import LeakPlace, leak_places
from caseapp.i18n import N_

IMAGES = "images"
"""Under this key a JSON file holds pictures, as base64 by their hash."""

LEAK = N_(
    "The finished file held something that this audience may not see, so nothing was written."
    " Look through the texts of the cases for names and numbers, then export again."
)
LEAK_IN_NAME = N_(
    "The name of the file tells something that this audience may not see. Choose another name."
)
LEAK_IN_PICTURE = N_("A photo still held more than its pixels, so nothing was written.")


LEAK_SOMEWHERE = N_(
    "The finished file held something that this audience may not see, so nothing was written."
    " Look through the texts of these fields for names and numbers, then export again."
)


class ExportLeakError(LeakError):
    """`places` are the fields in which it stands, as far as a single field holds it."""

    def __init__(self, places: Sequence[LeakPlace]) -> None:
        super().__init__(LEAK_SOMEWHERE if places else LEAK)
        self.places = tuple(places)


class ExportGate:
    """What one export must not hold; for the office nothing is looked for but in pictures."""

    def __init__(self, released: Released) -> None:
        self._released = released
        self._search = LeakSearch(released.secrets, released.shown) if released.secrets else None

    @property
    def searched(self) -> int:
        """How many protected strings are looked for."""
        return self._search.searched if self._search is not None else 0

    def check(self, form: Form, data: bytes, on_string: Callable[[], None] | None = None) -> None:
        """Raise LeakError if the file holds what it must not. `on_string` may raise to stop."""
        if self._search is None:
            return
        seen: set[str] = set()
        for string in _READERS[form](data):
            if string not in seen:
                seen.add(string)
                if self._is_leak(string):
                    raise self._leak()
                if on_string is not None:
                    on_string()
        for part in _unpacked(form, data):
            if self._search.in_bytes(part):
                raise self._leak()

    def check_name(self, name: str) -> None:
        """The same for the name of the file itself, in which words are joined by any sign."""
        spoken = " ".join(word.capitalize() for word in re.findall(r"[^\W_]+", name))
        if self._search is not None and (
            self._search.in_text(name) or self._search.in_text(spoken)
        ):
            raise LeakError(LEAK_IN_NAME)

    def _leak(self) -> ExportLeakError:
        return ExportLeakError(leak_places(self._released, self._is_leak))

    def _is_leak(self, string: str) -> bool:
        assert self._search is not None
        search = self._search
        return any(search.in_text(text) is not None for text in unwrapped(string)) or any(
            search.in_letters(letters) is not None for letters in spaced_out(string)
        )


def check_pictures(released: Released) -> None:
    """Raise LeakError if a photo that leaves carries a comment, a place or another picture."""
    for picture in released.images.values():
        if not picture.startswith(b"\xff\xd8") or not is_bare_jpeg(picture):
            raise LeakError(LEAK_IN_PICTURE)


# -- reading back ------------------------------------------------------------------------------
def _of_workbook(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        yield packed.comment.decode("utf-8", "replace")
        for entry in packed.infolist():
            yield entry.filename
            yield entry.comment.decode("utf-8", "replace")
            for node in ElementTree.fromstring(packed.read(entry)).iter():  # noqa: S314 - our own
                yield node.text or ""
                yield node.tail or ""
                yield from node.attrib.values()


def _of_csv(data: bytes) -> Iterator[str]:
    csv.field_size_limit(max(csv.field_size_limit(), len(data)))  # a statement may be a book
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield from row


def _of_json(data: bytes) -> Iterator[str]:
    yield from _strings(json.loads(data))


def _of_lines(data: bytes) -> Iterator[str]:
    for line in data.decode().split("\n"):  # texts may hold other line ends
        yield from _strings(json.loads(line)) if line else ()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key != IMAGES:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _of_gedcom(data: bytes) -> Iterator[str]:
    yield from data.decode("utf-8-sig").replace("@@", "@").splitlines()


def _of_calendar(data: bytes) -> Iterator[str]:
    """Lines as they were before they were folded (RFC 5545, section 3.1)."""
    yield from re.sub(r"\r?\n[ \t]", "", data.decode()).splitlines()


_READERS: dict[Form, Callable[[bytes], Iterator[str]]] = {
    Form.XLSX: _of_workbook,
    Form.CSV: _of_csv,
    Form.UWAZI: _of_csv,
    Form.JSON: _of_json,
    Form.FTM: _of_lines,
    Form.GEDCOM: _of_gedcom,
    Form.ICS: _of_calendar,
}


def _unpacked(form: Form, data: bytes) -> Iterator[bytes]:
    """The bytes as somebody with an editor for bytes would see them."""
    if form is Form.XLSX:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for entry in packed.infolist():
                yield packed.read(entry)
    elif form is Form.JSON:
        for picture in json.loads(data).get(IMAGES, {}).values():
            yield base64.b64decode(picture)
    yield data
