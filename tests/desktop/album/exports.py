"""An export: for the public, for the office, as a calendar, and the log."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from caseapp.desktop.features.exports import ExportsView
from caseapp.desktop.features.exports.view import LOG
from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export.forms import Form
from caseapp.store.queries.cases import CaseQuery, case_ids
from tests.desktop.album.tour import Tour


def pages(tour: Tour) -> Iterator[str]:
    ids = tuple(tour.vault.read(lambda session: case_ids(session, CaseQuery())))
    tour.go("exports", ids[:12])
    view = tour.find(ExportsView)
    _wait(tour, view)
    yield "exports-public"
    if tour.compact:
        view.turn.choose("look")
        view.turn.chosen.emit("look")
        tour.wait()
        yield "exports-public-look"
    view.panel.audiences.choose(Audience.OFFICE.value)
    view.panel.forms[Form.JSON].click()
    _wait(tour, view)
    yield "exports-office"
    with tempfile.TemporaryDirectory() as folder:
        view.write_to(Path(folder) / "cases.json")
        tour.wait()
    tour.go("exports", LOG)
    _wait(tour, view)
    yield "exports-log"
    tour.go("exports")
    _wait(tour, view)


def empty(tour: Tour) -> Iterator[str]:
    tour.go("exports")
    yield "exports-empty"


def _wait(tour: Tour, view: ExportsView) -> None:
    tour.wait()
    while view.is_busy or view._rest.isActive():
        tour.wait()
