"""Commands for the office's own books on paper: the register of receipts, an appeal's history."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from caseapp.cli.dossiers import NO_APPEAL, refuse_overwriting
from caseapp.cli.screen import translate
from caseapp.cli.vaults import by_serial, open_vault
from caseapp.domain.dates import read_date
from caseapp.dossier.languages import PRINTED
from caseapp.dossier.office.history import write_history
from caseapp.dossier.office.register import write_register
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.queries import appeals


def register(options: argparse.Namespace) -> int:
    """Print the register of all copies that went out in a period."""
    first, last = _day(options.first), _day(options.last)
    language = _language(options.language)
    refuse_overwriting(options.out)
    if first and last and last < first:
        raise UserError(N_("The period ends before it begins. Exchange the two days."))
    with open_vault(options) as vault:
        _write(lambda path: write_register(vault, path, language, date.today(), first, last),
               options.out)  # fmt: skip
    print(options.out.absolute())
    return 0


def appeal_history(options: argparse.Namespace) -> int:
    """Print the whole history of one appeal."""
    language = _language(options.language)
    refuse_overwriting(options.out)
    with open_vault(options) as vault:
        appeal = by_serial(vault.read(appeals.appeal_rows), str(options.appeal), NO_APPEAL)
        _write(lambda path: write_history(vault, appeal.id, path, language, date.today()),
               options.out)  # fmt: skip
    print(options.out.absolute())
    return 0


def _language(asked: str | None) -> str:
    language = asked or translate().language
    if language not in PRINTED:
        raise UserError(
            N_("Papers can be printed in {languages}; “{language}” is none of them."),
            languages=", ".join(PRINTED), language=language,
        )  # fmt: skip
    return language


def _day(typed: str | None) -> date | None:
    """A certain day, as a person writes it."""
    if not typed:
        return None
    read = read_date(typed)
    if read.earliest is None or read.earliest != read.latest:
        raise UserError(N_("“{typed}” is not one certain day. Write it like 2026-06-14."),
                        typed=typed)  # fmt: skip
    return read.earliest


def _write(draw: Callable[[Path], int], path: Path) -> None:
    try:
        draw(path)
    except OSError as error:
        raise UserError(
            N_("The file could not be written there. Choose another folder.")
        ) from error
