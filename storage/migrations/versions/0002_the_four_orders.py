"""departments, assisting, approvals, pauses, silence, absence."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
PLAIN = (
    sa.Column("source", sa.String(length=32), nullable=False, server_default="firm"),
    sa.Column("confidential", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("returns", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("ruled", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("escalated", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("extensions", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("held_since", MOMENT, nullable=True),
    sa.Column("held_due", MOMENT, nullable=True),
    sa.Column("held_at", MOMENT, nullable=True),
    sa.Column("told_at", MOMENT, nullable=True),
    sa.Column("silence_at", MOMENT, nullable=True),
    sa.Column("wants", sa.String(length=32), nullable=True),
    sa.Column("wants_of", sa.String(length=32), nullable=True),
    sa.Column("wanted_for", MOMENT, nullable=True),
)
# Plain SQL where a row elsewhere is pointed to: SQLite takes such a column, but no constraint of its own.
POINTING = (
    "ALTER TABLE ticket ADD COLUMN contact_id INTEGER REFERENCES person (id)",
    "ALTER TABLE ticket ADD COLUMN lead_id INTEGER REFERENCES department (id)",
    "ALTER TABLE ticket ADD COLUMN sender_id INTEGER REFERENCES person (id)",
    "ALTER TABLE category ADD COLUMN department_id INTEGER REFERENCES department (id)",
    "UPDATE ticket SET contact_id = filed_by_id",
)
REMINDED, SILENT = sa.text("remind_at IS NOT NULL"), sa.text("silence_at IS NOT NULL")
RUNNING = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    for column in PLAIN:
        op.add_column("ticket", column)
    op.add_column("person", sa.Column("chain", sa.String(length=40), nullable=True))
    for statement in POINTING:
        op.execute(statement)
    op.create_index("ix_ticket_lead_id", "ticket", ["lead_id"])
    op.create_index("ix_person_department_id", "person", ["department_id"])
    op.create_index("ix_ticket_silence_at", "ticket", ["silence_at"], sqlite_where=SILENT, postgresql_where=SILENT)
    op.create_index("ix_ticket_due_at", "ticket", ["due_at"], sqlite_where=RUNNING, postgresql_where=RUNNING)
    op.create_table(
        "assist",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("remind_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"]),
        sa.PrimaryKeyConstraint("ticket_id", "department_id"),
    )
    op.create_index("ix_assist_department_id", "assist", ["department_id"])
    op.create_index("ix_assist_remind_at", "assist", ["remind_at"], sqlite_where=REMINDED, postgresql_where=REMINDED)
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_absence_person_id", "absence", ["person_id"])
    op.create_index("ix_absence_substitute_id", "absence", ["substitute_id"])
