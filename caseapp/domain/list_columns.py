"""What stands in the columns of a list of people: told by their headings, else by what is in them.

Headings in four languages are data (`resources/lists`). A guess is for a person to correct.
Knows no file and no vault.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any

from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import examine_iin, examine_resident_id, plain_number
from caseapp.domain.names.scripts import Script, detect_script, search_key
from caseapp.domain.vocabulary import Sex
from caseapp.system.resources import resource

_SAMPLE = 60
"""Rows by which the content of a column is judged."""
_MOST = 0.6
"""Share of a column's cells that must be of one kind."""


class Role(StrEnum):
    """What a column says of a person; NOTHING for what is only carried along."""

    NOTHING = "nothing"
    NAME = "name"
    SURNAME = "surname"
    GIVEN = "given"
    FATHER = "father"
    BIRTH = "birth"
    SEX = "sex"
    DOCUMENT = "document"
    PLACE = "place"


NAMING = frozenset({Role.NAME, Role.SURNAME, Role.GIVEN})
"""Without a column of one of these, or of documents, nobody can be looked for."""

_ROLES = frozenset(role.value for role in Role)

Rows = Sequence[Sequence[str]]
Roles = tuple[Role, ...]


def recognise(rows: Rows, *, header: bool | None = None) -> tuple[bool, Roles]:
    """Whether the first row holds headings, and what each column says.

    `header` states the first if it is known. Headings count before content.
    """
    width = max(map(len, rows), default=0)
    headings = [_cell(rows, 0, place) for place in range(width)]
    by_heading = [role_of_heading(one) for one in headings]
    if header is None:
        header = _is_heading(headings, by_heading)
    body = rows[1:] if header else rows
    if not header:
        by_heading = [Role.NOTHING] * width
    roles = list(by_heading)
    for place in range(width):
        if roles[place] is Role.NOTHING:
            sample = [_cell(body, row, place) for row in range(min(len(body), _SAMPLE))]
            roles[place] = _guess(headings[place] if header else "", sample)
    return header, tuple(_settled(roles, by_heading))


_FIRST_WORD = re.compile(r"[^\W_]+")
_LEAST_FIRST = 3
_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")


def role_of_heading(heading: str) -> Role:
    """What a column with this heading says; NOTHING if the heading is not known."""
    known = known_headings()
    key = heading_key(heading)
    for one in (key, heading_key(_BRACKETS.sub(" ", heading))):
        if one in known:
            return known[one]
    if speaks_of_others(heading):
        return Role.NOTHING
    first = _FIRST_WORD.search(heading)
    if first is not None and len(first[0]) >= _LEAST_FIRST and heading_key(first[0]) in known:
        return known[heading_key(first[0])]
    begins = [one for one in known if key.startswith(one) and len(one) >= _least(one)]
    return known[max(begins, key=len)] if begins else Role.NOTHING


def speaks_of_others(heading: str) -> bool:
    """Whether a heading has a word for somebody or something else than the person."""
    key = heading_key(heading)
    return any(word in key for word in _words()["others"]["words"])


def sex_of(cell: str) -> Sex:
    """What a cell in a column of the sex says."""
    return _sexes().get(search_key(cell).strip(" ."), Sex.UNKNOWN)


def _cell(rows: Rows, row: int, place: int) -> str:
    return rows[row][place].strip() if row < len(rows) and place < len(rows[row]) else ""


def _is_heading(headings: Sequence[str], roles: Sequence[Role]) -> bool:
    """One known heading is enough, unless a cell of the row could be no heading."""
    figures = any(sum(c.isdecimal() for c in one) >= 4 for one in headings)
    return not figures and any(role is not Role.NOTHING for role in roles)


_SAYS_LITTLE = re.compile(r"[№#]|n|no|nr|т/?н|р/?н|п/?п|序号|编号|№ ?п/?п")
_NUMBER = re.compile(r".*(?:номер|number|нөмір|код|code|号码|号).*")


