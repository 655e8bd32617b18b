"""What all tests share: cheap keys, a vault that is closed again, no window on a screen."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from caseapp.store import engine as database
from caseapp.store.keys import KdfCost
from caseapp.store.vault import Vault

PASSPHRASE = "отын-сағат-жайлау"
CHEAP = KdfCost(ops=1, memory=8 * 1024 * 1024)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-slow", action="store_true", help="run the long versions too")


def pytest_configure() -> None:
    """Keep compiled code: hundreds of child processes would each compile the program anew."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    database.create_engine = _engine_that_shares


_STATEMENTS = LRUCache(2000)


class _Dialect(SQLiteDialect_pysqlite):
    """All of a process are alike, so that what was compiled for one serves another."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


def _engine_that_shares(*args: object, **options: object) -> Engine:
    """The program opens one vault, a process of tests thousands, all with the same statements:
    compiling them for each took a third of the time of the store's tests."""
    engine = create_engine(*args, **options)
    engine.dialect.__class__ = _Dialect
    engine._compiled_cache = _STATEMENTS
    return engine


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--run-slow"):
        for item in [i for i in items if i.get_closest_marker("slow")]:
            items.remove(item)


def _keep_from_the_collector() -> None:
    """What lives on need not be looked through: a fifth of the time of the tests went there."""
    gc.collect()
    gc.freeze()


def pytest_collection_finish() -> None:
    _keep_from_the_collector()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, None, None]:
    yield
    if nextitem is None or nextitem.path != item.path:
        _keep_from_the_collector()


@lru_cache
def _empty(name: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="caseapp-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Vault.create(folder / "vault", PASSPHRASE, name=name, cost=CHEAP).close()
    return folder / "vault"


def empty_vault(path: Path, name: str = "") -> Vault:
    """An open vault with nothing in it at `path`, whose passphrase is `PASSPHRASE`.

    A copy of one that all tests of a process share, because making one takes as long as twenty
    copies. Two of one name have the same keys: what is about two vaults makes its second anew.
    """
    return Vault.open(shutil.copytree(_empty(name), path), PASSPHRASE)


@pytest.fixture
def new_vault(tmp_path: Path) -> Iterator[Callable[[], Vault]]:
    """Makes empty vaults in the test's own folder and closes them at the end."""
    opened: list[Vault] = []

    def make() -> Vault:
        path = tmp_path / f"vault{len(opened)}"
        made = Vault.create(path, PASSPHRASE, cost=CHEAP) if opened else empty_vault(path)
        opened.append(made)
        return made

    yield make
    for vault in opened:
        vault.close()


@pytest.fixture
def vault(new_vault: Callable[[], Vault]) -> Vault:
    """One empty open vault."""
    return new_vault()
