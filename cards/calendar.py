"""What a person sees of the park's days: the day table, a notice under review, dates that are provisional or moved."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cards.card import Button, Card, in_rows, tap
from domain.calendar import Calendar
from domain.notice import Block, Notice, blocks
from services.calendar import Outlook
from services.redating import LIMIT
from services.tickets import Sight
from storage.tables import Ticket
from texts import Html, Say

YEARS_SHOWN = 3


def outlook_card(seen: Outlook, say: Say) -> Card:
    """Which years are official, the next days off, and the way to load a year."""
    worked = {row.day: row.name for row in seen.workdays}
    coming = [*day_lines(seen.coming, worked, say), say("calendar-provisional-from", year=str(seen.provisional_from))]
    years = " ".join(map(str, seen.years[-YEARS_SHOWN:])) or say.plain("calendar-none")
    load = Button(say.plain("calendar-load"), tap("y", "load"))
    return Card(say("calendar-card", years=years, coming=Html("\n".join(coming))), ((load,),))


def notice_lines(notice: Notice, say: Say) -> Html:
    """Every day of a notice, for the one who loads it to check."""
    return Html("\n".join(day_lines(blocks(notice.days_off), notice.workdays, say)))


def day_lines(off: Sequence[Block], worked: Mapping[date, str], say: Say) -> list[Html]:
    """Days off and make-up workdays, a line each, in order."""
    lines = [(block.first, block_line(block, say)) for block in off]
    lines += [(day, say("calendar-worked", date=day, name=name)) for day, name in worked.items()]
    return [line for _, line in sorted(lines)]


def block_line(block: Block, say: Say) -> Html:
    """Days off that follow each other."""
    if block.length == 1:
        return say("calendar-off-one", name=block.name, first=block.first)
    return say("calendar-off", name=block.name, first=block.first, last=block.last, days=block.length)


def dated(moment: datetime, ticket: Ticket, say: Say, calendar: Calendar) -> str:
    """A date, marked when it is provisional."""
    if ticket.urgent or not calendar.is_provisional(calendar.today(moment)):
        return say.when(moment)
    return say.plain("date-provisional", at=moment)


def provisional_lines(ticket: Ticket, say: Say, calendar: Calendar) -> list[Html]:
    """A word under a card whose date was reckoned by days that are not official yet."""
    if ticket.urgent or ticket.due_at is None or not calendar.is_provisional(calendar.today(ticket.due_at)):
        return []
    return [say("card-provisional", year=str(calendar.today(ticket.due_at).year))]


def redate_card(sights: Sequence[tuple[Sight, Mapping[str, Any]]], args: Mapping[str, Any], say: Say) -> Card:
    """Dates that have moved with a new year's days: the old one and the new one, and a button for each ticket."""
    lines = [say("push-redate", year=str(args["year"]))]
    lines += [redate_line(sight.ticket, moved, say) for sight, moved in sights]
    opens = [Button(sight.ticket.number, tap("t", "show", sight.ticket.id)) for sight, _ in sights]
    return Card(Html("\n".join(lines)), in_rows(opens, 2))


def redate_line(ticket: Ticket, moved: Mapping[str, Any], say: Say) -> Html:
    """One ticket's date as it was told, and as it is now."""
    what = say("redate-limit") if moved["what"] == LIMIT else say(f"remind-what-{moved['what']}")
    old, new = (datetime.fromisoformat(moved[name]) for name in ("old", "new"))
    return say("redate-line", number=ticket.number, what=what, old=old, new=new)
