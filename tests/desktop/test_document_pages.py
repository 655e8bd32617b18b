"""PDF pages and pictures: what is marked out is what stands there."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from reportlab.pdfgen.canvas import Canvas

from caseapp.desktop import theme
from caseapp.desktop.documents import Box, PassageMark
from caseapp.desktop.documents.passage import box_of, pages_of
from caseapp.desktop.documents.pdf import PdfSurface
from caseapp.desktop.documents.picture import PictureSurface
from caseapp.desktop.widgets import Label
from caseapp.i18n import translator
from caseapp.intake.documents.page_letters import page_text
from tests.desktop.pictures import dress, grab

LINES = (
    "Seven families met on Saturday in a rented room in Talgar.",
    "In October he was called to the village office and did",
    "not come home. A neighbour saw a bus with covered win-",
    "dows. Nobody knows more.",
)
SECOND = ("The school stood empty in September.", "All had been moved east.")


UPRIGHT = {90: (300, 0, 90), 180: (400, 300, 180), 270: (0, 400, -90)}
"""How a page is drawn that the file asks to turn, as scanners make them."""


def a_pdf(*, rotated: int = 0) -> bytes:
    """Two pages of text, and a third that is only a picture of words."""
    file = io.BytesIO()
    size = (300, 400) if rotated in (90, 270) else (400, 300)
    canvas = Canvas(file, pagesize=size, invariant=True)
    for lines in (LINES, SECOND):
        canvas.setFont("Helvetica", 12)
        if rotated:
            canvas.setPageRotation(rotated)
            canvas.translate(*UPRIGHT[rotated][:2])
            canvas.rotate(UPRIGHT[rotated][2])
        for row, line in enumerate(lines):
            canvas.drawString(40, 240 - 20 * row, line)
        canvas.showPage()
    canvas.drawInlineImage(Image.new("RGB", (40, 20), "navy"), 100, 100, 200, 100)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def a_picture() -> bytes:
    file = io.BytesIO()
    picture = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(picture).rectangle((300, 200, 450, 300), fill="navy")
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def pdf(jobs, shown) -> PdfSurface:
    surface = PdfSurface(translator("en"), jobs, a_pdf())
    surface.resize(600, 500)
    shown(surface)
    surface.setFocus()
    return surface


@pytest.fixture
def picture(jobs, shown) -> PictureSurface:
    surface = PictureSurface(translator("en"), jobs, a_picture())
    surface.resize(700, 520)
    shown(surface)
    surface.setFocus()
    return surface


def point_of(surface: PdfSurface, page: int, words: str, *, end: bool = False) -> QPoint:
    """Where the first letter of some words is drawn, or the last."""
    canvas = surface.pages_canvas
    start = canvas.text_of(page).characters.index(words)
    at = start + len(words) - 1 if end else start
    rect = canvas.to_view(page, canvas.boxes_of(page, at, at + 1)[0])
    x = rect.right() - 1 if end else rect.left() + 1
    return QPoint(round(x), round(rect.center().y()))


def drag(qtbot, surface, first: QPoint, last: QPoint, modifier=None) -> None:
    view, left = surface.canvas.viewport(), Qt.MouseButton.LeftButton
    held = modifier or Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(view, left, held, first)
    qtbot.mouseMove(view, (first + last) / 2)
    qtbot.mouseMove(view, last)
    qtbot.mouseRelease(view, left, held, last)


# -- the text layer ----------------------------------------------------------------------------
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_letters_stand_where_they_are_drawn_on_a_turned_page_too(turn):
    document = PdfDocument(a_pdf(rotated=turn))
    page = document[0]
    text = page_text(page)
    assert text.characters.startswith(LINES[0])
    bitmap = page.render(scale=2).to_pil().convert("L")
    left, top, right, bottom = text.rects(0, len(LINES[0]))[0]
    whole = (left * bitmap.width, top * bitmap.height, right * bitmap.width, bottom * bitmap.height)
    assert bitmap.crop(whole).getextrema()[0] < 100
    drawing = ImageDraw.Draw(bitmap)
    for box in text.rects(0, len(text.characters)):
        edges = [
            box[0] * bitmap.width - 2, box[1] * bitmap.height - 2,
            box[2] * bitmap.width + 2, box[3] * bitmap.height + 2,
        ]  # fmt: skip
        drawing.rectangle(edges, fill=255)
    assert bitmap.getextrema() == (255, 255)
    page.close()
    document.close()


def test_a_passage_reads_on_over_the_ends_of_lines():
    document = PdfDocument(a_pdf())
    page = document[0]
    text = page_text(page)
    start = text.characters.index("did")
    end = text.characters.index(". Nobody") + 1
    assert (
        text.words(start, end) == "did not come home. A neighbour saw a bus with covered win-dows."
    )
    assert len(text.rects(start, end)) == 3
    page.close()
    document.close()


# -- marking words out -------------------------------------------------------------------------
def test_dragging_over_words_marks_them_out_with_a_box_for_each_line(pdf, qtbot):
    told = []
    pdf.selected.connect(told.append)
    drag(qtbot, pdf, point_of(pdf, 0, "called"), point_of(pdf, 0, "come home.", end=True))
    passage = pdf.selection()
    assert passage.text == "called to the village office and did not come home."
    assert passage.place_words == "page 1"
    assert passage.locator["page"] == 1
    assert len(passage.locator["rects"]) == 2
    assert told == [passage]
    rect = pdf.selection_rect()
    assert pdf.rect().contains(rect)
    assert rect.height() > 20


def test_a_passage_may_run_over_the_end_of_a_page(pdf, qtbot):
    pdf.canvas.verticalScrollBar().setValue(150)
    drag(qtbot, pdf, point_of(pdf, 0, "Nobody"), point_of(pdf, 1, "stood empty", end=True))
    passage = pdf.selection()
    assert passage.text == "Nobody knows more. The school stood empty"
    assert [index for index, _boxes in pages_of(passage.locator)] == [0, 1]
    assert passage.place_words == "pages 1-2"


def test_a_kept_place_is_marked_out_again_just_as_it_was(pdf, qtbot):
    drag(qtbot, pdf, point_of(pdf, 0, "called"), point_of(pdf, 0, "come home.", end=True))
    passage = pdf.selection()
    pdf.clear_selection()
    assert pdf.select(passage.locator)
    assert pdf.selection() == passage
    frame = {"page": 3, "box": [0.2, 0.3, 0.6, 0.7]}
    assert pdf.select(frame)
    assert pdf.selection().locator == frame
    assert not pdf.select({"page": 8, "box": [0, 0, 1, 1]})
    assert not pdf.select({"page": 1})


def test_a_double_click_takes_the_word(pdf, qtbot):
    view = pdf.canvas.viewport()
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point_of(pdf, 0, "village"))
    assert pdf.selection().text == "village"


def test_the_keyboard_alone_marks_words_out(pdf, qtbot):
    canvas, keys = pdf.canvas, Qt.KeyboardModifier
    shift, word = keys.ShiftModifier, keys.ControlModifier
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    for _ in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Right, shift | word)
    assert pdf.selection().text == "In October he"
    qtbot.keyClick(canvas, Qt.Key.Key_Down, shift)
    assert pdf.selection().text.startswith(
        "In October he was called to the village office and did not"
    )
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert pdf.selection() is None


def test_the_caret_goes_on_to_the_next_page_that_has_text(pdf, qtbot):
    canvas = pdf.pages_canvas
    end = len(canvas.text_of(0).characters)
    canvas.choose((0, end - 5), (0, end - 5))
    for _ in range(12):
        qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert pdf.selection().text == "more. The sc"


def test_copying_gives_running_text(pdf, qtbot):
    drag(qtbot, pdf, point_of(pdf, 0, "did"), point_of(pdf, 0, "not come", end=True))
    qtbot.keyClick(pdf.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "did not come"


def test_words_are_found_on_any_page_and_stay_marked_out(pdf, qtbot):
    qtbot.keyClick(pdf.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = pdf.findChild(QLineEdit)
    qtbot.keyClicks(field, "in september")
    assert field.accessibleDescription() == "1 of 1"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert pdf.selection().text == "in September"
    assert pdf.selection().locator["page"] == 2


# -- scans -------------------------------------------------------------------------------------
def test_a_page_without_text_is_framed_by_mouse(pdf, qtbot):
    pdf.go_to({"page": 3})
    rect = pdf.canvas.to_view(2, Box(0.25, 0.34, 0.75, 0.66)).toRect()
    drag(qtbot, pdf, rect.topLeft(), rect.bottomRight())
    passage = pdf.selection()
    assert passage.text == ""
    assert passage.locator["page"] == 3
    assert passage.locator["box"] == pytest.approx([0.25, 0.34, 0.75, 0.66], abs=0.01)
    assert "rects" not in passage.locator


def test_a_page_without_text_is_framed_by_keyboard(pdf, qtbot):
    pdf.go_to({"page": 3})
    qtbot.keyClick(pdf.canvas, Qt.Key.Key_Left)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(pdf.canvas, key, Qt.KeyboardModifier.ShiftModifier)
    left, top, right, bottom = pdf.selection().locator["box"]
    assert right - left == pytest.approx(0.04, abs=0.001)
    assert bottom > top


def test_alt_frames_a_part_even_over_words(pdf, qtbot):
    first, last = point_of(pdf, 0, "called"), point_of(pdf, 0, "come", end=True)
    drag(qtbot, pdf, first, last, Qt.KeyboardModifier.AltModifier)
    assert pdf.selection().text == ""
    pdf.framing.click()
    drag(qtbot, pdf, first, last)
    assert "rects" not in pdf.selection().locator


# -- marks and places --------------------------------------------------------------------------
def test_marks_are_clicked_on_the_page_and_by_their_numbers(pdf, qtbot):
    drag(qtbot, pdf, point_of(pdf, 0, "called"), point_of(pdf, 0, "come home.", end=True))
    locator = pdf.selection().locator
    pdf.clear_selection()
    pdf.set_marks(
        [
            PassageMark("a", locator, 1, "supports"),
            PassageMark("b", {"page": 1}, 2, "contradicts"),
            PassageMark("c", {"start": 1, "end": 5}, 3),
            PassageMark("d", {"page": 99}, 4),
        ]
    )
    assert {placed.mark.key for _rect, placed in pdf.canvas.badges()} == {"a", "b"}
    view = pdf.canvas.viewport()
    with qtbot.waitSignal(pdf.marked_clicked) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point_of(pdf, 0, "village"))
    assert told.args == ["a"]
    for rect, placed in pdf.canvas.badges():
        with qtbot.waitSignal(pdf.marked_clicked) as told:
            qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=rect.center())
        assert told.args == [placed.mark.key]


def test_enter_tells_the_mark_under_the_caret(pdf, qtbot):
    drag(qtbot, pdf, point_of(pdf, 0, "called"), point_of(pdf, 0, "village", end=True))
    pdf.set_marks([PassageMark("a", pdf.selection().locator, 1)])
    qtbot.keyClick(pdf.canvas, Qt.Key.Key_Left)
    with qtbot.waitSignal(pdf.marked_clicked) as told:
        qtbot.keyClick(pdf.canvas, Qt.Key.Key_Return)
    assert told.args == ["a"]


def test_a_place_is_gone_to_even_before_the_pages_are_there(threaded_jobs, shown, qtbot):
    surface = PdfSurface(translator("en"), threaded_jobs, a_pdf())
    surface.resize(600, 400)
    with qtbot.waitSignal(surface.ready):
        assert surface.go_to({"page": 3, "box": [0.2, 0.3, 0.8, 0.6]})
    shown(surface)
    assert surface.canvas.page == 2
    assert not surface.go_to({"page": 9})
    assert not surface.go_to({"from": 3.0})


def test_the_page_in_view_is_told(pdf, qtbot):
    told = []
    pdf.place_changed.connect(told.append)
    qtbot.keyClick(pdf.canvas, Qt.Key.Key_PageDown)
    assert told == ["Page 2 of 3"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 nothing", b"GIF89a"])
def test_what_is_no_pdf_is_said_in_one_sentence(jobs, shown, data):
    surface = shown(PdfSurface(translator("en"), jobs, data))
    said = [label.text() for label in surface.findChildren(Label) if label.isVisible()]
    assert "This PDF cannot be shown. It is damaged, or locked by a password." in said
    assert surface.selection() is None


def test_closing_lets_go_of_the_pages(pdf):
    pages = pdf.canvas.pages
    pdf.close_document()
    assert pages.draw(0, 1.0) is None
    assert pdf.selection() is None


# -- pictures ----------------------------------------------------------------------------------
def test_a_part_of_a_picture_is_framed_by_mouse(picture, qtbot):
    rect = picture.canvas.to_view(0, Box(0.5, 0.5, 0.75, 0.75)).toRect()
    drag(qtbot, picture, rect.topLeft(), rect.bottomRight())
    passage = picture.selection()
    assert passage.text == ""
    assert passage.locator["box"] == pytest.approx([0.5, 0.5, 0.75, 0.75], abs=0.01)
    assert passage.place_words == "picture, middle"
    assert picture.rect().contains(picture.selection_rect())
    picture.clear_selection()
    assert picture.selection() is None


def test_a_frame_never_leaves_the_picture(picture, qtbot):
    rect = picture.canvas.to_view(0, Box(0.9, 0.9, 1, 1)).toRect()
    drag(qtbot, picture, rect.topLeft(), rect.bottomRight() + QPoint(500, 500))
    left, top, right, bottom = picture.selection().locator["box"]
    assert (right, bottom) == (1.0, 1.0)
    assert 0 <= left < right
    assert 0 <= top < bottom


def test_the_keyboard_frames_a_part_in_large_and_small_steps(picture, qtbot):
    keys = Qt.KeyboardModifier
    for _ in range(5):
        qtbot.keyClick(picture.canvas, Qt.Key.Key_Down)
    for _ in range(4):
        qtbot.keyClick(picture.canvas, Qt.Key.Key_Right, keys.ShiftModifier)
    fine = keys.ShiftModifier | keys.ControlModifier
    qtbot.keyClick(picture.canvas, Qt.Key.Key_Right, fine)
    left, top, right, bottom = picture.selection().locator["box"]
    assert right - left == pytest.approx(4 * 0.02 + 0.0025, abs=0.0001)
    assert top == bottom


def test_the_same_part_stays_framed_when_the_picture_is_larger(picture, qtbot):
    picture.select({"box": [0.5, 0.5, 0.75, 0.75]})
    small = picture.canvas.chosen_boxes()
    wide = picture.canvas.to_view(*small[0]).width()
    qtbot.keyClick(picture.canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert picture.canvas.chosen_boxes() == small
    assert picture.canvas.to_view(*small[0]).width() > wide


def test_marks_on_a_picture_are_numbered_frames_where_the_picture_shows_it(picture, qtbot):
    picture.set_marks([PassageMark("a", {"box": [0.5, 0.5, 0.75, 0.75]}, 1, "supports")])
    image = grab(picture, None)
    image = grab(picture, None)
    inside = picture.canvas.to_view(0, Box(0.52, 0.52, 0.6, 0.6)).topLeft().toPoint()
    spot = picture.canvas.viewport().mapTo(picture, inside)
    assert image.pixelColor(spot).name() == "#000080"
    with qtbot.waitSignal(picture.marked_clicked) as told:
        qtbot.mouseClick(picture.canvas.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert told.args == ["a"]


def test_what_is_no_picture_is_said_and_raises_nothing(jobs, shown):
    surface = shown(PictureSurface(translator("en"), jobs, b"<svg onload='x'/>"))
    said = " ".join(label.text() for label in surface.findChildren(Label) if label.isVisible())
    assert "cannot be read" in said
    assert surface.selection() is None


def test_a_locator_that_says_nonsense_is_no_place(picture):
    for box in (None, "0,0,1,1", [1, 2], [0, "a", 1, 1], {"left": 1}):
        assert box_of(box) is None
        assert not picture.go_to({"box": box})
    assert box_of([0.5, -3, 0.2, 9]) == Box(0.2, 0.0, 0.5, 1.0)
    assert pages_of({"page": "1"}) == []
    assert pages_of({"page": 0, "next": [3, {"page": 2}]}) == [(1, [])]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("mirrored", [False, True])
def test_pages_keep_their_looks(jobs, qtbot, mirrored, scale):
    dress(theme.DARK, mirrored=mirrored)
    surface = PdfSurface(translator("en"), jobs, a_pdf())
    qtbot.addWidget(surface)
    surface.set_marks([PassageMark(1, {"page": 1, "box": [0.1, 0.2, 0.9, 0.4]}, 1)])
    image = grab(surface, QSize(1366, 768), scale)
    assert image.width() == 1366
    surface.close()
