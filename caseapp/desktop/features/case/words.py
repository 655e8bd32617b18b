"""How the parts of a case are worded on the screen, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime

from caseapp.desktop.features.case.fields import LABELS
from caseapp.domain.dates import UncertainDate, format_date
from caseapp.domain.labels import label
from caseapp.domain.vocabulary import CaseKind
from caseapp.dossier.compile.grants import inverse
from caseapp.i18n import Translator, translator
from caseapp.store.queries.case_page import CasePage, Claim, KinRow
from caseapp.store.records import Detainee, Event
from caseapp.store.records.types import Worded

_NAMES = ("name", "names")
"""Fields under which an excerpt is cited for the name, which is a record of its own."""


class CaseWords:
    """Bundles the screen's translator with the vocabulary's labels."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self._labels = translator(t.language, "dossier")

    def label(self, member: StrEnum) -> str:
        """The word of a vocabulary inside a line."""
        return label(member, self._labels)

    def word(self, member: StrEnum) -> str:
        """The word of a vocabulary standing alone, with a capital."""
        words = self.label(member)
        return words[:1].upper() + words[1:]

    def date(self, value: UncertainDate) -> str:
        return format_date(value, self.t.language)

    def moment(self, at: datetime) -> str:
        """When something was done here, to the minute: "12 Mar 2026, 14:02"."""
        pattern = "d MMM y, HH:mm"
        if self.t.language.startswith("zh"):
            pattern = "y年M月d日 HH:mm"
        return format_datetime(at.astimezone(), pattern, locale=self.t.language)

    def value(self, value: object) -> str:
        """Any field's value in words, empty for nothing."""
        if isinstance(value, UncertainDate):
            return "" if value.is_unknown and not value.text else self.date(value)
        if isinstance(value, StrEnum):
            return self.label(value)
        if isinstance(value, bool):
            return self.t("yes") if value else self.t("no")
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(str(item) for item in value)
        return "" if value is None else str(value)

    def languages(self, codes: Sequence[str]) -> str:
        """Names of languages: "Russian, Kazakh"."""
        return ", ".join(self._language(code) for code in codes)

    def _language(self, code: str) -> str:
        try:
            locale = Locale.parse(code, sep="-" if "-" in code else "_")
        except (ValueError, UnknownLocaleError):
            return code
        return locale.get_language_name(self.t.language) or code

    def put_aside(self, languages: Sequence[str]) -> str:
        """What to say when translations of a changed text were taken away; "" for none."""
        if not languages:
            return ""
        return self.t(
            "Put aside, because they said the former text: the translations into {languages}.",
            languages=self.languages(languages),
        )

    def action(self, label: str, params: Mapping[str, object]) -> str:
        """What a person did, as history keeps it: texts in `params` are message ids too."""
        t = self.t
        filled = {k: t(v) if isinstance(v, str) else v for k, v in params.items()}
        return t(label, **filled)

    def text(self, record: Worded, field: str) -> str:
        """A record's own words, in the language of the screen where people translated them."""
        return record.worded(field, self.t.language)[0]

    # -- the case --------------------------------------------------------------------------
    def names(self, page: CasePage) -> list[str]:
        """The spellings, the first one leading; who has none is described."""
        spellings = list(dict.fromkeys(name.text for name in page.names))
        described = self.text(page.detainee, "description")
        return spellings or [described or self.t("Name not known")]

    def size(self, case: Detainee) -> str:
        """How many people a group counts: "2–4 people", "at least 21 people"."""
        least, most = case.least_size, case.greatest_size
        if most is None:
            return self.t.plural("at least {n} person", "at least {n} people", least)
        if most == least:
            return self.t.plural("{n} person", "{n} people", least)
        return self.t("{least}–{most} people", least=least, most=most)

    def kind(self, case: Detainee) -> str:
        """What a case is about, if it is not a named person."""
        if case.kind is CaseKind.PERSON:
            return ""
        words = self.word(case.kind)
        return f"{words} · {self.size(case)}" if case.kind is CaseKind.GROUP else words

    def event(self, event: Event) -> str:
        """ "Sentenced, 9 years": what, with the term if there is one."""
        return ", ".join(part for part in (self.label(event.kind), self.term(event)) if part)

    def term(self, event: Event) -> str:
        """ "9 years, 6 months"; empty without a term."""
        plural = self.t.plural
        parts = []
        if event.term_years:
            parts.append(plural("{n} year", "{n} years", event.term_years))
        if event.term_months:
            parts.append(plural("{n} month", "{n} months", event.term_months))
        if event.term_days:
            parts.append(plural("{n} day", "{n} days", event.term_days))
        return ", ".join(parts)

    def claim(self, claim: Claim, case: Detainee) -> str:
        """A line of the evidence grid in words: what, and when or which."""
        if claim.event is None:
            if claim.field in _NAMES:
                return self.t("Name")
            name = self.t(LABELS.get((case.__tablename__, claim.field), claim.field))
            value = self.value(getattr(case, claim.field, ""))
            if value and claim.field in case.wordings:
                value = self.text(case, claim.field)
            return f"{name}: {value}" if value else name
        if claim.event.when.is_unknown:
            return self.event(claim.event)
        return f"{self.event(claim.event)} · {self.date(claim.event.when)}"

    def kin(self, row: KinRow) -> str:
        """ "wife · Almaty region · born 1979"."""
        relation = row.kinship.relation
        if row.reversed:
            relation = inverse(relation, row.sex)
        place = self.text(row.kinship, "place") if row.alone else row.place
        parts = [self.label(relation), place, row.case_number]
        if not row.birth.is_unknown:
            parts.append(self.t("born {date}", date=self.date(row.birth)))
        return " · ".join(part for part in parts if part)
