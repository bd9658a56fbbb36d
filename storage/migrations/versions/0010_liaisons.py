"""liaisons: three firms at most, held by the database; who had which firm, since when; who waits for an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NOW_THEIRS = sa.text("until IS NULL")
UNANSWERED = sa.text("answered_at IS NULL")
REMINDED = sa.text("remind_at IS NOT NULL")
# Counted after the row is written: an upsert that changes nothing is no fourth firm. PostgreSQL lets two count side by
# side, so that they first take turns at the liaison's row; SQLite has one writer anyway.
THREE_FIRMS = {
    "sqlite": [
        """CREATE TRIGGER firm_fourth_new AFTER INSERT ON firm
        WHEN (SELECT count(*) FROM firm WHERE liaison_id = NEW.liaison_id) > 3
        BEGIN SELECT RAISE(ABORT, 'a liaison has three firms at most'); END""",
        """CREATE TRIGGER firm_fourth_moved AFTER UPDATE OF liaison_id ON firm
        WHEN (SELECT count(*) FROM firm WHERE liaison_id = NEW.liaison_id) > 3
        BEGIN SELECT RAISE(ABORT, 'a liaison has three firms at most'); END""",
    ],
    "postgresql": [
        """CREATE FUNCTION three_firms_a_liaison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM 1 FROM person WHERE id = NEW.liaison_id FOR NO KEY UPDATE;
        IF (SELECT count(*) FROM firm WHERE liaison_id = NEW.liaison_id) > 3 THEN
        RAISE EXCEPTION 'a liaison has three firms at most'; END IF; RETURN NULL; END $$""",
        """CREATE TRIGGER firm_fourth AFTER INSERT OR UPDATE OF liaison_id ON firm
        FOR EACH ROW WHEN (NEW.liaison_id IS NOT NULL) EXECUTE FUNCTION three_firms_a_liaison()""",
    ],
}


def upgrade() -> None:
    op.create_table(
        "firm_liaison",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("liaison_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"]),
        sa.ForeignKeyConstraint(["liaison_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_firm_liaison_firm_id", "firm_liaison", ["firm_id"])
    op.create_index("ix_firm_liaison_liaison_id", "firm_liaison", ["liaison_id"])
    op.create_index(
        "ix_firm_liaison_now",
        "firm_liaison",
        ["firm_id"],
        unique=True,
        sqlite_where=NOW_THEIRS,
        postgresql_where=NOW_THEIRS,
    )
    op.execute(
        "INSERT INTO firm_liaison (firm_id, liaison_id) SELECT id, liaison_id FROM firm WHERE liaison_id IS NOT NULL"
    )
    op.create_table(
        "thread_wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("liaison_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taker_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["firm_id"], ["firm.id"]),
        sa.ForeignKeyConstraint(["message_id"], ["thread_message.id"]),
        sa.ForeignKeyConstraint(["liaison_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["taker_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    open_ones = {"sqlite_where": UNANSWERED, "postgresql_where": UNANSWERED}
    op.create_index("ix_thread_wait_open", "thread_wait", ["firm_id"], unique=True, **open_ones)
    due_ones = {"sqlite_where": REMINDED, "postgresql_where": REMINDED}
    op.create_index("ix_thread_wait_remind_at", "thread_wait", ["remind_at"], **due_ones)
    op.create_index("ix_thread_wait_asked_at", "thread_wait", ["asked_at"])
    for statement in THREE_FIRMS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER firm_fourth_new")
        op.execute("DROP TRIGGER firm_fourth_moved")
    else:
        op.execute("DROP TRIGGER firm_fourth ON firm")
        op.execute("DROP FUNCTION three_firms_a_liaison")
    op.drop_table("thread_wait")
    op.drop_table("firm_liaison")
