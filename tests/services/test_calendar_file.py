"""The calendar file of a reception day, read back by the library that calendars use."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from services.calendar_file import calendar_file
from storage.reception_tables import ReceptionDay

STARTS = datetime(2026, 12, 17, 6, 30, tzinfo=UTC)
AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
DAY = ReceptionDay(
    day=date(2026, 12, 17),
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=3),
    slot_minutes=20,
    uid="reception-1",
    made_at=AT,
)
DAY.sequence, DAY.latitude, DAY.longitude = 2, 28.19, 112.97


def written(*, cancelled: bool = False) -> bytes:
    end = STARTS + timedelta(minutes=20)
    said = {"summary": "主任企业接待日", "description": "请提前 10 分钟到场；\n带上材料", "place": "园区大楼, 二楼"}
    return calendar_file(DAY, STARTS, end, at=AT, cancelled=cancelled, **said)


def read(*, cancelled: bool = False) -> Calendar:
    file = Calendar.from_ical(written(cancelled=cancelled))
    assert isinstance(file, Calendar)
    return file


def test_it_has_the_days_uid_and_sequence_and_its_times_in_utc() -> None:
    file = read()
    (event,) = file.events
    assert (str(file["method"]), str(event["uid"]), event["sequence"]) == ("PUBLISH", "reception-1", 2)
    assert (event.start, event.end) == (STARTS, STARTS + timedelta(minutes=20))
    assert event.stamp == AT and str(event["status"]) == "CONFIRMED"
    assert str(event["description"]) == "请提前 10 分钟到场；\n带上材料" and str(event["location"]) == "园区大楼, 二楼"
    assert b"DTSTART:20261217T063000Z" in written()


def test_called_off_it_strikes_the_same_event_out() -> None:
    file = read(cancelled=True)
    (event,) = file.events
    assert (str(file["method"]), str(event["status"]), str(event["uid"])) == ("CANCEL", "CANCELLED", "reception-1")


def test_lines_end_as_the_standard_wants_and_none_is_too_long() -> None:
    lines = written().split(b"\r\n")
    assert len(lines) > 12 and max(map(len, lines)) <= 75 and not any(b"\n" in line for line in lines)
