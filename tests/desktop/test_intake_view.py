"""The intake page by keyboard: kept as one types, taken back, finished, printed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.chosen_photo import ChosenPhoto, read_photo
from caseapp.desktop.context import Context
from caseapp.desktop.features.intake import IntakeView, photo
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.router import Place
from caseapp.desktop.widgets import Label
from caseapp.desktop.widgets.pictures import image_from_bytes
from caseapp.domain.vocabulary import CaseKind, Sex
from caseapp.intake.visit import load_page
from caseapp.intake.visit_typing import Slot
from caseapp.store.history import Action
from caseapp.store.queries import people_index
from caseapp.store.records import (
    Attachment,
    Citation,
    Contact,
    Detainee,
    Intake,
    MatchDecision,
    NameForm,
    Office,
    Source,
)
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.desktop.case_desk import picture
from tests.desktop.intake_desk import IntakeDesk
from tests.intake.test_visit import TOLD, known_case, take

PAGE = Path(__file__).resolve().parents[2] / "docs" / "features" / "intake.md"
LETTERS, MOVES = 203, 27
"""Keys of one whole intake: letters of what is told, and what moves or decides."""
Shown = Callable[[QWidget], QWidget]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("intake") / "vault"
    Vault.create(path, PASSPHRASE, cost=CHEAP).close()
    return path


@pytest.fixture
def vault(empty_vault: Path, tmp_path: Path) -> Iterator[Vault]:
    with Vault.open(Path(shutil.copytree(empty_vault, tmp_path / "vault")), PASSPHRASE) as vault:
        yield vault


@pytest.fixture
def desk(context: Context, vault: Vault, shown: Shown) -> IntakeDesk:
    desk = IntakeDesk(context, vault)
    shown(desk.view)
    desk.open()
    return desk


def tell_all(desk: IntakeDesk) -> None:
    """A whole intake without a hand on the mouse; Tab alone leads from field to field."""
    desk.type("Бақытгүл Сәбитқызы")
    desk.tab()
    desk.type("巴合提古丽·沙比提")
    desk.tab()
    desk.type_key("1")
    desk.tab()
    for text in ("1990 жылдың көктемі", "Tekes, village of Aqsu", "654026199003150"):
        desk.type(text)
        desk.tab()
    desk.type("House")
    desk.tab()
    for text in ("about March 2018", "at home, then the school in Aqsu", "none", "had a visa"):
        desk.type(text)
        desk.tab()
    desk.type("Сандуғаш Сәбитқызы")
    desk.tab()
    desk.type("sister")
    desk.tab()
    desk.type("+7 700 000 00 31")
    desk.tab()
    desk.type("told by a rel")
    desk.tab()
    if desk.focus is desk.button("table"):
        desk.tab()
    for figure in ("1", "1", "3", "2"):
        desk.type_key(figure)
        desk.tab()


TYPED = {
    **TOLD, Slot.REASON_BELIEVED: "had a visa", Slot.UNITED_NATIONS: "allow",
}  # fmt: skip


def test_a_whole_intake_is_told_by_keyboard_and_stands_in_the_vault(desk: IntakeDesk) -> None:
    tell_all(desk)
    page = desk.page
    assert {slot: page.values[slot] for slot in TYPED} == TYPED
    assert page.lacking == ()
    (case,) = desk.vault.all(Detainee)
    assert case.sex is Sex.FEMALE
    assert len(desk.vault.all(NameForm, detainee_id=case.id)) == 2
    assert desk.vault.all(Source)[0].testifier_id == desk.vault.all(Contact)[0].id
    assert not desk.vault.check()


def test_tab_follows_the_eye_and_ends_at_the_next_person(desk: IntakeDesk) -> None:
    seen = []
    for _step in range(30):
        widget = desk.focus
        owner = next(
            (w for w in (widget, widget.parentWidget()) if w.objectName() in set(Slot)), None
        )
        if owner is None and widget.parentWidget() is not None:
            owner = widget.parentWidget().parentWidget().parentWidget()
        seen.append(owner.objectName() if owner is not None else widget.objectName())
        if widget is desk.view.foot.next:
            break
        desk.tab()
    fields = [name for name in seen if name in set(Slot)]
    asked = [s.value for s in Slot if s not in (Slot.KIND, Slot.SIZE, Slot.TAKEN_BY)]
    assert fields == asked
    assert desk.focus is desk.view.foot.next


def test_undo_takes_the_page_back_field_by_field_to_nothing_and_redo_brings_it(
    desk: IntakeDesk,
) -> None:
    desk.type("Бақытгүл")
    desk.tab()
    desk.write(Slot.BIRTH, "1990")
    intake_id = desk.intake_id
    assert desk.context.router.current == Place("intake", intake_id)
    desk.undo()
    assert desk.view.form.text(Slot.BIRTH) == ""
    assert desk.view.form.text(Slot.NAME) == "Бақытгүл"
    desk.undo()
    assert desk.view.form.text(Slot.NAME) == ""
    assert desk.view.keeping.id is None
    assert not desk.vault.all(Detainee)
    desk.redo()
    desk.redo()
    assert desk.intake_id == intake_id
    assert desk.view.form.text(Slot.BIRTH) == "1990"


def test_power_lost_half_way_keeps_every_field_that_was_left(
    desk: IntakeDesk, tmp_path: Path
) -> None:
    desk.type("Бақытгүл")
    desk.tab()
    desk.write(Slot.BIRTH, "1990")
    desk.view.form.field(Slot.TELLER).setFocus()
    desk.type("Санду")  # not left
    intake_id = desk.intake_id
    copy = Path(shutil.copytree(desk.vault.folder.path, tmp_path / "after"))
    for lock in copy.glob("*lock*"):
        lock.unlink()
    with Vault.open(copy, PASSPHRASE) as after:
        page = load_page(after, intake_id)
        assert (page.values[Slot.NAME], page.values[Slot.BIRTH]) == ("Бақытгүл", "1990")
        assert page.values[Slot.TELLER] == ""
        assert not after.check()


def test_a_field_says_how_it_was_understood(desk: IntakeDesk) -> None:
    desk.write(Slot.BIRTH, "1990 жылдың көктемі")
    assert desk.said(Slot.BIRTH) == "between March and May 1990"
    desk.write(Slot.SINCE, "about March 2018")
    assert desk.said(Slot.SINCE) == "between February and April 2018"
    desk.write(Slot.SINCE, "when the snow had gone")
    assert desk.said(Slot.SINCE) == "Not read as a date; kept as written."
    desk.write(Slot.HOME, "特克斯县")
    assert desk.said(Slot.HOME) == "Tekes · 654027"
    desk.write(Slot.DOCUMENT, "65402519810903000")
    assert "Kept as typed." in desk.said(Slot.DOCUMENT)
    assert desk.page.values[Slot.DOCUMENT] == "65402519810903000"


def test_places_are_offered_in_any_of_their_languages(desk: IntakeDesk) -> None:
    field = desk.view.form.field(Slot.HOME)
    for begun in ("Teke", "Теке", "特克"):
        field.setFocus()
        field.editor.selectAll()
        desk.press(Qt.Key.Key_Delete)
        desk.type(begun)
        assert any("654027" in shown for shown in desk.offers(Slot.HOME)), begun
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert not desk.offers(Slot.HOME)
    desk.tab()
    assert desk.vault.all(Detainee)[0].home_place_code == "654027"


def test_an_arrow_that_passes_over_an_answer_keeps_nothing(desk: IntakeDesk) -> None:
    desk.type("A")
    desk.tab()
    actions = desk.vault.generation
    field = desk.view.form.field(Slot.HOST_STATE)
    field.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Right)
    assert desk.vault.generation == actions
    desk.tab()
    assert desk.page.values[Slot.HOST_STATE] == "withhold"
    assert desk.vault.generation == actions + 1


def test_what_is_needed_is_said_beside_its_field_when_a_slip_is_asked_for(
    desk: IntakeDesk,
) -> None:
    desk.type("Бақытгүл")
    desk.ctrl(Qt.Key.Key_P)
    needed = "Needed for the claim slip."
    assert desk.said(Slot.NOW) == desk.said(Slot.HOW_KNOWN) == needed
    assert desk.view.form.field(Slot.NOW).editor.hasFocus()
    desk.type("House")
    desk.tab()
    assert desk.said(Slot.NOW) == ""
    assert desk.said(Slot.HOW_KNOWN) == needed


def test_the_slip_holds_the_number_and_the_name_of_nobody(
    desk: IntakeDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    texts = {"name": {"en": "Fictitious office", "ru": "Вымышленный офис"}}
    office = Office(texts=texts, phone="+7 700 000 00 00", staff=["Aigerim"])
    desk.vault.save(office, action=Action("Made for a test"))
    tell_all(desk)
    path = tmp_path / "slip.pdf"
    desk.ctrl(Qt.Key.Key_P)
    dialog = desk.view.findChild(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("claim-slip-1.pdf")
    dialog.selectFile(str(path))
    dialog.accept()
    qtbot.waitUntil(path.is_file)
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        words = " ".join(document[0].get_textpage().get_text_range().split())
    for shown in ("Fictitious office", "+7 700 000 00 00", "No. 1", "CF-0001", "It is no promise"):
        assert shown in words
    for never in ("Бақытгүл", "Сәбитқызы", "巴合提古丽"):
        assert never not in words
    for never in ("Сандуғаш", "00 31", "654026", "Aqsu", "visa", "1990", "Aigerim"):
        assert never not in words


def test_the_next_person_finishes_a_complete_intake_and_queues_the_rest(desk: IntakeDesk) -> None:
    tell_all(desk)
    desk.ctrl(Qt.Key.Key_Return)
    (first,) = desk.vault.all(Intake)
    assert first.finished_at is not None
    assert desk.view.form.text(Slot.NAME) == ""
    assert desk.view.form.field(Slot.NAME).editor.hasFocus()
    desk.type("Ермек")
    desk.ctrl(Qt.Key.Key_Return)
    second = desk.vault.all(Intake)[1]
    assert second.finished_at is None
    waiting = desk.view.side.waiting.lines
    assert [line.intake_id for line in waiting] == [second.id]
    assert "Ермек" in waiting[0].accessibleName()
    assert "what happened" in waiting[0].accessibleName()
    assert desk.view.status == "2 intakes today"


def test_an_unfinished_intake_is_gone_on_with_from_the_side(desk: IntakeDesk) -> None:
    intake_id = take(desk.vault, {Slot.NAME: "Ермек"})
    desk.open()
    desk.press(Qt.Key.Key_F6)
    desk.press(Qt.Key.Key_Space)  # the link: one intake to finish
    assert desk.view.side.shows_waiting
    desk.press(Qt.Key.Key_Return)
    assert desk.intake_id == intake_id
    assert desk.view.form.text(Slot.NAME) == "Ермек"
    assert not desk.view.side.waiting.lines


def test_f6_goes_to_the_side_and_back_to_the_same_field(desk: IntakeDesk) -> None:
    take(desk.vault, {Slot.NAME: "Ермек"})
    desk.open()
    editor = desk.view.form.field(Slot.WHERE).editor
    editor.setFocus()
    desk.press(Qt.Key.Key_F6)
    assert desk.view.side.has_focus()
    desk.press(Qt.Key.Key_F6)
    assert editor.hasFocus()


def test_a_second_one_of_the_family_keeps_who_tells_with_one_key(desk: IntakeDesk) -> None:
    tell_all(desk)
    desk.ctrl(Qt.Key.Key_Return)
    desk.type("Ермек")
    desk.tab()
    assert desk.button("same-teller").isVisible()
    desk.ctrl(Qt.Key.Key_T)
    page = desk.page
    assert page.known
    assert page.values[Slot.TELLER] == "Сандуғаш Сәбитқызы"
    assert page.values[Slot.HOW_KNOWN] == "told_by_relative"
    assert page.values[Slot.RELATION] == ""
    assert len(desk.vault.all(Contact)) == 1


def test_a_known_teller_is_offered_while_typing_and_not_made_twice(desk: IntakeDesk) -> None:
    take(desk.vault, TOLD)
    desk.open()
    desk.type("Ермек")
    desk.tab()
    desk.view.form.field(Slot.TELLER).setFocus()
    desk.type("Санду")
    (offer,) = desk.offers(Slot.TELLER)
    assert "told of Бақытгүл Сәбитқызы" in offer
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.tab()
    assert len(desk.vault.all(Contact)) == 1
    assert desk.page.values[Slot.PHONE] == "+7 700 000 00 31"


def test_an_intake_is_discarded_with_one_key_and_comes_back_with_another(
    desk: IntakeDesk,
) -> None:
    desk.type("Бақытгүл")
    desk.tab()
    desk.ctrl(Qt.Key.Key_D)
    assert not desk.vault.all(Detainee)
    assert not desk.vault.all(Intake)
    assert desk.view.form.text(Slot.NAME) == ""
    desk.undo()
    assert desk.view.form.text(Slot.NAME) == "Бақытгүл"


def test_an_emptied_intake_does_not_wait_in_the_queue(desk: IntakeDesk) -> None:
    desk.type("Бақытгүл")
    desk.tab()
    desk.write(Slot.NAME, "")
    desk.ctrl(Qt.Key.Key_Return)
    assert not desk.vault.all(Intake)
    assert not desk.view.side.waiting.lines


def test_a_group_is_described_and_counted(desk: IntakeDesk) -> None:
    desk.view.form.kinds.findChildren(QWidget)[2].setFocus()
    desk.view.form.kinds.choose("group")
    desk.view.form.kinds.chosen.emit("group")
    assert not desk.vault.all(Detainee)
    assert not desk.view.form.field(Slot.BIRTH).isVisible()
    desk.write(Slot.NAME, "Twenty-two of one family")
    desk.write(Slot.SIZE, "many")
    assert "figures" in desk.said(Slot.SIZE)
    desk.write(Slot.SIZE, "20-22")
    (case,) = desk.vault.all(Detainee)
    assert (case.kind, case.least_size, case.greatest_size) == (CaseKind.GROUP, 20, 22)
    assert case.description == "Twenty-two of one family"


def test_a_name_that_was_typed_elsewhere_is_there_already(desk: IntakeDesk) -> None:
    desk.open(("name", "Ермек Болат"))
    assert not desk.vault.all(Detainee)
    desk.tab()
    assert desk.page.values[Slot.NAME] == "Ермек Болат"


def test_taken_by_stays_for_the_next_person(desk: IntakeDesk) -> None:
    desk.view.head.taken_by.setFocus()
    desk.type("Aigerim")
    desk.view.form.field(Slot.NAME).setFocus()
    desk.type("Ермек")
    desk.ctrl(Qt.Key.Key_Return)
    desk.type("Сәуле")
    desk.tab()
    assert {intake.taken_by for intake in desk.vault.all(Intake)} == {"Aigerim"}


def test_the_line_above_the_form_stays_within_its_place_and_cuts_no_word(desk: IntakeDesk) -> None:
    desk.write(Slot.NAME, "Ермек")
    head = desk.view.head
    head._kept.setText("what is typed here is kept at once")
    for width in (1400, 1182, 850):
        desk.view.resize(width, 600)
        QApplication.processEvents()
        seen = [part for part in head.findChildren(Label) if part.isVisible()]
        assert head.taken_by.geometry().right() < head.width()
        assert not any(part.is_cut() for part in seen)
        assert head.geometry().right() < desk.view.side.geometry().left()
    assert not head._clock.isVisible()


# -- already in the vault? -------------------------------------------------------------------
def test_likely_cases_appear_while_typing_before_anything_is_kept(
    desk: IntakeDesk, qtbot: QtBot
) -> None:
    case = known_case(desk.vault)
    desk.type("Бақытгүл Сәбит")
    qtbot.waitUntil(lambda: bool(desk.cards()))
    assert len(desk.vault.all(Detainee)) == 1
    (card,) = desk.cards()
    assert case.case_number in card.accessibleName()
    assert desk.reasons(card)[0].startswith("names sound alike: ")
    assert "told by another person: aunt, speaks for it" in desk.reasons(card)


def test_a_case_is_found_while_the_name_is_typed_in_any_of_four_scripts(
    desk: IntakeDesk, qtbot: QtBot
) -> None:
    case = known_case(desk.vault)
    four = ("Бақытгүл Сәбитқызы", "Bakytgul Sabitkyzy", "باقىتگۇل سابىتقىزى", "巴合提古丽·沙比提")
    for name in four:
        field = Slot.CHINESE if name == four[-1] else Slot.NAME
        desk.view.form.field(field).setFocus()
        desk.type(name)
        qtbot.waitUntil(lambda: bool(desk.cards()))
        assert [case.case_number in card.accessibleName() for card in desk.cards()] == [True], name
        desk.view.form.clear()
        desk.view.form.edited.emit()
        qtbot.waitUntil(lambda: not desk.cards())


def test_a_vault_that_is_not_read_yet_is_read_on_and_asked_again(
    desk: IntakeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids grow with time: who was entered last is read last."""
    for name in ("Ермек Болат", "Гүлнар Қасым", "Айгүл Мысалбек"):
        take(desk.vault, {Slot.NAME: name})
    case = known_case(desk.vault)
    monkeypatch.setattr(people_index, "STEP", 2)
    desk.view.form.field(Slot.CHINESE).setFocus()
    desk.type("巴合提古丽·沙比提")
    qtbot.waitUntil(lambda: bool(desk.cards()))
    assert case.case_number in desk.cards()[0].accessibleName()


