"""What papers need: parts and letters of a copy, what it leaves out, its file, signature sheets,
coupons and registrations, extensions, what officials claim of each person, and what the family did.

Revision ID: 0003
Revises: 0002
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CODE = sa.String(40)
KEY = sa.Uuid(native_uuid=False)
MOMENT = sa.DateTime()


def upgrade() -> None:
    _add_columns("detainee", _text("family_steps"))
    _add_columns("addressee", _json("parts", "[]"))
    _add_columns(
        "appeal_addressee", _text("letter"), _text("second_language"), _json("parts", "[]"),
        _json("left_out", "{}"), _json("enclosures", "[]"),
    )  # fmt: skip
    _add_columns("appeal", reference=("about_dispatch_id", "dispatch.id"))
    _add_columns("copy", _json("overrides", "[]"), reference=("pdf_id", "attachment.id"))
    _add_columns(
        "dispatch",
        _text("coupon"), *_dated("registered"), _text("registered_time"),
        *_dated("extension_told"), _text("extension_reason"),
        reference=("receipt_id", "attachment.id"),
    )  # fmt: skip
    _create_signature_sheet()
    _create_official_claim()


def _add_columns(
    table_name: str, *columns: sa.Column[Any], reference: tuple[str, str] | None = None
) -> None:
    """Make a table anew with more columns, because SQLite cannot add a reference to one.

    Rows that are there get the columns' defaults; later ones are told by the program.
    """
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
    defaulted = [column.name for column in columns if column.server_default is not None]
    if defaulted:
        with op.batch_alter_table(table_name, recreate="always") as table:
            for name in defaulted:
                table.alter_column(name, server_default=None)


def _text(name: str, default: str | None = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _json(name: str, default: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False, server_default=default)


def _dated(name: str, default: str | None = "") -> tuple[sa.Column[Any], ...]:
    """The four columns of an uncertain date."""
    return (
        _text(f"{name}_text", default),
        sa.Column(f"{name}_edtf", sa.Text()),
        sa.Column(f"{name}_earliest", sa.Date()),
        sa.Column(f"{name}_latest", sa.Date()),
    )


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A foreign key checked at commit."""
    return sa.ForeignKeyConstraint(
        [column], [target], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )


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


def _create_signature_sheet() -> None:
    name = "signature_sheet"
    _record_table(
        name,
        sa.Column("appeal_id", KEY, nullable=False),
        sa.Column("addressee_id", KEY),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("signatures", sa.Integer(), nullable=False),
        sa.Column("collected_by", sa.Text(), nullable=False),
        *_dated("collected", None),
        sa.Column("attachment_id", KEY),
        sa.Column("note", sa.Text(), nullable=False),
        _refers(name, "appeal_id", "appeal.id"),
        _refers(name, "addressee_id", "addressee.id"),
        _refers(name, "attachment_id", "attachment.id"),
    )
    op.create_index("ix_signature_sheet_appeal_id", name, ["appeal_id"])


def _create_official_claim() -> None:
    name = "official_claim"
    _record_table(
        name,
        sa.Column("reply_id", KEY, nullable=False),
        sa.Column("detainee_id", KEY, nullable=False),
        sa.Column("attribution", CODE, nullable=False),
        sa.Column("status", CODE),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_in", sa.Text(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        _refers(name, "reply_id", "reply.id"),
        _refers(name, "detainee_id", "detainee.id"),
    )
    op.create_index("ix_official_claim_reply_id", name, ["reply_id"])
    op.create_index("ix_official_claim_detainee_id", name, ["detainee_id"])
    op.create_index(
        "uq_official_claim_alive", name, ["reply_id", "detainee_id"],
        unique=True, sqlite_where=sa.text("deleted_at IS NULL"),
    )  # fmt: skip
