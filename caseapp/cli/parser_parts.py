"""What every command's options are put together from."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from caseapp.i18n import Translator


def later(module: str, function: str) -> Any:
    """A command that loads its module only when it runs, so that `--help` stays quick."""

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f"caseapp.cli.{module}"), function)(options))

    return run


def add(
    commands: Any, name: str, module: str, function: str, what: str, *, vault: str = ""
) -> argparse.ArgumentParser:
    """A command that `module.function` does; with `vault` its first word is the folder of one."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what)
    parser.set_defaults(run=later(module, function))
    if vault:
        parser.add_argument("vault", type=Path, metavar=vault)
    return parser


def add_json(t: Translator, *parsers: argparse.ArgumentParser) -> None:
    """Output for programs."""
    for parser in parsers:
        parser.add_argument("--json", action="store_true", help=t("one JSON object a line"))


def add_passphrase(t: Translator, *parsers: argparse.ArgumentParser) -> None:
    """Where the passphrase is read from, for commands that open a vault."""
    for parser in parsers:
        parser.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help=t(
                "read the passphrase from the first line of FILE"
                " (else CASEAPP_PASSPHRASE, else it is asked for)"
            ),
        )


def count(typed: str) -> int:
    """A number from 1 on; what else is typed, the parser refuses."""
    number = int(typed)
    if number < 1:
        raise ValueError
    return number
