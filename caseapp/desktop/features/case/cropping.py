"""Cutting a portrait out of a photo of several people. The photo itself stays as it came."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.widgets import Label, PrimaryButton, QuietButton, Surface
from caseapp.desktop.widgets.crop import CropFrame
from caseapp.i18n import Translator

_HEIGHT = 320


class CropPanel(Surface):
    """`cut(photo_id, box)` when a part was chosen, `closed()` when not."""

    cut = Signal(object, object)
    closed = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._photo_id: UUID | None = None
        self.frame = CropFrame(t)
        self.frame.setFixedHeight(_HEIGHT)
        self._keep = PrimaryButton(
            t("Use this part as portrait"), icon="crop", key="Ctrl+Return", on_click=self._cut
        )
        self._keep.setObjectName("keep-crop")
        self._cancel = cancel = QuietButton(
            t("Cancel"), key="Esc", live=False, on_click=self.close_panel
        )
        cancel.setObjectName("cancel-crop")
        buttons = QHBoxLayout()
        buttons.addWidget(self._keep)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        said = t("The whole photo is kept beside it, as it came.")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.frame)
        column.addWidget(Label(said, "caption", wrap=True))
        column.addLayout(buttons)
        self.hide()

    def buttons(self) -> tuple[QWidget, ...]:
        """What stands below the picture, in order."""
        return self._keep, self._cancel

    def show_photo(self, photo_id: UUID, image: QImage) -> None:
        """Ask for a part of this photo."""
        self._photo_id = photo_id
        self.frame.show_picture(image)
        self.show()
        self.frame.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Cut nothing."""
        self._photo_id = None
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _cut(self) -> None:
        photo_id, box = self._photo_id, self.frame.box()
        self.close_panel()
        if photo_id is not None:
            self.cut.emit(photo_id, box)
