"""The card of a ticket: what it says, and its buttons, computed from the rules."""

from datetime import datetime

from cards.calendar import provisional_lines
from cards.card import Button, Card, in_rows, tap
from cards.words import name_of, shortened
from domain.calendar import Calendar
from domain.deadlines import Term, light
from domain.lifecycle import OPEN, STARS, Action, Light, Part, State
from domain.roles import Role
from services.terms import due_of, term_of
from services.tickets import Hidden, Sight
from storage.tables import Assist, Department, Ticket
from texts import Html, Say

LAMPS = {Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴"}
ENDED = {State.CLOSED: "✅", State.WITHDRAWN: "⚪"}
SHOWN = 600
# What is done every day stands on the card; the rest is one press away.
RARELY = frozenset({Action.EXTEND, Action.SUSPEND, Action.NOTE, Action.WITHDRAW, Action.ESCALATE})

# What somebody waits for stands first.
AWAITED = frozenset({Action.APPROVE, Action.DECLINE, Action.ANSWER})


def lamp(ticket: Ticket, calendar: Calendar, at: datetime) -> str:
    """The light of an open ticket, or the mark of an ended one."""
    term = term_of(ticket)
    if ticket.state not in OPEN or term is None:
        return ENDED.get(ticket.state, "⚪")
    return LAMPS[light(calendar, term, at)]


def firm_name(sight: Sight, say: Say) -> str:
    """The firm as this person may know it."""
    return say.plain("card-some-firm") if sight.is_masked else sight.firm.name


def ticket_card(sight: Sight, say: Say, calendar: Calendar, at: datetime, heading: Html | None = None) -> Card:
    """The ticket as this person may see it, with what he can do now."""
    lines = [
        *([heading, Html("")] if heading else []),
        *head(sight, say, calendar, at),
        *body(sight, say, calendar, at),
        *provisional_lines(sight.ticket, say, calendar),
    ]
    return Card(Html("\n".join(lines)), buttons(sight, say))


def head(sight: Sight, say: Say, calendar: Calendar, at: datetime) -> list[Html]:
    """Number, light, state, and what it is about."""
    ticket = sight.ticket
    urgent = say("card-urgent") if ticket.urgent else Html("")
    title = say("card-title", number=ticket.number, lamp=lamp(ticket, calendar, at), state=ticket.state, urgent=urgent)
    kind = say("card-category", category=sight.category, firm=firm_name(sight, say))
    hidden = [say("card-confidential")] if ticket.confidential else []
    return [title, kind, *hidden, say("card-summary", summary=shortened(unnamed(sight, ticket.summary, say), SHOWN))]


def unnamed(sight: Sight, text: str, say: Say) -> str:
    """A text without what this person may not read: the firm's name, those of its people, their telephones."""
    return veiled(text, sight.hidden, say)


def veiled(text: str, hidden: Hidden, say: Say) -> str:
    """A text without what must not be read."""
    for name in hidden.firm:
        text = text.replace(name, say.plain("card-some-firm"))
    for name in hidden.people:
        text = text.replace(name, say.word(Role.CONTACT))
    return text


def body(sight: Sight, say: Say, calendar: Calendar, at: datetime) -> list[Html]:
    """Who has it, by when, what was promised, who assists, what waits, and how it ended."""
    ticket, lines = sight.ticket, [holder(sight, say)]
    due = due_of(ticket)
    if due and ticket.due_at:
        lines.append(say(f"card-due-{due}", at=ticket.due_at))
    if ticket.promised_for and not (ticket.state is State.IN_HAND and ticket.held_at is None):
        lines.append(say("card-promised", at=ticket.promised_for))
    lines += [helper(row, department, say, calendar, at) for row, department in sight.assists if ticket.state in OPEN]
    if ticket.wants and ticket.wants_of:
        lines.append(say(f"card-wish-{ticket.wants}", who=ticket.wants_of, at=ticket.wanted_for or at))
    if ticket.outcome:
        result = shortened(unnamed(sight, ticket.result, say), SHOWN)
        lines.append(say("card-result", outcome=ticket.outcome, result=result))
    return lines + closing_lines(sight, say)


def holder(sight: Sight, say: Say) -> Html:
    """Who has it; of what was handed over and not signed yet: the department, and who is responsible until then."""
    if sight.ticket.sender_id and sight.lead:
        return say("card-asked", department=sight.lead.name, owner=name_of(sight.owner, say))
    if sight.lead:
        return say("card-lead", department=sight.lead.name, owner=name_of(sight.owner, say))
    return say("card-owner", owner=name_of(sight.owner, say))


def helper(row: Assist, department: Department, say: Say, calendar: Calendar, at: datetime) -> Html:
    """An assisting department: done, or its light and date."""
    if row.done_at:
        return say("card-assisted", department=department.name, at=row.done_at)
    mark = LAMPS[light(calendar, Term(row.since, row.due_at), at)]
    return say("card-assists", department=department.name, lamp=mark, at=row.due_at)


def closing_lines(sight: Sight, say: Say) -> list[Html]:
    """Stars for the firm alone; the telephone for the owner when the chat does not reach the firm."""
    ticket, lines = sight.ticket, []
    if ticket.stars and Part.FIRM in sight.parts:
        lines.append(say("card-stars", stars="★" * ticket.stars + "☆" * (STARS[-1] - ticket.stars)))
    if Part.OWNER in sight.parts and sight.contact and sight.contact_blocked and not sight.is_masked:
        lines.append(say("card-phone", name=name_of(sight.contact, say), phone=sight.contact.phone or "–"))
    return lines


def buttons(sight: Sight, say: Say) -> tuple[tuple[Button, ...], ...]:
    """A button for each action the rules allow now; stars and the suggested department stand in rows of their own."""
    ticket_id, actions = sight.ticket.id, sight.actions
    stars = [Button(f"{n}★", tap("t", Action.CONFIRM, ticket_id, n)) for n in STARS]
    daily = sorted((a for a in actions if a not in RARELY | {Action.CONFIRM}), key=lambda a: a not in AWAITED)
    often = [taking_back(sight, say) if takes_back(sight, each) else pressing(each, ticket_id, say) for each in daily]
    if any(action in RARELY for action in actions):
        often.append(Button(say.plain("button-more"), tap("t", "more", ticket_id)))
    if sight.files:
        often.append(Button(say.plain("button-files", count=sight.files), tap("t", "files", ticket_id)))
    if Part.DISPATCHER in sight.parts and (sight.ticket.common_id or sight.ticket.state in OPEN):
        often.append(Button(say.plain("button-common"), tap("c", "of", ticket_id)))
    often.append(Button(say.plain("button-history"), tap("t", "history", ticket_id)))
    return (
        *([tuple(stars)] if Action.CONFIRM in actions else []),
        *([(suggestion(sight, say),)] if suggests(sight) else []),
        *in_rows(often, 3),
    )


def pressing(action: Action, ticket_id: int | None, say: Say) -> Button:
    """The button of an action."""
    return Button(say.word(action), tap("t", action, ticket_id))


def takes_back(sight: Sight, action: Action) -> bool:
    """Whether signing means that its owner takes back what he has handed over."""
    return action is Action.ACCEPT and Part.OWNER in sight.parts and sight.ticket.sender_id is not None


def taking_back(sight: Sight, say: Say) -> Button:
    """The owner signs what waits for a department."""
    return Button(say.plain("button-take-back"), tap("t", Action.ACCEPT, sight.ticket.id))


def suggests(sight: Sight) -> bool:
    """Whether the category's department can be asked by one press."""
    ticket, new = sight.ticket, sight.ticket.state is State.DISPATCHED and sight.ticket.lead_id is None
    return new and ticket.returns == 0 and sight.suggested is not None and Action.HAND_OVER in sight.actions


def suggestion(sight: Sight, say: Say) -> Button:
    """One press hands the ticket to the department that its category suits."""
    name = sight.suggested.name if sight.suggested else ""
    data = tap("t", Action.HAND_OVER, sight.ticket.id, sight.suggested.id if sight.suggested else "")
    return Button(say.plain("button-suggested", department=name), data)


def more_card(sight: Sight, say: Say) -> Card:
    """What is done rarely."""
    rare = [pressing(action, sight.ticket.id, say) for action in sight.actions if action in RARELY]
    firm = [Button(say.plain("button-firm"), tap("e", "card", sight.firm.id))] if opens_firm(sight) else []
    back = Button(say.plain("button-card"), tap("t", "show", sight.ticket.id))
    return Card(say("more-title", number=sight.ticket.number), in_rows([*rare, *firm, back], 2))


def opens_firm(sight: Sight) -> bool:
    """Whether the person may go on to the firm's card from here."""
    return not sight.is_masked and bool(sight.parts & {Part.LIAISON, Part.DISPATCHER, Part.DIRECTOR})


def withdraw_card(sight: Sight, say: Say) -> Card:
    """Ask once more before a ticket is withdrawn."""
    yes = Button(say.plain("button-withdraw-yes"), tap("t", Action.WITHDRAW, sight.ticket.id, 1))
    no = Button(say.plain("button-withdraw-no"), tap("t", "show", sight.ticket.id))
    return Card(say("withdraw-sure", number=sight.ticket.number), ((yes, no),))
