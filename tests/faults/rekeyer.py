"""A process that gives vaults new master keys, for tests that kill it.

An order of `forking` is [folder, old, new, step]: the child tells `begun` once the vault is open,
and stops itself by SIGKILL before its `step`-th call to the system in that folder; -1 is never.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from caseapp.store.vault import Vault
from tests.conftest import CHEAP
from tests.faults.forking import serve, tell

WATCHED = {
    "open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree",
    "sqlite3.connect",
}  # fmt: skip


def stop_before(folder: str, step: int) -> None:
    left = step

    def count(event: str, args: tuple[object, ...]) -> None:
        nonlocal left
        if event in WATCHED and folder in str(args[0]):
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.addaudithook(count)


def work(folder: str, old: str, new: str, step: int) -> None:
    vault = Vault.open(Path(folder), old)
    tell("begun")
    if step >= 0:
        stop_before(folder, step)
    vault.keys.replace_master_key(old, new, cost=CHEAP)


if __name__ == "__main__":
    serve(work)
