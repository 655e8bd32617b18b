from __future__ import annotations

import ast
import io
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from caseapp.desktop import theme
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.widgets import (
    Button,
    Chip,
    EmptyState,
    Field,
    FlowLayout,
    IconButton,
    Label,
    LinkButton,
    NoticeLine,
    PersonNames,
    PhotoFrame,
    PrimaryButton,
    QuietButton,
    RailPage,
    SecretEdit,
    Segments,
    StatusChip,
    Timeline,
    TimelineData,
    TimelineEvent,
    TimelineSpan,
    paint,
)
from caseapp.desktop.widgets.pdf import PdfView
from caseapp.desktop.widgets.person import initials
from caseapp.desktop.widgets.pictures import image_from_bytes
from caseapp.desktop.widgets.search import SearchField
from caseapp.desktop.widgets.timeline_layout import (
    Scale,
    is_certain,
    label_levels,
    reach,
    scale_for,
    ticks,
    whole_window,
)
from caseapp.errors import UserError
from caseapp.i18n import translator

PACKAGE = Path(theme.__file__).parent
HOSTILE = "<b>bold</b> & <img src=\"file:///etc/passwd\"> 'x'"
Shown = Callable[[QWidget], QWidget]


# -- escaping, everywhere -------------------------------------------------------------------
def calls(tree: ast.AST) -> list[tuple[str, ast.Call]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            func = node.func
            name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
            found.append((name, node))
    return found


TIP = {"setToolTip": 0, "setWhatsThis": 0, "showText": 1}
"""Which argument of a call is a tooltip's words; `QToolTip.showText` has the place first."""


def test_tooltips_pass_through_the_one_escaping_place() -> None:
    for path in PACKAGE.rglob("*.py"):
        for name, call in calls(ast.parse(path.read_text(encoding="utf-8"))):
            if name in TIP:
                words = ast.unparse(call.args[TIP[name]])
                assert words.startswith(("text.tooltip(", "texts.tooltip(")), (
                    f"{path.name}:{call.lineno}"
                )


def test_nothing_reads_html_and_nothing_pumps_events() -> None:
    forbidden = {
        "setHtml", "insertHtml", "appendHtml", "setMarkdown", "fromHtml", "QTextBrowser",
        "processEvents", "terminate", "openUrl", "setOpenExternalLinks",
    }  # fmt: skip
    for path in PACKAGE.rglob("*.py"):
        for name, call in calls(ast.parse(path.read_text(encoding="utf-8"))):
            assert name not in forbidden, f"{path.name}:{call.lineno}"
            assert name != "QLabel", f"{path.name}:{call.lineno} uses QLabel instead of Label"


def test_a_label_shows_markup_literally(shown: Shown) -> None:
    label = shown(Label(HOSTILE))
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(HOSTILE)
    narrow = Label(HOSTILE, elide=True)
    shown(narrow)
    narrow.resize(60, 20)
    assert narrow.is_cut()
    assert "<img" not in narrow.toolTip()
    assert "&lt;img" in narrow.toolTip()


def test_a_label_that_is_not_cut_has_no_tooltip(shown: Shown) -> None:
    label = Label("short", elide=True)
    shown(label)
    label.resize(300, 20)
    assert not label.is_cut()
    assert label.toolTip() == ""


# -- direction --------------------------------------------------------------------------------
def ink_side(widget: QWidget, ink: str) -> str:
    """Which half of the widget holds the letters."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    widget.render(image, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    xs = [
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < QColor(ink).lightness() + 60
    ]
    return "left" if sum(xs) / len(xs) < image.width() / 2 else "right"


@pytest.mark.parametrize("words", ["Nurlan", "نۇرلان"])
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_name_stays_on_the_starting_side_in_its_own_direction(
    qapp: QApplication, shown: Shown, words: str, mirrored: bool
) -> None:
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    qapp.setLayoutDirection(right if mirrored else left)
    start = "right" if mirrored else "left"
    other = "left" if mirrored else "right"
    for widget, side in (
        (Label(words), start),
        (Label(words, elide=True), start),
        (Label(words, end=True), other),
    ):
        shown(widget)
        widget.resize(400, 40)
        assert ink_side(widget, theme.current().ink) == side
    names = PersonNames("lead")
    names.set_names([words])
    shown(names)
    names.resize(400, 40)
    assert ink_side(names, theme.current().ink) == start


# -- buttons ------------------------------------------------------------------------------------
def test_an_ampersand_in_a_word_is_a_letter(shown: Shown) -> None:
    button = shown(Button("Research & Development"))
    assert button.text() == "Research & Development"
    assert button.accessibleName() == "Research & Development"
    assert button.shortcut().isEmpty()


def test_a_key_drawn_inside_presses_the_button_but_typing_keeps_its_letters(
    qtbot: QtBot, shown: Shown
) -> None:
    box = QWidget()
    column = QVBoxLayout(box)
    pressed: list[str] = []
    column.addWidget(PrimaryButton("New", key="Ctrl+N", on_click=lambda: pressed.append("new")))
    column.addWidget(Button("Add", key="A", on_click=lambda: pressed.append("add")))
    column.addWidget(Button("Enter", key="F2", live=False, on_click=lambda: pressed.append("f2")))
    line = QLineEdit()
    column.addWidget(line)
    shown(box)
    line.setFocus()
    qtbot.keyClicks(line, "a")
    assert (line.text(), pressed) == ("a", [])
    qtbot.keyClick(line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(line, Qt.Key.Key_F2)
    assert pressed == ["new"]
    box.setFocus()
    line.clearFocus()
    qtbot.keyClick(box, Qt.Key.Key_A)
    assert pressed == ["new", "add"]


def test_a_button_gives_up_its_key_before_its_word() -> None:
    button = PrimaryButton("New intake", icon="plus", key="Ctrl+N")
    assert button.minimumSizeHint().width() < button.sizeHint().width()
    assert button.minimumSizeHint().width() >= paint.text_width("New intake", theme.font())


def test_a_bare_icon_has_a_name_and_a_tooltip() -> None:
    button = IconButton("arrow-left", "Back", key="Alt+Left")
    assert button.accessibleName() == "Back"
    assert "Back" in button.toolTip()
    assert "Alt" in button.toolTip()


def test_one_segment_is_chosen_and_only_the_person_makes_it_speak(
    qtbot: QtBot, shown: Shown
) -> None:
    row = shown(Segments([("kk", "kk"), ("ru", "ru")], "Language"))
    heard: list[str] = []
    row.chosen.connect(heard.append)
    row.choose("ru")
    assert (row.code(), heard) == ("ru", [])
    first = row.findChildren(QAbstractButton)[0]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert (row.code(), heard) == ("kk", ["kk"])
    with pytest.raises(KeyError):
        row.choose("en")


def test_tone_is_never_colour_alone() -> None:
    chip = StatusChip("sentenced", "Sentenced")
    assert chip.accessibleName() == "Sentenced"
    assert chip.sizeHint().width() > paint.chip_size("Sentenced", "").width()
    assert paint.status_mark("never heard of") == paint.UNKNOWN_MARK
    with pytest.raises(AttributeError):
        Chip("x", "check", "purple")


# -- fields -------------------------------------------------------------------------------------
@pytest.fixture
def form(shown: Shown) -> tuple[Field, Field, QWidget]:
    box = QWidget()
    column = QVBoxLayout(box)
    first, second = Field("Name", value="Nurlan"), Field("Story", kind="text", value="one")
    column.addWidget(first)
    column.addWidget(second)
    shown(box)
    first.setFocus()
    return first, second, box


def heard(field: Field) -> list[str]:
    values: list[str] = []
    field.committed.connect(values.append)
    return values


@pytest.mark.parametrize("which", [0, 1])
def test_a_field_is_kept_when_left_and_only_when_changed(
    qtbot: QtBot, form: tuple[Field, Field, QWidget], which: int
) -> None:
    field, other = form[which], form[1 - which]
    values = heard(field)
    field.setFocus()
    other.setFocus()
    assert values == []
    field.setFocus()
    qtbot.keyClick(field.editor, Qt.Key.Key_End)
    qtbot.keyClicks(field.editor, "x")
    assert values == []
    assert field.is_dirty()
    other.setFocus()
    assert values == [field.text()]
    assert field.value() == field.text()
    assert field.text().endswith("x")
    field.setFocus()
    other.setFocus()
    assert len(values) == 1


@pytest.mark.parametrize("which", [0, 1])
def test_escape_takes_typing_back_and_keeps_nothing(
    qtbot: QtBot, form: tuple[Field, Field, QWidget], which: int
) -> None:
    field, other = form[which], form[1 - which]
    values, before = heard(field), field.value()
    field.setFocus()
    qtbot.keyClicks(field.editor, "x")
    qtbot.keyClick(field.editor, Qt.Key.Key_Escape)
    assert field.text() == before
    other.setFocus()
    assert values == []


def test_typing_is_never_overwritten_from_outside(
    qtbot: QtBot, form: tuple[Field, Field, QWidget]
) -> None:
    field, other, _box = form
    values = heard(field)
    qtbot.keyClick(field.editor, Qt.Key.Key_End)
    qtbot.keyClicks(field.editor, "x")
    field.set_value("Someone else's")
    assert field.text() == "Nurlanx"
    other.setFocus()
    assert values == ["Nurlanx"]
    field.set_value("Someone else's")
    assert field.text() == "Someone else's"


def test_what_could_not_be_kept_stays_typed_and_is_tried_again(
    qtbot: QtBot, form: tuple[Field, Field, QWidget]
) -> None:
    field, other, _box = form
    values = heard(field)
    qtbot.keyClicks(field.editor, "x")
    other.setFocus()
    field.reject("The disk is full.")
    assert field.is_dirty()
    assert field.editor.property("state") == "error"
    assert field.editor.accessibleDescription() == "The disk is full."
    field.setFocus()
    other.setFocus()
    assert len(values) == 2
    assert values[0] == values[1]


def test_undo_belongs_to_typing_first_and_then_to_the_window(
    qtbot: QtBot, form: tuple[Field, Field, QWidget]
) -> None:
    field, other, box = form
    undone: list[bool] = []
    button = Button("Undo", key="Ctrl+Z", on_click=lambda: undone.append(True))
    box.layout().addWidget(button)
    button.show()
    control = Qt.KeyboardModifier.ControlModifier
    for each, rest in ((field, other), (other, field)):
        undone.clear()
        before = each.value()
        each.setFocus()
        qtbot.keyClicks(each.editor, "x")
        qtbot.keyClick(each.editor, Qt.Key.Key_Z, control)
        assert (each.text(), undone) == (before, [])
        qtbot.keyClick(each.editor, Qt.Key.Key_End)
        qtbot.keyClicks(each.editor, "y")
        rest.setFocus()
        each.setFocus()
        qtbot.keyClick(each.editor, Qt.Key.Key_Z, control)
        assert undone == [True]
        assert each.text() == each.value()


def test_a_choice_is_kept_when_made_and_the_wheel_changes_nothing(
    qtbot: QtBot, shown: Shown
) -> None:
    field = Field("Sex", kind="choice", choices=[("f", "Female"), ("m", "Male")], value="f")
    shown(field)
    values = heard(field)
    field.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field.editor, wheel)
    assert field.text() == "f"
    qtbot.keyClick(field.editor, Qt.Key.Key_Down)
    assert values == ["m"]
    field.set_value("other")
    assert field.text() == "other"
    assert values == ["m"]


def test_a_choice_is_typed_with_its_spaces_and_kept_once(qtbot: QtBot, shown: Shown) -> None:
    choices = [("", "…"), ("p", "told by the person"), ("r", "told by a relative")]
    field = Field("How this is known", kind="choice", choices=choices)
    shown(field)
    values = heard(field)
    field.setFocus()
    qtbot.keyClicks(field.editor, "told by a rel")
    assert (field.text(), values) == ("r", [])
    qtbot.waitUntil(lambda: values == ["r"])


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, shown: Shown) -> None:
    pressed: list[str] = []
    page = QWidget()
    column = QVBoxLayout(page)
    first = PrimaryButton("Open", key="Return", on_click=lambda: pressed.append("open"))
    second = QuietButton("Leave", on_click=lambda: pressed.append("leave"))
    column.addWidget(first)
    column.addWidget(second)
    shown(page)
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    qtbot.keyClick(second, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    qtbot.keyClick(second, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["leave", "leave"]


def test_a_megabyte_is_shown_without_being_cut_in_the_store(shown: Shown) -> None:
    long = "<b>й\u202e努" * 150_000
    for kind in ("line", "text"):
        field = shown(Field("Story", kind=kind, value=long))
        values = heard(field)
        field.commit()
        field.restore()
        assert values == []
        assert field.value() == field.text() == long
        assert field.editor.isReadOnly()
        assert field.editor.value().startswith("<b>й")
        field.set_value("short")
        assert not field.editor.isReadOnly()
        assert field.editor.value() == "short"
    for label in (Label(long), Label(long, elide=True), Label(long, wrap=True)):
        shown(label)
        assert label.text() == long


def test_any_character_comes_back_from_a_field_as_it_was(shown: Shown) -> None:
    odd = "a\u202e\u200f\u2028\x01&amp;\ufffd\U0001f600"
    for kind in ("line", "text"):
        field = shown(Field("Story", kind=kind, value=odd))
        values = heard(field)
        field.commit()
        assert values == []
        assert field.value() == odd


def test_a_field_answers_beneath_and_falls_back_to_its_hint(shown: Shown) -> None:
    field = shown(Field("Born", hint="As people say it"))
    message = next(w for w in field.findChildren(QLabel) if w.text() == "As people say it")
    field.say("Not a date: kept as text.", "warn")
    assert message.text() == "Not a date: kept as text."
    assert field.editor.property("state") == "warn"
    field.say("March to May 2017")
    assert field.editor.property("state") == ""
    field.say("")
    assert message.text() == "As people say it"
    assert field.editor.accessibleName() == "Born"


def test_a_passphrase_leaves_nothing_on_the_screen(qtbot: QtBot, shown: Shown) -> None:
    edit = shown(SecretEdit("Passphrase", "Show", "Hide"))
    qtbot.keyClicks(edit, "secret")
    edit.actions()[0].trigger()
    assert edit.displayText() == "secret"
    assert edit.take() == "secret"
    assert edit.text() == ""
    assert edit.echoMode() is QLineEdit.EchoMode.Password


# -- persons ------------------------------------------------------------------------------------
def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(data, kind, **options)
    return data.getvalue()


def test_a_picture_is_decoded_turned_and_bounded() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = image_from_bytes(picture("JPEG", exif=exif))
    assert (image.width(), image.height()) == (20, 40)
    assert image_from_bytes(picture(size=(400, 200)), QSize(100, 100)).width() == 100
    assert image.pixelColor(5, 5).red() > 150


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a" + bytes(20), picture()[:60]])
def test_what_is_no_picture_is_told_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        image_from_bytes(data)


def test_initials_stand_in_for_a_photo() -> None:
    assert initials("Нұрлан Серікұлы") == "НС"
    assert initials("努尔兰·赛力克") == "努"
    assert initials("نۇرلان سەرىكۇلى") == "ن"
    assert initials("(unnamed) 3") == ""
    assert initials("") == ""
    frame = PhotoFrame(QSize(64, 80))
    frame.show_person("Nurlan", image_from_bytes(picture()), "Photo of Nurlan")
    assert frame.accessibleName() == "Photo of Nurlan"
    image = QImage(64, 80, QImage.Format.Format_RGB32)
    frame.render(image)
    assert image.pixelColor(32, 40).red() > 150


def test_names_that_find_no_room_are_counted_and_told_in_the_tooltip(shown: Shown) -> None:
    names = PersonNames()
    names.set_names(["Nurlan Serikuly", "نۇرلان سەرىكۇلى", "努尔兰·赛力克", "<b>x</b>"])
    shown(names)
    names.resize(600, 30)
    assert len(names.shown_names()) == 4
    names.resize(150, 30)
    assert names.shown_names() == ("Nurlan Serikuly",)
    assert "努尔兰·赛力克" in names.toolTip()
    assert "<b>" not in names.toolTip()


# -- pages --------------------------------------------------------------------------------------
def test_the_rail_follows_the_eye_and_leads_there(qtbot: QtBot, shown: Shown) -> None:
    page = RailPage("Sections")
    for key in ("one", "two", "three", "four"):
        body = QWidget()
        body.setMinimumHeight(300)
        page.add_section(key, key.title(), body)
    page.resize(600, 400)
    shown(page)
    seen: list[str] = []
    page.section_changed.connect(seen.append)
    assert page.current() == "one"
    page.go_to("three")
    assert page.current() == "three"
    bar = page._area.verticalScrollBar()
    bar.setValue(0)
    assert page.current() == "one"
    bar.setValue(bar.maximum())
    assert page.current() == "four"
    assert seen == ["three", "one", "four"]
    with pytest.raises(KeyError):
        page.go_to("five")


def test_a_section_that_one_went_to_is_shown_when_what_stands_above_it_has_filled(
    shown: Shown, qtbot: QtBot
) -> None:
    page = RailPage("Sections")
    bodies = {}
    for key in ("one", "two", "three", "four"):
        bodies[key] = QWidget()
        bodies[key].setMinimumHeight(300)
        page.add_section(key, key.title(), bodies[key])
    page.resize(600, 400)
    shown(page)
    page.go_to("three")
    area = page._area.viewport()
    before = bodies["three"].mapTo(area, QPoint(0, 0)).y()
    bodies["one"].setMinimumHeight(900)
    qtbot.waitUntil(lambda: bodies["one"].height() == 900)
    qtbot.waitUntil(lambda: bodies["three"].mapTo(area, QPoint(0, 0)).y() == before)
    assert page.current() == "three"


def test_chips_wrap_and_need_more_height_when_narrow() -> None:
    box = QWidget()
    flow = FlowLayout(box)
    for words in ("UN bodies", "Ministry", "Press: ask first", "Embassy"):
        flow.addWidget(Chip(words, "check", "ok"))
    assert flow.heightForWidth(1000) == paint.CHIP_HEIGHT
    assert flow.heightForWidth(120) > 3 * paint.CHIP_HEIGHT
    flow.clear()
    assert flow.count() == 0


def test_what_is_lower_stands_in_the_middle_of_its_line(shown: Shown) -> None:
    box = QWidget()
    flow = FlowLayout(box)
    chip, link = Chip("supports", "check", "ok"), LinkButton("Open the source")
    for part in (chip, link):
        flow.addWidget(part)
    box.resize(400, 60)
    shown(box)
    assert chip.height() < link.height()
    assert abs(chip.geometry().center().y() - link.geometry().center().y()) <= 1


def test_the_cross_of_a_search_is_there_only_when_there_is_something_to_clear(
    shown: Shown,
) -> None:
    search = SearchField("Filter the list", "Filter", clear="Clear the filter")
    shown(search)
    cross = next(
        button
        for button in search.findChildren(QAbstractButton)
        if button.defaultAction().text() == "Clear the filter"
    )
    assert not cross.defaultAction().isVisible()
    empty = search.grab().toImage()
    search.set_value("a")
    assert cross.defaultAction().isVisible()
    search.set_value("")
    assert search.grab().toImage() == empty
    assert not cross.isVisible()


def test_empty_states_and_notices_offer_what_to_do(qtbot: QtBot, shown: Shown) -> None:
    done: list[str] = []
    state = EmptyState("folder", "No cases yet", "The first one takes two minutes.")
    state.add(PrimaryButton("New intake", on_click=lambda: done.append("new")))
    shown(state)
    qtbot.mouseClick(state.findChild(PrimaryButton), Qt.MouseButton.LeftButton)
    line = NoticeLine(
        HOSTILE, "detail", tone="warn", action=("Print", lambda: done.append("print")),
        close=("Close", lambda: done.append("close")),
    )  # fmt: skip
    shown(line)
    qtbot.mouseClick(line.findChild(LinkButton), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(line.findChild(IconButton), Qt.MouseButton.LeftButton)
    assert done == ["new", "print", "close"]


def test_a_notice_is_told_whole_where_there_is_little_room(shown: Shown, qtbot: QtBot) -> None:
    said, path = "The file is written. It is not encrypted and for the office alone.", "/a/b.json"
    line = NoticeLine(said, path, action=("Earlier exports", lambda: None))
    line.resize(1000, 40)
    shown(line)
    text, detail = line.findChildren(Label)
    assert text.geometry().top() < detail.geometry().bottom()
    assert text.geometry().right() < detail.geometry().left()
    line.resize(420, 80)
    qtbot.waitUntil(lambda: text.geometry().bottom() < detail.geometry().top())
    assert not text.is_cut()
    assert text.height() >= text.heightForWidth(text.width())


# -- timeline -----------------------------------------------------------------------------------
TODAY = date(2026, 5, 12)
DATA = TimelineData(
    events=[
        TimelineEvent("b", "Sentenced", date(2019, 3, 21), date(2019, 3, 21), "danger", "4"),
        TimelineEvent("a", "Taken", date(2017, 10, 1), date(2017, 10, 31), "danger", "1,3"),
        TimelineEvent("c", "Last call", None, date(2021, 2, 1), tip="Before February 2021"),
        TimelineEvent("d", HOSTILE, None, None),
    ],
    lanes=[
        ("Held at", [TimelineSpan("p", "Prison", (None, date(2019, 3, 1)), (None, None))]),
        ("Term", [TimelineSpan("t", "9 years", (date(2017, 10, 1), date(2017, 10, 31)),
                               (date(2026, 10, 1), date(2026, 10, 31)), "warn", computed=True)]),
    ],
    today=TODAY,
    events_title="Events",
    today_label="today",
    undated_title="No date",
)  # fmt: skip


def test_only_what_is_known_to_a_month_is_certain() -> None:
    certain = {e.key for e in DATA.events if is_certain(e)}
    assert certain == {"a", "b"}
    computed = TimelineEvent("x", "Due", TODAY, TODAY, computed=True)
    assert not is_certain(computed)


def test_an_open_end_reaches_beyond_the_one_known_day_and_never_further_than_the_scale() -> None:
    scale = scale_for(whole_window(DATA), 0, 1000)
    low, high = reach(scale, None, date(2021, 2, 1))
    assert low < high == scale.x(date(2021, 2, 1))
    low, high = reach(scale, date(2021, 2, 1), None)
    assert low == scale.x(date(2021, 2, 1)) < high <= 1000
    assert scale.x(date(1, 1, 1)) == 0
    assert scale.x(date(9999, 12, 31)) == 1000


def test_ticks_keep_their_distance_from_days_to_centuries() -> None:
    for first, last in (
        (date(2024, 1, 5), date(2024, 6, 1)),
        (date(2016, 3, 1), date(2027, 1, 1)),
        (date(1900, 1, 1), date(2030, 1, 1)),
        (date(1, 2, 1), date(9999, 11, 30)),
    ):
        at = [x for x, _label in ticks(Scale(first, last, 100, 900))]
        assert all(b - a >= 55 for a, b in pairwise(at))
    labels = [label for _x, label in ticks(Scale(date(2016, 3, 1), date(2027, 1, 1), 0, 900))]
    assert labels[0] == "2017"
    assert labels[-1] == "2027"


def test_labels_of_one_level_never_touch_and_no_stem_runs_through_one() -> None:
    boxes = [(x, 90) for x in range(0, 600, 35)]
    placed = label_levels(boxes, 0, 600, 6)
    kept = [(at, *place) for (at, _w), place in zip(boxes, placed, strict=True) if place]
    assert len(kept) > 8
    for at, start, level in kept:
        assert 0 <= start <= 510
        for other_at, other_start, other_level in kept:
            if (other_at, other_start) == (at, start):
                continue
            apart = start >= other_start + 90 or other_start >= start + 90
            assert apart or level != other_level
            if other_level > level:
                assert not other_start <= at <= other_start + 90


def test_every_item_of_a_timeline_is_reached_by_tab_and_told(qtbot: QtBot, shown: Shown) -> None:
    line = Timeline()
    line.set_data(DATA)
    line.resize(900, line.sizeHint().height())
    shown(line)
    items = line.findChildren(QAbstractButton)
    assert [item.accessibleName() for item in items] == [
        "Taken", "Sentenced", "Last call", "Prison", "9 years", HOSTILE,
    ]  # fmt: skip
    assert "Before February 2021" in items[2].toolTip()
    assert "<img" not in items[5].toolTip()
    assert all(line.rect().contains(item.geometry()) for item in items)
    items[0].setFocus()
    qtbot.keyClick(items[0], Qt.Key.Key_Tab)
    assert items[1].hasFocus()
    with qtbot.waitSignal(line.activated) as signal:
        qtbot.keyClick(items[1], Qt.Key.Key_Space)
    assert signal.args == ["b"]


def test_a_timeline_with_one_day_or_with_nothing_can_be_drawn(shown: Shown) -> None:
    for events in ([], [TimelineEvent("a", "Taken", date.min, date.max)]):
        line = Timeline()
        line.set_data(TimelineData(events, [], TODAY))
        shown(line)
        image = QImage(400, 120, QImage.Format.Format_RGB32)
        line.render(image)


# -- PDF ----------------------------------------------------------------------------------------
def pdf(pages: int = 3, link: bool = False) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(200, 300))
    for number in range(pages):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 200, 150, fill=1, stroke=0)
        canvas.drawString(20, 250, f"Page {number + 1}")
        if link:
            canvas.linkURL("https://example.org/", (0, 0, 200, 300))
        canvas.showPage()
    canvas.save()
    return data.getvalue()


@pytest.fixture
def view(jobs: Jobs, shown: Shown) -> PdfView:
    result = PdfView(translator("en"), jobs)
    result.resize(320, 500)
    shown(result)
    return result


def test_pages_come_from_bytes_and_are_walked_through(qtbot: QtBot, view: PdfView) -> None:
    with qtbot.waitSignal(view.shown) as signal:
        view.show_pdf(pdf(3))
    assert signal.args == [3]
    labels = {w.text() for w in view.findChildren(QLabel)}
    assert "Page 1 of 3" in labels
    moved: list[int] = []
    view.page_changed.connect(moved.append)
    area = view.focusProxy()
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    assert view.page() == 1
    qtbot.keyClick(area, Qt.Key.Key_End)
    assert view.page() == 2
    qtbot.keyClick(area, Qt.Key.Key_Home)
    assert view.page() == 0
    assert moved == [1, 2, 0]
    view.go_to_page(99)
    assert view.page() == 0


def test_pages_fit_the_width_and_zoom_with_the_keyboard(qtbot: QtBot, view: PdfView) -> None:
    view.show_pdf(pdf(2))
    area = view.focusProxy()
    fitted = area.factor()
    assert 200 * fitted <= area.viewport().width()
    qtbot.keyClick(area, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert area.factor() == pytest.approx(fitted * 1.2)
    qtbot.keyClick(area, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    view.resize(640, 500)
    assert area.factor() > fitted


def test_a_page_is_really_drawn(view: PdfView) -> None:
    view.show_pdf(pdf(1))
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    view.render(image)
    view.render(image)
    area = view.focusProxy()
    corner = area.viewport().mapTo(view, QPoint(area.viewport().width() // 2, 400))
    assert image.pixelColor(corner).name() == "#ff0000"


def test_other_pages_keep_the_place_and_rubbish_keeps_the_pages(view: PdfView) -> None:
    view.show_pdf(pdf(5))
    view.go_to_page(3)
    view.show_pdf(pdf(5))
    assert view.page() == 3
    view.show_pdf(b"%PDF-1.7 broken")
    assert view.page_count() == 5
    labels = [w for w in view.findChildren(QLabel) if "cannot be shown" in w.text()]
    assert labels
    assert not labels[0].isHidden()
    view.show_pdf(pdf(2))
    assert labels[0].isHidden()
    assert view.page() <= 1
    view.clear()
    assert view.page_count() == 0


def test_a_link_in_a_document_leads_nowhere(
    qtbot: QtBot, view: PdfView, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QDesktopServices

    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    view.show_pdf(pdf(1, link=True))
    qtbot.mouseClick(view.focusProxy().viewport(), Qt.MouseButton.LeftButton, pos=QPoint(150, 200))
    assert opened == []


def test_pages_drawn_on_other_threads_arrive(
    qtbot: QtBot, threaded_jobs: Jobs, shown: Shown
) -> None:
    view = PdfView(translator("en"), threaded_jobs)
    view.resize(320, 500)
    shown(view)
    with qtbot.waitSignal(view.shown, timeout=5000):
        view.show_pdf(pdf(30))
    area = view.focusProxy()
    for page in (5, 29, 0, 17):
        view.go_to_page(page)
        area.viewport().repaint()
    qtbot.waitUntil(lambda: not threaded_jobs.running, timeout=5000)
    assert 17 in area._pictures
    assert len(area._pictures) <= 13
    view.clear()
