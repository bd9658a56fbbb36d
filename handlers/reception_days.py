"""接待日: the days to come; who keeps them adds, moves, calls off, changes invitations; firms decline; coverage."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.reception_days import (
    coverage_card,
    day_card,
    days_card,
    invitations_card,
    list_card,
    sure_card,
    when,
    where,
)
from domain.dates import read_date
from domain.errors import NotAnAnswer, UnknownDay
from domain.reception import Plan, read_window, slots, written_window
from domain.roles import Role
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, send, show
from handlers.report import named, read_choice
from handlers.talk import Talk
from services.coverage import see_coverage
from services.day_moves import call_off, move_day
from services.invitations import (
    add_firm,
    decline,
    firms_to_invite,
    line_to_decline,
    line_to_remove,
    my_invitations,
    remove_firm,
    see_invitations,
)
from services.reception_days import KEEPERS, DaySight, add_day, coming_days, refuse_others, see_day
from storage.reception_tables import ReceptionDay

ADD, MOVE, OFF, PUT_ON, TAKE_OFF = (
    "reception-new",
    "reception-shift",
    "reception-cancel",
    "reception-invite",
    "reception-remove",
)
SHORTEST, LONGEST, LONGEST_PLACE = 2, 300, 120
YES = "yes"


def read_day(talk: Talk, _filling: Filling, answer: Answer) -> str:
    """A working day to come, however it is typed. Raises NotAnAnswer."""
    calendar = talk.db.park.calendar
    meant = read_date(answer.text, calendar, talk.at) if answer.text else None
    if meant is None:
        raise NotAnAnswer("form-need-date")
    day = calendar.today(meant) if isinstance(meant, datetime) else meant
    if day < calendar.today(talk.at):
        raise NotAnAnswer("error-day-over")
    if not calendar.is_workday(day):
        raise NotAnAnswer("error-not-a-workday", day=day)
    return day.isoformat()


def read_hours(talk: Talk, _filling: Filling, answer: Answer) -> str:
    """From when until when, with room for a slot at least. Raises NotAnAnswer."""
    window = read_window(answer.text)
    if window is None or not has_room(talk, *window):
        raise NotAnAnswer("reception-need-hours")
    return written_window(*window)


def has_room(talk: Talk, opens: time, closes: time) -> bool:
    """Whether there is time for one slot."""
    calendar, rule = talk.db.park.calendar, talk.db.park.reception
    today = calendar.today(talk.at)
    return any(slots(calendar.at(today, opens), calendar.at(today, closes), rule.slot_minutes))


async def hours_choices(talk: Talk, filling: Filling) -> Choices:
    """The hours of the day that is moved, else those of the rule."""
    plan = await planned_now(talk, filling)
    label = f"{plan.opens:%H:%M}–{plan.closes:%H:%M}"
    return [(label, written_window(plan.opens, plan.closes))]


def read_place(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """The place in words. Raises NotAnAnswer."""
    return words(answer, least=SHORTEST, most=LONGEST_PLACE)


def read_reason(_talk: Talk, _filling: Filling, answer: Answer) -> str:
    """Why: it is kept, and told. Raises NotAnAnswer."""
    return words(answer, least=SHORTEST, most=LONGEST)


async def planned_now(talk: Talk, filling: Filling) -> Plan:
    """What is not said stays as it is: as the day that is moved, or as the rule would have it."""
    calendar = talk.db.park.calendar
    if "day" not in filling.answers:
        return talk.db.park.reception.plan(calendar.today(talk.at))
    day = (await see_day(talk.db, int(filling.answers["day"]), by=talk.person)).day
    opens, closes = (calendar.local(moment).time() for moment in (day.starts_at, day.ends_at))
    return Plan(day.day, opens, closes, day.slot_minutes, day.place, day.latitude, day.longitude)


async def plan_of(talk: Talk, filling: Filling) -> Plan:
    """The day as the answers want it; another place has no coordinates but the rule's."""
    now, said = await planned_now(talk, filling), filling.answers
    window = read_window(said["hours"])
    opens, closes = window or (now.opens, now.closes)
    plan = replace(now, day=date.fromisoformat(said["date"]), opens=opens, closes=closes)
    place = said.get("place") or now.place
    known = next((each for each in (now, talk.db.park.reception) if each.place == place), None)
    spot = (known.latitude, known.longitude) if known else (None, None)
    return replace(plan, place=place, latitude=spot[0], longitude=spot[1])


async def shows(talk: Talk, filling: Filling) -> dict[str, Any]:
    """The day, or the firm, that the form is about."""
    if "line" in filling.answers:
        firm, day = await line_to_remove(talk.db, int(filling.answers["line"]), by=talk.person)
        return {"firm": firm.name, "when": when(day, talk.say)}
    if "day" not in filling.answers:
        return {"place": talk.db.park.reception.place or "–"}
    day = (await see_day(talk.db, int(filling.answers["day"]), by=talk.person)).day
    reason = {"reason": filling.answers.get("reason", "–")}
    return {"when": when(day, talk.say), "place": where(day, talk.say), **reason, **await shall_be(talk, filling)}


