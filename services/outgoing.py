"""What a push is about, read when it goes out: the ticket as it stands then, for the person as he is then."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.digests import Digest
from domain.errors import UnknownTicket
from domain.exports import ExportEnd
from domain.park import Park
from domain.roles import Role
from services.bookings import is_offered
from services.case_letters import CaseLetter, about_agency
from services.digests import Overview, overview
from services.exports import may_go_on
from services.files import KeptFile, kept_file
from services.invitations import DayNews, day_news
from services.landing import LandingSight, Week, about_landing
from services.place_sights import PlaceSight, sight_of_place
from services.record import File
from services.requests import Request
from services.requests import seen as seen_request
from services.table_news import News, table_news
from services.tickets import Sight, sight_of
from services.visits import VisitSight, sight_of_visit
from storage import tickets
from storage.assignment import booked
from storage.binding import request_by_id
from storage.database import Database
from storage.export_tables import Export
from storage.exports import export_of
from storage.outbox import Owed
from storage.people import Address, Me, address_of, as_me, contact_liaisons, firms_by_id, person_by_id
from storage.tables import Event, Firm, Person, ThreadMessage
from storage.threads import message_by_id, still_waits


@dataclass(frozen=True)
class Handing:
    """A firm's new liaison, the one before, and how many open tickets went along."""

    firm: Firm
    liaison: Person
    before: Person | None
    count: int


@dataclass(frozen=True)
class Letter:
    """Everything the wording of a push needs. `neutral`: nothing in it may tell which firm it is."""

    address: Address
    me: Me
    sights: Sequence[tuple[Sight, dict[str, Any]]] = ()
    event: Event | None = None
    files: Sequence[KeptFile] = ()
    about: Person | None = None
    firms: Sequence[str] = ()
    neutral: bool = False
    thread: ThreadMessage | None = None
    taker: Person | None = None
    of_desk: bool = False
    overview: Overview | None = None
    visit: VisitSight | None = None
    due_visits: Sequence[tuple[Firm, dict[str, Any]]] = ()
    handing: Handing | None = None
    request: Request | None = None
    reception: DayNews | None = None
    table: News | None = None
    place: PlaceSight | None = None
    landing: LandingSight | Week | None = None
    agency: CaseLetter | None = None
    export: Export | None = None


async def letter(db: Database, bot_id: int, owed: Owed, *, at: datetime) -> Letter:
    """Look up whom a push goes to and what it is about. Raises UnknownTicket if it is not his to see any more."""
    async with db.read() as session:
        address = await address_of(session, bot_id, owed.person_id)
        me = await as_me(session, address.person, at)
        beside = await of_no_ticket(session, db.park, address, me, owed, at)
        return beside or await about_tickets(session, address, me, owed)


async def of_no_ticket(
    session: AsyncSession, park: Park, address: Address, me: Me, owed: Owed, at: datetime
) -> Letter | None:
    """What a push is about that speaks of no ticket; None when it does."""
    if now := next((AS_IT_STANDS[name] for name in AS_IT_STANDS if name in owed.args), None):
        return await now(session, park, address, me, owed, at)
    look_up = next((ABOUT[name] for name in ABOUT if name in owed.args), None)
    return await look_up(session, address, me, owed) if look_up else None


async def about_tickets(session: AsyncSession, address: Address, me: Me, owed: Owed) -> Letter:
    """Tickets, as far as the person may still see them. Raises UnknownTicket for none."""
    lines = owed.args.get("lines") or [{"ticket": owed.ticket_id, **owed.args}]
    sights = [(sight, line) for line in lines if (sight := await seen(session, int(line["ticket"]), me))]
    if not sights:
        raise UnknownTicket
    event = await tickets.event_by_id(session, int(owed.args.get("event", 0)))
    neutral = any(sight.is_masked for sight, _ in sights)
    return Letter(address, me, sights, event, await files_of(session, owed, event), neutral=neutral)


async def about_table(session: AsyncSession, _park: Park, address: Address, me: Me, owed: Owed, at: datetime) -> Letter:
    """Door, table, minutes and report of a reception day."""
    news = await table_news(session, owed.kind, int(owed.args["table"]), me, at)
    return Letter(address, me, table=news)


