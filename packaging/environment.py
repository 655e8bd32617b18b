"""Make the virtual environment and install one lock file into it, hashes checked.

Runs on the machine's own Python with nothing installed. Says in one sentence what is
missing when it cannot.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"


def main(lock: str) -> int:
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
    print(f"Installing what {lock} lists …", flush=True)
    done = subprocess.run(
        [
            str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--only-binary", ":all:", "--require-hashes",
            "--requirement", str(ROOT / lock),
        ],
        check=False,
    )  # fmt: skip
    if done.returncode:
        print("The packages could not be installed; the lines above say which and why.")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
