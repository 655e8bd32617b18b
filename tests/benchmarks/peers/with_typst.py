"""Typeset the dossier in a folder with typst, without tags, which is its fastest way."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import typst

TEMPLATE = "dossier.typ"
FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"


def main(folder: Path) -> None:
    shutil.copy(Path(__file__).with_name(TEMPLATE), folder)
    path = folder / "typst.pdf"
    typst.compile(
        folder / TEMPLATE,
        output=path,
        root=folder,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        pdf_tags=False,
    )
    print(json.dumps({"bytes": path.stat().st_size}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
