"""The full-text index: one row a case, contact, source, excerpt or appeal.

Texts are cut into tokens before they reach FTS5 (one token a Chinese character, spellings
of Arabic letters unified), so that a query in any script finds what contains it. The rows
are written with the records, in the same transaction. Only SQLite knows the SQL here; what
a row says of its record stands in `search_content`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, column, delete, func, select, table, text

from caseapp.domain.names.scripts import index_tokens, query_terms
from caseapp.store.drafts import Draft
from caseapp.store.engine import Finding, fts_secure_delete
from caseapp.store.errors import StoreError
from caseapp.store.records import Record
from caseapp.store.search_content import (
    SUBJECTS,
    Words,
    contents,
    subjects,
    subjects_by_ids,
    subjects_of_drafts,
)
from caseapp.store.tables import search_entry

KINDS = tuple(SUBJECTS)
"""What can be found, in the order in which groups of results stand."""

ACROSS_SCRIPTS = "across_scripts"
"""Key of `Session.info`: whether names are looked for in every script; see `queries.sounding`."""

_search_text = table("search_text", column("rowid"), column("names"), column("body"))
_AT_ONCE = 400
"""Rows that are worked out and written together."""
_INSERT_ENTRY = "INSERT INTO search_entry (id, kind, record_id) VALUES (?, ?, ?)"
_INSERT_TEXT = "INSERT INTO search_text (rowid, names, body) VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `kind` is a name of `KINDS`; lower `rank` is better."""

    kind: str
    record_id: UUID
    rank: float


def refresh(
    connection: Connection,
    written: Sequence[tuple[Record, Record | None]],
    drafts: Sequence[Draft] = (),
) -> None:
    """Rewrite the index rows of everything that these records are, or were, part of.

    Each record comes with what stood before it, None for a new one; drafts are new.
    """
    touched = subjects(connection, written) | subjects_of_drafts(drafts)
    named = ((draft.kind.__tablename__, draft.id) for draft in drafts)
    _refresh(connection, touched, {one for one in named if one[0] in SUBJECTS})


def refresh_marked(connection: Connection, marked: Mapping[type[Record], Sequence[UUID]]) -> None:
    """The same for records, by kind, that went to the trash or came back."""
    touched: set[tuple[str, UUID]] = set()
    for kind, ids in marked.items():
        for start in range(0, len(ids), _AT_ONCE):
            touched |= subjects_by_ids(connection, kind, ids[start : start + _AT_ONCE])
    _refresh(connection, touched, set())


def _refresh(
    connection: Connection, touched: set[tuple[str, UUID]], new: set[tuple[str, UUID]]
) -> None:
    for kind in KINDS:
        for fresh in (False, True):
            ids = sorted(one[1] for one in touched if one[0] == kind and (one in new) is fresh)
            for start in range(0, len(ids), _AT_ONCE):
                _rewrite(connection, kind, ids[start : start + _AT_ONCE], fresh=fresh)


@contextmanager
def forgetting_at_the_end(connection: Connection) -> Iterator[None]:
    """For a transaction that takes very many rows out of the index: what was deleted leaves the
    index once, at the end, instead of each word by itself."""
    fts_secure_delete(connection, "search_text", at_once=False)
    yield
    connection.exec_driver_sql("INSERT INTO search_text(search_text) VALUES('optimize')")
    fts_secure_delete(connection, "search_text")


def rebuild(connection: Connection) -> int:
    """Make the whole index anew, also from a broken one; returns the number of rows."""
    made_by = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'search_text'"))
    connection.execute(text("DROP TABLE search_text"))
    connection.exec_driver_sql(str(made_by))
    fts_secure_delete(connection, "search_text")
    connection.execute(delete(search_entry))
    for kind in KINDS:
        for ids in _all_ids(connection, kind):
            _rewrite(connection, kind, ids)
    return connection.scalar(select(func.count(search_entry.c.id))) or 0


