"""The command line as a person types it: each command, each mistake, each exit code."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from caseapp.cli import main
from caseapp.cli.passphrase import VARIABLE
from caseapp.intake.sample import SAMPLE_PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def demo_output(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines that `caseapp demo` prints; its folder serves the other tests to read."""
    folder = tmp_path_factory.mktemp("demo")
    environment = dict(os.environ, CASEAPP_HOME=str(folder / "home"))
    done = subprocess.run(
        [sys.executable, "-m", "caseapp", "demo", "--folder", str(folder / "demo")],
        capture_output=True, text=True, cwd=ROOT, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, SAMPLE_PASSPHRASE)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that a person got wrong: code 2 and one sentence. Returns the sentence."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    lines = captured.err.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].endswith(".")
    return lines[0]


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main([*arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_demo_prints_the_vault_and_four_copies_one_path_a_line(demo_output: list[str]) -> None:
    vault, *copies = demo_output
    assert (Path(vault) / "STORE.json").is_file()
    assert len(copies) == 4
    for copy in copies:
        assert Path(copy).is_absolute()
        assert Path(copy).read_bytes().startswith(b"%PDF-")
    assert [Path(c).stem.split("-copy-")[1] for c in copies] == [
        "1-host-state",
        "2-detaining-state",
        "3-united-nations",
        "4-office-do-not-give-out",
    ]


def test_demo_again_draws_the_same_bytes_and_loses_nothing(
    demo_output: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    vault, *copies = demo_output
    before = [hashlib.sha256(Path(c).read_bytes()).hexdigest() for c in copies]
    assert main(["demo", "--folder", str(Path(vault).parent)]) == 0
    assert capsys.readouterr().out.splitlines() == demo_output
    assert [hashlib.sha256(Path(c).read_bytes()).hexdigest() for c in copies] == before


def test_every_copy_of_the_demo_verifies(
    demo_output: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for number, copy in enumerate(demo_output[1:], start=1):
        assert main(["verify", copy]) == 0
        assert str(number) in capsys.readouterr().out


def test_a_copy_with_one_changed_byte_does_not_verify(
    demo_output: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(Path(demo_output[1]).read_bytes())
    data[len(data) // 2] ^= 1
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(data)
    assert main(["verify", str(altered), "--vault", demo_output[0]]) == 1
    assert capsys.readouterr().out.strip()


def test_a_foreign_pdf_is_called_unknown(
    demo_output: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = tmp_path / "foreign.pdf"
    foreign.write_bytes(b"%PDF-1.7\nnothing of ours\n%%EOF\n")
    assert main(["verify", str(foreign), "--vault", demo_output[0]]) == 1
    assert capsys.readouterr().out.strip()


def test_lists_give_the_short_numbers_that_commands_take(
    demo_output: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    vault = demo_output[0]
    appeals = rows(capsys, "list", vault, "appeals")
    assert 1 in [row["appeal"] for row in appeals]
    addressees = [r for r in rows(capsys, "list", vault, "addressees") if r["appeal"] == 1]
    assert [row["addressee"] for row in addressees] == [1, 2, 3]
    assert [row["audience"] for row in addressees] == [
        "host_state", "detaining_state", "united_nations",
    ]  # fmt: skip
    assert len(rows(capsys, "list", vault, "cases")) >= 18
    copies = [row for row in rows(capsys, "list", vault, "copies") if row["appeal"] == 1]
    assert [row["copy"] for row in copies] == [1, 2, 3, 4]
    assert [row["office"] for row in copies] == [False, False, False, True]


def test_find_answers_in_every_script(
    demo_output: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    vault = demo_output[0]
    for typed in ("Асқар", "اسقار", "阿斯哈尔", "Asqar"):
        found = rows(capsys, "find", vault, typed)
        assert "CF-0011" in [row["number"] for row in found], typed


def test_find_tells_names_that_sound_alike_behind_and_why_unless_asked_for_the_letters(
    demo_output: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    vault = demo_output[0]
    for typed in ("Аскар Улгибай", "Askhar Ulgibay", "اسقار ۇلگىباي", "阿斯哈尔·玉勒格拜"):
        found = [row for row in rows(capsys, "find", vault, typed) if row["kind"] == "case"]
        assert found[0]["number"] == "CF-0011", typed
    heard = rows(capsys, "find", vault, "Карапа")
    assert [(row["number"], row["sounds_like"]) for row in heard] == [("CF-0002", "Qarapa")]
    letters = rows(capsys, "find", vault, "Qarapa")
    assert [row["sounds_like"] for row in letters] == [""] * len(letters)
    assert main(["find", vault, "Карапа"]) == 0
    assert "sounds like Qarapa" in capsys.readouterr().out
    assert main(["find", vault, "Карапа", "--exact"]) == 1


def test_lists_tell_namesakes_apart(
    demo_output: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    listed = {row["number"]: row for row in rows(capsys, "list", demo_output[0], "cases")}
    assert (listed["CF-0011"]["born"], listed["CF-0011"]["place"]) == (
        "12 May 1974", "Nilka county, Ili prefecture",
    )  # fmt: skip


def test_find_without_a_hit_ends_with_code_1(
    demo_output: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", demo_output[0], "zzzzqqqq"]) == 1
    assert capsys.readouterr().out == ""


def test_check_finds_no_fault_in_the_sample(
    demo_output: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", demo_output[0]]) == 0
    assert "No fault" in capsys.readouterr().out


def test_dossier_writes_a_draft_in_the_language_asked_for(
    demo_output: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language in ("en", "ru"):
        out = tmp_path / f"{language}.pdf"
        code = main(
            ["dossier", demo_output[0], "--appeal", "1", "--addressee", "1", "--draft",
             "--language", language, "--out", str(out)]
        )  # fmt: skip
        assert code == 0
        assert capsys.readouterr().out.strip() == str(out)
        assert out.read_bytes().startswith(b"%PDF-")


def test_mistakes_in_dossier_are_said_and_write_nothing(
    demo_output: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vault, out = demo_output[0], str(tmp_path / "x.pdf")
    base = ["dossier", vault, "--out", out]
    assert "1" in fails(capsys, *base, "--appeal", "99", "--addressee", "1")
    assert "1, 2, 3" in fails(capsys, *base, "--appeal", "1", "--addressee", "9")
    fails(capsys, *base, "--appeal", "1", "--addressee", "1", "--language", "xx", "--draft")
    (tmp_path / "x.pdf").write_bytes(b"mine")
    fails(capsys, *base, "--appeal", "1", "--addressee", "1")
    assert (tmp_path / "x.pdf").read_bytes() == b"mine"
    missing = str(tmp_path / "no" / "x.pdf")
    fails(capsys, "dossier", vault, "--out", missing, "--appeal", "1", "--addressee", "1")


def test_new_makes_an_empty_vault_and_never_over_another_thing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseapp.store.keys import KdfCost

    cheap = KdfCost(ops=1, memory=8 * 1024 * 1024)
    monkeypatch.setattr(KdfCost, "calibrated", classmethod(lambda cls, seconds=1.0: cheap))
    vault = tmp_path / "vault"
    assert main(["new", str(vault)]) == 0
    assert capsys.readouterr().out.strip() == str(vault)
    assert main(["check", str(vault)]) == 0
    capsys.readouterr()
    fails(capsys, "new", str(vault))


def test_each_way_a_vault_cannot_be_opened_has_its_own_sentence(
    demo_output: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    sentences = [fails(capsys, "check", str(tmp_path / "nothing"))]
    (tmp_path / "folder").mkdir()
    sentences.append(fails(capsys, "check", str(tmp_path / "folder")))
    monkeypatch.setenv(VARIABLE, "wrong")
    sentences.append(fails(capsys, "check", demo_output[0]))
    assert len(set(sentences)) == 3


def test_the_passphrase_may_come_from_a_file(
    demo_output: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv(VARIABLE)
    file = tmp_path / "passphrase"
    file.write_text(SAMPLE_PASSPHRASE + "\n", encoding="utf-8")
    assert main(["find", demo_output[0], "Asqar", "--passphrase-file", str(file)]) == 0
    capsys.readouterr()
    fails(capsys, "find", demo_output[0], "Asqar", "--passphrase-file", str(tmp_path / "none"))


def test_without_passphrase_and_terminal_it_says_how_to_give_one(
    demo_output: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        assert VARIABLE in fails(capsys, "find", demo_output[0], "Asqar")


def test_control_characters_of_a_record_cannot_write_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from caseapp.domain.vocabulary import NameScript
    from caseapp.store.history import Action
    from caseapp.store.records import Detainee, NameForm
    from caseapp.store.vault import Vault
    from tests.conftest import CHEAP

    path = tmp_path / "vault"
    with Vault.create(path, SAMPLE_PASSPHRASE, cost=CHEAP) as vault:
        case = Detainee()
        name = NameForm(detainee_id=case.id, text="Evil\x1b[2J\x07\nname", script=NameScript.EN)
        vault.save(case, name, action=Action("Add"))
    assert main(["list", str(path), "cases"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert len(out.splitlines()) == 1


def test_self_test_tries_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["self-test"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 7
    assert all(line.startswith("ok") for line in lines)


def test_importing_the_package_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import caseapp, caseapp.cli.parser, sys; print(*sys.modules)"],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert not loaded & {"PySide6", "reportlab", "sqlalchemy", "socket", "ssl"}


def test_the_check_says_what_blocks_a_copy_and_what_warns(
    demo_output: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["preflight", demo_output[0], "1", "--json"]) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (consent,) = [one for one in found if one["rule"] == "no_consent"]
    assert (consent["severity"], consent["case"], consent["addressee"]) == ("blocks", "CF-0019", 1)
    assert consent["finding"] == "No consent for: bodies of the host state"
    main(["preflight", demo_output[0], "1"])
    assert "blocks  no_consent  No consent for" in capsys.readouterr().out
