"""Reads what a person wrote as a date, in English, Russian, Kazakh and Chinese.

The rule above all: nothing is filled in. What is not wholly understood stays text with open
bounds, and the value says that it is not readable. Knows no clock: "last May" is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from caseapp.domain.dates.edtf import parse_edtf
from caseapp.domain.dates.moment import Expression, Moment, OneOf, Within, marked, spanning
from caseapp.domain.dates.parts import Partial, resolve
from caseapp.domain.dates.tokens import Token, tokenize
from caseapp.domain.dates.value import UncertainDate
from caseapp.domain.dates.words import Kind

LONGEST = 200
"""Characters. What is longer is a story, not a date, and is kept as text unread."""

_RELATIONS = {Kind.BEFORE, Kind.AFTER, Kind.UP_TO, Kind.SINCE}
_SEPARATORS = {Kind.DASH, Kind.TO, Kind.AND, Kind.FROM_CASE}
_HUMAN_FIGURES = re.compile(r"\d{4}-\d\d")


def read_date(text: str) -> UncertainDate:
    """The date that a text states; never raises. `text` is kept verbatim.

    * Precision is kept: a year stays a year, "Mar-17" is March 2017 (`CENTURY_PIVOT`).
    * A range, `2017/2018`, "March-April 2017", is "somewhere within": `[2017-03..2017-04]`.
    * "About" reaches 7 days, 1 month, 1 year or 2 years beyond a day, a month or season, a
      year, a decade. "Perhaps" marks the date as doubtful and moves no bound.
    * Early, middle, late: thirds. Of a month days 1-10, 11-20, 21-end; of a year four months
      each (codes 37-39); of a decade years 0-3, 4-6, 7-9; of a season its months, roughly.
    * Before and after leave out what they name ("before March" ends with February); by, not
      later than, since, 以前, 以后 include it. The other bound stays open.
    * Seasons are northern. "Winter 2017" covers both winters that touch the year; "winter
      2016/17" is December to February.
    * 05/06/2017 is one of two days, unless one order is impossible; 05.06.2017 is day first.
    * EDTF itself is read too, save figures that people use otherwise: 2018-21 is a range.
    """
    if len(text) > LONGEST:
        return UncertainDate(text, None, None, None)
    expression = _understood(text)
    if expression is None:
        return UncertainDate(text, None, None, None)
    return UncertainDate.of(expression, text)


def _understood(text: str) -> Expression | None:
    try:
        expression = _parse(tokenize(text))
    except ValueError:  # an unknown word, no such day, or ends before it begins
        expression = None
    if expression is None and not _HUMAN_FIGURES.fullmatch(text.strip()):
        return parse_edtf(text.upper())
    return expression


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said about the date as a whole, beside the date."""

    about: bool
    doubt: bool
    between: bool

    @property
    def mark(self) -> str:
        return {(True, False): "~", (False, True): "?", (True, True): "%"}.get(
            (self.about, self.doubt), ""
        )


def _parse(tokens: list[Token]) -> Expression | None:
    tokens = _ranged_tilde(tokens)
    kinds = {token.kind for token in tokens}
    said = _Said(Kind.ABOUT in kinds, Kind.DOUBT in kinds, Kind.BETWEEN in kinds)
    dropped = {Kind.ABOUT, Kind.DOUBT, Kind.BETWEEN, Kind.YEAR_WORD}
    tokens = _plain_dashes([token for token in tokens if token.kind not in dropped])
    places = [i for i, token in enumerate(tokens) if token.kind in _RELATIONS]
    if not places:
        return _core(_without_last_case(tokens), said)
    if said.between:
        return None
    if len(places) == 1:
        return _related(tokens, places[0], said)
    return _from_until(tokens, places, said)


def _ranged_tilde(tokens: list[Token]) -> list[Token]:
    """A tilde with a date close on either side is a dash, as Chinese writes 3月~4月."""
    result: list[Token] = []
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        tilde = token.kind is Kind.ABOUT and token.value == 1 and token.glued
        if tilde and result and after and after.glued and after.kind not in _SEPARATORS:
            token = replace(token, kind=Kind.DASH)
        result.append(token)
    return result


