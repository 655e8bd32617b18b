"""Commands on paper: check an appeal, print one copy, verify a PDF."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from caseapp.cli.screen import settings, translate
from caseapp.cli.vaults import by_serial, open_vault
from caseapp.dossier import issue
from caseapp.dossier import preflight as check
from caseapp.dossier.preflight_words import sentence
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import load_appeal_file
from caseapp.store.queries import appeals
from caseapp.store.queries.today import stale_after_months

OFFICE = "office"
NO_APPEAL = N_("There is no appeal with the number {number}; there are: {numbers}.")
NO_ADDRESSEE = N_("There is no addressee with the number {number}; there are: {numbers}.")


def dossier(options: argparse.Namespace) -> int:
    """Issue (or draft) one copy and write it where the person says."""
    _refuse_overwriting(options.out)
    with open_vault(options) as vault:
        appeal = by_serial(vault.read(appeals.appeal_rows), str(options.appeal), NO_APPEAL)
        if options.addressee == OFFICE:
            copy = issue.issue_office_copy(vault, appeal.id, path=options.out)
        else:
            rows = vault.read(lambda session: appeals.addressee_rows(session, appeal.id))
            row = by_serial(rows, options.addressee, NO_ADDRESSEE)
            make = issue.draft_copy if options.draft else issue.issue_copy
            copy = make(
                vault, appeal.id, row.id, language=options.language or row.language,
                path=options.out,
            )  # fmt: skip
    print(copy.path.absolute())
    return 0


def preflight(options: argparse.Namespace) -> int:
    """Print what the check before printing finds; 1 if something blocks."""
    with open_vault(options) as vault:
        appeal = by_serial(vault.read(appeals.appeal_rows), str(options.appeal), NO_APPEAL)
        file = vault.read(lambda session: load_appeal_file(session, appeal.id))
        assert file is not None, "it was listed a moment ago"
        months = vault.read(stale_after_months)
        found = check.preflight(file, today=date.today(), stale_after_months=months)
    t = translate()
    addressees = {addressee.id: addressee.serial for _link, addressee in file.addressees}
    for one in found:
        number = file.detainees[one.case_id].case_number if one.case_id else ""
        about = {
            "severity": one.severity.value, "rule": one.rule.value, "case": number,
            "addressee": addressees.get(one.addressee_id) if one.addressee_id else None,
            "language": one.language, "finding": sentence(one, t),
        }  # fmt: skip
        print(json.dumps(about, ensure_ascii=False) if options.json else _line(about))
    return 1 if check.blockers(found) else 0


def _line(about: Mapping[str, object]) -> str:
    """One finding for people: what kind, where, what."""
    parts = (about["severity"], about["case"], about["language"], about["finding"])
    return "  ".join(str(part) for part in parts if part)


def verify(options: argparse.Namespace) -> int:
    """0: issued and unaltered; 1: altered or unknown."""
    try:
        data = options.file.read_bytes()
    except OSError as error:
        raise UserError(N_("{path} cannot be read."), path=options.file) from error
    options.vault = options.vault or _vault_for(options.file)
    with open_vault(options) as vault:
        verdict = issue.verify_pdf(vault, data)
    print(translate()(verdict.sentence, **verdict.params))
    return 0 if verdict.unaltered else 1


def _refuse_overwriting(path: Path) -> None:
    if path.exists():
        raise UserError(N_("{path} exists already; choose another name."), path=path)
    if not path.absolute().parent.is_dir():
        raise UserError(N_("There is no folder {path}."), path=path.absolute().parent)


def _vault_for(file: Path) -> Path:
    """A vault beside the file or one folder up, else the one that was opened last."""
    folder = file.absolute().parent
    for place in (folder, folder.parent):
        for description in sorted(place.glob("*/STORE.json")):
            return description.parent
    recent = settings().recent_vaults
    if not recent:
        raise UserError(N_("Say with --vault which vault may have issued this file."))
    return Path(recent[0])
