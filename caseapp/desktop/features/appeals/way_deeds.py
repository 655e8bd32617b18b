"""Runs the writes of the copies' way for one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseapp.desktop import file_dialog
from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals import way_edits
from caseapp.desktop.features.appeals.follow_ups import TITLES, begin_follow_up
from caseapp.desktop.features.appeals.ways import WaysSection
from caseapp.desktop.forms.form import Edit
from caseapp.desktop.jobs import Kind
from caseapp.domain.vocabulary import AppealKind, Attribution, DispatchOutcome
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.kinds import HEAD, DocumentKind, kind_of
from caseapp.store.records import (
    Dispatch,
    OfficialClaim,
    Record,
    Reply,
    SignatureSheet,
    new_id,
)
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_SCANS = ("pdf", "jpg", "jpeg", "png", "webp", "heic", "tif", "tiff")
_MEDIA = {"pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
_MOST = 64 * 1024 * 1024
_KEEPERS = {
    Dispatch: way_edits.keep_dispatch,
    Reply: way_edits.keep_reply,
    OfficialClaim: way_edits.keep_claim,
    SignatureSheet: way_edits.keep_sheet,
}


class WayDeeds:
    """Keeps what `WaysSection` says; errors go back to the field that they concern.

    `title()` is what the appeal of the page is called.
    """

    def __init__(
        self, context: Context, vault: Vault, section: WaysSection, owner: QWidget,
        title: Callable[[], str],
    ) -> None:  # fmt: skip
        self._context, self._vault, self._title = context, vault, title
        self._section, self._owner = section, owner
        section.handed_in.connect(self._begin)
        section.edited.connect(self._keep)
        section.removed.connect(self._remove)
        section.scan_asked.connect(self._ask_scan)
        section.scan_opened.connect(lambda scan: context.router.go("scan", scan))
        section.said_of_all.connect(self._say_of_all)
        section.follow_wanted.connect(self._follow)
        section.follow_opened.connect(lambda appeal: context.router.go("appeal", appeal))

    def _begin(self, copy_id: UUID, outcome: DispatchOutcome) -> None:
        dispatch_id, today = new_id(), date.today()

        def done(changes: ChangeSet) -> None:
            self._context.changes.announce(changes)
            self._section.open_dispatch_later(copy_id, dispatch_id)

        self._run(
            partial(way_edits.begin_dispatch, self._vault, copy_id, dispatch_id, outcome, today),
            done=done,
        )

    def _keep(self, edit: Edit) -> None:
        keep = _KEEPERS[edit.kind]

        def done(changes: ChangeSet) -> None:
            edit.kept()
            self._context.changes.announce(changes)

        def failed(sentence: str) -> None:
            if not edit.refused(sentence):
                self._context.notices.show(sentence, edit.typed, tone="danger")

        self._run(partial(keep, self._vault, edit), done=done, failed=failed)

    def _remove(self, record: Record) -> None:
        self._run(partial(way_edits.trash_step, self._vault, record))

    def _say_of_all(
        self, reply_id: UUID, persons: Sequence[UUID], attribution: Attribution
    ) -> None:
        self._run(partial(way_edits.claim_for_all, self._vault, reply_id, persons, attribution))

    def _follow(self, dispatch_id: UUID, kind: AppealKind) -> None:
        """Begin the complaint, the reminder or the thanks, and go there."""
        context, vault, appeal_id = self._context, self._vault, new_id()
        title = self._context.t(TITLES[kind], title=self._title())

        def done(changes: ChangeSet) -> None:
            context.changes.announce(changes)
            context.router.go("appeal", appeal_id)

        self._run(partial(begin_follow_up, vault, dispatch_id, kind, appeal_id, title), done=done)

    def _ask_scan(self, record: Record) -> None:
        t = self._context.t
        start = file_dialog.documents_folder()
        kind, record_id = type(record), record.id
        file_dialog.ask_for_file(
            self._owner, t("Attach a scan"), start, (t("Scans"), _SCANS),
            lambda path: self._attach(kind, record_id, path),
        )  # fmt: skip

    def _attach(self, kind: type[Record], record_id: UUID, path: Path) -> None:
        self._run(lambda: self._attached(kind, record_id, path))

    def _attached(self, kind: type[Record], record_id: UUID, path: Path) -> ChangeSet:
        try:
            if path.stat().st_size > _MOST:
                raise UserError(
                    N_("This file is larger than {most} MB. Make a smaller scan."),
                    most=_MOST // (1024 * 1024),
                )
            data = path.read_bytes()
        except OSError as error:
            raise UserError(N_("{path} cannot be read."), path=path.name) from error
        found, suffix = kind_of(data[:HEAD]), path.suffix.lower().lstrip(".")
        known = found.kind in (DocumentKind.PDF, DocumentKind.PICTURE)
        media = found.media_type if known else _MEDIA.get(suffix, f"image/{suffix}")
        return way_edits.attach_scan(self._vault, kind, record_id, data, path.name, media)

    def _run(
        self,
        work: Callable[[], ChangeSet],
        *,
        done: Callable[[ChangeSet], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        context = self._context

        def told(error: UserError) -> None:
            sentence = context.t.error(error)
            if failed is not None:
                failed(sentence)
            else:
                context.notices.show(sentence, tone="danger")

        def step(_progress: Progress) -> ChangeSet:
            return work()

        context.jobs.run(
            step, done or context.changes.announce, told, kind=Kind.WRITE, owner=self._owner
        )
