"""A mandate that ends is told a week before, and ended by the clock."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

CLOCKED = sa.text("remind_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("mandate", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_mandate_remind_at", "mandate", ["remind_at"], sqlite_where=CLOCKED, postgresql_where=CLOCKED)
