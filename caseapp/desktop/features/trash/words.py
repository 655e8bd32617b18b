"""How what lies in the trash is told: title, kind, whose it was, when and where. Qt-free."""

from __future__ import annotations

from datetime import date

from caseapp.desktop import text
from caseapp.desktop.claim_words import ClaimWords
from caseapp.desktop.history_words import ChangeWords, HistoryWords
from caseapp.desktop.record_titles import RecordTitles
from caseapp.domain.dates import read_date
from caseapp.i18n import N_, Translator
from caseapp.store.history import CREATED, FieldChange
from caseapp.store.queries.trash import TrashLine
from caseapp.store.records import Detainee
from caseapp.store.records.values import is_blank, logged

_HIDDEN = frozenset({"deleted_at", "serial", "version", "number"})
"""Fields that the preview leaves out; a document's number stands masked in its title."""


class TrashWords:
    """In one language."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        words = ClaimWords(t)
        self._words, self._history = words, HistoryWords(words)
        self.titles = RecordTitles(words)

    def title(self, line: TrashLine) -> str:
        if line.merged_into and isinstance(line.record, Detainee):
            # Its names moved along: the two numbers say more than "name not known".
            mine, other = line.record.case_number, line.merged_into
            return self.t("{number}, merged into {other}", number=mine, other=other)
        return self.titles.title(line.record, line.subject)

    def kind(self, line: TrashLine) -> str:
        return self.titles.kind(line.entry.kind)

    def whose(self, line: TrashLine) -> str:
        """The page that it belongs to, "" where it is that page itself."""
        if line.subject is None or line.subject.id == line.entry.id:
            return ""
        if line.merged_into:
            return line.subject.number
        return self.titles.subject(line.subject)

    def searched(self, line: TrashLine) -> str:
        """All that a typed word may be found in."""
        parts = (self.title(line), self.kind(line), self.whose(line),
                 line.subject.number if line.subject else "")  # fmt: skip
        return " ".join(part for part in parts if part)

    def time(self, line: TrashLine) -> str:
        """The minute, under the heading of its day."""
        return line.entry.at.astimezone().strftime("%H:%M")

    def when(self, line: TrashLine) -> str:
        """ "12 Mar 2026, 14:02 · laptop"."""
        parts = (self._words.moment(line.entry.at), text.isolated(line.station))
        return " · ".join(part for part in parts if part)

    def day(self, day: date, today: date) -> str:
        """A heading: "Today", "12 Mar 2026"."""
        if day == today:
            return self.t("Today")
        return self._words.date(read_date(day.isoformat()))

    def parents(self, line: TrashLine) -> str:
        """That what it belongs to must come back too; "" if it need not."""
        if not line.parents:
            return ""
        named = [f"{self.titles.kind(one.__tablename__)}: {self._parent(line, one)}"
                 for one in line.parents]  # fmt: skip
        return self.t("It belongs to what lies in the trash too, and both come back: {what}",
                      what="; ".join(named))  # fmt: skip

    def _parent(self, line: TrashLine, parent: object) -> str:
        subject = line.subject
        mine = subject is not None and getattr(parent, "id", None) == subject.id
        return self.titles.title(parent, subject if mine else None)  # type: ignore[arg-type]

    def merged(self, line: TrashLine) -> str:
        if not line.merged_into:
            return ""
        if isinstance(line.record, Detainee):
            said = N_(
                "It was merged into {number}. Taking it out makes two cases of the one again."
            )
        else:
            said = N_("{number} held the same when a case was merged into it. Bringing this back"
                      " takes that case out again.")  # fmt: skip
        return self.t(said, number=line.merged_into)

    def fields(self, line: TrashLine) -> list[ChangeWords]:
        """What the record said, field by field."""
        content = {
            name: value for name, value in logged(line.record).items()
            if name not in _HIDDEN and not is_blank(value)
        }  # fmt: skip
        made = FieldChange(line.entry.kind, line.entry.id, CREATED, None, content)
        return self._history.changes(made)
