"""How far a list is, step by step, in figures and few words. Qt-free."""

from __future__ import annotations

from caseapp.desktop.features.imports import asking
from caseapp.desktop.features.imports.draft import Draft
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.desktop.widgets.steps import Step
from caseapp.intake.lists.plan import Outcome
from caseapp.intake.lists.targets import Target

FILE, COLUMNS, CHECK, IMPORT = "file", "columns", "check", "import"
"""The steps, in their order."""
_KEPT = (Target.NOTE, Target.IGNORE)


def steps_of(words: ImportWords, draft: Draft | None, now: str) -> list[Step]:
    """The four steps as the rail shows them."""
    t = words.t
    order = (FILE, COLUMNS, CHECK, IMPORT)
    names = {FILE: t("File"), COLUMNS: t("Columns"), CHECK: t("Check"), IMPORT: t("Import")}
    at = order.index(now) if now in order else -1
    return [
        Step(code, names[code], _detail(words, draft, code), _state(draft, code, n, at))
        for n, code in enumerate(order)
    ]


def _state(draft: Draft | None, code: str, n: int, at: int) -> str:
    if draft is None:
        return "open"
    if draft.is_over:
        return "done"
    if code == CHECK and draft.plan is not None:
        return "warns" if asking.waiting(draft.plan, draft.decisions) else "done"
    return "done" if n < at else "open"


def _detail(words: ImportWords, draft: Draft | None, code: str) -> str:
    if draft is None or code == FILE:
        return ""
    t = words.t
    if code == COLUMNS:
        columns = draft.mapping.columns
        read = sum(one.target not in _KEPT for one in columns)
        return t("{n} of {count} read", n=read, count=len(columns))
    if draft.plan is None or draft.is_over:
        return ""
    if code == CHECK:
        waiting = len(asking.waiting(draft.plan, draft.decisions))
        return t("{n} to decide", n=words.number(waiting)) if waiting else ""
    counts = asking.counts_of(draft.plan, draft.decisions)
    n = counts[Outcome.NEW] + counts[Outcome.UPDATES]
    return words.number(n) if n else ""
