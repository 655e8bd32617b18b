"""Whom a text may name: relatives who agreed to it, and the words of names that a copy shows.

Thousands may have agreed for all cases, and there may be thousands of cases: what holds for all
is kept once, and beside it what one case adds. Decides on records; words nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from caseapp.disclosure.gate import Gate
from caseapp.disclosure.grants import GrantBook
from caseapp.disclosure.protected import name_parts
from caseapp.domain.consent import Decision
from caseapp.domain.names.kazakh_arabic import in_arabic
from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.policy import Rule
from caseapp.domain.vocabulary import InfoClass
from caseapp.store.casefile import AppealFile

_REMARK = re.compile(r"[(\[{;,\d]")
Cases = frozenset[UUID | None]
"""The cases that a text speaks of; None stands for the whole appeal."""


@dataclass(frozen=True, slots=True)
class Either:
    """What is in one of two, without a set of both."""

    first: Container[object]
    second: Container[object]

    def __contains__(self, value: object) -> bool:
        return value in self.second or value in self.first


class Exempt(NamedTuple):
    """Whose strings a text may hold, and the words of names that may stand alone in it."""

    owners: Container[object]
    parts: Container[object]


NOBODY = Exempt(frozenset(), frozenset())


class Exemptions:
    """Found once for each set of cases. `shown` and `hidden`: is a person's name told by this
    copy, and may it not be told by it?"""

    def __init__(
        self,
        file: AppealFile,
        gate: Gate,
        book: GrantBook,
        shown: Callable[[UUID], bool],
        hidden: Callable[[UUID], bool],
    ) -> None:
        self._file = file
        self._gate = gate
        self._book = book
        self._is_shown = shown
        self._is_hidden = hidden
        self._known: dict[Cases, Exempt] = {}
        self._signing: dict[frozenset[UUID], Exempt] = {}

    def contact_name(self, contact_id: UUID, case: UUID | None) -> Decision:
        """May a relative or witness be named in this case?"""
        about = [self._book.contact(contact_id, case)]
        return self._gate.decide(InfoClass.TESTIFIER_NAME, about)

    def of(self, cases: Cases) -> Exempt:
        """Contacts who are named in each of these cases, and the words of names shown in them.

        A text of the whole appeal may name whom the list names. Where nothing is looked for,
        nobody need be exempt: asking for each case would take long.
        """
        if self._gate.is_office:
            return NOBODY
        known = self._known.get(cases)
        if known is None:
            known = self._known[cases] = self._found(cases)
        return known

    def signing(self, signing: frozenset[UUID]) -> Exempt:
        """The same for a text of the whole appeal that may name those who sign it, too."""
        if signing not in self._signing:
            owners, parts = self.of(frozenset((None,)))
            words = self._words_of_names(signing)
            self._signing[signing] = Exempt(Either(owners, signing), Either(parts, words))
        return self._signing[signing]

    def named_somewhere(self, cases: Iterable[UUID]) -> set[UUID]:
        """Contacts who are named in one of these cases at least."""
        found: set[UUID] = set()
        last: Set[UUID] | None = None
        for case in cases:
            if not self._is_hidden(case):
                for_all, own = self._owners(frozenset((case,)))
                found |= own
                if for_all is not last:
                    found |= for_all
                    last = for_all
        return found

    def _found(self, cases: Cases) -> Exempt:
        if any(case is not None and self._is_hidden(case) for case in cases):
            return NOBODY
        for_all, own = self._owners(cases)
        persons = (one.detainee_id for one in self._file.persons)
        spoken_of: Iterable[UUID | None] = persons if None in cases else cases
        bearers = {case for case in spoken_of if case is not None and self._is_shown(case)}
        all_words = self._words_for_all
        if for_all is not self._named_for_all:
            all_words = self._words_of_names(for_all)
        words = self._words_of_names(own | bearers)
        return Exempt(Either(for_all, own), Either(all_words, words))

    def _owners(self, cases: Cases) -> tuple[Set[UUID], Set[UUID]]:
        """Who is named wherever nothing else was said, and who in these cases besides."""
        barred: set[UUID] = set()
        own: list[set[UUID]] = []
        for case in cases:
            asked = self._special.get(case, set()) if case is not None else set()
            named = {contact for contact in asked if self.contact_name(contact, case).shown}
            barred |= asked - named
            own.append(named)
        barred &= self._named_for_all
        for_all = self._named_for_all - barred if barred else self._named_for_all
        return for_all, set.intersection(*own)

    @cached_property
    def _named_for_all(self) -> frozenset[UUID]:
        """Contacts who are named in each case for which they said nothing else: under most rules
        only those who consented can be."""
        rule = self._gate.policy.rule(self._gate.audience, InfoClass.TESTIFIER_NAME)
        allowed = rule is Rule.ALLOW
        asked = self._file.contacts if allowed else self._book.consenting_for_all()
        return frozenset(one for one in asked if self.contact_name(one, None).shown)

    @cached_property
    def _words_for_all(self) -> frozenset[str]:
        return self._words_of_names(self._named_for_all)

    @cached_property
    def _special(self) -> dict[UUID, set[UUID]]:
        """By case: contacts with a consent on record for that very case."""
        found: dict[UUID, set[UUID]] = {}
        for consent in self._file.consents:
            contact, case = consent.about_contact_id, consent.about_detainee_id
            if contact in self._file.contacts and contact is not None and case is not None:
                found.setdefault(case, set()).add(contact)
        return found

    def _words_of_names(self, bearers: Iterable[UUID]) -> frozenset[str]:
        """The words of all names of these persons, as `index_tokens` gives them."""
        return frozenset(
            token
            for bearer in bearers
            for form in self._file.names.get(bearer, ())
            for part in name_parts(_without_remark(form.text), form.parts)
            for token in (*index_tokens(part), *index_tokens(in_arabic(part)))
        )


def _without_remark(name: str) -> str:
    """A name up to a bracket, a figure, or a comma before a small letter: whoever is remarked
    behind it ("Raushan (a friend of Gulnar)") is not named because she is."""
    for mark in _REMARK.finditer(name):
        if mark[0] != "," or name[mark.end() :].lstrip()[:1].islower():
            return name[: mark.start()]
    return name
