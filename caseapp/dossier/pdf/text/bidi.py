"""The Unicode bidirectional algorithm (UAX #9): levels of a paragraph, order of a line.

Complete, with isolates and bracket pairs; passes Unicode's BidiCharacterTest. Bidi classes come
from Python's `unicodedata`, so characters newer than its Unicode version count as left-to-right.
Takes time in proportion to the text whatever it holds. Knows no fonts and no widths.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from caseapp.dossier.pdf.text.bidi_runs import ISOLATES, QUOTES_AND_BRACKETS, resolve

_MAX_DEPTH = 125
# Removed by rule X9: they take no part once the levels are known.
_REMOVED = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
_STRONG = {"L": 0, "R": 1, "AL": 1}
_HAS_RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_NUMBER = re.compile(
    r"(?<![\w+])(?:\+[0-9][0-9() \u00a0-]{5,}[0-9]"
    r"|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}"
    r"|[0-9]{2,}(?:[ \u00a0\u202f][0-9]{2,}){2,})(?!\w)"
)
_RTL = (
    "\u0590-\u05ff\u0608\u060b\u060d\u061b-\u064a\u066d-\u06ef\u06fa-\u08ff"
    "\ufb1d-\ufdff\ufe70-\ufefc"
)
# From one right-to-left letter to the last before the next letter of another direction.
_RTL_STRETCH = re.compile(rf"[{_RTL}](?:(?:[{_RTL}]|[\W\d_])*[{_RTL}])?")
_OPENING_OF = {closing: opening for opening, closing in QUOTES_AND_BRACKETS.items()}
_FARTHEST_BRACKET = 60
_PLAIN_ARABIC = re.compile("[\u0620-\u064a\u066e-\u066f\u0671-\u06d3\u06d5 ]*")


def has_rtl(text: str) -> bool:
    """Whether anything in the text can make it run other than from left to right."""
    return _HAS_RTL.search(text) is not None


def base_level(text: str) -> int:
    """The base level that the first strong letter outside isolates gives (P2, P3)."""
    types = [_bidi_class(char) for char in text]
    return _first_strong(types, _match_isolates(types), 0, len(types)) or 0


def isolated(text: str, base: int) -> str:
    """The text with isolate marks round what plain reading order would tear apart.

    By the rules alone `+7 700 123` would read `123 700 7+` among Arabic letters, 2017-05-01 would
    turn round, and a year after an Arabic name in a Russian sentence would jump before the name.
    UAX #9, 4.3 HL3 allows this. For paragraphs that have right-to-left letters.
    """
    text = _NUMBER.sub("\u2066\\g<0>\u2069", text)
    if base:
        return text
    out = []
    done = 0
    for match in _RTL_STRETCH.finditer(text):
        if match.end() <= done:
            continue  # an earlier stretch's bracket closed behind it
        start, end = _with_brackets(text, max(done, match.start()), match.end(), done)
        out += [text[done:start], "\u2067", text[start:end], "\u2069"]
        done = end
    return "".join([*out, text[done:]])


def _with_brackets(text: str, start: int, end: int, limit: int) -> tuple[int, int]:
    """A stretch widened, not before `limit`, by the brackets and quotes that close or open it."""
    waiting: list[str] = []
    unopened: list[str] = []
    for char in text[start:end]:
        if char in QUOTES_AND_BRACKETS:
            waiting.append(QUOTES_AND_BRACKETS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
        elif char in _OPENING_OF:
            unopened.append(_OPENING_OF[char])
    reach = end
    while waiting and reach < min(len(text), end + _FARTHEST_BRACKET):
        if _bidi_class(text[reach]) == "L":
            break
        reach += 1
        if text[reach - 1] == waiting[-1]:
            waiting.pop()
            end = reach
    reach = start
    while unopened and reach > max(limit, start - _FARTHEST_BRACKET):
        reach -= 1
        if _bidi_class(text[reach]) == "L":
            break
        if text[reach] == unopened[0]:
            del unopened[0]
            start = reach
    return start, end


@lru_cache(maxsize=4096)
def _bidi_class(char: str) -> str:
    return unicodedata.bidirectional(char) or "L"


def paragraph_levels(text: str, base: int | None = None) -> tuple[int, list[int]]:
    """Base level (0 or 1) and the level of each character, before the per-line rule L1.

    `base` fixes the base level; None finds it from the first strong character (P2, P3).
    Characters that rule X9 removes take the level of the one before them.
    """
    if base != 0 and text and text[0] != " " and _PLAIN_ARABIC.fullmatch(text):
        return 1, [1] * len(text)
    types = [_bidi_class(char) for char in text]
    matches = _match_isolates(types)
    if base is None:
        base = _first_strong(types, matches, 0, len(types)) or 0
    if _REMOVED.isdisjoint(types) and ISOLATES.isdisjoint(types) and "PDI" not in types:
        edge = "R" if base & 1 else "L"
        return base, resolve(text, types, base, edge, edge)
    levels, overridden = _explicit_levels(types, base, matches)
    _resolve_sequences(text, types, overridden, levels, base, matches)
    for index, kind in enumerate(types):
        if kind in _REMOVED:
            levels[index] = levels[index - 1] if index else base
    return base, levels


def line_levels(text: str, levels: Sequence[int], base: int) -> list[int]:
    """Rule L1 for one line of a paragraph: separators and the white space at its end go to base."""
    out = list(levels)
    trailing = True
    for index in range(len(out) - 1, -1, -1):
        kind = _bidi_class(text[index])
        if kind in ("B", "S"):
            out[index] = base
            trailing = True
        elif trailing and (kind == "WS" or kind in ISOLATES or kind == "PDI" or kind in _REMOVED):
            out[index] = base
        else:
            trailing = False
    return out


def visual_order(levels: Sequence[int]) -> list[int]:
    """Rule L2: the logical positions of a line's elements from left to right."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level & 1]
    if not odd:
        return order
    for level in range(max(levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


def _match_isolates(types: Sequence[str]) -> dict[int, int]:
    """BD9: isolate initiator -> its PDI, for those that have one."""
    matches: dict[int, int] = {}
    waiting: list[int] = []
    for index, kind in enumerate(types):
        if kind in ISOLATES:
            waiting.append(index)
        elif kind == "PDI" and waiting:
            matches[waiting.pop()] = index
    return matches


def _first_strong(
    types: Sequence[str], matches: dict[int, int], start: int, end: int
) -> int | None:
    """P2 and P3 in a stretch: 0 or 1 by the first strong character outside isolates."""
    index = start
    while index < end:
        kind = types[index]
        if kind in _STRONG:
            return _STRONG[kind]
        if kind in ISOLATES:
            index = matches.get(index, end)
        index += 1
    return None


def _isolate_directions(types: Sequence[str], matches: dict[int, int]) -> dict[int, int]:
    """For each FSI the direction of its content. One pass from the end: never quadratic."""
    out: dict[int, int] = {}
    if "FSI" not in types:
        return out
    # following[i]: direction of the first strong character from i on, up to the closing PDI.
    following: list[int | None] = [None] * (len(types) + 1)
    for index in range(len(types) - 1, -1, -1):
        kind = types[index]
        if kind in _STRONG:
            following[index] = _STRONG[kind]
        elif kind in ISOLATES:
            out[index] = following[index + 1] or 0
            following[index] = following[matches[index] + 1] if index in matches else None
        elif kind == "PDI":
            following[index] = None
        else:
            following[index] = following[index + 1]
    return out


class _Stack:
    """The directional status stack of X1 to X8, with its counters for what is nested too deep."""

    def __init__(self, base: int) -> None:
        self._entries: list[tuple[int, str, bool]] = [(base, "", False)]
        self._overflow_isolates = self._overflow_embeddings = self._valid_isolates = 0

    @property
    def level(self) -> int:
        return self._entries[-1][0]

    @property
    def override(self) -> str:
        """The class that characters are forced to, or nothing."""
        return self._entries[-1][1]

    def open(self, rtl: bool, override: str, isolate: bool) -> None:
        """X2 to X5c: enter an embedding, override or isolate."""
        deeper = (self.level + 1) | 1 if rtl else (self.level + 2) & ~1
        fits = deeper <= _MAX_DEPTH and not self._overflow_isolates
        if fits and not self._overflow_embeddings:
            self._valid_isolates += isolate
            self._entries.append((deeper, override, isolate))
        elif isolate:
            self._overflow_isolates += 1
        elif not self._overflow_isolates:
            self._overflow_embeddings += 1

    def close_isolate(self) -> None:
        """X6a: a PDI closes its isolate and every embedding left open in it."""
        if self._overflow_isolates:
            self._overflow_isolates -= 1
        elif self._valid_isolates:
            self._overflow_embeddings = 0
            while not self._entries.pop()[2]:
                pass
            self._valid_isolates -= 1

    def close_embedding(self) -> None:
        """X7: a PDF closes the last embedding unless an isolate was opened since."""
        if self._overflow_isolates:
            return
        if self._overflow_embeddings:
            self._overflow_embeddings -= 1
        elif not self._entries[-1][2] and len(self._entries) > 1:
            self._entries.pop()


def _explicit_levels(
    types: list[str], base: int, matches: dict[int, int]
) -> tuple[list[int], list[str]]:
    """X1 to X8: the explicit level of each character, and its class after overrides."""
    directions = _isolate_directions(types, matches)
    levels = [base] * len(types)
    out = types[:]
    stack = _Stack(base)
    for index, kind in enumerate(types):
        if kind == "B":
            continue
        if kind == "PDI":
            stack.close_isolate()
        levels[index] = stack.level
        if kind in ("RLE", "LRE", "RLO", "LRO"):
            stack.open(kind[0] == "R", kind[0] if kind[2] == "O" else "", isolate=False)
        elif kind == "PDF":
            stack.close_embedding()
        elif kind != "BN":
            out[index] = stack.override or kind
        if kind in ISOLATES:
            rtl = kind == "RLI" or (kind == "FSI" and directions[index] == 1)
            stack.open(rtl, "", isolate=True)
    return levels, out


def _resolve_sequences(
    text: str,
    types: list[str],
    overridden: list[str],
    levels: list[int],
    base: int,
    matches: dict[int, int],
) -> None:
    """X10: put level runs together over isolates and resolve each sequence; `levels` in place."""
    kept = [index for index, kind in enumerate(types) if kind not in _REMOVED]
    place = {index: number for number, index in enumerate(kept)}
    runs = [list(run) for _, run in groupby(kept, key=levels.__getitem__)]
    starting = {run[0]: run for run in runs}
    closing = set(matches.values())
    explicit = levels[:]
    for run in runs:
        if run[0] in closing:
            continue  # continues an earlier run
        sequence = list(run)
        while types[sequence[-1]] in ISOLATES:
            continuation = starting.get(matches.get(sequence[-1], -1))
            if continuation is None:
                break
            sequence += continuation
        first, last = place[sequence[0]], place[sequence[-1]]
        level = explicit[sequence[0]]
        before = explicit[kept[first - 1]] if first else base
        open_end = types[sequence[-1]] in ISOLATES and sequence[-1] not in matches
        after = base if open_end or last + 1 >= len(kept) else explicit[kept[last + 1]]
        sos, eos = ("R" if max(level, side) & 1 else "L" for side in (before, after))
        chars = [text[index] for index in sequence]
        kinds = [overridden[index] for index in sequence]
        for index, value in zip(sequence, resolve(chars, kinds, level, sos, eos), strict=True):
            levels[index] = value
