"""The running order of a reception day, a firm's place in it, and a problem said at the table, with their buttons."""

from collections.abc import Sequence
from datetime import datetime

from cards.card import Button, Card, in_rows, tap
from cards.words import shortened
from domain.reception import DayState, PlaceState, Verdict
from services.at_door import Order, last_step
from services.table_close import DayFigures
from storage.reception_table import Figures, Place, Said
from storage.reception_tables import ReceptionDay
from texts import Html, Say

KIND = "rt"
MARKS = {
    PlaceState.BOOKED: "⬜",
    PlaceState.ARRIVED: "🟢",
    PlaceState.LATE: "🟠",
    PlaceState.RECEIVED: "✅",
    PlaceState.NO_SHOW: "❌",
}
AT_TABLE = "🎙"
IN_LIST, SHOWN = 60, 600


def mark(place: Place) -> str:
    """What the place is, in one sign."""
    return AT_TABLE if place.is_at_table else MARKS.get(place.booking.state, "▫️")


def slot_of(place: Place, say: Say) -> str:
    """When its slot begins; who has none is squeezed in."""
    return f"{place.slot.starts_at.astimezone(say.zone):%H:%M}" if place.slot else "--:--"


def span_of(day: ReceptionDay, say: Say) -> str:
    """From when until when."""
    return f"{say.when(day.starts_at)}–{day.ends_at.astimezone(say.zone):%H:%M}"


def press(key: str, verb: str, row_id: object, say: Say, *more: object, **details: object) -> Button:
    """A button of the table: rt:verb:id."""
    return Button(say.plain(key, **details), tap(KIND, verb, row_id, *more))


def order_card(order: Order, say: Say, at: datetime, heading: Html | None = None) -> Card:
    """The running order: a line for each firm; the firm at the table and who is next stand in buttons on top."""
    lines = [
        *([heading, Html("")] if heading else []),
        say("table-title", when=span_of(order.day, say), place=order.day.place or "–"),
        *([say("table-over")] if order.day.state is DayState.CLOSED else []),
        *(order_line(place, order, say) for place in order.places),
        *([] if order.places else [say("table-empty")]),
        say("table-legend"),
    ]
    return Card(Html("\n".join(lines)), order_buttons(order, say, at))


def order_line(place: Place, order: Order, say: Say) -> Html:
    """Slot, firm, how many topics and what was said."""
    firm_id = place.firm.id
    topics = len(order.topics_of(firm_id)) + order.hidden(firm_id)
    said = sum(each.firm.id == firm_id for each in order.said)
    return say("table-line", mark=mark(place), at=slot_of(place, say), firm=place.firm.name, topics=topics, said=said)


def order_buttons(order: Order, say: Say, at: datetime) -> tuple[tuple[Button, ...], ...]:
    """What the secretary can do now; who looks on can open the firms."""
    day_id = order.day.id
    opens = [
        press(
            "table-open", "open", place.booking.id, say, mark=mark(place), at=slot_of(place, say), firm=place.firm.name
        )
        for place in order.places
    ]
    rest = [press("table-again", "order", day_id, say)]
    if at >= order.day.starts_at:
        rest.append(press("table-minutes", "minutes", day_id, say))
    if not order.may_run or order.day.state is not DayState.PLANNED:
        return (*in_rows(opens, 1), *in_rows(rest, 2))
    closing = [press("table-close", "close", day_id, say)] if at >= order.day.starts_at else []
    rest = [press("table-walk-in", "walk", day_id, say), *rest, *closing]
    return (*first_rows(order, say), *in_rows(opens, 1), *in_rows(rest, 2))


def first_rows(order: Order, say: Say) -> list[tuple[Button, ...]]:
    """The firm at the table, and the one tap that calls the next."""
    now, following = order.at_table, order.next
    rows = list[tuple[Button, ...]]()
    if now:
        rows.append((press("table-write", "open", now.booking.id, say, firm=now.firm.name),))
    seen = now.booking.id if now else 0
    if following:
        rows.append((press("table-next", "next", order.day.id, say, seen, firm=following.firm.name),))
    elif now:
        rows.append((press("table-last", "next", order.day.id, say, seen),))
    return rows


def close_card(order: Order, say: Say) -> Card:
    """Ask once more before the day is closed: who has not come is then written down as absent."""
    absent = sum(place.booking.state is PlaceState.BOOKED for place in order.places)
    waiting = sum(place.waits for place in order.places)
    yes = press("table-close-yes", "closed", order.day.id, say)
    no = press("table-back", "order", order.day.id, say)
    return Card(say("table-close-sure", absent=absent, waiting=waiting), ((yes, no),))


def place_card(place: Place, order: Order, say: Say, heading: Html | None = None) -> Card:
    """One firm: what it wants to talk about, what was said, and what can be done with it."""
    booking, firm = place.booking, place.firm
    said = [each for each in order.said if each.firm.id == firm.id]
    hidden = order.hidden(firm.id)
    lines = [
        *([heading, Html("")] if heading else []),
        say("table-place", mark=mark(place), at=slot_of(place, say), firm=firm.name),
        say("firm-kind", chain=firm.chain or "–", size=say.plain(f"firm-size-{firm.size}")),
        state_line(place, say),
        *([say("table-companions", text=booking.companions)] if booking.companions else []),
        *(topic_line(ticket.number, ticket.summary, say) for ticket in order.topics_of(firm.id)),
        *([say("table-hidden-topics", count=hidden)] if hidden else []),
        *(said_line(each, say) for each in said),
    ]
    return Card(Html("\n".join(lines)), place_buttons(place, order, said, say))


