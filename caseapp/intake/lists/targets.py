"""What a column of a list may say: of which record, in which form, under which word.

The one table that the wizard, the reading and the import share. Knows no file and no vault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from caseapp.domain import vocabulary as v
from caseapp.i18n import NC_, Translator


class Part(StrEnum):
    """Which record a column speaks of."""

    ROW = "row"
    """The row itself: how it is numbered."""
    CASE = "case"
    NAME = "name"
    IDENTIFIER = "identifier"
    EVENT = "event"
    CONTACT = "contact"
    SOURCE = "source"
    NOTE = "note"
    """No field: kept as words, or left out."""


class Form(StrEnum):
    """What a value is once it is read; the type is in the comment of `reading.ReadValue`."""

    TEXT = "text"
    LINES = "lines"
    NAME = "name"
    DATE = "date"
    AGE = "age"
    PLACE = "place"
    NUMBER = "number"
    CODE = "code"
    COUNT = "count"
    TERM = "term"
    SIZE = "size"
    FLAG = "flag"


class Slot(StrEnum):
    """Which of a person's events a column speaks of; `EVENT` are numbered by the option `n`."""

    TAKEN = "taken"
    ARRESTED = "arrested"
    SENTENCED = "sentenced"
    RELEASED = "released"
    LAST_CONTACT = "last_contact"
    STATUS = "status"
    """What the list says of the present; its kind is the status word's, else a further report."""
    EVENT = "event"


SLOT_KINDS: Mapping[Slot, v.EventKind] = {
    Slot.TAKEN: v.EventKind.TAKEN,
    Slot.ARRESTED: v.EventKind.FORMALLY_ARRESTED,
    Slot.SENTENCED: v.EventKind.SENTENCED,
    Slot.RELEASED: v.EventKind.RELEASED,
    Slot.LAST_CONTACT: v.EventKind.LAST_CONTACT,
    Slot.STATUS: v.EventKind.OTHER,
    Slot.EVENT: v.EventKind.OTHER,
}
"""The kind of a slot's event, if no column says it."""


class Target(StrEnum):
    """What a column says. The codes are kept in remembered mappings: they never change."""

    IGNORE = "ignore"
    NOTE = "note"
    CASE_NUMBER = "case_number"
    ROW_KEY = "row_key"
    NAME = "name"
    SURNAME = "surname"
    GIVEN_NAME = "given_name"
    FATHER_NAME = "father_name"
    NAME_LANGUAGE = "name_language"
    NAME_KIND = "name_kind"
    NAME_PARTS = "name_parts"
    CASE_KIND = "case_kind"
    GROUP_SIZE = "group_size"
    DESCRIPTION = "description"
    SEX = "sex"
    BIRTH = "birth"
    AGE = "age"
    BIRTH_PLACE = "birth_place"
    BIRTH_PLACE_CODE = "birth_place_code"
    HOME_PLACE = "home_place"
    HOME_PLACE_CODE = "home_place_code"
    HOME_ADDRESS = "home_address"
    ETHNICITY = "ethnicity"
    CITIZENSHIP = "citizenship"
    TIE = "tie"
    TIE_NOTE = "tie_note"
    OCCUPATION = "occupation"
    EDUCATION = "education"
    FAMILY_STATUS = "family_status"
    DEPENDANTS = "dependants"
    HEALTH = "health"
    FAMILY_STEPS = "family_steps"
    SUMMARY = "summary"
    RESTRICTED_NOTES = "restricted_notes"
    TAGS = "tags"
    BELIEVED_DECEASED = "believed_deceased"
    FICTITIOUS = "fictitious"
    IDENTIFIER = "identifier"
    IDENTIFIER_KIND = "identifier_kind"
    IDENTIFIER_ISSUER = "identifier_issuer"
    IDENTIFIER_ISSUED = "identifier_issued"
    IDENTIFIER_EXPIRES = "identifier_expires"
    TAKEN_DATE = "taken_date"
    TAKEN_PLACE = "taken_place"
    TAKEN_FACILITY = "taken_facility"
    TAKEN_AUTHORITY = "taken_authority"
    TAKEN_REASON_GIVEN = "taken_reason_given"
    TAKEN_REASON_BELIEVED = "taken_reason_believed"
    ARREST_DATE = "arrest_date"
    STATUS = "status"
    STATUS_DATE = "status_date"
    HELD_AT = "held_at"
    SENTENCED_DATE = "sentenced_date"
    SENTENCE = "sentence"
    SENTENCE_YEARS = "sentence_years"
    SENTENCE_MONTHS = "sentence_months"
    SENTENCE_DAYS = "sentence_days"
    SENTENCE_DETAILS = "sentence_details"
    CHARGE = "charge"
    COURT = "court"
    COUNSEL = "counsel"
    RELEASE_DATE = "release_date"
    LAST_CONTACT_DATE = "last_contact_date"
    LAST_CONTACT_PLACE = "last_contact_place"
    EVENT_KIND = "event_kind"
    EVENT_DATE = "event_date"
    EVENT_UNTIL = "event_until"
    EVENT_PLACE = "event_place"
    EVENT_PLACE_CODE = "event_place_code"
    EVENT_FACILITY_KIND = "event_facility_kind"
    EVENT_FACILITY = "event_facility"
    EVENT_AUTHORITY = "event_authority"
    EVENT_REASON_GIVEN = "event_reason_given"
    EVENT_REASON_BELIEVED = "event_reason_believed"
    EVENT_LEGAL_BASIS = "event_legal_basis"
    EVENT_TERM_YEARS = "event_term_years"
    EVENT_TERM_MONTHS = "event_term_months"
    EVENT_TERM_DAYS = "event_term_days"
    EVENT_TERM_START = "event_term_start"
    EVENT_ACKNOWLEDGED = "event_acknowledged"
    EVENT_CONTACT_PERMITTED = "event_contact_permitted"
    EVENT_COUNSEL = "event_counsel"
    EVENT_COURT = "event_court"
    EVENT_NARRATIVE = "event_narrative"
    CONTACT_NAME = "contact_name"
    CONTACT_RELATION = "contact_relation"
    CONTACT_ROLE = "contact_role"
    CONTACT_PHONE = "contact_phone"
    CONTACT_MESSENGER = "contact_messenger"
    CONTACT_EMAIL = "contact_email"
    CONTACT_ADDRESS = "contact_address"
    CONTACT_COUNTRY = "contact_country"
    SOURCE_KIND = "source_kind"
    SOURCE_TITLE = "source_title"
    SOURCE_AUTHOR = "source_author"
    SOURCE_PUBLISHER = "source_publisher"
    SOURCE_URL = "source_url"
    SOURCE_DATE = "source_date"
    SOURCE_HOW_KNOWN = "source_how_known"
    SOURCE_PASSAGE = "source_passage"


