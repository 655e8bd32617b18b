"""Texts of office programs and letters by e-mail: every word of the text, and nothing else."""

from __future__ import annotations

import io
import random
from email.message import EmailMessage

import docx as python_docx
import pytest

from caseapp.errors import UserError
from caseapp.intake.documents import inside
from caseapp.intake.documents.kinds import DocumentKind, kind_of
from caseapp.intake.documents.read import HarmfulFileError, read_document
from caseapp.system.child import Limits
from tests.intake.office_files import W, docx, notes, odt, paragraph, zipped


# -- Word --------------------------------------------------------------------------------------
def test_a_document_of_another_program_gives_headings_paragraphs_and_tables_in_order():
    document = python_docx.Document()
    document.core_properties.title, document.core_properties.author = "Жауап", "Прокуратура"
    document.add_heading("Жауап хат", 1)
    document.add_paragraph("Сіздің өтінішіңіз қаралды.")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("Аты", "Жылы", "Нұрлан", "1979"), strict=True):
        cell.text = words
    document.add_paragraph("此致")
    out = io.BytesIO()
    document.save(out)
    found = read_document(out.getvalue(), "answer.docx")
    assert found.kind is DocumentKind.WORD
    assert found.text.split("\n") == [
        "Жауап хат", "Сіздің өтінішіңіз қаралды.", "Аты | Жылы", "Нұрлан | 1979", "此致",
    ]  # fmt: skip
    assert (found.title, found.author) == ("Жауап", "Прокуратура")


def test_what_was_deleted_is_no_text_and_what_was_inserted_is():
    body = (
        "<w:p><w:r><w:t>He was </w:t></w:r>"
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>surely </w:t></w:r></w:ins>"
        '<w:r><w:t>seen.</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('gone')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    )
    comment = f'<w:comment w:id="1">{paragraph("no")}</w:comment>'
    comments = f'<w:comments xmlns:w="{W}">{comment}</w:comments>'
    assert read_document(docx(body, comments=comments)).text == "He was surely seen.\na | b"


def test_notes_stand_at_the_end_and_text_boxes_behind_their_paragraph():
    box = f"<w:txbxContent>{paragraph('In a box')}</w:txbxContent>"
    body = (
        '<w:p><w:r><w:t>Seen</w:t><w:footnoteReference w:id="2"/></w:r><w:r><w:t> once.</w:t>'
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>" + paragraph("After.")
    )
    found = read_document(docx(body, footnotes=notes("not meant", "By a neighbour.")))
    assert found.text == "Seen[1] once.\nIn a box\nAfter.\n[1] By a neighbour."


def test_a_letterhead_is_read_and_a_page_number_is_not():
    head = f'<w:hdr xmlns:w="{W}">{paragraph("Office of the Prosecutor")}</w:hdr>'
    foot = f'<w:ftr xmlns:w="{W}">{paragraph("3")}</w:ftr>'
    found = read_document(docx(paragraph("Words."), header1=head, header2=head, footer1=foot))
    assert found.text == "Office of the Prosecutor\nWords."


def test_a_form_field_says_what_was_filled_in_and_not_its_code():
    body = (
        "<w:sdt><w:sdtContent>" + paragraph("Filled in") + "</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:instrText>MERGEFIELD name</w:instrText></w:r><w:r><w:t>A</w:t><w:tab/>"
        "<w:t>B</w:t><w:br/><w:t>C</w:t></w:r></w:p>"
    )
    assert read_document(docx(body)).text == "Filled in\nA\tB\nC"


# -- OpenDocument and rich text ----------------------------------------------------------------
def test_an_open_document_is_read_without_what_was_deleted():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:h>Title</text:h><text:p>One<text:s text:c='2'/>two<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
        ".</text:p><text:list><text:list-item><text:p>Item</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        "<office:annotation><text:p>a comment</text:p></office:annotation>"
    )
    found = read_document(odt(body))
    assert found.kind is DocumentKind.OPEN_DOCUMENT
    assert found.text == "Title\nOne  two[1].\nItem\na | b\n[1] A note."


