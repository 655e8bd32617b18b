"""What the program is made of: every package locked by hash, new enough, free to pass on."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pikepdf
import PIL
import pytest
import reportlab
import sqlcipher3.dbapi2 as sqlcipher

LOCKS = sorted((Path(__file__).parents[2] / "packaging" / "lock").glob("*.txt"))
PINNED = re.compile(r"^([A-Za-z0-9_.\-\[\]]+)==([^\s;\\]+)")
FREE = ("MIT", "BSD", "0BSD", "Apache", "MPL", "LGPL", "Zlib", "CC0", "PSF", "CNRI", "Dual License")
UNNAMED = {"pyrage": "MIT", "sqlcipher3": "Zlib"}
"""Packages whose metadata name no licence; their LICENSE file does."""


def blocks(lock: Path) -> list[str]:
    """One text for each package of a lock file, with all its lines."""
    text = re.sub(r"^\s*#.*\n?", "", lock.read_text("utf-8"), flags=re.MULTILINE)
    return [block for block in re.split(r"\n(?=\S)", text.strip()) if block]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_package_is_pinned_with_its_hashes(lock):
    found = blocks(lock)
    assert len(found) > 5
    for block in found:
        assert PINNED.match(block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block
        assert "://" not in block


def version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def test_libraries_with_known_faults_are_not_used():
    """SQLite before 3.53.3: WAL-reset and FTS5 faults; SQLCipher before 4.17 carries such an
    SQLite; ReportLab before 5.1 evaluates colours."""
    assert version(sqlcipher.sqlite_version) >= (3, 53, 3)
    connection = sqlcipher.connect(":memory:")
    (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    connection.close()
    assert version(cipher) >= (4, 17)
    assert version(PIL.__version__) >= (13,)
    assert version(reportlab.Version) >= (5, 1)
    assert version(pikepdf.__version__) >= (10, 17)


def licence(name: str) -> str:
    """What the metadata say of the licence, in one text."""
    metadata = distribution(name).metadata
    said = [metadata.get("License-Expression"), (metadata.get("License") or "").split("\n")[0]]
    said += [c for c in metadata.get_all("Classifier") or [] if c.startswith("License")]
    return " | ".join(text for text in said if text) or UNNAMED.get(name, "")


def only_copyleft(said: str) -> bool:
    """GPL or AGPL, with no choice of a freer licence."""
    strict = re.search(r"(?<!L)A?GPL|GNU (Affero )?General", said) is not None
    return strict and not any(name in said for name in FREE)


def test_no_package_of_the_program_is_under_the_gpl_alone():
    lock = next(path for path in LOCKS if path.stem == "run")
    names = [match[1] for block in blocks(lock) if (match := PINNED.match(block))]
    seen = 0
    for name in names:
        try:
            said = licence(name)
        except PackageNotFoundError:  # locked for another system
            continue
        seen += 1
        assert any(free in said for free in FREE), f"{name}: {said or 'no licence named'}"
        assert not only_copyleft(said), f"{name}: {said}"
    assert seen > 30


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("AGPL-3.0-only", True),
        ("GNU General Public License v3", True),
        ("GPL-2.0-only", True),
        ("LGPL-3.0-only OR GPL-2.0-only", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", False),
    ],
)
def test_a_licence_that_binds_everything_is_noticed(said, refused):
    assert only_copyleft(said) is refused
