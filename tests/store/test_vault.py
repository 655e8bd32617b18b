"""A vault as a whole: made, opened, refused with a clear sentence, closed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.errors import Cancelled
from caseapp.store import engine, errors, migrate
from caseapp.store.engine import outside_transaction
from caseapp.store.errors import (
    DamagedDescriptionError,
    DamagedKeysError,
    DamagedVaultError,
    DatabaseMissingError,
    EmptyPassphraseError,
    FolderNotEmptyError,
    NewerVaultError,
    NotAVaultError,
    ReadOnlyVaultError,
    StoreError,
    VaultInUseError,
    VaultMissingError,
    WrongPassphraseError,
)
from caseapp.store.history import Action
from caseapp.store.records import KINDS, Contact, Detainee, NameForm
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress, Report
from tests.conftest import CHEAP, PASSPHRASE
from tests.store.every_kind import content

ROOT = Path(__file__).parents[2]
EDIT = Action("Edit")


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


# -- making ------------------------------------------------------------------------------------
def test_a_new_vault_is_open_empty_sound_and_private(tmp_path):
    with Vault.create(tmp_path / "vault", PASSPHRASE, name="Кеңсе", cost=CHEAP) as vault:
        assert content(vault) == {}
        assert vault.check() == []
        assert (vault.name, vault.generation) == ("Кеңсе", 0)
    for path in [tmp_path / "vault", *(tmp_path / "vault").rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_a_vault_without_a_name_is_called_by_its_folder(tmp_path):
    with Vault.create(tmp_path / "office 1", PASSPHRASE, cost=CHEAP) as vault:
        assert vault.name == "office 1"


@pytest.mark.parametrize("where", ["create_database", "migrate.upgrade", "write_birth"])
def test_a_vault_whose_making_fails_leaves_nothing_behind(tmp_path, monkeypatch, where):
    def fault(*_: object) -> None:
        raise OSError("pulled out")

    monkeypatch.setattr(f"caseapp.store.opening.{where}", fault)
    with pytest.raises(OSError, match="pulled out"):
        Vault.create(tmp_path / "vault", PASSPHRASE, cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_passphrase_and_a_used_folder_are_refused_and_untouched(tmp_path):
    with pytest.raises(EmptyPassphraseError):
        Vault.create(tmp_path / "vault", "", cost=CHEAP)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "a letter").write_text("x")
    with pytest.raises(FolderNotEmptyError):
        Vault.create(tmp_path, PASSPHRASE, cost=CHEAP)
    assert bytes_of(tmp_path) == {"a letter": b"x"}


def test_two_vaults_have_nothing_in_common(tmp_path):
    made = []
    for name in ("one", "two"):
        Vault.create(tmp_path / name, PASSPHRASE, cost=CHEAP).close()
        made.append((tmp_path / name / "case.db").read_bytes())
    pages = [{data[at : at + 64] for at in range(0, len(data), 64)} for data in made]
    assert not pages[0] & pages[1]


# -- refused -----------------------------------------------------------------------------------
def _newer_form(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault, vault._engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9001'"))
        connection.execute(text("CREATE TABLE of_the_future (a)"))


def _newer_layout(folder: Path) -> None:
    path = folder / "STORE.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format_version": 77}))


def _foreign_keys(folder: Path) -> None:
    Vault.create(folder.parent / "foreign", PASSPHRASE, cost=CHEAP).close()
    (folder.parent / "foreign" / "keys.json").replace(folder / "keys.json")


def _without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _damaged(folder: Path) -> None:
    database = folder / "case.db"
    data = bytearray(database.read_bytes())
    data[1000] ^= 1
    database.write_bytes(data)


REFUSALS: dict[str, tuple[Callable[[Path], None], str, type[StoreError], tuple[str, ...]]] = {
    "a wrong passphrase": (
        lambda folder: None, "отын-сағат", WrongPassphraseError, ("keyboard layout",),
    ),
    "a damaged database": (_damaged, PASSPHRASE, DamagedVaultError, ("damaged", "backup")),
    "a newer form": (_newer_form, PASSPHRASE, NewerVaultError, ("9001", "newer version")),
    "a newer layout": (_newer_layout, PASSPHRASE, NewerVaultError, ("77", "newer version")),
    "a missing database": (
        _without("case.db"), PASSPHRASE, DatabaseMissingError, ("case.db", "missing"),
    ),
    "missing keys": (_without("keys.json"), PASSPHRASE, DamagedKeysError, ("keys.json",)),
    "another vault's keys": (_foreign_keys, PASSPHRASE, DamagedKeysError, ("keys.json",)),
    "a missing description": (
        _without("STORE.json"), PASSPHRASE, DamagedDescriptionError, ("STORE.json", "backup"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_what_cannot_be_opened_is_refused_with_its_own_sentence_and_left_alone(
    filled_folder, copy_of, case
):
    prepare, passphrase, kind, words = REFUSALS[case]
    folder = copy_of(filled_folder)
    prepare(folder)
    before = bytes_of(folder)
    with pytest.raises(StoreError) as refused:
        Vault.open(folder, passphrase)
    assert type(refused.value) is kind
    assert all(word in str(refused.value) for word in words)
    after = bytes_of(folder)
    assert {name: data for name, data in after.items() if name != "lock"} == {
        name: data for name, data in before.items() if name != "lock"
    }
    if case == "a wrong passphrase":
        Vault.open(folder, PASSPHRASE).close()  # the refusal let go of the lock


def test_what_is_no_vault_is_told_apart_from_what_is_not_there(tmp_path):
    with pytest.raises(VaultMissingError, match="There is no vault at"):
        Vault.open(tmp_path / "nothing", PASSPHRASE)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    for name in ("folder", "file"):
        with pytest.raises(NotAVaultError, match="is not a vault"):
            Vault.open(tmp_path / name, PASSPHRASE)
    assert list((tmp_path / "folder").iterdir()) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_a_second_window_is_refused_in_this_and_in_another_process(vault):
    with pytest.raises(VaultInUseError, match="already open"):
        Vault.open(vault.folder.path, PASSPHRASE)
    script = (
        "import sys; from pathlib import Path; from caseapp.store.vault import Vault\n"
        "try: Vault.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except Exception as error: print(type(error).__name__)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(vault.folder.path), PASSPHRASE],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "VaultHeldError"
    vault.save(Detainee(), action=EDIT)  # the first one works on
    path = vault.folder.path
    vault.close()
    Vault.open(path, PASSPHRASE).close()


def test_every_refusal_has_a_sentence_of_its_own():
    kinds = [kind for _, _, kind, _ in REFUSALS.values()]
    kinds += [VaultMissingError, NotAVaultError, VaultInUseError]
    assert len({kind.sentence for kind in kinds}) == len(set(kinds)) == 9


def test_a_fault_while_opening_lets_go_of_everything(filled_folder, copy_of, monkeypatch):
    folder = copy_of(filled_folder)
    with monkeypatch.context() as patch:
        patch.setattr(migrate, "upgrade", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Vault.open(folder, PASSPHRASE)
    Vault.open(folder, PASSPHRASE).close()


def test_the_first_fault_is_told_even_if_closing_fails_too(filled_folder, copy_of, monkeypatch):
    folder = copy_of(filled_folder)

    def full(database: object) -> None:
        close(database)
        raise errors.DiskFullError

    close = engine.checkpoint_and_close
    with Vault.open(folder, PASSPHRASE) as vault, vault._engine.begin() as connection:
        connection.execute(text("UPDATE meta SET value = 'x' WHERE name = 'store_id'"))
    monkeypatch.setattr("caseapp.store.access.checkpoint_and_close", full)
    with pytest.raises(DamagedVaultError):
        Vault.open(folder, PASSPHRASE)


def test_a_folder_that_may_not_be_written_is_told(filled_folder, copy_of, monkeypatch):
    folder = copy_of(filled_folder)
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(ReadOnlyVaultError):
        Vault.open(folder, PASSPHRASE)


# -- closing -----------------------------------------------------------------------------------
def test_closing_writes_everything_back_and_may_be_done_twice(vault):
    vault.save(Detainee(summary="x"), action=EDIT)
    folder = vault.folder.path
    assert (folder / "case.db-wal").stat().st_size > 0
    vault.close()
    vault.close()
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == [
        "STORE.json", "case.db", "keys.json", "lock", "seen",
    ]  # fmt: skip


def test_a_closed_vault_does_not_open_itself_again(vault):
    case = Detainee()
    vault.save(case, action=EDIT)
    vault.close()
    held = (case.version, case.updated_at)
    for use in (
        lambda: vault.all(Detainee),
        lambda: vault.get(Detainee, case.id),
        lambda: vault.find("x"),
        lambda: vault.read(lambda session: session.scalar(select(1))),
        lambda: vault.save(Detainee(), action=EDIT),
        lambda: vault.trash(case, action=EDIT),
        lambda: vault.attach(b"x", role=AttachmentRole.OTHER, action=EDIT),
        lambda: vault.generation,
        vault.undo,
        vault.redo,
        vault.undoable,
        vault.check,
    ):
        with pytest.raises(RuntimeError, match="closed"):
            use()
    assert (case.version, case.updated_at, case.deleted_at) == (*held, None)
    assert not (vault.folder.path / "case.db-wal").exists()
    Vault.open(vault.folder.path, PASSPHRASE).close()


def test_what_is_given_to_others_is_detached(vault):
    case = Detainee(summary="one")
    vault.save(case, action=EDIT)
    got, (listed,) = vault.get(Detainee, case.id), vault.all(Detainee)
    (read,) = vault.read(lambda session: session.scalars(select(Detainee)).all())
    for record in (got, listed, read):
        record.summary = "not saved"
    assert vault.get(Detainee, case.id).summary == "one"
    vault.close()
    assert got.summary == "not saved"


def test_a_read_that_fails_disturbs_no_other(vault):
    with pytest.raises(KeyError):
        vault.read(lambda session: {}["x"])
    with pytest.raises(ZeroDivisionError):
        vault.read(lambda session: session.scalars(select(1 / 0)))
    vault.save(Detainee(), action=EDIT)
    assert len(vault.all(Detainee)) == 1


# -- what must not be told ---------------------------------------------------------------------
def test_no_kind_of_record_shows_its_content(filled):
    for kind in KINDS.values():
        for record in filled.all(kind):
            assert repr(record) == f"<{kind.__name__} {record.id}>"


def test_a_record_and_an_error_show_no_content(vault):
    case = Detainee(summary="Құпия", serial=7)
    name = NameForm(detainee_id=case.id, text="Құпия", script="kk-Cyrl")
    contact = Contact(email="kupiya@example.org")
    for record in (case, name, contact):
        assert "Құпия" not in repr(record)
        assert "kupiya" not in repr(record)
        assert str(record.id) in repr(record)
    vault.save(case, action=EDIT)
    name.script = "no such script"
    with pytest.raises(Exception, match="no such script") as refused:
        vault.save(name, action=EDIT)
    assert "Құпия" not in str(refused.value)


# -- checking ----------------------------------------------------------------------------------
def test_a_check_reports_its_files_and_can_be_cancelled(vault):
    for n in range(4):
        vault.attach(bytes([n]), role=AttachmentRole.OTHER, action=EDIT)
    told: list[Report] = []
    assert vault.check(Progress(told.append)) == []
    files = [(one.done, one.total) for one in told if one.message == "Checking attached files…"]
    assert files == [(n, 4) for n in range(4)]
    progress = Progress(lambda report: progress.cancel())
    with pytest.raises(Cancelled):
        vault.check(progress)
    assert vault.check() == []


def test_a_check_finds_a_reference_to_nothing(vault):
    case = Detainee()
    name = NameForm(detainee_id=case.id, text="x", script="en")
    vault.save(case, name, action=EDIT)
    with outside_transaction(vault._engine) as connection:
        connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        connection.driver_connection.execute("DELETE FROM detainee")
    checks = {finding.check for finding in vault.check()}
    assert {"foreign_key_check", "history"} <= checks
