"""A list as a source: what is said of it, and its file as it came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import SourceKind, TestimonyForm
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.lists.plan import ImportPlan
from caseapp.intake.lists.targets import SPECS, Part
from caseapp.store.records import Source
from caseapp.system.files import read_limited

_CHANGED_FILE = N_("{name} was changed since it was looked at. Open it again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is said of the list as a source. `kind` None: told by relatives, if the list names
    them, else a database. `published`: anyone can find it."""

    language: str = "en"
    captured_by: str = ""
    kind: SourceKind | None = None
    published: bool = False
    today: date = field(default_factory=date.today)


def same_file(plan: ImportPlan) -> bytes:
    """The bytes of the file, if they are still those that were read."""
    try:
        data = read_limited(plan.path, plan.file.size)
    except (OSError, ValueError) as error:
        raise UserError(_CHANGED_FILE, name=plan.file.file_name) from error
    if hashlib.sha256(data).hexdigest() != plan.file.sha256:
        raise UserError(_CHANGED_FILE, name=plan.file.file_name)
    return data


def media_type(name: str) -> str:
    """By the ending: the file was read as what it is called already."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "text/csv")


_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
}


def source_of(plan: ImportPlan, about: About, captured_by: str) -> Source:
    """The source that keeps a list as it came."""
    told = any(SPECS[column.target].part is Part.CONTACT for column in plan.mapping.columns)
    kind = about.kind or (SourceKind.TESTIMONY if told else SourceKind.DATABASE)
    return Source(
        kind=kind, title=plan.file.file_name, captured=read_date(about.today.isoformat()),
        testimony_form=TestimonyForm.WRITTEN if kind is SourceKind.TESTIMONY else None,
        captured_by=captured_by, published=about.published, written_in=about.language,
    )  # fmt: skip
