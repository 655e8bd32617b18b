"""What the intake page asks the vault beside its own records, on the database worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from PySide6.QtGui import QImage

from caseapp.desktop.faces import faces
from caseapp.matching.known_already import Asked, LikelyCases, likely_cases
from caseapp.store.queries.intakes import intakes_since, taken_last_by
from caseapp.store.queries.today_people import IntakeWait, waiting_intakes
from caseapp.store.records import Office
from caseapp.store.vault import Vault


@dataclass(frozen=True)
class Around:
    """What stands around the form: today's count, unfinished intakes, the staff's names."""

    today: int
    taken_by: str
    waiting: tuple[IntakeWait, ...]
    staff: tuple[str, ...]


def ask_around(vault: Vault) -> Around:
    """One reading for status bar, queue and "taken by"."""
    midnight = datetime.combine(datetime.now().astimezone().date(), time()).astimezone()

    def read(session: Any) -> tuple[int, str, list[IntakeWait]]:
        return (
            intakes_since(session, midnight),
            taken_last_by(session, midnight),
            waiting_intakes(session),
        )

    today, taken_by, waiting = vault.read(read)
    office = next(iter(vault.all(Office)), None)
    return Around(today, taken_by, tuple(waiting), tuple(office.staff) if office else ())


def ask_likely(
    vault: Vault, asked: Asked, language: str, faces_shown: int
) -> tuple[LikelyCases, dict[UUID, QImage]]:
    """Cases that may be the person, with the photos of the first few by the case."""
    found = likely_cases(vault, asked, language)
    return found, faces(vault, [case.row for case in found.cases[:faces_shown]])
