"""The list of appeals and one appeal."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.appeals import AppealView
from caseapp.desktop.features.appeals.drafts import OFFICE
from caseapp.store.queries.appeals import appeal_rows
from tests.desktop.album.tour import Tour


def empty(tour: Tour) -> Iterator[str]:
    tour.go("appeals")
    yield "appeals-empty"


def pages(tour: Tour) -> Iterator[str]:
    tour.go("appeals")
    yield "appeals"
    tour.go("appeal", tour.vault.read(appeal_rows)[-1].id)
    view = tour.find(AppealView)
    yield "appeal-lists" if tour.compact else "appeal"
    view._go_to_tab("letter")
    yield "appeal-letter"
    view._go_to_tab("lists")
    if tour.compact:
        view.parts.choose("paper")
        view._show_part("paper")
        yield "appeal"
    view.addressees.rows.choose(OFFICE)
    view._choose(OFFICE)
    view.paper.lists_asked.emit()
    yield "appeal-office"
