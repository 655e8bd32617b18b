"""Was the vault closed when it was used last, and who holds it now? And what to look at if not.

While a vault is open a small file `open` lies in its folder; closing takes it away. Found at
opening, without anyone holding the lock, it says that a crash, a kill, a power cut or a failing
disk ended the last use: then the pages, the references, the search index and the attached files
are looked at before anyone works on. After a clean end nothing of this is done.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Engine, select, text

from caseapp.i18n import N_
from caseapp.store import search
from caseapp.store.blobs import BlobStore
from caseapp.store.engine import Finding
from caseapp.store.errors import DamagedVaultError, NotToLookAtError, StoreError
from caseapp.store.folder import VaultFolder
from caseapp.store.integrity import page_report, sql_report
from caseapp.store.records import Attachment
from caseapp.system import files
from caseapp.system.progress import Progress

FILE_NAME: Final = "open"
SEARCH: Final = "search"
"""The check of the search index, which holds nothing of its own and can be made anew."""
_INDEX: Final = "search_text"
_LIMIT: Final = 4096
_STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a vault open: the number of its process on its computer, and since when."""

    process: int
    since: datetime


class OpenMark:
    """The file `open` of one vault. Only who holds the lock sets and clears it."""

    def __init__(self, folder: VaultFolder) -> None:
        self._path = folder.path / FILE_NAME
        self._wal = folder.database.with_name(folder.database.name + "-wal")

    def is_left(self) -> bool:
        """Whether the last use did not end well. The WAL alone tells it after a power cut."""
        return self._path.exists() or self.has_wal()

    def has_wal(self) -> bool:
        """Whether saves wait in the WAL to be written back."""
        try:
            return self._wal.stat().st_size > 0
        except OSError:
            return False

    def set(self) -> None:
        """Say that the vault is open from now on. What cannot be noted stops nobody."""
        content = {"process": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="minutes")}
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
            with files.open_new(self._path) as file:
                file.write(json.dumps(content).encode("ascii"))

    def clear(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def holder(self) -> Holder | None:
        """Who wrote it last; None if nobody did or it cannot be read."""
        try:
            content = json.loads(files.read_limited(self._path, _LIMIT))
            return Holder(int(content["process"]), datetime.fromisoformat(content["since"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None


def look_after_unclean_end(
    engine: Engine, blobs: BlobStore, progress: Progress | None = None
) -> list[Finding]:
    """What is wrong with the search index and the attached files, quickly.

    Files are looked at from outside: that they are there, with the size they must have; their
    content is read later, beside work. Raises DamagedVaultError, with its `findings`, if a page
    or a reference is wrong: then nobody should work on.
    """
    progress = progress or Progress()
    said = N_("The vault was not closed the last time. It is being checked…")
    progress.report(0, _STEPS, said)
    report = page_report(engine) or sql_report(engine, quick=True)
    broken = [one for one in report if _INDEX not in one.detail]
    if broken:
        raise DamagedVaultError.found(broken)
    progress.report(1, _STEPS, said)
    findings = [Finding(SEARCH, one.detail) for one in report] or _search_index(engine)
    progress.report(2, _STEPS, said)
    findings += _attached_files(engine, blobs)
    progress.report(_STEPS, _STEPS, said)
    return findings


def _search_index(engine: Engine) -> list[Finding]:
    try:
        with engine.begin() as connection:
            connection.execute(
                text("INSERT INTO search_text(search_text) VALUES('integrity-check')")
            )
    except StoreError as error:
        return [Finding(SEARCH, str(error))]
    return []


def _attached_files(engine: Engine, blobs: BlobStore) -> list[Finding]:
    query = select(Attachment.id, Attachment.size).order_by(Attachment.id)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    found = []
    for attachment_id, size in rows:
        told = blobs.outer_fault(attachment_id, size)
        if told is not None:
            found.append(Finding(f"attachment {attachment_id}", str(told)))
    return found


def mend_search(engine: Engine, findings: Iterable[Finding]) -> None:
    """Make a search index anew that was found broken."""
    if any(one.check == SEARCH for one in findings):
        with engine.begin() as connection:
            search.rebuild(connection)


def require_no_wal(folder: VaultFolder) -> None:
    """`NotToLookAtError` if there are saves in the WAL: only writing brings them in."""
    if OpenMark(folder).has_wal():
        raise NotToLookAtError
