"""SECURITY.md names the tests of its promises: they are there, and none of ours is left out."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "SECURITY.md").read_text("utf-8")
TABLE = [line for line in PAGE.splitlines() if line.startswith("| ") and "`" in line]
NAMED = set(re.findall(r"`([\w/]+\.py)`", "\n".join(TABLE)))


def test_every_promise_names_a_test_that_is_there():
    assert len(TABLE) > 30
    for line in TABLE:
        assert re.search(r"`[\w/]+\.py`", line), line
    assert [name for name in sorted(NAMED) if not (TESTS / name).is_file()] == []


def test_every_test_of_security_and_faults_stands_behind_a_promise():
    ours = {
        path.relative_to(TESTS).as_posix()
        for room in ("security", "faults")
        for path in (TESTS / room).glob("test_*.py")
    }
    assert ours - NAMED == {f"security/{Path(__file__).name}"}
