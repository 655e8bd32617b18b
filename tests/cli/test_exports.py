"""Exports from the command line: cautious by default, told before, private, never over a file."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from caseapp.cli import main
from caseapp.domain.vocabulary import Audience
from caseapp.intake.sample import load_sample
from caseapp.store.history import Action
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.queries.saved_views import CASES, write_view
from caseapp.store.records import Detainee, Export, SavedView
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("sample") / "vault"
    with Vault.create(found, PASSPHRASE, cost=CHEAP) as vault:
        load_sample(vault)
        view = SavedView(name="Women", view=CASES)
        write_view(view, CaseFilter(text="Айгүл"), ())
        vault.save(view, action=Action("Test"))
    return found


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_PASSPHRASE", PASSPHRASE)


def run(path: Path, out: Path, *more: str) -> int:
    return main(["export", str(path), "--out", str(out), *more])


def exports(path: Path) -> list[Export]:
    with Vault.open(path, PASSPHRASE) as vault:
        return vault.all(Export)


def test_without_an_audience_the_file_is_for_the_public_and_says_what_it_lacks(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "list.csv"
    assert run(path, out, "--form", "csv", "--all") == 0
    said = capsys.readouterr()
    assert said.out.strip() == str(out)
    assert "for: public" in said.err
    assert "identity numbers: " in said.err
    assert "654028197405120004" not in out.read_text(encoding="utf-8-sig")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    record = exports(path)[-1]
    assert (record.form, record.audience, record.file_name) == ("csv", Audience.PUBLIC, "list.csv")
    assert record.counts["cases"] == 20
    assert record.withheld["detainee_identifiers"] > 0
    assert len(record.sha256) == 64


def test_the_office_must_be_asked_for_by_name_and_is_told_what_that_means(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "all.csv"
    assert run(path, out, "--form", "csv", "--all", "--audience", "office") == 0
    assert "for the office only" in capsys.readouterr().err
    assert "654028197405120004" in out.read_text(encoding="utf-8-sig")


def test_a_file_that_is_there_is_replaced_only_if_asked(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "list.csv"
    out.write_text("mine")
    known = len(exports(path))
    assert run(path, out, "--form", "csv", "--all") == 2
    assert out.read_text() == "mine"
    assert len(exports(path)) == known
    assert run(path, out, "--form", "csv", "--all", "--force") == 0
    assert out.read_text() != "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["list.csv"]


def test_cases_are_chosen_by_number_by_view_or_all(path: Path, tmp_path: Path) -> None:
    def numbers(name: str, *chosen: str) -> list[str]:
        out = tmp_path / name
        assert run(path, out, "--form", "json", "--audience", "partners", *chosen) == 0
        return sorted(case["number"] for case in json.loads(out.read_text())["cases"])

    assert numbers("a.json", "--cases", "cf-15, CF-0002") == ["CF-0002", "CF-0015"]
    assert len(numbers("b.json", "--all")) == 20
    assert numbers("c.json", "--view", "women") == ["CF-0012"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ((), "Say which cases"),
        (("--cases", "CF-999"), "no case CF-999"),
        (("--view", "Men"), "no saved view"),
    ],
)
def test_what_cannot_be_chosen_is_told_in_a_sentence(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: Any, sentence: str
) -> None:
    assert run(path, tmp_path / "x.csv", "--form", "csv", *more) == 2
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_name_in_the_name_of_the_file_is_refused(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "Raushan-Mysalova.csv"
    assert run(path, out, "--form", "csv", "--all") == 2
    assert "name of the file" in capsys.readouterr().err
    assert not out.exists()


def test_names_in_a_calendar_are_for_the_office(path: Path, tmp_path: Path) -> None:
    assert run(path, tmp_path / "a.ics", "--form", "ics", "--names") == 2
    assert run(path, tmp_path / "b.ics", "--form", "ics") == 0
    assert run(path, tmp_path / "c.ics", "--form", "ics", "--names", "--audience", "office") == 0


def test_the_offices_json_comes_back_into_an_empty_vault(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "all.json"
    assert run(path, out, "--form", "json", "--all", "--audience", "office") == 0
    empty = tmp_path / "empty"
    Vault.create(empty, PASSPHRASE, cost=CHEAP).close()
    assert main(["import-json", str(empty), str(out)]) == 0
    assert "detainee: 20" in capsys.readouterr().out
    with Vault.open(empty, PASSPHRASE) as vault:
        assert len(vault.all(Detainee)) == 20
    assert main(["import-json", str(empty), str(out)]) == 2
    assert "empty vault" in capsys.readouterr().err
