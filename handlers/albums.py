"""Late parts of an album: they join the form or the ticket that has taken the first ones."""

from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from handlers.desk import Filling
from handlers.forms import Forms, advice
from handlers.readers import Answer, read
from handlers.replies import Reply, send
from handlers.talk import Talk
from services.files import is_known, join_album
from texts import Html


class IsLatePart(Filter):
    """All that came are parts of an album that was taken before; together with anything else it is new.

    The form that has it is handed on, None when it is sent. Words for a ticket that is filed are new too: the event
    that the album belongs to can't take them.
    """

    async def __call__(self, message: Message, talk: Talk) -> bool | dict[str, Any]:
        """Where the parts belong, False when nowhere."""
        album, others = message.media_group_id, {each.media_group_id for each in talk.messages}
        if talk.me is None or album is None or others != {album}:
            return False
        begun = next((filling for filling in talk.desk.begun.values() if album in filling.albums), None)
        worded = any(each.caption for each in talk.messages)
        known = begun or (not worded and await is_known(talk.db, album, by=talk.me))
        return {"filling": begun} if known else False


def router(forms: Forms) -> Router:
    """Before the forms: to a form a late part would be the answer to its next question."""
    made = Router(name="albums")

    @made.message(IsLatePart())
    async def late(_message: Message, talk: Talk, filling: Filling | None) -> Reply:
        answer = read(talk.messages)
        said = await (join_form(talk, forms, filling, answer) if filling else join_ticket(talk, answer))
        return [send(talk, Html("\n".join([said, *advice(talk, answer)])))]

    return made


async def join_form(talk: Talk, forms: Forms, filling: Filling, answer: Answer) -> Html:
    """The form is not sent yet: its files become more, and what was written under them is kept as well."""
    if keep := forms.by_name[filling.form].keep:
        keep(filling, answer)
    await talk.save()
    return talk.say("album-joined", count=len(filling.files))


async def join_ticket(talk: Talk, answer: Answer) -> Html:
    """The form is sent: the files join what it led to, and its readers get them."""
    ticket = await join_album(talk.db, answer.files, by=talk.person, at=talk.at)
    return talk.say("album-joined-ticket", number=ticket.number)
