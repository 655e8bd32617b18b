"""How the way of a copy is worded on the office's papers, in one language of print.

Each computed day stands with the article that it follows. Knows records, no vault.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from caseapp.disclosure.marks import Marks, marks_of
from caseapp.domain.dates import UncertainDate, format_date
from caseapp.domain.deadlines import (
    NOT_ARRIVED,
    ExtensionFault,
    Fault,
    extension_faults,
    forwardings,
    received_on,
    silence_complaint,
)
from caseapp.domain.labels import label
from caseapp.domain.reply_rules import Citation, procedure, rule_of
from caseapp.domain.vocabulary import ReplyRule
from caseapp.domain.waiting import reply_due
from caseapp.domain.working_days import WorkingDays
from caseapp.dossier.pdf.office_paper import OfficePaper
from caseapp.i18n import N_, Translator, translator
from caseapp.store.records import Dispatch, Reply

_FAULTS = {
    ExtensionFault.NOT_ALLOWED: N_("This term cannot be extended."),
    ExtensionFault.TOO_LONG: N_("Longer than the law allows: at most to {day}."),
    ExtensionFault.NOT_TOLD: N_("Nothing says when it was told; it must be told by {day}."),
    ExtensionFault.TOLD_LATE: N_("Told too late: it had to be told by {day}."),
    ExtensionFault.BACKWARDS: N_("This is before the day it extends, {day}."),
}


class OfficeWords:
    """`days` is the calendar of the office, `today` the day of printing."""

    def __init__(self, language: str, days: WorkingDays, today: date) -> None:
        self.language, self.today = language, today
        self.tr: Translator = translator(language, "dossier")
        self.marks: Marks = marks_of(language)
        self._days = days

    # -- pieces ----------------------------------------------------------------------------------
    def day(self, day: date | None) -> str:
        """A certain day inside a sentence: no abbreviation, whose dot would meet the full stop."""
        return "" if day is None else format_date(UncertainDate.on(day), self.language, "long")

    def short(self, day: date | None) -> str:
        """A certain day as it stands alone in a column."""
        return "" if day is None else format_date(UncertainDate.on(day), self.language)

    def when(self, value: UncertainDate) -> str:
        """A day of which not everything may be known, alone in a column; "" for nothing."""
        return "" if value.is_unknown and not value.text else format_date(value, self.language)

    def said(self, value: UncertainDate) -> str:
        """The same inside a sentence."""
        unknown = value.is_unknown and not value.text
        return "" if unknown else format_date(value, self.language, "long")

    def label(self, member: StrEnum) -> str:
        return label(member, self.tr)

    def word(self, member: StrEnum) -> str:
        """A word of the vocabulary with a capital."""
        words = self.label(member)
        return words[:1].upper() + words[1:]

    def cited(self, citation: Citation) -> str:
        return citation.in_language(self.language)

    def body(self, texts: dict[str, dict[str, str]]) -> str:
        """What an addressee is called on this paper, as short as its record has it."""
        for key in ("short", "body"):
            named = texts.get(key, {}).get(self.language)
            if named:
                return named
        body = texts.get("body", {})
        return body.get("en") or next(iter(body.values()), "")

    # -- a dispatch ------------------------------------------------------------------------------
    def receipt(self, dispatch: Dispatch) -> list[str]:
        """Coupon, registration, clerk: what proves that the paper was taken."""
        tr = self.tr
        registered = self.marks.blank.join(
            part for part in (self.said(dispatch.registered), dispatch.registered_time) if part
        )
        parts = [
            tr("Coupon {number}", number=dispatch.coupon) if dispatch.coupon else "",
            tr("Registered under {number}", number=dispatch.registration_number)
            if dispatch.registration_number else "",
            tr("Registered on {day}", day=registered) if registered else "",
            tr("Taken by {clerk}", clerk=dispatch.clerk) if dispatch.clerk else "",
            tr("The scan of the receipt is kept.") if dispatch.receipt_id else "",
        ]  # fmt: skip
        return [part for part in parts if part]

    def term(self, dispatch: Dispatch) -> list[str]:
        """By when an answer is due and by which article; how it was extended; the chain."""
        rule = ReplyRule(dispatch.due_rule) if dispatch.due_rule in set(ReplyRule) else None
        said = [self._due(dispatch, rule)]
        if dispatch.extended_to is not None and dispatch.due is not None:
            said += self._extension(dispatch, dispatch.due, dispatch.extended_to, rule)
        said += self._chain(dispatch, rule)
        return [part for part in said if part]

    def _due(self, dispatch: Dispatch, rule: ReplyRule | None) -> str:
        tr, term = self.tr, rule_of(rule) if rule is not None else None
        if rule is ReplyRule.NONE and dispatch.due is None:
            return tr("No law obliges this addressee to answer by a day.")
        if dispatch.due is None:
            return ""
        if term is None:
            return tr("Answer due by {day}.", day=self.day(dispatch.due))
        count = (
            tr.plural("{n} working day", "{n} working days", term.days)
            if term.working
            else tr.plural("{n} calendar day", "{n} calendar days", term.days)
        )
        said = tr("Answer due by {day}: {term} ({article}).", day=self.day(dispatch.due),
                  term=count, article=self.cited(term.article))  # fmt: skip
        doubt = tr("The rule is unconfirmed.")
        return self.marks.blank.join((said, doubt)) if term.unconfirmed else said

    def _extension(
        self, dispatch: Dispatch, due: date, extended: date, rule: ReplyRule | None
    ) -> list[str]:
        tr, told = self.tr, self.said(dispatch.extension_told)
        said = tr("Extended to {day}.", day=self.day(extended))
        if told:
            said = tr("Extended to {day}, told on {told}.", day=self.day(extended), told=told)
        faults = [] if rule is None else extension_faults(
            rule, due, extended, dispatch.extension_told, self._days
        )  # fmt: skip
        reason = dispatch.extension_reason
        return [
            said, *(self._fault(fault) for fault in faults),
            tr("Reason given: {reason}", reason=reason) if reason else "",
        ]  # fmt: skip

    def _fault(self, fault: Fault) -> str:
        return self.tr(_FAULTS[fault.kind], day=self.day(fault.day))

    def _chain(self, dispatch: Dispatch, rule: ReplyRule | None) -> list[str]:
        if not dispatch.forwarded:
            return []
        tr = self.tr
        received = received_on(dispatch.outcome, dispatch.sent, dispatch.registered)
        said = []
        chain = forwardings(dispatch.forwarded, received, rule or ReplyRule.NONE, self._days)
        for step in chain:
            on = self.said(step.on)
            words = tr("Sent on to {body}.", body=step.to)
            if on:
                words = tr("Sent on to {body} on {day}.", body=step.to, day=on)
            if step.is_late and step.until is not None:
                late = tr("Too late: it had to be by {day} ({article}).", day=self.day(step.until),
                          article=self.cited(procedure().forwarding.article))  # fmt: skip
                words = self.marks.blank.join((words, late))
            if step.due is not None:
                due = tr("Its own answer is due by {day}.", day=self.day(step.due))
                words = self.marks.blank.join((words, due))
            said.append(words)
        return said

    def silence(self, dispatch: Dispatch, replies: Sequence[Reply]) -> str:
        """That the term lapsed without an answer, and until when that can be complained of."""
        due = reply_due(dispatch.due, dispatch.extended_to)
        if due is None or due >= self.today or replies or dispatch.outcome in NOT_ARRIVED:
            return ""
        tr, steps = self.tr, procedure()
        until = silence_complaint(dispatch.due_rule, due)
        if until is None:
            return tr("No answer by {day}.", day=self.day(due))
        return tr(
            "No answer by {day}, which counts as a refusal ({article}). Complaint until {until}"
            " ({more}).",
            day=self.day(due), article=self.cited(steps.silence.article), until=self.day(until),
            more=self.cited(steps.complaint.article),
        )  # fmt: skip

    # -- the page --------------------------------------------------------------------------------
    def paper(self, title: str, note: str) -> OfficePaper:
        """What stands on every page."""
        tr = self.tr
        return OfficePaper(
            title=title, note=note, language=self.language,
            warning=tr("For the office only. Not to be given out."),
            page_of=tr("page {page} of {pages}"),
        )  # fmt: skip
