"""Case sheets: head, overflow, contradictions, photograph; and the drawn timeline."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from caseapp.dossier import document as d
from caseapp.dossier.pdf.render import RenderResult, render
from caseapp.dossier.pdf.timeline import drawing, draws
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_document import sample
from tests.dossier.pdf.sample_markup import say
from tests.dossier.pdf.sample_people import portrait

MM = 72 / 25.4
RIGHT = 190 * MM


def _sheet(number: int = 5) -> d.CaseSheet:
    """The complete sheet of the English sample."""
    part = next(p for p in sample("en")[0].parts if isinstance(p, d.CaseSheets))
    return part.sheets[number]


def _drawn(
    path: Path, *sheets: d.CaseSheet, images: dict[str, bytes] | None = None
) -> RenderResult:
    dossier, pictures = sample("en")
    part = next(p for p in dossier.parts if isinstance(p, d.CaseSheets))
    part = dataclasses.replace(part, sheets=sheets)
    return render(dataclasses.replace(dossier, parts=(part,)), images or pictures, path)


def test_the_complete_sheet_takes_one_page(tmp_path: Path) -> None:
    assert _drawn(tmp_path / "x.pdf", _sheet()).pages == 1


def test_status_and_tie_stand_in_the_upper_quarter(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, _sheet())
    rows = {reading.squeezed(r): n for n, r in enumerate(reading.rows(path, 0))}
    tie = [g.baseline for g in reading.glyphs(path, 0) if g.text == "T" and g.size == 6.8]
    assert rows
    assert max(tie[:2]) < 297 * MM / 4


def test_what_does_not_fit_goes_over_statements_first(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    extra = d.Statement(text=say("Another statement. " * 12), source=say("2 B2"))
    sheet = dataclasses.replace(_sheet(), statements=(*_sheet().statements, *[extra] * 4))
    assert _drawn(path, sheet).pages == 2
    first = "".join(reading.rows(path, 0))
    second = "".join(reading.rows(path, 1))
    assert "Toallowletters" in first
    assert "gate." in first
    assert "Anotherstatement" in second
    assert "Toallowletters" not in second


def test_a_page_is_filled_in_order_if_head_and_demands_alone_are_too_long_for_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.pdf"
    fields = tuple(d.Field(label=f"field {n}", value=say("a value")) for n in range(36))
    sheet = dataclasses.replace(_sheet(), particulars=fields)
    assert _drawn(path, sheet).pages == 2
    first, second = ("".join(reading.rows(path, n)) for n in (0, 1))
    assert "WHATISSTATED" in first
    assert "WHATISASKED" in second


def test_the_second_page_carries_the_name_in_its_header_and_no_head_block(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    extra = d.Statement(text=say("Another statement. " * 30), source=say("2 B2"))
    sheet = dataclasses.replace(_sheet(), statements=(*_sheet().statements, extra, extra))
    _drawn(path, sheet)
    rows = reading.rows(path, 1)
    assert rows[0].startswith("Casesheet·CF-00417·AsqarTölegen")
    assert not any("STATUS" in row for row in rows)
    assert "AsqarTölegen" not in reading.rows(path, 0)[0]


def test_a_change_bar_ties_a_statement_to_what_contradicts_it(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, _sheet())
    picture = reading.picture(path, 0)
    column = [picture.getpixel((int(22 * MM * 4), y)) < 128 for y in range(picture.height)]
    dark = [y / 4 for y, is_dark in enumerate(column) if is_dark]
    assert max(dark) - min(dark) == len(dark) / 4 - 0.25  # one bar, without a gap
    bold = [g.baseline for g in reading.glyphs(path, 0) if g.text == "C" and g.size == 9.0]
    assert any(min(dark) < baseline < max(dark) for baseline in bold)


def test_the_largest_size_that_holds_a_name_on_one_line_is_taken(tmp_path: Path) -> None:
    sizes = []
    for name in ("Asqar", "Asqarbek Tölegenūly Jūmaqanov", "Asqar " * 12):
        path = tmp_path / "x.pdf"
        _drawn(path, dataclasses.replace(_sheet(), name=say(name.strip()), names=()))
        sizes.append(max(g.size for g in reading.glyphs(path, 0)))
    assert sizes == [23.0, 20.0, 17.0]


def test_other_names_stand_side_by_side_as_long_as_each_fits_on_a_line(tmp_path: Path) -> None:
    shown = tuple(
        d.NameShown(text=text, label=f"label {n}")
        for n, text in enumerate(("Бақытжан Сынақбай", "Baqytjan Synaqbai", "巴合提江", "Bahitjan"))
    )
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(_sheet(), names=shown))
    rows = reading.rows(path, 0)
    assert "БақытжанСынақбайBaqytjanSynaqbai巴合提江" in rows
    long = (*shown[:3], d.NameShown(text="Baqytjan " * 7, label="label 3"))
    _drawn(path, dataclasses.replace(_sheet(), names=long))
    rows = reading.rows(path, 0)
    assert "label0БақытжанСынақбай" in rows
    assert "label2巴合提江" in rows


def test_a_relation_of_long_words_is_not_cut(tmp_path: Path) -> None:
    family = (d.FamilyRow(relation="Другие родственники", who=say("[имя не раскрыто]"), place=""),)
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(_sheet(), family=family))
    assert any(row.startswith("родственники") for row in reading.rows(path, 0))


def test_photo_is_cropped_to_the_frame_and_not_stretched(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    wide = portrait(3, width=900, height=540)
    name = hashlib.sha256(wide).hexdigest()
    photo = d.Photo(image=name, token="", caption=())
    _drawn(path, dataclasses.replace(_sheet(), photo=photo), images={name: wide})
    (jpeg,) = reading.images(path)
    assert reading.jpeg_size(jpeg) == (420, 540)


def test_cropping_leaves_no_metadata_behind(tmp_path: Path) -> None:
    picture = Image.open(io.BytesIO(portrait(3, width=900, height=540)))
    exif = picture.getexif()
    exif[0x010F] = "Camera of a relative"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    name = hashlib.sha256(out.getvalue()).hexdigest()
    photo = d.Photo(image=name, token="", caption=())
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(_sheet(), photo=photo), images={name: out.getvalue()})
    assert b"Camera of a relative" in out.getvalue()
    assert b"Camera of a relative" not in b"".join(reading.images(path))


def test_a_withheld_photograph_is_an_empty_frame_with_its_token(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    photo = d.Photo(image="", token="[photograph withheld]", caption=())
    _drawn(path, dataclasses.replace(_sheet(), photo=photo))
    assert reading.images(path) == []
    token = [g for g in reading.glyphs(path, 0) if g.left > 155 * MM and 80 < g.baseline < 160]
    assert "".join(g.text for g in token) == "[photographwithheld]"


def test_sections_without_content_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    sheet = dataclasses.replace(
        _sheet(), particulars=(), timeline=None, statements=(), family=(), asked=(), answered=()
    )
    _drawn(path, sheet)
    text = "".join(reading.rows(path, 0))
    for label in ("PARTICULARS", "TIMELINE", "STATED", "FAMILY", "ASKED", "ANSWERED"):
        assert label not in text


def test_arabic_names_keep_their_size_against_latin_ones(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, _sheet())
    sizes = {g.size for g in reading.glyphs(path, 0) if "\u0600" <= g.text <= "\u06ff"}
    assert [*sizes] == [pytest.approx(11.5 * 1.28, abs=0.01)]


# ---- timeline --------------------------------------------------------------------------------


class Recorder:
    """Stands for a page and notes what is drawn on it."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[object, ...], dict[str, object]]] = []

    def __getattr__(self, name: str):  # type: ignore[no-untyped-def]
        return lambda *args, **options: self.calls.append((name, args, options))

    def of(self, name: str) -> list[tuple[object, ...]]:
        return [args for called, args, _ in self.calls if called == name]


