"""The kernel holds a child that reads foreign bytes, whatever code runs in it (Linux)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from caseapp.system.child import run_in_child

HOSTILE = "tests.system.hostile"
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")


def test_what_python_does_not_see_is_refused_by_the_kernel(tmp_path):
    (tmp_path / "there").write_text("stays")
    assert run_in_child(f"{HOSTILE}:beneath_python", b"", {"folder": str(tmp_path)}) == []
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_the_same_deeds_succeed_without_the_walls(tmp_path):
    """Otherwise the test before would tell nothing."""
    (tmp_path / "there").write_text("goes")
    program = (
        "import json, sys; from tests.system.hostile import beneath_python;"
        "import ctypes; c = ctypes.CDLL(None);"
        "print(json.dumps(beneath_python(b'', sys.argv[1])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    # `execl` succeeds here, so the last word is that of another program: nothing.
    assert done.returncode == 0
    assert done.stdout == b""
    assert [path.name for path in tmp_path.iterdir()] == ["left"]


def test_libraries_are_loaded_all_the_same():
    assert run_in_child(f"{HOSTILE}:libraries", b"") is True


def test_the_walls_say_which_of_them_stand():
    program = (
        "import json; from pathlib import Path; from caseapp.system.confinement import confine;"
        "print(json.dumps(sorted(confine([Path('/usr')]))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout) == ["calls", "files"]
