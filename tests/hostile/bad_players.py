"""Children that were asked to play a recording and do something else."""

from __future__ import annotations

import itertools
import os
import time
from typing import IO

from caseapp.system.correspondence import read_message, write_message


def hangs(source: IO[bytes], target: IO[bytes]) -> None:
    time.sleep(60)


def dies(source: IO[bytes], target: IO[bytes]) -> None:
    os._exit(3)


def stands_still(source: IO[bytes], target: IO[bytes]) -> None:
    """Answers everything, and never goes on."""
    write_message(target, "loaded", turn=0, length=60.0, video=False)
    while read_message(source, 1 << 20) is not None:
        write_message(target, "heard", turn=0)


def works_in_vain(source: IO[bytes], target: IO[bytes]) -> None:
    """As a decoder that is caught in a circle."""
    write_message(target, "loaded", turn=0, length=60.0, video=False)
    for count in itertools.count():
        write_message(target, "alive", turn=0, cpu=count / 10)
        time.sleep(0.1)


def tells_wrong_pixels(source: IO[bytes], target: IO[bytes]) -> None:
    write_message(target, "frame", bytes(99), turn=0, at=0.0, width=5, height=5)
    time.sleep(60)


def tells_a_giant_frame(source: IO[bytes], target: IO[bytes]) -> None:
    write_message(target, "frame", bytes(4), turn=0, at=0.0, width=100_000, height=100_000)
    time.sleep(60)


def tells_no_time(source: IO[bytes], target: IO[bytes]) -> None:
    write_message(target, "loaded", turn=0, length=float("nan"), video=True)
    time.sleep(60)


def tells_of_what_was_not_asked(source: IO[bytes], target: IO[bytes]) -> None:
    write_message(target, "heard", turn=7)
    time.sleep(60)


def wants_beyond_the_end(source: IO[bytes], target: IO[bytes]) -> None:
    write_message(target, "want", turn=0, offset=1 << 40, most=100)
    time.sleep(60)


def wants_a_gigabyte(source: IO[bytes], target: IO[bytes]) -> None:
    write_message(target, "want", turn=0, offset=0, most=1 << 30)
    time.sleep(60)


def wants_and_never_takes(source: IO[bytes], target: IO[bytes]) -> None:
    for _ in itertools.count():
        write_message(target, "want", turn=0, offset=0, most=1000)


def floods(source: IO[bytes], target: IO[bytes]) -> None:
    write_message(target, "loaded", turn=0, length=60.0, video=True)
    for count in itertools.count():
        write_message(target, "at", turn=0, at=count % 60)


def floods_with_frames(source: IO[bytes], target: IO[bytes]) -> None:
    write_message(target, "loaded", turn=0, length=60.0, video=True)
    data = bytes(4 * 1920 * 1080)
    while True:
        write_message(target, "frame", data, turn=0, at=0.0, width=1920, height=1080)


BAD = (
    hangs, dies, stands_still, works_in_vain, tells_wrong_pixels, tells_a_giant_frame,
    tells_no_time, tells_of_what_was_not_asked, wants_beyond_the_end, wants_a_gigabyte,
    wants_and_never_takes, floods, floods_with_frames,
)  # fmt: skip
