"""One target under atheris, in a process of its own; called by `python -m tests.fuzz`.

Arguments: target, seconds, a folder for the growing corpus, a folder for what was found.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

SLOW = 20
"""Seconds after which one input counts as a hang."""


def main(name: str, seconds: int, corpus: Path, kept: Path) -> int:
    try:
        import atheris
    except ImportError:
        return _at_random(name, seconds, kept)
    with atheris.instrument_imports(include=["caseapp"], enable_loader_override=False):
        from tests.fuzz.targets import TARGETS
    from tests.fuzz.seeds import seeds

    for number, data in enumerate(seeds(name)):
        (corpus / f"example{number}").write_bytes(data)
    options = [
        sys.argv[0], str(corpus), f"-max_total_time={seconds}", f"-artifact_prefix={kept}/",
        f"-timeout={SLOW}", "-rss_limit_mb=2048", "-max_len=65536", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup(options, TARGETS[name])
    atheris.Fuzz()
    return 0


def _at_random(name: str, seconds: int, kept: Path) -> int:
    """Without atheris: change the examples, with another seed in each round."""
    from tests.fuzz.changing import changed
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS

    end, turn = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        turn += 1
        for data in changed(seeds(name), turn, 200):
            try:
                TARGETS[name](data)
            except Exception as error:
                (kept / f"random-{turn}").write_bytes(data)
                print(f"{type(error).__name__}: Error", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])))
