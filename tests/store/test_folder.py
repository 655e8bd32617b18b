"""The vault folder: what is made, what is recognised, and how each refusal reads."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from caseapp.store import errors
from caseapp.store.engine import checkpoint_and_close, create_database, make_engine
from caseapp.store.errors import (
    DamagedDescriptionError,
    FolderNotEmptyError,
    NewerVaultError,
    NotAVaultError,
    StoreError,
    UnusablePathError,
    VaultMissingError,
)
from caseapp.store.folder import NAME_LIMIT, VaultFolder, new_vault_folder
from caseapp.store.keys import KeyFile
from caseapp.system import files


def tree(path: Path) -> list[str]:
    return sorted(str(p.relative_to(path)) for p in path.rglob("*"))


# -- making ------------------------------------------------------------------------------------
def test_a_new_folder_is_private_and_describes_itself(tmp_path):
    made = VaultFolder.create(tmp_path / "new" / "vault", "Қамаудағылар")
    assert tree(made.path) == ["STORE.json", "att", "tmp"]
    for path in (made.path, made.attachments, made.temporary):
        assert path.stat().st_mode & 0o777 == 0o700
    assert made.description_file.stat().st_mode & 0o777 == 0o600
    assert json.loads(made.description_file.read_text("utf-8")) == {
        "format": "case-file vault",
        "format_version": 1,
        "store_id": str(made.store_id),
        "name": "Қамаудағылар",
    }
    assert VaultFolder.load(made.path) == made


def test_files_stay_private_under_a_careless_umask(tmp_path, cheap):
    before = os.umask(0)
    try:
        with new_vault_folder(tmp_path / "vault") as folder:
            master = KeyFile.create(folder, "x", cheap)
            create_database(folder.database, master)
            engine = make_engine(folder.database, master)
            with engine.begin() as connection:
                connection.exec_driver_sql("CREATE TABLE t(a)")
            wal = folder.path / "case.db-wal"
            assert wal.stat().st_mode & 0o777 == 0o600
            checkpoint_and_close(engine)
    finally:
        os.umask(before)
    for path in (tmp_path / "vault").rglob("*"):
        expected = 0o700 if path.is_dir() else 0o600
        assert path.stat().st_mode & 0o777 == expected, path.name


def test_two_vaults_have_different_ids_and_an_empty_name_is_allowed(tmp_path):
    one, two = VaultFolder.create(tmp_path / "a"), VaultFolder.create(tmp_path / "b")
    assert one.store_id != two.store_id
    assert VaultFolder.load(one.path).name == ""


def test_an_empty_folder_may_become_a_vault(tmp_path):
    (tmp_path / "empty").mkdir(mode=0o755)
    made = VaultFolder.create(tmp_path / "empty")
    assert made.path.stat().st_mode & 0o777 == 0o700


def test_a_folder_with_anything_in_it_is_refused_and_untouched(tmp_path):
    occupied = tmp_path / "occupied"
    occupied.mkdir()
    (occupied / "letter.txt").write_text("mine")
    for _ in range(2):
        with pytest.raises(FolderNotEmptyError):
            VaultFolder.create(occupied)
        with pytest.raises(FolderNotEmptyError), new_vault_folder(occupied):
            pass
    assert tree(tmp_path) == ["occupied", "occupied/letter.txt"]
    with pytest.raises(FolderNotEmptyError):
        VaultFolder.create(occupied / "letter.txt")


def test_a_vault_is_not_made_over_a_vault(folder):
    with pytest.raises(FolderNotEmptyError):
        VaultFolder.create(folder.path)
    assert VaultFolder.load(folder.path).store_id == folder.store_id


def test_a_new_vault_appears_whole_at_the_end_of_the_block(tmp_path):
    target = tmp_path / "vault"
    with new_vault_folder(target, "Name") as building:
        assert not target.exists()
        (building.path / "keys.json").write_text("{}")
    assert VaultFolder.load(target).name == "Name"
    assert tree(target) == ["STORE.json", "att", "keys.json", "tmp"]
    assert [p.name for p in tmp_path.iterdir()] == ["vault"]


def test_a_new_vault_may_take_the_place_of_an_empty_folder(tmp_path):
    with new_vault_folder(tmp_path):
        pass
    assert VaultFolder.load(tmp_path).path == tmp_path


def test_a_failure_while_making_a_vault_leaves_nothing(tmp_path):
    with pytest.raises(KeyError), new_vault_folder(tmp_path / "vault"):
        raise KeyError
    assert tree(tmp_path) == []


def test_a_name_is_cut_to_a_sensible_length_and_can_be_changed(folder):
    longer = folder.renamed("я" * 1000)
    assert len(longer.name) == NAME_LIMIT
    assert VaultFolder.load(folder.path) == longer
    assert longer.store_id == folder.store_id


# -- recognising -------------------------------------------------------------------------------
def test_a_missing_path_is_said(tmp_path):
    with pytest.raises(VaultMissingError) as refused:
        VaultFolder.load(tmp_path / "gone")
    assert str(tmp_path / "gone") in str(refused.value)
    assert tree(tmp_path) == []


def test_a_file_and_a_foreign_folder_are_not_vaults(tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "file"):
        with pytest.raises(NotAVaultError):
            VaultFolder.load(path)


def test_another_programs_store_json_is_not_a_vault(tmp_path):
    (tmp_path / "STORE.json").write_text('{"format": "shop", "items": 3}')
    with pytest.raises(NotAVaultError):
        VaultFolder.load(tmp_path)


@pytest.mark.parametrize("neighbour", ["keys.json", "case.db"])
def test_a_vault_without_its_description_is_damaged_and_not_foreign(folder, neighbour):
    folder.description_file.unlink()
    (folder.path / neighbour).write_bytes(b"x")
    with pytest.raises(DamagedDescriptionError):
        VaultFolder.load(folder.path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\x00\xff",
        b"[" * 60_000,
        b"x" * 70_000,
        b'{"format": "case-file vault"}',
        b'{"format": "case-file vault", "format_version": "1", "store_id": "", "name": ""}',
        b'{"format": "case-file vault", "format_version": 0, "store_id": "", "name": ""}',
        b'{"format": "case-file vault", "format_version": true, "store_id": "", "name": ""}',
        b'{"format": "case-file vault", "format_version": 1, "store_id": "x", "name": ""}',
        b'{"format": "case-file vault", "format_version": 1, "store_id": 5, "name": ""}',
        b'{"format": "case-file vault", "format_version": 1,'
        b' "store_id": "00000000-0000-4000-8000-000000000000", "name": 5}',
    ],
    ids=range(13),
)
def test_an_unreadable_description_is_damage(folder, content):
    folder.description_file.write_bytes(content)
    with pytest.raises(DamagedDescriptionError):
        VaultFolder.load(folder.path)


def test_a_newer_vault_is_refused_and_left_as_it_is(folder):
    content = json.loads(folder.description_file.read_text())
    content["format_version"] = 7
    folder.description_file.write_text(json.dumps(content))
    before = {name: (folder.path / name).stat().st_mtime_ns for name in tree(folder.path)}
    with pytest.raises(NewerVaultError) as refused:
        VaultFolder.load(folder.path)
    assert "7" in str(refused.value)
    assert {name: (folder.path / name).stat().st_mtime_ns for name in tree(folder.path)} == before


def test_a_name_that_the_disk_does_not_find_is_refused_as_a_name(tmp_path, monkeypatch):
    rename = files.rename_durably

    def refuse(source, target):  # as exFAT answers to a question mark in a name
        if "?" in target.name:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), target)
        rename(source, target)

    monkeypatch.setattr(files, "rename_durably", refuse)
    with pytest.raises(UnusablePathError), new_vault_folder(tmp_path / "a?b"):
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []


def test_a_name_longer_than_the_disk_takes_is_said(tmp_path):
    with pytest.raises(UnusablePathError):
        VaultFolder.create(tmp_path / ("n" * 300))
    with pytest.raises(UnusablePathError):
        VaultFolder.load(tmp_path / ("n" * 300))


CREATE_AS_NOBODY = """if True:
    import os, sys
    from pathlib import Path
    from caseapp.store.errors import ReadOnlyVaultError
    from caseapp.store.folder import VaultFolder
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        VaultFolder.create(Path(sys.argv[1]))
    except ReadOnlyVaultError:
        sys.exit(7)
