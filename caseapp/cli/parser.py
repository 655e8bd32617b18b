"""What can be typed: commands and options. Each command's module is loaded when it runs.

Those on keys stand in `parser_keys`; those that bring something in or give it to other programs,
in `parser_exchange`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from caseapp import __version__
from caseapp.cli import parser_exchange, parser_keys
from caseapp.cli.parser_parts import Command, OneOf, flag, later, option, path, several
from caseapp.i18n import N_, Translator

_DEMO = Command(
    "demo", "demo.demo",
    N_("make the sample vault and its dossiers; prints their paths, one a line"),
    option(
        "--folder", N_("default: {folder}"), values={"folder": "demo"},
        type=Path, default=Path("demo"),
    ),
    flag("--offer-window", N_("with a display, ask whether to open the window")),
    vault="", passphrase=False,
)  # fmt: skip

_VAULTS = (
    Command(
        "new", "vaults.new", N_("make an empty vault"),
        path("vault", "VAULT", N_("a folder that does not exist yet")),
        option("--name", N_("what the window calls it (visible to anyone)"), default=""),
        vault="",
    ),
    Command(
        "find", "vaults.find", N_("find cases, contacts, sources by any words"),
        option("text", N_("in any script; the last word may be begun"), metavar="TEXT"),
        flag("--exact", N_("only as spelled: no names that sound alike")),
        json=True,
    ),
    Command(
        "list", "vaults.list_rows", N_("list cases, appeals or addressees"),
        option("what", choices=("cases", "appeals", "addressees", "copies")),
        json=True,
    ),
    Command(
        "check", "vaults.check", N_("check every page, entry and file of a vault or a backup"),
        vault="VAULT|BACKUP", json=True,
    ),
    Command(
        "salvage", "salvaging.save_what_can_be_read",
        N_("save what can be read of a damaged vault into a new one; the old one is left as it is"),
        path("folder", "NEW_FOLDER"),
        path("--keys", "FILE", N_("a keys.json of this vault, out of a backup")),
    ),
    Command(
        "forget", "forgetting.forget_for_good",
        N_("forget a case, a contact or a file for good: records, files and history"),
        OneOf(
            option("--case", metavar="NUMBER"),
            option("--contact", metavar="NUMBER"),
            option("--file", N_("the id of an attached file"), metavar="ID"),
            required=True,
        ),
        flag("--show", N_("only show what would go")),
        flag("--keep-copies", N_("keep the content of printed copies that show the person")),
        option("--yes", N_("the number or a name, instead of asking"), metavar="NAME"),
        json=True,
    ),
)  # fmt: skip

_BACKUPS = (
    Command(
        "backup", "backups.backup",
        N_("back a vault up to a folder or stick; each copy is read back and sealed"),
        path("folder", "FOLDER", N_("on another disk")),
        flag(
            "--keep",
            N_("keep all earlier backups; else 3 days, 4 weeks and 6 months of them stay"),
        ),
    ),
    Command(
        "restore", "backups.restore",
        N_("restore a backup into a new folder; the vault itself is left as it is"),
        path("backup", "BACKUP", N_("a dated folder, or the folder of the backups for the newest")),
        path("folder", "NEW_FOLDER", N_("a folder that does not exist yet")),
        flag(
            "--without-damaged-files",
            N_("restore the rest if attached files are damaged; each one left out is named"),
        ),
        vault="",
    ),
)  # fmt: skip

_APPEAL = option("appeal", N_("its short number"), type=int, metavar="APPEAL")

_DOSSIERS = (
    Command(
        "dossier", "dossiers.dossier", N_("print one addressee's copy as PDF"),
        option("--appeal", N_("its short number"), type=int, required=True, metavar="N"),
        option("--addressee", N_("its short number, or 'office'"), required=True, metavar="N"),
        option(
            "--language", N_("kk, ru, en, zh_Hans or kk_Arab; default: the addressee's"),
            metavar="L",
        ),
        path("--out", "FILE", required=True),
        flag("--draft", N_("do not enter it in the register of copies")),
    ),
    Command(
        "issue", "issuing.issue",
        N_("check an appeal and issue its copies, each into a file of its own"),
        _APPEAL,
        several(
            "--addressee", "N",
            N_("its short number, or 'office'; may be given several times; default: all"),
        ),
        option(
            "--language", N_("kk, ru, en, zh_Hans or kk_Arab, of one copy"), metavar="L", default=""
        ),
        path("--out", "FOLDER", N_("default: this folder"), default=Path()),
        several(
            "--override", "CODE=REASON",
            N_("set aside what 'preflight' calls CODE, with a reason that the register keeps"),
        ),
    ),
    Command(
        "preflight", "dossiers.preflight",
        N_("say what blocks an appeal's copies and what should be known before printing"),
        _APPEAL, json=True,
    ),
    Command(
        "verify", "dossiers.verify",
        N_("say whether a PDF is a copy that was issued, or which copy bears a code"),
        option("file", N_("a file, or the code on its pages"), metavar="FILE.pdf"),
        path("--vault", "VAULT", N_("default: a vault beside the file, else the one opened last")),
        vault="",
    ),
)  # fmt: skip

_PRINTED = (
    path("--out", "FILE.pdf", required=True),
    option("--language", N_("default: that of the window"), metavar="L"),
)

_OFFICE = (
    Command(
        "register", "office.register",
        N_("print the register of all copies that went out, for the office"),
        option("--from", N_("default: the first copy"), dest="first", metavar="DAY"),
        option("--to", N_("default: the last copy"), dest="last", metavar="DAY"),
        *_PRINTED,
    ),
    Command(
        "appeal-history", "office.appeal_history",
        N_("print all that became of an appeal, for the office"),
        option("appeal", N_("its short number"), type=int, metavar="N"),
        *_PRINTED,
    ),
)  # fmt: skip

_SELF_TEST = Command(
    "self-test", "selftest.self_test", N_("try every part of this installation"),
    vault="", passphrase=False,
)  # fmt: skip

COMMANDS = (
    _DEMO, *_VAULTS, *parser_keys.COMMANDS, *_BACKUPS, *_DOSSIERS, *_OFFICE,
    *parser_exchange.COMMANDS, _SELF_TEST,
)  # fmt: skip
"""All of them, in the order in which `--help` lists them."""


def build_parser(t: Translator) -> argparse.ArgumentParser:
    """The parser; every command sets `run` to the function that does it."""
    parser = argparse.ArgumentParser(
        prog="caseapp",
        description=t(
            "Case files of detainees, kept offline, and the appeals printed from them."
            " Without a command the window opens."
        ),
        epilog=t(
            "Exit codes: 0 done, 1 faults were found, 2 the command could not be carried out."
        ),
    )
    parser.add_argument("--version", action="version", version=f"caseapp {__version__}")
    parser.set_defaults(run=later("window.open_window"), vault=None)
    commands = parser.add_subparsers(title=t("commands"), metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands, t)
    return parser
