"""How the way of a copy is worded: what became of it, by when an answer is due, what came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

from caseapp.desktop.features.appeals.way_line import LineWords
from caseapp.desktop.forms.words import RecordWords
from caseapp.domain.dates import read_date
from caseapp.domain.deadlines import RULES, WorkingDays, complaint_until, longest_extension
from caseapp.domain.vocabulary import DispatchOutcome, ReplyRule
from caseapp.domain.waiting import REPLY_SOON, Urgency, reply_due, urgency
from caseapp.i18n import Translator
from caseapp.store.queries.appeals_ways import CopyWay
from caseapp.store.queries.today import NOT_ARRIVED
from caseapp.store.records import Attachment, Dispatch, Reply

_TONES = {
    Urgency.OVERDUE: ("clock-alert", "danger"),
    Urgency.DUE: ("clock-alert", "warn"),
    Urgency.SOON: ("clock", "warn"),
    Urgency.LATER: ("clock", "info"),
}
_OUTCOMES = {
    DispatchOutcome.STAMPED_COPY: ("stamp", "ok"),
    DispatchOutcome.ACCEPTED_NO_RECEIPT: ("check", "ok"),
    DispatchOutcome.REFUSED: ("circle-x", "danger"),
    DispatchOutcome.NOBODY_RECEIVED: ("door-closed", "warn"),
    DispatchOutcome.POSTED: ("send", "info"),
    DispatchOutcome.RETURNED: ("undo-2", "warn"),
    DispatchOutcome.BOUNCED: ("mail-x", "warn"),
    DispatchOutcome.PENDING: ("clock", "quiet"),
}


def deadline(t: Translator, due: date, today: date) -> tuple[str, str, str]:
    """A day by which an answer is due, as a chip: words, icon, tone."""
    days = abs((due - today).days)
    which = urgency(due, today, REPLY_SOON)
    if which is Urgency.OVERDUE:
        words = t.plural("{n} day over", "{n} days over", days)
    elif which is Urgency.DUE:
        words = t("due today")
    else:
        words = t.plural("{n} day left", "{n} days left", days)
    return words, *_TONES[which]


class WayWords:
    """Words in one language. `days` are the office's working days and days off."""

    def __init__(self, words: RecordWords) -> None:
        self._words, self._t = words, words.t
        self.days = WorkingDays()

    @staticmethod
    def outcome_mark(outcome: DispatchOutcome) -> tuple[str, str]:
        """Icon and tone of what became of a copy."""
        return _OUTCOMES[outcome]

    def day(self, day: date) -> str:
        return format_date(day, "medium", locale=self._t.language)

    def dispatch(self, record: Dispatch, way: CopyWay, today: date) -> LineWords:
        """The line of a dispatch, with the deadline while an answer is waited for."""
        words, t = self._words, self._t
        number = record.registration_number
        second = [
            words.value(record.sent), words.label(record.channel), record.by,
            t("no. {number}", number=number) if number else "", record.clerk,
        ]  # fmt: skip
        due = reply_due(record.due, record.extended_to)
        chip = None
        if way.is_answered(record.id):
            chip = (t("answered"), "mail-check", "ok")
        elif due is not None and record.outcome not in NOT_ARRIVED:
            chip = deadline(t, due, today)
        return LineWords(
            words.word(record.outcome), " · ".join(part for part in second if part),
            _OUTCOMES[record.outcome][0], chip,
        )  # fmt: skip

    def reply(self, record: Reply, scan: Attachment | None) -> LineWords:
        words, t = self._words, self._t
        sender = words.text(record, "sender") or t("Reply")
        second = [
            words.value(record.dated), words.label(record.response),
            t("scan attached") if scan is not None else "", record.next_step,
        ]  # fmt: skip
        return LineWords(sender, " · ".join(part for part in second if part), "mail-open")

    def due_reading(self, texts: Mapping[str, str], way: CopyWay | None) -> tuple[str, str]:
        """Beneath "Answer due": the rule that it comes from, and what silence means."""
        t, rule = self._t, way.reply_rule if way else ReplyRule.NONE
        term = RULES.get(rule)
        read = read_date(texts.get("due", ""))
        if term is None:
            if texts.get("due", ""):
                return self._read(texts), "reading"
            return t("This addressee has no duty to answer by a day."), "reading"
        if read.earliest is None:
            return t("Reckoned when somebody took the copy."), "reading"
        count = t.plural("{n} working day", "{n} working days", term.days)
        if not term.working:
            count = t.plural("{n} calendar day", "{n} calendar days", term.days)
        longest = longest_extension(rule, read.earliest, self.days)
        parts = [
            self._read(texts),
            t("{term} after registration ({article})", term=count, article=t(term.article)),
            t("can be extended to {day}", day=self.day(longest)) if longest else "",
            t("complaint until {day}", day=self.day(complaint_until(read.earliest))),
            t("Holidays count as they stand in the library."),
        ]
        return " · ".join(part.rstrip(".。") for part in parts if part), "reading"

    def _read(self, texts: Mapping[str, str]) -> str:
        read = read_date(texts.get("due", ""))
        return self.day(read.earliest) if read.earliest is not None else ""
