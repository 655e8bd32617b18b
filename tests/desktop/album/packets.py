"""Packets: nobody known, two laptops, what would leave, and one that changes much taken in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from caseapp.desktop.features.packets import PacketsView
from caseapp.desktop.features.review import ReviewView
from caseapp.desktop.features.review.words import Topic
from caseapp.exchange.packets.choosing import Scope
from caseapp.exchange.packets.making import make, preview
from caseapp.exchange.packets.stations import add_station, own_card
from caseapp.store.history import Action
from caseapp.store.records import Detainee, PartnerStation
from caseapp.store.vault import Vault
from tests.desktop.album.tour import Tour
from tests.desktop.vaults import CHEAP, PASSPHRASE, fill, sample_copy


def pages(tour: Tour) -> Iterator[str]:
    tour.go("packets")
    yield "packets-nobody"
    with tempfile.TemporaryDirectory() as folder:
        yield from _with_another(tour, Path(folder))
    tour.program.window.context.notices.clear()


def _with_another(tour: Tour, folder: Path) -> Iterator[str]:
    view: PacketsView = tour.find(PacketsView)
    other = Vault.open(sample_copy(folder), PASSPHRASE)
    third = Vault.create(folder / "third", PASSPHRASE, name="Field laptop 3", cost=CHEAP)
    add_station(other, own_card(tour.vault, "Almaty"), "A.")
    add_station(tour.vault, own_card(other, "Astana, second floor"), "Айгүл")
    add_station(tour.vault, own_card(third))
    tour.go("packets")
    view.reload()
    tour.wait()
    cases = tuple(one.id for one in tour.vault.all(Detainee)[10:14])
    tour.go("packets", cases)
    view.send.contacts.box.setChecked(True)
    tour.wait()
    view._page.area.ensureWidgetVisible(view.send)
    yield "packets-send"
    view.stations._rows[1]._open()
    view._page.area.ensureWidgetVisible(view.stations.paste)
    tour.wait()
    yield "packets-laptops"
    _worked_on(tour.vault, "here")
    _worked_on(other, "there")
    fill(third, 2)
    path = _made(other, folder)
    tour.go("packets", path)
    yield "packets-take"
    view.take.take.click()
    tour.wait()
    view._page.area.ensureWidgetVisible(view.log)
    yield "packets-log"
    tour.go("review")
    tour.find(ReviewView)._choose_topic(Topic.CONFLICTS)
    tour.wait()
    yield "review-two-laptops"
    other.close()
    third.close()


def _worked_on(vault: Vault, where: str) -> None:
    first, second, *_ = vault.all(Detainee)
    first.occupation = f"teacher, as they say {where}"
    if where == "there":
        second.health = "He needs medicine for the heart every day."
        new = Detainee(serial=200, fictitious=True, occupation="driver")
        vault.save(new, action=Action("New"))
    vault.save(first, second, action=Action("Edit"))


def _made(vault: Vault, folder: Path) -> Path:
    shown = preview(vault, Scope(whole=True), vault.all(PartnerStation))
    return make(vault, shown, folder / "a1b2c3d4.packet").path
