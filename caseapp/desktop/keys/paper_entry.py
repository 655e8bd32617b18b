"""What is typed from one kind of recovery paper, field by field: whole, or not yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from caseapp.desktop.widgets import Field
from caseapp.store.recovery_errors import RecoveryInputError


class PaperEntry(QWidget):
    """`changed()` with each key."""

    changed = Signal()

    def __init__(
        self,
        fields: Sequence[QLineEdit | Field],
        key_of: Callable[[Sequence[str]], bytes],
        parent: QWidget | None = None,
    ) -> None:
        """`key_of` makes the 32 bytes of what stands in the fields, or raises
        RecoveryInputError."""
        super().__init__(parent)
        self._fields, self._key_of = fields, key_of
        self.setFocusProxy(fields[0])

    def ready(self) -> bool:
        """Whether every field is as such a paper may have it."""
        try:
            self.key()
        except RecoveryInputError:
            return False
        return True

    def key(self) -> bytes:
        """The 32 bytes. Raises RecoveryInputError."""
        return self._key_of([field.text() for field in self._fields])

    def clear(self) -> None:
        """Leave nothing of it on the screen."""
        raise NotImplementedError
