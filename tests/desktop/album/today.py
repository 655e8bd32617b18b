"""The day's list."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.today import TodayView
from caseapp.desktop.features.today.lines import Section
from tests.desktop.album.tour import Tour


def empty(tour: Tour) -> Iterator[str]:
    tour.go("today")
    yield "today-empty"


def pages(tour: Tour) -> Iterator[str]:
    tour.go("today")
    yield "today"
    if tour.compact:
        view = tour.find(TodayView)
        view.parts.choose("counts")
        view._show_part()
        yield "today-counts"
    tour.go("today", Section.RELEASES)
    yield "today-releases"
