"""亮单: the month's board for everybody who is bound, what its figures count, and publishing for assessors."""

import asyncio
from datetime import date

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.board import BOARD, EXPLAIN, PUBLISH, SHOW, formulas_card, month_card, published_card, review_card
from cards.month_picture import month_picture
from handlers.filters import IsBound, MenuButton, Tapped
from handlers.replies import Reply, document_message, send, show
from handlers.talk import Talk
from services.publishing import compared, month_before, month_named, publish, published_months, to_publish
from services.scoreboard import board, month_span


def router() -> Router:
    """The commands, the menu, and the buttons bd:show:month, bd:formulas, bd:publish:month."""
    made = Router(name="board")

    @made.message(Command("board"), IsBound())
    @made.message(MenuButton("menu-board"), IsBound())
    async def seen(_message: Message, talk: Talk, command: CommandObject | None = None) -> Reply:
        return await show_month(talk, (command.args or "") if command else "")

    @made.message(Command("formulas"), IsBound())
    async def formulas(_message: Message, talk: Talk) -> Reply:
        return [send(talk, formulas_card(talk.say))]

    @made.message(Command("publish"), IsBound())
    async def review(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        first = month_named(command.args or "", today(talk))
        found = await to_publish(talk.db, first, by=talk.person, at=talk.at)
        return [send(talk, review_card(found, talk.say))]

    @made.message(Command("published"), IsBound())
    async def published(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        return await show_published(talk, command.args or "")

    @made.callback_query(Tapped(BOARD), IsBound())
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        deed, words = parts[0], parts[-1]
        if deed == EXPLAIN:
            return [send(talk, formulas_card(talk.say))]
        if deed == SHOW:
            return await show_month(talk, words)
        if deed == PUBLISH:
            await publish(talk.db, month_named(words, today(talk)), by=talk.person, at=talk.at)
        return await show_published(talk, words)

    return made


def today(talk: Talk) -> date:
    """The park's date."""
    return talk.db.park.calendar.today(talk.at)


async def show_month(talk: Talk, words: str) -> Reply:
    """The month that is named, else this one: its picture, then its figures in words with the ways on.

    Always as new messages: a card that is changed far above its new picture is not found again.
    """
    first = month_named(words, today(talk)) if words.strip() else today(talk)
    found = await board(talk.db, month_span(first), by=talk.person, at=talk.at)
    picture = await asyncio.to_thread(month_picture, found, talk.say)
    return [document_message(talk, picture), send(talk, month_card(found, talk.person, talk.say))]


async def show_published(talk: Talk, words: str) -> Reply:
    """The published month that is named, else the newest one."""
    months = await published_months(talk.db) if not words.strip() else [words]
    first = month_named(months[0], today(talk)) if months else month_before(today(talk))
    return show(talk, published_card(await compared(talk.db, first, by=talk.person, at=talk.at), talk.say))
