"""What the vault's tests share: a cheap key derivation and a vault's bare floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.store.folder import VaultFolder
from caseapp.store.keys import KdfCost, MasterKey


@pytest.fixture
def cheap() -> KdfCost:
    """The least Argon2id cost that the format allows: milliseconds, for tests alone."""
    return KdfCost(ops=1, memory=8 * 1024 * 1024)


@pytest.fixture
def folder(tmp_path: Path) -> VaultFolder:
    """A vault folder with its description, without keys and database yet."""
    return VaultFolder.create(tmp_path / "vault", "Test vault")


@pytest.fixture
def master() -> MasterKey:
    return MasterKey.generate()