def _timeline(**changes: object) -> d.Timeline:
    timeline = _sheet().timeline
    assert timeline is not None
    return dataclasses.replace(timeline, **changes)  # type: ignore[arg-type]


def _painted(timeline: d.Timeline, left: float = 0.0, right: float = 170.0) -> Recorder:
    page = Recorder()
    row, _ = drawing(timeline, left, right, 0.0)
    assert row.paint is not None
    row.paint(page, 0.0)  # type: ignore[arg-type]
    return page


def test_marks_stand_at_their_days_on_an_axis_of_whole_years() -> None:
    marks = (
        d.Mark(letter="a", kind="day", earliest="2014-01-01", latest="2014-01-01"),
        d.Mark(letter="b", kind="day", earliest="2022-07-02", latest="2022-07-02"),
    )
    page = _painted(_timeline(marks=marks, bars=(), first_year=2014, last_year=2030))
    xs = [args[0] for args in page.of("circle")]
    assert xs == [pytest.approx(0.0), pytest.approx(85.0, abs=0.05)]


def test_each_kind_of_mark_has_its_own_sign() -> None:
    page = _painted(_timeline(bars=()))
    fills = [options["fill"] for name, _, options in page.calls if name == "circle"]
    assert fills.count("black") == 3  # known days
    assert fills.count("white") == 1  # about
    assert len(page.of("polygon")) == 1  # expected release


