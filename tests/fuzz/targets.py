"""What is fuzzed: each target takes any bytes, and either reads them or refuses in a sentence.

A target raises only what its room promises to raise (`UserError`, or what is named here); what
else comes out is a fault. It also states what must hold of whatever was read.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from caseapp.domain.dates.edtf import parse_edtf
from caseapp.domain.dates.reading import read_date
from caseapp.domain.found_dates import found_dates
from caseapp.domain.found_names import found_names
from caseapp.domain.found_places import found_places
from caseapp.domain.names.kazakh_arabic import in_arabic
from caseapp.domain.names.readings import looked_up, written_names
from caseapp.domain.names.scripts import index_tokens, query_terms, search_key
from caseapp.domain.names.similarity import similarity
from caseapp.domain.names.sound import sound
from caseapp.dossier.frozen import freeze, thaw
from caseapp.errors import UserError
from caseapp.exchange.export.record_reading import read_bytes
from caseapp.exchange.packets.lines import BadLineError, read_line
from caseapp.exchange.packets.manifest import Manifest
from caseapp.exchange.packets.stations import read_card
from caseapp.intake.documents import inside
from caseapp.intake.documents.encoding import decode
from caseapp.intake.documents.kinds import kind_of
from caseapp.intake.documents.sheets import read_sheet
from caseapp.store.folder import VaultFolder
from caseapp.store.keys import KeyFile
from caseapp.system.settings import load_settings

Target = Callable[[bytes], None]
T = TypeVar("T")
_STORE = UUID(int=7)


def dates(data: bytes) -> None:
    """Whatever a person typed is kept, and what was read of it can be read again."""
    text = _text(data)
    value = read_date(text)
    assert value.text == text
    if value.edtf is not None:
        assert parse_edtf(value.edtf) is not None
    assert not (value.earliest and value.latest and value.earliest > value.latest)
    parse_edtf(text)


def found(data: bytes) -> None:
    """Names, dates and places lie within the text that they were found in."""
    text = _text(data)
    for day in found_dates(text):
        assert 0 <= day.start < day.end <= len(text)
    for place in found_places(text):
        assert 0 <= place.start < place.end <= len(text)
    for start, end in found_names(text):
        assert 0 <= start < end <= len(text)


def names(data: bytes) -> None:
    """Folding twice is folding once; a name is itself; nothing is found in nothing."""
    text = _text(data)
    folded = search_key(text)
    assert search_key(folded) == folded
    tokens = index_tokens(text)
    assert index_tokens(" ".join(tokens)) == tokens
    assert [token for term in query_terms(text) for token in term.split()] == index_tokens(text)
    in_arabic(text)
    for token in tokens[:4]:
        sound(token)
    for name in written_names(text)[:3]:
        looked_up(name)
    if len(text) < 60:
        first, second = text[: len(text) // 2], text[len(text) // 2 :]
        assert similarity(first, second) == similarity(first, second)


def tables(data: bytes) -> None:
    """A list: every row that is told has its cells, and all of them are text."""
    _allow(lambda: read_sheet(data), UserError)


def documents(data: bytes) -> None:
    """The first byte chooses the reader; a document gives text."""
    kinds = [kind.value for kind in inside._READERS if kind.value != "pdf"]
    if data:
        kind = kinds[data[0] % len(kinds)]
        said = _allow(lambda: inside.read(data[1:], kind), UserError)
        assert said is None or isinstance(said["text"], str)


def encodings(data: bytes) -> None:
    """Every file has a kind, and every text an encoding in which it can be read."""
    kind_of(data[:4096], "file.txt")
    assert isinstance(decode(data), str)


def packet_lines(data: bytes) -> None:
    """A line of a packet is as it must be in every value, or refused."""
    _allow(lambda: read_line(data), BadLineError)


def packet_heads(data: bytes) -> None:
    """A manifest says again what it was read from; a card is signed."""
    manifest = _allow(lambda: Manifest.from_bytes(data), UserError)
    if manifest is not None:
        assert Manifest.from_bytes(manifest.to_bytes()) == manifest
    _allow(lambda: read_card(_text(data)), UserError)


def office_files(data: bytes) -> None:
    """The office's own JSON export."""
    _allow(lambda: read_bytes(data), UserError)


def key_files(data: bytes) -> None:
    """keys.json, STORE.json and the settings: read, or refused without being touched."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "keys.json"
        path.write_bytes(data)
        _allow(lambda: KeyFile.load(path, _STORE), UserError)
        assert path.read_bytes() == data
        (Path(folder) / "STORE.json").write_bytes(data)
        _allow(lambda: VaultFolder.load(Path(folder)), UserError)
        settings = Path(folder) / "settings.json"
        settings.write_bytes(data)
        loaded = load_settings(settings)
        assert loaded.kept_aside is None or loaded.kept_aside.read_bytes() == data


def frozen_copies(data: bytes) -> None:
    """The kept content of an issued copy: what can be thawed is frozen to the same content."""
    dossier = _allow(lambda: thaw(_text(data)), UserError)
    if dossier is not None:
        json.loads(freeze(dossier))


TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (
        dates, found, names, tables, documents, encodings, packet_lines, packet_heads,
        office_files, key_files, frozen_copies,
    )
}  # fmt: skip


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _allow(read: Callable[[], T], refusal: type[Exception]) -> T | None:
    try:
        return read()
    except refusal:
        return None
