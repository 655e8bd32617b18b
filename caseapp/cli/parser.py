"""What can be typed: commands and options. Each command's module is loaded when it runs."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from caseapp import __version__
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
    parser.set_defaults(run=_later("window", "open_window"), vault=None)
    commands = parser.add_subparsers(title=t("commands"), metavar="COMMAND")
    _add_demo(commands, t)
    _add_vault_commands(commands, t)
    _add_backup_commands(commands, t)
    _add_dossier_commands(commands, t)
    _add_office_commands(commands, t)
    _add_list_commands(commands, t)
    _add_import(commands, t)
    _add_export_commands(commands, t)
    _add_packet_commands(commands, t)
    tried = t("try every part of this installation")
    _add(commands, "self-test", "selftest", "self_test", tried)
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


def _add_demo(commands: Any, t: Translator) -> None:
    demo = _add(
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
    new = _add(commands, "new", "vaults", "new", t("make an empty vault"))
    new.add_argument(
        "vault", type=Path, metavar="VAULT", help=t("a folder that does not exist yet")
    )
    new.add_argument("--name", default="", help=t("what the window calls it (visible to anyone)"))
    find = _add(commands, "find", "vaults", "find", t("find cases, contacts, sources by any words"))
    find.add_argument("vault", type=Path, metavar="VAULT")
    find.add_argument("text", metavar="TEXT", help=t("in any script; the last word may be begun"))
    find.add_argument(
        "--exact", action="store_true", help=t("only as spelled: no names that sound alike")
    )
    shown = _add(commands, "list", "vaults", "list_rows", t("list cases, appeals or addressees"))
    shown.add_argument("vault", type=Path, metavar="VAULT")
    shown.add_argument("what", choices=("cases", "appeals", "addressees", "copies"))
    check = _add(
        commands, "check", "vaults", "check",
        t("check every page, entry and file of a vault or a backup"),
    )  # fmt: skip
    check.add_argument("vault", type=Path, metavar="VAULT|BACKUP")
    for parser in (find, shown, check):
        parser.add_argument("--json", action="store_true", help=t("one JSON object a line"))
    for parser in (new, find, shown, check):
        _add_passphrase(parser, t)


def _add_backup_commands(commands: Any, t: Translator) -> None:
    backup = _add(
        commands, "backup", "backups", "backup",
        t("back a vault up to a folder or stick; each copy is read back and sealed"),
    )  # fmt: skip
    backup.add_argument("vault", type=Path, metavar="VAULT")
    backup.add_argument("folder", type=Path, metavar="FOLDER", help=t("on another disk"))
    backup.add_argument(
        "--keep", action="store_true",
        help=t("keep all earlier backups; else 3 days, 4 weeks and 6 months of them stay"),
    )  # fmt: skip
    restore = _add(
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
    for parser in (backup, restore):
        _add_passphrase(parser, t)


def _add_dossier_commands(commands: Any, t: Translator) -> None:
    dossier = _add(
        commands, "dossier", "dossiers", "dossier", t("print one addressee's copy as PDF")
    )
    dossier.add_argument("vault", type=Path, metavar="VAULT")
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
    preflight = _add(
        commands, "preflight", "dossiers", "preflight",
        t("say what blocks an appeal's copies and what should be known before printing"),
    )  # fmt: skip
    preflight.add_argument("vault", type=Path, metavar="VAULT")
    preflight.add_argument("appeal", type=int, metavar="APPEAL", help=t("its short number"))
    preflight.add_argument("--json", action="store_true", help=t("one JSON object a line"))
    verify = _add(
        commands, "verify", "dossiers", "verify",
        t("say whether a PDF is a copy that was issued, or which copy bears a code"),
    )  # fmt: skip
    verify.add_argument("file", metavar="FILE.pdf", help=t("a file, or the code on its pages"))
    verify.add_argument(
        "--vault", type=Path, metavar="VAULT",
        help=t("default: a vault beside the file, else the one opened last"),
    )  # fmt: skip
    for parser in (dossier, preflight, verify):
        _add_passphrase(parser, t)


def _add_issue(commands: Any, t: Translator) -> None:
    issue = _add(
        commands, "issue", "issuing", "issue",
        t("check an appeal and issue its copies, each into a file of its own"),
    )  # fmt: skip
    issue.add_argument("vault", type=Path, metavar="VAULT")
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
    _add_passphrase(issue, t)


def _add_office_commands(commands: Any, t: Translator) -> None:
    register = _add(
        commands, "register", "office", "register",
        t("print the register of all copies that went out, for the office"),
    )  # fmt: skip
    register.add_argument("vault", type=Path, metavar="VAULT")
    register.add_argument("--from", dest="first", metavar="DAY", help=t("default: the first copy"))
    register.add_argument("--to", dest="last", metavar="DAY", help=t("default: the last copy"))
    history = _add(
        commands, "appeal-history", "office", "appeal_history",
        t("print all that became of an appeal, for the office"),
    )  # fmt: skip
    history.add_argument("vault", type=Path, metavar="VAULT")
    history.add_argument("appeal", type=int, metavar="N", help=t("its short number"))
    for parser in (register, history):
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
        parser.add_argument("--language", metavar="L", help=t("default: that of the window"))
        _add_passphrase(parser, t)


def _add_list_commands(commands: Any, t: Translator) -> None:
    match = _add(
        commands, "match-list", "lists", "match_list",
        t("check a list of people against the vault and write who may be meant"),
    )  # fmt: skip
    match.add_argument("vault", type=Path, metavar="VAULT")
    match.add_argument("file", type=Path, metavar="LIST", help=t("CSV or an Excel workbook"))
    match.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=t("the report: .xlsx or .csv")
    )
    match.add_argument("--force", action="store_true", help=t("replace a report that is there"))
    match.add_argument(
        "--top", type=int, choices=range(1, 11), default=3, metavar="N",
        help=t("cases told of a row, at most; default: 3"),
    )  # fmt: skip
    for option in ("name", "surname", "given", "father", "birth", "sex", "id", "place"):
        match.add_argument(
            f"--{option}", metavar="COLUMN", action="append", default=[],
            help=t("a column by its heading or number; may be given several times")
            if option == "name" else t("a column by its heading or number"),
        )  # fmt: skip
    match.add_argument("--sheet", default="", metavar="NAME", help=t("default: the first filled"))
    match.add_argument("--no-header", action="store_true", help=t("the first row is no heading"))
    named = _add(
        commands, "named-in", "lists", "named_in",
        t("say which cases may be named in a document"),
    )  # fmt: skip
    named.add_argument("vault", type=Path, metavar="VAULT")
    named.add_argument("file", type=Path, metavar="FILE", help=t("text, a saved page or a PDF"))
    named.add_argument("--json", action="store_true", help=t("one JSON object a line"))
    twice = _add(
        commands, "duplicates", "duplicates", "duplicates",
        t("list cases that may be one person, the likeliest first, with reasons"),
    )  # fmt: skip
    twice.add_argument("vault", type=Path, metavar="VAULT")
    twice.add_argument(
        "--limit", type=count, default=100, metavar="N", help=t("default: {n}", n=100)
    )
    twice.add_argument("--json", action="store_true", help=t("one JSON object a line"))
    for parser in (match, named, twice):
        _add_passphrase(parser, t)


def _add_import(commands: Any, t: Translator) -> None:
    parser = _add(
        commands, "import", "imports", "import_list",
        t("make cases of a list of people, or bring them up to date"),
    )  # fmt: skip
    parser.add_argument("vault", type=Path, metavar="VAULT", nargs="?")
    parser.add_argument(
        "file", type=Path, metavar="LIST", nargs="?", help=t("CSV, .xlsx, .xls or .ods")
    )
    parser.add_argument(
        "--profile", default="", metavar="P", help=t("how it is read; default: by its headings")
    )
    parser.add_argument("--profiles", action="store_true", help=t("list the profiles"))
    parser.add_argument("--sheet", default="", metavar="S", help=t("default: the first filled"))
    parser.add_argument("--encoding", default="", metavar="E", help=t("default: it is found"))
    parser.add_argument(
        "--list-name", default="", metavar="N",
        help=t("what tells it from other lists; default: the name of the file"),
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help=t("write nothing into the vault"))
    parser.add_argument(
        "--decide", choices=("new", "leave"),
        help=t("what becomes of rows that may be known already; default: they wait"),
    )  # fmt: skip
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help=t("what became of each row: .xlsx or .csv")
    )
    parser.add_argument("--force", action="store_true", help=t("replace a report that is there"))
    parser.add_argument(
        "--remember", default="", metavar="NAME", help=t("keep how it was read under this name")
    )
    _add_passphrase(parser, t)


def _add_packet_commands(commands: Any, t: Translator) -> None:
    station = _add(
        commands, "station", "packets", "station",
        t("print this vault's card and its words, add the card of another station, confirm one"),
    )  # fmt: skip
    station.add_argument("vault", type=Path, metavar="VAULT")
    station.add_argument("deed", nargs="?", choices=("add", "confirm"))
    station.add_argument(
        "what", nargs="?", metavar="CARD|NAME", default="",
        help=t("a card or its file to add, or the station to confirm"),
    )  # fmt: skip
    station.add_argument(
        "--words-compared-by", metavar="NAME", default="",
        help=t("who heard the same words from the other side"),
    )  # fmt: skip
    station.add_argument("--words", choices=("en", "ru", "kk"), help=t("language of the words"))
    station.add_argument("--name", default="", help=t("what others shall call this vault"))
    station.add_argument("--out", type=Path, metavar="FILE", help=t("write the card to a file"))
    packet = _add(
        commands, "packet", "packets", "packet", t("make an encrypted packet for other stations")
    )
    packet.add_argument("vault", type=Path, metavar="VAULT")
    packet.add_argument("--to", metavar="NAME", action="append", required=True)
    packet.add_argument("--out", type=Path, metavar="FOLDER", default=Path())
    what = packet.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--cases", metavar="N", action="append", default=[],
        help=t("numbers of cases, with commas between them or several times"),
    )  # fmt: skip
    what.add_argument("--whole", action="store_true", help=t("everything that belongs to cases"))
    packet.add_argument(
        "--without-contacts", action="store_true", help=t("nothing by which a contact is known")
    )
    packet.add_argument(
        "--with-restricted-notes", action="store_true", help=t("they stay here otherwise")
    )
    packet.add_argument("--dry-run", action="store_true", help=t("only say what would leave"))
    receive = _add(
        commands, "receive", "packets", "receive", t("take in a packet from another station")
    )
    receive.add_argument("vault", type=Path, metavar="VAULT")
    receive.add_argument("file", type=Path, metavar="FILE.packet")
    receive.add_argument("--dry-run", action="store_true", help=t("only say what it would do"))
    receive.add_argument(
        "--older", action="store_true", help=t("even if a later one was taken in before")
    )
    for parser in (station, packet, receive):
        _add_passphrase(parser, t)


def _add_export_commands(commands: Any, t: Translator) -> None:
    export = _add(
        commands, "export", "exports", "export",
        t("write cases for other programs: only what the audience may see"),
    )  # fmt: skip
    export.add_argument("vault", type=Path, metavar="VAULT")
    export.add_argument(
        "--form", required=True,
        choices=("xlsx", "csv", "json", "ftm", "uwazi", "gedcom", "ics"),
    )  # fmt: skip
    export.add_argument(
        "--audience", default="public",
        choices=("office", "host_state", "detaining_state", "united_nations", "partners",
                 "press", "public"),
        help=t("who will read it; default: {audience}, which may see least", audience="public"),
    )  # fmt: skip
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    chosen = export.add_mutually_exclusive_group()
    chosen.add_argument("--cases", default="", metavar="CF-1,CF-2", help=t("by their numbers"))
    chosen.add_argument("--view", default="", metavar="NAME", help=t("a saved view of the cases"))
    chosen.add_argument("--all", action="store_true", help=t("all cases"))
    export.add_argument("--without-photos", action="store_true")
    export.add_argument(
        "--plain-csv", action="store_true",
        help=t("leave cells that look like formulas as they are"),
    )  # fmt: skip
    export.add_argument(
        "--names", action="store_true", help=t("names in a calendar; for the office only")
    )
    export.add_argument("--language", default="", metavar="L", help=t("of headings and words"))
    export.add_argument("--force", action="store_true", help=t("replace a file that is there"))
    back = _add(
        commands, "import-json", "exports", "import_json",
        t("take the office's own JSON export into an empty vault"),
    )  # fmt: skip
    back.add_argument("vault", type=Path, metavar="VAULT")
    back.add_argument("file", type=Path, metavar="FILE.json")
    for parser in (export, back):
        _add_passphrase(parser, t)


def count(typed: str) -> int:
    """A number from 1 on; what else is typed, the parser refuses."""
    number = int(typed)
    if number < 1:
        raise ValueError
    return number


def _add_passphrase(parser: argparse.ArgumentParser, t: Translator) -> None:
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=t(
            "read the passphrase from the first line of FILE"
            " (else CASEAPP_PASSPHRASE, else it is asked for)"
        ),
    )
