"""The fields of who signs, and of a copy's way: handed in, when an answer is due, what came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.desktop.forms.fields import FieldSpec
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    Attribution,
    Channel,
    DispatchOutcome,
    ReplyCode,
    ReplyRule,
    Status,
)
from caseapp.i18n import N_

NOT_A_DAY = N_("This is not one certain day. Write it like 14 June 2026, or leave it empty.")


@dataclass(frozen=True, slots=True)
class DaySpec(FieldSpec):
    """A day that something is reckoned from: certain, or not there at all."""

    def to_text(self, value: object) -> str:
        return value.isoformat() if isinstance(value, date) else ""

    def to_value(self, typed: str) -> object:
        if not typed.strip():
            return None
        read = read_date(typed.strip())
        if read.earliest is None or read.earliest != read.latest:
            raise ValueError(NOT_A_DAY)
        return read.earliest


@dataclass(frozen=True, slots=True)
class RuleSpec(FieldSpec):
    """The rule by which a day is reckoned, kept as its code; "" where somebody wrote the day."""

    def to_value(self, typed: str) -> object:
        return ReplyRule(typed).value if typed else ""


STEP = ("to", "on", "told")
"""What is kept of a paper that was sent on: to which body, when, when the applicant was told."""


@dataclass(frozen=True, slots=True)
class ForwardedSpec(FieldSpec):
    """The bodies that a paper was sent on to, one a line: "body; day; told on"."""

    def to_text(self, value: object) -> str:
        steps = value if isinstance(value, list) else []
        lines = ("; ".join(str(step.get(key, "")) for key in STEP) for step in steps)
        return "\n".join(line.rstrip("; ") for line in lines)

    def to_value(self, typed: str) -> object:
        lines = (line.replace("；", ";").split(";", len(STEP) - 1) for line in typed.splitlines())
        steps = [dict(zip(STEP, (part.strip() for part in line), strict=False)) for line in lines]
        return [{k: v for k, v in step.items() if v} for step in steps if step["to"]]


DISPATCH = (
    FieldSpec("outcome", N_("What became of it"), "choice", DispatchOutcome, span=2),
    FieldSpec("channel", N_("How it went"), "choice", Channel),
    FieldSpec("sent", N_("When"), "date"),
    FieldSpec("by", N_("Who handed it in")),
    FieldSpec("clerk", N_("Who took it")),
    FieldSpec("coupon", N_("Coupon number"), span=2),
    FieldSpec("registration_number", N_("Registration number"), span=2),
    FieldSpec("registered", N_("Registered on"), "date"),
    FieldSpec("registered_time", N_("At what time"), hint=N_("As on the coupon, like 17:40.")),
    RuleSpec("due_rule", N_("By which rule"), "choice", ReplyRule, span=2,
             blank=N_("No rule: the day as it is written")),
    DaySpec("due", N_("Answer due"), "date", span=2),
    DaySpec("extended_to", N_("Extended to"), "date", span=2),
    FieldSpec("extension_told", N_("Extension told on"), "date", span=2),
    FieldSpec("extension_reason", N_("Why it was extended"), span=4),
    ForwardedSpec("forwarded", N_("Forwarded to"), "text", span=4),
    FieldSpec("note", N_("Note"), "text", span=4),
)  # fmt: skip

REPLY = (
    FieldSpec("sender", N_("From whom"), span=2),
    FieldSpec("dated", N_("Dated"), "date"),
    FieldSpec("number", N_("Number")),
    FieldSpec("response", N_("What it does"), "choice", ReplyCode, span=2),
    FieldSpec("attribution", N_("What it says of the arrest"), "choice", Attribution, span=2),
    FieldSpec("text", N_("What it says"), "text", span=4),
    FieldSpec("next_step", N_("Next step"), span=2),
    DaySpec("next_step_due", N_("By when"), "date", span=2),
)

SIGNATORY = (
    FieldSpec("full_name", N_("Surname, first name, patronymic"), span=2,
              hint=N_("As in the identity document.")),
    FieldSpec("iin", N_("IIN, if any")),
    FieldSpec("phone", N_("Phone")),
    FieldSpec("address", N_("Postal address"), span=4),
)  # fmt: skip
"""What the law asks for of everybody who signs; a contact's record fills what is empty."""

CLAIM = (
    FieldSpec("attribution", N_("What it says of the arrest"), "choice", Attribution),
    FieldSpec("status", N_("Status, as they say"), "choice", Status,
              blank=N_("They do not say")),
    FieldSpec("text", N_("In their words"), span=2),
)  # fmt: skip
"""Of one person, in a table of two columns: the words stand under both."""

SHEET = (
    FieldSpec("number", N_("Sheet number"), "number"),
    FieldSpec("signatures", N_("Signatures on it"), "number"),
    FieldSpec("collected_by", N_("Collected by"), span=2),
    FieldSpec("collected", N_("Collected on"), "date", span=2),
    FieldSpec("note", N_("Note"), "text", span=4),
)
