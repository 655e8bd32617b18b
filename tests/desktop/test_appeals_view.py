"""The appeal page: persons, addressees, each copy as it will be printed, and the way out."""

from __future__ import annotations

import hashlib
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.directory import shipped_addressees
from caseapp.desktop.features.appeals import AppealsView, AppealView
from caseapp.desktop.features.appeals import drawing as drawing_module
from caseapp.desktop.features.appeals.drafts import OFFICE, Draft
from caseapp.desktop.features.appeals.list_view import NEW
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.desktop.shell.router import Place
from caseapp.desktop.widgets import Label
from caseapp.domain.vocabulary import AppealState, Audience, SourceKind
from caseapp.dossier import issue
from caseapp.i18n import LANGUAGES, translator
from caseapp.store.history import Action
from caseapp.store.queries.appeals import appeal_rows
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealPerson,
    Citation,
    Copy,
    Detainee,
    Excerpt,
    Source,
)
from caseapp.store.vault import Vault
from tests.desktop.pictures import dress, grab
from tests.desktop.vaults import PASSPHRASE, sample_copy

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Vault]:
    """The sample, its appeal cut down to three persons, so that drawing is quick."""
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as vault:
        appeal = next(row.id for row in vault.read(appeal_rows) if row.serial == 1)
        links = vault.all(AppealPerson, appeal_id=appeal)
        vault.trash(*links[3:], action=Action("Cut down", undoable=False))
        yield vault


@pytest.fixture
def appeal_id(sample: Vault) -> UUID:
    return next(row.id for row in sample.read(appeal_rows) if row.serial == 1)


LAPTOP = QSize(1182, 690)
"""What the desk leaves of an old laptop's screen."""


def opened(
    context: Context, vault: Vault, appeal_id: UUID, shown: Show, size: QSize = LAPTOP
) -> AppealView:
    view = AppealView(context, vault)
    view.resize(size)
    view.set_compact(size.width() < 816)
    shown(view)
    context.router.go("appeal", appeal_id)
    view.open(appeal_id)
    return view


def drawn(qtbot: QtBot, context: Context, view: AppealView) -> None:
    """Wait until the chosen copy is there, or why it is not."""

    def done() -> bool:
        busy = view.main.soon.isActive() or view._checking.soon.isActive()
        if busy or context.jobs.running:
            return False
        return view.main.pane.pdf.page_count() > 0 or bool(view.main.pane.trouble())

    qtbot.waitUntil(done, timeout=30_000)


@pytest.fixture
def view(context: Context, sample: Vault, appeal_id: UUID, shown: Show, qtbot: QtBot) -> AppealView:
    view = opened(context, sample, appeal_id, shown)
    drawn(qtbot, context, view)
    return view


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def target_of(view: AppealView, audience: Audience) -> UUID:
    return next(row.id for row in view._loaded.page.addressees if row.audience is audience)


def choose(qtbot: QtBot, context: Context, view: AppealView, target: object) -> None:
    """As a person does: by clicking on the line."""
    rows = view.ui.addressees.rows
    keys = [item.key for item in rows.items()]
    index = rows.model().index(keys.index(target), 0)
    qtbot.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(index).center()
    )
    drawn(qtbot, context, view)


def save_as(qtbot: QtBot, view: AppealView, path: Path) -> None:
    """Answer the file dialog that is open."""
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.done(QFileDialog.DialogCode.Accepted)


# -- the pages -------------------------------------------------------------------------------
def test_the_first_copy_is_drawn_with_what_it_withholds(view: AppealView) -> None:
    assert view.main.pane.pdf.page_count() > 5
    assert "things withheld in this copy" in view.main.pane.withheld_words()
    assert view.main.pane.export_button.isEnabled()
    assert view.status == "Appeal 01/2026 · 3 persons · 0 copies issued"


