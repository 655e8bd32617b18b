"""Forgetting a case for good: what goes, what stays elsewhere, and a word that names nobody."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.desktop.features.forgetting import ForgettingView
from caseapp.store.records import Contact, Detainee
from tests.desktop.album.tour import Tour


def pages(tour: Tour) -> Iterator[str]:
    case = min(tour.vault.all(Detainee), key=lambda one: one.serial)
    tour.go("forget", ("detainee", case.id))
    yield "forgetting"
    told = max(tour.vault.all(Contact), key=lambda one: len(one.phones))
    tour.go("forget", ("contact", told.id))
    yield "forgetting-contact"
    view: ForgettingView = tour.find(ForgettingView)
    view.forget("somebody else")
    tour.wait()
    yield "forgetting-refused"
