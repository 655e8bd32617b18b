"""How long work tells how far it is, and learns that it should stop.

Whoever does the work gets a `Progress`; whoever shows it gives a listener. Works on
any thread. Knows no screen, no translation and nothing of what is being done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from caseapp.errors import Cancelled
from caseapp.system.turns import give_way


@dataclass(frozen=True)
class Report:
    """One step told: `done` of `total` units; a `total` of 0 means the end is not known.

    `message` is a translatable English message id ("" = nothing to say), `params` fill
    its `{named}` places.
    """

    done: int
    total: int
    message: str = ""
    params: dict[str, object] = field(default_factory=dict)

    @property
    def fraction(self) -> float | None:
        """Between 0.0 and 1.0, or None while the end is not known."""
        if self.total <= 0:
            return None
        return min(max(self.done / self.total, 0.0), 1.0)


class Progress:
    """The line between one piece of work and whoever watches it.

    The listener is called on the thread that works, so it must be quick and must not
    touch widgets. Both reporting and asking whether to stop let others go first, on a thread
    that is patient (`system.turns`).
    """

    def __init__(self, listener: Callable[[Report], None] | None = None) -> None:
        self._listener = listener
        self._stop = threading.Event()

    def report(self, done: int, total: int, message: str = "", /, **params: object) -> None:
        """Tell that `done` of `total` units are ready; see `Report`. Never raises Cancelled."""
        give_way()
        if self._listener is not None:
            self._listener(Report(done, total, message, params))

    def cancel(self) -> None:
        """Ask the work to stop at its next safe place. May be called from any thread."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """True once someone asked to stop."""
        return self._stop.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` at a place where stopping leaves nothing half done."""
        give_way()
        if self._stop.is_set():
            raise Cancelled
