"""What cannot be built is left out of a lock file, and nothing else."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_package_is_left_out_with_its_hashes_and_all_others_stay() -> None:
    path = ROOT / "packaging" / "environment.py"
    spec = importlib.util.spec_from_file_location("packaging_environment", path)
    assert spec is not None
    assert spec.loader is not None
    environment = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(environment)
    lock = (ROOT / "packaging/lock/peers.txt").read_text("utf-8")
    rest = environment.without(lock, ["pyicu"])
    gone = lock.splitlines()
    for line in rest.splitlines():
        gone.remove(line)
    assert gone[0].startswith("pyicu==")
    assert all(line.startswith("    ") for line in gone[1:])
    assert rest.count("==") == lock.count("==") - 1
