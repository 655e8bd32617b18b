"""What can be typed to bring lists in, write exports, and send and take in packets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from caseapp.cli.parser_parts import add, add_json, add_passphrase, count
from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export.forms import Form
from caseapp.i18n import Translator
from caseapp.intake.documents.encoding import ENCODINGS


def add_commands(commands: Any, t: Translator) -> None:
    """All of them, in the order in which `--help` lists them."""
    _add_list_commands(commands, t)
    _add_import(commands, t)
    _add_export_commands(commands, t)
    _add_packet_commands(commands, t)


def _add_list_commands(commands: Any, t: Translator) -> None:
    match = add(
        commands, "match-list", "lists", "match_list",
        t("check a list of people against the vault and write who may be meant"),
        vault="VAULT",
    )  # fmt: skip
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
    named = add(
        commands, "named-in", "lists", "named_in",
        t("say which cases may be named in a document"),
        vault="VAULT",
    )  # fmt: skip
    named.add_argument("file", type=Path, metavar="FILE", help=t("text, a saved page or a PDF"))
    twice = add(
        commands, "duplicates", "duplicates", "duplicates",
        t("list cases that may be one person, the likeliest first, with reasons"),
        vault="VAULT",
    )  # fmt: skip
    twice.add_argument(
        "--limit", type=count, default=100, metavar="N", help=t("default: {n}", n=100)
    )
    add_json(t, named, twice)
    add_passphrase(t, match, named, twice)


def _add_import(commands: Any, t: Translator) -> None:
    parser = add(
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
    parser.add_argument("--encoding", default="", choices=ENCODINGS, help=t("default: it is found"))
    parser.add_argument(
        "--headings", type=int, default=0, metavar="ROW",
        help=t("the row of the headings; default: it is found"),
    )  # fmt: skip
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
    add_passphrase(t, parser)


def _add_export_commands(commands: Any, t: Translator) -> None:
    export = add(
        commands, "export", "exports", "export",
        t("write cases for other programs: only what the audience may see"),
        vault="VAULT",
    )  # fmt: skip
    export.add_argument(
        "--form", required=True,
        choices=tuple(form.value for form in Form),
    )  # fmt: skip
    export.add_argument(
        "--audience", default="public",
        choices=tuple(audience.value for audience in Audience),
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
    back = add(
        commands, "import-json", "exports", "import_json",
        t("take the office's own JSON export into an empty vault"),
        vault="VAULT",
    )  # fmt: skip
    back.add_argument("file", type=Path, metavar="FILE.json")
    add_passphrase(t, export, back)


def _add_packet_commands(commands: Any, t: Translator) -> None:
    station = add(
        commands, "station", "packets", "station",
        t("print this vault's card and its words, add the card of another station, confirm one"),
        vault="VAULT",
    )  # fmt: skip
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
    packet = add(
        commands, "packet", "packets", "packet", t("make an encrypted packet for other stations"),
        vault="VAULT",
    )  # fmt: skip
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
    receive = add(
        commands, "receive", "packets", "receive", t("take in a packet from another station"),
        vault="VAULT",
    )  # fmt: skip
    receive.add_argument("file", type=Path, metavar="FILE.packet")
    receive.add_argument("--dry-run", action="store_true", help=t("only say what it would do"))
    receive.add_argument(
        "--older", action="store_true", help=t("even if a later one was taken in before")
    )
    add_passphrase(t, station, packet, receive)
