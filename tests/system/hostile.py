"""Deeds of hostile files, for the child process of `test_child`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from caseapp.errors import UserError
from caseapp.i18n import N_


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
