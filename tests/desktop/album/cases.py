"""The case list and a case."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.case import CaseView
from caseapp.desktop.features.case.passages import claim_key
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
    shown = tour.vault.all(Detainee)[6].id
    tour.go("case", shown)
    yield "case"
    view = tour.find(CaseView)
    for claim in view._page.claims:
        if len(claim.passages) > 1:
            view._rail.go_to("evidence")
            view._evidence._toggle(claim_key(claim))
            yield "case-passages"
            view._evidence._toggle(claim_key(claim))
            break
    view._rail.go_to("person")
    yield "case-person"
    view._rail.go_to("files")
    view._photos.show(view._page.photo.id, view._files)
    yield "case-crop"
    view._files.crop.close_panel()
    view._look_as_others(True)
    yield "case-seen-by"
    view._look_as_others(False)
    tour.go("family", shown)
    yield "family"
