"""亮单 as text: the four services, rates with their parts, what is thin in brackets, rows, published months."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cards.card import Button, Card, tap
from domain.dates import month_after
from domain.lifecycle import Light, Outcome, Source
from domain.roles import BOARD as WATCHES
from domain.scoring import INDICATORS, By, Measure, Rate
from services.publishing import Change, Comparison
from services.scoreboard import Board, Place, Row, Sums, months_before
from storage.people import Me
from storage.score_tables import PublishedMonth
from texts import Html, Say

BOARD = "bd"
SHOW, EXPLAIN, PUBLISH, SCREEN = "show", "formulas", "publish", "screen"
NAMES = {each.key: each.name for each in INDICATORS}
FORMULAS = {each.key: each.formula for each in INDICATORS}
LINES = (Measure.RESPONSE, Measure.KEPT_WORD, Measure.SOLUTION, Measure.SATISFACTION)
HEADINGS = {By.DEPARTMENT: "board-by-department", By.LIAISON: "board-by-liaison", By.CHAIN: "board-by-chain"}
LIGHTS = {Light.GREEN: "board-green", Light.YELLOW: "board-yellow", Light.RED: "board-red"}
# The same on the page, in the picture and in the report: the four services, and how open tickets stand.
SERVICES = {
    Measure.UNCALLED: "board-page-service-uncalled",
    Measure.COMING: "board-page-service-coming",
    Measure.KEPT_WORD: "board-page-service-kept-word",
    Measure.SATISFACTION: "board-page-service-satisfaction",
}
STANDS = {
    "green": "board-page-light-green",
    "yellow": "board-page-light-yellow",
    "red": "board-page-light-red",
    "asked": "board-page-light-asked",
    "suspended": "board-page-light-suspended",
    "resolved": "board-page-light-resolved",
}
LISTED = 10
Names = Mapping[tuple[By, str], str]


def board_card(seen: Board, say: Say, *, heading: str = "board-title", rows: Sequence[tuple[Button, ...]] = ()) -> Card:
    """The figures of a month, as far as they are this person's."""
    lines = [say(heading, month=f"{seen.last:%Y-%m}"), *headline(seen, say), Html(""), *figures(seen.park, say)]
    lines += [outcomes(seen.park, say), lights(seen, say)]
    for by, key in HEADINGS.items():
        some = seen.rows.get(by, ())
        lines += [Html(""), say(key), *rows_of(some, seen.ranking.get(by, ()), say)] if some else []
    return Card(Html("\n".join(lines)), tuple(rows))


def month_card(seen: Board, me: Me, say: Say) -> Card:
    """The month with the ways on: to the month before, to the next one that has begun, to what the figures count."""
    first, today = seen.last.replace(day=1), seen.at.astimezone(say.zone).date()
    months = [month_button("board-picture-before", months_before(first, 1), say)]
    if month_after(first) <= today:
        months.append(month_button("board-picture-after", month_after(first), say))
    formulas = Button(say.plain("board-picture-formulas"), tap(BOARD, EXPLAIN))
    return board_card(seen, say, rows=(tuple(months), (formulas, *screen_button(me, say))))


def month_button(key: str, first: date, say: Say) -> Button:
    """The button that shows another month."""
    month = f"{first:%Y-%m}"
    return Button(say.plain(key, month=month), tap(BOARD, SHOW, month))


def screen_button(me: Me, say: Say) -> tuple[Button, ...]:
    """The way to the same board in a browser, for who may see more than the park's sums there."""
    return (Button(say.plain("board-screen"), tap(BOARD, SCREEN)),) if me.roles & WATCHES else ()


def headline(seen: Board, say: Say) -> list[Html]:
    """The four services (四到服务); inspections are not recorded yet, and that is said."""
    park = seen.park
    came = say("board-came", minutes=park.coming, count=park.came) if park.coming is not None else say("board-nobody")
    return [
        say("board-service-uncalled", count=seen.uncalled),
        say("board-service-coming", came=came),
        say("board-service-kept-word", rate=rate(park.kept_word, say)),
        say("board-service-satisfaction", rate=rate(park.satisfaction, say), answered=rate(park.answered, say)),
    ]


def figures(sums: Sums, say: Say) -> list[Html]:
    """The rates, each with its parts."""
    return [named_rate(each, sums.rate(each), say) for each in LINES]


def named_rate(measure: Measure, value: Rate, say: Say) -> Html:
    """A rate with its name."""
    return say("board-line", name=say.plain(NAMES[measure]), rate=rate(value, say))


def rate(value: Rate, say: Say) -> Html:
    """A rate cut off after one decimal, with its parts; of an empty set only a dash; of few with a warning.

    Where it is withheld, only of how many it is.
    """
    if not value.denominator:
        return Html(value.text)
    if value.is_withheld:
        return say("board-rate-withheld", count=value.denominator)
    key = "board-rate-thin" if value.is_thin else "board-rate"
    return say(key, text=value.text, good=value.numerator, count=value.denominator)


