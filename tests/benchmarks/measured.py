"""Run a piece of work as a process of its own and take its time and its peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
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
    child = subprocess.Popen(
        [sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    output = child.stdout.read()
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if child.returncode:
        raise RuntimeError(f"{module} ended with {child.returncode}")
    return Measured(seconds, usage.ru_maxrss / 1024, json.loads(output.splitlines()[-1]))
