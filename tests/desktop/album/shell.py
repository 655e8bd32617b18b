"""The shell: the palette with what is found and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from tests.desktop.album.tour import Tour


def pages(tour: Tour) -> Iterator[str]:
    desk = tour.program.window.desk
    desk.open_palette("Сынақбай")
    yield "search"
    desk.open_palette()
    yield "commands"
    desk.palette_sheet.close_palette()
