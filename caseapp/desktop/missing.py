"""What a case file still lacks, in words: the list's card and the page of a case say the same."""

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


def missing_list(t: Translator, missing: Sequence[str]) -> list[str]:
    """The missing things, fields of `CaseFacts`, each in words."""
    return [t(_WORDS[name]) for name in missing]
