"""The case list and a case."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.cases import CasesView
from caseapp.domain.vocabulary import Audience, Status
from caseapp.store.queries.case_filter import CaseFilter
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
    view.open(
        CaseFilter(
            status=(Status.SENTENCED, Status.DETAINED), named_to=(Audience.UNITED_NATIONS,),
            order="name",
        )
    )  # fmt: skip
    yield "cases-filtered"
    if view.parts.filters_button.isVisible():
        view.parts.filters_button.click()
        yield "cases-filters-open"
        view.parts.filters_button.click()
    for place in (0, 2, 3):
        view.table.toggle(place)
    yield "cases-selected"
    view.actions_.ask_for_tag(view.model.marked)
    yield "cases-tag"
    view.actions_.tag_panel.left.emit()
    view.model.mark_none()
    view.clear_filters()
    view.filter.set_value("zzz")
    view.filter.ask()
    yield "cases-nothing-found"
    view.filter.empty()
    view.maker.start()
    yield "cases-new"
    view.maker.leave()


def case(tour: Tour) -> Iterator[str]:
    tour.go("case", tour.vault.all(Detainee)[6].id)
    yield "case"
