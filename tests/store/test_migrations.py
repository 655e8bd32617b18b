"""Every form of the database: the newest is that of the models, older ones become it, newer
ones are left alone, and a step that fails has not happened."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.types import TypeDecorator

from caseapp.store import migrate
from caseapp.store.engine import (
    checkpoint_and_close,
    create_database,
    make_engine,
    outside_transaction,
)
from caseapp.store.errors import NewerVaultError
from caseapp.store.history import Action
from caseapp.store.integrity import integrity_report
from caseapp.store.keys import MasterKey
from caseapp.store.records import Attachment, Detainee, NameForm, Record
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE
from tests.faults.worker import worker
from tests.fixtures.make_vault import FIXTURE_PASSPHRASE, VAULTS, fingerprint
from tests.store.every_kind import FILE, content

REBUILDS = '''"""Make a table anew, to which others point, with one column more."""

import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("detainee", recreate="always") as table:
        table.add_column(sa.Column("nickname", sa.Text(), nullable=False, server_default="—"))
    op.create_table("of_the_future", sa.Column("a", sa.Integer()))
'''

FAILS = '''"""Do much, then fail."""

import sqlalchemy as sa
from alembic import op

revision = "9002"
down_revision = "9001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE name_form SET text = 'half'")
    op.drop_table("change")
    op.execute("SELECT no_such_function()")
'''

BREAKS_A_REFERENCE = '''"""Lose a row that others point to."""

from alembic import op

revision = "9002"
down_revision = "9001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM detainee")
'''


@pytest.fixture
def steps(tmp_path: Path) -> Any:
    """Makes a folder of migration steps: ours, and those given."""
    our_head = migrate.head()

    def make(*more: str) -> Path:
        folder = tmp_path / f"steps{len(more)}"
        shutil.copytree(migrate.MIGRATIONS, folder)
        for number, step in enumerate(more):
            (folder / "versions" / f"9{number}.py").write_text(step.replace("{head}", our_head))
        return folder

    return make


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file() and path.name != "lock"
    }


def form(vault: Vault) -> str | None:
    return vault.read(lambda session: migrate.current(session.connection()))


# -- the newest form is that of the models -----------------------------------------------------
def differences(connection: Connection) -> list[Any]:
    """What Alembic would change to make the database that of the models."""

    def ours(item: Any, name: str | None, kind: str, *_: object) -> bool:
        return kind != "table" or not str(name).startswith("search_text")

    def type_differs(
        _context: object, _column: object, _meta: object, there: Any, model: Any
    ) -> bool:
        stored = model.impl if isinstance(model, TypeDecorator) else model
        return stored.compile(connection.dialect) != there.compile(connection.dialect)

    options = {"compare_type": type_differs, "include_object": ours, "compare_server_default": True}
    return compare_metadata(MigrationContext.configure(connection, opts=options), Record.metadata)


def test_all_steps_together_make_exactly_the_models(vault):
    with vault._engine.connect() as connection:
        assert differences(connection) == []


@pytest.mark.parametrize(
    "deed",
    [
        "ALTER TABLE detainee ADD COLUMN more TEXT",
        "ALTER TABLE detainee DROP COLUMN summary",
        "ALTER TABLE detainee RENAME COLUMN health TO wellness",
        "DROP INDEX ix_event_kind",
        "CREATE INDEX more ON event (place)",
        "DROP INDEX uq_appeal_person_alive",
        "DROP TABLE task",
        "CREATE TABLE more (a)",
        "ALTER TABLE policy ADD COLUMN number2 INTEGER",
    ],
)
def test_the_comparison_sees_each_kind_of_difference(vault, deed):
    with vault._engine.begin() as connection:
        connection.execute(text(deed))
    with vault._engine.connect() as connection:
        assert differences(connection) != []


def test_the_comparison_sees_another_type_and_a_missing_not_null(vault):
    with outside_transaction(vault._engine) as connection:
        raw = connection.driver_connection
        for before, after in (
            ("sex VARCHAR(40)", "sex BLOB"),
            ("serial INTEGER NOT NULL", "serial INTEGER"),
        ):
            raw.execute("PRAGMA writable_schema=ON")
            raw.execute(
                "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'contact'",
                (before, after),
            )
            raw.execute("PRAGMA writable_schema=RESET")
    with vault._engine.connect() as connection:
        found = str(differences(connection))
    assert "modify_type" in found
    assert "modify_nullable" in found


def test_the_rules_of_the_tables_are_those_of_the_models(vault):
    """Checks, deferred references and partial indexes: what Alembic does not compare."""
    with vault._engine.connect() as connection:
        there = inspect(connection)
        made = dict(connection.execute(text("SELECT name, sql FROM sqlite_master")).all())
        for table in Record.metadata.sorted_tables:
            checks = {
                " ".join(str(c.sqltext).split()) for c in table.constraints if hasattr(c, "sqltext")
            }
            stored = {
                " ".join(c["sqltext"].split()) for c in there.get_check_constraints(table.name)
            }
            assert stored == checks, table.name
            keys = {
                (key["constrained_columns"][0], key["referred_table"])
                for key in there.get_foreign_keys(table.name)
            }
            expected = {(k.parent.name, k.column.table.name) for k in table.foreign_keys}
            assert keys == expected, table.name
            deferred = sum(bool(k.deferrable) for k in table.foreign_keys)
            assert made[table.name].count("DEFERRABLE INITIALLY DEFERRED") == deferred
            for index in table.indexes:
                where = index.dialect_options["sqlite"]["where"]
                assert ("WHERE" in made[index.name]) == (where is not None), index.name


def test_the_steps_form_one_line_and_import_nothing_of_ours():
    directory = migrate.scripts()
    assert len(directory.get_heads()) == 1
    assert len(directory.get_bases()) == 1
    for step in (migrate.MIGRATIONS / "versions").glob("*.py"):
        assert "caseapp" not in step.read_text("utf-8"), step.name


def test_an_upgrade_of_the_newest_form_writes_nothing(filled_folder, copy_of):
    folder = copy_of(filled_folder)
    before = bytes_of(folder)
    Vault.open(folder, PASSPHRASE).close()
    assert bytes_of(folder) == before


# -- from an older form ------------------------------------------------------------------------
def test_a_step_that_makes_a_table_anew_keeps_every_row_and_reference(
    filled_folder, copy_of, steps, monkeypatch
):
    folder = copy_of(filled_folder)
    with Vault.open(folder, PASSPHRASE) as vault:
        before = content(vault)
    monkeypatch.setattr(migrate, "MIGRATIONS", steps(REBUILDS))
    with Vault.open(folder, PASSPHRASE) as vault:
        assert form(vault) == "9001" == migrate.head()
        assert content(vault) == before
        assert integrity_report(vault._engine) == []
        with outside_transaction(vault._engine) as connection:
            raw = connection.driver_connection
            assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)
            nicknames = raw.execute("SELECT DISTINCT nickname FROM detainee").fetchall()
        assert nicknames == [("—",)]
        case = vault.all(Detainee)[0]
        case.summary = "after"
        vault.save(case, action=Action("Edit"))
        assert vault.check() == []


def test_after_a_migration_deleted_words_still_leave_the_index(vault):
    with vault._engine.connect() as connection:
        query = text("SELECT v FROM search_text_config WHERE k = 'secure-delete'")
        assert connection.scalar(query) == 1


@pytest.mark.parametrize("bad", [FAILS, BREAKS_A_REFERENCE])
def test_a_step_that_fails_leaves_the_old_file_as_it_was(
    filled_folder, copy_of, steps, monkeypatch, bad
):
    folder = copy_of(filled_folder)
    before = bytes_of(folder)
    ours = migrate.MIGRATIONS
    monkeypatch.setattr(migrate, "MIGRATIONS", steps(REBUILDS, bad))
    with pytest.raises(Exception, match=r"no_such_function|points nowhere in detainee"):
        Vault.open(folder, PASSPHRASE)
    assert bytes_of(folder) == before
    monkeypatch.setattr(migrate, "MIGRATIONS", ours)
    with Vault.open(folder, PASSPHRASE) as vault:
        assert form(vault) == migrate.head() != "9001"
        assert vault.check() == []
        assert "half" not in {name.text for name in vault.all(NameForm)}
        (made,) = vault.backups.at(folder / "backup")[0]  # made before the step that failed
        assert made.manifest.facts.form == migrate.head()
        assert vault.backups.damages(made) == []


def opened_in_its_form(folder: Path, newer: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """Open without migrating: with our steps if they are enough, else with the newer ones."""
    try:
        return Vault.open(folder, PASSPHRASE)
    except NewerVaultError:
        with monkeypatch.context() as later:
            later.setattr(migrate, "MIGRATIONS", newer)
            return Vault.open(folder, PASSPHRASE)


def test_killed_at_any_moment_of_a_migration_the_old_or_the_new_form_is_there(
    filled_folder, copy_of, steps, monkeypatch
):
    chance, forms = random.Random(5), []
    pristine, newer = copy_of(filled_folder), steps(REBUILDS)
    with Vault.open(pristine, PASSPHRASE) as vault:
        expected = content(vault)
    rounds = 14
    with worker("saver", newer) as saver:
        for number in range(rounds):
            folder = copy_of(filled_folder)
            saver.begin(folder, 0, 1)
            if number == rounds - 1:  # once after it was done, however slow the machine is
                saver.hear("open")
            elif number:  # and once, the first time, before it began
                time.sleep(chance.uniform(0, 0.35))
            saver.kill()
            with opened_in_its_form(folder, newer, monkeypatch) as vault:
                forms.append(form(vault))
                found = content(vault)
                assert {key: found[key] for key in expected} == expected
                assert integrity_report(vault._engine) == []
                own = folder / "backup"
                made = vault.backups.at(own)[0] if own.exists() else []
                sound = [vault.backups.damages(one) == [] for one in made]
                assert all(sound)
                assert sound or forms[-1] != "9001"  # no new form without a backup from before
    assert set(forms) == {migrate.head(), "9001"}


# -- from a newer form -------------------------------------------------------------------------
def test_a_newer_form_is_refused_and_the_file_is_not_touched(
    filled_folder, copy_of, steps, monkeypatch
):
    folder = copy_of(filled_folder)
    with monkeypatch.context() as later:
        later.setattr(migrate, "MIGRATIONS", steps(REBUILDS))
        Vault.open(folder, PASSPHRASE).close()
    before = bytes_of(folder)
    with pytest.raises(NewerVaultError, match="9001") as refused:
        Vault.open(folder, PASSPHRASE)
    assert refused.value.params == {"found": "9001", "known": migrate.head()}
    assert bytes_of(folder) == before


def test_a_database_of_no_form_is_behind_and_can_be_made(tmp_path):
    key = MasterKey.generate()
    create_database(tmp_path / "case.db", key)
    engine = make_engine(tmp_path / "case.db", key)
    with engine.connect() as connection:
        assert migrate.current(connection) is None
        assert migrate.is_behind(connection)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert migrate.current(connection) == migrate.head()
        assert not migrate.is_behind(connection)
        assert connection.scalar(text("PRAGMA user_version")) == 1
    checkpoint_and_close(engine)


# -- vaults of every version that was ever given out ---------------------------------------------
@pytest.mark.parametrize("number", sorted(path.name for path in VAULTS.iterdir()))
def test_a_vault_of_every_released_form_opens_and_says_what_it_said(copy_of, number):
    folder = copy_of(VAULTS / number / "vault")
    with Vault.open(folder, FIXTURE_PASSPHRASE) as vault:
        assert form(vault) == migrate.head()
        assert vault.check() == []
        fields = json.loads((VAULTS / number / "fields.json").read_text())
        expected = (VAULTS / number / "content.sha256").read_text().strip()
        assert fingerprint(vault, fields) == expected
        assert [vault.read_attachment(file) for file in vault.all(Attachment)] == [FILE, FILE]
        assert vault.undo().action > 0
        vault.redo()
        assert len(vault.find("Серікжан")) >= 1
        assert vault.check() == []
