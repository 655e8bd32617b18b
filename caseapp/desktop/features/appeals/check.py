"""What the check found, the gravest first; each thing with the way to its cure.

Findings of one rule are folded after the second: seventeen old statuses are one thing to know.
Shows what it is handed; knows no record.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import theme
from caseapp.desktop.widgets import Chip, KeyHint, Label, LinkButton, SectionHeading, paint
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.dossier.preflight_findings import Deed, Finding, Rule, Severity
from caseapp.dossier.preflight_words import sentence
from caseapp.i18n import Translator

MARKS = {
    Severity.BLOCKS: ("circle-x", "danger"),
    Severity.WARNS: ("triangle-alert", "warn"),
    Severity.NOTE: ("info", "info"),
}
SHOWN = 2
"""Findings of one rule before the others are folded."""
_LEAST = 210
"""Width that a sentence needs beside its links; with less they stand beneath it."""


class FindingRow(QWidget):
    """One finding. `cure_asked(Finding)`, `deed_asked(Finding)`."""

    cure_asked = Signal(object)
    deed_asked = Signal(object)

    def __init__(self, t: Translator, finding: Finding, subject: str) -> None:
        super().__init__()
        self.finding, self._t = finding, t
        names = severities(t)
        severity = names[finding.severity]
        said = sentence(finding, t)
        chip = QWidget()
        chip.setFixedWidth(chip_width(t))
        beside = QHBoxLayout(chip)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(Chip(severity, *MARKS[finding.severity]))
        beside.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(said, "strong", wrap=True))
        if subject:
            words.addWidget(Label(subject, "second", elide=True))
        self.links: list[LinkButton] = []
        spoken = ", ".join(part for part in (severity, said, subject) if part)
        self._ends = QHBoxLayout()
        self._ends.setSpacing(theme.GRID)
        if finding.words.deed is not Deed.NONE:
            self._link(t(finding.words.deed_words), spoken, self.deed_asked)
        if finding.words.cure:
            self._link(t(finding.words.cure), spoken, self.cure_asked)
        self._ends.addStretch(1)
        self._text = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._text.setSpacing(theme.GRID)
        self._text.addLayout(words, 1)
        self._text.addLayout(self._ends)
        self._text.setAlignment(self._ends, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GRID, 3, theme.GRID, 3)
        row.setSpacing(theme.GRID)
        row.addWidget(chip, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._text, 1)
        self.setAccessibleName(spoken)

    def _link(self, words: str, spoken: str, signal: object) -> None:
        link = LinkButton(words, on_click=lambda: signal.emit(self.finding))
        link.setAccessibleName(f"{words}: {spoken}")
        self.links.append(link)
        self._ends.addWidget(link)

    def minimumSizeHint(self) -> QSize:
        """The words wrap and the links may stand beneath them."""
        return QSize(chip_width(self._t) + _LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - chip_width(self._t) - 4 * theme.GRID
        beside = self._ends.minimumSize().width() + _LEAST <= room
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._text.direction():
            self._text.setDirection(way)
            self._text.setSpacing(theme.GRID if beside else 0)


class CheckSection(QWidget):
    """`cure_asked(Finding)`, `deed_asked(Finding)`."""

    cure_asked = Signal(object)
    deed_asked = Signal(object)

    def __init__(
        self, t: Translator, subject: Callable[[Finding], str], parent: QWidget | None = None
    ) -> None:
        """`subject(finding)` says whom or which copy a finding is about."""
        super().__init__(parent)
        self._t, self._subject = t, subject
        self._findings: tuple[Finding, ...] = ()
        self._unfolded: set[tuple[Rule, object]] = set()
        self._heading = SectionHeading(t("Check"))
        self._heading.add(KeyHint("F8", t("next")))
        self._trouble = Label("", "error", wrap=True)
        self._trouble.hide()
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._area = scroll_area(self._content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self._trouble)
        column.addWidget(self._area, 1)
        self.setAccessibleName(t("Check"))

    # -- what is shown -----------------------------------------------------------------------
    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these; the keyboard stays on the finding where it is."""
        findings = tuple(findings)
        self._trouble.hide()
        self._heading.set_count(counted(self._t, findings))
        if findings == self._findings:
            return
        self._findings = findings
        self._lay_out()

    def show_trouble(self, sentence_: str) -> None:
        """Say why there is nothing to show."""
        self._trouble.setText(sentence_)
        self._trouble.show()

    def findings(self) -> tuple[Finding, ...]:
        return self._findings

    def rows(self) -> list[FindingRow]:
        """Those that are seen, in their order."""
        items = [self._column.itemAt(i).widget() for i in range(self._column.count())]
        return [item for item in items if isinstance(item, FindingRow)]

    def next_finding(self) -> bool:
        """Put the keyboard on the next finding, after the last on the first; F8."""
        rows = [row for row in self.rows() if row.links]
        if not rows:
            return False
        here = next((i for i, r in enumerate(rows) if any(x.hasFocus() for x in r.links)), -1)
        row = rows[(here + 1) % len(rows)]
        row.links[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._area.ensureWidgetVisible(row, 0, theme.GRID)
        return True

    def _lay_out(self) -> None:
        focused = next(
            (r.finding.key for r in self.rows() if any(x.hasFocus() for x in r.links)), None
        )
        while self._column.count() > 1:
            widget = self._column.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for widget in self._made():
            self._column.insertWidget(self._column.count() - 1, widget)
        if focused is not None:
            again = next((r for r in self.rows() if r.finding.key == focused and r.links), None)
            if again is not None:
                again.links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self) -> list[QWidget]:
        groups: dict[tuple[Rule, object], list[Finding]] = defaultdict(list)
        for finding in self._findings:
            groups[finding.rule, finding.addressee_id].append(finding)
        made: list[QWidget] = []
        for key, group in groups.items():
            whole = len(group) <= SHOWN + 1 or key in self._unfolded
            for finding in group if whole else group[:SHOWN]:
                row = FindingRow(self._t, finding, self._subject(finding))
                row.cure_asked.connect(self.cure_asked)
                row.deed_asked.connect(self.deed_asked)
                made.append(row)
            if not whole:
                made.append(self._more(key, group[0], len(group) - SHOWN))
        return made

    def _more(self, key: tuple[Rule, object], first: Finding, count: int) -> QWidget:
        words = self._t.plural(
            "{n} more: {finding}", "{n} more: {finding}", count, finding=sentence(first, self._t)
        )
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(chip_width(self._t) + 2 * theme.GRID, 0, theme.GRID, 4)
        link = LinkButton(words, small=True, on_click=lambda: self._unfold(key))
        link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        link.setMinimumWidth(theme.ROW)
        row.addWidget(link)
        row.addStretch(1)
        return holder

    def _unfold(self, key: tuple[Rule, object]) -> None:
        self._unfolded.add(key)
        self._lay_out()
        row = next(
            (r for r in self.rows() if (r.finding.rule, r.finding.addressee_id) == key), None
        )
        if row is not None and row.links:
            row.links[0].setFocus(Qt.FocusReason.OtherFocusReason)


def counted(t: Translator, findings: Sequence[Finding]) -> str:
    """ "1 blocker, 3 warnings, 1 note"."""
    counts = Counter(one.severity for one in findings)
    parts = [
        t.plural("{n} blocker", "{n} blockers", counts[Severity.BLOCKS]),
        t.plural("{n} warning", "{n} warnings", counts[Severity.WARNS]),
        t.plural("{n} note", "{n} notes", counts[Severity.NOTE]),
    ]
    kept = zip(parts, Severity, strict=True)
    return ", ".join(words for words, severity in kept if counts[severity])


def severities(t: Translator) -> dict[Severity, str]:
    """How grave a finding is, in a word."""
    return {
        Severity.BLOCKS: t("Blocks"), Severity.WARNS: t("Warns"), Severity.NOTE: t("Notes"),
    }  # fmt: skip


def chip_width(t: Translator) -> int:
    """Width of the column of chips, so that all sentences begin below each other."""
    words = severities(t)
    return max(paint.chip_size(words[one], icon).width() for one, (icon, _) in MARKS.items()) + 4
