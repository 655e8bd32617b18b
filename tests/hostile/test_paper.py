"""Markup in every text of a copy: the paper shows letters, opens no file and tells no machine."""

from __future__ import annotations

import dataclasses
import platform
import re
import socket
import sys
import time
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from caseapp.dossier.pdf.render import render
from tests.dossier.pdf.sample_document import sample

PROBE = (254, 1, 77)
ROOT = Path(__file__).parents[2]
_opened: list[str] | None = None


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _opened is not None:
        _opened.append(str(arguments[0]))


sys.addaudithook(_listen)


@pytest.fixture
def probe(tmp_path: Path) -> Path:
    path = tmp_path / "probe.png"
    Image.new("RGB", (64, 64), PROBE).save(path)
    return path


def hostile(value: Any, markup: str) -> Any:
    """The same with markup after the first word of each sentence; codes stay as they are."""
    if isinstance(value, str):
        first, blank, rest = value.partition(" ")
        return f"{first} {markup} {rest}" if blank and len(rest) > 12 else value
    if isinstance(value, tuple):
        return tuple(hostile(one, markup) for one in value)
    if dataclasses.is_dataclass(value):
        told = {field.name: hostile(getattr(value, field.name), markup)
                for field in dataclasses.fields(value)}  # fmt: skip
        return dataclasses.replace(value, **told)
    return value


MARKUP = {
    "a picture": '<img src="{probe}"/>',
    "an address": '<a href="file:///etc/passwd">x</a>',
    "a paragraph of colour": '<para backColor="[[[].append(1)]]"><font color="#fe014d">',
    "a table never closed": '<table bgcolor="#fe014d"><tr><td>&amp;&#0;]]>',
    "steering signs": "\u202egpj.\x07\x1b[31m<b>",
}


@pytest.mark.parametrize("kind", MARKUP)
def test_the_paper_shows_letters_and_opens_no_file(tmp_path: Path, probe: Path, kind: str) -> None:
    global _opened
    dossier, images = sample("en")
    dossier = hostile(dossier, MARKUP[kind].format(probe=probe))
    path, _opened = tmp_path / "copy.pdf", []
    try:
        render(dossier, images, path)
        opened = list(_opened)
    finally:
        _opened = None
    assert not [one for one in opened if "probe" in one or "passwd" in one]
    text, red = "", 0
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        text += page.get_textpage().get_text_range()
        red += page.render(scale=0.5).to_pil().convert("RGB").tobytes().count(bytes(PROBE))
    pdf.close()
    assert red == 0
    mark = {"steering signs": "<b>", "an address": "<a"}.get(kind, MARKUP[kind][:4])
    assert mark in text
    with pikepdf.open(path) as made:
        for page in made.pages:
            for note in page.get("/Annots", ()):
                assert "passwd" not in str(note.get("/A", {}).get("/URI", ""))


def test_a_copy_tells_no_machine_and_no_zone_and_is_the_same_in_another_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setenv("LOGNAME", "planted-user")
    monkeypatch.setenv("USER", "planted-user")
    monkeypatch.setattr(socket, "gethostname", lambda: "planted-host")
    monkeypatch.setattr(platform, "node", lambda: "planted-host")
    for zone in ("Asia/Almaty", "America/Bogota"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        path = tmp_path / f"{len(made)}.pdf"
        render(*sample("en"), path)
        made.append(path.read_bytes())
    monkeypatch.undo()
    time.tzset()
    assert made[0] == made[1]
    with pikepdf.open(tmp_path / "0.pdf") as pdf:
        told = [made[0], *(
            bytes(one.read_bytes()) for one in pdf.objects if isinstance(one, pikepdf.Stream)
            if one.get("/Subtype") != "/Image"
        )]  # fmt: skip
    for data in told:
        for word in ("planted-user", "planted-host", str(Path.home()), str(ROOT), str(tmp_path)):
            assert word.encode() not in data
        assert re.search(rb"D:\d{8,14}[+-]\d\d'", data) is None
