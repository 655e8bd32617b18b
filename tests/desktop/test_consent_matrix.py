"""The consent matrix as a person fills it in: every deed one undo, every sentence from the wall."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from caseapp.desktop.context import Context
from caseapp.desktop.features.contact import consent_desk
from caseapp.desktop.features.contact.consent_sets import SetState, consent_sets
from caseapp.desktop.features.contact.matrix_model import AUDIENCES
from caseapp.desktop.matrix.view import shares
from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.vocabulary import (
    Audience,
    ConsentAnswer,
    ConsentForm,
    InfoClass,
    NameScript,
    Relation,
    RiskLevel,
)
from caseapp.store.history import Action
from caseapp.store.records import Attachment, Consent, Contact, Detainee, Kinship, NameForm
from caseapp.store.vault import Vault
from tests.desktop.contact_desk import ContactDesk, Ids, answers, copy_vault, make_vault

UN, STATE, PRESS = Audience.UNITED_NATIONS, Audience.DETAINING_STATE, Audience.PRESS
NAME, PHOTO, HEALTH = InfoClass.DETAINEE_NAME, InfoClass.PHOTO, InfoClass.HEALTH
ALLOW, ASK, WITHHOLD = ConsentAnswer.ALLOW, ConsentAnswer.ASK, ConsentAnswer.WITHHOLD
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Shown = Callable[[QWidget], QWidget]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    return make_vault(tmp_path_factory.mktemp("contacts") / "vault")


@pytest.fixture
def vault(made: tuple[Path, Ids], tmp_path: Path) -> Iterator[Vault]:
    with copy_vault(made[0], tmp_path / "vault") as vault:
        yield vault


@pytest.fixture
def desk(context: Context, vault: Vault, made: tuple[Path, Ids], shown: Shown) -> ContactDesk:
    desk = ContactDesk(context, vault, made[1])
    shown(desk.view)
    desk.view.open(made[1].wife)
    return desk


# -- the table -------------------------------------------------------------------------------
def test_the_model_is_what_qt_expects_while_the_consent_changes(desk: ContactDesk) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(desk.model, fatal)
    desk.stand_on(UN, PHOTO)
    for key in (Qt.Key.Key_K, Qt.Key.Key_W, Qt.Key.Key_A):
        desk.key(key)
    assert tester.model() is desk.model


def test_the_page_outlives_the_collecting_of_garbage(desk: ContactDesk) -> None:
    gc.collect()
    assert isValid(desk.view.consent)
    desk.stand_on(UN, PHOTO)
    desk.key(Qt.Key.Key_W)
    assert desk.answer(UN, PHOTO) == "withhold"


def test_it_shows_what_is_on_record(desk: ContactDesk) -> None:
    assert desk.cell(UN, PHOTO).code == "allow"
    assert desk.cell(UN, HEALTH).code == "withhold"
    assert desk.cell(UN, InfoClass.CHILDREN).code == "unasked"
    assert desk.cell(PRESS, PHOTO).code == "unasked"
    assert desk.cell(STATE, HEALTH).code == "never"
    assert desk.cell(PRESS, InfoClass.TESTIFIER_RELATION).code == "rule"


def test_a_cell_says_class_audience_and_answer_to_a_screen_reader(desk: ContactDesk) -> None:
    desk.stand_on(UN, PHOTO)
    desk.key(Qt.Key.Key_K)
    assert desk.spoken(UN, PHOTO) == "Photo, United Nations: ask"
    assert desk.spoken(PRESS, PHOTO) == "Photo, Press: not asked"


def test_arrows_walk_over_the_heads_of_groups_and_stay_in_the_cells(desk: ContactDesk) -> None:
    desk.stand_on(UN, HEALTH)
    desk.key(Qt.Key.Key_Down)
    assert desk.matrix.current_cell() == (UN, InfoClass.TESTIFIER_NAME)
    desk.key(Qt.Key.Key_Up)
    assert desk.matrix.current_cell() == (UN, HEALTH)
    for _ in range(len(AUDIENCES) + 1):
        desk.key(Qt.Key.Key_Left)
    assert desk.matrix.current_cell() == (Audience.OFFICE, HEALTH)


def test_tab_leaves_the_matrix(desk: ContactDesk) -> None:
    desk.stand_on(UN, PHOTO)
    desk.key(Qt.Key.Key_Tab)
    assert desk.focused() is desk.button("set-allow")


# -- answers ---------------------------------------------------------------------------------
def test_letters_answer_and_one_undo_takes_one_answer_back(desk: ContactDesk) -> None:
    desk.stand_on(UN, PHOTO)
    desk.key(Qt.Key.Key_W)
    assert desk.answer(UN, PHOTO) == "withhold"
    assert desk.last_action() == "Undo: Change consent: Photo, United Nations"
    desk.undo.undo.trigger()
    assert desk.answer(UN, PHOTO) == "allow"
    assert desk.cell(UN, PHOTO).code == "allow"


def test_an_answer_that_two_records_of_one_talk_hold_is_changed_in_both(
    desk: ContactDesk, vault: Vault, made: tuple[Path, Ids]
) -> None:
    first = vault.all(Consent, audience=UN)[0]
    vault.save(
        Consent(
            audience=UN, giver_contact_id=first.giver_contact_id, form=first.form,
            about_contact_id=first.about_contact_id, about_detainee_id=first.about_detainee_id,
            given=first.given, until=first.until, answers=answers({PHOTO: WITHHOLD}),
        ),
        action=Action("Made for a test"),
    )  # fmt: skip
    desk.view.open(made[1].wife)
    desk.stand_on(UN, PHOTO)
    desk.key(Qt.Key.Key_A)
    said = {one.answers.get(PHOTO.value) for one in vault.all(Consent, audience=UN)}
    assert said == {"allow"}
    assert desk.cell(UN, PHOTO).code == "allow"


def test_answers_copied_from_somebody_never_come_to_the_contact_who_is_shown_next(
    desk: ContactDesk, vault: Vault, made: tuple[Path, Ids], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {one.id for one in vault.all(Consent)}
    really = consent_desk.consents_of

    def slow(*args: object) -> list[Consent]:
        desk.view.open(made[1].neighbour)
        return really(*args)

    monkeypatch.setattr(consent_desk, "consents_of", slow)
    desk.view.open(made[1].wife)
    desk.view.consent.proposed.emit(made[1].wife)
    assert {one.id for one in vault.all(Consent)} == before


def test_space_and_a_click_cycle(desk: ContactDesk) -> None:
    desk.stand_on(UN, InfoClass.CHILDREN)
    seen = []
    for _ in range(4):
        desk.key(Qt.Key.Key_Space)
        seen.append(desk.answer(UN, InfoClass.CHILDREN))
    assert seen == ["allow", "ask", "withhold", "allow"]
    desk.click(UN, PHOTO)
    assert desk.answer(UN, PHOTO) == "ask"


def test_the_first_answer_for_an_audience_adds_its_record_with_the_same_giving(
    desk: ContactDesk,
) -> None:
    desk.stand_on(PRESS, PHOTO)
    desk.key(Qt.Key.Key_K)
    added = desk.consent(PRESS)
    assert added.answers == {"photo": "ask"}
    assert (added.form, added.given.text, added.language) == (
        ConsentForm.WRITTEN, "12 March 2026", "kk",
    )  # fmt: skip
    assert desk.view.consent.shown.numbers == (desk.consent(UN).serial, added.serial)
    desk.undo.undo.trigger()
    assert [one.audience for one in desk.consents()] == [UN]


def test_shift_and_arrows_select_a_block_that_is_set_as_one_action(desk: ContactDesk) -> None:
    desk.stand_on(UN, PHOTO)
    desk.key(Qt.Key.Key_Down, SHIFT)
    desk.key(Qt.Key.Key_Right, SHIFT)
    desk.key(Qt.Key.Key_K)
    for audience in (UN, Audience.PARTNERS):
        assert desk.answer(audience, PHOTO) == "ask"
        assert desk.answer(audience, InfoClass.DETAINEE_IDENTIFIERS) == "ask"
    assert desk.last_action() == "Undo: Change consent: 4 answers"
    desk.undo.undo.trigger()
    assert desk.answer(UN, PHOTO) == "allow"
    assert [one.audience for one in desk.consents()] == [UN]


def test_the_head_of_a_column_selects_all_that_can_be_set_in_it(desk: ContactDesk) -> None:
    desk.matrix.choose_column(AUDIENCES.index(STATE) + 1)
    desk.key(Qt.Key.Key_W)
    found = desk.consent(STATE)
    assert set(found.answers.values()) == {"withhold"}
    assert HEALTH.value not in found.answers
    assert NAME.value in found.answers
    desk.undo.undo.trigger()
    assert [one.audience for one in desk.consents()] == [UN]


def test_a_column_is_chosen_by_key_too(desk: ContactDesk) -> None:
    desk.stand_on(PRESS, PHOTO)
    desk.key(Qt.Key.Key_Space, CONTROL)
    desk.button("set-withhold").click()
    assert len(desk.consent(PRESS).answers) > 5


def test_never_cannot_be_set_and_says_why(desk: ContactDesk) -> None:
    before = desk.vault.generation
    desk.stand_on(STATE, HEALTH)
    for key in (Qt.Key.Key_A, Qt.Key.Key_K, Qt.Key.Key_W, Qt.Key.Key_Space):
        desk.key(key)
    desk.click(STATE, HEALTH)
    assert desk.vault.generation == before
    assert "never allow" in desk.refusal()
    assert desk.spoken(STATE, HEALTH).startswith("Health, Detaining state: never.")


def test_our_office_is_not_asked(desk: ContactDesk) -> None:
    before = desk.vault.generation
    desk.stand_on(Audience.OFFICE, PHOTO)
    desk.key(Qt.Key.Key_W)
    assert desk.vault.generation == before
    assert desk.cell(Audience.OFFICE, PHOTO).code == "office"


def test_answers_that_came_meanwhile_are_kept_beside_the_new_one(desk: ContactDesk) -> None:
    other = desk.consent(UN)
    other.answers = {**other.answers, "children": "withhold"}
    desk.vault.save(other, action=_elsewhere())  # the page was not told
    desk.stand_on(UN, PHOTO)
    desk.key(Qt.Key.Key_K)
    stored = desk.consent(UN).answers
    assert (stored["photo"], stored["children"]) == ("ask", "withhold")


def test_two_views_that_answer_for_a_new_audience_make_one_record(desk: ContactDesk) -> None:
    first = desk.consent(UN)
    desk.vault.save(
        Consent(
            giver_contact_id=first.giver_contact_id, about_contact_id=first.about_contact_id,
            about_detainee_id=first.about_detainee_id, audience=PRESS, form=first.form,
            given=first.given, answers={"photo": "allow"},
        ),
        action=_elsewhere(),
    )  # fmt: skip
    desk.stand_on(PRESS, NAME)
    desk.key(Qt.Key.Key_W)
    assert desk.consent(PRESS).answers == {"photo": "allow", "detainee_name": "withhold"}


def test_a_consent_that_was_withdrawn_meanwhile_takes_no_answer(desk: ContactDesk) -> None:
    other = desk.consent(UN)
    other.withdrawn = read_date("1 May 2026")
    desk.vault.save(other, action=_elsewhere())
    desk.stand_on(UN, PHOTO)
    desk.key(Qt.Key.Key_K)
    assert desk.answer(UN, PHOTO) == "allow"
    assert "over" in desk.refusal()


def _elsewhere():
    from caseapp.store.history import Action

    return Action("Elsewhere")


# -- what it comes to ------------------------------------------------------------------------
def test_the_sentence_follows_the_cursor_and_the_wall(desk: ContactDesk) -> None:
    desk.stand_on(UN, PHOTO)
    assert desk.said().startswith("United Nations would see: detainee's name, photo")
    assert "exact address" not in desk.said()
    desk.key(Qt.Key.Key_K)
    assert "To be asked first: photo." in desk.said()
    desk.key(Qt.Key.Key_Right)
    assert desk.said().startswith("Partner organisations")


def test_what_is_allowed_and_not_shown_says_why(desk: ContactDesk) -> None:
    """Allowed here; but the person may not be named there, and a photo would name him."""
    desk.stand_on(PRESS, PHOTO)
    desk.key(Qt.Key.Key_A)
    assert desk.cell(PRESS, PHOTO).allowed_in_vain
    assert "Allowed here, but not shown: photo. The detainee may not be named." in desk.said()
    assert "Not shown all the same" in desk.spoken(PRESS, PHOTO)
    desk.stand_on(PRESS, NAME)
    desk.key(Qt.Key.Key_A)
    assert not desk.cell(PRESS, PHOTO).allowed_in_vain


def test_high_risk_stands_above_what_was_allowed(desk: ContactDesk) -> None:
    wife = desk.vault.get(Contact, desk.ids.wife)
    wife.risk = RiskLevel.HIGH
    desk.elsewhere(wife)
    desk.stand_on(PRESS, NAME)
    desk.key(Qt.Key.Key_A)
    desk.stand_on(PRESS, InfoClass.TESTIFIER_NAME)
    desk.key(Qt.Key.Key_A)
    assert "name of the one who tells. The risk to this person is high." in desk.said()


def test_somebody_elses_refusal_counts(desk: ContactDesk) -> None:
    """A consent of the detainee himself that withholds the photo beats the wife's allowing."""
    desk.elsewhere(
        Consent(
            giver_detainee_id=desk.ids.case, about_detainee_id=desk.ids.case, audience=UN,
            answers={"photo": "withhold"}, given=read_date("1 May 2026"),
        )
    )  # fmt: skip
    desk.stand_on(UN, PHOTO)
    number = max(one.serial for one in desk.vault.all(Consent))
    assert f"photo. Consent no. {number} says: withhold." in desk.said()


