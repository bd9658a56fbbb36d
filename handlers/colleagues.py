"""同事: a firm's owner sees its contacts, invites, removes, hands the ownership over; by buttons, by commands."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.colleagues import (
    KIND,
    colleague_card,
    invitation_text,
    not_owner_line,
    staff_card,
    sure_card,
)
from domain.errors import LastOwner, UnknownColleague
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, link_message, send, show
from handlers.report import read_choice
from handlers.talk import Talk
from services.colleagues import (
    Invited,
    colleague_with_code,
    hand_ownership,
    invite_again,
    invite_colleague,
    my_staff,
    remove_colleague,
    staff_of,
)

COLLEAGUE = "colleague"
SHORTEST, LONGEST = 2, 40
SURE = ("remove", "owner")
CHANGES = frozenset({"again", "remove-yes", "owner-yes"})


async def firm_choices(talk: Talk, _filling: Filling) -> Choices:
    """The firms that the person owns."""
    staffs, owned = await my_staff(talk.db, by=talk.person), talk.person.owned_ids
    return [(staff.firm.name, str(staff.firm.id)) for staff in staffs if staff.firm.id in owned]


def read_name(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A person's name."""
    return " ".join(words(answer, least=SHORTEST, most=LONGEST).split())


async def invite_him(talk: Talk, filling: Filling) -> Reply:
    """The colleague exists from now on; his link, to be passed on."""
    firm, name = int(filling.answers["firm"]), filling.answers["name"]
    return passed_on(talk, await invite_colleague(talk.db, firm, name, by=talk.person, at=talk.at, key=filling.key))


def passed_on(talk: Talk, invited: Invited) -> Reply:
    """A word for the owner, then the message that he passes on: the link with its picture."""
    until, link = talk.at + talk.db.park.invitation_lives, talk.link(invited.token)
    text = invitation_text(invited.firm, invited.person, link or f"/start {invited.token}", until, talk.say)
    return [*show(talk, talk.say("invitation-made", name=invited.person.name)), link_message(talk, link, text)]


FORM = Form(
    COLLEAGUE,
    (Step("firm", read_choice, firm_choices, width=1, silent=True), Step("name", read_name)),
    invite_him,
)


def router(forms: Forms) -> Router:
    """The list, and what is done from it."""
    made = Router(name=COLLEAGUE)

    @made.message(Command("colleagues"))
    @made.message(MenuButton("menu-colleagues"))
    async def listed(_message: Message, talk: Talk) -> Reply:
        return await lists(talk)

    @made.message(Command("invite"))
    async def invited(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        if not talk.person.owned_ids:
            return await lists(talk)
        return await invite_by_words(talk, forms, (command.args or "").strip())

    @made.message(Command(*SURE))
    async def changed(_message: Message, talk: Talk, command: CommandObject) -> Reply:
        if not command.args:
            return [send(talk, talk.say("colleague-which", command=command.command)), *await lists(talk)]
        contact = await colleague_with_code(talk.db, command.args, by=talk.person)
        if contact is None:
            raise UnknownColleague
        return await act(talk, forms, command.command, contact.firm_id, contact.person_id)

    @made.callback_query(Tapped(KIND))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await act(talk, forms, parts[0], *map(int, parts[1:]))

    return made


async def lists(talk: Talk) -> Reply:
    """Each of the person's firms: its contacts for the owner, for the others who the owner is."""
    staffs, owned = await my_staff(talk.db, by=talk.person), talk.person.owned_ids
    if not staffs:
        return [send(talk, talk.say("thread-no-firm"))]
    return [
        send(talk, staff_card(staff, talk.say) if staff.firm.id in owned else not_owner_line(staff, talk.say))
        for staff in staffs
    ]


async def invite_by_words(talk: Talk, forms: Forms, said: str) -> Reply:
    """/invite with a colleague's code gives him a new link; with a name, or nothing, it begins the form."""
    contact = await colleague_with_code(talk.db, said, by=talk.person) if said else None
    if contact:
        return await act(talk, forms, "again", contact.firm_id, contact.person_id)
    filling = begun(sorted(talk.person.owned_ids))
    if said and "firm" in filling.answers:
        filling.key, filling.answers["name"] = talk.key, read_name(talk, filling, Answer(said))
        return await invite_him(talk, filling)
    return await forms.begin(talk, filling)


def begun(owned: Sequence[int]) -> Filling:
    """The form, with the firm if there is only one."""
    return Filling(COLLEAGUE, answers={"firm": str(owned[0])} if len(owned) == 1 else {})


async def act(talk: Talk, forms: Forms, verb: str, firm_id: int, person_id: int = 0) -> Reply:
    """One button of a list or of a colleague."""
    if verb in CHANGES:
        return await change(talk, verb, firm_id, person_id)
    staff = await staff_of(talk.db, firm_id, by=talk.person)
    if verb == "list":
        return show(talk, staff_card(staff, talk.say))
    if verb == "add":
        return await forms.begin(talk, begun([firm_id]))
    colleague = staff.colleague(person_id)
    if verb in SURE and colleague.is_owner:
        raise LastOwner(firm=staff.firm.name)
    if verb in SURE:
        return show(talk, sure_card(verb, staff.firm, colleague.person, talk.say))
    return show(talk, colleague_card(staff.firm, colleague, talk.say))


async def change(talk: Talk, verb: str, firm_id: int, person_id: int) -> Reply:
    """A new link, a colleague less, another owner."""
    if verb == "again":
        return passed_on(talk, await invite_again(talk.db, firm_id, person_id, by=talk.person, at=talk.at))
    does, done = (remove_colleague, "removed") if verb == "remove-yes" else (hand_ownership, "owner-done")
    person = await does(talk.db, firm_id, person_id, by=talk.person, at=talk.at)
    return show(talk, talk.say(f"colleague-{done}", name=person.name))
