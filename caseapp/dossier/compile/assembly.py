"""The parts of one copy, each written by its own writer, in the order that the copy asks for.

`WRITERS` is the registry: a part's code and the function that writes it from an `Assembly`. A
part with nothing to say gives no page. Sees views and facts; the gate stands before it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from caseapp.disclosure.view import Home
from caseapp.disclosure.words import Words
from caseapp.domain.policy import Policy
from caseapp.dossier.compile.annex import AnnexWriter
from caseapp.dossier.compile.copy import Gated
from caseapp.dossier.compile.enclosures import index
from caseapp.dossier.compile.facts import Facts
from caseapp.dossier.compile.form_parts import FormsOfCopy, standing_forms
from caseapp.dossier.compile.forms import gets_form
from caseapp.dossier.compile.homes import homes
from caseapp.dossier.compile.letter import LetterFacts, LetterWriter
from caseapp.dossier.compile.pages import CopyFacts, contents, sheet_labels, verification
from caseapp.dossier.compile.papers import enclosed
from caseapp.dossier.compile.particulars import organisation_values
from caseapp.dossier.compile.persons import ListWriter
from caseapp.dossier.compile.poster import PosterWriter
from caseapp.dossier.compile.sheets import Asked, SheetWriter
from caseapp.dossier.compile.signature_sheets import signature_sheets
from caseapp.dossier.compile.summary import SummaryWriter
from caseapp.dossier.document import CaseSheets, Part, Posters, Summary
from caseapp.dossier.letters import Template
from caseapp.dossier.parts import ANNEXED, PartKind
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Addressee, AppealAddressee


@dataclass
class Assembly:
    """What the parts of one copy share. `kinds` are the parts that it has, in order."""

    file: AppealFile
    gated: Gated
    words: Words
    facts: Facts
    rules: Policy
    kinds: tuple[PartKind, ...]
    copy_facts: CopyFacts
    letter: LetterWriter | None = None
    second_letter: LetterWriter | None = None
    """The same letter in the second language of the copy."""
    link: AppealAddressee | None = None
    addressee: Addressee | None = None

    @cached_property
    def annexes(self) -> Mapping[PartKind, str]:
        """The numbers of the annexes: "1", "2" … for those that are numbered, in order."""
        numbered = (kind for kind in self.kinds if kind in ANNEXED)
        return {kind: str(number) for number, kind in enumerate(numbered, 1)}

    def annex(self, kind: PartKind) -> str:
        """What stands above an annex; empty for a part that is none."""
        number = self.annexes.get(kind, "")
        return self.words.annex(number) if number else ""

    @cached_property
    def sheet_writer(self) -> SheetWriter:
        asked: Asked = self.letter.asked if self.letter else lambda _case: ()
        return SheetWriter(self.words, self.gated.sources, self.facts.known_on, asked)

    @cached_property
    def forms(self) -> FormsOfCopy:
        return FormsOfCopy(
            self.file,
            self.gated,
            self.words,
            self.addressee,
            self.kinds,
            known_on=self.facts.known_on,
            today=self.facts.today,
            reference=self.facts.reference(),
        )

    @cached_property
    def summary(self) -> Summary | None:
        """Exact for the office; elsewhere what few persons share is not told."""
        sheets = SheetWriter(self.words, self.gated.sources, self.facts.known_on, lambda _case: ())
        exact = self.gated.gate.is_office
        writer = SummaryWriter(sheets, self.gated.view.cases, self._homes, exact=exact)
        number, sources = self.annex(PartKind.SUMMARY), len(self.gated.view.sources)
        return writer.write(number, self.facts.status_date(), sources)

    @cached_property
    def posters(self) -> Posters | None:
        """With the office's address for mail, else its telephone."""
        values = organisation_values(self.file.appeal.organisation, self.words.language)
        contact = values["organisation_email"] or values["organisation_phone"]
        writer = PosterWriter(self.words, self.facts.known_on, self._homes, contact)
        return writer.write(self.gated.view.cases, self.annex(PartKind.POSTERS))

    @cached_property
    def _homes(self) -> Mapping[UUID, Home]:
        return homes(self.file, self.gated)

    def drop_empty(self) -> None:
        """Leave out parts that are no annexes and have nothing to say: no letter names them."""
        empty = {
            kind
            for kind, part in (
                (PartKind.SUMMARY, lambda: self.summary), (PartKind.POSTERS, lambda: self.posters),
            )
            if kind in self.kinds and part() is None
        }  # fmt: skip
        self.kinds = tuple(kind for kind in self.kinds if kind not in empty)

    def parts(self) -> tuple[Part, ...]:
        """All parts, in order."""
        return tuple(part for kind in self.kinds for part in WRITERS[kind](self))


