"""What the open and the closed lists of words are called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from caseapp.domain import vocabulary as v
from caseapp.i18n import N_

OPEN: Mapping[str, str] = {
    "occupation": N_("Occupation"),
    "education": N_("Education"),
    "ethnicity": N_("Ethnicity"),
    "family_status": N_("Family status"),
    "citizenship": N_("Citizenship"),
    "tag": N_("Tags"),
    "facility": N_("Facility"),
    "authority": N_("Authority"),
    "court": N_("Court"),
    "reason_given": N_("Reason given"),
    "reason_believed": N_("Reason believed"),
    "language": N_("Languages"),
}

CLOSED: Mapping[type[StrEnum], str] = {
    v.Status: N_("Status"),
    v.EventKind: N_("Kind of event"),
    v.FacilityKind: N_("Kind of facility"),
    v.TermStart: N_("Term counts from"),
    v.Relation: N_("Relation"),
    v.Certainty: N_("Certainty"),
    v.CaseKind: N_("Kind of case"),
    v.Sex: N_("Sex"),
    v.Tie: N_("Tie to Kazakhstan"),
    v.NameKind: N_("Kind of name"),
    v.NameScript: N_("Script"),
    v.IdentifierKind: N_("Kind of document"),
    v.ContactRole: N_("Role of a contact"),
    v.RiskLevel: N_("Risk"),
    v.Audience: N_("Audience"),
    v.InfoClass: N_("Class of information"),
    v.ConsentAnswer: N_("Answer of a consent"),
    v.ConsentForm: N_("Form of a consent"),
    v.SourceKind: N_("Kind of source"),
    v.TestimonyForm: N_("Form of a testimony"),
    v.HowKnown: N_("How it is known"),
    v.Reliability: N_("Reliability of a source"),
    v.Credibility: N_("Credibility of information"),
    v.Verification: N_("Verification"),
    v.AppealKind: N_("Kind of appeal"),
    v.AppealState: N_("State of an appeal"),
    v.ReplyRule: N_("When it must answer"),
    v.Channel: N_("Way of sending"),
    v.DispatchOutcome: N_("What became of a dispatch"),
    v.ReplyCode: N_("What a reply says"),
    v.Attribution: N_("What officials say of the event"),
}
"""Lists whose members are code, in the order in which they are shown."""
