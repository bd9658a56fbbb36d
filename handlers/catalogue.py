"""办事指南: the catalogue by field, by everyday words, item by item; for everybody, visitors among them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart, Filter
from aiogram.types import CallbackQuery, Message

from cards.card import Card
from cards.catalogue import ITEM, found_card, home_card, item_cards, list_card, papers_pages
from cards.guide import guide_card
from domain.numbers import read_number
from domain.roles import Role
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped, stands_alone
from handlers.forms import Forms
from handlers.readers import LETTERS, read
from handlers.replies import Reply, send, show
from handlers.report import REPORT, SHORTEST, begin_report
from handlers.talk import Talk
from services.catalogue import catalogue, see_item
from services.categories import guide
from services.firms import may_file
from services.item_search import find_items
from storage.catalogue import Listed

GUIDE = "guide"
LINKED = r"^item-\d{1,9}$"
OPEN_FOR = timedelta(minutes=15)
LONGEST = 200


class InGuide(Filter):
    """Words of somebody who has just opened the guide; a reply, a number, a file, a form have their own places."""

    async def __call__(self, message: Message, talk: Talk) -> bool:
        """Whether they are looked up."""
        until, said = talk.desk.guide.get("until"), read(talk.messages)
        if not until or talk.desk.filling or talk.at > datetime.fromisoformat(until):
            return False
        elsewhere = message.reply_to_message or said.files or stands_alone(message)
        asks = LETTERS.search(said.text) and read_number(said.text, talk.db.park.prefix) is None
        return bool(asks and not elsewhere)


def router(forms: Forms) -> Router:
    """Before the door: what anybody may read."""
    made = Router(name="catalogue")

    @made.message(CommandStart(deep_link=True, magic=F.args.regexp(LINKED)))
    async def linked(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        return await open_item(talk, int((command.args or "").removeprefix("item-")))

    @made.message(Command(GUIDE))
    @made.message(MenuButton("menu-guide"))
    async def browse(_message: Message, talk: Talk, command: CommandObject | None = None) -> Reply:
        wanted = command.args if command else None
        return [send(talk, await (look_up(talk, wanted) if wanted else home(talk)))]

    @made.callback_query(Tapped(ITEM))
    async def pressed(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await turn(talk, forms, *parts)

    @made.message(InGuide())
    async def asked(_message: Message, talk: Talk) -> Reply:
        return [send(talk, await look_up(talk, read(talk.messages).text))]

    return made


async def turn(talk: Talk, forms: Forms, verb: str, *parts: str) -> Reply:
    """What was pressed in the guide."""
    match verb:
        case "f":
            reply = await tell_field(talk, int(parts[0]), int(parts[1]))
        case "o":
            reply = await tell_online(talk, int(parts[0]))
        case "s":
            reply = await open_item(talk, int(parts[0]))
        case "m":
            reply = await tell_papers(talk, int(parts[0]))
        case "w":
            reply = await file_words(talk, forms)
        case "r":
            reply = show(talk, await problems(talk))
        case _:
            reply = show(talk, await home(talk))
    return reply


async def enter(talk: Talk, words: str = "") -> None:
    """From now on words are looked up here, for a while; a form that was begun goes on by its own buttons."""
    talk.desk.active = None
    talk.desk.guide = {"until": (talk.at + OPEN_FOR).isoformat(), "words": words}
    await talk.save()


async def home(talk: Talk) -> Card:
    """All fields; where the park has no catalogue, what the desk takes as problems."""
    items = await catalogue(talk.db)
    if not items:
        return await problems(talk)
    await enter(talk)
    return home_card(items, talk.say)


async def problems(talk: Talk) -> Card:
    """What the desk takes as problems, who handles it, how long it takes."""
    to_file = talk.me is not None and may_file(talk.me)
    return guide_card(await guide(talk.db), talk.say, to_file=to_file)


async def look_up(talk: Talk, words: str) -> Card:
    """What the words fit."""
    words = words.strip()[:LONGEST]
    await enter(talk, words)
    items = await find_items(talk.db, words)
    return found_card(words, items, talk.say, may_file=talk.me is not None and may_file(talk.me))


async def tell_field(talk: Talk, item_id: int, page: int) -> Reply:
    """The items of that item's field."""
    field = (await see_item(talk.db, item_id)).item.field
    return tell_list(talk, await catalogue(talk.db), field, item_id, page)


def tell_list(talk: Talk, items: Sequence[Listed], field: str, item_id: int, page: int) -> Reply:
    """One page of a field."""
    own = [item for item in items if item.field == field]
    title = talk.say("item-field", field=field, count=len(own))
    return show(talk, list_card(title, own, ("f", item_id), page, talk.say))


async def tell_online(talk: Talk, page: int) -> Reply:
    """The items for which nobody has to go anywhere."""
    own = [item for item in await catalogue(talk.db) if item.is_online]
    return show(talk, list_card(talk.say("item-online-title", count=len(own)), own, ("o",), page, talk.say))


async def open_item(talk: Talk, item_id: int) -> Reply:
    """The item in force, as messages of their own: the list that led here stays."""
    sight = await see_item(talk.db, item_id)
    wants = talk.me is not None and Role.CONTACT in talk.me.roles
    link = talk.link(f"item-{sight.item.id}")
    return [send(talk, card) for card in item_cards(sight, talk.say, wants=wants, link=link)]


async def tell_papers(talk: Talk, item_id: int) -> Reply:
    """What has to be brought."""
    sight = await see_item(talk.db, item_id)
    return [send(talk, page) for page in papers_pages(sight, talk.say)]


async def file_words(talk: Talk, forms: Forms) -> Reply:
    """It was a problem after all: the words go into the report, beside what is in it already."""
    if talk.me is None or not may_file(talk.me):
        return show(talk, await problems(talk))
    filling, words = talk.desk.begun.get(REPORT) or Filling(REPORT), talk.desk.guide.get("words", "")
    if len(words) >= SHORTEST and words not in filling.answers.values():
        filling.hear("details" if "summary" in filling.answers else "summary", {"0": words}, more=True)
    return await begin_report(talk, forms, filling)
