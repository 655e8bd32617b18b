"""The list of appeals and one appeal: its builder part by part, two copies, and their way."""

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
    serials = {row.serial: row.id for row in tour.vault.read(appeal_rows)}
    tour.go("appeal", serials[1])
    view = tour.find(AppealView)
    yield "appeal-letter" if tour.compact else "appeal"
    for step in ("persons", "addressees", "check", "particulars", "print"):
        if tour.compact or step in ("particulars", "print"):
            view.ui.go_to(step)
            tour.wait()
            yield f"appeal-{step}"
    view.ui.go_to("print" if tour.compact else "letter")
    view.choose(OFFICE)
    tour.wait()
    view.main.pane.lists_asked.emit()
    yield "appeal-office"
    tour.go("appeal", (serials[2], "ways"))
    for track in tour.find(AppealView).ui.ways.tracks.values():
        for row in (*track.dispatches.rows(), *track.replies.rows())[:1]:
            row.set_open(True)
    yield "appeal-ways"
