"""A file becomes a source: kept as it came, its words read out, its collecting noted.

Two steps, because they run in two places. `collect` reads the file and never touches the
vault; `keep_source` and `keep_file` write, each as one action. The file's name is the
title until somebody gives a better one; nothing else about it is guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import AttachmentRole, SourceKind
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.kinds import HEAD, DocumentKind, kind_of
from caseapp.intake.documents.read import ReadDocument, read_document
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.sources import copies_of
from caseapp.store.records import CustodyEntry, Source, new_id, utc_now
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

LARGEST_READ = 64 * 1024 * 1024
"""Bytes of a document whose words are read out; a larger one is kept without its text."""

COLLECTED = "collected"
"""The deed that the custody log notes when a file comes in."""

_READ = (DocumentKind.TEXT, DocumentKind.PAGE, DocumentKind.PDF)

ReadText = Callable[[bytes, str], ReadDocument]
"""From bytes and file name to the words; a UserError when they cannot be read."""


@dataclass(frozen=True, slots=True)
class CollectedFile:
    """A file that was looked at. `problem` says why its words could not be read."""

    path: Path
    name: str
    media_type: str
    size: int
    sha256: str
    text: str
    problem: UserError | None = None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What came of a file. `copies` are sources that hold the same file or the same words."""

    source_id: UUID
    changes: ChangeSet
    copies: tuple[UUID, ...] = ()
    problem: UserError | None = None


def collect(path: Path, read_text: ReadText = read_document) -> CollectedFile:
    """Look at a file: its kind by content, its SHA-256, its words if it has some.

    Raises UserError for a folder and for a file that is empty or cannot be read. Words that
    cannot be read are no reason to refuse a file: `problem` says so.
    """
    if path.is_dir():
        raise UserError(N_("{name} is a folder. Choose the files in it."), name=path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
            digest = hashlib.sha256(head)
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read. Check the disk that it is on."), name=path.name
        ) from error
    if not size:
        raise UserError(N_("{name} is empty. Nothing was added."), name=path.name)
    found = kind_of(head, path.name)
    text, problem = "", None
    if found.kind in _READ and size <= LARGEST_READ:
        try:
            text = read_text(path.read_bytes(), path.name).text
        except UserError as error:
            problem = error
    return CollectedFile(path, path.name, found.media_type, size, digest.hexdigest(), text, problem)


def keep_source(vault: Vault, file: CollectedFile, today: date) -> KeptFile:
    """Make a source of a file: the source, the file and the note of its collecting, at once."""
    copies = vault.read(lambda session: copies_of(session, file.sha256, file.text))
    source = Source(
        kind=SourceKind.PHOTO if file.media_type.startswith("image/") else SourceKind.OTHER,
        title=Path(file.name).stem, text=file.text, captured=read_date(today.isoformat()),
        captured_by=vault.station,
    )  # fmt: skip
    changes = _attach(vault, file, source, Action(N_("Add a source from a file")))
    return KeptFile(source.id, changes, tuple(copies), file.problem)


def keep_file(vault: Vault, source_id: UUID, file: CollectedFile) -> KeptFile:
    """Add a file to a source; its words become the source's text if that has none.

    Raises ConflictError if the source is gone.
    """
    source = vault.get(Source, source_id)
    if source is None or source.deleted_at is not None:
        raise ConflictError
    if not source.text:
        source.text = file.text
    changes = _attach(vault, file, source, Action(N_("Add a file to a source")))
    return KeptFile(source_id, changes, (), file.problem)


def _attach(vault: Vault, file: CollectedFile, source: Source, action: Action) -> ChangeSet:
    attachment_id = new_id()
    custody = CustodyEntry(
        attachment_id=attachment_id, deed=COLLECTED, at=utc_now(), by=vault.station,
        note=file.name,
    )  # fmt: skip
    try:
        with file.path.open("rb") as data:
            vault.attach(
                data, id=attachment_id, role=AttachmentRole.CAPTURE, action=action,
                also=(source, custody), source_id=source.id, file_name=file.name,
                media_type=file.media_type,
            )  # fmt: skip
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read. Check the disk that it is on."), name=file.name
        ) from error
    kinds = frozenset({"source", "attachment", "custody_entry"})
    return ChangeSet(kinds=kinds, ids=frozenset({source.id, attachment_id, custody.id}))
