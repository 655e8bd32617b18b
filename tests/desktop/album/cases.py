"""The case list and a case."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.cases import CasesView
from caseapp.store.records import Detainee
from tests.desktop.album.tour import Tour


def empty(tour: Tour) -> Iterator[str]:
    tour.go("cases")
    yield "cases-empty"


def pages(tour: Tour) -> Iterator[str]:
    tour.go("cases")
    view = tour.find(CasesView)
    view.table.go_to(6)
    yield "cases"
    view.filter.set_value("zzz")
    view.filter.ask()
    yield "cases-nothing-found"
    view.filter.empty()
    view._start_new()
    yield "cases-new"
    view._leave_new()


def case(tour: Tour) -> Iterator[str]:
    tour.go("case", tour.vault.all(Detainee)[6].id)
    yield "case"
