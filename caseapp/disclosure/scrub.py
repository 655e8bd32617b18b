"""Free text on its way to paper: what it may not say becomes a token.

Also takes control characters out, and gives dates that could not be read the same
treatment, because they are free text too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from itertools import chain, count
from uuid import UUID

from caseapp.disclosure.disguises import uncoded
from caseapp.disclosure.exempt import Cases, Exempt
from caseapp.disclosure.gate import ItemKind
from caseapp.disclosure.names import best_form
from caseapp.disclosure.plan import Plan
from caseapp.disclosure.protected import Found, Kind
from caseapp.disclosure.text import Span, Text, merged, plain, text_of
from caseapp.disclosure.words import Words
from caseapp.domain.consent import Ground, GroundCode
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import NameKind, NameScript
from caseapp.store.records import Detainee, NameForm

_UNSEEN = re.compile(r"[\x02\x1f\u202a-\u202e\u2066-\u2069\ufeff]")
"""What stands within words: hyphens that are not shown (of PDF and of Word), marks of direction."""
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
"""All other signs of control end a line or a cell: without a blank two names would be one word."""
_URL_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[^\W\d_]+")
_NAME_PARTS = re.compile(r"[\s·•‧・]+")
SAFE_PREFIX = "CF"
_PLAIN_PREFIX = re.compile(r"[A-Z0-9]{1,8}")
NO_CASES: Cases = frozenset()


class Scrubber:
    """Applies the plan's finder to every piece of free text of a copy."""

    def __init__(self, plan: Plan, words: Words) -> None:
        self._plan = plan
        self._words = words

    def text(
        self, text: str, case: UUID | None, anchor: str = "", *, among: Cases = NO_CASES
    ) -> Text:
        """A paragraph with tokens in the place of protected strings, which go on the list.

        `among` are the cases that a text speaks of where it is not of one alone: it names whom
        each of them allows to be named.
        """
        clean = cleaned(text)
        found = self._found(clean, self._exempt(case, among))
        return self._with_tokens(clean, found, case, anchor)

    def _found(self, clean: str, exempt: Exempt) -> list[Found]:
        owners, parts = exempt
        return self._plan.finder.find(clean, exempt_owners=owners, exempt_parts=parts)

    def _exempt(self, case: UUID | None, among: Cases) -> Exempt:
        return self._plan.exemptions.of(among) if among else self._plan.exempt(case)

    def _with_tokens(
        self, clean: str, places: Iterable[Found], case: UUID | None, anchor: str
    ) -> Text:
        if not clean:
            return ()
        spans: list[Span] = []
        at = 0
        for found in places:
            token = self._plan.gate.withhold(
                found.secret.info_class,
                clean[found.start : found.end],
                Ground(GroundCode.NAMES_SOMEBODY),
                case=case,
                anchor=anchor,
                kind=ItemKind.MENTION,
            )
            spans.append(Span(clean[at : found.start]))
            if not (spans[-1].text.strip() == "" and len(spans) > 1 and spans[-2].text == token):
                spans.append(Span(token, "token"))
            else:
                spans.pop()
            at = found.end
        spans.append(Span(clean[at:]))
        return merged(spans)

    def string(
        self, text: str, case: UUID | None, anchor: str = "", *, among: Cases = NO_CASES
    ) -> str:
        """The same where the document has no room for styles."""
        return text_of(self.text(text, case, anchor, among=among))

    def date(
        self, value: UncertainDate, case: UUID | None, *, among: Cases = NO_CASES
    ) -> UncertainDate:
        """A date as it is; one that is only words, through the finder."""
        if not value.is_unknown or not value.text:
            return value
        return UncertainDate(self.string(value.text, case, among=among), None, None, None)

    def name(self, text: str, case: UUID, anchor: str) -> str:
        """A name that may be shown, without those of others that somebody wrote beside it.

        Relatives share family names, so of a mere name only others' whole names are taken out;
        what has a word in small letters is no mere name ("Baimurat, lives with Serik").
        """
        clean = cleaned(text)
        found = self._found(clean, self._plan.exempt(case))
        if not any(word[:1].islower() for word in clean.split()):
            # A father's only name is part of his child's: it is the child's own here.
            own = {part for part in _NAME_PARTS.split(clean) if part != clean}
            found = [
                one
                for one in found
                if one.secret.kind is not Kind.PART and clean[one.start : one.end] not in own
            ]
        return text_of(self._with_tokens(clean, found, case, anchor))

    def named(self, text: str, case: UUID, anchor: str = "", *, among: Cases = NO_CASES) -> str:
        """The name of a relative or witness who may be named, without what somebody remarked
        beside it of others: "Raushan (told by Gulnar, 8 701 ...)". A mere name is all its own."""
        clean = cleaned(text)
        remarks = any(word[:1].islower() for word in _PIECE.findall(clean))
        if not remarks and not any(map(str.isdigit, clean)):
            return clean
        return self.string(clean, case, anchor, among=among)

    def barred(self, text: str, case: UUID) -> bool:
        """Is a part of somebody's name, standing alone, a name that this copy may not tell?

        That a person who is shown bears the word does not free it here.
        """
        owners, _ = self._plan.exempt(case)
        found = self._found(cleaned(text), Exempt(owners, frozenset()))
        whole = any(one.secret.kind is not Kind.PART for one in found)
        return whole or self._plan.names_untold_kin(text, case)

    def address(self, url: str, case: UUID | None, anchor: str, among: Cases) -> Text:
        """An address on the net, whole or not at all: names stand in it coded and in small
        letters, and half an address leads nowhere."""
        spoken = " ".join(word.capitalize() for word in _URL_WORD.findall(uncoded(url)))
        text = self.text(url, case, anchor, among=among)
        if self._found(spoken, self._exempt(case, among)):
            return ()
        return text if text == plain(cleaned(url)) else ()

    def piece(self, text: str, signing: frozenset[UUID]) -> str:
        """A piece of a letter as somebody worded it, with its blanks; who signs may be named."""
        clean = cleaned(text)
        found = self._found(clean, self._plan.exemptions.signing(signing))
        if not found:
            return text
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return lead + text_of(self._with_tokens(clean, found, None, "")) + trail

    def case_number(self, case: Detainee) -> str:
        """The number as printed. A prefix that is no short code, or names somebody, is not:
        another stands in its place, which no other case here has."""
        number = cleaned(case.case_number)
        owners, _ = self._plan.exempt(case.id)
        found = self._plan.finder.find(number, exempt_owners=owners)
        if _PLAIN_PREFIX.fullmatch(case.prefix) and not found:
            return number
        return self._safe_numbers[case.id]

    @cached_property
    def _safe_numbers(self) -> dict[UUID, str]:
        """One for each case, which none of them has: two offices count from 1."""
        cases = sorted(
            self._plan.file.detainees.values(),
            key=lambda case: (_PLAIN_PREFIX.fullmatch(case.prefix) is not None, case.case_number),
        )
        taken = {case.case_number for case in cases}
        made: dict[UUID, str] = {}
        for case in cases:
            prefixes = chain([SAFE_PREFIX], (f"{SAFE_PREFIX}{n}" for n in count(2)))
            numbers = (f"{prefix}-{case.serial:04d}" for prefix in prefixes)
            made[case.id] = next(number for number in numbers if number not in taken)
            taken.add(made[case.id])
        return made

    def best_name(self, forms: Iterable[NameForm]) -> str:
        """A contact's name in the form that this copy's language prints first."""
        known = [(f.text, NameScript(f.script), NameKind(f.kind)) for f in forms]
        best = best_form(known, self._words.language)
        return cleaned(best[0]) if best else ""


def cleaned(text: str) -> str:
    """Composed letters, no control characters, blanks at neither end; line breaks as blanks."""
    return _BLANK.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()
