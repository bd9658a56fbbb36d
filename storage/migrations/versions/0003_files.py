"""files on disk, albums, and the further messages of a contribution."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

DOWNLOAD_LIMIT = 20 * 1024 * 1024
# What was attached before is fetched too, as far as a bot can.
FETCH = """UPDATE attachment SET fetch_at = (SELECT event.at FROM event WHERE event.id = attachment.event_id)
WHERE kind <> 'location' AND coalesce(size, 0) <= :limit"""
STAYS = "UPDATE attachment SET problem = :why WHERE fetch_at IS NULL AND kind {} 'location'"


def upgrade() -> None:
    op.create_table(
        "event_message",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.PrimaryKeyConstraint("event_id", "message_id"),
    )
    op.create_index("ix_event_message_message_id", "event_message", ["message_id"])
    op.add_column("attachment", sa.Column("album", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("attachment", sa.Column("stored", sa.String(length=64), nullable=True))
    op.add_column("attachment", sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("attachment", sa.Column("fetch_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("attachment", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("attachment", sa.Column("problem", sa.String(length=255), nullable=True))
    op.create_index("ix_attachment_album", "attachment", ["album"])
    where = sa.text("fetch_at IS NOT NULL")
    op.create_index("ix_attachment_to_fetch", "attachment", ["fetch_at"], sqlite_where=where, postgresql_where=where)
    op.execute(sa.text(FETCH).bindparams(limit=DOWNLOAD_LIMIT))
    op.execute(sa.text(STAYS.format("=")).bindparams(why="a place, no file"))
    op.execute(sa.text(STAYS.format("<>")).bindparams(why="file is too big"))


def downgrade() -> None:
    op.drop_index("ix_attachment_to_fetch", "attachment")
    op.drop_index("ix_attachment_album", "attachment")
    for name in ("problem", "tries", "fetch_at", "stored_at", "stored", "album"):
        op.drop_column("attachment", name)
    op.drop_index("ix_event_message_message_id", "event_message")
    op.drop_table("event_message")
