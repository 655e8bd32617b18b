"""Work on bytes from strangers, in a short-lived child process with limits.

The child gets a function's name, options and bytes through its standard input and answers
with one JSON value; never an object of Python. It may not open a socket, write a file or start a
program, and is stopped when it takes too much memory, time or room. On Linux the kernel holds
it to that (`confinement`); elsewhere only Python does, and a fault in a C library goes around it.
Knows nothing of documents.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from caseapp.errors import CaseappError, UserError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

CHILD_FLAG: Final = "--work-as-child"
"""What a packaged program is started with instead of `python -c`; see `__main__`."""
_ROOT: Final = Path(__file__).resolve().parents[2]
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv.pop());"
    " from caseapp.system.child_main import main; sys.exit(main())"
)
_KEPT_VARIABLES: Final = ("SYSTEMROOT", "WINDIR")  # without them Windows starts nothing
_LONGEST_MESSAGE: Final = 300
_PIPE: Final = 1 << 20
"""Bytes that wait in a pipe, where the system allows it: pixels then come in fewer turns."""
_STARTED: Final[weakref.WeakSet[subprocess.Popen[bytes]]] = weakref.WeakSet()


@dataclass(frozen=True)
class Limits:
    """`memory` and `output` in bytes, `cpu` seconds of work, `wall` seconds by the clock."""

    memory: int = 1536 * 1024 * 1024
    cpu: int = 30
    wall: float = 45.0
    output: int = 64 * 1024 * 1024


class ChildFailedError(CaseappError):
    """The child crashed, answered nonsense, or was stopped at a limit."""


class ChildTooSlowError(ChildFailedError):
    """The child was stopped by the clock."""


def run_in_child(
    function: str,
    payload: bytes,
    options: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
) -> Any:
    """What `function` ("package.module:name") makes of `payload`, as plain JSON values.

    The function is called as `name(payload, **options)`. Raises the child's own UserError,
    ChildTooSlowError, or ChildFailedError for everything else.
    """
    limits = limits or Limits()
    order = {"function": function, "options": dict(options or {}), "limits": asdict(limits)}
    process = start()
    assert process.stdin is not None
    assert process.stdout is not None
    slow = threading.Event()

    def too_slow() -> None:
        slow.set()
        kill(process)

    timer = threading.Timer(limits.wall, too_slow)
    head = json.dumps(order).encode() + b"\n"
    feeder = threading.Thread(target=_feed, args=(process.stdin, head, payload), daemon=True)
    timer.start()
    feeder.start()
    try:
        answer = process.stdout.read(limits.output + 1)
    finally:
        kill(process)
        code = process.wait()
        timer.cancel()
        timer.join()
        feeder.join()
        process.stdout.close()
    if slow.is_set():
        raise ChildTooSlowError
    return _value(answer, code, limits)


def talking_child(function: str, limits: Limits) -> subprocess.Popen[bytes]:
    """A child for long work, with threads of its own, with which the caller talks.

    `function` ("package.module:name") is called in it as `name(source, target)` with the two
    streams of bytes whose other ends are the process's `stdin` and `stdout`. Only `memory` and
    `cpu` of the limits count. Whoever starts it ends it; it dies with this process on Linux, and
    elsewhere when its source ends.
    """
    process = start()
    assert process.stdin is not None
    order = {"function": function, "talks": True, "limits": asdict(limits)}
    process.stdin.write(json.dumps(order).encode() + b"\n")
    process.stdin.flush()
    return process


def start() -> subprocess.Popen[bytes]:
    """A child that waits for its order: a line of JSON (see `child_main`)."""
    process = subprocess.Popen(  # noqa: S603  (this program itself, with fixed words)
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=_ROOT.anchor, env={n: os.environ[n] for n in _KEPT_VARIABLES if n in os.environ},
        close_fds=True, start_new_session=True,
    )  # fmt: skip
    _STARTED.add(process)
    if fcntl is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with suppress(OSError):  # a user's pipes have a limit in all
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a child and whatever it may have started; the caller waits for it."""
    if process.returncode is None and hasattr(os, "killpg"):
        with suppress(OSError):  # it leads a session of its own, also when it ended already
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def kill_all() -> None:
    """End every child without waiting for any: this process ends with the next line."""
    for process in list(_STARTED):
        with suppress(OSError):
            kill(process)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    return [sys.executable, "-I", "-B", "-c", _PROGRAM, str(_ROOT)]


def _feed(pipe: IO[bytes], *pieces: bytes) -> None:
    try:
        for piece in pieces:
            pipe.write(piece)
        pipe.close()
    except OSError:  # the child is gone; its exit says why
        return


def _value(answer: bytes, code: int, limits: Limits) -> Any:
    """The answer, believed in nothing but its shape."""
    if len(answer) > limits.output or not answer.endswith(b"\n"):
        raise ChildFailedError
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        raise ChildFailedError from None
    if not isinstance(said, dict):
        raise ChildFailedError
    message = said.get("error")
    if isinstance(message, str) and 0 < len(message) <= _LONGEST_MESSAGE:
        raise UserError(message.replace("{", "(").replace("}", ")"))
    if "value" not in said:
        raise ChildFailedError
    return said["value"]
