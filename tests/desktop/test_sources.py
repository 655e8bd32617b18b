"""The list of sources: filters, order, keyboard, files that are dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from caseapp.desktop.context import Context
from caseapp.desktop.documents.recording import RecordingSurface
from caseapp.desktop.features.sources.file_queue import FileQueue, not_taken
from caseapp.desktop.features.sources.list_view import NEW, Shown, SourcesView
from caseapp.desktop.features.sources.paged import Column, SourcesModel
from caseapp.desktop.features.sources.reader import SourceView
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.router import Place
from caseapp.desktop.widgets.paged import PAGE
from caseapp.domain.vocabulary import Reliability, SourceKind
from caseapp.i18n import translator
from caseapp.store.queries.sources import SourceFilter, SourceRow, source_ids, source_rows
from caseapp.store.records import Attachment, CustodyEntry, Source
from caseapp.store.vault import Vault
from tests.desktop.case_desk import type_into
from tests.desktop.recordings import tone
from tests.desktop.source_desk import ENGLISH, MADE, empty_vault, make_newspaper

Show = Callable[[QWidget], QWidget]
Open = Callable[[], SourcesView]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with empty_vault(tmp_path / "vault") as vault:
        yield vault


@pytest.fixture
def open_list(context: Context, vault: Vault, shown: Show) -> Open:
    def open_() -> SourcesView:
        context.router.go("sources")
        view = SourcesView(context, vault)
        view.resize(1182, 690)
        view.set_compact(False)
        shown(view)
        view.open(None)
        view.focus_first()
        return view

    return open_


def fill(vault: Vault, count: int) -> None:
    kinds, grades = list(SourceKind), list(Reliability)
    vault.save(
        *(Source(kind=kinds[n % len(kinds)], title=f"Source {n:04}", fictitious=True,
                 reliability=grades[n % len(grades)], language="kk" if n % 2 else "ru",
                 published=n % 3 == 0) for n in range(1, count + 1)),
        action=MADE,
    )  # fmt: skip


def titles(view: SourcesView, qtbot: QtBot) -> list[str]:
    model = view.model
    qtbot.waitUntil(lambda: not model.rowCount() or model.row(0) is not None)
    return [model.index(row, Column.TITLE).data() for row in range(model.rowCount())]


def drop(view: SourcesView, paths: Sequence[Path]) -> None:
    """As a person lets files go over the view."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    at, none = view.rect().center(), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, copy, data, left, none)
    QApplication.sendEvent(view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(view, QDropEvent(QPointF(at), copy, data, left, none))


# -- the model -------------------------------------------------------------------------------
def test_the_model_is_what_qt_expects_and_fetches_only_what_is_seen(
    qtbot: QtBot, threaded_jobs: Jobs, vault: Vault
) -> None:
    fill(vault, 300)
    asked: list[int] = []

    def fetch(ids: Sequence[UUID], _progress: object) -> list[SourceRow]:
        asked.append(len(ids))
        return vault.read(lambda session: source_rows(session, ids))

    model = SourcesModel(SourceWords(translator("en")), threaded_jobs, fetch)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ids = vault.read(lambda session: source_ids(session, SourceFilter()))
    for shown in (ids, ids[:10], [], ids[::-1], ids):
        model.set_ids(shown)
        if shown:
            qtbot.waitUntil(lambda: model.row(0) is not None, timeout=5000)
        assert model.rowCount() == len(shown)
    asked.clear()
    for place in range(0, 300, PAGE):
        model.row(place)
    qtbot.waitUntil(lambda: model.row(299) is not None, timeout=5000)
    qtbot.waitUntil(lambda: not threaded_jobs.running and not model._wanted)
    assert len(asked) <= 4
    assert tester.model() is model


# -- the list --------------------------------------------------------------------------------
def test_an_empty_vault_says_what_to_do_next(open_list: Open) -> None:
    view = open_list()
    assert view._none.isVisible()
    assert not view.new_button.isVisible()
    words = [b.text() for b in view._none.findChildren(QPushButton)]
    assert words == ["New source", "From a file…"]
    assert view.status == "no sources"


def test_words_in_any_script_filter_while_typing(
    open_list: Open, vault: Vault, qtbot: QtBot
) -> None:
    make_newspaper(vault)
    letter = Source(kind=SourceKind.LETTER, title="Хат", text="Біз жақсымыз", language="kk")
    vault.save(letter, action=MADE)
    view = open_list()
    QTest.keyClick(view.table, Qt.Key.Key_X)
    assert QApplication.focusWidget() is view.words_field
    view.words_field.clear()
    type_into(view.words_field, "жақсы")
    qtbot.waitUntil(lambda: titles(view, qtbot) == ["Хат"])
    assert view.status == "2 sources · 1 shown"
    QTest.keyClick(view.words_field, Qt.Key.Key_Escape)
    assert len(titles(view, qtbot)) == 2


def test_questions_narrow_the_list_and_are_cleared_again(
    open_list: Open, vault: Vault, qtbot: QtBot
) -> None:
    fill(vault, 24)
    view = open_list()
    for editor, code in (
        (view.filters.kind, SourceKind.LETTER.value), (view.filters.language, "kk"),
    ):  # fmt: skip
        editor.set_value(code)
        editor.activated.emit(editor.currentIndex())
    assert titles(view, qtbot) == ["Source 0015"]
    row = view.model.row(0)
    assert row is not None
    assert (row.kind, row.language) == (SourceKind.LETTER, "kk")
    view.filters.clear.click()
    assert view.model.rowCount() == 24


def test_the_list_is_ordered_by_a_click_on_its_head(
    open_list: Open, vault: Vault, qtbot: QtBot, context: Context
) -> None:
    fill(vault, 12)
    view = open_list()
    assert titles(view, qtbot)[0] == "Source 0012"
    header = view.table.horizontalHeader()
    header.setSortIndicator(int(Column.TITLE), Qt.SortOrder.AscendingOrder)
    assert titles(view, qtbot)[0] == "Source 0001"
    header.setSortIndicator(int(Column.FILES), Qt.SortOrder.AscendingOrder)
    assert titles(view, qtbot)[0] == "Source 0001"  # not a way to order by
    place = context.router.current
    assert place is not None
    assert isinstance(place.argument, Shown)
    assert place.argument.filter.order == "title"


def test_enter_opens_and_the_card_shows_the_chosen_source(
    open_list: Open, vault: Vault, context: Context, qtbot: QtBot
) -> None:
    news = make_newspaper(vault)
    view = open_list()
    qtbot.waitUntil(lambda: view.card.preview is not None)
    assert view.card.preview is not None
    assert [case.excerpts for case in view.card.preview.cases] == [2]
    QTest.keyClick(view.table, Qt.Key.Key_Space)
    assert not view.card.isVisible()
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert context.router.current == Place("source", news.source)


def test_a_new_source_is_a_title_and_a_kind(
    open_list: Open, vault: Vault, context: Context
) -> None:
    view = open_list()
    view.open(NEW)
    assert QApplication.focusWidget() is view.panel.title.editor
    type_into(view.panel.title.editor, "Told at the office")
    view.panel.kind.editor.set_value(SourceKind.TESTIMONY.value)
    QTest.keyClick(view.panel.title.editor, Qt.Key.Key_Return)
    (source,) = vault.all(Source)
    assert (source.title, source.kind) == ("Told at the office", SourceKind.TESTIMONY)
    assert context.router.current == Place("source", source.id)


def test_delete_puts_a_source_in_the_trash(open_list: Open, vault: Vault, qtbot: QtBot) -> None:
    fill(vault, 2)
    view = open_list()
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert titles(view, qtbot) == ["Source 0001"]


def test_narrow_windows_keep_filters_and_card_behind_buttons(open_list: Open, vault: Vault) -> None:
    fill(vault, 3)
    view = open_list()
    view.resize(600, 330)
    view.set_compact(True)
    assert not view.filters.isVisible()
    assert not view.card.isVisible()
    view.filters_button.click()
    assert view.filters.isVisible()
    view.preview_button.click()
    assert view.card.isVisible()


# -- files -----------------------------------------------------------------------------------
def test_dropped_files_become_sources_with_their_words_and_their_custody(
    open_list: Open, vault: Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    article, note = tmp_path / "article.txt", tmp_path / "note.txt"
    article.write_text(ENGLISH, encoding="utf-8")
    note.write_text("Айтылған сөз", encoding="utf-8")
    view = open_list()
    drop(view, [article, note])
    qtbot.waitUntil(lambda: not view.queue.is_busy, timeout=20_000)
    sources = {source.title: source for source in vault.all(Source)}
    assert sources["article"].text.split() == ENGLISH.split()
    assert sources["note"].text == "Айтылған сөз"
    files = {file.source_id: file for file in vault.all(Attachment)}
    file = files[sources["article"].id]
    assert vault.read_attachment(file) == ENGLISH.encode()
    assert {entry.deed for entry in vault.all(CustodyEntry)} == {"collected"}
    assert [line.said() for line in view.queue.lines()] == ["kept", "kept"]
    vault.undo()
    assert len(vault.all(Source)) == 1


def test_another_copy_of_a_text_is_recognised_and_only_set_when_one_says_so(
    open_list: Open, vault: Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    news = make_newspaper(vault)
    copy = tmp_path / "copy.txt"
    copy.write_text(ENGLISH.upper().replace(",", ""), encoding="utf-8")
    view = open_list()
    drop(view, [copy])
    qtbot.waitUntil(lambda: not view.queue.is_busy, timeout=20_000)
    (line,) = view.queue.lines()
    assert "Same text, another copy?" in line.said()
    source = next(s for s in vault.all(Source) if s.id != news.source)
    assert source.same_text_as_id is None
    button = line.findChild(QPushButton, "another-copy")
    assert button is not None
    button.click()
    said = vault.get(Source, source.id)
    assert said is not None
    assert said.same_text_as_id == news.source


def test_what_cannot_be_taken_is_said_beside_the_file_and_the_rest_goes_on(
    open_list: Open, vault: Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    empty, folder, good = tmp_path / "empty.txt", tmp_path / "folder", tmp_path / "good.txt"
    empty.touch()
    folder.mkdir()
    good.write_text("words", encoding="utf-8")
    view = open_list()
    drop(view, [empty, folder, good, tmp_path / "gone.txt"])
    qtbot.waitUntil(lambda: not view.queue.is_busy, timeout=20_000)
    said = [line.said() for line in view.queue.lines()]
    assert said[0] == "empty.txt is empty. Nothing was added."
    assert said[1] == "kept"
    assert said[2].startswith("gone.txt cannot be read.")
    assert said[3] == "folder holds no files."
    assert len(vault.all(Source)) == 1
    view.queue.close_button.click()
    assert not view.queue.isVisible()


def test_a_reprint_is_offered_with_how_much_of_it_is_here(
    open_list: Open, vault: Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    news = make_newspaper(vault)
    copy = tmp_path / "copy.txt"
    copy.write_text(f"Printed elsewhere\n\n{ENGLISH[: len(ENGLISH) * 3 // 4]}", encoding="utf-8")
    view = open_list()
    drop(view, [copy])
    qtbot.waitUntil(lambda: not view.queue.is_busy, timeout=20_000)
    (line,) = view.queue.lines()
    assert "% of its words are in no. 1" in line.said()
    button = line.findChild(QPushButton, "another-copy")
    assert button is not None
    button.click()
    assert line.said() == "Another copy of no. 1"
    assert {s.same_text_as_id for s in vault.all(Source)} == {None, news.source}


def test_the_very_same_file_is_said_to_be_here_and_kept_again_only_when_one_says_so(
    open_list: Open, vault: Vault, tmp_path: Path, qtbot: QtBot, context: Context
) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("A few words.", encoding="utf-8")
    view = open_list()
    drop(view, [tmp_path / "one.txt", tmp_path / "two.txt"])
    qtbot.waitUntil(lambda: not view.queue.is_busy, timeout=20_000)
    line = view.queue.lines()[1]
    assert line.said().startswith("here already, as no. 1")
    assert len(vault.all(Source)) == 1
    button = line.findChild(QPushButton, "keep-too")
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: line.is_kept)
    assert len(vault.all(Source)) == 2


def test_a_folder_is_read_file_by_file_and_goes_on_behind_another_view(
    open_list: Open, vault: Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "box"
    (folder / "page_files").mkdir(parents=True)
    (folder / "page_files" / "a.png").write_bytes(b"x")
    (folder / "page.html").write_text(f"<html><body><p>{ENGLISH}</p></body></html>")
    (folder / "note.txt").write_text("words", encoding="utf-8")
    view = open_list()
    drop(view, [folder])
    view.hide()
    qtbot.waitUntil(lambda: not view.queue.is_busy, timeout=20_000)
    view.show()
    assert [line.said() for line in view.queue.lines()] == [
        "kept", "kept; 1 file beside it is part of the page",
    ]  # fmt: skip
    assert len(vault.all(Source)) == 2


def test_what_waits_when_the_window_is_locked_is_counted_and_not_read(
    vault: Vault, context: Context, tmp_path: Path, shown: Show, threaded_jobs: Jobs, qtbot: QtBot
) -> None:
    slow = replace(context, jobs=threaded_jobs)
    queue = FileQueue(slow, vault, SourceWords(slow.t))
    shown(queue)
    paths = [tmp_path / f"{n}.txt" for n in range(6)]
    for path in paths:
        path.write_text(f"Text of {path.name}.", "utf-8")
    queue.kept.connect(lambda _source: threaded_jobs.cancel_all())
    queue.take(paths)
    qtbot.waitUntil(lambda: len(queue.lines()) == 6 and not queue.is_busy, timeout=20_000)
    qtbot.waitUntil(lambda: not threaded_jobs.running, timeout=20_000)
    assert len(vault.all(Source)) + not_taken(vault) == 6
    assert len(vault.all(Source)) == 1


def test_the_queue_can_be_stopped_and_keeps_what_was_kept(
    vault: Vault, context: Context, tmp_path: Path, shown: Show, threaded_jobs: Jobs, qtbot: QtBot
) -> None:
    slow = replace(context, jobs=threaded_jobs)
    queue = FileQueue(slow, vault, SourceWords(slow.t))
    shown(queue)
    paths = [tmp_path / f"{n}.txt" for n in range(6)]
    for path in paths:
        path.write_text(f"words of {path.name}", encoding="utf-8")
    queue.kept.connect(lambda _source: queue.stop())
    queue.take(paths)
    qtbot.waitUntil(lambda: len(queue.lines()) == 6 and not queue.is_busy, timeout=20_000)
    said = [line.said() for line in queue.lines()]
    assert said[0] == "kept"
    assert set(said[1:]) == {"stopped, not kept"}
    assert len(vault.all(Source)) == 1
    assert queue.close_button.isEnabled()


def test_what_waits_is_read_on_after_the_window_was_built_anew(
    vault: Vault, context: Context, tmp_path: Path, threaded_jobs: Jobs, qtbot: QtBot
) -> None:
    slow = replace(context, jobs=threaded_jobs)
    first = FileQueue(slow, vault, SourceWords(slow.t))
    paths = [tmp_path / f"{n}.txt" for n in range(4)]
    for path in paths:
        path.write_text(f"words of {path.name}", encoding="utf-8")
    first.take(paths)
    qtbot.waitUntil(lambda: len(first.lines()) == 4)
    delete(first)
    second = FileQueue(slow, vault, SourceWords(slow.t))
    qtbot.addWidget(second)
    qtbot.waitUntil(lambda: len(vault.all(Source)) == 4 and not second.is_busy, timeout=20_000)
    assert sorted(source.title for source in vault.all(Source)) == ["0", "1", "2", "3"]


def test_what_a_file_says_of_itself_is_taken_over_with_one_click(
    open_list: Open, vault: Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("one", "two"):
        text = f"A meeting in {name}\nMarch 4, 2018\n\nSomebody told us of it at length."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    view = open_list()
    drop(view, [tmp_path / "one.txt", tmp_path / "two.txt"])
    qtbot.waitUntil(lambda: not view.queue.is_busy, timeout=20_000)
    assert {source.title for source in vault.all(Source)} == {"one", "two"}
    view.queue.take_button.click()
    held = {source.title: source.dated.text for source in vault.all(Source)}
    assert held == {"A meeting in one": "March 4, 2018", "A meeting in two": "March 4, 2018"}
    assert not view.queue.take_button.isVisible()


def test_a_dropped_recording_is_kept_and_can_be_played(
    open_list: Open, vault: Vault, context: Context, tmp_path: Path, qtbot: QtBot, shown: Show
) -> None:
    (tmp_path / "voice.wav").write_bytes(tone())
    view = open_list()
    drop(view, [tmp_path / "voice.wav"])
    qtbot.waitUntil(lambda: not view.queue.is_busy, timeout=20_000)
    (line,) = view.queue.lines()
    assert line.said() == "kept"
    (file,) = vault.all(Attachment)
    assert (file.media_type, file.unreadable) == ("audio/wav", False)
    reader = SourceView(context, vault)
    shown(reader)
    reader.open(file.source_id)
    qtbot.waitUntil(lambda: isinstance(reader.document.surface(), RecordingSurface))
    surface = reader.document.surface()
    assert isinstance(surface, RecordingSurface)
    qtbot.waitUntil(lambda: surface.player.length() > 0, timeout=10_000)
    reader.document.close_document()
