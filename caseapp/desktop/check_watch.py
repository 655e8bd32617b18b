"""Looks the open vault through beside work, weekly and after an unclean end, and tells what is
known of its state: a newer one that was seen, what a look at opening found, that nothing is saved.

Notices alone. The check is a long job that gives way to everything a person asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, QTimer

from caseapp.desktop import text
from caseapp.desktop.context import Context
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.errors import UserError
from caseapp.i18n import Translator
from caseapp.store.checks import LastCheck
from caseapp.store.last_seen import Newer
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

CHECKED: Final = ChangeSet(kinds=frozenset({"check"}))
"""What is announced: no record changed, but what waits did."""
_NAMED: Final = 3
_SETTLE_MS: Final = 20_000
"""After opening, people look at their cases first."""
_LOOK_AGAIN_MS: Final = 3_600_000


class CheckWatch(QObject):
    """Lives as long as its vault is open."""

    def __init__(
        self,
        vault: Vault,
        jobs: Jobs,
        context: Callable[[], Context],
        parent: QObject | None = None,
        *,
        settle_ms: int = _SETTLE_MS,
    ) -> None:
        super().__init__(parent)
        self._vault, self._jobs, self._context = vault, jobs, context
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.consider)
        if not vault.look_only:
            QTimer.singleShot(settle_ms, self, self.consider)
            self._timer.start()

    # -- telling -----------------------------------------------------------------------------
    def show_again(self) -> None:
        """The window was built, or built anew."""
        context, vault = self._context(), self._vault
        t, notices = context.t, context.notices
        if vault.look_only:
            notices.show(
                t("This vault is damaged and open to look only."),
                t("Nothing is saved in it. Lock, then save what can be read, or restore."),
                tone="danger", standing=True,
            )  # fmt: skip
            return
        if vault.memory.newer is not None:
            said, detail = newer_words(t, vault.memory.newer)
            notices.show(
                said, detail, tone="warn", action=(t("Work on in this one"), self._take_over)
            )
        found = vault.checks.after_opening
        if found:
            said = t.plural(
                "This vault was not closed the last time, and {n} fault was found.",
                "This vault was not closed the last time, and {n} faults were found.", len(found),
            )  # fmt: skip
            notices.show(said, _files(t, vault.checks.files_after_opening), tone="warn")

    def _take_over(self) -> None:
        self._jobs.run(lambda _progress: self._vault.take_over(), kind=Kind.WRITE, owner=self)

    # -- checking ----------------------------------------------------------------------------
    def consider(self) -> None:
        """Check if it is due."""
        checks, context = self._vault.checks, self._context()

        def check(progress: Progress) -> LastCheck | None:
            return checks.run_and_note(progress) if checks.is_due(date.today()) else None

        self._jobs.run(
            check, self._checked, self._failed, kind=Kind.LONG, owner=self, cancellable=True,
            title=context.t("Looking the vault through"), latest="vault-check",
        )  # fmt: skip

    def _checked(self, made: LastCheck | None) -> None:
        if made is None:
            return
        context = self._context()
        if made.faults:
            said, detail = fault_words(context.t, made)
            context.notices.show(said, detail, tone="danger")
        context.changes.announce(CHECKED)

    def _failed(self, error: UserError) -> None:
        """The disk failed, or is gone: others tell that; the check is due still."""


def newer_words(t: Translator, newer: Newer) -> tuple[str, str]:
    """That a newer state was seen, and of when and where; no blame, it may be meant."""
    said = t.plural(
        "A newer state of this vault was seen: {n} change is missing here.",
        "A newer state of this vault was seen: {n} changes are missing here.", newer.missing,
    )  # fmt: skip
    if newer.at is None or newer.path is None:
        return said, t("An older copy was put back, or its newest part was damaged.")
    return said, t(
        "It was used on {moment} and lay in {path}. Is this a copy that was put back?",
        moment=RecordWords(t).moment(newer.at.astimezone()), path=text.isolated(str(newer.path)),
    )  # fmt: skip


def fault_words(t: Translator, made: LastCheck) -> tuple[str, str]:
    """How many faults a check found, and what can be done."""
    said = t.plural(
        "The check of this vault found {n} fault.", "The check of this vault found {n} faults.",
        made.faults,
    )  # fmt: skip
    told = _files(t, made.files) or t("“caseapp check” lists them.")
    return said, told


def _files(t: Translator, files: Sequence[str]) -> str:
    """Attached files that are missing or damaged, the first ones by name."""
    if not files:
        return ""
    named = ", ".join(text.isolated(one) for one in files[:_NAMED])
    more = len(files) - _NAMED
    if more > 0:
        named = t("{list} and {n} more", list=named, n=more)
    return t("Attached files missing or damaged: {list}. A backup may have them.", list=named)
