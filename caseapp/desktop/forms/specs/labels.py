"""What every field is called, by the kind of its record: for undo, history and evidence.

A new form adds its specs here; a test sees that no field of a record is without a name.
"""

from __future__ import annotations

from caseapp.desktop.forms.specs.appeals import CLAIM, DISPATCH, REPLY, SHEET, SIGNATORY
from caseapp.desktop.forms.specs.contacts import CALL, CONSENT, CONTACT
from caseapp.desktop.forms.specs.events import EVENT
from caseapp.desktop.forms.specs.library import ADDRESSEE, PLACE
from caseapp.desktop.forms.specs.library import ELSEWHERE as OF_THE_LIBRARY
from caseapp.desktop.forms.specs.office import OFFICE
from caseapp.desktop.forms.specs.people import FILE, KIN, NAME, NUMBER, PERSON
from caseapp.desktop.forms.specs.sources import EXCERPT, SOURCE
from caseapp.i18n import N_

_ELSEWHERE = {
    ("detainee", "prefix"): N_("Number of the case"),
    ("detainee", "serial"): N_("Number of the case"),
    ("detainee", "tags"): N_("Tags"),
    ("detainee", "believed_deceased"): N_("Believed dead"),
    ("detainee", "fictitious"): N_("Fictitious"),
    ("kinship", "sex"): N_("Sex"),
    ("kinship", "in_region"): N_("Lives in the region"),
    ("contact", "do_not_contact"): N_("Do not contact"),
    ("contact", "fictitious"): N_("Fictitious"),
    ("consent", "answers"): N_("Answers"),
    ("consent", "withdrawn"): N_("Withdrawn on"),
    ("intake", "serial"): N_("Number of the intake"),
    ("intake", "detainee_id"): N_("Case"),
    ("intake", "contact_id"): N_("Who is telling"),
    ("intake", "started_at"): N_("Begun"),
    ("intake", "finished_at"): N_("Finished"),
    ("intake", "taken_by"): N_("Taken by"),
    ("intake", "note"): N_("Note"),
    ("office", "texts"): N_("Name and address of the office"),
    ("attachment", "derived_from_id"): N_("Cut out of"),
    ("attachment", "crop"): N_("Part of the picture"),
    ("attachment", "role"): N_("Kind of file"),
    ("attachment", "file_name"): N_("File name"),
    ("attachment", "media_type"): N_("Kind of file"),
    ("attachment", "unreadable"): N_("Cannot be shown"),
    ("import_profile", "name"): N_("Name"),
    ("import_profile", "headings"): N_("Headings"),
    ("import_profile", "mapping"): N_("What the columns mean"),
    ("partner_station", "name"): N_("Name"),
    ("partner_station", "recipient"): N_("Its key for packets to it"),
    ("partner_station", "verify_key"): N_("Its key for packets from it"),
    ("partner_station", "confirmed_by"): N_("Words compared by"),
    ("partner_station", "confirmed_at"): N_("Words compared on"),
    ("partner_station", "note"): N_("Note"),
    ("field_conflict", "verdict"): N_("What was decided"),
    ("field_conflict", "decided_by"): N_("Decided by"),
    ("source", "serial"): N_("Number of the source"),
    ("source", "text"): N_("Text of the source"),
    ("source", "testifier_id"): N_("Who testifies"),
    ("source", "same_text_as_id"): N_("Another copy of"),
    ("excerpt", "locator"): N_("Place in the document"),
    ("excerpt", "translations"): N_("Translation"),
    ("citation", "bearing"): N_("Supports or contradicts"),
    ("citation", "note"): N_("Note"),
    ("appeal", "title"): N_("Title"),
    ("appeal", "reference"): N_("Number of the appeal"),
    ("appeal", "serial"): N_("Number of the appeal"),
    ("appeal", "dated"): N_("Date of the appeal"),
    ("appeal", "facts_as_of"): N_("Facts as known on"),
    ("appeal", "kind"): N_("Kind of appeal"),
    ("appeal", "state"): N_("Where it stands"),
    ("appeal", "organisation"): N_("Name and address of the office"),
    ("appeal", "demands"): N_("Demands"),
    ("appeal", "letters"): N_("Letter"),
    ("appeal", "blank_signature_rows"): N_("Blank lines for signatures"),
    ("appeal", "note"): N_("Note"),
    ("addressee", "parts"): N_("Parts of a copy"),
    ("appeal_addressee", "language"): N_("Language"),
    ("appeal_addressee", "second_language"): N_("Second language of signature sheets"),
    ("appeal_addressee", "letter"): N_("Letter"),
    ("appeal_addressee", "parts"): N_("Parts of a copy"),
    ("appeal_addressee", "left_out"): N_("Left out of this copy"),
    ("appeal_addressee", "enclosures"): N_("Copies of documents that go with it"),
    ("contact", "serial"): N_("Number"),
    ("consent", "serial"): N_("Number"),
    ("consent", "audience"): N_("For whom"),
    ("contact_note", "detainee_id"): N_("Case"),
    ("saved_view", "name"): N_("Name of the view"),
    ("saved_view", "filters"): N_("Filters"),
    ("saved_view", "columns"): N_("Columns"),
    ("task", "title"): N_("Title"),
    ("task", "due"): N_("By when"),
    ("task", "done"): N_("Finished"),
    ("match_decision", "why"): N_("Note"),
}
"""Fields that no form edits, and whose change the history tells."""

LABELS: dict[tuple[str, str], str] = _ELSEWHERE | OF_THE_LIBRARY | {
    (kind, spec.name): spec.label
    for kind, specs in (
        ("detainee", PERSON), ("event", EVENT), ("name_form", NAME), ("identifier", NUMBER),
        ("kinship", KIN), ("attachment", FILE), ("source", SOURCE), ("excerpt", EXCERPT),
        ("dispatch", DISPATCH), ("reply", REPLY), ("signatory", SIGNATORY), ("office", OFFICE),
        ("addressee", ADDRESSEE), ("place_entry", PLACE), ("contact", CONTACT),
        ("contact_note", CALL), ("consent", CONSENT), ("official_claim", CLAIM),
        ("signature_sheet", SHEET),
    )
    for spec in specs
}  # fmt: skip
"""What a field is called, by the kind of its record (table name) and its name there."""

ADDED: dict[str, str] = {
    "name_form": N_("Add a spelling"),
    "identifier": N_("Add a document number"),
    "kinship": N_("Add a relative"),
    "event": N_("Add an event"),
    "office": N_("Set up the office"),
    "reply": N_("Record a reply"),
    "signatory": N_("Add a signatory"),
    "contact_note": N_("Note a call"),
    "intake": N_("Begin an intake"),
    "source": N_("Add a source"),
    "addressee": N_("Add an addressee"),
    "policy": N_("Begin a draft of the rules"),
    "letter_template": N_("Add a version of a letter"),
    "place_entry": N_("Add a place"),
    "term": N_("Add a word to a list"),
    "calendar_day": N_("Enter a day"),
}
"""What the making of a record is called in undo and history, by its kind."""
