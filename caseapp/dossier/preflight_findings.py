"""What the check before printing can find: rules, how grave each is, how it is worded and cured.

One table, `WORDS`, holds the sentence and the cure of every rule, so that the window and the
command line say the same. A finding names its subjects by id; whoever shows it looks up what
they are called. Knows no record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from caseapp.i18n import N_


class Severity(StrEnum):
    """BLOCKS keeps a copy from being issued; WARNS is noted with the copy; NOTE is good to know."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTE = "note"


class Place(StrEnum):
    """Where a cure is: a page of the case, a contact, or a part of the appeal."""

    CASE = "case"
    CONTACT = "contact"
    PERSONS = "persons"
    ADDRESSEES = "addressees"
    LETTER = "letter"
    PARTICULARS = "particulars"
    NOWHERE = ""


class Deed(StrEnum):
    """What can be done on the spot, by one click and one undo."""

    NONE = ""
    LEAVE_OUT = "leave_out"
    CHECKED_TODAY = "checked_today"


class Rule(StrEnum):
    NOBODY = "nobody"
    NO_ADDRESSEE = "no_addressee"
    NO_CONSENT = "no_consent"
    CONSENT_OVER = "consent_over"
    TO_BE_ASKED = "to_be_asked"
    NAME_WITHHELD = "name_withheld"
    LEFT_OUT = "left_out"
    AT_RISK_NAMED = "at_risk_named"
    RELATIVE_NAMED = "relative_named"
    CHILD_NAMED = "child_named"
    LETTER_MISSING = "letter_missing"
    LETTER_BROKEN = "letter_broken"
    LETTER_BLANKS = "letter_blanks"
    LETTER_UNCONFIRMED = "letter_unconfirmed"
    LETTER_UNREAD = "letter_unread"
    ADDRESSEE_OVER = "addressee_over"
    ADDRESSEE_UNCHECKED = "addressee_unchecked"
    NO_SIGNATURE = "no_signature"
    CONTACT_PERSON = "contact_person"
    SIGNATORY_NAME = "signatory_name"
    SIGNATORY_ADDRESS = "signatory_address"
    SIGNATORY_IIN = "signatory_iin"
    NO_DATE = "no_date"
    NO_NUMBER = "no_number"
    CONTRADICTED = "contradicted"
    UNSOURCED = "unsourced"
    PHOTO_ORIGIN = "photo_origin"
    STALE = "stale"
    RELEASE_PASSED = "release_passed"
    GLYPHS = "glyphs"
    NO_CHINESE = "no_chinese"
    GLYPHS_FINE = "glyphs_fine"


@dataclass(frozen=True, slots=True)
class Words:
    """Message ids: the sentence of a rule, the link that leads to its cure."""

    sentence: str
    cure: str
    place: Place
    section: str = ""
    deed: Deed = Deed.NONE
    deed_words: str = ""


