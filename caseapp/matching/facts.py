"""What is told of a person, and the form of a reason. Knows no weights and no vault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from caseapp.domain.names.similarity import Similarity
from caseapp.domain.vocabulary import Sex


class Ground(StrEnum):
    """What was compared."""

    NAME = "name"
    FATHER = "father"
    """The father's name within the name; what it weighs is not in the weight of NAME."""
    DOCUMENT = "document"
    BIRTH = "birth"
    SEX = "sex"
    COUNTY = "county"
    PHONE = "phone"
    KIN = "kin"
    """Somebody is tied to both: a relative of both, or who told of both."""
    RELATIVES = "relatives"
    """A record says that the two are relatives of each other."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of a person. What is not known is empty, None or UNKNOWN."""

    names: tuple[str, ...] = ()
    sex: Sex = Sex.UNKNOWN
    born_earliest: date | None = None
    born_latest: date | None = None
    county: str = ""
    """Official number of the place of home, in force or not."""
    documents: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    kin: tuple[UUID, ...] = ()
    """Cases and contacts that a record ties to the person."""
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: in favour if the weight is above nought. With what both accounts say.

    Of a birth that is EDTF, of a county its number, of a document the number as compared.
    """

    ground: Ground
    weight: float
    first: str = ""
    second: str = ""
    names: Similarity | None = None
    """Of a name: how its words were set together; of a father's name only his."""
    given: bool = False
    """Of a name: `names` holds the given name alone, as the father's does not agree."""
    scripts: int = 0
    """Of a name: in how many scripts both accounts spell it letter for letter."""

    @property
    def speaks_for(self) -> bool:
        return self.weight >= SPEAKS

    @property
    def speaks_against(self) -> bool:
        return self.weight <= -SPEAKS


SPEAKS = 0.4
"""Weight from which a reason says something: what is nearer to nought is open."""


@dataclass(frozen=True, slots=True)
class Among:
    """The people among whom one is looked for: how common a county is."""

    persons: int = 0
    counties: Mapping[str, int] = field(default_factory=dict)
    """How many have a county, by its number."""


ANYWHERE = Among()
"""Nothing is known of the others."""