async def about_landings(
    session: AsyncSession, park: Park, address: Address, me: Me, owed: Owed, at: datetime
) -> Letter:
    """A landing, or a chain lead's week of them."""
    return Letter(address, me, landing=await about_landing(session, park.calendar, me, owed.args, at))


async def about_cases(session: AsyncSession, park: Park, address: Address, me: Me, owed: Owed, at: datetime) -> Letter:
    """Cases, a mandate, or a project."""
    agency = await about_agency(session, park, me, owed.args, at)
    if agency is None:
        raise UnknownTicket
    return Letter(address, me, files=agency.files, firms=[agency.number], agency=agency)


async def seen(session: AsyncSession, ticket_id: int, me: Me) -> Sight | None:
    """The ticket, if the person may still see it."""
    ticket = await tickets.ticket_seen_by(session, ticket_id, me)
    return await sight_of(session, ticket, me) if ticket else None


async def about_request(session: AsyncSession, address: Address, me: Me, owed: Owed) -> Letter:
    """A visitor asks to be bound. Raises UnknownTicket for who is not of the duty desk any more."""
    row = await request_by_id(session, int(owed.args["request"]))
    if row is None or Role.DISPATCHER not in me.roles:
        raise UnknownTicket
    return Letter(address, me, request=await seen_request(session, row))


async def about_reception_place(
    session: AsyncSession, _park: Park, address: Address, me: Me, owed: Owed, at: datetime
) -> Letter:
    """A place on a reception day, as it stands now. Raises UnknownTicket for what is not true any more.

    A reminder of a place that was given back or of a day that was moved is none; after a move it tells the new time.
    """
    sight = await sight_of_place(session, int(owed.args["place"]), me, at)
    is_reminder = "rung" in owed.args
    if sight is None or (is_reminder and not (sight.is_ahead(at) and str(sight.day.day) == owed.args["on"])):
        raise UnknownTicket
    if owed.kind == "place-offer" and not is_offered(sight.place, at):
        raise UnknownTicket
    return Letter(address, me, place=sight)


async def about_place(session: AsyncSession, address: Address, me: Me, owed: Owed) -> Letter:
    """What has become of a person's place in a firm, or of his chat: said in the chat that was his, if one is named."""
    chat, firm = owed.args.get("chat"), owed.args.get("firm")
    there = replace(address, chat_id=int(chat), blocked=False) if chat else address
    names = [each.name for each in await firms_by_id(session, [int(firm)])] if firm else []
    return Letter(there, me, about=address.person, firms=names)


async def about_person(session: AsyncSession, address: Address, me: Me, owed: Owed) -> Letter:
    """A push about somebody whom the chat does not reach."""
    person_id = int(owed.args["person"])
    about = await person_by_id(session, person_id)
    firms = [firm.name for firm, _ in await contact_liaisons(session, person_id)]
    return Letter(address, me, about=about, firms=firms)


async def about_thread(session: AsyncSession, address: Address, me: Me, owed: Owed) -> Letter:
    """A message of a firm to its liaison, or of the liaison to the firm. Raises UnknownTicket for a wait that is over.

    `taker`: who answers instead of the liaison, None the duty desk.
    """
    if "wait" in owed.args and not await still_waits(session, int(owed.args["wait"])):
        raise UnknownTicket  # it has been answered meanwhile
    message, firm, author = await message_by_id(session, int(owed.args["thread"]))
    taker = await person_by_id(session, owed.args["taker"]) if owed.args.get("taker") else None
    wanted = [File(**message.files[position]) for position in owed.args.get("files", ())]
    files = [KeptFile(**asdict(file), number=number) for number, file in enumerate(wanted, 1)]
    of_desk = Role.LIAISON not in (await as_me(session, author, message.at)).roles
    told = Letter(address, me, files=files, about=author, firms=[firm.name, firm.code], thread=message)
    return replace(told, taker=taker, of_desk=of_desk)


