"""What people see of places on a reception day: days, free slots, one place with its buttons, the list of a day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cards.card import Button, Card, Document, Place, in_rows, tap
from cards.ticket import lamp
from cards.words import name_of, paged, shortened
from domain.booking import PlaceRung, Shut
from domain.calendar import Calendar
from domain.reception import DayState, PlaceState
from services.calendar_file import NAME, calendar_file
from services.place_sights import DayList, DaySight, PlaceSight, SlotsSight
from storage.reception_tables import Booking
from storage.tables import Firm, Ticket
from texts import Html, Say

KIND = "bk"
MARKS = {
    PlaceState.OFFERED: "🎟",
    PlaceState.BOOKED: "✅",
    PlaceState.ARRIVED: "🙋",
    PlaceState.LATE: "🙋",
    PlaceState.RECEIVED: "🤝",
    PlaceState.NO_SHOW: "⚪",
}
STATES = {
    PlaceState.WAITING: "place-state-waiting",
    PlaceState.OFFERED: "place-state-offered",
    PlaceState.BOOKED: "place-state-booked",
    PlaceState.ARRIVED: "place-state-arrived",
    PlaceState.LATE: "place-state-late",
    PlaceState.RECEIVED: "place-state-received",
    PlaceState.NO_SHOW: "place-state-no-show",
    PlaceState.CANCELLED: "place-state-cancelled",
    PlaceState.LAPSED: "place-state-lapsed",
}
REMINDS = {
    PlaceRung.DAYS: "push-place-remind-days",
    PlaceRung.DAY: "push-place-remind-day",
    PlaceRung.HOURS: "push-place-remind-hours",
}
TELLS = {
    "place-booked": "push-place-booked",
    "place-moved": "push-place-moved",
    "place-cancelled": "push-place-cancelled",
    "place-offer": "push-place-offer",
    "place-lapsed": "push-place-lapsed",
    "place-none": "push-place-none",
    "place-liaison": "push-place-liaison",
}
IN_LIST, IN_CARD = 36, 60
COMPANIONS_SHOWN = 300
TOPICS_LISTED = 3
WAITING_LISTED, ON_BUTTON = 20, 12


def days_card(firm: Firm, days: Sequence[DaySight], say: Say) -> Card:
    """The days a firm can book, each a button: how many slots are free, who waits, or its own place."""
    if not days:
        return Card(say("booking-no-days"))
    return Card(say("booking-days", firm=firm.name), in_rows([day_button(sight, firm, say) for sight in days], 1))


def day_button(sight: DaySight, firm: Firm, say: Say) -> Button:
    """One of them."""
    day = say.when(sight.day.day)
    if sight.mine:
        return Button(say.plain("booking-day-mine", day=day), tap(KIND, "show", sight.mine.id))
    to_day = tap(KIND, "day", sight.day.id, firm.id)
    if sight.shut is Shut.RESERVED:
        return Button(say.plain("booking-day-reserved", day=day), to_day)
    key, count = ("booking-day-free", sight.room) if sight.room else ("booking-day-full", sight.waits)
    return Button(say.plain(key, day=day, count=count), to_day)


def slots_card(sight: SlotsSight, say: Say) -> Card:
    """A day's free slots as buttons; when there is none, the waiting list."""
    day, firm = sight.day, sight.firm
    slots = [Button(say.clock(slot.starts_at), tap(KIND, "slot", slot.id, day.id, firm.id)) for slot in sight.slots]
    wait = [] if slots else [Button(say.plain("booking-button-wait"), tap(KIND, "wait", day.id, firm.id))]
    others = [Button(say.plain("booking-button-days"), tap(KIND, "firm", firm.id))]
    rows = (*in_rows(slots, 3), *in_rows([*wait, *others], 2))
    if not slots:
        return Card(say("booking-slots-none", day=day.day, firm=firm.name, count=sight.waits), rows)
    return Card(say("booking-slots", day=day.day, place=day.place or "–", firm=firm.name), rows)


def moves_card(sight: SlotsSight, place_id: int, say: Say) -> Card:
    """The slots to which a firm can move."""
    slots = [Button(say.clock(slot.starts_at), tap(KIND, "to", place_id, slot.id)) for slot in sight.slots]
    back = Button(say.plain("form-button-back"), tap(KIND, "show", place_id))
    rows = (*in_rows(slots, 3), (back,))
    if not slots:
        return Card(say("booking-slots-none-move", day=sight.day.day, firm=sight.firm.name), rows)
    return Card(say("booking-slots-move", day=sight.day.day, place=sight.day.place or "–", firm=sight.firm.name), rows)


