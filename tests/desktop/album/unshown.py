"""Files that cannot be shown: a broken picture, and a page of a PDF that takes for ever."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.sources import SourceView
from caseapp.store.records import Source
from tests.desktop.album.tour import Tour
from tests.desktop.source_desk import attach_file
from tests.hostile import pdfs, pictures


def pages(tour: Tour) -> Iterator[str]:
    source = tour.vault.all(Source)[0]
    broken = attach_file(
        tour.vault, source.id, pictures.corpus()["JPEG cut short"], "scan of 2018\u202egpj.exe",
        "image/jpeg",
    )  # fmt: skip
    odd = pdfs.corpus()["a tree of pages in a circle"]
    paper = attach_file(tour.vault, source.id, odd, "notice.pdf", "application/pdf")
    tour.go("source", source.id)
    view = tour.find(SourceView)
    for file, name in ((broken, "file-unshown"), (paper, "file-page-unshown")):
        view.set_mode(f"file:{file.id.hex}")
        tour.wait()
        tour.wait()
        yield name