def test_it_is_this_person_opens_that_case_with_a_second_account(
    desk: IntakeDesk, qtbot: QtBot
) -> None:
    case = known_case(desk.vault)
    tell_all(desk)
    qtbot.waitUntil(lambda: bool(desk.cards()))
    desk.press(Qt.Key.Key_F6)
    desk.press(Qt.Key.Key_Space)
    assert desk.gone_to[-1] == Place("case", case.id)
    assert [one.id for one in desk.vault.all(Detainee)] == [case.id]
    assert {c.detainee_id for c in desk.vault.all(Citation) if c.field} == {case.id}
    desk.undo()
    assert len(desk.vault.all(Detainee)) == 2


def test_not_the_same_is_kept_and_not_asked_again(desk: IntakeDesk, qtbot: QtBot) -> None:
    known_case(desk.vault)
    desk.type("Бақытгүл Сәбитқызы")
    desk.tab()
    qtbot.waitUntil(lambda: bool(desk.cards()))
    (card,) = desk.cards()
    card.findChild(QWidget, "not-same").click()
    assert not desk.cards()
    assert len(desk.vault.all(MatchDecision)) == 1
    desk.open(desk.intake_id)
    desk.view.form.edited.emit()
    qtbot.wait(250)
    assert not desk.cards()


