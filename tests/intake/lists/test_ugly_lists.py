"""Lists as they come: two tables on a sheet, headings again, names that are somebody else's."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from caseapp.i18n import translator
from caseapp.intake.lists.facts import facts_of
from caseapp.intake.lists.plan import Outcome
from caseapp.intake.lists.planning import plan_import
from caseapp.intake.lists.reading import read_rows
from caseapp.intake.lists.recognise import propose
from caseapp.intake.lists.remarks import RemarkKind as K
from caseapp.intake.lists.report import Report
from caseapp.intake.lists.targets import Target as T
from caseapp.intake.tables import ListFile
from caseapp.store.vault import Vault
from tests.intake.sheet_files import table

TWO_TABLES = (
    ("List A: sentenced", "", "", "", "", ""),
    ("No", "Name", "Date of Birth", "Sentence", "Prison", ""),
    ("1", "Erlan Qabden", "1975", "15 years", "Urumqi", ""),
    ("No", "Name", "Date of Birth", "Sentence", "Prison", ""),
    ("2", "Nurlan Oral", "1955", "12 years", "", ""),
    ("", "", "", "", "", ""),
    ("No", "Name", "Last contact", "Reported by", "Phone", "Date of Birth"),
    ("1", "Aisha Tursyn", "2018", "sister Gulnur", "+7 701 555 66 77", "1990"),
)


def test_of_two_tables_the_first_is_read_and_no_row_of_the_other_is_taken_for_one_of_it() -> None:
    found = table(*TWO_TABLES)
    mapping = propose(found)
    assert mapping.header_row == 2
    rows = list(read_rows(found, mapping))
    assert [row.row for row in rows] == [3, 4, 5, 6, 7, 8]
    assert [len(row.all(T.NAME)) for row in rows] == [1, 0, 1, 0, 0, 0]
    kinds = [[remark.kind for remark in row.remarks] for row in rows]
    assert kinds == [[], [K.HEADINGS_AGAIN], [], [], [K.OTHER_TABLE], [K.OTHER_TABLE]]
    assert rows[-1].remarks[0].params == {"row": "7"}
    assert rows[-1].cells["Name"] == "Aisha Tursyn"


def test_the_report_says_where_a_further_table_begins(vault: Vault, tmp_path: Path) -> None:
    found = table(*TWO_TABLES)
    data = repr(TWO_TABLES).encode()
    file = ListFile(found, "two.xlsx", hashlib.sha256(data).hexdigest(), len(data))
    plan = plan_import(vault, tmp_path / "two.xlsx", file, propose(found))
    assert [row.outcome for row in plan.rows] == [
        Outcome.NEW, Outcome.LEFT_OUT, Outcome.NEW, Outcome.EMPTY, Outcome.UNREADABLE,
        Outcome.UNREADABLE,
    ]  # fmt: skip
    told = "\n".join(Report(plan, None, translator("en")).summary())
    assert "A further table begins in row 7" in told


def test_headings_under_the_one_who_tells_are_his_own() -> None:
    found = table(
        ("", "", "", "Задержание", "", "Заявитель", ""),
        ("№ п/п", "Ф.И.О. пропавшего", "Дата рождения", "Дата", "Место", "ФИО", "Телефон"),
        ("1", "Мысалбеков Асан", "1974", "весна 2018", "Кульджа", "Мысалбекова Г.", "87712223344"),
    )
    assert [column.target for column in propose(found).columns] == [
        T.ROW_KEY, T.NAME, T.BIRTH, T.TAKEN_DATE, T.TAKEN_PLACE, T.CONTACT_NAME, T.CONTACT_PHONE,
    ]  # fmt: skip


@pytest.mark.parametrize(("second", "name", "target"), [
    ("ФИО", "Мысалбекова Гүлнар", T.NOTE), ("姓名", "阿斯哈尔", T.NAME),
    ("Latin name", "Asqar Ulgibay", T.NAME),
])  # fmt: skip
def test_a_second_name_is_one_of_the_person_only_if_it_says_so(
    second: str, name: str, target: T
) -> None:
    found = table(("Ф.И.О. пропавшего", "Пол", second), ("Асқар Үлгібай", "м", name))
    assert propose(found).columns[2].target is target


@pytest.mark.parametrize(("cell", "relation", "name"), [
    ("sister Gulnur", "sister", ["Gulnur"]), ("муж", "husband", []),
    ("Айгүл Мысалбек", "", ["Айгүл Мысалбек"]),
])  # fmt: skip
def test_a_relation_in_the_name_of_the_one_who_tells_is_a_relation(
    cell: str, relation: str, name: list[str]
) -> None:
    found = table(("Name", "Applicant", "Phone"), ("Asqar Ulgibay", cell, "87771234567"))
    (row,) = read_rows(found, propose(found))
    told = facts_of(row).contacts[1]
    assert (told.relation, [one.text for one in told.names]) == (relation, name)
