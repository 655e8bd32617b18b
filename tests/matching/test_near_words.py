"""Near pairs among all words of many names."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from caseapp.domain.names.distance import encode
from caseapp.domain.names.segments import Writing
from caseapp.matching import near_words as module
from caseapp.matching.near_words import Groups, Near, Reach, Spoken, near_words

REACH = Reach(0.42, 0.42, 0.55)


def lexicon(writing: Writing, seed: int, words: int) -> Spoken:
    """Words of few sounds: many of them have one short skeleton."""
    chance = Random(seed)
    syllables = ["ba", "be", "bi", "na", "ne", "ni", "ra", "re", "al", "el"]
    texts = tuple({"".join(chance.choices(syllables, k=chance.randint(1, 3))): 0
                   for _ in range(words)})  # fmt: skip
    return Spoken(texts, encode(texts, writing))


def found(groups: list[Groups], of: np.ndarray | None = None) -> Near:
    return near_words(groups, REACH, lambda _done, _total: None, of)


@pytest.mark.parametrize("marked", [False, True])
def test_words_of_one_short_skeleton_are_taken_in_pieces_and_none_is_lost(
    monkeypatch: pytest.MonkeyPatch, marked: bool
) -> None:
    lexicons = [lexicon(writing, seed, 300) for seed, writing in enumerate(Writing)]
    groups = [Groups(one) for one in lexicons]
    words = sum(len(one) for one in lexicons)
    of = np.random.default_rng(3).random(words) < 0.2 if marked else None
    whole = found(groups, of)
    pieces: list[int] = []
    maybe = module._maybe

    def counted(*args, **named):
        for piece in maybe(*args, **named):
            pieces.append(len(piece[0]))
            yield piece

    monkeypatch.setattr(module, "_maybe", counted)
    monkeypatch.setattr(module, "_PAIRS", 500)
    parted = found(groups, of)
    largest = max(int(one.sizes.max()) for one in groups) ** 2
    assert len(pieces) > 10
    assert max(pieces) <= 500 + largest
    assert len(whole.first) > words
    for name in ("first", "second", "apart"):
        assert np.array_equal(getattr(whole, name), getattr(parted, name))
