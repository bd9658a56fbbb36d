"""The board (考核亮单): one set of questions for the page, the picture, the files and the chat.

What a figure counts is written in services/scores.py. Here: for which span, told apart by what, and who may see it.
The director, the duty desk and assessors see everything. Of a department its people see all rows of departments, as
sums, and their own liaisons'; a liaison sees his own row, a chain lead his chain's; everybody sees the park's sums.
What is behind a figure shows only tickets that the person may see, and a hidden firm has no name in it.
Of ratings, who does not see everything sees no sum of so few that it tells who gave which stars (`withheld`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendar import Calendar
from domain.coverage import Share, coverage
from domain.digests import last_of_week, monday
from domain.errors import NotForYou, UnknownFigure
from domain.exports import month_of
from domain.lifecycle import Outcome, Part, State
from domain.roles import SEES_ALL, Role
from domain.scoring import APART, INDICATORS, RATES, By, Kind, Measure, Rate, median, ranked, withhold
from services.scores import measures, places
from storage import digests, scoreboard
from storage.agency_figures import finished_by_kind
from storage.coverage import firms_seen
from storage.database import Database
from storage.people import Me
from storage.reception_table import Figures, days_between, figures_of
from storage.score_tables import Score
from storage.scoreboard import RunOut, Summed
from storage.tables import Firm, Ticket

MONTHS_BACK = 12
LISTED = 50
AT_ONCE = 300
GROUPS = tuple(By)
# Kinds of rows that together are the park: whoever knows all but one of them knows that one.
WHOLES = ((By.DEPARTMENT, By.LIAISON), (By.CATEGORY,), (By.CHAIN,), (By.SOURCE,))
# Of ratings departments and liaisons see sums, never which ticket got which stars (DOMAIN.md section 2).
RATINGS = frozenset({Measure.SATISFACTION, Measure.ANSWERED})
# What only who sees everything may look behind: who rated, and when somebody was disturbed.
GUARDED = RATINGS | {Measure.UNCALLED}
FACTS = {each.key: each.facts for each in INDICATORS if each.facts} | dict.fromkeys(APART, Kind.TICKET)
NONE = Rate()
# What time can decide: a dispatch that nobody signs, a promise that nobody keeps. Neither is good then.
LATE_IS = {Kind.CALL: Measure.RESPONSE, Kind.PROMISE: Measure.KEPT_WORD}
APART_OF = {Outcome.PARTLY: Measure.PARTLY, Outcome.EXPLAINED: Measure.EXPLAINED, Outcome.PASSED_UP: Measure.PASSED_UP}


@dataclass(frozen=True)
class Span:
    """Which dates are counted, both included. Without a first one: since the beginning."""

    first: date | None
    last: date

    @property
    def is_of_months(self) -> bool:
        """Whether it consists of whole months: then the sums are there already."""
        ends = (self.last + timedelta(days=1)).day == 1
        return ends and (self.first is None or self.first.day == 1)

    def holds(self, day: date) -> bool:
        """Whether the date is counted."""
        return (self.first is None or self.first <= day) and day <= self.last


def month_span(day: date) -> Span:
    """The month of a date."""
    month = month_of(day)
    return Span(month.first, month.last)


def months_before(first: date, count: int) -> date:
    """The first of the month so many before."""
    months = first.year * 12 + first.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def all_time(day: date) -> Span:
    """Everything, up to the end of the date's month."""
    return Span(None, month_span(day).last)


def week_before(day: date) -> Span:
    """The week before the date's."""
    first = monday(day) - timedelta(days=7)
    return Span(first, first + timedelta(days=6))


@dataclass(frozen=True)
class Sums:
    """The figures of one row. `outcomes`: counted apart, for closed is not solved; solved is also in `solution`.

    `answered`: judged by the firm, of all that it was asked of. `coming`: median working minutes, None of none;
    `came`: of how many.
    """

    response: Rate = NONE
    kept_word: Rate = NONE
    solution: Rate = NONE
    satisfaction: Rate = NONE
    answered: Rate = NONE
    coming: int | None = None
    came: int = 0
    outcomes: Mapping[str, int] = field(default_factory=dict)

    def rate(self, measure: Measure) -> Rate:
        """One of its rates."""
        found: Rate = getattr(self, measure)
        return found

    @property
    def has_rates(self) -> bool:
        """Whether any of its rates is of something."""
        return any(self.rate(measure).denominator for measure in RATES)


