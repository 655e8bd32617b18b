"""Sound examples for each target: what is fuzzed begins with what a reader knows."""

from __future__ import annotations

import dataclasses
import io
import json
import tempfile
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

import docx
import openpyxl

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Audience, EventKind
from caseapp.dossier.frozen import freeze
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.making import Request, prepare
from caseapp.exchange.packets.stations import card_text
from caseapp.store.history import Action
from caseapp.store.records import Detainee, Event
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.dossier.pdf.sample_document import sample

_DATES = (
    "12 May 2017", "весна 2018", "2017/2018", "Mar-17", "2018 жылдың сәуірі", "2017年5月",
    "между 2016 и 2018", "~2015", "1980-ші жылдар", "before 3.4.2019", "2017-05-XX", "[2017..]",
)  # fmt: skip
_NAMES = (
    "Асан Үлгілі", "Ma'mur Ülgi", "叶尔兰·吾尔格", "ۇلگى اسان", "Ёлкин ҚҰНДЫЗ", '"a b" (c) -d*',
)  # fmt: skip
_TABLE = 'Name;Born;Sex\nАсан Үлгі;1980;m\n"two\nlines";Mar-17;f\n'
_PAGE = "<html><head><title>T</title></head><body><p>Асан was seen in May 2017.</p></body></html>"
_MAIL = (
    b"From: a@example.org\r\nSubject: =?utf-8?B?0JDRgdCw0L0=?=\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "Асан\r\n".encode()
)
_NS = "urn:oasis:names:tc:opendocument:xmlns"
_OPEN = (
    f'<o:document-content xmlns:o="{_NS}:office:1.0" xmlns:t="{_NS}:text:1.0"><o:body><o:text>'
    "<t:p>Асан</t:p></o:text></o:body></o:document-content>"
)
_RICH = rb"{\rtf1\ansicpg1251{\fonttbl{\f0 Arial;}}\f0 \u1040?\u1089?\u1072?\'ed\par}"


def seeds(target: str) -> list[bytes]:
    """At least one example of what the target reads."""
    return _all()[target]


@cache
def _all() -> dict[str, list[bytes]]:
    words = [text.encode() for text in (*_DATES, *_NAMES)]
    kinds = _documents()
    line = {"at": "2026-01-02T03:04:05+00:00", "id": "1" * 32, "kind": "detainee",
            "fields": {"description": "x"}, "was": {"description": ["0" * 32]}}  # fmt: skip
    gone = {"gone": "2026-01-02T03:04:05+00:00", "id": "1" * 32, "kind": "detainee"}
    return {
        "dates": words, "found": [*words, _PAGE.encode()], "names": words,
        "tables": [_TABLE.encode(), _TABLE.encode("utf-16"), _workbook()],
        "documents": kinds, "encodings": [_TABLE.encode("cp1251", "replace"), *words],
        "packet_lines": [json.dumps(one).encode() for one in (line, gone)],
        "packet_heads": [_manifest(), _card()],
        "office_files": [_office_file()],
        "key_files": _key_files(),
        "frozen_copies": _frozen(),
    }  # fmt: skip


def _documents() -> list[bytes]:
    """One for each reader, in the order in which the first byte chooses it."""
    word = io.BytesIO()
    paper = docx.Document()
    paper.add_paragraph("Асан")
    paper.save(word)
    odt = io.BytesIO()
    with zipfile.ZipFile(odt, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", _OPEN)
    archived = b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + _PAGE.encode()
    read = (
        _TABLE.encode(),
        _PAGE.encode(),
        archived,
        word.getvalue(),
        odt.getvalue(),
        _RICH,
        _MAIL,
    )
    return [bytes([number]) + data for number, data in enumerate(read)]


def _workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("Name", "Born"), ("Асан", 1980)):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def _manifest() -> bytes:
    part = {"count": 0, "size": 0, "sha256": "0" * 64}
    return json.dumps({
        "packet": "1" * 32, "store": "2" * 32, "sequence": 1, "sender": "age1x",
        "made_at": "2026-01-02T03:04:05+00:00", "expires": None, "verify_key": "a" * 64,
        "recipients": ["age1y"], "scope": {}, "counts": {"detainee": 1}, "key": "0" * 64,
        "records": part, "files": part,
    }).encode()  # fmt: skip


def _card() -> bytes:
    with (
        tempfile.TemporaryDirectory() as folder,
        Vault.create(Path(folder) / "v", PASSPHRASE, cost=CHEAP) as vault,
    ):
        return card_text(vault, "Station").encode()


def _office_file() -> bytes:
    with (
        tempfile.TemporaryDirectory() as folder,
        Vault.create(Path(folder) / "v", PASSPHRASE, cost=CHEAP) as vault,
    ):
        case = Detainee(serial=1, birth=read_date("1980"), description="Асан (fictitious)")
        told = Event(detainee_id=case.id, kind=EventKind.TAKEN, when=read_date("May 2017"))
        vault.save(case, told, action=Action("Add"))
        asked = Request(form=Form.JSON, audience=Audience.OFFICE, ids=(case.id,), whole=True)
        return prepare(vault, asked, date(2026, 1, 2)).data


def _frozen() -> list[bytes]:
    """A copy with every kind of part, whole and with each part alone."""
    whole, _images = sample()
    alone = (dataclasses.replace(whole, parts=(part,)) for part in whole.parts)
    return [freeze(one).encode() for one in (whole, *alone)]


def _key_files() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        Vault.create(Path(folder) / "v", PASSPHRASE, cost=CHEAP).close()
        store = json.loads((Path(folder) / "v" / "STORE.json").read_text())["store_id"]
        read = [(Path(folder) / "v" / name).read_bytes() for name in ("keys.json", "STORE.json")]
    settings = b'{"language": "kk", "theme": "dark", "recent_vaults": ["x"], "opened": {}}'
    return [one.replace(store.encode(), str(UUID(int=7)).encode()) for one in read] + [settings]
