"""Ask a public advisory service for known faults of everything in the lock files.

For who maintains the program, never for who uses it: this is the one command that needs the
network. Says plainly when nobody answered, because silence is no clean bill.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("run", "dev", "peers", "torture")


def main() -> int:
    worst = 0
    for name in LOCKS:
        lock = ROOT / "packaging" / "lock" / f"{name}.txt"
        print(f"{lock.relative_to(ROOT)}:", flush=True)
        done = subprocess.run(
            [
                sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--no-deps",
                "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--strict",
            ],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        print(done.stdout.strip() or done.stderr.strip().splitlines()[-1])
        worst = max(worst, abs(done.returncode))
    if worst:
        print("Not clean: a fault is known, or a package could not be asked about (see above).")
    return worst


if __name__ == "__main__":
    sys.exit(main())
