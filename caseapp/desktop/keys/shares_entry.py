"""Two shares, typed from paper: how many words there are, and which is not one of the list."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.keys.paper_entry import PaperEntry
from caseapp.desktop.widgets import Field
from caseapp.i18n import Translator
from caseapp.store.recovery_errors import RecoveryInputError, ShareLengthError
from caseapp.store.recovery_shares import WORDS, key_of, read_share


class SharesEntry(PaperEntry):
    """Two of the three shares, any of them first."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        self.shares = (
            Field(t("First share"), kind="text", lines=3),
            Field(t("Second share"), kind="text", lines=3),
        )
        super().__init__(self.shares, key_of, parent)
        self._t = t
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        for number, share in enumerate(self.shares, 1):
            column.addWidget(share)
            share.edited.connect(lambda _text="", number=number: self._typed(number))
            self._look(number)

    def clear(self) -> None:
        for number, share in enumerate(self.shares, 1):
            share.editor.set_value("")
            self._look(number)

    def _typed(self, number: int) -> None:
        self._look(number)
        self.changed.emit()

    def _look(self, number: int) -> None:
        """The word that is being typed is not judged before the next one is begun."""
        t, share = self._t, self.shares[number - 1]
        text = share.text()
        begun = text.split()
        whole = begun if text[-1:].isspace() or len(begun) >= WORDS else begun[:-1]
        try:
            read_share(number, " ".join(whole))
        except ShareLengthError as error:
            found = error.params["found"]
            share.say(t("{n} of {count} words", n=found, count=WORDS), "reading")
            return
        except RecoveryInputError as error:
            share.say(t.error(error), "error")
            return
        both = all(len(one.text().split()) >= WORDS for one in self.shares)
        share.say(self._together() if both else t("This share is whole."), "reading")

    def _together(self) -> str:
        try:
            self.key()
        except RecoveryInputError as error:
            return self._t.error(error)
        return self._t("This share is whole.")
