"""A real file system of six megabytes is filled: the ballast lets saves and deletions through."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.errors import DiskFullError, LittleRoomError, StoreError
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Detainee
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.torture.report import Options, Row

MB = 1024 * 1024
SIZE = 6 * MB
KINDS = ("tmpfs", "ext4", "vfat", "exfat")
ACTION = Action("Tried")


def rows(options: Options) -> Iterator[Row]:
    for kind in KINDS:
        name = f"a full disk of {SIZE // MB} MB, {kind}"
        reason = _reason(kind)
        if reason:
            yield Row(name, 0, left_out=reason)
            continue
        with _mounted(options.folder / kind, kind) as place:
            told: list[str] = []
            wrong = _fill(place / "vault", told)
        yield Row(name, 1, wrong, "; ".join(told))


def _reason(kind: str) -> str:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "to mount one needs Linux and its administrator"
    if kind != "tmpfs" and shutil.which(f"mkfs.{kind}") is None:
        return f"there is no mkfs.{kind} here"
    known = Path("/proc/filesystems").read_text().split()
    return "" if kind in known else f"this kernel knows no {kind}"


@contextmanager
def _mounted(place: Path, kind: str) -> Iterator[Path]:
    place.mkdir()
    if kind == "tmpfs":
        command = ["mount", "-t", kind, "-o", f"size={SIZE}", kind, str(place)]
    else:
        image = place.with_suffix(".img")
        with image.open("wb") as file:
            file.truncate(SIZE)
        subprocess.run([f"mkfs.{kind}", str(image)], check=True, capture_output=True)
        command = ["mount", "-o", "loop", str(image), str(place)]
    subprocess.run(command, check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _fill(path: Path, told: list[str]) -> list[str]:
    """Fill it with another program's file; go on working; make room; go on."""
    wrong: list[str] = []
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        cases = [Detainee(summary=f"{n} " * 40) for n in range(20)]
        vault.save(*cases, action=ACTION)
        if not vault.disk.ballast.keep():
            wrong.append("no ballast was kept")
        told.append(f"ballast {vault.disk.ballast.path.stat().st_size // 1024} KB")
        filler = path.parent / "filler"
        _take_all(filler)
        saved = 0
        try:
            while saved < 200:
                vault.save(Detainee(summary="in the last room " * 10), action=ACTION)
                saved += 1
        except DiskFullError:
            told.append(f"{saved} saves, then refused")
        if not vault.disk.ballast.released or saved == 0:
            wrong.append(f"the ballast did not let a save through ({saved})")
        wrong += _refused(vault)
        filler.unlink()
        vault.trash(cases[0], action=ACTION)
        vault.attach(b"scan" * 5_000, role=AttachmentRole.DOCUMENT_SCAN, action=ACTION)
        wrong += [f"{one.check}: {one.detail}" for one in vault.check()]
        if not vault.disk.ballast.keep():
            wrong.append("the ballast was not made again")
    with Vault.open(path, PASSPHRASE) as vault:
        if len(vault.all(Detainee)) != 19 + saved:
            wrong.append("not every acknowledged save is there")
        if len(vault.all(Attachment)) != 1:
            wrong.append("a refused file is there, or the last one is not")
    return wrong


def _refused(vault: Vault) -> list[str]:
    """A file that cannot fit is refused in a sentence, with nothing left of it."""
    try:
        vault.attach(bytes(4 * MB), role=AttachmentRole.DOCUMENT_SCAN, action=ACTION)
    except (DiskFullError, LittleRoomError):
        left = [p for p in vault.folder.attachments.rglob("*") if p.is_file()]
        return [f"left over: {path.name}" for path in left]
    except StoreError as error:
        return [f"refused as {type(error).__name__}"]
    return ["a file larger than the room was taken"]


def _take_all(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for piece in (64 * 1024, 4096, 512):
            try:
                while file.write(bytes(piece)) == piece:
                    pass
            except OSError:
                continue
