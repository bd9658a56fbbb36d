"""The park's records as the rows of its workbook: read, edited one at a time, compared; each change on the trail."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.assignment import bearing, nearest
from domain.errors import BadField, EditedMeanwhile, NotForOffice
from domain.roles import MOST_FIRMS_A_LIAISON, OFFICE, Role
from services.assignment import hand_to
from services.audit import masked_name, masked_phone, note, short
from services.catalogue import items_as_they_are
from services.park import CategoryRow, DepartmentRow, FirmRow, ParkSheets, PersonRow, bring
from services.people import add_invitation
from services.rows import Row
from storage.assignment import hold_liaisons
from storage.categories import categories
from storage.database import Database
from storage.office import one_at_a_time
from storage.people import Me, bound_people
from storage.tables import Contact, Department, Firm, Person, PersonRole

WHAT = {
    "departments": "department",
    "people": "person",
    "firms": "firm",
    "categories": "category",
    "items": "item",
}
ADMINS = frozenset({Role.ADMIN})
MAY_CHANGE = {
    "departments": ADMINS,
    "people": ADMINS,
    "firms": frozenset({Role.ADMIN, Role.DISPATCHER}),
    "categories": ADMINS,
}
MAY_READ = {
    "departments": OFFICE - {Role.DISPATCHER},
    "people": OFFICE - {Role.DISPATCHER},
    "firms": OFFICE,
    "categories": OFFICE - {Role.DISPATCHER},
}


@dataclass(frozen=True)
class Change:
    """One row that differs: `old` is empty for a new one; only what differs is in both."""

    kind: str
    code: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]


@dataclass(frozen=True)
class Records:
    """The park's rows, and which people have a chat."""

    sheets: ParkSheets
    bound: frozenset[str]


async def records(db: Database, *, by: Me) -> Records:
    """Everything of the park, as far as the person may read it. Raises NotForOffice."""
    if not by.roles & OFFICE:
        raise NotForOffice
    async with db.read() as session:
        sheets = await park_as_it_is(session)
        chats = await bound_people(session)
        bound = frozenset(person.code for person in await session.exec(select(Person)) if person.id in chats)
    return Records(seen_by(by, sheets), bound)


def seen_by(me: Me, sheets: ParkSheets) -> ParkSheets:
    """The sheets as somebody may read them: who only assesses sees no contact's personal data (DOMAIN.md)."""
    if me.roles & {Role.ADMIN, Role.DISPATCHER, Role.DIRECTOR}:
        return sheets
    return replace(sheets, people=tuple(map(without_personal_data, sheets.people)))


def without_personal_data(row: PersonRow) -> PersonRow:
    """A contact without name and telephone, everybody else without the telephone."""
    name = masked_name(row.name) if Role.CONTACT in row.roles else row.name
    return row.model_copy(update={"name": name, "phone": masked_phone(row.phone) or None})


async def park_as_it_is(session: AsyncSession) -> ParkSheets:
    """The park's rows as a workbook lists them, by code; categories in the order they are offered."""
    departments = sorted(await session.exec(select(Department)), key=lambda row: row.code)
    code_of = {row.id: row.code for row in departments}
    people = sorted(await session.exec(select(Person)), key=lambda row: row.code)
    person_of = {row.id: row.code for row in people}
    roles: dict[int, set[Role]] = defaultdict(set)
    for held in await session.exec(select(PersonRole)):
        roles[held.person_id].add(Role(held.role))
    speakers: dict[int, list[tuple[bool, str]]] = defaultdict(list)
    for contact in await session.exec(select(Contact)):
        speakers[contact.firm_id].append((not contact.is_owner, person_of[contact.person_id]))
    firms = sorted(await session.exec(select(Firm)), key=lambda row: row.code)
    return ParkSheets(
        tuple(DepartmentRow.model_construct(code=row.code, name=row.name) for row in departments),
        tuple(person_row(row, frozenset(roles[row.id or 0]), code_of) for row in people),
        tuple(firm_row(row, speakers[row.id or 0], person_of) for row in firms),
        tuple(
            CategoryRow.model_construct(
                code=row.code,
                zh=row.zh,
                en=row.en,
                resolve_days=row.resolve_days,
                department=code_of.get(row.department_id),
            )
            for row in await categories(session)
        ),
    )


