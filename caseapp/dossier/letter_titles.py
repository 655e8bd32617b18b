"""What each letter is called for people. Knows names of letters, none of their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from caseapp.i18n import N_, Translator
from caseapp.store.records import LetterTemplate

TITLES: Mapping[str, str] = {
    "mfa": N_("Collective application to the ministry"),
    "mfa_single": N_("Application of one person to the ministry"),
    "embassy": N_("Letter to an embassy"),
    "wgeid": N_("Letter to the working group on disappearances"),
    "special_procedures": N_("Communication to UN special procedures"),
    "deputy": N_("Letter to a deputy"),
    "information_request": N_("Request for information"),
    "complaint": N_("Complaint about silence or refusal"),
    "reminder": N_("Reminder"),
    "thanks": N_("Thanks for an answer"),
    "release_due": N_("Letter on terms that end"),
    "red_cross": N_("Letter with tracing requests"),
    "press": N_("Cover note for press and partners"),
}
"""By the name of the letter, in the order in which a choice lists them."""


def letter_title(t: Translator, name: str, kept: Iterable[LetterTemplate] = ()) -> str:
    """The title of a letter: the office's own, else the shipped one, else its bare name.

    Of several own titles the one of the window's language counts, then the newest.
    """
    mine = [k for k in kept if k.name == name and k.title.strip() and k.deleted_at is None]
    if mine:
        best = max(mine, key=lambda k: (k.language == t.language, k.number))
        return best.title.strip()
    title = TITLES.get(name)
    return t(title) if title else name


def in_order(names: Iterable[str]) -> list[str]:
    """Names of letters: the shipped ones in the order of `TITLES`, then others by name."""
    places = {name: place for place, name in enumerate(TITLES)}
    return sorted(set(names), key=lambda name: (places.get(name, len(places)), name))
