"""What a file still lacks, in words, and where on the page it is put in."""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.desktop.missing import missing_list
from caseapp.i18n import Translator

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
    return ", ".join(missing_list(t, missing))
