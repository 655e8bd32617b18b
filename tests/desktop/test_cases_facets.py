"""Facets of the case list: chosen by keyboard and mouse, counted live, told as tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.cases import CasesView, asking
from caseapp.desktop.features.cases.audiences import may_be_named_to
from caseapp.desktop.features.cases.facet_values import FacetModel, FacetValue
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.features.cases.year_bars import YearModel, year_bars
from caseapp.desktop.jobs import Jobs
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Audience, Sex, Status
from caseapp.i18n import translator
from caseapp.store.history import Action
from caseapp.store.queries import facet_index
from caseapp.store.queries.case_filter import CaseFilter, Facet
from caseapp.store.queries.facets import case_list
from caseapp.store.queries.preview import load_case_preview
from caseapp.store.records import Consent
from caseapp.store.vault import Vault
from tests.desktop.cases_desk import Show, counted, group, names, opened, settled
from tests.desktop.vaults import PASSPHRASE, fill, sample_copy

Space, Down, Up = Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Up
WORDS = ListWords(translator("en"))


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Vault]:
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as vault:
        yield vault


@pytest.fixture
def view(context: Context, sample: Vault, shown: Show, qtbot: QtBot) -> CasesView:
    return opened(context, sample, shown, qtbot)


def tokens(view: CasesView) -> list[str]:
    buttons = view.tokens._holder.findChildren(QAbstractButton)
    return [button.accessibleName() for button in buttons if not button.isHidden()]


def bar_centre(view: CasesView, place: int) -> QPoint:
    years = group(view, Facet.YEAR_TAKEN).list
    return years.visualRect(years.model().index(place, 0)).center()


# -- the models ------------------------------------------------------------------------------
def test_the_models_are_what_qt_expects_while_counts_come() -> None:
    values, years = FacetModel(WORDS), YearModel(WORDS)
    reporting = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, reporting) for model in (values, years)]
    for numbers in ({2017: 3, 2019: 1, None: 2}, {}, {2018: 1}, {1990: 2, 2020: 1}):
        years.set_bars(year_bars(numbers, numbers, CaseFilter(taken_from=2018)))
        values.set_values([FacetValue(year, str(year), n, str(n)) for year, n in numbers.items()])
        assert values.rowCount() == len(numbers)
    assert [tester.model() for tester in testers] == [values, years]


def test_years_without_a_case_keep_their_place_and_early_ones_share_a_bar() -> None:
    bars = year_bars({2017: 3, 2019: 1, None: 2}, {2017: 1}, CaseFilter())
    assert [(bar.last, bar.count) for bar in bars] == [(2017, 1), (2018, 0), (2019, 0), (None, 0)]
    long = year_bars({1950: 2, 1960: 1, 2020: 4}, {1950: 2, 1960: 1, 2020: 4}, CaseFilter())
    assert (long[0].first, long[0].last, long[0].count) == (None, 2004, 3)
    assert (long[-1].first, len(long)) == (2020, 17)


# -- choosing --------------------------------------------------------------------------------
def test_a_value_is_chosen_by_keyboard_and_stands_as_a_token(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    sentenced = counted(view, Facet.STATUS)[Status.SENTENCED]
    values = group(view, Facet.STATUS).list
    values.setFocus()
    qtbot.keyClick(values, Space)
    settled(qtbot, context, view)
    assert len(view.model.ids) == sentenced
    assert view.status == f"20 cases · {sentenced} shown"
    assert view.tokens.count.text() == f"{sentenced} of 20"
    assert tokens(view)[0] == "Take away the filter “Status: Serving a sentence”"
    assert values.hasFocus()
    qtbot.keyClick(values, Down)
    qtbot.keyClick(values, Space)
    settled(qtbot, context, view)
    assert len(view.model.ids) == sentenced + counted(view, Facet.STATUS)[Status.DETAINED]
    assert context.router.current.argument.filter.status == (Status.SENTENCED, Status.DETAINED)


def test_other_facets_count_what_is_chosen_and_the_own_one_does_not(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    before = counted(view, Facet.STATUS)
    women = counted(view, Facet.SEX)[Sex.FEMALE]
    view.facets.groups[Facet.SEX].heading.click()
    model = group(view, Facet.SEX).model
    place = [value.value for value in model.values].index(Sex.FEMALE)
    listed = group(view, Facet.SEX).list
    where = listed.visualRect(model.index(place)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=where)
    settled(qtbot, context, view)
    assert len(view.model.ids) == women
    assert sum(counted(view, Facet.STATUS).values()) == women < sum(before.values())
    assert counted(view, Facet.SEX)[Sex.MALE] > 0


def test_two_quick_choices_are_both_kept(
    qtbot: QtBot, context: Context, sample: Vault, threaded_jobs: Jobs, shown: Show
) -> None:
    context = replace(context, jobs=threaded_jobs)
    view = opened(context, sample, shown, qtbot)
    values = group(view, Facet.STATUS).list
    values.setFocus()
    for key in (Space, Down, Space, Down, Space):
        qtbot.keyClick(values, key)
    settled(qtbot, context, view)
    chosen = [value.words for value in values.model().values if value.chosen]
    assert chosen == ["Serving a sentence", "In custody", "Under house arrest"]
    assert len(view.model.ids) == sum(
        value.count for value in values.model().values if value.chosen
    )


def test_a_token_goes_with_delete_and_all_with_clear(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    view.open(CaseFilter(text="а", sex=(Sex.MALE,), status=(Status.SENTENCED,)))
    settled(qtbot, context, view)
    first = view.tokens._flow.itemAt(0).widget()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Delete)
    settled(qtbot, context, view)
    assert view._shown.filter == CaseFilter(text="а", sex=(Sex.MALE,))
    clear = view.tokens._flow.itemAt(view.tokens._flow.count() - 1).widget()
    assert clear.text() == "Clear"
    clear.click()
    settled(qtbot, context, view)
    assert view._shown.filter == CaseFilter()
    assert (view.filter.text(), tokens(view), len(view.model.ids)) == ("", [], 20)


def test_years_are_picked_by_dragging_and_a_second_pick_lets_go(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    years = group(view, Facet.YEAR_TAKEN).list
    bars = years.model().bars
    viewport, left = years.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(viewport, left, pos=bar_centre(view, 0))
    qtbot.mouseMove(viewport, bar_centre(view, 1))
    years._to = 1  # an offscreen move carries no buttons
    qtbot.mouseRelease(viewport, left, pos=bar_centre(view, 1))
    settled(qtbot, context, view)
    shown = view._shown.filter
    assert (shown.taken_from, shown.taken_to) == (bars[0].first, bars[1].first)
    assert [bar.picked for bar in years.model().bars][:3] == [True, True, False]
    assert tokens(view)[0].endswith(f"{bars[0].first}–{bars[1].first}”")
    years.model().pick(0, 1)
    settled(qtbot, context, view)
    assert not view._shown.filter.by_year


def test_years_are_picked_by_keyboard_and_the_unknown_ones_apart(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    years = group(view, Facet.YEAR_TAKEN).list
    bars = years.model().bars
    assert bars[-1].unknown
    unknown = bars[-1].count
    years.setFocus()
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(years, Qt.Key.Key_Right, shift)
    qtbot.keyRelease(years, Qt.Key.Key_Shift)
    settled(qtbot, context, view)
    assert view._shown.filter.taken_to == bars[1].last
    certain = len(view.model.ids)
    assert certain >= bars[0].count + bars[1].count
    for _ in range(len(bars)):
        qtbot.keyClick(years, Qt.Key.Key_Right)
    qtbot.keyClick(years, Space)
    settled(qtbot, context, view)
    assert view._shown.filter.taken_unknown
    assert certain < len(view.model.ids) <= certain + unknown


def test_arrows_lead_from_one_group_to_the_next_and_escape_back_to_the_list(
    qtbot: QtBot, view: CasesView
) -> None:
    values = group(view, Facet.STATUS).list
    values.setFocus()
    for _ in range(len(values.model().values)):
        qtbot.keyClick(values, Down)
    assert group(view, Facet.NAMED_TO).list.hasFocus()
    qtbot.keyClick(group(view, Facet.NAMED_TO).list, Up)
    assert values.hasFocus()
    qtbot.keyClick(values, Qt.Key.Key_Escape)
    assert view.table.hasFocus()


def test_a_folded_group_shows_only_its_heading_and_long_ones_wait_behind_more(
    qtbot: QtBot, view: CasesView
) -> None:
    counties = group(view, Facet.COUNTY)
    assert counties.more.isVisible()
    hidden = int(counties.more.text().split()[0])
    shown = len(counties.model.values)
    counties.more.click()
    assert len(counties.model.values) == shown + hidden
    assert counties.more.text() == "Fewer"
    qtbot.keyClick(counties.heading, Space)
    assert not counties.list.isVisible()
    assert not group(view, Facet.TIE).list.isVisible()


def test_a_chosen_prefecture_shows_its_cases_and_its_counties_alone(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    prefectures = group(view, Facet.PREFECTURE)
    assert not prefectures.is_open
    prefectures.heading.click()
    before = counted(view, Facet.PREFECTURE)
    prefectures.list.setFocus()
    place = next(i for i, v in enumerate(prefectures.model.values) if v.words == "Altay")
    prefectures.list.setCurrentIndex(prefectures.model.index(place))
    qtbot.keyClick(prefectures.list, Space)
    settled(qtbot, context, view)
    assert view._shown.filter.prefecture == ("654300",)
    assert len(view.model.ids) == before["654300"] > 0
    assert counted(view, Facet.PREFECTURE) == before
    shown = counted(view, Facet.COUNTY)
    assert sum(shown.values()) == before["654300"]
    assert all(str(code).startswith("6543") and count for code, count in shown.items())
    assert prefectures.model.values[place].chosen


def test_a_folded_group_opens_when_something_is_chosen_in_it_elsewhere(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    prefectures = group(view, Facet.PREFECTURE)
    view.open(CaseFilter(prefecture=("654300",)))
    settled(qtbot, context, view)
    assert prefectures.is_open
    assert prefectures.list.isVisible()
    prefectures.heading.click()
    view.open(CaseFilter(prefecture=("654300",), order="name"))
    settled(qtbot, context, view)
    assert not prefectures.is_open


def test_another_view_opens_the_list_filtered(
    context: Context, sample: Vault, shown: Show, qtbot: QtBot
) -> None:
    wanted = CaseFilter(taken_from=2017, taken_to=2017, order="name")
    view = opened(context, sample, shown, qtbot, wanted)
    found = sample.read(lambda session: list(case_list(session, wanted)))
    assert list(view.model.ids) == found
    assert len(found) < 20
    assert context.router.current.argument.filter == wanted
    assert view.table.header.sortIndicatorSection() == 2


# -- to whom they may be named -----------------------------------------------------------------
def test_the_facet_names_those_whom_the_card_names(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    today = date.today()
    for audience in (Audience.UNITED_NATIONS, Audience.DETAINING_STATE, Audience.PRESS):
        expected = []
        for case in view.model.ids:
            preview = sample.read(lambda session, i=case: load_case_preview(session, i))
            assert preview is not None
            if may_be_named_to(preview, today)[audience].shown:
                expected.append(case)
        assert counted(view, Facet.NAMED_TO)[audience] == len(expected)
        found = sample.read(
            lambda session, a=audience: list(case_list(session, CaseFilter(named_to=(a,))))
        )
        assert found == expected


def test_a_withdrawn_consent_changes_the_count_at_once(
    qtbot: QtBot, context: Context, sample: Vault, view: CasesView
) -> None:
    before = counted(view, Facet.NAMED_TO)[Audience.UNITED_NATIONS]
    consents = sample.all(Consent, about_detainee_id=view.model.ids[8])
    for consent in consents:
        consent.withdrawn = read_date("1 May 2020")
    context.changes.announce(sample.save(*consents, action=Action("Withdraw")))
    settled(qtbot, context, view)
    assert counted(view, Facet.NAMED_TO)[Audience.UNITED_NATIONS] == before - 1


def test_a_list_by_audience_waits_for_the_decisions_before_it_says_none(
    context: Context, sample: Vault, threaded_jobs: Jobs, shown: Show, qtbot: QtBot
) -> None:
    context = replace(context, jobs=threaded_jobs)
    wanted = CaseFilter(named_to=(Audience.UNITED_NATIONS,))
    view = opened(context, sample, shown, qtbot, wanted)
    assert len(view.model.ids) == counted(view, Facet.NAMED_TO)[Audience.UNITED_NATIONS] > 0
    assert view.parts.shows_table


# -- large vaults --------------------------------------------------------------------------------
def test_first_cases_stand_there_while_the_index_is_built(
    vault: Vault, context: Context, threaded_jobs: Jobs, shown: Show, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    fill(vault, 120)
    monkeypatch.setattr(asking, "STEP", 10)
    monkeypatch.setattr(asking, "FIRST", 40)
    monkeypatch.setattr(facet_index, "STEP", 10)
    context = replace(context, jobs=threaded_jobs)
    view = CasesView(context, vault)
    lengths: list[int] = []
    said: list[str] = []
    view.model.modelReset.connect(lambda: lengths.append(len(view.model.ids)))
    view.counting.building.connect(lambda *_: said.append(view.facets._counting.text()))
    view.resize(1182, 690)
    shown(view)
    view.open(None)
    qtbot.waitUntil(lambda: len(view.model.ids) == 120, timeout=10_000)
    settled(qtbot, context, view)
    assert lengths == [40, 120]
    assert "Counting: 50 of 120" in said
    assert counted(view, Facet.STATUS) == {Status.DETAINED: 120}
    assert not view.facets._counting.isVisible()
    assert names(view)[0] == "Үлгі Сынақұлы 1"


def test_with_many_cases_nobody_decides_unasked(
    vault: Vault, context: Context, shown: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from caseapp.desktop.features.cases import facet_panel

    fill(vault, 30)
    monkeypatch.setattr(facet_panel, "MANY", 10)
    view = opened(context, vault, shown, qtbot)
    named = group(view, Facet.NAMED_TO)
    assert not named.is_open
    assert not view._answer.named
    named.heading.click()
    settled(qtbot, context, view)
    assert view._answer.named
    assert counted(view, Facet.NAMED_TO)[Audience.UNITED_NATIONS] == 0


# -- narrow windows ------------------------------------------------------------------------------
def test_in_a_narrow_window_filters_and_card_wait_behind_their_buttons(
    qtbot: QtBot, context: Context, view: CasesView
) -> None:
    view.open(CaseFilter(sex=(Sex.MALE,), status=(Status.SENTENCED,)))
    settled(qtbot, context, view)
    view.resize(611, 290)
    view.set_compact(True)
    assert view.width() == 611
    assert not view.facets.isVisible()
    assert view.parts.filters_button.text() == "Filters: 2"
    view.parts.filters_button.click()
    assert view.facets.isVisible()
    assert view.facets.tab_stops()[0].hasFocus()
    view.parts.preview_button.click()
    assert view.card.isVisible()
    assert not view.facets.isVisible()
    view.table.setFocus()
    qtbot.keyClick(view.table, Space)
    assert not view.card.isVisible()
    assert view.model.marked == ()


@pytest.mark.parametrize("width", [1182, 960, 816, 700, 560])
def test_no_width_keeps_the_window_from_getting_narrower(
    qtbot: QtBot, view: CasesView, width: int
) -> None:
    view.resize(width, 600)
    assert view.width() == width
    qtbot.waitUntil(lambda: view.table.viewport().width() >= 300)
    assert view.minimumSizeHint().width() <= 560