async def whole_park_as_it_is(session: AsyncSession) -> ParkSheets:
    """The same with the catalogue, which pages of single records do without."""
    code_of = {row.id: row.code for row in await session.exec(select(Department))}
    return replace(await park_as_it_is(session), items=await items_as_they_are(session, code_of))


def person_row(row: Person, roles: frozenset[Role], code_of: Mapping[int | None, str]) -> PersonRow:
    """A person as a row; one who has left has no roles, which a sheet would not take."""
    return PersonRow.model_construct(
        code=row.code,
        name=row.name,
        roles=roles,
        department=code_of.get(row.department_id),
        phone=row.phone or None,
        chain=row.chain or None,
    )


def firm_row(row: Firm, speakers: Sequence[tuple[bool, str]], person_of: Mapping[int | None, str]) -> FirmRow:
    """A firm as a row, its owner the first of its contacts."""
    values: dict[str, Any] = {"size": row.size}  # the database keeps a word
    return FirmRow.model_construct(
        **values,
        code=row.code,
        name=row.name,
        chain=row.chain,
        backbone=row.is_backbone,
        liaison=person_of.get(row.liaison_id),
        contacts=tuple(code for _, code in sorted(speakers)),
        credit_code=row.credit_code,
    )


def rows_of(sheets: ParkSheets, kind: str) -> Sequence[Row]:
    """One sheet's rows."""
    rows: Sequence[Row] = getattr(sheets, kind)
    return rows


def row_with(sheets: ParkSheets, kind: str, code: str) -> Row | None:
    """The row of that code."""
    return next((row for row in rows_of(sheets, kind) if row.code == code), None)


def values_of(row: Row | None) -> dict[str, Any]:
    """A row's values in words that can be compared and kept."""
    return {name: short(value) for name, value in row} if row else {}


def version_of(row: Row | None) -> str:
    """A hash of a row's values: the same as long as nobody has changed it. Of no row it is empty."""
    said = json.dumps(values_of(row), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32] if row else ""


async def save(db: Database, kind: str, row: Row, *, version: str, by: Me, at: datetime) -> Change:
    """Save one row as it was typed, if it is still what its editor was shown (`version`, empty for a new one).

    Raises NotForOffice, EditedMeanwhile (its detail `row` is what stands there now), BadField. Nothing is written then.
    """
    if not by.roles & MAY_CHANGE[kind]:
        raise NotForOffice
    async with db.begin() as session:
        await one_at_a_time(session)
        before = await park_as_it_is(session)
        now = row_with(before, kind, row.code)
        if now and not version:
            raise BadField("code", "office-wrong-taken")
        if version_of(now) != version:
            raise EditedMeanwhile(row=now)
        refuse_misfit(before, row)
        await hold_liaisons(session)
        handed = liaison_changes(now, row)
        kept = row.model_copy(update={"liaison": getattr(now, "liaison", None)}) if handed else row
        await bring(session, alone(before, kind, kept), at=at, keeps_added=False)
        if handed:
            await hand_to(session, db, row.code, handed, by=by, at=at)
        change = difference(kind, now, row)
        trace(session, [change], by=by, at=at)
        return change


def liaison_changes(now: Row | None, row: Row) -> str | None:
    """The code of a firm's new liaison: he gets the firm as by /assign, with its open tickets, and all are told."""
    before, after = getattr(now, "liaison", None), getattr(row, "liaison", None)
    return after if now and after and after != before else None


def alone(before: ParkSheets, kind: str, row: Row) -> ParkSheets:
    """Sheets that hold this row; kinds of problems all, so that they keep their order."""
    rows: dict[str, Any] = {sheet.name: () for sheet in fields(ParkSheets)}
    if kind != "categories":
        return ParkSheets(**rows | {kind: (row,)})
    others = [row if known.code == row.code else known for known in before.categories]
    new = [] if row_with(before, kind, row.code) else [row]
    return ParkSheets(**rows | {kind: (*others, *new)})


def difference(kind: str, now: Row | None, row: Row) -> Change:
    """What saving the row changes."""
    old, new = values_of(now), values_of(row)
    changed = [name for name in new if now is None or old[name] != new[name]]
    return Change(
        kind,
        row.code,
        {name: old[name] for name in changed if now},
        {name: new[name] for name in changed},
    )


