"""How appeals, addressees and copies are worded on the screen, in one language. Qt-free."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from babel.dates import format_datetime

from caseapp.domain.dates import UncertainDate, format_date
from caseapp.domain.labels import label
from caseapp.domain.vocabulary import AppealState, Audience
from caseapp.dossier.languages import READING
from caseapp.dossier.letter_fields import FIELD_LABELS
from caseapp.i18n import Translator, translator
from caseapp.store.queries.appeals import AddresseeRow, AppealRow, CopyRow, text_in
from caseapp.store.queries.cases import CaseRow

AUDIENCE_MARKS = {
    Audience.HOST_STATE: ("landmark", "ok"),
    Audience.DETAINING_STATE: ("flag", "danger"),
    Audience.UNITED_NATIONS: ("globe", "info"),
    Audience.PARTNERS: ("handshake", "quiet"),
    Audience.PRESS: ("newspaper", "warn"),
    Audience.PUBLIC: ("megaphone", "warn"),
    Audience.OFFICE: ("archive", "quiet"),
}
"""Icon and tone of each audience: those through which harm comes are warm."""

STATE_MARKS = {
    AppealState.DRAFT: ("pencil", "quiet"),
    AppealState.PRINTED: ("printer", "info"),
    AppealState.HANDED_IN: ("send", "info"),
    AppealState.ANSWERED: ("mail-check", "ok"),
    AppealState.CLOSED: ("archive", "quiet"),
}
"""Icon and tone of where an appeal stands."""


class AppealWords:
    """Bundles the screen's translator with the vocabulary's labels."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self._labels = translator(t.language, "dossier")

    def label(self, member: StrEnum) -> str:
        return label(member, self._labels)

    def date(self, value: UncertainDate) -> str:
        """A date in words; nothing where nothing is known."""
        return "" if value.is_unknown and not value.text else format_date(value, self.t.language)

    def moment(self, value: datetime) -> str:
        """ "2 Jun 2026, 14:05" on this machine's clock."""
        locale = self.t.language if self.t.language != "en" else "en_GB"
        return format_datetime(value.astimezone(), "medium", locale=locale).rpartition(":")[0]

    def language(self, code: str) -> str:
        """The name of a copy's language, in the screen's language."""
        t = self.t
        names = {
            "en": t("English"), "ru": t("Russian"), "kk": t("Kazakh"), "zh_Hans": t("Chinese"),
            READING: t("Reading copy, Kazakh in Arabic script"),
        }  # fmt: skip
        return names.get(code, code)

    def short_language(self, code: str) -> str:
        """As `language`, for a line with little room."""
        return self.t("Reading copy") if code == READING else self.language(code)

    @staticmethod
    def code(language: str) -> str:
        """A language in two or three letters."""
        return "قاز" if language == READING else language.partition("_")[0]

    def letter_field(self, name: str) -> str:
        """A field of a letter in words; one that has none by its name in the template."""
        return self.t(FIELD_LABELS.get(name, name))

    def appeal(self, row: AppealRow) -> str:
        """What an appeal is called; one without a title goes by its number."""
        return row.title or self.t("Appeal {n}", n=row.serial)

    def counts(self, row: AppealRow) -> str:
        """ "19 persons · 3 addressees · 4 copies"."""
        t = self.t
        return " · ".join(
            (
                t.plural("{n} person", "{n} persons", row.persons),
                t.plural("{n} addressee", "{n} addressees", row.addressees),
                t.plural("{n} copy", "{n} copies", row.copies),
            )
        )

    def person(self, row: CaseRow) -> str:
        """The main name; who has none is described."""
        if row.names:
            return row.names[0][1]
        return row.description or self.t("Name not known")

    def addressee(self, row: AddresseeRow) -> str:
        """The body in the screen's language if it is named in it."""
        return text_in(row.texts, "body", self.t.language) or self.t("Addressee {n}", n=row.serial)

    def short_addressee(self, row: AddresseeRow) -> str:
        """As short as its record allows, if it is named in the screen's language in that one."""
        language, texts = self.t.language, row.texts
        own = (texts.get(key, {}).get(language) for key in ("short", "body"))
        named = next(filter(None, own), "")
        return named or text_in(texts, "short", language) or self.addressee(row)

    def copy(self, row: CopyRow) -> str:
        """ "2 Jun 2026, 14:05 · 24 pages · 7QK4-M2XD"."""
        t = self.t
        parts = [
            self.short_language(row.language) if row.language == READING else "",
            self.moment(row.produced_at),
            t.plural("{n} page", "{n} pages", row.pages) if row.pages else "",
            row.page_code,
        ]
        return " · ".join(part for part in parts if part)
