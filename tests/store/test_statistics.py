"""Counts by two axes: prefectures gathered from counties, totals that count cases."""

from __future__ import annotations

from caseapp.domain.vocabulary import Sex, Status
from caseapp.store.history import Action
from caseapp.store.queries.statistics import Axis, CrossTable, cross_table
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault


def made(vault: Vault, *homes: str, **about: object) -> None:
    records = [Detainee(fictitious=True, home_place_code=home, **about) for home in homes]
    vault.save(*records, action=Action("Test"))


def counted(vault: Vault, first: Axis, second: Axis | None = None) -> CrossTable:
    return vault.read(lambda session: cross_table(session, first, second))


def test_prefectures_gather_their_counties(vault: Vault) -> None:
    made(vault, "654027", "654027", "654025", "654221", "")
    table = counted(vault, Axis.PREFECTURE, Axis.COUNTY)
    assert table.rows == {"654000": 3, "654200": 1, "": 1}
    assert table.cells["654000", "654027"] == 2


def test_a_case_with_two_tags_stands_in_two_rows_and_once_in_the_total(vault: Vault) -> None:
    made(vault, "", tags=["red", "blue"], sex=Sex.FEMALE)
    made(vault, "", sex=Sex.FEMALE)
    table = counted(vault, Axis.TAG, Axis.SEX)
    assert table.rows == {"red": 1, "blue": 1, "": 1}
    assert table.columns == {Sex.FEMALE: 2}
    assert table.total == 2


def test_one_axis_alone_has_no_cells(vault: Vault) -> None:
    made(vault, "654027")
    table = counted(vault, Axis.STATUS)
    assert (table.rows, table.columns, table.cells) == ({Status.UNKNOWN: 1}, {}, {})


def test_what_lies_in_the_trash_counts_for_nothing(vault: Vault) -> None:
    made(vault, "654027", "654027")
    vault.trash(vault.all(Detainee)[0], action=Action("Test"))
    assert counted(vault, Axis.PREFECTURE, Axis.SEX).total == 1
