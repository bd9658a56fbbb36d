"""the board: facts of tickets and their sums, published months, when a light turns yellow, loud messages."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

UNDECIDED = sa.text("day IS NULL")
FRESH, GATHERED = sa.text("fresh"), sa.text("NOT fresh")
LOUD = sa.text("outcome = 'sent' AND NOT quiet")
SUMMED = ["month", "by", "key", "measure", "value"]

# What was published stays as it was: the database itself refuses to change or delete a row.
NEVER_CHANGED = {
    "sqlite": [
        f"CREATE TRIGGER published_month_no_{word} BEFORE {word} ON published_month"
        " BEGIN SELECT RAISE(ABORT, 'published months never change'); END"
        for word in ("update", "delete")
    ],
    "postgresql": [
        """CREATE FUNCTION published_months_never_change() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'published months never change'; END $$""",
        """CREATE TRIGGER published_month_no_change BEFORE UPDATE OR DELETE ON published_month
        FOR EACH ROW EXECUTE FUNCTION published_months_never_change()""",
    ],
}


def upgrade() -> None:
    op.create_table(
        "score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("category_code", sa.String(length=32), nullable=False),
        sa.Column("chain", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["lead_id"], ["department.id"]),
        sa.ForeignKeyConstraint(["category_code"], ["category.code"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket_id", "kind", "nth"),
    )
    op.create_index("ix_score_day", "score", ["day", "kind"])
    op.create_index("ix_score_open", "score", ["due_at"], sqlite_where=UNDECIDED, postgresql_where=UNDECIDED)
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("measure", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("fresh", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_tally_month", "tally", ["by", "month"])
    op.create_index("ix_tally_fresh", "tally", ["id"], sqlite_where=FRESH, postgresql_where=FRESH)
    op.create_index("ix_tally_gathered", "tally", SUMMED, unique=True, sqlite_where=GATHERED, postgresql_where=GATHERED)
    op.create_table(
        "published_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("ranking", sa.JSON(), nullable=False),
        sa.Column("tickets", sa.JSON(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("month"),
    )
    op.add_column("ticket", sa.Column("yellow_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_push_loud", "push", ["settled_at"], sqlite_where=LOUD, postgresql_where=LOUD)
    for statement in NEVER_CHANGED[op.get_bind().dialect.name]:
        op.execute(statement)