def test_each_addressee_has_a_copy_of_its_own(
    qtbot: QtBot, context: Context, view: AppealView, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: dict[object, str] = {}
    show = view.main.pane.show_draft

    def note(draft: Draft, *rest: object) -> None:
        texts[view.main.target] = text_of(draft.pdf)
        show(draft, *rest)

    monkeypatch.setattr(view.main.pane, "show_draft", note)
    embassy = target_of(view, Audience.DETAINING_STATE)
    ministry = target_of(view, Audience.HOST_STATE)
    for target in (embassy, ministry, OFFICE):
        choose(qtbot, context, view, target)
    iin = "790314400006"
    assert iin in texts[ministry]
    assert iin not in texts[embassy]
    assert "Office copy" in texts[OFFICE]
    assert len(texts[OFFICE]) > len(texts[embassy])


def test_pages_of_one_addressee_never_stand_under_the_name_of_another(
    qtbot: QtBot, context: Context, sample: Vault, appeal_id: UUID, shown: Show, threaded_jobs: Jobs
) -> None:
    threaded = replace(context, jobs=threaded_jobs)
    view = opened(threaded, sample, appeal_id, shown)
    drawn(qtbot, threaded, view)
    view.ui.addressees.rows.choose(target_of(view, Audience.DETAINING_STATE))
    view.choose(target_of(view, Audience.DETAINING_STATE))
    assert view.main.pane.pdf.page_count() == 0
    assert not view.main.pane.export_button.isEnabled()
    drawn(qtbot, threaded, view)
    assert view.main.pane.export_button.isEnabled()


def test_another_language_is_kept_and_drawn(
    qtbot: QtBot, context: Context, sample: Vault, view: AppealView
) -> None:
    assert view.main.pane.languages.code() == "ru"
    view.main.pane.language_chosen.emit("en")
    drawn(qtbot, context, view)
    assert view.main.row().language == "en"
    assert view.main.pane.languages.code() == "en"
    context.changes.announce(sample.undo())
    drawn(qtbot, context, view)
    assert view.main.row().language == "ru"


def test_the_office_copy_opens_at_the_list_of_the_copy_that_was_looked_at(
    qtbot: QtBot, context: Context, view: AppealView
) -> None:
    embassy = target_of(view, Audience.DETAINING_STATE)
    choose(qtbot, context, view, embassy)
    draws: list[tuple[Draft, int | None]] = []
    show = view.main.pane.show_draft
    view.main.pane.show_draft = lambda draft, page, note: (
        draws.append((draft, page)), show(draft, page, note)
    )  # fmt: skip
    view.main.pane.lists_asked.emit()
    drawn(qtbot, context, view)
    draft, page = draws[-1]
    assert view.main.target == OFFICE
    assert len(draft.lists) == 3
    assert page == draft.lists[1]
    with pypdfium2.PdfDocument(draft.pdf) as document:
        assert "does not show" in document[page].get_textpage().get_text_bounded()
    assert "issued ones only" in view.main.pane.warning()


def test_drawing_can_be_stopped_and_begun_again(
    qtbot: QtBot,
    context: Context,
    sample: Vault,
    appeal_id: UUID,
    shown: Show,
    threaded_jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()
    real = drawing_module.draw_draft

    def slow(compiled: object, progress: object) -> Draft:
        gate.wait(10)
        return real(compiled, progress)

    monkeypatch.setattr(drawing_module, "draw_draft", slow)
    threaded = replace(context, jobs=threaded_jobs)
    view = opened(threaded, sample, appeal_id, shown)
    qtbot.waitUntil(
        lambda: bool(view.main.drawing.job and view.main.drawing.job.kind is Kind.FREE),
        timeout=10_000,
    )
    assert view.main.pane._drawing.isVisible()
    view.main.pane._cancel.click()
    gate.set()
    drawn(qtbot, threaded, view)
    assert view.main.pane.trouble() == "You stopped it."
    assert not view.main.pane._drawing.isVisible()
    view.main.pane.again_asked.emit()
    drawn(qtbot, threaded, view)
    assert view.main.pane.pdf.page_count() > 5


def test_the_latest_choice_wins(
    qtbot: QtBot,
    context: Context,
    sample: Vault,
    appeal_id: UUID,
    shown: Show,
    threaded_jobs: Jobs,
) -> None:
    threaded = replace(context, jobs=threaded_jobs)
    view = opened(threaded, sample, appeal_id, shown)
    qtbot.waitUntil(lambda: view._loaded is not None, timeout=10_000)
    shown_drafts: list[object] = []
    show = view.main.pane.show_draft
    view.main.pane.show_draft = lambda *args: (shown_drafts.append(view.main.target), show(*args))
    for target in (*[row.id for row in view._loaded.page.addressees], OFFICE,
                   target_of(view, Audience.DETAINING_STATE)):  # fmt: skip
        view.choose(target)
        view.main.draw()
    drawn(qtbot, threaded, view)
    assert shown_drafts == [target_of(view, Audience.DETAINING_STATE)]


def test_what_stops_a_copy_is_said_in_its_place(
    qtbot: QtBot, context: Context, sample: Vault, view: AppealView, appeal_id: UUID
) -> None:
    links = sample.all(AppealPerson, appeal_id=appeal_id)
    context.changes.announce(sample.trash(*links, action=Action("Empty it")))
    qtbot.waitUntil(lambda: bool(view.main.pane.trouble()), timeout=10_000)
    assert view.main.pane.trouble() == "This appeal names nobody yet. Add the first person."
    assert not view.main.pane.export_button.isEnabled()
    context.changes.announce(sample.undo())
    qtbot.waitUntil(lambda: view.main.pane.pdf.page_count() > 0, timeout=10_000)
    assert view.main.pane.trouble() == ""


def test_blanks_of_the_letter_are_named_and_lead_to_their_fields(
    qtbot: QtBot, context: Context, sample: Vault, appeal_id: UUID, shown: Show
) -> None:
    appeal = sample.get(Appeal, appeal_id)
    appeal.organisation = {}
    appeal.contact_signatory_id = None
    sample.save(appeal, action=Action("Forget who writes"))
    view = opened(context, sample, appeal_id, shown)
    drawn(qtbot, context, view)
    assert view.main.pane.warning().startswith("Left blank in the letter: ")
    assert "name of the organisation" in view.main.pane.warning()
    view.main.pane._cure.click()
    assert view.ui.particulars.isVisible()
    field = view.ui.particulars.fields["organisation.name"]
    field.editor.set_value("Ülgi Foundation")
    field.commit()
    qtbot.waitUntil(
        lambda: "name of the organisation" not in view.main.pane.warning(), timeout=10_000
    )
    assert sample.get(Appeal, appeal_id).organisation["name"] == {"en": "Ülgi Foundation"}


# -- the way out -----------------------------------------------------------------------------
def test_export_issues_the_copy_writes_it_and_enters_it_in_the_register(
    qtbot: QtBot, context: Context, sample: Vault, view: AppealView, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    view.main.pane.export_button.click()
    save_as(qtbot, view, path)
    drawn(qtbot, context, view)
    (copy,) = sample.all(Copy, appeal_id=view._appeal_id)
    data = path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == copy.pdf_sha256
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert issue.verify_pdf(sample, data).unaltered
    assert [track._copy.number for track in view.ui.ways.tracks.values()] == [1]
    assert view._loaded.page.appeal.state is AppealState.PRINTED
    (notice,) = context.notices.all
    assert notice.text == "The copy is issued."
    assert view.status.endswith("1 copy issued")


def test_a_copy_is_saved_again_with_the_same_bytes(
    qtbot: QtBot, context: Context, view: AppealView, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    view.main.pane.export_button.click()
    save_as(qtbot, view, first)
    drawn(qtbot, context, view)
    view.ui.go_to("ways")
    (track,) = view.ui.ways.tracks.values()
    qtbot.mouseClick(track.again_button, Qt.MouseButton.LeftButton)
    save_as(qtbot, view, second)
    qtbot.waitUntil(second.exists)
    assert first.read_bytes() == second.read_bytes()


def test_the_office_copy_is_issued_like_any_other(
    qtbot: QtBot, context: Context, sample: Vault, view: AppealView, tmp_path: Path
) -> None:
    for target, name in ((view.main.target, "a.pdf"), (OFFICE, "office.pdf")):
        choose(qtbot, context, view, target)
        view.main.pane.export_button.click()
        save_as(qtbot, view, tmp_path / name)
        drawn(qtbot, context, view)
    copies = sorted(sample.all(Copy, appeal_id=view._appeal_id), key=lambda c: c.number)
    assert [(copy.number, copy.for_office) for copy in copies] == [(1, False), (2, True)]
    assert "What copy 1 does not show" in text_of((tmp_path / "office.pdf").read_bytes())


def test_leaving_the_file_dialog_issues_nothing(
    qtbot: QtBot, sample: Vault, view: AppealView
) -> None:
    view.main.pane.export_button.click()
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    assert dialog.selectedFiles()[0].endswith("appeal-1-host-state.pdf")
    dialog.reject()
    assert sample.all(Copy, appeal_id=view._appeal_id) == []


def test_a_folder_that_takes_no_file_is_said_before_anything_is_issued(
    qtbot: QtBot, context: Context, sample: Vault, view: AppealView, tmp_path: Path
) -> None:
    told: list[str] = []
    context.jobs.failed.connect(lambda error: told.append(str(error)))
    lost = tmp_path / "gone" / "letter.pdf"
    view._outs._export._issue(
        view._appeal_id, view.main.target, view.main.language(), lost, {}, lambda: None
    )
    assert told == ["Nothing can be written to this folder. Choose another one."]
    assert sample.all(Copy, appeal_id=view._appeal_id) == []


def test_an_older_copy_without_pages_says_so(
    qtbot: QtBot, context: Context, sample: Vault, shown: Show
) -> None:
    earlier = next(row.id for row in sample.read(appeal_rows) if row.serial == 2)
    view = opened(context, sample, earlier, shown)
    drawn(qtbot, context, view)
    view.ui.ways.save_asked.emit(view._loaded.page.copies[0].id)
    (notice,) = context.notices.all
    assert "older than the vault" in notice.text


# -- persons and addressees --------------------------------------------------------------------
def test_a_person_is_added_by_search_and_taken_out_again(
    qtbot: QtBot, context: Context, sample: Vault, appeal_id: UUID, view: AppealView
) -> None:
    taken_out = view._loaded.page.persons[0]
    context.changes.announce(
        sample.trash(sample.get(AppealPerson, taken_out.link_id), action=Action("Take out"))
    )
    drawn(qtbot, context, view)
    assert len(view.ui.persons.rows.items()) == 2
    view.ui.persons.add_button.click()
    field = view.ui.persons.picker.field
    qtbot.keyClicks(field, taken_out.case.number)
    qtbot.waitUntil(lambda: bool(view.ui.persons.picker.rows.items()))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    drawn(qtbot, context, view)
    assert view._loaded.page.persons[-1].case.id == taken_out.case.id
    rows = view.ui.persons.rows
    rows.setFocus()
    rows.choose(view._loaded.page.persons[-1].link_id)
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    drawn(qtbot, context, view)
    assert len(view._loaded.page.persons) == 2


def test_nobody_stands_twice_in_an_appeal(qtbot: QtBot, context: Context, view: AppealView) -> None:
    number = view._loaded.page.persons[0].case.number
    view.ui.persons.add_button.click()
    field = view.ui.persons.picker.field
    qtbot.keyClicks(field, number)
    qtbot.waitUntil(lambda: bool(view.ui.persons.picker.rows.items()))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    view._editor.add_persons(view._appeal_id, [view._loaded.page.persons[0].case.id])
    assert len(view._loaded.page.persons) == 3
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not view.ui.persons.picker.isVisible()


def test_a_click_on_a_person_opens_the_case_and_the_cross_takes_it_out(
    qtbot: QtBot, context: Context, view: AppealView
) -> None:
    rows = view.ui.persons.rows
    place = rows.visualRect(rows.model().index(1, 0))
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert context.router.current == Place("case", view._loaded.page.persons[1].case.id)
    gone = view._loaded.page.persons[1].case.id
    cross = rows.cross_of(place).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=cross)
    drawn(qtbot, context, view)
    assert gone not in {row.case.id for row in view._loaded.page.persons}


def test_an_addressee_is_taken_out_and_offered_again(
    qtbot: QtBot, context: Context, view: AppealView
) -> None:
    embassy = target_of(view, Audience.DETAINING_STATE)
    choose(qtbot, context, view, embassy)
    view.ui.addressees.rows.setFocus()
    qtbot.keyClick(view.ui.addressees.rows, Qt.Key.Key_Delete)
    drawn(qtbot, context, view)
    assert embassy not in {row.id for row in view._loaded.page.addressees}
    assert view.main.target == view._loaded.page.addressees[0].id
    assert view.ui.addressees.add_button.isVisible()
    menu = view.ui.addressees.menu()
    next(action for action in menu.actions() if "China" in action.text()).trigger()
    menu.deleteLater()
    drawn(qtbot, context, view)
    assert view.main.target == embassy


def test_an_addressee_with_an_issued_copy_stays(
    qtbot: QtBot, context: Context, view: AppealView, tmp_path: Path
) -> None:
    view.main.pane.export_button.click()
    save_as(qtbot, view, tmp_path / "a.pdf")
    drawn(qtbot, context, view)
    items = {item.key: item for item in view.ui.addressees.rows.items()}
    assert not items[view.main.target].removable
    assert items[target_of(view, Audience.DETAINING_STATE)].removable
    assert "copy 1" in items[view.main.target].spoken


# -- a vault of one's own ------------------------------------------------------------------------
def test_from_an_empty_vault_to_a_written_copy(
    qtbot: QtBot, context: Context, vault: Vault, shown: Show, tmp_path: Path
) -> None:
    case = Detainee(description="A man seen in a field", fictitious=True)
    report = Source(kind=SourceKind.ARTICLE, title="A report", published=True)
    passage = Excerpt(source_id=report.id, text="He was seen in a field.", language="en")
    cited = Citation(excerpt_id=passage.id, detainee_id=case.id, field="description")
    vault.save(case, report, passage, cited, action=Action("Make"))
    appeals = AppealsView(context, vault)
    appeals.resize(1000, 600)
    shown(appeals)
    appeals.open(None)
    assert appeals.status == "no appeals"
    new = next(b for b in appeals.findChildren(QAbstractButton) if b.text() == "New appeal")
    qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(QApplication.focusWidget(), "My first appeal")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    place = context.router.current
    assert place.view == "appeal"
    view = opened(context, vault, place.argument, shown)
    assert view._loaded.page.addressees == ()
    view._editor.add_persons(view._appeal_id, [case.id])
    offered = view.ui.addressees._others
    assert {one.audience for one in offered} >= {Audience.HOST_STATE, Audience.UNITED_NATIONS}
    ministry = next(one for one in offered if one.audience is Audience.HOST_STATE)
    view.ui.addressees.added.emit(ministry)
    drawn(qtbot, context, view)
    assert view.main.pane.pdf.page_count() > 0
    view.main.pane.export_button.click()
    save_as(qtbot, view, tmp_path / "first.pdf")
    drawn(qtbot, context, view)
    assert (tmp_path / "first.pdf").read_bytes().startswith(b"%PDF")


def test_shipped_addressees_are_offered_unless_they_are_known() -> None:
    everybody = shipped_addressees([])
    assert len(everybody) >= 3
    assert all(isinstance(one, Addressee) and one.version == 0 for one in everybody)
    assert shipped_addressees(everybody) == []
    assert len(shipped_addressees(everybody[:1])) == len(everybody) - 1


# -- the list and the particulars ------------------------------------------------------------------
def test_the_list_opens_an_appeal_by_keyboard(
    qtbot: QtBot, context: Context, sample: Vault, shown: Show
) -> None:
    view = AppealsView(context, sample)
    view.resize(1000, 600)
    shown(view)
    context.router.go("appeals")
    view.open(None)
    view.focus_first()
    qtbot.keyClick(view.rows, Qt.Key.Key_Down)
    qtbot.keyClick(view.rows, Qt.Key.Key_Return)
    current = context.router.current
    assert (current.view, sample.get(Appeal, current.argument).serial) == ("appeal", 1)
    view.open(NEW)
    assert view.panel.isVisible()
    assert not view.panel.button.isEnabled()


def test_particulars_commit_when_left_and_say_how_a_date_is_read(
    qtbot: QtBot, context: Context, sample: Vault, appeal_id: UUID, view: AppealView
) -> None:
    view.ui.go_to("particulars")
    fields = view.ui.particulars.fields
    fields["dated"].editor.set_value("2026-06-05")
    fields["dated"].edited.emit("2026-06-05")
    assert "5 Jun 2026" in [label.text() for label in fields["dated"].findChildren(Label)]
    fields["dated"].commit()
    fields["title"].editor.set_value("Second title")
    fields["title"].commit()
    assert sample.get(Appeal, appeal_id).dated.edtf == "2026-06-05"
    assert sample.get(Appeal, appeal_id).title == "Second title"
    assert view.ui._title.text() == "Second title"
    context.changes.announce(sample.undo())
    assert view.ui._title.text() == "Collective appeal of June 2026"
    for typed in ("-1", "many", "501"):
        fields["blank_signature_rows"].editor.set_value(typed)
        fields["blank_signature_rows"].commit()
    assert sample.get(Appeal, appeal_id).blank_signature_rows == 4


def test_who_writes_is_kept_for_each_language(
    context: Context, sample: Vault, appeal_id: UUID, view: AppealView
) -> None:
    before = sample.get(Appeal, appeal_id).organisation["name"]
    field = view.ui.particulars.fields["organisation.name"]
    view.ui.particulars.languages.choose("ru")
    view.ui.particulars._show_organisation()
    assert field.value() == before["ru"]
    field.editor.set_value("Фонд «Үлгі»")
    field.commit()
    after = sample.get(Appeal, appeal_id).organisation["name"]
    assert after == {**before, "ru": "Фонд «Үлгі»"}


def test_an_appeal_in_the_trash_says_so(
    qtbot: QtBot, context: Context, sample: Vault, appeal_id: UUID, view: AppealView
) -> None:
    appeal = sample.get(Appeal, appeal_id)
    context.changes.announce(sample.trash(appeal, action=Action("Trash")))
    assert not view.ui._content.isVisible()
    assert view.ui._gone.isVisible()


# -- looks ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("mirrored", "size"), [(False, LAPTOP), (True, QSize(611, 300))], ids=["laptop", "200 %, rtl"]
)
def test_nothing_sticks_out_in_any_language_or_size(
    qtbot: QtBot,
    context: Context,
    sample: Vault,
    appeal_id: UUID,
    shown: Show,
    language: str,
    mirrored: bool,
    size: QSize,
) -> None:
    dress(theme.LIGHT, mirrored=mirrored)
    view = opened(replace(context, t=translator(language)), sample, appeal_id, shown, size)
    assert not grab(view, size).isNull()
    assert view.width() == size.width()
    for step in ("persons", "letter", "copy", "check", "print", "ways"):
        view.ui.go_to(step)
        QApplication.processEvents()
        assert view.size() == size, step
        shown_now = [
            *(view.ui.steps.button(code) for code in ("persons", "check", "ways")),
            view.main.pane.export_button, view.main.pane.languages, view.ui.middle.tabs,
        ]  # fmt: skip
        for widget in shown_now:
            if widget.isVisible():
                left = widget.mapTo(view, QPoint(0, 0)).x()
                assert left >= 0
                assert left + widget.width() <= view.width()
