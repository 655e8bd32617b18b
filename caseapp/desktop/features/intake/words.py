"""How an intake is worded: its fields, how they are understood, why a case may be the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from babel.dates import format_time

from caseapp.desktop import text
from caseapp.desktop.features.intake.type_ahead import Offer
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.number_words import NumberWords
from caseapp.desktop.people import person_words
from caseapp.domain.dates import Precision, format_date, read_date
from caseapp.domain.places import search_places
from caseapp.domain.vocabulary import HowKnown, Relation, Sex
from caseapp.i18n import N_, Translator
from caseapp.intake.visit import NEEDED
from caseapp.intake.visit_typing import (
    LABELS,
    NOW_KINDS,
    Slot,
    document_kind,
    names_only,
    place_named,
)
from caseapp.matching.known_already import LikelyCase
from caseapp.matching.words import EvidenceWords
from caseapp.store.queries.intakes import KnownTeller
from caseapp.store.queries.today_people import IntakeWait

MISSING = {
    "name": N_("name"),
    "home": N_("place"),
    "event": N_("what happened"),
    "contact": N_("who is telling"),
    "consent": N_("what may be shown"),
}
"""What an unfinished intake lacks, by the codes of the store."""

TOLD_BESIDE = (Slot.SEX, Slot.BIRTH, Slot.HOME)
"""The fields with which the number of a document is compared."""
_PLACES = 8


class IntakeWords(RecordWords):
    """Adds what is said on the page of an intake."""

    def __init__(self, t: Translator) -> None:
        super().__init__(t)
        self._reasons = EvidenceWords(t, text.isolated)
        self._numbers = NumberWords(self)

    # -- choices -----------------------------------------------------------------------------
    def now_choices(self) -> list[tuple[str, str]]:
        first = [("", self.t("Choose what happened"))]
        return first + [(kind.value, self.word(kind)) for kind in NOW_KINDS]

    def relation_choices(self) -> list[tuple[str, str]]:
        return [("", "…")] + [(one.value, self.label(one)) for one in Relation]

    def how_choices(self) -> list[tuple[str, str]]:
        known = [one for one in HowKnown if one is not HowKnown.UNKNOWN]
        first = [("", self.t("heard, saw, was told…"))]
        return first + [(one.value, self.label(one)) for one in known]

    # -- readings ----------------------------------------------------------------------------
    def reading(self, slot: Slot, typed: str, beside: Mapping[Slot, str]) -> tuple[str, str]:
        """How a field is understood, and the tone of that; ("", "reading") for nothing.

        `beside` are the texts of the other fields of `TOLD_BESIDE`.
        """
        if slot in (Slot.BIRTH, Slot.SINCE):
            return self._date(typed)
        if slot is Slot.HOME:
            return self._home(typed), "reading"
        if slot is Slot.DOCUMENT:
            return self._document(typed, beside)
        return "", "reading"

    def _date(self, typed: str) -> tuple[str, str]:
        """An uncertain date with the months that it reaches over, which can surprise."""
        said, tone = self.date_reading(typed)
        read = read_date(typed)
        if not said or tone != "reading" or not (read.earliest and read.latest):
            return said, tone
        months = f"{read.earliest:%Y-%m}", f"{read.latest:%Y-%m}"
        if months[0] == months[1] or read.precision not in (Precision.SEASON, Precision.MONTH):
            return said, tone
        return format_date(read_date("/".join(months)), self.t.language, style="long"), tone

    def _home(self, typed: str) -> str:
        if not typed.strip():
            return ""
        place = place_named(typed)
        if place is None:
            return self.t("Not in the list of places: kept as an exact address.")
        called = f"{place.name(self.t.language)} · {place.code}"
        if names_only(typed, place):
            return called
        return self.t("{county}; all of it kept as an exact address", county=called)

    def _document(self, typed: str, beside: Mapping[Slot, str]) -> tuple[str, str]:
        if not typed.strip():
            return "", "reading"
        kind, home = document_kind(typed), place_named(beside.get(Slot.HOME, ""))
        said, tone = self._numbers.reading(
            kind, typed, birth=read_date(beside.get(Slot.BIRTH, "")),
            sex=Sex(beside.get(Slot.SEX) or Sex.UNKNOWN), places=(home.code,) if home else (),
        )  # fmt: skip
        if tone == "warn":
            return f"{said} {self.t('Kept as typed.')}", tone
        return " · ".join(part for part in (self.word(kind), said) if part), tone

    def needed(self) -> str:
        return self.t("Needed for the claim slip.")

    def lacking(self, slots: Sequence[Slot]) -> str:
        """The names of what is lacking, as in a sentence."""
        return ", ".join(self.t(LABELS[slot]) for slot in NEEDED if slot in slots)

    # -- offers ------------------------------------------------------------------------------
    def places(self, typed: str) -> list[Offer]:
        """Places in whose names a word begins with what was typed last, in force ones."""
        begun = typed.strip()
        if len(begun) < 2:
            return []
        found = [place for place in search_places(begun) if place.in_force][:_PLACES]
        offers = []
        for place in found:
            name = place.name(self.t.language)
            one = place_named(name)
            whole = name if one and one.code == place.code else f"{name} ({place.code})"
            shown = " · ".join(dict.fromkeys([name, *place.every_name[:4], place.code]))
            offers.append(Offer(whole, shown, place.code))
        return offers

    def tellers(self, known: Sequence[KnownTeller]) -> list[Offer]:
        offers = []
        for one in known:
            told = self.t("told of {names}", names=", ".join(one.cases)) if one.cases else ""
            words = person_words(self.t, one.person, told, *one.phones[:1])
            offers.append(Offer(one.person.names[0], words.said(), one.person.id, words))
        return offers

    # -- time --------------------------------------------------------------------------------
    def clock(self, moment: datetime) -> str:
        return format_time(moment.astimezone(), "HH:mm", locale=self.t.language)

    def lasted(self, seconds: int) -> str:
        """ "1 min 40 s"; without seconds from ten minutes on."""
        minutes, rest = divmod(max(0, seconds), 60)
        if minutes >= 10:
            return self.t("{n} min", n=minutes)
        if not minutes:
            return self.t("{n} s", n=rest)
        return self.t("{minutes} min {seconds} s", minutes=minutes, seconds=rest)

    # -- likely cases ------------------------------------------------------------------------
    def about(self, case: LikelyCase) -> str:
        """ "CF-0452 · born 1990 · Tekes"."""
        row = case.row
        born = "" if not row.birth.text else self.t("born {date}", date=self.date(row.birth))
        return " · ".join(part for part in (row.number, born, row.home_place) if part)

    def reasons(self, case: LikelyCase) -> list[tuple[str, bool | None]]:
        """Why a case may be the person, or may not, each in a few words; who told comes last.

        With each whether it speaks for it; None leaves it open.
        """
        said = self._reasons.card(case.evidence)
        if case.told_by is not None:
            relation = self.label(case.told_by)
            same = self.t("told by the same person: {relation}", relation=relation)
            other = self.t("told by another person: {relation}", relation=relation)
            said.append((same if case.same_teller else other, True))
        return said

    def waiting(self, row: IntakeWait) -> str:
        """What an unfinished intake lacks: "lacking: place, what happened"."""
        lacking = ", ".join(self.t(MISSING[code]) for code in row.missing)
        today = row.started_at.astimezone().date() == datetime.now().astimezone().date()
        begun = self.clock(row.started_at) if today else self.moment(row.started_at)
        return self.t("{begun} · lacking: {what}", begun=begun, what=lacking) if lacking else begun
