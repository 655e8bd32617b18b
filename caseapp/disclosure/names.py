"""Which spelling of a name comes first, in what order names stand, how initials are made.

Babel has no collation: the order here is the Kazakh Cyrillic alphabet, of which the Russian
one is a part, for Latin script a-z with marked letters after their plain ones, and for Chinese
the order of GB 2312, whose 3755 common characters stand by their sound.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from caseapp.domain.vocabulary import NameKind, NameRole, NameScript

Form = tuple[str, NameScript, NameKind]
"""Text, script, kind."""

KAZAKH_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
LATIN_ALPHABET = "abcdefghijklmnopqrstuvwxyz"

_FIRST = {
    "ru": (NameScript.RU, NameScript.KK_CYRL),
    "kk": (NameScript.KK_CYRL, NameScript.RU),
    "en": (NameScript.EN, NameScript.KK_LATN),
    "zh": (NameScript.ZH_HANS,),
}
_THEN = (
    NameScript.KK_CYRL,
    NameScript.KK_LATN,
    NameScript.EN,
    NameScript.RU,
    NameScript.KK_ARAB,
    NameScript.ZH_HANS,
    NameScript.UG_ARAB,
)
_KIND_ORDER = (
    NameKind.DOCUMENT,
    NameKind.MAIN,
    NameKind.TRANSLITERATION,
    NameKind.FORMER,
    NameKind.ALIAS,
)


def in_print_order(forms: Iterable[Form], language: str) -> list[Form]:
    """The copy's language first, then the other scripts; within one, the document's form."""
    primary = language.replace("_", "-").split("-")[0]
    scripts = [*_FIRST.get(primary, ()), *_THEN]
    return sorted(
        forms,
        key=lambda form: (
            form[2] in (NameKind.ALIAS, NameKind.FORMER),
            scripts.index(form[1]),
            _KIND_ORDER.index(form[2]),
        ),
    )


def best_form(forms: Iterable[Form], language: str) -> Form | None:
    """The spelling that stands first; None if there is none."""
    ordered = in_print_order(forms, language)
    return ordered[0] if ordered else None


def one_a_script(forms: Sequence[Form], language: str) -> tuple[list[Form], list[Form]]:
    """The best form of each script in print order, and the other names (alias, former)."""
    main: list[Form] = []
    others: list[Form] = []
    seen: set[NameScript] = set()
    texts: set[str] = set()
    for form in in_print_order(forms, language):
        if form[0] in texts:
            continue
        texts.add(form[0])
        if form[2] in (NameKind.ALIAS, NameKind.FORMER):
            others.append(form)
        elif form[1] not in seen:
            seen.add(form[1])
            main.append(form)
    if not main and others:
        main, others = others[:1], others[1:]
    return main, others


def fitting(forms: list[Form], most: int) -> list[Form]:
    """Not more than fit: mere transliterations go first, they can be made from the others."""
    attested = [form for form in forms if form[2] is not NameKind.TRANSLITERATION]
    if len(forms) <= most or not attested:
        return forms
    made = [form for form in forms if form[2] is NameKind.TRANSLITERATION]
    kept = {*attested, *made[: max(most - len(attested), 0)]}
    return [form for form in forms if form in kept]


def sort_key(text: str, language: str = "kk") -> tuple[tuple[int, int], ...]:
    """Orders names by the Kazakh (and so the Russian) and the Latin alphabet.

    Each letter gives its place in the alphabet; a Latin letter with a mark stands behind
    the plain one; blanks stand first, other signs last. Letter case does not matter. In a
    Russian or Kazakh copy Cyrillic names stand before Latin ones, elsewhere after them. In a
    Chinese copy Chinese names stand first.

    Common Chinese characters stand by pinyin, one that is read in several ways at its usual
    reading (so the family name 曾 is sought under "ceng"); rare ones follow by radical.
    """
    latin = 300 if language in ("ru", "kk") else 100
    chinese = 50 if language.startswith("zh") else 800
    folded = unicodedata.normalize("NFC", text).casefold()
    return tuple(_place(character, latin, chinese) for character in folded)


_BY_SOUND = range(0xB0A1, 0xD7FA)
"""Codes of the first level of GB 2312, which is ordered by pinyin."""


def _place(character: str, latin: int, chinese: int) -> tuple[int, int]:
    if character.isspace():
        return 0, 0
    if "\u3400" <= character <= "\u9fff" or character >= "\U00020000":
        code = int.from_bytes(character.encode("gb18030", "replace"), "big")
        return chinese if code in _BY_SOUND else chinese + 1, code
    at = KAZAKH_ALPHABET.find(character)
    if at >= 0:
        return 200 + at, 0
    base = {"ı": "i", "ə": "a"}.get(character, unicodedata.normalize("NFD", character)[0])
    at = LATIN_ALPHABET.find(base)
    if at >= 0:
        return latin + at, 0 if base == character else ord(character)
    return 1000, ord(character)


def initials(text: str, parts: Sequence[dict[str, str]]) -> str:
    """ "R. T. Mysalova" from stated parts; the whole name where the family name is not stated."""
    family = [p["text"] for p in parts if p.get("role") == NameRole.FAMILY]
    given = [p["text"] for p in parts if p.get("role") == NameRole.GIVEN]
    father = [p["text"] for p in parts if p.get("role") == NameRole.FATHER]
    if not family or not given:
        return text
    letters = " ".join(f"{part[0]}." for part in (*given[:1], *father[:1]) if part)
    return f"{letters} {family[0]}"
