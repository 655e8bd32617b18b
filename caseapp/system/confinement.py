"""Walls around a process that reads foreign bytes, asked of the Linux kernel.

Landlock lets it read the program's own files and the system's libraries, and nothing else on
the disk, and write nowhere. A system-call filter (seccomp) refuses sockets, new processes,
other programs and looking into other processes, whatever code asks: also code that a fault
in a C library let in. Neither needs rights. Elsewhere, and on kernels without them, this does
nothing and says so. Knows nothing of what is read.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2  # linux/prctl.h, linux/seccomp.h

# linux/landlock.h; the numbers of its calls are the same on every machine.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _BENEATH = 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS: Final = {1: 1 << 13, 2: 1 << 14, 3: 1 << 15, 4: 1 << 15}
"""By version, the first right that it does not know; from 5 on there are 16."""
_NET_RIGHTS: Final = 0b11  # bind and connect, from version 4 on
_SCOPES: Final = 0b11  # abstract sockets and signals, from version 6 on

_SYSTEM_FILES: Final = (
    "/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/nix/store", "/gnu/store",
    "/app",
)  # fmt: skip

# linux/bpf_common.h, linux/seccomp.h, linux/audit.h
_LOAD, _EQUAL, _AT_LEAST, _SET_BITS, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_CLONE_THREAD = 0x00010000
_MACHINES: Final = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""Name of the architecture in the filter, and its column below."""
_REFUSED: Final[dict[str, tuple[int | None, int | None]]] = {
    "socket": (41, 198), "connect": (42, 203), "accept": (43, 202), "sendto": (44, 206),
    "sendmsg": (46, 211), "bind": (49, 200), "listen": (50, 201), "socketpair": (53, 199),
    "accept4": (288, 242), "sendmmsg": (307, 269),
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "kill": (62, 129), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "init_module": (175, 105), "finit_module": (313, 273), "kexec_load": (246, 104),
    "open_by_handle_at": (304, 265), "memfd_create": (319, 279), "shmget": (29, 194),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
}  # fmt: skip
"""Calls that reading never needs, by their numbers on the two machines."""
_CLONE, _CLONE3 = (56, 220), (435, 435)


class Wall(StrEnum):
    """What the kernel was asked to hold."""

    FILES = "files"
    """No file is written, and none read but libraries and the program itself."""
    CALLS = "calls"
    """No socket, no other program, no new process, no look into another one."""


def confine(readable: Iterable[Path]) -> frozenset[Wall]:
    """Confine this process for good; returns the walls that stand. Call it with one thread.

    `readable` are folders that may still be read, besides the system's libraries.
    """
    if not sys.platform.startswith("linux"):
        return frozenset()
    try:
        library = ctypes.CDLL(None, use_errno=True)
        library.prctl(_NO_NEW_PRIVS, *map(ctypes.c_ulong, (1, 0, 0, 0)))
        walls = [Wall.FILES] if _shut_files(library, readable) else []
        walls += [Wall.CALLS] if _shut_calls(library) else []
    except (OSError, AttributeError):
        return frozenset()
    return frozenset(walls)


def _shut_files(library: Any, readable: Iterable[Path]) -> bool:
    version = library.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    handled = _FILE_RIGHTS.get(version, 1 << 16) - 1
    fields = [handled]
    if version >= 4:
        fields.append(_NET_RIGHTS)
    if version >= 6:
        fields.append(_SCOPES)
    asked = struct.pack(f"={len(fields)}Q", *fields)
    rules = library.syscall(_CREATE_RULESET, asked, ctypes.c_size_t(len(asked)), 0)
    if rules < 0:
        return False
    try:
        for place in {*map(Path, _SYSTEM_FILES), *readable}:
            _let_read(library, rules, place)
        return bool(library.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _let_read(library: Any, rules: int, place: Path) -> None:
    try:
        there = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # this system has no such folder
        return
    try:
        rights = _READ_FILE | _READ_DIR if place.is_dir() else _READ_FILE
        rule = struct.pack("=Qi", rights, there)
        library.syscall(_ADD_RULE, rules, _BENEATH, rule, 0)
    finally:
        os.close(there)


def _shut_calls(library: Any) -> bool:
    known = _MACHINES.get(platform.machine())
    if known is None:
        return False
    program = _program(*known)
    kept = ctypes.create_string_buffer(program, len(program))
    count = len(program) // 8
    head = struct.pack("HP", count, ctypes.addressof(kept))
    return bool(library.prctl(_SET_SECCOMP, ctypes.c_ulong(_FILTER), head) == 0)


def _program(machine: int, column: int) -> bytes:
    """The filter: another architecture's calls kill, what is listed is refused, the rest goes."""

    def line(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    def refuse(number: int, error: int = _EPERM) -> bytes:
        return line(_EQUAL, 0, 1, number) + line(_ANSWER, 0, 0, _REFUSE | error)

    lines = [
        line(_LOAD, 0, 0, 4), line(_EQUAL, 1, 0, machine), line(_ANSWER, 0, 0, _KILL),
        line(_LOAD, 0, 0, 0),
    ]  # fmt: skip
    if column == 0:  # the 32-bit way to the same calls
        lines += [line(_AT_LEAST, 0, 1, 0x40000000), line(_ANSWER, 0, 0, _REFUSE | _EPERM)]
    numbers = [pair[column] for pair in _REFUSED.values()]
    lines += [refuse(number) for number in numbers if number is not None]
    lines.append(refuse(_CLONE3[column], _ENOSYS))  # the C library then takes `clone`
    lines += [
        line(_EQUAL, 0, 3, _CLONE[column]), line(_LOAD, 0, 0, 16),
        line(_SET_BITS, 1, 0, _CLONE_THREAD), line(_ANSWER, 0, 0, _REFUSE | _EPERM),
        line(_ANSWER, 0, 0, _ALLOW),
    ]  # fmt: skip
    return b"".join(lines)
