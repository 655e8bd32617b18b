"""What a file still lacks, in words, and where on the page it is put in."""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.i18n import N_, Translator

_WORDS = {
    "name": N_("the name"),
    "second_script": N_("the name in a second script"),
    "sex": N_("sex"),
    "birth": N_("date of birth"),
    "identifier": N_("a document's number"),
    "home": N_("home county"),
    "event": N_("what happened"),
    "event_dated": N_("when it happened"),
    "reason": N_("a reason, given or believed"),
    "tie": N_("tie to Kazakhstan"),
    "relative": N_("a relative"),
    "source": N_("a source"),
    "consent": N_("a consent"),
    "photo": N_("a photo"),
}
"""By the field of `CaseFacts`."""

_SECTIONS = {
    "name": "person", "second_script": "person", "sex": "person", "birth": "person",
    "identifier": "person", "home": "person", "tie": "person", "event": "events",
    "event_dated": "events", "reason": "events", "relative": "family", "source": "evidence",
    "consent": "family", "photo": "files",
}  # fmt: skip
"""The section in which a missing thing is put in, by the field of `CaseFacts`."""


def section_of(name: str) -> str:
    """Key of the page's section where a missing thing is put in."""
    return _SECTIONS.get(name, "person")


def missing_words(t: Translator, missing: Sequence[str]) -> str:
    """The missing things as a list for people."""
    return ", ".join(t(_WORDS[name]) for name in missing)
