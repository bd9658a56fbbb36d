"""接待现场: the door, the running order, what is said at the table, the firm's word on it, and the minutes."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from cards.minutes import minutes_card
from cards.table import KIND, close_card, closed_card, order_card, pass_text, place_card, problem_card
from cards.ticket import ticket_card
from cards.words import shortened
from domain import deadlines
from domain.errors import NotAnAnswer, NotForTable, UnknownAtTable
from domain.reception import Verdict
from domain.roles import Role
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import DATE, Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, link_message, send, show, with_all
from handlers.report import named, read_choice
from handlers.talk import Talk
from handlers.work import keep_files, offered, promised, read_promise
from services.at_door import (
    Order,
    add_firm,
    call,
    call_next,
    check_in,
    code_shown,
    firms_to_add,
    leave_table,
    mark_absent,
    own_place,
    own_places,
    running_order,
    undo,
)
from services.at_table import Entry, Words, confirm_wording, correct, enter, object_to, see_said, unconfirmed
from services.desks import departments
from services.table_close import close_day, minutes_of
from services.tickets import see
from storage.reception_table import Place
from texts import Html

ENTRY, OBJECTION, CORRECTION, WALK_IN = "table-entry", "table-objection", "table-correction", "table-walk-in"
CODE = "in-"
TOPIC, NOBODY = "t", "0"
SHORTEST, LONGEST = 2, 1000
ON_BUTTON = 30
LATEST_DATE = 22  # working days that are offered as buttons; any other date can be typed
DONE = {"in": check_in, "absent": mark_absent, "call": call, "done": leave_table}


def read_sentence(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """One sentence; pictures that come with it are taken along."""
    filling.take(answer.files)
    return words(answer, least=SHORTEST, most=LONGEST)


async def topic_choices(talk: Talk, filling: Filling) -> Choices:
    """The firm's topics that have not been at the table."""
    order, place = await placed(talk, int(filling.answers["booking"]))
    topics = order.topics_of(place.firm.id)
    say = talk.say.plain
    return [
        (say("table-entry-topic", number=t.number, summary=shortened(t.summary, ON_BUTTON)), f"{TOPIC}{t.id}")
        for t in topics
    ]


async def date_choices(talk: Talk, _filling: Filling) -> Choices:
    """Dates of the next weeks."""
    calendar = talk.db.park.calendar
    last = calendar.closing(calendar.add_workdays(calendar.today(talk.at), LATEST_DATE))
    return offered(talk, deadlines.promises(calendar, last, talk.at, urgent=False))


async def department_choices(talk: Talk, filling: Filling) -> Choices:
    """Departments that have somebody to sign; a date can be the liaison's own to keep."""
    known = [(each.name, str(each.id)) for each in await departments(talk.db)]
    own = filling.answers["verdict"] == Verdict.COMMITTED
    return ([(talk.say.plain("table-entry-liaison"), NOBODY)] if own else []) + known


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """The questions name firm and verdict."""
    _, place = await placed(talk, int(filling.answers["booking"]))
    return {"firm": place.firm.name, "verdict": Verdict(filling.answers["verdict"])}


async def enter_it(talk: Talk, filling: Filling) -> Reply:
    """The problem is a ticket; the firm's card says so."""
    answers, typed = filling.answers, "what" in filling.said
    topic = "" if typed else answers["what"].removeprefix(TOPIC)
    if not typed and not topic.isdigit():
        raise UnknownAtTable
    entry = Entry(
        filling.key,
        int(answers["booking"]),
        Verdict(answers["verdict"]),
        text=answers["what"] if typed else "",
        topic_id=int(topic) if topic else None,
        wanted=promised(answers[DATE]) if answers[DATE] else None,
        department_id=int(answers["dept"] or NOBODY) or None,
        files=filling.attached,
        message_id=filling.sources.get("what"),
        messages=filling.messages,
    )
    problem = await enter(talk.db, entry, by=talk.person, at=talk.at)
    said = await see_said(talk.db, problem.id or 0, by=talk.person)
    return await show_place(talk, entry.booking_id, talk.say("table-entered", number=said.ticket.number))


def sentence(filling: Filling) -> Words:
    """What was written about a wording."""
    return Words(filling.key, filling.answers["text"], filling.sources.get("text"), filling.messages, filling.attached)


async def object_it(talk: Talk, filling: Filling) -> Reply:
    """The firm's objection is kept, and told."""
    said = await object_to(talk.db, filling.answers["problem"], sentence(filling), by=talk.person, at=talk.at)
    return show(talk, problem_card(said, talk.say, talk.say("table-objected-done"), of_firm=True))


