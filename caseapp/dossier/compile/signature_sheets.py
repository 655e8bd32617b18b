"""Signature sheets in one or two languages: what is signed, and the rows of those who sign.

From a letter's own words to the document; sees no record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from caseapp.disclosure.view import SignatoryView
from caseapp.disclosure.words import Words
from caseapp.dossier.compile.pages import copy_words
from caseapp.dossier.document import SignatureRow, SignatureSheets, Text

BETWEEN_LANGUAGES = " / "


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Title and demand of the sheets in one language, with that language's words."""

    words: Words
    title: str
    demands: tuple[Text, ...]


class Signed(Protocol):
    """What the sheets need of a letter's facts."""

    @property
    def signatories(self) -> Sequence[SignatoryView]: ...
    @property
    def blank_rows(self) -> int: ...
    @property
    def copy_number(self) -> int: ...


def signature_sheets(spoken: Sequence[SheetWords], signed: Signed, number: str) -> SignatureSheets:
    """The sheets for those who sign a copy, with blank rows for others.

    `spoken` has the copy's language first and at most one more; `number` is that of the annex,
    empty where the sheets are none.
    """
    rows = [SignatureRow(name=s.name, iin=s.iin, address=s.address, phone=s.phone)
            for s in signed.signatories]  # fmt: skip
    first = spoken[0].words
    annexes = [one.words.annex(number) for one in spoken] if number else []
    copies = [copy_words(signed.copy_number, one.words) for one in spoken]
    several = len(spoken) > 1
    return SignatureSheets(
        annex=annexes[0] if annexes else "",
        contents_title=first.tr("Signature sheets"),
        titles=tuple(one.title for one in spoken),
        demands=_demands(spoken),
        heads=tuple(
            tuple(dict.fromkeys(head))
            for head in zip(*(_heads(one.words) for one in spoken), strict=True)
        ),
        rows=(*rows, *[SignatureRow()] * signed.blank_rows),
        foot=_foot([one.words for one in spoken]),
        header=first.marks.apart.join(annexes) if several else "",
        header_right=first.marks.apart.join(copies) if several else "",
    )


def _demands(spoken: Sequence[SheetWords]) -> tuple[Text, ...]:
    """One language: its paragraphs beside each other; two: one paragraph each."""
    if len(spoken) == 1:
        return spoken[0].demands
    return tuple(one.demands[0] if one.demands else () for one in spoken)


def _heads(words: Words) -> tuple[str, ...]:
    tr = words.tr
    return (
        tr("No."), tr("Surname, first name, patronymic"), tr("IIN (if any)"),
        tr("Postal address"), tr("Telephone"), tr("Date"), tr("Signature"),
    )  # fmt: skip


def _foot(spoken: Sequence[Words]) -> tuple[str, str]:
    """The two labels; of two languages the first one loses its colon."""
    collected = [words.tr("Collected by:") for words in spoken]
    count = [words.tr("Signatures on this sheet:") for words in spoken]
    return _beside(collected), _beside(count)


def _beside(labels: Sequence[str]) -> str:
    *before, last = labels
    return BETWEEN_LANGUAGES.join([*(label.rstrip(":： ") for label in before), last])