def _plain_dashes(tokens: list[Token]) -> list[Token]:
    """Leave out dashes that only join a day to its month: 12-Mar-2017, 12-мамыр.

    A number and then a month are no range, unless the number ends a date (5 in "March 5 -
    April 2017").
    """
    result: list[Token] = []
    for index, token in enumerate(tokens):
        if (
            token.kind is Kind.DASH
            and index + 1 < len(tokens)
            and tokens[index + 1].kind is Kind.MONTH
            and result
            and result[-1].kind is Kind.NUMBER
            and (len(result) < 2 or result[-2].kind is not Kind.MONTH)
        ):
            continue
        result.append(token)
    return result


def _without_last_case(tokens: list[Token]) -> list[Token]:
    return tokens[:-1] if tokens and tokens[-1].kind is Kind.FROM_CASE else tokens


def _related(tokens: list[Token], place: int, said: _Said) -> Expression | None:
    """A date with one word such as "before": in front, behind, or between two dates."""
    kind = tokens[place].kind
    rest = tokens[:place] + tokens[place + 1 :]
    if 0 < place < len(tokens) - 1:
        # "10 до 28 февраля", and "2016 жылдан бері 2018": only "to" makes sense here.
        if kind not in (Kind.BEFORE, Kind.UP_TO):
            return None
        return _core([*tokens[:place], Token(Kind.TO), *tokens[place + 1 :]], said)
    cases = sum(token.kind is Kind.FROM_CASE for token in _without_last_case(rest))
    if kind in (Kind.BEFORE, Kind.UP_TO) and place > 0 and cases == 1:
        return _core(rest, said)  # "2016 жылдан 2018 жылға дейін"
    rest = _without_last_case(rest)
    separated = any(token.kind in _SEPARATORS for token in rest)
    if separated:
        # "from 10 to 28 February"; "before 2016-2018" says nothing clear.
        return _core(rest, said) if kind is Kind.SINCE and place == 0 else None
    core = _core(rest, _Said(False, False, False))
    return _beside(core, kind, said.mark) if core else None


def _from_until(tokens: list[Token], places: list[int], said: _Said) -> Expression | None:
    """Two such words: "after March and before May 2017", "с марта до мая 2017"."""
    if len(places) != 2 or places[0] != 0:
        return None
    first, second = tokens[0].kind, tokens[places[1]].kind
    if first not in (Kind.AFTER, Kind.SINCE) or second not in (Kind.BEFORE, Kind.UP_TO):
        return None
    left = [token for token in tokens[1 : places[1]] if token.kind is not Kind.AND]
    pair = _pair(left, tokens[places[1] + 1 :])
    if pair is None:
        return None
    begin, end = pair
    if first is Kind.SINCE:
        return marked(_span(begin, end), said.mark)
    after, before = _beside(begin, first, ""), _beside(end, second, "")
    if not isinstance(after, Within) or not isinstance(before, Within):
        return None
    if after.begin is None or before.end is None:
        return None
    return marked(_span(after.begin, before.end), said.mark)


def _beside(core: Expression, kind: Kind, mark: str) -> Expression | None:
    """The half-open time before, after, up to or since something."""
    if isinstance(core, OneOf):
        return None
    begin, end = (core, core) if isinstance(core, Moment) else (core.begin, core.end)
    if begin is None or end is None:
        return None
    begin, end = replace(begin, mark=""), replace(end, mark="")
    if kind is Kind.BEFORE:
        end = Moment(begin.year - 1) if begin.decade else begin.step(-1)
    elif kind is Kind.AFTER:
        begin = Moment(end.year + 10) if end.decade else end.step(1)
    if kind in (Kind.BEFORE, Kind.UP_TO):
        return Within(None, replace(end, mark=mark)) if end else None
    return Within(replace(begin, mark=mark), None) if begin else None


