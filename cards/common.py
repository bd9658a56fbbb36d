"""Common problems as the duty desk sees them: one with its tickets, and the list of those without a result."""

from collections.abc import Sequence
from datetime import datetime

from cards.card import Button, Card, in_rows, tap
from cards.ticket import SHOWN, lamp
from cards.words import shortened
from domain.calendar import Calendar
from services.common import Common
from storage.common import Tied
from storage.tables import CommonProblem
from texts import Html, Say

LISTED, TITLE = 20, 60


def common_card(common: Common, say: Say, calendar: Calendar, at: datetime) -> Card:
    """The title, the tickets with number, light, state, firm and owner, the result; and what can be done."""
    problem, tied = common.problem, common.tied[:LISTED]
    rest = len(common.tied) - len(tied)
    told = (
        say("common-told", at=problem.resolved_at, text=shortened(problem.result, SHOWN)) if problem.resolved_at else ""
    )
    title = say("common-title", title=problem.title, count=len(common.tied))
    more = say("common-rest", count=rest) if rest else ""
    texts = [title, *(tied_line(row, say, calendar, at) for row in tied), more, told]
    return Card(Html("\n".join(filter(None, texts))), (*(tied_buttons(row, say) for row in tied), doing(problem, say)))


def tied_line(row: Tied, say: Say, calendar: Calendar, at: datetime) -> Html:
    """One tied ticket."""
    mark, ticket = lamp(row.ticket, calendar, at), row.ticket
    who = {"firm": row.firm.name, "owner": row.owner.name}
    return say("common-line", lamp=mark, number=ticket.number, state=ticket.state, **who)


def tied_buttons(row: Tied, say: Say) -> tuple[Button, ...]:
    """Open it, or take it out."""
    out = Button(say.plain("common-untie"), tap("c", "untie", row.ticket.id))
    return (Button(f"🔍 {row.ticket.number}", tap("n", row.ticket.id)), out)


def doing(problem: CommonProblem, say: Say) -> tuple[Button, ...]:
    """What the desk can do with it."""
    tell = Button(say.plain("common-tell"), tap("c", "result", problem.id))
    return (tell, Button(say.plain("common-add"), tap("c", "add", problem.id)))


def commons_card(problems: Sequence[tuple[CommonProblem, int]], say: Say) -> Card:
    """Those without a result, each with a button that opens it."""
    if not problems:
        return Card(say("common-none"))
    lines = [say("common-row", title=shortened(each.title, TITLE), count=count) for each, count in problems]
    opens = [Button(shortened(each.title, TITLE), tap("c", "show", each.id)) for each, _ in problems]
    return Card(Html("\n".join([say("common-list", count=len(problems)), *lines])), in_rows(opens, 1))
