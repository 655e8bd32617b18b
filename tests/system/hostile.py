"""Deeds of hostile files, for the child process of `test_child`."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.child_main import Refusal


def echo(data: bytes, **options: Any) -> dict[str, Any]:
    return {"size": len(data), "options": options, "tail": data[-3:].hex()}


def spin(data: bytes) -> None:
    while True:
        pass


def swell(data: bytes) -> int:
    kept = []
    while True:
        kept.append(bytearray(16 * 1024 * 1024))


def flood(data: bytes) -> str:
    return "x" * 30_000_000


def crash(data: bytes) -> None:
    os.kill(os.getpid(), 11)


def print_nonsense(data: bytes) -> int:
    sys.stdout.write('{"value": "forged"}\n')
    sys.stdout.flush()
    os.write(1, b'{"value": "forged"}\n')
    return 7


def refuse(data: bytes) -> None:
    raise UserError(N_("This file is {odd}."), odd="odd")


def fail(data: bytes) -> None:
    raise ValueError("a secret of the file")


def forbidden(data: bytes, folder: str) -> list[str]:
    """Which deeds were done although they are forbidden."""
    left, there = Path(folder, "left"), Path(folder, "there")
    deeds = {
        "connect": lambda: socket.create_connection(("127.0.0.1", 9), 0.2),
        "bind": lambda: socket.socket().bind(("127.0.0.1", 0)),
        "write": lambda: left.write_text("x"),
        "append": lambda: left.open("a").close(),
        "temporary": lambda: tempfile.mkstemp(dir=folder),
        "raw": lambda: os.open(left, os.O_CREAT | os.O_WRONLY),
        "run": lambda: subprocess.run([sys.executable, "-c", "pass"], check=False),
        "shell": lambda: os.system("true"),
        "remove": there.unlink,
        "rename": lambda: there.rename(left),
    }
    done = []
    for name, deed in deeds.items():
        try:
            deed()
        except OSError:
            continue
        done.append(name)
    return done


def surroundings(data: bytes) -> dict[str, Any]:
    return {"names": sorted(os.environ), "path": sys.path, "qt": "PySide6" in sys.modules}


def beneath_python(data: bytes, folder: str) -> list[str]:
    """Which deeds the kernel let through to code that Python does not see, as after a fault."""
    c = ctypes.CDLL(None, use_errno=True)
    there, left = os.fsencode(Path(folder, "there")), os.fsencode(Path(folder, "left"))
    deeds: dict[str, Callable[[], int]] = {
        "read a file": lambda: c.open(there, os.O_RDONLY),
        "write a file": lambda: c.open(left, os.O_CREAT | os.O_WRONLY, 0o600),
        "list a folder": lambda: 0 if c.opendir(os.fsencode(folder)) else -1,
        "remove": lambda: c.unlink(there),
        "rename": lambda: c.rename(there, left),
        "socket": lambda: c.socket(socket.AF_INET, socket.SOCK_DGRAM, 0),
        "pair": lambda: c.socketpair(1, 1, 0, (ctypes.c_int * 2)()),
        "signal": lambda: c.kill(os.getppid(), 0),
        "look into a process": lambda: c.process_vm_readv(os.getppid(), None, 0, None, 0, 0),
        "program": lambda: c.execl(b"/bin/true", b"true", None),
    }
    done = [name for name, deed in deeds.items() if deed() >= 0]
    child = c.fork()
    if child == 0:
        os._exit(0)
    return done + (["fork"] if child > 0 else [])


def libraries(data: bytes) -> bool:
    """What reading does need: libraries, and a thread of a library that has some."""
    import PIL.Image
    import pypdfium2

    return bool(PIL.Image.new("L", (1, 1)).tobytes() == b"\0" and pypdfium2.PDFIUM_INFO)


def begin() -> Callable[..., tuple[Any, bytes]]:
    return _answer


def _answer(question: str, payload: bytes, **options: Any) -> tuple[Any, bytes]:
    """A child that is talked with, and what becomes of it."""
    if question == "echo":
        return options, payload[::-1]
    if question == "refuse":
        raise Refusal("odd")
    if question == "sleep":
        time.sleep(60)
    if question == "crash":
        os.kill(os.getpid(), 9) if options else ctypes.string_at(0)
    if question == "swell":
        return 0, bytes(1 << 31)
    if question == "nonsense":
        return {1, 2}, b""
    if question == "much":
        return 0, bytes(2_000_000)
    return os.getpid(), b""


def deaf(source: Any, target: Any) -> None:
    """Never reads what it is told."""
    time.sleep(60)
