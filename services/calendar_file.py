"""The calendar file (.ics) of a reception day: one UID for the day, a higher SEQUENCE each time it changes."""

from datetime import datetime

from icalendar import Calendar, Event

from storage.reception_tables import ReceptionDay

PRODUCT = "-//Sidan//Reception day//ZH"
NAME = "reception-day.ics"


def calendar_file(
    day: ReceptionDay,
    starts_at: datetime,
    ends_at: datetime,
    *,
    summary: str,
    description: str,
    place: str,
    at: datetime,
    cancelled: bool = False,
) -> bytes:
    """The file: who has the day in his calendar gets it changed, or struck out. All moments are aware; `at` stamps it.

    Source: RFC 5545 and RFC 5546, METHOD, SEQUENCE and STATUS.
    """
    event = Event()
    event.add("uid", day.uid)
    event.add("sequence", day.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("summary", summary)
    event.add("description", description)
    event.add("location", place)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if day.latitude is not None and day.longitude is not None:
        event.add("geo", (day.latitude, day.longitude))
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "CANCEL" if cancelled else "PUBLISH")
    file.add_component(event)
    return bytes(file.to_ical())
