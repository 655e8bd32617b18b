"""What silence or an answer calls for, beneath the copy that it concerns: said, and offered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.features.appeals.follow_ups import DEEDS, Offer
from caseapp.desktop.features.appeals.way_words import WayWords
from caseapp.desktop.widgets import Button, FlowLayout, Label, LinkButton, QuietButton, Surface
from caseapp.domain.reply_rules import procedure
from caseapp.domain.vocabulary import AppealKind

_ICONS = {
    AppealKind.COMPLAINT: "gavel", AppealKind.REMINDER: "bell-ring", AppealKind.THANKS: "handshake",
}  # fmt: skip


class FollowLines(QWidget):
    """`wanted(dispatch id, kind)`; `opened(appeal id)` of one that was made already."""

    wanted = Signal(object, object)
    opened = Signal(object)

    def __init__(self, words: WayWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown: tuple[Offer, ...] = ()
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these; what is the same stays, so that the keyboard stays in it."""
        shown = tuple(offer for offer in offers if offer.kinds or offer.made or offer.too_late)
        if shown == self._shown:
            return
        self._shown = shown
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._make(offer) for offer in shown]
        for line in self._lines:
            self._column.addWidget(line)
            line.show()
        self.setVisible(bool(shown))

    def _make(self, offer: Offer) -> QWidget:
        line = Surface("sunken") if offer.over is not None else QWidget()
        column = QVBoxLayout(line)
        margins = (12, 8, 12, 8) if offer.over is not None else (0, 2, 0, 2)
        column.setContentsMargins(*margins)
        column.setSpacing(4)
        said = self._said(offer)
        if said:
            column.addWidget(Label(said, "second", wrap=True))
        holder = QWidget()
        buttons = FlowLayout(holder)
        for made in offer.made:
            buttons.addWidget(self._link(made))
        for kind in offer.kinds:
            buttons.addWidget(self._button(offer, kind))
        if offer.made or offer.kinds:
            row = QHBoxLayout()
            row.addWidget(holder, 1)
            column.addLayout(row)
        return line

    def _link(self, made: object) -> QWidget:
        t = self._words.t
        words = t("{kind}: appeal {n}", kind=self._words.word(made.kind), n=made.serial)
        link = LinkButton(
            words, small=True, on_click=lambda: self.opened.emit(made.appeal_id)
        )  # fmt: skip
        link.setObjectName("made")
        return link

    def _button(self, offer: Offer, kind: AppealKind) -> QWidget:
        make = Button if kind is AppealKind.COMPLAINT else QuietButton
        button = make(
            self._words.t(DEEDS[kind]), icon=_ICONS[kind], small=True,
            on_click=lambda: self.wanted.emit(offer.dispatch_id, kind),
        )  # fmt: skip
        button.setObjectName(kind.value)
        return button

    def _said(self, offer: Offer) -> str:
        """What the silence means by the law, and until when it can be complained of."""
        if offer.over is None:
            return ""
        t, due = self._words.t, self._words.due
        if offer.until is None:
            return t("No answer by {day}.", day=due.day(offer.over))
        steps = procedure()
        said = t("No answer by {day}: the term has lapsed, which counts as a refusal ({article}).",
                 day=due.day(offer.over), article=due.article(steps.silence.article))  # fmt: skip
        cited = due.article(steps.complaint.article)
        if offer.too_late:
            more = t("A complaint could be filed until {day} ({article}).",
                     day=due.day(offer.until), article=cited)  # fmt: skip
        else:
            more = t("A complaint can be filed until {day} ({article}).",
                     day=due.day(offer.until), article=cited)  # fmt: skip
        return f"{said} {more}"
