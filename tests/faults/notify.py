"""Asks the kernel to tell of each system call of a child that touches the disk, before it is made.

A filter (seccomp, user notification, Linux 5.5) holds the child until whoever listens has said
whether the call goes on or fails, and with which error. No compiler and no rights are needed.
Knows numbers, arguments and the child's memory; nothing of vaults.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import select
import signal
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_NO_NEW_PRIVS: Final = 38  # linux/prctl.h
_SET_MODE_FILTER, _NEW_LISTENER = 1, 8  # linux/seccomp.h
_NOTIFY, _ALLOW = 0x7FC00000, 0x7FFF0000
_RECEIVE, _SEND = 0xC0502100, 0xC0182101  # SECCOMP_IOCTL_NOTIF_RECV, _SEND
_GO_ON: Final = 1  # SECCOMP_USER_NOTIF_FLAG_CONTINUE
_LOAD, _EQUAL, _SET_BITS, _ANSWER = 0x20, 0x15, 0x45, 0x06  # linux/bpf_common.h

_MACHINES: Final = {"x86_64": 0, "aarch64": 1}
_SECCOMP: Final = (317, 277)
_WRITING: Final[dict[str, tuple[int | None, int | None]]] = {
    "write": (1, 64), "pwrite64": (18, 68), "writev": (20, 66), "pwritev": (296, 70),
    "fsync": (74, 82), "fdatasync": (75, 83), "ftruncate": (77, 46), "fallocate": (285, 47),
    "sendfile": (40, 71), "copy_file_range": (326, 285),
    "rename": (82, None), "renameat": (264, 38), "renameat2": (316, 276),
    "unlink": (87, None), "unlinkat": (263, 35), "rmdir": (84, None),
    "mkdir": (83, None), "mkdirat": (258, 34), "link": (86, None), "linkat": (265, 37),
}  # fmt: skip
"""By their numbers on the two machines."""
_OPENAT: Final = (257, 56)
_READING: Final = {"read": (0, 63), "pread64": (17, 67)}
_NETWORK: Final = {"socket": (41, 198)}

_AT_FDCWD: Final = 0xFFFFFF9C
_PAGE: Final = 4096
STDOUT: Final = 1


@dataclass(frozen=True, slots=True)
class Call:
    """A call that waits. `path` is what it is about, `other` the second one of two.

    `word` is what the child told on its standard output, in its place among the calls.
    """

    name: str
    path: Path | None = None
    other: Path | None = None
    offset: int = 0
    data: bytes = b""
    size: int = 0
    makes: bool = False
    word: str = ""


Judge = Callable[[Call], int]
"""Says 0 to let a call go on, the error that it is answered with, or `KILL`."""
KILL: Final = -9
"""The child ends before the call is made, without a word."""


def listen(*, reads: bool = False, sockets: bool = False) -> int:
    """In the child, with one thread: hold my calls from now on; returns whom to listen to.

    `reads` holds reading and opening too, not only what changes the disk; `sockets` the making
    of them, whose `size` is the family.
    """
    column = _MACHINES[platform.machine()]
    program = _program(column, reads=reads, sockets=sockets)
    kept = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HP", len(program) // 8, ctypes.addressof(kept))
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_NO_NEW_PRIVS, *map(ctypes.c_ulong, (1, 0, 0, 0)))
    listener = library.syscall(_SECCOMP[column], _SET_MODE_FILTER, _NEW_LISTENER, head)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "the kernel tells of no calls")
    return int(listener)


def _program(column: int, *, reads: bool, sockets: bool) -> bytes:
    def line(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    calls = {**_WRITING, **(_READING if reads else {}), **(_NETWORK if sockets else {})}
    lines = [line(_LOAD, 0, 0, 0)]
    for pair in calls.values():
        if (number := pair[column]) is not None:
            lines += [line(_EQUAL, 0, 1, number), line(_ANSWER, 0, 0, _NOTIFY)]
    lines.append(line(_EQUAL, 0, 3, _OPENAT[column]))
    wanted = 0xFFFFFFFF if reads else os.O_CREAT | os.O_TRUNC
    lines += [line(_LOAD, 0, 0, 32), line(_SET_BITS, 0, 1, wanted), line(_ANSWER, 0, 0, _NOTIFY)]
    lines.append(line(_ANSWER, 0, 0, _ALLOW))
    return b"".join(lines)


class Listener(threading.Thread):
    """Answers the calls of one child, one after the other, until the child is gone."""

    def __init__(self, descriptor: int, judge: Judge) -> None:
        super().__init__(daemon=True)
        self._descriptor, self._judge = descriptor, judge
        self._names = _numbers()
        self._memory: tuple[int, int] = (0, -1)
        self.error: BaseException | None = None

    def run(self) -> None:
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        try:
            while any(event & select.POLLIN for _fd, event in poll.poll()):
                self._answer_one()
        except BaseException as error:
            self.error = error
        finally:
            os.close(self._descriptor)
            if self._memory[1] >= 0:
                os.close(self._memory[1])

    def _answer_one(self) -> None:
        told = bytearray(80)
        try:
            fcntl.ioctl(self._descriptor, _RECEIVE, told)
        except (FileNotFoundError, InterruptedError):  # killed while it waited
            return
        key, pid, _flags, number = struct.unpack_from("=QIIi", told)
        arguments = struct.unpack_from("=6Q", told, 32)
        try:
            error = self._judge(self._read(pid, self._names[number], arguments))
        except (FileNotFoundError, ProcessLookupError):
            error = 0
        if error == KILL:
            os.kill(pid, signal.SIGKILL)
            return
        answer = struct.pack("=QqiI", key, 0, -error, 0 if error else _GO_ON)
        try:
            fcntl.ioctl(self._descriptor, _SEND, answer)
        except FileNotFoundError:
            return

    # -- what a call is about ------------------------------------------------------------------
    def _read(self, pid: int, name: str, a: tuple[int, ...]) -> Call:
        match name:
            case "write" if a[0] == STDOUT:
                return Call(name, word=self._bytes(pid, a[1], a[2]).decode().strip())
            case "write":
                data, path = self._bytes(pid, a[1], a[2]), _path_of(pid, a[0])
                return Call(name, path, offset=_position(pid, a[0]), data=data, size=a[2])
            case "pwrite64":
                data = self._bytes(pid, a[1], a[2])
                return Call(name, _path_of(pid, a[0]), offset=a[3], data=data, size=a[2])
            case "ftruncate" | "fallocate":
                size = a[1] if name == "ftruncate" else a[2] + a[3]
                return Call(name, _path_of(pid, a[0]), size=size)
            case "socket":
                return Call(name, size=a[0])
            case "openat":
                path = self._path(pid, a[0], a[1])
                makes = bool(a[2] & os.O_CREAT) and not path.exists()
                return Call(name, path, makes=makes, size=a[2])
            case "rename" | "link":
                both = (self._path(pid, _AT_FDCWD, a[0]), self._path(pid, _AT_FDCWD, a[1]))
                return Call(name, *both)
            case "renameat" | "renameat2" | "linkat":
                both = (self._path(pid, a[0], a[1]), self._path(pid, a[2], a[3]))
                return Call(name.removesuffix("2").removesuffix("at"), *both)
            case "unlink" | "rmdir" | "mkdir":
                return Call(name, self._path(pid, _AT_FDCWD, a[0]))
            case "unlinkat" | "mkdirat":
                gone = "rmdir" if name == "unlinkat" and a[2] else name.removesuffix("at")
                return Call(gone, self._path(pid, a[0], a[1]))
        return Call(name, _path_of(pid, a[0]))

    def _path(self, pid: int, folder: int, address: int) -> Path:
        path = Path(os.fsdecode(self._text(pid, address)))
        if path.is_absolute():
            return path
        at = "cwd" if folder & 0xFFFFFFFF == _AT_FDCWD else f"fd/{folder & 0xFFFFFFFF}"
        return Path(f"/proc/{pid}/{at}").readlink() / path

    def _text(self, pid: int, address: int) -> bytes:
        found = b""
        while b"\0" not in found:
            at = address + len(found)
            found += self._bytes(pid, at, _PAGE - at % _PAGE)
        return found.partition(b"\0")[0]

    def _bytes(self, pid: int, address: int, size: int) -> bytes:
        if self._memory[0] != pid:
            if self._memory[1] >= 0:
                os.close(self._memory[1])
            self._memory = pid, os.open(f"/proc/{pid}/mem", os.O_RDONLY)
        return os.pread(self._memory[1], size, address)


def _numbers() -> dict[int, str]:
    column = _MACHINES[platform.machine()]
    calls = {**_WRITING, **_READING, **_NETWORK, "openat": _OPENAT}
    return {pair[column]: name for name, pair in calls.items() if pair[column] is not None}


def _path_of(pid: int, descriptor: int) -> Path | None:
    found = Path(f"/proc/{pid}/fd/{descriptor & 0xFFFFFFFF}").readlink()
    gone = found.name.endswith(" (deleted)")
    return found if found.is_absolute() and not gone else None


def _position(pid: int, descriptor: int) -> int:
    first = Path(f"/proc/{pid}/fdinfo/{descriptor & 0xFFFFFFFF}").read_text().split(maxsplit=2)
    return int(first[1])
