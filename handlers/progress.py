"""代办进度: where does it stand, by button, command, number or words; and the link that is passed to a colleague."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.card import Card
from cards.progress import lines_card, standing_card
from domain.numbers import NUMBER, read_case_number
from domain.progress import asks_where
from domain.questions import asks_after
from handlers.filters import IsBound, MenuButton, Tapped
from handlers.readers import FEWEST_LETTERS, LETTERS, read
from handlers.replies import Reply, send, show
from handlers.talk import Talk
from services.passes import make_pass
from services.progress import Lines, Standing, cases_meant, cases_to_ask_after, how_it_stands, where_it_stands
from texts import Html

WHERE = "where"


def router(office_url: str) -> Router:
    """The ways to it: command, menu, and the buttons st:verb:id. `office_url` is the public address of the web side."""
    made = Router(name=WHERE)

    @made.message(Command(WHERE), IsBound())
    async def where(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        return await by_words(talk, command.args or "") if command.args else await several(talk)

    @made.message(MenuButton("menu-where"), IsBound())
    async def by_menu(_message: Message, talk: Talk) -> Reply:
        return await several(talk)

    @made.callback_query(Tapped("st", "going", "over", "open", "link"))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await do(talk, parts[0], int(parts[1]), office_url)

    return made


async def do(talk: Talk, verb: str, row_id: int, office_url: str) -> Reply:
    """What a button means: a page of cases, a case, or its link."""
    if verb in {"going", "over"}:
        found = await cases_to_ask_after(talk.db, by=talk.person, at=talk.at, page=row_id, over=verb == "over")
        return show(talk, lines_of(talk, found))
    standing = await how_it_stands(talk.db, row_id, by=talk.person, at=talk.at)
    if verb == "link":
        return [send(talk, link_of(talk, standing, office_url))]
    return [send(talk, card_of(talk, standing))]


def link_of(talk: Talk, standing: Standing, office_url: str) -> Html:
    """The link, in a message that can be passed on."""
    token = make_pass(talk.db, standing.case.id or 0, at=talk.at)
    until = talk.at + talk.db.park.passes_live
    link = f"{office_url}/progress/{token}"
    return talk.say("progress-link", name=standing.case.name, until=until, link=link)


async def several(talk: Talk) -> Reply:
    """The open cases of the person; a single one at once."""
    return await shown(talk, await cases_to_ask_after(talk.db, by=talk.person, at=talk.at))


async def by_words(talk: Talk, words: str) -> Reply:
    """The case of a number, else those that the words name. Raises UnknownCase."""
    if number := read_case_number(words):
        return [send(talk, card_of(talk, await where_it_stands(talk.db, number, by=talk.person, at=talk.at)))]
    return await shown(talk, await cases_meant(talk.db, words, by=talk.person, at=talk.at))


async def shown(talk: Talk, found: Lines) -> Reply:
    """A list of cases, or the only one."""
    if len(found.lines) != 1 or found.page or found.has_more:
        return [send(talk, lines_of(talk, found))]
    standing = await how_it_stands(talk.db, found.lines[0].case.id or 0, by=talk.person, at=talk.at)
    return [send(talk, card_of(talk, standing))]


def lines_of(talk: Talk, found: Lines) -> Card:
    """The list as a card."""
    return lines_card(found, talk.say, talk.db.park.calendar.today)


def card_of(talk: Talk, standing: Standing) -> Card:
    """The case as a card."""
    return standing_card(standing, talk.say, talk.db.park.calendar)


async def case_asked_after(message: Message, talk: Talk) -> Reply | None:
    """What free words ask after: a case by its number, or how far paperwork has come; None when they do not.

    A reply belongs to what it replies to, and whoever has no case has asked something else. Raises UnknownCase.
    """
    answer = read(talk.messages)
    if message.reply_to_message or answer.files:
        return None
    if read_case_number(answer.text) and not says_more(answer.text):
        return await by_words(talk, answer.text)
    if not asks_where(answer.text):
        return None
    found = await cases_meant(talk.db, answer.text, by=talk.person, at=talk.at)
    return await shown(talk, found) if found.lines else None


def says_more(words: str) -> bool:
    """Whether there is anything to tell beside a case's number."""
    if asks_after(words) or asks_where(words):
        return False
    return len(LETTERS.findall(NUMBER.sub("", words.upper()))) >= FEWEST_LETTERS
