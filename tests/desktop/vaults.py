"""Vaults for the tests of the window: the sample, made once a process and copied."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import EventKind, NameScript
from caseapp.intake.sample import load_sample
from caseapp.store.history import Action
from caseapp.store.keys import KdfCost
from caseapp.store.records import Detainee, Event, NameForm, Record
from caseapp.store.recovery import RecoveryKey
from caseapp.store.vault import Vault

PASSPHRASE = "отын-сағат-жайлау"
CHEAP = KdfCost(ops=1, memory=8 * 1024 * 1024)


@lru_cache(maxsize=1)
def _sample() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="caseapp-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with Vault.create(folder / "sample", PASSPHRASE, name="Sample", cost=CHEAP) as vault:
        load_sample(vault)
    return folder / "sample"


def give_sheet(vault: Vault, passphrase: str = PASSPHRASE) -> RecoveryKey:
    """A recovery key that was tried: the gate lets such a vault in."""
    recovery = vault.keys.make_recovery(passphrase)
    vault.keys.try_recovery(recovery.key)
    return recovery


def sample_copy(folder: Path) -> Path:
    """A closed copy of the sample vault in `folder`; its passphrase is `PASSPHRASE`."""
    path = folder / "sample"
    shutil.copytree(_sample(), path)
    return path


def many_cases(count: int) -> list[Record]:
    """Plainly fictitious cases with a name and an event each, numbered from 1."""
    records: list[Record] = []
    for number in range(1, count + 1):
        case = Detainee(serial=number, fictitious=True)
        name = NameForm(
            detainee_id=case.id, text=f"Үлгі Сынақұлы {number}", script=NameScript.KK_CYRL
        )
        event = Event(detainee_id=case.id, kind=EventKind.TAKEN, when=read_date("October 2017"))
        records += [case, name, event]
    return records


def fill(vault: Vault, count: int) -> None:
    """Save `many_cases` as one action."""
    vault.save(*many_cases(count), action=Action("Fill", undoable=False))
