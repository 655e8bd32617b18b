"""Run a piece of work as a process of its own and take its time and its peak memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall seconds, peak resident megabytes, and what the process printed as JSON."""

    seconds: float
    megabytes: float
    result: dict[str, Any]


def process(module: str, *arguments: str) -> Measured:
    """Run `python -m module arguments`; it prints one JSON object on its last line."""
    start = time.perf_counter()
    done = subprocess.run(
        [
            sys.executable, str(Path(__file__).with_name("launcher.py")),
            sys.executable, "-m", module, *arguments,
        ],
        stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{module} ended with {done.returncode}")
    *_before, result, megabytes = done.stdout.splitlines()
    return Measured(seconds, float(megabytes), json.loads(result))