def test_a_minor_needs_a_guardian(desk: ContactDesk) -> None:
    child = desk.vault.get(Contact, desk.ids.wife)
    child.birth = UncertainDate.on(date(date.today().year - 12, 1, 1))
    desk.elsewhere(child)
    said = " ".join(label.text() for label in desk.view.consent.findChildren(type(_minor(desk))))
    assert "only a guardian's word counts" in said
    desk.stand_on(UN, InfoClass.TESTIFIER_NAME)
    assert desk.cell(UN, InfoClass.TESTIFIER_NAME).allowed_in_vain
    assert "may not speak for the person" in desk.said()
    consent = desk.consent(UN)
    consent.guardian_name = "Her mother"
    desk.elsewhere(consent)
    assert desk.cell(UN, InfoClass.TESTIFIER_NAME).decision.shown


def _minor(desk: ContactDesk) -> QWidget:
    return desk.view.consent._minor


def test_item_by_item_shows_real_words_and_grounds(desk: ContactDesk) -> None:
    desk.stand_on(UN, PHOTO)
    desk.button("item-by-item").click()
    seen = desk.view.desk.preview.seen
    assert seen is not None
    assert any("Асқар Үлгібай" in item.words for item in seen.shown)
    assert any(item.what == "weak heart after a fever" for item in seen.withheld)
    assert not any("weak heart" in item.words for item in seen.shown)
    QTest.keyClick(desk.focused(), Qt.Key.Key_Escape)
    assert not desk.view.desk.is_looking
    assert desk.focused() is desk.matrix