async def shall_be(talk: Talk, filling: Filling) -> dict[str, Any]:
    """How the day will be, once date and hours are said."""
    if not {"date", "hours"} <= filling.answers.keys():
        return {}
    plan = await plan_of(talk, filling)
    return {"day": plan.day, "hours": f"{plan.opens:%H:%M}–{plan.closes:%H:%M}", "there": plan.place or "–"}


async def sure_choices(talk: Talk, filling: Filling) -> Choices:
    """Yes: many people are told of it."""
    return [(talk.say.plain("reception-off-yes" if filling.form == OFF else "reception-move-yes"), YES)]


async def add_it(talk: Talk, filling: Filling) -> Reply:
    """The day is planned."""
    plan, reason = await plan_of(talk, filling), filling.answers["reason"]
    day = await add_day(talk.db, plan, reason, by=talk.person, at=talk.at, key=filling.key)
    return await show_day(talk, day.id or 0, "reception-new-done")


async def move_it(talk: Talk, filling: Filling) -> Reply:
    """The day is moved, and everybody concerned is told."""
    plan, day_id = await plan_of(talk, filling), int(filling.answers["day"])
    await move_day(talk.db, day_id, plan, filling.answers["reason"], by=talk.person, at=talk.at)
    return await show_day(talk, day_id, "reception-shift-done")


async def call_it_off(talk: Talk, filling: Filling) -> Reply:
    """The day does not take place, and everybody concerned is told."""
    day_id = int(filling.answers["day"])
    await call_off(talk.db, day_id, filling.answers["reason"], by=talk.person, at=talk.at)
    return await show_day(talk, day_id, "reception-cancel-done")


async def put_on(talk: Talk, filling: Filling) -> Reply:
    """The firm is on the list, with the reason."""
    day_id, firm_id = int(filling.answers["day"]), int(filling.answers["firm"])
    await add_firm(talk.db, day_id, firm_id, filling.answers["reason"], by=talk.person, at=talk.at)
    return await show_list(talk, day_id, last=True)


async def take_off(talk: Talk, filling: Filling) -> Reply:
    """The firm is off the list, with the reason."""
    line_id = int(filling.answers["line"])
    day = await remove_firm(talk.db, line_id, filling.answers["reason"], by=talk.person, at=talk.at)
    return await show_list(talk, day.id or 0)


async def firm_choices(talk: Talk, filling: Filling) -> Choices:
    """Firms whose name or code fits what was typed."""
    found = await firms_to_invite(talk.db, filling.answers.get("named", ""), by=talk.person)
    return [(f"{firm.code} {firm.name}", str(firm.id)) for firm in found]


