"""What a child process does: take its limits, do one piece of work or several, answer.

Its answers go to the real standard output, which nothing else can reach.
"""

from __future__ import annotations

import ctypes
import json
import math
import os
import select
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final

from caseapp.errors import UserError
from caseapp.system import confinement, hardening

_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h
_PR_SET_NO_NEW_PRIVS: Final = 38
_FORBIDDEN: Final = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.startfile", "os.chmod", "os.chown", "os.lchown", "os.utime", "os.kill", "os.setxattr",
    "os.removexattr", "os.chflags", "pty.", "shutil.", "tempfile.",
    "webbrowser.", "ftplib.", "smtplib.", "urllib.", "sqlite3.", "winreg.", "_winapi.CreateP",
    "_winapi.CreateFile", "_winapi.OpenProcess", "_winapi.TerminateProcess",
)  # fmt: skip
"""Audit events (Python's own list) of deeds that reading never needs.

Variables may be set, as Qt and numpy do while they are loaded: no program is started with them.
"""
_ROOT: Final = Path(__file__).resolve().parents[2]
_LONGEST_ORDER: Final = 1 << 20
_GRACE: Final = 2
"""Seconds after which a child ends itself that the parent should have ended."""


class Refusal(Exception):
    """A question cannot be answered, for a reason that one word tells the parent."""


def main() -> int:
    """Read the order from standard input, work, answer; returns the exit code."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    source = sys.stdin.buffer
    order = json.loads(source.readline())
    hardening.harden_process()
    if "idle" not in order:
        _leave_with_the_parent()
    _take_limits(order["limits"], alone="talks" not in order)
    confinement.confine((_ROOT, Path(sys.prefix), Path(sys.base_prefix)))
    sys.addaudithook(_refuse)
    if "talks" in order:
        _function(order["function"])(source, answers)
        return 0
    if "idle" in order:
        return _serve(_function(order["function"])(), source, answers, order)
    return _answer(order, source, answers)


def _function(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def _serve(
    work: Callable[..., Any], source: BinaryIO, answers: BinaryIO, order: dict[str, Any]
) -> int:
    """Answer one question after the other; see `conversation` for their form."""
    idle, longest = order["idle"], math.ceil(order["limits"]["wall"]) + _GRACE
    wait = 0.0  # the first question may have come with the order, and lie in the buffer
    while _is_asked(source, wait) and (line := source.readline(_LONGEST_ORDER)):
        wait, asked = idle, json.loads(line)
        payload = source.read(asked["size"])
        said: dict[str, Any]
        data: Any = b""
        _ring_after(longest)
        try:
            value, data = work(asked["question"], payload, **asked["options"])
            said = {"value": value, "size": len(data)}
        except Refusal as error:
            said = {"refused": str(error), "size": 0}
        answers.write(json.dumps(said, ensure_ascii=True).encode() + b"\n")
        answers.write(data)
        answers.flush()
        _ring_after(0)
        del payload, data
    return 0


def _ring_after(seconds: int) -> None:
    """End this process then, in whatever code it is; 0: not any more.

    It outlives the thread that started it, so the system cannot tell it when the program dies.
    """
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _is_asked(source: BinaryIO, idle: float) -> bool:
    """Whether something comes within `idle` seconds (0: wait for ever, as on Windows)."""
    if not idle or sys.platform == "win32":
        return True
    return bool(select.select([source], [], [], idle)[0])


def _answer(order: dict[str, Any], source: BinaryIO, answers: BinaryIO) -> int:
    said: dict[str, Any]
    try:
        function = _function(order["function"])
        said = {"value": function(source.read(), **order["options"])}
    except UserError as error:
        said = {"error": str(error)}
    except (MemoryError, RecursionError):
        return 3
    answers.write(json.dumps(said, ensure_ascii=True).encode() + b"\n")
    answers.flush()
    return 0


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        _path, mode, flags = arguments
        writes = isinstance(mode, str) and bool(set(mode) & set("wax+"))
        if writes or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
            raise PermissionError(event)
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _take_limits(limits: dict[str, Any], *, alone: bool) -> None:
    """Memory, time and files; Windows has none of these, there the clock of the parent rules.

    `alone`: no further process or thread either.
    """
    try:
        import resource
    except ImportError:
        return
    wanted = [
        (resource.RLIMIT_AS, int(limits["memory"])),
        (resource.RLIMIT_CPU, int(limits["cpu"])),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ]
    if alone:
        wanted.append((resource.RLIMIT_NPROC, 0))
    for what, most in wanted:
        try:
            _soft, hard = resource.getrlimit(what)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # macOS refuses RLIMIT_AS; the others still hold
            continue


def _leave_with_the_parent() -> None:
    """On Linux: die when the program dies, and never gain rights by starting another."""
    if not sys.platform.startswith("linux"):
        return
    try:
        library = ctypes.CDLL(None)
        library.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    except (OSError, AttributeError):
        return
