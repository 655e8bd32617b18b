"""What can be typed: commands and options. Each command's module is loaded when it runs.

Those that bring something in or give it to other programs stand in `parser_exchange`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from caseapp import __version__
from caseapp.cli import parser_exchange, parser_keys
from caseapp.cli.parser_parts import add, add_json, add_passphrase, later
from caseapp.i18n import Translator


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
    parser.set_defaults(run=later("window", "open_window"), vault=None)
    commands = parser.add_subparsers(title=t("commands"), metavar="COMMAND")
    _add_demo(commands, t)
    _add_vault_commands(commands, t)
    parser_keys.add_commands(commands, t)
    _add_backup_commands(commands, t)
    _add_dossier_commands(commands, t)
    _add_office_commands(commands, t)
    parser_exchange.add_commands(commands, t)
    tried = t("try every part of this installation")
    add(commands, "self-test", "selftest", "self_test", tried)
    return parser


def _add_demo(commands: Any, t: Translator) -> None:
    demo = add(
        commands, "demo", "demo", "demo",
        t("make the sample vault and its dossiers; prints their paths, one a line"),
    )  # fmt: skip
    demo.add_argument(
        "--folder", type=Path, default=Path("demo"), help=t("default: {folder}", folder="demo")
    )
    demo.add_argument(
        "--offer-window",
        action="store_true",
        help=t("with a display, ask whether to open the window"),
    )


def _add_vault_commands(commands: Any, t: Translator) -> None:
    new = add(commands, "new", "vaults", "new", t("make an empty vault"))
    new.add_argument(
        "vault", type=Path, metavar="VAULT", help=t("a folder that does not exist yet")
    )
    new.add_argument("--name", default="", help=t("what the window calls it (visible to anyone)"))
    find = add(
        commands, "find", "vaults", "find", t("find cases, contacts, sources by any words"),
        vault="VAULT",
    )  # fmt: skip
    find.add_argument("text", metavar="TEXT", help=t("in any script; the last word may be begun"))
    find.add_argument(
        "--exact", action="store_true", help=t("only as spelled: no names that sound alike")
    )
    shown = add(
        commands, "list", "vaults", "list_rows", t("list cases, appeals or addressees"),
        vault="VAULT",
    )  # fmt: skip
    shown.add_argument("what", choices=("cases", "appeals", "addressees", "copies"))
    check = add(
        commands, "check", "vaults", "check",
        t("check every page, entry and file of a vault or a backup"),
        vault="VAULT|BACKUP",
    )  # fmt: skip
    saved = add(
        commands, "salvage", "salvaging", "save_what_can_be_read",
        t("save what can be read of a damaged vault into a new one; the old one is left as it is"),
        vault="VAULT",
    )  # fmt: skip
    saved.add_argument("folder", type=Path, metavar="NEW_FOLDER")
    saved.add_argument(
        "--keys", type=Path, metavar="FILE", help=t("a keys.json of this vault, out of a backup")
    )
    add_json(t, find, shown, check)
    add_passphrase(t, new, find, shown, check, saved)
    _add_forget(commands, t)


def _add_forget(commands: Any, t: Translator) -> None:
    gone = add(
        commands, "forget", "forgetting", "forget_for_good",
        t("forget a case, a contact or a file for good: records, files and history"),
        vault="VAULT",
    )  # fmt: skip
    which = gone.add_mutually_exclusive_group(required=True)
    which.add_argument("--case", metavar="NUMBER")
    which.add_argument("--contact", metavar="NUMBER")
    which.add_argument("--file", metavar="ID", help=t("the id of an attached file"))
    gone.add_argument("--show", action="store_true", help=t("only show what would go"))
    gone.add_argument(
        "--keep-copies", action="store_true",
        help=t("keep the content of printed copies that show the person"),
    )  # fmt: skip
    gone.add_argument("--yes", metavar="NAME", help=t("the number or a name, instead of asking"))
    add_json(t, gone)
    add_passphrase(t, gone)


def _add_backup_commands(commands: Any, t: Translator) -> None:
    backup = add(
        commands, "backup", "backups", "backup",
        t("back a vault up to a folder or stick; each copy is read back and sealed"),
        vault="VAULT",
    )  # fmt: skip
    backup.add_argument("folder", type=Path, metavar="FOLDER", help=t("on another disk"))
    backup.add_argument(
        "--keep", action="store_true",
        help=t("keep all earlier backups; else 3 days, 4 weeks and 6 months of them stay"),
    )  # fmt: skip
    restore = add(
        commands, "restore", "backups", "restore",
        t("restore a backup into a new folder; the vault itself is left as it is"),
    )  # fmt: skip
    restore.add_argument(
        "backup", type=Path, metavar="BACKUP",
        help=t("a dated folder, or the folder of the backups for the newest"),
    )  # fmt: skip
    restore.add_argument(
        "folder", type=Path, metavar="NEW_FOLDER", help=t("a folder that does not exist yet")
    )
    restore.add_argument(
        "--without-damaged-files", action="store_true",
        help=t("restore the rest if attached files are damaged; each one left out is named"),
    )  # fmt: skip
    add_passphrase(t, backup, restore)


def _add_dossier_commands(commands: Any, t: Translator) -> None:
    dossier = add(
        commands, "dossier", "dossiers", "dossier", t("print one addressee's copy as PDF"),
        vault="VAULT",
    )  # fmt: skip
    dossier.add_argument(
        "--appeal", type=int, required=True, metavar="N", help=t("its short number")
    )
    dossier.add_argument(
        "--addressee", required=True, metavar="N", help=t("its short number, or 'office'")
    )
    dossier.add_argument(
        "--language",
        metavar="L",
        help=t("kk, ru, en, zh_Hans or kk_Arab; default: the addressee's"),
    )
    dossier.add_argument("--out", type=Path, required=True, metavar="FILE")
    dossier.add_argument(
        "--draft", action="store_true", help=t("do not enter it in the register of copies")
    )
    _add_issue(commands, t)
    preflight = add(
        commands, "preflight", "dossiers", "preflight",
        t("say what blocks an appeal's copies and what should be known before printing"),
        vault="VAULT",
    )  # fmt: skip
    preflight.add_argument("appeal", type=int, metavar="APPEAL", help=t("its short number"))
    add_json(t, preflight)
    verify = add(
        commands, "verify", "dossiers", "verify",
        t("say whether a PDF is a copy that was issued, or which copy bears a code"),
    )  # fmt: skip
    verify.add_argument("file", metavar="FILE.pdf", help=t("a file, or the code on its pages"))
    verify.add_argument(
        "--vault", type=Path, metavar="VAULT",
        help=t("default: a vault beside the file, else the one opened last"),
    )  # fmt: skip
    add_passphrase(t, dossier, preflight, verify)


def _add_issue(commands: Any, t: Translator) -> None:
    issue = add(
        commands, "issue", "issuing", "issue",
        t("check an appeal and issue its copies, each into a file of its own"),
        vault="VAULT",
    )  # fmt: skip
    issue.add_argument("appeal", type=int, metavar="APPEAL", help=t("its short number"))
    issue.add_argument(
        "--addressee", metavar="N", action="append", default=[],
        help=t("its short number, or 'office'; may be given several times; default: all"),
    )  # fmt: skip
    issue.add_argument(
        "--language", metavar="L", default="", help=t("kk, ru, en, zh_Hans or kk_Arab, of one copy")
    )
    issue.add_argument(
        "--out", type=Path, default=Path(), metavar="FOLDER", help=t("default: this folder")
    )
    issue.add_argument(
        "--override", metavar="CODE=REASON", action="append", default=[],
        help=t("set aside what 'preflight' calls CODE, with a reason that the register keeps"),
    )  # fmt: skip
    add_passphrase(t, issue)


def _add_office_commands(commands: Any, t: Translator) -> None:
    register = add(
        commands, "register", "office", "register",
        t("print the register of all copies that went out, for the office"),
        vault="VAULT",
    )  # fmt: skip
    register.add_argument("--from", dest="first", metavar="DAY", help=t("default: the first copy"))
    register.add_argument("--to", dest="last", metavar="DAY", help=t("default: the last copy"))
    history = add(
        commands, "appeal-history", "office", "appeal_history",
        t("print all that became of an appeal, for the office"),
        vault="VAULT",
    )  # fmt: skip
    history.add_argument("appeal", type=int, metavar="N", help=t("its short number"))
    for parser in (register, history):
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
        parser.add_argument("--language", metavar="L", help=t("default: that of the window"))
        add_passphrase(t, parser)
