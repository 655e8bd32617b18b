"""case.db: opened only when it is ours, whole and alone; every fault told apart."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.pool import QueuePool

from caseapp.store import engine as engine_module
from caseapp.store.engine import (
    APPLICATION_ID,
    checkpoint_and_close,
    create_database,
    fts_secure_delete,
    make_engine,
    outside_transaction,
    require_library,
    translate_errors,
)
from caseapp.store.errors import (
    DamagedVaultError,
    DatabaseMissingError,
    DiskFaultError,
    DiskFullError,
    ReadOnlyVaultError,
    StoreError,
    UnsuitableLibraryError,
    VaultInUseError,
)
from caseapp.store.integrity import integrity_report
from caseapp.store.keys import MasterKey

WITNESS = "Фамилия-Свидетеля-Zhaqsylyq"
ROWS = 400


@pytest.fixture
def database(tmp_path: Path, master: MasterKey) -> Path:
    """A closed database with `ROWS` rows, an index and a full-text table."""
    path = tmp_path / "case.db"
    create_database(path, master)
    engine = make_engine(path, master)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
        connection.exec_driver_sql("CREATE VIRTUAL TABLE words USING fts5(name)")
        rows = [{"id": n, "name": f"{WITNESS} {n} " + "x" * 200} for n in range(ROWS)]
        connection.execute(text("INSERT INTO person VALUES (:id, :name)"), rows)
        connection.execute(text("INSERT INTO words(rowid, name) VALUES (:id, :name)"), rows)
    checkpoint_and_close(engine)
    return path


def content(engine: Engine) -> list[tuple[int, str]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT id, name FROM person"))]


def pragma(engine: Engine, name: str) -> object:
    with outside_transaction(engine) as connection:
        return connection.driver_connection.execute(f"PRAGMA {name}").fetchone()[0]


# -- creation ----------------------------------------------------------------------------------
def test_a_new_database_is_private_encrypted_and_ours(tmp_path, master):
    path = tmp_path / "case.db"
    create_database(path, master)
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"SQLite" not in path.read_bytes()
    engine = make_engine(path, master)
    assert pragma(engine, "application_id") == APPLICATION_ID
    assert pragma(engine, "user_version") == 0
    assert integrity_report(engine) == []
    checkpoint_and_close(engine)


def test_nothing_is_created_over_an_existing_file(database, master):
    before = database.read_bytes()
    with pytest.raises(FileExistsError):
        create_database(database, MasterKey.generate())
    assert database.read_bytes() == before


def test_names_with_marks_of_a_web_address_are_plain_names(tmp_path, master):
    path = tmp_path / "a b%20?mode=memory#Қ.db"
    create_database(path, master)
    assert path.stat().st_size > 0
    engine = make_engine(path, master)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t(a)")
    engine.dispose()
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name]


# -- how it is open ----------------------------------------------------------------------------
def test_every_setting_took_effect(database, master):
    engine = make_engine(database, master)
    expected = {
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "fullfsync": 1,
        "checkpoint_fullfsync": 1,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "cipher_log_level": "NONE",
        "cipher_page_size": "4096",
        "cipher_hmac_algorithm": "HMAC_SHA512",
    }
    assert {name: pragma(engine, name) for name in expected} == expected
    assert isinstance(engine.pool, QueuePool)
    assert engine.pool.size() == 1
    engine.dispose()


def test_no_shared_memory_file_appears(database, master):
    engine = make_engine(database, master)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM person WHERE id = 1"))
    names = {p.name for p in database.parent.iterdir()}
    assert "case.db-wal" in names
    assert "case.db-shm" not in names
    engine.dispose()


def test_closing_leaves_one_file_and_may_be_done_twice(database, master):
    engine = make_engine(database, master)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM person WHERE id = 1"))
    checkpoint_and_close(engine)
    checkpoint_and_close(engine)
    assert [p.name for p in database.parent.iterdir()] == ["case.db"]
    engine = make_engine(database, master)
    assert len(content(engine)) == ROWS - 1
    engine.dispose()


def test_a_transaction_is_a_writer_from_its_first_statement(database, master):
    engine = make_engine(database, master)
    seen: list[str] = []
    with outside_transaction(engine) as connection:
        connection.driver_connection.set_trace_callback(seen.append)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    assert seen[:2] == ["BEGIN IMMEDIATE", "SELECT 1"]
    engine.dispose()


def test_a_failed_transaction_takes_its_tables_back_too(database, master):
    engine = make_engine(database, master)

    def half_way() -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE half(a)")
            connection.exec_driver_sql("ALTER TABLE person ADD COLUMN half TEXT")
            connection.execute(text("DELETE FROM person"))
            raise KeyError

    with pytest.raises(KeyError):
        half_way()
    with engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
        columns = connection.exec_driver_sql("PRAGMA table_info(person)").all()
    assert "half" not in names
    assert len(columns) == 2
    assert len(content(engine)) == ROWS
    engine.dispose()


def test_an_error_does_not_repeat_what_the_record_says(database, master):
    engine = make_engine(database, master)
    statement = text("INSERT INTO person SELECT 9999, name FROM person WHERE name = :n")
    name = f"{WITNESS} 1 " + "x" * 200
    with pytest.raises(IntegrityError) as refused, engine.begin() as connection:
        connection.execute(statement, {"n": name})
    assert WITNESS not in str(refused.value)
    engine.dispose()


def test_two_threads_take_turns_on_the_one_connection(database, master):
    import threading

    engine = make_engine(database, master)

    def add(start: int) -> None:
        for n in range(start, start + 50):
            with engine.begin() as connection:
                connection.execute(text("INSERT INTO person VALUES (:n, :n)"), {"n": n})

    threads = [threading.Thread(target=add, args=(start,)) for start in (1000, 2000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(content(engine)) == ROWS + 100
    engine.dispose()


# -- the library -------------------------------------------------------------------------------
def test_the_installed_library_is_recent_and_encrypts():
    require_library()


def test_an_old_library_is_refused(monkeypatch, database, master):
    monkeypatch.setattr(sqlcipher, "sqlite_version_info", (3, 51, 1))
    with pytest.raises(UnsuitableLibraryError):
        make_engine(database, master)


def test_a_library_without_encryption_is_refused(monkeypatch, database, master):
    monkeypatch.setattr(engine_module.sqlcipher, "connect", sqlite3.connect)
    with pytest.raises(UnsuitableLibraryError):
        make_engine(database, master)


# -- what is refused ---------------------------------------------------------------------------
def test_a_missing_database_is_not_made_up(tmp_path, master):
    with pytest.raises(DatabaseMissingError):
        make_engine(tmp_path / "case.db", master)
    assert list(tmp_path.iterdir()) == []


def test_sqlite_itself_is_told_not_to_make_the_file(tmp_path, master):
    with pytest.raises(sqlcipher.OperationalError):
        engine_module._connect(tmp_path / "case.db", master.database_key_hex(), 0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [0, 1, 4095])
def test_a_file_too_short_to_be_a_database_is_damage(tmp_path, master, size):
    path = tmp_path / "case.db"
    path.write_bytes(bytes(size))
    with pytest.raises(DamagedVaultError):
        make_engine(path, master)
    assert path.read_bytes() == bytes(size)


def test_a_plain_sqlite_file_is_refused_and_left_alone(tmp_path, master):
    path = tmp_path / "case.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE person(id, name)")
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DamagedVaultError):
        make_engine(path, master)
    assert path.read_bytes() == before


def test_another_encrypted_file_is_refused(tmp_path, master):
    """Right key, but not a database of this program."""
    path = tmp_path / "case.db"
    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key=\"x'{master.database_key_hex()}'\"")
    connection.execute("CREATE TABLE t(a)")
    connection.close()
    with pytest.raises(DamagedVaultError):
        make_engine(path, master)


def test_the_right_passphrase_with_another_vaults_database_is_damage(database):
    with pytest.raises(DamagedVaultError):
        make_engine(database, MasterKey.generate())


def test_a_database_cut_by_a_page_is_never_opened_as_whole(database, master):
    pages = database.stat().st_size // 4096
    for kept in (pages - 1, pages // 2, 2, 1):
        whole = database.read_bytes()
        database.write_bytes(whole[: kept * 4096])
        assert says_damage(database, master), f"{kept} of {pages} pages"
        database.write_bytes(whole)
    engine = make_engine(database, master)
    assert len(content(engine)) == ROWS
    engine.dispose()


def says_damage(path: Path, key: MasterKey) -> bool:
    """Opening or the report says so."""
    try:
        engine = make_engine(path, key, busy_seconds=0)
    except DamagedVaultError:
        return True
    try:
        return bool(integrity_report(engine))
    finally:
        engine.dispose()


@pytest.mark.parametrize("flips", [250, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_flipped_bit_is_damage_or_changes_nothing(database, master, flips):
    """Random positions, and every byte of the header, whose salt the raw key makes idle."""
    sound = database.read_bytes()
    engine = make_engine(database, master)
    expected = content(engine)
    engine.dispose()
    assert len(expected) == ROWS
    sound = database.read_bytes()
    chance = random.Random(flips)
    positions = [*range(32), *(chance.randrange(len(sound)) for _ in range(flips))]
    damaged = 0
    for position in positions:
        flipped = bytearray(sound)
        flipped[position] ^= 1 << chance.randrange(8)
        database.write_bytes(flipped)
        if says_damage(database, master):
            damaged += 1
        else:
            engine = make_engine(database, master)
            assert content(engine) == expected
            engine.dispose()
            assert position < 16, "only the idle salt may change unnoticed"
        database.write_bytes(sound)
    assert damaged >= flips


def test_a_damaged_page_is_an_error_at_the_query_and_not_a_shorter_list(database, master):
    page = bytearray(database.read_bytes())
    for start in range(10 * 4096, len(page), 4096):
        page[start + 100] ^= 1
    database.write_bytes(page)
    engine = make_engine(database, master)
    with pytest.raises(DamagedVaultError):
        content(engine)
    engine.dispose()


def test_a_page_put_in_the_place_of_another_is_noticed(database, master):
    data = bytearray(database.read_bytes())
    data[10 * 4096 : 11 * 4096], data[11 * 4096 : 12 * 4096] = (
        data[11 * 4096 : 12 * 4096],
        data[10 * 4096 : 11 * 4096],
    )
    database.write_bytes(data)
    assert says_damage(database, master)


# -- the report --------------------------------------------------------------------------------
def test_a_sound_database_with_an_unwritten_wal_reports_nothing(database, master):
    engine = make_engine(database, master)
    with engine.begin() as connection:
        connection.execute(text("UPDATE person SET name = name || 'changed'"))
    assert (database.parent / "case.db-wal").stat().st_size > 0
    assert integrity_report(engine) == []
    assert len(content(engine)) == ROWS
    engine.dispose()


WRITE_AND_DIE = """if True:
    import os, signal, sys
    from pathlib import Path
    from sqlalchemy import text
    from caseapp.store.engine import make_engine
    from caseapp.store.keys import MasterKey
    engine = make_engine(Path(sys.argv[1]), MasterKey(bytes.fromhex(sys.argv[2])))
    for turn in range(3):
        with engine.begin() as connection:
            connection.execute(text("UPDATE person SET name = name || 'again'"))
    connection = engine.connect()
    connection.execute(text("DELETE FROM person"))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def pages_in_wal(wal: bytes) -> list[int]:
    """Page numbers of the frames: 24 plain bytes each, before the encrypted page."""
    return [int.from_bytes(wal[at : at + 4], "big") for at in range(32, len(wal), 24 + 4096)]