async def correct_it(talk: Talk, filling: Filling) -> Reply:
    """The secretary's corrected words."""
    said = await correct(talk.db, filling.answers["problem"], sentence(filling), by=talk.person, at=talk.at)
    return show(talk, problem_card(said, talk.say, talk.say("table-corrected"), of_firm=False))


def read_firm(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """A part of a firm's name: those that fit are offered. Raises NotAnAnswer."""
    filling.answers["named"] = named(answer)
    raise NotAnAnswer("report-firm-found")


async def firm_choices(talk: Talk, filling: Filling) -> Choices:
    """Firms that fit what was typed."""
    found = await firms_to_add(talk.db, filling.answers.get("named", ""))
    return [(firm.name, str(firm.id)) for firm in found]


async def add_it(talk: Talk, filling: Filling) -> Reply:
    """A firm without a booking is on the list, and has arrived."""
    firm_id, day_id = int(filling.answers["firm"]), int(filling.answers["day"])
    place = await add_firm(talk.db, day_id, firm_id, key=filling.key, by=talk.person, at=talk.at)
    return await show_place(talk, place.booking.id or 0)


FORMS = (
    Form(
        ENTRY,
        (
            Step("what", read_sentence, topic_choices, width=1),
            Step(DATE, read_promise, date_choices),
            Step("dept", read_choice, department_choices),
        ),
        enter_it,
        keep_files,
        shows,
    ),
    Form(OBJECTION, (Step("text", read_sentence),), object_it, keep_files),
    Form(CORRECTION, (Step("text", read_sentence),), correct_it, keep_files),
    Form(WALK_IN, (Step("firm", read_firm, firm_choices, width=1),), add_it),
)


def door_router() -> Router:
    """A code at the door stands before invitations: both are links that open the chat."""
    made = Router(name="door of the reception day")

    @made.message(CommandStart(deep_link=True, magic=F.args.startswith(CODE)))
    async def coded(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        return await at_door(talk, (command.args or "").removeprefix(CODE))

    return made


def router(forms: Forms) -> Router:
    """The ways to the table: commands, the menu, and the buttons rt:verb:id."""
    made = Router(name="table")

    @made.message(Command("table"))
    @made.message(MenuButton("menu-table"))
    async def table(_message: Message, talk: Talk) -> Reply:
        return await show_order(talk)

    @made.message(Command("minutes"))
    async def minutes(_message: Message, talk: Talk) -> Reply:
        return await bring_minutes(talk)

    @made.message(Command("code"))
    async def passes(_message: Message, talk: Talk) -> Reply:
        places = await own_places(talk.db, by=talk.person)
        return [bring_pass(talk, place) for place in places] or [send(talk, talk.say("table-pass-none"))]

    @made.message(Command("wording"))
    async def wording(_message: Message, talk: Talk) -> Reply:
        waiting = await unconfirmed(talk.db, by=talk.person)
        cards = [send(talk, problem_card(said, talk.say, of_firm=True)) for said in waiting]
        return cards or [send(talk, talk.say("table-confirm-none"))]

    @made.callback_query(Tapped(KIND))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await do(talk, forms, parts[0], int(parts[1]), parts[2] if len(parts) > 2 else "")  # noqa: PLR2004

    return made


async def do(talk: Talk, forms: Forms, verb: str, row_id: int, extra: str) -> Reply:
    """What a button means: first those that move a place."""
    match verb:
        case "in" | "absent" | "call" | "done":
            await DONE[verb](talk.db, row_id, by=talk.person, at=talk.at)
            return await show_place(talk, row_id)
        case "undo":
            await undo(talk.db, row_id, extra, by=talk.person)
            return await show_place(talk, row_id, talk.say("table-undone"))
        case "open":
            return await show_place(talk, row_id)
    return await do_of_firm(talk, forms, verb, row_id, extra)


async def do_of_firm(talk: Talk, forms: Forms, verb: str, row_id: int, extra: str) -> Reply:
    """Buttons that begin a form, and those of the firm."""
    match verb:
        case "add" | "fix" | "walk" | "no":
            return await begin(talk, forms, verb, row_id, extra)
        case "pass":
            return [bring_pass(talk, await own_place(talk.db, row_id, by=talk.person))]
        case "yes":
            return await confirm(talk, row_id)
    return await do_with_day(talk, verb, row_id, extra)


async def do_with_day(talk: Talk, verb: str, day_id: int, extra: str) -> Reply:
    """Buttons of the running order."""
    match verb:
        case "next":
            await call_next(talk.db, day_id, int(extra or 0), by=talk.person, at=talk.at)
        case "close":
            return show(talk, close_card(await run_by(talk, day_id), talk.say))
        case "closed":
            return show(talk, closed_card(await close_day(talk.db, day_id, by=talk.person, at=talk.at), talk.say))
        case "minutes":
            return await bring_minutes(talk, day_id)
    return await show_order(talk, day_id)


async def begin(talk: Talk, forms: Forms, verb: str, row_id: int, extra: str) -> Reply:
    """Start a form of the table; what was begun for the same place and verdict, or the same problem, goes on."""
    match verb:
        case "add":
            order, _ = await placed(talk, row_id)
            refuse_onlookers(order)
            new = Filling(ENTRY, answers=known(row_id, Verdict(extra)), apart=f"{row_id} {extra}")
        case "walk":
            await run_by(talk, row_id)
            new = Filling(WALK_IN, answers={"day": row_id})
        case "no":
            await own_said(talk, row_id)
            new = Filling(OBJECTION, answers={"problem": row_id}, apart=str(row_id))
        case _:
            await run_by(talk, (await see_said(talk.db, row_id, by=talk.person)).day.id or 0)
            new = Filling(CORRECTION, answers={"problem": row_id}, apart=str(row_id))
    return await forms.begin(talk, talk.desk.begun.get(new.slot) or new)


def known(booking_id: int, verdict: Verdict) -> dict[str, Any]:
    """What the verdict leaves nothing to ask about."""
    answers: dict[str, Any] = {"booking": booking_id, "verdict": str(verdict)}
    if verdict is not Verdict.COMMITTED:
        answers[DATE] = None
    if verdict is Verdict.ON_THE_SPOT:
        answers["dept"] = None
    return answers


def refuse_onlookers(order: Order) -> None:
    """Only the secretary writes. Raises NotForTable."""
    if not order.may_run:
        raise NotForTable


async def run_by(talk: Talk, day_id: int) -> Order:
    """The running order, for who runs it. Raises NotForTable."""
    order = await running_order(talk.db, day_id, by=talk.person)
    refuse_onlookers(order)
    return order


async def own_said(talk: Talk, problem_id: int) -> None:
    """Only the firm's own people object. Raises UnknownAtTable."""
    said = await see_said(talk.db, problem_id, by=talk.person)
    if said.firm.id not in talk.person.firm_ids:
        raise UnknownAtTable


async def placed(talk: Talk, booking_id: int) -> tuple[Order, Place]:
    """A place with the running order it stands in. Raises UnknownAtTable."""
    order = await running_order(talk.db, booking_id=booking_id, by=talk.person)
    place = next((each for each in order.places if each.booking.id == booking_id), None)
    if place is None:
        raise UnknownAtTable
    return order, place


async def show_place(talk: Talk, booking_id: int, heading: Html | None = None) -> Reply:
    """One firm's card."""
    order, place = await placed(talk, booking_id)
    return show(talk, place_card(place, order, talk.say, heading))


async def show_order(talk: Talk, day_id: int | None = None) -> Reply:
    """The running order."""
    order = await running_order(talk.db, day_id, by=talk.person)
    return show(talk, order_card(order, talk.say, talk.at))


async def at_door(talk: Talk, code: str) -> Reply:
    """A code was opened: who stands at the door has checked the firm in; anybody else is told what it is for."""
    place = await code_shown(talk.db, code, by=talk.me, at=talk.at)
    if place is None or talk.me is None:
        return [send(talk, talk.say("table-pass-about"))]
    told = talk.say("table-checked-in", firm=place.firm.name, at=place.booking.arrived_at or talk.at)
    if Role.SECRETARY not in talk.me.roles:
        return [send(talk, told)]
    return await show_place(talk, place.booking.id or 0, told)


def bring_pass(talk: Talk, place: Place) -> Any:
    """The code as a picture, for the door."""
    return link_message(talk, talk.link(f"{CODE}{place.booking.code}"), pass_text(place, talk.say))


async def confirm(talk: Talk, problem_id: int) -> Reply:
    """The firm has confirmed; what was solved on the spot it judges at once."""
    said = await confirm_wording(talk.db, problem_id, by=talk.person, at=talk.at)
    confirmed = show(talk, problem_card(said, talk.say, of_firm=True))
    if said.problem.verdict is not Verdict.ON_THE_SPOT:
        return confirmed
    sight = await see(talk.db, said.ticket.id or 0, talk.person)
    card = ticket_card(sight, talk.say, talk.db.park.calendar, talk.at, talk.say("table-rate"))
    return [*confirmed, send(talk, card)]


async def bring_minutes(talk: Talk, day_id: int | None = None) -> Reply:
    """The minutes as a file, in a message of its own."""
    minutes = await minutes_of(talk.db, day_id, by=talk.person, at=talk.at)
    return with_all(talk, minutes_card(minutes, talk.db.park.templates, talk.say, talk.at))
