"""All cases and sources of a selection as one audience may see them: the wall itself.

Decisions on records first, then views; whoever words or writes them sees those views alone. Paper
and exports pass through here and nowhere else. Knows no page and no file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from caseapp.disclosure.absent import without_absent
from caseapp.disclosure.case_view import CaseBuilder, ReadImage
from caseapp.disclosure.claims import Claims
from caseapp.disclosure.evidence import Evidence
from caseapp.disclosure.family import Family
from caseapp.disclosure.gate import Gate, ItemKind
from caseapp.disclosure.grants import GrantBook
from caseapp.disclosure.left_out import NOTHING, LeftOut
from caseapp.disclosure.names import one_a_script, sort_key
from caseapp.disclosure.photos import LARGEST
from caseapp.disclosure.plan import Plan
from caseapp.disclosure.protected import Secret
from caseapp.disclosure.source_view import SourceBuilder, used_sources
from caseapp.disclosure.view import CaseView, CopyView
from caseapp.disclosure.words import Words
from caseapp.domain.policy import Policy, default_policy, read_policy
from caseapp.domain.vocabulary import Audience, CaseKind, InfoClass
from caseapp.store.casefile import AppealFile


@dataclass(frozen=True, slots=True)
class Passed:
    """What came through: the views, the gate with its list, and the JPEG bytes by SHA-256."""

    view: CopyView
    gate: Gate
    plan: Plan
    builder: CaseBuilder
    images: dict[str, bytes]


def policy_of(file: AppealFile) -> Policy:
    """The newest policy of the vault, else the one that ships."""
    record = file.policy
    if record is None:
        return default_policy()
    return read_policy(record.number, record.title, record.rules)


def pass_wall(
    file: AppealFile,
    audience: Audience,
    *,
    words: Words,
    policy: Policy,
    today: date,
    read_image: ReadImage,
    left_out: LeftOut = NOTHING,
    largest: tuple[int, int] = LARGEST,
) -> Passed:
    """All cases and sources as `audience` may see them on a day, but what is left out.

    `largest` is the width and height in pixels that a photograph may have.
    """
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
    source_builder = SourceBuilder(builder, cases)
    sources = {source: source_builder.build(source) for source in used_sources(cases)}
    view = CopyView(audience=audience, cases=tuple(cases), sources=sources)
    return Passed(view, gate, plan, builder, images)


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
    forms = [(name.text, name.script, name.kind) for name in view.names]
    main = one_a_script(forms, words.language)[0][0][0] if forms else ""
    name = sort_key(main, words.language) if forms else ()
    return (*group, name, view.case_number)


def secrets_of(passed: Passed) -> tuple[Secret, ...]:
    """What must not be in the finished file: every secret but of those named somewhere in it."""
    plan = passed.plan
    named = plan.exemptions.named_somewhere(case.id for case in passed.view.cases)
    return tuple(s for s in plan.secrets if s.owner is None or s.owner not in named)


def shown_names(passed: Passed) -> list[str]:
    """Every name that the copy shows on purpose, in all its spellings."""
    names = [name.text for case in passed.view.cases for name in case.names]
    for case in passed.view.cases:
        names += [row.name for row in case.kin if row.name]
        if case.petitioner and case.petitioner.name:
            names.append(case.petitioner.name)
    names += [source.testifier for source in passed.view.sources.values() if source.testifier]
    return list(dict.fromkeys(names))
