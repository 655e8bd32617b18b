"""Lists that number their rows anew: a number that was somebody else's names nobody.

Many lists count their rows from one each time; then a number alone would write one person's words
into another person's case. Knows no vault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from caseapp.domain.dates import UncertainDate
from caseapp.domain.names.scripts import detect_script, search_key
from caseapp.i18n import N_
from caseapp.intake.lists.again import facts_again
from caseapp.intake.lists.batches import NUMBER, person_key
from caseapp.intake.lists.facts import Facts, documents_of, same_words
from caseapp.intake.lists.mapping import ListMapping
from caseapp.intake.lists.plan import FoundBy, Outcome, PlannedRow, Said
from caseapp.store.queries.imports import Former

OTHER_PERSON = N_("This number of the list was somebody else's: {name}.")
_ALIKE = 0.6
"""Of two spellings in one script, from which on one may be the other corrected."""


def renumbered(
    rows: Sequence[PlannedRow], former: Mapping[str, Former], mapping: ListMapping
) -> list[PlannedRow]:
    """The rows with those put right whose number was somebody else's when the list was read last:
    they are that person's whom they name, or it is asked."""
    numbered = [
        (row, former[row.key]) for row in rows
        if row.found_by is FoundBy.ROW and row.key.startswith(NUMBER)
        and not same_words(former[row.key].cells, row.reading.cells, mapping)
    ]  # fmt: skip
    before = facts_again([last.cells for _row, last in numbered], mapping)
    apart = {
        row.row: said for (row, _last), said in zip(numbered, before, strict=True)
        if somebody_else(said, row.facts)
    }  # fmt: skip
    if not apart:
        return list(rows)
    people = _people(former, mapping)
    return [
        _put_right(row, apart[row.row], people) if row.row in apart
        else _found_by_person(row, people) if row.outcome is Outcome.NEW
        else row for row in rows
    ]  # fmt: skip


def _found_by_person(row: PlannedRow, people: Mapping[str, Former]) -> PlannedRow:
    """A row of a new number that is about somebody whom the list told of under another."""
    known = people.get(person_key(row.facts))
    if known is None:
        return row
    return replace(row, outcome=Outcome.UPDATES, case_id=known.case_id, last=known.id,
                   found_by=FoundBy.ROW)  # fmt: skip


def _people(former: Mapping[str, Former], mapping: ListMapping) -> dict[str, Former]:
    """The rows of the last reading by whom they are about; of namesakes nobody."""
    every = [one for one in former.values() if one.alive]
    found: dict[str, Former] = {}
    twice: set[str] = set()
    for one, said in zip(every, facts_again([e.cells for e in every], mapping), strict=True):
        key = person_key(said)
        twice |= {key} & found.keys()
        found[key] = one
    return {key: one for key, one in found.items() if key and key not in twice}


def _put_right(row: PlannedRow, before: Facts, people: Mapping[str, Former]) -> PlannedRow:
    known = people.get(person_key(row.facts))
    if known is not None:
        return replace(row, case_id=known.case_id, last=known.id)
    name = before.names[0].text if before.names else ""
    why = (*row.why, Said(OTHER_PERSON, {"name": name}))
    return replace(row, outcome=Outcome.LIKELY, found_by=None, why=why,
                   candidates=(*row.candidates, _Former(row)))  # fmt: skip


class _Former:
    """A `PossiblySame`: whose number it was."""

    def __init__(self, row: PlannedRow) -> None:
        self.case_id = row.case_id
        self.row = None
        self.reasons: tuple[str, ...] = ()


def somebody_else(before: Facts, now: Facts) -> bool:
    """Whether two readings under one number speak of two people: of no name alike, no document
    and no day of birth in common. Without names on both sides nobody can tell."""
    if not before.names or not now.names:
        return False
    if set(documents_of(before)) & set(documents_of(now)):
        return False
    days = [one.case.get("birth") for one in (before, now)]
    if all(isinstance(day, UncertainDate) and day.earliest == day.latest for day in days):
        born = {day.earliest for day in days if isinstance(day, UncertainDate)}
        if len(born) == 1 and None not in born:
            return False
    old = [(detect_script(name.text), search_key(name.text)) for name in before.names]
    new = [(detect_script(name.text), search_key(name.text)) for name in now.names]
    pairs = [(one, other) for script, one in old for kind, other in new if script is kind]
    if not pairs:
        return True
    return all(SequenceMatcher(None, one, other).ratio() < _ALIKE for one, other in pairs)
