"""The sample vault: published cases, fictitious persons, one appeal to three addressees.

The data are files under resources/sample and resources/addressees; `load_sample` writes
them into a new vault. Every record's key comes from the files' own keys, so that the sample
is the same wherever it is made. Knows no window and no paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from caseapp.domain.dates.reading import read_date
from caseapp.domain.vocabulary import AttachmentRole, Audience
from caseapp.intake.sample_files import Entry, photo_path, sample_entries
from caseapp.intake.sample_records import World, build, make_world, sample_id
from caseapp.store.history import Action
from caseapp.store.records import Addressee, Appeal, Detainee, Record
from caseapp.store.recovery import SAMPLE, SAMPLE_LOADED
from caseapp.store.vault import Vault

SAMPLE_PASSPHRASE = "only a sample, nothing secret"  # noqa: S105 - printed, protects nothing

_WRITTEN = {"ru": "написано для образца", "kk": "үлгі үшін жазылған", "zh_Hans": "为样本编写"}


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file to attach; `about` are fields of its Attachment record."""

    id: UUID
    role: AttachmentRole
    data: bytes
    about: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SampleIds:
    """What stands where: short numbers that people type, and ids by the files' own keys."""

    appeal: int
    earlier_appeal: int
    appeal_id: UUID
    addressees: Mapping[Audience, int]
    addressee_ids: Mapping[Audience, UUID]
    cases: Mapping[str, UUID]
    contacts: Mapping[str, UUID]


def sample_records() -> list[Record]:
    """Every record of the sample but the attachments, whose keys only a vault can make."""
    entries = sample_entries()
    return build(entries, make_world(entries))


def sample_files() -> list[SampleFile]:
    """The portraits as they came in, and the kept text of every fictitious source."""
    entries = sample_entries()
    world = make_world(entries)
    photos = [_photo(e, world) for e in entries if "photo" in e.table]
    return photos + [_kept_text(e, world) for e in entries if _has_text(e, world)]


def load_sample(vault: Vault) -> SampleIds:
    """Fill a new vault with the sample. Raises what the store raises.

    The loading cannot be undone: a person who tries undo means what he did himself.
    """
    action = Action(SAMPLE_LOADED, undoable=False)
    records = sample_records()
    vault.save(*records, action=action)
    persons = {record.id: record for record in records if isinstance(record, Detainee)}
    pictured = []
    for file in sample_files():
        attached = vault.attach(file.data, id=file.id, role=file.role, action=action, **file.about)
        if attached.detainee_id:
            person = persons[attached.detainee_id]
            person.photo_id = attached.id
            pictured.append(person)
    vault.save(*pictured, action=action)
    vault.own_note(SAMPLE, lambda: "loaded")
    return _where(records)


def _where(records: Sequence[Record]) -> SampleIds:
    world = make_world(sample_entries())

    def keyed(kind: str) -> dict[str, UUID]:
        return {key: found for (name, key), found in world.ids.items() if name == kind}

    serials = {record.id: record.serial for record in records if isinstance(record, Appeal)}
    appeals = keyed("appeal")
    addressees = [record for record in records if isinstance(record, Addressee)]
    return SampleIds(
        appeal=serials[appeals["2026"]],
        earlier_appeal=serials[appeals["2023"]],
        appeal_id=appeals["2026"],
        addressees={one.audience: one.serial for one in addressees},
        addressee_ids={one.audience: one.id for one in addressees},
        cases=keyed("detainee"),
        contacts=keyed("contact"),
    )


def _photo(entry: Entry, world: World) -> SampleFile:
    said = dict(entry.table["photo"])
    name = said.pop("file")
    about: dict[str, Any] = {
        "media_type": "image/jpeg",
        "file_name": name,
        "detainee_id": world.find("detainee", entry.key),
        "origin": said.pop("origin", ""),
        "taken": read_date(said.pop("taken", "")),
    }
    if said:  # what is left is the origin in other languages
        about["wordings"] = {"origin": {lang: text["origin"] for lang, text in said.items()}}
    return SampleFile(
        sample_id("attachment", f"photo.{entry.key}", entry.index),
        AttachmentRole.PHOTO,
        photo_path(name).read_bytes(),
        about,
    )


def _has_text(entry: Entry, world: World) -> bool:
    return entry.kind == "source" and bool(world.texts.get(entry.key))


def _kept_text(entry: Entry, world: World) -> SampleFile:
    """The passages that are cited, as a file: they are all that the sample has of a source."""
    return SampleFile(
        sample_id("attachment", f"text.{entry.key}", entry.index),
        AttachmentRole.CAPTURE,
        world.texts[entry.key].encode(),
        {
            "media_type": "text/plain",
            "file_name": f"{entry.key}.txt",
            "source_id": world.find("source", entry.key),
            "origin": "written for the sample",
            "wordings": {"origin": dict(_WRITTEN)},
        },
    )
