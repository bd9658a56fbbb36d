"""预约接待日: choose a day and a slot, wait, take or leave an offer, move, give back; the secretary's list."""

import re
from datetime import time

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.bookings import (
    KIND,
    days_card,
    given_back_card,
    ics,
    list_card,
    moves_card,
    on_map,
    places_card,
    slots_card,
)
from cards.card import Card
from cards.visits import firms_card
from domain.errors import NotForYou, SlotsFree, SlotTaken, UnknownPlace
from domain.lifecycle import Part
from domain.reception import PlaceState
from handlers.booking_forms import begin_topics, begin_unbook, show_place
from handlers.filters import MenuButton, Tapped
from handlers.forms import Forms
from handlers.replies import Reply, beside, send, show, toast
from handlers.talk import Talk
from services.bookings import Wanted, accept, book, decline, firms_to_book_for, may_book, rebook, wait
from services.place_sights import PlaceSight, days_to_book, list_of_day, own_places, see_place, slot_at, slots_to_book

CLOCK = re.compile(r"(?:(\d{1,2})[-/.月](\d{1,2})日?\s*)?(\d{1,2})[:：](\d{2})")
OFFERED, BOOKED = frozenset({PlaceState.OFFERED}), frozenset({PlaceState.BOOKED})
ANY = frozenset(PlaceState)


def router(forms: Forms) -> Router:
    """The ways to places: commands, the menu, and the buttons bk:verb:ids."""
    made = Router(name="bookings")

    @made.message(Command("book"))
    @made.message(MenuButton("menu-book"))
    async def begin(_message: Message, talk: Talk, command: CommandObject | None = None) -> Reply:
        return await begin_book(talk, forms, ((command and command.args) or "").strip())

    @made.message(Command("booking"))
    async def own(_message: Message, talk: Talk) -> Reply:
        return await show_own(talk)

    @made.message(Command("bookings"))
    async def list_(_message: Message, talk: Talk) -> Reply:
        return [send(talk, list_card(await list_of_day(talk.db, None, by=talk.person, at=talk.at), talk.say))]

    @made.message(Command("wait"))
    async def waiting(_message: Message, talk: Talk) -> Reply:
        return await wait_for_next(talk, forms)

    @made.message(Command("rebook", "unbook", "topic", "take", "pass", "route", "ics"))
    async def typed(_message: Message, command: CommandObject, talk: Talk) -> Reply:
        return await by_words(talk, forms, command.command, (command.args or "").strip())

    @made.callback_query(Tapped(KIND))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        return await do(talk, forms, parts[0], *map(int, parts[1:]))

    return made


async def do(talk: Talk, forms: Forms, verb: str, row_id: int, *more: int) -> Reply:
    """What a button means: of a firm its days, of a day its slots or its list, of a slot that it is wanted."""
    match verb:
        case "firm":
            return await show_days(talk, row_id)
        case "day":
            return await show_slots(talk, row_id, *more)
        case "list":
            return show(talk, list_card(await list_of_day(talk.db, row_id, by=talk.person, at=talk.at), talk.say))
        case "slot" | "to" | "wait":
            return await do_with_slot(talk, forms, verb, row_id, *more)
    return await do_with_place(talk, forms, verb, row_id)


async def do_with_slot(talk: Talk, forms: Forms, verb: str, row_id: int, *more: int) -> Reply:
    """A slot is wanted: at first, instead of another one, or when one gets free."""
    if verb == "slot":
        return await press_slot(talk, forms, row_id, *more)
    return await (press_move(talk, row_id, *more) if verb == "to" else begin_wait(talk, forms, row_id, *more))


async def do_with_place(talk: Talk, forms: Forms, verb: str, place_id: int) -> Reply:
    """What a button of a place means."""
    match verb:
        case "move":
            return await show_moves(talk, place_id)
        case "cancel":
            return await begin_unbook(talk, forms, place_id)
        case "topic":
            return await begin_topics(talk, forms, place_id, more=True)
        case "yes" | "no":
            return await (take_offer if verb == "yes" else leave_offer)(talk, place_id)
        case "ics" | "route":
            return await bring(talk, place_id, verb)
    return await show_place(talk, place_id)


