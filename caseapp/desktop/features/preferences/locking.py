"""When an open vault locks itself, and what of it this machine can hear of."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.preferences.machine import Machine
from caseapp.desktop.widgets import Field, Label, SectionHeading, Switch
from caseapp.i18n import Translator
from caseapp.system.settings import LOCK_AFTER


class LockingSection(QWidget):
    """Minutes, the minimised window, and what locks it besides."""

    def __init__(self, t: Translator, machine: Machine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(SectionHeading(t("Locking")))
        choices = tuple((str(n), t.plural("{n} minute", "{n} minutes", n)) for n in LOCK_AFTER)
        after = Field(
            t("Lock when nothing was touched for"), kind="choice", choices=choices,
            value=str(machine.settings().lock_after),
        )  # fmt: skip
        after.setObjectName("lock-after")
        after.committed.connect(
            lambda code: machine.change(lambda s: replace(s, lock_after=int(code)))
        )
        row = QHBoxLayout()
        after.setMaximumWidth(320)
        row.addWidget(after)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(
            Switch(
                t("Lock when the window is minimised"),
                t("Work that was begun is finished first."),
                machine.settings().lock_on_minimise,
                lambda on: machine.change(lambda s: replace(s, lock_on_minimise=on)),
            )
        )
        column.addWidget(Label(_also(t, machine.heard()), "second", wrap=True))


def _also(t: Translator, heard: frozenset[str]) -> str:
    """What else locks it here; what this system does not tell is said too."""
    if {"sleep", "screen"} <= heard:
        return t(
            "It also locks when the computer goes to sleep, its screen is locked or another"
            " user comes to the front."
        )
    if "screen" in heard:
        return t(
            "It also locks when the screen is locked, and on waking from sleep. Before a sleep,"
            " lock it yourself."
        )
    return t(
        "It also locks on waking from sleep. This computer does not tell when its screen is"
        " locked or when it goes to sleep: lock the vault yourself."
    )
