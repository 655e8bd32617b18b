"""Compiles one copy: gate, views, words, frozen document.

Same records and same arguments give the same document. The order of work is the wall:
decisions on records first, then views, then words that see only views.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from caseapp.disclosure.case_view import ReadImage
from caseapp.disclosure.gate import Gate, WithheldItem
from caseapp.disclosure.left_out import NOTHING, LeftOut
from caseapp.disclosure.passing import Passed, pass_wall
from caseapp.disclosure.photos import LARGEST
from caseapp.disclosure.protected import Secret
from caseapp.disclosure.words import Words
from caseapp.domain.consent import GroundCode
from caseapp.domain.policy import Policy
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.dossier.compile.sentences import Sources
from caseapp.dossier.document import Dossier
from caseapp.store.casefile import AppealFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A copy ready to be frozen and drawn, and what the register keeps beside it.

    `images` are JPEG bytes by their SHA-256. `secrets` must not be found in the finished
    file, unless as part of one of the `shown` strings. `blanks` and `unconfirmed` are what
    the letter lacks; `consented` counts what was shown because somebody allowed it.
    """

    dossier: Dossier
    images: Mapping[str, bytes]
    withheld: tuple[WithheldItem, ...]
    secrets: tuple[Secret, ...]
    shown: tuple[str, ...]
    policy_number: int
    templates: Mapping[str, int]
    blanks: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    consented: Mapping[InfoClass, int] = field(default_factory=dict)
    letter_values: Mapping[str, str] = field(default_factory=dict)
    """What the letter's fields stand for in this copy, as plain text."""


@dataclass(frozen=True, slots=True)
class Gated(Passed):
    """What came through the wall for one copy, with the numbers that its sources bear there."""

    sources: Sources


def pass_gate(
    file: AppealFile,
    audience: Audience,
    *,
    words: Words,
    policy: Policy,
    produced_at: datetime,
    read_image: ReadImage,
    left_out: LeftOut = NOTHING,
    largest: tuple[int, int] = LARGEST,
) -> Gated:
    """All cases and sources of an appeal as `audience` may see them, but what is left out.

    `largest` is the width and height in pixels that a photograph may have.
    """
    passed = pass_wall(
        file,
        audience,
        words=words,
        policy=policy,
        today=produced_at.date(),
        read_image=read_image,
        left_out=left_out,
        largest=largest,
    )
    numbers = {source: number for number, source in enumerate(passed.view.sources, 1)}
    _number_anchors(passed.gate, numbers)
    return Gated(
        passed.view,
        passed.gate,
        passed.plan,
        passed.builder,
        passed.images,
        Sources(numbers, passed.view.sources),
    )


def _number_anchors(gate: Gate, numbers: Mapping[UUID, int]) -> None:
    """Anchors of sources as the document has them, now that the sources have numbers."""
    known = {f"source-{source.hex}": f"source-{number}" for source, number in numbers.items()}
    for item in gate.withheld:
        item.anchors = [known.get(anchor, anchor) for anchor in item.anchors]


def has_tokens(gate: Gate) -> bool:
    """Something stands in brackets somewhere in the copy."""
    return any(item.token for item in gate.withheld)


def consented(gate: Gate) -> Counter[InfoClass]:
    """How many items of each class were shown because a consent is on record."""
    return Counter(gate.shown)


def to_be_asked(withheld: Sequence[WithheldItem]) -> list[WithheldItem]:
    """What somebody should be asked about: each makes a task."""
    return [item for item in withheld if item.ground.code is GroundCode.TO_BE_ASKED]
