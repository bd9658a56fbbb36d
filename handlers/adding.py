"""Words that lie in a report, not filed yet, become part of a ticket that is there already."""

from cards.ticket import ticket_card
from domain.lifecycle import Action
from handlers.desk import Filling, joined
from handlers.replies import Reply, show
from handlers.talk import Talk
from services.record import Move
from services.tickets import move, see


def said_in(filling: Filling) -> str:
    """Everything a report says."""
    return joined(str(filling.answers.get(name) or "") for name in ("summary", "details"))


def supplementing(filling: Filling, possible: tuple[Action, ...], *, as_note: bool = False) -> Move:
    """The report as a note or a message; as the answer, where the firm was asked for one."""
    action = Action.NOTE if as_note else Action.ANSWER if Action.ANSWER in possible else Action.MESSAGE
    first = filling.sources.get("summary")
    return Move(action, said_in(filling), filling.attached, message_id=first, messages=filling.messages)


async def add_words(talk: Talk, filling: Filling, ticket_id: int, *, as_note: bool = False) -> Reply:
    """A message to the other side, the answer where the firm was asked for one, or a note; the report is over."""
    sight = await see(talk.db, ticket_id, talk.person)
    wanted = supplementing(filling, sight.actions, as_note=as_note)
    await move(talk.db, ticket_id, wanted, by=talk.person, at=talk.at, key=filling.key)
    talk.desk.finish(filling, talk.update_id)
    await talk.save()
    sight, heading = await see(talk.db, ticket_id, talk.person), talk.say(f"done-{wanted.action}")
    return show(talk, ticket_card(sight, talk.say, talk.db.park.calendar, talk.at, heading))
