"""Commands on a damaged vault: name what is wrong and what can be done, save what can be read."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from caseapp.cli.backups import say
from caseapp.cli.passphrase import passphrase
from caseapp.cli.screen import ProgressLine, settings, translate
from caseapp.i18n import N_, Translator
from caseapp.store.damage import Damage, Part, damaged_part, described, diagnose, keys_of
from caseapp.store.errors import DamagedDescriptionError, StoreError
from caseapp.store.folder import VaultFolder
from caseapp.store.records.kind_words import KIND_WORDS
from caseapp.store.salvage import Salvaged, salvage
from caseapp.system.progress import Progress

PARTS = {
    Part.DESCRIPTION: N_("The description STORE.json is missing or damaged."),
    Part.KEYS: N_("The key file keys.json is missing or damaged."),
    Part.DATABASE: N_("Pages of the database case.db are damaged."),
    Part.MISSING: N_("The database case.db is missing."),
    Part.HISTORY: N_("The history of changes does not hold together."),
}


def tell_damage(options: argparse.Namespace, error: StoreError) -> int:
    """Say what is damaged and what can be done, one a line; 1, or the error goes on."""
    if damaged_part(error) is None:
        raise error
    secret = "" if isinstance(error, DamagedDescriptionError) else passphrase(options)
    damage = diagnose(options.vault, secret, error, _places(options.vault))
    t = translate()
    for check, finding in _told(t, damage):
        if options.json:
            print(json.dumps({"check": check, "finding": finding}, ensure_ascii=False))
        else:
            print(finding)
    if not options.json:
        for words in _offers(t, damage):
            say(words)
    return 1


def _told(t: Translator, damage: Damage) -> list[tuple[str, str]]:
    rows = [(damage.part.value, t(PARTS[damage.part]))]
    return rows + [(damage.part.value, detail) for detail in damage.details]


def _offers(t: Translator, damage: Damage) -> list[str]:
    """Best first."""
    offers = []
    if damage.backups:
        newest = damage.backups[0]
        moment = f"{newest.made_at.astimezone():%Y-%m-%d %H:%M}"
        if newest.lacks is None:
            offers.append(t("A backup of {moment} lies in {path}: caseapp restore.",
                            moment=moment, path=newest.path))  # fmt: skip
        else:
            offers.append(t.plural(
                "A backup of {moment}, which lacks {n} change, lies in {path}: caseapp restore.",
                "A backup of {moment}, which lacks {n} changes, lies in {path}: caseapp restore.",
                newest.lacks, moment=moment, path=newest.path,
            ))  # fmt: skip
    if damage.keys_elsewhere is not None:
        offers.append(t("A sound key file lies in {path}: caseapp salvage … --keys {path}",
                        path=damage.keys_elsewhere))  # fmt: skip
    if damage.can_salvage or damage.part in (Part.DESCRIPTION, Part.KEYS):
        offers.append(t("To save what can be read: caseapp salvage {vault} NEW_FOLDER",
                        vault=damage.path))  # fmt: skip
    return offers


def save_what_can_be_read(options: argparse.Namespace) -> int:
    """Prints where the new vault is, then what was lost; 1 if something was."""
    t = translate()
    folder = described(options.vault)
    if folder is None:
        VaultFolder.load(options.vault)  # says what it is, if it is no damaged vault
        raise DamagedDescriptionError
    elsewhere = [options.keys] if options.keys is not None else []
    keys = keys_of(folder, passphrase(options), *elsewhere)
    made = salvage(folder, keys, options.folder, Progress(ProgressLine().tell))
    print(made.path)
    for words in lost_words(t, made):
        print(words)
    say(t("{path} was not changed. Keep it until you know that nothing is missing.",
          path=folder.path))  # fmt: skip
    return 0 if made.is_whole else 1


def lost_words(t: Translator, made: Salvaged) -> list[str]:
    """What was saved and what was not, in sentences."""
    words = [t.plural("{n} record was saved.", "{n} records were saved.", made.read)]
    for one in made.kinds:
        if one.lost:
            words.append(t.plural("{kind}: {n} is lost.", "{kind}: {n} are lost.", one.lost,
                                  kind=t(KIND_WORDS.get(one.name, one.name))))  # fmt: skip
    if made.history.actions:
        words.append(t.plural("{n} entry of the history is lost.",
                              "{n} entries of the history are lost.",
                              made.history.actions))  # fmt: skip
    if made.history.changes:
        words.append(t.plural("About {n} change in the history is lost.",
                              "About {n} changes in the history are lost.",
                              made.history.changes))  # fmt: skip
    for lost in made.lost_files:
        words.append(t("Attached file lost: {name}", name=lost.file_name or lost.attachment_id))
    return words


def _places(vault: Path) -> list[Path]:
    """Where backups of it may be."""
    known = settings().backup_of(vault).folder
    places = [vault / "backup", vault.absolute().parent]
    return [Path(known), *places] if known else places
