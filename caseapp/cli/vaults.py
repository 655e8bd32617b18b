"""Commands on a vault: new, find, list, check."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import partial
from typing import Any

from caseapp.cli.backups import check_backup, is_backup, say, tell_migration, tell_newer
from caseapp.cli.passphrase import passphrase, with_passphrase
from caseapp.cli.salvaging import tell_damage
from caseapp.cli.screen import seen_file, translate
from caseapp.domain.labels import label
from caseapp.errors import UserError
from caseapp.i18n import Translator, translator
from caseapp.store.errors import StoreError
from caseapp.store.queries import appeals, cases, found
from caseapp.store.queries.sounding_index import whole_sounding_index
from caseapp.store.vault import Vault


def open_vault(options: argparse.Namespace) -> Vault:
    """The vault that a command names, opened."""
    vault = with_passphrase(
        options, lambda word: Vault.open(options.vault, word, memory=seen_file())
    )
    tell_migration(vault)
    tell_newer(vault)
    return vault


def new(options: argparse.Namespace) -> int:
    with Vault.create(options.vault, passphrase(options, new=True), name=options.name) as vault:
        print(vault.folder.path)
    say(translate()("Before real cases: caseapp recovery {vault} sheet", vault=options.vault))
    return 0


def find(options: argparse.Namespace) -> int:
    with open_vault(options) as vault:
        vault.across_scripts = not options.exact
        if vault.across_scripts:
            vault.read(whole_sounding_index)
        rows = vault.read(lambda session: found.found_rows(session, options.text))
    _print(options, (_found(options, row) for row in rows))
    return 0 if rows else 1


def _found(options: argparse.Namespace, row: found.FoundRow) -> dict[str, Any]:
    told = {
        "kind": row.kind, "number": row.number, "title": row.title, "detail": row.detail,
        "born": row.born, "place": row.place,
    }  # fmt: skip
    if options.json or not row.sounds_like:
        return {**told, "sounds_like": row.sounds_like}
    return {**told, "sounds_like": translate()("sounds like {name}", name=row.sounds_like)}


def list_rows(options: argparse.Namespace) -> int:
    with open_vault(options) as vault:
        rows = _LISTS[options.what](vault)
    _print(options, rows)
    return 0


def check(options: argparse.Namespace) -> int:
    if is_backup(options.vault):
        return check_backup(options)
    try:
        with open_vault(options) as vault:
            findings = [*vault.checks.after_opening, *vault.check()]
            generation = vault.generation
    except StoreError as error:
        return tell_damage(options, error)
    findings = list(dict.fromkeys(findings))
    _print(options, ({"check": f.check, "finding": f.detail} for f in findings))
    if not findings and not options.json:
        t = translate()
        print(t("No fault was found; {n} changes, history unbroken.", n=generation))
    return 1 if findings else 0


def _cases(vault: Vault) -> list[dict[str, Any]]:
    ids = vault.read(lambda session: cases.case_ids(session, cases.CaseQuery()))
    rows = vault.read(lambda session: cases.case_rows(session, ids))
    return [
        {
            "number": row.number,
            "name": row.names[0][1] if row.names else row.description,
            "born": row.birth.text,
            "place": row.home_place,
            "status": row.status.status,
            "fictitious": row.fictitious,
        }
        for row in rows
    ]


def _appeals(vault: Vault) -> list[dict[str, Any]]:
    return [
        {
            "appeal": row.serial, "title": row.title, "reference": row.reference,
            "persons": row.persons, "addressees": row.addressees, "copies": row.copies,
        }
        for row in vault.read(appeals.appeal_rows)
    ]  # fmt: skip


def _addressees(vault: Vault) -> list[dict[str, Any]]:
    result = []
    for appeal in vault.read(appeals.appeal_rows):
        rows = vault.read(partial(appeals.addressee_rows, appeal_id=appeal.id))
        result += [
            {
                "appeal": appeal.serial, "addressee": row.serial, "language": row.language,
                "audience": row.audience.value, "body": appeals.text_in(row.texts, "body", "en"),
            }
            for row in rows
        ]  # fmt: skip
    return result


def _copies(vault: Vault) -> list[dict[str, Any]]:
    result = []
    for appeal in vault.read(appeals.appeal_rows):
        rows = vault.read(partial(appeals.copy_rows, appeal_id=appeal.id))
        result += [
            {
                "appeal": appeal.serial, "copy": row.number, "code": row.page_code,
                "language": row.language, "pages": row.pages, "withheld": row.withheld,
                "produced": row.produced_at.isoformat(), "office": row.for_office,
            }
            for row in rows
        ]  # fmt: skip
    return result


_LISTS = {
    "cases": _cases, "appeals": _appeals, "addressees": _addressees, "copies": _copies,
}  # fmt: skip


def _print(options: argparse.Namespace, rows: Iterable[dict[str, Any]]) -> None:
    """One row a line: JSON objects, or the values with two spaces between them.

    JSON is for programs, so words of the vocabulary stand in it as their stable codes. In
    plain text what is so is said by its name and what is not so is not said.
    """
    words = translator(translate().language, "dossier")
    for row in rows:
        if options.json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            told = {key: value for key, value in row.items() if value not in ("", None, False)}
            shown = (key if value is True else _plain(value, words) for key, value in told.items())
            print("  ".join(shown))


def _plain(value: object, words: Translator) -> str:
    """A value on one line: line breaks and control characters would break the list."""
    if isinstance(value, StrEnum):
        return label(value, words)
    return plain(str(value))


def plain(text: str) -> str:
    """A text on one line of a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def by_serial(rows: Sequence[Any], serial: str, sentence: str) -> Any:
    """The row with a typed short number, or the `sentence` that says which there are."""
    for row in rows:
        if str(row.serial) == serial:
            return row
    numbers = ", ".join(str(row.serial) for row in rows) or "–"
    raise UserError(sentence, number=serial, numbers=numbers)
