"""back office: one-time links, who is signed in, and the trail of what was changed by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# The trail is evidence, as events are: the database itself refuses to change or delete a row.
NEVER_CHANGED = {
    "sqlite": [
        f"CREATE TRIGGER audit_no_{word} BEFORE {word} ON audit"
        " BEGIN SELECT RAISE(ABORT, 'the trail never changes'); END"
        for word in ("update", "delete")
    ],
    "postgresql": [
        """CREATE FUNCTION audit_never_changes() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'the trail never changes'; END $$""",
        """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit
        FOR EACH ROW EXECUTE FUNCTION audit_never_changes()""",
    ],
}


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "office_link",
        sa.Column("token_hash", sa.String(length=64), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("used_at", moment, nullable=True),
    )
    op.create_table(
        "office_session",
        sa.Column("cookie_hash", sa.String(length=64), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=True),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", moment, nullable=False),
        sa.Column("actor_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("row", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
    )
    op.create_index("ix_audit_row", "audit", ["what", "row"])
    for statement in NEVER_CHANGED[op.get_bind().dialect.name]:
        op.execute(statement)
