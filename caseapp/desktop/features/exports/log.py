"""The exports that were made: what, for whom, of how much, and by which hash it is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.features.exports.choosing import AUDIENCES
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import EmptyState, Label, Line
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.exchange.export.forms import FORMS, Form
from caseapp.exchange.export.telling import holds
from caseapp.store.records import Export

SHOWN = 200
"""Lines of the log; older exports stand in the history."""
_HASH = 16


class LogPage(QWidget):
    """Newest first."""

    def __init__(self, words: RecordWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.area = scroll_area(name=words.t("Earlier exports"), focus=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.setFocusProxy(self.area)
        self.lines: list[str] = []

    def show_exports(self, found: Sequence[Export]) -> None:
        t = self._words.t
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.PAGE_MARGIN, 12, theme.PAGE_MARGIN, theme.PAGE_MARGIN)
        column.setSpacing(6)
        self.lines = []
        if not found:
            column.addWidget(EmptyState("file-output", t("Nothing was exported yet.")), 1)
        for one in found[:SHOWN]:
            self._line(column, one)
        if found:
            column.addStretch(1)
        show_in(self.area, body)

    def _line(self, column: QVBoxLayout, one: Export) -> None:
        t, words = self._words.t, self._words
        known = one.form in set(Form)
        form = t(FORMS[Form(one.form)].name) if known else one.form
        head = f"{form} · {t(AUDIENCES[one.audience])}"
        withheld = sum(one.withheld.values())
        details = [words.moment(one.made_at), text.file_name(one.file_name),
                   *holds(one.counts, t)]  # fmt: skip
        if withheld:
            details.append(t.plural("{n} item withheld", "{n} items withheld", withheld))
        details.append(f"SHA-256 {one.sha256[:_HASH]}…")
        column.addWidget(Label(head, "strong", wrap=True))
        column.addWidget(Label(" · ".join(details), "second", wrap=True, selectable=True))
        column.addWidget(Line())
        self.lines.append(f"{head} · {' · '.join(details)}")
