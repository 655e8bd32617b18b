"""What happened to a detainee."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import EventKind, FacilityKind, TermStart, Ternary
from caseapp.store.records.types import Record, Worded, code, ref, uncertain_date


class Event(Worded, Record, kw_only=True):
    """One event, with the reason given officially and the reason believed kept apart.

    A term counts years, months and days together, from `term_start`. `narrative` is the
    statement that is printed.
    """

    __tablename__ = "event"

    detainee_id: Mapped[UUID] = mapped_column(ref("detainee.id"), index=True)
    kind: Mapped[EventKind] = code(EventKind, index=True)
    when: Mapped[UncertainDate] = uncertain_date("when", index=True)
    until: Mapped[UncertainDate] = uncertain_date("until")
    place_code: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    facility_kind: Mapped[FacilityKind] = code(FacilityKind, default=FacilityKind.UNKNOWN)
    facility: Mapped[str] = mapped_column(default="")
    authority: Mapped[str] = mapped_column(default="")
    reason_given: Mapped[str] = mapped_column(default="")
    reason_believed: Mapped[str] = mapped_column(default="")
    legal_basis: Mapped[str] = mapped_column(default="")
    term_years: Mapped[int | None] = mapped_column(default=None)
    term_months: Mapped[int | None] = mapped_column(default=None)
    term_days: Mapped[int | None] = mapped_column(default=None)
    term_start: Mapped[TermStart] = code(TermStart, default=TermStart.UNKNOWN)
    acknowledged: Mapped[Ternary] = code(Ternary, default=Ternary.UNKNOWN)
    contact_permitted: Mapped[Ternary] = code(Ternary, default=Ternary.UNKNOWN)
    counsel: Mapped[str] = mapped_column(default="")
    court: Mapped[str] = mapped_column(default="")
    narrative: Mapped[str] = mapped_column(default="")
