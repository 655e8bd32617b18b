"""After the keys were destroyed nothing in the folder opens the vault; nothing else is touched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from caseapp.store.destroying import destroy_keys, key_copies, remove_vault
from caseapp.store.errors import BackupNotVaultError, DamagedKeysError, NotAVaultError
from caseapp.store.recovery import reset_passphrase
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed vault with every copy of a key file that a change may leave behind."""
    path = tmp_path / "vault"
    Vault.create(path, PASSPHRASE, cost=CHEAP).close()
    for name in (
        "keys.json.prev", ".keys.json.0123456789abcdef.tmp", "rekey/keys.json",
        "rekey.part/keys.json", "rekey.part/.keys.json.00.tmp",
        "backup/backup-1/2026-01-01-000000/keys.json",
        "backup/backup-1/2026-01-02-000000.partial/keys.json",
    ):  # fmt: skip
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path / "keys.json", path / name)
    return path


def test_no_copy_of_the_key_file_is_left_and_the_vault_says_so(path):
    others = {p for p in path.rglob("*") if p.is_file()} - set(key_copies(path))
    before = {p: p.read_bytes() for p in others}
    assert len(key_copies(path)) == 8
    assert destroy_keys(path) == []
    assert key_copies(path) == []
    assert {p: p.read_bytes() for p in path.rglob("*") if p.is_file()} == before
    with pytest.raises(DamagedKeysError):
        Vault.open(path, PASSPHRASE)


def test_the_recovery_key_opens_nothing_either(tmp_path):
    path = tmp_path / "vault"
    with Vault.create(path, PASSPHRASE, cost=CHEAP) as vault:
        recovery = vault.keys.make_recovery(PASSPHRASE)
    destroy_keys(path)
    with pytest.raises(DamagedKeysError):
        reset_passphrase(path, recovery.key, "another one", CHEAP)


def test_the_bytes_are_overwritten_where_they_lie(path, tmp_path):
    held = (path / "keys.json").open("rb")
    second = tmp_path / "second name"
    os.link(path / "keys.json", second)
    old = held.read()
    destroy_keys(path)
    held.seek(0)
    assert held.read() != old
    assert len(second.read_bytes()) == len(old)
    assert b"case-file" not in second.read_bytes()
    held.close()


def test_own_backups_can_be_spared(path):
    assert destroy_keys(path, own_backups=False) == []
    assert {p.parent.parent.parent.name for p in key_copies(path)} == {"backup"}


def test_what_resists_is_named_and_the_rest_goes(path, monkeypatch):
    whole = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.name == "keys.json.prev":
            raise PermissionError
        whole(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    assert destroy_keys(path) == [path / "keys.json.prev"]
    assert b"case-file" not in (path / "keys.json.prev").read_bytes()


def test_a_link_out_of_the_folder_is_cut_and_not_followed(path, tmp_path):
    outside = tmp_path / "outside"
    outside.write_bytes(b"not ours")
    (path / "keys.json").unlink()
    (path / "keys.json").symlink_to(outside)
    assert destroy_keys(path) == []
    assert outside.read_bytes() == b"not ours"


def test_a_vault_is_removed_whole_and_what_is_none_never(path, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"x")
    with pytest.raises(NotAVaultError):
        remove_vault(tmp_path / "photos")
    assert (tmp_path / "photos" / "one.jpg").exists()
    (path / "manifest.json").write_text("{}")
    with pytest.raises(BackupNotVaultError):
        remove_vault(path)
    (path / "manifest.json").unlink()
    assert remove_vault(path) == []
    assert not path.exists()
