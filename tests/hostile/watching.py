"""What the window's process is watched for while it meets a hostile file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PySide6.QtCore import QTimer

LONGEST_PAUSE = 1.5
"""Seconds without an event: on a busy machine; what hangs the window hangs it for many."""


def resident() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def children() -> set[int]:
    """Processes that this one started and that still run."""
    found: list[str] = []
    for thread in Path(f"/proc/{os.getpid()}/task").iterdir():
        with suppress(OSError):  # it has just ended
            found += (thread / "children").read_text().split()
    return {int(child) for child in found if _runs(int(child))}


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def alive() -> Iterator[list[float]]:
    """The pauses between two turns of the event loop; the longest is asked for at the end."""
    pauses: list[float] = []
    last = [time.monotonic()]

    def turn() -> None:
        now = time.monotonic()
        pauses.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(20)
    yield pauses
    timer.stop()
    assert pauses, "the event loop never turned"
    assert max(pauses) < LONGEST_PAUSE
