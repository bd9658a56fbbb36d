"""What every handler is given: who writes, in which language, at what time, and what he is filling in."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from handlers.desk import Desk
from services.categories import kinds
from services.drafts import keep, look
from storage.database import Database
from storage.people import Me
from storage.tables import Category
from texts import Say, speaker
from texts.say import language_of


@dataclass
class Talk:
    """One update of one chat. `at` is aware UTC; `me` is None for a visitor.

    `link` makes the link of an invitation's token: empty while the bot has not been told its own name.
    """

    db: Database
    bot_id: int
    chat_id: int
    update_id: int
    at: datetime
    me: Me | None
    say: Say
    link: Callable[[str], str]
    desk: Desk = field(default_factory=Desk)
    messages: Sequence[Message] = ()
    pressed: CallbackQuery | None = None
    categories: Sequence[Category] = ()

    @property
    def key(self) -> str:
        """What makes the same update, delivered twice, one press."""
        return f"u:{self.bot_id}:{self.update_id}"

    @property
    def person(self) -> Me:
        """Who writes, where only bound people come."""
        if self.me is None:
            raise LookupError("a visitor has no person")
        return self.me

    def speak(self, language: str) -> None:
        """Go on in that language."""
        self.say = speaker(language, self.db.park.calendar.zone)

    async def kinds(self) -> Sequence[Category]:
        """The park's categories, read once an update."""
        self.categories = self.categories or await kinds(self.db)
        return self.categories

    async def save(self) -> None:
        """Keep what is being filled in, and that these messages are in it."""
        self.desk.take(message.message_id for message in self.messages)
        await keep(self.db, self.bot_id, self.chat_id, self.desk.to_json(), at=self.at)


class Identify(BaseMiddleware):
    """Finds out who writes, before any filter asks."""

    def __init__(self, db: Database, now: Callable[[], datetime], link: Callable[[str], str]) -> None:
        self.db = db
        self.now = now
        self.link = link

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Put the talk beside the update; what is no private chat is nobody's business here."""
        chat, bot = data.get("event_chat"), data["bot"]
        if not isinstance(event, Update) or chat is None or chat.type != "private" or not isinstance(bot, Bot):
            return None
        talk, update = await self.talk(data.get("parts") or [event], bot.id, chat.id, data)
        data["talk"] = talk
        return await handler(update, data)

    async def talk(
        self, parts: Sequence[Update], bot_id: int, chat_id: int, data: dict[str, Any]
    ) -> tuple[Talk, Update]:
        """The talk of one contribution, and the update that stands for it: its first one."""
        at = self.now()
        me, draft = await look(self.db, bot_id, chat_id, at=at)
        desk = Desk.from_json(draft)
        some = fresh(parts, desk)
        user = data.get("event_from_user")
        language = me.language if me else language_of(user.language_code if user else None)
        say = speaker(language, self.db.park.calendar.zone)
        talk = Talk(self.db, bot_id, chat_id, some[-1].update_id, at, me, say, self.link, desk)
        talk.messages = [message for each in some if (message := each.message or each.edited_message)]
        talk.pressed = some[0].callback_query
        return talk, some[0]


def fresh(parts: Sequence[Update], desk: Desk) -> Sequence[Update]:
    """What of a contribution is not on the desk yet; all of it when nothing is new, and it only came again.

    After a crash messages that were handled come again, and others may have joined them meanwhile.
    """
    new = [each for each in parts if each.message and each.message.message_id not in desk.taken]
    return new or parts
