"""Finding protected strings in running text: names, numbers, addresses that must not be there.

Spellings are compared as search compares them (letter case, look-alike letters, marks and
spacing do not matter), names also with the endings that Kazakh and Russian put on them. What is
on record in Cyrillic is also looked for in the Arabic letters that a rule makes of it, and whole
names by their sound, because translators write them in letters of their own.
Used before printing, to put a token in a name's place, and after it, by the leak gate.
Knows no record and no policy: it is told what is protected.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from caseapp.domain.names.kazakh_arabic import in_arabic
from caseapp.domain.names.scripts import Script, index_tokens, script_of, search_key
from caseapp.domain.names.sound import sound
from caseapp.domain.vocabulary import InfoClass


class Kind(Enum):
    """How a protected string is looked for."""

    NAME = "name"
    """Words in their order, each with a grammatical ending if it has one."""
    PART = "part"
    """One word of a name, only where it begins with a capital."""
    EXACT = "exact"
    """Words in their order, exactly: an address, an e-mail."""
    NUMBER = "number"
    """Figures, however they are grouped: a phone, an identity number."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A protected string. `owner` is whose it is: a person who is shown may be exempt."""

    text: str
    info_class: InfoClass
    owner: UUID | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text, in characters of that text, and what stands there."""

    start: int
    end: int
    secret: Secret


_Words = tuple[str, ...]
_Alike = tuple[_Words, Kind, list[Secret]]
"""Secrets of the same words: they are compared with a text once, whoever bears them."""
_Begun = dict[str, list[_Alike]]
"""Secrets of one first word by their second one, or by "" if they have none; both as stems."""


class _Key(NamedTuple):
    """What is known of a word wherever it stands: the same words come again and again."""

    key: str
    sound: str
    begun: tuple[_Begun, ...]
    """Secrets of which this word may be the first."""
    sounding: tuple[_Begun, ...]
    """Those of which it sounds like the first."""
    is_figures: bool
    may_begin: bool
    """Whether any secret can begin here; of most words none does."""


class _Token(NamedTuple):
    start: int
    end: int
    capital: bool
    of: _Key

    @property
    def key(self) -> str:
        return self.of.key


_FIRST_HAN = "\u2e80"
LONGEST_ENDING = 6
SHORTEST_STEM = 4
SHORTEST_PART = 3
SHORTEST_NUMBER = 7
SHORTEST_SOUND = 3
"""A name with a word of a shorter sound is not sought by its sound."""
_START = 8
"""Words by which a sentence is looked up."""
_MOST_KNOWN = 100_000
"""Words of which is kept what is known; a large export has more than memory should hold."""

_JOINERS = (
    "'`\u2018\u2019\u02bb\u02bc\u02b9\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f"
    "\u064b-\u065f\u0670\u0674\u0640"
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_JOINERS}](?=[^\W_{_JOINERS}]|[{_JOINERS}]))*")
_VOWELS = "аәеиоөуұүыіэюяйьaeiouyäöüïığ"
_BETWEEN_FIGURES = re.compile(r"[\s\u00a0\-‐-―().+/]{0,3}")


class _Index:
    """Secrets by their first two words, whatever endings these may have in a text."""

    def __init__(self) -> None:
        self._by_head: dict[str, _Begun] = {}
        self._alike: dict[tuple[_Words, Kind], list[Secret]] = {}

    def add(self, keys: _Words, secret: Secret) -> None:
        known = self._alike.get((keys, secret.kind))
        if known is not None:
            known.append(secret)
            return
        found = self._alike[keys, secret.kind] = [secret]
        begun = self._by_head.setdefault(_head(keys, secret.kind), {})
        second = _stem(keys[1], secret.kind) if len(keys) > 1 else ""
        begun.setdefault(second, []).append((keys, secret.kind, found))

    def begun_by(self, word: str) -> tuple[_Begun, ...]:
        """What begins with a word, or with a stem of it."""
        return tuple(self._by_head[stem] for stem in _stems(word) if stem in self._by_head)

    def begun_exactly(self, head: str) -> tuple[_Begun, ...]:
        return (self._by_head[head],) if head in self._by_head else ()


class _Sentences:
    """Secrets that are looked for word by word: by so many first words that few begin alike."""

    def __init__(self) -> None:
        self._by_start: dict[_Words, dict[_Words, list[Secret]]] = {}
        self._sizes: dict[str, set[int]] = {}

    def add(self, keys: _Words, secret: Secret) -> None:
        start = keys[:_START]
        self._sizes.setdefault(keys[0], set()).add(len(start))
        self._by_start.setdefault(start, {}).setdefault(keys, []).append(secret)

    def begins(self, word: str) -> bool:
        return word in self._sizes

    def at(self, tokens: list[_Token], position: int) -> Iterator[_Alike]:
        for size in self._sizes.get(tokens[position].key, ()):
            start = tuple(token.key for token in tokens[position : position + size])
            for keys, secrets in self._by_start.get(start, {}).items():
                yield keys, Kind.EXACT, secrets


class Finder:
    """Looks for many secrets at once; building it is the costly part."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._words = _Index()
        self._sounds = _Index()
        self._sentences = _Sentences()
        self._numbers: dict[str, Secret] = {}
        self._known: dict[str, tuple[_Token, ...]] = {}
        for secret in dict.fromkeys(secrets):
            if secret.kind is Kind.NUMBER:
                run = figures(secret.text)
                if set(run) == {"0"}:  # stands for a number that nobody knows
                    continue
                if len(run) >= SHORTEST_NUMBER:
                    self._numbers.setdefault(run, secret)
                if not _has_letters(secret.text):
                    continue  # else letters and figures are one word where nothing parts them
            for text in _written(secret):
                keys = tuple(index_tokens(text))
                if not keys or (secret.kind is Kind.PART and len("".join(keys)) < SHORTEST_PART):
                    continue
                if secret.kind is Kind.EXACT:
                    self._sentences.add(keys, secret)
                else:
                    self._words.add(keys, secret)
            self._note_sound(secret)
        self._lengths = sorted({len(run) for run in self._numbers}, reverse=True)

    def _note_sound(self, secret: Secret) -> None:
        """Names of two words and more; one word sounds like too many others."""
        if secret.kind is not Kind.NAME:
            return
        sounds = tuple(map(sound, index_tokens(secret.text)))
        if len(sounds) > 1 and min(map(len, sounds)) >= SHORTEST_SOUND:
            self._sounds.add(sounds, secret)

    def find(
        self,
        text: str,
        *,
        exempt_owners: Container[object] = frozenset(),
        exempt_parts: Container[object] = frozenset(),
    ) -> list[Found]:
        """All places, in order, none overlapping; of two at one place the longer.

        `exempt_parts` are words as `index_tokens` gives them that may stand alone, because
        a person who is shown here bears them too.
        """
        tokens = list(self._tokens(text))
        hits = [*self._number_hits(text, tokens)]
        position = 0
        while position < len(tokens):
            if not tokens[position].of.may_begin:
                position += 1
                continue
            length, secret = self._longest(tokens, position, exempt_owners, exempt_parts)
            if secret is not None:
                last = tokens[position + length - 1]
                hits.append(Found(tokens[position].start, last.end, secret))
            position += max(length, 1)
        free = [h for h in hits if h.secret.owner not in exempt_owners or h.secret.owner is None]
        return _without_overlap(free)

    def _longest(
        self,
        tokens: list[_Token],
        position: int,
        exempt_owners: Container[object],
        exempt_parts: Container[object],
    ) -> tuple[int, Secret | None]:
        best: tuple[int, Secret | None] = (0, None)
        for keys, kind, secrets in self._candidates(tokens, position):
            if len(keys) <= best[0]:
                continue
            alone = kind is Kind.PART or (kind is Kind.NAME and len(keys) == 1)
            if alone and (keys[0] in exempt_parts or not tokens[position].capital):
                continue
            if _matches(keys, tokens[position : position + len(keys)], kind):
                best = _not_exempt(secrets, len(keys), exempt_owners) or best
        for sounds, _kind, secrets in self._sounding(tokens[position : position + 2]):
            if len(sounds) > best[0]:
                heard = [token.of.sound for token in tokens[position : position + len(sounds)]]
                if _sound_alike(sounds, heard):
                    best = _not_exempt(secrets, len(sounds), exempt_owners) or best
        return best

    def _sounding(self, two: list[_Token]) -> Iterator[_Alike]:
        """Names of which the first two words sound like these."""
        sounding = two[0].of.sounding
        if sounding and len(two) > 1:
            for second in _stems(two[1].of.sound):
                for begun in sounding:
                    yield from begun.get(second, ())

    def _candidates(self, tokens: list[_Token], position: int) -> Iterator[_Alike]:
        """Secrets that begin like the words at this place."""
        word = tokens[position].of
        for begun in word.begun:
            yield from begun.get("", ())
        yield from self._sentences.at(tokens, position)
        if position + 1 == len(tokens):
            return
        after = tokens[position + 1].key
        both = word.begun
        if word.key >= _FIRST_HAN:
            both = (*both, *self._words.begun_exactly(word.key + after))
        if both:
            for second in _stems(after):
                for begun in both:
                    yield from begun.get(second, ())

    def _tokens(self, text: str) -> Iterator[_Token]:
        """The words of a text with their places; each Han character is a word of its own."""
        for match in _WORD.finditer(text):
            start = match.start()
            for token in self._known.get(match[0]) or self._first_met(match[0]):
                if start:
                    yield _Token(start + token.start, start + token.end, token.capital, token.of)
                else:
                    yield token

    def _first_met(self, word: str) -> tuple[_Token, ...]:
        """A run of letters as tokens, placed from its own start."""
        tokens = []
        end = 0
        for piece in _pieces(word):
            start, end = end, end + len(piece)
            capital = piece[0].isupper() or piece[0].lower() == piece[0].upper()
            tokens += [_Token(start, end, capital, self._key(key)) for key in index_tokens(piece)]
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[word] = tuple(tokens)
        return self._known[word]

    def _key(self, word: str) -> _Key:
        heard = sound(word)
        begun = self._words.begun_by(word)
        sounding = self._sounds.begun_by(heard)
        begins = self._sentences.begins(word)
        may_begin = begins or bool(begun or sounding) or word >= _FIRST_HAN
        is_figures = word.rstrip("x").isdigit()
        return _Key(word, heard, begun, sounding, is_figures, may_begin)

    def _number_hits(self, text: str, tokens: list[_Token]) -> Iterator[Found]:
        """Numbers, also where blanks, hyphens or brackets group their figures."""
        if not self._numbers:
            return
        for run in _figure_runs(text, tokens):
            joined = "".join(token.key for token in run)
            for length in self._lengths:
                for at in range(len(joined) - length + 1):
                    secret = self._numbers.get(joined[at : at + length])
                    if secret is not None:
                        start, end = _covered(run, at, at + length)
                        yield Found(start, end, secret)


