"""The words of an OpenDocument text (.odt): paragraphs and tables in reading order.

ISO 26300. What was deleted while changes were tracked, and comments, are no part of the text.
Notes stand at the end. Only the child process imports this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.office_xml import OfficeFile, attribute, local
from caseapp.intake.documents.word import CELL
from caseapp.intake.documents.zipped import Refusals

_SAID: Final = Refusals(
    damaged=N_("This document cannot be read. It is damaged; open it and save it anew."),
    too_large=N_("This document is too large to read. Save it without its pictures."),
    locked=N_("This document is locked by a password. Open it and save it without one."),
)
_OTHER: Final = N_("This is no text document. Open it and save it as .odt or as PDF.")
_GONE: Final = frozenset({
    "tracked-changes", "annotation", "annotation-end", "sequence-decls", "variable-decls",
    "user-field-decls", "forms", "image", "object", "object-ole", "bookmark",
})  # fmt: skip
_MOST_SPACES: Final = 100


def opendocument_text(data: bytes) -> dict[str, Any]:
    """Text, and title, author and date of making as the file states them."""
    with OfficeFile(data, "content.xml", _OTHER, _SAID) as file:
        manifest = file.part("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
            raise UserError(_SAID.locked)
        body = next(file.part("content.xml").iter("{*}body"), None)
        reading = _Reading()
        lines = list(reading.blocks(body if body is not None else ()))
        notes = [f"[{number}] {words}" for number, words in enumerate(reading.notes, 1)]
        return {"text": "\n".join([*lines, *notes]).strip(), **_stated(file)}


def _stated(file: OfficeFile) -> dict[str, str]:
    said = {"title": "", "author": "", "dated": ""}
    names = {"title": "title", "creator": "author", "creation-date": "dated"}
    meta = file.part("meta.xml")
    for element in meta.iter() if meta is not None else ():
        key = names.get(local(element))
        if key:
            said[key] = " ".join((element.text or "").split())[:500]
    said["dated"] = said["dated"][:10]
    return said


class _Reading:
    """Walks through a text once; `notes` are the words of its notes, in their order."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._boxes: list[Any] = []

    def blocks(self, parent: Iterable[Any]) -> Iterator[str]:
        """A line for each paragraph, heading and row of a table."""
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                yield self._inline(element).rstrip()
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self.blocks(box)
            elif name == "table-row":
                yield CELL.join(
                    " ".join(" ".join(self.blocks(cell)).split())
                    for cell in element if local(cell) == "table-cell"
                )  # fmt: skip
            elif name and name not in _GONE:
                yield from self.blocks(element)

    def _inline(self, parent: Any) -> str:
        words = [parent.text or ""]
        for element in parent:
            name = local(element)
            if name == "s":
                count = attribute(element, "c")
                words.append(" " * (min(int(count), _MOST_SPACES) if count.isdecimal() else 1))
            elif name in ("tab", "line-break"):
                words.append("\t" if name == "tab" else "\n")
            elif name == "note":
                bodies = [one for one in element if local(one) == "note-body"]
                self.notes.append(" ".join(line for one in bodies for line in self.blocks(one)))
                words.append(f"[{len(self.notes)}]")
            elif name == "text-box":
                self._boxes.append(element)
            elif name and name not in _GONE:
                words.append(self._inline(element))
            words.append(element.tail or "")
        return "".join(words)
