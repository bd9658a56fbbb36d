"""What waits for me: each role's heaps by menu button and by command."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from cards.lists import titled
from handlers.filters import HeapButton
from handlers.replies import Reply, send
from handlers.talk import Talk
from services.queues import Heap, heap
from services.veil import hidden_in

COMMANDS = {
    "sign": Heap.TO_SIGN,
    "late": Heap.LATE,
    "today": Heap.TODAY,
    "inhand": Heap.IN_HAND,
    "wishes": Heap.WISHES,
    "unowned": Heap.UNOWNED,
    "returned": Heap.RETURNED,
}


def router() -> Router:
    """Lists of what is to be done."""
    made = Router(name="queues")

    @made.message(Command(*COMMANDS))
    async def by_command(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        return await tell(talk, COMMANDS[command.command])

    @made.message(HeapButton())
    async def by_button(_message: Message, talk: Talk, wanted: Heap) -> Reply:
        return await tell(talk, wanted)

    return made


async def tell(talk: Talk, wanted: Heap) -> Reply:
    """The heap, a button for each card."""
    found = await heap(talk.db, wanted, by=talk.person, at=talk.at)
    label = talk.say.word(wanted)
    if not found:
        return [send(talk, talk.say("heap-none", heap=label))]
    title = talk.say("heap-title", heap=label, count=len(found))
    hidden = await hidden_in(talk.db, found, talk.person)
    return [send(talk, titled(title, found, talk.say, talk.db.park.calendar, talk.at, hidden))]
