"""at the table: one firm at a time; the wording, the date and the department as they were said in the room."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

AT_TABLE = sa.text("called_at IS NOT NULL AND received_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_booking_at_table",
        "booking",
        ["day_id"],
        unique=True,
        sqlite_where=AT_TABLE,
        postgresql_where=AT_TABLE,
    )
    with op.batch_alter_table("table_problem") as batch:
        batch.add_column(sa.Column("wording", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("promised_for", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("department_id", sa.Integer(), nullable=True))
        batch.create_foreign_key("fk_table_problem_department", "department", ["department_id"], ["id"])