def test_a_joined_intake_is_read_and_its_person_not_changed_here(desk: IntakeDesk) -> None:
    from caseapp.intake.visit_joining import join
    from tests.intake.test_visit import DESK

    case = known_case(desk.vault)
    intake_id = take(desk.vault, TOLD)
    join(desk.vault, intake_id, case.id, DESK)
    desk.open(intake_id)
    assert desk.view.form.text(Slot.BIRTH) == TOLD[Slot.BIRTH]
    assert desk.view.form.field(Slot.BIRTH).editor.isReadOnly()
    assert not desk.view.form.field(Slot.PHONE).editor.isReadOnly()
    assert not desk.button("discard").isEnabled()


# -- pictures, errors, narrow windows --------------------------------------------------------
def test_a_pasted_picture_is_kept_with_where_it_came_from(desk: IntakeDesk) -> None:
    desk.type("Ермек")
    desk.tab()
    desk.write(Slot.TELLER, "Сәуле")
    desk.view.form.field(Slot.RELATION).setFocus()
    desk.type("sister")
    desk.tab()
    mime = QMimeData()
    mime.setData("image/png", picture(kind="PNG"))
    QGuiApplication.clipboard().setMimeData(mime)
    held = CTRL | Qt.KeyboardModifier.ShiftModifier
    desk.press(Qt.Key.Key_V, held)
    (photo,) = desk.vault.all(Attachment)
    assert photo.origin == "from: sister"
    assert desk.vault.all(Detainee)[0].photo_id == photo.id
    assert "photo" not in desk.page.to_come
    QGuiApplication.clipboard().clear()