def read_firm(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """A part of a firm's name, or its code: those that fit are offered. Raises NotAnAnswer."""
    if not named(answer):
        raise NotAnAnswer("firm-need-name")
    filling.answers["named"] = named(answer)
    raise NotAnAnswer("report-firm-found")


DATE, REASON = Step("date", read_day), Step("reason", read_reason)
SURE = Step("sure", read_choice, sure_choices)
HOURS, PLACE = Step("hours", read_hours, hours_choices), Step("place", read_place, optional=True)
FORMS = (
    Form(ADD, (DATE, HOURS, PLACE, REASON), add_it, shows=shows),
    Form(MOVE, (DATE, HOURS, PLACE, REASON, SURE), move_it, shows=shows),
    Form(OFF, (REASON, SURE), call_it_off, shows=shows, cancel="reception-keep", cancelled="reception-kept"),
    Form(PUT_ON, (Step("firm", read_firm, firm_choices, width=1), REASON), put_on, shows=shows),
    Form(TAKE_OFF, (REASON,), take_off, shows=shows),
)
BEGINS = {"move": MOVE, "off": OFF, "in": PUT_ON}
COMMANDS = {"moveday": "move", "calloff": "off", "invitefirm": "in", "invitations": "list"}


def router(forms: Forms) -> Router:
    """The ways to reception days: commands, the menu, and the buttons rd:verb:id."""
    made = Router(name="reception-days")

    @made.message(Command("reception", "receptions"))
    @made.message(MenuButton("menu-reception"))
    async def reception(_message: Message, talk: Talk) -> Reply:
        return [send(talk, await days_of(talk))]

    @made.message(Command("addday"))
    async def add(_message: Message, talk: Talk) -> Reply:
        return await do(talk, forms, "add", 0, 0)

    @made.message(Command(*COMMANDS))
    async def one(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        return await by_date(talk, forms, COMMANDS[command.command], (command.args or "").strip())

    @made.message(Command("takeoff"))
    async def off_the_list(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        return await by_rank(talk, forms, (command.args or "").strip())

    @made.message(Command("coverage"))
    async def coverage(_message: Message, talk: Talk) -> Reply:
        return await do(talk, forms, "cover", 0, 0)

    @made.message(Command("notcoming"))
    async def not_coming(_message: Message, talk: Talk) -> Reply:
        found = await my_invitations(talk.db, by=talk.person, at=talk.at)
        return [send(talk, invitations_card(found, talk.say))]

    @made.callback_query(Tapped("rd"))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await do(talk, forms, parts[0], int(parts[1]) if parts[1:] else 0, int(parts[2]) if parts[2:] else 0)

    return made


async def do(talk: Talk, forms: Forms, verb: str, row_id: int, page: int) -> Reply:
    """What a button means."""
    match verb:
        case "days":
            return show(talk, await days_of(talk))
        case "day":
            return await show_day(talk, row_id)
        case "list":
            return await show_list(talk, row_id, page)
        case "cover":
            return show(talk, coverage_card(await see_coverage(talk.db, by=talk.person, at=talk.at), talk.say, row_id))
        case "no" | "noyes":
            return await decline_it(talk, row_id, sure=verb == "noyes")
    return await begin(talk, forms, verb, row_id)


async def begin(talk: Talk, forms: Forms, verb: str, row_id: int) -> Reply:
    """A form of who keeps the days, beside those that were begun for other days; one that was begun goes on."""
    refuse_others(talk.person)
    if verb == "out":
        await line_to_remove(talk.db, row_id, by=talk.person)
        new = Filling(TAKE_OFF, answers={"line": str(row_id)}, apart=f"line {row_id}")
    elif verb == "add":
        new = Filling(ADD)
    else:
        await see_day(talk.db, row_id, by=talk.person)
        new = Filling(BEGINS[verb], answers={"day": str(row_id)}, apart=f"day {row_id}")
    return await forms.begin(talk, talk.desk.begun.get(new.slot) or new)


async def days_of(talk: Talk) -> Any:
    """The days to come, with the buttons that the person's roles allow."""
    roles = talk.person.roles
    days = await coming_days(talk.db, at=talk.at)
    return days_card(days, talk.say, keeps=bool(roles & KEEPERS), books=Role.CONTACT in roles)


async def by_date(talk: Talk, forms: Forms, verb: str, said: str) -> Reply:
    """The day that is named by its date; without one the next. Raises UnknownDay."""
    refuse_others(talk.person)
    days = await coming_days(talk.db, at=talk.at)
    if not said and verb in {"move", "off"}:
        return [send(talk, await days_of(talk))]  # nothing is moved by guess
    day = the_day(talk, days, said)
    return await do(talk, forms, verb, day.id or 0, 0)


def the_day(talk: Talk, days: Sequence[ReceptionDay], said: str) -> ReceptionDay:
    """The day on that date, the next one when no date is said. Raises UnknownDay."""
    wanted = read_date(said, talk.db.park.calendar, talk.at) if said else None
    found = next((day for day in days if not said or day.day == wanted), None)
    if found is None:
        raise UnknownDay
    return found


async def by_rank(talk: Talk, forms: Forms, said: str) -> Reply:
    """A firm by its number on the next day's list; without one the list. Raises UnknownDay."""
    refuse_others(talk.person)
    day = the_day(talk, await coming_days(talk.db, at=talk.at), "")
    seen = await see_invitations(talk.db, day.id or 0, by=talk.person, page=None)
    line = next((each.line for each in seen.lines if str(each.line.rank) == said), None)
    return await begin(talk, forms, "out", line.id or 0) if line else await show_list(talk, day.id or 0)


async def show_day(talk: Talk, day_id: int, heading: str = "") -> Reply:
    """The day's card."""
    sight: DaySight = await see_day(talk.db, day_id, by=talk.person)
    above = talk.say(heading) if heading else None
    return show(talk, day_card(sight, talk.say, talk.at, above))


async def show_list(talk: Talk, day_id: int, page: int = 0, *, last: bool = False) -> Reply:
    """A page of the day's list, or the last one: there stands who was added."""
    seen = await see_invitations(talk.db, day_id, by=talk.person, page=page, last=last)
    return show(talk, list_card(seen, talk.say))


async def decline_it(talk: Talk, line_id: int, *, sure: bool) -> Reply:
    """The firm does not come this time: asked once more, then told."""
    line, day, firm = await line_to_decline(talk.db, line_id, by=talk.person)
    if not sure:
        return show(talk, sure_card(line, day, firm, talk.say))
    await decline(talk.db, line_id, by=talk.person, at=talk.at)
    return show(talk, talk.say("reception-decline-done", firm=firm.name, day=day.day))
