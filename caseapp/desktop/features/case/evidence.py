"""Claims against sources: who says what, who contradicts, and how far it is verified."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.case.evidence_grid import ClaimWords, EvidenceGrid, MarkWords
from caseapp.desktop.features.case.passages import ClaimPassages, Unverified, claim_key
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.lines import TextButton, TextParts
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.widgets import Label, SectionHeading
from caseapp.domain.vocabulary import SourceKind
from caseapp.store.queries.case_page import CasePage, Claim
from caseapp.store.records import Source

_ICONS = {
    SourceKind.ARTICLE: "newspaper",
    SourceKind.TESTIMONY: "user",
    SourceKind.OFFICIAL_DOCUMENT: "stamp",
    SourceKind.VERDICT: "gavel",
    SourceKind.LETTER: "mail",
    SourceKind.PHOTO: "image",
    SourceKind.SOCIAL_MEDIA: "message-circle",
    SourceKind.DATABASE: "database",
    SourceKind.INTERVIEW: "mic",
    SourceKind.REPORT: "file-text",
    SourceKind.OTHER: "file",
}


class EvidenceSection(QWidget):
    """`event_asked(key)`: the event (its id in hex) behind a claim is to be edited;
    `opened(place)`: a source's id, or (source, excerpt); `changed()` when other things can be
    reached."""

    event_asked = Signal(str)
    opened = Signal(object)
    changed = Signal()

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        heading = SectionHeading(t("Evidence"))
        self._legend = Label(
            t("✓ supports · ✗ contradicts · 1–6 credibility"), "caption", elide=True
        )
        heading.add(self._legend)
        self._grid = EvidenceGrid(t("Claim"), t("Sources"), t("Verification"))
        self._grid.chosen.connect(self._toggle)
        self._grid.mark_chosen.connect(self._open_mark)
        self._page: CasePage | None = None
        self._open = ""
        self._passages = ClaimPassages(words)
        self._passages.opened.connect(self.opened)
        self._passages.closed.connect(self._close)
        self._passages.event_asked.connect(lambda: self.event_asked.emit(self._open))
        self._unverified = Unverified(words)
        self._unverified.chosen.connect(self._toggle)
        self._nothing = Label(t("No source is recorded for this case."), "muted", wrap=True)
        self._sources = QVBoxLayout()
        self._sources.setSpacing(0)
        self._shown: list[TextParts] = []
        self._lines: list[TextButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (heading, self._nothing, self._grid, self._passages):
            column.addWidget(widget)
        column.addLayout(self._sources)
        column.addWidget(self._unverified)
        column.addStretch(1)

    def show_page(self, page: CasePage) -> None:
        has = bool(page.sources)
        self._nothing.setHidden(has)
        self._legend.setHidden(not has)
        self._grid.setHidden(not has)
        claims = [self._claim(page, claim) for claim in page.claims if claim.marks]
        self._grid.show_claims(claims, len(page.sources))
        self._unverified.show_page(page)
        self._show_sources(page)
        if self._page is not None and self._page.detainee.id != page.detainee.id:
            self._open = ""
        self._page = page
        self._show_passages()

    def tab_stops(self) -> list[QWidget]:
        parts = (self._grid, self._passages)
        stops = [stop for part in parts for stop in part.tab_stops()]
        return [*stops, *self._lines, *self._unverified.tab_stops()]

    # -- one claim -------------------------------------------------------------------------
    def _toggle(self, key: str) -> None:
        """Choosing a claim shows what its sources say; choosing it again puts that away."""
        self._open = "" if key == self._open else key
        self._show_passages()
        if self._open:
            bring_into_view(self._passages)

    def _close(self) -> None:
        closed, self._open = self._open, ""
        self._show_passages()
        self._grid.go_to(closed)

    def _show_passages(self) -> None:
        page = self._page
        claims = page.claims if page is not None else ()
        claim = next((c for c in claims if claim_key(c) == self._open), None)
        if page is None or claim is None:
            self._open = ""
            self._passages.hide()
        else:
            self._passages.show_claim(page, claim)
        self._grid.mark_open(self._open)
        self.changed.emit()

    def _open_mark(self, key: str, source: int, bearing: str) -> None:
        """A mark in the grid stands for a passage: go there."""
        claims = self._page.claims if self._page is not None else ()
        for claim in claims:
            for passage in claim.passages:
                same = passage.source == source and passage.bearing.value == bearing
                if claim_key(claim) == key and same:
                    self.opened.emit((passage.source_id, passage.excerpt.id))
                    return

    def _claim(self, page: CasePage, claim: Claim) -> ClaimWords:
        words, step = self._words, claim.verification
        # What contradicts comes first: where there is room for one mark, it is that.
        marks = sorted(claim.marks, key=lambda mark: (mark.bearing.value, mark.source))
        said = [words.claim(claim, page.detainee), words.label(step)]
        said += [f"{m.source}: {words.label(m.bearing)}, {m.credibility}" for m in marks]
        return ClaimWords(
            key=claim_key(claim),
            claim=said[0],
            marks=tuple(MarkWords(m.source, m.bearing.value, m.credibility) for m in marks),
            verification=(step.value, words.word(step)),
            contradicted=claim.contradicted,
            said=", ".join(said),
        )

    def _show_sources(self, page: CasePage) -> None:
        numbers = {source.id: number for number, source in enumerate(page.sources, start=1)}
        shown = [self._about(source, numbers) for source in page.sources]
        if shown == self._shown:
            return
        self._shown = shown
        for line in self._lines:
            self._sources.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [TextButton(parts) for parts in shown]
        for line, source in zip(self._lines, page.sources, strict=True):
            line.clicked.connect(lambda _=False, key=source.id: self.opened.emit(key))
            self._sources.addWidget(line)
            line.show()

    def _about(self, source: Source, numbers: dict[UUID, int]) -> TextParts:
        words, t = self._words, self._words.t
        said = [source.publisher or words.label(source.kind), words.value(source.dated)]
        if source.same_text_as_id in numbers:
            said.append(t("same text as {number}", number=numbers[source.same_text_as_id]))
        if source.fictitious:
            said.append(t("fictitious"))
        grade = t("{grade}: {words}", grade=source.reliability.value,
                  words=words.label(source.reliability))  # fmt: skip
        return TextParts(
            lead=str(numbers[source.id]), lead_role="link", lead_width=2 * theme.GRID,
            icon=_ICONS.get(source.kind, "file"),
            title=words.text(source, "title") or words.word(source.kind),
            detail=" · ".join(part for part in said if part),
            end=source.reliability.value, tip=grade,
        )  # fmt: skip
