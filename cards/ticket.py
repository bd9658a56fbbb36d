"""The card of a ticket, its buttons computed from the rules, and the list and the history."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cards.calendar import provisional_lines
from cards.card import Button, Card, in_rows, tap
from domain.calendar import Calendar
from domain.deadlines import light
from domain.lifecycle import OPEN, STARS, Action, Light, Part, State
from services.redating import REDATE
from services.terms import due_of, term_of
from services.tickets import Sight
from storage.tables import Event, Person, Ticket
from texts import Html, Say

LAMPS = {Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴"}
ENDED = {State.CLOSED: "✅", State.WITHDRAWN: "⚪"}
SHOWN = 600
LISTED = 40
TEXT_LIMIT = 4000


def lamp(ticket: Ticket, calendar: Calendar, at: datetime) -> str:
    """The light of an open ticket, or the mark of an ended one."""
    term = term_of(ticket)
    if ticket.state not in OPEN or term is None:
        return ENDED.get(ticket.state, "⚪")
    return LAMPS[light(calendar, term, at)]


def ticket_card(sight: Sight, say: Say, calendar: Calendar, at: datetime, heading: Html | None = None) -> Card:
    """The ticket as this person may see it, with what he can do now."""
    lines = [*([heading, Html("")] if heading else []), *head(sight, say, calendar, at), *body(sight, say)]
    lines += provisional_lines(sight.ticket, say, calendar)
    return Card(Html("\n".join(lines)), buttons(sight, say))


def head(sight: Sight, say: Say, calendar: Calendar, at: datetime) -> list[Html]:
    """Number, light, state, and what it is about."""
    ticket = sight.ticket
    urgent = say("card-urgent") if ticket.urgent else Html("")
    title = say("card-title", number=ticket.number, lamp=lamp(ticket, calendar, at), state=ticket.state, urgent=urgent)
    kind = say("card-category", category=sight.category, firm=sight.firm.name)
    return [title, kind, say("card-summary", summary=shortened(ticket.summary, SHOWN))]


def body(sight: Sight, say: Say) -> list[Html]:
    """Who has it, by when, what was promised, and how it ended."""
    ticket, lines = sight.ticket, [say("card-owner", owner=sight.owner.name)]
    due = due_of(ticket)
    if due and ticket.due_at:
        lines.append(say(f"card-due-{due}", at=ticket.due_at))
    if ticket.promised_for and ticket.state is not State.IN_HAND:
        lines.append(say("card-promised", at=ticket.promised_for))
    if ticket.outcome:
        lines.append(say("card-result", outcome=ticket.outcome, result=shortened(ticket.result, SHOWN)))
    return lines + closing_lines(sight, say)


def closing_lines(sight: Sight, say: Say) -> list[Html]:
    """Stars for the firm alone; the telephone for the owner when the chat does not reach the firm."""
    ticket, lines = sight.ticket, []
    if ticket.stars and Part.FIRM in sight.parts:
        lines.append(say("card-stars", stars="★" * ticket.stars + "☆" * (STARS[-1] - ticket.stars)))
    if sight.filer_blocked and Part.OWNER in sight.parts:
        lines.append(say("card-phone", name=sight.filer.name, phone=sight.filer.phone or "–"))
    return lines


def buttons(sight: Sight, say: Say) -> tuple[tuple[Button, ...], ...]:
    """A button for each action the rules allow now; stars stand in a row of their own."""
    ticket_id = sight.ticket.id
    plain = [action for action in sight.actions if action is not Action.CONFIRM]
    stars = [Button(f"{n}★", tap("t", Action.CONFIRM, ticket_id, n)) for n in STARS]
    actions = [Button(say.word(action), tap("t", action, ticket_id)) for action in plain]
    history = Button(say.plain("button-history"), tap("t", "history", ticket_id))
    return (*([tuple(stars)] if Action.CONFIRM in sight.actions else []), *in_rows([*actions, history], 3))


def withdraw_card(sight: Sight, say: Say) -> Card:
    """Ask once more before a ticket is withdrawn."""
    yes = Button(say.plain("button-withdraw-yes"), tap("t", Action.WITHDRAW, sight.ticket.id, 1))
    no = Button(say.plain("button-withdraw-no"), tap("t", "show", sight.ticket.id))
    return Card(say("withdraw-sure", number=sight.ticket.number), ((yes, no),))


def list_card(tickets: Sequence[Ticket], say: Say, calendar: Calendar, at: datetime) -> Card:
    """My matters: a line each, with its light, and a button that opens it."""
    if not tickets:
        return Card(say("mine-none"))
    lines = [line(ticket, say, calendar, at) for ticket in tickets]
    opens = [Button(ticket.number, tap("t", "show", ticket.id)) for ticket in tickets]
    return Card(Html("\n".join([say("mine-title", count=len(tickets)), *lines])), in_rows(opens, 2))


def line(ticket: Ticket, say: Say, calendar: Calendar, at: datetime) -> Html:
    """A ticket in one line."""
    summary = shortened(ticket.summary, LISTED)
    mark = lamp(ticket, calendar, at)
    if ticket.due_at:
        return say(
            "mine-line-due", lamp=mark, number=ticket.number, state=ticket.state, summary=summary, at=ticket.due_at
        )
    return say("mine-line", lamp=mark, number=ticket.number, state=ticket.state, summary=summary)


def history_cards(
    ticket: Ticket, events: Sequence[Event], actors: Mapping[int, Person], say: Say, *, sees_stars: bool
) -> list[Card]:
    """Everything that happened, oldest first, in as many messages as it takes. Nothing of it is cut off."""
    lines = [say("history-title", number=ticket.number), *details(ticket, say)]
    for event in events:
        lines += event_lines(event, actors, say, sees_stars=sees_stars)
    back = ((Button(say.plain("button-card"), tap("t", "show", ticket.id)),),)
    pages = paged(lines)
    return [Card(page, back if page is pages[-1] else ()) for page in pages]


def details(ticket: Ticket, say: Say) -> list[Html]:
    """What was written beyond the summary, piece by piece."""
    pieces = [ticket.details[i : i + SHOWN] for i in range(0, len(ticket.details), SHOWN)]
    return [say("history-details", text=piece) for piece in pieces]


def event_lines(event: Event, actors: Mapping[int, Person], say: Say, *, sees_stars: bool) -> list[Html]:
    """When, who, what; then the words."""
    actor = actors.get(event.actor_id or 0)
    who = actor.name if actor else say.plain("history-clock")
    hidden = event.action in {"comment", Action.CONFIRM} and not sees_stars
    pieces = [] if hidden else [event.text[i : i + SHOWN] for i in range(0, len(event.text), SHOWN)]
    what = say.plain(f"event-{event.action}".replace("_", "-"))
    told = {Action.COMMIT: "promised_for", REDATE: "due_at"}.get(event.action, "")
    promised = event.new.get(told)
    if promised:
        what = f"{what} {say.when(datetime.fromisoformat(promised))}"
    return [say("history-line", at=event.at, who=who, what=what), *(say("history-text", text=p) for p in pieces)]


def paged(lines: Sequence[Html]) -> list[Html]:
    """Lines put together into texts that Telegram takes."""
    pages: list[list[Html]] = [[]]
    for text in lines:
        if sum(len(known) + 1 for known in pages[-1]) + len(text) > TEXT_LIMIT:
            pages.append([])
        pages[-1].append(text)
    return [Html("\n".join(page)) for page in pages]


def shortened(text: str, most: int) -> str:
    """At most so many characters; what is cut is marked, and stands whole in the history."""
    return text if len(text) <= most else text[: most - 1] + "…"
