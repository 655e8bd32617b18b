"""A first proposal of how a list is read: its headings found, each column with a reason.

By a profile, by the headings, else by what is in the columns. A person can change all of it.
Knows no vault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import WRONG_CHECK_DIGIT, examine_iin, examine_resident_id
from caseapp.domain.identifiers import plain_number as plain
from caseapp.domain.list_columns import heading_key, looks_like_a_name, sex_of, speaks_of_others
from caseapp.domain.names.scripts import detect_script, search_key
from caseapp.domain.vocabulary import Sex
from caseapp.intake.lists.cells import says_age
from caseapp.intake.lists.header import find_header, headings_of, joined
from caseapp.intake.lists.headings import Meaning, meaning_of
from caseapp.intake.lists.mapping import ColumnMapping, DateOrder, ListMapping, Why
from caseapp.intake.lists.profiles import Profile, best_profile, shipped_profiles
from caseapp.intake.lists.targets import SPECS, Form, Part, Target
from caseapp.intake.tables import Table

_SAMPLE = 100
"""Rows with words by which the content of a column is judged."""
_LOOKED_INTO = 300
"""Letters of a cell."""
_MOST = 0.8
"""Share of a column's cells that must be of one kind."""

T = Target


def propose(table: Table, profiles: Sequence[Profile] = ()) -> ListMapping:
    """How a list is likely meant; `profiles` are the remembered ones, newest first."""
    row, rows = find_header(table, partial(_known, (*profiles, *shipped_profiles())))
    return with_header(table, row, rows, profiles)


def with_header(
    table: Table, header_row: int, header_rows: int = 1, profiles: Sequence[Profile] = ()
) -> ListMapping:
    """The proposal for headings in a certain row (from 1; 0: none) that take up so many rows."""
    profile = best_profile(joined(table, header_row, header_rows), profiles)
    return apply_profile(profile, table, header_row, header_rows)


def apply_profile(
    profile: Profile | None, table: Table, header_row: int, header_rows: int = 1
) -> ListMapping:
    """A list read by a profile, where it knows the headings; None reads without one."""
    written = joined(table, header_row, header_rows)
    cells = _samples(table, header_row)
    columns = []
    for name, heading, said in zip(
        headings_of(table, header_row, header_rows), written, cells, strict=True
    ):
        found, why = _meaning(profile, heading, said)
        columns.append(ColumnMapping(name, found.target, found.options, why))
    columns = _with_content(columns, written, cells)
    titles = table.rows[: max(header_row - header_rows + 1 - table.first_row, 0)]
    if profile is None or profile.shipped:
        columns = _other_names(columns, written, cells)
    columns = _with_settings(_settled(columns), cells, _day_of_list(titles))
    order = profile.date_order if profile else DateOrder.OPEN
    return ListMapping(
        columns=tuple(columns),
        header_row=header_row,
        header_rows=header_rows if header_row else 1,
        values=profile.values if profile else {},
        list_name=profile.list_name if profile else "",
        profile=profile.name if profile else "",
        date_order=order or _date_order(columns, cells),
    )


def _known(profiles: Sequence[Profile], heading: str) -> bool:
    return meaning_of(heading) is not None or any(
        one.meaning_of(heading) is not None for one in profiles
    )


def _meaning(profile: Profile | None, heading: str, cells: Sequence[str]) -> tuple[Meaning, Why]:
    found = profile.meaning_of(heading) if profile and heading else None
    if found is not None:
        return found, Why.PROFILE
    found = meaning_of(heading)
    if found is None:
        return Meaning(T.NOTE), Why.NOT_KNOWN
    if found.target is T.SENTENCE and _COUNTS_YEARS.search(search_key(heading)):
        found = Meaning(T.SENTENCE, {"unit": "years"})
    return found, Why.HEADING


_COUNTS_YEARS = re.compile(r"year|лет\b|год|жыл|年")


def _samples(table: Table, header_row: int) -> list[list[str]]:
    """The first cells with words of each column, without the blanks around them."""
    found: list[list[str]] = [[] for _column in range(table.width)]
    for row in table.rows[max(header_row + 1 - table.first_row, 0) :]:
        for place, cell in enumerate(row):
            if len(found[place]) < _SAMPLE and (words := cell.strip()):
                found[place].append(words[:_LOOKED_INTO])
        if all(len(cells) >= _SAMPLE for cells in found):
            break
    return found