@dataclass(frozen=True)
class Row:
    """A row of the board: whose figures. `name` is empty where the texts have the word: the park, sources, the desk.

    `code`: what a person is called where names are not kept.
    """

    by: By
    key: str
    name: str
    sums: Sums
    code: str = ""


@dataclass(frozen=True)
class Place:
    """A place in the ranking, None of whom there is too little to say; by kept word, then response, then solution."""

    place: int | None
    key: str
    name: str


@dataclass(frozen=True)
class Line:
    """A ticket in a list. `firm` is None where this person may not know it; `reason`: why it is suspended.

    `due_at`: the deadline that runs.
    """

    ticket_id: int
    number: str
    category: str
    state: State
    firm: str | None
    filed_at: datetime
    promised_for: datetime | None = None
    reason: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True)
class Behind:
    """A ticket behind a figure: whether it counts in the numerator, on which date it was decided."""

    ticket_id: int
    number: str
    category: str
    state: State
    firm: str | None
    good: bool
    day: date
    minutes: int | None = None


@dataclass(frozen=True)
class Disturbance:
    """A message that made a sound in the quiet hours: when, and about which ticket. To whom, nobody reads."""

    at: datetime
    ticket_id: int | None
    number: str
    category: str


@dataclass(frozen=True)
class Board:
    """What one person sees of a span. Everything in it can be written as JSON (`plain`).

    `uncalled`: messages that made a sound at a contact's in the quiet hours; inspections are not recorded yet, so
    `inspections` is None and not 0. `rows`: by what they are told apart. `trend`: the park by month. `heat`: by
    category and month. `lights`: of what is open now, whatever the span. `due`: promises of this week. `received`: the
    director's reception days of the span; `coverage`: how many firms they have reached by now, all and by size.
    `cases`: of the agency service, opened in the span, by kind: finished of all.
    """

    first: date | None
    last: date
    at: datetime
    park: Sums
    uncalled: int
    inspections: int | None
    rows: Mapping[str, Sequence[Row]]
    trend: Mapping[str, Sums]
    heat: Mapping[str, Mapping[str, Rate]]
    lights: Mapping[str, int]
    ranking: Mapping[str, Sequence[Place]]
    suspended: Sequence[Line]
    due: Sequence[Line]
    received: Figures
    coverage: Sequence[Share]
    cases: Mapping[str, Rate]


@dataclass(frozen=True)
class Eye:
    """What a person sees of each kind of rows: all of them, these ones, or none."""

    rows: Mapping[By, frozenset[str] | None]

    def sees(self, by: By, key: str) -> bool:
        """Whether the row is for him."""
        allowed = self.rows.get(by, frozenset())
        return allowed is None or key in allowed

    def sees_all(self, by: By) -> bool:
        """Whether all rows of the kind are for him: only then is a ranking one."""
        return by in self.rows and self.rows[by] is None

    @property
    def kinds(self) -> list[By]:
        """The kinds of rows of which he sees any."""
        return [by for by, keys in self.rows.items() if keys is None or keys]


def eye_of(by: Me, colleagues: Iterable[str] = ()) -> Eye:
    """What the person's roles let him see; several roles add up. `colleagues`: the liaisons of his department."""
    if by.roles & SEES_ALL:
        return Eye(dict.fromkeys(GROUPS))
    rows: dict[By, frozenset[str] | None] = {By.PARK: None}
    if by.desk_id is not None:
        rows |= {By.DEPARTMENT: None, By.CATEGORY: None, By.SOURCE: None, By.LIAISON: frozenset(colleagues)}
    if Role.LIAISON in by.roles:
        rows[By.LIAISON] = (rows.get(By.LIAISON) or frozenset()) | {str(by.id)}
    if Role.CHAIN_LEAD in by.roles and by.person.chain:
        rows[By.CHAIN] = frozenset({by.person.chain})
    return Eye(rows)


