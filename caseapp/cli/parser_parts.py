"""What every command is told by: its name, what it does, and its options, as data.

The words are message ids; they are translated when a parser is made of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from caseapp.i18n import N_, Translator


@dataclass(frozen=True, slots=True)
class Option:
    """A word that follows a command, or an option of it. `settings` are argparse's own;
    `values` fill the places of `what`, which `--help` says of it."""

    name: str
    what: str
    settings: Mapping[str, Any]
    values: Mapping[str, object] | None = None

    def add_to(self, parser: argparse._ActionsContainer, t: Translator) -> None:
        said = t(self.what, **(self.values or {})) if self.what else None
        parser.add_argument(self.name, help=said, **self.settings)


def option(
    name: str, what: str = "", *, values: Mapping[str, object] | None = None, **settings: Any
) -> Option:
    """An option that takes a word, or a word that stands for itself."""
    return Option(name, what, settings, values)


def path(name: str, metavar: str, what: str = "", **settings: Any) -> Option:
    """One that names a file or a folder."""
    return Option(name, what, {"type": Path, "metavar": metavar, **settings})


def flag(name: str, what: str = "") -> Option:
    """One that is given or not."""
    return Option(name, what, {"action": "store_true"})


def several(name: str, metavar: str, what: str) -> Option:
    """One that may be given several times."""
    return Option(name, what, {"metavar": metavar, "action": "append", "default": []})


class OneOf:
    """Options of which at most one is given; if `required`, one is."""

    def __init__(self, *options: Option, required: bool = False) -> None:
        self._options, self._required = options, required

    def add_to(self, parser: argparse.ArgumentParser, t: Translator) -> None:
        group = parser.add_mutually_exclusive_group(required=self._required)
        for one in self._options:
            one.add_to(group, t)


_JSON = flag("--json", N_("one JSON object a line"))
_PASSPHRASE = path(
    "--passphrase-file", "FILE",
    N_("read the passphrase from the first line of FILE"
       " (else CASEAPP_PASSPHRASE, else it is asked for)"),
)  # fmt: skip


class Command:
    """What can be typed after the program's name."""

    def __init__(
        self,
        name: str,
        does: str,
        what: str,
        *options: Option | OneOf,
        vault: str = "VAULT",
        json: bool = False,
        passphrase: bool = True,
    ) -> None:
        """`does`: "module.function" of this room; it is loaded only when the command runs.

        `vault`: what its first word is called, the folder of a vault; "" if it is none. `json`:
        it can print for programs. `passphrase`: it opens a vault.
        """
        self._name, self._does, self._what = name, does, what
        first = (path("vault", vault),) if vault else ()
        last = (*((_JSON,) if json else ()), *((_PASSPHRASE,) if passphrase else ()))
        self._options = (*first, *options, *last)

    def add_to(self, commands: Any, t: Translator) -> None:
        """`commands`: the subparsers of the program's parser."""
        said = t(self._what)
        parser = commands.add_parser(self._name, help=said, description=said)
        parser.set_defaults(run=later(self._does))
        for one in self._options:
            one.add_to(parser, t)


def later(does: str) -> Any:
    """The function "module.function" of this room, loaded when it is called."""
    module, _dot, function = does.partition(".")

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f"caseapp.cli.{module}"), function)(options))

    return run


def count(typed: str) -> int:
    """A number from 1 on; what else is typed, the parser refuses."""
    number = int(typed)
    if number < 1:
        raise ValueError
    return number