async def begin_book(talk: Talk, forms: Forms, words: str) -> Reply:
    """A clock reading books at once; a name is the firm's for which it is; several firms are buttons."""
    if not may_book(talk.person):
        raise NotForYou(who=(Part.FIRM, Part.LIAISON, Part.SECRETARY))
    clock = CLOCK.fullmatch(words)
    firms = await firms_to_book_for(talk.db, "" if clock else words, by=talk.person)
    if len(firms) != 1:
        return [send(talk, firms_card(firms, KIND, "firm", talk.say) if firms else talk.say("booking-which"))]
    firm_id = firms[0].id or 0
    if clock is None:
        return await show_days(talk, firm_id)
    day_id, slot_id = await slot_named(talk, clock, firm_id)
    return await press_slot(talk, forms, slot_id, day_id, firm_id)


async def slot_named(talk: Talk, clock: re.Match[str], firm_id: int) -> tuple[int, int]:
    """The day and the slot that somebody has typed; without a date, of the next day. Raises UnknownPlace."""
    month, date, hour, minute = (int(part) if part else None for part in clock.groups())
    _, days = await days_to_book(talk.db, firm_id, by=talk.person, at=talk.at)
    named = [each.day for each in days if month is None or (each.day.day.month, each.day.day.day) == (month, date)]
    if not named or (hour or 0) > time.max.hour or (minute or 0) > time.max.minute:
        raise UnknownPlace
    slot = await slot_at(talk.db, talk.db.park.calendar.at(named[0].day, time(hour or 0, minute or 0)))
    if slot is None:
        raise UnknownPlace
    return slot.day_id, slot.id or 0


async def show_days(talk: Talk, firm_id: int) -> Reply:
    """The days that a firm can book."""
    return show(talk, days_card(*await days_to_book(talk.db, firm_id, by=talk.person, at=talk.at), talk.say))


async def show_slots(talk: Talk, day_id: int, firm_id: int = 0) -> Reply:
    """A day's free slots as they are now; a firm that has a place there sees it."""
    sight = await slots_to_book(talk.db, day_id, firm_id or None, by=talk.person)
    if sight.place:
        return await show_place(talk, sight.place.id or 0)
    return show(talk, slots_card(sight, talk.say))


async def press_slot(talk: Talk, forms: Forms, slot_id: int, day_id: int, firm_id: int) -> Reply:
    """The slot is the firm's from the press on, and its topics are asked for; one that is taken shows the free ones."""
    try:
        place = await book(talk.db, slot_id, Wanted(talk.key, firm_id or None), by=talk.person, at=talk.at)
    except SlotTaken as why:
        return [*toast(talk, talk.say.plain(why.text), alert=True), *await show_slots(talk, day_id, firm_id)]
    return [*await show_place(talk, place.id or 0, "booking-booked"), *await begin_topics(talk, forms, place.id or 0)]


async def begin_wait(talk: Talk, forms: Forms, day_id: int, firm_id: int = 0) -> Reply:
    """The firm waits; while a slot is free, that is shown instead."""
    try:
        place = await wait(talk.db, day_id, Wanted(talk.key, firm_id or None), by=talk.person, at=talk.at)
    except SlotsFree as why:
        return [*toast(talk, talk.say.plain(why.text), alert=True), *await show_slots(talk, day_id, firm_id)]
    return [*await show_place(talk, place.id or 0, "booking-waits"), *await begin_topics(talk, forms, place.id or 0)]


async def wait_for_next(talk: Talk, forms: Forms) -> Reply:
    """Wait for a slot of the next day; who has several firms, or books for any, chooses by buttons."""
    firms = await firms_to_book_for(talk.db, by=talk.person)
    if len(firms) != 1:
        return await begin_book(talk, forms, "")
    firm, days = await days_to_book(talk.db, firms[0].id, by=talk.person, at=talk.at)
    if not days:
        return show(talk, days_card(firm, days, talk.say))
    return await begin_wait(talk, forms, days[0].day.id or 0, firm.id or 0)


