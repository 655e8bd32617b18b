"""Where the person is and was: one history of places, as in a browser.

Knows names of views and plain arguments; shows nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal

_LONGEST = 100
PlaceOf = Callable[[str, UUID, UUID | None], tuple[str, object] | None]
"""`place_of(kind, id, within)`: the view and argument of a record's page, if it has one."""


@dataclass(frozen=True)
class Place:
    """A view and what it shows: None, an id, or any other frozen value."""

    view: str
    argument: object = None


class Router(QObject):
    """`go`, `back` and `forward`; `moved(Place)` says where to. GUI thread only."""

    moved = Signal(object)

    def __init__(self, parent: QObject | None = None, before: Router | None = None) -> None:
        """`before` hands its history on to this one."""
        super().__init__(parent)
        self._places: list[Place] = list(before._places) if before else []
        self._at = before._at if before else -1

    @property
    def current(self) -> Place | None:
        """Where the person is; None before the first `go`."""
        return self._places[self._at] if self._at >= 0 else None

    @property
    def can_back(self) -> bool:
        return self._at > 0

    @property
    def can_forward(self) -> bool:
        return self._at < len(self._places) - 1

    def go(self, view: str, argument: object = None) -> None:
        """Open `view` with `argument`; what lay ahead is forgotten, as in a browser.

        Going to where one already is opens it again and adds nothing to the history.
        """
        place = Place(view, argument)
        if place != self.current:
            del self._places[self._at + 1 :]
            self._places.append(place)
            del self._places[:-_LONGEST]
            self._at = len(self._places) - 1
        self.moved.emit(place)

    def replace(self, argument: object) -> None:
        """Remember another argument for the current place, without opening it again.

        For what changes inside a view and should be found again on the way back: the
        chosen row, the section in view.
        """
        current = self.current
        if current is not None:
            self._places[self._at] = Place(current.view, argument)

    def back(self) -> None:
        """One place back, if there is one."""
        self._step(-1)

    def forward(self) -> None:
        """One place forward, if there is one."""
        self._step(1)

    def clear(self) -> None:
        """Forget everything, as locking must."""
        self._places.clear()
        self._at = -1

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._places):
            self._at += by
            self.moved.emit(self._places[self._at])
