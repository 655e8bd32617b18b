"""duplicates as a person types it: pairs across scripts with their reasons; nothing is decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp.cli import main
from caseapp.cli.passphrase import VARIABLE
from caseapp.domain.vocabulary import MatchVerdict
from caseapp.matching.decisions import decide
from caseapp.matching.waiting import pairs
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.conftest import PASSPHRASE, empty_vault
from tests.desktop.review_desk import NUMBER, fill_review


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    with empty_vault(tmp_path / "vault") as vault:
        fill_review(vault)
    return str(tmp_path / "vault")


def test_each_pair_stands_with_how_likely_it_is_and_with_its_reasons(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["duplicates", folder]) == 0
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert lines[0] == "CF-0001  Үлгі Сынақұлы  –  CF-0002  乌力格·斯纳克  –  very likely"
    assert any(line.startswith("    + ") and "Tekes" in line for line in lines)
    assert sum(not line.startswith(" ") for line in lines) == 3
    assert NUMBER not in said


def test_programs_get_codes_and_the_rest_is_counted(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["duplicates", folder, "--limit", "1", "--json"]) == 0
    told = capsys.readouterr()
    (line,) = told.out.splitlines()
    pair = json.loads(line)
    assert (pair["first"], pair["second"], pair["sure"]) == ("CF-0001", "CF-0002", "very_likely")
    assert {"name", "birth", "county"} <= {one["ground"] for one in pair["reasons"]}
    assert "2 more pairs" in told.err


def test_who_was_told_apart_is_not_listed_and_without_pairs_it_says_so_by_its_code(
    folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Vault.open(Path(folder), PASSPHRASE) as vault:
        for pair in pairs(vault, Progress()):
            decide(vault, pair.first, pair.second, MatchVerdict.NOT_SAME)
    assert main(["duplicates", folder]) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("typed", ["0", "-1", "many"])
def test_a_limit_that_lists_nothing_is_refused(folder: str, typed: str) -> None:
    assert main(["duplicates", folder, "--limit", typed]) == 2
