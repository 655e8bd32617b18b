"""Which fields of two cases are chosen between, what is kept by default, and when two agree.

Pure rules over two case records; they write nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from caseapp.domain.dates import UncertainDate, overlaps
from caseapp.domain.names.scripts import search_key
from caseapp.domain.vocabulary import Sex, Tie
from caseapp.store.records import Detainee


class Side(StrEnum):
    """Which of two cases a value comes from: the first stands left, the second right."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


_LONG = ("health", "family_steps", "summary", "restricted_notes")
_SHORT = ("dependants", "tie_note", "occupation", "education", "family_status", "ethnicity")
_LISTS = ("citizenships", "tags")
CHOSEN = (
    "birth", "sex", "birth_place", "home_place", "home_address", "citizenships", "ethnicity",
    "tie", "tie_note", "occupation", "education", "family_status", "dependants", "health",
    "family_steps", "summary", "description", "restricted_notes", "believed_deceased", "tags",
    "photo_id",
)  # fmt: skip
"""Fields of a case of which one value, or both, stay. All else of it hangs on other records."""

BOTH_STAY = frozenset((*_LONG, *_SHORT, *_LISTS))
"""Fields that can hold both values, one after the other."""

CODES = {"birth_place": "birth_place_code", "home_place": "home_place_code"}
"""Official numbers of places, which go with the words that they stand for."""

TOLD = frozenset({"birth", "birth_place", "home_place"})
"""Facts that a citation may repeat in its note; an address or an illness is not repeated."""

_FAR = timedelta.max


def is_blank(value: object) -> bool:
    """Whether a field says nothing: empty, or "not known"."""
    if isinstance(value, UncertainDate):
        return value.is_unknown and not value.text.strip()
    if isinstance(value, str):
        return value.strip() in ("", Sex.UNKNOWN.value, Tie.NONE_KNOWN.value)
    return not value


def same(one: object, other: object) -> bool:
    """Whether two values say the same, however they are written."""
    if isinstance(one, UncertainDate) and isinstance(other, UncertainDate):
        bounds = (one.edtf, one.earliest, one.latest) == (other.edtf, other.earliest, other.latest)
        return bounds and (one.readable or one.text.strip() == other.text.strip())
    if isinstance(one, str) and isinstance(other, str):
        return search_key(one) == search_key(other)
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(search_key, one)) == sorted(map(search_key, other))
    return one == other


def agree(one: object, other: object) -> bool:
    """Whether both can be true at once: 1979 and 5 March 1979 can."""
    if isinstance(one, UncertainDate) and isinstance(other, UncertainDate):
        return same(one, other) or (one.readable and other.readable and overlaps(one, other))
    return same(one, other)


def usual(field: str, left: object, right: object) -> Side:
    """What stays if nobody chooses: what says something, both where there is room for both,
    the more exact of two dates that agree, else the left one."""
    if is_blank(right) or same(left, right):
        return Side.LEFT
    if is_blank(left):
        return Side.RIGHT
    if field in BOTH_STAY:
        return Side.BOTH
    if isinstance(left, UncertainDate) and isinstance(right, UncertainDate):
        narrower = _width(right) < _width(left)
        return Side.RIGHT if narrower and agree(left, right) else Side.LEFT
    return Side.LEFT


def _width(value: UncertainDate) -> timedelta:
    """How long the time is in which it can lie."""
    if value.earliest is None or value.latest is None:
        return _FAR
    return value.latest - value.earliest


def usual_choices(left: Detainee, right: Detainee) -> dict[str, Side]:
    """`usual` for every field that is chosen between."""
    return {name: usual(name, getattr(left, name), getattr(right, name)) for name in CHOSEN}


def put_together(kept: Detainee, other: Detainee, choices: Mapping[str, Side]) -> None:
    """Write into `kept` what was chosen; here LEFT is `kept`'s own value."""
    for name in CHOSEN:
        side = choices[name]
        if side is Side.LEFT or (side is Side.BOTH and is_blank(getattr(other, name))):
            continue
        if side is Side.RIGHT or is_blank(getattr(kept, name)):
            _take(kept, other, name)
        elif name in _LISTS:
            mine = list(getattr(kept, name))
            known = set(map(search_key, mine))
            more = [one for one in getattr(other, name) if search_key(one) not in known]
            setattr(kept, name, mine + more)
        elif name in BOTH_STAY:
            _join(kept, other, name)


def _take(kept: Detainee, other: Detainee, name: str) -> None:
    """The other's value in the language that `kept` is written in, with its translations."""
    code = CODES.get(name)
    if code:
        setattr(kept, code, getattr(other, code))
    value = getattr(other, name)
    if isinstance(value, list):
        value = list(value)
    known = dict(other.wordings.get(name, {}))
    if kept.written_in != other.written_in and isinstance(value, str):
        known[other.written_in] = value
        value = known.pop(kept.written_in, value)
    setattr(kept, name, value)
    wordings = {field: words for field, words in kept.wordings.items() if field != name}
    kept.wordings = wordings | {name: known} if known else wordings


def _join(kept: Detainee, other: Detainee, name: str) -> None:
    """Both texts; a translation stays where both are translated, else it would tell half."""
    between = "\n\n" if name in _LONG else "; "
    told = other.worded(name, kept.written_in)[0]
    mine, theirs = kept.wordings.get(name, {}), other.wordings.get(name, {})
    both = {one: mine[one] + between + theirs[one] for one in mine if one in theirs}
    setattr(kept, name, getattr(kept, name) + between + told)
    wordings = {field: words for field, words in kept.wordings.items() if field != name}
    kept.wordings = wordings | {name: both} if both else wordings
