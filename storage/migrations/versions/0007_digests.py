"""digests: which have been sent of a day; and the waits that the clock ends, found without the late ones."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WAITING = sa.text("(state = 'resolved' OR (state = 'in_hand' AND held_due IS NOT NULL))")


def upgrade() -> None:
    op.create_table(
        "digest_day",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("owed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "day"),
    )
    op.create_index("ix_ticket_waiting", "ticket", ["due_at"], sqlite_where=WAITING, postgresql_where=WAITING)
