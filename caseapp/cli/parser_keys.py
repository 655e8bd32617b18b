"""Commands on the keys of a vault: its passphrase, and the recovery sheet or shares."""

from __future__ import annotations

from caseapp.cli.parser_parts import Command, flag, option, path
from caseapp.i18n import N_

_NEW_PASSPHRASE = path("--new-passphrase-file", "FILE", N_("its first line is the new passphrase"))

COMMANDS = (
    Command(
        "passphrase", "keys.change",
        N_("change the passphrase; backups and other copies keep the one they have"),
        flag("--compromised", N_("others know it: write the vault anew under a new master key")),
        _NEW_PASSPHRASE,
    ),
    Command(
        "recovery", "keys.recovery",
        N_("the recovery key: make a sheet or shares, try them, open a vault with them"),
        option(
            "what",
            N_("make a new key as a sheet or as shares, try it, or open with it (new passphrase)"),
            nargs="?", default="state", choices=("state", "sheet", "shares", "try", "open"),
        ),
        path(
            "--pdf", "FILE",
            N_("write the pages to print to a file, instead of the key to the terminal"),
        ),
        path(
            "--typed", "FILE",
            N_("a text file with the eight lines, or with two shares, one a line"),
        ),
        flag("--two-shares", N_("ask for two shares instead of the sheet")),
        _NEW_PASSPHRASE,
    ),
)  # fmt: skip
"""`passphrase` and `recovery`."""
