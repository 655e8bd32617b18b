"""Intakes, notes of calls, the office's own data, and where a cut picture comes from.

Revision ID: 0002
Revises: 0001
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CODE = sa.String(40)
KEY = sa.Uuid(native_uuid=False)
MOMENT = sa.DateTime()


def upgrade() -> None:
    _create_intake()
    _create_library()
    # Made anew, because SQLite cannot add a reference that is checked at the end to a table.
    with op.batch_alter_table("attachment", recreate="always") as table:
        table.add_column(sa.Column("derived_from_id", KEY))
        table.add_column(sa.Column("crop", sa.JSON(), nullable=False, server_default="{}"))
        table.create_foreign_key(
            "fk_attachment_derived_from_id", "attachment", ["derived_from_id"], ["id"],
            deferrable=True, initially="DEFERRED",
        )  # fmt: skip


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


def _dated(name: str) -> tuple[sa.Column[Any], ...]:
    """The four columns of an uncertain date."""
    return (
        sa.Column(f"{name}_text", sa.Text(), nullable=False),
        sa.Column(f"{name}_edtf", sa.Text()),
        sa.Column(f"{name}_earliest", sa.Date()),
        sa.Column(f"{name}_latest", sa.Date()),
    )


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key checked at commit."""
    return sa.ForeignKeyConstraint(
        [column], [target], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _create_intake() -> None:
    _record_table(
        "intake",
        _number("serial"),
        sa.Column("detainee_id", KEY, nullable=False),
        sa.Column("contact_id", KEY),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        _text("taken_by"),
        _text("note"),
        _refers("intake", "detainee_id", "detainee.id"),
        _refers("intake", "contact_id", "contact.id"),
        sa.UniqueConstraint("serial", name="uq_intake_serial"),
    )
    _record_table(
        "contact_note",
        sa.Column("contact_id", KEY, nullable=False),
        sa.Column("detainee_id", KEY),
        sa.Column("way", CODE, nullable=False),
        *_dated("at"),
        _text("by"),
        _text("text"),
        _refers("contact_note", "contact_id", "contact.id"),
        _refers("contact_note", "detainee_id", "detainee.id"),
    )
    op.create_index("ix_intake_detainee_id", "intake", ["detainee_id"])
    op.create_index("ix_intake_contact_id", "intake", ["contact_id"])
    op.create_index("ix_contact_note_contact_id", "contact_note", ["contact_id"])


def _create_library() -> None:
    _record_table(
        "office",
        _json("texts"),
        _text("phone"),
        _text("email"),
        _json("staff"),
        _text("home"),
        _text("case_prefix"),
        _number("stale_after_months"),
        _number("backup_every_days"),
    )
    _record_table(
        "letter_template",
        _text("name"),
        _text("language"),
        _number("number"),
        _text("title"),
        _text("text"),
        _flag("confirmed"),
        _text("note"),
        sa.UniqueConstraint(
            "name", "language", "number", name="uq_letter_template_name_language_number"
        ),
    )
    _record_table(
        "place_entry",
        _text("code"),
        _json("names"),
        _text("within"),
        *_dated("valid_from"),
        *_dated("valid_to"),
        _text("note"),
    )
    _record_table("term", _text("vocabulary"), _json("words"), _number("position"))
    _record_table(
        "calendar_day",
        _text("country"),
        sa.Column("day", sa.Date(), nullable=False),
        _flag("working"),
        _text("name"),
    )
    alive = sa.text("deleted_at IS NULL")
    for table, columns in {"place_entry": ["code"], "calendar_day": ["country", "day"]}.items():
        op.create_index(f"uq_{table}_alive", table, columns, unique=True, sqlite_where=alive)
    op.create_index("ix_term_vocabulary", "term", ["vocabulary"])
