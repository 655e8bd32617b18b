"""The letters that there are, and what can be done to one: another version, another title. Qt-free.

A version that somebody confirmed, or that a copy or an appeal names, is never changed: an edit
of it is the next version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from caseapp.desktop.letters.state import Key
from caseapp.dossier.languages import PRINTED
from caseapp.dossier.letter_choice import usual_letter
from caseapp.dossier.letter_titles import TITLES, in_order, letter_title
from caseapp.dossier.letters import next_number, parse_template, shipped_letters
from caseapp.errors import UserError
from caseapp.i18n import N_, Translator
from caseapp.store.queries.library import addressees, letter_versions, letters_relied_on
from caseapp.store.records import Addressee, LetterTemplate, Record
from caseapp.store.vault import Vault

_OWN_NAME = "own_{}"
"""What a letter of the office is called where only the program reads it."""


class Wording(StrEnum):
    """How far the text of a letter is in one language."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Letters:
    """Every version, also trashed ones, and the directory."""

    versions: Sequence[LetterTemplate] = ()
    addressees: Sequence[Addressee] = ()

    def known(self) -> set[Key]:
        """Name and language of every letter that there is."""
        own = {(one.name, one.language) for one in self.versions if one.deleted_at is None}
        return own | set(shipped_letters())

    def kinds(self) -> list[str]:
        """The names of the letters, in the order of lists."""
        return in_order(name for name, _language in self.known())

    def title(self, t: Translator, name: str) -> str:
        """What a letter is called in all languages; its short name is for the program alone."""
        title = letter_title(t, name, self.versions)
        return t("Letter without a title") if title == name and is_own(name) else title

    def of(self, key: Key) -> list[LetterTemplate]:
        """The office's versions of one letter, newest first."""
        mine = [one for one in self.versions if (one.name, one.language) == key]
        return sorted((o for o in mine if o.deleted_at is None), key=lambda one: -one.number)

    def wording(self, key: Key) -> Wording:
        """Whether there is a text, and whether somebody of the office confirmed it."""
        mine = self.of(key)
        if not mine:
            return Wording.UNCONFIRMED if key in shipped_letters() else Wording.MISSING
        return Wording.CONFIRMED if mine[0].confirmed else Wording.UNCONFIRMED

    def nearest(self, name: str, language: str) -> str:
        """The language whose text another one can begin with: that of the window, if there."""
        there = [code for code in PRINTED if (name, code) in self.known()]
        return language if language in there else next(iter(there), "")

    def goes_to(self, name: str) -> list[Addressee]:
        """Addressees whose usual letter it is."""
        return [a for a in self.addressees if usual_letter(a.letter, a.audience) == name]


def is_own(name: str) -> bool:
    """Did the office make this letter? Those that ship keep the titles that they have."""
    return name not in TITLES


def load_letters(vault: Vault) -> Letters:
    return Letters(vault.read(letter_versions), vault.read(addressees))


def new_version(
    vault: Vault,
    key: Key,
    text: str,
    *,
    title: str = "",
    confirmed: bool = False,
    in_place: bool = False,
) -> list[Record]:
    """The record to save for another text: the newest version itself if nobody relies on it.

    A letter that has a title keeps it. Raises UserError if the text cannot be read: nothing
    broken is ever kept.
    """
    name, language = key
    parse_template(text, name, language)
    versions = vault.read(letter_versions)
    mine = Letters(versions).of(key)
    if in_place and mine and not mine[0].confirmed:
        relied_on = vault.read(letters_relied_on)
        if (f"{name}.{language}", mine[0].number) not in relied_on:
            mine[0].text, mine[0].confirmed = text, confirmed
            return [mine[0]]
    number = next_number(versions, name, language)
    known = mine[0].title if mine else _title_of(versions, name)
    return [
        LetterTemplate(
            name=name, language=language, number=number, title=known or title, text=text,
            confirmed=confirmed,
        )
    ]  # fmt: skip


def _title_of(versions: Iterable[LetterTemplate], name: str) -> str:
    mine = (one for one in versions if one.name == name and one.deleted_at is None)
    return next((one.title for one in mine if one.title), "")


def retitled(vault: Vault, t: Translator, name: str, title: str) -> list[Record]:
    """The versions of a letter of the office with another title, in every language.

    A title is on no paper: versions that somebody relies on get it too. Raises UserError if it
    is empty or another letter has it.
    """
    title = title.strip()
    versions = vault.read(letter_versions)
    _refuse_taken(versions, t, name, title)
    mine = [one for one in versions if one.name == name and one.deleted_at is None]
    found: list[Record] = []
    for one in mine:
        if one.title != title:
            one.title = title
            found.append(one)
    return found


def own_name(versions: Iterable[LetterTemplate], t: Translator, title: str) -> str:
    """A name for a new letter of the office. Raises UserError if its title is empty or taken."""
    versions = tuple(versions)
    _refuse_taken(versions, t, "", title.strip())
    taken = {one.name for one in versions}
    return next(name for name in map(_OWN_NAME.format, count(1)) if name not in taken)


def _refuse_taken(versions: Iterable[LetterTemplate], t: Translator, name: str, title: str) -> None:
    """`t` knows what the letters that ship are called on the screen."""
    if not title:
        raise UserError(N_("Write what the letter is called."))
    others = [one for one in versions if one.name != name and one.deleted_at is None]
    taken = [*(one.title.strip() for one in others), *map(t, TITLES.values())]
    if title.casefold() in map(str.casefold, taken):
        raise UserError(N_("There is a letter of that title already."))