def find(
    connection: Connection, typed: str, *, kinds: Sequence[str] = KINDS, limit: int = 50
) -> list[Hit]:
    """What contains all typed words (the last one as a beginning), best first.

    Any text is a valid query; without a word in it the result is empty.
    """
    match = _match(typed)
    if not match:
        return []
    rows = connection.execute(
        text(
            "SELECT e.kind, e.record_id, bm25(search_text, 10.0, 1.0) AS rank"
            " FROM search_text JOIN search_entry e ON e.id = search_text.rowid"
            " WHERE search_text MATCH :match AND instr(:kinds, ' ' || e.kind || ' ')"
            " ORDER BY rank, e.id LIMIT :limit"
        ),
        {"match": match, "kinds": f" {' '.join(kinds)} ", "limit": limit},
    )
    return [Hit(kind, UUID(hex=record_id), rank) for kind, record_id, rank in rows]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best hits of one kind and how many there are; `at_least`: counting was stopped.

    `ids` of all of them as hexadecimal figures, unless counting was stopped.
    """

    kind: str
    hits: tuple[Hit, ...]
    total: int
    at_least: bool = False
    ids: frozenset[str] = frozenset()


RANKED_MOST = 2_000
"""Matches that are weighed against each other: who types a letter more sees the rest."""


def find_by_kind(
    connection: Connection, typed: str, *, kinds: Sequence[str] = KINDS, each: int = 5
) -> list[Ranked]:
    """The best `each` of every kind that has any, in the order of `kinds`, with their number.

    Of more than `RANKED_MOST` matches of a kind only that many are weighed, so that a single
    letter does not wait for all cases to be compared.
    """
    match = _match(typed)
    if not match:
        return []
    if len(kinds) > 1 and (few := _few(connection, match, kinds, each)) is not None:
        return few
    found = []
    for kind in kinds:
        rows = connection.execute(
            text(
                "SELECT e.record_id, bm25(search_text, 10.0, 1.0) AS rank"
                " FROM search_text JOIN search_entry e ON e.id = search_text.rowid"
                " WHERE search_text MATCH :match AND e.kind = :kind LIMIT :most"
            ),
            {"match": match, "kind": kind, "most": RANKED_MOST + 1},
        ).all()
        if rows:
            at_least = len(rows) > RANKED_MOST
            found.append(_ranked(kind, rows[:RANKED_MOST], each, at_least=at_least))
    return found


def _few(
    connection: Connection, match: str, kinds: Sequence[str], each: int
) -> list[Ranked] | None:
    """All kinds out of one walk through the index; None where too much matches for that."""
    rows = connection.execute(
        text(
            "SELECT e.kind, e.record_id, bm25(search_text, 10.0, 1.0) AS rank"
            " FROM search_text JOIN search_entry e ON e.id = search_text.rowid"
            " WHERE search_text MATCH :match LIMIT :most"
        ),
        {"match": match, "most": RANKED_MOST + 1},
    ).all()
    if len(rows) > RANKED_MOST:
        return None
    by_kind: dict[str, list[tuple[str, float]]] = {}
    for kind, record_id, rank in rows:
        by_kind.setdefault(kind, []).append((record_id, rank))
    return [_ranked(kind, by_kind[kind], each) for kind in kinds if kind in by_kind]


def _ranked(kind: str, rows: Sequence[Any], each: int, *, at_least: bool = False) -> Ranked:
    best = sorted(rows, key=lambda row: row[1])[:each]
    hits = tuple(Hit(kind, UUID(hex=record_id), rank) for record_id, rank in best)
    ids = frozenset() if at_least else frozenset(row[0] for row in rows)
    return Ranked(kind, hits, len(rows), at_least, ids)


def matching(connection: Connection, typed: str, kind: str) -> list[UUID]:
    """Every record of a kind that contains all typed words, in no order: for filtering lists."""
    match = _match(typed)
    if not match:
        return []
    rows = connection.execute(
        text(
            "SELECT e.record_id FROM search_text JOIN search_entry e ON e.id = search_text.rowid"
            " WHERE search_text MATCH :match AND e.kind = :kind"
        ),
        {"match": match, "kind": kind},
    )
    return [UUID(hex=record_id) for (record_id,) in rows]


def holding(connection: Connection, typed: str, kind: str, ids: Sequence[UUID]) -> set[UUID]:
    """Those of these few records that `find` would find, without walking through all matches."""
    terms = query_terms(typed)
    if not terms:
        return set()
    wanted = [*(f" {term} " for term in terms[:-1]), f" {terms[-1]}"]
    return {
        record_id
        for record_id, (_id, names, body) in _rows(connection, kind, ids).items()
        if all(term in f" {names} " or term in f" {body} " for term in wanted)
    }


def check(connection: Connection) -> list[Finding]:
    """What is wrong with the index: its own structure, and rows that do not fit the records."""
    findings = []
    try:
        connection.execute(text("INSERT INTO search_text(search_text) VALUES('integrity-check')"))
    except StoreError as error:
        findings.append(Finding("search", str(error)))
    count = 0
    for kind in KINDS:
        for ids in _all_ids(connection, kind):
            held = _rows(connection, kind, ids)
            for record_id, words in contents(connection, kind, ids):
                count += 1
                if held.pop(record_id, None) != (record_id, *_tokens(words)):
                    findings.append(Finding("search", f"{kind} {record_id}: out of date"))
            findings += [Finding("search", f"{kind} {gone}: not removed") for gone in held]
    for rows in (search_entry, _search_text):
        there = connection.scalar(select(func.count()).select_from(rows))
        if there != count:
            findings.append(Finding("search", f"{rows.name}: {there} rows for {count}"))
    return findings


def _match(typed: str) -> str:
    """An FTS5 query: every term quoted (so that it is never an operator), the last a prefix."""
    # Half a surrogate pair, which a keyboard can leave, is no text for a database.
    quoted = [f'"{term}"' for term in query_terms(typed.encode(errors="replace").decode())]
    return " ".join([*quoted[:-1], quoted[-1] + "*"]) if quoted else ""


def _rewrite(
    connection: Connection, kind: str, ids: Sequence[UUID], *, fresh: bool = False
) -> None:
    """Take away the rows of these records and write them anew, except of those that are gone.

    `fresh` ones have no rows yet.
    """
    entry = search_entry.c
    theirs = (entry.kind == kind, entry.record_id.in_(ids))
    rows: dict[UUID, int] = {}
    if not fresh:
        rows = dict(connection.execute(select(entry.record_id, entry.id).where(*theirs)).all())
    highest = connection.scalar(select(func.max(entry.id))) or 0
    if rows:
        one = delete(_search_text).where(_search_text.c.rowid == bindparam("row"))
        connection.execute(one, [{"row": row} for row in rows.values()])
        connection.execute(delete(search_entry).where(*theirs))
    entries, texts = [], []
    for number, (record_id, words) in enumerate(contents(connection, kind, ids), highest + 1):
        row = rows.get(record_id, number)
        names, body = _tokens(words)
        entries.append((row, kind, record_id.hex))
        texts.append((row, names, body))
    if entries:
        connection.exec_driver_sql(_INSERT_ENTRY, entries)
        connection.exec_driver_sql(_INSERT_TEXT, texts)


def _rows(
    connection: Connection, kind: str, ids: Sequence[UUID]
) -> dict[UUID, tuple[UUID, str, str]]:
    """What the index holds of these records: id, names, body."""
    entry, words = search_entry.c, _search_text.c
    query = (
        select(entry.record_id, words.names, words.body)
        .join_from(search_entry, _search_text, words.rowid == entry.id)
        .where(entry.kind == kind, entry.record_id.in_(ids))
    )
    return {row[0]: (row[0], row[1], row[2]) for row in connection.execute(query)}


def _all_ids(connection: Connection, kind: str) -> Iterator[list[UUID]]:
    """The ids of all records of a kind, trashed ones too, in portions."""
    of = SUBJECTS[kind].id
    ids = connection.scalars(select(of).order_by(of)).all()
    for start in range(0, len(ids), _AT_ONCE):
        yield list(ids[start : start + _AT_ONCE])


def _tokens(words: Words) -> tuple[str, str]:
    names, body = words
    return " ".join(index_tokens(names)), " ".join(index_tokens(body))
