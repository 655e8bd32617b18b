"""Many strings of bytes looked for at once: in one pass, not one pass a string.

A pattern of the strings' beginnings finds the few places where one could stand. Knows no secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_HEAD = 4
"""Bytes of a string that the pattern has; with more it would grow with the number of strings."""


class ByteStrings:
    """The strings to look for, of which none is empty."""

    def __init__(self, strings: Iterable[bytes]) -> None:
        self._by_head: dict[bytes, dict[int, set[bytes]]] = {}
        for string in strings:
            same = self._by_head.setdefault(string[:_HEAD], {})
            same.setdefault(len(string), set()).add(string)
        self._heads = re.compile(_pattern(self._by_head), re.DOTALL) if self._by_head else None

    def any_in(self, data: bytes) -> bool:
        """Whether one of them stands anywhere in `data`."""
        at = 0
        while self._heads is not None and (match := self._heads.search(data, at)):
            at = match.start()
            # A string that is shorter than a head stands before longer ones that begin like it.
            for length in range(1, _HEAD + 1):
                strings = self._by_head.get(data[at : at + length], {})
                if any(data[at : at + size] in same for size, same in strings.items()):
                    return True
            at += 1
        return False


def _pattern(heads: Iterable[bytes]) -> bytes:
    """One pattern of all heads, in which those that begin alike share their beginning.

    As plain alternatives `re` would try each of them at each place.
    """
    tree: dict[int, Any] = {}
    for head in heads:
        node = tree
        for byte in head:
            node = node.setdefault(byte, {})
        node[-1] = {}
    return _branches(tree)


def _branches(node: dict[int, Any]) -> bytes:
    if -1 in node:  # a head ends here: what would follow need not
        return b""
    branches = [re.escape(bytes([byte])) + _branches(below) for byte, below in node.items()]
    return branches[0] if len(branches) == 1 else b"(?:" + b"|".join(branches) + b")"
