"""What a digest looks like: its sections with a line for each ticket, and a button that opens it."""

from datetime import datetime

from cards.board import standing_lines
from cards.card import Button, Card, in_rows, tap
from cards.ticket import firm_name, lamp, unnamed
from cards.words import shortened
from domain.calendar import Calendar
from domain.digests import Digest
from domain.lifecycle import Outcome
from services.digests import Month, Overview, Section
from services.tickets import Sight
from texts import Html, Say

TITLES = {Digest.DAILY: "daily-title", Digest.WEEKLY: "weekly-title", Digest.MONTHLY: "monthly-title"}
STANDINGS = {
    Digest.DAILY: "board-own-month",
    Digest.WEEKLY: "board-department-week",
    Digest.MONTHLY: "board-park-month",
}
HEADINGS = {
    Section.TO_SIGN: "digests-to-sign",
    Section.LATE: "digests-late",
    Section.TODAY: "digests-today",
    Section.WEEK: "digests-week",
    Section.ASKED: "digests-asked",
    Section.BLOCKED: "digests-blocked",
    Section.SUSPENDED: "digests-suspended",
    Section.WISHES: "digests-wishes",
}
SUMMARY, REASON = 30, 60


def overview_card(seen: Overview, say: Say, calendar: Calendar, at: datetime) -> Card:
    """The whole digest."""
    lines = [say(TITLES[seen.kind], day=seen.day), *(month_lines(seen.month, say) if seen.month else [])]
    heading = "board-own-last-month" if seen.begins_month else STANDINGS[seen.kind]
    lines += standing_lines(seen.standing, say, heading) if seen.standing else []
    for section, sights in seen.sections.items():
        if seen.counts[section]:
            lines += [Html(""), say(HEADINGS[section], count=seen.counts[section])]
            lines += [line(section, sight, seen, say, calendar, at) for sight in sights]
            lines += more(seen.counts[section] - len(sights), say)
    opens = [opening(sight) for sights in seen.sections.values() for sight in sights]
    return Card(Html("\n".join(lines)), in_rows(opens, 2))


def opening(sight: Sight) -> Button:
    """The button that opens a ticket's card."""
    return Button(sight.ticket.number, tap("t", "show", sight.ticket.id))


def more(left: int, say: Say) -> list[Html]:
    """How many there are beside those that are named."""
    return [say("digests-more", count=left)] if left else []


def line(section: Section, sight: Sight, seen: Overview, say: Say, calendar: Calendar, at: datetime) -> Html:
    """A ticket: its light, whose it is, what it is about, by when; and what the section is about."""
    ticket = sight.ticket
    summary = shortened(unnamed(sight, ticket.summary, say), SUMMARY)
    told = say("digests-line", lamp=lamp(ticket, calendar, at), number=ticket.number, summary=summary)
    when = say("digests-due", firm=firm_name(sight, say), owner=sight.owner.name, at=ticket.due_at or ticket.limit_at)
    return Html("\n".join([told, when, *remark(section, sight, seen, say, at)]))


def remark(section: Section, sight: Sight, seen: Overview, say: Say, at: datetime) -> list[Html]:
    """Who is late with assisting, why it rests, what is wished for."""
    if section is Section.BLOCKED:
        late = [each for each in sight.assists if each[0].done_at is None and each[0].due_at < at]
        return [say("digests-assists", department=department.name, at=row.due_at) for row, department in late]
    if section is Section.SUSPENDED and (reason := seen.reasons.get(sight.ticket.id or 0)):
        return [say("digests-reason", reason=shortened(unnamed(sight, reason, say), REASON))]
    if section is Section.WISHES and sight.ticket.wants:
        return [say("digests-wish", wish=sight.ticket.wants)]
    return []


def month_lines(month: Month, say: Say) -> list[Html]:
    """The figures of the month before."""
    ended = [say("digests-outcome", outcome=outcome, count=month.ended.get(outcome, 0)) for outcome in Outcome]
    total = sum(month.ended.values())
    withdrawn = month.ended.get(None, 0)
    month_of = say("monthly-figures", month=month.since.month, filed=month.filed, ended=total - withdrawn)
    return [month_of, *ended, say("monthly-withdrawn", count=withdrawn)]
