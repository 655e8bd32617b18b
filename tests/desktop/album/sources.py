"""The list of sources, and the reader: text, translation, pages, scan, a list of names."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.sources import SourcesView, SourceView
from caseapp.domain.vocabulary import Bearing
from tests.desktop.album.tour import Tour
from tests.desktop.source_desk import (
    CALLED,
    ENGLISH,
    LIST,
    attach_file,
    make_newspaper,
    pdf,
    place_of,
    scan,
)


def empty(tour: Tour) -> Iterator[str]:
    tour.go("sources")
    yield "sources-empty"


def pages(tour: Tour) -> Iterator[str]:
    vault = tour.vault
    news = make_newspaper(vault)
    image = attach_file(vault, news.source, scan(), "page4.png", "image/png")
    paper = attach_file(
        vault, news.source, pdf([ENGLISH.replace(". ", ".\n")[:600], "The second page"]),
        "newspaper.pdf", "application/pdf",
    )  # fmt: skip
    tour.go("sources")
    yield "sources"
    tour.find(SourcesView)._start_new()
    yield "sources-new"
    tour.find(SourcesView)._leave_new()
    tour.go("source", news.source)
    view = tour.find(SourceView)
    yield "source"
    text = view.document.original.surface
    text.setFocus()
    text.select(place_of(CALLED))
    yield "source-passage"
    view.desk.start_excerpt(Bearing.SUPPORTS)
    yield "source-excerpt"
    view.form.left.emit()
    text.select(place_of(LIST))
    view.desk.start_names()
    yield "source-names"
    view.sheet.left.emit()
    view.document.clear_selection()
    view.set_mode("tr:kk")
    view.header.beside.setChecked(True)
    yield "source-translation"
    for file, name in ((paper, "source-pages"), (image, "source-scan")):
        view.set_mode(f"file:{file.id.hex}")
        tour.wait()
        yield name
    view.set_mode("text")
    view.header.particulars.click()
    yield "source-particulars"
    view.header.particulars.click()
