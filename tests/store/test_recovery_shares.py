"""Shares: any two of three open, one never, and what is wrong is named."""

from __future__ import annotations

import random
import secrets
from itertools import combinations, permutations

import pytest
from shamir_mnemonic import generate_mnemonics, wordlist
from shamir_mnemonic.share import Share

from caseapp.store import recovery_shares as shares
from caseapp.store.recovery_errors import (
    RecoveryInputError,
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

KEY = bytes(range(32))


@pytest.fixture(scope="module")
def three() -> list[str]:
    return [" ".join(words) for words in shares.split(KEY)]


def test_any_two_of_three_give_the_key_back_in_any_order(three):
    for pair in permutations(three, 2):
        assert shares.key_of(pair) == KEY


def test_one_share_never_opens(three):
    for share in three:
        with pytest.raises(SharesTooFewError):
            shares.key_of([share])
        with pytest.raises(SharesTwiceError):
            shares.key_of([share, share])


def test_a_share_tells_nothing_of_the_key():
    """The same share value would have to come back if it depended on the key alone."""
    values = set()
    for _try in range(30):
        values |= {Share.from_mnemonic(" ".join(words)).value for words in shares.split(KEY)}
    assert len(values) == 90
    assert KEY not in values


def test_a_share_has_33_words_and_a_number(three):
    assert [len(share.split()) for share in three] == [33, 33, 33]
    assert [shares.number_of(share.split()) for share in three] == [1, 2, 3]


def test_shares_of_two_sets_are_refused_together(three):
    others = [" ".join(words) for words in shares.split(KEY)]
    for one in three:
        for other in others:
            with pytest.raises(SharesMixedError):
                shares.key_of([one, other])


def test_shares_of_two_sets_that_begin_alike_are_refused_too(monkeypatch):
    """15 bits tell sets apart: one in 32768 begins like another."""
    monkeypatch.setattr("shamir_mnemonic.shamir._random_identifier", lambda: 7)
    one, other = shares.split(secrets.token_bytes(32)), shares.split(secrets.token_bytes(32))
    assert one[0][:2] == other[0][:2]
    for a, b in combinations(range(3), 2):
        with pytest.raises(SharesMixedError):
            shares.key_of([" ".join(one[a]), " ".join(other[b])])


def test_a_single_wrong_word_of_the_list_is_pointed_out_wherever_it_is(three):
    chance = random.Random(1)
    words = three[0].split()
    for place in range(33):
        for _try in range(3):
            wrong = words.copy()
            wrong[place] = chance.choice([w for w in wordlist.WORDLIST if w != words[place]])
            with pytest.raises(ShareWordError) as refused:
                shares.key_of([three[1], " ".join(wrong)])
            assert refused.value.params == {"share": 2, "place": place + 1}


def test_a_word_that_is_not_of_the_list_is_named(three):
    wrong = three[0].replace(three[0].split()[6], "zhaqsy", 1)
    with pytest.raises(ShareUnknownWordError) as refused:
        shares.key_of([wrong, three[1]])
    assert refused.value.params == {"share": 1, "place": 7, "word": "zhaqsy"}


def test_two_exchanged_words_are_pointed_out(three):
    words = three[2].split()
    for place in range(2, 32):
        if words[place] == words[place + 1]:
            continue
        wrong = words.copy()
        wrong[place], wrong[place + 1] = words[place + 1], words[place]
        with pytest.raises(ShareOrderError) as refused:
            shares.read_share(1, " ".join(wrong))
        assert refused.value.params == {"share": 1, "place": place + 1, "next": place + 2}


def test_several_wrong_words_are_noticed(three):
    chance = random.Random(2)
    for count in (2, 3, 5, 20):
        words = three[0].split()
        for place in chance.sample(range(4, 33), count):
            words[place] = chance.choice(wordlist.WORDLIST)
        with pytest.raises(RecoveryInputError):
            shares.key_of([" ".join(words), three[1]])
    words = three[0].split()
    words[10], words[20] = "academic", "zero"
    with pytest.raises(ShareWordsError):
        shares.read_share(1, " ".join(words))


def test_missing_and_additional_words_are_counted(three):
    words = three[0].split()
    for wrong, found in ((words[:-1], 32), ([*words, "zero"], 34), ([], 0)):
        with pytest.raises(ShareLengthError) as refused:
            shares.read_share(2, " ".join(wrong))
        assert refused.value.params == {"share": 2, "found": found, "wanted": 33}


def test_four_letters_of_a_word_numbers_and_capitals_are_enough(three):
    numbered = "\n".join(f"{n}. {word[:4].upper()}" for n, word in enumerate(three[0].split(), 1))
    assert shares.key_of([numbered, three[1]]) == KEY
    assert shares.key_of([f"  {three[0].title()}\n", three[1]]) == KEY


def test_shares_that_this_program_did_not_make_are_refused():
    for group, secret in (((1, 1), KEY), ((3, 5), KEY)):
        (made,) = generate_mnemonics(1, [group], secret)
        with pytest.raises(SharesForeignError):
            shares.read_share(1, made[0])
    (slow,) = generate_mnemonics(1, [(2, 3)], KEY, iteration_exponent=5)
    with pytest.raises(SharesForeignError):
        shares.read_share(1, slow[0])