def outcomes(sums: Sums, say: Say) -> Html:
    """How it ended, apart: closed is not solved."""
    each = [say("board-outcome", outcome=outcome, count=sums.outcomes.get(outcome, 0)) for outcome in Outcome]
    return say("board-outcomes", outcomes=Html(" · ".join(each)))


def lights(seen: Board, say: Say) -> Html:
    """How open tickets stand now."""
    shown = Html(" ".join(say(key, count=seen.lights.get(light, 0)) for light, key in LIGHTS.items()))
    return say("board-lights", lights=shown, suspended=seen.lights.get("suspended", 0))


def rows_of(rows: Iterable[Row], ranking: Sequence[Place], say: Say) -> list[Html]:
    """Rows, the best first where there is a ranking; the first ten."""
    ordered = in_order(rows, ranking)
    lines = [row_line(row, place, say) for place, row in ordered[:LISTED]]
    return [*lines, *([say("board-more", count=len(ordered) - LISTED)] if len(ordered) > LISTED else [])]


def in_order(rows: Iterable[Row], ranking: Sequence[Place]) -> list[tuple[int | None, Row]]:
    """Rows with their places, the best first; who is not ranked has none and comes last."""
    places = {each.key: (number, each.place) for number, each in enumerate(ranking)}
    found = sorted(rows, key=lambda row: places.get(row.key, (len(places), None))[0])
    return [(places.get(row.key, (0, None))[1], row) for row in found]


def row_line(row: Row, place: int | None, say: Say) -> Html:
    """One row: whose, and what counts most."""
    sums = row.sums
    before = say("board-place", place=place) if place else Html("")
    shown = {"kept": rate(sums.kept_word, say), "response": rate(sums.response, say)}
    return say("board-row", before=before, name=row_name(row, say), **shown, solution=rate(sums.solution, say))


def row_name(row: Row, say: Say) -> str:
    """What a row is called, as plain text."""
    return row.name or (say.plain("board-desk") if row.by is By.LIAISON else say.plain("board-no-chain"))


def standing_lines(sums: Sums, say: Say, heading: str) -> list[Html]:
    """One's own figures, in a digest."""
    return [say(heading), *figures(sums, say)] if sums.has_rates else []


def formulas_card(say: Say) -> Card:
    """What each figure counts."""
    lines = [say("board-formula", name=say.plain(NAMES[each]), formula=say.plain(FORMULAS[each])) for each in NAMES]
    return Card(Html("\n".join([say("board-formulas"), *lines])))


def review_card(seen: Board, say: Say) -> Card:
    """What an assessor is about to freeze."""
    month = f"{seen.last:%Y-%m}"
    button = Button(say.plain("board-publish-button", month=month), tap(BOARD, PUBLISH, month))
    return board_card(seen, say, heading="board-publish-review", rows=((button,),))


def published_card(found: Comparison, say: Say) -> Card:
    """A published month, and beside it what is another figure now."""
    month = found.month
    frozen = {each: Rate(**found.figures["park"][each]) for each in LINES}
    lines = [
        published_title(month, say),
        *(named_rate(*each, say) for each in frozen.items()),
        say("board-checksum", checksum=month.checksum),
    ]
    lines += [say("board-broken")] if not found.is_intact else []
    lines += [Html(""), say("board-changes" if found.changes else "board-no-changes", count=len(found.changes))]
    names = {(By(by), row["key"]): row["name"] for by, rows in month.figures["rows"].items() for row in rows}
    return Card(Html("\n".join([*lines, *(change_line(each, say, names) for each in found.changes[:LISTED])])))


def published_title(month: PublishedMonth, say: Say) -> Html:
    """Which month, frozen when."""
    return say("board-published", month=month.month, at=say.stamp(month.frozen_at))


def change_line(each: Change, say: Say, names: Names) -> Html:
    """A figure then and now."""
    name = say.plain(NAMES[each.measure])
    return say("board-change", whose=whose(each, say, names), name=name, frozen=each.frozen.text, now=each.now.text)


def whose(each: Change, say: Say, names: Names) -> str:
    """Whose figure has changed."""
    return say.plain("board-park") if each.by is By.PARK else say.plain(WHOSE[each.by], of=key_of(each, say, names))


def key_of(each: Change, say: Say, names: Names) -> str:
    """A source by its word, all else by its name, or by its key where it has none."""
    if each.by is By.SOURCE:
        return say.plain(SOURCES[Source(each.key)])
    return names.get((each.by, each.key)) or each.key or say.plain("board-desk")


WHOSE = {
    By.DEPARTMENT: "board-whose-department",
    By.LIAISON: "board-whose-liaison",
    By.CATEGORY: "board-whose-category",
    By.CHAIN: "board-whose-chain",
    By.SOURCE: "board-whose-source",
}
SOURCES = {
    Source.FIRM: "board-source-firm",
    Source.LIAISON: "board-source-liaison",
    Source.RECEPTION: "board-source-reception",
    Source.VISIT: "board-source-visit",
    Source.LEADER: "board-source-leader",
}
