"""The pusher pays the outbox: claim, deliver without a transaction, settle or postpone. Each person's in order."""

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.courier import Blocked, Courier, Later, Moved, Unacceptable
from bot.crew import Crew
from bot.patience import patiently
from cards.agency_pushes import told_agency_card
from cards.assignment import told_card
from cards.bookings import told_place_card
from cards.calendar import redate_card
from cards.card import Card
from cards.colleagues import PLACES, place_card
from cards.digests import overview_card
from cards.door import request_card
from cards.exports import file_card
from cards.files import masked
from cards.landing import told_landing_card
from cards.month_picture import month_picture
from cards.pushes import digest_card, event_card, person_card, reminder_card
from cards.reception_days import news_card
from cards.table_news import table_news_card
from cards.thread import thread_card, waiting_card
from cards.visits import due_visits_card, told_visit_card
from domain.calendar import Calendar
from domain.errors import UnknownTicket
from services.outgoing import Letter, letter
from services.people import follow_chat, not_bound, unreachable
from storage import outbox
from storage.database import OUTAGES, Database
from storage.outbox import Owed
from storage.shelf import Shelf
from storage.tables import Person
from texts import Say, speaker

log = structlog.get_logger()
WINDOW = 48
LOOK_AGAIN = 1.0
LONGEST_PAUSE = timedelta(seconds=60)
WITHOUT_CHAT = timedelta(hours=1)
NOT_FETCHED = 3.0


