"""Takes a picture of every view in every look: `python -m tests.desktop.take_pictures FOLDER`.

1366 × 768 in light and dark, in four languages, mirrored, in high contrast, and at 200 %, of an
empty and of the sample vault; an index page shows them all. Real windows of the real program,
without a screen. Each look is a process of its own.
"""

from __future__ import annotations

import html
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.bootstrap import Program
from caseapp.desktop import fonts, theme
from caseapp.desktop.choices import Choices
from caseapp.i18n import LANGUAGES
from caseapp.store.vault import Vault
from caseapp.system.paths import Paths
from caseapp.system.settings import LOCK_AFTER, BackupChoice
from tests.desktop.album import (
    appeals,
    appeals_way,
    backups,
    cases,
    contacts,
    emergency,
    exports,
    forgetting,
    gate,
    imports,
    intake,
    keys,
    library,
    lists,
    packets,
    review,
    shell,
    sources,
    statistics,
    today,
    unshown,
)
from tests.desktop.album.tour import Hall, Pages, Tour
from tests.desktop.vaults import CHEAP, PASSPHRASE, sample_copy

LOCKED = (gate.pages, gate.forgotten, gate.restoring, gate.before_cases, gate.damaged)
"""What is photographed of the gate, with a vault that was opened here before."""

EMPTY: tuple[Pages, ...] = (
    today.empty,
    cases.empty,
    imports.empty,
    exports.empty,
    intake.empty,
    contacts.empty,
    sources.empty,
    appeals.empty,
    library.empty,
    review.empty,
)
SAMPLE: tuple[Pages, ...] = (
    today.pages,
    cases.pages,
    cases.case,
    contacts.pages,
    contacts.contact,
    sources.pages,
    unshown.pages,
    appeals.pages,
    appeals_way.copy,
    appeals_way.ways,
    library.pages,
    statistics.pages,
    intake.pages,
    shell.pages,
    lists.pages,
    imports.pages,
    exports.pages,
    review.pages,
    review.trash,
    backups.pages,
    emergency.pages,
    forgetting.pages,
    keys.pages,
    packets.pages,
)
"""What is photographed of an empty vault and of the sample, in this order."""

LAPTOP = QSize(1366, 768)
MIRRORED = "kk_Arab"
"""A language that is written from the right; its words are not there yet, so English ones."""


@dataclass(frozen=True)
class Look:
    """One way to see the program. `scale` is that of the process."""

    name: str
    language: str = "en"
    mode: str = "light"
    scale: int = 1


def _named(language: str) -> str:
    return language.lower().replace("_", "-")


LOOKS = (
    *(
        Look(f"{_named(code)}-{mode}", code, mode)
        for mode in ("light", "dark")
        for code in LANGUAGES
    ),
    Look("mirrored-light", MIRRORED),
    Look("mirrored-dark", MIRRORED, "dark"),
    Look("high-contrast", "en", "contrast"),
    Look("200-percent-en", "en", "light", 2),
    Look("200-percent-ru", "ru", "dark", 2),
)


