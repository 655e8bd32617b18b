"""The languages in which copies are printed, and how each sets its pages.

Codes are those of the catalogues ("zh_Hans"), because a copy's words come from there.
"""

from __future__ import annotations

PRINTED = ("kk", "ru", "en", "zh_Hans")
"""Languages of letters, lists and sheets, in the order in which they are offered."""

READING = "kk_Arab"
"""Kazakh in Arabic script: for relatives to read, never handed in."""

OF_COPIES = (*PRINTED, READING)
"""What a copy of an addressee can be made in; the office's own is no reading copy."""


def printed(language: str, fallback: str = "en") -> str:
    """The language itself if copies are printed in it, else the one to print in."""
    return language if language in PRINTED else fallback


def worded_in(language: str) -> str:
    """The language of a copy's letter and words: a reading copy is made of a Kazakh one."""
    return "kk" if language == READING else language


def is_mirrored(language: str) -> bool:
    """Whether pages in this language run from right to left ("kk_Arab", "kk-Arab")."""
    return "Arab" in language.replace("_", "-").split("-")
