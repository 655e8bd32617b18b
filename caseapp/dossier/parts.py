"""Which parts a copy has, and in which order: data of its addressee, with a default.

Knows no record's content and no words of paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from caseapp.domain.vocabulary import Audience
from caseapp.i18n import N_
from caseapp.store.records import Addressee, AppealAddressee


class PartKind(StrEnum):
    """A part of a copy, by the code that `AppealAddressee.parts` keeps."""

    LETTER = "letter"
    CONTENTS = "contents"
    SUMMARY = "summary"
    PERSONS = "persons"
    SHEETS = "sheets"
    WGEID = "wgeid"
    WGAD = "wgad"
    TRACING = "tracing"
    POSTERS = "posters"
    ANNEX = "annex"
    SIGNATURES = "signatures"
    ENCLOSURES = "enclosures"
    VERIFICATION = "verification"


TITLES: Mapping[PartKind, str] = {
    PartKind.LETTER: N_("Letter"),
    PartKind.CONTENTS: N_("Contents"),
    PartKind.SUMMARY: N_("Summary in figures"),
    PartKind.PERSONS: N_("List of persons"),
    PartKind.SHEETS: N_("Case sheets"),
    PartKind.WGEID: N_("Forms: disappearance (WGEID)"),
    PartKind.WGAD: N_("Forms: arbitrary detention (WGAD)"),
    PartKind.TRACING: N_("Tracing requests (Red Cross)"),
    PartKind.POSTERS: N_("Portrait posters"),
    PartKind.ANNEX: N_("Sources and excerpts"),
    PartKind.SIGNATURES: N_("Signature sheets"),
    PartKind.ENCLOSURES: N_("Index of enclosures"),
    PartKind.VERIFICATION: N_("Verification page"),
}
"""What the window calls each."""

FORMS = (PartKind.WGEID, PartKind.WGAD, PartKind.TRACING)

ANNEXED: Mapping[PartKind, str] = {
    PartKind.PERSONS: "persons",
    PartKind.SHEETS: "sheets",
    PartKind.WGEID: "wgeid",
    PartKind.WGAD: "wgad",
    PartKind.TRACING: "tracing",
    PartKind.ANNEX: "sources",
    PartKind.SIGNATURES: "signatures",
}
"""Parts that are numbered annexes, with the name under which a letter's fields know them."""

_COLLECTIVE = (
    PartKind.LETTER, PartKind.CONTENTS, PartKind.SUMMARY, PartKind.PERSONS, PartKind.SHEETS,
    PartKind.ANNEX, PartKind.SIGNATURES, PartKind.ENCLOSURES, PartKind.VERIFICATION,
)  # fmt: skip
_UNITED_NATIONS = (
    PartKind.LETTER, PartKind.CONTENTS, PartKind.PERSONS, PartKind.WGEID, PartKind.SHEETS,
    PartKind.ANNEX, PartKind.SIGNATURES, PartKind.ENCLOSURES, PartKind.VERIFICATION,
)  # fmt: skip
_DETAINING = tuple(kind for kind in _COLLECTIVE if kind is not PartKind.SUMMARY)

DEFAULT: Mapping[Audience, Sequence[PartKind]] = {
    Audience.HOST_STATE: _COLLECTIVE,
    Audience.DETAINING_STATE: _DETAINING,
    Audience.UNITED_NATIONS: _UNITED_NATIONS,
    Audience.PARTNERS: _COLLECTIVE,
    Audience.PRESS: _COLLECTIVE,
    Audience.PUBLIC: (PartKind.POSTERS,),
}
"""The parts of a copy for an addressee that names none. The public gets portraits alone."""


def parts_of(link: AppealAddressee, addressee: Addressee) -> tuple[PartKind, ...]:
    """The parts of the copy for one addressee of an appeal, in order, each once."""
    return chosen_parts(link.parts, addressee.parts, addressee.audience)


def chosen_parts(
    own: Iterable[str], named: Iterable[str], audience: Audience
) -> tuple[PartKind, ...]:
    """The parts chosen for one copy, else those of its addressee, else those of the audience."""
    for chosen in (own, named):
        known = known_parts(chosen)
        if known:
            return known
    return tuple(DEFAULT.get(audience, _COLLECTIVE))


def known_parts(codes: Iterable[str]) -> tuple[PartKind, ...]:
    """The parts of these codes, each once; what no version knows is passed over."""
    codes = dict.fromkeys(codes)
    return tuple(PartKind(code) for code in codes if code in set(PartKind))
