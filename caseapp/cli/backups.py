"""Commands on backups: make one, restore one beside the vault, read one through."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from caseapp.cli.passphrase import passphrase
from caseapp.cli.screen import ProgressLine, seen_file, settings, translate
from caseapp.store import restore as restoring
from caseapp.store.backup_place import look
from caseapp.store.restore import OpenBackup
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


def backup(options: argparse.Namespace) -> int:
    """Prints where the backup is; on the other channel what else should be known."""
    t = translate()
    with Vault.open(options.vault, passphrase(options), memory=seen_file()) as vault:
        tell_migration(vault)
        tell_newer(vault)
        made = vault.backups.make(options.folder, _progress(), keep_all=options.keep)
    print(made.backup.path)
    number = made.backup.cases
    say(t.plural("{n} case, read back and sound.", "{n} cases, read back and sound.", number))
    if made.backup.unsound:
        unsound = made.backup.unsound
        say(
            t.plural(
                "{n} part of the vault itself is missing or damaged: run “caseapp check”.",
                "{n} parts of the vault itself are missing or damaged: run “caseapp check”.",
                unsound,
            )
        )
    if made.removed:
        say(t.plural("{n} old backup removed.", "{n} old backups removed.", made.removed))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Prints where the restored vault is; on the other channel of when it is."""
    t = translate()
    secret = passphrase(options)
    opened = restoring.open_newest(options.backup, secret)
    left = restoring.restore_to(
        opened.backup, opened.master, options.folder, _progress(),
        without_damaged_files=options.without_damaged_files,
    )  # fmt: skip
    print(options.folder.absolute())
    for one in left:
        say(t("Left out, damaged: {name} ({part})", name=one.file_name or "–", part=one.part))
    say(t("Made on {moment}; it opens with the passphrase that the vault had then.",
          moment=_moment(opened.backup.made_at)))  # fmt: skip
    ahead = _ahead(opened)
    with Vault.open(options.folder, secret, memory=seen_file()) as vault:
        tell_migration(vault)
        if not ahead:
            tell_newer(vault)
        vault.take_over()  # who restores knows that it is older: no opening calls it so again
    for path, changes in ahead:
        said = t.plural(
            "The vault {path} has {n} change more and was left as it is.",
            "The vault {path} has {n} changes more and was left as it is.", changes, path=path,
        )  # fmt: skip
        say(said)
    return 0


def check_backup(options: argparse.Namespace) -> int:
    """Read a backup through; names each file that is not as it was written."""
    t = translate()
    opened = restoring.open_newest(options.vault, passphrase(options))
    damaged = restoring.damages(opened.backup, opened.master, _progress())
    for name in damaged:
        if options.json:
            print(json.dumps({"check": "backup", "finding": name}))
        else:
            print(name)
    if not damaged and not options.json:
        made = _moment(opened.backup.made_at)
        count, cases = len(opened.backup.manifest.attached), opened.backup.cases
        said = t("Made on {moment}: {cases} cases, {files} attached files, all sound.",
                 moment=made, cases=cases, files=count)  # fmt: skip
        print(said)
    return 1 if damaged else 0


def is_backup(path: Path) -> bool:
    """Whether a path holds a backup, or a folder of backups, and no vault."""
    if (path / "manifest.json").exists():
        return True
    return not (path / "STORE.json").exists() and bool(look(path))


def tell_migration(vault: Vault) -> None:
    """A vault that was brought to a newer form by being opened, and where the old one is."""
    before = vault.backups.before_migration
    if before is not None:
        say(
            translate()(
                "This version of the program brought the vault to its own form;"
                " a backup from before lies in {path}.",
                path=before.path,
            )
        )


def tell_newer(vault: Vault) -> None:
    """A newer state of the vault than this one was seen on this machine."""
    newer, t = vault.memory.newer, translate()
    if newer is None:
        return
    said = t.plural(
        "A newer state of this vault was seen: {n} change is missing here.",
        "A newer state of this vault was seen: {n} changes are missing here.", newer.missing,
    )  # fmt: skip
    say(said)
    if newer.at is not None:
        say(t("It was used on {moment} and lay in {path}.",
              moment=_moment(newer.at.astimezone()), path=newer.path))  # fmt: skip


def say(words: str) -> None:
    """What is not the result goes beside it, so that a program can take the result alone."""
    print(words, file=sys.stderr)


def _progress() -> Progress:
    return Progress(ProgressLine().tell)


def _ahead(opened: OpenBackup) -> list[tuple[str, int]]:
    """Vaults of this machine that the backup is of, with what they have more."""
    known = ((path, opened.changes_since(Path(path))) for path in settings().recent_vaults)
    return [(path, changes) for path, changes in known if changes]


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
