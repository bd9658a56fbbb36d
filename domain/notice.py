"""The State Council's yearly notice of days off and make-up workdays, read from pasted text (放假通知).

Source: 国务院办公厅关于某年部分节假日安排的通知, as published each autumn for the year to come. Whatever could be
a typing mistake is refused with the line it stands in: a wrong day would move deadlines without anybody noticing.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from domain.calendar import ONE_DAY, SATURDAY
from domain.dates import WEEKDAYS, valid
from domain.errors import BadNotice

HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
# When each holiday is: between these days of the year, and a range must hold one of them.
WHEN = {
    "元旦": ((1, 1), (1, 1)),
    "春节": ((1, 21), (2, 21)),
    "清明节": ((4, 4), (4, 6)),
    "劳动节": ((5, 1), (5, 1)),
    "端午节": ((5, 25), (6, 25)),
    "中秋节": ((9, 7), (10, 8)),
    "国庆节": ((10, 1), (10, 1)),
}
LONGEST = timedelta(days=15)
YEAR = re.compile(r"(\d{4})年(?:部分)?节假日|将(\d{4})年")
NAME = "(?:元旦|春节|清明|五一|国际劳动|劳动|端午|中秋|国庆)节?"
ITEM = re.compile(rf"((?:{NAME})(?:(?:、|和|与|暨|,)(?:{NAME}))*)(?::|(?=\d))")
WRAPPED = re.compile(r"(?<![。;:天班休假\n])\n")
SENTENCE = re.compile(r"[。;\n]|(?<=[天休假班]),(?=\d)")
DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?"
PLAIN = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^()]*\))?"
TO = "(?:至|到|-|—|–|~)+"
RANGE = re.compile(rf"{DAY}(?:{TO}{DAY})?")
LISTED = re.compile(rf"{PLAIN}(?:{TO}{PLAIN})?(?:[、,和及与]{PLAIN}(?:{TO}{PLAIN})?)*")
WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
OFF, WORKED = "放假", "上班"
VERB = re.compile(rf"(?:正常|照常|调休|补)?({OFF}|{WORKED})")
COUNT = re.compile(r"(?:共|放假)(\d+|[一二两三四五六七八九十])天")
NUMERALS = {numeral: n for n, numeral in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
DATED = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|\d{1,2}月")
SIGNATURE = re.compile(r"\(?\d{4}年\d{1,2}月\d{1,2}日\)?")
BESIDE = (1, 12)  # the months in which a notice may reach into the years beside its own
QUOTED = 60


@dataclass(frozen=True)
class Block:
    """Days off that follow each other, and the holidays they are for."""

    name: str
    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Notice:
    """A year as the notice has it: days off and make-up workdays, each with its holiday's name."""

    year: int
    days_off: Mapping[date, str] = field(default_factory=dict)
    workdays: Mapping[date, str] = field(default_factory=dict)

    @property
    def days(self) -> dict[date, bool]:
        """Every day of it, and whether it is worked."""
        return dict.fromkeys(self.days_off, False) | dict.fromkeys(self.workdays, True)


def read_notice(text: str) -> Notice:
    """The notice that the text holds, checked. Raises BadNotice."""
    clean = cleaned(text)
    year = year_of(clean)
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    for names, body in items(clean):
        for sentence in filter(None, SENTENCE.split(body)):
            read_sentence(sentence, names, year, off, worked)
    check_complete(off)
    check_seasons(off)
    return Notice(year, dict(sorted(off.items())), dict(sorted(worked.items())))


def cleaned(text: str) -> str:
    """Half-width, without blanks, and with the lines put together that a page has cut in a sentence."""
    lines = (re.sub(r"\s", "", line) for line in unicodedata.normalize("NFKC", text).splitlines())
    return WRAPPED.sub("", "\n".join(filter(None, lines)))


def year_of(clean: str) -> int:
    """The year the notice is for."""
    found = YEAR.search(clean)
    if found is None:
        raise BadNotice("notice-no-year")
    return int(found[1] or found[2])


