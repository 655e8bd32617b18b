"""Loading the sample into a vault: everything arrives, the same each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import delete

from caseapp.domain.vocabulary import AttachmentRole, Audience
from caseapp.intake.sample import load_sample, sample_files, sample_records
from caseapp.intake.sample_files import Entry, sample_entries
from caseapp.intake.sample_records import build, make_world, sample_id
from caseapp.store.casefile import load_appeal_file
from caseapp.store.records import Addressee, Attachment, Detainee, Source
from caseapp.store.recovery import SAMPLE
from caseapp.store.tables import meta
from caseapp.store.vault import Vault


def test_every_record_and_file_of_the_sample_is_in_the_vault_and_nothing_is_wrong_with_it(
    vault: Vault,
) -> None:
    load_sample(vault)
    for record in sample_records():
        assert vault.get(type(record), record.id) is not None
    for file in sample_files():
        attachment = vault.get(Attachment, file.id)
        assert attachment is not None
        assert vault.read_attachment(attachment) == file.data
    assert vault.check() == []


def test_the_sample_of_an_older_version_is_known_by_its_first_action(vault: Vault) -> None:
    """It was made before there was a note that spares it the recovery key."""
    load_sample(vault)
    with vault._alone() as engine, engine.begin() as connection:
        connection.execute(delete(meta).where(meta.c.name == SAMPLE))
    standing = vault.keys.standing()
    assert standing.sample
    assert not standing.stops(date.today())


def test_each_portrait_is_the_photo_of_its_person(vault: Vault) -> None:
    load_sample(vault)
    photos = vault.all(Attachment, role=AttachmentRole.PHOTO)
    assert {p.photo_id for p in vault.all(Detainee) if p.photo_id} == {a.id for a in photos}
    for photo in photos:
        person = vault.get(Detainee, photo.detainee_id)
        assert person is not None
        assert person.photo_id == photo.id


def test_every_fictitious_source_has_a_file_whose_hash_can_be_printed(vault: Vault) -> None:
    load_sample(vault)
    with_file = {a.source_id for a in vault.all(Attachment, role=AttachmentRole.CAPTURE)}
    assert with_file == {source.id for source in vault.all(Source) if source.fictitious}


def test_the_short_numbers_are_those_of_the_vault(vault: Vault) -> None:
    ids = load_sample(vault)
    serials = {a.audience: a.serial for a in vault.all(Addressee)}
    assert ids.addressees == serials
    assert [serials[a] for a in (Audience.HOST_STATE, Audience.DETAINING_STATE)] == [1, 2]
    file = vault.read(lambda session: load_appeal_file(session, ids.appeal_id))
    assert (file.appeal.serial, ids.appeal, ids.earlier_appeal) == (1, 1, 2)
    assert len(file.addressees) == 3


def test_the_earlier_answer_is_found_behind_the_persons_it_speaks_of(vault: Vault) -> None:
    ids = load_sample(vault)
    file = vault.read(lambda session: load_appeal_file(session, ids.appeal_id))
    steps = file.steps[ids.cases["asqar"]]
    assert [step.reply is not None for step in steps].count(True) == 1
    assert {step.addressee.audience for step in steps} == {
        Audience.HOST_STATE,
        Audience.DETAINING_STATE,
    }
    assert ids.cases["janar"] not in file.steps


def test_two_sample_vaults_hold_the_same_records(new_vault: Callable[[], Vault]) -> None:
    first, second = new_vault(), new_vault()
    assert load_sample(first) == load_sample(second)
    for kind in (Detainee, Source, Attachment):
        assert {r.id for r in first.all(kind)} == {r.id for r in second.all(kind)}


def test_loading_cannot_be_undone_piece_by_piece(vault: Vault) -> None:
    load_sample(vault)
    assert vault.undoable() == (None, None)


def test_a_key_has_the_form_of_version_7_and_keeps_the_order_of_a_file() -> None:
    one, two = sample_id("event", "b", 0), sample_id("event", "a", 1)
    assert one.version == two.version == 7
    assert one.variant == two.variant
    assert one < two


def test_names_of_a_person_sort_as_they_stand_in_the_file() -> None:
    entries = [e for e in sample_entries() if e.kind == "name_form"]
    world = make_world(sample_entries())
    for entry, following in pairwise(entries):
        if entry.parent == following.parent:
            assert world.ids["name_form", entry.key] < world.ids["name_form", following.key]


def broken(kind: str, changes: dict[str, object]) -> list[Entry]:
    """The sample's entries with one of a kind changed."""
    entries = sample_entries()
    index = next(i for i, entry in enumerate(entries) if entry.kind == kind)
    entries[index] = replace(entries[index], table={**entries[index].table, **changes})
    return entries


@pytest.mark.parametrize(
    ("kind", "changes", "complaint"),
    [
        ("event", {"narative": "misspelt"}, "no such field"),
        ("appeal_person", {"petitioner": "nobody"}, "has no contact 'nobody'"),
        ("citation", {"excerpt": "nothing.at-all"}, "has no excerpt"),
        ("event", {"kind": "vanished"}, "vanished"),
        ("event", {"ru": {"court": "суд"}}, "not in English"),
        ("addressee", {"unconfirmed": False}, "unchecked"),
    ],
)
def test_a_mistake_in_a_data_file_is_named(
    kind: str, changes: dict[str, object], complaint: str
) -> None:
    entries = broken(kind, changes)
    with pytest.raises(ValueError, match=complaint):
        build(entries, make_world(entries))


def test_a_key_used_twice_is_refused() -> None:
    entries = sample_entries()
    with pytest.raises(ValueError, match="used twice"):
        make_world([*entries, entries[0]])
