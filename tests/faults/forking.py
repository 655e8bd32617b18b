"""What processes have in common that do each order in a child, so that it can be killed.

Loading the libraries takes a second, killing takes none: so they are loaded once, and each line
on standard input, a JSON list, forks a child that works by it. Lines on standard output, each
written at once: `pid N`, what the work tells, `error …` if it failed, `gone SIGNAL` (0: of itself).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable


def tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def serve(work: Callable[..., object]) -> None:
    """Do what stands on standard input, one line after the other."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            tell(f"pid {os.getpid()}")
            try:
                work(*json.loads(line))
            except BaseException as error:
                tell(f"error {error!r}")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        tell(f"gone {os.WTERMSIG(status)}")