class Release(StrEnum):
    """What a date of release is."""

    EXPECTED = "expected"
    ACTUAL = "actual"


OPTIONS: Mapping[str, type[StrEnum] | None] = {
    "n": None,
    "kind": None,
    "script": v.NameScript,
    "at": None,
    "as": None,
    "split": None,
    "find": None,
    "release": Release,
    "exact": None,
    "unit": None,
}
"""The options that columns have, and the list of their answers where it is closed.

* `n`: the number, from 1, of the name, document, event, contact or source meant.
* `kind`: of a name or a document; without it the first name of a row is the main one, and a
  document is told by the form of its number.
* `script`: of a name; without it, by its letters.
* `at`: of an age, also of one in a column of births: a day as YYYY-MM-DD, or the heading of the
  column that says it.
* `as` = "edtf": the column holds the date as EDTF; the column of the same target without it
  holds the words.
* `split` = "lines": several values stand on several lines of a cell; "none": never several.
  Without it they are parted by lines, slashes or semicolons too.
* `find` = "no": a place's code is not looked for, because another column says it.
* `release`: what a date of release is.
* `exact`: "month" or "year": a spreadsheet filled in the days, or the days and months.
* `unit`: "years" or "months": what a number alone counts in a sentence.
"""


@dataclass(frozen=True, slots=True)
class Spec:
    """`field` is the record's field; `slot` of an event; `codes` the closed list of a CODE."""

    label: tuple[str, str]
    part: Part
    form: Form = Form.TEXT
    field: str = ""
    slot: Slot | None = None
    codes: type[StrEnum] | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """What can be said of such a column beside its target."""
        found = _OF_FORM.get(self.form, ())
        if self.slot is Slot.RELEASED:
            found = (*found, "release")
        if self.field == "birth" and "at" not in found:
            found = (*found, "at")
        numbered = self.part in _NUMBERED and self.slot in (None, Slot.EVENT)
        return (*found, "n") if numbered else found

    @property
    def kinds(self) -> type[StrEnum] | None:
        """The answers to the option `kind`."""
        if "kind" not in self.options:
            return None
        return v.IdentifierKind if self.part is Part.IDENTIFIER else v.NameKind