def for_addressee(
    file: AppealFile,
    gated: Gated,
    words: Words,
    facts: Facts,
    rules: Policy,
    template: Template,
    pair: tuple[AppealAddressee, Addressee],
    kinds: Sequence[PartKind],
    copy_number: int,
    second: tuple[Template, Facts] | None = None,
) -> tuple[Assembly, LetterWriter]:
    """The assembly of an addressee's copy, and its letter.

    `second` has the template and the facts in the second language of the copy.
    """
    link, addressee = pair
    letter_facts = facts.letter_facts(addressee, copy_number, link.enclosures)
    assembly = Assembly(
        file=file,
        gated=gated,
        words=words,
        facts=facts,
        rules=rules,
        kinds=tuple(_standing(standing_forms(kinds, gated.view.cases), template, letter_facts)),
        copy_facts=facts.copy_facts(addressee, template, letter_facts, rules),
        link=link,
        addressee=addressee,
    )
    assembly.drop_empty()
    numbers = {ANNEXED[kind]: number for kind, number in assembly.annexes.items()}
    codes = tuple(kind.value for kind in assembly.kinds)
    # Forms ask for more than the sheets, and may have to leave a token for it.
    hides = assembly.forms.withhold
    letter_facts = replace(letter_facts, annexes=numbers, parts=codes, withheld=hides)
    letter = LetterWriter(template, words, gated.view.cases, letter_facts, facts.known_on)
    assembly.letter = letter
    if second is not None:
        other, spoken = second
        told = spoken.letter_facts(addressee, copy_number, link.enclosures)
        told = replace(told, annexes=numbers, parts=codes)
        assembly.second_letter = LetterWriter(
            other, spoken.words, gated.view.cases, told, facts.known_on
        )
    return assembly, letter


def _standing(
    kinds: Collection[PartKind], template: Template, facts: LetterFacts
) -> Iterable[PartKind]:
    """The parts that have something to say: no signature sheets where nobody signs on them, no
    index of enclosures where nothing travels."""
    signed = PartKind.LETTER in kinds and facts.one_applicant and template.signed_by_contact
    on_sheets = bool(facts.signatories or facts.blank_rows) and not signed
    for kind in kinds:
        if kind is PartKind.SIGNATURES and not on_sheets:
            continue
        if kind is PartKind.ENCLOSURES and not facts.papers:
            continue
        if kind in WRITERS:
            yield kind


# -- writers -------------------------------------------------------------------------------------
def _letter(a: Assembly) -> Sequence[Part]:
    """The letter; after it the same in the second language."""
    letters = [a.letter.letter()] if a.letter else []
    return letters + ([a.second_letter.second_letter()] if a.second_letter else [])


def _contents(a: Assembly) -> Sequence[Part]:
    cases = a.gated.view.cases
    forms = 0 if PartKind.SHEETS in a.kinds or not a.forms.templates else sum(map(gets_form, cases))
    return (contents(a.words, len(cases), forms),)


def _summary(a: Assembly) -> Sequence[Part]:
    return (a.summary,) if a.summary else ()


def _persons(a: Assembly) -> Sequence[Part]:
    """The list names the annex of the sheets, which its rows lead to."""
    persons = ListWriter(a.sheet_writer).write(
        a.gated.view.cases,
        a.annex(PartKind.PERSONS),
        a.annex(PartKind.SHEETS),
        a.facts.status_date(),
    )
    return (persons,)


def _sheets(a: Assembly) -> Sequence[Part]:
    cases = a.gated.view.cases
    sheets = CaseSheets(
        annex=a.annex(PartKind.SHEETS),
        title=a.words.tr("Case sheets"),
        labels=sheet_labels(a.words),
        sheets=tuple(a.sheet_writer.write(case, n, len(cases)) for n, case in enumerate(cases, 1)),
    )
    return (sheets,)


def _forms(kind: PartKind) -> Callable[[Assembly], Sequence[Part]]:
    return lambda a: (a.forms.part(kind, a.annex(kind)),)


def _posters(a: Assembly) -> Sequence[Part]:
    return (a.posters,) if a.posters else ()


def _annex(a: Assembly) -> Sequence[Part]:
    writer = AnnexWriter(a.words, a.gated.sources, a.gated.view.cases)
    return (writer.write(a.annex(PartKind.ANNEX)),)


def _signatures(a: Assembly) -> Sequence[Part]:
    """Sheets in the languages of the letter."""
    letters = [one for one in (a.letter, a.second_letter) if one is not None]
    if not letters:
        return ()
    number = a.annexes.get(PartKind.SIGNATURES, "")
    return (signature_sheets([one.sheet_words() for one in letters], letters[0].facts, number),)


def _enclosures(a: Assembly) -> Sequence[Part]:
    papers = enclosed(a.file, a.gated, a.words, a.link.enclosures if a.link else ())
    listed = index(papers, a.words, a.annex(PartKind.ENCLOSURES))
    return (listed,) if listed else ()


def _verification(a: Assembly) -> Sequence[Part]:
    return (verification(a.copy_facts, a.words),)


WRITERS: Mapping[PartKind, Callable[[Assembly], Sequence[Part]]] = {
    PartKind.LETTER: _letter,
    PartKind.CONTENTS: _contents,
    PartKind.SUMMARY: _summary,
    PartKind.PERSONS: _persons,
    PartKind.SHEETS: _sheets,
    PartKind.WGEID: _forms(PartKind.WGEID),
    PartKind.WGAD: _forms(PartKind.WGAD),
    PartKind.TRACING: _forms(PartKind.TRACING),
    PartKind.POSTERS: _posters,
    PartKind.ANNEX: _annex,
    PartKind.SIGNATURES: _signatures,
    PartKind.ENCLOSURES: _enclosures,
    PartKind.VERIFICATION: _verification,
}
"""Who writes which part."""