def topic_line(number: str, summary: str, say: Say) -> Html:
    """A topic that has not been at the table."""
    return say("table-topic", number=number, summary=shortened(summary, IN_LIST))


def state_line(place: Place, say: Say) -> Html:
    """What the door knows of it."""
    booking = place.booking
    if place.is_at_table:
        return say("table-state-now", at=booking.called_at)
    if booking.received_at:
        return say("table-state-received", at=booking.received_at)
    if booking.state is PlaceState.NO_SHOW:
        return say("table-state-absent")
    if booking.arrived_at is None:
        return say("table-state-coming")
    return say("table-state-late" if place.was_late else "table-state-arrived", at=booking.arrived_at)


def place_buttons(place: Place, order: Order, said: Sequence[Said], say: Say) -> tuple[tuple[Button, ...], ...]:
    """The door's steps, the three verdicts once the firm was called, and the wordings the firm objects to."""
    back = (press("table-back", "order", order.day.id, say),)
    if not order.may_run:
        return (back,)
    booking_id = place.booking.id
    called = place.booking.called_at is not None
    verdicts = [Button(say.plain(f"table-do-{v}".replace("_", "-")), tap(KIND, "add", booking_id, v)) for v in Verdict]
    wrong = [
        press("table-correct", "fix", each.problem.id, say, number=each.ticket.number)
        for each in said
        if each.problem.confirmed_at is None
    ]
    door = door_buttons(place, order, say) if order.day.state is DayState.PLANNED else []
    return (*in_rows(verdicts if called else [], 3), *in_rows(door, 2), *in_rows(wrong, 1), back)


def door_buttons(place: Place, order: Order, say: Say) -> list[Button]:
    """What can happen to the place next, and one step back."""
    booking_id, state = place.booking.id, place.booking.state
    if state is PlaceState.BOOKED:
        return [press("table-in", "in", booking_id, say), press("table-absent", "absent", booking_id, say)]
    back = press("table-undo", "undo", booking_id, say, last_step(place))
    if state is PlaceState.NO_SHOW:
        return [press("table-in", "in", booking_id, say), back]
    if place.is_at_table:
        return [press("table-done", "done", booking_id, say), back]
    if place.waits and order.at_table is None:
        return [press("table-call", "call", booking_id, say), back]
    return [back]


def verdict_line(said: Said, say: Say) -> Html:
    """What was decided in the room: for when, by whom."""
    problem, department = said.problem, said.department
    words = {"department": department.name if department else say.plain("table-liaison")}
    if problem.verdict is Verdict.COMMITTED:
        return say("table-said-committed", day=(problem.promised_for or problem.entered_at), **words)
    if problem.verdict is Verdict.HANDED_OVER:
        return say("table-said-handed-over", **words)
    return say("table-said-on-the-spot")


def wording_mark(said: Said) -> str:
    """Whether the firm has confirmed the wording, or objects to it."""
    if said.problem.confirmed_at:
        return "✅"
    return "❗" if said.problem.objection else "⏳"


def said_line(said: Said, say: Say) -> Html:
    """A problem in the running order: its number, what was decided, the words, and what the firm says of them."""
    first = say(
        "table-said",
        mark=wording_mark(said),
        number=said.ticket.number,
        verdict=said.problem.verdict,
        text=shortened(said.problem.wording, IN_LIST),
    )
    if said.problem.objection and said.problem.confirmed_at is None:
        return Html(f"{first}\n{say('table-objection', text=shortened(said.problem.objection, SHOWN))}")
    return first


def problem_card(said: Said, say: Say, heading: Html | None = None, *, of_firm: bool) -> Card:
    """A problem for the firm, to confirm the wording; for the secretary, to correct it."""
    problem = said.problem
    lines = [
        *([heading] if heading else []),
        say("table-problem", number=said.ticket.number, text=shortened(problem.wording, 3000)),
        verdict_line(said, say),
    ]
    if problem.confirmed_at:
        lines.append(say("table-confirmed", at=problem.confirmed_at))
    elif problem.objection:
        lines.append(say("table-objection", text=shortened(problem.objection, SHOWN)))
    ticket = Button(said.ticket.number, tap("t", "show", said.ticket.id))
    if problem.confirmed_at is not None:
        return Card(Html("\n".join(lines)), ((ticket,),))
    if of_firm:
        answers = (press("table-yes", "yes", problem.id, say), press("table-no", "no", problem.id, say))
        return Card(Html("\n".join(lines)), (answers, (ticket,)))
    number = said.ticket.number
    return Card(Html("\n".join(lines)), ((press("table-correct", "fix", problem.id, say, number=number),),))


def pass_text(place: Place, say: Say) -> Html:
    """What goes with the picture for the door."""
    begins = place.slot.starts_at if place.slot else place.day.starts_at
    return say("table-pass", firm=place.firm.name, at=begins, place=place.day.place or "–")


def figures_lines(figures: Figures, say: Say) -> list[Html]:
    """A day in numbers."""
    return [
        say("table-figures-firms", firms=figures.firms, late=figures.late, absent=figures.no_show),
        say(
            "table-figures-problems",
            problems=figures.problems,
            spot=figures.on_the_spot,
            dispatched=figures.dispatched,
            committed=figures.committed,
            handed=figures.handed_over,
        ),
        say("table-figures-confirmed", confirmed=figures.confirmed),
    ]


def closed_card(seen: DayFigures, say: Say) -> Card:
    """The day's figures, and the way to its minutes."""
    lines = [say("table-closed", when=span_of(seen.day, say)), *figures_lines(seen.figures, say)]
    ways = (press("table-minutes", "minutes", seen.day.id, say), press("table-back", "order", seen.day.id, say))
    return Card(Html("\n".join(lines)), (ways,))
