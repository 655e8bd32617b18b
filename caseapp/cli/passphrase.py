"""Where the passphrase comes from: a file, the environment, or a question.

It is never an argument, because arguments stand in the machine's list of processes.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from caseapp.cli.screen import translate
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system import files

VARIABLE = "CASEAPP_PASSPHRASE"


def passphrase(options: argparse.Namespace, *, new: bool = False) -> str:
    """The passphrase for a command; a new one is asked for twice."""
    if options.passphrase_file is not None:
        return _from_file(options)
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise UserError(
            N_("No passphrase was given: use --passphrase-file or the variable {variable}."),
            variable=VARIABLE,
        )
    t = translate()
    typed = getpass.getpass(f"{t('Passphrase')}: ")
    if new and typed != getpass.getpass(f"{t('Once more')}: "):
        raise UserError(N_("The two passphrases are not the same; nothing was made."))
    return typed


def _from_file(options: argparse.Namespace) -> str:
    try:
        text = files.read_limited(options.passphrase_file, 64 * 1024).decode()
    except (OSError, ValueError) as error:
        raise UserError(
            N_("The passphrase file {path} cannot be read."), path=options.passphrase_file
        ) from error
    return text.split("\n", 1)[0].removesuffix("\r")
