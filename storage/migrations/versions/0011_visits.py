"""visits: when each firm is due, what was found, what the firm says of it; leaders' problems under their own source."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TO_VISIT = sa.text("visit_remind_at IS NOT NULL")
NO_VISIT_DUE = sa.text("visit_due IS NULL")


def upgrade() -> None:
    op.add_column("firm", sa.Column("visit_due", sa.Date(), nullable=True))
    op.add_column("firm", sa.Column("visit_remind_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_firm_visit_remind_at", "firm", ["visit_remind_at"], sqlite_where=TO_VISIT, postgresql_where=TO_VISIT
    )
    op.create_index("ix_firm_no_visit_due", "firm", ["id"], sqlite_where=NO_VISIT_DUE, postgresql_where=NO_VISIT_DUE)
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("was_due", sa.Date(), nullable=True),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_visit_firm_id", "visit", ["firm_id"])
    op.create_index("ix_visit_by_id", "visit", ["by_id"])
    op.execute("ALTER TABLE ticket ADD COLUMN visit_id INTEGER REFERENCES visit (id)")
    op.create_index("ix_ticket_visit_id", "ticket", ["visit_id"])
    op.execute("UPDATE ticket SET source = 'leader' WHERE source = 'visit'")  # until now only leaders filed under it
