"""Passphrase and recovery key of an open vault: what is noted, what is wanted, what opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseapp.store import recovery_code, recovery_shares
from caseapp.store.damage import keys_of
from caseapp.store.errors import (
    EarlierRecoveryKeyError,
    LookOnlyVaultError,
    StoppedVaultError,
    StoreError,
    VaultInUseError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from caseapp.store.folder import VaultFolder
from caseapp.store.history import Action
from caseapp.store.keys import KeyFile
from caseapp.store.records import Detainee
from caseapp.store.recovery import PUT_OFF, SAMPLE, reset_passphrase, wait_after
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

NEW = "қалам-тұман-жайлау"


@pytest.fixture
def closed(filled_folder: Path, copy_of: Callable[[Path], Path]) -> Path:
    return copy_of(filled_folder)


def with_sheet(folder: Path) -> bytes:
    """A tried recovery key for a closed vault."""
    with Vault.open(folder, PASSPHRASE) as vault:
        recovery = vault.keys.make_recovery(PASSPHRASE)
        vault.keys.try_recovery(recovery.key)
        return recovery.key


# -- the forced first try ----------------------------------------------------------------------
def test_a_new_vault_wants_a_recovery_key_before_anything_else(vault):
    standing = vault.keys.standing()
    assert (standing.made, standing.tried, standing.wanted) == (False, None, True)
    assert standing.stops(date.today())
    assert not standing.may_wait


def test_made_is_not_enough_it_has_to_be_tried(vault):
    recovery = vault.keys.make_recovery(PASSPHRASE)
    assert vault.keys.standing().made
    assert vault.keys.standing().stops(date.today())
    with pytest.raises(WrongRecoveryKeyError):
        vault.keys.try_recovery(bytes(32))
    assert vault.keys.standing().wanted
    vault.keys.try_recovery(recovery_code.key_of(recovery.lines))
    standing = vault.keys.standing()
    assert standing.tried == date.today()
    assert not standing.wanted


def test_two_shares_are_a_try_as_well_as_the_sheet(vault):
    recovery = vault.keys.make_recovery(PASSPHRASE)
    first, _second, third = recovery.shares()
    vault.keys.try_recovery(recovery_shares.key_of([" ".join(first), " ".join(third)]))
    assert not vault.keys.standing().wanted


# -- where nothing may be written --------------------------------------------------------------
def refuse_all(vault: Vault, error: type[StoreError]) -> None:
    keys, files = vault.keys, {p: p.read_bytes() for p in vault.folder.path.glob("*.*")}
    for change in (
        lambda: keys.change_passphrase(PASSPHRASE, NEW, CHEAP),
        lambda: keys.replace_master_key(PASSPHRASE, NEW, cost=CHEAP),
        lambda: keys.make_recovery(PASSPHRASE),
        lambda: keys.try_recovery(bytes(32)),
        lambda: keys.put_off(date.today()),
    ):
        with pytest.raises(error):
            change()
    assert {p: p.read_bytes() for p in vault.folder.path.glob("*.*")} == files
    assert keys.standing().wanted


def test_in_a_vault_opened_to_look_no_key_is_changed(closed):
    folder = VaultFolder.load(closed)
    with Vault.look(folder, keys_of(folder, PASSPHRASE).master) as vault:
        refuse_all(vault, LookOnlyVaultError)


def test_after_the_disk_failed_no_key_is_changed(vault):
    assert vault.keys.refusal() is None
    vault.disk.stopped = True
    refuse_all(vault, StoppedVaultError)


def test_trying_outlives_closing_and_opening(closed):
    with_sheet(closed)
    with Vault.open(closed, PASSPHRASE) as vault:
        assert vault.keys.standing().tried == date.today()


def test_a_try_counts_for_its_own_key_alone(vault):
    first = vault.keys.make_recovery(PASSPHRASE)
    vault.keys.try_recovery(first.key)
    second = vault.keys.make_recovery(PASSPHRASE)
    standing = vault.keys.standing()
    assert (standing.tried, standing.replacing) == (None, True)
    with pytest.raises(EarlierRecoveryKeyError):
        vault.keys.try_recovery(first.key)
    vault.keys.try_recovery(second.key)
    assert not vault.keys.standing().replacing
    with pytest.raises(WrongRecoveryKeyError):
        vault.keys.try_recovery(first.key)


def test_a_vault_with_cases_may_wait_once_and_for_seven_days(vault):
    vault.save(Detainee(), action=Action("Add"))
    today = date(2026, 11, 22)
    assert vault.keys.standing().may_wait
    vault.keys.put_off(today)
    standing = vault.keys.standing()
    assert not standing.may_wait
    assert not standing.stops(today + PUT_OFF)
    assert standing.stops(today + PUT_OFF + timedelta(days=1))
    assert standing.wanted


def test_the_sample_wants_none(vault):
    vault.own_note(SAMPLE, lambda: "loaded")
    assert vault.keys.standing().sample
    assert not vault.keys.standing().stops(date.today())


def test_it_is_to_be_tried_again_every_year(closed):
    with_sheet(closed)
    with Vault.open(closed, PASSPHRASE) as vault:
        standing = vault.keys.standing()
        assert standing.tried is not None
        assert not standing.is_due(standing.tried + timedelta(days=364))
        assert standing.is_due(standing.tried + timedelta(days=365))


def test_trying_and_making_are_no_change_of_content(vault):
    before = vault.generation
    vault.keys.try_recovery(vault.keys.make_recovery(PASSPHRASE).key)
    assert vault.generation == before
    assert vault.undoable() == (None, None)


def test_a_recovery_key_is_not_shown_by_chance(vault):
    recovery = vault.keys.make_recovery(PASSPHRASE)
    assert recovery.key.hex() not in repr(recovery)
    assert recovery.lines[0] not in repr(recovery)


def test_making_one_takes_the_passphrase(vault):
    with pytest.raises(WrongPassphraseError):
        vault.keys.make_recovery("somebody at an open window")
    assert not vault.keys.standing().made


# -- the forgotten passphrase ------------------------------------------------------------------
def files_of(folder: Path) -> dict[str, bytes]:
    names = ("case.db", *(p.relative_to(folder).as_posix() for p in folder.rglob("*.enc")))
    return {name: (folder / name).read_bytes() for name in names}


@pytest.mark.parametrize("way", ["sheet", "shares"])
def test_a_forgotten_passphrase_is_replaced_and_nothing_is_re_encrypted(closed, way):
    key = with_sheet(closed)
    before = files_of(closed)
    if way == "sheet":
        typed = recovery_code.key_of([line.lower() for line in recovery_code.lines_of(key)])
    else:
        typed = recovery_shares.key_of(
            [" ".join(words) for words in recovery_shares.split(key)[1:]]
        )
    reset_passphrase(closed, typed, NEW, CHEAP)
    assert files_of(closed) == before
    assert not (closed / "keys.json.prev").exists()
    with pytest.raises(WrongPassphraseError):
        Vault.open(closed, PASSPHRASE)
    with Vault.open(closed, NEW) as vault:
        assert vault.check() == []
        assert vault.keys.standing().tried is not None


def test_a_sheet_opens_the_vault_on_another_machine(closed, tmp_path):
    """Nothing but the folder and the paper is needed: no settings, no trace of the old machine."""
    lines = recovery_code.lines_of(with_sheet(closed))
    elsewhere = tmp_path / "other disk" / "копия"
    elsewhere.parent.mkdir()
    closed.rename(elsewhere)
    reset_passphrase(elsewhere, recovery_code.key_of(lines), NEW, CHEAP)
    Vault.open(elsewhere, NEW).close()


def test_the_sheet_of_another_vault_opens_nothing(closed, vault):
    stranger = vault.keys.make_recovery(PASSPHRASE)
    before = (closed / "keys.json").read_bytes()
    with pytest.raises(WrongRecoveryKeyError):
        reset_passphrase(closed, stranger.key, NEW, CHEAP)
    assert (closed / "keys.json").read_bytes() == before


def test_a_vault_that_is_open_elsewhere_is_left_alone(vault):
    recovery = vault.keys.make_recovery(PASSPHRASE)
    with pytest.raises(VaultInUseError):
        reset_passphrase(vault.folder.path, recovery.key, NEW, CHEAP)


# -- changing it -------------------------------------------------------------------------------
def test_the_passphrase_of_an_open_vault_is_changed(closed):
    key = with_sheet(closed)
    with Vault.open(closed, PASSPHRASE) as vault:
        vault.keys.change_passphrase(PASSPHRASE, NEW, CHEAP)
        vault.save(Detainee(), action=Action("Add"))
        assert vault.keys.standing().tried == date.today()
        assert KeyFile.open_with_recovery_key(vault.folder, key)
    with pytest.raises(WrongPassphraseError):
        Vault.open(closed, PASSPHRASE)
    Vault.open(closed, NEW).close()


def test_the_wait_after_wrong_tries_grows_and_never_locks_out():
    assert [wait_after(wrong) for wrong in range(9)] == [0, 1, 2, 4, 8, 16, 30, 30, 30]
    assert wait_after(10_000) == 30
