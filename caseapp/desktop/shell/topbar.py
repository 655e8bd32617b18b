"""Back, forward, search, undo and redo, the vault's name, and the lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.router import Router
from caseapp.desktop.shell.search import SearchButton
from caseapp.desktop.widgets import IconButton, Label, Mark, QuietButton, Surface
from caseapp.i18n import Translator

HEIGHT = 48


class TopBar(Surface):
    """`lock_asked()`, `undo_asked()`, `past_asked()` for the list, `redo_asked()`."""

    lock_asked = Signal()
    undo_asked = Signal()
    past_asked = Signal()
    redo_asked = Signal()

    def __init__(
        self, t: Translator, router: Router, vault_name: str, primary: Command | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`primary` begins new work: its button stands here where the sidebar has no room."""
        super().__init__("canvas", parent)
        self._primary = primary
        self.new = IconButton("plus", primary.words if primary else t("New"))
        if primary is not None:
            self.new.clicked.connect(lambda: primary.run())
            key = text.key_name(primary.key)
            self.new.setToolTip(text.tooltip(f"{primary.words} ({key})"))
        self._router = router
        self.field = SearchButton(t)
        self._back = IconButton("arrow-left", t("Back"), key="Alt+Left", on_click=router.back)
        self._forward = IconButton(
            "arrow-right", t("Forward"), key="Alt+Right", on_click=router.forward
        )
        self.undo = IconButton("undo-2", t("Undo"), on_click=self.undo_asked.emit)
        self.past = IconButton(
            "chevron-down", t("What can be undone"), on_click=self.past_asked.emit
        )
        self.redo = IconButton("redo-2", t("Redo"), on_click=self.redo_asked.emit)
        self.lock = QuietButton(
            t("Lock"), icon="lock", tip=t("Close the vault (Ctrl L)"), on_click=self.lock_asked.emit
        )
        self._vault = QWidget()
        name = QHBoxLayout(self._vault)
        name.setContentsMargins(8, 0, 8, 0)
        name.setSpacing(8)
        name.addWidget(Mark("hard-drive", "ink2"))
        name.addWidget(Label(vault_name, "second", elide=True))
        self._lay_out()
        router.moved.connect(self.refresh)
        self.refresh()
        self.set_compact(False)

    def _lay_out(self) -> None:
        self.setFixedHeight(HEIGHT)
        self.field.setMaximumWidth(480)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(4)
        row.addWidget(self._back)
        row.addWidget(self._forward)
        row.addSpacing(4)
        row.addWidget(self.field, 8)
        row.addSpacing(4)
        row.addWidget(self.new)
        row.addWidget(self.undo)
        row.addWidget(self.past)
        row.addWidget(self.redo)
        row.addStretch(1)
        row.addWidget(self._vault)
        row.addWidget(self.lock)

    def refresh(self) -> None:
        """Back and forward as the history allows."""
        self._back.setEnabled(self._router.can_back)
        self._forward.setEnabled(self._router.can_forward)

    def set_compact(self, compact: bool) -> None:
        """The vault's name folds away; the field keeps most of the width."""
        self._vault.setVisible(not compact)
        self.field.set_compact(compact)
        self.new.setVisible(compact and self._primary is not None)
        self.setFixedHeight(HEIGHT)
        self.layout().setSpacing(0 if compact else 4)
        margin = theme.GRID if compact else 2 * theme.GRID
        self.layout().setContentsMargins(margin, 0, margin, 0)