# -- content -----------------------------------------------------------------------------------
_URL = re.compile(r"(?:https?://|www\.)\S+", re.I)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_SAYS_LITTLE = re.compile(r"[№#\W_]*")


def _is_number(cell: str) -> bool:
    """A number with a check digit that fits, or an old one with a day that exists."""
    number = plain(cell)
    if len(number) in (15, 18):
        read = examine_resident_id(number)
    elif len(number) == 12:
        read = examine_iin(number)
    else:
        return False
    return read.birth is not None and WRONG_CHECK_DIGIT not in read.warnings


def _is_birth(cell: str) -> bool:
    read = read_date(cell)
    return bool(read.earliest and read.latest and 1910 <= read.latest.year <= 2012)


_ANYWHERE: tuple[tuple[Target, Callable[[str], bool]], ...] = (
    (T.IDENTIFIER, _is_number),
    (T.SOURCE_URL, lambda cell: _URL.match(cell) is not None),
    (T.SEX, lambda cell: sex_of(cell) is not Sex.UNKNOWN),
    (T.BIRTH, _is_birth),
)
"""What is told by its content, also below a heading in a language that we do not know."""
_WITHOUT_HEADING: tuple[tuple[Target, Callable[[str], bool]], ...] = (
    *_ANYWHERE,
    (T.CONTACT_EMAIL, lambda cell: _EMAIL.fullmatch(cell) is not None),
    (T.NAME, looks_like_a_name),
)
_SEVERAL = frozenset({T.IDENTIFIER, T.NAME})


def _with_content(
    columns: list[ColumnMapping], written: Sequence[str], cells: Sequence[Sequence[str]]
) -> list[ColumnMapping]:
    """Columns that no heading told, by what is in them; never a second birth or sex."""
    found = list(columns)
    for place, column in enumerate(columns):
        if column.why is not Why.NOT_KNOWN or not cells[place]:
            continue
        heading = written[place]
        if speaks_of_others(heading):
            continue
        kinds = _WITHOUT_HEADING if _SAYS_LITTLE.fullmatch(heading) else _ANYWHERE
        target = _kind_of(cells[place], kinds)
        taken = {one.target for one in found}
        if target is not None and (target in _SEVERAL or target not in taken):
            found[place] = replace(column, target=target, why=Why.CONTENT)
    return found


def _kind_of(
    cells: Sequence[str], kinds: Sequence[tuple[Target, Callable[[str], bool]]]
) -> Target | None:
    for target, fits in kinds:
        if sum(map(fits, cells)) >= _MOST * len(cells):
            return target
    return None


_SAYS_NAME = frozenset(map(heading_key, (
    "name", "names", "full name", "имя", "фио", "фамилия имя", "фамилия имя отчество",
    "полное имя", "аты-жөні", "толық аты-жөні", "тегі, аты", "есімі", "姓名", "名字",
)))  # fmt: skip


def _other_names(
    columns: list[ColumnMapping], written: Sequence[str], cells: Sequence[Sequence[str]]
) -> list[ColumnMapping]:
    """A second column of names in the same script, of which the heading does not say whose, is
    kept as a note: it may be the one of a relative."""
    found, scripts = list(columns), []
    for place, column in enumerate(columns):
        if column.target is not T.NAME:
            continue
        script = detect_script(" ".join(cells[place]))
        plain = heading_key(written[place]) in _SAYS_NAME
        if plain and script in scripts:
            found[place] = replace(column, target=T.NOTE, options={}, why=Why.NOT_KNOWN)
        scripts.append(script)
    return found


