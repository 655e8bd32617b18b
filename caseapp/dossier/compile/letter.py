"""The letter of a copy: the template of its addressee, filled from what the copy shows.

From views, the addressee's own particulars and the organisation's to the document. Free
texts of the appeal come here already searched for protected strings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal
from uuid import UUID

from caseapp.disclosure.marks import item_number
from caseapp.disclosure.view import CaseView, EarlierView, SignatoryView
from caseapp.disclosure.words import Words
from caseapp.domain.status import CUSTODY, is_overdue
from caseapp.domain.vocabulary import Audience, CaseKind, Relation, Status
from caseapp.dossier.compile.counts import Counts
from caseapp.dossier.compile.letter_values import (
    earlier_values,
    filled,
    person_values,
    release_values,
    urgent_values,
)
from caseapp.dossier.compile.pages import copy_words, drawing_words
from caseapp.dossier.compile.signature_sheets import SheetWords
from caseapp.dossier.document import (
    Enclosure,
    Letter,
    RegistrationCorner,
    SignatureLine,
    Text,
)
from caseapp.dossier.letters import FIELDS, Findings, Template, fill, fill_plain
from caseapp.dossier.parts import ANNEXED


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What a letter needs beside the cases. Texts are in the copy's language.

    `addressee` and `organisation` hold values of the template fields of those names.
    """

    addressee: Mapping[str, str]
    organisation: Mapping[str, str]
    contact: SignatoryView | None
    signatories: Sequence[SignatoryView]
    blank_rows: int
    reference: str
    copy_number: int
    dated: str
    status_date: str
    annexes: Mapping[str, str]
    withheld: bool
    demands: Sequence[Text] = field(default_factory=tuple)
    audience: Audience = Audience.OFFICE
    relations: Mapping[UUID, Relation] = field(default_factory=dict)
    """What the contact person is to those of whom this copy may tell it."""
    earlier: EarlierView | None = None
    parts: Sequence[str] = ()
    """Codes of the parts of the copy, in order."""
    papers: Sequence[Enclosure] = ()
    """What travels with the copy and is no part of it."""

    @property
    def one_applicant(self) -> bool:
        """One person signs, and nobody else is to."""
        return len(self.signatories) == 1 and not self.blank_rows and self.contact is not None


LAYOUTS: Mapping[str, Literal["western", "chinese"]] = {"zh": "chinese"}
"""Languages whose letters have an order of their own."""

ONE_BY_ONE = frozenset({"persons", "sheets", "wgeid", "wgad", "tracing"})
"""Annexes that show every person, by the names that a letter's fields know."""