def test_after_a_kill_the_report_raises_no_false_alarm_and_nothing_is_lost(database, master):
    """Also with a page torn in the main file, as a power cut tears it while the WAL goes back."""
    arguments = [str(database), bytes(master._bytes).hex()]
    done = subprocess.run([sys.executable, "-c", WRITE_AND_DIE, *arguments], check=False)
    assert done.returncode == -signal.SIGKILL
    torn = max(pages_in_wal((database.parent / "case.db-wal").read_bytes()))
    data = bytearray(database.read_bytes())
    data[(torn - 1) * 4096 + 512 : torn * 4096] = bytes(4096 - 512)
    database.write_bytes(data)
    engine = make_engine(database, master)
    assert integrity_report(engine) == []
    rows = content(engine)
    assert len(rows) == ROWS
    assert all(name.endswith("againagainagain") for _id, name in rows)
    engine.dispose()


def test_a_damaged_wal_gives_an_earlier_save_and_never_a_mixture(database, master):
    """SECURITY.md says so: the saves from the damage on are gone, what was before is whole."""
    arguments = [str(database), bytes(master._bytes).hex()]
    subprocess.run([sys.executable, "-c", WRITE_AND_DIE, *arguments], check=False)
    wal = database.parent / "case.db-wal"
    sound, sound_wal = database.read_bytes(), wal.read_bytes()
    chance = random.Random(24)
    states = set()
    for position in [0, *(chance.randrange(len(sound_wal)) for _ in range(40))]:
        flipped = bytearray(sound_wal)
        flipped[position] ^= 1 << chance.randrange(8)
        database.write_bytes(sound)
        wal.write_bytes(flipped)
        engine = make_engine(database, master)
        assert integrity_report(engine) == []
        rows = content(engine)
        engine.dispose()
        assert len(rows) == ROWS
        endings = {name.partition("x" * 200)[2] for _id, name in rows}
        assert len(endings) == 1
        states |= endings
    assert states == {"again" * saves for saves in range(3)}


