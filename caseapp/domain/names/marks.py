"""Which letters of a text matched what a person typed to search, and the words around them.

Follows `scripts.index_tokens` and `scripts.query_terms`, by which the full-text index finds.
Where the letters that matched cannot be told for certain, nothing is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from caseapp.domain.names.scripts import Script, index_tokens, query_terms, script_of, search_key

Marks = tuple[tuple[int, int], ...]
"""Start and end of each matched run, in characters, from the left, none overlapping."""

AROUND = 36
"""Characters of context before a match in a snippet."""
_WINDOW = 1_500
_SCANNED = 40_000
_RUN = re.compile(r"[^\s\-‐‑–—/\\.,:;!?()\[\]{}<>«»“”„\"…|·•+*=_@#%&]+")


def marks(text: str, typed: str) -> Marks:
    """Where `text` holds what was typed: every term, the last one as a beginning."""
    terms = _terms(typed)
    if not terms or not text:
        return ()
    pieces = _pieces(text)
    if [token for token, _start, _end in pieces] != index_tokens(text):
        return ()
    found = []
    for term, open_end in terms:
        for at in range(len(pieces) - len(term) + 1):
            span = _span(text, pieces[at : at + len(term)], term, open_end=open_end)
            if span:
                found.append(span)
    return _merged(found)


def snippet(text: str, typed: str, length: int = 120) -> tuple[str, Marks]:
    """About `length` characters around the first match, on one line, and the marks in it.

    Without a match that can be shown: the beginning of the text.
    """
    terms = _terms(typed)
    window = next(_windows(text, terms), "") if terms else ""
    flat = " ".join(window.split())
    where = marks(flat, typed)
    if not where:
        start = " ".join(text[: 4 * length].split())
        return (start if len(start) <= length else start[:length].rstrip() + "…"), ()
    begin = _word_start(flat, max(0, where[0][0] - AROUND))
    end = min(len(flat), begin + length)
    shown = flat[begin:end].rstrip()
    front = "…" if begin or not text.lstrip().startswith(flat[:20]) else ""
    back = "…" if end < len(flat) else ""
    whole = f"{front}{shown}{back}"
    shift = len(front) - begin
    kept = tuple(
        (a + shift, min(b, begin + len(shown)) + shift) for a, b in where
        if begin <= a < begin + len(shown)
    )  # fmt: skip
    return whole, kept


def _terms(typed: str) -> list[tuple[list[str], bool]]:
    """Each term's tokens, and whether its last token may go on."""
    terms = [term.split() for term in query_terms(typed)]
    return [(tokens, at == len(terms) - 1) for at, tokens in enumerate(terms)]


def _pieces(text: str) -> list[tuple[str, int, int]]:
    """Each token of the text with where it stands; a run of several shares its place (-1)."""
    pieces = []
    for start, end in _runs(text):
        tokens = index_tokens(text[start:end])
        sure = len(tokens) == 1
        pieces += [(token, start if sure else -1, end) for token in tokens]
    return pieces


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between white space and punctuation; a Han character is one by itself."""
    for match in _RUN.finditer(text):
        start = match.start()
        if match.group().isascii():
            yield match.span()
            continue
        for at in range(match.start(), match.end()):
            if script_of(text[at]) is Script.HANS:
                if start < at:
                    yield start, at
                yield at, at + 1
                start = at + 1
        if start < match.end():
            yield start, match.end()


def _span(
    text: str, pieces: Sequence[tuple[str, int, int]], term: Sequence[str], *, open_end: bool
) -> tuple[int, int] | None:
    *before, (last, start, end) = pieces
    fits = last.startswith(term[-1]) if open_end else last == term[-1]
    if not fits or [token for token, _start, _end in before] != list(term[:-1]):
        return None
    begin = pieces[0][1]
    if begin < 0 or start < 0:
        return None
    return begin, start + _prefix(text[start:end], term[-1])


def _prefix(word: str, token: str) -> int:
    """How many characters of the word make up the token, with what is not seen behind them."""
    for length in range(1, len(word)):
        if index_tokens(word[:length]) == [token]:
            while length < len(word) and index_tokens(word[: length + 1]) == [token]:
                length += 1
            return length
    return len(word)


def _merged(spans: list[tuple[int, int]]) -> Marks:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _windows(text: str, terms: Sequence[tuple[Sequence[str], bool]]) -> Iterator[str]:
    """Stretches of the text that are likely to hold a match, cheapest to find first."""
    words = sorted((tokens[0] for tokens, _open in terms), key=len, reverse=True)
    folded = text.casefold()
    if len(folded) == len(text):
        for word in words:
            at = folded.find(word)
            if at >= 0:
                start = _word_start(text, max(0, at - AROUND * 2))
                yield text[start : start + _WINDOW]
                return
    for start in range(0, min(len(text), _SCANNED), _WINDOW):
        window = text[_word_start(text, start) : start + _WINDOW + AROUND]
        if any(word in search_key(window) for word in words):
            yield window
            return


def _word_start(text: str, at: int) -> int:
    """The beginning of the word that a place lies in."""
    if at <= 0:
        return 0
    space = max(text.rfind(mark, max(0, at - AROUND), at + 1) for mark in " \n\t")
    return space + 1 if space >= 0 else at
