"""A process that makes processes that import a list, so that one after the other can be killed.

An order of `forking` is [folder, list]: the child imports the list, tells `run` when it begins to
write and `done` after, and waits to be killed.
"""

from __future__ import annotations

import signal
from pathlib import Path

from caseapp.intake.lists.run import run_import
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.faults.forking import serve, tell
from tests.intake.lists.importing import Office

PEOPLE = 250


def people() -> list[dict[str, str]]:
    """A list whose first half was imported before, with other births."""
    return [
        {"No.": str(n), "Name": f"Адам Нөмірі{n}", "Born": str(1940 + n % 60), "Job": "teacher",
         "Taken": "2018", "Teller": f"Куәгер{n}", "Phone": f"+7 777 {n:07d}", "Other": "note"}
        for n in range(PEOPLE)
    ]  # fmt: skip


def bring(folder: str, scratch: str) -> None:
    with Vault.open(Path(folder), PASSPHRASE) as vault:
        plan = Office(vault, Path(scratch)).plan(people())
        tell("run")
        run_import(vault, plan)
        tell("done")
        signal.pause()


if __name__ == "__main__":
    serve(bring)