def test_a_row_that_points_nowhere_is_found(database, master):
    engine = make_engine(database, master)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE tie(person INTEGER REFERENCES person(id))")
    with outside_transaction(engine) as connection:
        connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        connection.driver_connection.execute("INSERT INTO tie VALUES (123456)")
    findings = integrity_report(engine)
    assert [finding.check for finding in findings] == ["foreign_key_check"]
    engine.dispose()


def test_the_report_names_pages_and_no_content(database, master):
    data = bytearray(database.read_bytes())
    data[10 * 4096 + 50] ^= 1
    database.write_bytes(data)
    engine = make_engine(database, master)
    findings = integrity_report(engine)
    engine.dispose()
    assert "cipher_integrity_check" in {finding.check for finding in findings}
    assert "integrity_check" in {finding.check for finding in findings}
    assert all(WITNESS not in finding.detail for finding in findings)


# -- two at once -------------------------------------------------------------------------------
WRITE_BESIDE = """if True:
    import sys
    from pathlib import Path
    from caseapp.store.engine import make_engine
    from caseapp.store.errors import VaultInUseError
    from caseapp.store.keys import MasterKey
    try:
        make_engine(Path(sys.argv[1]), MasterKey(bytes.fromhex(sys.argv[2])), busy_seconds=0.2)
    except VaultInUseError:
        sys.exit(7)
"""


