"""What the process asks of the system so that its memory and files stay its own.

It hinders other programs of the same user and crash reports. It does not stop malware
that has the machine. Knows nothing of vaults.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

_PR_SET_DUMPABLE: Final = 4  # linux/prctl.h
_PT_DENY_ATTACH: Final = 31  # sys/ptrace.h of macOS
_NO_BOXES: Final = 0x0001 | 0x0002
"""SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX: a fault calls no error reporting."""
_NO_HEAP: Final = 0x01 | 0x20 | 0x40 | 0x80 | 0x100
"""WER_FAULT_REPORTING_FLAG_NOHEAP, _NO_UI, _NO_HEAP_ON_QUEUE, _DISABLE_SNAPSHOT_CRASH, _HANG."""
_IMAGE_LOAD_POLICY: Final = 10  # PROCESS_MITIGATION_POLICY in winnt.h
_LOCAL_IMAGES: Final = 0x1 | 0x2
"""NoRemoteImages and NoLowMandatoryLabelImages of PROCESS_MITIGATION_IMAGE_LOAD_POLICY."""


class Measure(StrEnum):
    """One thing asked of the system."""

    PRIVATE_FILES = "private-files"
    """umask 077: what this process makes belongs to its owner alone."""
    NO_CORE_DUMP = "no-core-dump"
    """RLIMIT_CORE 0: a crash writes no picture of the memory."""
    NOT_DUMPABLE = "not-dumpable"
    """PR_SET_DUMPABLE 0 (Linux): no debugger of the same user, no dump by a crash service."""
    DENY_ATTACH = "deny-attach"
    """ptrace(PT_DENY_ATTACH) (macOS): no debugger is let in."""
    NO_ERROR_BOXES = "no-error-boxes"
    """SetErrorMode (Windows): a fault ends the process and calls no error reporting."""
    NO_HEAP_IN_REPORTS = "no-heap-in-reports"
    """WerSetFlags (Windows): what is reported all the same holds no heap and no snapshot."""
    LOCAL_LIBRARIES = "local-libraries"
    """SetProcessMitigationPolicy (Windows): no library from a network or of low integrity."""


def harden_process() -> frozenset[Measure]:
    """Take every measure that this system knows; returns those that were taken.

    Meant for the first lines of the program, before a passphrase is typed. Child processes
    inherit the umask, the limit and the error mode, and nothing else.
    """
    faulthandler.disable()
    os.umask(0o077)
    taken = {Measure.PRIVATE_FILES}
    for measure, take in measures(sys.platform).items():
        try:
            if take():
                taken.add(measure)
        except (OSError, AttributeError, ValueError):  # an older system does not know it
            continue
    return frozenset(taken)


def measures(platform: str) -> Mapping[Measure, Callable[[], bool]]:
    """What is asked of a system ("linux", "darwin", "win32"): each call says whether it held."""
    if platform == "win32":
        return {
            Measure.NO_ERROR_BOXES: _forbid_error_boxes,
            Measure.NO_HEAP_IN_REPORTS: _keep_heap_out,
            Measure.LOCAL_LIBRARIES: _load_local_libraries,
        }
    asked = {Measure.NO_CORE_DUMP: _forbid_core_dumps}
    if platform == "linux":
        asked[Measure.NOT_DUMPABLE] = _set_not_dumpable
    if platform == "darwin":
        asked[Measure.DENY_ATTACH] = _deny_attach
    return asked


def _forbid_core_dumps() -> bool:
    import resource  # Windows has none

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def _set_not_dumpable() -> bool:
    return bool(ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def _deny_attach() -> bool:
    call = ctypes.CDLL(None).ptrace
    call.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
    return bool(call(_PT_DENY_ATTACH, 0, None, 0) == 0)


def _kernel32() -> Any:
    return ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]


def _forbid_error_boxes() -> bool:
    call = _kernel32().SetErrorMode
    call.argtypes, call.restype = (ctypes.c_uint,), ctypes.c_uint
    call(call(_NO_BOXES) | _NO_BOXES)  # it answers with the mode before, which is kept too
    return True


def _keep_heap_out() -> bool:
    call = _kernel32().WerSetFlags
    call.argtypes, call.restype = (ctypes.c_uint32,), ctypes.c_long
    return bool(call(_NO_HEAP) == 0)  # S_OK


def _load_local_libraries() -> bool:
    call = _kernel32().SetProcessMitigationPolicy
    call.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t)
    flags = ctypes.c_uint32(_LOCAL_IMAGES)
    return bool(call(_IMAGE_LOAD_POLICY, ctypes.byref(flags), ctypes.sizeof(flags)))
