"""An outside program on this machine, run on foreign bytes with limits.

It gets bytes on its standard input and answers with bytes; no file is written, its environment
holds only what it is given. On Linux memory and processor time are limited before it gets the
first byte; everywhere the clock is. Knows nothing of documents.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence

from caseapp.system.child import ChildFailedError, ChildTooSlowError, Limits
from caseapp.system.progress import Progress

_LOOK = 0.1
"""Seconds between two looks at whether somebody asked to stop."""


def run_tool(
    command: Sequence[str],
    payload: bytes,
    environment: Mapping[str, str],
    limits: Limits,
    progress: Progress | None = None,
) -> bytes:
    """What the program writes to its standard output.

    Raises Cancelled when somebody asked to stop, ChildTooSlowError when its time is over, and
    ChildFailedError for everything else: it is ended in each case.
    """
    progress = progress or Progress()
    try:
        process = subprocess.Popen(  # noqa: S603  (a program that was found, with fixed words)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=dict(environment), close_fds=True, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise ChildFailedError from error
    answers: list[bytes] = []
    try:
        _limit(process.pid, limits)
        talk = threading.Thread(
            target=_talk, args=(process, payload, limits.output, answers), daemon=True
        )
        talk.start()
        end = time.monotonic() + limits.wall
        while talk.is_alive():
            talk.join(_LOOK)
            progress.raise_if_cancelled()
            if time.monotonic() > end:
                raise ChildTooSlowError
    finally:
        process.kill()
        code = process.wait()
    if code != 0 or not answers or len(answers[0]) > limits.output:
        raise ChildFailedError
    return answers[0]


def _talk(
    process: subprocess.Popen[bytes], payload: bytes, most: int, answers: list[bytes]
) -> None:
    """Give it the bytes and read all that it says, side by side: either pipe may be full."""
    assert process.stdin is not None
    assert process.stdout is not None
    feeder = threading.Thread(target=_feed, args=(process, payload), daemon=True)
    feeder.start()
    answer = process.stdout.read(most + 1)
    if len(answer) > most:
        process.kill()
    feeder.join()
    process.wait()
    process.stdout.close()
    answers.append(answer)


def _feed(process: subprocess.Popen[bytes], payload: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(payload)
        process.stdin.close()
    except OSError:  # the program is gone; its exit says why
        return


def _limit(pid: int, limits: Limits) -> None:
    """Before it gets a byte; only Linux lets another process be limited."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        try:
            resource.prlimit(pid, what, (most, most))
        except (OSError, ValueError):
            continue
