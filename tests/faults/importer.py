"""A process that makes processes that import a list, so that one after the other can be killed.

As `tests.faults.saver`: each line on standard input, a JSON list [folder, list], forks a child
that imports the list, tells `run` when it begins to write and `done` after, and waits to be
killed; around it `pid N` and `gone SIGNAL` are told.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from caseapp.intake.lists.run import run_import
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.faults.saver import tell
from tests.intake.lists.importing import Office

PEOPLE = 250


def people() -> list[dict[str, str]]:
    """A list whose first half was imported before, with other births."""
    return [
        {"No.": str(n), "Name": f"Адам Нөмірі{n}", "Born": str(1940 + n % 60), "Job": "teacher",
         "Taken": "2018", "Teller": f"Куәгер{n}", "Phone": f"+7 777 {n:07d}", "Other": "note"}
        for n in range(PEOPLE)
    ]  # fmt: skip


def bring(folder: Path, scratch: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        plan = Office(vault, scratch).plan(people())
        tell("run")
        run_import(vault, plan)
        tell("done")
        signal.pause()


def main() -> None:
    for line in sys.stdin:
        folder, scratch = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                bring(Path(folder), Path(scratch))
            except BaseException as error:
                tell(f"error {error!r}")
            os._exit(1)
        tell(f"pid {child}")
        _, status = os.waitpid(child, 0)
        tell(f"gone {os.WTERMSIG(status) if os.WIFSIGNALED(status) else -1}")


if __name__ == "__main__":
    main()
