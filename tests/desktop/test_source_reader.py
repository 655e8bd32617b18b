"""The reader as a person works with it: passages, excerpts, claims, texts, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.documents.recording import RecordingSurface
from caseapp.desktop.features.sources import deeds
from caseapp.desktop.features.sources.document import OF_FILE, TEXT, TRANSLATED
from caseapp.desktop.features.sources.excerpts_panel import ALL, HERE, MOST
from caseapp.desktop.shell.router import Place
from caseapp.domain.vocabulary import (
    Bearing,
    Credibility,
    EventKind,
    ExcerptKind,
    Reliability,
    SourceKind,
)
from caseapp.intake.excerpts import ClaimDraft, ExcerptDraft, keep_excerpt
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import (
    Attachment,
    Citation,
    Contact,
    Detainee,
    Event,
    Excerpt,
    NameForm,
    Source,
)
from caseapp.store.vault import Vault
from tests.desktop.case_desk import full_disk, type_into
from tests.desktop.recordings import tone
from tests.desktop.source_desk import (
    CALLED,
    EMPTY,
    ENGLISH,
    KAZAKH,
    MADE,
    SEEN,
    Newspaper,
    SourceDesk,
    attach_file,
    empty_vault,
    make_newspaper,
    pdf,
    place_of,
    scan,
)

Show = Callable[[QWidget], QWidget]
Open = Callable[..., SourceDesk]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with empty_vault(tmp_path / "vault") as vault:
        yield vault


@pytest.fixture
def news(vault: Vault) -> Newspaper:
    return make_newspaper(vault)


@pytest.fixture
def read(context: Context, vault: Vault, shown: Show) -> Open:
    """Opens the reader as the desk does."""

    def open_(argument: object) -> SourceDesk:
        desk = SourceDesk(context, vault, argument)
        shown(desk.view)
        desk.view.focus_first()
        return desk

    return open_


def button(inside: QWidget, name: str) -> QAbstractButton:
    found = [b for b in inside.findChildren(QAbstractButton, name) if b.isVisible()]
    assert found, name
    return found[0]


# -- excerpts --------------------------------------------------------------------------------
def test_select_then_s_then_ctrl_enter_keeps_excerpt_and_citation_as_one_deed(
    read: Open, news: Newspaper
) -> None:
    desk = read(news.source)
    desk.mark_out(CALLED)
    desk.press(Qt.Key.Key_S)
    assert desk.view.form.is_open
    desk.keep()
    kept = next(e for e in desk.excerpts() if e.text == CALLED)
    (cited,) = desk.cited(kept)
    assert (cited.bearing, cited.event_id) == (Bearing.SUPPORTS, news.seen)
    assert kept.locator == place_of(CALLED)
    assert (kept.place, kept.language) == ("paragraph 5", "en")
    assert not desk.view.form.is_open
    desk.undo.undo.trigger()
    assert len(desk.excerpts()) == 2
    assert desk.vault.all(Citation, excerpt_id=kept.id) == []


def test_an_excerpt_is_kept_by_keyboard_alone(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.press(Qt.Key.Key_Home, CTRL)
    for _ in range(2):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    passage = desk.view.document.passage()
    assert passage is not None
    desk.press(Qt.Key.Key_S)
    desk.keep()
    kept = desk.excerpts()[-1]
    assert kept.text == passage[1].text != ""
    assert len(desk.cited(kept)) == 1
    focused = QApplication.focusWidget()
    assert focused is not None
    assert desk.view.document.isAncestorOf(focused)


def test_claims_of_another_case_are_not_cited_by_mistake(
    read: Open, news: Newspaper, vault: Vault
) -> None:
    other = Detainee(description="somebody else")
    vault.save(other, action=MADE)
    claim = ClaimDraft(other.id, Bearing.SUPPORTS, event_id=news.seen)
    with pytest.raises(ConflictError):
        keep_excerpt(vault, news.source, ExcerptDraft("words", {}), claim)
    assert len(vault.all(Excerpt)) == 2


def test_the_place_of_a_passage_is_exact_to_the_character(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.mark_out("“They said that it was for a check")
    desk.press(Qt.Key.Key_E)
    desk.keep()
    kept = desk.excerpts()[-1]
    assert ENGLISH[kept.locator["start"] : kept.locator["end"]] == kept.text


def test_e_keeps_a_passage_without_a_claim(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.mark_out(CALLED)
    desk.press(Qt.Key.Key_E)
    desk.keep()
    kept = next(e for e in desk.excerpts() if e.text == CALLED)
    assert desk.cited(kept) == []


def test_c_contradicts(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.mark_out(CALLED)
    desk.press(Qt.Key.Key_C)
    desk.keep()
    kept = next(e for e in desk.excerpts() if e.text == CALLED)
    assert [c.bearing for c in desk.cited(kept)] == [Bearing.CONTRADICTS]


def test_without_a_case_the_form_asks_for_one_and_finds_it_in_any_script(
    read: Open, vault: Vault, qtbot: QtBot
) -> None:
    news = make_newspaper(vault, excerpts=False)
    desk = read(news.source)
    desk.mark_out(CALLED)
    desk.press(Qt.Key.Key_S)
    about = desk.view.form.about
    assert QApplication.focusWidget() is about.field
    type_into(about.field, "努尔兰")
    qtbot.waitUntil(lambda: bool(about.lines()))
    assert "born 1979" in about.lines()[0].accessibleName()
    desk.press(Qt.Key.Key_Return)
    assert about.choice is not None
    assert about.choice.key == news.case
    assert "Tekes county" in about.choice.words.detail
    desk.keep()
    assert desk.excerpts() == []  # what it supports was not chosen: two events
    claim = desk.view.form.claim.editor
    claim.setCurrentIndex(claim.findText("Taken into custody, Oct 2017"))
    desk.keep()
    (kept,) = desk.excerpts()
    assert [c.event_id for c in desk.cited(kept)] == [news.taken]


def test_a_new_event_is_made_in_the_same_deed(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.mark_out(CALLED)
    desk.press(Qt.Key.Key_S)
    claim = desk.view.form.claim
    claim.editor.setCurrentIndex(claim.editor.findText("New event…"))
    claim.editor.activated.emit(claim.editor.currentIndex())
    claim.kind.set_value(EventKind.INTERROGATED.value)
    claim.when.editor.setFocus()
    type_into(claim.when.editor, "autumn 2017")
    desk.keep()
    kept = next(e for e in desk.excerpts() if e.text == CALLED)
    (cited,) = desk.cited(kept)
    made = desk.vault.get(Event, cited.event_id)
    assert made is not None
    assert (made.kind, made.when.text) == (EventKind.INTERROGATED, "autumn 2017")
    desk.undo.undo.trigger()
    assert {e.id for e in desk.vault.all(Event, detainee_id=news.case)} == {news.taken, news.seen}


def test_a_fact_of_the_person_can_be_the_claim(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.mark_out("Her husband, Nurlan Ulgibai, a herdsman and driver")
    desk.press(Qt.Key.Key_S)
    claim = desk.view.form.claim.editor
    claim.setCurrentIndex(claim.findText("Occupation"))
    desk.view.form.credibility.choose(Credibility.PROBABLE.value)
    desk.view.form.sensitive.setChecked(True)
    desk.keep()
    kept = desk.excerpts()[-1]
    (cited,) = desk.cited(kept)
    assert (cited.detainee_id, cited.field) == (news.case, "occupation")
    assert (kept.credibility, kept.sensitive) == (Credibility.PROBABLE, True)


def test_one_excerpt_can_be_cited_for_another_claim(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.view.excerpt_desk.go_to(news.excerpts[0])
    button(desk.view, "also-for").click()
    claim = desk.view.form.claim.editor
    claim.setCurrentIndex(claim.findText("Name"))
    desk.keep()
    excerpt = desk.vault.get(Excerpt, news.excerpts[0])
    assert excerpt is not None
    assert [(c.event_id, c.field) for c in desk.cited(excerpt)] == [(news.seen, ""), (None, "name")]


def test_a_translation_needs_its_language(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.mark_out(CALLED)
    desk.press(Qt.Key.Key_E)
    form = desk.view.form
    form.more.click()
    form.translation.editor.set_value("Қазанда оны шақырды.")
    desk.keep()
    assert form.is_open
    form.to_language.editor.set_value("kk")
    form.translator.editor.set_value("Office 1")
    desk.keep()
    kept = desk.excerpts()[-1]
    assert kept.translations == {"kk": "Қазанда оны шақырды."}
    assert kept.translator == "Office 1"


def test_esc_closes_the_bar_and_then_the_form_and_nothing_is_kept(
    read: Open, news: Newspaper
) -> None:
    desk = read(news.source)
    desk.mark_out(CALLED)
    assert desk.view.bar.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert not desk.view.bar.isVisible()
    desk.view.document.clear_selection()
    desk.mark_out(CALLED)
    desk.press(Qt.Key.Key_E)
    QTest.keyClick(desk.view.form, Qt.Key.Key_Escape)
    assert not desk.view.form.is_open
    assert len(desk.excerpts()) == 2


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("words", [CALLED, ENGLISH.split("\n")[0], ENGLISH.strip()])
def test_the_bar_never_covers_the_passage(
    read: Open, news: Newspaper, qapp: QApplication, words: str, mirrored: bool
) -> None:
    way = Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
    qapp.setLayoutDirection(way)
    desk = read(news.source)
    desk.mark_out(words)
    area, bar = desk.view.document, desk.view.bar
    assert bar.isVisible()
    passage = area.passage_rect() & area.room()
    assert not bar.geometry().intersects(passage)
    assert area.rect().contains(bar.geometry())


def test_copying_is_the_persons_deed(read: Open, news: Newspaper) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    desk = read(news.source)
    desk.mark_out(CALLED)
    assert clipboard.text() == ""
    desk.view.bar.copy.click()
    assert clipboard.text() == CALLED
    clipboard.clear()


# -- the excerpts beside the document --------------------------------------------------------
def test_excerpts_stand_in_the_order_of_the_document_with_their_numbers(
    read: Open, news: Newspaper
) -> None:
    desk = read(news.source)
    marks = desk.view.document.original.surface.marks()
    assert [(m.number, m.bearing) for m in marks] == [(1, "supports"), (2, "contradicts")]
    cards = desk.view.excerpts.cards()
    assert [card.row.excerpt.text for card in cards if card.row] == [SEEN, EMPTY]
    assert "supports Nurlan Ulgibai" in cards[0].accessibleName()


def test_a_click_on_either_side_shows_the_other(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    surface = desk.view.document.original.surface
    surface.marked_clicked.emit(news.excerpts[1])
    assert desk.view.current == news.excerpts[1]
    assert [m.key for m in surface.marks() if m.current] == [news.excerpts[1]]
    QTest.mouseClick(desk.view.excerpts.cards()[0], Qt.MouseButton.LeftButton)
    assert [m.key for m in surface.marks() if m.current] == [news.excerpts[0]]


def test_n_goes_from_excerpt_to_excerpt(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    for expected in (*news.excerpts, news.excerpts[0]):
        desk.press(Qt.Key.Key_N)
        assert desk.view.current == expected


def test_of_hundreds_of_excerpts_those_around_the_current_one_stand_there(
    read: Open, vault: Vault
) -> None:
    words = [f"Passage {number:03}." for number in range(200)]
    source = Source(kind=SourceKind.REPORT, text=" ".join(words), fictitious=True)
    starts = [source.text.index(passage) for passage in words]
    made = [
        Excerpt(source_id=source.id, text=passage, locator={"start": at, "end": at + len(passage)})
        for at, passage in zip(starts, words, strict=True)
    ]
    vault.save(source, *made, action=Action("Many"))
    desk = read((source.id, made[150].id))
    panel = desk.view.excerpts
    texts = [card.row.excerpt.text for card in panel.cards() if card.row]
    assert len(texts) == MOST
    assert words[150] in texts
    assert [b.text() for b in (panel._earlier, panel._later)] == [
        "120 earlier excerpts", "20 later excerpts",
    ]  # fmt: skip
    panel._later.click()
    assert [card.row.excerpt.text for card in panel.cards() if card.row] == words[-MOST:]
    assert panel._later.isHidden()
    for _ in range(3):
        panel._earlier.click()
    assert [card.row.excerpt.text for card in panel.cards() if card.row] == words[:MOST]
    assert panel._earlier.isHidden()


def test_the_reader_opens_at_an_excerpt(read: Open, news: Newspaper) -> None:
    desk = read((news.source, news.excerpts[1]))
    assert desk.view.current == news.excerpts[1]


def test_trashing_an_excerpt_is_one_undo(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.view.excerpt_desk.go_to(news.excerpts[0])
    button(desk.view, "trash-excerpt").click()
    assert [e.id for e in desk.excerpts()] == [news.excerpts[1]]
    assert desk.vault.all(Citation, excerpt_id=news.excerpts[0]) == []
    desk.undo.undo.trigger()
    assert len(desk.excerpts()) == 2
    assert len(desk.vault.all(Citation, excerpt_id=news.excerpts[0])) == 1


def test_an_excerpt_is_edited_where_it_stands(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.view.excerpt_desk.go_to(news.excerpts[0])
    button(desk.view, "edit-excerpt").click()
    card = desk.view.excerpts.card(news.excerpts[0])
    assert card is not None
    assert card.form is not None
    card.form.field("credibility").editor.set_value(Credibility.CONFIRMED.value)
    card.form.field("credibility").commit()
    card.translation("en").editor.set_value("the same in English")
    card.translation("en").commit()
    excerpt = desk.vault.get(Excerpt, news.excerpts[0])
    assert excerpt is not None
    assert excerpt.credibility is Credibility.CONFIRMED
    assert excerpt.translations == {"en": "the same in English"}


def test_the_case_behind_a_claim_is_one_click_away(
    read: Open, news: Newspaper, context: Context
) -> None:
    desk = read(news.source)
    desk.view.excerpts.cards()[0].case_asked.emit(news.case)
    assert context.router.current == Place("case", news.case)


def test_alt_down_goes_to_the_next_source(
    read: Open, news: Newspaper, vault: Vault, context: Context
) -> None:
    newer = Source(kind=SourceKind.LETTER, title="A letter")
    vault.save(newer, action=MADE)
    desk = read(newer.id)
    assert desk.view.status == "Source 1 of 2"
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert context.router.current == Place("source", news.source)


# -- texts -----------------------------------------------------------------------------------
def test_excerpts_follow_their_words_when_the_text_is_edited(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.view.document.type_original()
    editor = desk.view.document.original.editor
    editor.set_value("A line before.\n" + ENGLISH.replace(EMPTY, "It was empty by then."))
    desk.view.document.original.stop()
    first, second = (desk.vault.get(Excerpt, key) for key in news.excerpts)
    source = desk.vault.get(Source, news.source)
    assert first is not None
    assert second is not None
    assert source is not None
    assert source.text[first.locator["start"] : first.locator["end"]] == SEEN
    assert "start" not in second.locator
    assert second.text == EMPTY
    assert any("not found" in n.text for n in desk.context.notices.all)
    assert "not found in the text" in desk.view.excerpts.cards()[-1].accessibleName()
    desk.undo.undo.trigger()
    back = desk.vault.get(Excerpt, news.excerpts[1])
    assert back is not None
    assert back.locator == place_of(EMPTY)


def test_a_text_that_cannot_be_kept_stays_in_the_editor_to_its_last_letter(
    read: Open, news: Newspaper
) -> None:
    desk = read(news.source)
    typed = ENGLISH + "A line at the end. " * 900
    desk.view.document.type_original()
    pane = desk.view.document.original
    pane.editor.set_value(typed)
    with full_disk(desk.vault):
        pane.stop()
    assert pane.is_typing
    assert pane.editor.value() == typed
    assert any("not kept" in notice.text for notice in desk.context.notices.all)
    pane.stop()
    kept = desk.vault.get(Source, news.source)
    assert kept is not None
    assert kept.text == typed


def test_the_words_of_a_file_never_become_the_text_of_another_source(
    read: Open, news: Newspaper, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach_file(vault, news.source, b"Words of the file", "words.txt", "text/plain")
    other = Source(kind=SourceKind.ARTICLE, title="Another")
    vault.save(other, action=MADE)
    desk = read(news.source)
    (file,) = vault.all(Attachment, source_id=news.source)
    really = deeds.read_document

    def slow(*args: object) -> object:
        desk.view.open(other.id)  # somebody reads on while the file is being read
        return really(*args)

    monkeypatch.setattr(deeds, "read_document", slow)
    desk.view.deeds.read_file_text(file)
    texts = {one.id: one.text for one in vault.all(Source)}
    assert texts == {news.source: "Words of the file", other.id: ""}


def test_a_testimony_is_typed_here_and_then_read(read: Open, vault: Vault) -> None:
    source = Source(kind=SourceKind.TESTIMONY, title="Told at the office")
    vault.save(source, action=MADE)
    desk = read(source.id)
    assert QApplication.focusWidget() is desk.view.document.type_button
    desk.press(Qt.Key.Key_Space)
    typed = "He was taken in October.\nNobody has heard of him since."
    desk.view.document.original.editor.insertPlainText(typed)
    desk.press(Qt.Key.Key_Return, CTRL)
    kept = vault.get(Source, source.id)
    assert kept is not None
    assert kept.text == typed
    desk.view.document.original.finish.click()
    desk.mark_out("Nobody has heard of him since.", typed)
    desk.press(Qt.Key.Key_E)
    desk.keep()
    assert [e.place for e in desk.excerpts()] == ["paragraph 2"]


def test_a_translation_is_typed_beside_the_original(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.view.particulars.translation_asked.emit("ru")
    pane = desk.view.document.translation
    assert pane.is_typing
    assert desk.view.document.original.isVisible()
    pane.editor.set_value("Двадцать два из одного села")
    pane.translator.setText("Office 2")
    pane.finish.click()
    source = desk.vault.get(Source, news.source)
    assert source is not None
    assert source.wordings["text"]["ru"] == "Двадцать два из одного села"
    assert source.wordings["translator"]["ru"] == "Office 2"
    assert source.wordings["text"]["kk"] == KAZAKH
    assert f"{TRANSLATED}ru" in [code for code, _n, _t in desk.view.document.modes()]


def test_a_passage_of_a_translation_keeps_the_original_paragraph(read: Open, vault: Vault) -> None:
    news = make_newspaper(vault, excerpts=False, original=KAZAKH)
    desk = read(news.source)
    desk.view.set_mode(f"{TRANSLATED}en")
    surface = desk.view.document.translation.surface
    surface.setFocus()
    assert surface.select(place_of(CALLED))
    desk.press(Qt.Key.Key_E)
    desk.keep()
    (kept,) = desk.excerpts()
    assert kept.text == KAZAKH[kept.locator["start"] : kept.locator["end"]]
    assert kept.text.startswith("Қазан айында оны кешкісін")
    assert kept.translations == {"en": CALLED}
    assert kept.translator == "Office 1"
    assert [m.locator for m in surface.marks()] == [place_of(CALLED)]


def test_words_marked_out_on_both_sides_belong_together(read: Open, vault: Vault) -> None:
    news = make_newspaper(vault, excerpts=False, original=KAZAKH)
    desk = read(news.source)
    desk.view.set_mode(f"{TRANSLATED}en")
    desk.view.header.beside.setChecked(True)
    words = "Көршісі терезелері жабылған автобус көрген."
    desk.mark_out(words, KAZAKH)
    surface = desk.view.document.translation.surface
    surface.setFocus()
    assert surface.select(place_of("A neighbour saw a bus with covered windows."))
    desk.press(Qt.Key.Key_E)
    desk.keep()
    (kept,) = desk.excerpts()
    assert kept.text == words
    assert kept.translations == {"en": "A neighbour saw a bus with covered windows."}


def test_two_texts_scroll_in_step(read: Open, vault: Vault, qtbot: QtBot) -> None:
    news = make_newspaper(vault, excerpts=False, original=KAZAKH)
    desk = read(news.source)
    desk.view.resize(900, 420)
    desk.view.set_mode(f"{TRANSLATED}en")
    desk.view.header.beside.setChecked(True)
    document = desk.view.document
    one, other = document.original.surface, document.translation.surface
    leader, follower = (s.findChild(type(one.focusProxy())) for s in (one, other))
    bar = leader.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(bar.maximum() // 2)
    top = leader.cursorForPosition(QRect(1, 1, 1, 1).topLeft()).blockNumber()
    assert follower.cursorForPosition(QRect(1, 1, 1, 1).topLeft()).blockNumber() == top > 0


# -- files -----------------------------------------------------------------------------------
def test_a_part_of_a_scan_is_kept_with_its_place_and_a_summary(
    read: Open, news: Newspaper, vault: Vault, qtbot: QtBot
) -> None:
    file = attach_file(vault, news.source, scan(), "page4.png", "image/png")
    desk = read(news.source)
    desk.view.set_mode(f"{OF_FILE}{file.id.hex}")
    qtbot.waitUntil(lambda: desk.view.document.file_pane.surface is not None)
    surface = desk.view.document.surface()
    assert surface is not None
    qtbot.waitUntil(lambda: surface.canvas.count() == 1)
    surface.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        for _ in range(4):
            desk.press(key, Qt.KeyboardModifier.ShiftModifier)
    passage = desk.view.document.passage()
    assert passage is not None
    desk.press(Qt.Key.Key_E)
    form = desk.view.form
    assert form.is_open
    desk.keep()
    assert form.is_open  # a picture has no words: they must be said
    form.summary.editor.set_value("A photograph of a man, with his name beneath.")
    desk.keep()
    kept = desk.excerpts()[-1]
    assert kept.kind is ExcerptKind.SUMMARY
    assert kept.locator["file"] == file.id.hex
    assert kept.locator["box"] == passage[1].locator["box"]


def test_an_excerpt_of_a_page_shows_that_page_and_only_those_of_it(
    read: Open, news: Newspaper, vault: Vault, qtbot: QtBot
) -> None:
    file = attach_file(vault, news.source, pdf(["First page", "Second page"]), "a.pdf",
                       "application/pdf")  # fmt: skip
    excerpt = Excerpt(source_id=news.source, text="Second page",
                      locator={"page": 2, "box": [0.1, 0.1, 0.5, 0.2]})  # fmt: skip
    vault.save(excerpt, action=MADE)
    desk = read(news.source)
    assert desk.view.document.mode == TEXT
    desk.view.excerpt_desk.go_to(excerpt.id)
    assert desk.view.document.mode == f"{OF_FILE}{file.id.hex}"
    qtbot.waitUntil(lambda: desk.view.document.page_in_view() == 2)
    panel = desk.view.excerpts
    panel.scope.choose(HERE)
    panel.scope_chosen.emit()
    assert [c.row.excerpt.id for c in panel.cards() if c.row] == [excerpt.id]
    panel.scope.choose(ALL)
    panel.scope_chosen.emit()
    assert len(panel.cards()) == 3


def test_a_span_of_a_recording_is_kept_in_seconds(
    read: Open, news: Newspaper, vault: Vault, qtbot: QtBot
) -> None:
    file = attach_file(vault, news.source, tone(20), "told.wav", "audio/wav")
    desk = read(news.source)
    desk.view.set_mode(f"{OF_FILE}{file.id.hex}")
    surface = desk.view.document.surface()
    assert isinstance(surface, RecordingSurface)
    qtbot.waitUntil(lambda: surface.player.length() > 19, timeout=8000)
    surface.setFocus()
    desk.press(Qt.Key.Key_I)
    surface.player.seek(5)
    qtbot.waitUntil(lambda: surface.player.at() > 4.5, timeout=5000)
    desk.press(Qt.Key.Key_O)
    desk.press(Qt.Key.Key_S)
    desk.view.form.summary.editor.set_value("The voice says that he was taken.")
    desk.view.form.kind.set_value(ExcerptKind.SUMMARY.value)
    desk.keep()
    kept = desk.excerpts()[-1]
    assert kept.locator["from"] == pytest.approx(0, abs=0.3)
    assert kept.locator["to"] == pytest.approx(5, abs=0.6)
    assert kept.locator["file"] == file.id.hex
    assert [m.key for m in surface.marks() if m.current] == [kept.id]
    desk.view.document.close_document()


def test_the_text_of_a_file_is_read_and_excerpts_stay_with_their_words(
    read: Open, news: Newspaper, vault: Vault, qtbot: QtBot
) -> None:
    words = "Read out of the file.\n" + SEEN
    attach_file(vault, news.source, words.encode(), "words.txt", "text/plain")
    desk = read(news.source)
    desk.view.header.particulars.click()
    button(desk.view, "read-text").click()

    def text() -> str:
        source = vault.get(Source, news.source)
        return source.text if source is not None else ""

    qtbot.waitUntil(lambda: text().split() == words.split(), timeout=20_000)
    first = vault.get(Excerpt, news.excerpts[0])
    assert first is not None
    assert text()[first.locator["start"] : first.locator["end"]] == SEEN


# -- particulars -----------------------------------------------------------------------------
def test_reliability_and_particulars_are_kept_when_left(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.view.header.grade_chosen.emit(Reliability.B)
    desk.view.header.particulars.click()
    form = desk.view.particulars.form
    form.field("author").editor.setFocus()
    type_into(form.field("author").editor, "A. Author")
    desk.press(Qt.Key.Key_Tab)
    form.field("published").editor.set_value("no")
    form.field("published").commit()
    source = desk.vault.get(Source, news.source)
    assert source is not None
    assert (source.reliability, source.author, source.published) == (
        Reliability.B, "A. Author", False,
    )  # fmt: skip
    assert desk.view.header.grade.text() == "B · usually reliable"


def test_who_testifies_is_told_apart_from_namesakes(
    read: Open, news: Newspaper, vault: Vault, qtbot: QtBot
) -> None:
    contacts = [Contact(region=region) for region in ("Almaty", "Astana")]
    names = [NameForm(contact_id=c.id, text="Айман Үлгібай", script="kk-Cyrl") for c in contacts]
    vault.save(*contacts, *names, action=MADE)
    desk = read(news.source)
    desk.view.header.particulars.click()
    picker = desk.view.particulars.testifier
    picker.line.click()
    type_into(picker.field, "айман")
    qtbot.waitUntil(lambda: len(picker.lines()) == 2)
    line = next(one for one in picker.lines() if "Astana" in one.accessibleName())
    line.click()
    source = vault.get(Source, news.source)
    assert source is not None
    assert source.testifier_id == contacts[1].id


def test_a_source_in_the_trash_can_be_taken_out(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.view.particulars.trash_asked.emit()
    assert desk.view.back_button.isVisible()
    desk.view.back_button.click()
    assert desk.view.header.isVisible()


def test_narrow_windows_show_one_part_and_reach_the_other(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.view.resize(600, 330)
    desk.view.set_compact(True)
    assert desk.view.document.isVisible()
    assert not desk.view.excerpts.isVisible()
    desk.mark_out(CALLED)
    desk.press(Qt.Key.Key_S)
    assert desk.view.form.isVisible()
    assert not desk.view.document.isVisible()
    desk.keep()
    assert desk.view.document.isVisible()
    assert len(desk.excerpts()) == 3


def test_every_control_has_a_name(read: Open, news: Newspaper) -> None:
    desk = read(news.source)
    desk.view.header.particulars.click()
    desk.view.excerpt_desk.go_to(news.excerpts[0])
    for one in desk.view.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            proxied = one.focusProxy()
            assert one.accessibleName() or proxied is not None, one


def test_the_palette_offers_to_look_for_the_cases_that_the_source_names(
    read: Open, news: Newspaper, context: Context
) -> None:
    desk = read(news.source)
    by_icon = {command.icon: command for command in desk.view.commands()}
    by_icon["scan-search"].run()
    assert context.router.current == Place("lists", news.source)
