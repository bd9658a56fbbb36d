"""What people see of reception days: which are coming, one with its buttons, its list of invitations, coverage."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cards.card import Button, Card, Document, Place, in_rows, tap
from cards.words import name_of, shortened
from domain.coverage import Coverage, Share
from domain.reception import DayState
from services.calendar_file import NAME, calendar_file
from services.day_moves import CALLED_OFF, MOVED
from services.invitations import DayNews, Invitations, Line
from services.reception_days import DaySight
from storage.reception_tables import ReceptionDay, ReceptionInvitation
from storage.tables import Firm
from texts import Html, Say

DAYS = "rd"
LIST, RUN, BOOK = ("bk", "list"), ("rt", "run"), ("bk", "book")
LISTED = 25
REASON = 60


def button(key: str, say: Say, *parts: object, **details: object) -> Button:
    """A button of reception days: rd:verb:id."""
    return Button(say.plain(key, **details), tap(DAYS, *parts))


def hours(day: ReceptionDay, say: Say) -> str:
    """From when until when, in park time."""
    opens, closes = (moment.astimezone(say.zone) for moment in (day.starts_at, day.ends_at))
    return f"{opens:%H:%M}–{closes:%H:%M}"


def where(day: ReceptionDay, say: Say) -> str:
    """The place, or that it is still to be told."""
    return day.place or say.plain("reception-place-open")


def when(day: ReceptionDay, say: Say) -> str:
    """The date with its hours."""
    return f"{say.when(day.day)} {hours(day, say)}"


def days_card(days: Sequence[ReceptionDay], say: Say, *, keeps: bool, books: bool) -> Card:
    """The days to come: for who keeps them each a button that opens it, for contacts one that books."""
    if not days and not keeps:
        return Card(say("reception-none"))
    lines = [say("reception-line", when=when(day, say), place=where(day, say)) for day in days]
    text = Html("\n".join([say("reception-title", count=len(days)), *lines]))
    if keeps:
        opens = [button("reception-open", say, "day", day.id, day=day.day) for day in days]
        more = [button("reception-add", say, "add"), button("reception-coverage", say, "cover", 0)]
        return Card(text, (*in_rows(opens, 2), *in_rows(more, 2)))
    return Card(text, in_rows([booking(day, say) for day in days[:3]] if books else [], 1))


def booking(day: ReceptionDay, say: Say) -> Button:
    """Book on that day."""
    return Button(say.plain("reception-book", day=day.day), tap(*BOOK, day.id))


def day_card(sight: DaySight, say: Say, at: datetime, heading: Html | None = None) -> Card:
    """One day: when, where, how far its invitations are, how many slots are held; and what can be done."""
    day = sight.day
    lines = [
        *([heading, Html("")] if heading else []),
        say("reception-day", when=when(day, say), place=where(day, say)),
        say("reception-slots", count=sight.slots, minutes=day.slot_minutes, taken=sight.taken, waiting=sight.waiting),
        stage(sight, say),
        *([say("reception-reason", reason=shortened(day.reason, REASON))] if day.reason else []),
    ]
    rows = [
        (
            button("reception-list", say, "list", day.id, 0, count=sight.invited),
            outside("reception-bookings", LIST, day, say),
        ),
        (outside("reception-run", RUN, day, say),),
    ]
    if day.state is DayState.PLANNED and at < day.starts_at:
        rows.append((button("reception-move", say, "move", day.id), button("reception-off", say, "off", day.id)))
    return Card(Html("\n".join(lines)), (*rows, (button("reception-back", say, "days", 0),)))


def outside(key: str, to: tuple[str, str], day: ReceptionDay, say: Say) -> Button:
    """A button that leads to the bookings or to the table."""
    return Button(say.plain(key), tap(*to, day.id))


def stage(sight: DaySight, say: Say) -> Html:
    """How far the day is."""
    day = sight.day
    if day.state is DayState.CALLED_OFF:
        return say("reception-called-off")
    if day.opened_at:
        return say("reception-is-open", at=day.opened_at, count=sight.invited, declined=sight.declined)
    if day.invited_at and day.book_until:
        return say("reception-is-invited", until=day.book_until, count=sight.invited, declined=sight.declined)
    return say("reception-is-proposed" if sight.invited else "reception-is-planned", count=sight.invited)


def list_card(page: Invitations, say: Say) -> Card:
    """The day's list with why each firm is on it; before the invitations go out each can be taken off."""
    day = page.sight.day
    title = say("reception-list-title", day=day.day, count=page.sight.invited, slots=page.sight.slots)
    if not page.lines:
        lines = [title, say("reception-list-empty")]
    else:
        lines = [title, *(line_text(each, say) for each in page.lines), list_hint(page.sight, say)]
    off = [
        button("reception-take-off", say, "out", each.line.id, rank=each.line.rank)
        for each in page.lines
        if not each.line.removed_at and not each.line.invited_at and day.state is DayState.PLANNED
    ]
    return Card(Html("\n".join(lines)), (*in_rows(off, 3), *list_ways(page, say)))


