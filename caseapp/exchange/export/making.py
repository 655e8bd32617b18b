"""An export from the choice to the file: collected, shown, written, checked, noted.

What is made is in memory until it has been looked through; then it is written whole or not at
all, readable by its owner alone, and never over a file that is there.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from caseapp.disclosure.leaks import LeakError
from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.errors import Cancelled, UserError
from caseapp.exchange.export import calendar, ftm, gedcom, plain_json, sheets, uwazi
from caseapp.exchange.export.collect import NOTHING_CHOSEN, collect
from caseapp.exchange.export.facts import Released
from caseapp.exchange.export.forms import FORMS, Form
from caseapp.exchange.export.keys import Keys
from caseapp.exchange.export.leak_check import ExportGate, check_pictures
from caseapp.exchange.export.record_json import as_record_json
from caseapp.exchange.export.table import CaseTable, case_table
from caseapp.i18n import N_
from caseapp.store.exported_tables import TABLE, packed
from caseapp.store.history import Action
from caseapp.store.records import Export, utc_now
from caseapp.store.vault import Vault
from caseapp.system.files import replace_atomically
from caseapp.system.progress import Progress


class ChangedSinceError(UserError):
    """The vault is not the one that was looked at: a consent may have been withdrawn."""

    sentence = N_("The vault was changed since this was shown, so nothing was written. Look again.")


FIRST = 10
"""Rows that are shown before anything is written."""
CAUTIOUS = Audience.PUBLIC
"""For whom an export is made if nobody says: the audience that may see least."""

NAMES_ARE_OFFICE = N_("Names stand in a calendar for the office only. Choose the office, or leave"
                      " the names out.")  # fmt: skip
IS_THERE = N_("{path} is there already and is not replaced. Choose another name, or say --force.")
NOT_WRITTEN = N_("The file could not be written there. Choose another folder.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody asks for. `whole`: the ids are all cases of the vault.

    `plain` leaves cells of CSV without apostrophes; `names` asks for names in a calendar;
    `language` is that of headings and of words in brackets.
    """

    form: Form
    audience: Audience = CAUTIOUS
    ids: tuple[UUID, ...] = ()
    whole: bool = False
    photos: bool = True
    plain: bool = False
    names: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that could be written, and what should be known before it is.

    `counts` says how much of what is in it, `withheld` how many items of each class are not;
    `cut` counts texts that are longer than a cell of a workbook can be. `headings` and `rows` are
    the first ten cases (or deadlines) as they will stand there. `generation` is that of the vault
    from which it was made.
    """

    request: Request
    made_on: date
    data: bytes = field(repr=False)
    released: Released | None
    counts: Mapping[str, int]
    withheld: Mapping[InfoClass, int]
    searched: int = 0
    cut: int = 0
    generation: int = 0
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_complete(self) -> bool:
        """The office's own file, from which nothing is withheld."""
        return self.request.audience is Audience.OFFICE and self.request.form is not Form.ICS

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def prepare(
    vault: Vault, request: Request, today: date, progress: Progress | None = None
) -> Prepared:
    """Everything but the writing. Raises UserError, among them LeakError."""
    progress = progress or Progress()
    keys, generation = Keys.of_vault(vault), vault.generation
    try:
        prepared = _prepared(vault, request, today, keys, progress)
    except (UserError, Cancelled):
        raise
    except Exception:
        if vault.generation != generation:  # what was read first no longer fits what came later
            raise ChangedSinceError from None
        raise
    return replace(prepared, generation=generation)


def _prepared(
    vault: Vault, request: Request, today: date, keys: Keys, progress: Progress
) -> Prepared:
    if request.form is Form.ICS:
        return _calendar(vault, request, today, keys)
    if request.form is Form.JSON and request.audience is Audience.OFFICE:
        return _records(vault, request, today, progress)
    progress.report(0, 3, N_("Collecting what may be told"))
    released = released_of(vault, request, today)
    progress.raise_if_cancelled()
    progress.report(1, 3, N_("Writing"))
    data = as_form(
        request.form,
        released,
        lambda texts: released_of(vault, request, today, texts),
        keys,
        plain=request.plain,
    )
    progress.raise_if_cancelled()
    progress.report(2, 3, N_("Searching the finished file"))
    gate = ExportGate(released)
    check_pictures(released)
    gate.check(request.form, data, progress.raise_if_cancelled)
    progress.report(3, 3)
    words = Words(request.language)
    shown = _first_rows(released)
    return Prepared(
        headings=shown.headings,
        rows=shown.rows,
        request=request,
        made_on=today,
        data=data,
        released=released,
        counts=released.counts,
        withheld=released.withheld_by_class,
        searched=gate.searched,
        cut=sheets.too_long(released, words) if request.form is Form.XLSX else 0,
    )


