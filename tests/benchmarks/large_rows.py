"""A large vault everywhere but in the list of cases: each question as the database worker asks it.

Beside the raw query where there is one. What the list of cases takes stands in `cases_rows`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import Sex
from caseapp.matching.evidence import Facts
from caseapp.matching.known_already import Asked, likely_cases, read_more
from caseapp.matching.pairs import scan
from caseapp.matching.waiting import keep, pairs, read_step, take
from caseapp.store.history import Action
from caseapp.store.queries import contacts, sources
from caseapp.store.queries.actions import ActionFilter, action_lines, action_numbers
from caseapp.store.queries.case_page import load_case_page
from caseapp.store.queries.cases import CaseQuery, case_ids
from caseapp.store.queries.contact_page import load_contact_page
from caseapp.store.queries.facet_index import facet_index
from caseapp.store.queries.facets import facet_counts
from caseapp.store.queries.found_groups import found_groups
from caseapp.store.queries.source_page import load_source_page
from caseapp.store.queries.statistics import Axis, cross_table
from caseapp.store.queries.today_cases import contradicted_cases, stale_cases, waiting_releases
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.benchmarks.cases_rows import megabytes, timed
from tests.benchmarks.large_vault import Known, fill
from tests.benchmarks.store_rows import CHEAP, PASSPHRASE
from tests.benchmarks.table import Row, against, at_most, interleaved

CASES = 100_000
SIZE = f"{CASES:,} cases"
TODAY = date(2026, 11, 22)
_NAMED = text(
    "SELECT text FROM name_form WHERE detainee_id IS NOT NULL ORDER BY detainee_id LIMIT 600"
)
_CONTACTS_BY_NAME = text(
    "SELECT c.id FROM contact c LEFT JOIN name_form n ON n.contact_id = c.id AND n.position = 0"
    " AND n.deleted_at IS NULL WHERE c.deleted_at IS NULL ORDER BY n.text"
)
_SOURCES_BY_NUMBER = text("SELECT id FROM source WHERE deleted_at IS NULL ORDER BY serial DESC")


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "vault")
        with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
            known = fill(vault, CASES)
        before = megabytes()
        with Vault.open(path, PASSPHRASE) as vault:
            yield from _today(vault)
            yield from _lists(vault)
            yield from _typing(vault)
            yield from _pages(vault, known)
            yield from _history(vault)
            yield from _review(vault)
            yield from _saving(vault)
            yield at_most("all indexes, memory", SIZE, megabytes() - before, "MB", 600)


def _ask(vault: Vault, query: Callable[[Session], object]) -> Callable[[], object]:
    return lambda: vault.read(query)


def _bounded(what: str, most: float, work: Callable[[], object], runs: int = 3) -> Row:
    return at_most(what, SIZE, interleaved(runs, work)[0], "ms", most)


def _today(vault: Vault) -> Iterator[Row]:
    steps = []
    while not vault.read(lambda session: facet_index(session).ready):
        steps.append(timed(lambda: vault.read(lambda session: facet_index(session).step(session))))
    yield at_most("today, first walk", SIZE, sum(steps) / 1000, "s", 6)
    yield at_most("today, one step, 95 of 100", SIZE, _worst(steps), "ms", 100)
    for what, query in (
        ("today, releases", lambda session: waiting_releases(session, TODAY)),
        ("today, not confirmed", lambda session: stale_cases(session, TODAY, 12)),
        ("today, contradicted", contradicted_cases),
        ("statistics, two facets", lambda s: cross_table(s, Axis.YEAR_TAKEN, Axis.COUNTY)),
    ):
        yield _bounded(what, 200, _ask(vault, query))


def _lists(vault: Vault) -> Iterator[Row]:
    def listed(**asked: Any) -> Callable[[], object]:
        shown = contacts.ContactFilter(**asked)
        return _ask(vault, lambda session: contacts.contact_ids(session, shown, TODAY))

    mine, raw = interleaved(
        3, listed(order="name"), _ask(vault, lambda s: s.execute(_CONTACTS_BY_NAME).all())
    )
    yield against("contacts by name", SIZE, mine, "ms", "raw SELECT … ORDER BY", raw, 1.5)
    yield _bounded("contacts by number", 200, listed())
    yield _bounded("contacts by risk", 200, listed(order="risk"))
    state = contacts.ConsentState.IN_FORCE
    yield _bounded("contacts with a consent in force", 200, listed(consent=state))
    yield _bounded("contacts, two letters typed", 200, listed(text="ай", order="name"))
    first = vault.read(lambda s: contacts.contact_ids(s, contacts.ContactFilter(), TODAY))[:64]
    yield _bounded(
        "contacts, rows of one screen", 100,
        _ask(vault, lambda s: contacts.contact_rows(s, first, TODAY)),
    )  # fmt: skip
    mine, raw = interleaved(
        3, _ask(vault, lambda s: sources.source_ids(s, sources.SourceFilter())),
        _ask(vault, lambda s: s.execute(_SOURCES_BY_NUMBER).all()),
    )  # fmt: skip
    yield against("sources by number", SIZE, mine, "ms", "raw SELECT … ORDER BY", raw, 1.5)


def _typing(vault: Vault) -> Iterator[Row]:
    names = list(vault.read(lambda session: session.scalars(_NAMED).all()))[::25]
    one, more, likely, narrowed = (list[float]() for _ in range(4))
    born = read_date("1970")
    while not read_more(vault):
        pass  # in the window that is done in pieces, between what is asked
    for name in names:
        for end in range(1, min(len(name), 10) + 1):
            words = name[:end]
            asked = _ask(vault, lambda s, words=words: found_groups(s, words))  # type: ignore[misc]
            (one if end == 1 else more if end > 2 else []).append(timed(asked))
            if end > 2 and end % 2:
                narrower = Facts((words,), Sex.UNKNOWN, born.earliest, born.latest, "654025")
                for facts, taken in ((Facts((words,)), likely), (narrower, narrowed)):
                    taken.append(timed(partial(likely_cases, vault, Asked(facts))))
    yield at_most("palette, one letter, 95 of 100", SIZE, _worst(one), "ms", 150)
    yield at_most("palette, three letters and more, median", SIZE, median(more), "ms", 50)
    yield at_most("palette, three letters and more, 95 of 100", SIZE, _worst(more), "ms", 50)
    yield at_most("already here? by name, 95 of 100", SIZE, _worst(likely), "ms", 50)
    yield at_most("already here? and birth, place, 95 of 100", SIZE, _worst(narrowed), "ms", 50)


def _pages(vault: Vault, known: Known) -> Iterator[Row]:
    contact, source = known.contact_of_300, known.source_of_500
    ids = vault.read(lambda session: case_ids(session, CaseQuery(most=CASES)))[:: CASES // 15]
    opened = [timed(_ask(vault, lambda s, one=one: load_case_page(s, one))) for one in ids]  # type: ignore[misc]
    yield at_most("page of a case", SIZE, median(opened), "ms", 50)
    page = _ask(vault, lambda session: load_contact_page(session, contact))
    yield _bounded("page of a contact with 300 cases", 200, page)
    page = _ask(vault, lambda session: load_source_page(session, source))
    yield _bounded("page of a source with 500 excerpts", 300, page)


def _history(vault: Vault) -> Iterator[Row]:
    def numbers(session: Session) -> list[int]:
        return action_numbers(session, ActionFilter(), lambda words, _p: words, lambda at: at)

    every = vault.read(numbers)
    size = f"{len(every):,} acts"
    raw = _ask(vault, lambda s: s.execute(text("SELECT seq FROM action ORDER BY seq DESC")).all())
    mine, bare = interleaved(3, _ask(vault, numbers), raw)
    yield against("history, list opened", size, mine, "ms", "raw SELECT … ORDER BY", bare, 1.5)
    places = range(0, len(every), len(every) // 10)
    lines = [
        timed(_ask(vault, lambda s, at=at: action_lines(s, every[at : at + 64])))  # type: ignore[misc]
        for at in places
    ]
    yield at_most("history, lines of one screen", size, median(lines), "ms", 50)


def _review(vault: Vault) -> Iterator[Row]:
    steps, ready = [], False
    while not ready:
        start = time.perf_counter()
        ready = read_step(vault).ready
        steps.append((time.perf_counter() - start) * 1000)
    taken = take(vault)
    start = time.perf_counter()
    found = scan(taken.people, Progress())
    seconds = time.perf_counter() - start
    keep(vault, taken, found)
    yield at_most("review, everybody compared", SIZE, seconds, "s", 90)
    yield at_most("review, one step, 95 of 100", SIZE, _worst(steps), "ms", 500)
    yield at_most("review, all pairs", SIZE, timed(lambda: pairs(vault, Progress())), "ms", 250)


def _saving(vault: Vault) -> Iterator[Row]:
    """One field is kept while all indexes stand: what keeping costs, and the next answer more."""
    vault.read(facet_counts)
    ids = vault.read(lambda session: case_ids(session, CaseQuery(most=8)))
    kept, followed = [], []
    for case_id in ids:
        case = vault.get(Detainee, case_id)
        assert case is not None
        case.occupation = f"occupation of {case.serial}"
        kept.append(timed(lambda case=case: vault.save(case, action=Action("Change"))))  # type: ignore[misc]
        start = time.perf_counter()
        vault.read(facet_index)
        pairs(vault, Progress())
        followed.append((time.perf_counter() - start) * 1000)
    yield at_most("one field is kept", SIZE, median(kept), "ms", 30)
    yield at_most("all indexes follow it", SIZE, median(followed), "ms", 50)


def _worst(times: list[float]) -> float:
    """Of a hundred answers the ninety-fifth."""
    return sorted(times)[len(times) * 95 // 100]
