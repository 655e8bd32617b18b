"""A whole copy, drawn once and read back: text, links, bookmarks, numbers, bytes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest

from caseapp.dossier import document as d
from caseapp.dossier.frozen import content_hash, freeze, hash_of, page_code, thaw
from caseapp.dossier.pdf.render import RenderResult, render
from caseapp.errors import Cancelled, UserError
from caseapp.system.progress import Progress, Report
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_changes import changed
from tests.dossier.pdf.sample_document import office, sample
from tests.dossier.pdf.sample_people import IMAGES

MM = 72 / 25.4
ARABIC = re.compile("[\u0600-\u06ff]+")


class Drawn(NamedTuple):
    """One sample copy and what came out of it."""

    dossier: d.Dossier
    path: Path
    result: RenderResult
    text: str


def _drawn(folder: Path, name: str, dossier: d.Dossier) -> Drawn:
    path = folder / f"{name}.pdf"
    result = render(dossier, IMAGES, path)
    return Drawn(dossier, path, result, reading.pdfium_text(path))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return _drawn(tmp_path_factory.mktemp("en"), "en", sample("en")[0])


@pytest.fixture(scope="module")
def russian(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return _drawn(tmp_path_factory.mktemp("ru"), "ru", sample("ru")[0])


@pytest.fixture(scope="module")
def for_office(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return _drawn(tmp_path_factory.mktemp("office"), "office", office()[0])


@pytest.fixture(params=["english", "russian", "for_office"])
def copy(request: pytest.FixtureRequest) -> Drawn:
    """Each of the three sample copies in turn."""
    drawn: Drawn = request.getfixturevalue(request.param)
    return drawn


def _strings(dossier: d.Dossier) -> Iterator[tuple[str, str]]:
    """Every printed string with its place."""
    found: list[tuple[str, str]] = []

    def note(place: str, text: str) -> str:
        found.append((place, text))
        return text

    changed(dossier, note)
    yield from found


ELSEWHERE = frozenset(
    # Filled in by the drawing, one of several plurals, only where there is no photograph, or
    # what the office's warning replaces.
    ("Words.page_of", "Words.sheets", "Words.contents", "Head.title", "Photo.token",
     "PersonList.note", "RegisterRow.value", "CaseSheet.header", "SignatureSheets.header")
)  # fmt: skip


def test_pdfium_gives_back_every_text_of_the_dossier(copy: Drawn) -> None:
    text = reading.squeezed(copy.text)
    loud = text.upper()
    for place, said in _strings(copy.dossier):
        if place in ELSEWHERE or ARABIC.search(said):
            continue
        assert reading.squeezed(said).upper() in loud, (place, said)


def test_words_in_arabic_script_come_back_letter_for_letter(copy: Drawn) -> None:
    text = reading.squeezed(copy.text)
    words = {
        word for _, said in _strings(copy.dossier) for word in ARABIC.findall(said) if len(word) > 1
    }
    assert len(words) > 20
    assert not [word for word in words if word not in text]


def test_pdfminer_gives_back_latin_cyrillic_and_chinese(copy: Drawn) -> None:
    text = reading.squeezed(reading.pdfminer_text(copy.path)).upper()
    for place, said in _strings(copy.dossier):
        if place in ELSEWHERE or ARABIC.search(said) or len(said) > 60:
            continue
        for word in said.split():
            assert reading.squeezed(word).upper() in text, (place, word)


def test_no_glyph_stands_outside_the_margins(copy: Drawn) -> None:
    for number, (width, height) in enumerate(reading.page_sizes(copy.path)):
        upright = height > width
        left, right = (25, 190) if upright else (20, 277)
        for box in reading.boxes(copy.path, number):
            assert left * MM - 0.6 <= box.left, (number, box)
            assert box.right <= right * MM + 0.6, (number, box)
            assert box.top >= 9 * MM, (number, box)
            assert box.bottom <= height - 5 * MM, (number, box)
            in_text = box.bottom <= height - 20 * MM + 1.5
            assert in_text or box.top >= height - 14.5 * MM, (number, box)


def test_no_texts_overlap_on_any_page(copy: Drawn) -> None:
    for number in range(copy.result.pages):
        assert reading.overlaps(copy.path, number) == []


def test_the_same_dossier_gives_the_same_bytes_in_any_process(
    tmp_path: Path, english: Drawn
) -> None:
    frozen, again = tmp_path / "frozen.json", tmp_path / "again.pdf"
    frozen.write_text(freeze(english.dossier), encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from caseapp.dossier.frozen import thaw; "
        "from caseapp.dossier.pdf.render import render; "
        "from tests.dossier.pdf.sample_people import IMAGES; "
        "render(thaw(Path(sys.argv[1]).read_text(encoding='utf-8')), IMAGES, Path(sys.argv[2]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Asia/Almaty"}
    command = [sys.executable, "-c", program, str(frozen), str(again)]
    subprocess.run(command, check=True, env=environment, cwd=Path(__file__).parents[3])
    assert again.read_bytes() == english.path.read_bytes()
    assert english.result.pdf_sha256 == hashlib.sha256(again.read_bytes()).hexdigest()


def test_qpdf_finds_no_fault(copy: Drawn) -> None:
    assert reading.problems(copy.path) == []


def test_every_page_says_which_of_how_many_and_bears_number_and_code(copy: Drawn) -> None:
    code = page_code(content_hash(freeze(copy.dossier)))
    pages = copy.result.pages
    pattern = copy.dossier.words.page_of
    with pikepdf.open(copy.path) as pdf:
        assert len(pdf.pages) == pages
    for number in range(pages):
        text = reading.squeezed("".join(box.text for box in reading.boxes(copy.path, number)))
        said = pattern.replace("{page}", str(number + 1)).replace("{pages}", str(pages))
        assert reading.squeezed(said) in text
        assert reading.squeezed(copy.dossier.head.dossier_number) in text
        assert reading.squeezed(code) in text


def test_the_hash_is_the_same_whether_text_or_dossier_is_hashed() -> None:
    for dossier in (sample("en")[0], office()[0]):
        frozen = freeze(dossier)

        def plain(value: Any) -> Any:
            if dataclasses.is_dataclass(value):
                names = [field.name for field in dataclasses.fields(value)]
                return {name: plain(getattr(value, name)) for name in names}
            return [plain(item) for item in value] if isinstance(value, tuple) else value

        canonical = json.dumps(
            plain(dossier), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        assert frozen == canonical
        assert hash_of(dossier) == content_hash(frozen)
        assert thaw(frozen) == dossier


def test_metadata_say_nothing_but_title_and_program(copy: Drawn) -> None:
    with pikepdf.open(copy.path) as pdf:
        assert {str(key): str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": copy.dossier.head.title,
            "/Producer": "caseapp",
            "/Creator": "caseapp",
        }
        assert str(pdf.Root.Lang) == copy.dossier.head.language


def test_bookmarks_name_parts_and_sheets_and_lead_to_them(copy: Drawn) -> None:
    result = copy.result
    outline = reading.outline(copy.path)
    sheets = next(p for p in copy.dossier.parts if isinstance(p, d.CaseSheets))
    inner = [(title, page) for level, title, page in outline if level == 1]
    assert inner == [(s.bookmark, result.anchors[s.anchor]) for s in sheets.sheets]
    outer = [page for level, _, page in outline if level == 0]
    assert outer == [first for first, _ in result.parts.values()]


def test_links_lead_from_contents_list_and_notes_and_back_from_sources(english: Drawn) -> None:
    result, pages = english.result, english.result.parts
    links = {(source, target) for source, target, _ in reading.links(english.path)}
    contents, persons, annex = (pages[name][0] for name in ("contents", "persons", "annex"))
    for first, _ in pages.values():
        assert (contents, first) in links
    sheet_pages = {page for anchor, page in result.anchors.items() if anchor.startswith("case-")}
    assert len(sheet_pages) == 12
    for page in sheet_pages:
        assert (contents, page) in links
        assert any((persons + n, page) in links for n in range(pages["persons"][1]))
    asqar = result.anchors["case-CF-00417"]
    assert {(asqar, result.anchors[f"source-{n}"]) for n in range(1, 6)} <= links
    assert (annex, asqar) in links
    assert (pages["letter"][0], pages["sheets"][0]) in links


def test_a_link_to_what_this_copy_leaves_out_is_plain_text(tmp_path: Path) -> None:
    dossier, images = sample("en")
    parts = tuple(p for p in dossier.parts if not isinstance(p, d.Annex | d.PersonList))
    result = render(dataclasses.replace(dossier, parts=parts), images, tmp_path / "x.pdf")
    assert "source-1" not in result.anchors
    assert "visited a sensitive country" in reading.pdfium_text(tmp_path / "x.pdf")


def test_parts_cover_all_pages_without_gap(copy: Drawn) -> None:
    following = 1
    for first, count in copy.result.parts.values():
        assert first == following
        assert count >= 1
        following += count
    assert following == copy.result.pages + 1


def test_contents_print_the_sheets_and_pages_of_the_parts(russian: Drawn) -> None:
    rows = reading.rows(russian.path, russian.result.parts["contents"][0] - 1)
    for part in russian.dossier.parts:
        if isinstance(part, d.PersonList | d.CaseSheets | d.Annex):
            first, count = russian.result.parts[part.kind]
            annex, title = reading.squeezed(part.annex), reading.squeezed(part.title)
            assert f"{annex}{title}{count}{first}" in rows


def test_notice_marks_pages_of_invented_persons_and_no_others(tmp_path: Path) -> None:
    dossier, images = sample("en")
    sheets = next(p for p in dossier.parts if isinstance(p, d.CaseSheets))
    real = dataclasses.replace(sheets.sheets[0], notice="")
    part = dataclasses.replace(sheets, sheets=(real, *sheets.sheets[1:3]))
    result = render(dataclasses.replace(dossier, parts=(part,)), images, tmp_path / "x.pdf")
    notice = reading.squeezed(dossier.head.notice)
    shown = []
    for number in range(result.pages):
        text = "".join(box.text for box in reading.boxes(tmp_path / "x.pdf", number))
        shown.append(notice in text)
    assert shown == [False, True, True]


def test_office_copy_warns_on_every_page(for_office: Drawn) -> None:
    warning = reading.squeezed(for_office.dossier.head.office_warning)
    for number in range(for_office.result.pages):
        text = "".join(box.text for box in reading.boxes(for_office.path, number))
        assert text.count(warning) == 1


def test_photographs_of_the_right_shape_travel_unchanged(english: Drawn) -> None:
    assert sorted(reading.images(english.path)) == sorted(IMAGES.values())


def test_characters_without_a_glyph_are_told_and_printed_as_codes(tmp_path: Path) -> None:
    dossier, images = sample("en")
    letter = dataclasses.replace(dossier.parts[0], salutation="Dear 😀,")  # type: ignore[type-var]
    result = render(dataclasses.replace(dossier, parts=(letter,)), images, tmp_path / "x.pdf")
    assert result.missing == ("😀",)
    assert "Dear [U+1F600]," in reading.pdfium_text(tmp_path / "x.pdf")


def test_progress_is_told_page_by_page_and_ends_at_its_total(tmp_path: Path) -> None:
    told: list[Report] = []
    dossier, images = sample("en")
    result = render(dossier, images, tmp_path / "x.pdf", Progress(told.append))
    assert [report.done for report in told] == list(range(1, result.pages + 1))
    assert all(report.done <= report.total for report in told)
    assert told[0].message.format(**told[0].params) == "Drawing page 1"


def test_cancelling_leaves_the_older_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"older")
    progress = Progress(lambda report: progress.cancel() if report.done == 5 else None)
    dossier, images = sample("en")
    with pytest.raises(Cancelled):
        render(dossier, images, path, progress)
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("images", [{}, dict.fromkeys(IMAGES, b"no picture")])
def test_a_missing_or_damaged_photograph_is_told_and_nothing_is_written(
    tmp_path: Path, images: dict[str, bytes]
) -> None:
    with pytest.raises(UserError, match="photograph"):
        render(sample("en")[0], images, tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_copy_without_parts_is_refused(tmp_path: Path) -> None:
    dossier, images = sample("en")
    with pytest.raises(UserError, match="no parts"):
        render(dataclasses.replace(dossier, parts=()), images, tmp_path / "x.pdf")
