"""A family in words: what a box says, and what two people are to each other."""

from __future__ import annotations

from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.kin_graph import PersonBox
from caseapp.desktop.widgets.kin_layout import Tie
from caseapp.domain.dates import UncertainDate
from caseapp.domain.kinship import SPOUSES, generation, inverse
from caseapp.domain.vocabulary import Certainty, RiskLevel
from caseapp.i18n import Translator
from caseapp.store.queries.family import (
    NO_KIN,
    Family,
    FamilyPerson,
    FamilyTie,
    PersonKey,
)

_AT_RISK = (RiskLevel.HIGH, RiskLevel.CRITICAL)


class FamilyWords(RecordWords):
    """Words for one drawn family."""

    def __init__(self, t: Translator, family: Family) -> None:
        super().__init__(t)
        self._family = family
        self._people = {person.key: person for person in family.people}

    def name(self, key: PersonKey) -> str:
        """The first spelling, or that there is none."""
        return self._people[key].name or self.t("Name not recorded")

    def boxes(self) -> list[PersonBox]:
        """What each box says, the first person first."""
        return [self._box(person) for person in self._family.people]

    def ties(self) -> list[Tie]:
        """The lines between them; where two records tie the same two, the first is drawn."""
        drawn: dict[frozenset[PersonKey], Tie] = {}
        for tie in self._family.ties:
            if tie.first != tie.second:
                drawn.setdefault(frozenset((tie.first, tie.second)), self._tie(tie))
        return list(drawn.values())

    def about(self, key: PersonKey) -> str:
        """Everything that tells a person from a namesake, on one line."""
        person, t = self._people[key], self.t
        parts = [
            person.case_number,
            self.word(person.status) if person.status is not None else "",
            "" if person.birth.is_unknown else t("born {date}", date=self.date(person.birth)),
            t("died {date}", date=self.date(person.died)) if person.died is not None else "",
            person.place,
            t("at risk") if person.risk in _AT_RISK else "",
        ]
        return " · ".join(part for part in parts if part)

    def relations(self, key: PersonKey) -> str:
        """What the person is to those who stand next: "wife of Асқар · mother of Алан"."""
        said = []
        for tie in self._family.ties:
            if tie.first == key:
                relation, other = tie.relation, tie.second
            elif tie.second == key:
                relation = inverse(tie.relation, self._people[key].sex)
                other = tie.first
            else:
                continue
            doubt = "" if tie.certainty is Certainty.CERTAIN else f" ({self.label(tie.certainty)})"
            said.append(
                self.t("{relation} of {name}", relation=self.label(relation), name=self.name(other))
                + doubt
            )
        return " · ".join(dict.fromkeys(said))

    def _box(self, person: FamilyPerson) -> PersonBox:
        name = self.name(person.key)
        said = [name, self.about(person.key), self.relations(person.key)]
        parts = [self._to_centre(person.key), person.case_number, _year(person.birth)]
        detail = " · ".join(part for part in parts if part) or person.place
        mark = None
        if person.status is not None:
            mark = paint.status_mark(person.status.value)
        elif person.risk in _AT_RISK:
            mark = "shield-alert", "danger"
        return PersonBox(person.key, name, detail, ", ".join(part for part in said if part), mark)

    def _tie(self, tie: FamilyTie) -> Tie:
        return Tie(
            tie.first, tie.second, generation(tie.relation), couple=tie.relation in SPOUSES,
            certain=tie.certainty is Certainty.CERTAIN and tie.relation not in NO_KIN,
        )  # fmt: skip

    def _to_centre(self, key: PersonKey) -> str:
        """What a person is to the one whom the drawing is about; "" if not tied directly."""
        centre = self._family.people[0].key
        for tie in self._family.ties:
            if (tie.first, tie.second) == (key, centre):
                return self.label(tie.relation)
            if (tie.second, tie.first) == (key, centre):
                return self.label(inverse(tie.relation, self._people[key].sex))
        return ""


def _year(date: UncertainDate) -> str:
    """The year, if it is certain."""
    first, last = date.earliest, date.latest
    return str(first.year) if first and last and first.year == last.year else ""
