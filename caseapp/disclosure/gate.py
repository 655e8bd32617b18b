"""The one gate through which every item of a copy passes, and the list of what it held back.

`show` returns a value only if policy and consents allow it; everything else is recorded
with its class, what it was, the token that stands for it and the ground. Knows no page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from caseapp.domain.consent import Decision, Grants, Ground, GroundCode, decide
from caseapp.domain.dates import UncertainDate
from caseapp.domain.policy import Policy
from caseapp.domain.vocabulary import Audience, InfoClass

T = TypeVar("T")


class ItemKind(StrEnum):
    """What sort of thing was withheld; the office's copy words it."""

    VALUE = "value"
    PERSON = "person"
    EVENT = "event"
    DETAILS = "details"
    FIELD = "field"
    SOURCE = "source"
    EXCERPT = "excerpt"
    CONTRADICTION = "contradiction"
    MENTION = "mention"
    PHOTO = "photo"
    RELATIVE = "relative"
    NOTES = "notes"
    NUMBER = "number"


@dataclass(slots=True)
class WithheldItem:
    """One item that a copy does not show. `token` is empty where it was left out whole.

    `what` is the withheld information itself: this list stays in the office.
    """

    case_id: UUID | None
    info_class: InfoClass
    kind: ItemKind
    what: str
    token: str
    ground: Ground
    anchors: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Plain values for the register."""
        return {
            "case": self.case_id.hex if self.case_id else None,
            "class": self.info_class.value,
            "kind": self.kind.value,
            "what": self.what,
            "token": self.token,
            "ground": self.ground.code.value,
            "consent": self.ground.consent,
            "day": self.ground.day.to_json(),
            "anchors": list(self.anchors),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> WithheldItem:
        """The inverse of `to_json`."""
        return cls(
            UUID(hex=data["case"]) if data["case"] else None,
            InfoClass(data["class"]),
            ItemKind(data["kind"]),
            data["what"],
            data["token"],
            Ground(
                GroundCode(data["ground"]), data["consent"], UncertainDate.from_json(data["day"])
            ),
            list(data["anchors"]),
        )


class Gate:
    """The gate of one copy."""

    def __init__(
        self,
        audience: Audience,
        policy: Policy,
        today: date,
        token: Callable[[InfoClass], str],
    ) -> None:
        self.audience = audience
        self.policy = policy
        self.today = today
        self._token = token
        self._withheld: dict[tuple[Any, ...], WithheldItem] = {}
        self.shown: Counter[InfoClass] = Counter()
        """How many items of each class were shown by consent, for the office's copy."""

    @property
    def is_office(self) -> bool:
        return self.audience is Audience.OFFICE

    def decide(
        self, info_class: InfoClass, about: Sequence[Grants], *, published: bool = False
    ) -> Decision:
        """The decision alone; nothing is recorded."""
        return decide(
            info_class, self.audience, self.policy, about, self.today, published=published
        )

    def show(
        self,
        info_class: InfoClass,
        value: T,
        *,
        identifies: Sequence[Grants],
        case: UUID | None,
        anchor: str = "",
        published: bool = False,
        what: str = "",
        kind: ItemKind = ItemKind.VALUE,
    ) -> T | None:
        """The value if this audience may see it, else None, and it is on the list.

        An empty value is nothing to show and nothing to withhold. `what` words the value
        for the list where it is no text itself.
        """
        if not value:
            return None
        decision = self.decide(info_class, identifies, published=published)
        if decision.shown:
            if decision.ground.code is GroundCode.CONSENT_GIVEN:
                self.shown[info_class] += 1
            return value
        self.withhold(
            info_class, what or str(value), decision.ground, case=case, anchor=anchor, kind=kind
        )
        return None

    def withhold(
        self,
        info_class: InfoClass,
        what: str,
        ground: Ground,
        *,
        case: UUID | None,
        anchor: str = "",
        kind: ItemKind = ItemKind.VALUE,
        whole: bool = False,
    ) -> str:
        """Put an item on the list and return its token; `whole` ones leave no token behind."""
        token = "" if whole else self._token(info_class)
        key = case, info_class, kind, what, bool(token)
        item = self._withheld.get(key)
        if item is None:
            item = WithheldItem(case, info_class, kind, what, token, ground)
            self._withheld[key] = item
        if anchor and not whole and anchor not in item.anchors:
            item.anchors.append(anchor)
        return token

    def leave_out(self, info_class: InfoClass) -> None:
        """A class that nobody shows: its tokens are not printed, its items left out whole."""
        for item in self._withheld.values():
            if item.info_class is info_class and item.kind is not ItemKind.MENTION:
                item.token, item.anchors = "", []

    @property
    def withheld(self) -> tuple[WithheldItem, ...]:
        """Everything held back, in the order in which it was met."""
        return tuple(self._withheld.values())
