"""Case sheets: one person's page in words. From views to the document; sees no record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from caseapp.disclosure.names import fitting, one_a_script
from caseapp.disclosure.text import joined, plain, strong, text_of
from caseapp.disclosure.view import (
    CaseView,
    CiteView,
    ContradictionView,
    Hidden,
    IdentifierView,
    KinView,
    StepView,
)
from caseapp.disclosure.words import Words, capitalised
from caseapp.domain.dates import Precision
from caseapp.domain.status import CUSTODY, is_overdue, is_stale
from caseapp.domain.vocabulary import (
    CaseKind,
    EventKind,
    IdentifierKind,
    InfoClass,
    NameKind,
    Sex,
    Status,
    Tie,
)
from caseapp.dossier.compile.relations import relation_words
from caseapp.dossier.compile.sentences import (
    Sources,
    main_name,
    ordered_events,
    sentence_of,
    status_line,
    term_words,
)
from caseapp.dossier.compile.timeline import timeline
from caseapp.dossier.document import (
    CaseSheet,
    Contradiction,
    FamilyRow,
    Field,
    NameShown,
    Photo,
    Statement,
    Text,
)

Asked = Callable[[CaseView], tuple[Text, ...]]
"""Words what a letter asks for one person."""

NARROW = "\u00a0"


class SheetWriter:
    """Words the sheets of one copy."""

    def __init__(self, words: Words, sources: Sources, today: date, asked: Asked) -> None:
        self.words = words
        self.sources = sources
        self.today = today
        self._asked = asked

    def write(self, case: CaseView, number: int, total: int) -> CaseSheet:
        """One sheet; `number` of `total` as in the list of persons."""
        words, tr = self.words, self.words.tr
        name = main_name(case, words)
        shown = text_of(name) if case.names else ""
        return CaseSheet(
            anchor=case.anchor,
            bookmark=f"{case.case_number} {shown}".strip(),
            case_number=case.case_number,
            header=tr("Case sheet · {number}", number=case.case_number),
            sheet_words=tr("Sheet {number} of {total}", number=number, total=total),
            name=name,
            names=self._names(case),
            photo=self.photo(case),
            status_label=tr("Status"),
            status=self.status(case),
            status_note=self._status_note(case),
            tie_label=tr("Tie to Kazakhstan"),
            tie=self._tie(case),
            notice=self.notice(case),
            particulars=tuple(self._particulars(case)),
            timeline=timeline(case, self.sources, words, self.today),
            statements=tuple(self.statements(case)),
            family=tuple(self.kin(row, case.sex) for row in case.kin),
            asked=self._asked(case),
            answered=tuple(self.step(step) for step in case.steps),
        )

    # -- the head ----------------------------------------------------------------------------
    def _names(self, case: CaseView) -> tuple[NameShown, ...]:
        forms = [(name.text, name.script, name.kind) for name in case.names]
        main, others = one_a_script(forms, self.words.language)
        shown = []
        for text, script, kind in fitting(main[1:], SCRIPTS_BESIDE):
            label = self.words.label(script)
            if kind is NameKind.DOCUMENT:
                label = f"{label}{self.words.marks.comma}{self.words.label(kind)}"
            shown.append(NameShown(text=text, label=capitalised(label)))
        for text, _script, kind in others:
            shown.append(NameShown(text=text, label=capitalised(self.words.label(kind))))
        return tuple(shown)

    def photo(self, case: CaseView) -> Photo | None:
        """The photograph with its caption, or the token for it; None if there is none."""
        photo = case.photo
        if photo is None:
            return None
        if photo.hidden is not None:
            return Photo(image="", token=self.words.token(InfoClass.PHOTO), caption=())
        taken = self.words.when(photo.taken)
        tr = self.words.tr
        first = tr("Photograph, {taken}", taken=taken) if taken else tr("Photograph")
        return Photo(
            image=photo.image,
            token="",
            caption=joined([plain(first), photo.origin], self.words.marks.comma),
        )

    def status(self, case: CaseView) -> Text:
        """Status with the place of custody, where one is known and may be told."""
        line = plain(status_line(case, self.words, self.today))
        place: Text = ()
        if case.status.status in CUSTODY and not is_overdue(case.release, self.today):
            held = [e for e in ordered_events(case) if e.credible and e.facility]
            place = held[-1].facility if held else ()
        return joined([line, place], self.words.marks.semicolon)

    def _status_note(self, case: CaseView) -> Text:
        tr = self.words.tr
        parts: list[Text] = []
        as_of = self.words.when(case.status.as_of, "long")
        known = case.status.as_of
        if as_of and known.precision in _PLAIN and not known.approximate:
            parts.append(plain(tr("as of {date}", date=as_of)))
        elif as_of:
            parts.append(plain(tr("last known: {date}", date=as_of)))
        elif case.status.basis:
            parts.append(plain(tr("date not known")))
        cites = [c for e in case.events if e.key in case.status.basis for c in e.cites]
        numbers = sorted({self.sources.numbers[c.source] for c in cites})
        if numbers:
            listed = self.words.marks.series.join(map(str, numbers))
            phrase = tr.plural("source {list}", "sources {list}", len(numbers), list=listed)
            parts.append(plain(phrase))
        if is_stale(case.status.as_of, self.today):
            parts.append(plain(tr("older than 180 days")))
        return joined(parts, self.words.marks.apart)

    def _tie(self, case: CaseView) -> Text:
        if text_of(case.tie_note).strip():
            return case.tie_note
        if case.tie is None:
            return ()
        if case.tie is Tie.NONE_KNOWN:
            return plain(capitalised(self.words.label(case.tie)))
        return plain(capitalised(self.words.label(case.tie)) + self.words.marks.stop)

    def notice(self, case: CaseView) -> str:
        """What marks somebody invented; empty for others."""
        if not case.fictitious:
            return ""
        tr = self.words.tr
        return tr("Fictitious persons") if case.kind is CaseKind.GROUP else tr("Fictitious person")

    # -- particulars -------------------------------------------------------------------------
    def _particulars(self, case: CaseView) -> Sequence[Field]:
        tr = self.words.tr
        fields = [
            (tr("Sex, born"), self.birth(case)),
            (tr("Identity number"), self.identifiers(case)),
            (tr("Citizenship"), self.particular(case, "citizenships")),
            (tr("Ethnicity"), self.particular(case, "ethnicity")),
            (tr("Home"), self.particular(case, "home_place")),
            (tr("Address"), self.particular(case, "home_address")),
            (tr("Occupation"), self.particular(case, "occupation")),
            (tr("Education"), self.particular(case, "education")),
            (tr("Family status"), self.particular(case, "family_status")),
            (tr("Dependants"), self.particular(case, "dependants")),
            (tr("Health"), self.particular(case, "health")),
            (tr("What the family did"), self.particular(case, "family_steps")),
            *self._custody(case),
            (tr("Restricted notes"), self.particular(case, "restricted_notes")),
        ]
        if case.believed_deceased and case.status.status is not Status.DIED:
            fields.append((tr("Believed to have died"), plain(tr("yes"))))
        return [Field(label=label, value=value) for label, value in fields if value]

    def _custody(self, case: CaseView) -> list[tuple[str, Text]]:
        tr = self.words.tr
        sentence = sentence_of(case)
        length = plain(term_words(sentence.term, self.words)) if sentence else ()
        term = self._noted(length, sentence.cites) if sentence else ()
        return [
            (tr("Taken by"), self.latest(case, "authority")),
            (tr("Legal basis"), self.latest(case, "legal_basis")),
            (tr("Reason given"), self.latest(case, "reason_given")),
            (tr("Reason believed"), self.latest(case, "reason_believed")),
            (tr("Term"), term),
            (tr("Expected release"), self._release(case)),
            (tr("Court"), self.latest(case, "court")),
            (tr("Counsel"), self.latest(case, "counsel")),
        ]

    def _release(self, case: CaseView) -> Text:
        """The window of the release where no timeline can draw it."""
        drawn = timeline(case, self.sources, self.words, self.today)
        return plain(self.words.when(case.release)) if case.release and not drawn else ()

    def birth(self, case: CaseView) -> Text:
        """ "male, 12 May 1974"; what is not known is left out."""
        sex = "" if case.sex is Sex.UNKNOWN else self.words.label(case.sex)
        comma = self.words.marks.comma
        return plain(comma.join(filter(None, (sex, self.words.when(case.birth)))))

    def identifiers(self, case: CaseView) -> Text:
        """All numbers; the identity number of China in its groups, without a label."""
        return identifier_words(case, self.words)

    def particular(self, case: CaseView, key: str) -> Text:
        """A field's words with its footnotes, or its token."""
        field = case.fields.get(key)
        if field is None:
            return ()
        if isinstance(field.value, Hidden):
            return self.words.token_text(field.value.info_class)
        return self._noted(field.value, field.cites)

    def latest(self, case: CaseView, name: str) -> Text:
        """What the latest event that says it says, with its footnotes."""
        for event in reversed(ordered_events(case)):
            value: Text = getattr(event, name)
            if name in ("authority", "reason_given", "reason_believed", "legal_basis") and (
                event.kind not in _ARRESTS
            ):
                continue
            if text_of(value).strip() and not event.details:
                return self._noted(value, event.cites)
        return ()

    def _noted(self, text: Text, cites: Sequence[CiteView]) -> Text:
        return (*text, *self.sources.notes(cites)) if text else ()

    # -- statements --------------------------------------------------------------------------
    def statements(self, case: CaseView) -> Sequence[Statement]:
        """What is stated, in the order of the events, each with what contradicts it."""
        statements = []
        for event in ordered_events(case):
            if not text_of(event.narrative).strip():
                continue
            statements.append(
                Statement(
                    text=self._noted(event.narrative, event.cites),
                    source=self.sources.column(event.cites, self.words),
                    contradictions=tuple(
                        Contradiction(
                            text=self._contradicted(other),
                            source=self.sources.column([other.cite], self.words),
                        )
                        for other in event.contradictions
                    ),
                )
            )
        return statements

    def _contradicted(self, other: ContradictionView) -> Text:
        """The other account, or a token where it may not be quoted."""
        words = other.text or self.words.token_text(InfoClass.TESTIMONY)
        lead = strong(self.words.tr("Contradicted."))
        return self._noted(joined([lead, words], self.words.marks.blank), [other.cite])

    # -- family and answers ------------------------------------------------------------------
    def kin(self, row: KinView, person: Sex) -> FamilyRow:
        """One relative, as far as this copy may tell."""
        tr, words = self.words.tr, self.words
        if row.several:
            info_class = row.hidden.info_class if row.hidden else InfoClass.CHILDREN
            label = tr("Children") if info_class is InfoClass.CHILDREN else tr("Other relatives")
            return FamilyRow(relation=label, who=words.token_text(info_class), place="")
        who: list[Text] = []
        known = row.relation
        relation = capitalised(relation_words(known, person, words) if known else row.name)
        if row.name and row.relation:
            who.append(plain(row.name))
        elif row.hidden:
            who.append(words.token_text(row.hidden.info_class))
        if row.case_number:
            who.append(plain(row.case_number))
        born = words.when(row.birth)
        if born:
            who.append(plain(tr("born {date}", date=born)))
        elif row.minor_age is not None:
            who.append(plain(tr("aged {age}", age=row.minor_age)))
        died = words.when(row.died)
        if died:
            who.append(plain(tr("died {date}", date=died)))
        return FamilyRow(
            relation=relation, who=joined(who, words.marks.comma), place=text_of(row.place)
        )

    def step(self, step: StepView) -> Text:
        """ "Ministry, no. 3-12/4417 of 12 September 2023: “…”", or what became of the letter."""
        tr, words, marks = self.words.tr, self.words, self.words.marks
        if not step.answered:
            sent = words.when(step.sent, "long")
            parts = [plain(step.addressee), plain(sent)]
            outcome = plain(f"{step.outcome}{marks.stop}")
            return joined([joined(parts, marks.comma), outcome], marks.colon)
        head = [step.sender or plain(step.addressee)]
        if step.number:
            head.append(
                joined([plain(tr.in_context("number of a reply", "no.")), step.number], NARROW)
            )
        dated = words.when(step.dated, "long")
        if dated:
            head.append(plain(tr("of {date}", date=dated)))
        body = (*plain(tr("“")), *step.text, *plain(tr("”"))) if step.text else ()
        return joined([joined(head, marks.phrase), body], marks.colon)


