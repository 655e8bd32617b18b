"""How strong a passphrase is said to be, and the words that are suggested."""

from __future__ import annotations

import math
import secrets
import unicodedata

import pytest

from caseapp.desktop.keys.strength import Level, estimate
from caseapp.desktop.keys.suggestion import COUNT, SEPARATOR, suggest
from caseapp.system.word_lists import LISTS, word_list


@pytest.mark.parametrize(
    "typed",
    ["", "a", "password", "Password1", "qwerty123", "йцукен12345", "nurlan", "gulnar1984",
     "12051974", "12.05.1974", "aaaaaaaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "one two",
     "дом-дом-дом-дом-дом-дом", "qwertyuiopasdfghjkl", "қазақстан2026"],
)  # fmt: skip
def test_what_is_guessed_first_is_called_very_weak(typed: str) -> None:
    assert estimate(typed).level is Level.VERY_WEAK


@pytest.mark.parametrize(
    "typed",
    ["отын-сағат-жайлау-қалам-тұман", "correct horse battery staple", "xK7#pQ2vL9wZe",
     "努尔兰赛力克古丽娜尔"],
)  # fmt: skip
def test_what_withstands_guessing_is_called_strong(typed: str) -> None:
    assert estimate(typed).level is Level.STRONG


def test_a_sentence_of_short_words_is_not_taken_for_random_letters() -> None:
    assert estimate("the cat sat on the mat").level < Level.STRONG


def test_more_words_never_make_a_passphrase_weaker() -> None:
    words = ["lobby", "river", "acorn", "moss", "candle"]
    bits = [estimate("-".join(words[:n])).bits for n in range(1, 6)]
    assert bits == sorted(bits)
    assert bits[-1] > 50


def test_one_passphrase_typed_on_two_keyboards_has_one_strength() -> None:
    typed = "Жаңа сөйлем үшін бір күй"
    decomposed = unicodedata.normalize("NFD", typed)
    assert decomposed != typed
    assert estimate(decomposed) == estimate(typed)


def test_a_very_long_text_is_judged_at_once() -> None:
    typed = "слово за слово " * 100_000
    assert estimate(typed) == estimate(typed[:64])


@pytest.mark.parametrize("language", LISTS)
def test_a_list_has_enough_words_that_are_short_plain_and_different(language: str) -> None:
    words = word_list(language)
    assert len(words) >= 1024
    assert len(set(words)) == len(words)
    assert list(words) == sorted(words)
    for word in words:
        assert 4 <= len(word) <= 9
        assert word.isalpha()
        assert word == word.casefold()
    scripts = {unicodedata.name(letter).split()[0] for word in words for letter in word}
    assert scripts == ({"LATIN"} if language == "en" else {"CYRILLIC"})


@pytest.mark.parametrize(
    ("language", "listed"), [*((one, one) for one in LISTS), ("zh_Hans", "en")]
)
def test_a_suggestion_is_five_words_of_the_readers_language(language: str, listed: str) -> None:
    words = suggest(language).split(SEPARATOR)
    assert len(words) == COUNT == 5
    assert set(words) <= set(word_list(listed))
    assert suggest(language) != suggest(language)


@pytest.mark.parametrize("language", LISTS)
def test_no_listed_word_is_among_the_first_that_anybody_would_try(language: str) -> None:
    least = math.log2(1024) - 0.1
    assert [word for word in word_list(language) if estimate(word).bits < least] == []


@pytest.mark.parametrize("language", LISTS)
def test_a_suggestion_is_worth_fifty_bits_and_said_to_be_strong(language: str) -> None:
    count = len(word_list(language))
    assert math.log2(math.perm(count, COUNT)) >= 50
    assert all(estimate(suggest(language)).level is Level.STRONG for _ in range(20))


def test_a_draw_with_a_word_within_another_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    weak = ["vegetable", "fruit", "table", "museum", "compass"]
    good = ["acorn", "lobby", "river", "candle", "museum"]
    draws = iter([weak, good])
    monkeypatch.setattr(secrets.SystemRandom, "sample", lambda _self, _words, _count: next(draws))
    assert suggest("en") == SEPARATOR.join(good)
    assert estimate(SEPARATOR.join(weak)).level is Level.FAIR
