"""common problems: several firms' tickets tied to one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "common_problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute("ALTER TABLE ticket ADD COLUMN common_id INTEGER REFERENCES common_problem (id)")
    op.create_index("ix_ticket_common_id", "ticket", ["common_id"])
