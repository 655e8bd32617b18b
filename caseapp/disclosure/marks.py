"""The marks between words, and the numbers of annexes and demands, as a language writes them.

Chinese has full-width marks without a space after them, and counts its sections in numerals
of its own. Sentences are translated elsewhere; here is only what joins them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands between parts. `series` lists things, `apart` keeps short notes apart,
    `blank` parts words or sentences, `phrase` the parts of a reference ("body no. 3 of May").
    `last` stands before the last of a list; empty: as CLDR has it. `bracket` and `closing` stand
    around what is added.
    """

    comma: str = ", "
    series: str = ", "
    semicolon: str = "; "
    colon: str = ": "
    stop: str = "."
    blank: str = " "
    phrase: str = " "
    apart: str = " · "
    last: str = ""
    bracket: str = " ("
    closing: str = ")"


MARKS = {
    "kk": Marks(last=" және "),  # CLDR puts a mere comma there: "а, ә, б"
    "zh": Marks(
        comma="，", series="、", semicolon="；", colon="：", stop="。", blank="", phrase="，",
        apart="\u3000", bracket="（", closing="）",
    ),
}  # fmt: skip
"""By primary language; what is not here writes as English does."""

_ONES = "零一二三四五六七八九"


def marks_of(language: str) -> Marks:
    """The marks of a language ("zh_Hans", "ru")."""
    return MARKS.get(_primary(language), Marks())


def ordinal(number: int, language: str) -> str:
    """The number of an annex: "3", in Chinese "三" (GB/T 9704: numerals up to 99)."""
    return _han(number) if _primary(language) == "zh" and 0 < number < 100 else str(number)


def item_number(number: int, language: str) -> str:
    """What stands before a demand: "3.", in Chinese "三、" (GB/T 9704, first level)."""
    return ordinal(number, language) + ("、" if _primary(language) == "zh" else ".")


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _ONES[tens]) + "十" if tens else ""
    return head + (_ONES[ones] if ones or not tens else "")


def _primary(language: str) -> str:
    return language.replace("-", "_").split("_")[0]
