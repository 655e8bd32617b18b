"""What must not stand in a text: names, numbers, addresses, and how each of them is looked for.

Told by those who know records and policy, found by `finder`. Knows neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from caseapp.domain.vocabulary import InfoClass


class Kind(Enum):
    """How a protected string is looked for."""

    NAME = "name"
    """Words in their order, each with a grammatical ending if it has one."""
    PART = "part"
    """One word of a name, only where it begins with a capital."""
    EXACT = "exact"
    """Words in their order, exactly: an address, an e-mail."""
    NUMBER = "number"
    """Figures, however they are grouped: a phone, an identity number."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A protected string. `owner` is whose it is: a person who is shown may be exempt."""

    text: str
    info_class: InfoClass
    owner: UUID | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text, in characters of that text, and what stands there."""

    start: int
    end: int
    secret: Secret


def name_parts(text: str, parts: Iterable[dict[str, Any]]) -> list[str]:
    """The words of a name that give a person away when they stand alone.

    Honorifics do not; a name without stated parts is divided at its blanks and dots.
    """
    stated = [str(p.get("text", "")) for p in parts if p.get("role") != "honorific"]
    words = stated or [text]
    return [w for word in words for w in re.split(r"[\s·•‧．.]+", word) if w]
