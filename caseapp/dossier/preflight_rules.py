"""The rules of the check before printing: how grave each is, how it is said and where it is cured.

One table, `WORDS`, holds the sentence and the cure of every rule, so that the window and the
command line say the same; `OVERRIDABLE` names the blockers that somebody may set aside with a
reason. Knows no record and finds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caseapp.i18n import N_


class Severity(StrEnum):
    """BLOCKS keeps a copy from being issued; WARNS is noted with the copy; NOTE is good to know."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTE = "note"


class Place(StrEnum):
    """Where a cure is: a page of the case, a contact, a part of the appeal, a copy's settings, or
    the form in the library that the parameter "number" names."""

    CASE = "case"
    CONTACT = "contact"
    PERSONS = "persons"
    ADDRESSEES = "addressees"
    LETTER = "letter"
    PARTICULARS = "particulars"
    COPY = "copy"
    FORM = "form"
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
    ID_NUMBER = "id_number"
    BIRTH_AND_ID = "birth_and_id"
    SEX_AND_ID = "sex_and_id"
    DUPLICATE = "duplicate"
    AFTER_DEATH = "after_death"
    BEFORE_BIRTH = "before_birth"
    PHOTO_CONSENT = "photo_consent"
    CONSENT_ENDS = "consent_ends"
    LEFT_BY_OFFICE = "left_by_office"
    PHOTOS_LEFT_BY_OFFICE = "photos_left_by_office"
    EMPTY_COPY = "empty_copy"
    LETTER_LONG = "letter_long"
    LETTER_EMPTY = "letter_empty"
    NO_SIGNATURE_LINE = "no_signature_line"
    ADDRESSEE_NAMELESS = "addressee_nameless"
    ANONYMOUS = "anonymous"
    SIGNATORY_ID = "signatory_id"
    NO_REPLY_ADDRESS = "no_reply_address"
    FORM_ITEMS = "form_items"
    FORM_BROKEN = "form_broken"
    FORM_UNCONFIRMED = "form_unconfirmed"
    FORM_RELEASED = "form_released"
    FORM_GROUPS = "form_groups"
    GLYPHS = "glyphs"
    GLYPHS_SOURCE = "glyphs_source"
    GLYPHS_LETTER = "glyphs_letter"
    GLYPHS_ADDRESSEE = "glyphs_addressee"
    GLYPHS_SENDER = "glyphs_sender"
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
            Deed.LEAVE_OUT, N_("Leave out of this copy"),
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
        B, Words(N_("Somebody at high risk is named"), N_("Open the contact"), Place.CONTACT)
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
        W, Words(N_("Nobody here has confirmed this letter yet"), N_("Read it"), Place.LETTER)
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
    Rule.ID_NUMBER: (
        W, Words(N_("Identity number {number}. {reason}"), N_("Open the person"), Place.CASE,
                 "person")
    ),
    Rule.BIRTH_AND_ID: (
        W, Words(N_("The number {number} says born {told}, the case says {known}"),
                 N_("Open the person"), Place.CASE, "person")
    ),
    Rule.SEX_AND_ID: (
        W, Words(N_("The number {number} says {told}, the case says {known}"),
                 N_("Open the person"), Place.CASE, "person")
    ),
    Rule.DUPLICATE: (
        W, Words(N_("May be the same person as {number}"), N_("Open the case"), Place.CASE,
                 "person")
    ),
    Rule.AFTER_DEATH: (
        W, Words(N_("Dated after the death: {n}"), N_("Open the events"), Place.CASE, "events")
    ),
    Rule.BEFORE_BIRTH: (
        W, Words(N_("Dated before the birth: {n}"), N_("Open the events"), Place.CASE, "events")
    ),
    Rule.PHOTO_CONSENT: (
        N, Words(N_("Photo left out, no consent: {audience}"), N_("Ask for consent"), Place.CASE,
                 "family")
    ),
    Rule.CONSENT_ENDS: (
        N, Words(N_("A consent ends soon, {day}: {audience}"), N_("Ask again"), Place.CASE,
                 "family")
    ),
    Rule.LEFT_BY_OFFICE: (
        N, Words(N_("Persons left out of this copy by the office: {n}"), N_("Look at it"),
                 Place.COPY, "persons")
    ),
    Rule.PHOTOS_LEFT_BY_OFFICE: (
        N, Words(N_("Photos left out of this copy by the office: {n}"), N_("Look at it"),
                 Place.COPY, "photos")
    ),
    Rule.EMPTY_COPY: (
        B, Words(N_("Everybody is left out of this copy"), N_("Look at it"), Place.COPY,
                 "persons")
    ),
    Rule.LETTER_LONG: (
        W, Words(N_("The letter is longer than two pages: {n}"), N_("Go to the letter"),
                 Place.LETTER)
    ),
    Rule.LETTER_EMPTY: (
        B, Words(N_("The letter has neither text nor demand"), N_("Go to the letter"),
                 Place.LETTER)
    ),
    Rule.NO_SIGNATURE_LINE: (
        B, Words(N_("The letter has no line for a signature"), N_("Go to the letter"),
                 Place.LETTER)
    ),
    Rule.ADDRESSEE_NAMELESS: (
        B, Words(N_("The addressee has no name"), N_("Look at it"), Place.ADDRESSEES)
    ),
    Rule.ANONYMOUS: (
        B, Words(N_("Nobody who signs has a postal address: it would count as anonymous"),
                 N_("Fill in"), Place.PARTICULARS, "signatories")
    ),
    Rule.SIGNATORY_ID: (
        W, Words(N_("IIN of a signatory, {number}. {reason}"), N_("Fill in"), Place.PARTICULARS,
                 "signatories")
    ),
    Rule.NO_REPLY_ADDRESS: (
        N, Words(N_("No address to which an answer can come"), N_("Fill in"), Place.PARTICULARS,
                 "organisation.address")
    ),
    Rule.FORM_ITEMS: (
        B, Words(
            N_("{form}. Compulsory items without an answer: {items}"), N_("Open the case"),
            Place.CASE, "person", Deed.LEAVE_OUT, N_("Leave out of this copy"),
        )
    ),
    Rule.FORM_BROKEN: (
        B, Words(N_("{form}. The text of the form cannot be read"), N_("Open the form"),
                 Place.FORM)
    ),
    Rule.FORM_UNCONFIRMED: (
        W, Words(N_("{form}. Nobody has confirmed its wording"), N_("Open the form"),
                 Place.FORM)
    ),
    Rule.FORM_RELEASED: (
        W, Words(N_("{form}. Persons of it who were released: {n}"), N_("Look at it"), Place.COPY,
                 "persons")
    ),
    Rule.FORM_GROUPS: (
        N, Words(N_("{form}. Groups without a form of their own: {n}"), N_("Look at it"),
                 Place.COPY, "persons")
    ),
    Rule.GLYPHS_SOURCE: (
        W, Words(N_("A source has characters without a form in our fonts: {characters}"),
                 N_("Open the evidence"), Place.CASE, "evidence")
    ),
    Rule.GLYPHS_LETTER: (
        B, Words(N_("The letter has characters without a form in our fonts: {characters}"),
                 N_("Go to the letter"), Place.LETTER)
    ),
    Rule.GLYPHS_ADDRESSEE: (
        B, Words(N_("The addressee has characters without a form in our fonts: {characters}"),
                 N_("Look at it"), Place.ADDRESSEES)
    ),
    Rule.GLYPHS_SENDER: (
        B, Words(N_("Who writes and signs: characters without a form in our fonts: {characters}"),
                 N_("Write it otherwise"), Place.PARTICULARS)
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

OVERRIDABLE = frozenset(
    {
        Rule.NO_CONSENT,
        Rule.AT_RISK_NAMED,
        Rule.ADDRESSEE_OVER,
        Rule.ADDRESSEE_NAMELESS,
        Rule.NO_SIGNATURE,
        Rule.NO_SIGNATURE_LINE,
        Rule.SIGNATORY_NAME,
        Rule.ANONYMOUS,
        Rule.LETTER_EMPTY,
        Rule.FORM_ITEMS,
    }
)
"""Blockers that can be set aside with a reason. The others leave nothing that could be printed,
or boxes on paper. To set one aside shows nothing: the gate withholds what it withheld before."""
