"""Translation without a global: a dossier's language is not the screen's.

Catalogues are the .po files under resources/locale/<language>/<domain>.po, read as
they are; English needs none, because the message ids are English. Knows no Qt.
"""

from __future__ import annotations

import gettext
import io
import locale
import os
from functools import lru_cache
from typing import Protocol

from caseapp.errors import UserError
from caseapp.system.resources import resource

LANGUAGES = ("en", "ru", "kk", "zh_Hans")
"""Languages of the screen, as Babel locale identifiers."""


def N_(message: str) -> str:
    """Mark a message id for extraction where it cannot be translated yet."""
    return message


def NC_(context: str, message: str) -> tuple[str, str]:
    """Mark a message id that has a gettext context; `in_context(*pair)` translates it."""
    return context, message


def NPC_(context: str, one: str, many: str) -> tuple[str, str, str]:
    """Mark a counted phrase with its context; `plural_in_context(*marked, n)` translates it."""
    return context, one, many


class Translate(Protocol):
    """What a function that words something needs: the plain call of a Translator."""

    def __call__(self, message: str, /, **params: object) -> str: ...


class Translator:
    """Turns message ids into one language's sentences.

    Calling it with parameters fills the `{named}` places after translation.
    """

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str, /, **params: object) -> str:
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**params) if params else text

    def plural(self, one: str, many: str, n: int, /, **params: object) -> str:
        """The form for the number `n`; `{n}` is filled in beside the parameters."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **params)

    def in_context(self, context: str, message: str, /, **params: object) -> str:
        """For a word that translates differently by place (gettext's msgctxt)."""
        text = self._catalogue.pgettext(context, message)
        return text.format(**params) if params else text

    def plural_in_context(
        self, context: str, one: str, many: str, n: int, /, **params: object
    ) -> str:
        """As `plural`, for a phrase that stands in a certain case: "of 48 persons"."""
        text = self._catalogue.npgettext(context, one, many, n)
        return text.format(n=n, **params)

    def error(self, error: UserError) -> str:
        """The sentence to show for a `UserError`."""
        return self(error.message).format(**error.params)


@lru_cache(maxsize=16)
def translator(language: str, domain: str = "caseapp") -> Translator:
    """A translator for one of `LANGUAGES`; a language without a catalogue speaks English.

    `domain` is "caseapp" for the screen and the command line, "dossier" for paper.
    """
    path = resource("locale", language, f"{domain}.po")
    if language == "en" or not path.is_file():
        return Translator(language, gettext.NullTranslations())
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translator(language, gettext.GNUTranslations(compiled))


def system_language() -> str:
    """The language of `LANGUAGES` that this machine speaks, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = os.environ.get(variable, "").partition(".")[0]
        if wanted:
            break
    else:
        wanted = locale.getlocale()[0] or ""
    by_prefix = {language.partition("_")[0]: language for language in LANGUAGES}
    return by_prefix.get(wanted.partition("_")[0].lower(), "en")