async def board(db: Database, span: Span, *, by: Me, at: datetime) -> Board:
    """The board of a span, as far as it is this person's to see; reckoned at this moment."""
    async with db.read() as session:
        return await board_of(session, db.park.calendar, span, by=by, at=at)


async def board_of(session: AsyncSession, calendar: Calendar, span: Span, *, by: Me, at: datetime) -> Board:
    """The same within a transaction of which it is a part."""
    people = await scoreboard.liaisons(session)
    desk = by.desk_id
    eye = eye_of(by, [key for key, person in people.items() if desk and person.department_id == desk])
    late = as_summed(await scoreboard.run_out(session, at), calendar)
    counted = await sums_in(session, eye.kinds, span, late)
    rows = await named_rows(session, eye, counted, people)
    since = months_before(span.last.replace(day=1), MONTHS_BACK - 1)
    kinds = [kind for kind in (By.PARK, By.CATEGORY) if kind in eye.kinds]
    months = await sums_in(session, kinds, Span(since, month_span(span.last).last), late)
    whole = Board(
        first=span.first,
        last=span.last,
        at=at,
        park=sums_of(one for one in counted if one.by is By.PARK),
        uncalled=await uncalled(session, calendar, span, at),
        inspections=None,
        rows={str(kind): rows[kind] for kind in eye.kinds if kind is not By.PARK},
        trend=trend_of(months),
        heat=heat_of(months),
        lights=await scoreboard.lights(session, at),
        ranking={
            str(kind): ranking(rows[kind]) for kind in (By.DEPARTMENT, By.LIAISON) if eye.rows.get(kind, 0) is None
        },
        suspended=await suspended_lines(session, by),
        due=await due_lines(session, calendar, by, at),
        received=await figures_of(session, await days_between(session, span.first, span.last)),
        coverage=await covered(session, calendar, at),
        cases=await cases_by_kind(session, calendar, span),
    )
    return whole if by.roles & SEES_ALL else withheld(whole)


def withheld(seen: Board) -> Board:
    """The board for those who are rated, and for everybody who passes a screen: no ratings of fewer than five."""
    ratings = {kind: [row.sums.satisfaction for row in some] for kind, some in seen.rows.items()}
    shown = withheld_rows(ratings, seen.park.satisfaction)
    rows = {
        kind: [
            replace(row, sums=replace(row.sums, satisfaction=rate)) for row, rate in zip(some, shown[kind], strict=True)
        ]
        for kind, some in seen.rows.items()
    }
    months = [sums.satisfaction for sums in seen.trend.values()]
    rates = withhold(months, sum(months, NONE))
    trend = {
        month: replace(sums, satisfaction=rate) for (month, sums), rate in zip(seen.trend.items(), rates, strict=True)
    }
    return replace(seen, park=one_withheld(seen.park, seen.park), rows=rows, trend=trend)


def withheld_rows(ratings: Mapping[str, Sequence[Rate]], park: Rate) -> dict[str, list[Rate]]:
    """Of each kind of rows their ratings, so that neither a row tells who gave which stars, nor what it leaves."""
    shown: dict[str, list[Rate]] = {}
    for kinds in WHOLES:
        some = [str(kind) for kind in kinds if kind in ratings]
        found = iter(withhold([rate for kind in some for rate in ratings[kind]], park))
        shown |= {kind: [next(found) for _ in ratings[kind]] for kind in some}
    return shown


def one_withheld(sums: Sums, park: Sums) -> Sums:
    """The figures of a single row, as those see them who are rated. `park`: the same of the whole park."""
    (rate,) = withhold([sums.satisfaction], park.satisfaction)
    return replace(sums, satisfaction=rate)


async def covered(session: AsyncSession, calendar: Calendar, at: datetime) -> list[Share]:
    """How far reception days have reached: the park, then its firms by size. No firm is named."""
    seen = coverage(await firms_seen(session, at), (), calendar.today(at))
    return [seen.total, *seen.sizes]


