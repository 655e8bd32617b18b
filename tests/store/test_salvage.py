"""Saving what can be read of a damaged vault: whole where it can be, told where it cannot."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pytest

from caseapp.domain.vocabulary import NameScript
from caseapp.store.damage import keys_of
from caseapp.store.errors import DamagedVaultError, NothingToSaveError
from caseapp.store.folder import VaultFolder
from caseapp.store.history import SAVED, Action
from caseapp.store.records import Detainee, NameForm
from caseapp.store.salvage import Salvaged, salvage
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.store.every_kind import content

PAGE = 4096


def saved(folder: Path, target: Path) -> Salvaged:
    described = VaultFolder.load(folder)
    return salvage(described, keys_of(described, PASSPHRASE), target)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def spoil(database: Path, pages: list[int]) -> None:
    with database.open("r+b") as file:
        for page in pages:
            file.seek(page * PAGE + 1000)
            file.write(b"damage")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with 400 cases, written in twenty actions."""
    path = tmp_path_factory.mktemp("many") / "vault"
    with Vault.create(path, PASSPHRASE, name="Office", cost=CHEAP) as vault:
        for part in range(20):
            records = []
            for number in range(20):
                case = Detainee(serial=20 * part + number + 1, fictitious=True, summary="x " * 200)
                name = NameForm(detainee_id=case.id, text=f"Үлгі {number}", script=NameScript.EN)
                records += [case, name]
            vault.save(*records, action=Action("Fill"))
    return path


def test_of_a_sound_vault_everything_is_saved_and_the_old_one_is_not_touched(
    filled_folder, copy_of, tmp_path
):
    folder = copy_of(filled_folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        before, generation = content(vault), vault.generation
    seen = digests(folder)
    made = saved(folder, tmp_path / "new")
    assert digests(folder) == seen
    assert made.is_whole
    assert made.files == 2
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        assert content(vault) == before
        assert vault.generation == generation + 1
        assert vault.check() == []
        assert vault.folder.name == VaultFolder.load(folder).name
    assert not list((tmp_path / "new").glob("damaged*"))


def test_the_newest_saves_come_out_of_the_wal_of_a_crashed_vault(filled_folder, copy_of, tmp_path):
    folder = copy_of(filled_folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        vault.save(Detainee(summary="the newest"), action=Action("New"))
        crashed = Path(shutil.copytree(folder, tmp_path / "crashed"))
        before = content(vault)
    assert saved(crashed, tmp_path / "new").is_whole
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        assert content(vault) == before


@pytest.mark.parametrize("seed", range(4))
def test_what_a_bad_page_took_is_built_from_the_history_or_counted(many, tmp_path, seed):
    folder = Path(shutil.copytree(many, tmp_path / "vault"))
    database = folder / "case.db"
    chance = random.Random(seed)
    pages = chance.sample(range(60, database.stat().st_size // PAGE), 12)
    spoil(database, pages)
    seen = digests(folder)
    try:
        made = saved(folder, tmp_path / "new")
    except NothingToSaveError:
        with pytest.raises(DamagedVaultError), Vault.open(folder, PASSPHRASE) as vault:
            content(vault)
        return
    assert digests(folder) == seen
    with Vault.open(tmp_path / "new", PASSPHRASE) as vault:
        cases = vault.all(Detainee)
        names = vault.all(NameForm)
        assert len(cases) + sum(k.lost for k in made.kinds if k.name == "detainee") >= 400
        assert {name.detainee_id for name in names} <= {case.id for case in cases}
        (newest,) = vault.read(newest_actions)
        assert newest == SAVED
        assert [f for f in vault.check() if not f.detail.endswith(": missing")] == []
    assert made.read > 0


def newest_actions(session) -> list[str]:
    from sqlalchemy import text

    return list(session.scalars(text("SELECT label FROM action ORDER BY seq DESC LIMIT 1")))


def test_a_bad_page_of_a_table_alone_loses_nothing_because_the_history_tells_it(many, tmp_path):
    for page in range(230, 500, 30):
        folder = Path(shutil.copytree(many, tmp_path / f"vault{page}"))
        spoil(folder / "case.db", [page])
        target = tmp_path / f"new{page}"
        try:
            made = saved(folder, target)
        except NothingToSaveError:
            assert not target.exists()
            continue
        counts = {one.name: one.rebuilt for one in made.kinds}
        if counts["detainee"] + counts["name_form"] and made.is_whole:
            with Vault.open(target, PASSPHRASE) as vault:
                assert len(vault.all(Detainee)) == len(vault.all(NameForm)) == 400
                assert vault.check() == []
            return
    raise AssertionError("no page of a table was found")
