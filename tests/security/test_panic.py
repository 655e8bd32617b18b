"""The panic keys end the real program at the worst moments; what is lost is what was said.

Each test runs the program as a whole, brings it to a moment, presses a key in the window that
has the keyboard, and measures until the process is gone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from caseapp.domain.vocabulary import NameScript
from caseapp.store.destroying import key_copies
from caseapp.store.errors import DamagedKeysError
from caseapp.store.history import Action
from caseapp.store.records import Detainee, NameForm
from caseapp.store.restore import newest, open_backup, restore_to
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.conftest import CHEAP, PASSPHRASE
from tests.desktop.vaults import give_sheet

ROOT = Path(__file__).parents[2]
NAME = "Zhybekqanat Ulgilibaev"
WORD = "Qyzylsary"
SOON = 2.0
"""Seconds from the key to the end of the process, as promised."""
PATIENCE = 20


@dataclass
class Ended:
    """How it ended: seconds from the key, and what it said before."""

    seconds: float
    code: int
    said: list[str]


@pytest.fixture
def vault_path(tmp_path: Path) -> Path:
    path = tmp_path / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        case = Detainee(serial=1, description="fictitious")
        form = NameForm(detainee_id=case.id, text=NAME, script=NameScript.EN)
        vault.save(case, form, action=Action("Add"))
        give_sheet(vault)
    return path


def pressed(path: Path, where: str, key: str, **more: object) -> Ended:
    """Bring the program to a moment and press a key."""
    home = path.parent / "home"
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "TMPDIR": str(home),
        "CASEAPP_HOME": str(home / "caseapp"), "XDG_CONFIG_HOME": str(home / "config"),
    }  # fmt: skip
    home.mkdir(exist_ok=True)
    run = subprocess.Popen(
        [sys.executable, "-m", "tests.security.panic_session"], env=environment, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        order = {"vault": str(path), "passphrase": PASSPHRASE, "where": where, "key": key, **more}
        run.stdin.write(json.dumps(order) + "\n")
        run.stdin.flush()
        said = []
        while (line := run.stdout.readline().strip()) not in ("ready", ""):
            said.append(line)
        assert line == "ready"
        begun = time.monotonic()
        run.stdin.write("\n")
        run.stdin.flush()
        code = run.wait(PATIENCE)
        seconds = time.monotonic() - begun
        return Ended(seconds, code, said + run.stdout.read().split("\n"))
    finally:
        run.kill()
        run.communicate()


def is_gone(ended: Ended) -> None:
    assert "still here" not in ended.said
    assert ended.code == 0
    assert ended.seconds < SOON


def test_what_was_being_typed_is_kept_and_no_fresh_process_comes(vault_path):
    ended = pressed(vault_path, "typing", "vanish", word=WORD)
    is_gone(ended)
    with Vault.open(vault_path, PASSPHRASE) as vault:
        (case,) = vault.all(Detainee)
    assert case.home_address == WORD


def test_at_the_gate_and_with_a_menu_open_it_is_gone_and_its_children_with_it(vault_path):
    is_gone(pressed(vault_path, "gate", "vanish"))
    ended = pressed(vault_path, "menu", "vanish")
    is_gone(ended)
    child = int(next(line for line in ended.said if line.startswith("child ")).split()[1])
    wait_for_the_end(child)
    Vault.open(vault_path, PASSPHRASE).close()


def wait_for_the_end(pid: int) -> None:
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    raise AssertionError("a child lives on")


def test_ten_thousand_rows_being_imported_do_not_hold_it_nor_does_a_dialog(vault_path):
    is_gone(pressed(vault_path, "importing", "vanish"))
    with Vault.open(vault_path, PASSPHRASE) as vault:
        assert len(vault.all(Detainee)) == 1  # all rows or none
        assert vault.check() == []


def test_the_second_key_destroys_the_way_in_while_rows_are_imported(vault_path):
    (vault_path / "keys.json.prev").write_bytes((vault_path / "keys.json").read_bytes())
    is_gone(pressed(vault_path, "importing", "destroy", armed=True))
    assert key_copies(vault_path) == []
    assert (vault_path / "case.db").exists()
    with pytest.raises(DamagedKeysError) as refused:
        Vault.open(vault_path, PASSPHRASE)
    assert "keys.json of this vault is missing" in str(refused.value)


def test_while_a_backup_is_made_and_a_file_asked_for_and_the_earlier_backup_opens(vault_path):
    stick = vault_path.parent / "stick"
    stick.mkdir()
    with Vault.open(vault_path, PASSPHRASE) as vault:
        vault.backups.make(stick)
        cases = len(vault.all(Detainee))
    is_gone(pressed(vault_path, "backing_up", "destroy", armed=True, stick=str(stick)))
    assert key_copies(vault_path) == []
    backup = open_backup(newest(stick), PASSPHRASE)
    restore_to(backup.backup, backup.master, vault_path.parent / "restored", Progress())
    with Vault.open(vault_path.parent / "restored", PASSPHRASE) as vault:
        assert len(vault.all(Detainee)) == cases


def test_at_the_gate_the_second_key_destroys_armed_vaults_and_spares_others(vault_path):
    other = vault_path.parent / "other"
    Vault.create(other, PASSPHRASE, cost=CHEAP).close()
    is_gone(pressed(vault_path, "gate", "destroy", armed=True))
    assert key_copies(vault_path) == []
    Vault.open(other, PASSPHRASE).close()


def test_the_second_key_only_ends_the_program_where_nothing_was_armed(vault_path):
    is_gone(pressed(vault_path, "gate", "destroy"))
    Vault.open(vault_path, PASSPHRASE).close()


def test_nothing_of_it_is_left_in_temporary_folders(vault_path):
    is_gone(pressed(vault_path, "backing_up", "vanish", stick=str(vault_path.parent / "stick")))
    home = vault_path.parent / "home"
    left = [path for path in home.rglob("*") if path.is_file()]
    assert {path.name for path in left} <= {"settings.json", "events.log", "vaults-seen.json"}
