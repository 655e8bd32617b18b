"""Checks the committed font files against resources/fonts/fonts.lock, or fetches them afresh.

    python packaging/fonts.py verify   compare the committed files with the lock (offline)
    python packaging/fonts.py fetch    get the locked packages through npm, check, write the files

The lock names packages and versions, never an address: npm uses the registry that the machine is
set up for. Only files whose SHA-256 stands in the lock are ever written. Needs the standard
library alone, so that it runs before the environment exists.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"


def read_lock() -> list[dict[str, Any]]:
    """The locked packages: `package`, `version`, `integrity`, `files` (file, path, sha256)."""
    lock = json.loads((FONTS / "fonts.lock").read_text(encoding="utf-8"))
    packages: list[dict[str, Any]] = lock["packages"]
    return packages


def faults() -> list[str]:
    """One sentence for each committed file that is missing or differs from the lock."""
    found = []
    for package in read_lock():
        for entry in package["files"]:
            path = FONTS / entry["file"]
            if not path.is_file():
                found.append(f"{entry['file']} is missing.")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
                found.append(f"{entry['file']} differs from the lock.")
    return found


def integrity_of(data: bytes) -> str:
    """The npm form of a SHA-512: `sha512-` and base64."""
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode("ascii")


def fetch() -> None:
    """Pack each locked version with npm, check both hashes, write the files; stop at a fault."""
    for package in read_lock():
        name = f"{package['package']}@{package['version']}"
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                ["npm", "pack", "--silent", "--pack-destination", folder, name], check=True
            )
            (tarball,) = Path(folder).glob("*.tgz")
            if integrity_of(tarball.read_bytes()) != package["integrity"]:
                raise SystemExit(f"{name} is not the package that was locked.")
            with tarfile.open(tarball) as archive:
                for entry in package["files"]:
                    write_member(archive, entry)
        print(f"{name}: {len(package['files'])} files")


def write_member(archive: tarfile.TarFile, entry: dict[str, str]) -> None:
    """Write one file of the package into the fonts folder once its SHA-256 is the locked one."""
    member = archive.extractfile(entry["path"])
    if member is None:
        raise SystemExit(f"{entry['path']} is not a file in the package.")
    data = member.read()
    if hashlib.sha256(data).hexdigest() != entry["sha256"]:
        raise SystemExit(f"{entry['path']} is not the file that was locked.")
    target = FONTS / entry["file"]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def main(arguments: list[str]) -> int:
    """Run `verify` or `fetch`; the exit code is 1 where a file is not as locked."""
    if arguments not in (["verify"], ["fetch"]):
        print(__doc__)
        return 2
    if arguments == ["fetch"]:
        fetch()
    found = faults()
    for sentence in found:
        print(sentence)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
