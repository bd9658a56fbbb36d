"""What a push about a reception day's door and table says."""

from datetime import datetime

from cards.card import Button, Card, tap
from cards.pack import pack_card, report_card
from cards.table import closed_card, problem_card
from domain.calendar import Calendar
from services.pack import Report
from services.table_close import DayFigures
from services.table_news import News
from storage.reception_table import Place, Said
from texts import Say


def table_news_card(kind: str, news: News, say: Say, calendar: Calendar, at: datetime) -> Card:
    """The card of a push of the table."""
    if isinstance(news, Place):
        return place_news(kind, news, say)
    if isinstance(news, Said):
        of_firm = kind == "table-problem"
        return problem_card(news, say, say(f"push-{kind}", firm=news.firm.name), of_firm=of_firm)
    if isinstance(news, DayFigures):
        return closed_card(news, say)
    if isinstance(news, Report):
        return report_card(news, say)
    return pack_card(news, say, calendar, at)


def place_news(kind: str, place: Place, say: Say) -> Card:
    """Checked in, called, not come: to the firm; not come: to its liaison, with the way to write the visit down."""
    firm, due = place.firm, place.firm.visit_due
    text = say(f"push-{kind}", firm=firm.name, place=place.day.place or "–", day=place.day.day, due=due or "–")
    if kind == "table-no-show":
        return Card(text, ((Button(say.plain("visits-begin", firm=firm.name), tap("v", "log", firm.id)),),))
    return Card(text)
