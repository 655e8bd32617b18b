"""Readers of foreign bytes, fed with changed examples: read, or refused in a sentence.

The long form with coverage is `make torture ARGS="fuzz"`. What it finds is kept as a file in
tests/fixtures/fuzz/TARGET/ and runs here for ever.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.dossier.frozen import thaw
from caseapp.exchange.export.record_reading import read_bytes
from caseapp.exchange.packets.lines import read_line
from caseapp.exchange.packets.manifest import Manifest
from caseapp.exchange.packets.stations import read_card
from caseapp.intake.documents import inside
from caseapp.intake.documents.sheets import read_sheet
from tests.fuzz.changing import changed
from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

FOUND = Path(__file__).parents[1] / "fixtures" / "fuzz"
CHANGES = 120


@pytest.mark.parametrize("name", TARGETS)
def test_changed_examples_are_read_or_refused_in_a_sentence(name):
    for data in [*seeds(name), *changed(seeds(name), seed=len(name), count=CHANGES)]:
        TARGETS[name](data)


@pytest.mark.parametrize("name", ["dates", "found", "names", "encodings"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=200))
def test_any_text_is_read(name, text):
    TARGETS[name](text.encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "path", sorted(FOUND.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_what_was_found_once_stays_mended(path):
    TARGETS[path.parent.name](path.read_bytes())


def test_the_examples_are_what_the_readers_know():
    """Else a fuzzer would never come past the first refusal."""
    read_line(seeds("packet_lines")[0])
    Manifest.from_bytes(seeds("packet_heads")[0])
    read_card(seeds("packet_heads")[1].decode())
    assert read_bytes(seeds("office_files")[0]).counts["event"] == 1
    assert all(thaw(one.decode()).parts for one in seeds("frozen_copies"))
    assert all(read_sheet(one)["rows"] for one in seeds("tables"))
    kinds = [kind.value for kind in inside._READERS if kind.value != "pdf"]
    for one in seeds("documents"):
        assert "Асан" in inside.read(one[1:], kinds[one[0]])["text"]


def test_a_target_that_is_handed_a_fault_fails(monkeypatch):
    """A fuzzer that lets everything pass would find nothing."""
    monkeypatch.setattr("tests.fuzz.targets.read_line", lambda _data: {}["missing"])
    with pytest.raises(KeyError):
        TARGETS["packet_lines"](b"{}")
