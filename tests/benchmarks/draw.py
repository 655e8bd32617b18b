"""Draw a generated dossier of N persons in a process of its own; prints what it took."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from caseapp.dossier.pdf.render import render
from tests.benchmarks.dossier_data import generate


def main(persons: int) -> None:
    dossier, images = generate(persons)
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "dossier.pdf")
        result = render(dossier, images, path)
        size = path.stat().st_size
    seconds = time.perf_counter() - start
    print(json.dumps({"pages": result.pages, "seconds": seconds, "bytes": size}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
