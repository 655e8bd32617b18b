"""The shell: the palette, what can be undone, history, preferences and help."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.store.history import Action
from caseapp.store.records import Detainee
from tests.desktop.album.tour import Tour


def pages(tour: Tour) -> Iterator[str]:
    desk = tour.program.window.desk
    desk.open_palette("Сынақбай")
    yield "search"
    desk.open_palette()
    yield "commands"
    desk.palette_sheet.close_palette()
    for value in ("teacher", "teacher at the school of the county"):
        case = tour.vault.all(Detainee)[6]
        case.occupation = value
        tour.vault.save(case, action=Action("Change “{field}”", {"field": "Occupation"}))
    desk.undo.actions.refresh()
    tour.wait()
    desk.undo.open_list()
    yield "undo-list"
    desk.undo.close_list()
    tour.go("history")
    yield "history"
    tour.go("preferences")
    yield "preferences"
    desk.view("preferences").page.go_to("office")
    yield "preferences-office"
    tour.go("help", "case")
    yield "help"
    desk.view("help").open("cases")
    desk.view("help")._choose("keys")
    yield "help-keys"
