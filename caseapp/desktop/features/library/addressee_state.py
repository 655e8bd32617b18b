"""What the directory says of an addressee: its mark in the list, and what to look at. Qt-free."""

from __future__ import annotations

from datetime import date

from caseapp.desktop.features.library.section import language_name
from caseapp.desktop.forms.specs.library import ADDRESSEE_TEXTS
from caseapp.desktop.forms.words import RecordWords
from caseapp.domain.waiting import is_check_due, is_in_office
from caseapp.store.records import Addressee

Chip = tuple[str, str, str]
"""Words, icon and tone."""


def is_former(one: Addressee, today: date) -> bool:
    """Is its time over? Then no new appeal is offered to go to it."""
    return one.valid_to.latest is not None and one.valid_to.latest < today


def chip(words: RecordWords, one: Addressee, today: date, *, own: bool) -> Chip | None:
    """The mark of an addressee in the list; `own`: it stands in the directory already."""
    t = words.t
    if is_former(one, today):
        return t("former, until {date}", date=words.date(one.valid_to)), "archive", "quiet"
    if not own:
        return t("shipped, not in your directory yet"), "package", "quiet"
    if is_check_due(one.checked, one.valid_to, today):
        return t("check before use"), "triangle-alert", "warn"
    return None


def warned(words: RecordWords, one: Addressee, today: date) -> list[str]:
    """What stands against using an addressee, the gravest first."""
    t, said = words.t, []
    if not one.texts.get("body"):
        said.append(t("It has no name yet. Nothing can be printed for it."))
    if is_former(one, today):
        said.append(t("Its time is over, no new appeal is offered to go to it: look up who holds"
                      " the post now."))  # fmt: skip
    elif one.checked.is_unknown:
        said.append(t("Nobody has noted that it was checked. Look it up before it is used."))
    elif is_check_due(one.checked, one.valid_to, today):
        said.append(t("It was checked long ago. Look it up again."))
    if not is_former(one, today) and not is_in_office(one.valid_from, one.valid_to, today):
        said.append(t("It begins to be valid later."))
    if not one.address:
        said.append(t("It has no postal address."))
    lacking = lacking_lines(one)
    if lacking:
        language = language_name(one.language, t.language)
        names = ", ".join(t(label) for key, label, _kind in ADDRESSEE_TEXTS if key in lacking)
        said.append(
            t("Its copies are in this language: {language}. There it lacks: {lines}.",
              language=language, lines=names)
        )  # fmt: skip
    return said


def lacking_lines(one: Addressee) -> list[str]:
    """Keys of what it has in some language, and not in that of its copies: paper would mix them."""
    found = []
    for key, _label, _kind in ADDRESSEE_TEXTS:
        texts = one.address if key == "address" else one.texts.get(key, {})
        if any(texts.values()) and not texts.get(one.language):
            found.append(key)
    return found
