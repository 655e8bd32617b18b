"""A process that makes processes that back up and restore, so that they can be killed.

As `saver`: each line on standard input, a JSON list [deed, folder, place, number], forks a child
that does it for as long as it lives. "backup" opens the vault in `folder`, and saves and backs
up into `place` again and again; "restore" restores the newest backup in `place` to `folder`,
each time anew. Lines on standard output: `pid N`, `begun`, `ack N`, `gone SIGNAL`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.history import Action
from caseapp.store.restore import newest, open_backup, restore_to
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.conftest import PASSPHRASE
from tests.faults.saver import tell


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


def main() -> None:
    for line in sys.stdin:
        deed, folder, place, number = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                work = back_up_for_ever if deed == "backup" else restore_for_ever
                work(Path(folder), Path(place), number)
            except BaseException as error:
                tell(f"error {error!r}")
            os._exit(1)
        tell(f"pid {child}")
        _, status = os.waitpid(child, 0)
        tell(f"gone {os.WTERMSIG(status) if os.WIFSIGNALED(status) else -1}")


if __name__ == "__main__":
    main()
