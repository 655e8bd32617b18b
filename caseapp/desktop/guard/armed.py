"""Which vaults of this machine lose their keys at the second panic key. Qt-free.

The settings keep a digest of the vault's id for each, and neither its name nor its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from caseapp.store.errors import StoreError
from caseapp.store.folder import VaultFolder
from caseapp.system.settings import Settings

_PERSON = b"caseapp panic"


def is_armed(settings: Settings, store_id: UUID) -> bool:
    """Whether the second key destroys the way into this vault."""
    return _mark(store_id) in settings.armed


def with_armed(settings: Settings, store_id: UUID, on: bool) -> Settings:
    """Armed or not any more."""
    rest = tuple(mark for mark in settings.armed if mark != _mark(store_id))
    return replace(settings, armed=(*rest, _mark(store_id)) if on else rest)


def armed_vaults(settings: Settings, also: Iterable[Path] = ()) -> list[Path]:
    """The folders of armed vaults among those opened lately here and `also`."""
    if not settings.armed:
        return []
    found = []
    for path in dict.fromkeys((*also, *map(Path, settings.recent_vaults))):
        try:
            folder = VaultFolder.load(path)
        except (StoreError, OSError):
            continue
        if is_armed(settings, folder.store_id):
            found.append(folder.path)
    return found


def _mark(store_id: UUID) -> str:
    return hashlib.blake2b(store_id.bytes, digest_size=16, person=_PERSON).hexdigest()
