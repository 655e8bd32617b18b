"""The excerpts of a source beside it, in the order of the document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.features.sources.excerpt_card import ExcerptCard
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.widgets import Label, LinkButton, SectionHeading, Segments
from caseapp.store.queries.source_page import ExcerptRow

HERE, ALL = "here", "all"
MOST = 60
"""Cards that stand there at once: each is made of many parts, and a book may hold hundreds."""


class ExcerptsPanel(QWidget):
    """Cards in the order of the document. Signals are those of the cards; `scope_chosen()`
    when one asked for those in view, or for all."""

    chosen = Signal(object)
    also_asked = Signal(object)
    trash_asked = Signal(object)
    citation_removed = Signal(object)
    case_asked = Signal(object)
    edited = Signal(object)
    translated = Signal(object, str, str)
    scope_chosen = Signal()

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._heading = SectionHeading(t("Excerpts"))
        self.scope = Segments([(HERE, t("This page")), (ALL, t("All"))], t("Which excerpts"))
        self.scope.choose(ALL)
        self.scope.chosen.connect(lambda _code: self.scope_chosen.emit())
        self._heading.add(self.scope)
        self._none = Label("", "muted", wrap=True)
        self._cards: dict[UUID, ExcerptCard] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._start = 0
        self._around: UUID | None = None
        self._asked: Callable[[], None] = lambda: None
        self._earlier = LinkButton("", icon="chevron-up", small=True)
        self._later = LinkButton("", icon="chevron-down", small=True)
        self._earlier.clicked.connect(lambda: self._move(-1))
        self._later.clicked.connect(lambda: self._move(1))
        column.addWidget(self._heading)
        column.addWidget(self._none)
        column.addWidget(self._earlier)
        column.addLayout(self._list)
        column.addWidget(self._later)

    def show_rows(
        self,
        rows: Sequence[tuple[int, ExcerptRow, str]],
        current: UUID | None,
        *,
        paged: bool,
        here: Collection[UUID],
        count: int,
    ) -> None:
        """`rows` are number, excerpt and where it stands; `here` those on the page in view.

        `paged`: the document has pages, so that one may ask for those of one page.
        """
        t = self._words.t
        self._asked = lambda: self.show_rows(rows, current, paged=paged, here=here, count=count)
        self.scope.setVisible(paged)
        only = paged and self.scope.code() == HERE
        shown = self._near([i for i in rows if not only or i[1].excerpt.id in here], current)
        wanted = [row.excerpt.id for _n, row, _p in shown]
        for key in [key for key in self._cards if key not in wanted]:
            card = self._cards.pop(key)
            if card.form is not None:
                card.form.commit()
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for index, (number, row, place) in enumerate(shown):
            card = self._cards.get(row.excerpt.id) or self._add(row.excerpt.id)
            if self._list.indexOf(card) != index:
                self._list.removeWidget(card)
                self._list.insertWidget(index, card)
            card.show_row(row, number, row.excerpt.id == current, place)
        self._cards = {key: self._cards[key] for key in wanted}
        self._heading.set_count(str(count) if count else "")
        if only and rows:
            said = t("None on this page.")
        else:
            said = t("Mark a passage out in the document, then press E to keep it.")
        self._none.setText(said)
        self._none.setHidden(bool(shown))

    def _near(
        self, rows: Sequence[tuple[int, ExcerptRow, str]], current: UUID | None
    ) -> Sequence[tuple[int, ExcerptRow, str]]:
        """As many of them as there is room for, around another current one than before."""
        places = {row.excerpt.id: place for place, (_n, row, _p) in enumerate(rows)}
        if current != self._around and current in places:
            self._start = places[current] - MOST // 2
        self._around = current
        self._start = max(0, min(self._start, len(rows) - MOST))
        t, after = self._words.t, len(rows) - self._start - MOST
        self._earlier.setText(t.plural("{n} earlier excerpt", "{n} earlier excerpts", self._start))
        self._later.setText(t.plural("{n} later excerpt", "{n} later excerpts", max(0, after)))
        self._earlier.setHidden(self._start <= 0)
        self._later.setHidden(after <= 0)
        return rows[self._start : self._start + MOST]

    def _move(self, way: int) -> None:
        """Show those before or after the ones that stand there."""
        self._start += way * MOST
        self._asked()

    def cards(self) -> list[ExcerptCard]:
        """Those that are shown, in their order."""
        return list(self._cards.values())

    def card(self, excerpt_id: UUID) -> ExcerptCard | None:
        return self._cards.get(excerpt_id)

    def commit(self) -> None:
        """Keep what stands typed."""
        for card in self._cards.values():
            if card.form is not None:
                card.form.commit()

    def clear(self) -> None:
        """Drop all cards, for another source."""
        self.commit()
        self.show_rows((), None, paged=False, here=(), count=0)
        self.scope.choose(ALL)

    def _add(self, key: UUID) -> ExcerptCard:
        card = ExcerptCard(self._words)
        for name in (
            "chosen", "also_asked", "trash_asked", "citation_removed", "case_asked", "edited",
            "translated",
        ):  # fmt: skip
            getattr(card, name).connect(getattr(self, name))
        card.stepped.connect(lambda way, this=card: self._step(this, way))
        self._cards[key] = card
        self._list.addWidget(card)
        card.show()
        return card

    def _step(self, card: ExcerptCard, way: int) -> None:
        cards = self.cards()
        place = cards.index(card) + way
        if 0 <= place < len(cards):
            cards[place].setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(cards[place])
