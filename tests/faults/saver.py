"""A process that makes processes that save, so that one after the other can be killed.

An order of `forking` is [folder, seed, first step]: the child opens the vault and saves for as
long as it lives. It tells `open`, and `ack N` after the save of step N returned. An argument names
a folder of migration steps to be used in place of our own.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from caseapp.store import migrate
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.faults.forking import serve, tell
from tests.faults.plan import Plan

REOPEN_EVERY = 6
"""Closing writes the WAL back: that must bear a kill too."""


def save_for_ever(folder: str, seed: int, first: int) -> None:
    plan = Plan(seed)
    steps = count(first)
    while True:
        with Vault.open(Path(folder), PASSPHRASE) as vault:
            tell("open")
            for _ in range(REOPEN_EVERY):
                step = next(steps)
                plan.do(vault, step)
                tell(f"ack {step}")


def main() -> None:
    if sys.argv[1:]:
        migrate.MIGRATIONS = Path(sys.argv[1])
    serve(save_for_ever)


if __name__ == "__main__":
    main()
