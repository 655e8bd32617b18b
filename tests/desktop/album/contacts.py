"""The list of contacts, one contact with the consent matrix, and what an embassy would see."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.contact import ContactView
from caseapp.desktop.features.contact.panes import Pane
from caseapp.desktop.features.contacts import ContactsView
from caseapp.domain.vocabulary import Audience
from caseapp.store.records import Contact
from tests.desktop.album.tour import Tour


def empty(tour: Tour) -> Iterator[str]:
    tour.go("contacts")
    yield "contacts-empty"


def pages(tour: Tour) -> Iterator[str]:
    tour.go("contacts")
    view = tour.find(ContactsView)
    view.table.go_to(4)
    yield "contacts"
    view._start_new()
    yield "contacts-new"
    view._leave_new()


def contact(tour: Tour) -> Iterator[str]:
    by_number = {one.serial: one for one in tour.vault.all(Contact)}
    tour.go("contact", by_number[1].id)
    view = tour.find(ContactView)
    yield "contact"
    view.desk._look(Audience.DETAINING_STATE)
    yield "contact-seen-by"
    view.desk.stop_looking()
    view.panes.show_pane(Pane.PERSON)
    view.facts.set_open(True)
    yield "contact-particulars"
    view.facts.set_open(False)
    view.panes.show_pane(Pane.CONSENT)
    tour.go("contact", by_number[2].id)
    yield "contact-no-consent"
