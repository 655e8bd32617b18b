"""How the way of a copy is worded: what became of it, by when an answer is due, what came."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from caseapp.desktop.features.appeals.due_words import DueWords
from caseapp.desktop.features.appeals.way_line import LineWords
from caseapp.desktop.forms.words import RecordWords
from caseapp.domain.deadlines import NOT_ARRIVED
from caseapp.domain.vocabulary import DispatchOutcome
from caseapp.domain.waiting import REPLY_SOON, Urgency, reply_due, urgency
from caseapp.i18n import Translator
from caseapp.store.queries.appeals_ways import CopyWay
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
    """Words in one language. `due` says what stands beneath the fields of a dispatch."""

    def __init__(self, words: RecordWords) -> None:
        self._words, self._t = words, words.t
        self.due = DueWords(words.t)

    @property
    def t(self) -> Translator:
        return self._t

    def word(self, member: StrEnum) -> str:
        """A word of the vocabulary with a capital."""
        return self._words.word(member)

    @staticmethod
    def outcome_mark(outcome: DispatchOutcome) -> tuple[str, str]:
        """Icon and tone of what became of a copy."""
        return _OUTCOMES[outcome]

    def dispatch(self, record: Dispatch, way: CopyWay, today: date) -> LineWords:
        """The line of a dispatch, with the deadline while an answer is waited for."""
        words, t = self._words, self._t
        number = record.registration_number or record.coupon
        second = [
            words.value(record.sent), words.label(record.channel), record.by,
            t("no. {number}", number=number) if number else "", record.clerk,
            t("forwarded to {body}", body=record.forwarded[-1].get("to", ""))
            if record.forwarded else "",
            t("receipt attached") if record.receipt_id else "",
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

    def reply(self, record: Reply, scan: Attachment | None, claims: int = 0) -> LineWords:
        """The line of a reply; `claims` is of how many persons it is noted what it says."""
        words, t = self._words, self._t
        sender = words.text(record, "sender") or t("Reply")
        second = [
            words.value(record.dated), words.label(record.response),
            t("scan attached") if scan is not None else "",
            t.plural("speaks of {n} person", "speaks of {n} persons", claims) if claims else "",
            record.next_step,
        ]  # fmt: skip
        return LineWords(sender, " · ".join(part for part in second if part), "mail-open")
