"""firms and people: credit codes, one owner a firm, who has left, and requests to be bound."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

IS_OWNER = sa.text("is_owner")
UNDECIDED = sa.text("decided_at IS NULL")


def upgrade() -> None:
    op.add_column("firm", sa.Column("credit_code", sa.String(length=18), nullable=True))
    op.create_index("ix_firm_credit_code", "firm", ["credit_code"], unique=True)
    op.add_column("person", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("ALTER TABLE contact ADD COLUMN added_by_id INTEGER REFERENCES person (id)")
    op.create_index(
        "ix_contact_owner", "contact", ["firm_id"], unique=True, sqlite_where=IS_OWNER, postgresql_where=IS_OWNER
    )
    op.create_table(
        "binding_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("sealed_name", sa.Text(), nullable=False),
        sa.Column("firm_name", sa.String(length=120), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("sealed_phone", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_with", sa.String(length=80), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("firm_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"]),
        sa.UniqueConstraint("key"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_binding_request_open",
        "binding_request",
        ["bot_id", "chat_id"],
        unique=True,
        sqlite_where=UNDECIDED,
        postgresql_where=UNDECIDED,
    )
