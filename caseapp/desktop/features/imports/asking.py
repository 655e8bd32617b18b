"""What the wizard asks of the engine and of the vault, on worker threads. Qt-free but for faces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from caseapp.desktop.faces import faces
from caseapp.desktop.features.imports.decide_card import Meant, RowShown
from caseapp.desktop.features.imports.draft import Draft
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.i18n import Translator
from caseapp.intake.lists import batches
from caseapp.intake.lists.mapping import ColumnMapping, ListMapping, Why
from caseapp.intake.lists.plan import (
    Choice,
    Decision,
    ImportPlan,
    Outcome,
    PlannedRow,
    PossiblySame,
)
from caseapp.intake.lists.planning import plan_import
from caseapp.intake.lists.profiles import Profile, shipped_profiles
from caseapp.intake.lists.reading import read_rows, word_counts
from caseapp.intake.lists.recognise import apply_profile, propose, with_header
from caseapp.intake.lists.remarks import Severity
from caseapp.intake.lists.rows import RowReading
from caseapp.intake.lists.run import About, Imported, run_import
from caseapp.intake.lists.targets import SPECS, Target
from caseapp.intake.lists.words import WordCount
from caseapp.intake.tables import ListFile, open_list
from caseapp.matching.listed_rows import SameRow, likely_rows
from caseapp.store.queries.cases import CaseRow, case_rows
from caseapp.store.queries.imported import list_names
from caseapp.store.records import ImportBatch
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

PREVIEWED = 10
_SAY_WHO = (
    Target.NAME, Target.SURNAME, Target.GIVEN_NAME, Target.DESCRIPTION, Target.IDENTIFIER,
    Target.CASE_NUMBER,
)  # fmt: skip
_WAITS = Outcome.LIKELY


# -- the file ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Before:
    """How lists of other days were read, and what they are called."""

    profiles: tuple[Profile, ...] = ()
    lists: tuple[str, ...] = ()


def remembered(vault: Vault) -> Before:
    """What earlier imports left; on the database worker."""
    found = batches.remembered(vault)
    profiles = tuple(Profile.of_mapping(name, mapping) for name, mapping in found.items())
    return Before(profiles, tuple(vault.read(list_names)))


def open_draft(
    path: Path, before: Before, sheet: str = "", encoding: str = "", delimiter: str = ""
) -> Draft:
    """A file with its columns as they are recognised. Raises UserError for what is no list."""
    file = open_list(path, sheet=sheet, encoding=encoding, delimiter=delimiter)
    return Draft(path, file, propose(file.table, before.profiles), before.profiles, before.lists)


def by_header(draft: Draft, row: int) -> Draft:
    """The same with headings in another row of the file, 0 for none."""
    mapping = with_header(draft.file.table, row, profiles=draft.profiles)
    return replace(draft, mapping=mapping)


def by_profile(draft: Draft, name: str) -> Draft:
    """The same read as a profile says, "" for none."""
    chosen = next((one for one in profiles_of(draft) if one.name == name), None)
    now = draft.mapping
    mapping = apply_profile(chosen, draft.file.table, now.header_row, now.header_rows)
    return replace(draft, mapping=mapping)


def with_chosen(mapping: ListMapping, before: Draft) -> ListMapping:
    """A new proposal with what a person had settled of the list before."""
    told = tuple(before.chosen.get(one.heading, one) for one in mapping.columns)
    values = {**mapping.values, **before.mapping.values}
    name = before.mapping.list_name or mapping.list_name
    return replace(mapping, columns=told, values=values, list_name=name)


def profiles_of(draft: Draft) -> tuple[Profile, ...]:
    """Every profile that can be chosen: remembered ones first."""
    return (*draft.profiles, *shipped_profiles())


# -- columns -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows as they are read; `unread` counts by heading what was not understood."""

    rows: tuple[RowReading, ...]
    unread: Mapping[str, int]


def preview(file: ListFile, mapping: ListMapping) -> Preview:
    """The first rows that are not blank."""
    rows = tuple(islice((r for r in read_rows(file.table, mapping) if not r.blank), PREVIEWED))
    unread = Counter(
        remark.column for row in rows for remark in row.remarks
        if remark.severity is Severity.UNREAD
    )  # fmt: skip
    return Preview(rows, unread)


def has_words(column: ColumnMapping) -> bool:
    """Whether a column says members of a closed list."""
    return SPECS[column.target].codes is not None


def words_in(file: ListFile, mapping: ListMapping, place: int) -> tuple[WordCount, ...]:
    """The different words of a column of a closed list, and what they mean."""
    return word_counts(file.table, mapping).get(mapping.columns[place].target, ())


def says_who(mapping: ListMapping) -> bool:
    """Whether some column tells whom a row speaks of."""
    return bool(mapping.places(*_SAY_WHO))


def next_number(mapping: ListMapping, place: int, target: Target) -> int:
    """Which name, contact or source a column says of which others are said already: from 1."""
    if "n" not in SPECS[target].options:
        return 1
    taken = {
        int(one.options.get("n", "1")) for at, one in enumerate(mapping.columns)
        if one.target is target and at != place
    }  # fmt: skip
    return next(n for n in range(1, len(taken) + 2) if n not in taken)


