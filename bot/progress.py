"""How far a file is, told in one message of the chat that is redrawn: after a while, and then every few seconds."""

import asyncio

import structlog

from bot.courier import Courier, Undelivered
from cards.card import Card
from cards.exports import progress_card
from services.exports import is_at, is_told
from storage.database import Database
from storage.export_tables import Export
from storage.people import Me, address_of
from texts import Say

log = structlog.get_logger()
EVERY = 2.0  # seconds; what is made sooner needs no message


class Stopped(Exception):
    """The person does not want it any more."""


class Progress:
    """Of one file. The message is known by its row, so that whoever goes on after a crash redraws the same one.

    What cannot be told is not told: the file itself comes by the outbox, which loses nothing.
    """

    def __init__(self, db: Database, courier: Courier, bot_id: int, row: Export, me: Me, say: Say) -> None:
        self.db = db
        self.courier = courier
        self.bot_id = bot_id
        self.row = row
        self.me = me
        self.say = say
        self.done = self.total = 0
        self.told_at = asyncio.get_running_loop().time()

    async def begin(self, total: int) -> None:
        """So many rows there will be. Raises Stopped."""
        self.total = total
        await self.note()

    async def add(self, count: int) -> None:
        """So many more are written. Raises Stopped."""
        self.done += count
        now = asyncio.get_running_loop().time()
        if now - self.told_at >= EVERY:
            self.told_at = now
            await self.note()
            await self.tell(progress_card(self.row, self.say, done=self.done, total=self.total))

    async def note(self) -> None:
        """Keep it. Raises Stopped."""
        if not await is_at(self.db, self.row.id or 0, done=self.done, total=self.total):
            raise Stopped

    async def tell(self, card: Card) -> None:
        """Redraw the message; the first time send it."""
        try:
            if self.row.chat_id and self.row.message_id:
                await self.courier.redraw(self.row.chat_id, self.row.message_id, card)
            else:
                await self.send(card)
        except Undelivered as why:
            log.info("progress not told", export_id=self.row.id, why=str(why))

    async def send(self, card: Card) -> None:
        """The message, in the chat that is the person's now; quietly, for nobody is waited for."""
        async with self.db.read() as session:
            address = await address_of(session, self.bot_id, self.me.id)
        if address.chat_id is None or address.blocked:
            return
        self.row.chat_id = address.chat_id
        self.row.message_id = await self.courier.deliver(address.chat_id, card, quiet=True)
        await is_told(self.db, self.row.id or 0, chat_id=self.row.chat_id, message_id=self.row.message_id)

    async def over(self, card: Card) -> None:
        """It has ended: whoever looks at the message sees that it has."""
        if self.row.message_id:
            await self.tell(card)
