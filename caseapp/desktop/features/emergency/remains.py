"""What is left when the way into a vault was destroyed: facts of this machine. Qt-free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from caseapp.desktop import text
from caseapp.desktop.forms.words import RecordWords
from caseapp.store.backups import Standing
from caseapp.store.destroying import key_copies
from caseapp.store.queries.outside import Outside, outside, state_code
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from caseapp.system.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the page needs of the program: the choices of this machine and where they are kept,
    a trial of the second key, and taking the vault off this computer, which ends the program.
    """

    settings: Callable[[], Settings]
    change: Callable[[Callable[[Settings], Settings]], None]
    settings_file: Path
    trial: Callable[[Callable[[], None] | None], None]
    remove: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Remains:
    """`backups` are the moments of those in `folder`, newest first; none if it is not there.

    `own_keys` counts older key files within the vault's folder, which go with the others.
    """

    standing: Standing
    folder: Path | None
    backups: tuple[datetime, ...]
    outside: Outside
    own_keys: int
    code: str


def gather(vault: Vault, around: Around, _progress: Progress) -> Remains:
    """On a worker: look at the vault, its folder, and the folder of its backups."""
    chosen = around.settings().backup_of(vault.folder.path).folder
    folder = Path(chosen) if chosen else None
    there = vault.backups.at(folder)[0] if folder is not None and folder.is_dir() else []
    own = [path for path in key_copies(vault.folder.path) if path != vault.folder.key_file]
    return Remains(
        vault.backups.standing(), folder, tuple(one.made_at for one in there),
        vault.read(outside), len(own), vault.read(state_code),
    )  # fmt: skip


def lines(words: RecordWords, around: Around, vault: Vault, found: Remains) -> Sequence[str]:
    """One sentence for each thing that is not destroyed."""
    t = words.t
    said = [_backups(words, found)]
    outside = found.outside
    if outside.copies:
        said.append(t.plural("{n} printed copy", "{n} printed copies", outside.copies))
    if outside.exports:
        said.append(t.plural("{n} exported file", "{n} exported files", outside.exports))
    if outside.packets:
        said.append(t.plural("{n} packet sent", "{n} packets sent", outside.packets))
    if found.standing.last is not None:
        said.append(t("The recovery sheet: with a backup it opens everything."))
    said.append(
        t("The encrypted files in {folder}: unreadable, but seen.",
          folder=text.isolated(str(vault.folder.path)))
    )  # fmt: skip
    n = len(around.settings().recent_vaults)
    listed = t.plural(
        "The program, its settings and the list of {n} vault.",
        "The program, its settings and the list of {n} vaults.", n,
    )  # fmt: skip
    said += [
        f"{listed} {text.isolated(str(around.settings_file.parent))}",
        t("On SSDs and sticks, perhaps, old sectors of what was overwritten."),
        t("Paper, and what people remember."),
    ]
    return said


def _backups(words: RecordWords, found: Remains) -> str:
    t, folder = words.t, found.folder
    if found.backups:
        return t.plural(
            "{n} backup in {folder}, the newest of {moment}. It opens with its passphrase.",
            "{n} backups in {folder}, the newest of {moment}. Each opens with its passphrase.",
            len(found.backups), folder=text.isolated(str(folder)),
            moment=words.moment(found.backups[0]),
        )  # fmt: skip
    last = found.standing.last
    if last is None:
        return t("No backup that the program knows of.")
    moment = words.moment(last.made_at)
    if folder is None:
        return t("A backup of {moment}; its folder is not known here.", moment=moment)
    return t("A backup of {moment}, last made to {folder}, which is not connected now.",
             moment=moment, folder=text.isolated(str(folder)))  # fmt: skip
