"""What the program is made of and under which licence each part is. Plain data."""

from __future__ import annotations

LICENCES: tuple[tuple[str, str], ...] = (
    ("Alembic", "MIT"),
    ("Babel", "BSD-3-Clause"),
    ("charset-normalizer", "MIT"),
    ("filelock", "MIT"),
    ("holidays", "MIT"),
    ("icalendar", "BSD-2-Clause"),
    ("Inter", "OFL-1.1"),
    ("Lucide", "ISC"),
    ("lxml, libxml2", "BSD-3-Clause, MIT"),
    ("Noto Sans, Noto Serif", "OFL-1.1"),
    ("PDFium, pypdfium2", "BSD-3-Clause, Apache-2.0"),
    ("NumPy", "BSD-3-Clause"),
    ("pikepdf", "MPL-2.0"),
    ("Pillow", "MIT-CMU"),
    ("platformdirs", "MIT"),
    ("PyNaCl, libsodium", "Apache-2.0, ISC"),
    ("pypinyin", "MIT"),
    ("pyrage, age", "MIT"),
    ("Python", "PSF-2.0"),
    ("python-calamine", "MIT"),
    ("Qt, PySide6-Addons, PySide6-Essentials", "LGPL-3.0"),
    ("python-lucide", "MIT"),
    ("RapidFuzz", "MIT"),
    ("ReportLab, rl-accel", "BSD-3-Clause"),
    ("shamir-mnemonic", "MIT"),
    ("Scheherazade New", "OFL-1.1"),
    ("SQLAlchemy", "MIT"),
    ("SQLCipher, sqlcipher3", "BSD-3-Clause, Zlib"),
    ("trafilatura", "Apache-2.0"),
    ("uharfbuzz, HarfBuzz", "Apache-2.0, MIT"),
)
"""Name and SPDX licence of each part, in the order of the alphabet."""
