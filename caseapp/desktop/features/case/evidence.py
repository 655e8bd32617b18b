"""Claims against sources: who says what, who contradicts, and how far it is verified."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.case.evidence_grid import ClaimWords, EvidenceGrid, MarkWords
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.forms.lines import TextLine
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
    """`chosen(key)`: the event (its id in hex) of a claim that was chosen."""

    chosen = Signal(str)

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        heading = SectionHeading(t("Evidence"))
        self._legend = Label(
            t("✓ supports · ✗ contradicts · 1–6 credibility"), "caption", elide=True
        )
        heading.add(self._legend)
        self._grid = EvidenceGrid(t("Claim"), t("Sources"), t("Verification"))
        self._grid.chosen.connect(self.chosen)
        self._unsourced = Label("", "caption", wrap=True)
        self._nothing = Label(t("No source is recorded for this case."), "muted", wrap=True)
        self._sources = QVBoxLayout()
        self._sources.setSpacing(0)
        self._shown: list[tuple[str, ...]] = []
        self._lines: list[TextLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (heading, self._nothing, self._grid, self._unsourced):
            column.addWidget(widget)
        column.addLayout(self._sources)
        column.addStretch(1)

    def show_page(self, page: CasePage) -> None:
        has = bool(page.sources)
        self._nothing.setHidden(has)
        self._legend.setHidden(not has)
        self._grid.setHidden(not has)
        claims = [self._claim(page, claim) for claim in page.claims if claim.marks]
        self._grid.show_claims(claims, len(page.sources))
        bare = sum(1 for claim in page.claims if not claim.marks)
        self._unsourced.setText(
            self._words.t.plural(
                "{n} event has no source yet.", "{n} events have no source yet.", bare
            )
        )
        self._unsourced.setHidden(not (has and bare))
        self._show_sources(page)

    def tab_stops(self) -> list[QWidget]:
        return self._grid.tab_stops()

    def _claim(self, page: CasePage, claim: Claim) -> ClaimWords:
        words, step = self._words, claim.verification
        # What contradicts comes first: where there is room for one mark, it is that.
        marks = sorted(claim.marks, key=lambda mark: (mark.bearing.value, mark.source))
        said = [words.claim(claim, page.detainee), words.label(step)]
        said += [f"{m.source}: {words.label(m.bearing)}, {m.credibility}" for m in marks]
        return ClaimWords(
            key=claim.event.id.hex if claim.event is not None else "",
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
        self._lines = [self._line(*about) for about in shown]
        for line in self._lines:
            self._sources.addWidget(line)
            line.show()

    def _about(self, source: Source, numbers: dict) -> tuple[str, ...]:
        words, t = self._words, self._words.t
        said = [source.publisher or words.label(source.kind), words.value(source.dated)]
        if source.same_text_as_id in numbers:
            said.append(t("same text as {number}", number=numbers[source.same_text_as_id]))
        if source.fictitious:
            said.append(t("fictitious"))
        grade = t("{grade}: {words}", grade=source.reliability.value,
                  words=words.label(source.reliability))  # fmt: skip
        title = words.text(source, "title") or words.word(source.kind)
        icon = _ICONS.get(source.kind, "file")
        detail = " · ".join(part for part in said if part)
        return str(numbers[source.id]), title, detail, icon, source.reliability.value, grade

    @staticmethod
    def _line(number: str, title: str, detail: str, icon: str, grade: str, tip: str) -> TextLine:
        return TextLine(
            number, title, detail, lead_width=2 * theme.GRID, icon=icon, end=grade,
            lead_role="link", tip=tip,
        )  # fmt: skip
