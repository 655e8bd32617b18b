"""Divides what a person wrote as a date into figures and words that are known.

Knows how figures are put together (12.05.1974, 2017年10月, Mar-17), not what the whole
means. A single unknown word, and the text is not understood at all: better no reading than
a reading that overlooked "not".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from caseapp.domain.dates.words import (
    FROM_CASE,
    LEXICON,
    LONGEST_CHINESE,
    LONGEST_PHRASE,
    Kind,
    fold,
)

CENTURY_PIVOT = 40
"""Two-digit years below it are of the 2000s, from it on of the 1900s: 39 is 2039, 40 is 1940.
Births before 1940 are rare in our cases and dates after 2039 rarer."""

Parts = tuple[int | None, int | None, int | None]
"""Year, month, day."""


@dataclass(frozen=True, slots=True)
class Token:
    """One known piece of the text. `glued`: nothing but a full stop stands before it."""

    kind: Kind
    value: int = 0
    glued: bool = False
    readings: tuple[Parts, ...] = ()
    """Of a `DATE`: what the figures can mean; two where day and month cannot be told apart."""


class UnknownWordError(ValueError):
    """Something in the text is not known."""


def full_year(two_digits: int) -> int:
    """The year meant by two figures; see `CENTURY_PIVOT`."""
    return two_digits + (2000 if two_digits < CENTURY_PIVOT else 1900)


def tokenize(text: str) -> list[Token]:
    """The known pieces of a text in order, without noise words.

    Raises `UnknownWordError` if any word or sign is unknown or figures are no date.
    """
    folded = _chinese_figures(_ascii_figures(fold(text)))
    tokens: list[Token] = []
    position, glued = 0, False
    while position < len(folded):
        character = folded[position]
        if character in " .,;()\"'«»“”" and not folded.startswith("..", position):
            glued = glued and character == "."
            position += 1
            continue
        found, position = _next(folded, position)
        tokens += [
            replace(token, glued=glued) if i == 0 else token for i, token in enumerate(found)
        ]
        glued = True
    return _short_years(_numbered([token for token in tokens if token.kind is not Kind.NOISE]))


def _ascii_figures(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


_HAN = "〇零○一二三四五六七八九十廿卅"
_HAN_NUMBER = re.compile(f"[{_HAN}]+(?=年|月|日|号|號|季度|世纪)")
_HAN_LIST = re.compile(r"(?<!\d)(\d{1,2})([、至到~-])(?=\d{1,2}月)")


def _chinese_figures(text: str) -> str:
    """Write 二〇一七年十月 as 2017年10月, and 3至4月 as 3月至4月."""
    return _HAN_LIST.sub(r"\1月\2", _HAN_NUMBER.sub(lambda m: _han_number(m[0]), text))


def _han_number(characters: str) -> str:
    characters = characters.replace("廿", "二十").replace("卅", "三十")
    digits = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
    if "十" not in characters:
        return "".join(digits[c] for c in characters)
    tens, _, ones = characters.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        raise UnknownWordError
    return str(int(digits.get(tens, "1")) * 10 + int(digits.get(ones, "0")))


_TIME = r"(?:(?:t| +)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?z?)?"
_END = r"(?!\d)"
_YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})([-./])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}}){_END}{_TIME}")
_COMPACT = re.compile(rf"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d){_END}")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})([-./])(\d{{1,2}})\2(\d{{4}}|\d\d){_END}{_TIME}")
_YEAR_MONTH = re.compile(rf"(\d{{4}})([-./])(\d{{1,2}}){_END}(?!\2\d)")
_MONTH_YEAR = re.compile(rf"(\d{{1,2}})([-./])(\d{{4}}){_END}(?!\2\d)")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}}){_END}(?=\.? *-)")
_CENTURY_DECADE = re.compile(r"(19|20|21)世纪(\d)0年代")
_DECADE = re.compile(
    r"(\d{3}0|[2-9]0)(?:'?s|年代| *-?жылдар(?:ы|да|ында|дын|га|дан)?)(?![^\W\d_])(?! *арал)"
    r"|(\d{3}0|[2-9]0) *-?(?:е|х|ые|ых)(?: *г{1,2}\b| +год(?:ы|ов|ах))"
    r"|(\d{3}0|[4-9]0)-(?:е|х)(?![^\W\d_])"
)
_HAN_PART = re.compile(r"(\d{4}|\d\d)年|(\d{1,2})月份?|(\d{1,2})[日号號]")
_NUMBER = re.compile(
    rf"(\d{{4}}|\d{{1,2}}){_END}"
    r"(?:-?(?:st|nd|rd|th|го|м|й|ый|ого|му|ом|е|ши|шы|нши|ншы|ыншы|инши|сы|си)(?![^\W\d_])|-(?=[жг]))?"
)
_QUARTER = re.compile(r"q([1-4])(?!\d)|第?([1-4])季度")
_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_SIGNS = {"-": Kind.DASH, "/": Kind.DASH, "~": Kind.ABOUT, "?": Kind.DOUBT, "&": Kind.AND}


def _next(text: str, at: int) -> tuple[list[Token], int]:
    """The tokens that begin at a position, and where they end."""
    if text.startswith("..", at):
        return [Token(Kind.DASH)], len(text) - len(text[at:].lstrip("."))
    if match := _QUARTER.match(text, at):
        return [Token(Kind.QUARTER, int(match[1] or match[2]))], match.end()
    if text[at].isdigit():
        return _figures(text, at)
    if text[at] in _SIGNS:
        return [Token(_SIGNS[text[at]], value=int(text[at] == "~"))], at + 1
    if "\u2e80" <= text[at] <= "\u9fff":
        for length in range(LONGEST_CHINESE, 0, -1):
            if word := LEXICON.get(text[at : at + length]):
                return [Token(*word)], at + length
        raise UnknownWordError
    return _words(text, at)


def _words(text: str, at: int) -> tuple[list[Token], int]:
    hyphenated = _HYPHENATED.match(text, at)
    if hyphenated and (word := LEXICON.get(hyphenated[0])):
        return [Token(*word)], hyphenated.end()
    ends: list[int] = []
    end = at
    while len(ends) < LONGEST_PHRASE and (match := _WORD.match(text, end)):
        ends.append(match.end())
        end = match.end() + 1 if text[match.end() : match.end() + 1] == " " else len(text)
    for end in reversed(ends):
        phrase = text[at:end]
        if word := FROM_CASE.get(phrase):
            return [Token(*word), Token(Kind.FROM_CASE)], end
        if word := LEXICON.get(phrase):
            joined = phrase in ("mid", "early", "late") and text.startswith("-", end)
            return [Token(*word)], end + joined
    raise UnknownWordError


def _figures(text: str, at: int) -> tuple[list[Token], int]:
    """The tokens of figures; the patterns are tried from the fullest to the barest."""
    if match := _YEAR_FIRST.match(text, at) or _COMPACT.match(text, at):
        return [_date((int(match["y"]), int(match["m"]), int(match["d"])))], match.end()
    if match := _DAY_FIRST.match(text, at):
        return [_day_first(match)], match.end()
    if match := _YEAR_MONTH.match(text, at):
        return _year_and_more(match), match.end()
    if match := _MONTH_YEAR.match(text, at):
        return [_date((int(match[3]), int(match[1]), None))], match.end()
    if match := _DAY_MONTH.match(text, at):
        return [_date((None, int(match[2]), int(match[1])))], match.end()
    if match := _CENTURY_DECADE.match(text, at):
        return [Token(Kind.DECADE, int(match[1]) * 100 - 100 + int(match[2]) * 10)], match.end()
    if match := _DECADE.match(text, at):
        decade = next(group for group in match.groups() if group)
        year = int(decade) if len(decade) == 4 else full_year(int(decade))
        return [Token(Kind.DECADE, year)], match.end()
    if match := _HAN_PART.match(text, at):
        return [_han_part(match)], match.end()
    if match := _NUMBER.match(text, at):
        short_year = len(match[1]) == 2 and text[at - 1 : at] == "'"
        value = full_year(int(match[1])) if short_year else int(match[1])
        whole = short_year or len(match[1]) == 4
        return [Token(Kind.YEAR if whole else Kind.NUMBER, value)], match.end()
    raise UnknownWordError


def _date(*readings: Parts) -> Token:
    """Noughts, as registers write for an unknown month or day, say nothing: 00.05.1974."""
    for _, month, day in readings:
        if (month or 0) > 12 or (day or 0) > 31 or (month == 0 and day):
            raise UnknownWordError
    return Token(Kind.DATE, readings=tuple((y, m or None, d or None) for y, m, d in readings))


def _day_first(match: re.Match[str]) -> Token:
    """12.05.1974 is day first; with slashes the American order is possible as well.

    If only one order makes a date it is taken; if both do, both are kept. Two-digit years
    after dashes (17-05-12) could stand at either end and are not read, unless above 31.
    """
    first, sign, second, last = int(match[1]), match[2], int(match[3]), int(match[4])
    year = last if len(match[4]) == 4 else full_year(last)
    if sign == "-" and len(match[4]) == 2 and last <= 31:
        raise UnknownWordError
    if sign == "/" and 0 < first <= 12 and 0 < second <= 12 and first != second:
        return _date((year, second, first), (year, first, second))
    if sign == "/" and second > 12:
        return _date((year, first, second))
    return _date((year, second, first))


def _year_and_more(match: re.Match[str]) -> list[Token]:
    """2017-10 is a month, as in ISO 8601; 2016-18 and 2016/17 are two years."""
    year, more = int(match[1]), int(match[3])
    if 1 <= more <= 12:
        return [_date((year, more, None))]
    later = year - year % 100 + more
    if match[2] == "." or len(match[3]) < 2 or later <= year:
        raise UnknownWordError
    return [Token(Kind.YEAR, year), Token(Kind.DASH), Token(Kind.YEAR, later)]


def _han_part(match: re.Match[str]) -> Token:
    year, month, day = match.groups()
    if year:
        # A bare "17年" is as well a term of 17 years: it needs a month beside it.
        return Token(Kind.YEAR if len(year) == 4 else Kind.SHORT_YEAR, int(year))
    return Token(Kind.MONTH, int(month)) if month else Token(Kind.DAY, int(day))


def _numbered(tokens: list[Token]) -> list[Token]:
    """Halves and quarters get their number from the figure or ordinal before them."""
    result: list[Token] = []
    for token in tokens:
        numberless = token.kind in (Kind.HALF, Kind.QUARTER) and token.value == 0
        if numberless and result and result[-1].kind in (Kind.ORDINAL, Kind.NUMBER):
            token = replace(token, value=result.pop().value)
        result.append(token)
    return result


def _short_years(tokens: list[Token]) -> list[Token]:
    """Two figures are a year where they can be nothing else: "Mar-17", "12 мая 17 г.".

    That is, with a month named, no full year anywhere, and the figures glued to the month
    (by a dash or stop, as spreadsheets write) or followed by a word for "year".
    """
    if not any(token.kind is Kind.MONTH for token in tokens) or any(
        token.kind in (Kind.YEAR, Kind.DATE) for token in tokens
    ):
        return tokens
    result: list[Token] = []
    for index, token in enumerate(tokens):
        after = tokens[index + 1].kind if index + 1 < len(tokens) else None
        dashed = result[-1:] and result[-1].kind is Kind.DASH and result[-1].glued
        month_before = result[-1 - bool(dashed) :][:1]
        if token.kind is Kind.SHORT_YEAR:
            token = Token(Kind.YEAR, full_year(token.value))
        elif token.kind is Kind.NUMBER and (
            after is Kind.YEAR_WORD
            or (
                token.glued
                and after not in (Kind.MONTH, Kind.NUMBER)
                and [t.kind for t in month_before] == [Kind.MONTH]
            )
        ):
            if dashed:
                result.pop()
            token = Token(Kind.YEAR, full_year(token.value))
        result.append(token)
    return result
