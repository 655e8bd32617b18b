"""Cases that may be the person who is being typed in, each with its reasons in words.

Shows what it is given; asking and deciding are the view's. Knows rows, no vault.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.features.intake.words import IntakeWords
from caseapp.desktop.widgets import (
    Button,
    Label,
    Line,
    LinkButton,
    PersonNames,
    PhotoFrame,
    QuietButton,
)
from caseapp.desktop.widgets.reasons import ReasonLine
from caseapp.domain.vocabulary import NameScript
from caseapp.matching.known_already import FEW, LikelyCase, worth_showing

SHOWN = FEW
"""Cases that are shown at once."""

_PHOTO = QSize(40, 40)


class LikelyCard(QWidget):
    """One case. `same()` and `not_same()` when the person decides."""

    same = Signal()
    not_same = Signal()

    def __init__(
        self, words: IntakeWords, case: LikelyCase, photo: QImage | None, *, first: bool
    ) -> None:
        super().__init__()
        t = words.t
        forms = list(case.row.names)
        # The Chinese spelling is the one that stands on papers and is compared here.
        forms[1:] = sorted(forms[1:], key=lambda form: form[0] is not NameScript.ZH_HANS)
        names = [text for _script, text in forms] or [t("Name not known")]
        self.setAccessibleName(", ".join([*names[:2], words.about(case)]))
        frame = PhotoFrame(_PHOTO, "warn" if first else "info")
        frame.show_person(names[0], photo, t("Photo of {name}", name=names[0]))
        lead, second = PersonNames("strong"), PersonNames()
        lead.set_names(names[:1])
        second.set_names(names[1:2])
        second.setHidden(len(names) < 2)
        called = QVBoxLayout()
        called.setSpacing(0)
        called.addWidget(lead)
        called.addWidget(second)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(frame, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(called, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(Label(words.about(case), "second", wrap=True))
        for said, speaks_for in words.reasons(case):
            column.addWidget(ReasonLine(t, said, speaks_for))
        column.addSpacing(4)
        column.addLayout(self._decisions(words, names[0], first))

    def _decisions(self, words: IntakeWords, name: str, first: bool) -> QHBoxLayout:
        t = words.t
        kind = Button if first else QuietButton
        same = kind(t("It is this person"), icon="link" if first else "", small=True,
                    tip=t("Opens this case and adds what was told as a second account"),
                    on_click=self.same.emit)  # fmt: skip
        other = QuietButton(t("Not the same"), small=True, on_click=self.not_same.emit)
        for button in (same, other):
            button.setAccessibleDescription(name)
        same.setObjectName("same")
        other.setObjectName("not-same")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(same)
        row.addWidget(other)
        row.addStretch(1)
        return row


class LikelyPanel(QWidget):
    """`same(case id)`, `not_same(case id)`; the rest is "2 more, unlikely", unfolded by a click."""

    same = Signal(object)
    not_same = Signal(object)

    def __init__(self, words: IntakeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._cases: Sequence[LikelyCase] = ()
        self._photos: dict[UUID, QImage] = {}
        self._unfolded = False
        self._said = Label("", "second", wrap=True)
        self._more = LinkButton("", on_click=self._unfold)
        self._more.setObjectName("more")
        self._cards: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._said)
        self._column.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)
        self.show_cases((), {}, asked=False)

    @property
    def likely(self) -> int:
        """How many of the shown cases are likely."""
        return sum(case.likely for case in self._cases)

    def show_cases(
        self, cases: Sequence[LikelyCase], photos: dict[UUID, QImage], *, asked: bool = True
    ) -> None:
        """Show these, best first. `asked`: something was typed to ask with."""
        t = self._words.t
        nobody = t("Nobody like that is in the vault.")
        self._said.setText(nobody if asked else t("Cases that may be the same appear here."))
        self._said.setHidden(bool(cases))
        cases = tuple(cases)
        if (cases, photos) == (self._cases, self._photos) and self._cards:
            return
        focus = self.window().focusWidget()
        deciding = focus is not None and self.isAncestorOf(focus)
        if {case.row.id for case in cases} != {case.row.id for case in self._cases}:
            self._unfolded = False
        self._cases, self._photos = cases, photos
        self._rebuild()
        if deciding:
            self.focus_first()

    def _rebuild(self) -> None:
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        shown = self._cases if self._unfolded else worth_showing(self._cases)[:SHOWN]
        for number, case in enumerate(shown):
            if number:
                self._insert(Line())
            card = LikelyCard(self._words, case, self._photos.get(case.row.id), first=not number)
            card.same.connect(lambda one=case.row.id: self.same.emit(one))
            card.not_same.connect(lambda one=case.row.id: self.not_same.emit(one))
            self._insert(card)
        rest = self._cases[len(shown) :]
        self._more.setHidden(not rest)
        t, count = self._words.t, len(rest)
        if any(case.likely for case in rest):
            self._more.setText(t.plural("{n} more", "{n} more", count))
        else:
            self._more.setText(t.plural("{n} more, unlikely", "{n} more, unlikely", count))

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(1 + len(self._cards), widget)
        self._cards.append(widget)

    def _unfold(self) -> None:
        self._unfolded = True
        self._rebuild()
        self.focus_first()

    def focus_first(self) -> bool:
        """Put the keyboard on the first decision; False if there is none."""
        decisions = [card.findChild(Button, "same") for card in self._cards]
        stops = [button for button in decisions if button is not None]
        stops += [] if self._more.isHidden() else [self._more]
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(stops)
