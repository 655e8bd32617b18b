"""Whoever reads on a screen gets about: bookmarks, footnotes to sources and back, contents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from caseapp.dossier import document as d
from caseapp.dossier.pdf.links import citations, part_names
from caseapp.dossier.pdf.render import RenderResult, render
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_document import office, sample

MADE: dict[str, Callable[[], tuple[d.Dossier, dict[str, bytes]]]] = {
    "en": lambda: sample("en"),
    "ru": lambda: sample("ru"),
    "office": office,
}


class Drawn(NamedTuple):
    """A drawn copy and where its links lead: pairs of pages, from 1."""

    dossier: d.Dossier
    path: Path
    result: RenderResult
    links: set[tuple[int, int]]


@pytest.fixture(scope="module", params=list(MADE))
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    dossier, images = MADE[request.param]()
    path = tmp_path_factory.mktemp("navigation") / "copy.pdf"
    result = render(dossier, images, path)
    return Drawn(dossier, path, result, {(a, b) for a, b, _ in reading.links(path)})


def pages_of(copy: Drawn, sheet: d.CaseSheet) -> range:
    """The pages of a case sheet."""
    anchors = copy.result.anchors
    first = anchors[sheet.anchor]
    part, count = copy.result.parts["sheets"]
    starts = [page for name, page in anchors.items() if name.startswith("case-") and page > first]
    return range(first, min([*starts, part + count]))


def sheets(copy: Drawn) -> tuple[d.CaseSheet, ...]:
    return next(p for p in copy.dossier.parts if isinstance(p, d.CaseSheets)).sheets


def test_every_footnote_leads_to_its_source(copy: Drawn) -> None:
    found = 0
    for sheet in sheets(copy):
        targets = {
            span.target
            for statement in sheet.statements
            for text in (statement.text, statement.source)
            for span in text
            if span.target
        }
        for target in targets:
            entry = copy.result.anchors[target]
            assert any((page, entry) in copy.links for page in pages_of(copy, sheet)), target
            found += 1
    assert found > 10


def test_every_source_leads_back_to_each_sheet_that_cites_it(copy: Drawn) -> None:
    cited = citations(copy.dossier)
    assert len(cited) >= 5
    first, count = copy.result.parts["annex"]
    for target, places in cited.items():
        entry = copy.result.anchors[target]
        later = [p for n, p in copy.result.anchors.items() if n.startswith("source-") and p > entry]
        pages = range(entry, min([*later, first + count - 1]) + 1)
        for _, anchor in places:
            assert any((page, copy.result.anchors[anchor]) in copy.links for page in pages), target


def test_every_row_of_the_contents_leads_to_its_page(copy: Drawn) -> None:
    first, count = copy.result.parts["contents"]
    here = range(first, first + count)
    goals = [page for page, _ in copy.result.parts.values()]
    goals += [copy.result.anchors[sheet.anchor] for sheet in sheets(copy)]
    assert len(goals) == len(copy.dossier.parts) + len(sheets(copy))
    for goal in goals:
        assert any((page, goal) in copy.links for page in here), goal


def test_every_row_of_the_list_leads_to_its_sheet(copy: Drawn) -> None:
    first, count = copy.result.parts["persons"]
    for sheet in sheets(copy):
        goal = copy.result.anchors[sheet.anchor]
        assert any((page, goal) in copy.links for page in range(first, first + count))


def test_bookmarks_name_every_part_once_and_every_sheet_below_its_part(copy: Drawn) -> None:
    outline = reading.outline(copy.path)
    parts = [(title, page) for level, title, page in outline if level == 0]
    names = part_names(copy.dossier)
    assert [page for _, page in parts] == [copy.result.parts[name][0] for name in names]
    assert all(title.strip() for title, _ in parts)
    above = names.index("sheets")
    inside: dict[int, list[str]] = {}
    current = -1
    for level, title, _ in outline:
        current += level == 0
        if level:
            inside.setdefault(current, []).append(title)
    assert inside == {above: [sheet.bookmark for sheet in sheets(copy)]}


def test_links_cover_what_is_clicked_and_lie_on_the_page(copy: Drawn) -> None:
    sizes = reading.page_sizes(copy.path)
    for page, _, (left, bottom, right, top) in reading.links(copy.path):
        width, height = sizes[page - 1]
        assert 0 <= left < right <= width
        assert 0 <= bottom < top <= height
        assert right - left > 1.5
        assert top - bottom > 5
