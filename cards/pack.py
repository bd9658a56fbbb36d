"""The pre-reading of a reception day and the report a month later: a message, and a .docx where that is too long."""

from collections.abc import Iterator
from datetime import datetime

from cards.card import Card, Document
from cards.table import slot_of, span_of, verdict_line
from cards.ticket import lamp, unnamed
from cards.word import as_word
from cards.words import TEXT_LIMIT, shortened
from domain.calendar import Calendar
from domain.reception import Fate
from services.pack import LISTED, Outcome, Pack, PackFirm, Report
from services.tickets import Sight
from texts import Html, Say

SHOWN = 200
FATES = {
    Fate.KEPT: "✅",
    Fate.LATE: "🟠",
    Fate.RUNNING: "🟢",
    Fate.BROKEN: "🔴",
    Fate.NO_DATE: "⚪",
    Fate.WITHDRAWN: "⚪",
}


def pack_card(pack: Pack, say: Say, calendar: Calendar, at: datetime) -> Card:
    """Firms in their order, each with its topics, its earlier tickets, and what it was promised last time."""
    title = say("pack-title", when=span_of(pack.day, say), place=pack.day.place or "–", count=len(pack.firms))
    lines = [title, *(line for firm in pack.firms for line in firm_lines(firm, say, calendar, at))]
    lines += masked_lines(pack, say, calendar, at)
    text = "\n".join(lines)
    if len(text) <= TEXT_LIMIT:
        return Card(Html(text))
    short = [title, *(firm_line(firm, say) for firm in pack.firms), say("pack-attached")]
    name = say.plain("pack-file", day=f"{pack.day.day:%Y-%m-%d}")
    content = as_word(say.plain("pack-heading", day=pack.day.day), lines[1:])
    return Card(Html("\n".join(short)), documents=(Document(name, content),))


def firm_line(firm: PackFirm, say: Say) -> Html:
    """A firm in one line."""
    place = firm.place
    return say("pack-firm", at=slot_of(place, say), firm=place.firm.name, topics=len(firm.topics))


def firm_lines(firm: PackFirm, say: Say, calendar: Calendar, at: datetime) -> Iterator[Html]:
    """Everything about one firm."""
    yield say("pack-firm-title", line=firm_line(firm, say))
    its = firm.place.firm
    yield say("firm-kind", chain=its.chain or "–", size=say.plain(f"firm-size-{its.size}"))
    yield from (topic_line(sight, say, calendar, at) for sight in firm.topics)
    if firm.earlier:
        numbers = " ".join(f"{lamp(ticket, calendar, at)} {ticket.number}" for ticket in firm.earlier[:LISTED])
        yield say("pack-earlier", count=len(firm.earlier), numbers=numbers)
    if firm.last:
        yield say("pack-last", day=firm.last[0].said.day.day)
        yield from (outcome_line(each, say) for each in firm.last)


def masked_lines(pack: Pack, say: Say, calendar: Calendar, at: datetime) -> list[Html]:
    """Topics whose firm this person may not know."""
    if not pack.masked:
        return []
    return [Html(""), say("pack-masked"), *(topic_line(sight, say, calendar, at) for sight in pack.masked)]


def topic_line(sight: Sight, say: Say, calendar: Calendar, at: datetime) -> Html:
    """A topic: light, number, state, and what it is about."""
    ticket, summary = sight.ticket, shortened(unnamed(sight, sight.ticket.summary, say), SHOWN)
    mark = lamp(ticket, calendar, at)
    return say("pack-topic", lamp=mark, number=ticket.number, state=ticket.state, summary=summary)


def outcome_line(each: Outcome, say: Say) -> Html:
    """A problem of a table, and what has become of it."""
    said = each.said
    wording = shortened(said.problem.wording, SHOWN)
    promised = say.when(said.ticket.first_promise.date()) if said.ticket.first_promise else "–"
    return say(
        "pack-outcome",
        mark=FATES[each.fate],
        number=said.ticket.number,
        text=wording,
        promised=promised,
        fate=each.fate,
    )


def report_card(report: Report, say: Say) -> Card:
    """What was promised a month ago, and what was kept; a long one as a .docx."""
    title = say(
        "promises-title",
        day=report.day.day,
        count=len(report.outcomes),
        kept=report.count(Fate.KEPT),
        broken=report.count(Fate.LATE, Fate.BROKEN),
        running=report.count(Fate.RUNNING, Fate.NO_DATE),
    )
    lines = [line for each in report.outcomes for line in outcome_lines(each, say)]
    text = "\n".join([title, *lines])
    if len(text) <= TEXT_LIMIT:
        return Card(Html(text))
    name = say.plain("promises-file", day=f"{report.day.day:%Y-%m-%d}")
    content = as_word(say.plain("promises-heading", day=report.day.day), lines)
    return Card(Html(f"{title}\n{say('pack-attached')}"), documents=(Document(name, content),))


def outcome_lines(each: Outcome, say: Say) -> list[Html]:
    """The problem with its firm, what was decided, what became of it."""
    return [say("promises-firm", firm=each.said.firm.name), outcome_line(each, say), verdict_line(each.said, say)]
