"""Fuzz by coverage: `python -m tests.fuzz [--target NAME] [--seconds N] [--found FOLDER]`.

Each target runs in a process of its own under atheris (libFuzzer), which follows every branch of
our code. An input that makes a fault is kept in the folder of fixtures, where `make test` runs
it for ever. Where atheris has no build (not Linux on x86-64), says so and changes at random.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FOUND = Path(__file__).parents[1] / "fixtures" / "fuzz"


def main(arguments: list[str]) -> int:
    """0 when nothing was found, 1 when something was."""
    from tests.fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--target", choices=sorted(TARGETS), action="append")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--found", type=Path, default=FOUND)
    asked = parser.parse_args(arguments)
    faults = 0
    for name in asked.target or TARGETS:
        began = time.monotonic()
        told = _in_a_process(name, asked.seconds, asked.found / name)
        spent = time.monotonic() - began
        print(f"{name:14} {spent:5.0f} s  {told or 'nothing found'}", flush=True)
        faults += bool(told)
    return 1 if faults else 0


def _in_a_process(name: str, seconds: int, found: Path) -> str:
    """What was found, in words; "" for nothing."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, kept = Path(folder) / "corpus", Path(folder) / "kept"
        corpus.mkdir()
        kept.mkdir()
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.followed", name, str(seconds), str(corpus),
             str(kept)],
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
        faults = [path for path in kept.iterdir() if path.is_file()]
        if faults:
            found.mkdir(parents=True, exist_ok=True)
            for path in faults:
                (found / path.name[:24]).write_bytes(path.read_bytes())
            last = [line for line in done.stderr.splitlines() if "Error" in line][-1:]
            return f"{len(faults)} kept in {found.name}/: {last[0].strip() if last else ''}"
        return "" if done.returncode == 0 else f"ended badly: {done.stderr.strip()[-300:]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