def items(clean: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Holidays, one or two together, and what is said of them."""
    heads = list(ITEM.finditer(clean))
    ends = [head.start() for head in heads[1:]] + [len(clean)]
    seen: set[str] = set()
    for head, end in zip(heads, ends, strict=False):
        names = tuple(proper(name) for name in re.split(r"[、和与暨,]", head[1]))
        if again := seen.intersection(names):
            raise BadNotice("notice-twice", name="、".join(sorted(again)), line=quoted(clean[head.start() : end]))
        seen.update(names)
        yield names, clean[head.end() : end]


def proper(name: str) -> str:
    """A holiday's full name."""
    short = name.removesuffix("节").removeprefix("国际").replace("五一", "劳动")
    return next(full for full in HOLIDAYS if full.startswith(short))


def read_sentence(
    sentence: str, names: tuple[str, ...], year: int, off: dict[date, str], worked: dict[date, str]
) -> None:
    """One sentence of an item: days off, or make-up workdays. What begins with a date must be understood."""
    verb = VERB.search(sentence)
    if verb is None:
        if DATED.match(sentence) and not SIGNATURE.fullmatch(sentence):
            raise BadNotice("notice-unreadable", line=quoted(sentence))
        return
    if not DATED.search(sentence):
        return  # 请做好放假安排 and the like
    days = list(chain.from_iterable(ranges(sentence, sentence[: verb.start()], year)))
    check_count(sentence, days)
    if verb[1] == WORKED:
        check_weekend(sentence, days)
    into = off if verb[1] == OFF else worked
    for day in days:
        if abs(day.year - year) > 1 or (day.year != year and day.month not in BESIDE):
            raise BadNotice("notice-other-year", date=day, year=str(day.year), line=quoted(sentence))
        if day in off or day in worked:
            raise BadNotice("notice-day-twice", date=day, line=quoted(sentence))
        into[day] = "、".join(names)


def ranges(sentence: str, words: str, year: int) -> Iterator[list[date]]:
    """The days that stand before 放假 or 上班: single ones and ranges, nothing else."""
    if not LISTED.fullmatch(words):
        raise BadNotice("notice-unreadable", line=quoted(sentence))
    month = None
    for found in RANGE.finditer(words):
        first, month = day_of(sentence, found.groups()[:4], (year, month))
        last, month = day_of(sentence, found.groups()[4:], (first.year, month)) if found[7] else (first, month)
        if not timedelta() <= last - first < LONGEST:
            raise BadNotice("notice-range", line=quoted(sentence))
        yield [first + ONE_DAY * n for n in range((last - first).days + 1)]


def day_of(sentence: str, parts: tuple[str | None, ...], known: tuple[int, int | None]) -> tuple[date, int]:
    """One date; a year or month that is not said is the known one. Its weekday, if said, must be right."""
    year, month = int(parts[0] or known[0]), int(parts[1] or known[1] or 0)
    day = valid(year, month, int(parts[2] or 0))
    if day is None:
        raise BadNotice("notice-no-such-day", line=quoted(sentence))
    said = WEEKDAY.search(parts[3] or "")
    if said and WEEKDAYS[said[1]] != day.weekday():
        raise BadNotice("notice-weekday", date=day, line=quoted(sentence))
    return day, month


def check_count(sentence: str, days: list[date]) -> None:
    """共N天 must be as many days as there are."""
    said = COUNT.search(sentence)
    if said is None:
        return
    count = NUMERALS.get(said[1]) or int(said[1])
    if count != len(days):
        raise BadNotice("notice-count", said=count, counted=len(days), line=quoted(sentence))


def check_weekend(sentence: str, days: Iterable[date]) -> None:
    """Work is made up on Saturdays and Sundays only."""
    for day in days:
        if day.weekday() < SATURDAY:
            raise BadNotice("notice-no-weekend", date=day, line=quoted(sentence))


def check_complete(off: Mapping[date, str]) -> None:
    """All seven holidays have their days off."""
    known = {name for names in off.values() for name in names.split("、")}
    missing = [name for name in HOLIDAYS if name not in known]
    if missing:
        raise BadNotice("notice-missing", names="、".join(missing))


def check_seasons(off: Mapping[date, str]) -> None:
    """Each holiday is off at its own time of the year: a month is easily mistyped."""
    for name, (first, last) in WHEN.items():
        days = [day for day, names in off.items() if name in names.split("、")]
        if not any(first <= (day.month, day.day) <= last for day in days):
            raise BadNotice("notice-season", name=name, date=days[0])


def quoted(line: str) -> str:
    """The line as it is shown again, not longer than it helps."""
    return line if len(line) <= QUOTED else line[: QUOTED - 1] + "…"


def blocks(days_off: Mapping[date, str]) -> list[Block]:
    """Days off put together that follow each other."""
    made: list[Block] = []
    for day, name in sorted(days_off.items()):
        last = made[-1] if made else None
        if last and day - last.last == ONE_DAY:
            names = list(dict.fromkeys([*last.name.split("、"), *name.split("、")]))
            made[-1] = Block("、".join(names), last.first, day)
        else:
            made.append(Block(name, day, day))
    return made
