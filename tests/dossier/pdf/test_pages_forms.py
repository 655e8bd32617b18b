"""Forms on paper: one person a form, columns, boxes, bars that are repeated, what leads where."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from caseapp.dossier import document as d
from caseapp.dossier.frozen import freeze, thaw
from caseapp.dossier.pdf import form as drawing
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.render import RenderResult, render
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_changes import changed
from tests.dossier.pdf.sample_forms import complete, dossier, say_all, short, with_photo

MM = 72 / 25.4
HOSTILE = "<b>bold</b> & {page} %s \\0 \x00 \u202eabc\u202c \ud800 😀 )(( "


def drawn(path: Path, *forms: d.Form, **more: str) -> RenderResult:
    copy, images = dossier(*forms, **more)
    return render(copy, images, path)


def test_a_complete_form_takes_one_page(tmp_path: Path) -> None:
    assert drawn(tmp_path / "x.pdf", complete()).parts["wgeid"][1] == 1


def test_number_label_and_value_stand_in_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    first = drawn(path, complete()).parts["wgeid"][0] - 1
    rows = reading.rows(path, first)
    assert "1.1Fullname,asinthedocument*ZeynegülTūrsyn(ЗейнегүлТұрсын)" in rows
    assert "6.3Relativeonwhosebehalfhusband,[namewithheld]C" in rows
    lefts = {
        round((g.left - 25 * MM) / MM)
        for g in reading.glyphs(path, first)
        if g.text in ("1", "F", "Z") and abs(g.baseline - baseline(path, first, "Zeyneg")) < 1
    }
    assert {0, 10, 62} <= lefts


def baseline(path: Path, page: int, text: str) -> float:
    """Where a word stands on a page."""
    glyphs = reading.glyphs(path, page)
    line = "".join(g.text for g in glyphs)
    return glyphs[line.index(text)].baseline


def test_boxes_are_drawn_and_only_some_of_them_ticked(tmp_path: Path) -> None:
    form = complete()
    boxes = [b for s in form.sections for r in s.rows for b in r.boxes]
    page = _Recorder()
    for number, box in enumerate(boxes):
        drawing._draw_box(page, 0.0, 20.0 * number, ticked=box.ticked)  # type: ignore[arg-type]
    assert page.rects == len(boxes)
    assert page.rules == 2 * sum(box.ticked for box in boxes)


class _Recorder:
    """Counts what is drawn."""

    rects = 0
    rules = 0

    def rect(self, *_: object, **__: object) -> None:
        self.rects += 1

    def rule(self, *_: object, **__: object) -> None:
        self.rules += 1


def test_a_tick_is_seen_on_the_page(tmp_path: Path) -> None:
    """More ink in a ticked box than in an empty one."""
    ink = []
    for name, boxes in (("a", ("x no",)), ("b", ("no",))):
        row = d.FormRow(
            number="1",
            label="Minor",
            boxes=tuple(d.FormBox(label=b[-2:], ticked=b.startswith("x")) for b in boxes),
        )
        section = d.FormSection(number="1", title="One", rows=(row,))
        form = dataclasses.replace(complete(), sections=(section,))
        path = tmp_path / f"{name}.pdf"
        first = drawn(path, form).parts["wgeid"][0] - 1
        y = baseline(path, first, "Minor")
        box = (87 * MM - 1, y - 8, 87 * MM + 8, y + 2)
        picture = reading.picture(path, first, 4).crop(tuple(round(4 * edge) for edge in box))
        ink.append(sum(picture.histogram()[:128]))
    assert ink[0] > 1.2 * ink[1] > 0


def test_boxes_stand_on_one_line_or_each_on_its_own(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    first = drawn(path, complete()).parts["wgeid"][0] - 1
    rows = reading.rows(path, first)
    assert "1.9Pregnant/minoratthetimeyesnonotknown" in rows
    assert "authoritiesofthestateinwhichthefamilylives" in rows
    assert "publication" in rows


def test_a_name_in_arabic_script_alone_begins_where_other_values_do(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    form = complete()
    row = dataclasses.replace(form.sections[0].rows[1], value=say_all("زەينەگۇل تۇرسىن"))
    head = dataclasses.replace(form.sections[0], rows=(row,))
    first = drawn(path, dataclasses.replace(form, sections=(head,))).parts["wgeid"][0] - 1
    arabic = [g.left for g in reading.glyphs(path, first) if "\u0600" <= g.text <= "\u06ff"]
    assert 87 * MM - 2 <= min(arabic) < 88 * MM


def test_a_name_in_arabic_script_among_others_begins_where_they_do(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    form = complete()
    row = dataclasses.replace(
        form.sections[0].rows[1],
        label="Name in other scripts and all other names",
        value=say_all("Асқар Үлгібай", "اسقار ۇلگىباي", "阿斯哈尔·玉勒格拜"),
    )
    head = dataclasses.replace(form.sections[0], rows=(row,))
    first = drawn(path, dataclasses.replace(form, sections=(head,))).parts["wgeid"][0] - 1
    glyphs = reading.glyphs(path, first)
    lines = {g.baseline for g in glyphs if g.text in "қ阿" or "\u0600" <= g.text <= "\u06ff"}
    assert len({round(line) for line in lines}) == 3
    arabic = [g.left for g in glyphs if "\u0600" <= g.text <= "\u06ff"]
    assert 87 * MM - 2 <= min(arabic) < 88 * MM


def test_what_nobody_answered_has_a_line_for_the_pen() -> None:
    page = _Recorder()
    spacing = drawing._USUAL
    for value in ((), say_all("none on record")):
        row = d.FormRow(number="5.2", label="If none, why", value=value)
        set_ = Compositor(frozenset())
        (line,) = drawing._rows(row, "", set_, 190 * MM, spacing, first=True)
        if line.paint:
            line.paint(page, 0.0)  # type: ignore[arg-type]
    assert page.rules == 1


def with_rows(count: int, account: int) -> d.Form:
    """A form of so many short items, and a last one of several paragraphs."""
    rows = tuple(d.FormRow(number=f"1.{n}", label="Item", value=say_all("x")) for n in range(count))
    last = d.FormRow(
        number="2.1", label="Account", value=say_all(*[f"Line {n}." for n in range(account)])
    )
    sections = (
        d.FormSection(number="1", title="First", rows=rows),
        d.FormSection(number="2", title="Second", rows=(last,)),
    )
    return dataclasses.replace(complete(), sections=sections)


def test_an_item_that_goes_over_a_pages_end_takes_its_label_with_it(tmp_path: Path) -> None:
    for count in range(26, 34):
        path = tmp_path / f"{count}.pdf"
        first, pages = drawn(path, with_rows(count, 5)).parts["wgeid"]
        last = reading.rows(path, first + pages - 2)
        assert "2.1AccountLine0." in last
        assert {f"Line{n}." for n in range(1, 5)} <= set(last)


def test_a_form_is_set_closer_only_where_that_saves_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pages(name: str) -> list[int]:
        forms = [with_rows(count, 5) for count in range(20, 40)]
        return [drawn(tmp_path / f"{name}.pdf", form).parts["wgeid"][1] for form in forms]

    closer = pages("closer")
    monkeypatch.setattr(drawing, "_CLOSE", drawing._USUAL)
    usual = pages("usual")
    assert all(a <= b for a, b in zip(closer, usual, strict=True))
    assert sum(closer) < sum(usual)


def test_a_value_that_runs_over_goes_on_under_its_sections_bar(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    form = complete()
    account = form.sections[-1].rows[0]
    long = dataclasses.replace(account, value=say_all(*["She has not been seen. " * 12] * 25))
    last = dataclasses.replace(form.sections[-1], rows=(long,))
    form = dataclasses.replace(form, sections=(*form.sections[:-1], last))
    first, pages = drawn(path, form).parts["wgeid"]
    assert pages > 2
    for page in range(first - 1, first - 1 + pages):
        assert "7CIRCUMSTANCES" in reading.rows(path, page)
    assert "Zeynegül" not in reading.rows(path, first - 1)[0]
    assert "Zeynegül" in reading.rows(path, first)[0]


def test_a_section_that_ends_with_its_page_is_not_repeated_on_the_next(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    form = complete()
    rows = tuple(d.FormRow(number=f"1.{n}", label="Item", value=say_all("x")) for n in range(33))
    one = d.FormSection(number="1", title="First", rows=rows)
    two = d.FormSection(number="2", title="Second", rows=rows)
    first, pages = drawn(path, dataclasses.replace(form, sections=(one, two))).parts["wgeid"]
    heads = [
        [row for row in reading.rows(path, page) if row in ("1FIRST", "2SECOND")]
        for page in range(first - 1, first - 1 + pages)
    ]
    assert [row for found in heads for row in found].count("1FIRST") <= 2
    assert all(len(set(found)) == len(found) for found in heads)


def test_nobody_signs_an_empty_page(tmp_path: Path) -> None:
    """However long the account, a line of it stands above the signature."""
    form = complete()
    for lines in range(10, 26):
        account = dataclasses.replace(
            form.sections[-1].rows[0], value=say_all(*[f"Line {n}." for n in range(lines)]),
            contradicted=(),
        )  # fmt: skip
        last = dataclasses.replace(form.sections[-1], rows=(account,))
        path = tmp_path / f"{lines}.pdf"
        result = drawn(path, dataclasses.replace(form, sections=(*form.sections[:-1], last)))
        first, pages = result.parts["wgeid"]
        rows = reading.rows(path, first + pages - 2)
        assert any("Line" in row for row in rows), lines
        assert any("signatureoftheauthor" in row for row in rows), lines


def test_rows_beside_a_photograph_end_before_it(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    form = with_photo()
    long = dataclasses.replace(form.sections[0].rows[0], value=say_all("a long name " * 20))
    head = dataclasses.replace(form.sections[0], rows=(long, *form.sections[0].rows[1:]))
    form = dataclasses.replace(form, sections=(head, *form.sections[1:]))
    first = drawn(path, form, template="tracing").parts["tracing"][0] - 1
    edge = (190 - 35) * MM
    for box in reading.boxes(path, first):
        if 20 * MM < box.top < 65 * MM:
            assert box.right < edge, box
    assert reading.images(path)


def test_bookmarks_stand_below_their_part_and_name_only_whom_the_copy_names(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.pdf"
    result = drawn(path, complete(), short())
    first = result.parts["wgeid"][0]
    marks = reading.outline(path)
    assert (0, "Annex 1 · Forms", first) in marks
    assert (1, "CF-00431 Zeynegül Tūrsyn", first) in marks
    assert (1, "CF-00077", first + 1) in marks
    assert result.anchors["form-wgeid-CF-00077"] == first + 1


def test_the_letter_finds_the_sheets_of_a_form_by_its_template(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    result = drawn(path, complete(), short(), template="wgad")
    first, pages = result.parts["wgad"]
    assert pages == 2
    assert any("Annex1,forms2sheets" in row for row in reading.rows(path, 0))
    assert (1, first) in {(page, to) for page, to, _ in reading.links(path)}


def test_footnotes_lead_to_the_sources_and_back(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    result = drawn(path, complete())
    first = result.parts["wgeid"][0]
    to = {target for page, target, _ in reading.links(path) if page == first}
    assert result.anchors["source-2"] in to
    back = {target for page, target, _ in reading.links(path) if page == result.anchors["source-2"]}
    assert first in back


def test_a_copy_with_forms_and_no_sheets_indexes_the_forms(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    result = drawn(path, complete(), short())
    page = result.parts["contents"][0] - 1
    rows = reading.rows(path, page)
    assert any("ZeynegülTūrsyn" in row and "CF-00431" in row for row in rows)


def test_a_form_is_read_back_from_the_register(tmp_path: Path) -> None:
    copy, _ = dossier(complete(), with_photo(), short())
    assert thaw(freeze(copy)) == copy
    before = (
        freeze(copy).replace(',"missing":false', "").replace('"contradicted":[],', "")
    )  # a copy from before these fields
    assert before != freeze(copy)
    assert thaw(before).parts[2].title == "Forms"


def test_the_order_of_reading_is_the_order_of_the_form(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    drawn(path, complete())
    text = reading.squeezed(reading.pdfium_text(path))
    told = ["1.1Fullname", "ZeynegülTūrsyn(", "1.2Nameinother", "2.1Date,atleast", "7.1Account"]
    places = [text.index(part) for part in told]
    assert places == sorted(places)


@pytest.mark.parametrize("make", [complete, with_photo])
def test_markup_and_controls_are_printed_as_they_are_in_every_field(tmp_path: Path, make) -> None:
    path = tmp_path / "x.pdf"
    copy, images = dossier(make())
    result = render(changed(copy, lambda _, __: HOSTILE), images, path)
    assert reading.problems(path) == []
    assert "😀" in result.missing
    text = reading.squeezed(reading.pdfium_text(path))
    assert text.count(reading.squeezed("<b>bold</b> & {page} %s")) > 50


@pytest.mark.parametrize("make", [complete, with_photo])
def test_a_long_text_in_any_field_loses_no_word_and_keeps_the_margins(tmp_path: Path, make) -> None:
    copy, images = dossier(make())
    words: dict[str, list[str]] = {}

    def lengthen(place: str, text: str) -> str:
        if place in words or not place.startswith("Form") or place == "Forms.template":
            return text
        number = len(words)
        words[place] = [f"q{number}w{n}e" for n in range(150)]
        return " ".join(words[place])

    path = tmp_path / "x.pdf"
    first, pages = render(changed(copy, lengthen), images, path).parts["wgeid"]
    text = reading.squeezed(reading.pdfium_text(path)).lower()
    cut = {"Form.header", "Form.confidential_mark", "Form.case_number", "Form.name.plain",
           "Forms.annex"}  # fmt: skip
    assert {"Form.title", "FormRow.number", "FormRow.label", "FormBox.label"} <= set(words)
    for place, said in words.items():
        if place not in cut:
            lost = [word for word in said if word not in text]
            assert len(lost) <= 3, (place, lost)
    for page in range(first - 1, first - 1 + pages):
        for box in reading.boxes(path, page):
            assert box.left >= 25 * MM - 0.6, (page, box)
            assert box.right <= 190 * MM + 1.0, (page, box)


def test_a_form_without_sections_or_signatures_is_a_page(tmp_path: Path) -> None:
    bare = dataclasses.replace(complete(), sections=(), signatures=(), intro=(), notice="")
    empty = dataclasses.replace(
        complete(), sections=(d.FormSection(number="1", title="One", rows=()),)
    )
    assert drawn(tmp_path / "x.pdf", bare, empty).parts["wgeid"][1] == 2
    assert drawn(tmp_path / "y.pdf").parts["wgeid"][1] == 1


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_lines_to_sign_stand_side_by_side_within_the_measure(count: int) -> None:
    edges = drawing._signature_edges(count)
    assert len(edges) == count
    assert edges[0][0] == 25 * MM
    assert edges[-1][1] <= 190 * MM + 0.01
    assert all(left < right for left, right in edges)


def test_contradictions_are_tied_by_one_bar(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    plain_form = complete()
    first = drawn(path, plain_form).parts["wgeid"][0] - 1
    picture = reading.picture(path, first, 4)
    x = round((25 * MM - 3 * MM) * 4)
    dark = [y for y in range(picture.height) if picture.getpixel((x, y)) < 128]
    top = baseline(path, first, "Onorafter") * 4
    bottom = baseline(path, first, "Contradicted") * 4
    assert dark
    assert dark == list(range(dark[0], dark[-1] + 1)), "one stroke"
    assert dark[0] < top
    assert dark[-1] >= bottom - 2
