"""Passphrase and recovery key as a person types them: each mistake one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.cli import main, passphrase
from caseapp.cli.passphrase import NEW_VARIABLE, VARIABLE
from caseapp.store.errors import WrongPassphraseError
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE, empty_vault

NEW = "қалам-тұман-жайлау"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv(NEW_VARIABLE, NEW)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "vault"
    empty_vault(path, "Case files").close()
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> tuple[str, str]:
    assert main([str(argument) for argument in arguments]) == code
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return captured.out, captured.err


def opens(folder: Path, secret: str) -> bool:
    try:
        Vault.open(folder, secret).close()
    except WrongPassphraseError:
        return False
    return True


def test_the_passphrase_is_changed_and_what_that_does_not_do_is_said(capsys, folder):
    _out, err = run(capsys, "passphrase", folder)
    assert "copies from before, still open with the old one" in err
    assert (opens(folder, PASSPHRASE), opens(folder, NEW)) == (False, True)


def test_after_it_became_known_the_vault_is_written_anew(capsys, folder):
    database = (folder / "case.db").read_bytes()
    _out, err = run(capsys, "passphrase", folder, "--compromised")
    assert "new master key" in err
    assert (opens(folder, PASSPHRASE), opens(folder, NEW)) == (False, True)
    assert (folder / "case.db").read_bytes()[:16] != database[:16]


def test_the_same_passphrase_is_no_change(capsys, folder, monkeypatch):
    monkeypatch.setenv(NEW_VARIABLE, PASSPHRASE)
    for more in ((), ("--compromised",)):
        _out, err = run(capsys, "passphrase", folder, *more, code=2)
        assert err == "This is the passphrase that is to go. Choose another one.\n"


def test_a_sheet_is_made_tried_and_opens_with_three_commands(capsys, folder, tmp_path):
    out, _err = run(capsys, "recovery", folder, code=1)
    assert out == "There is no recovery key: whoever forgets the passphrase loses the vault.\n"
    out, err = run(capsys, "recovery", folder, "sheet")
    assert [line[:3] for line in out.splitlines()] == [f"{n}. " for n in range(1, 9)]
    assert "Now try it" in err
    paper = tmp_path / "typed.txt"
    paper.write_text(out.lower())
    assert "never tried" in run(capsys, "recovery", folder, code=1)[0]
    assert "It opens the vault" in run(capsys, "recovery", folder, "try", "--typed", paper)[0]
    assert "It was tried on" in run(capsys, "recovery", folder)[0]
    run(capsys, "recovery", folder, "open", "--typed", paper)
    assert (opens(folder, PASSPHRASE), opens(folder, NEW)) == (False, True)


def test_two_of_three_shares_open_and_one_does_not(capsys, folder, tmp_path):
    shares = run(capsys, "recovery", folder, "shares")[0].splitlines()
    assert [len(share.split()) for share in shares] == [33, 33, 33]
    paper = tmp_path / "typed.txt"
    paper.write_text(shares[2])
    _out, err = run(capsys, "recovery", folder, "open", "--typed", paper, code=2)
    assert err == "One share opens nothing. A second one of the three is needed.\n"
    paper.write_text(f"{shares[2]}\n\n{shares[0]}\n")
    run(capsys, "recovery", folder, "try", "--typed", paper)
    run(capsys, "recovery", folder, "open", "--typed", paper)
    assert opens(folder, NEW)


def test_a_slip_of_the_pen_is_named(capsys, folder, tmp_path):
    lines = run(capsys, "recovery", folder, "sheet")[0].splitlines()
    lines[4] = lines[4][:-1] + ("A" if lines[4][-1] != "A" else "B")
    paper = tmp_path / "typed.txt"
    paper.write_text("\n".join(lines))
    _out, err = run(capsys, "recovery", folder, "try", "--typed", paper, code=2)
    assert err == "Line 5 is not as it stands on the sheet. Compare it with the paper.\n"


def test_pages_to_print_are_written_where_the_person_says(capsys, folder, tmp_path):
    for what, pages in (("sheet", 1), ("shares", 3)):
        out, err = run(capsys, "recovery", folder, what, "--pdf", tmp_path / f"{what}.pdf")
        assert out.strip() == str(tmp_path / f"{what}.pdf")
        assert "delete the file" in err
        assert (tmp_path / f"{what}.pdf").read_bytes().count(b"/Type/Page/") == pages
        assert (tmp_path / f"{what}.pdf").stat().st_mode & 0o777 == 0o600


def test_a_new_vault_says_what_comes_before_real_cases(capsys, tmp_path):
    out, err = run(capsys, "new", tmp_path / "made")
    assert out.strip() == str(tmp_path / "made")
    assert err == f"Before real cases: caseapp recovery {tmp_path / 'made'} sheet\n"


def test_who_types_a_wrong_passphrase_is_asked_again_each_time_later(capsys, folder, monkeypatch):
    typed = iter(["wrong", "wrong too", "and this", PASSPHRASE])
    waits = []
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(passphrase.getpass, "getpass", lambda _prompt: next(typed))
    monkeypatch.setattr(passphrase.time, "sleep", waits.append)
    _out, err = run(capsys, "list", folder, "cases")
    assert waits == [1, 2, 4]
    assert len(set(err.splitlines())) == 1
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.all(Detainee) == []


def test_at_the_terminal_a_wrong_line_is_asked_for_again(capsys, folder, monkeypatch):
    lines = run(capsys, "recovery", folder, "sheet")[0].splitlines()
    typed = [line.split(". ")[1] for line in lines]
    answers = iter([*typed[:2], "nonsense", "0000 0001", *typed[2:]])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    out, _err = run(capsys, "recovery", folder, "try")
    assert "Line 3" in out
    assert "It opens the vault" in out


def test_without_a_terminal_nothing_is_waited_for(capsys, folder):
    _out, err = run(capsys, "recovery", folder, "open", code=2)
    assert err == "Nothing was typed: use --typed with a file.\n"