# -- over, anew, from others -------------------------------------------------------------------
def test_withdrawing_tells_at_once_and_is_one_undo(desk: ContactDesk) -> None:
    desk.stand_on(UN, NAME)
    desk.button("item-by-item").click()
    before = [item.words for item in desk.view.desk.preview.seen.shown]
    assert "Асқар Үлгібай" in before
    desk.button("withdraw").click()
    assert desk.consent(UN).withdrawn.earliest == date.today()
    after = [item.words for item in desk.view.desk.preview.seen.shown]
    assert "Асқар Үлгібай" not in after
    assert "would see" in desk.said()
    assert "photo" not in desk.said().split("Allowed here")[0]
    assert "withdrawn" in desk.notices()
    desk.undo.undo.trigger()
    assert desk.consent(UN).withdrawn.is_unknown


def test_the_notice_of_a_withdrawal_undoes_it(desk: ContactDesk) -> None:
    desk.button("withdraw").click()
    (notice,) = desk.context.notices.all
    assert notice.action is not None
    assert notice.action[0] == "Undo"
    notice.action[1]()
    assert desk.consent(UN).withdrawn.is_unknown
    assert desk.cell(UN, PHOTO).code == "allow"


def test_a_withdrawn_consent_is_read_only(desk: ContactDesk) -> None:
    desk.button("withdraw").click()
    before = desk.vault.generation
    desk.stand_on(UN, PHOTO)
    desk.key(Qt.Key.Key_K)
    assert desk.vault.generation == before
    assert "Renew" in desk.refusal()