def released_of(vault: Vault, request: Request, today: date, texts: str = "") -> Released:
    """What the file may hold, with texts as they were written or in one language."""
    return collect(
        vault,
        request.ids,
        request.audience,
        today,
        language=request.language,
        texts=texts,
        photos=request.photos and FORMS[request.form].holds_photos,
    )


def write(
    vault: Vault, prepared: Prepared, path: Path, *, by: str = "", force: bool = False
) -> Export:
    """Write the file and note the export. Raises UserError if it cannot or may not be there."""
    refuse(path, force=force)
    if vault.generation != prepared.generation:
        raise ChangedSinceError
    if prepared.released is not None:
        ExportGate(prepared.released).check_name(path.name)
    try:
        for left in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
            left.unlink(missing_ok=True)  # of an export that was cut off
        replace_atomically(path, prepared.data)
    except OSError as error:
        raise UserError(NOT_WRITTEN) from error
    try:
        return _note(vault, prepared, path, by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def refuse(path: Path, *, force: bool) -> None:
    """Raise UserError if no file may be written there; before long work is begun."""
    if path.exists() and not force:
        raise UserError(IS_THERE, path=path)
    if not path.parent.is_dir():
        raise UserError(NOT_WRITTEN)


def _note(vault: Vault, prepared: Prepared, path: Path, by: str) -> Export:
    request = prepared.request
    record = Export(
        form=request.form.value,
        audience=request.audience,
        made_at=utc_now(),
        by=by,
        file_name=path.name,
        sha256=prepared.sha256,
        scope={
            "whole": request.whole, "cases": [one.hex for one in request.ids],
            "photos": request.photos, "plain": request.plain, "names": request.names,
            **_table_kept(prepared),
        },
        counts=dict(prepared.counts),
        withheld={one.value: count for one, count in prepared.withheld.items()},
    )  # fmt: skip
    vault.save(record, action=Action(N_("Export to a file"), undoable=False))
    return record


def _table_kept(prepared: Prepared) -> dict[str, str]:
    """The cells of a table, with which it is compared if somebody edits it and brings it back."""
    released, request = prepared.released, prepared.request
    if released is None or request.form not in (Form.XLSX, Form.CSV):
        return {}
    table = case_table(released, Words(request.language))
    ids = [case.id for case in released.cases]
    return {TABLE: packed(table.headings, dict(zip(ids, table.rows, strict=True)))}


def as_form(
    form: Form,
    released: Released,
    worded: Callable[[str], Released],
    keys: Keys,
    *,
    plain: bool = False,
) -> bytes:
    """The facts in a form. `worded` gives the same with texts in one language."""
    words = Words(released.language)
    writers: Mapping[Form, Callable[[], bytes]] = {
        Form.XLSX: lambda: sheets.as_workbook(released, words),
        Form.CSV: lambda: sheets.as_csv(released, words, plain=plain),
        Form.FTM: lambda: ftm.as_entities(released, words, keys),
        Form.GEDCOM: lambda: gedcom.as_gedcom(released, words),
        Form.JSON: lambda: plain_json.as_json(released, keys),
        Form.UWAZI: lambda: uwazi.as_uwazi(
            released,
            {code: worded(language) for code, language in uwazi.LANGUAGES.items()},
            plain=plain,
        ),
    }
    return writers[form]()


def _calendar(vault: Vault, request: Request, today: date, keys: Keys) -> Prepared:
    if request.names and request.audience is not Audience.OFFICE:
        raise UserError(NAMES_ARE_OFFICE)
    words = Words(request.language)
    found = calendar.deadlines(vault, today, words, keys, names=request.names)
    return Prepared(
        request=request,
        made_on=today,
        data=calendar.as_calendar(found, today),
        released=None,
        counts={"deadlines": len(found)},
        withheld={},
        headings=(words.tr("Date"), words.tr("In words")),
        rows=tuple((words.day(one.day), one.title) for one in found[:FIRST]),
    )


def _first_rows(released: Released) -> CaseTable:
    return case_table(replace(released, cases=released.cases[:FIRST]), Words(released.language))


def _records(vault: Vault, request: Request, today: date, progress: Progress) -> Prepared:
    """The office's own JSON holds whole records, not what an audience may be told."""
    if not request.ids:
        raise UserError(NOTHING_CHOSEN)
    made = as_record_json(
        vault, request.ids, today, progress, whole=request.whole, files=request.photos
    )
    shown = _first_rows(released_of(vault, replace(request, ids=request.ids[:FIRST]), today))
    return Prepared(
        request=request,
        made_on=today,
        data=made.data,
        released=None,
        counts=made.counts,
        withheld={},
        headings=shown.headings,
        rows=shown.rows,
    )


__all__ = ["CAUTIOUS", "LeakError", "Prepared", "Request", "prepare", "refuse", "write"]
