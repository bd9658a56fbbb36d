"""versions of items never change, but for which one is in force; the catalogue has a stamp."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KEPT = (
    "code, version, name, called, field, kind, department_id, promised_days, statutory_days, is_online, fees,"
    " materials, steps, since"
)
NEVER_CHANGED = {
    "sqlite": [
        f"CREATE TRIGGER service_item_no_{name} BEFORE {what} ON service_item"
        " BEGIN SELECT RAISE(ABORT, 'versions of items never change'); END"
        for name, what in (("update", f"UPDATE OF {KEPT}"), ("delete", "DELETE"))
    ],
    "postgresql": [
        """CREATE FUNCTION items_never_change() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'versions of items never change'; END $$""",
        f"""CREATE TRIGGER service_item_no_change BEFORE UPDATE OF {KEPT} OR DELETE ON service_item
        FOR EACH ROW EXECUTE FUNCTION items_never_change()""",
    ],
}


def upgrade() -> None:
    stamp = op.create_table(
        "catalogue_stamp",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(stamp, [{"id": 1, "changes": 0}])
    for statement in NEVER_CHANGED[op.get_bind().dialect.name]:
        op.execute(statement)