def test_a_locked_open_document_is_said_to_be_locked():
    locked = "<m><encryption-data/></m>"
    with pytest.raises(UserError, match="locked by a password"):
        read_document(odt("", locked))


@pytest.mark.parametrize(
    ("rtf", "words"),
    [
        (r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}}\f0 \'cd\'f3\'f0\'eb\'e0\'ed\par Two}",
         "Нурлан\nTwo"),
        (r"{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset134 B;}}\f1 \'d6\'d0\f0  \'c4\'e0}",
         "中 Да"),
        (r"{\rtf1\uc1 \u1178?\u1201?{\*\generator Word;}{\info{\title x}}\~\u-10179?\u-8704?}",
         "Құ\u00a0😀"),
        (r"{\rtf1 a{\deleted b}\{c\}\tab{\pict 89504e47}d\cell e\cell\row}", "a{c}\td | e"),
    ],
)  # fmt: skip
def test_rich_text_is_read_in_the_letters_of_its_fonts(rtf, words):
    found = read_document(rtf.encode("ascii"))
    assert (found.kind, found.text) == (DocumentKind.RICH_TEXT, words)


# -- e-mail ------------------------------------------------------------------------------------
def a_letter() -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = "Айман Үлгібай <aiman@example.org>"
    letter["To"] = "office@example.org"
    letter["Date"] = "Mon, 04 Jun 2018 10:00:00 +0600"
    letter["Subject"] = "Күйеуім туралы"
    letter.set_content("Ол үйге қайтпады.\n\nАйман")
    return letter


def test_a_letter_gives_its_headers_its_words_and_what_is_attached():
    letter = a_letter()
    letter.add_alternative("<html><body><p>Ол үйге <b>қайтпады</b>.</p></body></html>", "html")
    letter.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="сурет.jpg")
    found = read_document(letter.as_bytes(), "letter.eml")
    assert found.kind is DocumentKind.MAIL
    assert found.text == (
        "From: Айман Үлгібай <aiman@example.org>\nTo: office@example.org\n"
        "Date: Mon, 04 Jun 2018 10:00:00 +0600\nSubject: Күйеуім туралы\n\n"
        "Ол үйге қайтпады.\n\nАйман\n\nAttachment: сурет.jpg (image/jpeg, 3 bytes)"
    )
    assert (found.title, found.author, found.dated) == (
        "Күйеуім туралы", "Айман Үлгібай", "2018-06-04",
    )  # fmt: skip


def test_a_letter_of_markup_alone_is_read_too():
    letter = a_letter()
    letter.set_content("<p>First.</p><p>Second <i>line</i>.</p><script>no()</script>", "html")
    assert read_document(letter.as_bytes()).text.endswith("\n\nFirst.\nSecond line.")


def test_words_behind_a_picture_and_a_letter_within_the_letter_are_not_lost():
    letter = a_letter()
    letter.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="a.jpg")
    letter.add_attachment("Екінші бөлім.", disposition="inline")
    both = EmailMessage()
    both.set_content("Үшінші бөлім.")
    both.add_alternative("<p>Үшінші бөлім.</p>", subtype="html")
    letter.attach(both)
    letter.add_attachment("<p>Төртінші бөлім.</p>", subtype="html", disposition="inline")
    letter.attach(a_forwarded_one())
    text = inside.read(letter.as_bytes(), DocumentKind.MAIL.value)["text"]
    assert text.partition("Айман\n")[2] == (
        "\nЕкінші бөлім.\n\nҮшінші бөлім.\n\nТөртінші бөлім.\n\n"
        "Attachment: a.jpg (image/jpeg, 3 bytes)\nAttachment: Күйеуім туралы (message/rfc822)"
    )


def a_forwarded_one() -> EmailMessage:
    whole = EmailMessage()
    whole["Content-Type"] = "message/rfc822"
    whole.set_payload([a_letter()])
    return whole


