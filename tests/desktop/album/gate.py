"""The gate: making a vault, unlocking, a forgotten passphrase, restoring, and what is damaged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from caseapp.desktop.features.gate.page import GatePage
from caseapp.desktop.keys.recovery_work import RecoveryWork
from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store.history import Action
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from tests.desktop.album.tour import Hall
from tests.desktop.gate_desk import (
    make_office,
    spoil_after_a_crash,
    spoil_first_page,
    unlock,
)
from tests.desktop.vaults import CHEAP, PASSPHRASE, many_cases

__all__ = ["before_cases", "damaged", "first_run", "forgotten", "make_office", "pages", "restoring"]


def first_run(hall: Hall) -> Iterator[str]:
    page = hall.find(GatePage)
    yield "gate-language"
    page.first_run.show_step(1)
    yield "gate-place"
    page.first_run.show_step(2)
    page.first_run.passphrase.pair.suggest()
    yield "gate-passphrase"
    vault = Vault.create(hall.home / "first", PASSPHRASE, name="Case files", cost=CHEAP)
    page.first_run.show_recovery(vault, vault.keys.make_recovery(PASSPHRASE))
    page.first_run.recovery.focus_first()
    yield "gate-recovery"
    page.first_run.recovery.work.on_paper.click()
    yield "gate-typing-back"


def pages(hall: Hall) -> Iterator[str]:
    page = hall.find(GatePage)
    yield "gate-unlock"
    unlock(page, "not this one")
    yield "gate-refused"


def forgotten(hall: Hall) -> Iterator[str]:
    page = hall.find(GatePage)
    page.unlock.forgot.click()
    yield "gate-forgot"
    entry, pair = page.forgot.entry, page.forgot.pair
    for line in entry.sheet.lines[:2]:
        line.setText("0000 0000")
    entry.sheet.lines[2].setText("0000 0001")
    entry.sheet._look()
    pair.suggest()
    yield "gate-forgot-typed"
    entry.choose("shares")
    for number, words in enumerate(("babble zebra ", ""), 1):
        entry.shares.shares[number - 1].editor.set_value(words)
        entry.shares._typed(number)
    yield "gate-forgot-shares"
    page.forgot._leave()


def restoring(hall: Hall) -> Iterator[str]:
    page, stick = hall.find(GatePage), hall.home / "a stick"
    stick.mkdir()
    page.show_restore(True)
    yield "gate-restore"
    page.restore.take_folder(hall.home / "config")
    yield "gate-restore-none"
    with Vault.create(hall.home / "Field", PASSPHRASE, name="Field", cost=CHEAP) as vault:
        vault.attach(
            b"a letter", role=AttachmentRole.DOCUMENT_SCAN, action=Action("Attach"),
            file_name="the letter.txt",
        )  # fmt: skip
        for number in range(3):
            vault.save(Detainee(serial=number + 1, fictitious=True), action=Action("New"))
            vault.backups.make(stick, keep_all=True)
    page.restore.take_folder(stick)
    yield "gate-restore-chosen"
    for letter in stick.rglob("att/*/*"):
        letter.unlink()
    page.restore.secret.edit.setText(PASSPHRASE)
    page.restore.go.click()
    yield "gate-restore-damaged"
    page.restore.left.emit()


def before_cases(hall: Hall) -> Iterator[str]:
    """A vault of before there were recovery keys, in which there are cases."""
    page, path = hall.find(GatePage), hall.home / "Karaganda"
    with Vault.create(path, PASSPHRASE, name="Karaganda", cost=CHEAP) as vault:
        vault.save(*many_cases(2), action=Action("Fill"))
    page.unlock.choose(path)
    page.unlock._again_at = 0.0
    page.unlock._allow()
    unlock(page)
    hall.wait()
    yield "gate-sheet-asked"
    work: RecoveryWork = page.recovery.work
    work.secret.edit.setText(PASSPHRASE)
    work.secret.edited.emit()
    work.make_button.click()
    yield "gate-sheet-shown"
    work.shown.choose("shares")
    yield "gate-sheet-shares"
    work.shown.choose("sheet")
    work.on_paper.click()
    yield "gate-sheet-typed-back"
    page.recovery.left.emit()
    hall.wait()


def damaged(hall: Hall) -> Iterator[str]:
    """The best first: what is offered depends on what is damaged and on what lies beside."""
    page, path = hall.find(GatePage), hall.home / "office"
    sound = hall.home / "sound"
    shutil.copytree(path, sound)

    def opened() -> None:
        page.unlock.choose(path)
        unlock(page)
        hall.wait()

    spoil_after_a_crash(path)
    opened()
    yield "gate-damaged"
    page.damage.ways[1].click()
    hall.wait()
    yield "gate-damaged-saved"
    for name, harm in (("keys.json", "keys"), ("STORE.json", "description")):
        _again(path, sound)
        (path / name).write_bytes(b"{")
        opened()
        yield f"gate-damaged-{harm}"
    _again(path, sound)
    (path / "case.db").unlink()
    opened()
    yield "gate-damaged-missing"
    _again(path, sound)
    spoil_first_page(path)
    shutil.rmtree(hall.home / "stick")
    opened()
    page.damage.ways[1].click()
    yield "gate-damaged-nothing-saved"
    page.damage.left.emit()


def _again(path: Path, sound: Path) -> None:
    """The vault as it was before it was damaged."""
    shutil.rmtree(path)
    shutil.copytree(sound, path)
