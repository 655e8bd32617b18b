"""The first form of the database: all records, history, and the search index.

Revision ID: 0001
Revises:
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CODE = sa.String(40)
KEY = sa.Uuid(native_uuid=False)
MOMENT = sa.DateTime()


def upgrade() -> None:
    _create_own_tables()
    _create_people()
    _create_work()
    _create_indexes()
    op.execute(
        "CREATE VIRTUAL TABLE search_text USING fts5("
        "names, body, tokenize = \"unicode61 remove_diacritics 0\", prefix = '1 2 3')"
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


def _create_own_tables() -> None:
    op.create_table(
        "action",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("reverses", sa.Integer()),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["reverses"], ["action.seq"], name="fk_action_reverses"),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("action", sa.Integer(), nullable=False),
        sa.Column("record_kind", sa.String(40), nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("field", sa.String(60), nullable=False),
        sa.Column("old", sa.JSON(none_as_null=True)),
        sa.Column("new", sa.JSON(none_as_null=True)),
        sa.ForeignKeyConstraint(["action"], ["action.seq"], name="fk_change_action"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("record_id", KEY, nullable=False),
    )


def _create_people() -> None:
    _record_table(
        "attachment",
        sa.Column("role", CODE, nullable=False),
        sa.Column("source_id", KEY),
        sa.Column("detainee_id", KEY),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        *_dated("taken"),
        sa.Column("embedded_metadata", sa.JSON(), nullable=False),
        sa.Column("written_in", sa.Text(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        _refers("attachment", "detainee_id", "detainee.id"),
        _refers("attachment", "source_id", "source.id"),
    )
    _record_table(
        "citation",
        sa.Column("excerpt_id", KEY, nullable=False),
        sa.Column("bearing", CODE, nullable=False),
        sa.Column("event_id", KEY),
        sa.Column("detainee_id", KEY),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(event_id IS NULL) <> (detainee_id IS NULL)", name=op.f("ck_citation_one_claim")
        ),
        _refers("citation", "detainee_id", "detainee.id"),
        _refers("citation", "event_id", "event.id"),
        _refers("citation", "excerpt_id", "excerpt.id"),
    )
    _record_table(
        "consent",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("giver_contact_id", KEY),
        sa.Column("giver_detainee_id", KEY),
        sa.Column("guardian_name", sa.Text(), nullable=False),
        sa.Column("about_contact_id", KEY),
        sa.Column("about_detainee_id", KEY),
        sa.Column("audience", CODE, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("form", CODE, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        *_dated("given"),
        *_dated("until"),
        *_dated("withdrawn"),
        sa.Column("evidence_id", KEY),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "about_contact_id IS NOT NULL OR about_detainee_id IS NOT NULL",
            name=op.f("ck_consent_about_somebody"),
        ),
        _refers("consent", "about_contact_id", "contact.id"),
        _refers("consent", "about_detainee_id", "detainee.id"),
        _refers("consent", "evidence_id", "attachment.id"),
        _refers("consent", "giver_contact_id", "contact.id"),
        _refers("consent", "giver_detainee_id", "detainee.id"),
        sa.UniqueConstraint("serial", name="uq_consent_serial"),
    )
    _record_table(
        "contact",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("role", CODE, nullable=False),
        sa.Column("sex", CODE, nullable=False),
        *_dated("birth"),
        sa.Column("citizenship", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phones", sa.JSON(), nullable=False),
        sa.Column("messengers", sa.JSON(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("preferred_way", sa.Text(), nullable=False),
        sa.Column("preferred_hours", sa.Text(), nullable=False),
        sa.Column("risk", CODE, nullable=False),
        sa.Column("risk_note", sa.Text(), nullable=False),
        sa.Column("do_not_contact", sa.Boolean(), nullable=False),
        sa.Column("restricted_notes", sa.Text(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("written_in", sa.Text(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        sa.UniqueConstraint("serial", name="uq_contact_serial"),
    )
    _record_table(
        "custody_entry",
        sa.Column("attachment_id", KEY, nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        _refers("custody_entry", "attachment_id", "attachment.id"),
    )
    _record_table(
        "detainee",
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("least_size", sa.Integer(), nullable=False),
        sa.Column("greatest_size", sa.Integer()),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("sex", CODE, nullable=False),
        *_dated("birth"),
        sa.Column("birth_place_code", sa.Text(), nullable=False),
        sa.Column("birth_place", sa.Text(), nullable=False),
        sa.Column("home_place_code", sa.Text(), nullable=False),
        sa.Column("home_place", sa.Text(), nullable=False),
        sa.Column("home_address", sa.Text(), nullable=False),
        sa.Column("ethnicity", sa.Text(), nullable=False),
        sa.Column("citizenships", sa.JSON(), nullable=False),
        sa.Column("tie", CODE, nullable=False),
        sa.Column("tie_note", sa.Text(), nullable=False),
        sa.Column("occupation", sa.Text(), nullable=False),
        sa.Column("education", sa.Text(), nullable=False),
        sa.Column("family_status", sa.Text(), nullable=False),
        sa.Column("dependants", sa.Text(), nullable=False),
        sa.Column("health", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("restricted_notes", sa.Text(), nullable=False),
        sa.Column("photo_id", KEY),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("believed_deceased", sa.Boolean(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("written_in", sa.Text(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        _refers("detainee", "photo_id", "attachment.id"),
        sa.UniqueConstraint("prefix", "serial", name="uq_detainee_prefix_serial"),
    )
    _record_table(
        "event",
        sa.Column("detainee_id", KEY, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        *_dated("when"),
        *_dated("until"),
        sa.Column("place_code", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("facility_kind", CODE, nullable=False),
        sa.Column("facility", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("reason_given", sa.Text(), nullable=False),
        sa.Column("reason_believed", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("term_years", sa.Integer()),
        sa.Column("term_months", sa.Integer()),
        sa.Column("term_days", sa.Integer()),
        sa.Column("term_start", CODE, nullable=False),
        sa.Column("acknowledged", CODE, nullable=False),
        sa.Column("contact_permitted", CODE, nullable=False),
        sa.Column("counsel", sa.Text(), nullable=False),
        sa.Column("court", sa.Text(), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("written_in", sa.Text(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        _refers("event", "detainee_id", "detainee.id"),
    )
    _record_table(
        "excerpt",
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("locator", sa.JSON(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("translations", sa.JSON(), nullable=False),
        sa.Column("translator", sa.Text(), nullable=False),
        sa.Column("credibility", CODE, nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("written_in", sa.Text(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        _refers("excerpt", "source_id", "source.id"),
    )
    _record_table(
        "identifier",
        sa.Column("detainee_id", KEY),
        sa.Column("contact_id", KEY),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        *_dated("issued"),
        *_dated("expires"),
        sa.CheckConstraint(
            "(detainee_id IS NULL) <> (contact_id IS NULL)", name=op.f("ck_identifier_one_owner")
        ),
        _refers("identifier", "contact_id", "contact.id"),
        _refers("identifier", "detainee_id", "detainee.id"),
    )
    _record_table(
        "kinship",
        sa.Column("detainee_id", KEY),
        sa.Column("contact_id", KEY),
        sa.Column("relation", CODE, nullable=False),
        sa.Column("of_detainee_id", KEY),
        sa.Column("of_contact_id", KEY),
        sa.Column("certainty", CODE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sex", CODE, nullable=False),
        *_dated("birth"),
        *_dated("died"),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("in_region", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("written_in", sa.Text(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(detainee_id IS NOT NULL) + (contact_id IS NOT NULL) <= 1",
            name=op.f("ck_kinship_at_most_one_first"),
        ),
        sa.CheckConstraint(
            "(of_detainee_id IS NULL) <> (of_contact_id IS NULL)",
            name=op.f("ck_kinship_one_second"),
        ),
        _refers("kinship", "contact_id", "contact.id"),
        _refers("kinship", "detainee_id", "detainee.id"),
        _refers("kinship", "of_contact_id", "contact.id"),
        _refers("kinship", "of_detainee_id", "detainee.id"),
    )
    _record_table(
        "name_form",
        sa.Column("detainee_id", KEY),
        sa.Column("contact_id", KEY),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("script", CODE, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("source_id", KEY),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(detainee_id IS NULL) <> (contact_id IS NULL)", name=op.f("ck_name_form_one_owner")
        ),
        _refers("name_form", "contact_id", "contact.id"),
        _refers("name_form", "detainee_id", "detainee.id"),
        _refers("name_form", "source_id", "source.id"),
    )
    _record_table(
        "policy",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        *_dated("in_force"),
        sa.Column("note", sa.Text(), nullable=False),
        sa.UniqueConstraint("number", name="uq_policy_number"),
    )
    _record_table(
        "source",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        *_dated("dated"),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("testifier_id", KEY),
        sa.Column("testimony_form", CODE),
        sa.Column("how_known", CODE, nullable=False),
        sa.Column("reliability", CODE, nullable=False),
        *_dated("captured"),
        sa.Column("captured_by", sa.Text(), nullable=False),
        sa.Column("where_kept", sa.Text(), nullable=False),
        sa.Column("extent", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("same_text_as_id", KEY),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("written_in", sa.Text(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        _refers("source", "same_text_as_id", "source.id"),
        _refers("source", "testifier_id", "contact.id"),
        sa.UniqueConstraint("serial", name="uq_source_serial"),
    )


def _create_work() -> None:
    _record_table(
        "addressee",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("audience", CODE, nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("reply_rule", CODE, nullable=False),
        *_dated("valid_from"),
        *_dated("valid_to"),
        *_dated("checked"),
        sa.Column("note", sa.Text(), nullable=False),
        sa.UniqueConstraint("serial", name="uq_addressee_serial"),
    )
    _record_table(
        "appeal",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        *_dated("dated"),
        *_dated("facts_as_of"),
        sa.Column("organisation", sa.JSON(), nullable=False),
        sa.Column("demands", sa.JSON(), nullable=False),
        sa.Column("letters", sa.JSON(), nullable=False),
        sa.Column("contact_signatory_id", KEY),
        sa.Column("blank_signature_rows", sa.Integer(), nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        _refers("appeal", "contact_signatory_id", "signatory.id"),
        sa.UniqueConstraint("serial", name="uq_appeal_serial"),
    )
    _record_table(
        "appeal_addressee",
        sa.Column("appeal_id", KEY, nullable=False),
        sa.Column("addressee_id", KEY, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _refers("appeal_addressee", "addressee_id", "addressee.id"),
        _refers("appeal_addressee", "appeal_id", "appeal.id"),
    )
    _record_table(
        "appeal_person",
        sa.Column("appeal_id", KEY, nullable=False),
        sa.Column("detainee_id", KEY, nullable=False),
        sa.Column("petitioner_id", KEY),
        sa.Column("position", sa.Integer(), nullable=False),
        _refers("appeal_person", "appeal_id", "appeal.id"),
        _refers("appeal_person", "detainee_id", "detainee.id"),
        _refers("appeal_person", "petitioner_id", "contact.id"),
    )
    _record_table(
        "copy",
        sa.Column("appeal_id", KEY, nullable=False),
        sa.Column("addressee_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("for_office", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("produced_at", MOMENT, nullable=False),
        sa.Column("frozen", sa.Text(), nullable=False),
        sa.Column("frozen_sha256", sa.Text(), nullable=False),
        sa.Column("page_code", sa.Text(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("policy_number", sa.Integer(), nullable=False),
        sa.Column("templates", sa.JSON(), nullable=False),
        sa.Column("withheld", sa.JSON(), nullable=False),
        sa.Column("images", sa.JSON(), nullable=False),
        _refers("copy", "addressee_id", "addressee.id"),
        _refers("copy", "appeal_id", "appeal.id"),
        sa.UniqueConstraint("appeal_id", "number", name="uq_copy_appeal_id_number"),
    )
    _record_table(
        "dispatch",
        sa.Column("copy_id", KEY, nullable=False),
        sa.Column("channel", CODE, nullable=False),
        *_dated("sent"),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("outcome", CODE, nullable=False),
        sa.Column("registration_number", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("due_rule", sa.Text(), nullable=False),
        sa.Column("extended_to", sa.Date()),
        sa.Column("forwarded", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        _refers("dispatch", "copy_id", "copy.id"),
    )
    _record_table(
        "import_batch",
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("action", sa.Integer()),
    )
    _record_table(
        "match_decision",
        sa.Column("first_id", KEY, nullable=False),
        sa.Column("second_id", KEY, nullable=False),
        sa.Column("verdict", CODE, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        _refers("match_decision", "first_id", "detainee.id"),
        _refers("match_decision", "second_id", "detainee.id"),
    )
    _record_table(
        "reply",
        sa.Column("dispatch_id", KEY, nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        *_dated("dated"),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("response", CODE, nullable=False),
        sa.Column("attribution", CODE, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachment_id", KEY),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_step_due", sa.Date()),
        sa.Column("written_in", sa.Text(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        _refers("reply", "attachment_id", "attachment.id"),
        _refers("reply", "dispatch_id", "dispatch.id"),
    )
    _record_table(
        "saved_view",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("order", sa.JSON(), nullable=False),
    )
    _record_table(
        "signatory",
        sa.Column("appeal_id", KEY, nullable=False),
        sa.Column("contact_id", KEY),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("iin", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("addressee_ids", sa.JSON(), nullable=False),
        *_dated("signed"),
        sa.Column("sheet", sa.Integer()),
        sa.Column("row", sa.Integer()),
        sa.Column("position", sa.Integer(), nullable=False),
        _refers("signatory", "appeal_id", "appeal.id"),
        _refers("signatory", "contact_id", "contact.id"),
    )
    _record_table(
        "task",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("detainee_id", KEY),
        sa.Column("contact_id", KEY),
        sa.Column("appeal_id", KEY),
        sa.Column("unless_reply_to_id", KEY),
        sa.Column("done", sa.Boolean(), nullable=False),
        _refers("task", "appeal_id", "appeal.id"),
        _refers("task", "contact_id", "contact.id"),
        _refers("task", "detainee_id", "detainee.id"),
        _refers("task", "unless_reply_to_id", "dispatch.id"),
    )


def _create_indexes() -> None:
    op.create_index("ix_change_action", "change", ["action"])
    op.create_index("ix_change_record", "change", ["record_kind", "record_id"])
    op.create_index("uq_search_entry_record", "search_entry", ["kind", "record_id"], unique=True)
    for table, columns in {
        "appeal_addressee": ["appeal_id", "addressee_id"],
        "appeal_person": ["appeal_id", "detainee_id"],
        "match_decision": ["first_id", "second_id"],
    }.items():
        alive = sa.text("deleted_at IS NULL")
        op.create_index(f"uq_{table}_alive", table, columns, unique=True, sqlite_where=alive)
    op.create_index("ix_appeal_addressee_addressee_id", "appeal_addressee", ["addressee_id"])
    op.create_index("ix_appeal_addressee_appeal_id", "appeal_addressee", ["appeal_id"])
    op.create_index("ix_appeal_person_appeal_id", "appeal_person", ["appeal_id"])
    op.create_index("ix_appeal_person_detainee_id", "appeal_person", ["detainee_id"])
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])
    op.create_index("ix_citation_claim", "citation", ["event_id", "detainee_id"])
    op.create_index("ix_citation_excerpt_id", "citation", ["excerpt_id"])
    op.create_index("ix_consent_about_contact_id", "consent", ["about_contact_id"])
    op.create_index("ix_consent_about_detainee_id", "consent", ["about_detainee_id"])
    op.create_index("ix_consent_giver_contact_id", "consent", ["giver_contact_id"])
    op.create_index("ix_consent_giver_detainee_id", "consent", ["giver_detainee_id"])
    op.create_index("ix_copy_addressee_id", "copy", ["addressee_id"])
    op.create_index("ix_copy_appeal_id", "copy", ["appeal_id"])
    op.create_index("ix_copy_frozen_sha256", "copy", ["frozen_sha256"])
    op.create_index("ix_copy_page_code", "copy", ["page_code"])
    op.create_index("ix_copy_pdf_sha256", "copy", ["pdf_sha256"])
    op.create_index("ix_custody_entry_attachment_id", "custody_entry", ["attachment_id"])
    op.create_index("ix_detainee_birth_earliest", "detainee", ["birth_earliest"])
    op.create_index("ix_detainee_birth_latest", "detainee", ["birth_latest"])
    op.create_index("ix_dispatch_copy_id", "dispatch", ["copy_id"])
    op.create_index("ix_event_detainee_id", "event", ["detainee_id"])
    op.create_index("ix_event_kind", "event", ["kind"])
    op.create_index("ix_event_when_earliest", "event", ["when_earliest"])
    op.create_index("ix_event_when_latest", "event", ["when_latest"])
    op.create_index("ix_excerpt_source_id", "excerpt", ["source_id"])
    op.create_index("ix_identifier_contact_id", "identifier", ["contact_id"])
    op.create_index("ix_identifier_detainee_id", "identifier", ["detainee_id"])
    op.create_index("ix_identifier_number", "identifier", ["number"])
    op.create_index("ix_kinship_first", "kinship", ["detainee_id", "contact_id"])
    op.create_index("ix_kinship_of_contact_id", "kinship", ["of_contact_id"])
    op.create_index("ix_kinship_of_detainee_id", "kinship", ["of_detainee_id"])
    op.create_index("ix_match_decision_first_id", "match_decision", ["first_id"])
    op.create_index("ix_match_decision_second_id", "match_decision", ["second_id"])
    op.create_index("ix_name_form_contact_id", "name_form", ["contact_id"])
    op.create_index("ix_name_form_detainee_id", "name_form", ["detainee_id"])
    op.create_index("ix_reply_dispatch_id", "reply", ["dispatch_id"])
    op.create_index("ix_signatory_appeal_id", "signatory", ["appeal_id"])
    op.create_index("ix_source_testifier_id", "source", ["testifier_id"])
    op.create_index("ix_task_due", "task", ["due"])
