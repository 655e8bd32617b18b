"""The line above the matrix that says how a consent was given, and the copies already out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.contact.consent_sets import SetState
from caseapp.desktop.features.contact.words import ContactWords
from caseapp.desktop.forms.lines import LineButton, LinePen
from caseapp.desktop.widgets import Label, LinkButton, Mark
from caseapp.store.queries.contact_page import CopyOut

_MARKS = {
    SetState.IN_FORCE: ("file-check", "ok"),
    SetState.LATER: ("clock", "warn"),
    SetState.UNDATED: ("calendar-x", "warn"),
    SetState.EXPIRED: ("clock", "warn"),
    SetState.WITHDRAWN: ("ban", "danger"),
}
_MOST = 6


class ConsentLine(LineButton):
    """Shows (words, number of files, state); opens into the fields."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(theme.ROW, parent)
        self.setCheckable(True)
        self.setObjectName("how-given")
        self._said: tuple[str, int, SetState] = ("", 0, SetState.IN_FORCE)

    def show_words(self, said: object) -> None:
        """See the class."""
        assert isinstance(said, tuple)
        self._said = said
        self.setAccessibleName(said[0])
        self.update()

    @staticmethod
    def offer_staff(editor: QWidget, staff: Sequence[str]) -> None:
        """Offer the names of the office's staff while one is typed."""
        if isinstance(editor, QLineEdit):
            completer = QCompleter(list(staff), editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(completer)

    def draw(self, pen: LinePen) -> None:
        words, files, state = self._said
        icon, tone = _MARKS[state]
        height, side = self.height(), icons.MEDIUM
        pen.icon(QRect(4, (height - side) // 2, side, side), icon, theme.tone(tone)[0])
        right = self.width() - 24
        chevron = "chevron-up" if self.isChecked() else "chevron-down"
        box = QRect(self.width() - 20, (height - icons.SMALL) // 2, icons.SMALL, icons.SMALL)
        pen.icon(box, chevron, theme.current().ink2)
        left = 28
        left += 8 + pen.text(QRect(left, 0, right - left, height), words, "second")
        if files and right - left > 24:
            clip = QRect(left, (height - icons.SMALL) // 2, icons.SMALL, icons.SMALL)
            pen.icon(clip, "paperclip", theme.current().accent)


class CopiesOut(QWidget):
    """Copies that left the office while the consent stood. `opened(appeal id)`."""

    opened = Signal(object)

    def __init__(self, words: ContactWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._links: list[LinkButton] = []
        self._shown: tuple[CopyOut, ...] | None = None
        self._title = Label("", "warn", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Mark("triangle-alert", "warn", icons.SMALL))
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(self._lines)
        self.hide()

    def show_copies(self, copies: Sequence[CopyOut]) -> None:
        """List copies; none hides the list."""
        if tuple(copies) == self._shown:
            return
        self._shown = tuple(copies)
        for link in self._links:
            self._lines.removeWidget(link)
            link.hide()
            link.deleteLater()
        t = self._words.t
        count = len(copies)
        self._title.setText(
            t.plural("{n} copy is out already; it says what was allowed then:",
                     "{n} copies are out already; they say what was allowed then:", count)
        )  # fmt: skip
        self._links = [self._link(copy) for copy in copies[:_MOST]]
        for link in self._links:
            left = Qt.AlignmentFlag.AlignLeft
            self._lines.addWidget(link, alignment=left)
            link.show()
        self.setHidden(not copies)

    def tab_stops(self) -> list[QWidget]:
        return list(self._links)

    def _link(self, copy: CopyOut) -> LinkButton:
        link = LinkButton(copy_words(self._words, copy), small=True)
        link.clicked.connect(lambda _=False, a=copy.appeal_id: self.opened.emit(a))
        return link


def copy_words(words: ContactWords, copy: CopyOut) -> str:
    """ "Appeal of June, copy 2: Embassy, 4 Sep 2023, 06:00"."""
    to = copy.addressee.get(words.t.language) or copy.addressee.get("en")
    whom = to or next(iter(copy.addressee.values()), "") or words.audience(copy.audience)
    return words.t(
        "{appeal}, copy {n}: {whom}, {when}", appeal=copy.appeal, n=copy.number, whom=whom,
        when=words.moment(copy.produced_at),
    )  # fmt: skip