def test_renewing_gives_the_same_answers_anew(desk: ContactDesk) -> None:
    desk.button("withdraw").click()
    desk.button("renew").click()
    sets = consent_sets(desk.consents(), date.today())
    assert [one.state(date.today()) for one in sets] == [SetState.IN_FORCE, SetState.WITHDRAWN]
    assert sets[0].answers() == sets[1].answers()
    assert desk.view.consent.shown.ids == sets[0].ids
    assert desk.cell(UN, PHOTO).code == "allow"
    assert desk.view.consent.which.count() == 2


def test_an_old_consent_can_be_looked_at_and_the_other_keeps_counting(desk: ContactDesk) -> None:
    desk.button("withdraw").click()
    desk.button("renew").click()
    chooser = desk.view.consent.which
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert desk.view.consent.shown.is_withdrawn
    assert desk.model.matrix.read_only
    desk.stand_on(UN, PHOTO)
    assert "photo" in desk.said()


def test_start_cautious_fills_what_was_not_asked_as_one_action(desk: ContactDesk) -> None:
    desk.view.consent.proposed.emit("cautious")
    assert desk.answer(UN, PHOTO) == "allow"
    assert desk.answer(UN, InfoClass.CHILDREN) == "withhold"
    assert desk.answer(PRESS, PHOTO) == "withhold"
    desk.undo.undo.trigger()
    assert desk.answer(UN, InfoClass.CHILDREN) == ""
    assert [one.audience for one in desk.consents()] == [UN]


