"""A vault at the gate: the passphrase typed, and the ways in which a disk damages it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from caseapp.desktop.features.gate.page import GatePage
from caseapp.store.history import Action
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from tests.desktop.vaults import CHEAP, PASSPHRASE, fill, give_sheet

STRONG = "acorn-lobby-river-candle-moss"
PAGE, BAD = 4096, 190
"""A page of `make_office` that is not among the list of tables."""


def make_office(places: Path) -> Path:
    """A closed vault of 30 cases with a backup in "stick" beside it and two changes after that."""
    path, stick = places / "office", places / "stick"
    stick.mkdir()
    with Vault.create(path, PASSPHRASE, name="Almaty office", cost=CHEAP) as vault:
        fill(vault, 30)
        give_sheet(vault)
        vault.backups.make(stick)
        for summary in ("one", "two"):
            vault.save(Detainee(summary=summary, fictitious=True), action=Action("New"))
    return path


def unlock(page: GatePage, secret: str = PASSPHRASE) -> None:
    """Type the passphrase and press Enter."""
    page.unlock.secret.edit.setText(secret)
    QTest.keyClick(page.unlock.secret.edit, Qt.Key.Key_Return)


def spoil_first_page(path: Path) -> None:
    """Of the list of tables nothing can be read."""
    _spoil(path, 2000)


def spoil_after_a_crash(path: Path) -> None:
    """A page of records, in a vault that was not closed."""
    (path / "open").write_text("{}")
    _spoil(path, BAD * PAGE + 1000)


def _spoil(path: Path, place: int) -> None:
    with (path / "case.db").open("r+b") as file:
        file.seek(place)
        file.write(b"damage")
