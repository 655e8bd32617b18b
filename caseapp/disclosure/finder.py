"""Finding protected strings in running text: names, numbers, addresses that must not be there.

Spellings are compared as search compares them (letter case, look-alike letters, marks and
spacing do not matter), names also with the endings that Kazakh and Russian put on them. What is
on record in Cyrillic is also looked for in the Arabic letters that a rule makes of it, and whole
names by their sound, because translators write them in letters of their own.
Used before printing, to put a token in a name's place, and after it, by the leak gate.
Knows no record and no policy: it is told what is protected.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from caseapp.disclosure.endings import are_forms, stems
from caseapp.disclosure.protected import Found, Kind, Secret
from caseapp.disclosure.protected_index import FIRST_HAN, Alike, Index, Sentences
from caseapp.disclosure.protected_numbers import Numbers, figures, is_figures
from caseapp.disclosure.protected_words import Known, Reader, Token
from caseapp.domain.names.kazakh_arabic import in_arabic
from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.names.sound import sound

_SHORTEST_PART = 3
_SHORTEST_SOUND = 3
"""A name with a word of a shorter sound is not sought by its sound."""


class Finder:
    """Looks for many secrets at once; building it is the costly part."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._words = Index()
        self._sounds = Index()
        self._sentences = Sentences()
        self._numbers = Numbers()
        self._reader = Reader(self._about)
        for secret in dict.fromkeys(secrets):
            if secret.kind is Kind.NUMBER:
                run = figures(secret.text)
                if set(run) == {"0"}:  # stands for a number that nobody knows
                    continue
                self._numbers.add(run, secret)
                if not _has_letters(secret.text):
                    continue  # else letters and figures are one word where nothing parts them
            self._note_words(secret)
            self._note_sound(secret)

    def _note_words(self, secret: Secret) -> None:
        for text in _written(secret):
            keys = tuple(index_tokens(text))
            if not keys or (secret.kind is Kind.PART and len("".join(keys)) < _SHORTEST_PART):
                continue
            if secret.kind is Kind.EXACT:
                self._sentences.add(keys, secret)
            else:
                self._words.add(keys, secret)

    def _note_sound(self, secret: Secret) -> None:
        """Names of two words and more; one word sounds like too many others."""
        if secret.kind is not Kind.NAME:
            return
        sounds = tuple(map(sound, index_tokens(secret.text)))
        if len(sounds) > 1 and min(map(len, sounds)) >= _SHORTEST_SOUND:
            self._sounds.add(sounds, secret)

    def _about(self, word: str) -> Known:
        heard = sound(word)
        begun = self._words.begun_by(word)
        sounding = self._sounds.begun_by(heard)
        begins = bool(begun or sounding or self._sentences.sizes(word))
        return Known(word, heard, begun, sounding, is_figures(word), begins or word >= FIRST_HAN)

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
        tokens = list(self._reader.words(text))
        hits = [*self._numbers.find(text, tokens)]
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
        tokens: list[Token],
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
            words = [token.of.key for token in tokens[position : position + len(keys)]]
            if are_forms(words, keys, kind):
                best = _not_exempt(secrets, len(keys), exempt_owners) or best
        for sounds, kind, secrets in self._sounding(tokens[position : position + 2]):
            if len(sounds) > best[0]:
                heard = [token.of.sound for token in tokens[position : position + len(sounds)]]
                if are_forms(heard, sounds, kind):
                    best = _not_exempt(secrets, len(sounds), exempt_owners) or best
        return best

    def _sounding(self, two: list[Token]) -> Iterator[Alike]:
        """Names of which the first two words sound like these."""
        sounding = two[0].of.sounding
        if sounding and len(two) > 1:
            for second in stems(two[1].of.sound):
                for begun in sounding:
                    yield from begun.get(second, ())

    def _candidates(self, tokens: list[Token], position: int) -> Iterator[Alike]:
        """Secrets that begin like the words at this place."""
        word = tokens[position].of
        for begun in word.begun:
            yield from begun.get("", ())
        for size in self._sentences.sizes(word.key):
            start = tuple(token.of.key for token in tokens[position : position + size])
            yield from self._sentences.begun_by(start)
        if position + 1 == len(tokens):
            return
        after = tokens[position + 1].key
        both = word.begun
        if word.key >= FIRST_HAN:
            both = (*both, *self._words.begun_exactly(word.key + after))
        if both:
            for second in stems(after):
                for begun in both:
                    yield from begun.get(second, ())


def _written(secret: Secret) -> Iterable[str]:
    """A secret as it is, and a name in Cyrillic also in the Arabic letters that a rule makes."""
    if secret.kind not in (Kind.NAME, Kind.PART):
        return (secret.text,)
    return dict.fromkeys((secret.text, in_arabic(secret.text)))


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _not_exempt(
    secrets: list[Secret], length: int, exempt: Container[object]
) -> tuple[int, Secret] | None:
    """The first that this text may not hold, with the number of its words."""
    return next(((length, one) for one in secrets if one.owner not in exempt), None)


def _without_overlap(hits: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda h: (h.start, h.start - h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