@pytest.mark.parametrize(
    "markup", ['<div dir="ltr">Сәлем</div>', "<p>Сәлем</p>", "Сәлем", "<BODY>Сәлем</BODY>",
               "<!doctype html><HTML><p>Сәлем</HTML>"],
)  # fmt: skip
def test_a_letter_that_is_a_piece_of_markup_is_read(markup):
    letter = a_letter()
    letter.set_content(markup, subtype="html")
    text = inside.read(letter.as_bytes(), DocumentKind.MAIL.value)["text"]
    assert text.endswith("\n\nСәлем")


def test_a_long_paragraph_of_a_letter_in_markup_is_read_to_its_end():
    letter = a_letter()
    letter.set_content(f"<p>{'Ол кетті. ' * 3000}Соңы.</p>", subtype="html")
    text = inside.read(letter.as_bytes(), DocumentKind.MAIL.value)["text"]
    assert text.count("Ол кетті.") == 3000
    assert text.endswith("Соңы.")


def test_a_note_that_begins_like_a_header_is_no_letter():
    assert kind_of(b"From: the village\nwe heard nothing.").kind is DocumentKind.TEXT
    assert kind_of("Дата: 3 мая\nтекст".encode()).kind is DocumentKind.TEXT


# -- harm --------------------------------------------------------------------------------------
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    f'<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>'
    "&b;&f;</w:t></w:r></w:p></w:body></w:document>"
)
NAMES = ("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(zipped(dict(zip(NAMES, ("<a/>", BOMB), strict=True))), id="entities"),
        pytest.param(docx(paragraph("x"))[:200], id="cut short"),
        pytest.param(docx(paragraph("x")).replace(b"PK\x01\x02", b"PK\x09\x09"), id="no list"),
        pytest.param(zipped({"word/x": "no document"}), id="no document"),
        pytest.param(docx("<w:p><w:r>"), id="broken markup"),
        pytest.param(odt("<text:p>"), id="broken open document"),
    ],
)
def test_what_is_damaged_or_tricks_is_refused_in_a_sentence(data):
    with pytest.raises(UserError) as caught:
        read_document(data, "file.docx")
    assert str(caught.value).endswith(".")
    assert not isinstance(caught.value, HarmfulFileError)


def test_a_document_that_unfolds_without_end_is_refused_before_it_does():
    huge = b"<w:p/>" * 75_000_000
    data = zipped({"[Content_Types].xml": "<a/>", "word/document.xml": huge})
    with pytest.raises(UserError, match="too large"):
        read_document(data, "bomb.docx")


def test_markup_nested_without_end_is_stopped():
    deep = "<w:ins>" * 100_000 + "</w:ins>" * 100_000
    with pytest.raises(UserError):
        read_document(docx(deep), limits=Limits(cpu=10, wall=15))


def test_groups_of_rich_text_that_never_end_give_what_stands_in_them():
    assert read_document(b"{\\rtf1 words" + b"{" * 100_000).text == "words"


STARTS = {
    "docx": b"PK\x03\x04word/", "odt": b"PK\x03\x04" + bytes(26)
    + b"mimetypeapplication/vnd.oasis.opendocument.text", "rtf": b"{\\rtf1",
    "eml": b"From: a@b\r\nDate: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
    b'boundary="b"\r\n\r\n', "mhtml": b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n',
    "html": b"<html><body>", "pdf": b"%PDF-1.7\n",
}  # fmt: skip


def sentence_or_text(data: bytes) -> str:
    """What is read, the kind of a file without words, or the sentence that says why nothing is."""
    try:
        found = read_document(data, "file", Limits(cpu=10, wall=15))
    except UserError as error:
        return str(error) if str(error).endswith(".") else ""
    return found.text or found.kind.value


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
def test_garbage_behind_a_true_beginning_is_a_sentence_or_a_text(start):
    noise = random.Random(5).randbytes(20_000)
    markup = noise.replace(b"\0", b"<") + b"\r\n--b\r\n" * 500
    for data in (start, start + noise, start + markup):
        assert sentence_or_text(data)


def test_parts_within_parts_without_end_are_one_sentence_at_most():
    data = b"From: a@b\r\nDate: x\r\nMIME-Version: 1.0\r\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(3_000)
    )
    assert sentence_or_text(data).startswith(("From: a@b", "This file could not be read"))
