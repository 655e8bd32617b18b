"""Backups as a person types them: made, checked, restored beside; each mistake one sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from caseapp.cli import main
from caseapp.cli.passphrase import VARIABLE
from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.history import Action
from caseapp.store.records import Contact
from caseapp.store.vault import Vault
from caseapp.system.paths import standard_paths
from caseapp.system.settings import Settings, save_settings
from tests.conftest import PASSPHRASE, empty_vault
from tests.fixtures.make_vault import FIXTURE_PASSPHRASE, VAULTS


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A closed vault with a contact, a stick, and where to restore."""
    with empty_vault(tmp_path / "vault") as vault:
        vault.save(Contact(restricted_notes="a note"), action=Action("Note"))
    (tmp_path / "stick").mkdir()
    return tmp_path / "vault", tmp_path / "stick", tmp_path / "new"


def run(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> tuple[str, str]:
    assert main([str(argument) for argument in arguments]) == code
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return captured.out, captured.err


def test_a_backup_is_made_checked_and_restored_with_three_commands(capsys, places):
    vault, stick, new = places
    out, err = run(capsys, "backup", vault, stick)
    made = Path(out.strip())
    assert made.parent.parent == stick
    assert err == "0 cases, read back and sound.\n"
    out, _ = run(capsys, "check", made)
    assert out.endswith(": 0 cases, 0 attached files, all sound.\n")
    assert run(capsys, "check", stick)[0] == out
    out, err = run(capsys, "restore", stick, new)
    assert out.strip() == str(new)
    assert "opens with the passphrase that the vault had then" in err
    assert "No fault was found" in run(capsys, "check", new)[0]


def test_old_backups_go_unless_all_are_to_be_kept(capsys, places):
    vault, stick, _ = places
    for _ in range(3):
        run(capsys, "backup", vault, stick, "--keep")
    assert len(list(stick.glob("*/20*"))) == 3
    _, err = run(capsys, "backup", vault, stick)
    assert "3 old backups removed." in err
    assert len(list(stick.glob("*/20*"))) == 1


def test_restoring_says_how_much_the_vault_of_this_machine_is_ahead(capsys, places):
    vault, stick, new = places
    run(capsys, "backup", vault, stick)
    with Vault.open(vault, PASSPHRASE) as live:
        live.save(Contact(), action=Action("One"))
        live.save(Contact(), action=Action("Two"))
    save_settings(standard_paths().settings_file, Settings().with_recent(vault))
    _, err = run(capsys, "restore", stick, new)
    assert f"The vault {vault} has 2 changes more and was left as it is." in err


def test_a_restored_older_copy_is_told_once_and_then_not_warned_of(capsys, places):
    vault, stick, new = places
    run(capsys, "backup", vault, stick)
    with Vault.open(vault, PASSPHRASE) as live:
        live.save(Contact(), action=Action("One"))
    run(capsys, "list", vault, "cases")  # so this machine has seen the newer state
    shutil.rmtree(vault)
    _, err = run(capsys, "restore", stick, new)
    assert "A newer state of this vault was seen: 1 change is missing here." in err
    assert run(capsys, "list", new, "cases")[1] == ""
    assert "No fault was found" in run(capsys, "check", new)[0]


def test_a_damaged_backup_ends_with_its_name(capsys, places):
    vault, stick, new = places
    made = Path(run(capsys, "backup", vault, stick)[0].strip())
    whole = (made / "case.db").read_bytes()
    (made / "case.db").write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert run(capsys, "check", made, code=1)[0] == "case.db\n"
    out, _ = run(capsys, "check", made, "--json", code=1)
    assert json.loads(out) == {"check": "backup", "finding": "case.db"}
    _, err = run(capsys, "restore", made, new, code=2)
    assert err.startswith("This backup is damaged or was altered: case.db.")
    assert not new.exists()


def test_without_damaged_files_the_rest_is_restored_and_each_is_named(capsys, places):
    vault, stick, new = places
    with Vault.open(vault, PASSPHRASE) as opened:
        opened.attach(
            b"a letter", role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"),
            file_name="letter.txt",
        )  # fmt: skip
    run(capsys, "backup", vault, stick)
    (damaged,) = stick.rglob("att/*/*")
    damaged.write_bytes(b"")
    _, err = run(capsys, "restore", stick, new, code=2)
    assert "damaged or missing: 1" in err
    out, err = run(capsys, "restore", stick, new, "--without-damaged-files")
    assert out.strip() == str(new)
    assert f"letter.txt (att/{damaged.parent.name}/{damaged.name})" in err


def test_mistakes_are_said_in_one_sentence_and_write_nothing(capsys, places, monkeypatch):
    vault, stick, new = places
    made = Path(run(capsys, "backup", vault, stick)[0].strip())
    before = sorted(stick.rglob("*"))
    for arguments, said in (
        (("backup", vault, stick / "none"), "is not there"),
        (("backup", vault, vault / "att"), "inside the vault"),
        (("backup", vault, made), "is itself a vault or a backup"),
        (("restore", new, new), "There is no backup in"),
        (("restore", stick, vault), "is not empty"),
        (("restore", stick, vault / "in"), "is itself a vault or a backup"),
        (("list", made, "cases"), "is a backup and stays as it is"),
    ):
        _, err = run(capsys, *arguments, code=2)
        assert said in err
        assert err.count("\n") == 1
    monkeypatch.setenv(VARIABLE, "wrong")
    assert "passphrase" in run(capsys, "restore", stick, new, code=2)[1]
    assert sorted(stick.rglob("*")) == before
    assert not new.exists()


def test_a_vault_of_an_older_form_says_where_its_backup_is(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, FIXTURE_PASSPHRASE)
    vault = Path(shutil.copytree(VAULTS / "0001" / "vault", tmp_path / "old"))
    _, err = run(capsys, "list", vault, "cases")
    assert "a backup from before lies in" in err
    assert str(vault / "backup") in err
    assert run(capsys, "list", vault, "cases")[1] == ""
