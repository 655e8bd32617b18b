"""Make the virtual environment and install one lock file into it, hashes checked.

Runs on the machine's own Python with nothing installed. Says in one sentence what is
missing when it cannot. `--from-source NAME` builds a package of which there is no wheel; where
that cannot be done, the rest is installed without it, and that is said.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lock", help="path of the lock file, from the top of the repository")
    parser.add_argument("--from-source", action="append", default=[], metavar="NAME")
    asked = parser.parse_args(arguments)
    if sys.version_info < (3, 11):  # noqa: UP036  (runs on whatever Python is there)
        print("caseapp needs Python 3.11 or newer: install it, or set PYTHON=/path/to/python3.11.")
        return 2
    python = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        print("Making the environment in .venv …", flush=True)
        try:
            venv.create(ENVIRONMENT, with_pip=True)
        except (subprocess.CalledProcessError, OSError):
            print(
                "Python cannot make virtual environments here. On Debian: apt install python3-venv."
            )
            return 2
    print(f"Installing what {asked.lock} lists …", flush=True)
    lock = ROOT / asked.lock
    if _installed(python, lock, asked.from_source):
        return 0
    if asked.from_source and _installed_without(python, lock, asked.from_source):
        print(f"Left out, as it cannot be built here: {', '.join(asked.from_source)}.")
        return 0
    print("The packages could not be installed; the lines above say which and why.")
    return 2


def _installed(python: Path, lock: Path, from_source: list[str]) -> bool:
    built = [option for name in from_source for option in ("--no-binary", name)]
    done = subprocess.run(
        [
            str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--only-binary", ":all:", *built, "--require-hashes",
            "--requirement", str(lock),
        ],
        check=False,
    )  # fmt: skip
    return not done.returncode


def _installed_without(python: Path, lock: Path, names: list[str]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        rest = Path(folder, "rest.txt")
        rest.write_text(without(lock.read_text("utf-8"), names), "utf-8")
        return _installed(python, rest, [])


def without(lock: str, names: list[str]) -> str:
    """A lock file's text without some packages: each begins a line, what is its own is indented."""
    kept, left_out = [], False
    for line in lock.splitlines(keepends=True):
        if not line[:1].isspace():
            left_out = line.partition("==")[0] in names
        if not left_out:
            kept.append(line)
    return "".join(kept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
