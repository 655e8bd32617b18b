"""The words of one copy: its language's sentences, dates, lists, countries and tokens.

Everything that a compiled page says in its own words goes through here. Knows no record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from caseapp.disclosure.marks import Marks, marks_of, ordinal
from caseapp.disclosure.text import Span, Text
from caseapp.domain.dates import Style, UncertainDate, brief_date, format_date
from caseapp.domain.labels import LABELS
from caseapp.domain.vocabulary import InfoClass, NameScript
from caseapp.i18n import NC_, Translator, translator

TOKENS = {
    InfoClass.DETAINEE_NAME: NC_("token", "[name withheld]"),
    InfoClass.DETAINEE_IDENTIFIERS: NC_("token", "[number withheld]"),
    InfoClass.EXACT_ADDRESS: NC_("token", "[address withheld]"),
    InfoClass.HEALTH: NC_("token", "[health information withheld]"),
    InfoClass.PHOTO: NC_("token", "[photograph withheld]"),
    InfoClass.TESTIFIER_NAME: NC_("token", "[name withheld]"),
    InfoClass.TESTIFIER_RELATION: NC_("token", "[relation withheld]"),
    InfoClass.TESTIFIER_CONTACT: NC_("token", "[details withheld]"),
    InfoClass.TESTIFIER_IDENTIFIERS: NC_("token", "[number withheld]"),
    InfoClass.TESTIMONY: NC_("token", "[details withheld]"),
    InfoClass.SOURCE_IDENTITY: NC_("token", "[source withheld]"),
    InfoClass.OTHER_RELATIVES: NC_("token", "[information on relatives withheld]"),
    InfoClass.CHILDREN: NC_("token", "[information on children withheld]"),
}
"""One fixed token a class: its length tells nothing of what it stands for."""


class Words:
    """The words of a language; `tr` is its translator for paper."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.tr: Translator = translator(language, "dossier")
        self.marks: Marks = marks_of(language)
        try:
            self.locale = Locale.parse(language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            self.locale = Locale("en")

    def label(self, member: StrEnum) -> str:
        """The word for a member of the vocabulary."""
        context, message = LABELS[type(member)][member]
        return self.tr.in_context(context, message)

    def token(self, info_class: InfoClass) -> str:
        """What stands in a copy for something withheld of this class."""
        context, message = TOKENS[info_class]
        return self.tr.in_context(context, message)

    def token_text(self, info_class: InfoClass) -> Text:
        return (Span(self.token(info_class), "token"),)

    def when(self, value: UncertainDate, style: Style = "short") -> str:
        """A date in words; empty where nothing is known, be it said or not."""
        if value.is_unknown and value.readable:
            return ""
        return format_date(value, self.language, style)

    def brief(self, value: UncertainDate) -> str:
        """A date for a dense table: "10–28 Feb 2018", "окт.–дек. 2018"; else as `when`."""
        return brief_date(value, self.language)

    def day(self, value: date, style: Style = "long") -> str:
        return format_date(UncertainDate.on(value), self.language, style)

    def listed(self, items: Sequence[str]) -> str:
        """ "a, b and c"."""
        if self.marks.last and len(items) > 1:
            return self.marks.series.join(items[:-1]) + self.marks.last + items[-1]
        return format_list(list(items), locale=self.locale) if items else ""

    def annex(self, number: str) -> str:
        """What stands above an annex: "Annex 3", "附件三"."""
        return self.tr("Annex {number}", number=self.ordinal(number))

    def ordinal(self, number: str) -> str:
        """The number of an annex as the language counts: "3", "三"; what is none as it is."""
        return ordinal(int(number), self.language) if number.isdecimal() else number

    def country(self, code: str) -> str:
        """A country's name; what is no ISO 3166 code is given as it is."""
        return str(self.locale.territories.get(code.upper(), code))

    def language_name(self, tag: str) -> str:
        """The name of a language, with its script where Kazakh has several."""
        if tag in (NameScript.KK_ARAB.value, NameScript.KK_LATN.value):
            return self.label(NameScript(tag))
        primary = tag.replace("_", "-").split("-")[0].lower()
        name = self.locale.languages.get(primary, tag)
        return capitalised(name) if self.language == "en" else name


def capitalised(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