def test_a_picture_that_is_read_slowly_never_comes_to_the_next_person(
    desk: IntakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(picture(kind="PNG"))
    desk.type("Ермек")
    desk.tab()

    def slow(chosen: Path) -> ChosenPhoto:
        desk.open(None)  # the next person came while the stick was still being read
        return read_photo(chosen)

    monkeypatch.setattr(photo, "read_photo", slow)
    desk.view.photos.take(path)
    assert desk.vault.all(Attachment) == []
    assert "intake before this" in desk.view._photo_said.text()
    assert len(desk.vault.all(Detainee)) == 1


def test_a_dropped_file_that_is_no_picture_is_said_and_not_kept(
    desk: IntakeDesk, tmp_path: Path
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"no picture")
    desk.view.photos.take(path)
    assert "cannot be read" in desk.view._photo_said.text()
    assert not desk.vault.all(Detainee)


def test_a_picture_of_an_iphone_is_told_how_to_be_sent(desk: IntakeDesk, tmp_path: Path) -> None:
    path = tmp_path / "IMG_0417.HEIC"
    path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(200))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    assert desk.view.photos.takes(dropped)
    desk.view.photos.take_mime(dropped)
    assert "most compatible" in desk.view._photo_said.text()
    assert not desk.vault.all(Attachment)


