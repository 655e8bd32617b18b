"""A vault in which something of every kind waits, on a fixed day. All people are invented."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    AppealState,
    Audience,
    Bearing,
    ContactRole,
    DispatchOutcome,
    EventKind,
    NameScript,
    Relation,
    SourceKind,
    TermStart,
)
from caseapp.store.history import Action
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealPerson,
    Citation,
    Consent,
    Contact,
    Copy,
    Detainee,
    Dispatch,
    Event,
    Excerpt,
    Intake,
    Kinship,
    NameForm,
    Record,
    Source,
    Task,
)
from caseapp.store.vault import Vault
from tests.desktop.vaults import CHEAP, PASSPHRASE

TODAY = date(2026, 5, 14)
NOON = datetime(2026, 5, 14, 6, 20, tzinfo=UTC)

_COUNTIES = ("654027", "654025", "654028", "654221", "654224", "654226", "654321", "")
_STATUSES = (
    EventKind.TAKEN, EventKind.SENTENCED, EventKind.HOUSE_ARREST, EventKind.RELEASED,
    EventKind.FORCED_LABOUR, EventKind.LAST_CONTACT,
)  # fmt: skip
_TERMS = (
    ("Үлгі Ақжолұлы", "Jun 2017", 8), ("Мысал Серікұлы", "Sep-Nov 2017", 8),
    ("Сынақ Нұрланұлы", "Oct 2017", 9), ("Жазба Үлгіқызы", "Mar 2016", 7),
    ("Үлгі Талғатұлы", "2018", 8),
)  # fmt: skip


def person(name: str, *events: Event, **about: Any) -> list[Record]:
    """A case with one spelling and its events; the case stands first."""
    case = Detainee(fictitious=True, **about)
    for event in events:
        event.detainee_id = case.id
    spelling = NameForm(detainee_id=case.id, text=name, script=NameScript.KK_CYRL)
    return [case, spelling, *events]


def happened(kind: EventKind, when: str, **about: Any) -> Event:
    return Event(detainee_id=Detainee().id, kind=kind, when=read_date(when), **about)


def _teller(name: str, **about: Any) -> list[Record]:
    contact = Contact(role=ContactRole.RELATIVE, fictitious=True, **about)
    return [contact, NameForm(contact_id=contact.id, text=name, script=NameScript.KK_CYRL)]


def _cases() -> list[Record]:
    records: list[Record] = []
    for number in range(60):
        year = (2014, 2016, 2017, 2017, 2017, 2018, 2018, 2019, 0)[number % 9]
        kind = _STATUSES[(number * number) % len(_STATUSES)]
        taken = happened(EventKind.TAKEN, str(year) if year else "")
        now = happened(kind, "March 2026" if number % 4 else "March 2021")
        home = _COUNTIES[(number * number) % len(_COUNTIES)]
        records += person(f"Үлгі Сынақұлы {number}", taken, now, home_place_code=home)
    for name, when, years in _TERMS:
        start = TermStart.VERDICT
        sentence = happened(EventKind.SENTENCED, when, term_years=years, term_start=start)
        seen = happened(EventKind.SEEN, "April 2026")
        records += person(name, sentence, seen, home_place_code="654027")
    return records


def _sent(short: str, due: int, persons: list[Record], serial: int, **about: Any) -> list[Record]:
    appeal = Appeal(serial=serial, reference=f"2026-0{serial}", state=AppealState.HANDED_IN)
    body = Addressee(
        audience=Audience.HOST_STATE, texts={"short": {"en": short}}, checked=read_date("2026-03"),
        **about,
    )  # fmt: skip
    copy = Copy(
        appeal_id=appeal.id, addressee_id=body.id, number=1, language="en", produced_at=NOON,
        frozen='{"told_by":"Айтушы Үлгіқызы"}', frozen_sha256="0" * 64, page_code="7QK4-M2XD",
    )  # fmt: skip
    way = Dispatch(
        copy_id=copy.id, outcome=DispatchOutcome.STAMPED_COPY, due=TODAY + timedelta(days=due)
    )
    cases = [record for record in persons if isinstance(record, Detainee)]
    links = [AppealPerson(appeal_id=appeal.id, detainee_id=case.id) for case in cases]
    return [appeal, body, copy, way, *links]


def _contradiction(event: Event) -> list[Record]:
    source = Source(kind=SourceKind.ARTICLE, title="Үлгі")
    excerpt = Excerpt(source_id=source.id, text="Үлгі")
    doubt = Citation(excerpt_id=excerpt.id, bearing=Bearing.CONTRADICTS, event_id=event.id)
    return [source, excerpt, doubt]


def waiting_records() -> list[Record]:
    """Sixty-seven cases, and at least one thing of each kind that the list of the day knows."""
    cases = _cases()
    teller, sister = _teller("Айтушы Үлгіқызы"), _teller("Хабаршы Сынаққызы")
    begun = person("Бақыт Үлгіқызы", happened(EventKind.TAKEN, "2018"))
    second = person("Ақжол Мысалұлы", home_place_code="654027", home_place="Tekes")
    events = [record for record in cases if isinstance(record, Event)]
    return [
        *cases, *teller, *sister, *begun, *second,
        *_sent("Ministry of Foreign Affairs", -10, cases[:48], 7),
        *_sent("Ombudsman", -3, cases[:16], 5),
        *_sent("Member of Parliament", 1, cases[:16], 6, person="D. Synaqov"),
        Addressee(audience=Audience.UNITED_NATIONS, texts={"short": {"en": "Working Group"}}),
        Intake(detainee_id=begun[0].id, contact_id=sister[0].id, started_at=NOON),
        Kinship(contact_id=sister[0].id, relation=Relation.SISTER, of_detainee_id=begun[0].id),
        Intake(detainee_id=second[0].id, started_at=NOON - timedelta(days=1)),
        Consent(about_contact_id=teller[0].id, audience=Audience.HOST_STATE,
                given=read_date("2025-05"), withdrawn=read_date("2 May 2026")),
        Consent(about_contact_id=sister[0].id, audience=Audience.UNITED_NATIONS,
                given=read_date("2025-06"), until=read_date("2026-06-03")),
        Task(title="Ask for a photograph and whether the ministry may see it",
             due=TODAY + timedelta(days=2), detainee_id=cases[0].id),
        *_contradiction(events[0]),
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _filled() -> Path:
    """Made once a process; not to be opened, copy it."""
    folder = Path(tempfile.mkdtemp(prefix="caseapp-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with Vault.create(folder / "waiting", PASSPHRASE, name="Almaty office", cost=CHEAP) as vault:
        vault.save(*waiting_records(), action=Action("Fill", undoable=False))
    return folder / "waiting"


def waiting_vault(folder: Path) -> Vault:
    """An open vault with `waiting_records`."""
    return Vault.open(Path(shutil.copytree(_filled(), folder / "waiting")), PASSPHRASE)
