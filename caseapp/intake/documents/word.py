"""The words of a Word document (.docx, .docm): paragraphs and tables in reading order.

WordprocessingML of both kinds (ISO 29500 transitional and strict). What was deleted while
changes were tracked is no part of the text, what was inserted is; comments are none. Notes
stand at the end, with their numbers in the text. Only the child process imports this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from caseapp.i18n import N_
from caseapp.intake.documents.office_xml import OfficeFile, attribute, local
from caseapp.intake.documents.zipped import Refusals

_SAID: Final = Refusals(
    damaged=N_("This document cannot be read. It is damaged; open it and save it anew."),
    too_large=N_("This document is too large to read. Save it without its pictures."),
    locked=N_("This document is locked by a password. Open it and save it without one."),
)
_OTHER: Final = N_("This is no Word document. Open it and save it as .docx or as PDF.")
_CONTENT_TYPES: Final = "[Content_Types].xml"
_GONE: Final = frozenset({
    "del", "moveFrom", "delText", "instrText", "delInstrText", "commentReference", "annotationRef",
    "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "tblGrid", "sdtPr", "sdtEndPr", "rt",
})  # fmt: skip
"""Elements that are no words of the text: deleted, or about its form."""
_USUAL: Final = "word/document.xml"
_NOTES: Final = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
CELL: Final = " | "
"""Between two cells of a row of a table."""


def word_text(data: bytes) -> dict[str, Any]:
    """Text, and title, author and date of making as the file states them."""
    with OfficeFile(data, _CONTENT_TYPES, _OTHER, _SAID) as file:
        main = _main_part(file)
        reading = _Reading()
        lines = list(reading.blocks(file.children(main if main in file.names else _USUAL)))
        folder = main.rpartition("/")[0]
        notes = list(_notes(file, folder, reading))
        heads = list(_around(file, folder, "header"))
        feet = list(_around(file, folder, "footer"))
        return {"text": "\n".join([*heads, *lines, *notes, *feet]).strip(), **stated(file)}


def stated(file: OfficeFile) -> dict[str, str]:
    """What the file says of itself (docProps/core.xml, ISO 29500-2)."""
    said = {"title": "", "author": "", "dated": ""}
    names = {"title": "title", "creator": "author", "created": "dated"}
    for element in file.children("docProps/core.xml"):
        key = names.get(local(element))
        if key:
            said[key] = " ".join((element.text or "").split())[:500]
    said["dated"] = said["dated"][:10]
    return said


def _main_part(file: OfficeFile) -> str:
    for relation in file.children("_rels/.rels"):
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return _USUAL


def _notes(file: OfficeFile, folder: str, reading: _Reading) -> Iterator[str]:
    """Each note that the text refers to, behind its number."""
    held: dict[tuple[str, str], Any] = {}
    for name in dict.fromkeys(_NOTES.values()):
        for note in file.children(f"{folder}/{name}.xml"):
            held[name, attribute(note, "id")] = note
    for number, key in enumerate(reading.notes, 1):
        note = held.get(key)
        words = " ".join(_Reading().blocks(note)) if note is not None else ""
        yield f"[{number}] {words.strip()}"


def _around(file: OfficeFile, folder: str, kind: str) -> Iterator[str]:
    """What stands above or beneath all pages: a letterhead; each line once, no page number."""
    said: set[str] = set()
    for name in sorted(file.names):
        if not (name.startswith(f"{folder}/{kind}") and name.endswith(".xml")):
            continue
        for line in _Reading().blocks(file.children(name)):
            if line.strip() and not line.strip().isdigit() and line not in said:
                said.add(line)
                yield line


class _Reading:
    """Walks through a text once; `notes` are those that it refers to, in their order."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, str]] = []
        self._boxes: list[Any] = []

    def blocks(self, parent: Iterable[Any]) -> Iterator[str]:
        """A line for each paragraph and each row of a table."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield self._inline(element).rstrip()
                yield from self._set_apart()
            elif name == "tbl":
                yield from self._rows(element)
            elif name == "AlternateContent":
                yield from self.blocks(_chosen(element))
            elif name and name not in _GONE:
                yield from self.blocks(element)

    def _set_apart(self) -> Iterator[str]:
        """Text boxes, behind the paragraph that they hang on."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.blocks(box)

    def _rows(self, table: Any) -> Iterator[str]:
        for row in table.iter("{*}tr"):
            if any(local(one) == "del" for props in row if local(props) == "trPr" for one in props):
                continue
            if next(row.iterancestors("{*}tbl")) is table:
                cells = (" ".join(" ".join(self.blocks(cell)).split()) for cell in _cells(row))
                yield CELL.join(cells)

    def _inline(self, parent: Any) -> str:
        words: list[str] = []
        for element in parent:
            name = local(element)
            if name == "t":
                words.append(element.text or "")
            elif name in _SIGNS:
                words.append(_SIGNS[name])
            elif name in _NOTES:
                self.notes.append((_NOTES[name], attribute(element, "id")))
                words.append(f"[{len(self.notes)}]")
            elif name == "txbxContent":
                self._boxes.append(element)
            elif name == "AlternateContent":
                words.append(self._inline(_chosen(element)))
            elif name and name not in _GONE:
                words.append(self._inline(element))
        return "".join(words)


def _chosen(alternatives: Any) -> Any:
    """Of several forms of the same drawing the first one: the others say it again."""
    return next((one for one in alternatives if local(one) in ("Choice", "Fallback")), ())


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        name = local(element)
        if name == "tc":
            yield element
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(element)
