"""Bulk statements for a whole park: a few, however many rows; and what a park must never look like."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.roles import Role
from storage.categories import categories
from storage.tables import Contact, Department, Firm, Person, PersonRole

Rows = Sequence[dict[str, Any]]
SET_ONCE = frozenset({"code", "language", "position"})


async def upsert(session: AsyncSession, table: type[SQLModel], rows: Rows) -> None:
    """Insert rows, or bring those whose code is there already to what they say now."""
    if not rows:
        return
    kind = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = kind(named(table))
    changed = {name: statement.excluded[name] for name in rows[0] if name not in SET_ONCE}
    connection = await session.connection()
    await connection.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed), rows)


async def replace(session: AsyncSession, table: type[SQLModel], key: str, ids: Collection[int], rows: Rows) -> None:
    """Rows that belong to the given ids become exactly these."""
    connection = await session.connection()
    if ids:
        gone = delete(named(table)).where(named(table).c[key] == bindparam("owner"))
        await connection.execute(gone, [{"owner": each} for each in ids])
    if rows:
        await connection.execute(insert(named(table)), rows)


async def replace_contacts(session: AsyncSession, firm_ids: Collection[int], rows: Rows) -> None:
    """The firms' contacts become exactly these, and those who were let in in the chat stay: no workbook knows them."""
    added = select(Contact.firm_id, Contact.person_id, Contact.is_owner).where(
        col(Contact.firm_id).in_(firm_ids), col(Contact.added_by_id).is_not(None)
    )
    kept = {(firm, person): is_owner for firm, person, is_owner in await session.exec(added)}
    owned = {firm for (firm, _), is_owner in kept.items() if is_owner}
    new = [row | {"is_owner": row["is_owner"] and row["firm_id"] not in owned} for row in rows]
    contact, connection = named(Contact), await session.connection()
    if firm_ids:
        gone = delete(contact).where(contact.c.firm_id == bindparam("firm"), contact.c.added_by_id.is_(None))
        await connection.execute(gone, [{"firm": each} for each in firm_ids])
    if new := [row for row in new if (row["firm_id"], row["person_id"]) not in kept]:
        await connection.execute(insert(contact), new)


async def replace_all_contacts(session: AsyncSession, firm_ids: Collection[int], rows: Rows) -> None:
    """The firms' contacts become exactly these; who stays keeps the mark of having been let in in the chat."""
    asked = select(Contact.firm_id, Contact.person_id, Contact.added_by_id).where(col(Contact.firm_id).in_(firm_ids))
    added_by = {(firm, person): by for firm, person, by in await session.exec(asked)}
    contact, connection = named(Contact), await session.connection()
    await connection.execute(delete(contact).where(contact.c.firm_id.in_(firm_ids)))
    if new := [row | {"added_by_id": added_by.get((row["firm_id"], row["person_id"]))} for row in rows]:
        await connection.execute(insert(contact), new)


async def people_who_left(session: AsyncSession, codes: Collection[str]) -> Sequence[str]:
    """Of these people, the codes of those who have left."""
    asked = select(Person.code).where(col(Person.left_at).is_not(None)).order_by(col(Person.code))
    return [code for code in await session.exec(asked) if code in set(codes)]


def named(table: type[SQLModel]) -> Any:
    """The Core table behind a class."""
    return SQLModel.metadata.tables[str(table.__tablename__)]


async def ids_by_code(session: AsyncSession, table: type[Department | Person | Firm]) -> dict[str, int]:
    """Row ids of everything in the table."""
    return {code: row_id or 0 for code, row_id in await session.exec(select(table.code, table.id))}


async def credit_codes_of_others(session: AsyncSession, listed: Collection[str]) -> dict[str | None, str]:
    """Credit codes of firms that are not listed, with the firm's own code."""
    asked = select(Firm.credit_code, Firm.code).where(col(Firm.credit_code).is_not(None))
    return {credit: code for credit, code in await session.exec(asked) if code not in set(listed)}


async def forget_credit_codes(session: AsyncSession, listed: Collection[str]) -> None:
    """The listed firms have none for a moment: each row is written by itself, and two may have changed codes."""
    firm = named(Firm)
    if listed:
        connection = await session.connection()
        await connection.execute(
            update(firm).where(firm.c.code == bindparam("firm")).values(credit_code=None), [{"firm": c} for c in listed]
        )


async def put_first(session: AsyncSession, codes: Sequence[str]) -> None:
    """These kinds of problems are offered in this order, all others after them in the order they had."""
    known = {each.code: each for each in await categories(session)}
    for position, code in enumerate(dict.fromkeys([*codes, *known])):
        known[code].position = position


async def firms_elsewhere(session: AsyncSession, codes: Collection[str]) -> Sequence[tuple[str | None, str]]:
    """Of the firms that have a liaison and none of these codes: the liaison's code, and the chain."""
    asked = select(Firm.code, Person.code, Firm.chain).join(Person, col(Person.id) == col(Firm.liaison_id))
    rows = await session.exec(asked.order_by(col(Firm.id)))
    return [(liaison, chain) for code, liaison, chain in rows if code not in codes]


async def firms_with_liaison(session: AsyncSession) -> frozenset[str]:
    """The codes of the firms that have a liaison."""
    return frozenset(await session.exec(select(Firm.code).where(col(Firm.liaison_id).is_not(None))))


async def free_of_liaisons(session: AsyncSession, codes: Collection[str]) -> None:
    """These firms have no liaison for a moment."""
    firm = named(Firm)
    connection = await session.connection()
    if codes:
        freed = update(firm).where(firm.c.code == bindparam("whose"), firm.c.liaison_id.is_not(None))
        await connection.execute(freed.values(liaison_id=None), [{"whose": code} for code in codes])


async def liaisons_in_name_only(session: AsyncSession) -> Sequence[str]:
    """Who has a firm to look after, but not the role."""
    return await without_role(session, col(Person.id).in_(select(Firm.liaison_id)), Role.LIAISON)


async def contacts_in_name_only(session: AsyncSession) -> Sequence[str]:
    """Who speaks for a firm, but does not have the role."""
    return await without_role(session, col(Person.id).in_(select(Contact.person_id)), Role.CONTACT)


async def without_role(session: AsyncSession, those: ColumnElement[bool], role: Role) -> Sequence[str]:
    """The codes of those who do not hold a role."""
    holders = select(PersonRole.person_id).where(PersonRole.role == role)
    asked = select(Person.code).where(those, col(Person.id).not_in(holders))
    return (await session.exec(asked.order_by(col(Person.code)))).all()
