"""sealed people: names and telephones can only be read with the park's keys."""

import sqlalchemy as sa
from alembic import op

from storage.sealed import RINGS

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

person = sa.table("person", *(sa.column(name) for name in ("id", "name", "phone", "sealed_name", "sealed_phone")))


def upgrade() -> None:
    op.add_column("person", sa.Column("sealed_name", sa.Text(), nullable=False, server_default=""))
    op.add_column("person", sa.Column("sealed_phone", sa.Text(), nullable=True))
    connection = op.get_bind()
    known = connection.execute(sa.select(person.c.id, person.c.name, person.c.phone)).all()
    for number, name, phone in known:
        ring = RINGS[connection.dialect]
        sealed = {"sealed_name": ring.seal(name, "person.name")}
        sealed["sealed_phone"] = ring.seal(phone, "person.phone") if phone else None
        connection.execute(sa.update(person).where(person.c.id == number).values(sealed))
    op.drop_column("person", "name")
    op.drop_column("person", "phone")


def downgrade() -> None:
    op.add_column("person", sa.Column("name", sa.String(length=80), nullable=False, server_default=""))
    op.add_column("person", sa.Column("phone", sa.String(length=32), nullable=True))
    connection = op.get_bind()
    known = connection.execute(sa.select(person.c.id, person.c.sealed_name, person.c.sealed_phone)).all()
    for number, name, phone in known:
        ring = RINGS[connection.dialect]
        opened = {"name": ring.open(name, "person.name")}
        opened["phone"] = ring.open(phone, "person.phone") if phone else None
        connection.execute(sa.update(person).where(person.c.id == number).values(opened))
    op.drop_column("person", "sealed_name")
    op.drop_column("person", "sealed_phone")
