"""Backups before a folder was chosen, with some made and one read through, and one damaged."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from caseapp.desktop.features.backups.view import BackupsView
from caseapp.system.settings import BackupChoice
from tests.desktop.album.tour import Tour


def pages(tour: Tour) -> Iterator[str]:
    keeper = tour.program._backups
    tour.go("backups")
    yield "backups-none"
    with tempfile.TemporaryDirectory(prefix="Stick ") as folder:
        keeper.choose(Path(folder))
        view: BackupsView = tour.find(BackupsView)
        for _ in range(3):
            tour.vault.backups.make(Path(folder), keep_all=True)
        view.reload()
        tour.wait()
        view._verify_chosen()
        tour.wait()
        newest = view.list.items()[1].key
        (newest / "case.db").write_bytes(b"damaged")
        view.list.choose(newest)
        view._verify_chosen()
        tour.wait()
        yield "backups-list"
        shutil.rmtree(folder)
        view.reload()
        tour.wait()
        yield "backups-not-there"
        Path(folder).mkdir()
    keeper._keep(BackupChoice())
    tour.program.window.context.notices.clear()