def _pieces(word: str) -> Iterable[str]:
    """Han characters one by one, other runs whole."""
    if max(word) < _FIRST_HAN:
        return (word,)
    runs = groupby(word, lambda character: script_of(character) is Script.HANS)
    return [p for han, group in runs for p in (group if han else ("".join(group),))]


def _matches(keys: tuple[str, ...], tokens: list[_Token], kind: Kind) -> bool:
    if len(tokens) < len(keys):
        return False
    return all(_same(key, token.key, kind) for key, token in zip(keys, tokens, strict=True))


def _written(secret: Secret) -> Iterable[str]:
    """A secret as it is, and a name in Cyrillic also in the Arabic letters that a rule makes."""
    if secret.kind not in (Kind.NAME, Kind.PART):
        return (secret.text,)
    return dict.fromkeys((secret.text, in_arabic(secret.text)))


def _sound_alike(sounds: tuple[str, ...], heard: list[str]) -> bool:
    """Word for word alike, each perhaps with an ending."""
    if len(heard) < len(sounds):
        return False
    return all(_same(one, other, Kind.NAME) for one, other in zip(sounds, heard, strict=True))


def _same(key: str, word: str, kind: Kind) -> bool:
    """A word of the secret and a word of the text, the latter perhaps with an ending."""
    if key == word:
        return True
    stem = _stem(key, kind)
    if kind not in (Kind.NAME, Kind.PART) or len(stem) < SHORTEST_STEM:
        return False
    return word.startswith(stem) and len(word) - len(stem) <= LONGEST_ENDING


