"""Damage to the database and its WAL: told, or harmless; never an empty or shorter vault."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from caseapp.domain.vocabulary import NameScript
from caseapp.store.engine import create_database
from caseapp.store.errors import DamagedVaultError, DatabaseMissingError, StoreError
from caseapp.store.folder import VaultFolder
from caseapp.store.history import Action
from caseapp.store.keys import KeyFile
from caseapp.store.records import KINDS, Detainee, NameForm
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.store.every_kind import content, fill

PAGE = 4096
FLIPS = 120
"""In the database alone; as many in the WAL as below."""

State = dict[Any, dict[str, Any]]
Flaw = Callable[[Path], None]


@pytest.fixture(scope="module")
def crash(
    filled_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[State]]:
    """A vault that was not closed, much of it in the WAL alone; its contents after each save."""
    folder, found = tmp_path_factory.mktemp("crashed"), []
    with Vault.open(Path(shutil.copytree(filled_folder, folder / "open")), PASSPHRASE) as vault:
        found.append(content(vault))
        for n in range(6):
            case = vault.all(Detainee)[0]
            case.summary = f"save {n} " * 300
            name = NameForm(detainee_id=case.id, text=f"name {n}", script=NameScript.EN)
            vault.save(case, name, action=Action("Edit"))
            found.append(content(vault))
        # What lies on the disk while a vault is open is what a crash leaves behind.
        shutil.copytree(vault.folder.path, folder / "crashed")
    assert (folder / "crashed" / "case.db-wal").stat().st_size > 40 * PAGE
    return folder / "crashed", found


@pytest.fixture
def crashed(crash: tuple[Path, list[State]]) -> Path:
    return crash[0]


@pytest.fixture
def states(crash: tuple[Path, list[State]]) -> list[State]:
    """The first is also that of the closed vault from which the crashed one began."""
    return crash[1]


def opened(folder: Path) -> tuple[State | StoreError, list[str]]:
    """What a person meets: a refusal, or the content with what `check` says of it."""
    try:
        vault = Vault.open(folder, PASSPHRASE)
    except StoreError as error:
        return error, []
    with vault:
        try:
            result: State | StoreError = content(vault)
        except StoreError as error:
            result = error
        return result, [f"{f.check}: {f.detail}" for f in vault.check()]


def flip(path: Path, position: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(position)
        (byte,) = file.read(1)
        file.seek(position)
        file.write(bytes([byte ^ 1 << bit]))


def positions(size: int, count: int, *, seed: int) -> list[tuple[int, int]]:
    """Random bits, a tenth of them in the first page, where the header and the salt are."""
    chance = random.Random(seed)
    first = [chance.randrange(PAGE) for _ in range(count // 10)]
    rest = [chance.randrange(size) for _ in range(count - len(first))]
    return [(position, chance.randrange(8)) for position in first + rest]


# -- the database ------------------------------------------------------------------------------
@pytest.mark.parametrize("part", range(6))
def test_a_flipped_bit_of_the_database_is_told_or_changes_nothing(
    filled_folder, copy_of, states, part
):
    size = (filled_folder / "case.db").stat().st_size
    refused = silent = 0
    for position, bit in positions(size, FLIPS, seed=1)[part::6]:
        folder = copy_of(filled_folder)
        flip(folder / "case.db", position, bit)
        result, findings = opened(folder)
        shutil.rmtree(folder)
        if isinstance(result, StoreError):
            assert type(result) is DamagedVaultError, position
            refused += 1
        else:
            assert result == states[0], position
            # The first 16 bytes are a copy of the salt, which comes from the key.
            assert findings or position < 16, position
            silent += not findings
    assert refused > 0
    assert silent <= 1


def test_damage_stays_damage_at_every_further_try_and_the_rest_can_still_be_read(
    filled_folder, copy_of, states
):
    readable = 0
    for page in range(2, (filled_folder / "case.db").stat().st_size // PAGE):
        folder = copy_of(filled_folder)
        flip(folder / "case.db", page * PAGE + 2000, 1)
        if isinstance(opened(folder)[0], DamagedVaultError):
            with suppress(DamagedVaultError), Vault.open(folder, PASSPHRASE) as vault:
                for _ in range(2):
                    with pytest.raises(DamagedVaultError):
                        content(vault)
                for name, kind in KINDS.items():
                    with suppress(DamagedVaultError):
                        found = {(name, record.id) for record in vault.all(kind)}
                        assert found == {key for key in states[0] if key[0] == name}
                        readable += 1
        shutil.rmtree(folder)
        if readable > 40:
            return
    raise AssertionError("no page was found whose damage leaves other records readable")


def cut(size: Callable[[int], int]) -> Flaw:
    def deed(folder: Path) -> None:
        database = folder / "case.db"
        with database.open("r+b") as file:
            file.truncate(size(database.stat().st_size))

    return deed


def _grown(folder: Path) -> None:
    with (folder / "case.db").open("ab") as file:
        file.write(random.Random(4).randbytes(PAGE))


def _plain_sqlite(folder: Path) -> None:
    (folder / "case.db").unlink()
    connection = sqlite3.connect(folder / "case.db")
    connection.execute("CREATE TABLE detainee (id)")
    connection.commit()
    connection.close()


def _zeros(folder: Path) -> None:
    database = folder / "case.db"
    database.write_bytes(bytes(database.stat().st_size))


def _zeros_in_the_middle(folder: Path) -> None:
    with (folder / "case.db").open("r+b") as file:
        file.seek(20 * PAGE)
        file.write(bytes(10 * PAGE))


def _two_pages_exchanged(folder: Path) -> None:
    database = folder / "case.db"
    data = database.read_bytes()
    one, two = data[9 * PAGE : 10 * PAGE], data[30 * PAGE : 31 * PAGE]
    assert one != two
    database.write_bytes(
        data[: 9 * PAGE] + two + data[10 * PAGE : 30 * PAGE] + one + data[31 * PAGE :]
    )


def _missing(folder: Path) -> None:
    (folder / "case.db").unlink()


FLAWS: dict[str, Flaw] = {
    "nothing left": cut(lambda size: 0),
    "one byte left": cut(lambda size: 1),
    "one page left": cut(lambda size: PAGE),
    "two pages left": cut(lambda size: 2 * PAGE),
    "half left": cut(lambda size: size // PAGE // 2 * PAGE),
    "one page short": cut(lambda size: size - PAGE),
    "one byte short": cut(lambda size: size - 1),
    "a foreign page at the end": _grown,
    "plain SQLite": _plain_sqlite,
    "all zeros": _zeros,
    "zeros in the middle": _zeros_in_the_middle,
    "two pages exchanged": _two_pages_exchanged,
    "no file": _missing,
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_database_cut_filled_or_exchanged_is_told(filled_folder, copy_of, states, flaw):
    folder = copy_of(filled_folder)
    FLAWS[flaw](folder)
    result, findings = opened(folder)
    if flaw == "no file":
        assert isinstance(result, DatabaseMissingError)
        assert not (folder / "case.db").exists()
    elif isinstance(result, StoreError):
        assert type(result) is DamagedVaultError
    else:
        assert result == states[0]  # nothing is missing from it
        assert findings or flaw == "a foreign page at the end"


@pytest.mark.parametrize("size", [0, 1, 16, 100, 512, PAGE - 1, PAGE])
def test_what_is_left_of_a_database_never_opens_as_an_empty_vault(filled_folder, copy_of, size):
    folder = copy_of(filled_folder)
    cut(lambda _: size)(folder)
    with pytest.raises(DamagedVaultError):
        Vault.open(folder, PASSPHRASE)
    assert (folder / "case.db").stat().st_size == size


def test_the_database_of_another_vault_is_damage_and_not_a_wrong_passphrase(
    filled_folder, copy_of, tmp_path
):
    other = tmp_path / "other"
    with Vault.create(other, PASSPHRASE, cost=CHEAP) as vault:
        fill(vault)
    folder = copy_of(filled_folder)
    shutil.copy(other / "case.db", folder / "case.db")
    with pytest.raises(DamagedVaultError):
        Vault.open(folder, PASSPHRASE)


def test_a_database_that_was_never_finished_is_damage_and_is_not_made_a_vault(
    filled_folder, copy_of
):
    folder = copy_of(filled_folder)
    (folder / "case.db").unlink()
    described = VaultFolder.load(folder)
    create_database(described.database, KeyFile.open(described, PASSPHRASE))
    before = described.database.read_bytes()
    with pytest.raises(DamagedVaultError):
        Vault.open(folder, PASSPHRASE)
    assert described.database.read_bytes() == before


def test_a_database_that_names_another_vault_as_its_own_is_damage(filled_folder, copy_of):
    folder = copy_of(filled_folder)
    with Vault.open(folder, PASSPHRASE) as vault, vault._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = 'other' WHERE name = 'store_id'")
    with pytest.raises(DamagedVaultError):
        Vault.open(folder, PASSPHRASE)


# -- the WAL -----------------------------------------------------------------------------------
def judge_wal(folder: Path, states: list[State]) -> int:
    """Which of the states the vault opened in; the last one, or `check` says what is missing."""
    result, findings = opened(folder)
    assert not isinstance(result, StoreError), result
    assert result in states  # whole saves, none by halves
    place = states.index(result)
    if place < len(states) - 1:
        assert any(finding.startswith("generation: writes are missing") for finding in findings)
    else:
        assert findings == []
    return place


def test_a_crashed_vault_opens_with_all_that_was_saved(crashed, copy_of, states):
    assert judge_wal(copy_of(crashed), states) == len(states) - 1


@pytest.mark.parametrize("part", range(4))
def test_a_flipped_bit_of_the_wal_loses_no_save_in_silence(crashed, copy_of, states, part):
    size = (crashed / "case.db-wal").stat().st_size
    places = []
    for position, bit in positions(size, 60, seed=2)[part::4]:
        folder = copy_of(crashed)
        flip(folder / "case.db-wal", position, bit)
        places.append(judge_wal(folder, states))
        shutil.rmtree(folder)
    assert min(places) < len(states) - 1


@pytest.mark.parametrize("left", [0, 1, 31, 32, 33, 32 + 24, 0.2, 0.5, 0.9, 0.999])
def test_a_wal_cut_short_loses_no_save_in_silence(crashed, copy_of, states, left):
    folder = copy_of(crashed)
    wal = folder / "case.db-wal"
    size = int(left * wal.stat().st_size) if isinstance(left, float) else left
    with wal.open("r+b") as file:
        file.truncate(size)
    assert judge_wal(folder, states) < len(states) - 1


def test_a_missing_wal_loses_no_save_in_silence(crashed, copy_of, states):
    folder = copy_of(crashed)
    (folder / "case.db-wal").unlink()
    assert judge_wal(folder, states) == 0


def test_a_wal_of_another_vault_is_not_taken_in(crashed, copy_of, states, tmp_path):
    with Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP) as vault:
        fill(vault)
        foreign = (vault.folder.path / "case.db-wal").read_bytes()
    folder = copy_of(crashed)
    (folder / "case.db-wal").write_bytes(foreign)
    result, findings = opened(folder)
    if isinstance(result, StoreError):
        assert type(result) is DamagedVaultError
    else:
        assert result == states[0]
        assert findings


def test_a_bit_of_a_page_that_the_wal_brings_anew_does_no_harm_or_is_told(crashed, copy_of, states):
    size = (crashed / "case.db").stat().st_size
    for position, bit in positions(size, 12, seed=3):
        folder = copy_of(crashed)
        flip(folder / "case.db", position, bit)
        result, findings = opened(folder)
        shutil.rmtree(folder)
        if isinstance(result, StoreError):
            assert type(result) is DamagedVaultError
        else:
            assert result == states[-1] or findings
            assert result == states[-1]


# -- the past ----------------------------------------------------------------------------------
def test_an_older_copy_of_the_database_put_back_is_told_from_then_on(
    filled_folder, copy_of, states
):
    folder = copy_of(filled_folder)
    shutil.copy(folder / "case.db", folder.parent / "old.db")
    with Vault.open(folder, PASSPHRASE) as vault:
        for n in range(3):
            vault.save(Detainee(summary=str(n)), action=Action("New"))
        generation = vault.generation
    shutil.copy(folder.parent / "old.db", folder / "case.db")
    for _ in range(2):
        result, findings = opened(folder)
        assert result == states[0]
        assert findings == [f"generation: writes are missing: {generation - 3} of {generation}"]
    with Vault.open(folder, PASSPHRASE) as vault:
        for n in range(5):
            vault.save(Detainee(summary=str(n)), action=Action("New"))
    assert len(opened(folder)[1]) == 1


@pytest.mark.parametrize("seen", [None, b"", b"x" * 24, bytes(24), b"x" * 5000])
def test_a_missing_or_unsound_witness_stops_nobody_and_is_made_anew(filled_folder, copy_of, seen):
    folder = copy_of(filled_folder)
    sound = (folder / "seen").read_bytes()
    assert (folder / "seen").stat().st_mode & 0o777 == 0o600
    if seen is None:
        (folder / "seen").unlink()
    else:
        (folder / "seen").write_bytes(seen)
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.check() == []
    assert (folder / "seen").read_bytes() == sound
    assert (folder / "seen").stat().st_mode & 0o777 == 0o600


def test_a_witness_that_cannot_be_written_stops_no_save(filled_folder, copy_of):
    folder = copy_of(filled_folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        (folder / "seen").unlink()
        (folder / "seen").mkdir()
        vault.save(Detainee(summary="saved all the same"), action=Action("New"))
        assert vault.check() == []
    (folder / "seen").rmdir()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.all(Detainee)[-1].summary == "saved all the same"


# -- attached files ----------------------------------------------------------------------------
def test_a_damaged_and_a_missing_file_are_found_and_name_their_record(filled):
    first, second = sorted(filled.folder.attachments.rglob("*.enc"))
    flip(first, 100, 3)
    second.unlink()
    findings = filled.check()
    assert len(findings) == 2
    assert {f.check.split(" ")[0] for f in findings} == {"attachment"}
    assert "портрет" not in str(findings)
    told = " ".join(f.detail for f in findings)
    assert "damaged" in told
    assert "missing" in told