async def cases_by_kind(session: AsyncSession, calendar: Calendar, span: Span) -> dict[str, Rate]:
    """Cases that were opened in the span, by kind: finished of all."""
    since = calendar.at(span.first, time.min) if span.first else None
    until = calendar.at(span.last + timedelta(days=1), time.min)
    found = await finished_by_kind(session, since, until)
    return {str(kind): Rate(finished, total) for kind, finished, total in found}


async def sums_in(
    session: AsyncSession, kinds: Sequence[By], span: Span, late: Sequence[tuple[date, Summed]]
) -> list[Summed]:
    """All sums of a span: of whole months they are there, else they are counted; and what time has decided."""
    if span.is_of_months:
        first = f"{span.first:%Y-%m}" if span.first else ""
        found = await scoreboard.summed(session, kinds, first, f"{span.last:%Y-%m}")
    else:
        facts = await scoreboard.decided(session, span.first or date.min, span.last)
        found = [one for fact in facts for one in counted(fact, fact.day) if one.by in kinds]
    return [*found, *(one for day, one in late if span.holds(day) and one.by in kinds)]


def counted(fact: Score, day: date | None) -> Iterable[Summed]:
    """What one fact adds to, on a date."""
    for place, key in places(fact):
        for measure, value, good in measures(fact):
            yield Summed(f"{day:%Y-%m}", place, key, measure, value, 1, int(good))


def as_summed(facts: Iterable[RunOut], calendar: Calendar) -> list[tuple[date, Summed]]:
    """Facts that time has decided: late on the date of their deadline. One sum for all that add to the same."""
    n = Counter(
        (calendar.today(fact.due_at), place, key, LATE_IS[fact.kind]) for fact in facts for place, key in places(fact)
    )
    return [
        (day, Summed(f"{day:%Y-%m}", place, key, measure, 0, count, 0))
        for (day, place, key, measure), count in n.items()
    ]


def sums_of(some: Iterable[Summed]) -> Sums:
    """The figures that sums come to."""
    n: dict[Measure, int] = defaultdict(int)
    good: dict[Measure, int] = defaultdict(int)
    minutes: dict[int, int] = defaultdict(int)
    for one in some:
        n[one.measure] += one.n
        good[one.measure] += one.good
        if one.measure is Measure.COMING:
            minutes[one.value] += one.n
    rates = {str(measure): Rate(good[measure], n[measure]) for measure in RATES}
    outcomes = {str(outcome): n[measure] for outcome, measure in APART_OF.items()}
    solved = {str(Outcome.SOLVED): good[Measure.SOLUTION]}
    return Sums(**rates, coming=median(minutes), came=n[Measure.COMING], outcomes=solved | outcomes)


async def named_rows(
    session: AsyncSession, eye: Eye, counted_sums: Iterable[Summed], people: Mapping[str, Any]
) -> Mapping[By, list[Row]]:
    """The rows that the person sees, by kind and name. Owners who are no liaisons are the duty desk, in one row."""
    grouped: dict[By, dict[str, list[Summed]]] = defaultdict(lambda: defaultdict(list))
    for one in counted_sums:
        key = one.key if one.by is not By.LIAISON or one.key in people else ""
        if eye.sees(one.by, key):
            grouped[one.by][key].append(one)
    names = {By.DEPARTMENT: await scoreboard.department_names(session)} if By.DEPARTMENT in grouped else {}
    names |= {By.LIAISON: {key: person.name for key, person in people.items()}}
    rows: dict[By, list[Row]] = defaultdict(list)
    for by, keys in grouped.items():
        for key, some in sorted(keys.items()):
            code = people[key].code if by is By.LIAISON and key in people else ""
            name = names.get(by, {}).get(key, "") if by in names else ("" if by is By.SOURCE else key)
            rows[by].append(Row(by, key, name, sums_of(some), code))
    return rows


def trend_of(some: Iterable[Summed]) -> dict[str, Sums]:
    """The park's figures month by month."""
    months: dict[str, list[Summed]] = defaultdict(list)
    for one in some:
        if one.by is By.PARK:
            months[one.month].append(one)
    return {month: sums_of(months[month]) for month in sorted(months)}


