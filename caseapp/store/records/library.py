"""The office's own editable data: itself, letters, places, words, working days."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.dates import UncertainDate
from caseapp.store.records.types import Record, once_outside_the_trash, uncertain_date


class Office(Record, kw_only=True):
    """The office that keeps the vault; one row at most, made when first edited.

    `texts` are per language: {"name": {"en": …}, "address": {…}}. `staff` are the names that
    "taken by" offers. `home` is the ISO 3166 code of the state whose citizens it speaks for.
    """

    __tablename__ = "office"

    texts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    staff: Mapped[list[str]] = mapped_column(default_factory=list)
    home: Mapped[str] = mapped_column(default="KZ")
    case_prefix: Mapped[str] = mapped_column(default="CF")
    stale_after_months: Mapped[int] = mapped_column(default=12)
    backup_every_days: Mapped[int] = mapped_column(default=7)


class LetterTemplate(Record, kw_only=True):
    """A letter in one language. Versioned: an edit is a new row with the next `number`.

    `name` is the template's code, as addressees name it; `text` is in the markup of
    dossier.letters. Wording that no user has `confirmed` is marked so on the screen.
    """

    __tablename__ = "letter_template"
    __table_args__ = (UniqueConstraint("name", "language", "number"),)

    name: Mapped[str] = mapped_column()
    language: Mapped[str] = mapped_column()
    number: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    confirmed: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")


class PlaceEntry(Record, kw_only=True):
    """A place that the shipped list lacks, or names that the office adds to a listed one.

    `code` as in the list (GB/T 2260 for China); `names` {language: name}; `within` is the
    code of the place around it.
    """

    __tablename__ = "place_entry"
    __table_args__ = (once_outside_the_trash("uq_place_entry_alive", "code"),)

    code: Mapped[str] = mapped_column()
    names: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    within: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[UncertainDate] = uncertain_date("valid_from")
    valid_to: Mapped[UncertainDate] = uncertain_date("valid_to")
    note: Mapped[str] = mapped_column(default="")


class Term(Record, kw_only=True):
    """A word that an open field offers, such as an occupation: {language: word}.

    `vocabulary` names the list; closed vocabularies are code, because their meaning is.
    """

    __tablename__ = "term"

    vocabulary: Mapped[str] = mapped_column(index=True)
    words: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    position: Mapped[int] = mapped_column(default=0)


class CalendarDay(Record, kw_only=True):
    """A day that is a working day or not, against the shipped calendar of a state."""

    __tablename__ = "calendar_day"
    __table_args__ = (once_outside_the_trash("uq_calendar_day_alive", "country", "day"),)

    country: Mapped[str] = mapped_column(default="KZ")
    day: Mapped[date] = mapped_column()
    working: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(default="")