class Pusher:
    """Runs for ever. What is in flight is known here, so that a clock that jumps sends nothing twice."""

    def __init__(
        self,
        db: Database,
        courier: Courier,
        bot_id: int,
        clock: Clock,
        crew: Crew,
        *,
        lease: timedelta,
        exported: Shelf,
    ) -> None:
        """`exported`: where the files are that were made for people."""
        self.db = db
        self.courier = courier
        self.bot_id = bot_id
        self.clock = clock
        self.crew = crew
        self.lease = lease
        self.exported = exported
        self.flying: set[int] = set()
        self.busy: set[int] = set()
        self.landed = asyncio.Event()
        self.left_over = False

    async def run(self) -> None:
        """Pay whenever something is owed or has become due."""
        while True:
            self.db.owed.clear()
            try:
                await self.launch()
            except OUTAGES as away:
                log.warning("outbox waits", cause=type(away).__name__)
            await self.wake()

    async def wake(self) -> None:
        """Wait until something is owed, has landed, or a moment has gone by."""
        waits = [asyncio.ensure_future(event.wait()) for event in (self.db.owed, self.landed)]
        try:
            await asyncio.wait(waits, timeout=LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiting in waits:
                waiting.cancel()

    async def launch(self) -> None:
        """Claim what there is room for, and start a flight for each person."""
        self.landed.clear()
        room, self.left_over = WINDOW - len(self.flying), True
        if room <= WINDOW // 2:
            return
        now, waiting = self.clock.now(), bool(self.busy)
        async with self.db.write() as connection:
            claimed = await outbox.claim(connection, now, now + self.lease, limit=room, busy=self.busy)
        self.left_over = waiting or len(claimed) == room
        people: dict[int, list[Owed]] = defaultdict(list)
        for push in claimed:
            people[push.person_id].append(push)
        self.flying.update(push.id for push in claimed)
        self.busy.update(people)
        for person_id, pushes in people.items():
            self.crew.start(f"push {person_id}", self.fly(person_id, pushes))

    async def fly(self, person_id: int, pushes: list[Owed]) -> None:
        """One person's pushes, one after the other; when one has to wait, the later ones wait with it."""
        try:
            for position, push in enumerate(pushes):
                if not await self.pay(push, pushes[position:]):
                    return
        finally:
            self.flying.difference_update(push.id for push in pushes)
            self.busy.discard(person_id)
            if self.left_over:  # else there is nothing that this landing makes room for
                self.landed.set()

    async def pay(self, push: Owed, rest: list[Owed]) -> bool:
        """Deliver one push and settle it. False when it has to wait. While the database is away it stays in flight."""
        try:
            outcome = await patiently(self.deliver, push)
        except Later as later:
            await patiently(self.postpone, rest, self.pause(push, later), str(later))
            return False
        if outcome is None:
            await patiently(self.postpone, rest, WITHOUT_CHAT, "no chat")
            return False
        await patiently(self.settle, push, outcome)
        return True

    async def deliver(self, push: Owed) -> str | None:
        """Send it; returns how it ended, None while the person has no chat."""
        try:
            about = await letter(self.db, self.bot_id, push, at=self.clock.now())
        except UnknownTicket:
            return "not his any more"
        if about.address.chat_id is None and about.address.person.left_at:
            return "left"
        if about.address.chat_id is None:
            await not_bound(self.db, push.person_id, at=self.clock.now())
            return None
        if about.address.blocked:
            return "blocked"
        return await self.send(push, about, about.address.chat_id)

    async def send(self, push: Owed, about: Letter, chat_id: int) -> str:
        """Word it and hand it to the courier. Raises Later."""
        say = speaker(about.me.language, self.db.park.calendar.zone)
        try:
            if push.kind == "files":
                await self.send_files(push, about, chat_id, say)
            else:
                await self.courier.deliver(chat_id, await self.worded(push, about, say), quiet=push.quiet)
        except Blocked:
            await unreachable(self.db, self.bot_id, chat_id, at=self.clock.now())
            return "blocked"
        except Moved as moved:
            await follow_chat(self.db, self.bot_id, chat_id, moved.chat_id)
            raise Later("chat moved", 0.1) from moved
        except Unacceptable as refused:
            log.warning("push refused", push_id=push.id, kind=push.kind, why=str(refused))
            return "refused"
        return "sent"

    async def send_files(self, push: Owed, about: Letter, chat_id: int, say: Say) -> None:
        """An event's files; what cannot be sent on is at least named. Raises Later."""
        number = about.sights[0][0].ticket.number if about.sights else " ".join(about.firms)
        files = [masked(file, say) for file in about.files] if about.neutral else about.files
        if about.neutral and any(file.is_coming for file in files):
            raise Later("files not fetched yet", NOT_FETCHED)
        caption = number if about.neutral else say.plain("push-files-caption", number=number)
        left = await self.courier.deliver_files(chat_id, files, caption, quiet=push.quiet, neutral=about.neutral)
        if left:
            log.warning("files refused", push_id=push.id, count=len(left))
            key = "push-files-masked" if about.neutral else "push-files-left"
            names = ", ".join(file.name or file.kind for file in left)
            await self.courier.deliver(chat_id, Card(say(key, number=number, name=names)), quiet=push.quiet)

    async def worded(self, push: Owed, about: Letter, say: Say) -> Card:
        """The card of a push; what takes time, a picture or a large file, comes from a thread."""
        if about.export is None:
            return await with_picture(self.word(push, about, say), about, say)
        place = self.exported.place_of(about.export.stored) if about.export.stored else None
        content = await asyncio.to_thread(place.read_bytes) if place and place.exists() else None
        return file_card(about.export, content, say, self.clock.now())

    def word(self, push: Owed, about: Letter, say: Say) -> Card:
        """The card of a push."""
        calendar, now = self.db.park.calendar, self.clock.now()
        ways = (of_reception, of_agency, of_no_ticket)
        if beside := next((card for way in ways if (card := way(push, about, say, calendar, now))), None):
            return beside
        if push.kind == "digest":
            return digest_card(about.sights, say, calendar, now)
        if push.kind == "redate":
            return redate_card(about.sights, push.args, say)
        sight, args = about.sights[0]
        if push.kind == "reminder" or about.event is None:
            return reminder_card(sight, args, say, calendar, now)
        return event_card(push.kind, sight, about.event, say, calendar, now)

    def pause(self, push: Owed, later: Later) -> timedelta:
        """As long as Telegram says, else longer each time."""
        return timedelta(seconds=later.seconds) or min(timedelta(seconds=2 ** min(push.tries, 6)), LONGEST_PAUSE)

    async def settle(self, push: Owed, outcome: str) -> None:
        """It is paid, or never can be."""
        log.info("push settled", push_id=push.id, kind=push.kind, outcome=outcome)
        async with self.db.write() as connection:
            await outbox.settle(connection, [push.id], self.clock.now(), outcome)

    async def postpone(self, pushes: list[Owed], pause: timedelta, why: str) -> None:
        """They wait, in their order."""
        log.warning("push waits", push_id=pushes[0].id, why=why, seconds=pause.total_seconds())
        async with self.db.write() as connection:
            await outbox.postpone(connection, [push.id for push in pushes], self.clock.now() + pause, why)


async def with_picture(card: Card, about: Letter, say: Say) -> Card:
    """The card; that of a month with its picture, which is drawn beside the loop so that other pushes go on."""
    if about.overview is None or about.overview.board is None:
        return card
    return replace(card, documents=(await asyncio.to_thread(month_picture, about.overview.board, say),))


def of_reception(push: Owed, about: Letter, say: Say, calendar: Calendar, now: datetime) -> Card | None:
    """The card of a push about a reception day, a place on it, its door or table; None when it is about no such."""
    if about.reception:
        return news_card(push.kind, about.reception, say, now)
    if about.table:
        return table_news_card(push.kind, about.table, say, calendar, now)
    return told_place_card(push.kind, about.place, push.args, say, calendar, now) if about.place else None


def of_agency(push: Owed, about: Letter, say: Say, calendar: Calendar, _now: datetime) -> Card | None:
    """The card of a push that is about the agency service; None when it is about something else."""
    if about.landing:
        return told_landing_card(about.landing, about.me, say, calendar)
    return told_agency_card(push.kind, about.agency, push.args, say) if about.agency else None


def of_no_ticket(push: Owed, about: Letter, say: Say, calendar: Calendar, now: datetime) -> Card | None:
    """The card of a push that is about people, a whole digest, or visits; None when it is about tickets."""
    if about.handing:
        return told_card(push.kind, about.handing, say)
    if about.request:
        return request_card(about.request, say)
    if about.about:
        return of_person(push, about, about.about, say)
    if about.overview:
        return overview_card(about.overview, say, calendar, now)
    if about.visit:
        return told_visit_card(push.kind, about.visit, say, calendar, now)
    return due_visits_card(about.due_visits, say) if about.due_visits else None


def of_person(push: Owed, about: Letter, person: Person, say: Say) -> Card:
    """What a push says that is about somebody, not about a ticket."""
    if about.thread and "wait" in push.args:
        return waiting_card(push.kind, about.thread, about, say)
    if about.thread:
        return thread_card(about.thread, person, about.firms, say, of_desk=about.of_desk)
    if push.kind == "away":
        since, until = (datetime.fromisoformat(push.args[name]) for name in ("since", "until"))
        return Card(say("away-told", name=person.name, since=since, until=until))
    if push.kind in PLACES:
        return place_card(push.kind, about.firms, say, door="chat" in push.args)
    return person_card(push.kind, person, about.firms, say)
