"""Read a document from bytes: what it says, page by page, and what it states of itself.

Foreign bytes are opened only in a child process with limits; here they are told apart by
their first bytes alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.clutter import LeftOut
from caseapp.intake.documents.kinds import HEAD, DocumentKind, kind_of
from caseapp.system.child import ChildFailedError, ChildTooSlowError, Limits, run_in_child

_WORDS = ("title", "author", "dated", "site", "address", "language")
READ = frozenset({
    DocumentKind.TEXT, DocumentKind.PAGE, DocumentKind.ARCHIVED_PAGE, DocumentKind.PDF,
    DocumentKind.WORD, DocumentKind.OPEN_DOCUMENT, DocumentKind.RICH_TEXT, DocumentKind.MAIL,
})  # fmt: skip
"""Kinds of which the words can be read."""


class HarmfulFileError(UserError):
    """Reading the file ended in a crash, or was stopped at a limit: it is not opened unasked."""


@dataclass(frozen=True)
class ReadDocument:
    """`text` is the whole, `pages` that of each page of a PDF ("" for a scan).

    Title, author, `dated` (as the page states it), site, address and language come from
    the file's own metadata and may be wrong: offer them, never keep them unasked.
    `left_out` are the lines around an article that the text was cleaned of, with their places.
    """

    kind: DocumentKind
    media_type: str
    text: str = ""
    pages: tuple[str, ...] = ()
    title: str = ""
    author: str = ""
    dated: str = ""
    site: str = ""
    address: str = ""
    language: str = ""
    left_out: tuple[LeftOut, ...] = ()


def read_document(data: bytes, file_name: str = "", limits: Limits | None = None) -> ReadDocument:
    """What `data` says. Pictures, recordings and unknown kinds say nothing: their text is "".

    Takes a few tenths of a second: call it on a worker. Raises UserError, one sentence,
    for what is damaged, locked, endless or hostile.
    """
    found = kind_of(data[:HEAD], file_name)
    if found.kind not in READ:
        return ReadDocument(found.kind, found.media_type)
    said = in_child("caseapp.intake.documents.inside:read", data, limits, kind=found.kind.value)
    if not isinstance(said, dict):
        raise unreadable()
    return ReadDocument(
        found.kind,
        found.media_type,
        text=_string(said.get("text", "")),
        pages=_strings(said.get("pages", [])),
        left_out=_places(said.get("left_out", [])),
        **{word: _string(said.get(word, "")) for word in _WORDS},
    )


def in_child(function: str, data: bytes, limits: Limits | None = None, **options: Any) -> Any:
    """`run_in_child` for a foreign file: its failures as sentences for the person."""
    try:
        return run_in_child(function, data, options, limits)
    except ChildTooSlowError as error:
        raise HarmfulFileError(N_("Reading this file took too long and was stopped.")) from error
    except ChildFailedError as error:
        raise unreadable() from error


def unreadable() -> HarmfulFileError:
    """What is told of a file that the child could not read."""
    return HarmfulFileError(
        N_("This file could not be read: it is damaged, too large, or made to do harm.")
    )


def _string(value: Any) -> str:
    """The child is not trusted: what it says of the text must be a text."""
    if not isinstance(value, str):
        raise unreadable()
    return value


def _strings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise unreadable()
    return tuple(_string(item) for item in value)


def _places(value: Any) -> tuple[LeftOut, ...]:
    if not isinstance(value, list):
        raise unreadable()
    found = []
    for item in value:
        if not isinstance(item, list) or len(item) != 2 or not isinstance(item[0], int):
            raise unreadable()
        found.append(LeftOut(item[0], _string(item[1])))
    return tuple(found)