def list_hint(sight: DaySight, say: Say) -> Html:
    """What becomes of places that are free."""
    free = max(sight.slots - sight.invited, 0)
    return say("reception-list-free", count=free) if free and not sight.day.opened_at else Html("")


def list_ways(page: Invitations, say: Say) -> tuple[tuple[Button, ...], ...]:
    """Earlier and later lines, a firm more, back to the day."""
    day_id = page.sight.day.id
    turns = [button("reception-earlier", say, "list", day_id, page.page - 1)] if page.page else []
    turns += [button("reception-later", say, "list", day_id, page.page + 1)] if page.has_more else []
    can_add = page.sight.day.state is DayState.PLANNED and not page.sight.day.opened_at
    adds = [button("reception-put-on", say, "in", day_id)] if can_add else []
    return (*in_rows(turns, 2), *in_rows([*adds, button("reception-to-day", say, "day", day_id)], 2))


def line_text(each: Line, say: Say) -> Html:
    """A line: the firm, why it is on the list, and what people have changed of it, with when and why."""
    told = say("reception-list-line", rank=each.line.rank, firm=each.firm.name, why=why_text(each.line.why, say))
    return Html("\n".join([told, *(Html(f"    {word}") for word in changes(each, say))]))


def changes(each: Line, say: Say) -> list[Html]:
    """Who has put the firm on the list or taken it off; whether it is invited or has declined."""
    line, found = each.line, list[Html]()
    if each.added_by and not line.removed_at:
        at = datetime.fromisoformat(line.why["added"])
        found.append(say("reception-added", name=name_of(each.added_by, say), at=at, reason=line.reason))
    if line.removed_at and line.invited_at:
        found.append(say("reception-declined", at=line.removed_at))
    elif line.removed_at and each.removed_by:
        name = name_of(each.removed_by, say)
        found.append(say("reception-removed", name=name, at=line.removed_at, reason=line.reason))
    elif line.invited_at:
        found.append(say("reception-invited", at=line.invited_at))
    return found


def why_text(why: dict[str, Any], say: Say) -> str:
    """The facts of a line as a sentence."""
    last, coming, asked = (why.get(name) for name in ("last", "coming", "asked"))
    parts = [
        say.plain("reception-why-last", day=iso_day(last, say)) if last else say.plain("reception-why-never"),
        *([say.plain("reception-why-coming", day=iso_day(coming, say))] if coming else []),
        *([say.plain("reception-why-quarter")] if why.get("quarter") and not coming else []),
        *([size_word(str(why["size"]), say)] if "size" in why else []),
        *([say.plain("reception-why-asked", at=datetime.fromisoformat(asked))] if asked else []),
    ]
    return say.plain("reception-why-comma").join(parts)


def iso_day(words: str, say: Say) -> str:
    """A date with its year: it may be long ago."""
    day = date.fromisoformat(words)
    return say.plain("reception-date", year=str(day.year), month=str(day.month), day=str(day.day))


SIZE_WORDS = {"small": "firm-size-small", "medium": "firm-size-medium", "large": "firm-size-large"}


def size_word(size: str, say: Say) -> str:
    """A firm's size as people say it."""
    return say.plain(SIZE_WORDS[size]) if size in SIZE_WORDS else size


def firm_card(line: ReceptionInvitation, day: ReceptionDay, firm: Firm, say: Say) -> Card:
    """The invitation as the firm reads it: never why, never who else."""
    key = "reception-invitation" if day.book_until and not day.opened_at else "reception-invitation-open"
    until = day.book_until or day.starts_at
    text = say(key, firm=firm.name, when=when(day, say), place=where(day, say), minutes=day.slot_minutes, until=until)
    return Card(text, ((booking(day, say), button("reception-decline", say, "no", line.id)),))


def invitations_card(found: Sequence[tuple[ReceptionInvitation, ReceptionDay, Firm]], say: Say) -> Card:
    """Which invitation is declined."""
    if not found:
        return Card(say("reception-no-invitation"))
    rows = [
        button("reception-decline-which", say, "no", line.id, day=day.day, firm=firm.name) for line, day, firm in found
    ]
    return Card(say("reception-which-invitation"), in_rows(rows, 1))


def sure_card(line: ReceptionInvitation, day: ReceptionDay, firm: Firm, say: Say) -> Card:
    """Declining is asked once more: the next firm gets the place at once."""
    rows = ((button("reception-decline-yes", say, "noyes", line.id), booking(day, say)),)
    return Card(say("reception-decline-sure", firm=firm.name, day=day.day), rows)


