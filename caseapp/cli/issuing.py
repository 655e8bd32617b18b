"""The command that issues copies: behind the check, several at once, with reasons if need be."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from caseapp.cli.dossiers import NO_ADDRESSEE, NO_APPEAL, OFFICE, finding_line
from caseapp.cli.screen import translate
from caseapp.cli.vaults import by_serial, open_vault
from caseapp.dossier import checked
from caseapp.dossier.languages import OF_COPIES
from caseapp.dossier.overriding import is_reason
from caseapp.dossier.preflight import OVERRIDABLE
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile, load_appeal_file
from caseapp.store.queries import appeals


def issue(options: argparse.Namespace) -> int:
    """Issue the chosen copies; prints their paths. 1 if one was blocked or failed."""
    reasons = _reasons(options.override)
    if not options.out.is_dir():
        raise UserError(N_("There is no folder {path}."), path=options.out.absolute())
    with open_vault(options) as vault:
        appeal = by_serial(vault.read(appeals.appeal_rows), str(options.appeal), NO_APPEAL)
        rows = vault.read(lambda session: appeals.addressee_rows(session, appeal.id))
        targets = _targets(options.addressee, rows)
        results = checked.issue_copies(
            vault, appeal.id, folder=options.out, targets=targets,
            languages=_languages(options.language, targets),
            reasons={row.id: reasons for row in rows},
        )  # fmt: skip
        file = vault.read(lambda session: load_appeal_file(session, appeal.id))
    assert file is not None, "its copies were issued a moment ago"
    for result in results:
        _tell(result, file)
    return 0 if all(result.issued for result in results) else 1


def _targets(
    numbers: Sequence[str], rows: Sequence[appeals.AddresseeRow]
) -> list[checked.Target] | None:
    """Addressees by their short numbers, each once; None for all."""
    found: list[checked.Target] = [
        OFFICE if number == OFFICE else by_serial(rows, number, NO_ADDRESSEE).id
        for number in dict.fromkeys(numbers)
    ]
    return found or None


def _languages(language: str, targets: list[checked.Target] | None) -> Mapping[UUID, str]:
    if not language:
        return {}
    if language not in OF_COPIES:
        raise UserError(
            N_("There is no language {language}; there are: {languages}."),
            language=language, languages=", ".join(OF_COPIES),
        )  # fmt: skip
    chosen = [target for target in targets or () if isinstance(target, UUID)]
    if len(chosen) != 1:
        raise UserError(N_("Say with --addressee whose copy is to be in that language."))
    return {chosen[0]: language}


def _reasons(given: Sequence[str]) -> dict[str, str]:
    """CODE=REASON by code. Raises UserError for what cannot be set aside, or says no reason."""
    known = {rule.value for rule in OVERRIDABLE}
    reasons = {}
    for one in given:
        code, _, reason = one.partition("=")
        if code not in known:
            raise UserError(
                N_("{code} cannot be set aside; what can: {codes}."),
                code=code, codes=", ".join(sorted(known)),
            )  # fmt: skip
        if not is_reason(reason):
            raise UserError(N_("Give a reason: --override {code}=REASON."), code=code)
        reasons[code] = reason.strip()
    return reasons


def _tell(result: checked.CopyResult, file: AppealFile) -> None:
    """The path of an issued copy; on the other stream why there is none."""
    if result.issued and result.copy is not None:
        print(Path(result.copy.path).absolute())
        return
    t = translate()
    assert result.error is not None, "a copy is issued or there is an error"
    pair = file.addressee(result.target) if isinstance(result.target, UUID) else None
    whom = str(pair[1].serial) if pair else OFFICE
    print(f"{whom}: {t.error(result.error)}", file=sys.stderr)
    for one in result.findings:
        print(f"  {finding_line(one, file, t)}", file=sys.stderr)