def test_a_phones_picture_dropped_on_the_page_is_kept_as_it_came_and_stands_upright(
    desk: IntakeDesk, tmp_path: Path
) -> None:
    """A phone held upright writes its picture lying down and says so (EXIF orientation 6)."""
    lying = Image.new("RGB", (60, 40), "white")
    lying.paste("black", (0, 0, 60, 10))
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "20260312_140211.jpg"
    lying.save(path, exif=exif, quality=95)
    desk.type("Ермек")
    desk.tab()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    desk.view.photos.take_mime(dropped)
    (kept,) = desk.vault.all(Attachment)
    data = desk.vault.read_attachment(kept)
    assert data == path.read_bytes()
    shown = image_from_bytes(data)
    assert (shown.width(), shown.height()) == (40, 60)
    assert shown.pixelColor(38, 30).lightness() < 60  # what was above is at the right


def test_what_could_not_be_kept_stays_in_its_field_with_the_reason(desk: IntakeDesk) -> None:
    desk.type("Ермек")
    desk.tab()
    with desk.vault._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.rollback()
    field = desk.view.form.field(Slot.WHERE)
    field.setFocus()
    field.editor.insert("x" * 15_000)
    desk.tab()
    assert field.is_rejected
    assert field.text() == "x" * 15_000
    desk.view.form.field(Slot.NAME).setFocus()
    desk.ctrl(Qt.Key.Key_Return)
    assert desk.view.form.text(Slot.NAME) == "Ермек"  # nothing goes on over what is not kept


