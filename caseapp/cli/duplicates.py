"""Command that lists the cases that may be one person, with reasons. Decides nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from uuid import UUID

from caseapp.cli.screen import ProgressLine, translate
from caseapp.cli.vaults import open_vault, plain
from caseapp.matching.evidence import standing
from caseapp.matching.list_words import first_name
from caseapp.matching.pairs import Pair
from caseapp.matching.waiting import pairs
from caseapp.matching.words import EvidenceWords
from caseapp.store.queries.cases import CaseRow, case_rows
from caseapp.system.progress import Progress


def duplicates(options: argparse.Namespace) -> int:
    """Print the pairs that nobody has decided on, the likeliest first; 1 if there is none."""
    with open_vault(options) as vault:
        found = pairs(vault, Progress(ProgressLine().tell))
        shown = found[: options.limit]
        ids = list(dict.fromkeys(one for pair in shown for one in (pair.first, pair.second)))
        rows = vault.read(lambda session: case_rows(session, ids))
    cases = {row.id: row for row in rows}
    t = translate()
    words = EvidenceWords(t)
    for pair in shown:
        if options.json:
            print(json.dumps(_coded(pair, cases), ensure_ascii=False))
        else:
            print("\n".join(_told(pair, cases, words)))
    if len(found) > len(shown):
        more = len(found) - len(shown)
        print(t.plural("{n} more pair", "{n} more pairs", more), file=sys.stderr)
    return 0 if found else 1


def _told(pair: Pair, cases: dict[UUID, CaseRow], words: EvidenceWords) -> Iterator[str]:
    """For people: who, how likely, and a line for each reason with its sign."""
    two = (cases[one] for one in (pair.first, pair.second))
    said = "  –  ".join(f"{case.number}  {first_name(case)}" for case in two)
    yield plain(f"{said}  –  {words.standing(standing(pair.evidence))}")
    for line, reason in words.lines(pair.evidence):
        sign = "+" if reason.speaks_for else "-" if reason.speaks_against else "?"
        yield plain(f"    {sign} {line}")


def _coded(pair: Pair, cases: dict[UUID, CaseRow]) -> dict[str, object]:
    """For programs: numbers and codes; what was compared stands in the cases."""
    return {
        "first": cases[pair.first].number, "second": cases[pair.second].number,
        "points": round(pair.points, 1), "sure": standing(pair.evidence).value,
        "reasons": [{"ground": one.ground.value, "weight": round(one.weight, 1)}
                    for one in pair.evidence],
    }  # fmt: skip
