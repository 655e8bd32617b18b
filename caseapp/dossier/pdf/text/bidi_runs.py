"""UAX #9 inside one isolating run sequence: weak types, bracket pairs, neutrals, levels (W, N, I).

Works on bidi class names (`"L"`, `"AL"`, `"EN"` …) as `unicodedata.bidirectional` gives them.
Knows no paragraph, embedding or line; `bidi` calls it.
"""

from __future__ import annotations

from collections.abc import Sequence

# BidiBrackets.txt (Unicode 15.0): opening and closing bracket in turn.
_PAIRS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308"
    "\u2309\u230a\u230b\u2329\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770"
    "\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec"
    "\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298a\u298b\u298c\u298d"
    "\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da"
    "\u29db\u29fc\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57"
    "\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010"
    "\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59\ufe5a\ufe5b\ufe5c\ufe5d"
    "\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
_CLOSING_OF = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
QUOTES_AND_BRACKETS = {**_CLOSING_OF, "«": "»", "‹": "›", "“": "”", "„": "“"}
"""Opening -> closing, with the quotes that BidiBrackets.txt leaves out."""
_CLOSING = frozenset(_PAIRS[1::2])
# Canonical equivalents: the angle brackets U+2329/232A are U+3008/3009.
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_MAX_OPEN = 63
ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""What a resolved type counts as for brackets and neutrals (N0 to N2)."""


def resolve(chars: Sequence[str], types: list[str], level: int, sos: str, eos: str) -> list[int]:
    """Levels of the characters of one sequence.

    `chars` and `types` are the sequence's characters and bidi classes in logical order; `level` is
    its embedding level, `sos` and `eos` are "L" or "R". `types` is used up.
    """
    original = types[:]
    present = set(types)
    _resolve_weak(types, present, sos)
    if not present.isdisjoint(("ON", "ES", "ET", "CS", "NSM")):
        _resolve_brackets(chars, types, original, "R" if level & 1 else "L", sos)
    if not present <= {"L", "R", "AL", "EN", "AN"}:
        _resolve_neutrals(types, "R" if level & 1 else "L", sos, eos)
    if level & 1:
        return [level if kind == "R" else level + 1 for kind in types]
    step = {"L": 0, "R": 1, "AN": 2, "EN": 2}
    return [level + step[kind] for kind in types]


def _resolve_weak(types: list[str], present: set[str], sos: str) -> None:
    """W1 to W7, in place."""
    if "NSM" in present:
        _marks_follow_their_base(types, sos)
        present.update(types)
    if "EN" in present:
        strong = sos
        for index, kind in enumerate(types):
            if kind in ("L", "R", "AL"):
                strong = kind
            elif kind == "EN" and strong == "AL":
                types[index] = "AN"
    if "AL" in present:
        types[:] = ["R" if kind == "AL" else kind for kind in types]
    if not present.isdisjoint(("ES", "CS", "ET")):
        _join_separators(types)
        _join_terminators(types)
        types[:] = ["ON" if kind in ("ES", "CS", "ET") else kind for kind in types]
    if "EN" in present:
        strong = sos
        for index, kind in enumerate(types):
            if kind in ("L", "R"):
                strong = kind
            elif kind == "EN" and strong == "L":
                types[index] = "L"


def _marks_follow_their_base(types: list[str], sos: str) -> None:
    """W1."""
    before = sos
    for index, kind in enumerate(types):
        if kind == "NSM":
            types[index] = "ON" if before in ISOLATES or before == "PDI" else before
        before = types[index]


def _join_separators(types: list[str]) -> None:
    """W4: one separator between two numbers of a kind belongs to them."""
    for index in range(1, len(types) - 1):
        kind, before, after = types[index], types[index - 1], types[index + 1]
        if before == after and (
            (kind == "ES" and before == "EN") or (kind == "CS" and before in ("EN", "AN"))
        ):
            types[index] = before


def _join_terminators(types: list[str]) -> None:
    """W5: terminators beside a European number belong to it."""
    index, count = 0, len(types)
    while index < count:
        if types[index] != "ET":
            index += 1
            continue
        end = index
        while end < count and types[end] == "ET":
            end += 1
        beside = (types[index - 1] if index else "", types[end] if end < count else "")
        if "EN" in beside:
            types[index:end] = ["EN"] * (end - index)
        index = end


def _bracket_pairs(chars: Sequence[str], types: Sequence[str]) -> list[tuple[int, int]]:
    """BD16: positions of matching brackets, by the opening one."""
    pairs: list[tuple[int, int]] = []
    open_brackets: list[tuple[str, int]] = []
    for index, char in enumerate(chars):
        if types[index] != "ON":
            continue
        closing = _CLOSING_OF.get(char)
        if closing:
            if len(open_brackets) == _MAX_OPEN:
                return []
            open_brackets.append((_CANONICAL.get(closing, closing), index))
        elif char in _CLOSING:
            wanted = _CANONICAL.get(char, char)
            for depth in range(len(open_brackets) - 1, -1, -1):
                if open_brackets[depth][0] == wanted:
                    pairs.append((open_brackets[depth][1], index))
                    del open_brackets[depth:]
                    break
    return sorted(pairs)


def _resolve_brackets(
    chars: Sequence[str], types: list[str], original: Sequence[str], embedding: str, sos: str
) -> None:
    """N0, in place."""
    context, reached = sos, 0
    for start, end in _bracket_pairs(chars, types):
        # The pairs come by their start, so the strong type before a pair is found in one pass.
        for kind in types[reached:start]:
            context = _STRONG.get(kind, context)
        reached = max(reached, start)
        inside = {_STRONG[kind] for kind in types[start + 1 : end] if kind in _STRONG}
        if embedding in inside:
            direction = embedding
        elif inside:
            direction = context if context != embedding else embedding
        else:
            continue
        for bracket in (start, end):
            types[bracket] = direction
            following = bracket + 1
            while following < len(types) and original[following] == "NSM":
                types[following] = direction
                following += 1


def _resolve_neutrals(types: list[str], embedding: str, sos: str, eos: str) -> None:
    """N1 and N2, in place."""
    index, count = 0, len(types)
    while index < count:
        if types[index] not in _NEUTRAL:
            index += 1
            continue
        end = index
        while end < count and types[end] in _NEUTRAL:
            end += 1
        before = _STRONG[types[index - 1]] if index else sos
        after = _STRONG[types[end]] if end < count else eos
        types[index:end] = [before if before == after else embedding] * (end - index)
        index = end
