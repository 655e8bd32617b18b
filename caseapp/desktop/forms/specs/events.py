"""The fields of an event; which are asked depends on what happened."""

from __future__ import annotations

from caseapp.desktop.forms.fields import FieldSpec, said
from caseapp.domain.vocabulary import EventKind, FacilityKind, TermStart, Ternary
from caseapp.i18n import N_
from caseapp.store.records import Event

EVENT = (
    FieldSpec("kind", N_("What"), "choice", EventKind),
    FieldSpec("when", N_("When"), "date"),
    FieldSpec("place", N_("Where")),
    FieldSpec("authority", N_("By whom"), completions="authority"),
    FieldSpec("until", N_("Until"), "date"),
    FieldSpec("term_years", N_("Term, years"), "number"),
    FieldSpec("term_months", N_("Term, months"), "number"),
    FieldSpec("term_days", N_("Term, days"), "number"),
    FieldSpec("term_start", N_("Term counts from"), "choice", TermStart),
    FieldSpec("court", N_("Court"), span=2, completions="court"),
    FieldSpec("counsel", N_("Counsel"), span=2),
    FieldSpec("facility_kind", N_("Kind of facility"), "choice", FacilityKind),
    FieldSpec("facility", N_("Facility"), completions="facility"),
    FieldSpec("acknowledged", N_("Acknowledged by the authorities"), "choice", Ternary),
    FieldSpec("contact_permitted", N_("Contact permitted"), "choice", Ternary),
    FieldSpec(
        "reason_given", N_("Reason given officially"), span=2, completions="reason_given"
    ),
    FieldSpec("reason_believed", N_("Reason believed"), span=2, completions="reason_believed"),
    FieldSpec("legal_basis", N_("Legal basis given"), span=2),
    FieldSpec("narrative", N_("Statement to print"), "text", span=4,
              hint=N_("What is known, in one or two plain sentences.")),
)  # fmt: skip

_TERM = frozenset({"term_years", "term_months", "term_days", "term_start"})
_REASONS = frozenset({"reason_given", "reason_believed", "legal_basis"})
_ANSWERS = frozenset({"acknowledged", "contact_permitted"})
_FACILITY = frozenset({"facility_kind", "facility"})
_COURT = frozenset({"court", "counsel"})

_BEGINS = _FACILITY | _REASONS | _ANSWERS
_ASIDE: dict[EventKind, frozenset[str]] = {
    EventKind.TAKEN: _BEGINS,
    EventKind.RETAKEN: _BEGINS,
    EventKind.FORMALLY_ARRESTED: _BEGINS,
    EventKind.TRANSFERRED: _FACILITY | _ANSWERS,
    EventKind.TRIED: _REASONS | _COURT,
    EventKind.SENTENCED: _REASONS | _COURT | _TERM | _FACILITY | _ANSWERS,
    EventKind.INTERROGATED: _FACILITY | _REASONS,
    EventKind.PAPERS_TAKEN: _REASONS,
    EventKind.EXIT_REFUSED: _REASONS,
    EventKind.HOUSE_ARREST: _REASONS | _ANSWERS | {"until"},
    EventKind.FORCED_LABOUR: _FACILITY | {"until"},
    EventKind.HOSPITALISED: _FACILITY | {"until"},
    EventKind.SEEN: _FACILITY,
    EventKind.FAMILY_VISIT: _FACILITY,
    EventKind.LAST_CONTACT: _FACILITY,
    EventKind.RELEASED: _FACILITY,
    EventKind.DIED: _FACILITY | {"reason_given", "reason_believed"},
    EventKind.TERM_ENDED: _FACILITY,
    EventKind.MOVED: frozenset({"until"}),
    EventKind.REPATRIATED: frozenset(),
}
"""What is asked of an event beside what is asked of all; a kind not listed is asked all."""

_OF_ALL_EVENTS = frozenset({"kind", "when", "place", "authority", "narrative"})


def asked_of_event(event: Event) -> frozenset[str]:
    """Names of the fields that make sense for a kind of event, or that say something."""
    aside = _ASIDE.get(event.kind)
    asked = {spec.name for spec in EVENT} if aside is None else _OF_ALL_EVENTS | aside
    return frozenset(asked) | said(event, EVENT)
