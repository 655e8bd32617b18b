"""Every module of the program can be the first one that a process imports.

Only what stands in a circle of imports can fail at that, and such modules are tried in fresh
processes. A module that its package brings along itself is begun with the package.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Graph = Mapping[str, frozenset[str]]


@cache
def graph() -> Graph:
    """What each module imports of the program while it is being imported.

    With a module its packages are imported, but for those that the importing one is in: they
    have begun before it.
    """
    files = {_name(path): path for path in sorted((ROOT / "caseapp").rglob("*.py"))}
    return {
        name: frozenset(
            known
            for wanted in _imported(ast.parse(path.read_text(encoding="utf-8")).body)
            for known in (wanted, *(p for p in _parents(wanted) if not name.startswith(p)))
            if known in files and known != name
        )
        for name, path in files.items()
    }


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _parents(name: str) -> Iterator[str]:
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def _imported(body: list[ast.stmt]) -> Iterator[str]:
    """Modules named by statements that run at import; those for the type checker do not."""
    for statement in body:
        if isinstance(statement, ast.Import):
            yield from (one.name for one in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            yield statement.module
            yield from (f"{statement.module}.{one.name}" for one in statement.names)
        elif isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
            continue
        elif isinstance(statement, ast.If | ast.Try | ast.With):
            yield from _imported(statement.body)


def reached(start: str) -> frozenset[str]:
    """What importing a module imports, directly or not."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = graph()[waiting.pop()] - found
        found |= new
        waiting += new
    return frozenset(found)


def in_circles() -> list[str]:
    """Modules that import themselves by a detour, unless their package brings them along."""
    circled = {name for name in graph() if name in reached(name)}
    brought = {parent: reached(parent) for name in circled for parent in _parents(name)}
    return sorted(
        name for name in circled if not any(name in brought[parent] for parent in _parents(name))
    )


def test_the_graph_knows_what_is_imported() -> None:
    assert "caseapp.dossier.letter_choice" in graph()["caseapp.dossier.compile.documents"]
    assert "caseapp.dossier.compile" in graph()["caseapp.dossier.letter_choice"]
    assert "caseapp.store.records" in reached("caseapp.dossier.letter_choice")


@pytest.mark.parametrize("name", in_circles())
def test_a_module_in_a_circle_of_imports_can_be_the_first(name: str) -> None:
    command = [sys.executable, "-c", f"import {name}"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
