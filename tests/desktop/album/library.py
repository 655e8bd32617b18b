"""The library: each of its sections, with something of the office's own in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseapp.desktop.features.library import LibraryView
from caseapp.desktop.features.library.view import SECTIONS
from caseapp.domain.policy import Rule
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.store.history import Action
from caseapp.store.records import CalendarDay, Term
from tests.desktop.album.tour import Tour


def empty(tour: Tour) -> Iterator[str]:
    tour.go("library", "addressees")
    yield "library-empty"


def pages(tour: Tour) -> Iterator[str]:
    tour.vault.save(
        CalendarDay(day=date(2026, 3, 23), name="Наурыз мейрамы"),
        CalendarDay(day=date(2026, 3, 28), working=True, name="жұмыс күні"),
        Term(vocabulary="occupation", words={"en": "herder", "ru": "чабан", "kk": "малшы"}),
        action=Action("Enter a day", undoable=False),
    )
    for key, _words, _icon, _make in SECTIONS:
        tour.go("library", key)
        view = tour.find(LibraryView)
        section = view.section()
        if key == "days":
            section.go_to(date(2026, 3, 23))
        if key == "policies":
            section._answered({(Audience.PRESS, InfoClass.HEALTH): Rule.ALLOW})
            tour.wait()
        if tour.compact:
            yield f"library-{key}-list"
            split = getattr(section, "split", None)
            if split is not None:
                split.show_detail()
                tour.wait()
        yield f"library-{key}"
