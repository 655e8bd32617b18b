"""A disk that is full or fails at any call of a deed: said, undone, and the vault stays sound.

Short forms, at some of the calls; `make torture ARGS="faults"` takes every one.
"""

from __future__ import annotations

import random

import pytest

from tests.faults.injected import FAULTS, FROM_THEN_ON, Injector, Outcome, inject

FULL = {"done", "DiskFullError", "BackupDiskFullError"}
FAILED = {"done", "DiskFaultError", "BackupPlaceGoneError"}
GONE = {"DiskGoneError", "VaultMissingError", "BackupPlaceGoneError"}
READ_ONLY = {"ReadOnlyVaultError", "DiskFaultError", "BackupPlaceReadOnlyError"}
WRITES = ("edit", "attach", "trash", "import")
NEVER = 10**9


def try_some(child, begin, scratch, deed: str, fault: str, samples: int) -> list[Outcome]:
    """The first calls, the last, and some at random between, in turns once and from then on."""
    counting = Injector(scratch / "room", fault, NEVER, forever=False)
    assert inject(child, begin, scratch, deed, counting).deed == "done"
    chance = random.Random(f"{deed} {fault}")
    places = {1, counting.seen, *(chance.randint(1, counting.seen) for _ in range(samples))}
    return [
        inject(child, begin, scratch, deed, Injector(scratch / "room", fault, n, bool(n % 2)))
        for n in sorted(places)
    ]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("deed", [*WRITES, "passphrase", "backup"])
def test_whatever_call_fails_it_is_said_and_nothing_is_half_done(
    child, begin, tmp_path, deed, fault
):
    for outcome in try_some(child, begin, tmp_path, deed, fault, 2):
        assert outcome.hits > 0
        assert outcome.wrong == ()
        assert outcome.deed in (FULL if fault == "full" else FAILED)
        if fault == "full":
            assert outcome.again == "done"  # with room again, work goes on
        elif deed in WRITES and outcome.deed != "done":
            assert outcome.again == "StoppedVaultError"  # until it is opened again


def test_a_disk_full_at_any_file_that_a_backup_begins_is_said(child, begin, tmp_path):
    for n in range(3, 9):  # each makes a file or writes its first bytes
        full = Injector(tmp_path / "room", "full", n, forever=True)
        outcome = inject(child, begin, tmp_path, "backup", full)
        assert outcome.hits > 0
        assert (outcome.deed, outcome.again, outcome.wrong) == ("DiskFullError", "done", ())


@pytest.mark.parametrize("fault", FROM_THEN_ON)
@pytest.mark.parametrize("deed", [*WRITES, "passphrase", "backup", "open"])
def test_a_stick_pulled_out_or_turned_read_only_is_said_and_the_vault_is_as_it_was(
    child, begin, tmp_path, deed, fault
):
    outcome = inject(
        child, begin, tmp_path, deed, Injector(tmp_path / "room", fault, 1, forever=True)
    )
    assert outcome.wrong == ()
    assert outcome.deed in (GONE if fault == "gone" else READ_ONLY)
    assert outcome.again in ("done", "StoppedVaultError")


def test_a_full_disk_that_stays_full_takes_a_save_all_the_same_while_there_is_ballast(
    child, begin, tmp_path
):
    ballast = begin / "vault" / "ballast"
    ballast.write_bytes(b"room")
    try:
        for deed in ("edit", "trash"):
            full = Injector(tmp_path / "room", "full", 1, forever=True)
            assert inject(child, begin, tmp_path, deed, full).deed == "done"
            assert full.hits > 0
            assert not (tmp_path / "room" / "vault" / "ballast").exists()
    finally:
        ballast.unlink()
