"""What is said beneath the number of a document: what it tells, and what is odd about it.

One wording for every page where a number is typed. A number that disagrees with its record is
warned of with both values, and never refused. Qt-free; knows no vault.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.desktop.forms.words import RecordWords
from caseapp.domain.dates import UncertainDate
from caseapp.domain.identifiers import (
    OLD_NUMBER,
    Disagreement,
    IdReading,
    disagreement,
    examine,
    place_of,
)
from caseapp.domain.places import find_place
from caseapp.domain.vocabulary import IdentifierKind, Sex


class NumberWords:
    """Words in the language of `words`."""

    def __init__(self, words: RecordWords) -> None:
        self._words, self.t = words, words.t

    def reading(
        self, kind: IdentifierKind, number: str, *, birth: UncertainDate, sex: Sex,
        places: Sequence[str] = (),
    ) -> tuple[str, str]:  # fmt: skip
        """What a number says beside a record, and the tone of that: "reading" or "warn".

        `places` are the codes of the record's home and place of birth, the home first. Where
        nothing is odd, what the number tells: "born 12 May 1962 · male · Tekes".
        """
        if not number.strip():
            return "", "reading"
        read = examine(kind, number)
        found = disagreement(read, birth=birth, sex=sex, places=places)
        odd = [self.t(warning) for warning in read.doubts]
        odd += self._against(found, birth, sex)
        if odd:
            return " ".join(odd), "warn"
        return " · ".join(self._told(read, found, places)), "reading"

    def _against(self, found: Disagreement, birth: UncertainDate, sex: Sex) -> list[str]:
        t, words, said = self.t, self._words, []
        if found.birth is not None:
            told = words.date(UncertainDate.on(found.birth))
            said.append(t("The number says born {told}, the record says {known}.",
                          told=told, known=words.date(birth)))  # fmt: skip
        if found.sex is not Sex.UNKNOWN:
            said.append(t("The number says {told}, the record says {known}.",
                          told=words.label(found.sex), known=words.label(sex)))  # fmt: skip
        return said

    def _told(self, read: IdReading, found: Disagreement, places: Sequence[str]) -> list[str]:
        """Another place is no fault, since people move, but it tells namesakes apart."""
        t, told = self.t, []
        if read.birth is not None:
            told.append(t("born {date}", date=self._words.date(UncertainDate.on(read.birth))))
        if read.sex is not Sex.UNKNOWN:
            told.append(self._words.label(read.sex))
        given, home = place_of(read), find_place(places[0]) if places else None
        if given is not None and found.place_code and home is not None:
            told.append(t("given in {told}, home {known}",
                          told=given.name(t.language), known=home.name(t.language)))  # fmt: skip
        elif given is not None:
            told.append(given.name(t.language))
        if OLD_NUMBER in read.warnings:
            told.append(t("old form of 15 digits"))
        return told