def _guess(heading: str, cells: Sequence[str]) -> Role:
    """What a column under an unknown heading says: it means something else, unless the heading
    says nothing, or that there are numbers, and these are numbers of documents."""
    key = search_key(heading)
    found = _role_of_content(cells)
    if not key or _SAYS_LITTLE.fullmatch(key):
        return found
    return found if found is Role.DOCUMENT and _NUMBER.fullmatch(key) else Role.NOTHING


# -- content -----------------------------------------------------------------------------------
def _role_of_content(cells: Sequence[str]) -> Role:
    said = [cell for cell in cells if cell]
    if not said:
        return Role.NOTHING
    for role, fits in _CONTENT:
        if sum(map(fits, said)) >= _MOST * len(said):
            return role
    return Role.NOTHING


def _is_document(cell: str) -> bool:
    plain = plain_number(cell)
    if len(plain) in (15, 18):
        return examine_resident_id(plain).birth is not None
    return len(plain) == 12 and plain.isdecimal() and examine_iin(plain).birth is not None


def _is_birth(cell: str) -> bool:
    if not re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d\d[./-]\d\d[./-]\d\d", cell):
        return False
    read = read_date(cell)
    return read.earliest is not None and 1900 <= read.earliest.year <= 2030


_DOTTED = re.compile(r"[·•‧∙⋅・･.]")


def looks_like_a_name(cell: str) -> bool:
    """Two to five words of letters, or Chinese that is parted by a dot or not too long."""
    if any(c.isdecimal() for c in cell) or len(cell) > 80:
        return False
    if detect_script(cell) is Script.HANS:
        return bool(_DOTTED.search(cell)) or 2 <= len(cell.strip()) <= 12
    return 2 <= len(cell.split()) <= 5 and cell[0].upper() == cell[0]


_CONTENT: tuple[tuple[Role, Callable[[str], bool]], ...] = (
    (Role.DOCUMENT, _is_document),
    (Role.BIRTH, _is_birth),
    (Role.SEX, lambda cell: sex_of(cell) is not Sex.UNKNOWN),
    (Role.NAME, looks_like_a_name),
)


def _settled(roles: Sequence[Role], by_heading: Sequence[Role]) -> list[Role]:
    """A guess by content gives way to a heading that says the same; names may be several."""
    found = list(roles)
    many = (Role.NAME, Role.DOCUMENT, Role.NOTHING)
    for place, role in enumerate(roles):
        told = role in by_heading
        guessed = by_heading[place] is Role.NOTHING
        if guessed and role not in many and (told or role in roles[:place]):
            found[place] = Role.NOTHING
        if guessed and role is Role.NAME and NAMING & set(by_heading):
            found[place] = Role.NOTHING  # a column of relatives, of who told, of villages
    if Role.GIVEN in found and Role.SURNAME not in found and Role.NAME not in found:
        found = [Role.NAME if role is Role.GIVEN else role for role in found]
    if Role.SURNAME in found and Role.GIVEN not in found:
        found = _with_given(found)
    return found


def _with_given(roles: list[Role]) -> list[Role]:
    """ "Фамилия" beside "Имя": here the second is the given name."""
    if Role.NAME in roles:
        roles[roles.index(Role.NAME)] = Role.GIVEN
        return roles
    return [Role.NAME if role is Role.SURNAME else role for role in roles]


# -- the table of words ------------------------------------------------------------------------
def heading_key(heading: str) -> str:
    """The form in which headings are compared."""
    return re.sub(r"[\W_]+", "", search_key(heading))


def _least(key: str) -> int:
    return 2 if detect_script(key) is Script.HANS else 5


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    path = resource("lists") / "headings.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def known_headings() -> dict[str, Role]:
    """Every heading of `resources/lists/headings.toml`, as compared, and what it says."""
    return {
        heading_key(heading): Role(role)
        for role, languages in _words().items() if role in _ROLES
        for headings in languages.values() for heading in headings
    }  # fmt: skip


@lru_cache(maxsize=1)
def _sexes() -> dict[str, Sex]:
    told = _words()["words"].items()
    return {search_key(word): Sex(sex) for sex, words in told for word in words}
