"""A process that gives vaults new master keys, for tests that kill it.

It reads lines of JSON, `[folder, old, new, step]`, and does each in a child that stops itself by
SIGKILL before its `step`-th call to the system in that folder; -1 is never. It says "pid", then
"begun" once the vault is open, then "gone" with the signal, or 0 at the natural end.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from caseapp.store.vault import Vault
from tests.conftest import CHEAP

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
    print("begun", flush=True)
    if step >= 0:
        stop_before(folder, step)
    vault.keys.replace_master_key(old, new, cost=CHEAP)


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            work(*json.loads(line))
            os._exit(0)
        print("pid", child, flush=True)
        _pid, status = os.waitpid(child, 0)
        print("gone", os.WTERMSIG(status), flush=True)


if __name__ == "__main__":
    main()
