"""A process that makes processes that save, so that one after the other can be killed.

Loading the libraries takes a second, killing takes none: so they are loaded once here and each
line on standard input, a JSON list [folder, seed, first step], forks a child that opens the
vault and saves for as long as it lives. Lines on standard output, each written at once:
`pid N`, `open`, `ack N` after the save of step N returned, `gone SIGNAL`. An argument names a
folder of migration steps to be used in place of our own.
"""

from __future__ import annotations

import json
import os
import sys
from itertools import count
from pathlib import Path

from caseapp.store import migrate
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.faults.plan import Plan

REOPEN_EVERY = 6
"""Closing writes the WAL back: that must bear a kill too."""


def tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def save_for_ever(folder: Path, seed: int, first: int) -> None:
    plan = Plan(seed)
    steps = count(first)
    while True:
        with Vault.open(folder, PASSPHRASE) as vault:
            tell("open")
            for _ in range(REOPEN_EVERY):
                step = next(steps)
                plan.do(vault, step)
                tell(f"ack {step}")


def main() -> None:
    if sys.argv[1:]:
        migrate.MIGRATIONS = Path(sys.argv[1])
    for line in sys.stdin:
        folder, seed, first = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                save_for_ever(Path(folder), seed, first)
            except BaseException as error:
                tell(f"error {error!r}")
            os._exit(1)
        tell(f"pid {child}")
        _, status = os.waitpid(child, 0)
        tell(f"gone {os.WTERMSIG(status) if os.WIFSIGNALED(status) else -1}")


if __name__ == "__main__":
    main()
