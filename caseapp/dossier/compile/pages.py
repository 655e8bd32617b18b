"""The pages around the cases: heads and feet, contents, verification. Sees no record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseapp.disclosure.text import plain
from caseapp.disclosure.words import Words
from caseapp.dossier.document import (
    Contents,
    Head,
    RegisterRow,
    RegistrationCorner,
    SheetLabels,
    VerificationPage,
)
from caseapp.dossier.document import Words as DrawingWords
from caseapp.i18n import NC_


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFacts:
    """What identifies a copy. Texts are in its language; `produced` is an ISO day."""

    dossier_number: str
    copy_number: int
    audience: str
    language: str
    short_title: str
    addressee: str
    addressee_short: str
    produced: str
    produced_words: str
    policy: str
    template: str
    entries: int
    signatures: int
    sources: int
    sender: str
    notice: str


SHEETS = (
    ("one", NC_("sheets, one", "{n} sheet")),
    ("few", NC_("sheets, few", "{n} sheets")),
    ("many", NC_("sheets, many", "{n} sheets")),
    ("other", NC_("sheets, other", "{n} sheets")),
)


def head(facts: CopyFacts, words: Words) -> Head:
    """What stands on every page. The title names nobody: it is the file's title."""
    tr = words.tr
    copy = copy_words(facts.copy_number, words)
    return Head(
        dossier_number=facts.dossier_number,
        copy_number=facts.copy_number,
        audience=facts.audience,
        language=facts.language,
        title=tr("Dossier {number}, {copy}", number=facts.dossier_number, copy=copy),
        short_title=facts.short_title,
        copy_words=copy,
        addressee_short=facts.addressee_short,
        produced=facts.produced,
        notice=facts.notice,
    )


def copy_words(number: int, words: Words) -> str:
    """ "Copy 2"; a draft is none and has the number 0."""
    return words.tr("Copy {number}", number=number) if number else words.tr("Draft, not issued")


def drawing_words(words: Words) -> DrawingWords:
    """Fixed words that the drawing needs; plural forms as CLDR names them."""
    tr = words.tr
    return DrawingWords(
        page_of=tr("Page {page} of {pages}"),
        dossier=tr("Dossier"),
        sheets=tuple((category, tr.in_context(*message)) for category, message in SHEETS),
        contents=tr("Contents"),
        contents_sheets=tr("sheets"),
        contents_page=tr("page"),
        cited_in=tr("Cited in"),
        apart=words.marks.apart,
        series=words.marks.series,
    )


def sheets_words(n: int, words: Words) -> str:
    """ "14 sheets" where the number is known before anything is drawn."""
    phrases = dict(SHEETS)
    message = phrases.get(words.locale.plural_form(n), phrases["other"])
    return words.tr.in_context(*message).replace("{n}", str(n))


def contents(words: Words, entries: int, forms: int = 0) -> Contents:
    """The contents; `forms` counts those that the index lists where there are no case sheets."""
    tr = words.tr
    if forms:
        return Contents(
            title=tr("Contents"),
            index_label=tr("Forms"),
            index_note=tr.plural("{n} form", "{n} forms", forms),
        )
    return Contents(
        title=tr("Contents"),
        index_label=tr("Case sheets"),
        index_note=tr.plural("{n} sheet", "{n} sheets, in the order of the list", entries),
    )


def sheet_labels(words: Words) -> SheetLabels:
    tr = words.tr
    return SheetLabels(
        particulars=tr("Particulars"),
        timeline=tr("Timeline"),
        statements=tr("What is stated, and by whom"),
        statements_source=tr("source · grade"),
        family=tr("Family left behind"),
        asked=tr("What is asked"),
        answered=tr("What the authorities answered"),
    )


def verification(facts: CopyFacts, words: Words) -> VerificationPage:
    """The last page. Page count, code and hash are filled in by the drawing."""
    tr = words.tr
    signatures = tr.plural("{n} signature", "{n} signatures", facts.signatures)
    entries = tr.plural("{n} entry", "{n} entries", facts.entries)
    extents = [tr("pages: {pages}"), entries, signatures if facts.signatures else ""]
    number = str(facts.copy_number) if facts.copy_number else tr("Draft, not issued")
    rows = (
        RegisterRow(label=tr("Dossier"), value=facts.dossier_number),
        RegisterRow(label=tr("Copy"), value=number, strong=True),
        RegisterRow(label=tr("Issued to"), value=facts.addressee),
        RegisterRow(label=tr("Produced"), value=facts.produced_words),
        RegisterRow(label=tr("Language"), value=words.language_name(facts.language)),
        RegisterRow(label=tr("Extent"), value=words.marks.comma.join(filter(None, extents))),
        RegisterRow(label=tr("Code on the pages"), value="{code}", strong=True),
    )
    return VerificationPage(
        title=tr("Verification of this copy"),
        rows=rows,
        hash_label=tr("Hash of the content · SHA-256"),
        hash_note=tr(
            "Computed over the frozen content from which this copy was printed. A change of one "
            "letter changes all of it. The hash of the PDF file stands in the sender’s register."
        ),
        how_label=tr("How to verify"),
        how=(
            plain(
                tr(
                    "Compare the code and the copy number on this page with those on any other: "
                    "they must agree."
                )
            ),
            plain(
                tr(
                    "Tell the sender the dossier number, the copy number and the code. The answer "
                    "says when and for whom the copy was made and what it held."
                )
            ),
            plain(
                tr(
                    "From the PDF file the sender can tell whether it was issued as this copy and "
                    "is unaltered."
                )
            ),
        ),
        behind_label=tr("What stands behind this copy"),
        behind=_behind(facts, words),
        corner=RegistrationCorner(
            heading=tr("Received"), lines=(tr("no."), tr("date, time"), tr("received by"))
        ),
    )


def _behind(facts: CopyFacts, words: Words) -> tuple[RegisterRow, ...]:
    """Rules, template, consents, sources. Nothing here counts what is left out."""
    tr = words.tr
    rows = [
        RegisterRow(label=tr("Rules of disclosure"), value=facts.policy),
        RegisterRow(label=tr("Letter template"), value=facts.template),
        RegisterRow(
            label=tr("Consents"),
            value=tr("dated and kept by the sender; what may not be disclosed stands in brackets"),
        ),
        RegisterRow(
            label=tr("Sources"), value=tr.plural("{n} source", "{n} sources", facts.sources)
        ),
        RegisterRow(label=tr("Sender"), value=facts.sender),
    ]
    return tuple(row for row in rows if row.value)


def fictitious_notice(invented: Sequence[bool], words: Words, *, others: bool = False) -> str:
    """What stands under every page that shows anybody invented; `others`: not only cases are."""
    if not any(invented) and not others:
        return ""
    if all(invented):
        return words.tr(
            "All persons, numbers, addresses and events in this dossier are fictitious."
        )
    return words.tr(
        "Persons marked as fictitious are invented, with their relatives, numbers, addresses "
        "and events."
    )
