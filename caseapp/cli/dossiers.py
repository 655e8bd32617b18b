"""Commands on paper: check an appeal, print one copy, verify a PDF."""

from __future__ import annotations

import argparse
import json
import re
from datetime import date
from pathlib import Path
from uuid import UUID

from caseapp.cli.screen import settings, translate
from caseapp.cli.vaults import by_serial, open_vault
from caseapp.dossier import issue
from caseapp.dossier import preflight as check
from caseapp.dossier.checked import issue_checked
from caseapp.dossier.preflight_words import sentence
from caseapp.dossier.verify import find_code
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator
from caseapp.store.casefile import AppealFile, load_appeal_file
from caseapp.store.queries import appeals
from caseapp.store.queries.today import stale_after_months
from caseapp.store.records import Appeal

OFFICE = "office"
_CODE = re.compile(r"[0-9A-Za-z]{4}[-‐–— ]?[0-9A-Za-z]{4}")
"""As it stands on the pages, "7QK4-M2XD"."""
NO_APPEAL = N_("There is no appeal with the number {number}; there are: {numbers}.")
NO_ADDRESSEE = N_("There is no addressee with the number {number}; there are: {numbers}.")


def dossier(options: argparse.Namespace) -> int:
    """Issue (or draft) one copy and write it where the person says."""
    refuse_overwriting(options.out)
    with open_vault(options) as vault:
        appeal = by_serial(vault.read(appeals.appeal_rows), str(options.appeal), NO_APPEAL)
        if options.addressee == OFFICE:
            copy = issue.issue_office_copy(vault, appeal.id, path=options.out)
        else:
            rows = vault.read(lambda session: appeals.addressee_rows(session, appeal.id))
            row = by_serial(rows, options.addressee, NO_ADDRESSEE)
            language = options.language or row.language
            make = issue.draft_copy if options.draft else issue_checked
            copy = make(vault, appeal.id, row.id, language=language, path=options.out)
    print(copy.path.absolute())
    return 0


def preflight(options: argparse.Namespace) -> int:
    """Print what the check before printing finds; 1 if something blocks."""
    with open_vault(options) as vault:
        appeal = by_serial(vault.read(appeals.appeal_rows), str(options.appeal), NO_APPEAL)
        file = vault.read(lambda session: load_appeal_file(session, appeal.id))
        assert file is not None, "it was listed a moment ago"
        months = vault.read(stale_after_months)
        pages = {to.id: _letter_pages(file, to.id) for _link, to in file.addressees}
        found = check.preflight(
            file, today=date.today(), stale_after_months=months, drawn=check.Drawn(pages)
        )
    t = translate()
    for one in found:
        if options.json:
            print(json.dumps(_about(one, file, t), ensure_ascii=False))
        else:
            print(finding_line(one, file, t))
    return 1 if check.blockers(found) else 0


def _letter_pages(file: AppealFile, addressee_id: UUID) -> int:
    """Pages of a letter, drawn alone; 0 where it cannot be drawn, which the check says itself."""
    try:
        return issue.letter_pages(file, addressee_id)
    except UserError:
        return 0


def _about(one: check.Finding, file: AppealFile, t: Translator) -> dict[str, object]:
    """A finding for programs: codes, short numbers, and the id of the record to be mended."""
    addressees = {addressee.id: addressee.serial for _link, addressee in file.addressees}
    contact = file.contacts.get(one.contact_id) if one.contact_id else None
    record = one.subject or one.addressee_id or file.appeal.id
    return {
        "severity": one.severity.value, "rule": one.rule.value,
        "case": file.detainees[one.case_id].case_number if one.case_id else "",
        "contact": contact.serial if contact else None,
        "addressee": addressees.get(one.addressee_id) if one.addressee_id else None,
        "language": one.language, "id": str(record), "finding": sentence(one, t),
        "override": one.severity is check.Severity.BLOCKS and one.rule in check.OVERRIDABLE,
    }  # fmt: skip


def finding_line(one: check.Finding, file: AppealFile, t: Translator) -> str:
    """One finding for people: how grave, its code, what, about whom, for which copy."""
    about = _about(one, file, t)
    where = [str(about["case"])] if about["case"] else []
    where += [t("contact {n}", n=about["contact"])] if about["contact"] else []
    where += [t("addressee {n}", n=about["addressee"])] if about["addressee"] else []
    parts = (about["severity"], about["rule"], about["finding"], ", ".join(where), about["id"])
    return "  ".join(str(part) for part in parts if part)


def verify(options: argparse.Namespace) -> int:
    """0: issued and unaltered; 1: altered, unknown or a draft. A code finds its copy."""
    path = Path(options.file)
    if not path.exists() and _CODE.fullmatch(options.file.strip()):
        return _verify_code(options)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(N_("{path} cannot be read."), path=path) from error
    options.vault = options.vault or _vault_for(path)
    with open_vault(options) as vault:
        verdict = issue.verify_pdf(vault, data)
    print(translate()(verdict.sentence, **verdict.params))
    return 0 if verdict.unaltered else 1


def _verify_code(options: argparse.Namespace) -> int:
    """Say which copy bears a code that was typed from paper, and what stood behind it."""
    t = translate()
    options.vault = options.vault or _vault_for(Path())
    with open_vault(options) as vault:
        found = find_code(vault, options.file)
        for copy in found:
            appeal = vault.get(Appeal, copy.appeal_id)
            number = appeal.reference or appeal.serial if appeal else ""
            said = t(
                "Copy {number} of appeal {appeal}, issued on {day}: language {language}, pages"
                " {pages}, rules of disclosure version {policy}, withheld {withheld}.",
                number=copy.number, appeal=number, day=copy.produced_at.date().isoformat(),
                language=copy.language, pages=copy.pages, policy=copy.policy_number,
                withheld=len(copy.withheld),
            )  # fmt: skip
            print(said)
            print(t("SHA-256 of the content: {hash}", hash=copy.frozen_sha256))
            print(t("SHA-256 of the file: {hash}", hash=copy.pdf_sha256))
    if not found:
        print(t("No copy of this vault bears the code {code}.", code=options.file))
    return 0 if found else 1


def refuse_overwriting(path: Path) -> None:
    """Raises UserError where a file is already, or where there is no folder for one."""
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
