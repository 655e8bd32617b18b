"""A file becomes a source: kept as it came, its words read out, its collecting noted.

Two steps, because they run in two places. `collect` reads the file and never touches the
vault; `keep_source` and `keep_file` write, each as one action. The file's name is the
title until somebody gives a better one; what the file states of itself is offered, and taken
over by `take_stated` when a person says so; nothing is guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import AttachmentRole, SourceKind
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.kinds import HEAD, OLD_OFFICE, kind_of
from caseapp.intake.documents.read import (
    READ,
    HarmfulFileError,
    ReadDocument,
    read_document,
)
from caseapp.store.history import Action
from caseapp.store.queries.near_copies import NearCopy, near_copies
from caseapp.store.queries.sources import copies_of
from caseapp.store.records import CustodyEntry, Source, new_id, utc_now
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

LARGEST_READ = 64 * 1024 * 1024
"""Bytes of a document whose words are read out; a larger one is kept without its text."""

COLLECTED = "collected"
"""The deed that the custody log notes when a file comes in."""

ReadText = Callable[[bytes, str], ReadDocument]
"""From bytes and file name to the words; a UserError when they cannot be read."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file says of itself, as it says it; "" for what it does not say."""

    title: str = ""
    author: str = ""
    dated: str = ""
    site: str = ""
    address: str = ""
    language: str = ""

    @classmethod
    def by(cls, document: ReadDocument) -> Stated:
        return cls(
            document.title, document.author, document.dated, document.site, document.address,
            document.language,
        )  # fmt: skip

    @property
    def says_something(self) -> bool:
        return any((self.title, self.author, self.dated, self.site, self.address))


@dataclass(frozen=True, slots=True)
class CollectedFile:
    """A file that was looked at. `problem` says why its words could not be read; `harmful`,
    that reading them crashed or had to be stopped."""

    path: Path
    name: str
    media_type: str
    size: int
    sha256: str
    text: str
    problem: UserError | None = None
    stated: Stated = Stated()
    harmful: bool = False


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What came of a file. `copies` are sources that hold the same file or the same words,
    `near` those that hold nearly the same words."""

    source_id: UUID
    changes: ChangeSet
    copies: tuple[UUID, ...] = ()
    problem: UserError | None = None
    near: tuple[NearCopy, ...] = ()


def collect(
    path: Path, read_text: ReadText = read_document, progress: Progress | None = None
) -> CollectedFile:
    """Look at a file: its kind by content, its SHA-256, its words if it has some.

    Raises UserError for a folder and for a file that is empty or cannot be read. Words that
    cannot be read are no reason to refuse a file: `problem` says so.
    """
    progress = progress or Progress()
    if path.is_dir():
        raise UserError(N_("{name} is a folder. Choose the files in it."), name=path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
            digest = hashlib.sha256(head)
            done = len(head)
            while block := file.read(1 << 20):
                digest.update(block)
                done += len(block)
                progress.report(done, size)
                progress.raise_if_cancelled()
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read. Check the disk that it is on."), name=path.name
        ) from error
    if not size:
        raise UserError(N_("{name} is empty. Nothing was added."), name=path.name)
    found = kind_of(head, path.name)
    text, stated, problem = "", Stated(), _unread(head, size if found.kind in READ else 0)
    if found.kind in READ and problem is None:
        try:
            document = read_text(path.read_bytes(), path.name)
            text, stated = document.text, Stated.by(document)
        except UserError as error:
            problem = error
    return CollectedFile(
        path, path.name, found.media_type, size, digest.hexdigest(), text, problem, stated,
        isinstance(problem, HarmfulFileError),
    )  # fmt: skip


def _unread(head: bytes, size: int) -> UserError | None:
    """Why the words of a file are not even looked for."""
    if head.startswith(OLD_OFFICE):
        return UserError(
            N_("It is of an old kind, or locked. Save it as .docx, .xlsx or PDF to read its text.")
        )
    if size > LARGEST_READ:
        return UserError(N_("It is too large to read. Split it to read its text."))
    return None


def same_file(vault: Vault, sha256: str) -> UUID | None:
    """The first source that holds this very file already."""
    found = vault.read(lambda session: copies_of(session, sha256, ""))
    return found[0] if found else None


def keep_source(vault: Vault, file: CollectedFile, today: date) -> KeptFile:
    """Make a source of a file: the source, the file and the note of its collecting, at once."""
    copies = vault.read(lambda session: copies_of(session, file.sha256, file.text))
    near = vault.read(lambda session: near_copies(session, file.text, without=copies))
    source = Source(
        kind=SourceKind.PHOTO if file.media_type.startswith("image/") else SourceKind.OTHER,
        title=Path(file.name).stem, text=file.text, captured=read_date(today.isoformat()),
        captured_by=vault.station,
    )  # fmt: skip
    changes = _attach(vault, file, source, Action(N_("Add a source from a file")))
    return KeptFile(source.id, changes, tuple(copies), file.problem, tuple(near))


def take_stated(vault: Vault, source_id: UUID, stated: Stated, called: str) -> ChangeSet:
    """Take over what a file says of itself, where nobody has said anything yet.

    The title takes the place of `called`, the name that the file came with. Raises
    ConflictError if the source is gone.
    """
    source = vault.alive(Source, source_id)
    if stated.title and source.title in ("", called):
        source.title = stated.title
    source.author = source.author or stated.author
    source.publisher = source.publisher or stated.site
    source.url = source.url or stated.address
    source.language = source.language or stated.language
    if stated.dated and not source.dated.text:
        source.dated = read_date(stated.dated)
    return vault.save(source, action=Action(N_("Take over what a file says of itself")))


def take_fields(vault: Vault, source_id: UUID, fields: Mapping[str, str]) -> ChangeSet:
    """Record what somebody ticked of what a file says: fields of the source by their names.

    Raises ConflictError if the source is gone.
    """
    source = vault.alive(Source, source_id)
    for name in ("title", "author", "publisher", "url", "language"):
        if name in fields:
            setattr(source, name, fields[name])
    if "dated" in fields:
        source.dated = read_date(fields["dated"])
    return vault.save(source, action=Action(N_("Take over what a file says of itself")))


def keep_file(vault: Vault, source_id: UUID, file: CollectedFile) -> KeptFile:
    """Add a file to a source; its words become the source's text if that has none.

    Raises ConflictError if the source is gone.
    """
    source = vault.alive(Source, source_id)
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
                media_type=file.media_type, unreadable=file.harmful,
            )  # fmt: skip
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read. Check the disk that it is on."), name=file.name
        ) from error
    kinds = frozenset({"source", "attachment", "custody_entry"})
    return ChangeSet(kinds=kinds, ids=frozenset({source.id, attachment_id, custody.id}))