def place_card(sight: PlaceSight, say: Say, calendar: Calendar, at: datetime, heading: Html | None = None) -> Card:
    """One place: when and where, who comes, what it is about, and what this person can do."""
    day, place = sight.day, sight.place
    lines = [
        *([heading, Html("")] if heading else []),
        say("place-title"),
        when(sight, say),
        state_line(sight, say),
        *([say("place-where", place=day.place)] if day.place else []),
        say("place-who", firm=sight.firm.name, name=name_of(sight.by, say)),
        *([said_companions(place, say)] if place.companions else []),
        *topic_lines(sight, say),
    ]
    return Card(Html("\n".join(lines)), buttons(sight, say, calendar, at))


def when(sight: PlaceSight, say: Say) -> Html:
    """The slot, from when until when; of who waits, the day."""
    if sight.slot is None:
        return say("place-day", at=sight.day.day)
    return say("place-when", at=sight.slot.starts_at, until=say.clock(sight.slot.ends_at))


def state_line(sight: PlaceSight, say: Say) -> Html:
    """How it stands."""
    if sight.day.state is DayState.CALLED_OFF:
        return say("place-called-off")
    until = sight.place.offered_until or "–"
    return say(STATES[sight.place.state], position=sight.position, until=until)


def said_companions(place: Booking, say: Say) -> Html:
    """Who comes along."""
    return say("place-companions", companions=shortened(place.companions, COMPANIONS_SHOWN))


def topic_lines(sight: PlaceSight, say: Say) -> list[Html]:
    """The topics by number; that there is none, while some can be added."""
    if not sight.topics:
        return [say("place-no-topics")] if sight.may_change else []
    lines = [say("place-topic", number=t.number, summary=shortened(t.summary, IN_CARD)) for t in sight.topics]
    return [say("place-topics", count=len(lines)), *lines]


def buttons(sight: PlaceSight, say: Say, calendar: Calendar, at: datetime) -> tuple[tuple[Button, ...], ...]:
    """What can be done with a place as it stands, and its topics."""
    topics = sight.topics if sight.opens_topics else ()
    opens = [Button(f"{lamp(t, calendar, at)} {t.number}", tap("n", t.id)) for t in topics]
    code = [Button(say.plain("table-pass-button"), tap("rt", "pass", sight.place.id))] if sight.is_booked else []
    return (
        *in_rows([button(key, verb, sight, say) for key, verb in verbs(sight)], 2),
        *in_rows(code, 1),
        *in_rows(opens, 2),
    )


def verbs(sight: PlaceSight) -> list[tuple[str, str]]:
    """The buttons of a place, by its state: their words and what they do."""
    state = sight.place.state
    if sight.place.ended_at and sight.day.state is DayState.PLANNED:
        return [("place-button-again", "again")]
    if not sight.may_change:
        return [("place-button-file", "ics"), ("place-button-route", "route")] if sight.is_booked else []
    if state is PlaceState.OFFERED:
        return [("place-button-accept", "yes"), ("place-button-decline", "no"), ("place-button-topic", "topic")]
    if state is PlaceState.WAITING:
        return [("place-button-topic", "topic"), ("place-button-leave", "cancel")]
    return [
        ("place-button-move", "move"),
        ("place-button-cancel", "cancel"),
        ("place-button-topic", "topic"),
        ("place-button-file", "ics"),
        ("place-button-route", "route"),
    ]


def button(key: str, verb: str, sight: PlaceSight, say: Say) -> Button:
    """A button of a place: bk:verb:id."""
    if verb == "again":
        return Button(say.plain(key), tap(KIND, "firm", sight.firm.id))
    return Button(say.plain(key), tap(KIND, verb, sight.place.id))


def told_place_card(
    kind: str, sight: PlaceSight, args: dict[str, Any], say: Say, calendar: Calendar, at: datetime
) -> Card:
    """What is sent of a place: a heading that says why, and its card; the first reminder brings the calendar file."""
    rung = PlaceRung(args["rung"]) if kind == "place-remind" else None
    card = place_card(sight, say, calendar, at, say(REMINDS[rung] if rung else TELLS[kind]))
    files = (ics(sight, say, at),) if rung is PlaceRung.DAYS and sight.slot else ()
    return Card(card.text, card.rows, files)


