"""The command that makes cases of a list."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import replace
from functools import partial

from caseapp.cli.screen import ProgressLine, translate
from caseapp.cli.vaults import open_vault
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator
from caseapp.intake.lists.as_source import About
from caseapp.intake.lists.batches import remember, remembered
from caseapp.intake.lists.mapping import ListMapping
from caseapp.intake.lists.plan import Choice, Decision, ImportPlan, Outcome
from caseapp.intake.lists.planning import plan_import
from caseapp.intake.lists.profiles import TITLES, Profile, shipped_profiles
from caseapp.intake.lists.recognise import apply_profile, propose, with_header
from caseapp.intake.lists.report import Report, refuse, write_report
from caseapp.intake.lists.run import Imported, run_import
from caseapp.intake.lists.targets import Target
from caseapp.intake.tables import ListFile, open_list
from caseapp.matching.listed_rows import likely_rows
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

NO_PROFILE = N_("There is no profile “{name}”. There are: {names}.")
NO_LIST = N_("Say which vault and which list: caseapp import VAULT LIST.")
NO_ROW = N_("The list has no row {row}. Choose another row for the headings.")
_CHOICES = {"new": Choice.NEW, "leave": Choice.LEAVE}


def import_list(options: argparse.Namespace) -> int:
    """Import a list, or try it; 1 if rows are left that wait for a decision or cannot be read."""
    if options.profiles:
        return _show_profiles(options)
    if options.vault is None or options.file is None:
        raise UserError(NO_LIST)
    if options.report is not None:
        refuse(options.report, replace=options.force)
    file = open_list(options.file, sheet=options.sheet, encoding=options.encoding)
    t = translate()
    with open_vault(options) as vault:
        mapping = _mapping(options, vault, file)
        progress = Progress(ProgressLine().tell)
        likely = partial(likely_rows, t=t)
        plan = plan_import(vault, options.file, file, mapping, likely, progress)
        imported = None
        if not options.dry_run:
            about = About(language=t.language)
            imported = run_import(vault, plan, _decisions(options, plan), progress, about)
            if options.remember:
                remember(vault, options.remember, mapping)
    for line in Report(plan, imported, t).summary():
        if line:
            print(line, file=sys.stderr)
    _columns_told(mapping, t)
    _waiting_told(plan, imported, t)
    if options.report is not None:
        write_report(options.report, plan, imported, t, replace=options.force)
        print(options.report.absolute())
    left = _counts(plan, imported)
    return 1 if left[Outcome.LIKELY] or left[Outcome.UNREADABLE] else 0


def _counts(plan: ImportPlan, imported: Imported | None) -> Counter[Outcome]:
    return imported.counts if imported else plan.counts


def _decisions(options: argparse.Namespace, plan: ImportPlan) -> dict[int, Decision]:
    """The same for all rows that wait for one."""
    if options.decide is None:
        return {}
    return {row.row: Decision(_CHOICES[options.decide]) for row in plan.undecided}


def _mapping(options: argparse.Namespace, vault: Vault, file: ListFile) -> ListMapping:
    known = _remembered(vault)
    mapping = propose(file.table, known)
    if options.headings:
        if not file.table.first_row <= options.headings <= file.table.last_row:
            raise UserError(NO_ROW, row=options.headings)
        # A further table of a sheet counts its rows by itself.
        name = f"{options.file.stem} ({options.headings})"
        other = with_header(file.table, options.headings, profiles=known)
        mapping = replace(other, list_name=other.list_name or name)
    if options.profile:
        profile = _profile(options.profile, (*known, *shipped_profiles()))
        mapping = apply_profile(profile, file.table, mapping.header_row, mapping.header_rows)
    if options.list_name:
        mapping = replace(mapping, list_name=options.list_name)
    return mapping


def _remembered(vault: Vault) -> tuple[Profile, ...]:
    return tuple(Profile.of_mapping(name, how) for name, how in remembered(vault).items())


def _profile(name: str, profiles: tuple[Profile, ...]) -> Profile:
    for profile in profiles:
        if profile.name.casefold() == name.casefold():
            return profile
    raise UserError(NO_PROFILE, name=name, names=", ".join(one.name for one in profiles))


def _show_profiles(options: argparse.Namespace) -> int:
    """Those that come with the program and, of a vault that is named, those it remembers."""
    t = translate()
    for profile in shipped_profiles():
        print(profile.name, t.in_context(*TITLES[profile.name]), sep="  ")
    if options.vault is not None:
        with open_vault(options) as vault:
            for profile in _remembered(vault):
                print(profile.name)
    return 0


_MOST_WAITING = 20


def _waiting_told(plan: ImportPlan, imported: Imported | None, t: Translator) -> None:
    """Which rows wait for a decision, by their numbers alone: a terminal keeps what it shows."""
    rows = imported.rows if imported else plan.rows
    waiting = [str(one.row) for one in rows if one.outcome is Outcome.LIKELY]
    if waiting:
        more = "…" if len(waiting) > _MOST_WAITING else ""
        numbers = ", ".join(waiting[:_MOST_WAITING]) + more
        print(t("Rows that wait for a decision: {rows}. For all of them at once: {option}",
                rows=numbers, option="--decide new | leave"), file=sys.stderr)  # fmt: skip


def _columns_told(mapping: ListMapping, t: Translator) -> None:
    """Which columns were not understood: their words are kept as notes."""
    notes = [column.heading for column in mapping.columns if column.target is Target.NOTE]
    if notes:
        print(t("Columns kept as notes: {columns}", columns=", ".join(notes)), file=sys.stderr)
