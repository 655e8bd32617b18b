"""Reviewing by the keyboard: pairs are merged, told apart or put off, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.review import ReviewView
from caseapp.desktop.features.review.comparison import ComparisonModel, sides
from caseapp.desktop.features.review.rows import NUMBER
from caseapp.desktop.features.review.view import Shown
from caseapp.desktop.features.review.words import Topic
from caseapp.desktop.jobs import Kind
from caseapp.desktop.record_titles import masked
from caseapp.desktop.shell.router import Place
from caseapp.desktop.widgets import Label
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Audience, IdentifierKind, MatchVerdict, Relation, SourceKind
from caseapp.i18n import translator
from caseapp.matching import waiting
from caseapp.matching.fields import Side
from caseapp.matching.waiting import waiting_count
from caseapp.store.history import Action
from caseapp.store.queries import people_index
from caseapp.store.records import (
    Citation,
    Consent,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Kinship,
    MatchDecision,
    NameForm,
    Source,
)
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.conftest import empty_vault
from tests.desktop.review_desk import NUMBER as DOCUMENT
from tests.desktop.review_desk import fill_across_scripts, fill_review

Show = Callable[[QWidget], QWidget]
Key = Qt.Key


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with empty_vault(tmp_path / "vault") as opened:
        yield opened


class Desk:
    """The view on the screen, over a vault in which something of each kind waits."""

    def __init__(self, context: Context, vault: Vault, shown: Show, *, compact: bool = False):
        self.context, self.vault = context, vault
        self.view = ReviewView(context, vault)
        self.view.resize(600 if compact else 1180, 330 if compact else 690)
        self.view.set_compact(compact)
        shown(self.view)
        context.router.moved.connect(self._moved)
        context.router.go("review")
        self.view.focus_first()

    def _moved(self, place: Place) -> None:
        if place.view == "review":
            self.view.open(place.argument)

    @property
    def table(self):
        return self.view.pair.table

    @property
    def model(self) -> ComparisonModel:
        return self.table.rows_model

    def press(self, key: Qt.Key, where: QWidget | None = None) -> None:
        QTest.keyClick(where or QApplication.focusWidget(), key)

    def stand_on(self, key: str, column: int = 1) -> None:
        place = next(n for n, row in enumerate(self.model.rows) if row.key == key)
        self.table.setFocus()
        self.table.setCurrentIndex(self.model.index(place, column))

    def button(self, name: str) -> QAbstractButton:
        found = self.view.findChild(QAbstractButton, name)
        assert found is not None
        return found

    def lines(self) -> list[str]:
        return [item.spoken for item in self.view.side.list.items()]

    def said(self, page: QWidget) -> str:
        return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisible())

    def case(self, number: int) -> Detainee:
        found = self.vault.read(lambda s: s.query(Detainee).filter(Detainee.serial == number).one())
        return self.vault.get(Detainee, found.id)

    def verdicts(self) -> list[MatchVerdict]:
        return [one.verdict for one in self.vault.all(MatchDecision)]


@pytest.fixture
def desk(context: Context, vault: Vault, shown: Show) -> Desk:
    fill_review(vault)
    return Desk(context, vault, shown)


def test_the_likeliest_pair_stands_there_with_its_reasons(desk: Desk) -> None:
    assert len(desk.lines()) == 3
    assert "Same name, same birth year, same home county" in desk.lines()[0]
    said = desk.said(desk.view.pair)
    for words in ("Are these one person?", "very likely", "1 of 3", "Same birth year",
                  "only the second has one"):  # fmt: skip
        assert words in said
    assert desk.view.status == "3 pairs, 2 contradictions"
    assert QApplication.focusWidget() is desk.table


def test_what_sounds_alike_in_two_scripts_is_shown_word_beside_word(
    context: Context, vault: Vault, shown: Show
) -> None:
    fill_across_scripts(vault)
    desk = Desk(context, vault, shown)
    assert len(desk.lines()) == 2
    assert desk.lines()[0].endswith("Names sound alike, same birth year, same home county")
    said = desk.said(desk.view.pair).translate(dict.fromkeys((0x2068, 0x2069, 0x200E, 0x200F)))
    assert "米萨勒别克" in said.partition("Names sound alike")[2].partition("Same")[0]
    assert "Father’s name agrees" in said
    assert "Oct 2017, Sep 2017" in said.partition("Day taken differs")[2]
    assert "only the second has one" in said.partition("Document number")[2]


def test_a_large_vault_is_compared_in_the_background_while_one_looks(
    context: Context, vault: Vault, shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LARGE", 3)
    fill_review(vault)
    ran = []
    context.jobs.started.connect(lambda job: ran.append((job.kind, job.title)))
    desk = Desk(context, vault, shown)
    assert (Kind.FREE, "Comparing cases") in ran
    assert len(desk.lines()) == 3
    desk.press(Key.Key_N)
    assert sum(kind is Kind.FREE for kind, _title in ran) == 1
    assert len(desk.lines()) == 2


def test_every_difference_is_marked_and_told_to_a_screen_reader(desk: Desk) -> None:
    QAbstractItemModelTester(desk.model)
    marked = {row.key for row in desk.model.rows if row.differs}
    assert {"birth", "taken", "status", "father", "occupation", "summary"} <= marked
    assert not {"sex", "home_place", "names"} & marked
    place = next(n for n, row in enumerate(desk.model.rows) if row.key == "birth")
    spoken = desk.model.index(place, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Born, right, 5 Mar 1979, kept, differs"


@pytest.mark.parametrize(("language", "first"), [("en", "left"), ("kk_Arab", "right")])
def test_left_and_right_are_where_the_cases_stand_in_this_language(
    language: str, first: str, context: Context, vault: Vault, shown: Show
) -> None:
    fill_review(vault)
    spoken = replace(context, t=translator(language))
    keys = dict(Desk(spoken, vault, shown).view.keys())
    assert sides(spoken.t)[0] == first
    assert first in keys["1"]
    assert first not in keys["2"]


def test_a_document_number_is_masked_in_the_middle(desk: Desk) -> None:
    row = next(row for row in desk.model.rows if row.key == "numbers")
    assert "••••" in row.right[0]
    assert DOCUMENT not in row.right[0]
    assert masked("N1234567") == "N1 •••• 67"
    assert masked("12") == "••••"


def test_one_two_three_choose_in_the_marked_row_and_arrows_move(desk: Desk) -> None:
    desk.stand_on("birth")
    assert desk.model.choices()["birth"] is Side.RIGHT, "the more exact date"
    desk.press(Key.Key_1)
    assert desk.model.choices()["birth"] is Side.LEFT
    desk.press(Key.Key_2)
    assert desk.model.choices()["birth"] is Side.RIGHT
    desk.press(Key.Key_3)
    assert desk.model.choices()["birth"] is Side.RIGHT, "there are no two births"
    desk.press(Key.Key_Space)
    assert desk.model.choices()["birth"] is Side.LEFT, "Space takes what one stands on"
    before = desk.table.currentIndex().row()
    desk.press(Key.Key_Down)
    assert desk.table.currentIndex().row() == before + 1
    desk.stand_on("summary")
    desk.press(Key.Key_1)
    desk.press(Key.Key_3)
    assert desk.model.choices()["summary"] is Side.BOTH


def test_m_merges_as_chosen_and_the_next_pair_stands_there(desk: Desk) -> None:
    first, second = desk.case(1), desk.case(2)
    desk.stand_on("birth")
    desk.press(Key.Key_1)
    desk.press(Key.Key_M)
    kept = desk.vault.get(Detainee, first.id)
    assert (kept.birth, kept.occupation) == (read_date("1979"), "herdsman")
    assert desk.vault.get(Detainee, second.id).deleted_at is not None
    assert len(desk.vault.all(NameForm, detainee_id=first.id)) == 4
    assert "1 of 2" in desk.said(desk.view.pair)
    assert desk.lines()[0].startswith("Мысал")
    assert QApplication.focusWidget() is desk.table
    desk.vault.undo()
    assert desk.vault.get(Detainee, second.id).deleted_at is None


def test_the_other_number_stays_if_that_is_chosen(desk: Desk) -> None:
    desk.stand_on(NUMBER, 2)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_M)
    assert desk.case(1).deleted_at is not None
    assert desk.case(2).deleted_at is None


def test_n_and_l_decide_without_changing_either_case(desk: Desk) -> None:
    versions = [desk.case(n).version for n in (1, 2)]
    desk.press(Key.Key_N)
    desk.press(Key.Key_L)
    assert desk.verdicts() == [MatchVerdict.NOT_SAME, MatchVerdict.LATER]
    assert [desk.case(n).version for n in (1, 2)] == versions
    assert len(desk.lines()) == 1


def test_after_the_last_pair_it_says_that_nobody_waits(desk: Desk) -> None:
    for _ in range(3):
        desk.press(Key.Key_N)
    assert desk.view._stack.currentWidget() is desk.view._empty[Topic.PAIRS]
    assert desk.lines() == []
    desk.vault.undo()
    desk.view.reload()
    assert len(desk.lines()) == 1


def test_alt_and_arrows_step_through_the_pairs(desk: Desk) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(desk.table, Key.Key_Down, alt)
    assert "2 of 3" in desk.said(desk.view.pair)
    QTest.keyClick(desk.table, Key.Key_Up, alt)
    assert "1 of 3" in desk.said(desk.view.pair)


def test_relatives_cannot_be_merged_and_the_reason_stands_beside(
    desk: Desk, context: Context
) -> None:
    one, two = desk.case(1), desk.case(2)
    tie = Kinship(detainee_id=one.id, of_detainee_id=two.id, relation=Relation.BROTHER)
    same = Identifier(detainee_id=one.id, kind=IdentifierKind.PRC_RESIDENT_ID, number=DOCUMENT)
    context.changes.announce(desk.vault.save(tie, same, action=Action("Elsewhere")))
    assert not desk.button("merge").isEnabled()
    assert "relatives of each other" in desk.said(desk.view.pair)
    desk.press(Key.Key_M)
    assert desk.verdicts() == []


def test_what_was_changed_elsewhere_is_shown_before_it_can_be_merged(
    desk: Desk, context: Context
) -> None:
    case = desk.case(2)
    case.occupation = "teacher"
    context.changes.announce(desk.vault.save(case, action=Action("Elsewhere")))
    row = next(row for row in desk.model.rows if row.key == "occupation")
    assert row.right == ("teacher",)
    case.occupation = "smith"
    desk.vault.save(case, action=Action("Elsewhere, unheard"))
    desk.press(Key.Key_M)
    assert desk.verdicts() == []
    assert desk.view.pair._refused.isVisible()


def test_what_only_one_case_allows_is_said_before_it_holds_for_both(
    desk: Desk, context: Context
) -> None:
    assert not desk.view.pair._caution.isVisible()
    (consent,) = desk.vault.all(Consent)
    consent.answers = {"photo": "allow"}
    case = desk.case(2)
    case.occupation = "smith"
    changes = desk.vault.save(consent, case, action=Action("Elsewhere"))
    context.changes.announce(changes)
    said = desk.said(desk.view.pair)
    assert "After merging it holds for both: UN bodies: photo" in said


def test_a_name_that_only_one_case_has_from_a_public_source_is_said_too(
    desk: Desk, context: Context
) -> None:
    case = desk.case(2)
    source = Source(kind=SourceKind.ARTICLE, title="A report", published=True)
    excerpt = Excerpt(source_id=source.id, text="he is named here")
    cite = Citation(excerpt_id=excerpt.id, detainee_id=case.id, field="name")
    case.occupation = "smith"
    context.changes.announce(
        desk.vault.save(source, excerpt, cite, case, action=Action("Elsewhere"))
    )
    assert "name" in desk.said(desk.view.pair).partition("After merging it holds")[2]


def test_a_contradiction_stands_quote_beside_quote_and_leads_to_its_source(desk: Desk) -> None:
    desk.view._choose_topic(Topic.CLAIMS)
    desk.press(Key.Key_Down, desk.view.side.list)
    page = desk.view.claim
    said = desk.said(page)
    assert "Taken into custody · Mar 2018" in said
    assert "“She was taken from her house in March 2018.”" in said
    assert "“My sister was still at home that summer.”" in said
    against = [link for link in page.findChildren(QAbstractButton)
               if link.isVisible() and link.text() == "What the brother told"]  # fmt: skip
    against[0].click()
    place = desk.context.router.current
    assert place.view == "source"
    assert desk.vault.get(Excerpt, place.argument[1]).text.startswith("My sister")


def test_what_is_set_aside_comes_back_when_another_passage_contradicts(
    desk: Desk, context: Context
) -> None:
    desk.view._choose_topic(Topic.CLAIMS)
    desk.press(Key.Key_Down, desk.view.side.list)
    desk.press(Key.Key_Return)
    event = desk.view.claim.shown.line.event
    desk.press(Key.Key_S)
    assert len(desk.lines()) == 1
    loose = next(one for one in desk.vault.all(Excerpt) if one.text.startswith("Forty"))
    more = Citation(excerpt_id=loose.id, event_id=event.id, bearing="contradicts")
    context.changes.announce(desk.vault.save(more, action=Action("Cite")))
    assert len(desk.lines()) == 2
    assert desk.vault.get(Event, event.id) is not None


def test_an_excerpt_without_a_claim_is_opened_or_put_in_the_trash(desk: Desk) -> None:
    desk.view._choose_topic(Topic.EXCERPTS)
    shown = desk.view.excerpt.shown
    desk.press(Key.Key_O)
    assert desk.context.router.current == Place("source", (shown.source.id, shown.excerpt.id))
    desk.context.router.go("review")
    desk.button("trash-excerpt").setFocus()
    desk.press(Key.Key_Delete)
    assert desk.vault.get(Excerpt, shown.excerpt.id).deleted_at is not None
    assert desk.view._stack.currentWidget() is desk.view._empty[Topic.EXCERPTS]


def test_the_way_back_leads_to_what_was_shown(desk: Desk) -> None:
    desk.view._choose_topic(Topic.CLAIMS)
    place = desk.context.router.current
    assert isinstance(place.argument, Shown)
    desk.context.router.go("case", desk.case(7).id)
    desk.context.router.back()
    assert desk.view._shown == place.argument
    assert desk.view._stack.currentWidget() is desk.view.claim


def test_in_a_narrow_window_the_pair_is_a_step_away(
    context: Context, vault: Vault, shown: Show
) -> None:
    fill_review(vault)
    desk = Desk(context, vault, shown, compact=True)
    assert desk.view.side.isVisible()
    assert not desk.view.pair.isVisible()
    desk.press(Key.Key_Return, desk.view.side.list)
    assert QApplication.focusWidget() is desk.table
    assert not desk.view.side.isVisible()
    desk.press(Key.Key_Escape)
    assert QApplication.focusWidget() is desk.view.side.list


def test_an_empty_vault_says_what_will_appear(context: Context, vault: Vault, shown: Show) -> None:
    desk = Desk(context, vault, shown)
    for topic in Topic:
        desk.view._choose_topic(topic)
        assert desk.view._stack.currentWidget() is desk.view._empty[topic]


def test_the_badge_counts_pairs_and_contradictions(desk: Desk) -> None:
    assert waiting_count(desk.vault, Progress()) == 5
    desk.press(Key.Key_N)
    assert waiting_count(desk.vault, Progress()) == 4


def test_a_large_vault_is_not_read_for_the_badge_before_somebody_looks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LARGE", 3)
    people_index._indexes.clear()
    assert waiting_count(desk.vault, Progress()) == 0
    desk.view.reload()
    assert waiting_count(desk.vault, Progress()) == 5


@pytest.mark.parametrize("language", ["ru", "kk", "zh_Hans"])
def test_no_button_is_cut_in_a_narrow_window(
    language: str, context: Context, vault: Vault, shown: Show, qtbot: QtBot
) -> None:
    fill_review(vault)
    spoken = Context(
        t=translator(language), jobs=context.jobs, changes=context.changes,
        router=context.router, notices=context.notices,
    )  # fmt: skip
    desk = Desk(spoken, vault, shown, compact=True)
    desk.press(Key.Key_Return, desk.view.side.list)
    page = desk.view.pair
    qtbot.waitUntil(lambda: page.isVisible() and page.width() > 0)
    assert page.minimumSizeHint().width() <= 600
    for button in (page.merge, page.apart, page.later):
        assert button.width() >= button.minimumSizeHint().width()


def test_who_becomes_kin_by_a_merge_speaks_for_both_and_that_is_said_before(
    desk: Desk, context: Context
) -> None:
    """A stranger to one case, kin in the other: after the merge the word for the first counts."""
    first, second = desk.case(1), desk.case(2)
    cousin = Contact(fictitious=True)
    tie = Kinship(contact_id=cousin.id, relation=Relation.COUSIN, of_detainee_id=second.id)
    word = Consent(
        giver_contact_id=cousin.id, about_detainee_id=first.id, audience=Audience.PRESS,
        answers={"photo": "allow"}, given=read_date("1 May 2025"),
    )  # fmt: skip
    context.changes.announce(desk.vault.save(cousin, tie, word, action=Action("Elsewhere")))
    assert "Press: photo" in desk.said(desk.view.pair)
