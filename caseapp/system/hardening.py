"""What the process asks of the system so that its memory and files stay its own.

It hinders other programs of the same user and crash reports. It does not stop malware
that has the machine. Knows nothing of vaults.
"""

from __future__ import annotations

import ctypes
import os
import sys
from enum import StrEnum
from typing import Final

_PR_SET_DUMPABLE: Final = 4  # linux/prctl.h


class Measure(StrEnum):
    """One thing asked of the system."""

    PRIVATE_FILES = "private-files"
    """umask 077: what this process makes belongs to its owner alone."""
    NO_CORE_DUMP = "no-core-dump"
    """RLIMIT_CORE 0: a crash writes no picture of the memory."""
    NOT_DUMPABLE = "not-dumpable"
    """PR_SET_DUMPABLE 0 (Linux): no debugger of the same user, no dump by a crash service."""


def harden_process() -> frozenset[Measure]:
    """Take every measure that this system knows; returns those that were taken.

    Meant for the first lines of the program, before a passphrase is typed. Child processes
    inherit the umask and the limit, not the last one.
    """
    os.umask(0o077)
    taken = {Measure.PRIVATE_FILES}
    if _forbid_core_dumps():
        taken.add(Measure.NO_CORE_DUMP)
    if sys.platform == "linux" and _set_not_dumpable():
        taken.add(Measure.NOT_DUMPABLE)
    return frozenset(taken)


def _forbid_core_dumps() -> bool:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return False
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return False
    return True


def _set_not_dumpable() -> bool:
    try:
        return bool(ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False
