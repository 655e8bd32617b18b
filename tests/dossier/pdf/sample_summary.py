"""A summary, posters and an index of enclosures for tests of the pages: everybody is invented."""

from __future__ import annotations

from caseapp.dossier import document as d
from tests.dossier.pdf.sample_people import IMAGES


def _bar(label: str, certain: int, doubtful: int = 0, count: str = "") -> d.ChartBar:
    count = count or str(certain + doubtful)
    return d.ChartBar(label=label, count=count, certain=certain, doubtful=doubtful)


def summary() -> d.Summary:
    """A chart of each form; one bar is hatched, one has no length."""
    return d.Summary(
        annex="",
        title="Summary",
        note="as known on 31 May 2026",
        figures=(
            d.BigFigure(value="48", lines=("persons listed", "40 men, 8 women")),
            d.BigFigure(value="29", lines=("serving a sentence",)),
            d.BigFigure(value="31", lines=("have a known tie to Kazakhstan",)),
        ),
        remarks=("The list also holds 3 groups.", "What few persons share is not told."),
        charts=(
            d.Chart(
                form="lying",
                title="Status",
                bars=(
                    _bar("Serving a sentence", 29),
                    _bar("No news", 8),
                    _bar("Died", 0, count="fewer than 3"),
                    _bar("Released", 0, count="fewer than 3"),
                ),
                note="Counted are persons.",
            ),
            d.Chart(
                form="standing",
                title="Year taken",
                bars=(
                    _bar("2016–2017", 17, 3),
                    _bar("2018", 18),
                    _bar("2019", 0, 4),
                    _bar("not stated", 6),
                ),
                note="By the latest year.",
                key=("the year is certain", "several years are possible"),
            ),
            d.Chart(
                form="lying",
                title="Reason given",
                bars=(_bar("Not stated", 17), _bar("Other", 31)),
                note="The latest one.",
                half=True,
            ),
            d.Chart(
                form="lying",
                title="County",
                bars=(_bar("Nilka county", 11), _bar("Emin county", 8), _bar("Other", 29)),
                note="From papers.",
                half=True,
            ),
        ),
    )


def poster(number: str = "CF-00417", photo: bool = True) -> d.Poster:
    """A poster with everything, or without photograph."""
    return d.Poster(
        anchor=f"poster-{number}",
        bookmark=f"{number} Asqar Ülgibai",
        name=(d.Span("Asqar Ülgibai"),),
        names=(
            d.NameShown(text="Асқар Үлгібай", label="Kazakh"),
            d.NameShown(text="阿斯哈尔·玉勒格拜", label="Chinese"),
            d.NameShown(text="اسقار ۇلگىباي", label="Arabic"),
        ),
        photo=d.Photo(image=next(iter(IMAGES)), token="", caption=()) if photo else None,
        figures=(
            d.PosterFigure(value="1974", lines=("жылы туған", "born")),
            d.PosterFigure(value="2018", lines=("жылы ұсталған, ақпан", "taken, February")),
            d.PosterFigure(value="11½", lines=("жылға сотталған", "years’ sentence")),
            d.PosterFigure(value="8", lines=("жыл күтіп отырмыз", "years of waiting")),
        ),
        questions=("Ол қайда?", "Where is he?"),
        texts=(
            (d.Span("Мекені: Нылқы ауданы.\nҰсталған: 2018 жылғы ақпан."),),
            (d.Span("Прописка: уезд Нылки.\nЗадержан: февраль 2018 г."),),
            (d.Span("Home: Nilka county.\nTaken: February 2018."),),
        ),
        foot=(f"{number} · as stated by the family, May 2026", "office@example.org"),
        notice="Fictitious person",
    )


def posters(*some: d.Poster) -> d.Posters:
    return d.Posters(annex="", title="Portrait posters", posters=some or (poster(),))


def enclosures(rows: int = 3) -> d.Enclosures:
    """An index with `rows` documents; every third has no file behind it."""
    return d.Enclosures(
        annex="",
        title="Index of enclosures",
        intro="Copies of documents on paper that travel with this dossier.",
        heads=("No.", "Document", "sheets", "SHA-256"),
        rows=tuple(
            d.EnclosureRow(
                number=str(n),
                title=(d.Span(f"Certificate of birth, copy number {n}"),),
                sheets=str(n % 7 or ""),
                hash=f"{n:064x}" if n % 3 else "",
            )
            for n in range(1, rows + 1)
        ),
        total=f"{rows} documents",
    )
