"""Agents, a small catalogue, projects and mandates for tests of the agency service."""

from datetime import date, datetime
from typing import Any

from sqlmodel import col, select

from domain.agency_rules import CaseAction
from domain.roles import Role
from services.case_deeds import Deed
from services.cases import CaseSight, do, open_case, see_case
from services.mandates import ask_mandate, mark_of, sign
from services.projects import open_project
from services.record import File
from storage.agency_tables import Case, CaseMaterial, CaseStep, Mandate, Project, ServiceItem
from storage.database import Database
from storage.tables import Department, Firm, Person, PersonRole, Push
from tests.services.people import MORNING, me, sample

AGENTS = ("G01", "G02", "G03")
PHOTO = File("photo", "p1")
UNTIL = date(2027, 11, 24)
STEPS: list[dict[str, Any]] = [
    {"name": "收件核对", "worker": "agent", "days": 1},
    {"name": "审查", "worker": "department", "department": "D2", "days": 3},
    {"name": "现场确认", "worker": "firm", "days": 2, "after": [0], "presence": "须当面核对印章"},
    {"name": "领证送达", "worker": "agent", "days": 1, "after": [1, 2]},
]
MATERIALS: list[dict[str, Any]] = [
    {"name": "营业执照", "form": "加盖公章", "original": False, "copies": 1},
    {"name": "法人身份证", "form": "加盖公章", "original": False, "copies": 2},
]


async def agency(db: Database) -> ServiceItem:
    """The sample park with three agents, and one item of the catalogue."""
    await sample(db)
    await with_agents(db)
    return await item(db)


async def with_agents(db: Database) -> None:
    """The team."""
    names = ("罗思齐", "田雨声", "夏知秋")
    async with db.begin() as session:
        for code, name in zip(AGENTS, names, strict=True):
            person = Person(code=code, name=name)
            session.add(person)
            await session.flush()
            session.add(PersonRole(person_id=person.id or 0, role=Role.AGENT))


async def item(db: Database, code: str = "I001", version: int = 1, **wish: Any) -> ServiceItem:
    """One version of an item; the version before is not current any more."""
    async with db.begin() as session:
        department = (await session.exec(select(Department).where(Department.code == "D2"))).one()
        for old in await session.exec(select(ServiceItem).where(ServiceItem.code == code)):
            old.is_current = False
        await session.flush()
        values: dict[str, Any] = {
            "code": code,
            "version": version,
            "name": "立项备案",
            "department_id": department.id,
            "promised_days": 7,
            "statutory_days": 20,
            "materials": MATERIALS,
            "steps": STEPS,
            "since": MORNING,
        }
        made = ServiceItem(**values | wish)
        session.add(made)
        await session.flush()
        return made


async def firm_id(db: Database, code: str) -> int:
    async with db.read() as session:
        return (await session.exec(select(Firm.id).where(Firm.code == code))).one() or 0


async def person_id(db: Database, code: str) -> int:
    return (await me(db, code)).id


async def project(db: Database, key: str = "p1", firm: str = "F01", by: str = "C01", at: datetime = MORNING) -> Project:
    return await open_project(db, key, await firm_id(db, firm), "二期扩建", by=await me(db, by), at=at)


async def signed(db: Database, project_id: int, by: str = "C01", at: datetime = MORNING) -> Mandate:
    """A mandate that the owner has asked for and signed."""
    owner = await me(db, by)
    asked = await ask_mandate(db, f"m{project_id}:{at}", project_id, "委托代办立项备案", UNTIL, by=owner, at=at)
    return await sign(db, asked.id or 0, mark_of(asked), by=owner, at=at)


async def case(db: Database, item_id: int, *, mandate: bool = True, key: str = "c1", by: str = "C01") -> Case:
    """A case that goes on, or one that waits for its mandate."""
    made = await project(db)
    if mandate:
        await signed(db, made.id or 0)
    return await open_case(db, made.id or 0, item_id, key, by=await me(db, by), at=MORNING)


async def act(
    db: Database,
    case_id: int,
    by: str,
    action: CaseAction,
    *,
    step: int | None = None,
    material: int | None = None,
    text: str = "好",
    files: tuple[File, ...] = (),
    at: datetime = MORNING,
    key: str | None = None,
) -> Case:
    """A deed, with the positions of the step and the material."""
    steps, materials = await parts(db, case_id)
    step_id = steps[step].id if step is not None else None
    material_id = materials[material].id if material is not None else None
    deed = Deed(action, step_id, material_id, text, files)
    return await do(db, case_id, deed, by=await me(db, by, at), at=at, key=key)


async def parts(db: Database, case_id: int) -> tuple[list[CaseStep], list[CaseMaterial]]:
    async with db.read() as session:
        steps = await session.exec(select(CaseStep).where(CaseStep.case_id == case_id).order_by(col(CaseStep.position)))
        materials = await session.exec(
            select(CaseMaterial).where(CaseMaterial.case_id == case_id).order_by(col(CaseMaterial.position))
        )
        return list(steps), list(materials)


async def looked(db: Database, case_id: int, by: str = "C01", at: datetime = MORNING) -> CaseSight:
    return await see_case(db, case_id, by=await me(db, by, at), at=at)


async def told(db: Database) -> list[tuple[str, str]]:
    """All that is owed, oldest first: kind and who."""
    async with db.read() as session:
        asked = select(Push.kind, Person.code).join(Person, col(Person.id) == col(Push.person_id))
        return [(kind, code) for kind, code in await session.exec(asked.order_by(col(Push.id)))]
