"""Issuing from the command line: the same check, reasons, one file a copy, codes from paper."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from caseapp.cli import main
from caseapp.cli.passphrase import VARIABLE
from caseapp.domain.vocabulary import Audience
from caseapp.store.history import Action
from caseapp.store.records import Addressee, AppealAddressee, Copy
from caseapp.store.vault import Vault
from tests.desktop.vaults import PASSPHRASE, sample_copy

MINISTRY, EMBASSY, NATIONS = "1", "2", "3"
REASON = "The family asked for it"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample; each copy is a letter and its last page."""
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv("LANG", "C.UTF-8")
    path = sample_copy(tmp_path)
    with Vault.open(path, PASSPHRASE) as opened:
        links = opened.all(AppealAddressee)
        for link in links:
            link.parts = ["letter", "verification"]
        opened.save(*links, action=Action("Short copies"))
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    code = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out.splitlines(), captured.err


def copies(vault: Path) -> list[Copy]:
    with Vault.open(vault, PASSPHRASE) as opened:
        return sorted(
            (copy for copy in opened.all(Copy) if copy.frozen), key=lambda one: one.produced_at
        )


def test_findings_have_codes_and_ids_of_records_that_exist(
    vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines, _err = run(capsys, "preflight", vault, "1", "--json")
    assert code == 1
    found = [json.loads(line) for line in lines]
    blocker = next(one for one in found if one["rule"] == "no_consent")
    assert (blocker["severity"], blocker["case"], blocker["override"]) == (
        "blocks", "CF-0019", True,
    )  # fmt: skip
    assert {str(UUID(one["id"])) for one in found} == {one["id"] for one in found}
    _code, plain, _err = run(capsys, "preflight", vault, "1")
    assert any("no_consent" in line and blocker["id"] in line for line in plain)


def test_a_blocked_copy_is_refused_with_what_blocks_it_and_others_are_issued(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    code, lines, err = run(
        capsys, "issue", vault, "1", "--addressee", MINISTRY, "--addressee", EMBASSY, "--out", out
    )
    assert code == 1
    (path,) = map(Path, lines)
    assert path.name.endswith("-detaining-state.pdf")
    assert path.read_bytes().startswith(b"%PDF")
    assert "no_consent" in err
    assert "CF-0019" in err
    assert len(list(out.iterdir())) == 1


def test_a_reading_copy_is_issued_with_the_letter_of_the_kazakh_one(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines, err = run(
        capsys, "issue", vault, "1", "--addressee", EMBASSY, "--language", "kk_Arab",
        "--out", tmp_path,
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert Path(lines[0]).read_bytes().startswith(b"%PDF")
    assert [copy.language for copy in copies(vault)] == ["kk_Arab"]


def test_a_reason_sets_a_blocker_aside_and_stands_in_the_register(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines, _err = run(
        capsys, "issue", vault, "1", "--addressee", MINISTRY, "--language", "en", "--out", tmp_path,
        "--override", f"no_consent={REASON}",
    )  # fmt: skip
    assert code == 0
    assert len(lines) == 1
    issued = copies(vault)[-1]
    assert issued.language == "en"
    assert {(one["code"], one["reason"]) for one in issued.overrides} == {("no_consent", REASON)}
    code, lines, _err = run(capsys, "verify", issued.page_code.lower(), "--vault", vault)
    assert code == 0
    assert any(issued.frozen_sha256 in line for line in lines)
    assert f"Copy {issued.number} of appeal" in lines[0]
    code, lines, _err = run(capsys, "verify", "ZZZZ-ZZZZ", "--vault", vault)
    assert code == 1
    assert "ZZZZ-ZZZZ" in lines[0]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--override", "no_consent=ok"),
        ("--override", "letter_missing=We need it"),
        ("--override", "no_consent"),
        ("--addressee", "9"),
        ("--language", "xx", "--addressee", MINISTRY),
        ("--language", "en"),
        ("--out", "nowhere"),
    ],
    ids=" ".join,
)
def test_what_was_typed_wrong_is_said_in_one_sentence_and_issues_nothing(
    vault: Path, capsys: pytest.CaptureFixture[str], wrong: tuple[str, ...]
) -> None:
    before = len(copies(vault))
    code, lines, err = run(capsys, "issue", vault, "1", *wrong)
    assert (code, lines) == (2, [])
    assert len(err.strip().splitlines()) == 1
    assert len(copies(vault)) == before


def test_the_single_copy_of_dossier_stands_behind_the_same_check(
    vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one.pdf"
    command = ["dossier", str(vault), "--appeal", "1", "--out", str(path), "--addressee"]
    assert main([*command, MINISTRY]) == 2
    assert "check" in capsys.readouterr().err
    assert not path.exists()
    assert main([*command, EMBASSY]) == 0
    with Vault.open(vault, PASSPHRASE) as opened:
        audience = {one.serial: one.audience for one in opened.all(Addressee)}
    assert audience[int(EMBASSY)] is Audience.DETAINING_STATE
    assert main(["verify", str(path), "--vault", str(vault)]) == 0
