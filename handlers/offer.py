"""Words that belong to nothing yet: they are kept, and the person chooses what becomes of them; nothing is guessed."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery

from cards.card import Button, Card, in_rows, tap
from cards.catalogue import found_card
from cards.guide import guide_card
from cards.ticket import lamp, veiled
from cards.words import shortened
from domain.lifecycle import OPEN, Action
from domain.questions import is_question
from domain.roles import Role
from handlers.adding import add_words, said_in
from handlers.desk import Filling
from handlers.filters import Tapped
from handlers.forms import Forms, advice
from handlers.readers import read
from handlers.replies import Reply, send, show, toast
from handlers.report import PREVIEW, REPORT, begin_report, keep
from handlers.talk import Talk
from services.categories import guide
from services.firms import firms_to_file_for, may_file
from services.item_search import find_items
from services.thread import Words, write
from services.tickets import NOTHING, Hidden, Sight, my_tickets, see
from services.veil import hidden_in
from storage.tables import Ticket
from texts import Html

LISTED = 8


def router(forms: Forms) -> Router:
    """The buttons of an offer: o:key:verb, or o:key:verb:ticket."""
    made = Router(name="offer")

    @made.callback_query(Tapped("o"))
    async def offered(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        filling = talk.desk.with_key(parts[0])
        if filling is None:
            return await forms.over(talk, parts[0])
        return await take(talk, forms, filling, parts[1], parts[2] if len(parts) > 2 else "")  # noqa: PLR2004

    return made


async def offer(talk: Talk, note: Html | None = None) -> Reply:
    """Keep what was sent, and ask what it is."""
    filling = talk.desk.begun.get(REPORT) or Filling(REPORT)
    answer = read(talk.messages)
    if filling.seen != talk.update_id:
        keep(filling, answer)
    filling.seen = talk.update_id
    talk.desk.start(filling)
    talk.desk.active = None
    await talk.save()
    notes = [*([note] if note else []), *advice(talk, answer)]
    return [send(talk, offer_card(talk, filling, notes))]


def offer_card(talk: Talk, filling: Filling, notes: Sequence[Html] = ()) -> Card:
    """The words as they were kept, with the ways on that the person has."""
    said = said_in(filling)
    asks, me = is_question(said), talk.person
    ways = {
        "guide": asks,
        "yes": may_file(me),
        "add": True,
        "liaison": Role.CONTACT in me.roles,
        "no": True,
    }
    buttons = [
        Button(talk.say.plain(f"offer-{way}"), tap("o", filling.key, way)) for way, open_ in ways.items() if open_
    ]
    key = "offer-question" if asks else "offer"
    text = talk.say(key, summary=shortened(said or "–", PREVIEW), count=len(filling.files))
    return Card(Html("\n".join([*notes, text])), in_rows(buttons, 2))


async def take(talk: Talk, forms: Forms, filling: Filling, verb: str, extra: str) -> Reply:
    """What the person has chosen."""
    match verb:
        case "yes":
            reply = await file_it(talk, forms, filling)
        case "guide":
            reply = [*show(talk, guide_card(await guide(talk.db), talk.say)), *await guided(talk, said_in(filling))]
        case "add":
            reply = await choose_ticket(talk, filling)
        case "liaison":
            reply = await to_liaison(talk, filling)
        case "say" | "note":
            reply = await add_words(talk, filling, int(extra), as_note=verb == "note")
        case "to":
            reply = await added(talk, filling, await see(talk.db, int(extra), talk.person))
        case _:
            reply = await forms.cancel(talk, filling)
    return reply


async def guided(talk: Talk, words: str) -> Reply:
    """What the catalogue has for the words, where it has something."""
    items = await find_items(talk.db, words)
    return [send(talk, found_card(words, items, talk.say, may_file=may_file(talk.person)))] if items else []


async def file_it(talk: Talk, forms: Forms, filling: Filling) -> Reply:
    """Go on in the form, with the words in it."""
    reply = await begin_report(talk, forms, filling)
    words = shortened(filling.answers.get("summary", "…"), PREVIEW)
    return [*show(talk, talk.say("offer-taken", summary=words)), *reply]


async def choose_ticket(talk: Talk, filling: Filling) -> Reply:
    """The open tickets that the words can belong to, as buttons."""
    found = [ticket for ticket in await my_tickets(talk.db, talk.person) if ticket.state in OPEN][:LISTED]
    if not found:
        return toast(talk, talk.say.plain("offer-no-tickets"), alert=True)
    hidden = await hidden_in(talk.db, found, talk.person)
    names = [label(talk, ticket, hidden.get(ticket.id or 0, NOTHING)) for ticket in found]
    buttons = [Button(name, tap("o", filling.key, "to", ticket.id)) for name, ticket in zip(names, found, strict=True)]
    back = Button(talk.say.plain("offer-no"), tap("o", filling.key, "no"))
    text = talk.say("offer-which", summary=shortened(said_in(filling) or "–", PREVIEW), count=len(filling.files))
    return show(talk, Card(text, in_rows([*buttons, back], 1)))


def label(talk: Talk, ticket: Ticket, hidden: Hidden) -> str:
    """A ticket on a button."""
    mark = lamp(ticket, talk.db.park.calendar, talk.at)
    return f"{mark} {ticket.number} {shortened(veiled(ticket.summary, hidden, talk.say), 16)}"


async def added(talk: Talk, filling: Filling, sight: Sight) -> Reply:
    """A ticket is chosen: the firm's words go at once; the park's people say whether the firm shall read them."""
    if Action.MESSAGE in sight.actions and Action.NOTE in sight.actions:
        verbs = [
            Button(talk.say.plain(f"offer-{verb}"), tap("o", filling.key, verb, sight.ticket.id))
            for verb in ("say", "note")
        ]
        return show(talk, Card(talk.say("offer-who", number=sight.ticket.number), in_rows(verbs, 2)))
    return await add_words(talk, filling, sight.ticket.id or 0, as_note=Action.NOTE in sight.actions)


async def to_liaison(talk: Talk, filling: Filling) -> Reply:
    """The words go to the firm's liaison."""
    firms = await firms_to_file_for(talk.db, by=talk.person)
    words = Words(filling.key, said_in(filling), filling.attached)
    await write(talk.db, firms[0].id or 0, words, by=talk.person, at=talk.at)
    talk.desk.finish(filling, talk.update_id)
    await talk.save()
    return show(talk, talk.say("thread-sent"))