def news_card(kind: str, news: DayNews, say: Say, at: datetime) -> Card:
    """A message about a reception day."""
    day = news.sight.day
    if kind in {MOVED, CALLED_OFF}:
        return changed_card(kind, news, say, at)
    if kind == "rd-invited" and news.line and news.firm:
        return firm_card(news.line, day, news.firm, say)
    if kind == "rd-open":
        return Card(say("push-rd-open", when=when(day, say), firm=firm_name(news.firm)), ((booking(day, say),),))
    if kind == "rd-liaison":
        return Card(say("push-rd-liaison", firm=firm_name(news.firm), when=when(day, say), place=where(day, say)))
    opens = (button("reception-list", say, "list", day.id, 0, count=news.sight.invited),)
    if kind == "rd-declined":
        following = firm_name(news.following)
        key = "push-rd-declined-next" if news.following else "push-rd-declined"
        return Card(say(key, firm=firm_name(news.firm), day=day.day, following=following), (opens,))
    key = "push-rd-proposal-sent" if day.invited_at else "push-rd-proposal"
    return Card(say(key, day=day.day, count=news.sight.invited), (opens,))


def firm_name(firm: Firm | None) -> str:
    """The firm, if the message is about one."""
    return firm.name if firm else "–"


def changed_card(kind: str, news: DayNews, say: Say, at: datetime) -> Card:
    """The day was moved or called off: what becomes of one's place, and the calendar file anew."""
    day, off = news.sight.day, kind == CALLED_OFF
    told = {"old": datetime.fromisoformat(news.args["old"]), "when": when(day, say), "place": where(day, say)}
    reason = say("reception-reason", reason=day.reason) if day.reason else say("push-rd-by-clock")
    lines = [say("push-rd-off" if off else "push-rd-moved", **told), reason]
    if "slot" in news.args and off:
        lines.append(say("push-rd-off-place"))
    elif news.args.get("waits"):
        lines.append(say("push-rd-waits"))
    elif news.slot:
        lines.append(say("push-rd-slot", at=news.slot.starts_at))
    starts, ends = (news.slot.starts_at, news.slot.ends_at) if news.slot else (day.starts_at, day.ends_at)
    summary, description = say.plain("reception-calendar"), say.plain("reception-calendar-what")
    file = calendar_file(
        day,
        starts,
        ends,
        summary=summary,
        description=description,
        place=day.place,
        at=at,
        cancelled=off or bool(news.args.get("waits")),
    )
    return Card(Html("\n".join(lines)), documents=(Document(NAME, file),), place=None if off else on_the_map(day, say))


def on_the_map(day: ReceptionDay, say: Say) -> Place | None:
    """The place on the map, where its coordinates are known."""
    if day.latitude is None or day.longitude is None:
        return None
    return Place(day.latitude, day.longitude, say.plain("reception-calendar"), where(day, say))


def coverage_card(seen: Coverage, say: Say, page: int = 0) -> Card:
    """Coverage by size and chain, the forecast, and who has not been received for a year, page by page."""
    first = page * LISTED
    some = seen.waiting[first : first + LISTED]
    lines = [
        say("coverage-title", day=seen.day),
        share_line(say.plain("coverage-all"), seen.total, say),
        *(share_line(size_word(each.name, say), each, say) for each in seen.sizes),
        *(share_line(each.name or "–", each, say) for each in seen.chains),
        forecast(seen, say),
        say("coverage-waiting", count=len(seen.waiting)),
        *(waiting_line(firm.name, firm.last, say) for firm in some),
    ]
    turns = [button("reception-earlier", say, "cover", page - 1)] if page else []
    turns += [button("reception-later", say, "cover", page + 1)] if len(seen.waiting) > first + LISTED else []
    return Card(Html("\n".join(lines)), in_rows(turns, 2))


def share_line(name: str, share: Share, say: Say) -> Html:
    """A group: how many of its firms, in twelve months and ever."""
    return say("coverage-share", name=name, firms=share.firms, year=share.in_year, ever=share.ever)


def forecast(seen: Coverage, say: Say) -> Html:
    """When every firm will have been received."""
    if not seen.left:
        return say("coverage-complete")
    plan, pace = (month(day, say) for day in (seen.by_plan, seen.by_pace))
    return say("coverage-forecast", left=seen.left, plan=plan, pace=pace)


def month(day: date | None, say: Say) -> str:
    """A month of a forecast, or that there is none."""
    return say.plain("coverage-month", year=str(day.year), month=str(day.month)) if day else say.plain("coverage-never")


def waiting_line(name: str, last: date | None, say: Say) -> Html:
    """A firm that waits, and since when."""
    told = (
        say.plain("reception-why-last", day=iso_day(last.isoformat(), say))
        if last
        else say.plain("reception-why-never")
    )
    return say("coverage-firm", firm=name, last=told)