def heat_of(some: Iterable[Summed]) -> dict[str, dict[str, Rate]]:
    """Of each category and month: solved of registered."""
    cells: dict[str, dict[str, Rate]] = defaultdict(dict)
    for one in some:
        if one.by is By.CATEGORY and one.measure is Measure.SOLUTION:
            cells[one.key][one.month] = cells[one.key].get(one.month, Rate()) + Rate(one.good, one.n)
    return {category: dict(sorted(months.items())) for category, months in sorted(cells.items())}


def ranking(rows: Sequence[Row]) -> list[Place]:
    """Who keeps his word best; the duty desk is not ranked."""
    own = {row.key: row for row in rows if row.key}
    order = (Measure.KEPT_WORD, Measure.RESPONSE, Measure.SOLUTION)
    places_ = ranked({key: [row.sums.rate(measure) for measure in order] for key, row in own.items()})
    return [Place(place, key, own[key].name) for place, key in places_]


async def uncalled(session: AsyncSession, calendar: Calendar, span: Span, at: datetime) -> int:
    """Messages that have disturbed a contact: with a sound, not urgent, in the quiet hours. Shall be 0."""
    return sum([await scoreboard.loud_in(session, times) for times in await quiet_within(session, calendar, span, at)])


async def quiet_within(
    session: AsyncSession, calendar: Calendar, span: Span, at: datetime
) -> list[list[tuple[datetime, datetime]]]:
    """The quiet hours of the span until now, in pieces that a query takes."""
    known = await scoreboard.first_month(session)
    first = span.first or date.fromisoformat(f"{known or f'{span.last:%Y-%m}'}-01")
    quiet = quiet_times(calendar, first, min(span.last, calendar.today(at)))
    return [quiet[n : n + AT_ONCE] for n in range(0, len(quiet), AT_ONCE)]


async def disturbances(db: Database, span: Span, *, by: Me, at: datetime) -> list[Disturbance]:
    """The messages behind "don't come uncalled". Raises NotForYou to who does not see everything."""
    if not by.roles & SEES_ALL:
        raise NotForYou(who=(Part.ASSESSOR, Part.DIRECTOR, Part.DISPATCHER))
    async with db.read() as session:
        pieces = await quiet_within(session, db.park.calendar, span, at)
        found = [one for times in pieces for one in await scoreboard.loud_ones(session, times)]
    return [
        Disturbance(moment, ticket.id, ticket.number, ticket.category_code)
        if ticket
        else Disturbance(moment, None, "", "")
        for moment, ticket in found
        if moment
    ]


async def lit(db: Database, light: str, *, by: Me, at: datetime, limit: int) -> list[Line]:
    """The tickets that have this light now, as far as the person may see them."""
    async with db.read() as session:
        found = await scoreboard.lit(session, by, light, at, limit=limit)
    return [line(ticket, firm, known=known) for ticket, firm, known in found]


