"""A process that makes processes that back up and restore, so that they can be killed.

An order of `forking` is [deed, folder, place, number]; the child does it for as long as it lives.
"backup" opens the vault in `folder`, and saves and backs up into `place` again and again;
"restore" restores the newest backup in `place` to `folder`, each time anew. It tells `begun` and
`ack N`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.history import Action
from caseapp.store.restore import newest, open_backup, restore_to
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.conftest import PASSPHRASE
from tests.faults.forking import serve, tell


def back_up_for_ever(folder: Path, place: Path, number: int) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        while True:
            number += 1
            vault.attach(
                b"%d" % number * 50_000, role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach")
            )
            tell("begun")
            vault.backups.make(place, keep_all=bool(number % 2))
            tell(f"ack {number}")


def restore_for_ever(folder: Path, place: Path, number: int) -> None:
    backup = open_backup(newest(place), PASSPHRASE)
    while True:
        number += 1
        tell("begun")
        restore_to(backup.backup, backup.master, folder, Progress())
        tell(f"ack {number}")
        shutil.rmtree(folder)


def work(deed: str, folder: str, place: str, number: int) -> None:
    for_ever = back_up_for_ever if deed == "backup" else restore_for_ever
    for_ever(Path(folder), Path(place), number)


if __name__ == "__main__":
    serve(work)
