"""The tables by which names are compared, read once from `resources/names`.

What stands in them follows documented conventions; each file says which.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from caseapp.system.resources import resource


@lru_cache(maxsize=8)
def table(name: str) -> dict[str, Any]:
    """A file of `resources/names` by its name without ending."""
    path = resource("names") / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
