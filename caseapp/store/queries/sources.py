"""Rows of the list of sources: only what is seen is fetched.

As with cases: the ids of the whole list in order, then the rows of one stretch of it. Also
tells which sources are copies of a text or a file that is here already.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.names.scripts import search_key
from caseapp.domain.near_copies import probes, tokens_of
from caseapp.domain.passages import fingerprint
from caseapp.domain.vocabulary import Reliability, SourceKind
from caseapp.store import search
from caseapp.store.queries.near_copies import holding_run
from caseapp.store.queries.today_people import case_names
from caseapp.store.records import Attachment, Citation, Detainee, Event, Excerpt, Source

Order = Literal[
    "number", "title", "kind", "publisher", "dated", "language", "reliability", "excerpts"
]
ORDERS: tuple[Order, ...] = get_args(Order)

_AT_ONCE = 500
_MOST_HOLDERS = 500
BEGINNING = 600
"""Letters of a text that the card beside the list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFilter:
    """Which sources a list shows. Empty tuples and None ask nothing.

    `languages` are primary subtags ("kk"); "" stands for those of no stated language.
    """

    text: str = ""
    kinds: tuple[SourceKind, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    languages: tuple[str, ...] = ()
    published: bool | None = None
    with_excerpts: bool | None = None
    order: Order = "number"
    descending: bool = True

    @property
    def in_force(self) -> int:
        """How many questions beside the typed words are asked."""
        asked = (self.kinds, self.reliability, self.languages)
        answers = (self.published, self.with_excerpts)
        return sum(map(bool, asked)) + sum(answer is not None for answer in answers)

    def cleared(self) -> SourceFilter:
        """The same order, and every source in it."""
        return SourceFilter(order=self.order, descending=self.descending)

    def ordered(self, order: Order, descending: bool) -> SourceFilter:
        return replace(self, order=order, descending=descending)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One line of the list. `title` and `publisher` are in the asked language if worded so.

    `excerpts`, `cases` and `files` count what is not in the trash; `cases` those that an
    excerpt bears on, by their fields or their events.
    """

    id: UUID
    serial: int
    kind: SourceKind
    title: str
    author: str
    publisher: str
    dated: UncertainDate
    language: str
    reliability: Reliability
    published: bool
    excerpts: int
    cases: int
    files: int
    fictitious: bool
    same_text_as_id: UUID | None


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """What there is to filter by: how many sources, and the languages that they are in."""

    all: int
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedCase:
    """A case that a source bears on, and how many of its excerpts do."""

    id: UUID
    number: str
    excerpts: int
    name: str


@dataclass(frozen=True, slots=True)
class SourcePreview:
    """The card of a source: its row, how its text begins, its cases and its files."""

    row: SourceRow
    beginning: str
    cases: tuple[CitedCase, ...]
    files: tuple[str, ...]


def source_counts(session: Session) -> SourceCounts:
    """Of all sources outside the trash."""
    query = select(Source.language, func.count(Source.id)).where(Source.deleted_at.is_(None))
    rows = session.execute(query.group_by(Source.language)).all()
    languages = {primary(language) for language, _count in rows}
    return SourceCounts(sum(count for _l, count in rows), tuple(sorted(languages)))


def primary(language: str) -> str:
    """The language of a tag without script and country: "kk" of "kk-Arab-CN"."""
    return language.partition("-")[0].partition("_")[0]


def source_ids(session: Session, shown: SourceFilter) -> list[UUID]:
    """The ids of the sources that a filter shows, in its order; equals by their number."""
    query = select(
        Source.id, Source.serial, Source.title, Source.kind, Source.publisher, Source.language,
        Source.reliability, Source.__table__.c.dated_earliest,
    ).where(*_conditions(session, shown))  # fmt: skip
    rows = session.execute(query).all()
    if shown.languages:
        rows = [row for row in rows if primary(row.language) in shown.languages]
    if shown.with_excerpts is not None:
        quoted = _excerpts(session)
        rows = [row for row in rows if (row.id in quoted) is shown.with_excerpts]
    rows = sorted(rows, key=lambda row: row.serial, reverse=shown.descending)
    if shown.order != "number":
        known = [row for row in rows if not _is_unknown(row, shown.order)]
        key = _key(session, shown.order)
        known.sort(key=key, reverse=shown.descending)
        rows = known + [row for row in rows if _is_unknown(row, shown.order)]
    return [row.id for row in rows]


def source_rows(session: Session, ids: Sequence[UUID], language: str = "en") -> list[SourceRow]:
    """The rows of these sources, in the order of the ids; what is gone is left out."""
    rows: dict[UUID, SourceRow] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        found = session.scalars(
            select(Source).where(Source.id.in_(some), Source.deleted_at.is_(None))
        )
        cases = {key: len(cited) for key, cited in _cases(session, some).items()}
        excerpts = _counts(session, Excerpt.source_id, some)
        files = _counts(session, Attachment.source_id, some)
        for source in found:
            counts = (excerpts[source.id], cases.get(source.id, 0), files[source.id])
            rows[source.id] = _row(source, counts, language)
    return [rows[i] for i in ids if i in rows]


def load_source_preview(
    session: Session, source_id: UUID, language: str = "en"
) -> SourcePreview | None:
    """The card of a source; None if there is none or it is in the trash."""
    found = source_rows(session, [source_id], language)
    if not found:
        return None
    text = session.scalar(select(Source.text).where(Source.id == source_id)) or ""
    cited = _cases(session, [source_id]).get(source_id, Counter())
    query = select(Detainee).where(Detainee.id.in_(cited)).order_by(Detainee.serial)
    about = session.scalars(query).all()
    names = case_names(session, [case.id for case in about])
    files = select(Attachment.file_name).where(
        Attachment.source_id == source_id, Attachment.deleted_at.is_(None)
    )
    return SourcePreview(
        row=found[0],
        beginning=text[:BEGINNING] + ("…" if len(text) > BEGINNING else ""),
        cases=tuple(CitedCase(d.id, d.case_number, cited[d.id], names[d.id].name) for d in about),
        files=tuple(session.scalars(files.order_by(Attachment.created_at, Attachment.id))),
    )


def copies_of(session: Session, sha256: str, text: str) -> list[UUID]:
    """Sources that hold the same file or the same words, in the order of their numbers."""
    same: set[UUID] = set()
    if sha256:
        files = select(Attachment.source_id).where(
            Attachment.sha256 == sha256, Attachment.deleted_at.is_(None)
        )
        same.update(i for i in session.scalars(files) if i is not None)
    print_ = fingerprint(text)
    if print_:
        length = func.length(Source.text)
        alike = [Source.text != "", length > len(text) // 2, length < 2 * len(text) + 1]
        if run := probes(tokens_of(text), 1):  # the index knows who holds it: no walk through all
            alike.append(Source.id.in_(holding_run(session, run[0], _MOST_HOLDERS)))
        for key, words in session.execute(select(Source.id, Source.text).where(*alike)):
            if fingerprint(words) == print_:
                same.add(key)
    alive = select(Source.id).where(Source.id.in_(same), Source.deleted_at.is_(None))
    return list(session.scalars(alive.order_by(Source.serial)))


# -- conditions ------------------------------------------------------------------------------
def _conditions(session: Session, shown: SourceFilter) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = [Source.deleted_at.is_(None)]
    if shown.kinds:
        asked.append(Source.kind.in_(shown.kinds))
    if shown.reliability:
        asked.append(Source.reliability.in_(shown.reliability))
    if shown.published is not None:
        asked.append(Source.published.is_(shown.published))
    if shown.text.strip():
        asked.append(Source.id.in_(_matching(session, shown.text)))
    return asked


def _matching(session: Session, typed: str) -> set[UUID]:
    """Those whose words, or whose number, were typed."""
    found = set(search.matching(session.connection(), typed, "source"))
    if typed.strip().isdecimal():
        number = select(Source.id).where(Source.serial == int(typed.strip()[:9]))
        found.update(session.scalars(number))
    return found


def _excerpts(session: Session) -> Counter[UUID]:
    """How many excerpts each source has."""
    alive = select(Excerpt.source_id, func.count(Excerpt.id)).where(Excerpt.deleted_at.is_(None))
    return Counter(dict(session.execute(alive.group_by(Excerpt.source_id)).all()))


def _is_unknown(row: Any, order: Order) -> bool:
    """What has no answer stands at the end, whichever way the list is turned."""
    value = {
        "title": row.title, "publisher": row.publisher, "language": row.language,
        "dated": row.dated_earliest,
    }.get(order, True)  # fmt: skip
    return not value


def _key(session: Session, order: Order) -> Callable[[Any], Any]:
    """From a row to what it is ordered by."""
    if order == "dated":
        return lambda row: row.dated_earliest
    if order == "excerpts":
        counts = _excerpts(session)
        return lambda row: counts[row.id]
    if order in ("kind", "reliability"):
        members = list(SourceKind if order == "kind" else Reliability)
        places = {member: place for place, member in enumerate(members)}
        return lambda row: places[getattr(row, order)]
    return lambda row: search_key(getattr(row, order))


# -- rows ------------------------------------------------------------------------------------
def _row(source: Source, counts: tuple[int, int, int], language: str) -> SourceRow:
    excerpts, cases, files = counts
    return SourceRow(
        id=source.id, serial=source.serial, kind=source.kind,
        title=source.worded("title", language)[0], author=source.worded("author", language)[0],
        publisher=source.worded("publisher", language)[0], dated=source.dated,
        language=source.language, reliability=source.reliability, published=source.published,
        excerpts=excerpts, cases=cases, files=files, fictitious=source.fictitious,
        same_text_as_id=source.same_text_as_id,
    )  # fmt: skip


def _counts(session: Session, owner: Any, ids: Sequence[UUID]) -> Counter[UUID]:
    kind = owner.class_
    query = select(owner, func.count(kind.id)).where(owner.in_(ids), kind.deleted_at.is_(None))
    return Counter(dict(session.execute(query.group_by(owner)).all()))


def _cases(session: Session, ids: Sequence[UUID]) -> dict[UUID, Counter[UUID]]:
    """By source: the cases outside the trash that it bears on, and by how many excerpts."""
    case = func.coalesce(Citation.detainee_id, Event.detainee_id)
    query: Any = (
        select(Excerpt.source_id, case, Excerpt.id)
        .join(Citation, Citation.excerpt_id == Excerpt.id)
        .outerjoin(Event, Event.id == Citation.event_id)
        .join(Detainee, Detainee.id == case)
        .where(
            Excerpt.source_id.in_(ids), Excerpt.deleted_at.is_(None),
            Citation.deleted_at.is_(None), Detainee.deleted_at.is_(None),
            or_(Event.id.is_(None), Event.deleted_at.is_(None)),
        )
        .distinct()
    )  # fmt: skip
    found: dict[UUID, Counter[UUID]] = defaultdict(Counter)
    for source, detainee, _excerpt in session.execute(query):
        found[source][detainee] += 1
    return found