SCRIPTS_BESIDE = 3
"""Further scripts that the head of a sheet has room for in one row."""


_PLAIN = frozenset({Precision.DAY, Precision.MONTH, Precision.SEASON, Precision.YEAR})
"""Dates before which "as of" reads well."""

_ARRESTS = frozenset(
    {
        EventKind.TAKEN,
        EventKind.RETAKEN,
        EventKind.FORMALLY_ARRESTED,
        EventKind.HOUSE_ARREST,
        EventKind.SENTENCED,
        EventKind.TRIED,
    }
)


def identifier_words(case: CaseView, words: Words, *, named: bool = False) -> Text:
    """All numbers of a person, or their token; that of China without a label unless `named`."""
    if isinstance(case.identifiers, Hidden):
        return words.token_text(InfoClass.DETAINEE_IDENTIFIERS)

    def one(identifier: IdentifierView) -> str:
        chinese = identifier.kind is IdentifierKind.PRC_RESIDENT_ID
        number = grouped(identifier.number) if chinese else identifier.number
        return f"{words.label(identifier.kind)} {number}" if named or not chinese else number

    return plain(words.marks.semicolon.join(map(one, case.identifiers)))


def grouped(number: str) -> str:
    """An identity number of China in groups of 6, 8 and 4; others as they are."""
    bare = "".join(number.split())
    if len(bare) != 18:
        return number
    return NARROW.join((bare[:6], bare[6:14], bare[14:]))
