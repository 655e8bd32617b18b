"""A table for the office, taken into an empty vault as a list, gives the same facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export.forms import Form
from caseapp.exchange.export.making import Request, prepare, released_of
from caseapp.exchange.export.table import case_table
from caseapp.intake.lists.plan import Outcome
from caseapp.intake.lists.planning import plan_import
from caseapp.intake.lists.recognise import propose
from caseapp.intake.lists.run import run_import
from caseapp.intake.tables import open_list
from caseapp.store.queries.cases import CaseQuery, case_ids
from caseapp.store.vault import Vault

DAY = date(2026, 6, 2)
_NUMBERED = re.compile(r"(Name|Document|Event|Contact|Source) (\d+)(?:: (.*))?")


def asked(vault: Vault, form: Form, language: str = "en") -> Request:
    ids = tuple(vault.read(lambda session: case_ids(session, CaseQuery())))
    return Request(form=form, audience=Audience.OFFICE, ids=ids, language=language)


def facts(vault: Vault) -> dict[str, dict[str, Any]]:
    """By case: what the table says of it, whatever the order of names and events.

    Sources are left out: an import cites its own rows. So are the tags that it adds, and words
    such as "unknown" in the place of a day.
    """
    table = case_table(released_of(vault, asked(vault, Form.CSV), DAY), Words("en"))
    found = {}
    for row in table.rows:
        groups: dict[tuple[str, str], dict[str, str]] = {}
        said: dict[str, Any] = {}
        for heading, cell in zip(table.headings, row, strict=True):
            numbered = _NUMBERED.fullmatch(heading)
            if not cell or cell == "unknown":
                continue
            if numbered is None:
                said[heading] = cell
            else:
                of = groups.setdefault((numbered[1], numbered[2]), {})
                of[numbered[3] or ""] = cell
        said["Tags"] = set(said.get("Tags", "").split("\n")) - {"", "cases"}
        said["Names"] = {of[""] for (kind, _), of in groups.items() if kind == "Name"}
        said["Contacts"] = sorted(
            str(sorted({**of, "": sorted(set(of[""].split("\n")))}.items()))
            for (kind, _), of in groups.items()
            if kind == "Contact"
        )
        for kind in ("Document", "Event"):
            theirs = [tuple(sorted(of.items())) for (k, _), of in groups.items() if k == kind]
            said[kind] = sorted(theirs)
        found[said.pop("Case number")] = said
    return found


@pytest.mark.parametrize(("form", "language"), [(Form.XLSX, "en"), (Form.CSV, "ru")])
def test_a_table_taken_in_again_says_the_same(
    sample: Vault, new_vault: Callable[[], Vault], tmp_path: Path, form: Form, language: str
) -> None:
    path = tmp_path / f"cases{form.value.join(('.', ''))}"
    path.write_bytes(prepare(sample, asked(sample, form, language), DAY).data)
    other, file = new_vault(), open_list(path)
    mapping = propose(file.table)
    assert mapping.profile == "caseapp"
    plan = plan_import(other, path, file, mapping)
    done = run_import(other, plan)
    expected = facts(sample)
    came = facts(other)
    waiting = [row for row in done.rows if row.outcome is Outcome.LIKELY]
    assert len(came) + len(waiting) == len(expected)
    for number, said in came.items():
        assert said == expected[number], number
