"""Leaks planted in a finished file are found wherever they are; what is shown is no leak."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from caseapp.disclosure.leaks import LeakError
from caseapp.disclosure.protected import Kind, Secret
from caseapp.domain.vocabulary import InfoClass
from caseapp.dossier.leak_gate import LeakGate
from caseapp.system.resources import resource

NAME, HAN, PHONE = "Раушан Мысалова", "阿斯哈尔·玉勒格拜", "+7 700 000 04 17"
SECRETS = (
    Secret(NAME, InfoClass.TESTIFIER_NAME, UUID(int=1), Kind.NAME),
    Secret("Raushan Mysalova", InfoClass.TESTIFIER_NAME, None, Kind.NAME),
    Secret("Раушан", InfoClass.TESTIFIER_NAME, None, Kind.PART),
    Secret(HAN, InfoClass.DETAINEE_NAME, None, Kind.NAME),
    Secret(PHONE, InfoClass.TESTIFIER_CONTACT, None, Kind.NUMBER),
    Secret("654028197405120004", InfoClass.DETAINEE_IDENTIFIERS, None, Kind.NUMBER),
    Secret("raushan@example.org", InfoClass.TESTIFIER_CONTACT, None, Kind.EXACT),
    Secret("12 Ülgi Street, flat 4", InfoClass.EXACT_ADDRESS, None, Kind.EXACT),
)
GATE = LeakGate(SECRETS, shown=())


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    folder = resource("fonts")
    for name, path in (
        ("sans", folder / "noto-sans" / "NotoSans_400Regular.ttf"),
        ("arab", folder / "scheherazade-new" / "ScheherazadeNew_400Regular.ttf"),
        ("han", folder / "noto-sans-sc" / "NotoSansSC_400Regular.ttf"),
    ):
        pdfmetrics.registerFont(TTFont(name, str(path)))


def page(*lines: str, font: str = "sans", mode: int = 0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont(font, 11)
    for number, line in enumerate(lines or ("An innocent page of 14 March 2024.",)):
        text = canvas.beginText(50, 700 - 20 * number)
        text.setTextRenderMode(mode)
        text.textOut(line)
        canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn_over() -> bytes:
    """A page with the name, and an addition to the file that draws the page anew without it."""
    before = page(NAME)
    with pikepdf.open(io.BytesIO(before)) as pdf:
        number, root = pdf.pages[0].Contents.objgen[0], pdf.Root.objgen[0]
        size = len(pdf.objects) + 1
    at, place = len(before), re.findall(rb"startxref\s+(\d+)", before)[-1].decode()
    more = f"{number} 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n"
    table = f"xref\n{number} 1\n{at:010d} 00000 n \n"
    trailer = f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {place} >>\n"
    end = f"startxref\n{at + len(more)}\n%%EOF\n"
    return before + (more + table + trailer + end).encode()


def hidden(how: str) -> bytes:
    """The name in white, outside of the page, or under a black box."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("sans", 11)
    canvas.setFillGray(1 if how == "white" else 0)
    canvas.drawString(50, -300 if how == "off the page" else 700, NAME)
    if how == "under a box":
        canvas.rect(40, 690, 300, 30, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_the_state_before_an_addition_is_no_more_on_the_page() -> None:
    with pikepdf.open(io.BytesIO(drawn_over())) as pdf:
        assert pdf.pages[0].Contents.read_bytes() == b""


def changed(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(page())) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = f"Dossier of {NAME}"


def title_in_joined_letters(pdf: pikepdf.Pdf) -> None:
    """Arabic letters in the forms in which they join, one code for each form."""
    pdf.docinfo["/Title"] = "ﺭﺍﯞﺷﺎﻥ ﻣﯩﺴﺎﻟﻮﯙﺍ"


def xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = NAME


def bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("CF-0001 Raushan Mysalova", 0))