class Album:
    """Takes the pictures of one look into `folder`."""

    def __init__(self, app: QApplication, look: Look, folder: Path, home: Path) -> None:
        self._app, self._look, self._folder = app, look, folder
        self._paths = Paths(config=home / "config", logs=home / "logs", vaults=home / "vaults")
        self._home = home
        self._program: Program | None = None

    def take_all(self) -> None:
        """Every view, in the order in which a newcomer sees them."""
        self._home.mkdir(parents=True, exist_ok=True)
        for steps in (self._first_run, self._locked, self._empty_vault, self._sample):
            for name in steps():
                self._wait()
                picture = self._folder / f"{name}-{self._look.name}.png"
                self._seen().grab().save(str(picture))
            self._end()

    # -- starting and ending -----------------------------------------------------------------
    def _start(self, vault: Path | None = None) -> Program:
        # Nobody touches a key here for minutes: it would lock under way.
        patient = Choices(self._paths.settings_file)
        patient.change(lambda settings: replace(settings, lock_after=max(LOCK_AFTER)))
        program = Program(self._app, self._paths, vault, cost=CHEAP)
        program.window.set_appearance(self._look.mode)
        program.window.set_language(self._look.language)
        program.window.resize(LAPTOP / self._look.scale)
        program.window.show()
        program.window.activateWindow()
        self._program = program
        return program

    def _end(self) -> None:
        self._program.window.hide()
        self._program.end()
        self._paths.settings_file.unlink(missing_ok=True)

    def _wait(self) -> None:
        """Until nothing is on its way, and then for what is drawn a moment later."""
        end = time.monotonic() + 60
        quiet = 0
        while quiet < 8 and time.monotonic() < end:
            QTest.qWait(50)
            quiet = 0 if self._program.jobs.running else quiet + 1

    def _seen(self) -> QWidget:
        """The window, or the dialog that stands before it."""
        return self._app.activeModalWidget() or self._program.window

    def _find(self, kind: type[QWidget]) -> QWidget:
        """A part of the window as it is built now, not of the language before."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return self._program.window.findChild(kind)

    # -- what is seen ------------------------------------------------------------------------
    def _first_run(self) -> Iterator[str]:
        yield from gate.first_run(self._hall(self._start()))

    def _locked(self) -> Iterator[str]:
        office, stick = gate.make_office(self._home), BackupChoice(str(self._home / "stick"))
        choices = Choices(self._paths.settings_file)
        for path in (Path("/media/blue/Field station 2"), office):
            choices.change(lambda settings, path=path: settings.with_recent(path))
        choices.change(lambda settings: settings.with_backup(office, stick))
        hall = self._hall(self._start())
        for pages in LOCKED:
            yield from pages(hall)

    def _empty_vault(self) -> Iterator[str]:
        program = self._start()
        vault = Vault.create(self._home / "empty", PASSPHRASE, name="Office", cost=CHEAP)
        program.opened(vault)
        tour = self._tour(vault)
        for pages in EMPTY:
            yield from pages(tour)

    def _sample(self) -> Iterator[str]:
        program = self._start()
        vault = Vault.open(sample_copy(self._home), PASSPHRASE)
        program.opened(vault)
        tour = self._tour(vault)
        for pages in SAMPLE:
            yield from pages(tour)

    def _hall(self, program: Program) -> Hall:
        return Hall(program, self._home, self._wait, self._find)

    def _tour(self, vault: Vault) -> Tour:
        compact = LAPTOP.width() // self._look.scale < theme.COMPACT_BELOW
        return Tour(self._program, vault, self._wait, self._find, compact)


def write_index(folder: Path) -> Path:
    """A page that shows all pictures, a row a view."""
    names = sorted(path.stem for path in folder.glob("*.png"))
    looks = [look.name for look in LOOKS]
    views = dict.fromkeys(n.removesuffix(f"-{look}") for n in names for look in looks
                          if n.endswith(f"-{look}"))  # fmt: skip
    rows = []
    for view in views:
        shown = [look for look in looks if f"{view}-{look}" in names]
        figures = "".join(
            f'<figure><a href="{view}-{look}.png"><img src="{view}-{look}.png" loading="lazy"></a>'
            f"<figcaption>{html.escape(look)}</figcaption></figure>"
            for look in shown
        )
        rows.append(f"<h2>{html.escape(view)}</h2><div>{figures}</div>")
    style = (
        "body{font:14px sans-serif;margin:24px} div{display:flex;flex-wrap:wrap;gap:12px}"
        " figure{margin:0} img{width:440px;border:1px solid #ccc}"
    )
    page = folder / "index.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><title>caseapp</title><style>{style}</style>'
        f"<h1>Every view, every look</h1>{''.join(rows)}",
        encoding="utf-8",
    )
    return page


def take_looks(folder: Path, wanted: Callable[[Look], bool]) -> None:
    """Take the pictures of the looks that this process can show."""
    app = QApplication.instance() or QApplication(["caseapp"])
    app.setQuitOnLastWindowClosed(False)
    fonts.register()
    with tempfile.TemporaryDirectory() as home:
        for look in filter(wanted, LOOKS):
            print(look.name, flush=True)
            Album(app, look, folder, Path(home, look.name)).take_all()


def main(folder: Path, name: str) -> None:
    """Without a name all looks, each in a process of its own, as many at once as there are
    cores; then the index."""
    folder.mkdir(parents=True, exist_ok=True)
    if name:
        take_looks(folder, lambda look: look.name == name)
        return
    for old in folder.glob("*.png"):
        old.unlink()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda look: _apart(folder, look), LOOKS))
    print(write_index(folder))


def _apart(folder: Path, look: Look) -> None:
    """The ratio of a screen is fixed when Qt starts, so a look starts a program of its own."""
    environment = {**os.environ, "QT_SCALE_FACTOR": str(look.scale)}
    command = [sys.executable, "-m", "tests.desktop.take_pictures", str(folder), look.name]
    subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