async def about_handing(session: AsyncSession, address: Address, me: Me, owed: Owed) -> Letter:
    """A firm that got another liaison."""
    firm, liaison = await booked(session, int(owed.args["book"]))
    before = await person_by_id(session, owed.args["before"]) if owed.args["before"] else None
    return Letter(address, me, handing=Handing(firm, liaison, before, owed.args["count"]))


async def about_visit(session: AsyncSession, address: Address, me: Me, owed: Owed) -> Letter:
    """A visit, or some of its files. Raises UnknownTicket if it is not his to see any more."""
    sight = await sight_of_visit(session, int(owed.args["visit"]), me)
    if sight is None:
        raise UnknownTicket
    wanted = [sight.files[position] for position in owed.args.get("files", ())]
    files = [KeptFile(**asdict(file), number=number) for number, file in enumerate(wanted, 1)]
    return Letter(address, me, files=files, firms=[sight.firm.name], visit=sight)


async def about_due_visits(session: AsyncSession, address: Address, me: Me, owed: Owed) -> Letter:
    """Firms that are due for a visit, as far as they still are and still are his. Raises UnknownTicket for none."""
    lines = {int(line["firm"]): line for line in owed.args["visits"]}
    firms = [firm for firm in await firms_by_id(session, lines) if firm.liaison_id in me.selves]
    due = [(firm, lines[firm.id or 0]) for firm in firms if str(firm.visit_due) == lines[firm.id or 0]["due"]]
    if not due:
        raise UnknownTicket
    return Letter(address, me, due_visits=due)


async def about_day(session: AsyncSession, _park: Park, address: Address, me: Me, owed: Owed, at: datetime) -> Letter:
    """A reception day. Raises UnknownTicket for one that is over or has changed since, and for what is not his."""
    news = await day_news(session, owed.kind, owed.args, me, at)
    if news is None:
        raise UnknownTicket
    return Letter(address, me, reception=news)


async def about_work(session: AsyncSession, park: Park, address: Address, me: Me, owed: Owed, at: datetime) -> Letter:
    """A digest, as things stand now. Raises UnknownTicket when there is nothing to say any more."""
    day = date.fromisoformat(owed.args["digest"])
    seen = await overview(session, park.calendar, Digest(owed.kind), day, me, at)
    if seen.is_empty:
        raise UnknownTicket
    return Letter(address, me, overview=seen)


async def about_export(
    session: AsyncSession, _park: Park, address: Address, me: Me, owed: Owed, _at: datetime
) -> Letter:
    """A file that was made for him, or why it was not. Raises UnknownTicket if he may not have it any more."""
    row = await export_of(session, int(owed.args["export"]), me.id)
    if row is None or (row.ended is ExportEnd.MADE and may_go_on(row, me)):
        raise UnknownTicket
    return Letter(address, me, export=row)


async def files_of(session: AsyncSession, owed: Owed, event: Event | None) -> list[KeptFile]:
    """The files this push carries: some by their row ids, or some of an event's by their positions."""
    if owed.ticket_id is None or owed.kind != "files":
        return []
    kept = await tickets.attachments(session, owed.ticket_id)
    its = [each.id for each in kept if event and each.event_id == event.id]
    ids = owed.args.get("attachments") or [its[position] for position in owed.args["files"]]
    return [kept_file(each, number) for number, each in enumerate(kept, 1) if each.id in ids]


# The same of what has to be looked at as it stands at that moment.
AS_IT_STANDS: dict[str, Callable[[AsyncSession, Park, Address, Me, Owed, datetime], Awaitable[Letter]]] = {
    "place": about_reception_place,
    "rd": about_day,
    "table": about_table,
    "digest": about_work,
    "export": about_export,
    **dict.fromkeys(("landing", "week"), about_landings),
    **dict.fromkeys(("case", "cases", "mandate", "project"), about_cases),
}
# What a push without a ticket is about, by the name in its `args` that says so; the first one that is there counts.
ABOUT: dict[str, Callable[[AsyncSession, Address, Me, Owed], Awaitable[Letter]]] = {
    "request": about_request,
    "firm": about_place,
    "chat": about_place,
    "person": about_person,
    "thread": about_thread,
    "book": about_handing,
    "visit": about_visit,
    "visits": about_due_visits,
}
