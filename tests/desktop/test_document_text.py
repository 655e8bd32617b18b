"""A text to read: exact places, marks, keys, finding."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QLineEdit

from caseapp.desktop import theme
from caseapp.desktop.documents import PassageMark
from caseapp.desktop.documents.characters import Characters, as_shown, occurrences
from caseapp.desktop.documents.reading import Margin, ReadingText
from caseapp.desktop.documents.text import TextSurface
from caseapp.i18n import translator
from tests.desktop.pictures import dress, grab

TEXT = (
    "Twenty-two of one village\r\n"
    "Seven families met 😀 on Saturday in Talgar.\n\n"
    "In October he was called 𐰴𐰔 to the village office and did not come home.\n"
    "ول ۇيىنە قايتپادى.\n"
    "A man said that he had seen him in the new school. The school stood empty."
)


def place_of(words: str, text: str = TEXT) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


@pytest.fixture
def surface(shown) -> TextSurface:
    widget = TextSurface(translator("en"), TEXT)
    widget.resize(820, 600)
    shown(widget)
    widget.setFocus()
    return widget


def reader(surface: TextSurface) -> ReadingText:
    return surface.findChild(ReadingText)


# -- places ------------------------------------------------------------------------------------
anything = st.text(
    st.one_of(st.characters(), st.sampled_from("\r\n\u2028\u2029\x0b\x0c😀𐰴\x00\ufffc\u202e"))
)


@given(anything)
def test_what_is_shown_has_a_character_for_each_of_the_text(text):
    shown = as_shown(text)
    assert len(shown) == len(text)
    document = QTextDocument()
    document.setPlainText(shown)
    assert document.characterCount() - 1 == len(shown.encode("utf-16-le")) // 2


@given(anything, st.data())
def test_places_go_to_units_and_come_back(text, data):
    shown = as_shown(text)
    characters = Characters(shown)
    place = data.draw(st.integers(0, len(shown)))
    units = characters.to_units(place)
    assert units == len(shown[:place].encode("utf-16-le")) // 2
    assert characters.to_character(units) == place


@pytest.mark.parametrize("words", ["on Saturday", "called 𐰴𐰔 to", "قايتپادى", "empty.", "😀"])
def test_what_is_marked_out_is_exactly_that_part_of_the_text(surface, words):
    assert surface.select(place_of(words))
    passage = surface.selection()
    assert (passage.text, passage.locator) == (words, place_of(words))


def test_the_keyboard_alone_marks_out_words_after_letters_beyond_the_first_plane(surface, qtbot):
    told = []
    surface.selected.connect(told.append)
    start = TEXT.index("on Saturday")
    surface.select({"start": start, "end": start})
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    for _ in range(2):
        qtbot.keyClick(reader(surface), Qt.Key.Key_Right, shift | control)
    assert surface.selection().text == "on Saturday"
    assert surface.selection().locator == place_of("on Saturday")
    assert surface.selection().place_words == "paragraph 2"
    assert told[-1].text == "on Saturday"
    surface.clear_selection()
    assert surface.selection() is None
    assert told[-1] is None


def test_spaces_at_the_ends_are_not_part_of_a_passage(surface):
    start = TEXT.index(" on Saturday")
    surface.select({"start": start, "end": start + len(" on Saturday ")})
    assert surface.selection().locator == place_of("on Saturday")
    blank = TEXT.index("\n\n")
    surface.select({"start": blank, "end": blank + 2})
    assert surface.selection() is None


def test_a_passage_over_several_paragraphs_keeps_the_line_ends_of_the_source(surface):
    start = TEXT.index("village\r\n")
    surface.select({"start": start, "end": TEXT.index(" families")})
    passage = surface.selection()
    assert passage.text == "village\r\nSeven"
    assert passage.place_words == "paragraphs 1-2"


def test_dragging_tells_once_at_the_end(surface, qtbot):
    told = []
    surface.selected.connect(told.append)
    view = reader(surface).viewport()
    units = Characters(TEXT).to_units
    place = place_of("did not come home")
    first, last = (reader(surface).at(units(place[end])) for end in ("start", "end"))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=first.center())
    qtbot.mouseMove(view, last.center())
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=last.center())
    assert [passage.text for passage in told] == ["did not come home"]


def test_the_clipboard_gets_the_characters_of_the_source_as_plain_text(surface, qtbot):
    surface.select(place_of("village\r\nSeven families met 😀"))
    qtbot.keyClick(reader(surface), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "village\r\nSeven families met 😀"
    assert not data.hasHtml()


def test_markup_in_a_text_is_shown_letter_by_letter(shown):
    text = '<b>bold</b> <img src="/etc/passwd"> &amp;'
    surface = shown(TextSurface(translator("en"), text))
    assert reader(surface).toPlainText() == text


# -- marks -------------------------------------------------------------------------------------
MARKS = (
    PassageMark("a", place_of("In October he was called"), 1, "supports", "Taken"),
    PassageMark("b", place_of("the new school"), 2, "contradicts"),
    PassageMark("c", {"page": 3}, 3),
    PassageMark("d", {"start": 5, "end": 99_999}, 4),
)


def test_marks_stand_in_the_margin_and_are_clicked_there(surface, qtbot):
    surface.set_marks(MARKS)
    margin = surface.findChild(Margin)
    places = margin.places()
    assert [mark.key for _place, mark in places] == ["a", "b"]
    for place, mark in places:
        with qtbot.waitSignal(surface.marked_clicked) as told:
            qtbot.mouseClick(margin, Qt.MouseButton.LeftButton, pos=place.center())
        assert told.args == [mark.key]
    assert surface.marks() == MARKS


def test_a_click_or_enter_in_a_marked_passage_tells_which(surface, qtbot):
    surface.set_marks(MARKS)
    unit = Characters(TEXT).to_units(TEXT.index("new school"))
    with qtbot.waitSignal(surface.marked_clicked) as told:
        point = reader(surface).at(unit).center() + QPoint(3, 0)
        qtbot.mouseClick(reader(surface).viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert told.args == ["b"]
    with qtbot.waitSignal(surface.marked_clicked) as told:
        qtbot.keyClick(reader(surface), Qt.Key.Key_Return)
    assert told.args == ["b"]


def test_going_to_a_place_brings_it_into_view(shown):
    text = "\n".join(f"Paragraph number {n}." for n in range(400))
    surface = TextSurface(translator("en"), text)
    surface.resize(600, 300)
    shown(surface)
    place = place_of("number 350", text)
    assert surface.go_to(place)
    assert surface.selection() is None
    surface.select(place)
    rect = surface.selection_rect()
    assert rect.isValid()
    assert surface.rect().contains(rect)
    assert not surface.go_to({"start": 10, "end": 10**9})
    assert not surface.go_to({"page": 2})
    surface.go_to({"start": 0, "end": 1})
    assert not surface.selection_rect().isValid()


# -- finding -----------------------------------------------------------------------------------
def test_words_are_found_whatever_their_case_and_line_ends():
    assert occurrences("One\r\nvillage, ONE village", "one village") == [(0, 12), (14, 25)]
    assert occurrences("Нұрлан нұрлан", "НҰРЛАН") == [(0, 6), (7, 13)]
    assert occurrences("a.b", ".") == [(1, 2)]
    assert occurrences("anything", "  ") == []


def test_finding_steps_through_the_text_and_leaves_the_last_place_marked_out(surface, qtbot):
    qtbot.keyClick(reader(surface), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = surface.findChild(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "SCHOOL")
    assert field.accessibleDescription() == "1 of 2"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.accessibleDescription() == "2 of 2"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert surface.selection().locator["start"] == TEXT.rindex("school")
    assert reader(surface).hasFocus()


def test_nothing_found_is_said(surface, qtbot):
    surface.find()
    field = surface.findChild(QLineEdit)
    qtbot.keyClicks(field, "zeppelin")
    assert field.accessibleDescription() == "Not found"


# -- looks -------------------------------------------------------------------------------------
def test_the_letters_grow_and_the_place_and_selection_stay(surface, qtbot):
    surface.select(place_of("called 𐰴𐰔 to"))
    before = reader(surface).at(10).height()
    qtbot.keyClick(reader(surface), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert reader(surface).at(10).height() > before
    assert surface.selection().text == "called 𐰴𐰔 to"


def test_the_margin_is_where_lines_start_in_both_directions(shown):
    for mirrored in (False, True):
        dress(mirrored=mirrored)
        surface = TextSurface(translator("en"), TEXT)
        surface.resize(820, 400)
        shown(surface)
        margin, view = surface.findChild(Margin), reader(surface).viewport()
        leading = margin.geometry().center().x() < view.geometry().center().x()
        assert leading is not mirrored
        surface.hide()


def test_a_mark_is_painted_with_the_marker_pen_in_every_theme(surface, qapp):
    for tokens in (theme.LIGHT, theme.DARK):
        dress(tokens)
        surface.set_marks(MARKS[:1])
        image = grab(surface, None)
        spot = reader(surface).at(Characters(TEXT).to_units(TEXT.index("October")))
        point = reader(surface).viewport().mapTo(surface, spot.topLeft() + QPoint(0, 3))
        colours = {image.pixelColor(point.x() + dx, point.y()).name() for dx in range(-4, 5)}
        assert theme.colour("mark").name() in colours


def test_a_megabyte_is_there_at_once(shown):
    text = "\n".join(f"{n} In October he was called to the village office." for n in range(21_000))
    assert len(text) > 1_000_000
    surface = TextSurface(translator("en"))
    surface.resize(820, 600)
    shown(surface)
    started = time.perf_counter()
    surface.set_text(text)
    place = place_of("20500 In October", text)
    surface.set_marks([PassageMark("x", place, 1)])
    assert surface.select(place)
    assert surface.selection().text == "20500 In October"
    assert time.perf_counter() - started < 4.0