def test_in_a_narrow_window_the_side_is_a_strip_that_unfolds(desk: IntakeDesk) -> None:
    take(desk.vault, {Slot.NAME: "Ермек"})
    desk.view.set_compact(True)
    desk.view.resize(610, 336)
    desk.open()
    strip = desk.button("strip")
    assert strip.isVisible()
    assert desk.view.side.isHidden()
    assert "1 to finish" in strip.text()
    desk.press(Qt.Key.Key_F6)
    assert desk.view.side.isVisible()
    assert not desk.view.form.isVisible()
    desk.press(Qt.Key.Key_F6)
    assert desk.view.form.isVisible()
    for slot in (Slot.NAME, Slot.PUBLIC, Slot.REASON_BELIEVED):
        field = desk.view.form.field(slot)
        assert field.mapTo(desk.view, field.rect().topRight()).x() <= desk.view.width()


def test_typing_never_waits_for_the_vault(
    qapp: QApplication, qtbot: QtBot, context: Context, threaded_jobs: Jobs, vault: Vault,
    shown: Shown,
) -> None:  # fmt: skip
    from dataclasses import replace

    known_case(vault)
    desk = IntakeDesk(replace(context, jobs=threaded_jobs), vault)
    assert isinstance(desk.view, IntakeView)
    shown(desk.view)
    desk.open()
    tell_all(desk)
    qtbot.waitUntil(lambda: not threaded_jobs.running, timeout=10_000)
    qtbot.waitUntil(lambda: bool(desk.cards()), timeout=10_000)
    page = desk.page
    assert {slot: page.values[slot] for slot in TYPED} == TYPED
    desk.ctrl(Qt.Key.Key_Return)
    desk.type("Ермек")  # while the former one is still being finished
    qtbot.waitUntil(lambda: not threaded_jobs.running, timeout=10_000)
    assert desk.view.form.text(Slot.NAME) == "Ермек"
    assert desk.button("same-teller").isVisible()
    assert vault.all(Intake)[0].finished_at is not None
    desk.tab()
    qtbot.waitUntil(lambda: not threaded_jobs.running, timeout=10_000)


