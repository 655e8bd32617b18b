"""Bringing a database to the newest form, run by the program itself.

All steps to the head run in one transaction: a step that fails leaves the file as it was.
A database from a later version is refused before anything is written.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from caseapp.store.engine import foreign_keys_checked_at_the_end, fts_secure_delete
from caseapp.store.errors import NewerVaultError

MIGRATIONS = Path(__file__).parent / "migrations"


def scripts() -> ScriptDirectory:
    """The migration steps that ship with the program."""
    return _scripts_in(MIGRATIONS)


@lru_cache(maxsize=2)
def _scripts_in(folder: Path) -> ScriptDirectory:
    """Read once: every step is compiled anew each time the folder is read."""
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def head() -> str:
    """The newest form that this version knows."""
    revision = scripts().get_current_head()
    assert revision is not None
    return revision


def current(connection: Connection) -> str | None:
    """The form that the open database is in; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def is_behind(connection: Connection) -> bool:
    """Whether steps are waiting. Raises NewerVaultError for a form that is not known here."""
    now = current(connection)
    known = {script.revision for script in scripts().walk_revisions()}
    if now is not None and now not in known:
        raise NewerVaultError(found=now, known=head())
    return now != head()


def upgrade(engine: Engine) -> None:
    """Run all waiting steps in one transaction, then make the search index forget for good."""
    directory = scripts()
    with engine.connect() as connection:
        if not is_behind(connection):
            return

    def steps(revision: Any, _context: MigrationContext) -> list[Any]:
        return list(directory._upgrade_revs("head", revision))

    with foreign_keys_checked_at_the_end(engine) as connection:
        with EnvironmentContext(Config(), directory, fn=steps) as environment:
            environment.configure(connection=connection, transactional_ddl=False, fn=steps)
            environment.run_migrations()
        fts_secure_delete(connection, "search_text")
        connection.execute(text("PRAGMA user_version = 1"))
