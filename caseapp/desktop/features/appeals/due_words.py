"""What is said beneath the fields of a dispatch: what its outcome means, which article a day
follows from, what is wrong with an extension, by when each body of a chain must answer.

Reads what stands in the fields, also what is only typed. Qt-free.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from caseapp.desktop.forms.specs.appeals import DISPATCH, ForwardedSpec
from caseapp.domain.dates import UncertainDate, format_date, read_date
from caseapp.domain.deadlines import (
    ExtensionFault,
    Forwarding,
    complaint_until,
    extension_faults,
    forwardings,
    longest_extension,
    read_hour,
    received_on,
    registered_on,
)
from caseapp.domain.reply_rules import Citation, Rule, procedure, rule_of
from caseapp.domain.vocabulary import DispatchOutcome, ReplyRule
from caseapp.domain.working_days import WorkingDays, office_days
from caseapp.i18n import N_, Translator

Texts = Mapping[str, str]
Said = tuple[str, str]
"""A sentence and its tone: "reading" or "warn"."""

_OUTCOMES = {
    DispatchOutcome.STAMPED_COPY: N_("The term runs from the day on the stamp."),
    DispatchOutcome.ACCEPTED_NO_RECEIPT: N_(
        "The term runs, but nothing proves it. Ask for the coupon: it must be given."
    ),
    DispatchOutcome.REFUSED: N_(
        "No term runs. To refuse acceptance is forbidden: note who refused, and send it by post."
    ),
    DispatchOutcome.NOBODY_RECEIVED: N_("No term runs. Try again, or send it by post."),
    DispatchOutcome.POSTED: N_("The term runs from the day on which they register it."),
    DispatchOutcome.RETURNED: N_("It came back. No term runs."),
    DispatchOutcome.BOUNCED: N_("It did not arrive. No term runs."),
    DispatchOutcome.PENDING: N_("Not known yet. No term runs."),
}
_DOUBTFUL = frozenset(
    {DispatchOutcome.ACCEPTED_NO_RECEIPT, DispatchOutcome.REFUSED, DispatchOutcome.NOBODY_RECEIVED}
)
"""Outcomes after which the office has something to do."""

_FAULTS = {
    ExtensionFault.NOT_ALLOWED: N_("This term cannot be extended."),
    ExtensionFault.TOO_LONG: N_("Longer than the law allows: at most to {day}."),
    ExtensionFault.NOT_TOLD: N_("When was it told? It must be told by {day}."),
    ExtensionFault.TOLD_LATE: N_("Told too late: it had to be told by {day}."),
    ExtensionFault.BACKWARDS: N_("This is before the day it extends, {day}."),
}
_CHAIN = next(spec for spec in DISPATCH if isinstance(spec, ForwardedSpec))


class DueWords:
    """In one language. `days` is the calendar as the office has it."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        self.days: WorkingDays = office_days({})

    def day(self, day: date) -> str:
        return format_date(UncertainDate.on(day), self._t.language)

    def article(self, citation: Citation) -> str:
        return citation.in_language(self._t.language)

    # -- beneath the fields ----------------------------------------------------------------------
    def outcome(self, texts: Texts, default: ReplyRule) -> Said:
        """What an outcome means for the term, where the addressee has one."""
        t, outcome = self._t, DispatchOutcome(texts["outcome"])
        if rule_of(_rule(texts, default)) is None:
            return "", "reading"
        tone = "warn" if outcome in _DOUBTFUL else "reading"
        cited = procedure().acceptance.article if outcome in _DOUBTFUL else None
        words = t(_OUTCOMES[outcome])
        return f"{words} ({self.article(cited)})" if cited is not None else words, tone

    def registered(self, texts: Texts) -> Said:
        """How the day on a coupon is read; after hours it is that of the next working day."""
        t, day = self._t, read_date(texts["registered"]).latest
        hour = read_hour(texts["registered_time"])
        if day is None:
            return "", "reading"
        counted = registered_on(day, self.days, hour)
        if counted == day:
            return self.day(day), "reading"
        step = procedure().registration
        words = t("counts as {day}: after hours, or a day off ({article})",
                  day=self.day(counted), article=self.article(step.article))  # fmt: skip
        if hour is not None and step.unconfirmed and step.hours_until is not None:
            until = step.hours_until.strftime("%H:%M")
            words += " · " + t("office hours until {time}: unconfirmed", time=until)
        return words, "reading"

    def rule(self, texts: Texts, default: ReplyRule) -> Said:
        """Which article a rule follows, and whether somebody wrote a day instead."""
        t, code = self._t, texts["due_rule"]
        if not code and texts["due"].strip():
            return t("Somebody wrote the day. Choose a rule to have it reckoned."), "reading"
        rule = rule_of(_rule(texts, default))
        if rule is None:
            return t("This addressee has no duty to answer by a day."), "reading"
        words = f"{self.term(rule)} · {self.article(rule.article)}"
        if rule.unconfirmed:
            return f"{words} · {t('unconfirmed, check before use')}", "warn"
        return words, "reading"

    def term(self, rule: Rule) -> str:
        """ "15 working days"."""
        if rule.working:
            return self._t.plural("{n} working day", "{n} working days", rule.days)
        return self._t.plural("{n} calendar day", "{n} calendar days", rule.days)

    def due(self, texts: Texts, default: ReplyRule) -> Said:
        """The day in words, how far it can be extended, and until when silence is complained of."""
        t, due = self._t, _certain(texts["due"])
        rule = _rule(texts, default)
        if due is None:
            waits = rule_of(rule) is not None and not texts["due"].strip()
            return (t("Reckoned when somebody took the copy.") if waits else ""), "reading"
        if rule_of(rule) is None:
            return self.day(due), "reading"
        longest = longest_extension(rule, due, self.days)
        lapses = _certain(texts["extended_to"]) or due
        parts = [
            self.day(due),
            t("can be extended to {day}", day=self.day(longest)) if longest else "",
            t("complaint until {day} ({article})", day=self.day(complaint_until(lapses)),
              article=self.article(procedure().complaint.article)),
            self._estimates(texts, due),
        ]  # fmt: skip
        return " · ".join(part.rstrip(".。") for part in parts if part), "reading"

    def _estimates(self, texts: Texts, due: date) -> str:
        first = self._received(texts) or due
        found = self.days.estimated(min(first, due), due)
        if not found:
            return ""
        day, public = found[0]
        return self._t("{name} on {day} is estimated", name=self._t(public.name), day=self.day(day))

    def extension(self, texts: Texts, default: ReplyRule) -> Said:
        """What the law has against an extension that was told."""
        due, extended = _certain(texts["due"]), _certain(texts["extended_to"])
        if extended is None:
            return "", "reading"
        if due is None:
            return self.day(extended), "reading"
        rule = _rule(texts, default)
        told = read_date(texts["extension_told"])
        faults = extension_faults(rule, due, extended, told, self.days)
        if not faults:
            return self.day(extended), "reading"
        said = [
            self._t(_FAULTS[fault.kind], day=self.day(fault.day) if fault.day else "")
            for fault in faults
        ]
        term = rule_of(rule)
        if term is not None:
            cited = term.extension.article if term.extension else term.article
            said.append(f"({self.article(cited)})")
        return " ".join(said), "warn"

    def forwarded(self, texts: Texts, default: ReplyRule) -> Said:
        """Each body of the chain with its own day, and what came too late."""
        steps = _CHAIN.to_value(texts["forwarded"])
        if not steps:
            return "", "reading"
        chain = forwardings(steps, self._received(texts), _rule(texts, default), self.days)
        late = any(step.is_late or step.is_told_late for step in chain)
        cited = self.article(procedure().forwarding.article)
        said = "\n".join(self.step(step) for step in chain)
        return f"{said}\n({cited})", "warn" if late else "reading"

    def step(self, step: Forwarding) -> str:
        """One body of a chain: when it got the paper, what was late, when it must answer."""
        t, until = self._t, self.day(step.until) if step.until else ""
        on = self.day(step.on.latest) if step.on.latest else t("no day")
        parts = [
            f"{step.to}: {on}",
            t("sent on too late, had to be by {day}", day=until) if step.is_late else "",
            t("told too late, had to be by {day}", day=until) if step.is_told_late else "",
            t("answer due {day}", day=self.day(step.due)) if step.due else "",
        ]
        return " · ".join(part for part in parts if part)

    @staticmethod
    def _received(texts: Texts) -> date | None:
        return received_on(
            DispatchOutcome(texts["outcome"]), read_date(texts["sent"]),
            read_date(texts["registered"]),
        )  # fmt: skip


def _rule(texts: Texts, default: ReplyRule) -> ReplyRule:
    """The rule that is chosen; of a day by hand the addressee's, which says what may follow."""
    code = texts["due_rule"]
    return ReplyRule(code) if code in set(ReplyRule) else default


def _certain(typed: str) -> date | None:
    read: UncertainDate = read_date(typed.strip())
    return read.earliest if read.earliest == read.latest else None
