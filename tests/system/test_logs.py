"""The log: codes and places in the code, and never a value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from caseapp.system import logs
from caseapp.system.logs import EventLog, log_bug, log_event

NAME = "Zhaqsylyq-Witness"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "events.log"


def fail_with_a_name() -> None:
    try:
        raise KeyError(NAME)
    except KeyError as cause:
        person = {"name": NAME}
        raise ValueError(f"no such person: {person}") from cause


def test_an_event_is_one_line_of_time_and_code(path):
    EventLog(path).event("vault.opened")
    EventLog(path).event("vault.closed-2")
    lines = path.read_text().splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ vault\.opened", lines[0])
    assert lines[1].endswith(" vault.closed-2")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "code", ["", "Vault", "vault opened", "vault\nopened", "имя", "a..b", "-a", "a" * 61, "a=1"]
)
def test_what_is_not_a_code_is_refused(path, code):
    with pytest.raises(ValueError, match="event code"):
        EventLog(path).event(code)
    assert not path.exists()


def test_a_bug_is_told_by_classes_and_lines_and_no_value(path):
    with pytest.raises(ValueError, match="no such") as caught:
        fail_with_a_name()
    EventLog(path).bug(caught.value)
    line = path.read_text()
    assert NAME not in line
    assert "no such person" not in line
    assert "bug ValueError" in line
    assert " <- KeyError" in line
    assert re.search(r"test_logs:\d+", line)
    assert str(Path(__file__).parent) not in line


def test_a_circle_of_causes_ends(path):
    one, two = ValueError("one"), ValueError("two")
    one.__cause__, two.__cause__ = two, one
    EventLog(path).bug(one)
    assert path.read_text().count("ValueError") == 2


def test_a_full_log_loses_its_oldest_lines_only(path, monkeypatch):
    monkeypatch.setattr(logs, "SIZE_LIMIT", 2000)
    log = EventLog(path)
    for number in range(300):
        log.event(f"event.n{number}")
        assert path.stat().st_size <= 2000
    lines = path.read_text().splitlines()
    numbers = [int(line.rpartition(".n")[2]) for line in lines]
    assert numbers == list(range(300 - len(numbers), 300))
    assert len(numbers) >= 25
    assert [p.name for p in path.parent.iterdir()] == ["events.log"]


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("x")
    log = EventLog(tmp_path / "file" / "logs" / "events.log")
    log.event("vault.opened")
    log.bug(ValueError("x"))
    assert (tmp_path / "file").read_text() == "x"


def test_the_plain_functions_write_to_the_standard_log(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path))
    log_event("app.started")
    log_bug(RuntimeError(NAME))
    text = (tmp_path / "logs" / "events.log").read_text()
    assert "app.started" in text
    assert "bug RuntimeError" in text
    assert NAME not in text
