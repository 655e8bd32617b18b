"""What a file says: articles without their surroundings, texts in any encoding, PDF pages."""

from __future__ import annotations

import io
import zlib

import pytest
from reportlab.pdfgen.canvas import Canvas

from caseapp.errors import UserError
from caseapp.intake.documents.clutter import without_clutter
from caseapp.intake.documents.encoding import decode
from caseapp.intake.documents.kinds import DocumentKind, kind_of
from caseapp.intake.documents.read import read_document
from caseapp.system.child import Limits

BODY = (
    "Seven families met on Saturday in a rented room. They had brought photographs, marriage"
    " certificates and the last letters that they own.",
    "Between them they named twenty-two people from one village in the county.",
    "“We do not ask for politics,” says a woman at the window. “We ask for a paper.”",
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Twenty-two of one village | Paper</title>
<meta property="og:title" content="Twenty-two of one village">
<meta name="author" content="A. Writer">
<meta property="article:published_time" content="2018-06-04T10:00:00Z">
<meta property="og:site_name" content="The Paper">
<link rel="canonical" href="https://paper.example/22">
<script>document.write("never run")</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World news</a></li></ul></nav>
<article><h1>Twenty-two of one village</h1>{"".join(f"<p>{line}</p>" for line in BODY)}</article>
<aside><h3>Related</h3><ul><li><a href="/1">Football: a great victory</a></li></ul></aside>
<section id="comments"><h3>Leave a comment</h3><form><input name="a"><textarea></textarea>
<button>Post comment</button></form><p class="comment">I think that this is a comment.</p></section>
<footer>Copyright The Paper 2018. All rights reserved.</footer></body></html>"""
KAZAKH = (
    "Жеті отбасы сенбі күні жалға алған бөлмеде жиналды. Олар суреттерді, неке туралы"
    " куәліктерді және соңғы хаттарды әкелді. Бір ауылдан жиырма екі адамның аты аталды.\n"
)
RUSSIAN = (
    "Семь семей встретились в субботу в снятой комнате. Они принесли фотографии, свидетельства"
    " о браке и последние письма. Они назвали двадцать два человека из одного села.\n"
)
CHINESE = "星期六，七个家庭在租来的房间里会面。他们带来了照片、结婚证和最后的信件。\n"
ARABIC = "اجتمعت سبع عائلات يوم السبت في غرفة مستأجرة. وقد أحضروا صورا وشهادات زواج ورسائل أخيرة.\n"


# -- saved pages -------------------------------------------------------------------------------
def test_a_saved_page_gives_its_article_and_what_it_states_of_itself():
    found = read_document(PAGE.encode(), "page.html")
    assert found.kind is DocumentKind.PAGE
    assert found.text.split("\n") == ["Twenty-two of one village", *BODY]
    assert (found.title, found.author, found.dated) == (
        "Twenty-two of one village", "A. Writer", "2018-06-04",
    )  # fmt: skip
    assert (found.site, found.language) == ("The Paper", "en")
    assert found.address == "https://paper.example/22"


def test_a_page_that_states_nothing_gets_nothing_invented():
    bare = f"<html><body><p>{BODY[0]}</p><p>Printed on 3 May 2016. {BODY[1]}</p></body></html>"
    found = read_document(bare.encode(), "x.htm")
    assert BODY[0] in found.text
    assert (found.author, found.dated, found.site, found.title) == ("", "", "", "")


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "koi8-r"])
def test_a_page_is_read_in_the_encoding_that_it_declares(encoding):
    page = (
        f'<html><head><meta charset="{encoding}"></head><body><article>'
        f"<p>{RUSSIAN}</p><p>{RUSSIAN[:90]}</p></article></body></html>"
    )
    assert RUSSIAN.strip() in read_document(page.encode(encoding)).text


# -- plain text --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KAZAKH, "utf-8"), (KAZAKH, "utf-8-sig"), (KAZAKH, "utf-16"), (KAZAKH, "utf-16-le"),
        (CHINESE, "utf-16-be"), (CHINESE * 3, "gb18030"), (RUSSIAN * 3, "cp1251"),
        (RUSSIAN * 3, "koi8-r"), (ARABIC * 3, "cp1256"), (ARABIC, "utf-8"), (BODY[0], "ascii"),
        (KAZAKH * 3, "kz1048"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_the_encoding_that_it_was_written_in(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [b"\xff\xff\x80abc", b"\xd0", b"abc\x98\x00\x01" * 9])
def test_bytes_that_fit_no_encoding_still_give_text(data):
    assert isinstance(decode(data), str)


def test_line_ends_of_every_system_are_newlines():
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_what_stands_around_a_copied_article_is_left_out_and_told():
    text = "\n".join(
        [
            "Skip to main content", "", "Twenty-two of one village", "", *BODY, "",
            "A great victory of the boys", "", "A great victory of the boys", "", "More details",
            "Leave a Reply", "Fill in your details below or click an icon to log in",
            "Premium Themes by Somebody",
        ]
    )  # fmt: skip
    found = read_document(text.encode(), "article.txt")
    assert found.text == "\n".join(["Twenty-two of one village", "", *BODY])
    assert found.title == "Twenty-two of one village"
    said = [one.text for one in found.left_out]
    assert "A great victory of the boys" in said
    assert "Premium Themes by Somebody" in said


def test_a_testimony_loses_nothing():
    text = (
        "Q: Were you there?\nA: Yes.\nQ: Did you see him?\nA: Yes.\n\n    Comments\n"
        "She wept.\n\tHe  was   silent.\n"
    )
    assert without_clutter(text) == (text.strip("\n"), ())


# -- PDF ---------------------------------------------------------------------------------------
def a_pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    canvas.setTitle("A letter")
    for words in ("The first page.", "The second page."):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_each_page_of_a_pdf_gives_its_own_text():
    found = read_document(a_pdf())
    assert found.kind is DocumentKind.PDF
    assert found.pages == ("The first page.", "The second page.", "")
    assert found.text == "The first page.\n\nThe second page."
    assert found.title == "A letter"


# -- harm --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 nothing more",
        a_pdf()[:300],
    ],
)
def test_a_damaged_pdf_is_said_in_one_sentence(data):
    with pytest.raises(UserError):
        read_document(data)


def test_pages_that_are_nested_without_end_harm_nothing():
    deep = b"<html><body>" + b"<div>" * 200_000 + b"words" + b"</div>" * 200_000
    try:
        found = read_document(deep, "x.html", Limits(cpu=8, wall=10))
    except UserError:
        return
    assert found.kind is DocumentKind.PAGE


def test_entities_and_local_files_are_not_followed():
    page = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><article>'
        f"<p>{BODY[0]} &b; &f;</p><p>{BODY[1]}</p></article></body></html>"
    )
    found = read_document(page.encode(), "x.html")
    assert "root:" not in found.text
    assert BODY[1] in found.text


def test_a_stream_that_unfolds_without_end_is_stopped():
    bomb = zlib.compress(b"BT /F1 12 Tf (a) Tj ET " * 5_000_000, 9)
    head = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    )
    length = str(len(bomb)).encode()
    stream = b"4 0 obj<</Filter/FlateDecode/Length " + length + b">>stream\n" + bomb
    pdf = head + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    try:
        found = read_document(pdf, limits=Limits(memory=512 * 1024 * 1024, cpu=4, wall=6))
    except UserError:
        return
    assert len(found.text) < 1_000_000


# -- kinds -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.4", "a.txt", "pdf"), (b"junk %PDF-1.4", "", "pdf"),
        (b"\xff\xd8\xff\xe0", "a.pdf", "picture"), (b"RIFF....WEBPVP8 ", "", "picture"),
        (b"RIFF....WAVEfmt ", "", "sound"), (b"RIFF....AVI LIST", "", "video"),
        (b"\0\0\0\x20ftypM4A ", "", "sound"), (b"\0\0\0\x20ftypisom", "", "video"),
        (b"OggS\0", "", "sound"), (b"\xff\xfb\x90\x00", "", "sound"),
        (b"  <!DOCTYPE HTML><html>", "", "html"), (b"<!-- saved --><html>", "", "html"),
        (b"w\0o\0r\0d\0", "", "text"), ("人\n".encode("utf-16-be"), "", "text"),
        (b"<div>part</div>", "part.html", "html"), (b"<div>part</div>", "", "text"),
        (b"<?xml version='1.0'?><svg/>", "a.svg", "text"), (b"words", "words.exe", "text"),
        ("слова".encode("utf-16"), "", "text"), (b"MZ\x90\0\3\0\0\0", "a.txt", "other"),
        (b"", "a.txt", "other"), (b"\0\0\0\x20ftypheic", "", "other"),
    ],
)  # fmt: skip
def test_the_first_bytes_tell_the_kind(head, name, kind):
    assert kind_of(head, name).kind == kind


def test_what_has_no_words_is_only_named():
    found = read_document(b"\x89PNG\r\n\x1a\n rest")
    assert (found.kind, found.media_type, found.text) == (
        DocumentKind.PICTURE, "image/png", "",
    )  # fmt: skip
