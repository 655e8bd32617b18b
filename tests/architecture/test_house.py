"""The house stands as it is drawn: arrows down, Qt in one room, no network, small modules."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "caseapp"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 450
"""Lines. A few hundred is the rule; what grows past this has two subjects."""
LISTS_OF_VALUES = {"versions", "vocabulary.py", "labels.py"}
"""Modules (or folders) that only list values; there length is no sign of two subjects."""


def test_imports_keep_every_contract() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


WITHOUT = """
import sys

class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"{name} is blocked")

def refuse(event, arguments):
    if event.startswith("socket.") and event != "socket.__new__":
        raise RuntimeError(event)

sys.meta_path.insert(0, Block())
sys.addaudithook(refuse)
from caseapp.cli import main
code = main(["demo", "--folder", sys.argv[1]])
assert code == 0, code
assert not [m for m in sys.modules if m.startswith("PySide6")]
"""


def test_an_empty_folder_becomes_printed_copies_without_qt_and_without_a_socket(
    tmp_path: Path,
) -> None:
    environment = dict(os.environ, CASEAPP_HOME=str(tmp_path / "home"))
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(tmp_path / "demo")],
        cwd=ROOT, capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 5


def test_no_two_files_of_tests_share_a_name() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


@cache
def said_and_printing(module: Path) -> tuple[bool, bool]:
    """Has it a docstring, and does it call `print`? Of trees kept the collector would be slow."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    prints = any(isinstance(name, ast.Name) and name.id == "print" for name in called)
    return bool(ast.get_docstring(tree)), prints


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_is_for_and_stays_small(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    said, _ = said_and_printing(module)
    assert said, "no docstring"
    if not {module.name, module.parent.name} & LISTS_OF_VALUES:
        assert source.count("\n") <= LONGEST_MODULE


def test_nothing_below_the_command_line_prints() -> None:
    for module in MODULES:
        if module.parent == PACKAGE / "cli":
            continue
        _, prints = said_and_printing(module)
        assert not prints, module


UNPICKLES = "parcels.py"
"""Reads what its own parent process wrote to its standard input, and nothing from a file."""


def test_only_fixed_words_go_to_a_shell_or_to_eval() -> None:
    for module in MODULES:
        source = module.read_text(encoding="utf-8")
        if module.name == UNPICKLES:
            source = source.replace("pickle", "")
        for word in ("shell=True", "os.system(", "eval(", "exec(", "pickle"):
            if word == "exec(":
                source = source.replace(".exec(", "")
            assert word not in source, f"{module}: {word}"
