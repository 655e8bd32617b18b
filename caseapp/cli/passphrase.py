"""Where the passphrase comes from: a file, the environment, or a question.

It is never an argument, because arguments stand in the machine's list of processes.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from caseapp.cli.screen import translate
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.errors import WrongPassphraseError
from caseapp.store.recovery import wait_after
from caseapp.system import files

VARIABLE = "CASEAPP_PASSPHRASE"
NEW_VARIABLE = "CASEAPP_NEW_PASSPHRASE"

T = TypeVar("T")


def passphrase(options: argparse.Namespace, *, new: bool = False) -> str:
    """The passphrase for a command; a new one is asked for twice."""
    given = _given(options.passphrase_file, VARIABLE)
    return given if given is not None else _ask(VARIABLE, twice=new)


def new_passphrase(options: argparse.Namespace) -> str:
    """The passphrase that is to take the place of another."""
    given = _given(options.new_passphrase_file, NEW_VARIABLE)
    return given if given is not None else _ask(NEW_VARIABLE, twice=True)


def with_passphrase(options: argparse.Namespace, use: Callable[[str], T]) -> T:
    """Call `use(passphrase)`; who types is asked again after a wrong one, each time later."""
    wrong = 0
    while True:
        try:
            return use(passphrase(options))
        except WrongPassphraseError as error:
            if _given(options.passphrase_file, VARIABLE) is not None:
                raise
            print(translate().error(error), file=sys.stderr)
            wrong += 1
            time.sleep(wait_after(wrong))


def _given(path: Path | None, variable: str) -> str | None:
    """What a file or the environment says; None where somebody has to be asked."""
    return _from_file(path) if path is not None else os.environ.get(variable)


def _ask(variable: str, *, twice: bool) -> str:
    if not sys.stdin.isatty():
        raise UserError(
            N_("No passphrase was given: use --passphrase-file or the variable {variable}."),
            variable=variable,
        )
    t = translate()
    typed = getpass.getpass(f"{t('New passphrase') if twice else t('Passphrase')}: ")
    if twice and typed != getpass.getpass(f"{t('Once more')}: "):
        raise UserError(N_("The two passphrases are not the same; nothing was made."))
    return typed


def _from_file(path: Path) -> str:
    try:
        text = files.read_limited(path, 64 * 1024).decode()
    except (OSError, ValueError) as error:
        raise UserError(N_("The passphrase file {path} cannot be read."), path=path) from error
    return text.split("\n", 1)[0].removesuffix("\r")