"""


def test_a_place_that_may_not_be_written_is_said(tmp_path):
    for folder in tmp_path.parents[:2]:
        folder.chmod(0o755)
    tmp_path.chmod(0o555)
    arguments = [sys.executable, "-c", CREATE_AS_NOBODY, str(tmp_path / "vault")]
    assert subprocess.run(arguments, check=False).returncode == 7
    assert tree(tmp_path) == []


# -- tidying -----------------------------------------------------------------------------------
def test_what_an_interrupted_run_left_is_cleared_and_the_vault_is_not(folder):
    (folder.temporary / "work").mkdir()
    (folder.temporary / "work" / "half").write_bytes(b"x")
    (folder.temporary / "half").write_bytes(b"x")
    (folder.path / ".keys.json.00ff.tmp").write_bytes(b"x")
    (folder.path / "notes.txt").write_text("someone's own file")
    assert folder.clear_temporary() == 3
    assert tree(folder.path) == ["STORE.json", "att", "notes.txt", "tmp"]
    assert folder.clear_temporary() == 0


def test_clearing_does_not_follow_a_link_out_of_the_vault(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    (folder.temporary / "link").symlink_to(outside)
    folder.clear_temporary()
    assert (outside / "precious").exists()
    assert not (folder.temporary / "link").exists()


def test_rights_lost_by_copying_are_taken_away_again(folder):
    (folder.attachments / "ab").mkdir(mode=0o755)
    loose = folder.attachments / "ab" / "x.enc"
    loose.write_bytes(b"x")
    for path in folder.path.rglob("*"):
        path.chmod(0o777)
    folder.make_private()
    for path in folder.path.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)


# -- sentences ---------------------------------------------------------------------------------
def test_every_failure_has_its_own_sentence():
    family = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, StoreError)
    ]
    sentences = [kind.sentence for kind in family]
    assert len(family) >= 20
    assert len(set(sentences)) == len(sentences)
    assert all(sentence.endswith(".") for sentence in sentences)


def test_a_failure_carries_its_values_apart_from_its_sentence():
    error = VaultMissingError(path="/x/{y}")
    assert str(error).startswith("There is no vault at /x/{y}.")
    assert error.params == {"path": "/x/{y}"}
    assert str(StoreError("Own words {n}.", n=1)) == "Own words 1."
