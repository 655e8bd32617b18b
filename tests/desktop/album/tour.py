"""What a page of the album may ask of the running program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from caseapp.bootstrap import Program
from caseapp.store.vault import Vault


@dataclass(frozen=True)
class Hall:
    """The program before a vault is open; `home` is a folder for vaults. Else as in `Tour`."""

    program: Program
    home: Path
    wait: Callable[[], None]
    find: Callable[[type[QWidget]], QWidget]


@dataclass(frozen=True)
class Tour:
    """A walk through an open vault. `wait()` until nothing is on its way.

    `find(kind)` gives the part of the window as it is built now; `compact` says that the
    window is narrower than 1000 logical pixels.
    """

    program: Program
    vault: Vault
    wait: Callable[[], None]
    find: Callable[[type[QWidget]], QWidget]
    compact: bool

    def go(self, view: str, argument: object = None) -> None:
        """Go to a place and wait until it is drawn."""
        self.program.window.context.router.go(view, argument)
        self.wait()


Pages = Callable[[Tour], Iterator[str]]
"""Brings the window into one state after the other and yields the name of each picture."""
