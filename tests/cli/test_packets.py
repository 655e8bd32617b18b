"""Packets as a person types them: cards, words, a dry run, making, taking in, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.cli import main
from caseapp.cli.passphrase import VARIABLE
from caseapp.intake.sample import load_sample
from caseapp.store.records import Contact, Detainee
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE, empty_vault


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    """Paths of a vault with the sample, called Almaty, and of an empty one, called Astana."""
    with empty_vault(tmp_path / "a", "Almaty") as vault:
        load_sample(vault)
    empty_vault(tmp_path / "b", "Astana").close()
    return str(tmp_path / "a"), str(tmp_path / "b")


def introduce(two: tuple[str, str], tmp_path: Path, *, compared: str = "N.") -> None:
    for mine, theirs, name in ((*two, "a"), (*two[::-1], "b")):
        card = str(tmp_path / f"{name}.card")
        assert main(["station", mine, "--out", card]) == 0
        typed = ["station", theirs, "add", card]
        assert main([*typed, "--words-compared-by", compared] if compared else typed) == 0


def made(capsys: pytest.CaptureFixture[str], typed: list[str]) -> tuple[str, str]:
    """What a command printed on both channels."""
    capsys.readouterr()
    assert main(typed) == 0
    said = capsys.readouterr()
    return said.out.strip(), said.err


def test_both_sides_see_the_same_words_of_a_station(
    two: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card, words = made(capsys, ["station", two[0], "--words", "ru"])
    shown, heard = made(capsys, ["station", two[1], "add", card, "--words", "ru"])
    assert shown.startswith("Station: Almaty\nCompare these words aloud")
    assert heard.splitlines()[0] == words.splitlines()[0]
    assert len(words.split()) == 9


def test_cases_go_to_another_vault_and_come_once(
    two: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    introduce(two, tmp_path)
    typed = ["packet", two[0], "--to", "Astana", "--cases", "11,CF-0012", "--out", str(tmp_path)]
    nothing, would = made(capsys, [*typed, "--dry-run"])
    assert nothing == ""
    assert "2 cases and what belongs to them" in would
    assert "Restricted notes stay here." in would
    path, said = made(capsys, typed)
    assert said == would
    assert Path(path).name[8:] == ".packet"
    said, _ = made(capsys, ["receive", two[1], path, "--dry-run"])
    assert said.startswith("From Almaty.\nNew: 2 cases,")
    said, _ = made(capsys, ["receive", two[1], path])
    assert said.endswith("one undo takes it back.")
    with Vault.open(Path(two[1]), PASSPHRASE) as vault:
        assert sorted(one.serial for one in vault.all(Detainee)) == [11, 12]
        assert vault.all(Contact)
        assert vault.check() == []
    assert main(["receive", two[1], path]) == 1
    assert "already taken in on" in capsys.readouterr().err


def test_without_contacts_no_contact_leaves(
    two: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    introduce(two, tmp_path)
    typed = ["packet", two[0], "--to", "Astana", "--whole", "--out", str(tmp_path)]
    path, said = made(capsys, [*typed, "--without-contacts"])
    assert "The whole vault, without contacts" in said
    assert "because it tells of contacts" in said
    assert main(["receive", two[1], path]) == 0
    with Vault.open(Path(two[1]), PASSPHRASE) as vault:
        assert vault.all(Contact) == []
        assert len(vault.all(Detainee)) == 20


def test_nothing_is_sent_to_a_station_whose_words_nobody_compared(
    two: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    introduce(two, tmp_path, compared="")
    typed = ["packet", two[0], "--to", "Astana", "--whole", "--out", str(tmp_path)]
    assert main(typed) == 2
    assert "The words of Astana were not compared yet" in capsys.readouterr().err
    assert list(tmp_path.glob("*.packet*")) == []
    assert main(["station", two[0], "confirm", "Astana", "--words-compared-by", "N."]) == 0
    assert main(typed) == 0


def test_a_wrong_name_a_wrong_number_and_a_wrong_file_are_answered_in_a_sentence(
    two: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    introduce(two, tmp_path)
    for typed, sentence in (
        (["packet", two[0], "--to", "Nobody", "--whole"], "is called Nobody"),
        (["packet", two[0], "--to", "Astana", "--cases", "999"], "There is no case 999."),
        (["packet", two[0], "--to", "Astana", "--whole", "--out", "/nowhere"], "no folder"),
        (["receive", two[1], str(tmp_path / "a.card")], "This file is not a packet."),
        (["station", two[1], "add", "hello"], "This is not the card of a station"),
        (["station", two[1], "add", str(tmp_path / "b.card")], "the card of this vault itself"),
        (["station", two[1], "add", str(tmp_path / "a.card")], "known here already, as Almaty"),
    ):
        assert main(typed) == 2
        assert sentence in capsys.readouterr().err
