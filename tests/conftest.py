"""What all tests share: cheap keys, a vault that is closed again, no window on a screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from caseapp.store.keys import KdfCost
from caseapp.store.vault import Vault

PASSPHRASE = "отын-сағат-жайлау"
CHEAP = KdfCost(ops=1, memory=8 * 1024 * 1024)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-slow", action="store_true", help="run the long versions too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--run-slow"):
        for item in [i for i in items if i.get_closest_marker("slow")]:
            items.remove(item)


@pytest.fixture
def new_vault(tmp_path: Path) -> Iterator[Callable[[], Vault]]:
    """Makes empty vaults in the test's own folder and closes them at the end."""
    opened: list[Vault] = []

    def make() -> Vault:
        vault = Vault.create(tmp_path / f"vault{len(opened)}", PASSPHRASE, cost=CHEAP)
        opened.append(vault)
        return vault

    yield make
    for vault in opened:
        vault.close()


@pytest.fixture
def vault(new_vault: Callable[[], Vault]) -> Vault:
    """One empty open vault."""
    return new_vault()
