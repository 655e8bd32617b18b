"""Lines of a list or words of a document, each with who may be meant by it. Qt-free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from caseapp.domain.list_columns import NAMING, Role, Roles, recognise
from caseapp.domain.listed_people import Listed, listed
from caseapp.intake.tables import SUFFIXES, Table
from caseapp.matching.list_report import CheckedTable
from caseapp.matching.list_words import ListWords
from caseapp.matching.name_lists import Checked, Match, Verdict
from caseapp.matching.named_in import Named, Spot
from caseapp.store.queries.cases import CaseRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: where it stands, its words, how sure it is, who may be meant."""

    place: str
    words: str
    verdict: Verdict
    matches: tuple[tuple[Match, CaseRow], ...]
    own: str = ""
    """The row of the list, as it came."""
    remarks: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class OpenList:
    """A list that was read, with what its columns are taken for."""

    path: Path
    table: Table
    header: bool
    roles: Roles

    @property
    def rows(self) -> Sequence[tuple[str, ...]]:
        return self.table.rows[int(self.header) :]

    @property
    def headings(self) -> tuple[str, ...]:
        return self.table.rows[0] if self.header else ()

    @property
    def says_who(self) -> bool:
        """Whether some column tells who is meant."""
        return bool((NAMING | {Role.DOCUMENT}) & set(self.roles))

    def understood(self) -> tuple[Listed, ...]:
        """Everybody of the list, in the order of the rows."""
        lost: dict[int, list[int]] = {}
        for row, place in self.table.lost:
            lost.setdefault(row - int(self.header), []).append(place)
        return tuple(
            listed(row, self.roles, lost.get(number, ())) for number, row in enumerate(self.rows)
        )


def open_list(path: Path, table: Table, header: bool | None = None) -> OpenList:
    """A list with its columns as they are recognised."""
    found, roles = recognise(table.rows, header=header)
    return OpenList(path, table, found, roles)


def is_list(path: Path) -> bool:
    """Whether a dropped file is taken for a list; a text is taken for a document."""
    return path.suffix.lower().lstrip(".") in set(SUFFIXES) - {"txt"}


def of_list(
    shown: OpenList, people: Sequence[Listed], checked: Checked, words: ListWords
) -> list[Entry]:
    """A line for each row."""
    entries = []
    first = 1 + int(shown.header)
    rows = zip(shown.rows, people, checked.answers, strict=True)
    for number, (row, person, answer) in enumerate(rows, first):
        own = " · ".join(" ".join(cell.split()) for cell in row if cell.strip())
        name = person.names[0] if person.names else ", ".join(person.documents) or own
        matches = _with_cases(answer.matches, checked)
        remarks = tuple(words.remark(remark) for remark in person.remarks)
        entries.append(Entry(str(number), name, answer.verdict, matches, own, remarks))
    return entries


def of_document(found: Named, words: ListWords) -> list[Entry]:
    """A line for each stretch that may be a name."""
    t, entries = words.t, []
    for hit in found.hits:
        pages = dict.fromkeys(spot.page for spot in hit.spots if spot.page)
        place = ", ".join(map(str, list(pages)[:3]))
        year = (t("the birth year {year} stands beside it", year=hit.year),) if hit.year else ()
        matches = _with_cases(hit.matches, found)
        entries.append(Entry(place, hit.words, hit.verdict, matches, "", year, hit.spots))
    return entries


def _with_cases(
    matches: Sequence[Match], found: Checked | Named
) -> tuple[tuple[Match, CaseRow], ...]:
    return tuple((m, found.cases[m.case_id]) for m in matches if m.case_id in found.cases)


def report_of(shown: OpenList, people: tuple[Listed, ...], checked: Checked) -> CheckedTable:
    """What is written when the report is saved."""
    return CheckedTable(shown.headings, tuple(shown.rows), people, checked)
