"""the board's lists are found by an index: what is suspended, and what is promised for this week."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

RUNNING, HELD = sa.text("due_at IS NOT NULL"), sa.text("held_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_ticket_promised_for", "ticket", ["promised_for"], sqlite_where=RUNNING, postgresql_where=RUNNING
    )
    op.create_index("ix_ticket_held_at", "ticket", ["held_at"], sqlite_where=HELD, postgresql_where=HELD)
