"""What can be typed to bring lists in, write exports, and send and take in packets."""

from __future__ import annotations

from pathlib import Path

from caseapp.cli.parser_parts import Command, OneOf, count, flag, option, path, several
from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export.forms import Form
from caseapp.i18n import N_
from caseapp.intake.documents.encoding import ENCODINGS

_REPLACE_REPORT = flag("--force", N_("replace a report that is there"))

_LISTS = (
    Command(
        "match-list", "lists.match_list",
        N_("check a list of people against the vault and write who may be meant"),
        path("file", "LIST", N_("CSV or an Excel workbook")),
        path("--out", "FILE", N_("the report: .xlsx or .csv"), required=True),
        _REPLACE_REPORT,
        option(
            "--top", N_("cases told of a row, at most; default: 3"),
            type=int, choices=range(1, 11), default=3, metavar="N",
        ),
        several(
            "--name", "COLUMN", N_("a column by its heading or number; may be given several times")
        ),
        *(
            several(f"--{name}", "COLUMN", N_("a column by its heading or number"))
            for name in ("surname", "given", "father", "birth", "sex", "id", "place")
        ),
        option("--sheet", N_("default: the first filled"), default="", metavar="NAME"),
        flag("--no-header", N_("the first row is no heading")),
    ),
    Command(
        "named-in", "lists.named_in", N_("say which cases may be named in a document"),
        path("file", "FILE", N_("text, a saved page or a PDF")),
        json=True,
    ),
    Command(
        "duplicates", "duplicates.duplicates",
        N_("list cases that may be one person, the likeliest first, with reasons"),
        option(
            "--limit", N_("default: {n}"), values={"n": 100}, type=count, default=100, metavar="N"
        ),
        json=True,
    ),
    Command(
        "import", "imports.import_list",
        N_("make cases of a list of people, or bring them up to date"),
        path("vault", "VAULT", nargs="?"),
        path("file", "LIST", N_("CSV, .xlsx, .xls or .ods"), nargs="?"),
        option(
            "--profile", N_("how it is read; default: by its headings"), default="", metavar="P"
        ),
        flag("--profiles", N_("list the profiles")),
        option("--sheet", N_("default: the first filled"), default="", metavar="S"),
        option("--encoding", N_("default: it is found"), default="", choices=ENCODINGS),
        option(
            "--headings", N_("the row of the headings; default: it is found"),
            type=int, default=0, metavar="ROW",
        ),
        option(
            "--list-name", N_("what tells it from other lists; default: the name of the file"),
            default="", metavar="N",
        ),
        flag("--dry-run", N_("write nothing into the vault")),
        option(
            "--decide", N_("what becomes of rows that may be known already; default: they wait"),
            choices=("new", "leave"),
        ),
        path("--report", "FILE", N_("what became of each row: .xlsx or .csv")),
        _REPLACE_REPORT,
        option(
            "--remember", N_("keep how it was read under this name"), default="", metavar="NAME"
        ),
        vault="",
    ),
)  # fmt: skip

_EXPORTS = (
    Command(
        "export", "exports.export",
        N_("write cases for other programs: only what the audience may see"),
        option("--form", required=True, choices=tuple(form.value for form in Form)),
        option(
            "--audience", N_("who will read it; default: {audience}, which may see least"),
            values={"audience": "public"},
            default="public", choices=tuple(audience.value for audience in Audience),
        ),
        path("--out", "FILE", required=True),
        OneOf(
            option("--cases", N_("by their numbers"), default="", metavar="CF-1,CF-2"),
            option("--view", N_("a saved view of the cases"), default="", metavar="NAME"),
            flag("--all", N_("all cases")),
        ),
        flag("--without-photos"),
        flag("--plain-csv", N_("leave cells that look like formulas as they are")),
        flag("--names", N_("names in a calendar; for the office only")),
        option("--language", N_("of headings and words"), default="", metavar="L"),
        flag("--force", N_("replace a file that is there")),
    ),
    Command(
        "import-json", "exports.import_json",
        N_("take the office's own JSON export into an empty vault"),
        path("file", "FILE.json"),
    ),
)  # fmt: skip

_PACKETS = (
    Command(
        "station", "packets.station",
        N_("print this vault's card and its words, add the card of another station, confirm one"),
        option("deed", nargs="?", choices=("add", "confirm")),
        option(
            "what", N_("a card or its file to add, or the station to confirm"),
            nargs="?", metavar="CARD|NAME", default="",
        ),
        option(
            "--words-compared-by", N_("who heard the same words from the other side"),
            metavar="NAME", default="",
        ),
        option("--words", N_("language of the words"), choices=("en", "ru", "kk")),
        option("--name", N_("what others shall call this vault"), default=""),
        path("--out", "FILE", N_("write the card to a file")),
    ),
    Command(
        "packet", "packets.packet", N_("make an encrypted packet for other stations"),
        option("--to", metavar="NAME", action="append", required=True),
        path("--out", "FOLDER", default=Path()),
        OneOf(
            several(
                "--cases", "N", N_("numbers of cases, with commas between them or several times")
            ),
            flag("--whole", N_("everything that belongs to cases")),
            required=True,
        ),
        flag("--without-contacts", N_("nothing by which a contact is known")),
        flag("--with-restricted-notes", N_("they stay here otherwise")),
        flag("--dry-run", N_("only say what would leave")),
    ),
    Command(
        "receive", "packets.receive", N_("take in a packet from another station"),
        path("file", "FILE.packet"),
        flag("--dry-run", N_("only say what it would do")),
        flag("--older", N_("even if a later one was taken in before")),
    ),
)  # fmt: skip

COMMANDS = (*_LISTS, *_EXPORTS, *_PACKETS)
"""All of them, in the order in which `--help` lists them."""
