"""What the tests of faults share: the watched process and a small vault to copy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.watched import Watched, make_room, watched


@pytest.fixture(scope="session")
def child() -> Iterator[Watched]:
    """Loading the libraries takes a second: so there is one, which forks."""
    with watched() as process:
        yield process


@pytest.fixture(scope="session")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A room with a small closed vault. Not to be worked in: copy it."""
    return make_room(tmp_path_factory.mktemp("begin") / "room", 2)


collect_ignore = (
    [] if sys.platform.startswith("linux") else ["test_power_cuts.py", "test_failing_disk.py"]
)
"""They ask the Linux kernel for each call of a child."""
