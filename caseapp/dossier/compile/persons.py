"""The list of persons: one row each, a column only for what somebody's row shows.

From views to the document; sees no record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caseapp.disclosure.names import one_a_script
from caseapp.disclosure.text import plain, text_of
from caseapp.disclosure.view import CaseView, Hidden
from caseapp.domain.vocabulary import InfoClass, NameScript, Sex
from caseapp.dossier.compile.relations import relation_words
from caseapp.dossier.compile.sentences import (
    heading,
    last_taking,
    main_name,
    ordered_events,
    sentence_of,
    status_line,
    term_words,
)
from caseapp.dossier.compile.sheets import SheetWriter
from caseapp.dossier.document import Column, PersonList, PersonRow, Span, Text

Lines = tuple[Text, ...]
NONE = "—"
SHORT = 24
"""Letters of an authority that a row has room for beside a place; the sheet names every one."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A column: its key, heads per line, and what each line of a cell shows."""

    key: str
    heads: tuple[str, ...]
    cell: Callable[[CaseView], Lines]


class ListWriter:
    """Words the list of one copy."""

    def __init__(self, sheets: SheetWriter) -> None:
        self._sheets = sheets
        self._words = sheets.words

    def write(
        self, cases: Sequence[CaseView], annex: str, sheets_annex: str, as_of: str
    ) -> PersonList:
        """The list; a column that would be empty for everybody is left out."""
        tr = self._words.tr
        kinds = [kind for kind in self._kinds() if any(_filled(kind.cell(c)) for c in cases)]
        rows = []
        for number, case in enumerate(cases, 1):
            cells: list[Lines] = [(plain(str(number)),)]
            cells += [kind.cell(case) or (plain(NONE),) for kind in kinds]
            rows.append(PersonRow(number=number, anchor=case.anchor, cells=tuple(cells)))
        columns = [Column(key="number", head=(tr("No."),))]
        columns += [Column(key=kind.key, head=kind.heads) for kind in kinds]
        entries = tr.plural("{n} entry", "{n} entries", len(cases))
        return PersonList(
            annex=annex,
            title=tr("List of persons"),
            note=self._words.marks.apart.join(
                (
                    entries,
                    tr("sheet {sheet} of {sheets}"),
                    tr("as known on {date}", date=as_of),
                )
            ),
            columns=tuple(columns),
            rows=tuple(rows),
            legend=tr(
                "A date without a day: the day is not known. Square brackets [ ]: known to us and "
                "not disclosed in this copy. Sources for every row: the case sheet ({annex}).",
                annex=sheets_annex,
            ),
        )

    def _kinds(self) -> list[_Kind]:
        tr = self._words.tr
        return [
            _Kind("name", (tr("Full name"),), self._name),
            _Kind("birth", (tr("Sex, date"), tr("of birth")), self._birth),
            _Kind("identifier", (tr("Identity number"), tr("citizenship")), self._identifier),
            _Kind("home", (tr("County"), tr("occupation")), self._home),
            _Kind("taken", (tr("Taken when,"), tr("where, by whom")), self._taken),
            _Kind("reason_given", (tr("Reason"), tr("given")), self._reason("reason_given")),
            _Kind(
                "reason_believed",
                (tr("Reason"), tr("believed")),
                self._reason("reason_believed"),
            ),
            _Kind("term", (tr("Term,"), tr("facility")), self._term),
            _Kind("status", (tr("Status,"), tr("last contact")), self._status),
            _Kind("petitioner", (tr("Petitioner"),), self._petitioner),
        ]

    def _name(self, case: CaseView) -> Lines:
        lines = [heading(main_name(case, self._words))]
        forms = [(name.text, name.script, name.kind) for name in case.names]
        main, _ = one_a_script(forms, self._words.language)
        lines += [plain(text) for text, script, _ in main[1:] if script is NameScript.ZH_HANS]
        return tuple(line for line in lines if line)

    def _birth(self, case: CaseView) -> Lines:
        tr = self._words.tr
        sex = {
            Sex.MALE: tr.in_context("sex, short", "male"),
            Sex.FEMALE: tr.in_context("sex, short", "female"),
            Sex.UNKNOWN: "",
        }[case.sex]
        return _lines(plain(sex), plain(self._words.brief(case.birth)))

    def _identifier(self, case: CaseView) -> Lines:
        numbers: list[Text] = []
        if isinstance(case.identifiers, Hidden):
            numbers.append(self._words.token_text(InfoClass.DETAINEE_IDENTIFIERS))
        elif case.identifiers:
            numbers.append(beginning(self._sheets.identifiers(case)))
        citizenship = unnoted(self._sheets.particular(case, "citizenships"))
        if citizenship and not numbers:
            # The second line of the head must not seem to answer the first.
            numbers.append(plain(NONE))
        return _lines(*numbers, citizenship)

    def _home(self, case: CaseView) -> Lines:
        county, occupation = (
            unnoted(self._sheets.particular(case, k)) for k in ("home_place", "occupation")
        )
        return _lines(beginning(county), occupation)

    def _taken(self, case: CaseView) -> Lines:
        event = last_taking(case)
        if event is None:
            return ()
        when = plain(self._words.brief(event.when))
        by = event.authority if len(text_of(event.authority)) <= SHORT or not event.place else ()
        return _lines(when, event.place, by)

    def _reason(self, name: str) -> Callable[[CaseView], Lines]:
        return lambda case: _lines(unnoted(self._sheets.latest(case, name)))

    def _term(self, case: CaseView) -> Lines:
        sentence = sentence_of(case)
        term = term_words(sentence.term, self._words) if sentence else ""
        held = [e.facility for e in ordered_events(case) if e.facility and not e.details]
        return _lines(plain(term), held[-1] if held else ())

    def _status(self, case: CaseView) -> Lines:
        line = plain(status_line(case, self._words, self._sheets.today))
        return _lines(line, plain(self._words.brief(case.status.as_of)))

    def _petitioner(self, case: CaseView) -> Lines:
        person = case.petitioner
        if person is None:
            return ()
        known = person.relation
        relation = relation_words(known, case.sex, self._words) if known else ""
        name = (
            self._words.token_text(InfoClass.TESTIFIER_NAME)
            if person.hidden
            else plain(person.name)
        )
        return _lines(plain(relation), name)


def _lines(*texts: Text) -> Lines:
    return tuple(text for text in texts if text_of(text).strip())


def _filled(lines: Lines) -> bool:
    """A cell that says something, not only that something is withheld."""
    return any(span.style != "token" for line in lines for span in line)


def beginning(text: Text) -> Text:
    """Up to the first comma or semicolon: a row has room for the county, the first number.

    The whole stands on the sheet.
    """
    begun: list[Span] = []
    for span in text:
        head, *rest = re.split("[,;，；]", span.text, maxsplit=1)
        begun.append(Span(head, span.style, span.target))
        if rest:
            break
    return tuple(begun)


def unnoted(text: Text) -> Text:
    """Without footnote numbers: those stand on the sheet."""
    return tuple(Span(s.text, s.style, s.target) for s in text if s.style != "note")
