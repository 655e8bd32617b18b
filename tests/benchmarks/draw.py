"""Draw the dossier in a folder, in a process of its own, with one process or two."""

from __future__ import annotations

import gc
import json
import resource
import sys
from pathlib import Path

from caseapp.dossier.pdf.render import render
from tests.benchmarks.content import read


def main(folder: Path, processes: int) -> None:
    gc.disable()  # reading makes many objects and no garbage
    dossier, images = read(folder)
    gc.enable()
    path = folder / "caseapp.pdf"
    result = render(dossier, images, path, divided=processes == 2)
    second = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {"pages": result.pages, "bytes": path.stat().st_size, "second": second.ru_maxrss / 1024}
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
