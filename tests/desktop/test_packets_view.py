"""Packets in the real program: laptops get to know each other, send, take in, decide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from caseapp.bootstrap import Program
from caseapp.bootstrap.views import dropped
from caseapp.desktop.features.packets import PacketsView
from caseapp.desktop.features.review import ReviewView
from caseapp.desktop.features.review.words import Topic
from caseapp.desktop.jobs import Jobs
from caseapp.exchange.packets import stations
from caseapp.exchange.packets.choosing import Scope
from caseapp.exchange.packets.making import make, preview
from caseapp.exchange.packets.receiving import receive
from caseapp.exchange.packets.taking import compare, take_in
from caseapp.store.history import Action
from caseapp.store.queries.packets import packet_log
from caseapp.store.records import Detainee, PartnerStation
from caseapp.store.vault import Vault
from caseapp.system.paths import Paths
from tests.conftest import empty_vault
from tests.desktop.vaults import CHEAP, PASSPHRASE, fill


class Two:
    """The program with a vault open, and the vault of another laptop."""

    def __init__(self, app: QApplication, root: Path, jobs: Jobs) -> None:
        self.stick = root / "stick"
        self.stick.mkdir()
        paths = Paths(config=root / "config", logs=root / "logs", vaults=root / "vaults")
        self.program = Program(app, paths, None, jobs=jobs, cost=CHEAP, quit_app=lambda: None)
        self.vault = empty_vault(root / "Almaty")
        self.other = Vault.create(root / "Astana", PASSPHRASE, cost=CHEAP)
        fill(self.vault, 3)
        self.program.opened(self.vault)
        self.program.window.resize(1200, 760)
        self.program.window.show()
        self.program.window.activateWindow()
        self.view = self.go()

    def go(self, argument: object = None) -> PacketsView:
        self.program.window.context.router.go("packets", argument)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return self.program.window.desk.view("packets")

    def meet(self) -> None:
        """Both know each other, with compared words."""
        stations.add_station(self.other, stations.own_card(self.vault), "N.")
        self.view.add_card(stations.card_text(self.other))
        row = self.view.stations._rows[0]
        row.by.set_value("Айгүл")
        row.confirm.click()

    def receive(self, path: Path) -> None:
        """What this window made is taken in by the other laptop."""
        with compare(self.other, receive(self.other, path)) as incoming:
            take_in(self.other, incoming)

    def sent_back(self) -> Path:
        to = self.other.all(PartnerStation)
        shown = preview(self.other, Scope(whole=True), to)
        return make(self.other, shown, self.stick / "0a0a0a0a.packet").path

    def notices(self) -> list[str]:
        return [f"{n.text} {n.detail}" for n in self.program.window.context.notices.all]


@pytest.fixture
def two(qapp: QApplication, tmp_path: Path, jobs: Jobs) -> Iterator[Two]:
    running = Two(qapp, tmp_path, jobs)
    yield running
    running.program.window.hide()
    running.program.end()
    running.other.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_laptop_is_known_by_its_card_and_trusted_after_its_words_were_compared(
    two: Two, qtbot: QtBot
) -> None:
    two.view.add_card("hello")
    assert "not the card of a station" in two.view.stations.paste._message.text()
    two.view.add_card(stations.card_text(two.other))
    (known,) = two.vault.all(PartnerStation)
    row = two.view.stations._rows[0]
    words = "  ".join(stations.own_card(two.other).words())
    two.program.window.resize(1000, 420)
    QApplication.processEvents()
    row.compare.click()
    assert row._words.text() == words
    qtbot.waitUntil(lambda: row.confirm.visibleRegion().boundingRect() == row.confirm.rect())
    row.confirm.click()  # nobody said who compared
    assert not stations.is_confirmed(known)
    assert two.view.send.stations() == []
    row.by.set_value("Айгүл")
    row.confirm.click()
    (known,) = two.vault.all(PartnerStation)
    assert known.confirmed_by == "Айгүл"
    assert [one.id for one in two.view.send.stations()] == [known.id]


def test_marked_cases_go_and_the_preview_says_what_leaves(two: Two) -> None:
    two.meet()
    cases = tuple(one.id for one in two.vault.all(Detainee))[:2]
    two.go(cases)
    assert two.view.send.make.isEnabled()
    assert two.view.send._counts.text().startswith("Leaves: 2 cases,")
    two.view.make_in(two.stick)
    (path,) = two.stick.iterdir()
    assert path.suffix == ".packet"
    assert any(path.name in said for said in two.notices())
    two.receive(path)
    assert {one.id for one in two.other.all(Detainee)} == set(cases)
    assert len(two.vault.read(packet_log)) == 1


def test_nothing_can_be_made_before_somebody_is_chosen(two: Two) -> None:
    assert not two.view.send.make.isEnabled()
    two.meet()
    assert two.view.send.make.isEnabled()
    two.view.send._to.findChild(QCheckBox).setChecked(False)
    assert not two.view.send.make.isEnabled()
    two.view.make_in(two.stick)
    assert list(two.stick.iterdir()) == []


def test_a_packet_is_taken_in_after_it_was_shown_and_a_conflict_is_decided_in_review(
    two: Two,
) -> None:
    two.meet()
    two.view.make_in(two.stick)
    two.receive(next(two.stick.iterdir()))
    for vault, word in ((two.vault, "here"), (two.other, "there")):
        case = vault.all(Detainee)[0]
        case.occupation = word
        vault.save(case, action=Action("Edit"))
    two.other.save(Detainee(), action=Action("New"))
    path = two.sent_back()
    dropped(two.program.window.context, [path])
    assert two.view.take._from.text() == "From Astana"
    assert "New: 1 case." in two.view.take._said.text()
    assert len(two.vault.all(Detainee)) == 3
    two.view.take.take.click()
    assert len(two.vault.all(Detainee)) == 4
    assert list(two.vault.folder.temporary.iterdir()) == []
    two.program.window.context.router.go("review")
    review: ReviewView = two.program.window.desk.view("review")
    review._choose_topic(Topic.CONFLICTS)
    page = review.conflict
    assert (page._ours.text(), page._theirs.text()) == ("here", "there")
    page.theirs.click()
    assert two.vault.all(Detainee)[0].occupation == "there"
    assert review._stack.currentWidget() is review._empty[Topic.CONFLICTS]
    two.vault.undo()
    assert two.vault.all(Detainee)[0].occupation == "here"


def test_a_refused_packet_says_why_and_an_older_one_asks(two: Two) -> None:
    two.meet()
    first = two.stick / "no.packet"
    first.write_bytes(b"no packet")
    two.view.open_file(first)
    assert "This file is not a packet." in two.view.take._error.text()
    two.other.save(Detainee(), action=Action("New"))
    one = two.sent_back()
    kept = one.rename(two.stick / "one.packet")
    two.view.open_file(two.sent_back())
    two.view.take.take.click()
    two.view.open_file(kept)
    assert two.view.take.older.isVisible()
    two.view.take.older.click()
    assert "Everything in it is here already." in two.view.take._said.text()
    two.view.take.leave.click()
    assert list(two.vault.folder.temporary.iterdir()) == []
