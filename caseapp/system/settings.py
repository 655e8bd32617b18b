"""The person's own choices on this machine: language, theme, vaults opened lately.

No case data, no passphrase. A file that cannot be read is kept aside and the caller is
told, so that choices are never reset in silence. Knows no screen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from caseapp.system import files

_SIZE_LIMIT: Final = 256 * 1024
_RECENT_LIMIT: Final = 10
_PLAIN: Final = ("text_size", "letter_keys", "list_vaults", "station", "across_scripts",
                 "lock_after", "lock_on_minimise", "armed")  # fmt: skip
"""Written only when they are not the usual ones."""
_KNOWN: Final = ("language", "theme", "recent_vaults", "opened", "backups", *_PLAIN)
LOCK_AFTER: Final = (1, 2, 5, 10, 15, 30, 60)
"""Minutes without a hand on keyboard or mouse after which an open vault locks itself."""
TEXT_SIZES: Final = (100, 110, 125, 150, 175, 200)
"""Percent of the usual size."""


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class BackupChoice:
    """Where a vault is backed up to, "" for nowhere yet, and whether that happens by itself."""

    folder: str = ""
    by_itself: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """`language` is one of `i18n.LANGUAGES`, or "" for the system's. Newest vault first.

    `opened` says when, in UTC as ISO 8601, by the paths of `recent_vaults`. `text_size` is in
    percent and applies from the next start. `letter_keys`: whether single letters do things.
    `list_vaults`: whether the gate shows names and places of vaults to anyone at this machine.
    `station` is what the history calls this machine. `across_scripts`: whether a name is looked
    for in every script, not only as it is spelled. `lock_after` is in minutes. `armed` are marks
    of the vaults whose keys the second panic key destroys (see `desktop.guard.armed`). `others`
    keeps what a later version wrote, so that saving here does not drop it.
    """

    language: str = ""
    theme: Theme = Theme.SYSTEM
    recent_vaults: tuple[str, ...] = ()
    opened: Mapping[str, str] = field(default_factory=dict)
    text_size: int = 100
    letter_keys: bool = True
    list_vaults: bool = True
    station: str = ""
    across_scripts: bool = True
    lock_after: int = 5
    lock_on_minimise: bool = False
    armed: tuple[str, ...] = ()
    backups: Mapping[str, BackupChoice] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)

    def with_recent(self, vault: Path, moment: datetime | None = None) -> Settings:
        """`vault` moved to the top of the list, which keeps the last ten, as opened now."""
        path = str(vault.absolute())
        rest = tuple(known for known in self.recent_vaults if known != path)
        shown = (path, *rest)[:_RECENT_LIMIT]
        opened = {**self.opened, path: (moment or datetime.now(UTC)).isoformat(timespec="minutes")}
        return replace(self, recent_vaults=shown, opened=_only(opened, shown))

    def without_recent(self, vault: Path) -> Settings:
        """`vault` taken off the list; the vault itself is not touched."""
        path = str(vault.absolute())
        shown = tuple(p for p in self.recent_vaults if p != path)
        backups = {p: choice for p, choice in self.backups.items() if p != path}
        opened = _only(self.opened, shown)
        return replace(self, recent_vaults=shown, opened=opened, backups=backups)

    def backup_of(self, vault: Path) -> BackupChoice:
        """What was chosen for the backups of a vault."""
        return self.backups.get(str(vault.absolute()), BackupChoice())

    def with_backup(self, vault: Path, choice: BackupChoice) -> Settings:
        """Another choice for the backups of a vault."""
        return replace(self, backups={**self.backups, str(vault.absolute()): choice})

    def opened_at(self, vault: Path) -> datetime | None:
        """When the vault was last opened here, if that is known."""
        try:
            return datetime.fromisoformat(self.opened[str(vault.absolute())])
        except (KeyError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """`kept_aside` is where an unreadable file now lies: to be told to the person."""

    settings: Settings
    kept_aside: Path | None = None


def load_settings(path: Path) -> LoadedSettings:
    """The settings in `path`; the defaults when there is none yet or it is unreadable.

    `OSError` when the file is there but the system refuses to give or to move it.
    """
    try:
        content = json.loads(files.read_limited(path, _SIZE_LIMIT))
        return LoadedSettings(_from_json(content))
    except FileNotFoundError:
        return LoadedSettings(Settings())
    except (ValueError, TypeError, RecursionError):
        aside = _free_name(path)
        files.rename_durably(path, aside)
        return LoadedSettings(Settings(), kept_aside=aside)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings whole or not at all, in a folder of their owner's alone."""
    files.make_private_folder(path.parent)
    content = {
        **settings.others,
        "language": settings.language,
        "theme": settings.theme.value,
        "recent_vaults": list(settings.recent_vaults),
        "opened": dict(settings.opened),
        **{name: getattr(settings, name) for name in _PLAIN if _is_chosen(settings, name)},
        **(
            {"backups": {p: asdict(c) for p, c in settings.backups.items()}}
            if settings.backups
            else {}
        ),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    # A path on disk may hold bytes that are no text; they come as lone surrogates.
    files.replace_atomically(path, text.encode("utf-8", "surrogatepass"))


def _from_json(content: object) -> Settings:
    if not isinstance(content, dict):
        raise TypeError("settings are an object")
    language = content.get("language", "")
    recent = content.get("recent_vaults", [])
    opened = content.get("opened", {})
    station = content.get("station", "")
    if (
        not isinstance(language, str)
        or not isinstance(station, str)
        or not isinstance(recent, list)
        or not isinstance(opened, dict)
    ):
        raise TypeError("a setting has another type")
    if not all(isinstance(entry, str) for entry in (*recent, *opened.values())):
        raise TypeError("paths and moments are texts")
    return Settings(
        language=language,
        theme=Theme(content.get("theme", Theme.SYSTEM)),
        recent_vaults=tuple(recent[:_RECENT_LIMIT]),
        opened=_only(opened, recent[:_RECENT_LIMIT]),
        text_size=_nearest(TEXT_SIZES, content.get("text_size"), 100),
        letter_keys=content.get("letter_keys") is not False,
        list_vaults=content.get("list_vaults") is not False,
        station=station,
        across_scripts=content.get("across_scripts") is not False,
        lock_after=_nearest(LOCK_AFTER, content.get("lock_after"), 5),
        lock_on_minimise=content.get("lock_on_minimise") is True,
        armed=_marks(content.get("armed", [])),
        backups=_backups(content.get("backups", {})),
        others={name: value for name, value in content.items() if name not in _KNOWN},
    )


def _backups(content: object) -> dict[str, BackupChoice]:
    """Entries that say something else are left out: the folder is then asked for again."""
    if not isinstance(content, dict):
        return {}
    return {
        path: BackupChoice(choice["folder"], choice.get("by_itself") is not False)
        for path, choice in content.items()
        if isinstance(choice, dict) and isinstance(choice.get("folder"), str)
    }


def _marks(content: object) -> tuple[str, ...]:
    return tuple(m for m in content if isinstance(m, str)) if isinstance(content, list) else ()


def _is_chosen(settings: Settings, name: str) -> bool:
    return bool(getattr(settings, name) != getattr(Settings(), name))


def _nearest(offered: Sequence[int], value: object, usual: int) -> int:
    """The nearest of what is offered: a file may say 1000 or "large"."""
    wanted = value if isinstance(value, int) and not isinstance(value, bool) else usual
    return min(offered, key=lambda one: abs(one - wanted))


def _only(opened: Mapping[str, str], paths: Sequence[str]) -> dict[str, str]:
    return {path: opened[path] for path in paths if path in opened}


def _free_name(path: Path) -> Path:
    number = 1
    while (candidate := path.with_name(f"{path.name}.unreadable-{number}")).exists():
        number += 1
    return candidate