def note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = pdf.make_indirect(
        pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Text,
                    Rect=[0, 0, 1, 1],
                    Contents=pikepdf.String(PHONE),
                )
            ]
        )
    )


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["list.txt"] = pikepdf.AttachedFileSpec(pdf, "Раушан Мысалова".encode())


def attached_name(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["Raushan Mysalova.txt"] = pikepdf.AttachedFileSpec(pdf, b"nothing")


def stream_utf16(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = pdf.make_stream(b"xx" + NAME.encode("utf-16-be") + b"yy")


def stream_hex(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = pdf.make_stream(b"<" + NAME.encode("utf-16-be").hex().encode() + b">")


def name_object(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = pikepdf.Dictionary({"/raushan@example.org": 1})


def custom_info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Source"] = "C:\\cases\\Raushan Mysalova\\letter.doc"


def raw_packet(pdf: pikepdf.Pdf) -> None:
    """XMP as another program writes it: in small letters, with numbers for letters."""
    coded = "".join(f"&#x{ord(letter):X};" for letter in NAME)
    pdf.pages[0].obj.Metadata = pdf.make_stream(f"<x><dc:creator>{coded}</dc:creator></x>".encode())


def packet_in_capitals(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Metadata = pdf.make_stream(f"<x>{NAME.upper()}</x>".encode())


def packet_in_utf16(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Metadata = pdf.make_stream(f"<x>{NAME.upper()}</x>".encode("utf-16"))


def inner_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        chapter = pikepdf.OutlineItem("Case sheets", 0)
        chapter.children.append(pikepdf.OutlineItem("CF-0001 Раушан Мысалова", 0))
        outline.root.append(chapter)


def form_field(pdf: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("name"), V=pikepdf.String(NAME))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(field)]))


def layer(pdf: pikepdf.Pdf) -> None:
    group = pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Raushan Mysalova"))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([pdf.make_indirect(group)]))


def named_place(pdf: pikepdf.Pdf) -> None:
    names = pikepdf.Array([pikepdf.String("case-Раушан-Мысалова"), pdf.pages[0].obj])
    pdf.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=names))


def alternative_text(pdf: pikepdf.Pdf) -> None:
    element = pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=pikepdf.String(f"Portrait, {NAME}"))
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=pdf.make_indirect(element))


def link(target: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(target))
        annotation = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], A=action
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([annotation]))

    return change


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String(f"app.alert('{PHONE}')")
    )


def piece_of_another_program(pdf: pikepdf.Pdf) -> None:
    private = pikepdf.Dictionary(Private=pikepdf.String("author Raushan Mysalova"))
    pdf.Root.PieceInfo = pikepdf.Dictionary({"/Editor": private})


