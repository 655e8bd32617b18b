"""The page for an emergency: as found, while the second key is armed, and a journey."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from caseapp.desktop.features.emergency.view import TRAVEL, EmergencyView
from caseapp.system.settings import BackupChoice
from tests.desktop.album.tour import Tour


def pages(tour: Tour) -> Iterator[str]:
    keeper = tour.program._backups
    tour.go("emergency")
    view: EmergencyView = tour.find(EmergencyView)
    yield "emergency"
    view.arm._begin()
    view.arm.sentence.set_value(view.arm._sentence)
    view.arm._heard()
    yield "emergency-arming"
    view.arm._arm()
    tour.wait()
    with tempfile.TemporaryDirectory(prefix="Stick ") as folder:
        keeper.choose(Path(folder))
        tour.vault.backups.make(Path(folder))
        view.open(TRAVEL)
        tour.wait()
        view.travel.read_back.set_value(view.travel._own.lower())
        view.travel._look()
        yield "emergency-journey"
        bar = view._page.area.verticalScrollBar()
        bar.setValue(bar.maximum())
        yield "emergency-remains"
    view.arm.armed.emit(False)
    keeper._keep(BackupChoice())