def _core(tokens: list[Token], said: _Said) -> Expression | None:
    """A date without "before" or "after": one, a pair, or a choice."""
    if any(token.kind is Kind.OR for token in tokens):
        return _choice(tokens, said)
    places = [i for i, token in enumerate(tokens) if token.kind in _SEPARATORS]
    if not places:
        core = None if said.between else resolve(Partial.of(tokens))
        return marked(core, said.mark) if core else None
    if places != list(range(places[0], places[-1] + 1)):
        return None
    left, right = tokens[: places[0]], tokens[places[-1] + 1 :]
    pair = _pair(left, right)
    if pair is None:
        return None
    begin, end = pair
    if begin == end:
        return marked(begin, said.mark)
    only_and = all(tokens[place].kind is Kind.AND for place in places)
    if only_and and not said.between and not _adjoining(begin, end):
        return None
    return marked(_span(begin, end), said.mark)


def _adjoining(begin: Expression, end: Expression) -> bool:
    return isinstance(begin, Moment) and begin.step(1) == end


def _pair(left: list[Token], right: list[Token]) -> tuple[Expression, Expression] | None:
    """Two dates of which either may lend the other its year or month: "10-28 Feb 2018"."""
    first, second = Partial.of(left), Partial.of(right)
    if first.empty or second.empty:
        return None
    if (first.season == 4 or second.season == 4) and second.year == (first.year or 0) + 1:
        return _one_winter(first, second)
    if second.only("year") and first.year is None:
        whole = resolve(replace(first, year=second.year))  # "March - 2017"
        return (whole, whole) if whole else None
    if first.only("day") and second.figures and second.month and second.day is None:
        first = Partial(month=first.day)  # 03-04.2017
    lent = _lend(first, second)
    if lent is None:
        return None
    first, second = lent
    begin, end = resolve(first), resolve(second)
    return (begin, end) if begin and end else None


def _one_winter(first: Partial, second: Partial) -> tuple[Expression, Expression] | None:
    """A winter of two years, "winter 2016/17", whichever of the years the word stands by."""
    rest = (replace(first, season=None), replace(second, season=None))
    if first.year is None or second.year is None or not all(p.only("year") for p in rest):
        return None
    return Moment(first.year, 12), Moment(second.year, 2)


def _lend(first: Partial, second: Partial) -> tuple[Partial, Partial] | None:
    """Fill the year and month that are said once for both; None if a year is missing.

    "December - January 2018" begins in the year before; "2017 қараша - қаңтар" ends in the
    year after.
    """
    if first.day is not None and first.month is None:
        first = replace(first, month=second.month)
    elif second.day is not None and second.month is None:
        second = replace(second, month=first.month)
    if first.year is None and second.year is not None:
        wraps = (first.month or 0) > (second.month or 12)
        first = replace(first, year=second.year - wraps)
    elif second.year is None and first.year is not None:
        if first.only("year"):
            return None
        wraps = (first.month or 0) > (second.month or 12)
        second = replace(second, year=first.year + wraps)
    return None if first.year is None and first.decade is None else (first, second)


def _choice(tokens: list[Token], said: _Said) -> Expression | None:
    """One of two: "March or April 2017"."""
    sides: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.OR:
            sides.append([])
        elif token.kind in _SEPARATORS:
            return None
        else:
            sides[-1].append(token)
    if len(sides) != 2 or said.between:
        return None
    pair = _pair(sides[0], sides[1])
    if pair is None:
        return None
    first, second = pair
    if not isinstance(first, Moment) or not isinstance(second, Moment) or first == second:
        return None
    moments = sorted((first, second), key=lambda moment: moment.first_day)
    return marked(OneOf(tuple(moments)), said.mark)


def _span(begin: Expression, end: Expression) -> Expression:
    """From the begin of the one to the end of the other; a choice is no end of a range."""
    first = begin.begin if isinstance(begin, Within) else begin
    last = end.end if isinstance(end, Within) else end
    if not isinstance(first, Moment) or not isinstance(last, Moment):
        raise ValueError("no moment to begin or end with")
    whole = isinstance(begin, Moment) and isinstance(end, Moment)
    # The ends of thirds are rough only as thirds; as ends of a range they are plain days.
    return spanning(first, last) if whole else spanning(_unmarked(first), _unmarked(last))


def _unmarked(moment: Moment) -> Moment:
    return replace(moment, mark="")
