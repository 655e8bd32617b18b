"""Who on file may be a person that comes in from elsewhere. Nothing is decided or merged here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import Sex
from caseapp.matching.evidence import Facts
from caseapp.matching.known_already import Asked, likely_cases, read_more
from caseapp.store.vault import Vault


class Newcomer(Protocol):
    """What is told of a person: spellings of the name, numbers of documents, sex and birth."""

    @property
    def id(self) -> UUID: ...

    @property
    def names(self) -> Sequence[str]: ...

    @property
    def numbers(self) -> Sequence[str]: ...

    @property
    def sex(self) -> Sex: ...

    @property
    def birth(self) -> UncertainDate: ...


class KnownHere:
    """Asks the people of one vault; reads them all before the first answer."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._ready = False

    def __call__(self, newcomer: Newcomer, /) -> list[UUID]:
        """Cases that are likely the same person, the likeliest first."""
        while not self._ready:
            self._ready = read_more(self._vault)
        facts = Facts(
            tuple(newcomer.names), newcomer.sex, newcomer.birth.earliest, newcomer.birth.latest,
            documents=tuple(newcomer.numbers),
        )  # fmt: skip
        found = likely_cases(self._vault, Asked(facts, own=newcomer.id)).cases
        return [one.row.id for one in found if one.likely]
