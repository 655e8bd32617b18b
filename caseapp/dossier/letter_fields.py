"""What the merge fields of a letter are called on the screen. Knows no values."""

from __future__ import annotations

from collections.abc import Mapping

from caseapp.i18n import N_

FIELD_LABELS: Mapping[str, str] = {
    "addressee_body": N_("addressee"),
    "addressee_office": N_("department of the addressee"),
    "addressee_post": N_("post of the addressee"),
    "addressee_person": N_("name of the addressee"),
    "addressee_address": N_("address of the addressee"),
    "addressee_email": N_("e-mail of the addressee"),
    "addressee_phone": N_("phone of the addressee"),
    "salutation": N_("salutation"),
    "organisation_name": N_("name of the organisation"),
    "organisation_address": N_("address of the organisation"),
    "organisation_email": N_("e-mail of the organisation"),
    "organisation_phone": N_("phone of the organisation"),
    "organisation_signatory": N_("who signs for the organisation"),
    "organisation_signatory_post": N_("post of who signs"),
    "contact_name": N_("contact person"),
    "contact_iin": N_("IIN of the contact person"),
    "contact_address": N_("address of the contact person"),
    "contact_phone": N_("phone of the contact person"),
    "contact_initials": N_("contact person, initials"),
    "signatories": N_("how many sign"),
    "annex_persons": N_("annex: persons"),
    "annex_sheets": N_("annex: case sheets"),
    "annex_sources": N_("annex: sources"),
    "annex_signatures": N_("annex: signatures"),
    "annex_wgeid": N_("annex: forms on disappearance"),
    "annex_wgad": N_("annex: forms on detention"),
    "annex_tracing": N_("annex: tracing requests"),
    "reference": N_("number of the appeal"),
    "copy": N_("number of the copy"),
    "date": N_("date of the appeal"),
    "persons_of": N_("how many persons"),
    "period": N_("when they were taken"),
    "status_date": N_("facts as known on"),
    "status_sentence": N_("how many are in which status"),
    "groups_sentence": N_("sentence on groups"),
    "tie_sentence": N_("sentences on ties"),
    "citizens": N_("how many are citizens"),
    "urgent": N_("cases of the last three months"),
    "withheld": N_("something is withheld"),
    "held": N_("is held"),
    "sentenced": N_("is sentenced"),
    "released": N_("is released"),
    "died": N_("has died"),
    "unknown": N_("fate not known"),
    "group": N_("is a group"),
}
"""Every field that a letter can name, and the conditions of its section on each person."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Persons"), ("persons_of", "period", "status_sentence", "status_date",
                     "groups_sentence", "tie_sentence", "citizens", "urgent")),
    (N_("Addressee"), ("salutation", "addressee_body", "addressee_office", "addressee_post",
                       "addressee_person", "addressee_address", "addressee_email",
                       "addressee_phone")),
    (N_("Who writes"), ("organisation_name", "organisation_address", "organisation_email",
                        "organisation_phone", "organisation_signatory",
                        "organisation_signatory_post")),
    (N_("Signatures"), ("signatories", "contact_name", "contact_initials", "contact_iin",
                        "contact_address", "contact_phone")),
    (N_("Appeal"), ("reference", "date", "copy", "annex_persons", "annex_sheets",
                    "annex_sources", "annex_signatures", "annex_wgeid", "annex_wgad",
                    "annex_tracing")),
)  # fmt: skip
"""The fields as a menu offers them."""
