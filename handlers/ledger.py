"""台账: entries of rewards and certificates, both ledgers, and the year's report."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.ledger import certificate_card, ledger_document, ledgers_card, reward_card, to_enter_card, year_card
from domain.agency import Kind
from domain.dates import read_date
from domain.errors import NotAnAnswer, NotInThisLedger
from domain.money import read_yuan, yuan
from domain.numbers import read_case_number
from handlers.desk import Filling
from handlers.filters import IsBound, MenuButton, Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, document_message, send, with_all
from handlers.talk import Talk
from services.agency_report import report
from services.ledger import (
    Certificate,
    Reward,
    case_to_enter,
    cases_to_enter,
    enter_certificate,
    enter_reward,
    ledgers,
)
from storage.agency_figures import OfFirm

FORMS_OF = {Kind.REWARD: "reward", Kind.CERTIFICATE: "certificate"}
COMMANDS = {"reward": Kind.REWARD, "certificate": Kind.CERTIFICATE}
LONGEST_NUMBER = 64
EARLIEST = 2000


async def today_choices(talk: Talk, _filling: Filling) -> Choices:
    """Today is the usual answer."""
    return [(talk.say.plain("ledger-today"), str(talk.db.park.calendar.today(talk.at)))]


def read_amount(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A sum in yuan, exactly as typed. Raises NotAnAnswer."""
    amount = read_yuan(answer.text)
    if amount is None:
        raise NotAnAnswer("ledger-need-amount")
    return str(amount)


def read_day(talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A day up to today. Raises NotAnAnswer."""
    found = read_date(answer.text, talk.db.park.calendar, talk.at)
    day = talk.db.park.calendar.today(found) if isinstance(found, datetime) else found
    if day is None or day.year < EARLIEST or day > talk.db.park.calendar.today(talk.at):
        raise NotAnAnswer("ledger-need-day")
    return str(day)


def read_number(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A certificate's number. Raises NotAnAnswer."""
    return words(answer, least=2, most=LONGEST_NUMBER)


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """Which case it is, and what stands there now."""
    row = await case_to_enter(talk.db, case_id=int(filling.answers["case"]), by=talk.person)
    case, typed = row.case, filling.answers.get("amount")
    amount = Decimal(typed) if typed else case.amount
    return {
        "name": case.name,
        "case": case.number,
        "firm": row.firm.name,
        "amount": yuan(amount) if amount else "–",
        "approved": case.approved_on or "–",
        "paid": case.paid_on or "–",
    }


def day_of(filling: Filling, name: str) -> date | None:
    """A date that was answered, if it was."""
    return date.fromisoformat(filling.answers[name]) if filling.answers.get(name) else None


async def send_reward(talk: Talk, filling: Filling) -> Reply:
    """Into the ledger of rewards."""
    amount = filling.answers.get("amount")
    entry = Reward(Decimal(amount) if amount else None, day_of(filling, "approved"), day_of(filling, "paid"))
    case_id = int(filling.answers["case"])
    await enter_reward(talk.db, case_id, entry, by=talk.person, at=talk.at, key=f"ledger:{filling.key}")
    return [send(talk, reward_card(await case_to_enter(talk.db, case_id=case_id, by=talk.person), talk.say))]


async def send_certificate(talk: Talk, filling: Filling) -> Reply:
    """Into the ledger of certificates."""
    entry = Certificate(filling.answers["number"], date.fromisoformat(filling.answers["on"]))
    case_id = int(filling.answers["case"])
    await enter_certificate(talk.db, case_id, entry, by=talk.person, at=talk.at, key=f"ledger:{filling.key}")
    return [send(talk, certificate_card(await case_to_enter(talk.db, case_id=case_id, by=talk.person), talk.say))]


REWARD = Form(
    "reward",
    (
        Step("amount", read_amount, optional=True),
        Step("approved", read_day, today_choices, optional=True),
        Step("paid", read_day, today_choices, optional=True),
    ),
    send_reward,
    shows=shows,
)
CERTIFICATE = Form(
    "certificate", (Step("number", read_number), Step("on", read_day, today_choices)), send_certificate, shows=shows
)
FORMS = (REWARD, CERTIFICATE)


def router(forms: Forms) -> Router:
    """Commands, the menu, and the buttons st:enter:case, st:book:0, st:year:0."""
    made = Router(name="ledger")

    @made.message(Command(*COMMANDS), IsBound())
    async def enter(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        return await begin_by_number(talk, forms, COMMANDS[command.command], command.args or "")

    @made.message(Command("ledger"), IsBound())
    @made.message(MenuButton("menu-ledger"), IsBound())
    async def look(_message: Message, talk: Talk) -> Reply:
        return [send(talk, ledgers_card(await ledgers(talk.db, by=talk.person), talk.say))]

    @made.message(Command("yearreport"), IsBound())
    async def year(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        return await tell_year(talk, command.args or "")

    @made.callback_query(Tapped("st", "enter", "book", "year"))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await do(talk, forms, parts[0], int(parts[1]))

    return made


async def do(talk: Talk, forms: Forms, verb: str, row_id: int) -> Reply:
    """What a button means."""
    match verb:
        case "enter":
            return await begin(talk, forms, await case_to_enter(talk.db, case_id=row_id, by=talk.person))
        case "book":
            seen = await ledgers(talk.db, by=talk.person)
            calendar = talk.db.park.calendar
            return [document_message(talk, ledger_document(seen, talk.say, calendar, calendar.today(talk.at)))]
        case _:
            return await tell_year(talk, "")


async def begin_by_number(talk: Talk, forms: Forms, kind: Kind, typed: str) -> Reply:
    """The entry of the case that is named; else which one it is for."""
    number = read_case_number(typed)
    if number is None:
        return [send(talk, to_enter_card(await cases_to_enter(talk.db, kind, by=talk.person), kind, talk.say))]
    return await begin(talk, forms, await case_to_enter(talk.db, number=number, by=talk.person, kind=kind))


async def begin(talk: Talk, forms: Forms, row: OfFirm) -> Reply:
    """The form of that case; one that was begun goes on. Raises NotInThisLedger."""
    name = FORMS_OF.get(row.case.kind)
    if name is None:
        raise NotInThisLedger
    new = Filling(name, answers={"case": row.case.id}, apart=f"case {row.case.id}")
    return await forms.begin(talk, talk.desk.begun.get(new.slot) or new)


async def tell_year(talk: Talk, typed: str) -> Reply:
    """The year's report: this year's, or that of the year that is named."""
    clean = typed.strip()
    year = int(clean) if clean.isdecimal() and len(clean) == len("2026") else talk.db.park.calendar.today(talk.at).year
    found = await report(talk.db, year, by=talk.person)
    return with_all(talk, year_card(found, talk.say, talk.db.park.calendar))
