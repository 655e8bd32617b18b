"""Compiles one copy: gate, views, words, frozen document.

Same records and same arguments give the same document. The order of work is the wall:
decisions on records first, then views, then words that see only views.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from caseapp.domain.consent import GroundCode
from caseapp.domain.policy import Policy, default_policy, read_policy
from caseapp.domain.vocabulary import Audience, CaseKind, InfoClass
from caseapp.dossier.compile.absent import without_absent
from caseapp.dossier.compile.case_view import CaseBuilder, ReadImage
from caseapp.dossier.compile.claims import Claims
from caseapp.dossier.compile.evidence import Evidence
from caseapp.dossier.compile.family import Family
from caseapp.dossier.compile.gate import Gate, ItemKind, WithheldItem
from caseapp.dossier.compile.grants import GrantBook
from caseapp.dossier.compile.left_out import NOTHING, LeftOut
from caseapp.dossier.compile.names import sort_key
from caseapp.dossier.compile.plan import Plan
from caseapp.dossier.compile.sentences import Sources, main_name
from caseapp.dossier.compile.source_view import SourceBuilder, used_sources
from caseapp.dossier.compile.view import CaseView, CopyView
from caseapp.dossier.compile.words import Words, text_of
from caseapp.dossier.document import Dossier
from caseapp.dossier.photos import LARGEST
from caseapp.dossier.protected import Secret
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


def policy_of(file: AppealFile) -> Policy:
    """The newest policy of the vault, else the one that ships."""
    record = file.policy
    if record is None:
        return default_policy()
    return read_policy(record.number, record.title, record.rules)


@dataclass(frozen=True, slots=True)
class Gated:
    """What came through the gate for one copy, before it is worded."""

    view: CopyView
    gate: Gate
    plan: Plan
    builder: CaseBuilder
    images: dict[str, bytes]
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
    today = produced_at.date()
    gate = Gate(audience, policy, today, words.token)
    book = GrantBook(file, today)
    plan = Plan(file, gate, book, Evidence(file, gate, book), left_out)
    claims = Claims(plan)
    images: dict[str, bytes] = {}

    def keep(data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        images[name] = data
        return name

    builder = CaseBuilder(plan, claims, words, read_image, keep, largest)
    cases = _cases(plan, builder, words)
    cases = without_absent(cases, gate)
    used = used_sources(cases)
    source_builder = SourceBuilder(builder, cases)
    views = {source: source_builder.build(source) for source in used}
    numbers = {source: number for number, source in enumerate(used, 1)}
    _number_anchors(gate, numbers)
    view = CopyView(audience=audience, cases=tuple(cases), sources=views)
    return Gated(view, gate, plan, builder, images, Sources(numbers, views))


def _cases(plan: Plan, builder: CaseBuilder, words: Words) -> list[CaseView]:
    """The cases that stand, in the order of the list; the others go on the list of the withheld."""
    family = Family(builder)
    views = []
    for case in plan.cases:
        ground = plan.left_out.get(case.id)
        if ground is not None:
            forms = plan.file.names.get(case.id, ())
            what = builder.scrubber.best_name(forms) or case.description or case.case_number
            plan.gate.withhold(
                InfoClass.DETAINEE_NAME,
                what,
                ground,
                case=case.id,
                kind=ItemKind.PERSON,
                whole=True,
            )
            continue
        view = builder.build(case)
        views.append(replace(view, kin=family.rows(case, view.anchor)))
    return sorted(views, key=lambda view: _order(view, words))


def _order(view: CaseView, words: Words) -> tuple[object, ...]:
    """By name; those whose name is not shown by number, so that the order tells nothing."""
    group = (
        view.kind is CaseKind.GROUP,
        view.kind is CaseKind.UNNAMED,
        view.name_hidden or not view.names,
    )
    name = sort_key(text_of(main_name(view, words)), words.language) if view.names else ()
    return (*group, name, view.case_number)


def _number_anchors(gate: Gate, numbers: Mapping[UUID, int]) -> None:
    """Anchors of sources as the document has them, now that the sources have numbers."""
    known = {f"source-{source.hex}": f"source-{number}" for source, number in numbers.items()}
    for item in gate.withheld:
        item.anchors = [known.get(anchor, anchor) for anchor in item.anchors]


def has_tokens(gate: Gate) -> bool:
    """Something stands in brackets somewhere in the copy."""
    return any(item.token for item in gate.withheld)


def secrets_of(gated: Gated) -> tuple[Secret, ...]:
    """What must not be in the finished file: every secret but of those named somewhere in it."""
    plan = gated.plan
    named = {owner for case in gated.view.cases for owner in plan.exempt(case.id)[0]}
    return tuple(s for s in plan.secrets() if s.owner is None or s.owner not in named)


def shown_names(gated: Gated) -> list[str]:
    """Every name that the copy shows on purpose, in all its spellings."""
    names = [name.text for case in gated.view.cases for name in case.names]
    for case in gated.view.cases:
        names += [row.name for row in case.kin if row.name]
        if case.petitioner and case.petitioner.name:
            names.append(case.petitioner.name)
    names += [source.testifier for source in gated.view.sources.values() if source.testifier]
    return list(dict.fromkeys(names))


def consented(gate: Gate) -> Counter[InfoClass]:
    """How many items of each class were shown because a consent is on record."""
    return Counter(gate.shown)


def to_be_asked(withheld: Sequence[WithheldItem]) -> list[WithheldItem]:
    """What somebody should be asked about: each makes a task."""
    return [item for item in withheld if item.ground.code is GroundCode.TO_BE_ASKED]
