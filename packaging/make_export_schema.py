"""Writes the JSON Schema of exports into resources/export, from what the program writes."""

from __future__ import annotations

import json
from pathlib import Path

from caseapp.exchange.export.schema import NAME, schema

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "export"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(schema(), indent=1, ensure_ascii=False)
    (FOLDER / NAME).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
