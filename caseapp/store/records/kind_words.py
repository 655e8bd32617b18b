"""What each kind of record is called, on the screen and on the terminal."""

from __future__ import annotations

from typing import Final

from caseapp.i18n import N_

KIND_WORDS: Final = {
    "addressee": N_("Addressee"),
    "appeal": N_("Appeal"),
    "appeal_addressee": N_("Addressee of an appeal"),
    "appeal_person": N_("Person in an appeal"),
    "attachment": N_("File"),
    "calendar_day": N_("Day of the calendar"),
    "citation": N_("What a claim rests on"),
    "consent": N_("Consent"),
    "contact": N_("Contact"),
    "contact_note": N_("Note of a call"),
    "copy": N_("Printed copy"),
    "custody_entry": N_("Keeping of a file"),
    "detainee": N_("Case"),
    "dispatch": N_("Handing in"),
    "event": N_("Event"),
    "excerpt": N_("Excerpt"),
    "export": N_("Export"),
    "field_conflict": N_("Conflict of two stations"),
    "identifier": N_("Document number"),
    "import_batch": N_("Import"),
    "import_profile": N_("Import profile"),
    "imported_row": N_("Row of a list"),
    "intake": N_("Intake"),
    "kinship": N_("Relative"),
    "letter_template": N_("Letter"),
    "match_decision": N_("Decision on namesakes"),
    "name_form": N_("Name, spelling"),
    "office": N_("Office"),
    "official_claim": N_("What officials say of a person"),
    "packet": N_("Packet"),
    "partner_station": N_("Partner station"),
    "place_entry": N_("Place"),
    "policy": N_("Rules of disclosure"),
    "reply": N_("Reply"),
    "saved_view": N_("Saved view"),
    "signatory": N_("Signatory"),
    "signature_sheet": N_("Signature sheet"),
    "source": N_("Source"),
    "task": N_("Task"),
    "term": N_("Word of a list"),
}
"""By the name of its table."""
