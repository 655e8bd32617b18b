"""What the child process of `child` does: take its limits, do one piece of work, answer.

Its answer goes to the real standard output, which nothing else can reach.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO, Final

from caseapp.errors import UserError
from caseapp.system import hardening

_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h
_PR_SET_NO_NEW_PRIVS: Final = 38
_FORBIDDEN: Final = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.startfile", "shutil.", "tempfile.", "webbrowser.", "ftplib.", "smtplib.", "urllib.",
)  # fmt: skip
"""Audit events (Python's own list) of deeds that reading never needs."""


def main() -> int:
    """Read the order from standard input, work, answer; returns the exit code."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    source = sys.stdin.buffer
    order = json.loads(source.readline())
    hardening.harden_process()
    _leave_with_the_parent()
    _take_limits(order["limits"])
    sys.addaudithook(_refuse)
    if order.get("talks"):
        _function(order["function"])(source, answers)
        return 0
    return _answer(order, source, answers)


def _function(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


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


def _take_limits(limits: dict[str, Any]) -> None:
    """Memory, time and files; Windows has none of these, there the clock of the parent rules."""
    try:
        import resource
    except ImportError:
        return
    memory, cpu = int(limits["memory"]), int(limits["cpu"])
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
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
