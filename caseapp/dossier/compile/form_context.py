"""What the fillers of a form share: the copy's words and views, and how an answer is made.

From views to words; sees no record.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from caseapp.disclosure.text import plain
from caseapp.disclosure.view import CaseView, SignatoryView
from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import InfoClass
from caseapp.dossier.compile.form_data import FormCaseView, FormViews
from caseapp.dossier.compile.sheets import SheetWriter
from caseapp.dossier.document import FormBox, Span, Text
from caseapp.dossier.form_templates import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """An answer: paragraphs, boxes, whether it says what the item asks for.

    `contradicted` are the places of paragraphs that contradict the one before them.
    """

    paragraphs: tuple[Text, ...] = ()
    boxes: tuple[FormBox, ...] = ()
    known: bool = False
    contradicted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who hands the form in. `organisation` holds the template fields of that name."""

    organisation: Mapping[str, str]
    contact: SignatoryView | None
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every filler sees. `today` is the day of production; `language` the form's."""

    sheets: SheetWriter
    views: FormViews
    sender: Sender
    today: date
    language: str

    @property
    def words(self) -> Words:
        return self.sheets.words

    def of(self, case: CaseView) -> FormCaseView:
        """What the form may know of a case beside its view."""
        return self.views.cases[case.id]

    def answer(
        self,
        texts: Iterable[Text],
        classes: Collection[InfoClass] = (),
        *,
        known: bool | None = None,
    ) -> Filled:
        """The paragraphs that say something; without any, words for that.

        `classes` are those by which such an answer can be held back: if something of them was
        left out of this copy, the form does not call unknown what may only be not told.
        """
        paragraphs = tuple(text for text in texts if text)
        if not paragraphs:
            return Filled(paragraphs=(self.nothing(classes),))
        return Filled(
            paragraphs=paragraphs, known=any(map(said, paragraphs)) if known is None else known
        )

    def nothing(self, classes: Collection[InfoClass] = ()) -> Text:
        """ "not known to us", or "not stated" where something of these classes is left out."""
        tr = self.words.tr
        if self.views.silent.intersection(classes):
            return plain(tr.in_context("form", "not stated"))
        return plain(tr("not known to us"))


Fill = Callable[[Context, CaseView, Item], Filled]
"""Fills one item for one person."""

TOLD = frozenset({InfoClass.TESTIMONY, InfoClass.TESTIFIER_CONTACT})
"""Classes by which an event, or what the family says of a person, is left out whole."""


def said(text: Text) -> bool:
    """Something stands there that is neither a token nor a footnote number."""
    return any(span.style not in ("token", "note") and span.text.strip() for span in text)


def unnoted(text: Text) -> Text:
    """Without footnote numbers."""
    return tuple(Span(s.text, s.style, s.target) for s in text if s.style != "note")


def field_text(context: Context, case: CaseView, *keys: str, noted: bool = False) -> list[Text]:
    """Particulars of a case by their keys, those that there are."""
    found = [context.sheets.particular(case, key) for key in keys]
    return [text if noted else unnoted(text) for text in found if text]
