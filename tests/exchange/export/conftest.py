"""The sample vault, loaded once for all tests of exports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caseapp.intake.sample import load_sample
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE


@pytest.fixture(scope="package")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    path = tmp_path_factory.mktemp("sample") / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        load_sample(vault)
        yield vault