def test_start_from_another_contact_takes_over_the_answers(desk: ContactDesk, vault: Vault) -> None:
    neighbour = desk.ids.neighbour
    desk.elsewhere(
        Consent(giver_contact_id=neighbour, about_contact_id=neighbour, audience=PRESS,
                answers=answers({InfoClass.TESTIMONY: ASK}), given=read_date("1 May 2026"))
    )  # fmt: skip
    assert (neighbour, "Сәуле Сынақ") in desk.view._page.others
    desk.view.consent.proposed.emit(neighbour)
    assert desk.consent(PRESS).answers == {"testimony": "ask"}


def test_the_first_answer_for_somebody_not_asked_records_a_consent(
    context: Context, vault: Vault, made: tuple[Path, Ids], shown: Shown
) -> None:
    desk = ContactDesk(context, vault, made[1])
    shown(desk.view)
    desk.view.open(made[1].neighbour)
    assert desk.cell(UN, PHOTO).code == "no_case"
    desk.stand_on(UN, InfoClass.TESTIMONY)
    desk.key(Qt.Key.Key_K)
    (consent,) = vault.all(Consent, about_contact_id=made[1].neighbour)
    assert consent.answers == {"testimony": "ask"}
    assert consent.given.earliest == date.today()
    assert (consent.about_detainee_id, consent.language) == (None, "kk")
    desk.undo.undo.trigger()
    assert vault.all(Consent, about_contact_id=made[1].neighbour) == []


# -- how it was given ------------------------------------------------------------------------
def test_a_particular_is_kept_for_all_records_of_the_consent(desk: ContactDesk) -> None:
    desk.stand_on(PRESS, PHOTO)
    desk.key(Qt.Key.Key_K)
    desk.view.consent.line.click()
    field = desk.view.consent.row.form.field("until")
    field.editor.setFocus()
    QTest.keyClicks(field.editor, "31 December 2099")
    QTest.keyClick(field.editor, Qt.Key.Key_Tab)
    assert {one.until.text for one in desk.consents()} == {"31 December 2099"}
    assert len(desk.consents()) == 2
    assert len(consent_sets(desk.consents(), date.today())) == 1
    desk.undo.undo.trigger()
    assert {one.until.text for one in desk.consents()} == {""}


