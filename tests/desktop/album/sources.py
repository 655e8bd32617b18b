"""The list of sources, and the reader: text, translation, pages, scan, a list of names."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from caseapp.desktop.features.sources import SourcesView, SourceView
from caseapp.domain.vocabulary import Bearing
from caseapp.intake.documents.machine_text import MachineText, Reader
from tests.desktop.album.tour import Tour
from tests.desktop.source_desk import (
    CALLED,
    ENGLISH,
    LIST,
    SEEN,
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
    yield from queue(tour)
    tour.go("source", news.source)
    view = tour.find(SourceView)
    yield "source"
    view.aids.panel.rows()[1].chosen.emit()
    view.aids.panel.rows()[1].setFocus()
    if tour.compact:
        view.show_part("excerpts")
    yield "source-found"
    view.document.clear_selection()
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
    view.particulars._area.verticalScrollBar().setValue(10_000)
    yield "source-files"
    view.header.particulars.click()
    yield from sheets(tour, view, news.source)


def queue(tour: Tour) -> Iterator[str]:
    """Files of every fate, as they stand when all is over."""
    words = ENGLISH.split("\n")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = {
            "printed again.txt": "\n".join(["Printed again", "June 8, 2018", *words[1:5]]),
            "a note.txt": "Айтылған сөз", "the same note.txt": "Айтылған сөз", "empty.txt": "",
            "scan of a letter.pdf": "%PDF-1.7 damaged",
        }  # fmt: skip
        for name, said in files.items():
            (folder / name).write_text(said, encoding="utf-8")
        view = tour.find(SourcesView)
        view.queue.take([folder / name for name in files])
        tour.wait()
        yield "sources-queue"
        view.queue.close_button.click()


def sheets(tour: Tour, view: SourceView, source: UUID) -> Iterator[str]:
    """What a file says and leaves out; the text of a picture."""
    around = ("Related articles", "A bridge is opened", "A harvest above all hopes", "Share")
    page = "\n".join(["Skip to content", "By Asem Tilekova", ENGLISH, *around])
    file = attach_file(tour.vault, source, page.encode(), "page.txt", "text/plain")
    view.aids.ask_file(file)
    tour.wait()
    yield "source-file-says"
    view.aids.leave()
    image = attach_file(tour.vault, source, scan(), "scan.png", "image/png")
    sheet = view.aids.machine.sheet
    view.aids.machine.ask(image)
    tour.wait()
    installed = Reader("tesseract", "5.3.0", ("chi_sim", "eng", "kaz", "rus"))
    sheet.show_reader(installed, view.page.source)
    yield "source-machine-languages"
    sheet.show_text(MachineText((CALLED, SEEN), 71, "Tesseract 5.3.0 (eng)"), True)
    yield "source-machine-text"
    view.aids.leave()
