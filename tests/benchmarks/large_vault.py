"""A large vault of plainly fictitious people, with all that hangs on them, written in bulk.

100,000 cases with three names and some three events each, 30,000 contacts, 20,000 sources with
text, 60,000 excerpts, 90,000 citations, kinship, consents, and one action a case in a history
whose chain is whole. Rows are written straight into the tables: through `Vault.save` the making
would take longer than all that is measured.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.vocabulary import (
    Audience,
    Bearing,
    ConsentAnswer,
    Credibility,
    EventKind,
    FacilityKind,
    InfoClass,
    NameScript,
    Relation,
    Reliability,
    Sex,
    SourceKind,
    Tie,
)
from caseapp.store import history, search
from caseapp.store.history import CREATED, ActionRow, FieldChange
from caseapp.store.records import (
    Citation,
    Consent,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Kinship,
    NameForm,
    Record,
    Source,
    Task,
    new_id,
)
from caseapp.store.records.values import to_json
from caseapp.store.rows import columns_of
from caseapp.store.saving import chunks, table_of
from caseapp.store.search_content import SUBJECTS
from caseapp.store.tables import action, change, meta
from caseapp.store.vault import Vault

_CYRILLIC = [
    "ай", "бек", "гүл", "дәу", "ер", "жан", "қай", "мұр", "нұр", "сай", "тал", "ұл", "хан", "шын",
    "әс", "бол", "қан", "төл", "рыс", "мақ", "сұл", "тем", "дар", "асыл", "зере", "ман", "қыз",
    "әлі", "ора", "құт",
]  # fmt: skip
_LATIN = [
    "ai", "bek", "gul", "dau", "er", "zhan", "kai", "mur", "nur", "sai", "tal", "ul", "khan",
    "shyn", "as", "bol", "kan", "tol", "rys", "mak", "sul", "tem", "dar", "asyl", "zere", "man",
    "kyz", "ali", "ora", "kut",
]  # fmt: skip
_CHINESE = "阿别古达叶江开木努赛塔吾汗申艾波坎托热马苏铁加色则曼克里奥胡"
_COUNTIES = ("654025", "654026", "654021", "654223", "654201", "652302", "654301")
_TAKEN = ("October 2017", "2018", "spring 2017", "2017-03-05", "between 2017 and 2018", "2019", "")
_LATER = (
    EventKind.RELEASED, EventKind.HOUSE_ARREST, EventKind.FORCED_LABOUR, EventKind.LAST_CONTACT,
    EventKind.TRANSFERRED, EventKind.SEEN,
)  # fmt: skip
_BEGUN = datetime(2019, 1, 7, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Known:
    """Some records to ask for: with many others around them, and with few."""

    case: UUID
    contact_of_300: UUID
    source_of_500: UUID


def fill(vault: Vault, cases: int = 100_000) -> Known:
    """Write everything; numbers of contacts, sources and the rest are in proportion."""
    bulk = _Bulk(random.Random(7), vault)
    known = bulk.write_all(cases)
    for kind, of in SUBJECTS.items():
        query = select(of.id)
        ids = vault.read(lambda session, query=query: list(session.scalars(query)))  # type: ignore[misc]
        for some in chunks(ids, 4_000):
            with vault._engine.begin() as connection:
                for few in chunks(some, 400):
                    search._rewrite(connection, kind, few)
    return known


@lru_cache(maxsize=2_000)
def _read(words: str) -> UncertainDate:
    return read_date(words)


def _date(name: str, when: UncertainDate) -> dict[str, Any]:
    return {
        f"{name}_text": when.text, f"{name}_edtf": when.edtf,
        f"{name}_earliest": when.earliest, f"{name}_latest": when.latest,
    }  # fmt: skip


@dataclass
class _Bulk:
    """Rows that wait to be written, and the chain of the history."""

    dice: random.Random
    vault: Vault
    rows: dict[type[Record], list[dict[str, Any]]] = field(default_factory=dict)
    changes: list[FieldChange] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    head: str = history.GENESIS
    done: int = 0
    templates: dict[type[Record], dict[str, Any]] = field(default_factory=dict)

    def add(self, kind: type[Record], example: Callable[[], Record], /, **values: Any) -> UUID:
        if kind not in self.templates:
            self.templates[kind] = columns_of(example())
        key = new_id()
        row = self.templates[kind] | values | {"id": key, "version": 1}
        self.rows.setdefault(kind, []).append(row)
        told = {name: to_json(value) for name, value in values.items() if "_e" not in name[-10:]}
        self.changes.append(FieldChange(kind.__tablename__, key, CREATED, None, told))
        return key

    def deed(self, label: str, **params: Any) -> None:
        """What was added since the last one is one action."""
        number = self.done = self.done + 1
        at = _BEGUN + timedelta(minutes=20 * number)
        row = ActionRow(number, "do", None, label, params, at, "", "")
        self.head = history._hash(self.head, row, self.changes)
        shown = {name: getattr(row, name) for name in ActionRow.__slots__} | {"hash": self.head}
        self.actions.append(shown)
        for told in self.changes:
            self.changed.append({
                "action": number, "record_kind": told.record_kind, "record_id": told.record_id,
                "field": told.field, "old": told.old, "new": told.new,
            })  # fmt: skip
        self.changes.clear()

    def flush(self) -> None:
        """Parents were added before their children, so that every reference is met."""
        with self.vault._engine.begin() as connection:
            for kind, rows in self.rows.items():
                if rows:
                    connection.execute(insert(table_of(kind)), rows)
                    rows.clear()
            if self.actions:
                connection.execute(insert(action), self.actions)
                self.actions.clear()
            connection.execute(insert(change), self.changed)
            self.changed.clear()

    def write_all(self, cases: int) -> Known:
        ids: list[UUID] = []
        events: list[UUID] = []
        for part in chunks(range(cases), 2_500):
            for number in part:
                case_id, of_case = self.case(number)
                ids.append(case_id)
                events += of_case
            self.flush()
        contacts = self.contacts(ids)
        busiest = self.sources(cases // 5, events)
        for number in range(cases // 200):
            due = date(2026, 1, 1) + timedelta(days=number)
            self.add(Task, Task, title=f"Call {number}", due=due, detainee_id=ids[number])
        self.deed("Add tasks")
        self.flush()
        facts = {"history_length": self.done, "history_head": self.head, "generation": self.done}
        with self.vault._engine.begin() as connection:
            for name, value in facts.items():
                one = update(meta).where(meta.c.name == name)
                connection.execute(one.values(value=str(value)))
        return Known(ids[17], contacts, busiest)

    def case(self, number: int) -> tuple[UUID, list[UUID]]:
        dice = self.dice
        case_id = self.add(
            Detainee, Detainee, serial=number + 1, fictitious=True, sex=dice.choice(list(Sex)),
            tie=dice.choice(list(Tie)), home_place_code=dice.choice(_COUNTIES),
            home_place="Қыл village", tags=["list"] if number % 7 == 0 else [],
            **_date("birth", _read(str(1935 + number * 31 % 70))),
        )  # fmt: skip
        self.names(number, "detainee_id", case_id, 3)
        taken = dice.choice(_TAKEN)
        facility = dice.choice(list(FacilityKind))
        events = [self.event(case_id, EventKind.TAKEN, taken)]
        if number % 3:
            held = self.event(case_id, EventKind.TRANSFERRED, "2018", facility_kind=facility)
            events.append(held)
        if number % 3 == 0:
            years = dice.randint(3, 20)
            term = {"term_years": years, "court": "County court"}
            events.append(self.event(case_id, EventKind.SENTENCED, dice.choice(_TAKEN), **term))
        if number % 5 < 3:
            when = str(dice.randint(2019, 2026))
            events.append(self.event(case_id, dice.choice(_LATER), when))
        self.deed("Open a case for {name}", name=f"Case {number}")
        return case_id, events

    def event(self, case_id: UUID, kind: EventKind, when: str, **values: Any) -> UUID:
        example = lambda: Event(detainee_id=case_id, kind=kind)  # noqa: E731
        when_is = _date("when", _read(when))
        return self.add(Event, example, detainee_id=case_id, kind=kind, **when_is, **values)

    def names(self, number: int, owner: str, owner_id: UUID, most: int) -> None:
        base = len(_CYRILLIC)
        mixed = number * 7_919 % base**4
        picks = [mixed // base**k % base for k in range(4)]
        spellings = (
            (_worded(_CYRILLIC, picks), NameScript.KK_CYRL),
            ("".join(_CHINESE[pick] for pick in picks), NameScript.ZH_HANS),
            (_worded(_LATIN, picks), NameScript.EN),
        )
        for position, (text, script) in enumerate(spellings[:most]):
            example = lambda: NameForm(  # noqa: E731
                detainee_id=owner_id, contact_id=None, text="", script=NameScript.EN
            )
            whose = {"detainee_id": None, "contact_id": None, owner: owner_id}
            self.add(
                NameForm, example, text=text, script=script, position=position, **whose
            )  # fmt: skip

    def contacts(self, cases: list[UUID]) -> UUID:
        """Three for ten cases, each kin of one or two of them; the first of three hundred."""
        first = None
        for part in chunks(range(len(cases) * 3 // 10), 2_500):
            for number in part:
                contact = self.add(
                    Contact, Contact, serial=number + 1, fictitious=True, country="Kazakhstan",
                    region=f"Region {number % 17}", phones=[f"+7 700 {number:07d}"],
                )  # fmt: skip
                self.names(number * 13 + 5, "contact_id", contact, 1 + number % 2)
                many = min(300, len(cases)) if first is None else 1 + number % 2
                for step in range(many):
                    of = cases[(number * 3 + step) % len(cases)]
                    self.kin(contact, of)
                if number % 2:
                    self.consent(number, contact, cases[number * 3 % len(cases)])
                first = first or contact
                self.deed("Add a contact")
            self.flush()
        assert first is not None
        return first

    def kin(self, contact: UUID, case_id: UUID) -> None:
        example = lambda: Kinship(  # noqa: E731
            contact_id=contact, relation=Relation.SPOUSE, of_detainee_id=case_id
        )
        relation = self.dice.choice((Relation.WIFE, Relation.MOTHER, Relation.SON))
        self.add(
            Kinship, example, contact_id=contact, relation=relation, of_detainee_id=case_id
        )  # fmt: skip

    def consent(self, number: int, contact: UUID, case_id: UUID) -> None:
        example = lambda: Consent(audience=Audience.PRESS, about_contact_id=contact)  # noqa: E731
        self.add(
            Consent, example, serial=number + 1, giver_contact_id=contact,
            about_contact_id=contact, about_detainee_id=case_id,
            audience=self.dice.choice(list(Audience)),
            answers={InfoClass.TESTIFIER_NAME: ConsentAnswer.ALLOW},
            **_date("until", _read("2026-12-05" if number % 601 == 0 else "2031")),
        )  # fmt: skip

    def sources(self, count: int, events: list[UUID]) -> UUID:
        """Three excerpts each, cited one and a half times; the first has five hundred."""
        first = None
        for part in chunks(range(count), 1_000):
            for number in part:
                source = self.source(number)
                many = 500 if first is None else 3
                for place in range(many):
                    self.excerpt(source, number * 3 + place, events)
                first = first or source
                self.deed("Add a source")
            self.flush()
        assert first is not None
        return first

    def source(self, number: int) -> UUID:
        dice = self.dice
        example = lambda: Source(kind=SourceKind.ARTICLE)  # noqa: E731
        return self.add(
            Source, example, serial=number + 1, kind=dice.choice(list(SourceKind)),
            title=f"{_LATIN[number % 30].title()} times, report {number}",
            text="\n".join(_paragraphs(number, 40 if number else 600)), fictitious=True,
            published=bool(number % 2), reliability=dice.choice(list(Reliability)),
            language="en", author=f"Author {number % 400}",
            **_date("dated", _read(str(2017 + number % 9))),
        )  # fmt: skip

    def excerpt(self, source: UUID, number: int, events: list[UUID]) -> None:
        dice = self.dice
        start = 40 * (number % 500)
        excerpt = self.add(
            Excerpt, lambda: Excerpt(source_id=source), source_id=source, language="en",
            locator={"start": start, "end": start + 38},
            text=" ".join(next(iter(_paragraphs(number, 1))).split()[:12]),
            credibility=dice.choice(list(Credibility)),
        )  # fmt: skip
        for turn in range(1 + number % 2):
            event = events[(number * 7 + turn * 31) % len(events)]
            bearing = Bearing.CONTRADICTS if number % 40 == 0 else Bearing.SUPPORTS
            example = lambda: Citation(excerpt_id=excerpt, event_id=event)  # noqa: B023, E731
            self.add(
                Citation, example, excerpt_id=excerpt, event_id=event, bearing=bearing
            )  # fmt: skip


def _worded(syllables: list[str], picks: list[int]) -> str:
    one, two, three, four = (syllables[pick] for pick in picks)
    return f"{one}{two} {three}{four}".title()


def _paragraphs(seed: int, count: int) -> Iterator[str]:
    sentences = _sentences()
    for place in range(count):
        yield sentences[(seed * 7_919 + place * 104_729) % len(sentences)]


@lru_cache(maxsize=1)
def _sentences() -> list[str]:
    """Common words often, rare ones seldom, as in any text; every third names somebody."""
    dice = random.Random(11)
    words = ["".join(dice.choices("aeiou" + "bdfgklmnprstvz" * 2, k=dice.randint(2, 8)))
             for _ in range(4_000)]  # fmt: skip
    weights = [1 / place for place in range(1, len(words) + 1)]
    found = []
    for number in range(5_003):
        named = _worded(_LATIN, dice.choices(range(len(_LATIN)), k=4)) if number % 3 == 0 else ""
        found.append(
            f"On the day {' '.join(dice.choices(words, weights, k=9))} {named}".strip() + "."
        )
    return found
