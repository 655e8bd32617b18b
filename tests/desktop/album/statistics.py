"""Counts by two facets."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.statistics import StatisticsView
from caseapp.desktop.features.statistics.view import Shown
from caseapp.store.queries.statistics import Axis
from tests.desktop.album.tour import Tour


def pages(tour: Tour) -> Iterator[str]:
    tour.go("statistics", Shown(Axis.YEAR_TAKEN, Axis.STATUS))
    yield "statistics"
    if tour.compact:
        view = tour.find(StatisticsView)
        view.parts.choose("chart")
        view._show_part()
        yield "statistics-chart"
