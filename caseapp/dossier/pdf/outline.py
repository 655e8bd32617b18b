"""The outline of a PDF (its bookmarks) from a flat list with levels. Knows no page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from caseapp.dossier.pdf.objects import StreamedDocument, text_string


class Bookmark(NamedTuple):
    """One entry; `level` 0 is the top."""

    title: str
    destination: str
    level: int


def write_outline(
    document: StreamedDocument, bookmarks: list[Bookmark], place: Callable[[str], bytes]
) -> bytes | None:
    """Write the outline's objects and return the reference of its root; None without bookmarks.

    `place` gives the PDF destination array for a destination's name. Entries below the top are
    closed at first.
    """
    if not bookmarks:
        return None
    parents, children = _tree([bookmark.level for bookmark in bookmarks])
    root = document.reserve()
    numbers = [document.reserve() for _ in bookmarks]

    def reference(index: int) -> bytes:
        return document.reference(root if index < 0 else numbers[index])

    ranks = {index: rank for group in children.values() for rank, index in enumerate(group)}
    for index, bookmark in enumerate(bookmarks):
        siblings, rank = children[parents[index]], ranks[index]
        entry = b"/Title %s/Parent %s/Dest%s" % (
            text_string(bookmark.title),
            reference(parents[index]),
            place(bookmark.destination),
        )
        if rank:
            entry += b"/Prev %s" % reference(siblings[rank - 1])
        if rank + 1 < len(siblings):
            entry += b"/Next %s" % reference(siblings[rank + 1])
        inner = children.get(index)
        if inner:
            ends = reference(inner[0]), reference(inner[-1])
            entry += b"/First %s/Last %s/Count -%d" % (*ends, len(inner))
        document.fill(numbers[index], b"<<%s>>" % entry)
    top = children[-1]
    ends = reference(top[0]), reference(top[-1])
    document.fill(root, b"<</Type/Outlines/First %s/Last %s/Count %d>>" % (*ends, len(top)))
    return document.reference(root)


def _tree(levels: list[int]) -> tuple[list[int], dict[int, list[int]]]:
    """Each entry's parent (-1 is the root), and the children of each entry that has some."""
    parents: list[int] = []
    children: dict[int, list[int]] = {}
    path: list[int] = []  # the entry last seen on each level
    for index, level in enumerate(levels):
        del path[level:]
        parent = path[-1] if path else -1
        parents.append(parent)
        children.setdefault(parent, []).append(index)
        path.append(index)
    return parents, children