_NUMBERED = frozenset({Part.NAME, Part.IDENTIFIER, Part.EVENT, Part.CONTACT, Part.SOURCE})
_OF_FORM: Mapping[Form, tuple[str, ...]] = {
    Form.NAME: ("kind", "script", "split"),
    Form.NUMBER: ("kind", "split"),
    Form.AGE: ("at",),
    Form.DATE: ("as", "exact"),
    Form.TERM: ("unit",),
    Form.LINES: ("split",),
    Form.PLACE: ("find",),
}


def _case(label: tuple[str, str], field: str, form: Form = Form.TEXT,
          codes: type[StrEnum] | None = None) -> Spec:  # fmt: skip
    return Spec(label, Part.CASE, form, field, codes=codes)


def _event(label: tuple[str, str], slot: Slot, field: str, form: Form = Form.TEXT,
           codes: type[StrEnum] | None = None) -> Spec:  # fmt: skip
    return Spec(label, Part.EVENT, form, field, slot, codes)


_T, _C = Target, Form.CODE
SPECS: Mapping[Target, Spec] = {
    _T.NOTE: Spec(NC_("list column", "keep as a note"), Part.NOTE),
    _T.IGNORE: Spec(NC_("list column", "leave out"), Part.NOTE),
    _T.CASE_NUMBER: Spec(NC_("list column", "our case number"), Part.ROW),
    _T.ROW_KEY: Spec(NC_("list column", "number in the list"), Part.ROW),
    _T.NAME: Spec(NC_("list column", "name"), Part.NAME, Form.NAME),
    _T.SURNAME: Spec(NC_("list column", "surname"), Part.NAME, Form.NAME),
    _T.GIVEN_NAME: Spec(NC_("list column", "given name"), Part.NAME, Form.NAME),
    _T.FATHER_NAME: Spec(NC_("list column", "father's name"), Part.NAME, Form.NAME),
    _T.NAME_LANGUAGE: Spec(NC_("list column", "language of the name"), Part.NAME, _C, "script",
                           codes=v.NameScript),
    _T.NAME_KIND: Spec(NC_("list column", "kind of name"), Part.NAME, _C, "kind",
                       codes=v.NameKind),
    _T.NAME_PARTS: Spec(NC_("list column", "parts of the name"), Part.NAME, field="parts"),
    _T.CASE_KIND: _case(NC_("list column", "kind of case"), "kind", _C, v.CaseKind),
    _T.GROUP_SIZE: _case(NC_("list column", "how many people"), "least_size", Form.SIZE),
    _T.DESCRIPTION: _case(NC_("list column", "description"), "description"),
    _T.SEX: _case(NC_("list column", "sex"), "sex", _C, v.Sex),
    _T.BIRTH: _case(NC_("list column", "born"), "birth", Form.DATE),
    _T.AGE: _case(NC_("list column", "age"), "birth", Form.AGE),
    _T.BIRTH_PLACE: _case(NC_("list column", "place of birth"), "birth_place", Form.PLACE),
    _T.BIRTH_PLACE_CODE: _case(NC_("list column", "code of the birth place"), "birth_place_code"),
    _T.HOME_PLACE: _case(NC_("list column", "home county"), "home_place", Form.PLACE),
    _T.HOME_PLACE_CODE: _case(NC_("list column", "code of the home county"), "home_place_code"),
    _T.HOME_ADDRESS: _case(NC_("list column", "home address"), "home_address"),
    _T.ETHNICITY: _case(NC_("list column", "ethnic group"), "ethnicity"),
    _T.CITIZENSHIP: _case(NC_("list column", "citizenship"), "citizenships", Form.LINES),
    _T.TIE: _case(NC_("list column", "tie to Kazakhstan"), "tie", _C, v.Tie),
    _T.TIE_NOTE: _case(NC_("list column", "tie, in words"), "tie_note"),
    _T.OCCUPATION: _case(NC_("list column", "occupation"), "occupation"),
    _T.EDUCATION: _case(NC_("list column", "education"), "education"),
    _T.FAMILY_STATUS: _case(NC_("list column", "family status"), "family_status"),
    _T.DEPENDANTS: _case(NC_("list column", "dependants"), "dependants"),
    _T.HEALTH: _case(NC_("list column", "health"), "health"),
    _T.FAMILY_STEPS: _case(NC_("list column", "what the family did"), "family_steps"),
    _T.SUMMARY: _case(NC_("list column", "summary"), "summary"),
    _T.RESTRICTED_NOTES: _case(NC_("list column", "restricted notes"), "restricted_notes"),
    _T.TAGS: _case(NC_("list column", "tags"), "tags", Form.LINES),
    _T.BELIEVED_DECEASED: _case(NC_("list column", "believed dead"), "believed_deceased",
                                Form.FLAG),
    _T.FICTITIOUS: _case(NC_("list column", "fictitious"), "fictitious", Form.FLAG),
    _T.IDENTIFIER: Spec(NC_("list column", "document number"), Part.IDENTIFIER, Form.NUMBER,
                        "number"),
    _T.IDENTIFIER_KIND: Spec(NC_("list column", "kind of document"), Part.IDENTIFIER, _C, "kind",
                             codes=v.IdentifierKind),
    _T.IDENTIFIER_ISSUER: Spec(NC_("list column", "document issued by"), Part.IDENTIFIER,
                               field="issuer"),
    _T.IDENTIFIER_ISSUED: Spec(NC_("list column", "document issued on"), Part.IDENTIFIER,
                               Form.DATE, "issued"),
    _T.IDENTIFIER_EXPIRES: Spec(NC_("list column", "document valid until"), Part.IDENTIFIER,
                                Form.DATE, "expires"),
    _T.TAKEN_DATE: _event(NC_("list column", "taken on"), Slot.TAKEN, "when", Form.DATE),
    _T.TAKEN_PLACE: _event(NC_("list column", "taken at (place)"), Slot.TAKEN, "place",
                           Form.PLACE),
    _T.TAKEN_FACILITY: _event(NC_("list column", "taken to (facility)"), Slot.TAKEN, "facility"),
    _T.TAKEN_AUTHORITY: _event(NC_("list column", "taken by"), Slot.TAKEN, "authority"),
    _T.TAKEN_REASON_GIVEN: _event(NC_("list column", "reason given officially"), Slot.TAKEN,
                                  "reason_given"),
    _T.TAKEN_REASON_BELIEVED: _event(NC_("list column", "reason believed"), Slot.TAKEN,
                                     "reason_believed"),
    _T.ARREST_DATE: _event(NC_("list column", "formally arrested on"), Slot.ARRESTED, "when",
                           Form.DATE),
    _T.STATUS: _event(NC_("list column", "status"), Slot.STATUS, "kind", _C, v.EventKind),
    _T.STATUS_DATE: _event(NC_("list column", "status as of"), Slot.STATUS, "when", Form.DATE),
    _T.HELD_AT: _event(NC_("list column", "held at"), Slot.STATUS, "facility"),
    _T.SENTENCED_DATE: _event(NC_("list column", "sentenced on"), Slot.SENTENCED, "when",
                              Form.DATE),
    _T.SENTENCE: _event(NC_("list column", "sentence"), Slot.SENTENCED, "term", Form.TERM),
    _T.SENTENCE_YEARS: _event(NC_("list column", "sentence: years"), Slot.SENTENCED,
                              "term_years", Form.COUNT),
    _T.SENTENCE_MONTHS: _event(NC_("list column", "sentence: months"), Slot.SENTENCED,
                               "term_months", Form.COUNT),
    _T.SENTENCE_DAYS: _event(NC_("list column", "sentence: days"), Slot.SENTENCED,
                             "term_days", Form.COUNT),
    _T.SENTENCE_DETAILS: _event(NC_("list column", "sentence in words"), Slot.SENTENCED,
                                "narrative"),
    _T.CHARGE: _event(NC_("list column", "charge"), Slot.SENTENCED, "legal_basis"),
    _T.COURT: _event(NC_("list column", "court"), Slot.SENTENCED, "court"),
    _T.COUNSEL: _event(NC_("list column", "lawyer"), Slot.SENTENCED, "counsel"),
    _T.RELEASE_DATE: _event(NC_("list column", "released on"), Slot.RELEASED, "when", Form.DATE),
    _T.LAST_CONTACT_DATE: _event(NC_("list column", "last contact on"), Slot.LAST_CONTACT,
                                 "when", Form.DATE),
    _T.LAST_CONTACT_PLACE: _event(NC_("list column", "last contact at"), Slot.LAST_CONTACT,
                                  "place", Form.PLACE),
    _T.EVENT_KIND: _event(NC_("list column", "event"), Slot.EVENT, "kind", _C, v.EventKind),
    _T.EVENT_DATE: _event(NC_("list column", "event: when"), Slot.EVENT, "when", Form.DATE),
    _T.EVENT_UNTIL: _event(NC_("list column", "event: until"), Slot.EVENT, "until", Form.DATE),
    _T.EVENT_PLACE: _event(NC_("list column", "event: place"), Slot.EVENT, "place", Form.PLACE),
    _T.EVENT_PLACE_CODE: _event(NC_("list column", "event: place code"), Slot.EVENT,
                                "place_code"),
    _T.EVENT_FACILITY_KIND: _event(NC_("list column", "event: kind of facility"), Slot.EVENT,
                                   "facility_kind", _C, v.FacilityKind),
    _T.EVENT_FACILITY: _event(NC_("list column", "event: facility"), Slot.EVENT, "facility"),
    _T.EVENT_AUTHORITY: _event(NC_("list column", "event: authority"), Slot.EVENT, "authority"),
    _T.EVENT_REASON_GIVEN: _event(NC_("list column", "event: reason given"), Slot.EVENT,
                                  "reason_given"),
    _T.EVENT_REASON_BELIEVED: _event(NC_("list column", "event: reason believed"), Slot.EVENT,
                                     "reason_believed"),
    _T.EVENT_LEGAL_BASIS: _event(NC_("list column", "event: legal basis"), Slot.EVENT,
                                 "legal_basis"),
    _T.EVENT_TERM_YEARS: _event(NC_("list column", "event: term, years"), Slot.EVENT,
                                "term_years", Form.COUNT),
    _T.EVENT_TERM_MONTHS: _event(NC_("list column", "event: term, months"), Slot.EVENT,
                                 "term_months", Form.COUNT),
    _T.EVENT_TERM_DAYS: _event(NC_("list column", "event: term, days"), Slot.EVENT,
                               "term_days", Form.COUNT),
    _T.EVENT_TERM_START: _event(NC_("list column", "event: term counts from"), Slot.EVENT,
                                "term_start", _C, v.TermStart),
    _T.EVENT_ACKNOWLEDGED: _event(NC_("list column", "event: acknowledged"), Slot.EVENT,
                                  "acknowledged", _C, v.Ternary),
    _T.EVENT_CONTACT_PERMITTED: _event(NC_("list column", "event: contact permitted"),
                                       Slot.EVENT, "contact_permitted", _C, v.Ternary),
    _T.EVENT_COUNSEL: _event(NC_("list column", "event: lawyer"), Slot.EVENT, "counsel"),
    _T.EVENT_COURT: _event(NC_("list column", "event: court"), Slot.EVENT, "court"),
    _T.EVENT_NARRATIVE: _event(NC_("list column", "event: in words"), Slot.EVENT, "narrative"),
    _T.CONTACT_NAME: Spec(NC_("list column", "contact: name"), Part.CONTACT, Form.NAME),
    _T.CONTACT_RELATION: Spec(NC_("list column", "contact: relation"), Part.CONTACT, _C,
                              "relation", codes=v.Relation),
    _T.CONTACT_ROLE: Spec(NC_("list column", "contact: role"), Part.CONTACT, _C, "role",
                          codes=v.ContactRole),
    _T.CONTACT_PHONE: Spec(NC_("list column", "contact: phone"), Part.CONTACT, Form.LINES,
                           "phones"),
    _T.CONTACT_MESSENGER: Spec(NC_("list column", "contact: messenger"), Part.CONTACT, Form.LINES,
                               "messengers"),
    _T.CONTACT_EMAIL: Spec(NC_("list column", "contact: e-mail"), Part.CONTACT, field="email"),
    _T.CONTACT_ADDRESS: Spec(NC_("list column", "contact: address"), Part.CONTACT,
                             field="address"),
    _T.CONTACT_COUNTRY: Spec(NC_("list column", "contact: country"), Part.CONTACT,
                             field="country"),
    _T.SOURCE_KIND: Spec(NC_("list column", "source: kind"), Part.SOURCE, _C, "kind",
                         codes=v.SourceKind),
    _T.SOURCE_TITLE: Spec(NC_("list column", "source: title"), Part.SOURCE, field="title"),
    _T.SOURCE_AUTHOR: Spec(NC_("list column", "source: author"), Part.SOURCE, field="author"),
    _T.SOURCE_PUBLISHER: Spec(NC_("list column", "source: publisher"), Part.SOURCE,
                              field="publisher"),
    _T.SOURCE_URL: Spec(NC_("list column", "source: address on the web"), Part.SOURCE,
                        field="url"),
    _T.SOURCE_DATE: Spec(NC_("list column", "source: date"), Part.SOURCE, Form.DATE, "dated"),
    _T.SOURCE_HOW_KNOWN: Spec(NC_("list column", "source: how it is known"), Part.SOURCE, _C,
                              "how_known", codes=v.HowKnown),
    _T.SOURCE_PASSAGE: Spec(NC_("list column", "source: passage"), Part.SOURCE, field="text"),
}  # fmt: skip


def target_label(target: Target, translate: Translator) -> str:
    """The word for a target in the translator's language."""
    return translate.in_context(*SPECS[target].label)