def test_a_dropped_scan_becomes_the_evidence(desk: ContactDesk, tmp_path: Path) -> None:
    scan = tmp_path / "form.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scan))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, mime, buttons, none)
    desk.view.dropEvent(event)
    found = desk.vault.get(Attachment, desk.consent(UN).evidence_id)
    assert (found.file_name, found.media_type) == ("form.pdf", "application/pdf")
    assert desk.vault.read_attachment(found) == b"%PDF-1.4 signed"
    desk.undo.undo.trigger()
    assert desk.consent(UN).evidence_id is None


def test_the_signed_form_can_be_read_in_place_of_the_matrix(
    desk: ContactDesk, tmp_path: Path
) -> None:
    scan = tmp_path / "form.png"
    Image.new("RGB", (60, 80), "white").save(scan)
    desk.view.desk.take_file(str(scan))
    assert "form.png" in desk.view.consent.line.accessibleName()
    desk.view.consent.line.click()
    desk.button("show-form").click()
    assert desk.view.desk.is_looking
    assert desk.view.desk.paper.surface is not None
    desk.button("close-form").click()
    assert desk.view.desk.paper.surface is None
    assert not desk.view.desk.is_looking


def test_what_is_no_scan_is_refused_beside_the_matrix(desk: ContactDesk, tmp_path: Path) -> None:
    other = tmp_path / "form.pdf"
    other.write_bytes(b"MZ not a document")
    desk.view.desk.take_file(str(other))
    assert "neither a PDF document nor a picture" in desk.refusal()
    assert desk.consent(UN).evidence_id is None


def test_who_gave_it_can_be_the_detainee(desk: ContactDesk) -> None:
    desk.view.consent.line.click()
    desk.button("change-giver").click()
    stored = desk.consent(UN)
    assert (stored.giver_contact_id, stored.giver_detainee_id) == (None, desk.ids.case)
    desk.undo.undo.trigger()
    assert desk.consent(UN).giver_contact_id == desk.ids.wife


def test_a_change_of_the_case_changes_the_sentence(desk: ContactDesk, qtbot: QtBot) -> None:
    """The page hears of records that the wall reads."""
    desk.stand_on(UN, InfoClass.EXACT_ADDRESS)
    desk.key(Qt.Key.Key_A)
    assert "exact address" in desk.said()
    case = desk.vault.get(Detainee, desk.ids.case)
    case.birth = UncertainDate.on(date(date.today().year - 10, 1, 1))
    desk.elsewhere(case)
    assert "exact address" not in desk.said().split("Allowed here")[0]


def test_another_case_of_the_contact_is_looked_at_by_its_own_wall(
    context: Context, vault: Vault, made: tuple[Path, Ids], shown: Shown
) -> None:
    other = Detainee(fictitious=True)
    name = NameForm(detainee_id=other.id, text="Серік Сынақ", script=NameScript.KK_CYRL)
    tie = Kinship(contact_id=made[1].wife, of_detainee_id=other.id, relation=Relation.SISTER)
    vault.save(other, name, tie, action=_elsewhere())
    desk = ContactDesk(context, vault, made[1])
    shown(desk.view)
    desk.view.open(made[1].wife)
    desk.stand_on(UN, NAME)
    assert "detainee's name" in desk.said()
    chooser = desk.view.consent.whom
    place = next(i for i in range(chooser.count()) if "Серік Сынақ" in chooser.itemText(i))
    chooser.setCurrentIndex(place)
    chooser.activated.emit(place)
    assert desk.cell(UN, NAME).code == "unasked"
    assert "detainee's name" not in desk.said()
    desk.stand_on(UN, NAME)
    desk.key(Qt.Key.Key_A)
    (consent,) = vault.all(Consent, about_detainee_id=other.id)
    assert consent.answers == {"detainee_name": "allow"}
    assert "detainee's name" in desk.said()


def test_columns_are_equal_until_a_head_needs_more() -> None:
    assert shares(630, [50] * 7) == [90] * 7
    needs = [60, 93, 76, 40, 76, 45, 96]
    wide = shares(634, needs)
    assert sum(wide) <= 634
    assert all(width >= need for width, need in zip(wide, needs, strict=True))
    assert max(wide) == 96
    narrow = shares(400, needs)
    assert sum(narrow) <= 400
    assert (min(narrow), narrow[3], narrow[0]) == (44, 44, 60)
    assert narrow[1] == narrow[6] < 93
