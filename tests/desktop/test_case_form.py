"""Fields over a record: what is typed is read, kept, refused beside the field, never lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caseapp.desktop.features.case.person import PersonSection
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.form import Edit, RecordForm, columns_for
from caseapp.desktop.forms.specs.events import EVENT, asked_of_event
from caseapp.desktop.forms.specs.people import NAME, NUMBER, PERSON, asked_of_case
from caseapp.desktop.widgets import Field, Label
from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import fictitious_resident_id
from caseapp.domain.vocabulary import (
    CaseKind,
    EventKind,
    IdentifierKind,
    NameScript,
    Sex,
    TermStart,
)
from caseapp.i18n import translator
from caseapp.store.records import Detainee, Event, Identifier, NameForm

Shown = Callable[[QWidget], QWidget]
HOSTILE = '<b>bold</b> <img src="file:///etc/passwd"> & "'


def type_into(editor: QWidget, text: str) -> None:
    """As a keyboard of any script does: QTest knows Latin keys alone."""
    for letter in text:
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(editor, press)


class Form:
    """A form on the screen with a place to go to, and what it asked to keep."""

    def __init__(self, shown: Shown, specs, record=None, **options) -> None:
        self.page = QWidget()
        self.form = RecordForm(CaseWords(translator("en")), specs, **options)
        self.elsewhere = Field("Elsewhere")
        column = QVBoxLayout(self.page)
        column.addWidget(self.form)
        column.addWidget(self.elsewhere)
        self.edits: list[Edit] = []
        self.form.edited.connect(self.edits.append)
        if record is not None:
            self.form.show_record(record)
        self.page.resize(1000, 700)
        shown(self.page)

    def field(self, name: str) -> Field:
        return self.form.field(name)

    def type(self, name: str, text: str) -> None:
        editor = self.field(name).editor
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        type_into(editor, text)

    def leave(self) -> None:
        self.elsewhere.editor.setFocus()

    def said(self, name: str) -> str:
        return self.field(name).editor.accessibleDescription()

    def state(self, name: str) -> str:
        return self.field(name).editor.property("state")


def person(**about: object) -> Detainee:
    return Detainee(fictitious=True, **about)


def event(**about: object) -> Event:
    about.setdefault("kind", EventKind.SENTENCED)
    return Event(detainee_id=person().id, **about)


# -- showing and keeping ---------------------------------------------------------------------
def test_fields_show_what_the_record_says(shown: Shown) -> None:
    form = Form(shown, PERSON, person(
        sex=Sex.FEMALE, birth=read_date("May 1974"), citizenships=["CN", "KZ"], health="weak",
    ))  # fmt: skip
    assert form.field("sex").value() == "female"
    assert form.field("birth").value() == "May 1974"
    assert form.field("citizenships").value() == "CN, KZ"
    assert form.field("health").value() == "weak"


def test_a_field_that_was_left_asks_to_be_kept_with_its_value(shown: Shown) -> None:
    record = person()
    form = Form(shown, PERSON, record)
    form.type("occupation", "  teacher ")
    assert form.edits == []
    form.leave()
    (edit,) = form.edits
    assert (edit.kind, edit.record_id, edit.spec.name) == (Detainee, record.id, "occupation")
    assert edit.value == "teacher"


def test_a_field_that_was_left_unchanged_asks_nothing(shown: Shown) -> None:
    form = Form(shown, PERSON, person(occupation="teacher"))
    form.type("occupation", "teacher")
    form.leave()
    assert form.edits == []


def test_choosing_asks_at_once(shown: Shown) -> None:
    form = Form(shown, PERSON, person())
    editor = form.field("sex").editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Up)
    form.leave()
    assert form.edits[-1].value in (Sex.MALE, Sex.FEMALE)


@pytest.mark.parametrize("typed", ["CN, KZ", "CN; KZ", "CN،KZ", "CN、KZ，"])
def test_a_list_is_read_whatever_comma_was_typed(shown: Shown, typed: str) -> None:
    form = Form(shown, PERSON, person())
    form.type("citizenships", typed)
    form.leave()
    assert form.edits[-1].value == ["CN", "KZ"]


# -- dates -------------------------------------------------------------------------------------
def test_a_date_says_beneath_how_it_is_read_while_it_is_typed(shown: Shown) -> None:
    form = Form(shown, PERSON, person())
    form.type("birth", "10.2.1974")
    assert form.said("birth") == "10 February 1974"
    assert form.state("birth") == ""
    form.leave()
    assert form.edits[-1].value.earliest.isoformat() == "1974-02-10"


def test_a_date_that_is_kept_already_says_how_it_is_read(shown: Shown) -> None:
    form = Form(shown, PERSON, person(birth=read_date("around May 1974")))
    assert "May 1974" in form.said("birth")


def test_an_unreadable_date_is_kept_and_said(shown: Shown) -> None:
    form = Form(shown, PERSON, person())
    form.type("birth", "when the apples ripened")
    form.leave()
    (edit,) = form.edits
    assert edit.value.text == "when the apples ripened"
    assert edit.value.is_unknown
    assert form.said("birth") == "Not read as a date; kept as written."
    assert form.state("birth") == "warn"


# -- what cannot be kept -------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["nine", "-3", "9.5", "1_0", "९", "10000000000"])
def test_a_number_refuses_what_is_none_and_keeps_what_was_typed(shown: Shown, typed: str) -> None:
    form = Form(shown, EVENT, event())
    form.type("term_years", typed)
    form.leave()
    assert form.edits == []
    assert form.field("term_years").text() == typed
    assert form.said("term_years").startswith("This is not a number")
    assert form.state("term_years") == "error"


def test_a_number_that_was_mended_is_kept_and_the_error_goes(shown: Shown) -> None:
    form = Form(shown, EVENT, event())
    form.type("term_years", "nine")
    form.leave()
    form.type("term_years", "9")
    form.leave()
    assert [edit.value for edit in form.edits] == [9]
    assert form.state("term_years") == ""


def test_a_refused_number_that_was_taken_back_leaves_no_error(shown: Shown) -> None:
    form = Form(shown, EVENT, event(term_years=7))
    form.type("term_years", "seven")
    form.leave()
    form.type("term_years", "7")
    form.leave()
    assert form.edits == []
    assert form.state("term_years") == ""


def test_a_spelling_cannot_be_emptied(shown: Shown) -> None:
    name = NameForm(detainee_id=person().id, text="Асқар", script=NameScript.KK_CYRL)
    form = Form(shown, NAME, name)
    form.type("text", "")
    form.leave()
    assert form.edits == []
    assert form.said("text").startswith("This cannot be empty")


# -- answers, late and early ---------------------------------------------------------------------
def test_a_failure_is_said_at_its_field_and_nothing_typed_is_lost(shown: Shown) -> None:
    record = person(occupation="teacher")
    form = Form(shown, PERSON, record)
    form.type("occupation", "poet")
    form.leave()
    assert form.edits[0].refused("The disk is full.")
    assert form.said("occupation") == "The disk is full."
    form.form.show_record(record)
    assert form.field("occupation").text() == "poet"
    assert form.said("occupation") == "The disk is full."


def test_what_failed_is_tried_again_when_the_field_is_left_again(shown: Shown) -> None:
    form = Form(shown, PERSON, person())
    form.type("occupation", "poet")
    form.leave()
    form.edits[0].refused("The disk is full.")
    form.field("occupation").editor.setFocus()
    form.leave()
    assert [edit.value for edit in form.edits] == ["poet", "poet"]


def test_a_reload_does_not_touch_what_is_being_typed(shown: Shown) -> None:
    record = person(occupation="teacher")
    form = Form(shown, PERSON, record)
    form.type("occupation", "po")
    record.occupation, record.version = "somebody else's word", 2
    form.form.show_record(record)
    assert form.field("occupation").text() == "po"
    type_into(form.field("occupation").editor, "et")
    form.leave()
    assert form.edits[-1].value == "poet"


def test_an_older_page_does_not_overwrite_what_is_on_its_way(shown: Shown) -> None:
    record = person(occupation="teacher")
    form = Form(shown, PERSON, record)
    form.type("occupation", "poet")
    form.leave()
    form.form.show_record(record)
    assert form.field("occupation").text() == "poet"
    form.edits[0].kept()
    form.form.show_record(person(id=record.id, occupation="poet"))
    assert form.field("occupation").value() == "poet"


def test_a_reload_shows_what_changed_elsewhere(shown: Shown) -> None:
    record = person(birth=read_date("1974"))
    form = Form(shown, PERSON, record)
    form.form.show_record(person(id=record.id, birth=read_date("May 1975")))
    assert form.field("birth").text() == "May 1975"
    assert form.said("birth") == "May 1975"


def test_the_failure_of_an_earlier_edit_gives_way_to_the_later_one(shown: Shown) -> None:
    form = Form(shown, PERSON, person())
    for typed in ("poet", "baker"):
        form.type("occupation", typed)
        form.leave()
    first, second = form.edits
    first.refused("The disk is full.")
    second.kept()
    assert form.state("occupation") == ""


def test_a_late_failure_does_not_reach_another_record(shown: Shown) -> None:
    form = Form(shown, PERSON, person())
    form.type("occupation", "poet")
    form.leave()
    form.form.show_record(person(occupation="baker"))
    assert not form.edits[0].refused("The disk is full.")
    assert form.field("occupation").text() == "baker"
    assert form.state("occupation") == ""


def test_another_record_begins_without_what_was_refused_before(shown: Shown) -> None:
    form = Form(shown, EVENT, event())
    form.type("term_years", "nine")
    form.leave()
    assert form.form.unkept() == [("Term, years", "nine")]
    form.form.show_record(event(term_years=3))
    assert form.field("term_years").text() == "3"
    assert form.form.unkept() == []


# -- records that are not kept yet ---------------------------------------------------------------
def test_a_new_record_is_kept_when_what_it_needs_was_typed(shown: Shown) -> None:
    form = Form(shown, NUMBER, columns=20, bare=True)
    owner = person().id
    form.form.start(
        Identifier,
        {"detainee_id": owner, "kind": IdentifierKind.PASSPORT, "number": ""},
    )
    form.type("issuer", "KZ")
    form.leave()
    assert form.edits == []
    form.type("number", "N 12345")
    form.leave()
    (edit,) = form.edits
    assert edit.draft["number"] == "N 12345"
    assert edit.draft["issuer"] == "KZ"
    assert edit.draft["id"] == edit.record_id
    assert form.form.is_draft


def test_a_new_record_stops_being_new_when_the_store_has_it(shown: Shown) -> None:
    form = Form(shown, NAME, bare=True)
    form.form.start(NameForm, {"detainee_id": person().id, "text": "", "script": NameScript.EN})
    form.type("text", "Askar")
    form.leave()
    (edit,) = form.edits
    edit.kept()
    form.form.show_record(NameForm(**edit.draft))
    assert not form.form.is_draft
    form.type("text", "Asqar")
    form.leave()
    assert form.edits[-1].draft is None


def test_typing_into_a_new_record_that_was_never_kept_is_not_forgotten(shown: Shown) -> None:
    form = Form(shown, NUMBER, columns=20, bare=True)
    form.form.start(Identifier, {"kind": IdentifierKind.PASSPORT, "number": ""})
    form.type("issuer", "KZ")
    form.leave()
    assert form.form.unkept() == [("Issued by", "KZ")]


# -- identity numbers ------------------------------------------------------------------------------
def test_an_identity_number_says_what_is_read_in_it_and_what_is_odd(shown: Shown) -> None:
    section = PersonSection(CaseWords(translator("en")))
    read = section._read_number
    good = {"kind": "prc_resident_id", "number": "654125197405120017"}
    words, tone = read(good)
    assert tone == "warn"
    assert "check digit" in words
    made_up = fictitious_resident_id("654125", read_date("1974-05-12").earliest)
    words, tone = read({"kind": "prc_resident_id", "number": made_up})
    assert (tone, "made up" in words) == ("warn", True)
    assert read({"kind": "passport", "number": "N 1"}) == ("", "reading")
    assert read({"kind": "prc_resident_id", "number": " "}) == ("", "reading")


# -- hostile and huge ------------------------------------------------------------------------------
def test_markup_is_shown_literally_in_every_field(shown: Shown) -> None:
    texts = {spec.name: HOSTILE for spec in PERSON if spec.kind in ("line", "text")}
    form = Form(shown, PERSON, person(kind=CaseKind.UNNAMED, **texts))
    for name in texts:
        assert form.field(name).text() == HOSTILE
    for label in form.page.findChildren(Label):
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_megabyte_of_text_is_shown_by_its_beginning_and_cannot_be_cut(shown: Shown) -> None:
    form = Form(shown, EVENT, event(narrative="letters " * 131_072))
    field = form.field("narrative")
    assert field.editor.isReadOnly()
    assert len(field.editor.toPlainText()) < 10_000
    assert form.said("narrative").startswith("Too long to be edited here")
    type_into(field.editor, "x")
    field.editor.setFocus()
    form.leave()
    assert form.edits == []


# -- layout ------------------------------------------------------------------------------------
def test_columns_follow_the_width() -> None:
    assert [columns_for(width) for width in (955, 600, 300)] == [4, 2, 1]
    assert [columns_for(width, 20, bare=True) for width in (900, 500)] == [20, 2]
    assert columns_for(900, 2) == 2


@pytest.mark.parametrize("width", [1000, 620, 330])
def test_columns_are_equal_and_nothing_overlaps(shown: Shown, width: int) -> None:
    form = Form(shown, PERSON, person(health=HOSTILE * 9))
    form.page.resize(width, 900)
    QTest.qWait(1)
    fields = [form.field(spec.name) for spec in PERSON if form.field(spec.name).isVisible()]
    columns = columns_for(form.form.width())
    single = {form.field(name).width() for name in ("sex", "birth", "occupation")}
    assert max(single) - min(single) <= 1
    assert all(field.geometry().right() <= form.form.width() for field in fields)
    for one in fields:
        assert not any(one.geometry().intersects(o.geometry()) for o in fields if o is not one)
    assert form.field("health").width() == form.form.width()
    assert (form.field("birth").y() == form.field("sex").y()) is (columns > 1)


def test_every_field_has_a_name_for_screen_readers(shown: Shown) -> None:
    for specs in (PERSON, EVENT, NAME, NUMBER):
        form = Form(shown, specs)
        for spec in specs:
            assert form.field(spec.name).editor.accessibleName() == spec.label


def test_tab_goes_through_the_fields_as_they_are_seen(shown: Shown) -> None:
    form = Form(shown, NAME)
    first, second, third = (form.field(spec.name).editor for spec in NAME)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Tab)
    assert third.hasFocus()


# -- which fields are asked ------------------------------------------------------------------------
def test_a_group_is_asked_for_its_size_and_not_for_a_birthday() -> None:
    group = asked_of_case(person(kind=CaseKind.GROUP, least_size=21, greatest_size=None))
    assert {"description", "least_size", "greatest_size"} <= group
    assert not {"birth", "sex", "home_address"} & group
    named = asked_of_case(person())
    assert {"birth", "sex"} <= named
    assert not {"description", "least_size"} & named


def test_what_was_recorded_is_shown_even_where_it_is_not_asked() -> None:
    assert "birth" in asked_of_case(person(kind=CaseKind.GROUP, birth=read_date("1974")))
    assert "court" in asked_of_event(event(kind=EventKind.SEEN, court="of the county"))
    assert "term_years" in asked_of_event(event(kind=EventKind.TAKEN, term_years=1))


def test_a_term_is_asked_of_a_sentence_alone() -> None:
    assert {"term_years", "term_start", "court"} <= asked_of_event(event())
    assert not {"term_years", "court"} & asked_of_event(event(kind=EventKind.SEEN))
    assert "term_start" in asked_of_event(event(kind=EventKind.SEEN, term_start=TermStart.VERDICT))


def test_only_a_further_report_is_asked_everything() -> None:
    everything = {spec.name for spec in EVENT}
    asked = {kind for kind in EventKind if asked_of_event(event(kind=kind)) == everything}
    assert asked == {EventKind.OTHER}


def test_hiding_fields_spares_the_one_that_is_being_typed_in(shown: Shown) -> None:
    form = Form(shown, EVENT, event())
    form.type("court", "of the county")
    form.form.ask(asked_of_event(event(kind=EventKind.SEEN)))
    assert form.field("court").isVisible()
    assert not form.field("counsel").isVisible()
