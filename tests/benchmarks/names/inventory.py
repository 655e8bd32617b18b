"""The given names that people are invented with: Kazakh, and their Uyghur neighbours'."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from random import Random

INVENTORY = Path(__file__).with_name("inventory.toml")
_COMPOUND = 0.35
"""Share of Kazakh names that are put together of a head and a tail."""


@lru_cache(maxsize=1)
def _lists() -> dict[tuple[str, str], tuple[str, ...]]:
    data = tomllib.loads(INVENTORY.read_text("utf-8"))
    kazakh, uyghur = data["kazakh"], data["uyghur"]
    parts = kazakh["compound"]
    lists = {
        ("kazakh", "male"): kazakh["male"], ("kazakh", "female"): kazakh["female"],
        ("uyghur", "male"): uyghur["male"], ("uyghur", "female"): uyghur["female"],
        ("heads", ""): parts["heads"], ("tails", "male"): parts["male_tails"],
        ("tails", "female"): parts["female_tails"],
    }  # fmt: skip
    return {key: tuple(text.split()) for key, text in lists.items()}


def listed(people: str, sex: str) -> tuple[str, ...]:
    """The list of "kazakh" or "uyghur", "male" or "female" names, in Kazakh Cyrillic."""
    return _lists()[people, sex]


def given_name(random: Random, people: str, sex: str) -> str:
    """One name; of Kazakh names a third are compounds by rule."""
    if people == "kazakh" and random.random() < _COMPOUND:
        head = random.choice(_lists()["heads", ""])
        tail = random.choice([t for t in _lists()["tails", sex] if t != head.lower()])
        return head + tail
    return random.choice(listed(people, sex))
