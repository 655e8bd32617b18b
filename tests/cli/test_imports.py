"""`caseapp import` as a person types it: tried, done, again, decided, reported; and mistakes."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import openpyxl
import pytest

from caseapp.cli import main
from caseapp.cli.passphrase import VARIABLE
from caseapp.store.records import Detainee, ImportProfile
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE, empty_vault

LIST = """№;Аты-жөні;Туған жылы;Жынысы;Ұсталған күні;Себебі;Телефоны;Ескерту
1;Асқар Үлгібай;1974;ер;Mar-17;намаз;+7 777 123 45 67;=1+1
2;Гүлнар Қиялбек;1985;әйел;2018;;;
;;;;;;;
3;;;;;;;хабар жоқ
4;Гүлнар Қиялбек;;әйел;;;;
"""


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


@pytest.fixture
def vault(tmp_path: Path) -> str:
    empty_vault(tmp_path / "vault").close()
    return str(tmp_path / "vault")


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "list.csv"
    path.write_bytes(LIST.encode("utf-16"))
    return str(path)


def cases(vault: str) -> int:
    with Vault.open(Path(vault), PASSPHRASE) as opened:
        assert opened.check() == []
        return len(opened.all(Detainee))


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert line.endswith(".")
    return line


def test_a_list_is_tried_imported_decided_and_each_time_reported(vault, file, tmp_path, capsys):
    report = tmp_path / "report.xlsx"
    tried = ("import", vault, file, "--dry-run", "--report", str(report))
    assert main(tried) == 1
    said = capsys.readouterr()
    assert said.out.strip() == str(report)
    assert "Nothing was written." in said.err
    assert "would be a new case: 2" in said.err
    assert cases(vault) == 0

    assert main(("import", vault, file, "--remember", "ours")) == 1
    said = capsys.readouterr().err
    for line in ("new case: 2", "to be decided: 1", "cannot be read: 1", "empty: 1"):
        assert line in said.splitlines()
    assert cases(vault) == 2

    assert main(("import", vault, file, "--decide", "new")) == 1  # one row cannot be read
    assert "nothing new: 2" in capsys.readouterr().err
    assert cases(vault) == 3
    with Vault.open(Path(vault), PASSPHRASE) as opened:
        assert [one.name for one in opened.all(ImportProfile)] == ["ours"]


def test_the_report_has_every_row_in_its_order_and_text_stays_text(vault, file, tmp_path):
    report = tmp_path / "report.xlsx"
    main(("import", vault, file, "--report", str(report)))
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    book = openpyxl.load_workbook(report)
    first, second = book.worksheets
    assert first["A1"].value == "For the office only. Not to be given out."
    rows = list(second.iter_rows())
    assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
    told = [[cell.value or "" for cell in row] for row in rows]
    assert [line[0] for line in told[1:]] == ["2", "3", "4", "5", "6"]
    assert [line[1] for line in told[1:]] == [
        "new case", "new case", "empty", "cannot be read", "to be decided",
    ]  # fmt: skip
    assert [line[2] for line in told[1:]] == ["CF-0001", "CF-0002", "", "", ""]
    assert told[4][3] == "Nothing in this row says who it is about."
    assert told[5][3].startswith("May be the same as row 3: ")
    assert told[1][-1] == "=1+1"


def test_a_report_in_csv_cannot_be_taken_for_formulas(vault, file, tmp_path):
    report = tmp_path / "report.csv"
    main(("import", vault, file, "--report", str(report)))
    rows = list(csv.reader(report.read_text("utf-8-sig").splitlines()))
    assert rows[1][-1] == "'=1+1"
    assert rows[1][-2] == "'+7 777 123 45 67"


def test_a_further_table_of_a_sheet_is_imported_apart(vault, tmp_path, capsys):
    path = tmp_path / "two.csv"
    path.write_text(
        "No,Name,Born,Sentence\n1,Erlan Qabden,1975,7 years\n"
        "No,Name,Born,Phone\n1,Aisha Tursyn,1990,87771234567\n",
    )  # fmt: skip
    assert main(("import", vault, str(path))) == 1
    assert "A further table begins in row 3" in capsys.readouterr().err
    assert cases(vault) == 1
    assert main(("import", vault, str(path), "--headings", "3")) == 0
    assert cases(vault) == 2
    capsys.readouterr()
    assert "no row 9" in fails(capsys, "import", vault, str(path), "--headings", "9")


def test_profiles_are_listed_and_an_unknown_one_is_told_by_name(vault, file, capsys):
    assert main(("import", "--profiles")) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert {"caseapp", "cecc", "relatives", "victims"} == set(names)
    assert "relatives" in fails(capsys, "import", vault, file, "--profile", "nobody")


def test_mistakes_are_said_in_one_sentence_and_nothing_is_written(vault, file, tmp_path, capsys):
    assert "which vault" in fails(capsys, "import")
    there = tmp_path / "there.xlsx"
    there.write_bytes(b"mine")
    assert "is there already" in fails(capsys, "import", vault, file, "--report", str(there))
    assert there.read_bytes() == b"mine"
    assert "xlsx or" in fails(capsys, "import", vault, file, "--report", str(tmp_path / "r.pdf"))
    fails(capsys, "import", vault, str(tmp_path / "absent.csv"))
    assert cases(vault) == 0
