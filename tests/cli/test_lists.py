"""match-list and named-in as a person types them: the report opened again, and each mistake."""

from __future__ import annotations

import csv
import json
import os
import stat
from pathlib import Path

import openpyxl
import pytest

from caseapp.cli import main
from caseapp.cli.passphrase import VARIABLE
from tests.conftest import PASSPHRASE
from tests.matching.people import NUMBER, SECRET, office

ROWS = [
    ["№", "ФИО", "Кытайча", "Туған жылы", "ID", "Заметка"],
    ["1", "Улгибай Аскар", "", "1974", "", "=HYPERLINK(\"x\")"],
    ["2", "", "阿依古丽·米萨勒别克", "1981", "", "+7 777"],
    ["3", "Somebody Else", "", "", NUMBER, ""],
    ["4", "Пётр Иванов", "", "1950", "", ""],
    ["5", "Мұрат Сынақбай", "", "", "", ""],
]  # fmt: skip
WANTED = {"1": "CF-0001", "2": "CF-0002", "3": "CF-0001", "4": "", "5": "CF-0003"}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("lists")
    office(folder).close()
    return str(folder / "office")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.strip().splitlines()
    assert line.endswith(".")
    return line


def as_csv(path: Path, encoding: str, sign: str) -> Path:
    text = "\n".join(sign.join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in r) for r in ROWS)
    path.write_bytes(text.encode(encoding))
    return path


def as_workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([f"'{cell}" if cell.startswith("=") else cell for cell in row])
    book.save(path)
    return path


def report_of(path: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 2
    sheet = book.worksheets[1]
    assert sheet.freeze_panes == "A2"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s", "n"}
    return [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]


def first_cases(rows: list[tuple[object, ...]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows[1:]:
        found.setdefault(str(row[0]), str(row[8]))
    return found


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("gb18030", ",")]
)
def test_a_list_in_csv_becomes_a_report_with_its_own_columns_on_the_left(
    vault, tmp_path, capsys, encoding, sign
):
    out = tmp_path / "report.xlsx"
    listed = as_csv(tmp_path / "list.csv", encoding, sign)
    assert main(["match-list", vault, str(listed), "--out", str(out), "--name", "Кытайча",
                 "--name", "ФИО"]) == 0  # fmt: skip
    assert capsys.readouterr().out.strip() == str(out)
    rows = report_of(out)
    assert list(rows[0][:6]) == ROWS[0]
    assert [list(row[:6]) for row in rows[1:] if row[7] in ("", "1")] == ROWS[1:]
    assert first_cases(rows) == WANTED


def test_a_workbook_becomes_a_report_in_csv_whose_cells_are_no_formulas(vault, tmp_path):
    out = tmp_path / "report.csv"
    listed = as_workbook(tmp_path / "list.xlsx")
    assert main(["match-list", vault, str(listed), "--out", str(out), "--top", "1"]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert rows[-1] == ["For the office only. Not to be given out."]
    assert [row[6] for row in rows[1:-1]] == [
        "likely", "nobody found", "same document", "nobody found", "likely",
    ]  # fmt: skip


def test_the_report_says_what_it_is_and_holds_nothing_of_a_case_but_what_tells_it_apart(
    vault, tmp_path
):
    out = tmp_path / "report.xlsx"
    listed = as_workbook(tmp_path / "list.xlsx")
    assert main(["match-list", vault, str(listed), "--out", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    words = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert words[0] == "For the office only. Not to be given out."
    assert not [word for word in words if SECRET in word]
    if os.name == "posix":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_report_that_is_there_is_replaced_only_when_that_is_said(vault, tmp_path, capsys):
    out = tmp_path / "report.csv"
    out.write_text("mine")
    listed = str(as_workbook(tmp_path / "list.xlsx"))
    assert "not replaced" in fails(capsys, "match-list", vault, listed, "--out", str(out))
    assert out.read_text() == "mine"
    assert main(["match-list", vault, listed, "--out", str(out), "--force"]) == 0
    assert "mine" not in out.read_text(encoding="utf-8-sig")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_columns_can_be_told_by_number_where_there_is_no_heading(vault, tmp_path):
    listed, out = tmp_path / "list.csv", tmp_path / "report.xlsx"
    listed.write_text("Тәмсілхан|Жанар|1993\n", encoding="utf-8")
    told = ["--surname", "1", "--given", "2", "--birth", "3", "--no-header"]
    assert main(["match-list", vault, str(listed), "--out", str(out), *told]) == 0
    assert report_of(out)[1][5] == "CF-0005"


def test_each_mistake_is_one_sentence(vault, tmp_path, capsys):
    listed = as_csv(tmp_path / "list.csv", "utf-8", ";")
    run = ("match-list", vault, str(listed))
    assert ".xlsx or .csv" in fails(capsys, *run, "--out", str(tmp_path / "a.pdf"))
    out = ("--out", str(tmp_path / "a.xlsx"))
    assert "Кытайча" in fails(capsys, *run, *out, "--name", "absent")
    assert "not be written" in fails(capsys, *run, "--out", str(tmp_path / "no" / "a.xlsx"))
    numbers = tmp_path / "numbers.csv"
    numbers.write_text("1;2\n3;4\n")
    assert "--name" in fails(capsys, "match-list", vault, str(numbers), *out)
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(b"PK\x03\x04 and no more")
    assert "damaged" in fails(capsys, "match-list", vault, str(damaged), *out)
    assert not list(tmp_path.glob("a.*"))


def test_a_list_of_strangers_is_told_by_the_exit_code(vault, tmp_path):
    listed = tmp_path / "list.csv"
    listed.write_text("Name\nPyotr Ivanov\n")
    assert main(["match-list", vault, str(listed), "--out", str(tmp_path / "r.xlsx")]) == 1


# -- the reverse -------------------------------------------------------------------------------
def test_a_document_is_told_with_the_cases_that_it_names(vault, tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text("Вчера Аскар Улгибаев и Мурат Сынакбай\nпозвонили из 特克斯.", encoding="utf-8")
    assert main(["named-in", vault, str(page), "--json"]) == 0
    hits = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [hit["words"] for hit in hits] == ["Аскар Улгибаев", "Мурат Сынакбай"]
    assert [case["case"] for case in hits[0]["cases"]] == ["CF-0001"]
    assert {case["case"] for case in hits[1]["cases"]} == {"CF-0003", "CF-0004"}
    assert main(["named-in", vault, str(page)]) == 0
    told = capsys.readouterr().out
    assert "[Аскар Улгибаев]" in told
    assert SECRET not in told


def test_a_document_that_names_nobody_or_says_nothing_is_told(vault, tmp_path, capsys):
    page = tmp_path / "page.txt"
    page.write_text("Nobody is named here, neither Pyotr Ivanov nor another.")
    assert main(["named-in", vault, str(page)]) == 1
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    capsys.readouterr()
    assert "no text" in fails(capsys, "named-in", vault, str(picture))
