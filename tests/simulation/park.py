"""A made-up park of any size: departments with officers and heads, liaisons with one to three firms, overseers."""

from dataclasses import dataclass

from domain.roles import Role
from services.park import DepartmentRow, FirmRow, ParkSheets, PersonRow

CHAINS = ("先进装备制造", "生物医药", "电子信息", "新能源新材料", "食品加工")
BACKBONE_EVERY = 10


@dataclass(frozen=True)
class Size:
    """How large a park is, how much happens in it, and how many seconds its clock's ticks are apart."""

    liaisons: int = 103
    firms: int = 230
    departments: int = 12
    tickets: int = 5000
    days: int = 365
    every: int = 1


FULL = Size(every=900)
SMALL = Size(liaisons=15, firms=32, departments=4, tickets=120, days=60, every=20)
TINY = Size(liaisons=4, firms=9, departments=3, tickets=12, days=20, every=20)


def sheets(size: Size) -> ParkSheets:
    """The park's workbook."""
    return ParkSheets(
        departments=tuple(DepartmentRow(code=f"D{n}", name=f"第{n}局") for n in range(size.departments)),
        people=(*overseers(), *staff(size), *liaisons(size), *contacts(size)),
        firms=tuple(firm(n, size) for n in range(size.firms)),
    )


def person(code: str, role: Role, department: str | None = None, chain: str | None = None) -> PersonRow:
    """Somebody."""
    return PersonRow(code=code, name=f"某人{code}", roles=frozenset({role}), department=department, chain=chain)


def overseers() -> list[PersonRow]:
    """Those who are above all departments."""
    leads = [person(f"P{n}", Role.CHAIN_LEAD, chain=chain) for n, chain in enumerate(CHAINS)]
    desk = [person("W0", Role.DISPATCHER), person("W1", Role.DISPATCHER)]
    return [person("X0", Role.DIRECTOR), person("K0", Role.ASSESSOR), *desk, *leads]


def staff(size: Size) -> list[PersonRow]:
    """Two officers and a head for each department; the last one has no officer: its head signs."""
    heads = [person(f"H{n}", Role.HEAD, f"D{n}") for n in range(size.departments)]
    manned = range(size.departments - 1)
    return [*heads, *(person(f"O{n}{letter}", Role.OFFICER, f"D{n}") for n in manned for letter in "ab")]


def liaisons(size: Size) -> list[PersonRow]:
    """Liaisons from all departments; every ninth from none."""
    places = [None if n % 9 == 8 else f"D{n % size.departments}" for n in range(size.liaisons)]
    return [person(f"L{n}", Role.LIAISON, place) for n, place in enumerate(places)]


def contacts(size: Size) -> list[PersonRow]:
    """One contact a firm."""
    return [person(f"C{n}", Role.CONTACT) for n in range(size.firms)]


def firm(number: int, size: Size) -> FirmRow:
    """A firm; its liaison has one to three."""
    return FirmRow(
        code=f"F{number}",
        name=f"某某{number}号精密制造有限公司",
        chain=CHAINS[number % len(CHAINS)],
        size="small",
        backbone=number % BACKBONE_EVERY == 0,
        liaison=f"L{number % size.liaisons}",
        contacts=(f"C{number}",),
    )
