"""Sentences that several pages share: sources and grades, statuses, terms, people counted.

From views to words; sees no record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from caseapp.disclosure.names import one_a_script
from caseapp.disclosure.text import joined, plain, strong
from caseapp.disclosure.view import CaseView, CiteView, EventView, SourceView, status_event
from caseapp.disclosure.words import Words, capitalised
from caseapp.domain.status import Term, in_order, is_overdue
from caseapp.domain.vocabulary import CaseKind, EventKind, InfoClass, Sex, Status, TermStart
from caseapp.dossier.compile.relations import of_relative, relation_words
from caseapp.dossier.document import Span, Text
from caseapp.i18n import NC_

STATUS_LINES = {
    Status.SENTENCED: NC_("status line", "Serving a sentence"),
    Status.DETAINED: NC_("status line", "In custody, no verdict known"),
    Status.HOUSE_ARREST: NC_("status line", "Under house arrest"),
    Status.FORCED_LABOUR: NC_("status line", "Put to labour"),
    Status.UNDER_WATCH: NC_("status line", "Under watch"),
    Status.NO_NEWS: NC_("status line", "No news"),
    Status.UNKNOWN: NC_("status line", "Not stated"),
}
RELEASED = {
    Sex.FEMALE: NC_("status line, woman", "Released"),
    Sex.MALE: NC_("status line, man", "Released"),
    Sex.UNKNOWN: NC_("status line, person", "Released"),
    None: NC_("status line, group", "Released"),
}
DIED = {
    Sex.FEMALE: NC_("status line, woman", "Died"),
    Sex.MALE: NC_("status line, man", "Died"),
    Sex.UNKNOWN: NC_("status line, person", "Died"),
    None: NC_("status line, group", "Died"),
}


TAKINGS = (EventKind.TAKEN, EventKind.RETAKEN)


class Sources:
    """Numbers of the sources of one copy, and how references to them are worded."""

    def __init__(self, numbers: Mapping[UUID, int], views: Mapping[UUID, SourceView]) -> None:
        self.numbers = numbers
        self.views = views

    def notes(self, cites: Sequence[CiteView]) -> Text:
        """Footnote numbers behind a statement, each a link to its entry."""
        spans: list[Span] = []
        for number in self._numbers(cites):
            if spans:
                spans.append(Span(",", "note"))
            spans.append(Span(str(number), "note", f"source-{number}"))
        return tuple(spans)

    def column(self, cites: Sequence[CiteView], words: Words) -> Text:
        """The source column: "1 A1 · 2 B2"; a token beside the grade where none is named."""
        parts: list[Text] = []
        for cite in sorted(cites, key=lambda c: self.numbers[c.source]):
            number = self.numbers[cite.source]
            if self.views[cite.source].hidden:
                token = words.token_text(InfoClass.SOURCE_IDENTITY)
                parts.append((*token, Span(f" {cite.grade}")))
            else:
                parts.append((Span(f"{number} {cite.grade}", target=f"source-{number}"),))
        return joined(parts, words.marks.apart) or plain(words.tr("the family’s word"))

    def _numbers(self, cites: Sequence[CiteView]) -> list[int]:
        return sorted({self.numbers[cite.source] for cite in cites})


def status_line(case: CaseView, words: Words, today: date) -> str:
    """The status in words, fitted to a man, a woman or a group."""
    if is_overdue(case.release, today):
        return words.tr.in_context("status line", "Term has ended, no news of a release")
    status = case.status.status
    key = None if case.kind is CaseKind.GROUP else case.sex
    if status is Status.RELEASED:
        return words.tr.in_context(*RELEASED[key])
    if status is Status.DIED:
        return words.tr.in_context(*DIED[key])
    return words.tr.in_context(*STATUS_LINES[status])


def term_words(term: Term, words: Words) -> str:
    """ "11 years 6 months"; empty without a term."""
    tr = words.tr
    parts = []
    if term.years:
        parts.append(tr.plural("{n} year", "{n} years", term.years))
    if term.months:
        parts.append(tr.plural("{n} month", "{n} months", term.months))
    if term.days:
        parts.append(tr.plural("{n} day", "{n} days", term.days))
    return words.marks.blank.join(parts)


def term_start_words(start: TermStart, words: Words) -> str:
    return words.label(start)


def ordered_events(case: CaseView) -> list[EventView]:
    """The events of a case as they followed one another."""
    place = {e.key: i for i, e in enumerate(in_order([status_event(e) for e in case.events]))}
    return sorted(case.events, key=lambda event: place[event.key])


def last_taking(case: CaseView) -> EventView | None:
    """The event with which the person was last taken."""
    taken = [e for e in ordered_events(case) if e.kind in TAKINGS]
    return taken[-1] if taken else None


def sentence_of(case: CaseView) -> EventView | None:
    """The event with the latest term."""
    with_term = [event for event in ordered_events(case) if event.term and event.credible]
    return with_term[-1] if with_term else None


def main_name(case: CaseView, words: Words) -> Text:
    """What stands where a name stands: the name, a token, or words for the nameless."""
    if case.names:
        forms = [(name.text, name.script, name.kind) for name in case.names]
        return plain(one_a_script(forms, words.language)[0][0][0])
    if case.name_hidden:
        return words.token_text(InfoClass.DETAINEE_NAME)
    return capitalised_text(case.description) or plain(nameless(case, words))


def nameless(case: CaseView, words: Words) -> str:
    """Words for one whose name is not known, or for a group."""
    tr = words.tr
    if case.kind is CaseKind.GROUP:
        if case.greatest_size == case.least_size:
            return tr.plural("A group of {n} person", "A group of {n} people", case.least_size)
        if case.greatest_size is None:
            return tr.plural(
                "A group of at least {n} person",
                "A group of at least {n} people",
                case.least_size,
            )
        return tr(
            "A group of {least} to {greatest} people",
            least=case.least_size,
            greatest=case.greatest_size,
        )
    if case.sex is Sex.FEMALE:
        return tr("A woman whose name is not known")
    if case.sex is Sex.MALE:
        return tr("A man whose name is not known")
    return tr("A person whose name is not known")


def capitalised_text(text: Text) -> Text:
    """A paragraph whose first letter is a capital."""
    if not text:
        return ()
    first = Span(capitalised(text[0].text), text[0].style, text[0].target)
    return (first, *text[1:])


def testimony_title(source: SourceView, words: Words) -> Text:
    """An account worded by who gave it, as far as that may be told."""
    tr = words.tr
    if source.testifier and source.relation:
        return plain(
            tr(
                "Testimony of {name} ({relation})",
                name=source.testifier,
                relation=relation_words(source.relation, source.sex, words),
            )
        )
    if source.testifier:
        return plain(tr("Testimony of {name}", name=source.testifier))
    if source.relation:
        relative = of_relative(source.relation, source.sex, words)
        if source.sex is Sex.MALE:
            return plain(tr("Testimony of his {relative}", relative=relative))
        if source.sex is Sex.FEMALE:
            return plain(tr("Testimony of her {relative}", relative=relative))
        return plain(tr("Testimony of a {relative} of the person", relative=relative))
    return (
        *plain(tr("Testimony") + words.marks.colon),
        *words.token_text(InfoClass.TESTIFIER_NAME),
    )


def heading(text: Text) -> Text:
    """A paragraph set strong, tokens as they are."""
    return tuple(
        part for span in text for part in (strong(span.text) if span.style == "plain" else (span,))
    )