def refused_beside(database: Path, master: MasterKey) -> bool:
    arguments = [str(database), bytes(master._bytes).hex()]
    done = subprocess.run([sys.executable, "-c", WRITE_BESIDE, *arguments], check=False)
    assert done.returncode in (0, 7)
    return done.returncode == 7


def test_a_second_process_without_the_lock_file_is_refused_by_the_database(database, master):
    engine = make_engine(database, master)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM person WHERE id = 1"))
    assert refused_beside(database, master)
    assert len(content(engine)) == ROWS - 1
    checkpoint_and_close(engine)
    assert not refused_beside(database, master)


def test_the_lock_holds_from_opening_even_before_a_first_query(database, master):
    engine = make_engine(database, master)
    with pytest.raises(VaultInUseError):
        make_engine(database, master, busy_seconds=0)
    assert refused_beside(database, master), "the refused attempt must not drop the lock"
    engine.dispose()


# -- disk --------------------------------------------------------------------------------------
def test_a_full_disk_is_said_and_the_earlier_state_stays(database, master):
    """SQLite's own limit of pages gives its own SQLITE_FULL."""
    engine = make_engine(database, master)
    pages = pragma(engine, "page_count")
    pragma(engine, f"max_page_count={pages}")
    with pytest.raises(DiskFullError), engine.begin() as connection:
        connection.execute(text("UPDATE person SET name = name || :more"), {"more": "y" * 3000})
    assert len(content(engine)) == ROWS
    pragma(engine, "max_page_count=1000000")
    with engine.begin() as connection:
        connection.execute(text("UPDATE person SET name = name || :more"), {"more": "y" * 3000})
    assert integrity_report(engine) == []
    engine.dispose()


