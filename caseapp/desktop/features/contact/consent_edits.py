"""Keeping what is changed on a consent: all its records together, one deed one action.

Every change is made on the newest state of the records, so that two views never overwrite
each other's answers. What is withdrawn meanwhile is not changed any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject

from caseapp.desktop.context import Context
from caseapp.desktop.features.contact.consent_sets import ConsentSet, consent_sets
from caseapp.desktop.features.contact.evidence import ChosenFile
from caseapp.desktop.forms.form import Edit
from caseapp.desktop.jobs import Kind
from caseapp.desktop.matrix.words import AUDIENCES, CLASSES
from caseapp.domain.consent_matrix import Cell
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import AttachmentRole, Audience, ConsentAnswer
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.queries.contact_page import consents_of
from caseapp.store.records import Consent, new_id
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

CLOSED = N_("This consent is over. Renew it to change what is allowed.")
_SAME = (
    "giver_contact_id", "giver_detainee_id", "guardian_name", "about_contact_id",
    "about_detainee_id", "form", "language", "taken_by", "given", "until", "evidence_id", "note",
)  # fmt: skip
"""What the records of one set have in common."""

Done = Callable[[ChangeSet], None]


class ConsentEditor:
    """Runs the writes of the matrix. `failed(sentence)` is where errors belong."""

    def __init__(
        self, context: Context, vault: Vault, owner: QObject, failed: Callable[[str], None]
    ) -> None:
        self._context, self._vault, self._owner, self._failed = context, vault, owner, failed

    # -- answers -----------------------------------------------------------------------------
    def begin(self, values: Mapping[str, object], cells: Mapping[Cell, ConsentAnswer]) -> UUID:
        """Record a new consent with its first answers, if any; returns the id of a record."""
        audiences = list(dict.fromkeys(audience for audience, _ in cells)) or [Audience.OFFICE]
        records = [Consent(audience=audience, **values) for audience in audiences]
        _answer(records, cells)
        self._run(lambda: self._vault.save(*records, action=Action(N_("Record a consent"))))
        return records[0].id

    def answer(
        self, ids: Sequence[UUID], cells: Mapping[Cell, ConsentAnswer], action: Action | None = None
    ) -> None:
        """Set answers of a set as one action; a record for a new audience is added."""

        def work() -> ChangeSet:
            records = self._open(ids)
            _answer(records, cells)
            return self._vault.save(*records, action=action or _worded(cells))

        if cells:
            self._run(work)

    # -- how it was given --------------------------------------------------------------------
    def keep(self, ids: Sequence[UUID], edit: Edit) -> None:
        """Keep an edited particular of all records of a set."""

        def work() -> ChangeSet:
            records = self._open(ids)
            for record in records:
                setattr(record, edit.spec.name, edit.value)
            action = Action(N_("Change “{field}”"), {"field": edit.spec.label})
            return self._vault.save(*records, action=action)

        def kept(changes: ChangeSet) -> None:
            edit.kept()
            self._context.changes.announce(changes)

        def failed(error: UserError) -> None:
            reason = self._context.t.error(error)
            if not edit.refused(reason):
                self._failed(reason)

        self._context.jobs.run(
            lambda _progress: work(), kept, failed, kind=Kind.WRITE, owner=self._owner
        )

    def set_giver(
        self, ids: Sequence[UUID], *, contact: UUID | None = None, detainee: UUID | None = None
    ) -> None:
        """Say who gave it: the contact or the detainee."""

        def work() -> ChangeSet:
            records = self._open(ids)
            for record in records:
                record.giver_contact_id, record.giver_detainee_id = contact, detainee
            return self._vault.save(*records, action=Action(N_("Change who gave a consent")))

        self._run(work)

    def withdraw(self, ids: Sequence[UUID], day: date, done: Done) -> None:
        """It counts no more from this day on, at once."""

        def work() -> ChangeSet:
            records = self._open(ids)
            for record in records:
                record.withdrawn = UncertainDate.on(day)
            return self._vault.save(*records, action=Action(N_("Withdraw a consent")))

        self._run(work, done)

    def renew(self, consent: ConsentSet, day: date) -> UUID:
        """The same answers given anew on a day; returns the id of one of the new records."""
        ids = {record.id: new_id() for record in consent.records}

        def work() -> ChangeSet:
            fresh = []
            for record in self._fresh(consent.ids):
                values = {name: getattr(record, name) for name in _SAME}
                values |= {
                    "given": UncertainDate.on(day), "until": UncertainDate.unknown(),
                    "evidence_id": None, "answers": dict(record.answers),
                }  # fmt: skip
                fresh.append(Consent(id=ids[record.id], audience=record.audience, **values))
            return self._vault.save(*fresh, action=Action(N_("Renew a consent")))

        self._run(work)
        return ids[consent.first.id]

    def trash(self, ids: Sequence[UUID]) -> None:
        """Put a consent in the trash: it was recorded by mistake."""

        def work() -> ChangeSet:
            action = Action(N_("Put a consent in the trash"))
            return self._vault.trash(*self._fresh(ids), action=action)

        self._run(work)

    def attach(self, ids: Sequence[UUID], chosen: ChosenFile) -> None:
        """Keep the signed form with the consent."""
        file_id = new_id()

        def work() -> ChangeSet:
            records = self._open(ids)
            for record in records:
                record.evidence_id = file_id
            self._vault.attach(
                chosen.data, role=AttachmentRole.CONSENT_EVIDENCE, id=file_id,
                action=Action(N_("Attach a signed consent form")), also=tuple(records),
                file_name=chosen.name, media_type=chosen.media_type,
            )  # fmt: skip
            return ChangeSet(kinds=frozenset({"attachment", "consent"}), ids=frozenset(ids))

        self._run(work)

    def take_back(self, changes: ChangeSet) -> None:
        """Undo a deed while it is the newest one."""

        def work() -> ChangeSet:
            newest, _redo = self._vault.undoable()
            if newest is None or newest.seq != changes.action:
                raise UserError(N_("Something else was changed since. Undo step by step (Ctrl+Z)."))
            return self._vault.undo()

        self._run(work)

    # -- on the database worker --------------------------------------------------------------
    def _fresh(self, ids: Sequence[UUID]) -> list[Consent]:
        found = [self._vault.get(Consent, key) for key in ids]
        records = [record for record in found if record and record.deleted_at is None]
        if not records:
            raise ConflictError
        return sorted(records, key=lambda record: record.serial)

    def _open(self, ids: Sequence[UUID]) -> list[Consent]:
        """The whole set as it stands now, also what another view added to it."""
        known = self._fresh(ids)[0]
        whose = known.about_contact_id or known.giver_contact_id
        today = date.today()
        found = self._vault.read(lambda session: consents_of(session, whose)) if whose else [known]
        whole = next(one for one in consent_sets(found, today) if known.id in one.ids)
        if not whole.is_open(today):
            raise UserError(CLOSED)
        return list(whole.records)

    def _run(self, work: Callable[[], ChangeSet], done: Done | None = None) -> None:
        announce = self._context.changes.announce

        def kept(changes: ChangeSet) -> None:
            announce(changes)
            if done is not None:
                done(changes)

        self._context.jobs.run(
            lambda _progress: work(), kept,
            lambda error: self._failed(self._context.t.error(error)),
            kind=Kind.WRITE, owner=self._owner,
        )  # fmt: skip


def _answer(records: list[Consent], cells: Mapping[Cell, ConsentAnswer]) -> None:
    """Write answers into the records; one for an audience that has none is added to the list.

    Two records of one audience can stand in a set. Each that holds an answer to a class gets
    the new one, else the older answer would go on counting beside it.
    """
    by_audience: dict[Audience, Consent] = {}
    for record in records:
        by_audience.setdefault(record.audience, record)
    for (audience, info_class), answer in cells.items():
        record = by_audience.get(audience)
        if record is None:
            values = {name: getattr(records[0], name) for name in _SAME}
            record = by_audience[audience] = Consent(audience=audience, **values)
            records.append(record)
        holding = [
            one for one in records if one.audience is audience and info_class.value in one.answers
        ]
        for one in holding or [record]:
            one.answers = {**one.answers, info_class.value: answer.value}


def _worded(cells: Mapping[Cell, ConsentAnswer]) -> Action:
    """ "Change consent: photo, United Nations"; of several cells how many."""
    if len(cells) > 1:
        return Action(N_("Change consent: {n} answers"), {"n": len(cells)})
    ((audience, info_class),) = cells
    return Action(
        N_("Change consent: {what}, {whom}"),
        {"what": CLASSES[info_class], "whom": AUDIENCES[audience]},
    )