def ics(sight: PlaceSight, say: Say, at: datetime) -> Document:
    """The calendar file of a place."""
    starts, ends = (
        (sight.slot.starts_at, sight.slot.ends_at) if sight.slot else (sight.day.starts_at, sight.day.ends_at)
    )
    text = say.plain("place-file-text", firm=sight.firm.name, companions=sight.place.companions or "–")
    title = say.plain("place-file-title", firm=sight.firm.name)
    where = sight.day.place
    made = calendar_file(sight.day, starts, ends, summary=title, description=text, place=where, at=at)
    return Document(NAME, made)


def on_map(sight: PlaceSight, say: Say) -> Place | None:
    """Where the day is, None when nobody has said it."""
    day = sight.day
    if day.latitude is None or day.longitude is None:
        return None
    return Place(day.latitude, day.longitude, day.place or say.plain("menu-reception"), say.when(day.starts_at))


def places_card(sights: Sequence[PlaceSight], say: Say) -> Card:
    """Which of several places."""
    labels = [(place_label(sight, say), sight.place.id) for sight in sights]
    return Card(say("booking-several"), in_rows([Button(label, tap(KIND, "show", id_)) for label, id_ in labels], 1))


def place_label(sight: PlaceSight, say: Say) -> str:
    """A place on a button."""
    return say.plain("place-label", at=sight.slot.starts_at if sight.slot else sight.day.day, firm=sight.firm.name)


def given_back_card(sight: PlaceSight, left: Sequence[Ticket], say: Say, calendar: Calendar, at: datetime) -> Card:
    """The place is given back; its topics live on and are a press away."""
    opens = [Button(f"{lamp(t, calendar, at)} {t.number}", tap("n", t.id)) for t in left if sight.opens_topics]
    text = say("unbook-done", when=when(sight, say), count=len(left))
    return Card(text, (*in_rows(opens, 2), (button("place-button-again", "again", sight, say),)))


def list_card(seen: DayList | None, say: Say) -> Card:
    """The list of a day for the secretary: every slot with its firm, then who waits; each place is a press away."""
    if seen is None:
        return Card(say("bookings-none"))
    firms = [(say.clock(slot.starts_at), place, firm) for slot, place, firm in seen.slots]
    held = [(clock, place, firm) for clock, place, firm in firms if place and firm]
    waits = [(f"⏳{n}", place, firm) for n, (place, firm) in enumerate(seen.waiting[:WAITING_LISTED], start=1)]
    lines = [
        say("bookings-title", day=seen.day.day, count=len(held), waits=len(seen.waiting)),
        *(slot_line(clock, place, firm, seen, say) for clock, place, firm in firms),
        *([say("bookings-waiting-title")] if waits else []),
        *(waiting_line(n, place, firm, seen, say) for n, (_, place, firm) in enumerate(waits, start=1)),
    ]
    opens = [
        Button(f"{mark} {shortened(f.name, ON_BUTTON)}", tap(KIND, "show", p.id)) for mark, p, f in (*held, *waits)
    ]
    return Card(paged(lines)[0], in_rows(opens, 2))


def slot_line(clock: str, place: Booking | None, firm: Firm | None, seen: DayList, say: Say) -> Html:
    """A slot and who has it."""
    if place is None or firm is None:
        return say("bookings-free", clock=clock)
    more = around(place, seen.topics.get(place.firm_id, []), say)
    return say("bookings-line", clock=clock, mark=MARKS.get(place.state, ""), firm=firm.name, more=more)


def waiting_line(number: int, place: Booking, firm: Firm, seen: DayList, say: Say) -> Html:
    """One of the waiting list."""
    more = around(place, seen.topics.get(place.firm_id, []), say)
    return say("bookings-waiting", number=number, firm=firm.name, more=more)


def around(place: Booking, topics: Sequence[Ticket], say: Say) -> Html:
    """Companions and topics of one line of the list."""
    lines = [say("bookings-companions", companions=shortened(place.companions, IN_CARD))] if place.companions else []
    lines += [say("bookings-topic", summary=shortened(t.summary, IN_LIST)) for t in topics[:TOPICS_LISTED]]
    lines += [say("bookings-topics-more", count=len(topics))] if len(topics) > TOPICS_LISTED else []
    return Html("".join(f"\n{line}" for line in lines))
