"""What the vault's tests share: a cheap key derivation and a vault's bare floors."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from caseapp.store.folder import VaultFolder
from caseapp.store.keys import KdfCost, MasterKey
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.store.every_kind import fill


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


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault without records. Not to be opened: copy it."""
    path = tmp_path_factory.mktemp("empty") / "vault"
    Vault.create(path, PASSPHRASE, cost=CHEAP).close()
    return path


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with two records of every kind. Not to be opened: copy it."""
    path = tmp_path_factory.mktemp("filled") / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        fill(vault)
        fill(vault)
    return path


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Path], Path]:
    """Copies a closed vault into the test's own folder."""
    numbers = count()

    def copy(folder: Path) -> Path:
        return Path(shutil.copytree(folder, tmp_path / f"copy{next(numbers)}"))

    return copy


@pytest.fixture
def vault(empty_folder: Path, copy_of: Callable[[Path], Path]) -> Iterator[Vault]:
    """One empty open vault: a copy, because making one takes longer than most tests."""
    with Vault.open(copy_of(empty_folder), PASSPHRASE) as vault:
        yield vault


@pytest.fixture
def filled(filled_folder: Path, copy_of: Callable[[Path], Path]) -> Iterator[Vault]:
    """An open vault with two records of every kind."""
    with Vault.open(copy_of(filled_folder), PASSPHRASE) as vault:
        yield vault
