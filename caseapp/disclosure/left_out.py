"""What the office leaves out of one copy, whatever might be shown: persons whole, or photos.

A decision beside policy and consent, never above them: it only takes away.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from caseapp.store.records import AppealAddressee


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Ids of detainees who do not stand in a copy, and of those who stand without photo."""

    persons: frozenset[UUID] = frozenset()
    photos: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, link: AppealAddressee) -> LeftOut:
        """What is left out of the copy of one addressee of an appeal."""
        return cls.read(link.left_out)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> LeftOut:
        """The same from what `AppealAddressee.left_out` keeps."""
        return cls(_ids(kept, "persons"), _ids(kept, "photos"))

    def kept(self) -> dict[str, list[str]]:
        """As `AppealAddressee.left_out` keeps it."""
        lists = {"persons": self.persons, "photos": self.photos}
        return {name: sorted(one.hex for one in ids) for name, ids in lists.items() if ids}


NOTHING = LeftOut()


def _ids(kept: Mapping[str, Any], name: str) -> frozenset[UUID]:
    found = set()
    for text in kept.get(name) or ():
        with suppress(ValueError, TypeError):
            found.add(UUID(str(text)))
    return frozenset(found)