def _head(keys: tuple[str, ...], kind: Kind) -> str:
    """Under what a secret is looked up: its first word, of Han characters the first two."""
    if keys[0] >= _FIRST_HAN and len(keys) > 1:
        return keys[0] + keys[1]
    return _stem(keys[0], kind)


def _not_exempt(
    secrets: list[Secret], length: int, exempt: Container[object]
) -> tuple[int, Secret] | None:
    """The first that this text may not hold, with the number of its words."""
    return next(((length, one) for one in secrets if one.owner not in exempt), None)


def _stems(word: str) -> list[str]:
    """What a word of a secret can be of which this one is a form, the longest first."""
    last = max(len(word) - LONGEST_ENDING - 1, 0)
    return [word[:cut] for cut in range(len(word), last, -1)]


def _stem(key: str, kind: Kind) -> str:
    """What stays when a name is inflected: "мысалова" gives "мысалов"."""
    if kind in (Kind.NAME, Kind.PART) and len(key) > SHORTEST_STEM and key[-1] in _VOWELS:
        return key[:-1]
    return key


def figures(text: str) -> str:
    """Figures of a number; of a phone without country code or trunk prefix."""
    found = "".join(c for c in search_key(text) if c.isdigit() or c == "x")
    if "+" in text and len(found) > 10:
        return found[-10:]
    return found


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _figure_runs(text: str, tokens: list[_Token]) -> Iterator[list[_Token]]:
    """Neighbouring words of figures with only grouping marks between them."""
    run: list[_Token] = []
    for token in tokens:
        is_number = token.of.is_figures
        if run and is_number and _BETWEEN_FIGURES.fullmatch(text[run[-1].end : token.start]):
            run.append(token)
            continue
        if run:
            yield run
        run = [token] if is_number else []
    if run:
        yield run


def _covered(run: list[_Token], first: int, last: int) -> tuple[int, int]:
    """Where the figures `first` to `last` of a run's joined figures stand in the text."""
    start, end, passed = run[0].start, run[-1].end, 0
    for token in run:
        if passed <= first < passed + len(token.key):
            start = token.start
        if passed < last <= passed + len(token.key):
            end = token.end
        passed += len(token.key)
    return start, end


def _without_overlap(hits: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda h: (h.start, h.start - h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def name_parts(text: str, parts: Iterable[dict[str, Any]]) -> list[str]:
    """The words of a name that give a person away when they stand alone.

    Honorifics do not; a name without stated parts is divided at its blanks and dots.
    """
    stated = [str(p.get("text", "")) for p in parts if p.get("role") != "honorific"]
    words = stated or [text]
    return [w for word in words for w in re.split(r"[\s·•‧．.]+", word) if w]
