"""What can be typed: commands and options. Each command's module is loaded when it runs."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from caseapp import __version__


def build_parser() -> argparse.ArgumentParser:
    """The parser; every command sets `run` to the function that does it."""
    parser = argparse.ArgumentParser(
        prog="caseapp",
        description="Case files of detainees, kept offline, and the appeals printed from them."
        " Without a command the window opens.",
        epilog="Exit codes: 0 done, 1 faults were found, 2 the command could not be carried out.",
    )
    parser.add_argument("--version", action="version", version=f"caseapp {__version__}")
    parser.set_defaults(run=_later("window", "open_window"), vault=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_demo(commands)
    _add_vault_commands(commands)
    _add_dossier_commands(commands)
    _add(commands, "self-test", "selftest", "self_test", "try every part of this installation")
    return parser


def _later(module: str, function: str) -> Any:
    """A command that loads its module only when it runs, so that `--help` stays quick."""

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f"caseapp.cli.{module}"), function)(options))

    return run


def _add(
    commands: Any, name: str, module: str, function: str, what: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what)
    parser.set_defaults(run=_later(module, function))
    return parser


def _add_demo(commands: Any) -> None:
    demo = _add(
        commands, "demo", "demo", "demo",
        "make the sample vault and its dossiers; prints their paths, one a line",
    )  # fmt: skip
    demo.add_argument("--folder", type=Path, default=Path("demo"), help="default: demo")
    demo.add_argument(
        "--offer-window", action="store_true", help="with a display, ask whether to open the window"
    )


def _add_vault_commands(commands: Any) -> None:
    new = _add(commands, "new", "vaults", "new", "make an empty vault")
    new.add_argument("vault", type=Path, metavar="VAULT", help="a folder that does not exist yet")
    new.add_argument("--name", default="", help="what the window calls it (visible to anyone)")
    find = _add(commands, "find", "vaults", "find", "find cases, contacts, sources by any words")
    find.add_argument("vault", type=Path, metavar="VAULT")
    find.add_argument("text", metavar="TEXT", help="in any script; the last word may be begun")
    shown = _add(commands, "list", "vaults", "list_rows", "list cases, appeals or addressees")
    shown.add_argument("vault", type=Path, metavar="VAULT")
    shown.add_argument("what", choices=("cases", "appeals", "addressees", "copies"))
    check = _add(commands, "check", "vaults", "check", "check every page, entry and file")
    check.add_argument("vault", type=Path, metavar="VAULT")
    for parser in (find, shown, check):
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
    for parser in (new, find, shown, check):
        _add_passphrase(parser)


def _add_dossier_commands(commands: Any) -> None:
    dossier = _add(commands, "dossier", "dossiers", "dossier", "print one addressee's copy as PDF")
    dossier.add_argument("vault", type=Path, metavar="VAULT")
    dossier.add_argument("--appeal", type=int, required=True, metavar="N", help="its short number")
    dossier.add_argument(
        "--addressee", required=True, metavar="N", help="its short number, or 'office'"
    )
    dossier.add_argument("--language", metavar="L", help="en or ru; default: the addressee's")
    dossier.add_argument("--out", type=Path, required=True, metavar="FILE")
    dossier.add_argument(
        "--draft", action="store_true", help="do not enter it in the register of copies"
    )
    verify = _add(
        commands, "verify", "dossiers", "verify", "say whether a PDF is a copy that was issued"
    )
    verify.add_argument("file", type=Path, metavar="FILE.pdf")
    verify.add_argument(
        "--vault", type=Path, metavar="VAULT",
        help="default: a vault beside the file, else the one opened last",
    )  # fmt: skip
    for parser in (dossier, verify):
        _add_passphrase(parser)


def _add_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE",
        help="read the passphrase from the first line of FILE"
        " (else CASEAPP_PASSPHRASE, else it is asked for)",
    )  # fmt: skip
