"""What comes in and goes out: profiles and rows of imported lists, partner stations, packets,
conflicts of two stations, exports, and files that cannot be shown.

Revision ID: 0004
Revises: 0003
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CODE = sa.String(40)
KEY = sa.Uuid(native_uuid=False)
MOMENT = sa.DateTime()


def upgrade() -> None:
    _add_columns("attachment", sa.Column("unreadable", sa.Boolean(), nullable=False,
                                         server_default=sa.false()))  # fmt: skip
    _widen_import_batch()
    _create_imports()
    _create_stations()
    _create_export()


def _add_columns(
    table_name: str, *columns: sa.Column[Any], reference: tuple[str, str] | None = None
) -> None:
    """Make a table anew with more columns; rows that are there get the columns' defaults."""
    with op.batch_alter_table(table_name, recreate="always") as table:
        for column in columns:
            table.add_column(column)
        if reference:
            name, target = reference
            table.add_column(sa.Column(name, KEY))
            table.create_foreign_key(
                f"fk_{table_name}_{name}", target.partition(".")[0], [name], ["id"],
                deferrable=True, initially="DEFERRED",
            )  # fmt: skip
    with op.batch_alter_table(table_name, recreate="always") as table:
        for column in columns:
            table.alter_column(column.name, server_default=None)


def _widen_import_batch() -> None:
    _add_columns(
        "import_batch",
        sa.Column("list_name", sa.Text(), nullable=False, server_default=""),
        sa.Column("sheet", sa.Text(), nullable=False, server_default=""),
        reference=("source_id", "source.id"),
    )
    op.create_index("ix_import_batch_file_sha256", "import_batch", ["file_sha256"])


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key checked at commit."""
    return sa.ForeignKeyConstraint(
        [column], [target], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _record_table(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of records: their own columns, and those that every record has."""
    op.create_table(
        name,
        *columns,
        sa.Column("id", KEY, primary_key=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", MOMENT),
    )


def _once_outside_the_trash(name: str, table: str, *columns: str) -> None:
    op.create_index(
        name, table, list(columns), unique=True, sqlite_where=sa.text("deleted_at IS NULL")
    )


def _create_imports() -> None:
    _record_table("import_profile", _text("name"), _json("headings"), _json("mapping"))
    name = "imported_row"
    _record_table(
        name,
        sa.Column("batch_id", KEY, nullable=False),
        sa.Column("detainee_id", KEY, nullable=False),
        sa.Column("excerpt_id", KEY),
        _text("list_name"),
        _text("key"),
        sa.Column("row", sa.Integer(), nullable=False),
        _json("cells"),
        _refers(name, "batch_id", "import_batch.id"),
        _refers(name, "detainee_id", "detainee.id"),
        _refers(name, "excerpt_id", "excerpt.id"),
    )
    op.create_index("ix_imported_row_batch_id", name, ["batch_id"])
    op.create_index("ix_imported_row_detainee_id", name, ["detainee_id"])
    _once_outside_the_trash("uq_imported_row_alive", name, "list_name", "key")


def _create_stations() -> None:
    _record_table(
        "partner_station",
        *map(_text, ("name", "recipient", "verify_key", "confirmed_by")),
        sa.Column("confirmed_at", MOMENT),
        _text("note"),
    )
    _once_outside_the_trash("uq_partner_station_alive", "partner_station", "verify_key")
    _record_table(
        "packet",
        sa.Column("packet", KEY, nullable=False),
        sa.Column("way", CODE, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("station_id", KEY),
        _json("stations"),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires", sa.Date()),
        _text("sha256"),
        _json("scope"),
        _json("counts"),
        sa.Column("action", sa.Integer()),
        _refers("packet", "station_id", "partner_station.id"),
    )
    _once_outside_the_trash("uq_packet_alive", "packet", "packet", "way")
    _record_table(
        "field_conflict",
        _text("kind"),
        sa.Column("record_id", KEY, nullable=False),
        _text("field"),
        _json("theirs"),
        sa.Column("packet_id", KEY, nullable=False),
        sa.Column("changed_at", MOMENT),
        _text("changed_by"),
        sa.Column("verdict", CODE),
        _text("decided_by"),
        _refers("field_conflict", "packet_id", "packet.id"),
    )
    op.create_index("ix_field_conflict_record", "field_conflict", ["record_id", "field"])
    op.create_index("ix_field_conflict_packet_id", "field_conflict", ["packet_id"])


def _create_export() -> None:
    _record_table(
        "export",
        _text("form"),
        sa.Column("audience", CODE, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        *map(_text, ("by", "file_name", "sha256")),
        *map(_json, ("scope", "counts", "withheld")),
    )
