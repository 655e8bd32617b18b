"""The intake page on the screen over a vault of its own, worked as a person works on it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.intake import IntakeView
from caseapp.desktop.features.intake.likely_panel import LikelyCard
from caseapp.desktop.shell.router import Place
from caseapp.desktop.widgets.reasons import ReasonLine
from caseapp.intake.visit import VisitPage, load_page
from caseapp.intake.visit_typing import Slot
from caseapp.store.vault import Vault
from tests.desktop.case_desk import type_into


class IntakeDesk:
    """Keys go to whatever has the keyboard, as they do on a desk."""

    def __init__(self, context: Context, vault: Vault) -> None:
        self.context, self.vault = context, vault
        self.view = IntakeView(context, vault)
        self.view.resize(1182, 690)
        self.gone_to: list[Place] = []
        context.router.moved.connect(self._moved)

    def _moved(self, place: Place) -> None:
        """What the shell does."""
        self.gone_to.append(place)
        if place.view == "intake":
            self.view.open(place.argument)
            self.view.focus_first()

    def open(self, argument: object = None) -> None:
        self.context.router.go("intake", argument)

    # -- the keyboard ------------------------------------------------------------------------
    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.focus, key, held)

    def ctrl(self, key: Qt.Key) -> None:
        self.press(key, Qt.KeyboardModifier.ControlModifier)

    def tab(self, times: int = 1) -> None:
        for _step in range(times):
            self.press(Qt.Key.Key_Tab)

    def type(self, text: str) -> None:
        type_into(self.focus, text)

    def write(self, slot: Slot, text: str) -> None:
        """Go to a field, write into it, leave it."""
        field = self.view.form.field(slot)
        field.setFocus()
        field.editor.selectAll()
        self.press(Qt.Key.Key_Delete)
        self.type(text)
        self.tab()

    def type_key(self, figure: str) -> None:
        self.press(Qt.Key(ord(figure)))

    # -- what is seen ------------------------------------------------------------------------
    def said(self, slot: Slot) -> str:
        return self.view.form.field(slot).editor.accessibleDescription()

    def button(self, name: str) -> QAbstractButton:
        found = self.view.findChild(QAbstractButton, name)
        assert found is not None, name
        return found

    def cards(self) -> list[LikelyCard]:
        return [c for c in self.view.findChildren(LikelyCard) if not c.isHidden()]

    def reasons(self, card: LikelyCard) -> list[str]:
        return [line.accessibleName() for line in card.findChildren(ReasonLine)]

    def offers(self, slot: Slot) -> list[str]:
        """What is offered beneath the line of a place or of who tells."""
        known = self.view.suggestions
        ahead = known.places if slot is Slot.HOME else known.tellers
        return [offer.shown for offer in ahead.offers] if ahead.list.isVisible() else []

    # -- the store ---------------------------------------------------------------------------
    @property
    def intake_id(self) -> UUID:
        assert self.view.keeping.id is not None
        return self.view.keeping.id

    @property
    def page(self) -> VisitPage:
        page = load_page(self.vault, self.intake_id)
        assert page is not None
        return page

    def undo(self) -> None:
        self.context.changes.announce(self.vault.undo())

    def redo(self) -> None:
        self.context.changes.announce(self.vault.redo())


def folder_of(vault: Vault) -> Path:
    return vault.folder.path
