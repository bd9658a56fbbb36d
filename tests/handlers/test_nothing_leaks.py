"""Each role tries every command, every number and every button it is shown: nothing of a strange firm comes back."""

import contextlib
from collections.abc import Iterator

import pytest
from sqlmodel import col, select

from domain.lifecycle import Action
from domain.roles import Role
from handlers.menu import BOUND, BY_ROLE
from services.record import Move
from services.tickets import Problem, file_problem, move
from storage.database import Database
from storage.tables import Department, Firm, Person
from tests.house import MORNING, House
from tests.phones import Message, Phone
from tests.reliability.desk_work import paid, rows, somebody

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # tests/services/ compares both
FIRMS = tuple(f"F{n:02}" for n in range(1, 11))
SPEAKS = {f"F{n:02}": f"C{n + 2:02}" for n in range(3, 11)} | {"F01": "C01", "F02": "C03"}
DONE = {"leave", "newphone", "language"}  # after these there is nothing more to try, or nothing to read
ROUNDS = 4  # a button, what it asks, what that asks
# With D3: F05 as itself, F06 under a hidden name. Everything else is with the firms' liaisons.
HANDED, HIDDEN = "F05", "F06"
ASKED = ("F01", "F03", "F08", HIDDEN)  # a number and a firm of each kind
STRANGE = {
    "C05": set(FIRMS) - {"F03"},
    "L03": set(FIRMS) - {"F03", "F04"},
    "O03": set(FIRMS) - {HANDED, HIDDEN},
    "S01": set(FIRMS),
}


def words_of(firm: str) -> str:
    """What only its own ticket says."""
    return f"暗号{firm}之事"


async def one_ticket_each(db: Database) -> dict[str, str]:
    """Every firm files; two are handed to a department, one of them under a hidden name. Numbers by firm."""
    numbers = {}
    lead = (await rows(db, select(Department.id).where(Department.code == "D3")))[0]
    for firm in FIRMS:
        problem = Problem(f"leak-{firm}", "other", words_of(firm), confidential=firm == HIDDEN)
        ticket = await file_problem(db, problem, by=await somebody(db, SPEAKS[firm]), at=MORNING)
        numbers[firm] = ticket.number
        if firm in {HANDED, HIDDEN}:
            liaison = await somebody(db, "L04")
            await move(db, ticket.id or 0, Move(Action.HAND_OVER, "请办", lead_id=lead), by=liaison, at=MORNING)
    return numbers


async def secrets(db: Database, code: str) -> set[str]:
    """Words that must not reach that phone: strange tickets' words, and who speaks for strange firms."""
    strange = STRANGE[code]
    known = dict(await rows(db, select(Person.code, Person.name)))
    names = {row.code: row.name for row in await rows(db, select(Firm).order_by(col(Firm.id)))}
    told = {words_of(firm) for firm in strange}
    if code != "S01":  # who keeps the list of firms may read who speaks for them
        told |= {known[SPEAKS[firm]] for firm in strange} | ({names[HIDDEN]} if code == "O03" else set())
    return told


def commands(roles: frozenset[Role], numbers: dict[str, str]) -> Iterator[str]:
    """Every command of everybody, whether his role offers it or not, and each with every number."""
    every = dict.fromkeys([*BOUND, *(name for names in BY_ROLE.values() for name in names)])
    own = {name for role in roles for name in BY_ROLE.get(role, ())} | set(BOUND)
    for name in every:
        if name not in DONE:
            yield f"/{name}"
    for number in (numbers[firm] for firm in ASKED):
        yield from (f"/{name} {number}" for name in ("ticket", "history", "files") if name in own)
    yield "/find 暗号"
    yield from (f"/firm {firm}" for firm in ASKED)


def buttons_of(message: Message) -> Iterator[tuple[str, tuple[int, str]]]:
    """Each button's label, with what pressing it takes even when the card has changed meanwhile."""
    for row in message.raw.get("reply_markup", {}).get("inline_keyboard", ()):
        yield from ((button["text"], (message.id, button["callback_data"])) for button in row)


async def try_everything(house: House, phone: Phone, tried: list[str]) -> list[Message]:
    """Write all of it, then press every button that is new, and what comes of that; returns all that was shown."""
    seen: dict[tuple[int, str], Message] = {}
    pressed: set[str] = set()
    for words in tried:
        await phone.write(words)
    for _ in range(ROUNDS):
        await paid(house)
        news, _ = await phone._news(0, 0)
        shown = [message for message in news if message.by_bot]
        seen |= {(message.id, message.text): message for message in shown}
        offered = dict(button for message in shown for button in buttons_of(message))
        for label in offered.keys() - pressed:
            with contextlib.suppress(AssertionError):  # an earlier press of this round has taken the button away
                await phone.press_data(*offered[label])
        pressed |= offered.keys()
    return list(seen.values())


@pytest.mark.parametrize("code", list(STRANGE))
async def test_whatever_a_role_tries_nothing_of_a_strange_firm_comes_back(house: House, code: str) -> None:
    numbers = await one_ticket_each(house.db)
    phone = await house.phone(code)
    me = await somebody(house.db, code)
    shown = await try_everything(house, phone, list(commands(me.roles, numbers)))
    assert len(shown) > len(BOUND)
    hidden = await secrets(house.db, code)
    leaks = [f"{word}: {message}" for message in shown for word in hidden if word in message.text]
    leaks += [f"{word}: {row}" for message in shown for row in message.buttons for word in hidden if word in str(row)]
    assert not leaks, "\n".join(leaks[:5])
