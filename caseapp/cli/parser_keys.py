"""Commands on the keys of a vault: its passphrase, and the recovery sheet or shares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from caseapp.cli.parser_parts import add, add_passphrase
from caseapp.i18n import Translator


def add_commands(commands: Any, t: Translator) -> None:
    """`passphrase` and `recovery`."""
    change = add(
        commands, "passphrase", "keys", "change",
        t("change the passphrase; backups and other copies keep the one they have"),
        vault="VAULT",
    )  # fmt: skip
    change.add_argument(
        "--compromised", action="store_true",
        help=t("others know it: write the vault anew under a new master key"),
    )  # fmt: skip
    recovery = add(
        commands, "recovery", "keys", "recovery",
        t("the recovery key: make a sheet or shares, try them, open a vault with them"),
        vault="VAULT",
    )  # fmt: skip
    recovery.add_argument(
        "what", nargs="?", default="state", choices=("state", "sheet", "shares", "try", "open"),
        help=t("make a new key as a sheet or as shares, try it, or open with it (new passphrase)"),
    )  # fmt: skip
    recovery.add_argument(
        "--pdf", type=Path, metavar="FILE",
        help=t("write the pages to print to a file, instead of the key to the terminal"),
    )  # fmt: skip
    recovery.add_argument(
        "--typed", type=Path, metavar="FILE",
        help=t("a text file with the eight lines, or with two shares, one a line"),
    )  # fmt: skip
    recovery.add_argument(
        "--two-shares", action="store_true", help=t("ask for two shares instead of the sheet")
    )
    for parser in (change, recovery):
        parser.add_argument(
            "--new-passphrase-file", type=Path, metavar="FILE",
            help=t("its first line is the new passphrase"),
        )  # fmt: skip
    add_passphrase(t, change, recovery)