B, W, N = Severity.BLOCKS, Severity.WARNS, Severity.NOTE
WORDS: Mapping[Rule, tuple[Severity, Words]] = {
    Rule.NOBODY: (B, Words(N_("The appeal names nobody"), N_("Add a person"), Place.PERSONS)),
    Rule.NO_ADDRESSEE: (
        B, Words(N_("The appeal goes to nobody"), N_("Add an addressee"), Place.ADDRESSEES)
    ),
    Rule.NO_CONSENT: (
        B, Words(
            N_("No consent for: {audience}"), N_("Ask for consent"), Place.CASE, "family",
            Deed.LEAVE_OUT, N_("Leave out"),
        )
    ),
    Rule.CONSENT_OVER: (
        W, Words(N_("A consent has ended: {audience}"), N_("Ask again"), Place.CASE, "family")
    ),
    Rule.TO_BE_ASKED: (
        W, Words(N_("Wants to be asked first: {audience}"), N_("Ask for consent"), Place.CASE,
                 "family")
    ),
    Rule.NAME_WITHHELD: (
        W, Words(N_("Stands here without a name"), N_("Open the case"), Place.CASE, "family")
    ),
    Rule.LEFT_OUT: (
        W, Words(N_("Is left out of this copy"), N_("Open the case"), Place.CASE, "family")
    ),
    Rule.AT_RISK_NAMED: (
        W, Words(N_("Somebody at high risk is named"), N_("Open the contact"), Place.CONTACT)
    ),
    Rule.RELATIVE_NAMED: (
        W, Words(N_("A relative in the region is named"), N_("Open the family"), Place.CASE,
                 "family")
    ),
    Rule.CHILD_NAMED: (
        W, Words(N_("A child is named"), N_("Open the family"), Place.CASE, "family")
    ),
    Rule.LETTER_MISSING: (
        B, Words(N_("There is no letter in this language"), N_("Choose another language"),
                 Place.ADDRESSEES)
    ),
    Rule.LETTER_BROKEN: (
        B, Words(N_("A field or mark of the letter cannot be read"), N_("Go to the letter"),
                 Place.LETTER)
    ),
    Rule.LETTER_BLANKS: (
        W, Words(N_("Left blank in the letter: {fields}"), N_("Fill in"), Place.PARTICULARS)
    ),
    Rule.LETTER_UNCONFIRMED: (
        W, Words(N_("Not confirmed in the letter: {n}"), N_("Go to the letter"), Place.LETTER)
    ),
    Rule.LETTER_UNREAD: (
        N, Words(N_("Nobody here has confirmed this letter yet"), N_("Read it"), Place.LETTER)
    ),
    Rule.ADDRESSEE_OVER: (
        B, Words(N_("This addressee is out of date since {day}"), N_("Choose another"),
                 Place.ADDRESSEES)
    ),
    Rule.ADDRESSEE_UNCHECKED: (
        W, Words(N_("Check post, name and address before use"), N_("Look at it"),
                 Place.ADDRESSEES, "", Deed.CHECKED_TODAY, N_("It is right"))
    ),
    Rule.NO_SIGNATURE: (
        B, Words(N_("Nobody signs"), N_("Say who signs"), Place.PARTICULARS, "signatory")
    ),
    Rule.CONTACT_PERSON: (
        W, Words(N_("Nobody is named to get the answer"), N_("Say who signs"),
                 Place.PARTICULARS, "signatories")
    ),
    Rule.SIGNATORY_NAME: (
        B, Words(N_("Signatories without a full name: {n}"), N_("Fill in"), Place.PARTICULARS,
                 "signatories")
    ),
    Rule.SIGNATORY_ADDRESS: (
        W, Words(N_("Signatories without a postal address: {n}"), N_("Fill in"),
                 Place.PARTICULARS, "signatories")
    ),
    Rule.SIGNATORY_IIN: (
        N, Words(N_("Signatories without an IIN: {n}"), N_("Fill in"), Place.PARTICULARS,
                 "signatories")
    ),
    Rule.NO_DATE: (
        N, Words(N_("No date: the day of printing stands on it"), N_("Fill in"),
                 Place.PARTICULARS, "dated")
    ),
    Rule.NO_NUMBER: (
        N, Words(N_("No number: the vault's own stands on it"), N_("Fill in"),
                 Place.PARTICULARS, "reference")
    ),
    Rule.CONTRADICTED: (
        W, Words(N_("Sources contradict each other: {n}"), N_("Open the evidence"), Place.CASE,
                 "evidence")
    ),
    Rule.UNSOURCED: (
        W, Words(N_("Statements without a source: {n}"), N_("Open the evidence"), Place.CASE,
                 "evidence")
    ),
    Rule.PHOTO_ORIGIN: (
        W, Words(N_("Photo without a known origin: left out"), N_("Say where it is from"),
                 Place.CASE, "files")
    ),
    Rule.STALE: (
        W, Words(N_("Status last confirmed: {day}"), N_("Open the case"), Place.CASE, "events")
    ),
    Rule.RELEASE_PASSED: (
        W, Words(N_("The term is over, nothing is known of a release"), N_("Open the case"),
                 Place.CASE, "events")
    ),
    Rule.GLYPHS: (
        B, Words(N_("Our fonts have no form for: {characters}"), N_("Write it otherwise"),
                 Place.CASE, "person")
    ),
    Rule.NO_CHINESE: (
        N, Words(N_("Without Chinese characters: {n}"), N_("Open the first"), Place.CASE, "person")
    ),
    Rule.GLYPHS_FINE: (
        N, Words(N_("Names in all scripts: every letter is in the fonts"), "", Place.NOWHERE)
    ),
}  # fmt: skip
"""Every rule with how grave it is and how it is said and cured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to know before printing.

    `addressee_id` is None where it concerns every copy. `params` fill the sentence; values may
    be members of a vocabulary, uncertain dates or field names, which whoever shows them words.
    """

    rule: Rule
    case_id: UUID | None = None
    contact_id: UUID | None = None
    addressee_id: UUID | None = None
    language: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = N

    @property
    def words(self) -> Words:
        return WORDS[self.rule][1]

    @property
    def key(self) -> tuple[object, ...]:
        """The same finding of a later check has the same key."""
        return self.rule, self.case_id, self.contact_id, self.addressee_id, self.language

    def concerns(self, addressee_id: UUID) -> bool:
        """Whether it is about the copy of an addressee."""
        return self.addressee_id in (None, addressee_id)


def finding(
    rule: Rule, /, *, severity: Severity | None = None, case: UUID | None = None,
    contact: UUID | None = None, addressee: UUID | None = None, language: str = "",
    **params: Any,
) -> Finding:  # fmt: skip
    """A finding as grave as the table says, unless told otherwise."""
    return Finding(
        rule=rule, case_id=case, contact_id=contact, addressee_id=addressee, language=language,
        params=params, severity=severity or WORDS[rule][0],
    )  # fmt: skip
