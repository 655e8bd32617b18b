"""forget as a person types it: what goes is shown first, and only the right word does it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from caseapp.cli import main
from caseapp.cli.passphrase import VARIABLE
from caseapp.domain.vocabulary import NameScript
from caseapp.store.history import Action
from caseapp.store.records import Contact, Detainee, NameForm
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE, empty_vault

NAME = "Ақмарал Жүсіпқызы"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    with empty_vault(tmp_path / "vault") as vault:
        case, told = Detainee(), Contact()
        other = Detainee(summary=f"neighbour of {NAME}")
        forms = [NameForm(detainee_id=case.id, text=NAME, script=NameScript.KK_CYRL),
                 NameForm(contact_id=told.id, text="Bolat Omar", script=NameScript.EN)]  # fmt: skip
        vault.save(case, told, other, *forms, action=Action("New"))
    return str(tmp_path / "vault")


def test_what_goes_and_where_the_name_stands_is_shown_and_nothing_done(folder, capsys):
    assert main(["forget", folder, "--case", "1", "--show"]) == 0
    said = capsys.readouterr().out
    assert "name_form: 1" in said
    assert "detainee CF-0002" in said
    assert main(["forget", folder, "--case", "CF-0001", "--show", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["records"] == {"detainee": 1, "name_form": 1}
    assert told["places"][0]["field"] == "summary"
    with Vault.open(Path(folder), PASSPHRASE) as vault:
        assert len(vault.all(Detainee)) == 2


def test_only_the_right_word_forgets(folder, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert main(["forget", folder, "--case", "1"]) == 2
    assert "exactly" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NAME.upper()}\n"))
    assert main(["forget", folder, "--case", "1"]) == 0
    assert main(["forget", folder, "--contact", "1", "--yes", "1"]) == 0
    assert main(["check", folder]) == 0
    with Vault.open(Path(folder), PASSPHRASE) as vault:
        assert [one.serial for one in vault.all(Detainee)] == [2]
        assert vault.all(Contact) == vault.all(NameForm) == []


@pytest.mark.parametrize("which", [["--case", "9"], ["--contact", "9"], ["--file", "x"],
                                   ["--file", "0" * 32]])  # fmt: skip
def test_what_is_not_there_is_told(folder, which, capsys):
    assert main(["forget", folder, *which, "--show"]) == 2
    assert "There is no" in capsys.readouterr().err