class LetterWriter:
    """Fills one template for one copy."""

    def __init__(
        self,
        template: Template,
        words: Words,
        cases: Sequence[CaseView],
        facts: LetterFacts,
        today: date,
    ) -> None:
        self._template = template
        self._words = words
        self._facts = facts
        self._today = today
        self._layout = LAYOUTS.get(words.locale.language, "western")
        self._cases = cases
        listed = bool(ONE_BY_ONE & set(facts.annexes))
        self._counts = Counts(cases, words, today, listed=listed)
        self.findings = Findings()
        self._values = self._all_values()

    def template_version(self) -> tuple[str, int]:
        """Name with language, and version, as the register keeps them."""
        template = self._template
        return f"{template.name}.{template.language}", template.version

    @property
    def facts(self) -> LetterFacts:
        return self._facts

    # -- values --------------------------------------------------------------------------------
    def _all_values(self) -> dict[str, str | Text]:
        facts, counts = self._facts, self._counts
        values: dict[str, str | Text] = dict.fromkeys(FIELDS, "")
        values |= dict(facts.addressee) | dict(facts.organisation)
        values |= self._contact_values()
        values |= {
            f"annex_{name}": self._words.ordinal(number) for name, number in facts.annexes.items()
        }
        values |= {
            "signatories": counts.signatories(len(facts.signatories)),
            "reference": facts.reference,
            "copy": str(facts.copy_number) if facts.copy_number else "—",
            "date": facts.dated,
            "persons_of": counts.persons_of(),
            "period": counts.period(),
            "status_date": facts.status_date,
            "status_sentence": counts.statuses(),
            "groups_sentence": counts.groups_sentence(),
            "tie_sentence": counts.ties(),
            "citizens": counts.citizens(),
            "urgent": counts.urgent(),
            "ongoing": counts.ongoing(),
            "withheld": filled(facts.withheld),
            "one_applicant": filled(facts.one_applicant),
            "to_host_state": filled(facts.audience is Audience.HOST_STATE),
        }
        values |= person_values(self._cases, facts.relations, self._words, self._today)
        values |= urgent_values(self._cases, self._words, self._today)
        values |= release_values(self._cases, self._words, self._today)
        values |= earlier_values(facts.earlier, self._words)
        assert set(values) == set(FIELDS), "every field of a letter has a value"
        return values

    def plain_values(self) -> dict[str, str]:
        """Every field with its value as plain text, for whoever edits the letter."""
        return {
            name: value if isinstance(value, str) else "".join(span.text for span in value)
            for name, value in self._values.items()
        }

    def _contact_values(self) -> dict[str, str | Text]:
        contact = self._facts.contact
        if contact is None:
            return {}
        return {
            "contact_name": contact.name,
            "contact_iin": contact.iin,
            "contact_address": contact.address,
            "contact_phone": contact.phone,
            "contact_initials": contact.initials or contact.name,
        }

    # -- parts -----------------------------------------------------------------------------------
    def letter(self) -> Letter:
        """The letter itself."""
        head = self._template.head
        lead, demands = self._demands()
        return Letter(
            contents_title=head.get("contents", ""),
            addressee=self._plain("addressee"),
            sender=self._plain("sender"),
            sender_first=head.get("sender") == "first",
            date=self._facts.dated,
            number=self._line("number"),
            title=self._line("title"),
            subject=self._line("subject"),
            salutation=self._line("salutation"),
            body=tuple(line.text for line in self._fill("body") if line.text),
            demands_lead=lead,
            demands=demands,
            closing=tuple(line.text for line in self._fill("closing") if line.text),
            enclosures_label=head.get("enclosures", ""),
            enclosures=self._enclosures(),
            farewell=self._line("farewell"),
            signature=SignatureLine(
                lead=self._plain("signature-lead"),
                name=self._line("signature-name"),
                caption=self._line("signature-caption"),
            ),
            corner=self.corner() if head.get("corner") == "yes" else None,
            layout=self._layout,
            demand_numbers=self._demand_numbers(len(demands)),
        )

    def second_letter(self) -> Letter:
        """The same after the letter of a copy in another language.

        It says in its own language whose it is; the clerk stamps the first one.
        """
        words = self._words
        name = self._template.head.get("short", "")
        copy = copy_words(self._facts.copy_number, words)
        return replace(
            self.letter(),
            corner=None,
            language=words.language,
            header=words.marks.apart.join(filter(None, (name, copy))),
            sheets=drawing_words(words).sheets,
        )

    def _demands(self) -> tuple[Text, tuple[Text, ...]]:
        """The lead-in and the demands: the appeal's own if it has any, else the template's."""
        lines = self._fill("demands")
        lead = next((line.text for line in lines if not line.numbered), ())
        own = tuple(self._facts.demands)
        return lead, own or tuple(line.text for line in lines if line.numbered)

    def _demand_numbers(self, n: int) -> tuple[str, ...]:
        """What stands before each demand."""
        return tuple(item_number(index, self._words.language) for index in range(1, n + 1))

    def _enclosures(self) -> tuple[Enclosure, ...]:
        """The annexes in their order, so that the numbers agree; then other parts and papers.

        A line of the template is "part: title"; one without a title is not told of. Beside
        annexes only they have numbers, as in the contents.
        """
        annexes: dict[str, Enclosure] = {}
        others: dict[str, Enclosure] = {}
        names = {kind.value: name for kind, name in ANNEXED.items()}
        unused = Findings()
        for text in fill_plain(self._template, "enclosures", self._values, unused):
            part, _, title = (piece.strip() for piece in text.partition(":"))
            number = self._facts.annexes.get(names.get(part, ""), "")
            if title and number:
                label = self._words.annex(number) if self._layout == "chinese" else ""
                annexes[number] = Enclosure(title=title, part=part, label=label)
            elif title and part in self._facts.parts:
                others[part] = Enclosure(title=title, part=part)
        ordered = (annexes[number] for number in sorted(annexes, key=_numeric))
        rest = (*others.values(), *self._facts.papers)
        return (*ordered, *(replace(one, numbered=not annexes) for one in rest))

    def asked(self, case: CaseView) -> tuple[Text, ...]:
        """What is asked for one person or group, by its status."""
        status = case.status.status
        held = status in CUSTODY or status is Status.HOUSE_ARREST
        flags = {
            "held": held,
            "sentenced": status is Status.SENTENCED,
            "released": status is Status.RELEASED,
            "died": status is Status.DIED,
            "unknown": status in (Status.UNKNOWN, Status.NO_NEWS)
            or is_overdue(case.release, self._today),
            "group": case.kind is CaseKind.GROUP,
        }
        values: dict[str, str | Text] = {
            name: "yes" if flag else "" for name, flag in flags.items()
        }
        return tuple(f.text for f in fill(self._template, "asked", values, self.findings))

    def corner(self) -> RegistrationCorner:
        """Where the receiving clerk writes."""
        tr = self._words.tr
        return RegistrationCorner(
            heading=tr("Registration"), lines=(tr("no."), tr("date, time"), tr("received by"))
        )

    def sheet_words(self) -> SheetWords:
        """What stands above the rows of the signature sheets."""
        demands = tuple(line.text for line in self._fill("sheet-demand"))
        return SheetWords(self._words, self._line("sheet-title"), demands)

    def _fill(self, section: str) -> list[Any]:
        return list(fill(self._template, section, self._values, self.findings))

    def _plain(self, section: str) -> tuple[str, ...]:
        return fill_plain(self._template, section, self._values, self.findings)

    def _line(self, section: str) -> str:
        return " ".join(self._plain(section))


def _numeric(number: str) -> tuple[int, str]:
    """Orders "2" before "10"; what is no number stands last."""
    return (int(number) if number.isdigit() else 10**6, number)
