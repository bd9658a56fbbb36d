"""Where does it stand: open cases by their date, and those of a firm, each from an index."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
LANDING = sa.text("template != ''")
GOING = sa.text("state IN ('preparing', 'under_way', 'waiting')")


def upgrade() -> None:
    op.create_index(
        "ix_agency_case_going", "agency_case", ["promised_for", "id"], sqlite_where=GOING, postgresql_where=GOING
    )
    op.create_index(
        "ix_agency_case_of_firm", "agency_case", ["firm_id", "promised_for"], sqlite_where=GOING, postgresql_where=GOING
    )
    op.create_index("ix_agency_case_kind", "agency_case", ["kind", "id"])
    op.create_index("ix_project_landing", "project", ["id"], sqlite_where=LANDING, postgresql_where=LANDING)