def quiet_times(calendar: Calendar, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """The quiet hours of these dates, as few spans of time as hold them."""
    spans: list[tuple[datetime, datetime]] = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        begins, ends = calendar.at(day, time()), calendar.at(day + timedelta(days=1), time())
        wakes, sleeps = calendar.at(day, calendar.quiet_until), calendar.at(day, calendar.quiet_from)
        for since, until in [(begins, wakes), (sleeps, ends)] if calendar.is_workday(day) else [(begins, ends)]:
            if spans and spans[-1][1] == since:
                spans[-1] = spans[-1][0], until
            elif since < until:
                spans.append((since, until))
    return spans


async def suspended_lines(session: AsyncSession, by: Me) -> list[Line]:
    """What rests and why, as far as the person may see it; of a hidden firm no reason, for it may name it."""
    found = await scoreboard.resting(session, by, limit=LISTED)
    why = await digests.reasons(session, [ticket.id or 0 for ticket, _, _ in found]) if found else {}
    return [line(each, firm, why.get(each.id or 0) if known else None, known=known) for each, firm, known in found]


async def due_lines(session: AsyncSession, calendar: Calendar, by: Me, at: datetime) -> list[Line]:
    """Promises that are due this week and not kept yet."""
    day = calendar.today(at)
    since, until = calendar.at(monday(day), time()), last_of_week(calendar, day) + timedelta(minutes=1)
    found = await scoreboard.promised_by(session, by, since, until, limit=LISTED)
    return [line(ticket, firm, known=known) for ticket, firm, known in found]


def line(ticket: Ticket, firm: Firm, reason: str | None = None, *, known: bool) -> Line:
    """A ticket in a list."""
    name = firm.name if known else None
    named = Line(ticket.id or 0, ticket.number, ticket.category_code, ticket.state, name, ticket.filed_at)
    return Line(**vars(named) | {"promised_for": ticket.promised_for, "reason": reason, "due_at": ticket.due_at})


async def behind(
    db: Database, figure: str, span: Span, *, row: tuple[By, str] = (By.PARK, ""), by: Me, at: datetime
) -> list[Behind]:
    """The tickets behind a figure, as far as the person may see them: all of its denominator, the good ones marked.

    `row`: of which row of the board. A ticket can stand there twice: it is dispatched and promised more than once.
    Raises UnknownFigure, NotForYou for a row that is not for him, and for ratings to those who are rated.
    """
    async with db.read() as session:
        desk, people = by.desk_id, await scoreboard.liaisons(session)
        eye = eye_of(by, [key for key, person in people.items() if desk and person.department_id == desk])
        if not eye.sees(*row) or (figure in GUARDED and not by.roles & SEES_ALL):
            raise NotForYou(who=(Part.ASSESSOR, Part.DIRECTOR, Part.DISPATCHER))
        return await behind_of(session, db.park.calendar, figure, span, row=row, by=by, at=at)


def is_key(by: By, key: str) -> bool:
    """Whether a row can have this key: departments and liaisons have numbers, the duty desk none."""
    return key.isdecimal() if by is By.DEPARTMENT or (by is By.LIAISON and key) else True


async def behind_of(
    session: AsyncSession, calendar: Calendar, figure: str, span: Span, *, row: tuple[By, str], by: Me, at: datetime
) -> list[Behind]:
    """The same within a transaction of which it is a part. Raises UnknownFigure."""
    kind = FACTS.get(Measure(figure)) if figure in set(Measure) else None
    if kind is None or not is_key(*row):
        raise UnknownFigure
    measure, found = Measure(figure), []
    when = scoreboard.within(span.first, span.last, at)
    for ticket, firm, fact, known in await scoreboard.counted_of(session, kind, scoreboard.filtered(*row) & when, by):
        day = fact.day or calendar.today(fact.due_at or at)
        name = firm.name if known else None
        about = (ticket.id or 0, ticket.number, ticket.category_code, ticket.state, name)
        found += [
            Behind(*about, good, day, fact.minutes)
            for what, _, good in measures(fact)
            if what is measure and span.holds(day)
        ]
    return found


async def standing_of(
    session: AsyncSession, calendar: Calendar, span: Span, row: tuple[By, str], *, by: Me, at: datetime
) -> Sums:
    """The figures of one row: what digests tell a head of his department, and a liaison of himself."""
    late = as_summed(await scoreboard.run_out(session, at), calendar)
    counted = await sums_in(session, [By.PARK, row[0]], span, late)
    own = sums_of(one for one in counted if (one.by, one.key) == row)
    park = sums_of(one for one in counted if one.by is By.PARK)
    return own if by.roles & SEES_ALL else one_withheld(own, park)


async def liaisons_in(session: AsyncSession, calendar: Calendar, span: Span, at: datetime) -> set[str]:
    """Of which liaisons a rate of the span can be told, by their row ids; the duty desk's owners are among them."""
    late = as_summed(await scoreboard.run_out(session, at), calendar)
    return {one.key for one in await sums_in(session, [By.LIAISON], span, late) if one.measure in RATES}


def plain(value: Any) -> Any:
    """As JSON takes it: moments and dates as words, rows as what they hold."""
    if value is None or isinstance(value, str | int):
        return value
    if is_dataclass(value):  # not `asdict`, which copies all of it first: a fifth of the time of a first page
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
