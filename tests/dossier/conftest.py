"""What the tests of copies share: vaults that are copied, because making one takes long."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with nothing in it; tests copy it and never open it."""
    path = tmp_path_factory.mktemp("empty") / "vault"
    Vault.create(path, PASSPHRASE, cost=CHEAP).close()
    return path


@pytest.fixture
def new_vault(tmp_path: Path, empty_vault: Path) -> Iterator[Callable[[], Vault]]:
    """Makes empty vaults in the test's own folder and closes them at the end.

    The first is a copy of one that all tests share; each further one has keys of its own.
    """
    opened: list[Vault] = []

    def make() -> Vault:
        path = tmp_path / f"vault{len(opened)}"
        if opened:
            vault = Vault.create(path, PASSPHRASE, cost=CHEAP)
        else:
            vault = Vault.open(shutil.copytree(empty_vault, path), PASSPHRASE)
        opened.append(vault)
        return vault

    yield make
    for vault in opened:
        vault.close()
