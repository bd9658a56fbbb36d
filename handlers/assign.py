"""分配联络员: administrator and duty desk see who has none, accept a proposal, or choose a liaison for a firm."""

import re
from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.assignment import ALL, ASSIGN, ONE, done_text, proposal_card
from cards.card import Card
from domain.assignment import Bearer
from domain.errors import NotAnAnswer, ProposalOver
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer
from handlers.replies import Reply, send, show, toast
from handlers.report import named
from handlers.talk import Talk
from services.assignment import (
    Assigned,
    Choice,
    accept_proposal,
    assign,
    choice,
    firm_called,
    firms_to_assign,
    liaison_called,
    proposal,
    refuse_others,
)
from texts import Html

NAME = "assign"
EVERYTHING = frozenset({"all", "全部"})
CHOICES = 12
PRESSED = re.compile(r"(\d+)-(\d+)")  # the liaison's row, and the row of the one the firm had


async def firm_choices(talk: Talk, filling: Filling) -> Choices:
    """Firms without a liaison, or those whose name or code fits what was typed."""
    found = await firms_to_assign(talk.db, filling.answers.get("named", ""), by=talk.person)
    return [(f"{firm.code} {firm.name}", str(firm.id)) for firm in found]


def read_firm(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """A part of a firm's name, or its code: those that fit are offered. Raises NotAnAnswer."""
    filling.answers["named"] = named(answer)
    raise NotAnAnswer("report-firm-found")


async def liaison_choices(talk: Talk, filling: Filling) -> Choices:
    """Who has room, each with what speaks for him; the button remembers which liaison the firm had meanwhile."""
    seen = await choice(talk.db, int(filling.answers["firm"]), by=talk.person)
    before = seen.firm.liaison_id or 0
    return [(label(talk, each, seen), f"{each.id}-{before}") for each in seen.liaisons[:CHOICES]]


def label(talk: Talk, liaison: Bearer, seen: Choice) -> str:
    """A liaison, how many firms he has, and whether one is of the same chain."""
    shares = int(liaison.shares(seen.firm.chain))
    return talk.say.plain("assign-choice", name=liaison.name, count=len(liaison.chains), shares=shares)


def read_liaison(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A liaison's name or code. Raises NotAnAnswer."""
    if not answer.text.strip():
        raise NotAnAnswer("form-need-words")
    return named(answer)


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """The firm, the liaison it has, and how many open tickets go along."""
    if "firm" not in filling.answers:
        return {}
    seen = await choice(talk.db, int(filling.answers["firm"]), by=talk.person)
    now = seen.now.name if seen.now else "🔴 –"
    return {"firm": seen.firm.name, "now": now, "count": seen.tickets}


async def assign_it(talk: Talk, filling: Filling) -> Reply:
    """The firm is his."""
    firm_id, wanted = int(filling.answers["firm"]), filling.answers["liaison"]
    if pressed := PRESSED.fullmatch(wanted):
        liaison_id, seen = int(pressed[1]), int(pressed[2])
    else:
        liaison_id, seen = await liaison_called(talk.db, wanted, by=talk.person), None
    done = await assign(talk.db, firm_id, liaison_id, by=talk.person, at=talk.at, seen=seen)
    return show(talk, told(talk, done))


def told(talk: Talk, done: Assigned) -> Html:
    """What has been assigned, or that it was so already."""
    key = "assign-set" if done.changed else "assign-same"
    return talk.say(key, firm=done.firm.name, name=done.liaison.name, count=done.tickets)


FORM = Form(
    NAME,
    (
        Step("firm", read_firm, firm_choices, width=1, silent=True),
        Step("liaison", read_liaison, liaison_choices),
    ),
    assign_it,
    shows=shows,
)


def router(forms: Forms) -> Router:
    """The proposal, and the ways to act on it."""
    made = Router(name=NAME)

    @made.message(MenuButton("menu-assign"))
    async def look(_message: Message, talk: Talk) -> Reply:
        return [send(talk, await looked(talk))]

    @made.message(Command(NAME))
    async def by_words(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        words = (command.args or "").split()
        if not words:
            return [send(talk, await looked(talk))]
        return await accept(talk, None) if words[0].casefold() in EVERYTHING else await one(talk, forms, words)

    @made.callback_query(Tapped(ASSIGN))
    async def press(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        refuse_others(talk.person)
        if parts[0] == ALL:
            return await accept(talk, parts[1])
        return await forms.begin(talk, begun(int(parts[1]) if parts[0] == ONE else None))

    return made


async def looked(talk: Talk) -> Card:
    """Firms without a liaison, and what to do about it."""
    return proposal_card(await proposal(talk.db, by=talk.person), talk.say)


async def accept(talk: Talk, proof: str | None) -> Reply:
    """The whole proposal at once; one that is out of date is shown as it stands now."""
    try:
        done = await accept_proposal(talk.db, proof, by=talk.person, at=talk.at)
    except ProposalOver as over:
        return [*toast(talk, talk.say.plain(over.text), alert=True), *show(talk, await looked(talk))]
    return show(talk, done_text(done, talk.say)) if done else [send(talk, await looked(talk))]


async def one(talk: Talk, forms: Forms, words: list[str]) -> Reply:
    """A firm by its code, and perhaps the liaison by his code or name."""
    firm = await firm_called(talk.db, words[0], by=talk.person)
    if len(words) == 1:
        return await forms.begin(talk, begun(firm.id))
    liaison_id = await liaison_called(talk.db, words[1], by=talk.person)
    return show(talk, told(talk, await assign(talk.db, firm.id or 0, liaison_id, by=talk.person, at=talk.at)))


def begun(firm_id: int | None) -> Filling:
    """The form, with the firm if it is known."""
    return Filling(NAME, answers={"firm": str(firm_id)} if firm_id else {})
