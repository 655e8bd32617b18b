"""What the sources say of one claim in their own words, and what of the case is not verified."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.lines import TextButton, TextParts
from caseapp.desktop.widgets import Chip, FlowLayout, IconButton, Label, LinkButton, Surface
from caseapp.domain.vocabulary import Bearing, Verification
from caseapp.store.queries.case_claims import Claim, Passage
from caseapp.store.queries.case_page import CasePage

_BEARING = {Bearing.SUPPORTS: ("check", "ok"), Bearing.CONTRADICTS: ("x", "danger")}
_SHOWN = 8
"""Claims that "not verified yet" names; more are counted."""


class ClaimPassages(Surface):
    """Under the grid: each excerpt behind one claim. `event_asked()`; `opened((source, excerpt))`
    with two ids; `closed()`."""

    event_asked = Signal()
    opened = Signal(object)
    closed = Signal()

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._words, t = words, words.t
        self.setAccessibleName(t("What the sources say"))
        self._title = Label("", "strong", wrap=True)
        self._event = LinkButton(t("Edit the event"), small=True, on_click=self.event_asked.emit)
        self._event.setObjectName("claim-event")
        close = IconButton("x", t("Close"), on_click=self.closed.emit)
        close.setObjectName("close-passages")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._event)
        head.addWidget(close)
        self._parts: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 4, 12)
        self._column.setSpacing(12)
        self._column.addLayout(head)
        self.hide()

    def show_claim(self, page: CasePage, claim: Claim) -> None:
        """Fill in the excerpts of a claim and show them."""
        self._title.setText(self._words.claim(claim, page.detainee))
        self._event.setHidden(claim.event is None)
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [self._passage(page, passage) for passage in claim.passages]
        if not claim.passages:
            none = self._words.t("No source yet. Mark a passage in a source and tie it to this.")
            self._parts.append(Label(none, "muted", wrap=True))
        for part in self._parts:
            self._column.addWidget(part)
        self.show()

    def tab_stops(self) -> list[QWidget]:
        """What Tab reaches, in order."""
        return [] if self.isHidden() else list(self.findChildren(QAbstractButton))

    def _passage(self, page: CasePage, passage: Passage) -> QWidget:
        words, t, excerpt = self._words, self._words.t, passage.excerpt
        icon, tone = _BEARING[passage.bearing]
        source = page.sources[passage.source - 1]
        title = words.text(source, "title") or words.word(source.kind)
        head = QWidget()
        flow = FlowLayout(head, spacing=8)
        open_it = LinkButton(
            f"{passage.source}  {title}", small=True, tip=t("Open the source at this passage")
        )
        open_it.clicked.connect(lambda: self.opened.emit((passage.source_id, excerpt.id)))
        grade = t("credibility {n}", n=excerpt.credibility.value)
        said = [excerpt.place, f"{grade}, {words.label(excerpt.credibility)}"]
        flow.addWidget(Chip(words.label(passage.bearing), icon, tone))
        flow.addWidget(open_it)
        flow.addWidget(Label(" · ".join(part for part in said if part), "caption"))
        if excerpt.sensitive:
            flow.addWidget(Chip(t("names a person at risk"), "shield-alert", "danger"))
        said_here = excerpt.translations.get(t.language, "") or excerpt.text
        quote = Label(t("“{words}”", words=said_here), wrap=True, selectable=True)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(head)
        column.addWidget(quote)
        return whole


class Unverified(QWidget):
    """`chosen(key)`: a claim that still rests on little."""

    chosen = Signal(str)

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._shown: tuple[tuple[str, TextParts], ...] = ()
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(Label(t("What remains unverified"), "strong"))
        self._all_is = Label(t("Every claim is corroborated or documented."), "muted", wrap=True)
        self._column.addWidget(self._all_is)

    def show_page(self, page: CasePage) -> None:
        """Name the claims that are contradicted, unsourced, or told by one side alone."""
        wanted = unverified(page.claims)
        shown = tuple((claim_key(claim), self._line(page, claim)) for claim in wanted[:_SHOWN])
        self.setHidden(not page.claims)
        self._all_is.setHidden(bool(wanted))
        if shown == self._shown:
            return
        self._shown = shown
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._button(*about) for about in shown]
        if len(wanted) > _SHOWN:
            more = self._words.t.plural("{n} more", "{n} more", len(wanted) - _SHOWN)
            self._lines.append(Label(more, "caption"))
        for line in self._lines:
            self._column.addWidget(line)
            line.show()

    def tab_stops(self) -> list[QWidget]:
        return [line for line in self._lines if isinstance(line, TextButton)]

    def _line(self, page: CasePage, claim: Claim) -> TextParts:
        t = self._words.t
        if claim.contradicted:
            icon, why = "x", t("sources contradict each other")
        elif not claim.marks:
            icon, why = "circle-question-mark", t("no source")
        else:
            icon, why = "circle-dashed", self._words.label(claim.verification)
        return TextParts(title=self._words.claim(claim, page.detainee), detail=why, icon=icon)

    def _button(self, key: str, parts: TextParts) -> TextButton:
        button = TextButton(parts)
        button.clicked.connect(lambda: self.chosen.emit(key))
        return button


def unverified(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that are less than corroborated or contradicted: the weakest first."""
    order = list(Verification)
    weak = [
        claim
        for claim in claims
        if claim.contradicted
        or order.index(claim.verification) < order.index(Verification.CORROBORATED)
    ]
    return sorted(weak, key=lambda c: (not c.contradicted, order.index(c.verification)))


def claim_key(claim: Claim) -> str:
    """Names a claim on its page: its event's id in hex, or the field."""
    return claim.event.id.hex if claim.event is not None else claim.field
