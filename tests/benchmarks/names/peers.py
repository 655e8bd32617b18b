"""What others compare names with: a general transliteration, then a general comparison.

Each is asked as our index is: who comes first among strangers and the right ones. Nothing of
ours is used, so a peer is as good as its users get it without work of their own.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from anyascii import anyascii
from pypinyin import lazy_pinyin
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from tests.benchmarks.names.cited import Question

try:
    from rigour.names import NameTypeTag, analyze_names, compare, pair_symbols
except ImportError:
    NOT_THERE = "not installed (needs libicu-dev)"
else:
    NOT_THERE = ""

Scores = npt.NDArray[np.float64]
_HAN = re.compile("([\u3400-\u9fff]+)")
_SYMBOL = 0.9
"""What rigour's own users give two words that it knows as one name."""


@lru_cache(maxsize=300_000)
def transliterated(name: str) -> str:
    """Plain letters: by pypinyin for Chinese, by anyascii for all else."""
    parts = _HAN.split(name)
    plain = ["".join(lazy_pinyin(p)) if _HAN.fullmatch(p) else anyascii(p) for p in parts]
    return " ".join(re.findall("[a-z]+", "".join(plain).replace("'", "").lower()))


@dataclass(frozen=True, slots=True)
class Peer:
    """`scores(asked, names)`: one row for each question, one column for each name."""

    title: str
    scores: Callable[[Sequence[str], Sequence[str]], Scores]
    most: int
    """Names among which it can be asked in reasonable time."""


def _rapidfuzz(scorer: Any) -> Callable[[Sequence[str], Sequence[str]], Scores]:
    def scores(asked: Sequence[str], names: Sequence[str]) -> Scores:
        plain = [transliterated(name) for name in names]
        found = cdist([transliterated(one) for one in asked], plain, scorer=scorer)
        return np.asarray(found, np.float64)

    return scores


def _rigour(prepared: Callable[[str], str]) -> Callable[[Sequence[str], Sequence[str]], Scores]:
    def scores(asked: Sequence[str], names: Sequence[str]) -> Scores:
        there = [_analysed(prepared(name)) for name in names]
        return np.array(
            [[_rigour_score(mine, other) for other in there]
             for mine in (_analysed(prepared(one)) for one in asked)]
        )  # fmt: skip

    return scores


def _analysed(name: str) -> Any:
    return next(iter(analyze_names(NameTypeTag.PER, [name])), None)


def _rigour_score(mine: Any, other: Any) -> float:
    """The best of its pairings of known names, its comparison for the rest; words by length."""
    if mine is None or other is None:
        return 0.0
    best = 0.0
    for pairing in pair_symbols(mine, other):
        known = [(_weight(one), _SYMBOL) for one in pairing]
        paired_q = {part for one in pairing for part in one.qps}
        paired_r = {part for one in pairing for part in one.rps}
        rest = compare.compare_parts(
            [part for part in mine.parts if part not in paired_q],
            [part for part in other.parts if part not in paired_r],
        )
        known += [(_weight(one), one.score if one.qps and one.rps else 0.0) for one in rest]
        total = sum(weight for weight, _score in known)
        best = max(best, sum(w * score for w, score in known) / total if total else 0.0)
    return best


def _weight(alignment: Any) -> int:
    return len(alignment.qstr or "") + len(alignment.rstr or "")


def _trigrams(asked: Sequence[str], names: Sequence[str]) -> Scores:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE name USING fts5(text, tokenize='trigram')")
    database.executemany(
        "INSERT INTO name (rowid, text) VALUES (?, ?)",
        ((number, transliterated(name)) for number, name in enumerate(names)),
    )
    scores = np.zeros((len(asked), len(names)))
    for number, one in enumerate(asked):
        plain = transliterated(one)
        wanted = " OR ".join(f'"{plain[i : i + 3]}"' for i in range(len(plain) - 2))
        if wanted:
            query = "SELECT rowid, -rank FROM name WHERE name MATCH ?"
            for found, score in database.execute(query, [wanted]):
                scores[number, found] = score
    database.close()
    return scores


PEERS = (
    Peer("WRatio", _rapidfuzz(fuzz.WRatio), 20_000),
    Peer("token_sort", _rapidfuzz(fuzz.token_sort_ratio), 20_000),
    Peer("FTS5 trigram", _trigrams, 20_000),
    Peer("rigour, transliterated", _rigour(transliterated), 1_000),
    Peer("rigour as is", _rigour(lambda name: name), 1_000),
)


def there(peer: Peer) -> bool:
    """Whether it could be installed."""
    return not (NOT_THERE and peer.title.startswith("rigour"))


def places(peer: Peer, questions: Sequence[Question], strangers: Sequence[str]) -> list[int]:
    """The place of each right one, ties counted against it; 0 where it scores nothing."""
    names = [q.there for q in questions] + list(strangers)
    scores = peer.scores([q.asked for q in questions], names)
    mine = scores[np.arange(len(questions)), np.arange(len(questions))]
    before = (scores >= mine[:, None] - 1e-9).sum(axis=1)
    return [int(n) if score > 0 else 0 for n, score in zip(before, mine, strict=True)]
