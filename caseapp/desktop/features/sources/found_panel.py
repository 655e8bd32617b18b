"""Names, dates and places that the text speaks of, beneath the excerpts: offers, no records."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop.features.sources.copy_line import CopyLine, MaybeCopy
from caseapp.desktop.features.sources.found_row import FoundRow
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.widgets import LinkButton, QuietButton, SectionHeading
from caseapp.domain.places import find_place
from caseapp.intake.suggestions import Found, Suggestion, Suggestions
from caseapp.matching.known_already import LikelyCase

FEW = 8
"""Rows of a kind that stand there before somebody asks for all."""
_MOST = 200


class FoundPanel(QWidget):
    """`place_asked(start, end)`, `excerpt_asked(start, end)`, `case_asked(start, end)` with the
    characters of the text; `known_asked(case id)`; `names_shown()` when more names are seen."""

    place_asked = Signal(int, int)
    excerpt_asked = Signal(int, int)
    case_asked = Signal(int, int)
    known_asked = Signal(object)
    names_shown = Signal()

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._found = Suggestions()
        self._hidden: set[str] = set()
        self._open = {Found.NAME}
        self._whole: set[Found] = set()
        self._known: dict[str, tuple[LikelyCase, ...]] = {}
        self._nth: dict[str, int] = {}
        self._rows: list[FoundRow] = []
        self._count = 0
        self._heading = SectionHeading(t("Found in the text"))
        self._titles = {
            Found.NAME: t("Names"), Found.DATE: t("Dates"), Found.PLACE: t("Places"),
        }  # fmt: skip
        self._groups: dict[Found, tuple[QuietButton, QVBoxLayout, LinkButton]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.copy_line = CopyLine(words)
        column.addWidget(self._heading)
        column.addWidget(self.copy_line)
        for kind in Found:
            self._groups[kind] = self._group(kind, column)
        self.hide()

    def _group(
        self, kind: Found, column: QVBoxLayout
    ) -> tuple[QuietButton, QVBoxLayout, LinkButton]:
        toggle = QuietButton("", icon="chevron-right", small=True,
                             on_click=lambda: self._turn(kind))  # fmt: skip
        rows = QVBoxLayout()
        rows.setSpacing(0)
        more = LinkButton("", icon="chevron-down", small=True, on_click=lambda: self._all(kind))
        column.addWidget(toggle, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addLayout(rows)
        column.addWidget(more, alignment=Qt.AlignmentFlag.AlignLeft)
        return toggle, rows, more

    # -- showing -----------------------------------------------------------------------------
    def show_found(self, found: Suggestions) -> None:
        """Show what was found in another text."""
        self._found = found
        self._whole.clear()
        self._known.clear()
        self._nth.clear()
        self._arrange()

    def show_copy(self, found: MaybeCopy | None) -> None:
        """Of which source this one may be another copy."""
        self.copy_line.show_copy(found)
        self.setHidden(self._count == 0 and found is None)

    def show_known(self, key: str, cases: Sequence[LikelyCase]) -> None:
        """Who on file may be meant by a name."""
        self._known[key] = tuple(cases)
        for row in self._rows:
            if row.found.key == key:
                row.show_known(cases)

    def names(self, *, again: bool = False) -> list[Suggestion]:
        """The names that are seen and of which nothing is known yet, or `again` of all seen."""
        seen = (row.found for row in self._rows if row.found.kind is Found.NAME)
        return [one for one in seen if again or one.key not in self._known]

    def rows(self) -> list[FoundRow]:
        return list(self._rows)

    def _offered(self, kind: Found) -> list[Suggestion]:
        return [one for one in self._found.of(kind) if one.key not in self._hidden]

    def _arrange(self) -> None:
        current = next((row.found.key for row in self._rows if row.is_current), None)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        t, count = self._words.t, 0
        for kind, (toggle, rows, more) in self._groups.items():
            offered = self._offered(kind)
            count += len(offered)
            opened = kind in self._open
            toggle.setText(f"{self._titles[kind]} · {len(offered)}")
            toggle.set_icon("chevron-down" if opened else "chevron-right")
            toggle.setAccessibleDescription(t("unfolded") if opened else t("folded"))
            toggle.setVisible(bool(offered))
            shown = offered[: _MOST if kind in self._whole else FEW] if opened else []
            for one in shown:
                row = self._row(one)
                rows.addWidget(row)
                row.show()
                row.set_current(one.key == current)
            rest = len(offered) - len(shown) if opened else 0
            more.setText(t("{n} more", n=rest))
            more.setVisible(rest > 0 and kind not in self._whole)
        self._count = count
        self.setHidden(count == 0 and self.copy_line.isHidden())

    def _row(self, found: Suggestion) -> FoundRow:
        row = FoundRow(self._words, found, self._about(found))
        row.chosen.connect(lambda: self._choose(row))
        row.stepped.connect(lambda way: self._step(row, way))
        row.excerpt_asked.connect(lambda: self.excerpt_asked.emit(*self._place(row)))
        row.case_asked.connect(lambda: self.case_asked.emit(*self._place(row)))
        row.dismissed.connect(lambda: self._dismiss(row))
        row.known_asked.connect(self.known_asked)
        row.show_known(self._known.get(found.key, ()))
        self._rows.append(row)
        return row

    def _about(self, found: Suggestion) -> str:
        """What a date means where it is written otherwise; what a place is called here."""
        words = self._words
        if found.date is not None:
            said = words.value(found.date)
            return said if said != found.words else ""
        place = find_place(found.code) if found.code else None
        name = place.name(words.t.language) if place is not None else ""
        return name if name.casefold() != found.words.casefold() else ""

    # -- deeds -------------------------------------------------------------------------------
    def _choose(self, row: FoundRow) -> None:
        """Go to the next place of it; the first time to the first."""
        for other in self._rows:
            other.set_current(other is row)
        key, places = row.found.key, row.found.places
        nth = self._nth.get(key, -1) + 1
        self._nth[key] = nth % len(places)
        self.place_asked.emit(*places[self._nth[key]])

    def _place(self, row: FoundRow) -> tuple[int, int]:
        places = row.found.places
        return places[max(0, self._nth.get(row.found.key, 0)) % len(places)]

    def _dismiss(self, row: FoundRow) -> None:
        index = self._rows.index(row)
        self._hidden.add(row.found.key)
        self._arrange()
        if self._rows:
            self._rows[min(index, len(self._rows) - 1)].setFocus()

    def _step(self, row: FoundRow, way: int) -> None:
        index = self._rows.index(row) + way
        if 0 <= index < len(self._rows):
            self._rows[index].setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self._rows[index])

    def _turn(self, kind: Found) -> None:
        self._open ^= {kind}
        self._arrange()
        self.names_shown.emit()

    def _all(self, kind: Found) -> None:
        self._whole.add(kind)
        self._arrange()
        self.names_shown.emit()
