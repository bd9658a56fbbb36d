"""The day table: the years that are known, the days of one, and loading the State Council's notice of a new one."""

from markupsafe import Markup
from starlette.responses import Response

from cards.calendar import notice_lines
from domain.errors import BadNotice
from domain.notice import Notice, read_notice
from domain.roles import OFFICE, Role
from services.calendar import days_listed, foresee, load_year, years_listed
from web.office.guard import Page
from web.office.lists import Line
from web.office.visit import Visit

LONGEST = 8000
ADMIN = frozenset({Role.ADMIN})
DAYS = "/days"


async def table(visit: Visit) -> Response:
    """One year, this one first."""
    word, today = visit.asked("year"), visit.db.park.calendar.today(visit.at)
    year = int(word) if word.isdecimal() and len(word) == len("2026") else today.year
    return await page_of(visit, year)


async def page_of(visit: Visit, year: int, *, typed: str = "", problem: str = "") -> Response:
    """The page: years, days, and the place to paste a notice; what was pasted stays when it cannot be read."""
    say = visit.say
    known = {row.year: row for row in await years_listed(visit.db)}
    lines = [
        Line([say.when(row.day), say.plain("office-worked" if row.is_workday else "office-off"), row.name])
        for row in await days_listed(visit.db, year)
    ]
    loaded, provisional = known.get(year), say.plain("office-provisional")
    return visit.show(
        "days.html",
        409 if problem else 200,
        title=f"{say.plain('office-days')} {year}",
        years=sorted({*known, year, max(known, default=year) + 1}),
        year=year,
        state=say.plain("office-official", at=say.stamp(loaded.loaded_at)) if loaded else provisional,
        lines=lines,
        typed=typed,
        problem=problem,
        may_load=visit.may("/days/check", "POST"),
    )


async def check(visit: Visit) -> Response:
    """What is in the notice, and how many tickets it moves."""
    try:
        notice, text = pasted(visit)
        count = await foresee(visit.db, notice, by=visit.me, at=visit.at)
    except BadNotice as wrong:
        return await again(visit, wrong)
    lines = notice_lines(notice, visit.say)
    return visit.show(
        "days_check.html",
        title=visit.say.plain("office-days-check", year=str(notice.year)),
        lines=[Markup(line) for line in lines.split("\n")],  # noqa: S704 - Say has escaped every value in it
        count=count,
        text=text,
    )


async def load(visit: Visit) -> Response:
    """The year counts from now on. A second time changes nothing."""
    try:
        notice, _ = pasted(visit)
        await load_year(visit.db, notice, by=visit.me, at=visit.at)
    except BadNotice as wrong:
        return await again(visit, wrong)
    return visit.go(f"{DAYS}?year={notice.year}", "loaded")


def pasted(visit: Visit) -> tuple[Notice, str]:
    """The notice that was pasted. Raises BadNotice that quotes what is wrong with it."""
    text = visit.typed("notice")
    if len(text) > LONGEST:
        raise BadNotice("office-wrong-long")
    return read_notice(text), text


async def again(visit: Visit, wrong: BadNotice) -> Response:
    """The page with what was pasted, and why it cannot be loaded."""
    year = visit.db.park.calendar.today(visit.at).year
    problem = visit.say.plain(wrong.text, **wrong.details)
    return await page_of(visit, year, typed=visit.typed("notice"), problem=problem)


PAGES = [
    Page(DAYS, table, OFFICE - {Role.DISPATCHER}),
    Page("/days/check", check, ADMIN, "POST"),
    Page("/days/load", load, ADMIN, "POST"),
]
