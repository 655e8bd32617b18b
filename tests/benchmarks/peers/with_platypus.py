"""Typeset the dossier in a folder with ReportLab's own Platypus, as its users do.

Paragraphs with markup, tables with repeated heads, a table of contents and `multiBuild` for page
numbers. Arabic-script words are set letter by letter, because Platypus cannot shape them without
crashing on these faces; it is spared that work.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    LongTable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

from caseapp.dossier import document as d
from tests.benchmarks.content import PHOTOS, read

FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"
FACES = {
    "serif": "noto-serif/NotoSerif_400Regular", "semibold": "noto-serif/NotoSerif_600SemiBold",
    "sans": "noto-sans/NotoSans_400Regular", "bold": "noto-sans/NotoSans_700Bold",
    "arabic": "scheherazade-new/ScheherazadeNew_400Regular",
    "han": "noto-sans-sc/NotoSansSC_400Regular",
}  # fmt: skip
HAIR = ("LINEBELOW", (0, 0), (-1, -1), 0.35, "black")
BARE = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 2), ("TOPPADDING", (0, 0), (-1, -1), 1.2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
]  # fmt: skip


def style(face: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle(
        f"{face}{size}{more}", fontName=face, fontSize=size, leading=leading, **more
    )


LETTER, STATEMENT, EXCERPT = style("serif", 11, 15), style("serif", 9, 12), style("serif", 9.5, 13)
TITLE, NAME, OTHER = style("serif", 20, 24), style("serif", 23, 27), style("serif", 11.5, 17)
VALUE, KEY, LABEL = style("sans", 8.5, 11), style("sans", 8, 10.2), style("sans", 7.5, 10)
CAPTION, NUMBER = style("sans", 7, 9), style("bold", 8.5, 12)
RIGHT, SECTION = style("sans", 7.5, 10, alignment=2), style("bold", 6.8, 9)
SOURCE = style("semibold", 9.5, 13)


def marked(text: str) -> str:
    """The text escaped, with the faces that Platypus does not find by itself."""
    out, current = [], ""
    for char in text:
        face = "arabic" if "\u0600" <= char <= "\u06ff" else "han" if char >= "\u2e80" else ""
        if face != current and not (char == " " and current):
            out.append("</font>" * bool(current) + (f'<font name="{face}">' if face else ""))
            current = face
        out.append(escape(char))
    return "".join(out) + "</font>" * bool(current)


def said(text: d.Text) -> str:
    out = []
    for span in text:
        words = marked(span.text)
        if span.style == "note":
            words = f'<a href="#{span.target}"><super>{words}</super></a>'
        elif span.style == "strong":
            words = f'<font name="bold">{words}</font>'
        elif span.target:
            words = f'<a href="#{span.target}">{words}</a>'
        out.append(words)
    return "".join(out)


def cell(text: str | d.Text, look: ParagraphStyle = VALUE) -> Paragraph:
    return Paragraph(marked(text) if isinstance(text, str) else said(text), look)


def table(rows: list[list[object]], widths: list[float], *more: object) -> Table:
    return Table(rows, [width * mm for width in widths], style=[*BARE, *more], hAlign="LEFT")


class Mark(Flowable):
    """A destination and, with a title, a bookmark and an entry of the contents."""

    def __init__(self, anchor: str, title: str = "", level: int = 0) -> None:
        super().__init__()
        self.anchor, self.title, self.level = anchor, title, level

    def wrap(self, *room: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.anchor, 0, 12)
        if self.title:
            self.canv.addOutlineEntry(self.title, self.anchor, self.level, closed=True)


class Timeline(Flowable):
    """Axis, years, bars, marks and their letters."""

    def __init__(self, timeline: d.Timeline) -> None:
        super().__init__()
        self.timeline = timeline

    def wrap(self, *room: float) -> tuple[float, float]:
        return 165 * mm, 62

    def _at(self, day: str) -> float:
        year, month, date = map(int, day.split("-"))
        t = self.timeline
        passed = year + (month - 1) / 12 + (date - 1) / 365 - t.first_year
        return passed / (t.last_year - t.first_year + 1) * 165 * mm

    def draw(self) -> None:
        canvas, t = self.canv, self.timeline
        canvas.setFont("sans", 7)
        canvas.line(0, 30, 165 * mm, 30)
        for year in range(t.first_year, t.last_year + 1):
            x = self._at(f"{year}-01-01")
            canvas.line(x, 30, x, 27)
            canvas.drawString(x + 3 * mm, 21, str(year))
        for bar in t.bars:
            x, end = self._at(bar.start), self._at(bar.end)
            if bar.kind == "liberty":
                canvas.line(x, 37, end, 37)
            else:
                canvas.rect(x, 35, end - x, 5, fill=bar.kind == "custody")
            if bar.kind == "release":
                for step in range(int((end - x) / 2.2)):
                    canvas.line(x + step * 2.2, 35, x + step * 2.2 + 2.2, 40)
            canvas.drawString(x, 45, bar.label)
        for mark in t.marks:
            x = (self._at(mark.earliest) + self._at(mark.latest)) / 2
            if mark.kind == "span":
                canvas.line(x - 3, 14, x + 3, 14)
            else:
                canvas.circle(x, 14, 2, fill=mark.kind == "day")
            canvas.drawCentredString(x, 2, mark.letter)
        canvas.drawString(self._at(t.today) - 20, 56, t.today_words)


class Document(BaseDocTemplate):
    """Upright and landscape pages with header and footer."""

    def __init__(self, path: str, dossier: d.Dossier) -> None:
        super().__init__(path, title=dossier.head.title, pageCompression=1)
        self.head = dossier.head
        self.pages = 0
        wide = landscape(A4)
        self.addPageTemplates([
            PageTemplate("upright", [Frame(25 * mm, 20 * mm, 165 * mm, 257 * mm, 0, 0, 0, 0)],
                         onPage=self._foot, pagesize=A4),
            PageTemplate("across", [Frame(20 * mm, 20 * mm, 257 * mm, 165 * mm, 0, 0, 0, 0)],
                         onPage=self._foot, pagesize=wide),
        ])  # fmt: skip

    def _foot(self, canvas: Canvas, doc: object) -> None:
        width = canvas._pagesize[0]
        canvas.setFont("sans", 7.5)
        canvas.line(25 * mm, 41, width - 20 * mm, 41)
        canvas.drawString(25 * mm, 30, f"Page {canvas.getPageNumber()} of {self.pages}")
        canvas.drawCentredString(width / 2, 30, f"Dossier {self.head.dossier_number}")
        canvas.drawRightString(width - 20 * mm, 30, "7QK4-M2XD")
        canvas.drawCentredString(width / 2, 18, self.head.notice)

    def afterFlowable(self, flowable: object) -> None:
        if isinstance(flowable, Mark) and flowable.title:
            entry = (flowable.level, escape(flowable.title), self.page, flowable.anchor)
            self.notify("TOCEntry", entry)

    def afterPage(self) -> None:
        self._counted = self.page

    def beforeDocument(self) -> None:
        self.pages = getattr(self, "_counted", 0)


def section(label: str, width: float = 165) -> Table:
    above = ("LINEABOVE", (0, 0), (-1, -1), 0.8, "black")
    return table([[cell(label.upper(), SECTION)]], [width], above)


def letter(part: d.Letter) -> Iterator[Flowable]:
    yield Mark("part-letter", part.contents_title)
    for text in (*part.sender, *part.addressee, part.date, part.number, part.subject):
        yield cell(text, LETTER)
    yield cell(part.salutation, LETTER)
    for paragraph in (*part.body, part.demands_lead, *part.demands, *part.closing):
        yield cell(paragraph, LETTER)
        yield Spacer(0, 7)
    yield cell(part.farewell, LETTER)


def contents(part: d.Contents) -> Iterator[Flowable]:
    yield PageBreak()
    yield Mark("part-contents", part.title)
    yield cell(part.title, TITLE)
    found = TableOfContents()
    found.levelStyles = [style("serif", 11, 15), style("sans", 8.5, 13, leftIndent=5 * mm)]
    yield found


def persons(part: d.PersonList) -> Iterator[Flowable]:
    yield NextPageTemplate("across")
    yield PageBreak()
    yield Mark("part-persons", part.title)
    yield cell(part.title, TITLE)
    rows: list[list[object]] = [[cell(" ".join(c.head), CAPTION) for c in part.columns]]
    for row in part.rows:
        number = Paragraph(f'<a href="#{row.anchor}">{row.number}</a>', KEY)
        cells = [[cell(text, KEY) for text in texts] for texts in row.cells[1:]]
        rows.append([number, *cells])
    widths = [8, 34, 19, 33, 23, 24, 23, 24, 22, 24, 23]
    yield LongTable(
        rows, [width * mm for width in widths], repeatRows=1, style=[*BARE, HAIR], hAlign="LEFT"
    )


def sheets(part: d.CaseSheets, photos: Path) -> Iterator[Flowable]:
    yield NextPageTemplate("upright")
    for number, sheet in enumerate(part.sheets):
        yield PageBreak()
        if number == 0:
            yield Mark("part-sheets", part.title)
        yield Mark(sheet.anchor, sheet.bookmark, 1)
        yield from one_sheet(sheet, part.labels, photos)


def one_sheet(sheet: d.CaseSheet, labels: d.SheetLabels, photos: Path) -> Iterator[Flowable]:
    assert sheet.photo is not None
    assert sheet.timeline is not None
    names = [[cell(n.text, OTHER), cell(n.label, CAPTION)] for n in sheet.names]
    facts = [
        [cell(sheet.status_label, LABEL), [cell(sheet.status), cell(sheet.status_note)]],
        [cell(sheet.tie_label, LABEL), cell(sheet.tie)],
    ]
    left = [
        cell(f"{sheet.case_number}   {sheet.sheet_words}   {sheet.notice}", LABEL),
        cell(sheet.name, NAME), table([names], [41, 41, 41]), table(facts, [28, 95]),
    ]  # fmt: skip
    picture = Image(photos / f"{sheet.photo.image}.jpg", 35 * mm, 45 * mm, lazy=2)
    yield table([[left, [picture, cell(sheet.photo.caption, CAPTION)]]], [128, 37])
    yield section(labels.particulars)
    half = len(sheet.particulars) // 2
    pairs = zip(sheet.particulars[:half], sheet.particulars[half:], strict=True)
    yield table(
        [[cell(f.label, LABEL) if n == 0 else cell(f.value) for f in pair for n in (0, 1)]
         for pair in pairs], [25, 56, 25, 56], HAIR,
    )  # fmt: skip
    yield section(labels.timeline)
    yield Timeline(sheet.timeline)
    yield table(
        [[cell(k.letter, NUMBER), cell(k.when, KEY), cell(k.what, KEY), cell(k.source, RIGHT)]
         for k in sheet.timeline.key], [6, 39, 92, 27],
    )  # fmt: skip
    yield section(labels.statements)
    rows: list[list[object]] = []
    for number, statement in enumerate(sheet.statements, 1):
        pair = cell(statement.text, STATEMENT), cell(statement.source, RIGHT)
        rows.append([cell(str(number), NUMBER), *pair])
        rows += [
            ["", cell(against.text, STATEMENT), cell(against.source, RIGHT)]
            for against in statement.contradictions
        ]
    yield table(rows, [6, 132, 27])
    family = [[cell(f.relation, LABEL), cell(f.who), cell(f.place, RIGHT)] for f in sheet.family]
    asked = [[cell(str(n), NUMBER), cell(t, STATEMENT)] for n, t in enumerate(sheet.asked, 1)]
    yield table(
        [[section(labels.family, 80), section(labels.asked, 80)],
         [table(family, [20, 34, 25]), table(asked, [5, 75])]], [82, 82],
    )  # fmt: skip
    yield section(labels.answered)
    for text in sheet.answered:
        yield cell(text, STATEMENT)


def annex(part: d.Annex, cited: dict[str, str]) -> Iterator[Flowable]:
    yield PageBreak()
    yield Mark("part-annex", part.title)
    yield cell(part.title, TITLE)
    for entry in part.entries:
        yield Mark(entry.anchor)
        above = ("LINEABOVE", (0, 0), (-1, -1), 0.35, "black")
        head = [cell(str(entry.number), OTHER), cell(entry.title, SOURCE), cell(entry.grade, OTHER)]
        yield table([head], [14, 137, 14], above)
        rows = [["", cell(entry.hash_label, CAPTION), cell(entry.hash, CAPTION), ""]]
        for x in entry.excerpts:
            rows += [
                ["", cell(x.label, LABEL), cell(x.text, EXCERPT), cell(x.place, CAPTION)],
                ["", cell(x.translation_label, LABEL), [
                    cell(x.translation, EXCERPT), cell(x.translator, CAPTION)], ""],
            ]  # fmt: skip
        back = cited.get(entry.anchor)
        if back:
            link = Paragraph(f'<a href="#{back}">{back[5:]}</a>', CAPTION)
            rows.append(["", cell("Cited in", CAPTION), link, ""])
        yield table([["", cell(entry.details, KEY)]], [14, 131])
        yield table(rows, [14, 28, 95, 27])
        yield Spacer(0, 6)


def signatures(part: d.SignatureSheets) -> Iterator[Flowable]:
    yield NextPageTemplate("across")
    yield PageBreak()
    yield Mark("part-signatures", part.contents_title)
    yield cell(part.contents_title, TITLE)
    rows: list[list[object]] = [[cell(" ".join(h), CAPTION) for h in part.heads]]
    comb = [("GRID", (0, 0), (-1, -1), 0.35, "black")]
    for number, row in enumerate(part.rows, 1):
        digits = Table([list(row.iin)], [3.4 * mm] * 12, 11, style=[*BARE, *comb])
        rows.append([
            cell(str(number), KEY), cell(row.name, VALUE), digits, cell(row.address),
            cell(row.phone), "", "",
        ])  # fmt: skip
    widths = [width * mm for width in (9, 60, 45, 62, 33, 20, 28)]
    heights = [None, *[13.6 * mm] * len(part.rows)]
    yield LongTable(rows, widths, heights, repeatRows=1, style=[*BARE, HAIR], hAlign="LEFT")


def story(dossier: d.Dossier, photos: Path) -> Iterator[Flowable]:
    cited: dict[str, str] = {}
    for part in dossier.parts:
        if isinstance(part, d.CaseSheets):
            for sheet in part.sheets:
                for statement in sheet.statements:
                    for span in statement.text:
                        cited.setdefault(span.target, sheet.anchor)
    for part in dossier.parts:
        if isinstance(part, d.Letter):
            yield from letter(part)
        elif isinstance(part, d.Contents):
            yield from contents(part)
        elif isinstance(part, d.PersonList):
            yield from persons(part)
        elif isinstance(part, d.CaseSheets):
            yield from sheets(part, photos)
        elif isinstance(part, d.Annex):
            yield from annex(part, cited)
        elif isinstance(part, d.SignatureSheets):
            yield from signatures(part)


def main(folder: Path) -> None:
    rl_config.useA85 = 0
    for name, file in FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{file}.ttf"), shapable=False))
    dossier, _ = read(folder)
    path = folder / "platypus.pdf"
    document = Document(str(path), dossier)
    document.multiBuild(list(story(dossier, folder / PHOTOS)))
    print(json.dumps({"pages": document.page, "bytes": path.stat().st_size}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
