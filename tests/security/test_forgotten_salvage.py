"""Who was forgotten stays so when the vault is damaged later and what can be read is saved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from caseapp.disclosure.forgetting import forget
from caseapp.store import history
from caseapp.store.damage import keys_of
from caseapp.store.engine import outside_transaction
from caseapp.store.errors import ForgottenStepError, NotUndoableError
from caseapp.store.folder import VaultFolder
from caseapp.store.history import Action
from caseapp.store.keys import KeyFile
from caseapp.store.keyslots import Purpose
from caseapp.store.records import Contact, Detainee
from caseapp.store.salvage import salvage
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.security.pages import PAGE, plain_page
from tests.security.test_forgotten_traces import fill, look, seen


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Detainee]:
    """A closed vault in which she was forgotten, and her brother who is there still."""
    folder = tmp_path_factory.mktemp("forgotten") / "vault"
    with Vault.create(folder, PASSPHRASE, cost=CHEAP) as vault:
        case, told, brother = fill(vault)
        forget(vault, look(vault, case), case.case_number)
        forget(vault, look(vault, told), str(told.serial))
        assert vault.check() == []
    assert seen(folder) == []
    return folder, brother


@pytest.fixture
def forgotten(filled: tuple[Path, Detainee], tmp_path: Path) -> tuple[Path, Detainee]:
    return Path(shutil.copytree(filled[0], tmp_path / "vault")), filled[1]


def lose_page(folder: Path) -> None:
    """Spoil each page on which the entry of a forgetting stands."""
    key = KeyFile.open(VaultFolder.load(folder), PASSPHRASE).subkey(Purpose.DATABASE)
    data = bytearray((folder / "case.db").read_bytes())
    hit = [
        at for at in range(PAGE, len(data), PAGE)
        if history.FORGETTING.encode() in plain_page(key, bytes(data[at : at + PAGE]))
    ]  # fmt: skip
    assert hit
    for at in hit:
        data[at + 1000] ^= 1
    (folder / "case.db").write_bytes(data)


def lose_entry(folder: Path) -> None:
    _run(folder, f"DELETE FROM action WHERE label = '{history.FORGETTING}'")


def lose_entry_and_note(folder: Path) -> None:
    lose_entry(folder)
    _run(folder, f"DELETE FROM meta WHERE name = '{history.FORGOTTEN_UP_TO}'")


def lose_note(folder: Path) -> None:
    _run(folder, f"DELETE FROM meta WHERE name = '{history.FORGOTTEN_UP_TO}'")


def _run(folder: Path, statement: str) -> None:
    with (
        Vault.open(folder, PASSPHRASE) as vault,
        vault._alone() as engine,
        outside_transaction(engine) as connection,
    ):
        raw = connection.driver_connection
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(statement)
        raw.execute("PRAGMA foreign_keys = ON")


@pytest.mark.parametrize("lose", [lose_page, lose_entry, lose_entry_and_note, lose_note])
def test_where_the_entry_of_the_forgetting_is_lost_nothing_comes_back(forgotten, tmp_path, lose):
    folder, brother = forgotten
    lose(folder)
    described = VaultFolder.load(folder)
    made = salvage(described, keys_of(described, PASSPHRASE), tmp_path / "new")
    assert made.lost == 0
    assert seen(made.path) == []
    with Vault.open(made.path, PASSPHRASE) as vault:
        assert vault.check() == []
        assert [one.id for one in vault.all(Detainee)] == [brother.id]
        assert vault.all(Contact) == []
        assert vault.undoable() == (None, None)
        for action in range(1, 7):
            with pytest.raises((ForgottenStepError, NotUndoableError)):
                vault.undo_only(action)
        kept = vault.get(Detainee, brother.id)
        kept.summary = "work goes on"
        vault.save(kept, action=Action("Edit"))
        vault.undo()
        vault.redo()
        forget(vault, look(vault, kept), kept.case_number)
        assert vault.check() == []
    assert seen(made.path) == []
