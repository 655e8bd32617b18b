"""Commands on paper: print one copy, verify a PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from caseapp.cli.screen import settings, translate
from caseapp.cli.vaults import by_serial, open_vault
from caseapp.dossier import issue
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.queries import appeals

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
