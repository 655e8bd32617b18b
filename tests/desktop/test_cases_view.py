"""The list of all cases: search while typing, order, keyboard, the card beside it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.cases.audiences import may_be_named_to
from caseapp.desktop.features.cases.columns import ROOMS, Column
from caseapp.desktop.features.cases.model import CasesModel
from caseapp.desktop.features.cases.new_case import case_records
from caseapp.desktop.features.cases.view import NEW, CasesView, Shown
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.named_to import mark_of
from caseapp.desktop.shell.router import Place
from caseapp.desktop.widgets import Chip, Label
from caseapp.desktop.widgets.paged import PAGE, ROW
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Audience, CaseKind, NameScript, Status
from caseapp.i18n import LANGUAGES, translator
from caseapp.store.history import Action
from caseapp.store.queries.cases import CaseQuery, CaseRow, case_ids, case_rows
from caseapp.store.queries.preview import load_case_preview
from caseapp.store.records import Consent, Detainee, NameForm
from caseapp.store.vault import Vault
from tests.desktop.pictures import dress, grab
from tests.desktop.vaults import PASSPHRASE, fill, sample_copy

Show = Callable[[QWidget], QWidget]
TODAY = date(2026, 6, 1)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Vault]:
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as vault:
        yield vault


@pytest.fixture
def view(context: Context, sample: Vault, shown: Show, qtbot: QtBot) -> CasesView:
    return opened(context, sample, shown, qtbot)


def opened(context: Context, vault: Vault, shown: Show, qtbot: QtBot) -> CasesView:
    """The view as the desk opens it, with its first rows there."""
    context.router.go("cases")
    view = CasesView(context, vault)
    view.resize(1182, 690)
    view.set_compact(False)
    shown(view)
    view.open(None)
    view.focus_first()
    settled(qtbot, context, view)
    return view


def settled(qtbot: QtBot, context: Context, view: CasesView) -> None:
    """Wait until what is seen has come."""

    def done() -> bool:
        waiting = view.filter.is_waiting() or view._look.isActive() or view.model._wanted
        seen = not view.model.ids or view.model.row(0) is not None
        return not waiting and seen and not context.jobs.running

    qtbot.waitUntil(done, timeout=10_000)


def names(view: CasesView) -> list[str]:
    model = view.model
    return [model.index(row, Column.NAME).data() for row in range(model.rowCount())]


def current(view: CasesView) -> str:
    return view.table.currentIndex().siblingAtColumn(Column.NAME).data()


# -- the model -------------------------------------------------------------------------------
def make_model(jobs: Jobs, vault: Vault, asked: list[int]) -> CasesModel:
    def fetch(ids: Sequence[UUID], _progress: object) -> list[CaseRow]:
        asked.append(len(ids))
        return vault.read(lambda session: case_rows(session, ids))

    return CasesModel(ListWords(translator("en")), jobs, fetch)


@pytest.fixture
def thousand(new_vault: Callable[[], Vault]) -> Vault:
    vault = new_vault()
    fill(vault, 1000)
    return vault


def test_the_model_is_what_qt_expects_while_rows_come_and_go(
    qtbot: QtBot, threaded_jobs: Jobs, thousand: Vault
) -> None:
    model = make_model(threaded_jobs, thousand, [])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ids = thousand.read(lambda session: case_ids(session, CaseQuery()))
    for shown in (ids, ids[:10], [], ids[::-1], ids):
        model.set_ids(shown)
        if shown:
            model.index(0, 0).data()
            qtbot.waitUntil(lambda: model.row(0) is not None, timeout=5000)
        assert model.rowCount() == len(shown)
    qtbot.waitUntil(lambda: not threaded_jobs.running)
    assert tester.model() is model


def test_only_what_is_seen_is_fetched(qtbot: QtBot, jobs: Jobs, thousand: Vault) -> None:
    asked: list[int] = []
    model = make_model(jobs, thousand, asked)
    model.set_ids(thousand.read(lambda session: case_ids(session, CaseQuery())))
    assert asked == []
    for row in range(20):
        model.index(row, 0).data()
    qtbot.waitUntil(lambda: model.row(0) is not None)
    assert asked == [PAGE]
    assert model.index(5, Column.NAME).data() == "Үлгі Сынақұлы 6"


def test_what_was_scrolled_past_is_never_fetched(
    qtbot: QtBot, threaded_jobs: Jobs, thousand: Vault
) -> None:
    asked: list[int] = []
    model = make_model(threaded_jobs, thousand, asked)
    model.set_ids(thousand.read(lambda session: case_ids(session, CaseQuery())))
    for row in range(0, 1000, PAGE):
        model.index(row, 0).data()
    last = model.rowCount() - 1
    qtbot.waitUntil(lambda: model.row(last) is not None, timeout=5000)
    qtbot.waitUntil(lambda: not threaded_jobs.running and not model._wanted)
    assert len(asked) <= 4


def test_rows_that_arrive_after_the_list_changed_are_not_mixed_in(
    qtbot: QtBot, threaded_jobs: Jobs, thousand: Vault
) -> None:
    model = make_model(threaded_jobs, thousand, [])
    ids = thousand.read(lambda session: case_ids(session, CaseQuery()))
    for seed in range(5):
        shuffled = ids[:]
        random.Random(seed).shuffle(shuffled)
        model.set_ids(shuffled)
        model.index(0, 0).data()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: model.row(0) is not None, timeout=5000)
    row = model.index(0, 0).data(ROW)
    assert row.id == model.ids[0]
    qtbot.waitUntil(lambda: not threaded_jobs.running and not model._wanted)


# -- search and order --------------------------------------------------------------------------
def test_typing_in_any_script_filters_the_list(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    assert len(view.model.ids) == 20
    for typed, found in (("асқ", ["Асқар Үлгібай"]), ("Asq", ["Асқар Үлгібай"]),
                         ("اسقار", ["Асқар Үлгібай"]), ("阿斯哈", ["Асқар Үлгібай"]),
                         ("0012", ["Айгүл Мысалбек"])):  # fmt: skip
        view.filter.setFocus()
        view.filter.selectAll()
        view.filter.insert(typed)
        view.filter.textEdited.emit(typed)
        settled(qtbot, context, view)
        assert names(view) == found
    assert view.status == "20 cases · 1 shown"
    qtbot.keyClick(view.filter, Qt.Key.Key_Escape)
    settled(qtbot, context, view)
    assert (len(view.model.ids), view.filter.text(), view.status) == (20, "", "20 cases")
    assert view.table.hasFocus()


def test_the_latest_typing_is_the_one_that_is_answered(
    qtbot: QtBot, context: Context, sample: Vault, threaded_jobs: Jobs, shown: Show
) -> None:
    view = opened(replace(context, jobs=threaded_jobs), sample, shown, qtbot)
    view.filter.setFocus()
    for letter in "мурат":
        qtbot.keyClicks(view.filter, letter) if letter.isascii() else view.filter.insert(letter)
        view.filter.ask()
    qtbot.waitUntil(lambda: not threaded_jobs.running, timeout=10_000)
    qtbot.waitUntil(lambda: view.model.row(0) is not None, timeout=10_000)
    assert names(view) == ["Мұрат Сынақбай"]


def test_nothing_found_says_so_and_offers_the_way_back(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    view.filter.set_value("zzz")
    view.filter.ask()
    settled(qtbot, context, view)
    said = [label.text() for label in view.findChildren(Label) if label.isVisible()]
    assert "No case is found" in said
    assert not view.card.isVisible()
    view.filter.empty()
    settled(qtbot, context, view)
    assert view.table.isVisible()
    assert view.card.isVisible()


def test_a_click_on_a_heading_sorts_and_another_turns_it_round(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    header = view.table.horizontalHeader()

    def click(column: Column) -> list[str]:
        place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settled(qtbot, context, view)
        return names(view)

    up = click(Column.NAME)
    assert up[2:5] == ["Айгүл Мысалбек", "Асқар Үлгібай", "Бақытжан Сынақбай"]
    down = click(Column.NAME)
    assert [name for name in down if name in up[:16]] == up[:16][::-1]
    click(Column.STATUS)
    rows = [view.model.row(place) for place in range(20)]
    order = list(Status)
    assert [order.index(r.status.status) for r in rows if r] == sorted(
        order.index(r.status.status) for r in rows if r
    )


def test_filter_order_and_choice_are_found_again_on_the_way_back(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    view.filter.set_value("Сынақбай")
    view.filter.ask()
    settled(qtbot, context, view)
    view.table.horizontalHeader().setSortIndicator(Column.NAME, Qt.SortOrder.DescendingOrder)
    settled(qtbot, context, view)
    view.table.go_to(1)
    place = context.router.current
    assert isinstance(place.argument, Shown)
    view.open(Shown())
    settled(qtbot, context, view)
    assert len(view.model.ids) == 20
    view.open(place.argument)
    settled(qtbot, context, view)
    assert names(view) == ["Мұрат Сынақбай", "Бақытжан Сынақбай"]
    assert current(view) == "Бақытжан Сынақбай"
    assert view.filter.text() == "Сынақбай"


# -- keyboard ----------------------------------------------------------------------------------
def test_arrows_choose_enter_opens_and_space_marks(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    assert view.table.hasFocus()
    for _ in range(6):
        qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert current(view) == "Асқар Үлгібай"
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    assert view.model.marked == (view.model.ids[6],)
    qtbot.keyClick(view.table, Qt.Key.Key_Space)
    assert view.model.marked == ()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert context.router.current == Place("case", view.model.ids[6])


def test_letters_typed_in_the_table_go_to_the_filter(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    qtbot.keyClicks(view.table, "e")
    assert view.filter.hasFocus()
    qtbot.keyClicks(view.filter, "rlan")
    settled(qtbot, context, view)
    assert names(view) == ["Ерлан Өрнекбай"]
    qtbot.keyClick(view.filter, Qt.Key.Key_Down)
    assert view.table.hasFocus()


def test_tab_goes_through_every_control_once(view: CasesView) -> None:
    order: list[QWidget] = []
    widget: QWidget = view.table
    while widget not in order:
        order.append(widget)
        widget = widget.nextInFocusChain()
        while not (widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
            widget = widget.nextInFocusChain()
    assert widget is view.table
    facets = [stop for stop in view.facets.tab_stops() if stop.isVisible()]
    assert order == [
        view.table, view.card.open_button, view.card.appeal_button, *facets, view.parts.title,
        view.filter, view.parts.columns_button, view.parts.new_button, view.parts.more_button,
    ]  # fmt: skip
    assert all(control.accessibleName() for control in order)


# -- the card ----------------------------------------------------------------------------------
def test_the_card_follows_the_choice_with_photo_and_facts(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    view.table.go_to(6)
    settled(qtbot, context, view)
    card = view.card.card
    assert card is not None
    assert card.photo is not None
    said = {label.text() for label in view.card.findChildren(Label) if not label.isHidden()}
    assert {"Асқар Үлгібай", "阿斯哈尔·玉勒格拜", "CF-0011", "14 Mar 2024"} <= said
    assert "11 years 6 months, from detention" in said or "11 years 6 months" in said
    chips = [chip.accessibleName() for chip in view.card.findChildren(Chip)]
    assert "fictitious" in chips


def test_moving_fast_loads_only_the_last_card(
    qtbot: QtBot, context: Context, sample: Vault, threaded_jobs: Jobs, shown: Show
) -> None:
    view = opened(replace(context, jobs=threaded_jobs), sample, shown, qtbot)
    shown_cards: list[object] = []
    view.card.show_card = lambda card, _today: shown_cards.append(card.preview.row.number)
    for _ in range(8):
        qtbot.keyClick(view.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(shown_cards), timeout=5000)
    settled(qtbot, replace(context, jobs=threaded_jobs), view)
    assert shown_cards == ["CF-0013"]


def test_who_may_be_told_is_decided_by_rules_and_consents(sample: Vault) -> None:
    ids = sample.read(lambda session: case_ids(session, CaseQuery()))

    def audiences(number: str) -> dict[Audience, tuple[str, str]]:
        for case_id in ids:
            preview = sample.read(lambda session, i=case_id: load_case_preview(session, i))
            if preview is not None and preview.row.number == number:
                decided = may_be_named_to(preview, TODAY)
                return {audience: mark_of(decision) for audience, decision in decided.items()}
        raise AssertionError(number)

    published = audiences("CF-0001")
    assert set(published.values()) == {("check", "ok")}
    consented = audiences("CF-0013")
    assert consented[Audience.UNITED_NATIONS] == ("check", "ok")
    assert consented[Audience.DETAINING_STATE][0] == "ban"


def test_a_withdrawn_consent_shows_at_once_on_the_card(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    from caseapp.domain.dates import read_date

    view.table.go_to(8)
    settled(qtbot, context, view)
    card = view.card.card
    assert card is not None
    assert may_be_named_to(card.preview, TODAY)[Audience.UNITED_NATIONS].shown
    consents = sample.all(Consent, about_detainee_id=card.preview.row.id)
    for consent in consents:
        consent.withdrawn = read_date("1 May 2026")
    context.changes.announce(sample.save(*consents, action=Action("Withdraw")))
    settled(qtbot, context, view)
    assert not may_be_named_to(view.card.card.preview, TODAY)[Audience.UNITED_NATIONS].shown


def test_a_damaged_photo_does_not_hide_the_case(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    for file in (sample.folder.path / "att").rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    view.table.go_to(7)
    settled(qtbot, context, view)
    assert view.card.card.photo is None
    assert view.card.card.preview.row.number == "CF-0012"


# -- changes -----------------------------------------------------------------------------------
def test_a_change_elsewhere_is_seen_and_the_choice_stays(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    view.table.go_to(6)
    settled(qtbot, context, view)
    chosen = view.model.ids[6]
    (first, *_rest) = sample.all(NameForm, detainee_id=chosen)
    first.text = "Асқар Өзгерген"
    context.changes.announce(sample.save(first, action=Action("Rename")))
    settled(qtbot, context, view)
    qtbot.waitUntil(lambda: current(view) == "Асқар Өзгерген")
    context.changes.announce(
        sample.trash(sample.get(Detainee, view.model.ids[0]), action=Action("Trash"))
    )
    settled(qtbot, context, view)
    assert view.model.ids[view.table.currentIndex().row()] == chosen
    assert view.status == "19 cases"


# -- a new case --------------------------------------------------------------------------------
def test_a_case_is_made_from_a_name_by_keyboard_alone_and_opened(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    view.open(NEW)
    assert view.panel.isVisible()
    qtbot.keyClicks(QApplication.focusWidget(), "Nurlan Sample")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    place = context.router.current
    assert place.view == "case"
    (name,) = sample.all(NameForm, detainee_id=place.argument)
    assert (name.text, name.script) == ("Nurlan Sample", NameScript.EN)
    assert not view.panel.isVisible()
    context.changes.announce(sample.undo())
    settled(qtbot, context, view)
    assert len(view.model.ids) == 20


@pytest.mark.parametrize(
    ("typed", "kind", "script"),
    [("Асан Үлгі", CaseKind.PERSON, NameScript.KK_CYRL),
     ("  Asan   Ülgi ", CaseKind.PERSON, NameScript.EN),
     ("اسان ۇلگى", CaseKind.PERSON, NameScript.KK_ARAB),
     ("阿山", CaseKind.PERSON, NameScript.ZH_HANS), ("  ", CaseKind.UNNAMED, None)],
)  # fmt: skip
def test_the_letters_of_a_name_say_its_script(
    typed: str, kind: CaseKind, script: NameScript | None
) -> None:
    case, *forms = case_records(typed)
    assert case.kind is kind
    assert [form.script for form in forms] == ([script] if script else [])
    assert [form.text for form in forms] == ([" ".join(typed.split())] if script else [])


def test_escape_leaves_the_panel_and_makes_nothing(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    view.open(NEW)
    qtbot.keyClicks(QApplication.focusWidget(), "x")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not view.panel.isVisible()
    assert len(sample.all(Detainee)) == 20


def test_an_empty_vault_says_what_to_do_next(
    qtbot: QtBot, context: Context, vault: Vault, shown: Show
) -> None:
    view = opened(context, vault, shown, qtbot)
    said = [label.text() for label in view.findChildren(Label) if label.isVisible()]
    assert "No cases yet" in said
    assert view.status == "no cases"
    assert not view.filter.isVisible()
    view.open(NEW)
    qtbot.keyClicks(QApplication.focusWidget(), "Asan Ulgi")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled(qtbot, context, view)
    assert names(view) == ["Asan Ulgi"]


# -- looks -------------------------------------------------------------------------------------
def test_narrow_windows_keep_the_telling_columns_and_show_the_card_on_demand(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    view.resize(611, 290)
    view.set_compact(True)
    shown = {column for column in Column if not view.table.isColumnHidden(column)}
    assert shown == {*ROOMS["narrow"], Column.MARK}
    assert not view.card.isVisible()
    view.parts.preview_button.click()
    assert view.card.isVisible()
    shown = {column for column in Column if not view.table.isColumnHidden(column)}
    assert shown == {*ROOMS["narrowest"], Column.MARK}
    header = view.table.horizontalHeader()
    assert header.length() <= view.table.viewport().width()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
def test_no_heading_or_label_is_cut_in_any_look(
    qtbot: QtBot,
    context: Context,
    sample: Vault,
    shown: Show,
    language: str,
    mirrored: bool,
) -> None:
    from caseapp.desktop.widgets import paint

    dress(theme.DARK if mirrored else theme.LIGHT, mirrored=mirrored)
    view = opened(replace(context, t=translator(language)), sample, shown, qtbot)
    view.table.go_to(8)
    settled(qtbot, context, view)
    assert not grab(view, QSize(1182, 690)).isNull()
    header, font = view.table.horizontalHeader(), theme.font(theme.CAPTION, theme.MEDIUM)
    for column in (c for c in Column if not header.isSectionHidden(c) and c is not Column.MARK):
        words = view.model.headerData(column, Qt.Orientation.Horizontal)
        assert paint.text_width(words, font) + 16 <= header.sectionSize(column)
    content = view.card._content
    assert content.width() <= view.card.width()
    for chip in view.card.findChildren(Chip):
        if not chip.isHidden():
            right = chip.mapTo(view.card, QPoint(chip.width(), 0)).x()
            assert right - chip.width() >= 0
            assert right <= view.card.width()


def test_markup_in_a_name_is_shown_literally_everywhere(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    hostile = "<b>Асқар</b> <img src=x> &amp;"
    (first, *_rest) = sample.all(NameForm, detainee_id=view.model.ids[6])
    first.text = hostile
    context.changes.announce(sample.save(first, action=Action("Rename")))
    view.table.go_to(6)
    settled(qtbot, context, view)
    index = view.model.index(6, Column.NAME)
    assert index.data() == hostile
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    assert "&lt;b&gt;" in tip
    labels = [label for label in view.card.findChildren(Label) if label.text() == hostile]
    assert labels
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert not grab(view, QSize(1182, 690)).isNull()


def test_an_unknown_place_or_case_is_no_mistake(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    view.open(Shown(case=uuid4()))
    settled(qtbot, context, view)
    assert view.table.currentIndex().row() == 0


def test_a_narrow_column_is_brief_and_leaves_the_whole_to_its_tooltip(sample: Vault) -> None:
    ids = sample.read(lambda session: case_ids(session, CaseQuery()))
    rows = sample.read(lambda session: case_rows(session, ids))
    row = next(row for row in rows if row.number == "CF-0011")
    english, russian = (
        ListWords(translator("en", "desktop")),
        ListWords(translator("ru", "desktop")),
    )
    assert (english.home(row), row.home_place) == ("Nilka", "Nilka county, Ili prefecture")
    assert english.brief(row.taken) == "10–28 Feb 2018"
    assert english.date(row.taken) == "between 10 and 28 Feb 2018"
    assert russian.home(replace(row, home_place="уезд Нылки, Или-Казахский округ")) == "Нылки"
    assert english.home(replace(row, home_place_code="", home_place="Sholaq; Tekes")) == "Sholaq"
    assert english.year(read_date("about 1985")) == "~1985"
    assert english.year(read_date("12 May 1974")) == "1974"
