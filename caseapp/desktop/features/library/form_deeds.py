"""What can be done to a form: another version of it, as one action. Qt-free.

A version that somebody confirmed, or that a copy names, is never changed: a change of it is the
next version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from caseapp.dossier.form_edits import differences
from caseapp.dossier.form_templates import (
    ROW_LANGUAGE,
    ROW_PREFIX,
    FormTemplate,
    form_for,
    parse_form,
    shipped_form,
)
from caseapp.dossier.form_writing import form_text
from caseapp.store.queries.library import form_versions, letters_relied_on
from caseapp.store.records import LetterTemplate, Record
from caseapp.store.vault import Vault

Change = Callable[[FormTemplate], FormTemplate]


def versions_of(kept: Iterable[LetterTemplate], name: str) -> list[LetterTemplate]:
    """The office's versions of a form, newest first; those in the trash are left out."""
    mine = [one for one in kept if one.name == ROW_PREFIX + name and one.deleted_at is None]
    return sorted(mine, key=lambda one: -one.number)


def differs_from_shipped(form: FormTemplate) -> bool:
    """Does an office's version say or ask anything else than the form that ships?"""
    return bool(differences(shipped_form(form.name), form))


def changed(vault: Vault, name: str, change: Change) -> Sequence[Record]:
    """The record to save for a change of the newest version; none if it changes nothing.

    Raises UserError if the newest text cannot be read, or what `change` raises.
    """
    kept = vault.read(form_versions)
    before = form_for(kept, name)
    after = change(before)
    return [] if not differences(before, after) else _version(vault, kept, after)


def confirmed(vault: Vault, name: str) -> Sequence[Record]:
    """The record to save when somebody says that the newest wording may be printed."""
    kept = vault.read(form_versions)
    return _version(vault, kept, form_for(kept, name), confirmed=True)


def as_in(vault: Vault, name: str, text: str | None) -> Sequence[Record]:
    """An older text as the next version; None for the form that ships.

    Raises UserError if it cannot be read: nothing broken is ever kept.
    """
    form = shipped_form(name) if text is None else parse_form(text, name)
    return _version(vault, vault.read(form_versions), form, in_place=False)


def _version(
    vault: Vault,
    kept: Sequence[LetterTemplate],
    form: FormTemplate,
    *,
    confirmed: bool = False,
    in_place: bool = True,
) -> Sequence[Record]:
    """The newest version with another form in it if nobody relies on it, else the next one."""
    mine = versions_of(kept, form.name)
    relied_on = vault.read(letters_relied_on)
    if in_place and mine and not mine[0].confirmed:
        newest = mine[0]
        if (f"{newest.name}.{newest.language}", newest.number) not in relied_on:
            newest.text = form_text(replace(form, version=newest.number))
            newest.confirmed = confirmed
            return [newest]
    number = _next_number(kept, form.name)
    text = form_text(replace(form, version=number))
    row = LetterTemplate(
        name=ROW_PREFIX + form.name, language=ROW_LANGUAGE, number=number, text=text,
        confirmed=confirmed,
    )  # fmt: skip
    return [row]


def _next_number(kept: Iterable[LetterTemplate], name: str) -> int:
    """Above all that the office ever had, also in the trash, and the one that ships."""
    numbers = [one.number for one in kept if one.name == ROW_PREFIX + name]
    return max([*numbers, shipped_form(name).version]) + 1
