"""`check` of a damaged vault names what is wrong; `salvage` makes a new one of what can be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp.cli import main
from caseapp.cli.salvaging import lost_words
from caseapp.i18n import translator
from caseapp.store.history import Action
from caseapp.store.records import Detainee, Record
from caseapp.store.records.kind_words import KIND_WORDS
from caseapp.store.salvage import KindCount, Salvaged
from caseapp.store.salvage_history import HistoryLoss
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE

PAGE, BAD = 4096, 190


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault that was not closed, with a bad page of records."""
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CASEAPP_PASSPHRASE", PASSPHRASE)
    path = tmp_path / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        for part in range(10):
            vault.save(
                *(Detainee(serial=20 * part + n + 1, summary="x " * 300) for n in range(20)),
                action=Action("Fill"),
            )
    (path / "open").touch()
    with (path / "case.db").open("r+b") as file:
        file.seek(BAD * PAGE + 100)
        file.write(b"damage")
    return path


def test_check_names_the_damage_and_what_can_be_done(damaged, capsys):
    assert main(["check", str(damaged)]) == 1
    told = capsys.readouterr()
    assert "Pages of the database case.db are damaged." in told.out
    assert f"page {BAD + 1}" in told.out
    assert f"caseapp salvage {damaged} NEW_FOLDER" in told.err
    assert main(["check", str(damaged), "--json"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["check"] for row in rows} == {"database"}


def test_salvage_prints_the_new_vault_and_what_is_lost(damaged, tmp_path, capsys):
    before = (damaged / "case.db").read_bytes()
    code = main(["salvage", str(damaged), str(tmp_path / "new")])
    told = capsys.readouterr()
    assert told.out.splitlines()[0] == str(tmp_path / "new")
    assert (code == 0) == ("lost" not in told.out)
    assert (damaged / "case.db").read_bytes() == before
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        assert len(vault.all(Detainee)) == 200
    assert main(["check", str(tmp_path / "new")]) == 0


def test_what_is_lost_is_named_in_words_and_not_by_a_table():
    kinds = (KindCount("name_form", 3, 0, 2), KindCount("detainee", 5, 0, 1))
    made = Salvaged(Path("new"), kinds, HistoryLoss(0, 0), 0, ())
    assert lost_words(translator("en"), made) == [
        "8 records were saved.", "Name, spelling: 2 are lost.", "Case: 1 is lost.",
    ]  # fmt: skip


def test_every_kind_of_record_has_its_word():
    assert set(KIND_WORDS) == {kind.class_.__tablename__ for kind in Record.registry.mappers}


def test_without_its_description_a_vault_is_saved_by_what_its_keys_say(damaged, tmp_path, capsys):
    (damaged / "STORE.json").unlink()
    assert main(["check", str(damaged)]) == 1
    assert "STORE.json is missing or damaged" in capsys.readouterr().out
    assert main(["salvage", str(damaged), str(tmp_path / "new")]) in (0, 1)
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        assert len(vault.all(Detainee)) == 200


def test_without_its_keys_a_vault_is_saved_with_those_of_a_backup(damaged, tmp_path, capsys):
    kept = (tmp_path / "keys.json").write_bytes((damaged / "keys.json").read_bytes())
    assert kept
    (damaged / "keys.json").write_bytes(b"{")
    target = str(tmp_path / "new")
    assert main(["salvage", str(damaged), target]) == 2
    assert main(["salvage", str(damaged), target, "--keys", str(tmp_path / "keys.json")]) in (0, 1)
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        assert len(vault.all(Detainee)) == 200


def test_what_is_no_vault_is_not_saved(tmp_path, damaged, capsys):
    assert main(["salvage", str(tmp_path / "nowhere"), str(tmp_path / "new")]) == 2
    assert "There is no vault" in capsys.readouterr().err
