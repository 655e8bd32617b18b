"""Looks for what is withheld in something finished: in texts, in run-together letters, in bytes.

Built once for a copy or an export. Whoever unpacks the file knows its form; here is only what
must not be in it, and what is there on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from caseapp.disclosure.byte_strings import ByteStrings
from caseapp.disclosure.disguises import in_other_orders
from caseapp.disclosure.finder import Finder
from caseapp.disclosure.protected import Found, Kind, Secret, name_parts
from caseapp.domain.names.scripts import index_tokens
from caseapp.domain.vocabulary import InfoClass
from caseapp.errors import UserError

LEAST_BYTES = 6
"""Shorter strings are found in any compressed or coded stream by chance."""

_ARABIC = r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+"
_ARABIC_WORDS = re.compile(rf"{_ARABIC}(?:\s+{_ARABIC})+")


class LeakError(UserError):
    """The finished file holds something that its addressee must not see."""


class LeakSearch:
    """What one file must not hold; `shown` are strings that it shows on purpose."""

    def __init__(self, secrets: Sequence[Secret], shown: Sequence[str]) -> None:
        self._shown = frozenset(shown)
        wanted = [s for s in secrets if s.kind is not Kind.PART and s.text not in self._shown]
        masks = [
            Secret(text, InfoClass.DETAINEE_NAME, None, kind)
            for text in {*self._shown, *map(turned_about, self._shown)}
            for kind in (Kind.NAME, Kind.EXACT, Kind.NUMBER)
        ]
        self._masks = frozenset(masks)
        turned = (
            replace(secret, text=text)
            for secret in wanted
            if secret.kind is Kind.NAME and secret.owner is not None
            for text in in_other_orders(secret.text)
        )
        self._finder = Finder([*masks, *wanted, *turned])
        self._parts = frozenset(
            token for text in shown for part in name_parts(text, ()) for token in index_tokens(part)
        )
        self._raw = ByteStrings(_encodings(wanted, self._shown))
        self._closed = {
            closed: secret
            for secret in wanted
            if len(closed := "".join(index_tokens(secret.text))) >= LEAST_BYTES
        }
        self.searched = len({s.text for s in wanted})

    def in_text(self, text: str) -> Found | None:
        """The first place in a text that must not be there."""
        for found in self._finder.find(text, exempt_parts=self._parts):
            if found.secret not in self._masks:
                return found
        return None

    def in_letters(self, letters: str) -> Found | None:
        """The same in letters of which nobody can say any more where words ended."""
        run = "".join(index_tokens(letters))
        for closed, secret in self._closed.items():
            if closed in run and closed in self._without_shown(run, closed):
                return Found(0, len(letters), secret)
        return None

    def _without_shown(self, run: str, closed: str) -> str:
        """Letters without what is shown on purpose and holds this: a number that begins alike."""
        masks = (mask for mask in self._closed_shown if closed in mask)
        for mask in sorted(masks, key=len, reverse=True):
            run = run.replace(mask, "\0")
        return run

    @cached_property
    def _closed_shown(self) -> frozenset[str]:
        return frozenset("".join(index_tokens(text)) for text in self._shown)

    def in_bytes(self, data: bytes) -> bool:
        """Whether one of the strings stands in raw bytes, as UTF-8, UTF-16 or hexadecimal."""
        return self._raw.any_in(data)


def turned_about(text: str) -> str:
    """With neighbouring words of Arabic script in the other order."""
    return _ARABIC_WORDS.sub(lambda match: " ".join(reversed(match[0].split())), text)


def _encodings(secrets: Sequence[Secret], shown: frozenset[str]) -> Iterator[bytes]:
    """How a string would stand in raw bytes: UTF-8, UTF-16 and hexadecimal UTF-16."""
    anywhere = "\n".join(shown)
    for secret in secrets:
        if secret.text in anywhere:
            continue
        for encoded in (
            secret.text.encode("utf-8", "replace"),
            secret.text.encode("utf-16-be", "replace"),
            secret.text.encode("utf-16-be", "replace").hex().upper().encode(),
            secret.text.encode("utf-16-be", "replace").hex().encode(),
        ):
            if len(encoded) >= LEAST_BYTES and len(secret.text) >= LEAST_BYTES:
                yield encoded


_HARMLESS_MARKERS = frozenset({0xC0, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0, 0xEE, 0xC2})
"""JPEG segments that hold pixels and how to read them: no Exif, profile or comment."""


def is_bare_jpeg(data: bytes) -> bool:
    """Whether a JPEG carries nothing but pixels."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker not in _HARMLESS_MARKERS or (marker == 0xE0 and not _is_jfif(data, at)):
            return False
        if marker == 0xDA:
            return True
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return True


def _is_jfif(data: bytes, at: int) -> bool:
    return re.match(rb"JFIF\x00", data[at + 4 : at + 9]) is not None
