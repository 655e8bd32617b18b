"""Every copy is a PDF/A-2b: readable in decades, its colours and faces in the file."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from pikepdf import pdfa
from PIL import Image, ImageCms

from caseapp.dossier import document as d
from caseapp.dossier.pdf import srgb
from caseapp.dossier.pdf.canvas import MM
from caseapp.dossier.pdf.render import render
from caseapp.dossier.pdf.text import TextStyle
from caseapp.dossier.pdf.writer import PdfWriter
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_document import office, sample

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
Made = tuple[d.Dossier, dict[str, bytes]]


def in_language(language: str) -> Made:
    """The Russian sample as a copy in another language, with Chinese words in its letter."""
    dossier, images = sample("ru")
    head = dataclasses.replace(dossier.head, language=language, title="第一份 · 1-дана")
    letter = dataclasses.replace(
        dossier.parts[0],  # type: ignore[type-var]
        salutation="尊敬的先生：“您好”——ءبىر سوز, Қазақстан",
    )
    return dataclasses.replace(dossier, head=head, parts=(letter, *dossier.parts[1:])), images


COPIES: dict[str, Callable[[], Made]] = {
    "en": lambda: sample("en"),
    "ru": lambda: sample("ru"),
    "office": office,
    "kk": lambda: in_language("kk"),
    "zh": lambda: in_language("zh_Hans"),
}


@pytest.fixture(scope="module", params=list(COPIES))
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("archive") / f"{request.param}.pdf"
    render(*COPIES[request.param](), file)
    return file


def test_a_copy_is_a_valid_pdf_a_and_a_sound_pdf(path: Path) -> None:
    report = pdfa.validate_written(path, "2b")
    assert report.passed, report.summary()
    assert report.output_intent == "RGB"
    assert reading.problems(path) == []


def test_the_packet_says_what_the_file_says_and_no_more(path: Path) -> None:
    dossier, _ = COPIES[path.stem]()
    with pikepdf.open(path) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        assert "/Filter" not in pdf.Root.Metadata
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "2B"
            assert metadata["dc:title"] == str(pdf.docinfo["/Title"]) == dossier.head.title
            assert metadata["xmp:CreatorTool"] == metadata["pdf:Producer"] == "caseapp"
        assert str(pdf.Root.Lang) == dossier.head.language.replace("_", "-")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    (description,) = etree.fromstring(packet).iter(f"{RDF}Description")
    dates = {node.tag.removeprefix(XMP): node.text for node in description if XMP in node.tag}
    day = dossier.head.produced
    assert dates == {
        "CreatorTool": "caseapp", "CreateDate": day, "ModifyDate": day, "MetadataDate": day,
    }  # fmt: skip
    assert len(description) == 9


def test_every_link_prints_and_no_face_and_no_glyph_is_lacking(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert len(notes) > 50
        assert {int(note.F) for note in notes} == {4}
        for font in pdf.pages[0].Resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        for page in pdf.pages:
            assert "/Group" not in page
            assert "/ExtGState" not in page.Resources
            content = b"\n".join(part.read_bytes() for part in page.Contents)
            shown = b"".join(re.findall(rb"<([0-9A-F]+)>", content))
            assert b"0000" not in {shown[at : at + 4] for at in range(0, len(shown), 4)}


def test_a_day_that_is_none_is_left_out_and_odd_titles_do_no_harm(tmp_path: Path) -> None:
    style = TextStyle("sans", 9, 12)
    titles = ["<b>&amp;]]>\x0b\ud800\ufffe", "a\u0000b", "", "名 نۇر 😀"]
    for number, title in enumerate(titles):
        path = tmp_path / f"{number}.pdf"
        with PdfWriter(path, title=title, language="en", day="yesterday") as pdf:
            pdf.new_page().text(25 * MM, 30 * MM, "text", style)
            pdf.finish()
        assert pdfa.validate_written(path, "2b").passed
        assert b"yesterday" not in path.read_bytes()
        assert b"Date>" not in path.read_bytes()


def test_the_profile_is_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb.profile()))
    assert ImageCms.getProfileDescription(ours).strip() == srgb.DESCRIPTION
    image = Image.frombytes("RGB", (64, 64), bytes((n * 37 + n // 64) % 256 for n in range(12288)))
    same = ImageCms.profileToProfile(image, ours, ImageCms.createProfile("sRGB"))
    assert same is not None
    differences = (abs(a - b) for a, b in zip(image.tobytes(), same.tobytes(), strict=True))
    assert max(differences) <= 1
