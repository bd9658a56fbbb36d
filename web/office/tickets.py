"""Tickets: a list with filters, one with its history, and handing it over."""

import secrets

from markupsafe import Markup
from starlette.responses import Response

from cards.history import details, event_lines
from cards.ticket import SHOWN, firm_name, lamp, ticket_card, unnamed
from cards.words import shortened
from domain.errors import BadField
from domain.lifecycle import Action, Light, Part, State
from domain.readable import UNSEEN
from domain.roles import OFFICE, Role
from services.desks import Desks, departments, handlers_of
from services.office_tickets import PAGE, Whole, hand_over, ticket_read, tickets_listed
from services.record import Move
from services.tickets import Sight
from storage.office_lists import Wanted
from web.office.guard import Page, Unknown
from web.office.lists import Filter, Line, Listing
from web.office.visit import Visit

COLUMNS = ("office-number", "office-state", "office-firm-name", "office-summary", "office-owner", "office-due")
MOST_DAYS = 30
PERSON, DEPARTMENT = "p", "d"
IN_LIST = 60


async def listed(visit: Visit) -> Response:
    """Thirty tickets, the newest first."""
    places = await departments(visit.db)
    state, lit, place = visit.asked("state"), visit.asked("light"), visit.asked("department")
    wanted = Wanted(
        frozenset({State(state)} if state in set(State) else ()),
        next((row.id for row in places if row.code == place), None),
        visit.asked("firm"),
        visit.asked("number"),
    )
    light = Light(lit) if lit in set(Light) else None
    found = await tickets_listed(visit.db, wanted, light, page=visit.page, by=visit.me, at=visit.at)
    filters = [
        Filter("number", "office-number", wanted.number),
        Filter("state", "office-state", state, [(str(each), visit.say.word(each)) for each in State]),
        Filter("light", "office-light", lit, [(str(each), visit.say.plain(f"office-light-{each}")) for each in Light]),
        Filter("department", "office-department", place, [(row.code, row.name) for row in places]),
        Filter("firm", "office-firm-words", wanted.firm),
    ]
    lines = [line_of(visit, sight) for sight in found.sights]
    listing = Listing(COLUMNS, lines, filters, visit.page, found.total > visit.page * PAGE, found.total)
    return visit.show("list.html", title=visit.say.plain("office-tickets"), listing=listing, hint="")


def line_of(visit: Visit, sight: Sight) -> Line:
    """One ticket; what this person may not read of it is not there."""
    ticket, say = sight.ticket, visit.say
    mark = lamp(ticket, visit.db.park.calendar, visit.at)
    summary = shortened(unnamed(sight, ticket.summary, say), IN_LIST)
    due = say.stamp(ticket.due_at) if ticket.due_at else ""
    where = f"{sight.lead.name} · {sight.owner.name}" if sight.lead else sight.owner.name
    cells = [ticket.number, f"{mark} {say.word(ticket.state)}", firm_name(sight, say), summary, where, due]
    return Line(cells, f"/tickets/{ticket.id}")


async def shown(visit: Visit) -> Response:
    """A ticket, what happened to it, and the form that hands it over where that is possible."""
    return await page_of(visit, ticket_id(visit))


def ticket_id(visit: Visit) -> int:
    """The ticket that the address names. Raises Unknown."""
    word: str = visit.request.path_params["ticket"]
    if not word.isdecimal() or len(word) > len("999999999"):
        raise Unknown
    return int(word)


async def page_of(visit: Visit, row_id: int, *, error: str = "", text: str = "", status: int = 200) -> Response:
    """The page of one ticket."""
    whole, say = await ticket_read(visit.db, row_id, by=visit.me), visit.say
    sight = whole.sight
    may_move = visit.may("/tickets/{ticket}", "POST") and Action.HAND_OVER in sight.actions
    desks = await handlers_of(visit.db, sight) if may_move else Desks((), ())
    card = ticket_card(sight, say, visit.db.park.calendar, visit.at)
    return visit.show(
        "ticket.html",
        status,
        title=sight.ticket.number,
        card=Markup(card.text),  # noqa: S704 - Say has escaped every value in it
        history=[Markup(line) for line in history_lines(whole, visit)],  # noqa: S704 - as above
        targets=[(f"{DEPARTMENT}{row.id}", row.name) for row in desks.departments]
        + [(f"{PERSON}{row.id}", f"👤 {row.name}") for row in desks.people if sight.parts & {Part.DISPATCHER}],
        departments=desks.departments,
        suggested=f"{DEPARTMENT}{sight.suggested.id}" if sight.suggested else "",
        version=whole.version,
        key=secrets.token_urlsafe(16),
        action=f"/tickets/{row_id}",
        error=error,
        text=text,
        moves=may_move,
    )


def history_lines(whole: Whole, visit: Visit) -> list[str]:
    """Everything that happened, oldest first, as this person may read it."""
    sight, say = whole.sight, visit.say
    events = [event for event in whole.history.events if event.action not in UNSEEN or Part.FIRM not in sight.parts]
    lines = [event_lines(event, sight, whole.history, whole.files.get(event.id or 0, 0), say) for event in events]
    return [*details(sight, say), *("\n".join(each) for each in lines)]


async def moved(visit: Visit) -> Response:
    """Hand it over."""
    row_id, text = ticket_id(visit), visit.typed("text")
    try:
        wanted = read_move(visit, text)
    except BadField as wrong:
        return await page_of(visit, row_id, error=visit.say.plain(wrong.text), text=text, status=409)
    key = f"o:{visit.me.id}:{visit.typed('key')[:40]}"
    await hand_over(visit.db, row_id, wanted, version=visit.typed("version"), by=visit.me, at=visit.at, key=key)
    return visit.go(f"/tickets/{row_id}", "moved")


def read_move(visit: Visit, text: str) -> Move:
    """The hand-over that was typed. Raises BadField."""
    target = visit.typed("target")
    if target[:1] not in {PERSON, DEPARTMENT} or not target[1:].isdecimal():
        raise BadField("target", "office-wrong-target")
    if len(text) > SHOWN:
        raise BadField("text", "office-wrong-long")
    assists = {}
    for name, value in visit.form.items():
        if name.startswith("assist-") and isinstance(value, str) and value.strip():
            days, department = value.strip(), name.removeprefix("assist-")
            if not (days.isdecimal() and department.isdecimal() and 1 <= int(days) <= MOST_DAYS):
                raise BadField(name, "office-wrong-days")
            assists[int(department)] = int(days)
    row_id = int(target[1:])
    return Move(
        Action.HAND_OVER,
        text=text,
        lead_id=row_id if target[0] == DEPARTMENT else None,
        person_id=row_id if target[0] == PERSON else None,
        assists=assists,
    )


PAGES = [
    Page("/tickets", listed, OFFICE),
    Page("/tickets/{ticket}", shown, OFFICE),
    Page("/tickets/{ticket}", moved, frozenset({Role.ADMIN, Role.DISPATCHER}), "POST"),
]
