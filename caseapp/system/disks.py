"""What kind of disk a folder lies on: a local one, one that can be pulled out, or the network.

Asks the system alone and opens no file on the disk. Knows nothing of vaults.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final


class DiskKind(StrEnum):
    """What is known of a disk."""

    LOCAL = "local"
    REMOVABLE = "removable"
    """A stick or card, or a file system that sticks have (FAT, exFAT)."""
    NETWORK = "network"


_NETWORK: Final = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "afpfs", "webdav", "9p", "ceph", "ncpfs",
     "glusterfs", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs2")
)  # fmt: skip
_STICK: Final = frozenset(("vfat", "msdos", "exfat", "fat", "fat32", "fat16", "fuse.exfat"))


def disk_kind(folder: Path) -> DiskKind:
    """The kind of disk that `folder` lies on; a local one if the system does not tell."""
    with suppress(OSError, AttributeError, ValueError):
        if sys.platform == "win32":
            return _on_windows(folder)
        if sys.platform == "darwin":
            return _on_macos(folder)
        about = folder.stat().st_dev
        device = f"{os.major(about)}:{os.minor(about)}"
        told = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
        kind = kind_of_mount(told, device, str(folder.absolute()))
        return DiskKind.REMOVABLE if kind is DiskKind.LOCAL and _is_removable(device) else kind
    return DiskKind.LOCAL


def kind_of_name(file_system: str) -> DiskKind:
    """By the name of a file system alone."""
    name = file_system.lower()
    if name in _NETWORK:
        return DiskKind.NETWORK
    return DiskKind.REMOVABLE if name in _STICK else DiskKind.LOCAL


def kind_of_mount(mounts: str, device: str, folder: str) -> DiskKind:
    """By the text of /proc/self/mountinfo (Linux, proc(5)) and the device's "major:minor".

    Of several mounts of one device, and where the device has another number there (btrfs), the
    one with the longest path above the folder counts.
    """
    best, name, same = -1, "", False
    for line in mounts.splitlines():
        head, _, tail = line.partition(" - ")
        fields, about = head.split(" "), tail.split(" ")
        if len(fields) < 5:
            continue
        at = fields[4].replace("\\040", " ")
        if folder != at and not folder.startswith(at.rstrip("/") + "/"):
            continue
        ours = fields[2] == device
        if (ours, len(at)) >= (same, best):
            best, name, same = len(at), about[0], ours
    return kind_of_name(name)


def _is_removable(device: str) -> bool:
    """Of a partition its disk tells; one on USB counts, also where it says that it stays."""
    there = Path("/sys/dev/block", device).resolve()
    if "/usb" in str(there):
        return True
    for place in (there, there.parent):
        with suppress(OSError):
            if (place / "removable").read_text().strip() == "1":
                return True
    return False


def _on_windows(folder: Path) -> DiskKind:
    library = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    root = folder.absolute().anchor
    answer = library.GetDriveTypeW(ctypes.c_wchar_p(root))
    if answer == 4:  # DRIVE_REMOTE
        return DiskKind.NETWORK
    if answer == 2:  # DRIVE_REMOVABLE
        return DiskKind.REMOVABLE
    name = ctypes.create_unicode_buffer(64)
    nothing = (None, 0, None, None, None)
    if not library.GetVolumeInformationW(ctypes.c_wchar_p(root), *nothing, name, 64):
        return DiskKind.LOCAL
    return kind_of_name(name.value)


class _Statfs(ctypes.Structure):
    """`struct statfs` with 64-bit inodes (macOS, sys/mount.h)."""

    _fields_ = (
        ("sizes", ctypes.c_uint32 * 2), ("counts", ctypes.c_uint64 * 5),
        ("id", ctypes.c_int32 * 2), ("owner", ctypes.c_uint32), ("type", ctypes.c_uint32),
        ("flags", ctypes.c_uint32), ("subtype", ctypes.c_uint32), ("name", ctypes.c_char * 16),
        ("paths", ctypes.c_char * 2048), ("reserved", ctypes.c_uint32 * 8),
    )  # fmt: skip


def _on_macos(folder: Path) -> DiskKind:
    library, about = ctypes.CDLL(None), _Statfs()
    ask = getattr(library, "statfs$INODE64", None) or library.statfs
    if ask(os.fsencode(folder), ctypes.byref(about)) != 0:
        return DiskKind.LOCAL
    if not about.flags & 0x1000:  # MNT_LOCAL
        return DiskKind.NETWORK
    if about.flags & 0x200:  # MNT_REMOVABLE
        return DiskKind.REMOVABLE
    return kind_of_name(about.name.decode(errors="replace"))
