"""The recovery key in three shares, of which any two give it back and one gives nothing.

SLIP-0039 with one group, two of three, no passphrase: 33 English words a share. Any program that
reads that standard reads them. What this adds is to say which word is wrong. Knows no vault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics, rs1024, wordlist
from shamir_mnemonic.constants import CUSTOMIZATION_STRING_EXTENDABLE, CUSTOMIZATION_STRING_ORIG
from shamir_mnemonic.share import Share

from caseapp.store.keyslots import KEY_SIZE
from caseapp.store.recovery_errors import (
    ShareLengthError,
    ShareOrderError,
    SharesForeignError,
    SharesMixedError,
    SharesTooFewError,
    SharesTwiceError,
    ShareUnknownWordError,
    ShareWordError,
    ShareWordsError,
)

COUNT: Final = 3
NEEDED: Final = 2
WORDS: Final = 33
"""Words of one share of 32 bytes."""
SET_WORDS: Final = 2
"""Words at the beginning that all shares of a set have in common."""

_PREFIX: Final = 4
"""Letters that tell the words of the list apart."""
_AROUND: Final = ".,;:()0123456789"
"""What may stand around a word: its number on the paper, for one."""
_MOST_ROUNDS: Final = 4
"""Largest iteration exponent that is read: beyond it, a share was made to keep us busy."""


def split(key: bytes) -> tuple[tuple[str, ...], ...]:
    """Three shares of a recovery key, each of 33 words; other ones each time."""
    if len(key) != KEY_SIZE:
        raise ValueError("a recovery key has 32 bytes")
    (group,) = generate_mnemonics(1, [(NEEDED, COUNT)], key)
    return tuple(tuple(share.split()) for share in group)


def key_of(shares: Sequence[str]) -> bytes:
    """The 32 bytes out of two shares as they were typed. RecoveryInputError names the place."""
    read = [read_share(number, typed) for number, typed in enumerate(shares, 1)]
    if len(read) < NEEDED:
        raise SharesTooFewError
    first, second = read[:NEEDED]
    if first[:SET_WORDS] != second[:SET_WORDS]:
        raise SharesMixedError
    if first == second:
        raise SharesTwiceError
    try:
        key: bytes = combine_mnemonics([" ".join(words) for words in (first, second)])
    except MnemonicError:
        # Each is whole by itself: they are of two sets that happen to begin alike.
        raise SharesMixedError from None
    if len(key) != KEY_SIZE:
        raise SharesForeignError
    return key


def read_share(number: int, typed: str) -> tuple[str, ...]:
    """The words of one share, written out; `number` is told in errors.

    The first four letters of a word are enough. RecoveryInputError names the word.
    """
    words = []
    typed_words = (word.strip(_AROUND) for word in typed.lower().split())
    for place, word in enumerate(filter(None, typed_words), 1):
        known = whole_word(word)
        if known is None:
            raise ShareUnknownWordError(share=number, place=place, word=word[:20])
        words.append(known)
    if len(words) != WORDS:
        raise ShareLengthError(share=number, found=len(words), wanted=WORDS)
    _refuse_wrong_words(number, [_places()[word] for word in words])
    _refuse_foreign(Share.from_mnemonic(" ".join(words)))
    return tuple(words)


def number_of(words: Sequence[str]) -> int:
    """Which of the three a share is, from 1."""
    share = Share.from_mnemonic(" ".join(words))
    return int(share.index) + 1


def whole_word(typed: str) -> str | None:
    """The word of the list that is meant; None where there is none."""
    if typed in _places():
        return typed
    begun = [word for word in wordlist.WORDLIST if word.startswith(typed)]
    return begun[0] if len(typed) >= _PREFIX and len(begun) == 1 else None


def _refuse_foreign(share: Share) -> None:
    ours = (share.group_count, share.group_index, share.member_threshold) == (1, 0, NEEDED)
    if not ours or share.iteration_exponent > _MOST_ROUNDS:
        raise SharesForeignError


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(wordlist.WORDLIST)}


# -- which word is wrong -------------------------------------------------------------------------
def _refuse_wrong_words(number: int, indexes: list[int]) -> None:
    """The checksum finds any three wrong words; a single one, or two exchanged, it points out."""
    if _residue(indexes) == 0:
        return
    for place in range(len(indexes) - 1):
        exchanged = indexes.copy()
        exchanged[place : place + 2] = exchanged[place + 1], exchanged[place]
        if _residue(exchanged) == 0:
            raise ShareOrderError(share=number, place=place + 1, next=place + 2)
    wrong = next(_single_errors(indexes), None)
    if wrong is None:
        raise ShareWordsError(share=number)
    raise ShareWordError(share=number, place=wrong + 1)


def _residue(indexes: Sequence[int]) -> int:
    """0 where the checksum of SLIP-0039 fits; the text before it depends on a bit of word 2."""
    extendable = indexes[1] >> 4 & 1
    text = CUSTOMIZATION_STRING_EXTENDABLE if extendable else CUSTOMIZATION_STRING_ORIG
    whole: int = rs1024._polymod([*text, *indexes])
    return whole ^ 1


def _single_errors(indexes: list[int]) -> Iterator[int]:
    """Places where another single word would make the checksum fit.

    The checksum is linear: a wrong word adds to the residue what it would add to nothing but
    zeros. Where bit 4 of word 2 is wrong the text before differs as well, so that is tried first.
    """
    flipped = indexes.copy()
    flipped[1] ^= 1 << 4
    for base in (indexes, flipped):
        residue = _residue(base)
        places = [1] if base is flipped else range(len(indexes))
        for place in places:
            changes = [_change(len(indexes), place, bit) for bit in range(10)]
            if base is flipped and residue == 0:
                yield place
            if any(_sum(changes, word) == residue for word in range(1, 1024)):
                yield place


@lru_cache(maxsize=512)
def _change(length: int, place: int, bit: int) -> int:
    """What one bit of one word adds to the residue."""
    values = [0] * length
    zero = rs1024._polymod(values)
    values[place] = 1 << bit
    return int(rs1024._polymod(values)) ^ int(zero)


def _sum(changes: Sequence[int], word: int) -> int:
    total = 0
    for bit, change in enumerate(changes):
        if word >> bit & 1:
            total ^= change
    return total
