"""When Python looks for garbage: not in the middle of work, where the window would stand still.

A full collection looks at every object while no other thread can run: half a second and more
beside an import of ten thousand rows, again and again as the rows come. Short collections go on
as ever; the full ones wait for a quiet moment.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

from caseapp.desktop.jobs.runner import Jobs

_QUIET_MS: Final = 4_000
"""Milliseconds without any work after which nobody is likely to be waiting."""
_WORTH: Final = 10
"""Middle collections since the last full one, from which one is worth it; Python's own measure."""
_AT_THE_LATEST: Final = 2_000
"""Middle collections after which one is made in the middle of work all the same, for the sake
of memory: after some million objects."""


class Collecting(QObject):
    """Puts full collections off until `jobs` have rested; `end` gives Python its measure back."""

    def __init__(self, jobs: Jobs, *, quiet_ms: int = _QUIET_MS) -> None:
        super().__init__(jobs)
        self._before = gc.get_threshold()
        gc.set_threshold(*self._before[:2], _AT_THE_LATEST)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(quiet_ms)
        self._rest.timeout.connect(self._collect)
        jobs.idle.connect(self._rest.start)
        jobs.started.connect(self._rest.stop)

    def _collect(self) -> None:
        if gc.get_count()[2] >= _WORTH:
            gc.collect()

    def end(self) -> None:
        """Harmless when ended already."""
        self._rest.stop()
        gc.set_threshold(*self._before)