def test_what_could_not_be_kept_at_all_is_still_on_the_page_when_others_change_things(
    desk: IntakeDesk,
) -> None:
    other = known_case(desk.vault)
    with desk.vault._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.rollback()
    desk.view.form.field(Slot.NAME).editor.insert("Ермек" * 3000)
    desk.tab()
    assert desk.view.form.field(Slot.NAME).is_rejected
    with desk.vault._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        connection.rollback()
    other.occupation = "teacher"
    desk.context.changes.announce(desk.vault.save(other, action=Action("Elsewhere")))
    assert desk.view.form.text(Slot.NAME) == "Ермек" * 3000
    desk.write(Slot.NAME, "Ермек")
    assert desk.page.values[Slot.NAME] == "Ермек"


def test_an_intake_that_is_gone_opens_as_a_new_one(desk: IntakeDesk) -> None:
    intake_id = take(desk.vault, {Slot.NAME: "Ермек"})
    desk.vault.undo()
    desk.open(intake_id)
    desk.type("Сәуле")
    desk.tab()
    assert desk.page.values[Slot.NAME] == "Сәуле"
    assert desk.intake_id != intake_id


def test_f7_goes_to_what_is_to_be_finished_with_what_each_lacks_and_back(desk: IntakeDesk) -> None:
    waiting = [take(desk.vault, {Slot.NAME: name}) for name in ("Ермек", "Сәуле")]
    desk.open()
    editor = desk.view.form.field(Slot.WHERE).editor
    editor.setFocus()
    desk.press(Qt.Key.Key_F7)
    assert desk.view.side.shows_waiting
    assert "Сәуле" in desk.focus.accessibleName()
    assert "lacking: " in desk.focus.accessibleName()
    desk.press(Qt.Key.Key_F7)
    assert editor.hasFocus()
    assert not desk.view.side.shows_waiting
    desk.press(Qt.Key.Key_F7)
    desk.press(Qt.Key.Key_Down)
    assert "Ермек" in desk.focus.accessibleName()
    desk.press(Qt.Key.Key_Return)
    assert desk.intake_id == waiting[0]


def test_a_whole_intake_takes_two_minutes_by_keys_alone(
    desk: IntakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the claim slip and the beginning of the next person; the figures stand in
    docs/features/intake.md. 200 keys a minute is 40 words: a fair typist, no fast one."""
    letters, moves, slips = [], [], []
    monkeypatch.setattr(desk.view.slips, "ask", lambda page, language: slips.append(page.number))
    press, write = desk.press, desk.type
    desk.press = lambda key, *held: (moves.append(key), press(key, *held))[1]
    desk.type = lambda text: (letters.extend(text), write(text))[1]
    began = time.perf_counter()
    tell_all(desk)
    desk.ctrl(Qt.Key.Key_P)
    desk.ctrl(Qt.Key.Key_Return)
    worked = time.perf_counter() - began
    assert len(slips) == 1
    assert desk.vault.all(Intake)[0].finished_at is not None
    assert desk.view.keeping.page is None  # the page of the next person
    assert desk.view.form.field(Slot.NAME).editor.hasFocus()
    assert (len(letters), len(moves)) == (LETTERS, MOVES)
    assert f"{LETTERS} letters and {MOVES} other keys" in PAGE.read_text("utf-8")
    assert (LETTERS + MOVES) / 200 < 2

    assert worked < 20  # of the machine, with every save; a person needs six times as long