def picture(**save: object) -> bytes:
    """A page with a JPEG that was put in as it came."""
    jpeg = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(jpeg, "JPEG", **save)  # type: ignore[arg-type]

    def draw(pdf: pikepdf.Pdf) -> None:
        image = pdf.make_stream(
            jpeg.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=40,
            Height=40,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary({"/Photo": image})

    return changed(draw)


@pytest.mark.parametrize(
    "data",
    [
        lambda: page("Рассказала Раушан Мысалова."),
        lambda: page("со слов РАУШАН", "МЫСАЛОВОЙ и других"),
        lambda: page(HAN, font="han"),
        lambda: page("据阿斯哈尔 玉勒格拜说", font="han"),
        lambda: page("тел. 8 (700) 000-04-17"),
        lambda: page("654028 19740512 0004"),
        lambda: page("at 12 Ulgi Street,", "flat 4"),
        lambda: page("RAUSHAN@EXAMPLE.ORG"),
        lambda: page(NAME, mode=3),
        lambda: page(NAME[::-1]),
        lambda: changed(title),
        lambda: changed(xmp),
        lambda: changed(bookmark),
        lambda: changed(note),
        lambda: changed(attached),
        lambda: changed(attached_name),
        lambda: changed(stream_utf16),
        lambda: changed(stream_hex),
        lambda: changed(name_object),
        lambda: changed(custom_info),
        lambda: picture(comment=b"any comment"),
        lambda: picture(exif=_exif()),
        lambda: picture(icc_profile=b"profile of a camera"),
        lambda: page("Рассказала Раушан Мыса-", "лова о брате."),
        lambda: page("Р а у ш а н  М ы с а л о в а"),
        lambda: page("Рассказала Мысалова Раушан."),
        lambda: page("told by Raushan Mysalova-Kanat"),
        lambda: page("and Rauşan Mısalova"),
        lambda: page("tel. ８ ７００ ０００ ０４ １７", font="han"),
        lambda: page("٦٥٤٠٢٨١٩٧٤٠٥١٢٠٠٠٤", font="arab"),
        lambda: page("راۋشان مىسالوۆا", font="arab"),
        lambda: changed(title_in_joined_letters),
        lambda: changed(raw_packet),
        lambda: changed(packet_in_capitals),
        lambda: changed(packet_in_utf16),
        lambda: changed(inner_bookmark),
        lambda: changed(form_field),
        lambda: changed(layer),
        lambda: changed(named_place),
        lambda: changed(alternative_text),
        lambda: changed(link("https://example.org/" + quote(NAME))),
        lambda: changed(link("https://example.org/raushan-mysalova?x=1")),
        lambda: changed(link("data:text/plain;base64," + b64encode(NAME.encode()).decode())),
        lambda: changed(link("https://example.org/?to=" + NAME.encode().hex())),
        lambda: changed(link("tel:+7-700-000-04-17")),
        lambda: changed(script),
        lambda: changed(piece_of_another_program),
        drawn_over,
        lambda: hidden("white"),
        lambda: hidden("off the page"),
        lambda: hidden("under a box"),
    ],
)
def test_a_planted_leak_is_found(data: Callable[[], bytes]) -> None:
    with pytest.raises(LeakError) as caught:
        GATE.check(data())
    told = str(caught.value)
    assert not any(secret.text in told for secret in SECRETS)


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    return exif


@pytest.mark.parametrize(
    "data",
    [
        lambda: page(),
        lambda: page("Раушан пришла одна."),
        lambda: page("12 Ülgi Street, flat 5 · 654028 19740512 0005"),
        lambda: picture(),
    ],
)
def test_an_innocent_page_passes(data: Callable[[], bytes]) -> None:
    GATE.check(data())


def test_what_is_shown_on_purpose_is_no_leak_and_nothing_around_it_is_excused() -> None:
    gate = LeakGate(SECRETS, shown=("Мысалова Раушан Мысалова", PHONE, "Асқар Мысалова"))
    gate.check(page("Мысалова Раушан Мысалова, +7 700 000 04 17"))
    with pytest.raises(LeakError):
        gate.check(page("Раушан Мысалова"))


def test_a_name_in_arabic_letters_that_is_shown_is_no_leak_when_it_is_read_from_the_left() -> None:
    """A reader's program may give the words of a line in either order."""
    secret = Secret("Сызбахан Самат", InfoClass.TESTIFIER_NAME, None, Kind.NAME)
    for shown in (("سامات سىزباحان",), ()):
        gate = LeakGate([secret], shown=shown)
        if shown:
            gate._search("1 سىزباحان سامات", 1)
            continue
        with pytest.raises(LeakError):
            gate._search("1 سىزباحان سامات", 1)


def test_the_error_says_on_which_page() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for data in (page(), page(NAME)):
            pdf.pages.extend(pikepdf.open(io.BytesIO(data)).pages)
        pdf.save(out)
    with pytest.raises(LeakError) as caught:
        GATE.check(out.getvalue())
    assert caught.value.params == {"page": 2}


def test_the_gate_counts_what_it_looks_for_but_not_the_parts_of_names() -> None:
    assert GATE.searched == 7