# -- the check ---------------------------------------------------------------------------------
def plan(vault: Vault, draft: Draft, t: Translator, progress: Progress) -> ImportPlan:
    """What would become of every row; on the database worker. May raise Cancelled."""
    likely = partial(likely_rows, t=t)
    return plan_import(vault, draft.path, draft.file, draft.mapping, likely, progress)


def can_decide(row: PlannedRow) -> bool:
    """Whether a person may say what becomes of a row."""
    return row.outcome in (_WAITS, Outcome.NEW, Outcome.UPDATES)


def says_nothing_else(row: PlannedRow, decision: Decision) -> bool:
    """Whether a decision says of a row what becomes of it anyway."""
    if row.outcome is Outcome.NEW:
        return decision.choice is Choice.NEW
    same = decision.choice is Choice.ADD and decision.case_id == row.case_id
    return row.outcome is Outcome.UPDATES and same


def outcome_of(row: PlannedRow, decisions: Mapping[int, Decision]) -> Outcome:
    """What becomes of a row as it is decided now."""
    decision = decisions.get(row.row)
    if decision is None or not can_decide(row):
        return row.outcome
    return {Choice.NEW: Outcome.NEW, Choice.ADD: Outcome.UPDATES, Choice.LEAVE: Outcome.LEFT_OUT}[
        decision.choice
    ]


def counts_of(plan: ImportPlan, decisions: Mapping[int, Decision]) -> Counter[Outcome]:
    """How many rows of each outcome there are, as it is decided now."""
    return Counter(outcome_of(row, decisions) for row in plan.rows)


def waiting(plan: ImportPlan, decisions: Mapping[int, Decision]) -> list[int]:
    """The places of the rows on which nobody decided yet."""
    return [at for at, row in enumerate(plan.rows) if outcome_of(row, decisions) is _WAITS]


def meant(
    vault: Vault, plan: ImportPlan, row: PlannedRow, words: ImportWords
) -> tuple[Meant, ...]:  # fmt: skip
    """The cases, and the rows of the list, that a row may mean; on the database worker."""
    if not row.candidates:
        ids = [row.case_id] if row.case_id is not None else []
    else:
        ids = [one.case_id for one in row.candidates if one.case_id is not None]
    language = words.t.language
    found = {one.id: one for one in vault.read(lambda s: case_rows(s, ids, language))}
    photos = faces(vault, found.values())
    if not row.candidates:
        return tuple(_case(found[one], (), photos, words) for one in ids if one in found)
    shown = []
    for one in row.candidates:
        reasons = _reasons(one, words)
        if one.case_id is not None and one.case_id in found:
            shown.append(_case(found[one.case_id], reasons, photos, words))
        elif one.row is not None:
            shown.append(_row(plan, one.row, reasons, words))
    return tuple(shown)


Reasons = tuple[tuple[str, bool | None], ...]


def _reasons(one: PossiblySame, words: ImportWords) -> Reasons:
    """What speaks for it and against it; what the list itself tells is a sentence alone."""
    if isinstance(one, SameRow) and one.evidence:
        return tuple(words.reasons(one.evidence))
    return tuple((said, True) for said in one.reasons)


def _case(row: CaseRow, reasons: Reasons, photos: Mapping[UUID, Any], words: ImportWords) -> Meant:
    names = tuple(text for _script, text in row.names) or ((row.description,) * bool(
        row.description))  # fmt: skip
    return Meant(row.id, None, names, words.about(row), reasons, photos.get(row.id))


def _row(plan: ImportPlan, number: int, reasons: Reasons, words: ImportWords) -> Meant:
    reading = next((one.reading for one in plan.rows if one.row == number), RowReading(number))
    born = [words.read(one) for one in reading.all(Target.BIRTH)]
    about = [words.t("row {n} of this list", n=number), *born]
    names = words.names(reading) or (words.who(reading),)
    return Meant(None, number, names, " · ".join(about), reasons)


def with_meant(shown: RowShown, found: tuple[Meant, ...]) -> RowShown:
    """A row with the cases that were loaded for it."""
    return replace(shown, meant=found)


# -- the import --------------------------------------------------------------------------------
def profile_to_keep(draft: Draft) -> str:
    """The name of a remembered profile that was corrected by hand since; "" for any other."""
    changed = any(column.why is Why.CHOSEN for column in draft.mapping.columns)
    names = {one.name for one in draft.profiles}
    return draft.mapping.profile if changed and draft.mapping.profile in names else ""


def anew(draft: Draft) -> Draft:
    """The same list, to be checked again: for what still waits after an import."""
    return Draft(draft.path, draft.file, draft.mapping, draft.profiles, draft.lists)


def is_undone(vault: Vault, batch_id: UUID) -> bool:
    """Whether an import was taken back."""
    batch = vault.get(ImportBatch, batch_id)
    return batch is None or batch.deleted_at is not None


def write(
    vault: Vault, plan: ImportPlan, decisions: Mapping[int, Decision], language: str,
    profile: str, progress: Progress,
) -> Imported:  # fmt: skip
    """Write it all as one action; on the database worker. May raise Cancelled: then nothing is.

    How the list is read is remembered first, so that the newest step to undo is the import.
    """
    if profile:
        batches.remember(vault, profile, plan.mapping)
    return run_import(vault, plan, decisions, progress, About(language=language))
