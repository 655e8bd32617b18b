from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from caseapp.desktop.jobs import Collecting, Jobs
from caseapp.system.progress import Progress


@pytest.fixture
def full() -> Iterator[list[str]]:
    """Grows with every full collection."""
    seen: list[str] = []

    def note(phase: str, info: dict[str, Any]) -> None:
        if phase == "stop" and info["generation"] == 2:
            seen.append("full")

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


@pytest.fixture
def collecting(threaded_jobs: Jobs) -> Iterator[Collecting]:
    made = Collecting(threaded_jobs, quiet_ms=30)
    yield made
    made.end()


def many_objects(_progress: Progress) -> int:
    """Enough for several full collections by Python's own measure."""
    kept: list[list[int]] = []
    for number in range(300_000):
        kept.append([number])
    return len(kept)


def test_no_full_collection_interrupts_work_and_one_follows_in_the_quiet(
    qtbot: QtBot, threaded_jobs: Jobs, collecting: Collecting, full: list[str]
) -> None:
    gc.collect()
    full.clear()
    at_the_end: list[int] = []

    def work(progress: Progress) -> None:
        many_objects(progress)
        at_the_end.append(len(full))

    threaded_jobs.run(work)
    qtbot.waitUntil(lambda: bool(full), timeout=5000)
    assert at_the_end == [0]
    assert full == ["full"]


def test_the_usual_measure_is_given_back(threaded_jobs: Jobs) -> None:
    before = gc.get_threshold()
    made = Collecting(threaded_jobs)
    assert gc.get_threshold()[2] > before[2]
    made.end()
    made.end()
    assert gc.get_threshold() == before