OPEN_AS_NOBODY = """if True:
    import os, sys
    from pathlib import Path
    from caseapp.store.engine import make_engine
    from caseapp.store.errors import ReadOnlyVaultError
    from caseapp.store.keys import MasterKey
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        make_engine(Path(sys.argv[1]), MasterKey(bytes.fromhex(sys.argv[2])))
    except ReadOnlyVaultError:
        sys.exit(7)
"""


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o444, 0o755), (0o000, 0o755), (0o666, 0o555)]
)
def test_what_may_not_be_written_is_said_at_opening(
    tmp_path, database, master, file_mode, folder_mode
):
    for folder in tmp_path.parents[:2]:
        folder.chmod(0o755)
    database.chmod(file_mode)
    tmp_path.chmod(folder_mode)
    before = {p.name for p in tmp_path.iterdir()}
    arguments = [str(database), bytes(master._bytes).hex()]
    done = subprocess.run([sys.executable, "-c", OPEN_AS_NOBODY, *arguments], check=False)
    assert done.returncode == 7
    assert {p.name for p in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (OSError(28, "x"), DiskFullError),
        (OSError(30, "x"), ReadOnlyVaultError),
        (PermissionError(13, "x"), ReadOnlyVaultError),
        (OSError(5, "x"), DiskFaultError),
        (sqlcipher.OperationalError("disk I/O error"), DiskFaultError),
        (sqlcipher.DatabaseError("database disk image is malformed"), DamagedVaultError),
        (
            DBAPIError("SELECT 1", {}, sqlcipher.OperationalError("database is locked")),
            VaultInUseError,
        ),
    ],
    ids=range(7),
)
def test_a_fault_becomes_the_sentence_for_it(raised, expected):
    with pytest.raises(StoreError) as translated, translate_errors():
        raise raised
    assert type(translated.value) is expected
    assert translated.value.__cause__ is raised


@pytest.mark.parametrize(
    "raised",
    [FileExistsError(17, "x"), sqlcipher.OperationalError("no such table: x"), KeyError(1)],
)
def test_what_is_not_known_stays_a_bug(raised):
    with pytest.raises(type(raised)) as kept, translate_errors():
        raise raised
    assert kept.value is raised


def test_a_mistake_in_sql_stays_a_bug_in_the_engine_too(database, master):
    engine = make_engine(database, master)
    with pytest.raises(OperationalError), engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    engine.dispose()


# -- what can be read on the disk --------------------------------------------------------------
def test_no_plain_bytes_of_a_record_are_on_the_disk(database, master):
    engine = make_engine(database, master)
    with engine.begin() as connection:
        connection.execute(text("UPDATE person SET name = name || 'x'"))
    needles = [WITNESS.encode(), WITNESS.encode("utf-16-le"), b"Zhaqsylyq", b"CREATE TABLE"]
    for path in database.parent.iterdir():
        data = path.read_bytes()
        assert not any(needle in data for needle in needles), path.name
    engine.dispose()
    assert any(needle in f"{WITNESS} CREATE TABLE".encode() for needle in needles)


def test_a_deleted_word_leaves_the_full_text_index(tmp_path, master):
    """Without the setting FTS5 keeps the word; with it, it is gone from the decrypted pages."""
    remains = {}
    for secure in (False, True):
        path = tmp_path / f"{secure}.db"
        create_database(path, master)
        engine = make_engine(path, master)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE VIRTUAL TABLE words USING fts5(name)")
            if secure:
                fts_secure_delete(connection, "words")
            for number in range(50):
                connection.execute(text(f"INSERT INTO words(name) VALUES ('other{number}')"))
            connection.execute(text("INSERT INTO words(rowid, name) VALUES (999, 'forgetme')"))
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM words WHERE rowid = 999"))
        with engine.connect() as connection:
            blocks = connection.execute(text("SELECT block FROM words_data")).scalars().all()
        remains[secure] = any(b"forgetme" in block for block in blocks)
        engine.dispose()
    assert remains == {False: True, True: False}


def test_the_secure_delete_helper_takes_table_names_only(database, master):
    engine = make_engine(database, master)
    with engine.begin() as connection, pytest.raises(ValueError, match="table name"):
        fts_secure_delete(connection, "words; DROP TABLE person")
    engine.dispose()


def test_the_file_opens_with_another_sqlcipher_connection_as_documented(database, master):
    """docs/format.md promises that the key and the cipher's defaults are enough."""
    connection = sqlcipher.connect(str(database))
    connection.execute(f"PRAGMA key=\"x'{master.database_key_hex()}'\"")
    assert connection.execute("SELECT count(*) FROM person").fetchone() == (ROWS,)
    connection.close()
    assert database.stat().st_mode & 0o777 == 0o600