def test_a_short_span_is_still_a_bracket_of_some_width() -> None:
    mark = d.Mark(letter="c", kind="span", earliest="2018-02-10", latest="2018-02-12")
    page = _painted(_timeline(bars=(), marks=(mark,), today=""), right=467.7)
    _, (left, y, right, y2) = page.of("rule")[0][:4], page.of("rule")[-1][:4]
    assert y == y2
    assert right - left == pytest.approx(6.4)  # type: ignore[operator]


def test_bars_are_told_apart_by_form() -> None:
    page = _painted(_timeline(marks=()))
    assert len(page.of("hatch")) == 2  # change, window of release
    fills = [options.get("fill", "none") for name, _, options in page.calls if name == "rect"]
    assert fills.count("black") == 1  # custody
    assert fills.count("none") == 1  # remaining term


def test_no_band_is_kept_free_for_bars_where_there_are_none() -> None:
    heights = [drawing(_timeline(bars=bars), 0.0, 467.7, 0.0)[0].height for bars in
               (_timeline().bars, ())]  # fmt: skip
    assert heights[0] - heights[1] > 13


def test_letters_closer_than_nine_points_move_right_and_then_down() -> None:
    days = ["2018-02-01", "2018-02-10", "2018-02-20", "2018-03-01"]
    marks = tuple(
        d.Mark(letter=letter, kind="day", earliest=day, latest=day)
        for letter, day in zip("abcd", days, strict=True)
    )
    page = _painted(_timeline(bars=(), marks=marks, today=""), right=467.7)
    letters = {args[2]: (args[0], args[1]) for args in page.of("text") if args[2] in "abcd"}
    assert letters["b"][0] - letters["a"][0] >= 8.9  # type: ignore[operator]
    assert letters["a"][1] == letters["b"][1]
    assert letters["c"][1] > letters["b"][1]  # type: ignore[operator]
    assert len(set(letters.values())) == 4


def test_labels_of_bars_never_touch_each_other() -> None:
    days = ["2018-01-01", "2018-03-01", "2018-05-01", "2018-07-01", "2018-09-01"]
    bars = tuple(
        d.Bar(kind="custody", start=a, end=b, label=f"a long label number {a}")
        for a, b in pairwise(days)
    )
    page = _painted(_timeline(bars=bars, marks=(), today=""), right=467.7)
    labels = [args for args in page.of("text") if "label" in str(args[2])]
    assert len(labels) == 4
    assert len({args[1] for args in labels}) == 4


def test_a_label_too_long_for_the_drawing_is_told_below_it(tmp_path: Path) -> None:
    label = "held in one place after another " * 12
    bars = (d.Bar(kind="custody", start="2018-02-10", end="2026-06-02", label=label),)
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(_sheet(), timeline=_timeline(bars=bars)))
    assert reading.squeezed(label) in reading.squeezed(reading.pdfium_text(path))


@pytest.mark.parametrize("days", [("", ""), ("2018-13-40", "x"), ("99999-01-01", "0")])
def test_dates_that_are_none_are_left_out_of_the_drawing(days: tuple[str, str]) -> None:
    mark = d.Mark(letter="z", kind="span", earliest=days[0], latest=days[1])
    bar = d.Bar(kind="custody", start=days[0], end=days[1], label="custody")
    page = _painted(_timeline(bars=(bar,), marks=(mark,), today=days[0]))
    assert "z" not in [args[2] for args in page.of("text")]
    assert page.of("dotted") == []


def test_many_years_are_named_with_gaps_and_few_each() -> None:
    for last, expected in ((2030, 17), (2113, 13)):
        page = _painted(_timeline(last_year=last, bars=(), marks=(), today=""), right=467.7)
        years = [args for args in page.of("text") if str(args[2]).isdigit()]
        assert len(years) >= expected
        xs = [args[0] for args in years]
        assert all(b - a > 16 for a, b in pairwise(xs))  # type: ignore[operator]


def test_an_axis_that_ends_before_it_begins_is_not_drawn() -> None:
    assert not draws(_timeline(first_year=2030, last_year=2014))