# -- columns beside each other -----------------------------------------------------------------
def _settled(columns: list[ColumnMapping]) -> list[ColumnMapping]:
    """What one heading says depends on the others: "Имя" beside "Фамилия" is the given name, and
    alone the name; of two columns that say one thing the second is a note."""
    targets = [one.target for one in columns]
    by_heading = {n for n, one in enumerate(columns) if one.why is Why.HEADING}

    def change(old: Target, new: Target) -> None:
        place = targets.index(old)
        if place in by_heading:
            targets[place] = new

    if T.SURNAME in targets and T.GIVEN_NAME not in targets:
        change(T.NAME, T.GIVEN_NAME) if T.NAME in targets else change(T.SURNAME, T.NAME)
    elif T.GIVEN_NAME in targets and T.SURNAME not in targets and T.NAME not in targets:
        change(T.GIVEN_NAME, T.NAME)
    result: list[ColumnMapping] = []
    seen: set[tuple[Target, str | None, str | None]] = set()
    for column, target in zip(columns, targets, strict=True):
        if SPECS[target].part is Part.SOURCE and column.why is Why.HEADING:
            column = _numbered(column, target, seen)
        twice = (target, column.options.get("n"), column.options.get("as"))
        if twice in seen and column.why is not Why.PROFILE and _once(target):
            column, target = replace(column, options={}), T.NOTE
        seen.add(twice)
        result.append(replace(column, target=target))
    return result


def _numbered(
    column: ColumnMapping, target: Target, seen: Collection[tuple[Target, str | None, str | None]]
) -> ColumnMapping:
    """A further column of links or titles speaks of a further source."""
    number = int(column.options.get("n", "1"))
    while (target, str(number) if number > 1 else None, column.options.get("as")) in seen:
        number += 1
    options = {k: word for k, word in column.options.items() if k != "n"}
    return replace(column, options=options | ({"n": str(number)} if number > 1 else {}))


def _once(target: Target) -> bool:
    """Whether a row can say this only once."""
    form = SPECS[target].form
    return target not in (T.NOTE, T.IGNORE) and form not in (Form.NAME, Form.NUMBER, Form.LINES)


_TAKEN = re.compile(r"deten|detain|arrest|taken|задерж|арест|ұстал|қамау|被捕|被抓|拘留")


def _with_settings(
    columns: list[ColumnMapping], cells: Sequence[Sequence[str]], day: str
) -> list[ColumnMapping]:
    """Options that the list itself tells: at which date an age was counted, and which days a
    spreadsheet filled in."""
    taken = next((one.heading for one in columns if one.target is T.TAKEN_DATE), "")
    found = []
    for column, said in zip(columns, cells, strict=True):
        options = dict(column.options)
        form = SPECS[column.target].form
        if form is Form.AGE and taken and _TAKEN.search(search_key(column.heading)):
            options.setdefault("at", taken)
        elif day and (form is Form.AGE or (column.target is T.BIRTH and any(map(says_age, said)))):
            options.setdefault("at", day)
        if form is Form.DATE and column.why is not Why.PROFILE and (exact := _filled_in(said)):
            options.setdefault("exact", exact)
        found.append(replace(column, options=options))
    return found


_DAY = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月\d{1,2}日|"
    r"\d{1,2} [^\W\d_]+,? \d{4}|\d{4} жыл(?:дың|ғы) \d{1,2} [^\W\d_]+"
)


def _day_of_list(titles: Sequence[Sequence[str]]) -> str:
    """The one day that the lines above the headings tell, as YYYY-MM-DD; else ""."""
    told = (match[0] for row in titles for cell in row for match in _DAY.finditer(cell[:300]))
    days = {read.earliest for read in map(read_date, told) if read.earliest == read.latest}
    found = [day for day in days if day is not None]
    return found[0].isoformat() if len(found) == 1 else ""


_ISO = re.compile(r"\d{4}-(\d\d)-(\d\d)")
_ENOUGH = 6


def _filled_in(cells: Sequence[str]) -> str:
    """ "month" if every day in a column is the first of a month, "year" if it is 1 January."""
    days = [match for cell in cells if (match := _ISO.fullmatch(cell))]
    if len(days) < _ENOUGH or any(day[2] != "01" for day in days):
        return ""
    return "year" if all(day[1] == "01" for day in days) else "month"


_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)")


def _date_order(columns: Sequence[ColumnMapping], cells: Sequence[Sequence[str]]) -> DateOrder:
    """Which figure is the month, if some dates of the list can be read in one way only, and none
    in the other way only."""
    first = second = False
    for column, said in zip(columns, cells, strict=True):
        if SPECS[column.target].form is Form.DATE:
            for cell in said:
                if match := _SLASHED.fullmatch(cell):
                    first |= int(match[1]) > 12
                    second |= int(match[2]) > 12
    if first == second:
        return DateOrder.OPEN
    return DateOrder.DAY_FIRST if first else DateOrder.MONTH_FIRST