async def show_moves(talk: Talk, place_id: int) -> Reply:
    """The slots to which a firm can move. Raises UnknownPlace."""
    sight = await see_place(talk.db, place_id, by=talk.person, at=talk.at)
    slots = await slots_to_book(talk.db, sight.day.id or 0, sight.firm.id, by=talk.person)
    return show(talk, moves_card(slots, place_id, talk.say))


async def press_move(talk: Talk, place_id: int, slot_id: int) -> Reply:
    """The firm moves; when the slot is taken, the free ones are shown."""
    try:
        await rebook(talk.db, place_id, slot_id, by=talk.person, at=talk.at)
    except SlotTaken as why:
        return [*toast(talk, talk.say.plain(why.text), alert=True), *await show_moves(talk, place_id)]
    return await show_place(talk, place_id, "booking-moved")


async def take_offer(talk: Talk, place_id: int) -> Reply:
    """The slot that got free is the firm's."""
    await accept(talk.db, place_id, by=talk.person, at=talk.at)
    return await show_place(talk, place_id, "booking-taken")


async def leave_offer(talk: Talk, place_id: int) -> Reply:
    """The slot goes to the next firm; the topics live on."""
    sight = await see_place(talk.db, place_id, by=talk.person, at=talk.at)
    left = await decline(talk.db, place_id, by=talk.person, at=talk.at)
    return show(talk, given_back_card(sight, left, talk.say, talk.db.park.calendar, talk.at))


async def bring(talk: Talk, place_id: int, what: str) -> Reply:
    """The calendar file, or where it is: on the map, else in words."""
    sight = await see_place(talk.db, place_id, by=talk.person, at=talk.at)
    text, spot = talk.say("place-no-map", place=sight.day.place or "–"), on_map(sight, talk.say)
    if what == "ics":
        return beside(talk, Card(text, documents=(ics(sight, talk.say, talk.at),)))
    return beside(talk, Card(text, place=spot)) if spot else [send(talk, text)]


async def show_own(talk: Talk) -> Reply:
    """One's place; several are buttons."""
    found = await own_places(talk.db, by=talk.person, at=talk.at)
    if len(found) == 1:
        return await show_place(talk, found[0].place.id or 0)
    return [send(talk, places_card(found, talk.say) if found else talk.say("booking-none"))]


async def by_words(talk: Talk, forms: Forms, command: str, words: str) -> Reply:
    """What a command does with one's place: the only one for which it makes sense; several are shown to choose."""
    states = {"take": OFFERED, "pass": OFFERED, "rebook": BOOKED}.get(command, ANY)
    found = [each for each in await own_places(talk.db, by=talk.person, at=talk.at) if each.place.state in states]
    if len(found) != 1:
        return await show_own(talk)
    place_id, clock = found[0].place.id or 0, CLOCK.fullmatch(words)
    if command == "rebook" and clock:
        return await press_move(talk, place_id, await slot_of_day(talk, found[0], clock))
    if command == "unbook":
        return await begin_unbook(talk, forms, place_id, words)
    verbs = {"take": "yes", "pass": "no", "rebook": "move"}
    return await do_with_place(talk, forms, verbs.get(command, command), place_id)


async def slot_of_day(talk: Talk, sight: PlaceSight, clock: re.Match[str]) -> int:
    """The slot of that day which begins at the clock reading. Raises UnknownPlace."""
    hour, minute = int(clock[3]), int(clock[4])
    if hour > time.max.hour or minute > time.max.minute:
        raise UnknownPlace
    slot = await slot_at(talk.db, talk.db.park.calendar.at(sight.day.day, time(hour, minute)))
    if slot is None:
        raise UnknownPlace
    return slot.id or 0
