"""The fields of who signs, and of a copy's way: handed in, when an answer is due, what came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.desktop.forms.fields import FieldSpec
from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Attribution, Channel, DispatchOutcome, ReplyCode, Status
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
class ForwardedSpec(FieldSpec):
    """To whom a body sent the paper on, one a line, as somebody wrote it down."""

    def to_text(self, value: object) -> str:
        steps = value if isinstance(value, list) else []
        return "\n".join(str(step.get("to", "")) for step in steps)

    def to_value(self, typed: str) -> object:
        return [{"to": line.strip()} for line in typed.splitlines() if line.strip()]


DISPATCH = (
    FieldSpec("outcome", N_("What became of it"), "choice", DispatchOutcome, span=2),
    FieldSpec("channel", N_("How it went"), "choice", Channel),
    FieldSpec("sent", N_("When"), "date"),
    FieldSpec("by", N_("Who handed it in")),
    FieldSpec("clerk", N_("Who took it")),
    FieldSpec("coupon", N_("Coupon number"), span=2),
    FieldSpec("registration_number", N_("Registration number"), span=2),
    FieldSpec("registered", N_("Registered on"), "date"),
    FieldSpec("registered_time", N_("At what time")),
    DaySpec("due", N_("Answer due"), "date", span=2),
    DaySpec("extended_to", N_("Extended to"), "date", span=2),
    FieldSpec("extension_told", N_("Extension told on"), "date"),
    FieldSpec("extension_reason", N_("Why it was extended"), span=3),
    ForwardedSpec("forwarded", N_("Forwarded to"), "text", span=4,
                  hint=N_("Body and day, one a line.")),
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
    FieldSpec("attribution", N_("What it says of the arrest"), "choice", Attribution, span=2),
    FieldSpec("status", N_("Status, as they say"), "choice", Status, span=2),
    FieldSpec("text", N_("In their words"), "text", span=4),
)

SHEET = (
    FieldSpec("number", N_("Sheet number"), "number"),
    FieldSpec("signatures", N_("Signatures on it"), "number"),
    FieldSpec("collected_by", N_("Collected by"), span=2),
    FieldSpec("collected", N_("Collected on"), "date", span=2),
    FieldSpec("note", N_("Note"), "text", span=4),
)
