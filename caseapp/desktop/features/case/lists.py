"""The quieter sections of the page: family, files, appeals, history. Each is a plain list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.features.case.fields import LABELS
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.widgets import Chip, Label, LinkButton, SectionHeading
from caseapp.domain.vocabulary import RiskLevel
from caseapp.store.history import CREATED, Entry
from caseapp.store.queries.case_page import CasePage

_AT_RISK = (RiskLevel.HIGH, RiskLevel.CRITICAL)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a name, what is said of it, a warning chip, and where a click leads."""

    title: str
    detail: str = ""
    chip: tuple[str, str, str] | None = None
    place: tuple[str, UUID] | None = None


class ListSection(QWidget):
    """`opened(view, id)` when a title that leads somewhere is chosen."""

    opened = Signal(str, object)

    def __init__(self, title: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._heading = SectionHeading(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)
        self._shown: list[QWidget] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        for widget in self._shown:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = [self._row(line) for line in lines] or [Label(self._nothing, "muted")]
        for widget in self._shown:
            self._column.addWidget(widget)

    def _row(self, line: Line) -> QWidget:
        row = QWidget()
        row.setMinimumHeight(32)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        if line.place is not None:
            view, record_id = line.place
            title: QWidget = LinkButton(
                line.title, on_click=lambda: self.opened.emit(view, record_id)
            )
        else:
            title = Label(line.title, "strong", elide=True)
        layout.addWidget(title)
        layout.addWidget(Label(line.detail, "second", elide=True), 1)
        if line.chip is not None:
            layout.addWidget(Chip(*line.chip))
        return row


def kin_lines(words: CaseWords, page: CasePage) -> list[Line]:
    """Family and others of the case; a relative at risk is marked."""
    t = words.t
    return [
        Line(
            row.name or t("Name not recorded"),
            words.kin(row),
            (t("at risk"), "shield-alert", "danger") if row.risk in _AT_RISK else None,
            ("case", row.case_id) if row.case_id else None,
        )
        for row in page.kin
    ]


def file_lines(words: CaseWords, page: CasePage) -> list[Line]:
    """Files with their origin; one without is marked, because it cannot be printed."""
    t = words.t
    return [
        Line(
            file.file_name or words.label(file.role),
            " · ".join(part for part in (file.media_type, file.origin) if part),
            None if file.origin else (t("origin not known"), "circle-question-mark", "warn"),
        )
        for file in page.files
    ]


def appeal_lines(words: CaseWords, page: CasePage) -> list[Line]:
    """The appeals that speak for this case."""
    return [
        Line(words.t("Appeal {number}", number=serial), title, place=("appeals", appeal_id))
        for appeal_id, serial, title in page.appeals
    ]


def history_lines(words: CaseWords, page: CasePage) -> list[Line]:
    """What was changed, newest first: when, what, from what to what."""
    return [_history_line(words, entry) for entry in page.history]


def _history_line(words: CaseWords, entry: Entry) -> Line:
    t = words.t
    when = entry.action.at.astimezone().strftime("%Y-%m-%d %H:%M")
    if entry.field == CREATED:
        return Line(when, t("added"))
    field = t(LABELS[entry.field]) if entry.field in LABELS else entry.field
    return Line(when, f"{field}: {_short(words, entry.old)} → {_short(words, entry.new)}")


def _short(words: CaseWords, value: object) -> str:
    """A stored value on one line."""
    if isinstance(value, dict):
        value = value.get("text", "")
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value)
    text = " ".join(str(value if value is not None else "").split())
    if not text:
        return words.t("empty")
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