def differences(before: ParkSheets, sheets: ParkSheets) -> list[Change]:
    """What loading the sheets changes, row by row, in their order; what they do not list stays."""
    found = []
    for sheet in fields(ParkSheets):
        known = {row.code: row for row in rows_of(before, sheet.name)}
        rows = rows_of(sheets, sheet.name)
        found += [difference(sheet.name, known.get(row.code), row) for row in rows]
    return [change for change in found if change.new]


def trace(session: AsyncSession, changes: Sequence[Change], *, by: Me | None, at: datetime) -> None:
    """Put changes on the trail."""
    for change in changes:
        if change.new:
            act = "change" if change.old else "add"
            note(session, WHAT[change.kind], change.code, act, by=by, at=at, old=change.old, new=change.new)


def refuse_misfit(park: ParkSheets, row: Row) -> None:
    """What a single row must not do to the park around it. Raises BadField that names the field."""
    departments = {each.code for each in park.departments}
    if (place := getattr(row, "department", None)) and place not in departments:
        raise BadField("department", "office-wrong-unknown", code=place)
    if isinstance(row, FirmRow):
        refuse_firm(park, row)
    if isinstance(row, PersonRow):
        refuse_person(park, row)


def refuse_firm(park: ParkSheets, row: FirmRow) -> None:
    """A liaison who has room, and contacts who are contacts."""
    roles = {each.code: each.roles for each in park.people}
    for field, codes, role in (
        ("liaison", filter(None, [row.liaison]), Role.LIAISON),
        ("contacts", row.contacts, Role.CONTACT),
    ):
        for code in codes:
            if role not in roles.get(code, ()):
                raise BadField(field, "office-wrong-unknown", code=code)
    refuse_left_alone(park, row)
    others = [firm for firm in park.firms if firm.liaison == row.liaison and firm.code != row.code]
    if row.liaison and len(others) >= MOST_FIRMS_A_LIAISON:
        free = with_room_in(park, row.chain)
        raise BadField("liaison", "office-wrong-crowded", code=row.liaison, most=MOST_FIRMS_A_LIAISON, room=free)


def refuse_left_alone(park: ParkSheets, row: FirmRow) -> None:
    """A firm that has a liaison is not left without one: the sentence names who has room."""
    had = next((firm.liaison for firm in park.firms if firm.code == row.code), None)
    if row.liaison or not had:
        return
    raise BadField("liaison", "office-wrong-left-alone", room=with_room_in(park, row.chain))


def with_room_in(park: ParkSheets, chain: str) -> str:
    """Who could take a firm of that chain, in words."""
    names = {person.code: person.name for person in park.people if Role.LIAISON in person.roles}
    liaisons = bearing(names, ((firm.liaison, firm.chain) for firm in park.firms))
    return "、".join(f"{each.name} {each.code}" for each in nearest(liaisons, chain)) or "–"


def refuse_person(park: ParkSheets, row: PersonRow) -> None:
    """Who looks after firms or speaks for one keeps that role until somebody else does; the last admin stays one."""
    looked_after = [firm.code for firm in park.firms if firm.liaison == row.code]
    spoken_for = [firm.code for firm in park.firms if row.code in firm.contacts]
    others = [each for each in park.people if Role.ADMIN in each.roles and each.code != row.code]
    if Role.ADMIN not in row.roles and not others:
        raise BadField("roles", "office-wrong-last-admin")
    for role, firms in ((Role.LIAISON, looked_after), (Role.CONTACT, spoken_for)):
        if firms and role not in row.roles:
            raise BadField("roles", "office-wrong-needed", firms="、".join(firms))


async def invite_from_office(db: Database, code: str, *, by: Me, at: datetime) -> str:
    """A one-time invitation for the person with that code; it is on the trail who made it. Returns its token.

    Raises NotForOffice, KeyError when nobody has the code.
    """
    if Role.ADMIN not in by.roles:
        raise NotForOffice
    async with db.begin() as session:
        token = await add_invitation(session, code, at, db.park.invitation_lives)
        note(session, "person", code, "invite", by=by, at=at)
    return token
