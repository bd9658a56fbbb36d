"""导出: the ledger and the month's report as files, made in the background; how far they are, and stopping them."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.exports import AGAIN, ASK, EXPORT, STOP, asked_card, choice_card, over_card
from domain.exports import ExportKind
from domain.roles import SEES_ALL
from handlers.filters import IsBound, Tapped
from handlers.replies import Reply, send, show
from handlers.talk import Talk
from services.exports import ask_for, own_exports, push_again, refuse_others, stop


def router() -> Router:
    """The commands, and the buttons ex:ask:kind:period, ex:stop:row, ex:again:row."""
    made = Router(name="exports")

    @made.message(Command("export"), IsBound())
    async def ledger(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        if command.args:
            return await asked(talk, ExportKind.LEDGER, command.args)
        refuse_others(ExportKind.LEDGER, talk.person)
        known, today = await own_exports(talk.db, by=talk.person), talk.db.park.calendar.today(talk.at)
        return [send(talk, choice_card(known, today, talk.say, reports=bool(talk.person.roles & SEES_ALL)))]

    @made.message(Command("monthreport"), IsBound())
    async def report(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        return await asked(talk, ExportKind.REPORT, command.args or "")

    @made.callback_query(Tapped(EXPORT, ASK), IsBound())
    async def chosen(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await asked(talk, ExportKind(parts[1]), parts[2])

    @made.callback_query(Tapped(EXPORT, STOP), IsBound())
    async def stopped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return show(talk, over_card(await stop(talk.db, int(parts[1]), by=talk.person, at=talk.at), talk.say))

    @made.callback_query(Tapped(EXPORT, AGAIN), IsBound())
    async def again(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        await push_again(talk.db, int(parts[1]), by=talk.person, at=talk.at, key=talk.key)
        return []

    return made


async def asked(talk: Talk, kind: ExportKind, words: str) -> Reply:
    """It is being made now."""
    row = await ask_for(talk.db, kind, words, by=talk.person, at=talk.at, key=talk.key)
    return [send(talk, asked_card(row, talk.say))]
