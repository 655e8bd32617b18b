"""How values of records are worded on the screen, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime

from caseapp.domain.dates import UncertainDate, format_date, read_date
from caseapp.domain.labels import label
from caseapp.i18n import Translator, translator
from caseapp.store.records.types import Worded


class RecordWords:
    """Bundles the screen's translator with the vocabulary's labels."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self._labels = translator(t.language, "dossier")
        self.offered: Mapping[str, Sequence[str]] = {}
        """The office's words by the name of their list: a view of a vault fills it in."""

    def label(self, member: StrEnum) -> str:
        """The word of a vocabulary inside a line."""
        return label(member, self._labels)

    def word(self, member: StrEnum) -> str:
        """The word of a vocabulary standing alone, with a capital."""
        words = self.label(member)
        return words[:1].upper() + words[1:]

    def date(self, value: UncertainDate) -> str:
        return format_date(value, self.t.language)

    def date_reading(self, typed: str) -> tuple[str, str]:
        """How a typed date is understood, for the line beneath its field, and its tone."""
        date = read_date(typed)
        if not typed.strip():
            return "", "reading"
        if date.readable:
            return format_date(date, self.t.language, style="long"), "reading"
        return self.t("Not read as a date; kept as written."), "warn"

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

    def country(self, code: str) -> str:
        """The name of a country; what is no ISO 3166 code stays as it is."""
        return str(Locale.parse(self.t.language).territories.get(code.upper(), code))

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
