"""The sections of a page, drawn from what it shows: each is pushed by itself when it changes."""

from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from texts import Say
from web.board.shown import Table, Whole
from web.office.visit import environment

TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, say: Say, **context: object) -> str:
    """A template with its sentences."""
    given = {"say": say.plain, "language": say.language}
    return environment(TEMPLATES).get_template(template).render(**given, **context)


def safe(sections: Mapping[str, str]) -> dict[str, Markup]:
    """Sections as a page takes them in: they are drawn already, with every value escaped."""
    return {name: Markup(html) for name, html in sections.items()}  # noqa: S704


def page_sections(whole: Whole, say: Say) -> dict[str, str]:
    """The sections of the page on a desk and on a phone."""
    made = {name: render(f"part-{name}.html", say, whole=whole) for name in ("as-of", "services", "rates", "lights")}
    made |= {name: render("part-table.html", say, table=table) for name, table in tables_of(whole).items()}
    made |= {heap.key: render("part-heap.html", say, heap=heap) for heap in whole.heaps}
    return made | {"more": render("part-more.html", say, whole=whole)}


def hall_sections(whole: Whole, say: Say) -> dict[str, str]:
    """The panels of a screen in a hall; no list of tickets and no table of people is among them."""
    made = {"as-of": render("part-as-of.html", say, whole=whole)}
    panels = (
        ("services", "board-page-services-what", whole.services),
        ("rates", "board-page-rates", whole.rates),
    )
    for name, heading, figures in panels:
        given = {"figures": figures, "heading": say.plain(heading), "class": name}
        made[name] = render("panel-figures.html", say, **given)
    made["lights"] = render("panel-lights.html", say, whole=whole)
    for name, table in tables_of(whole).items():
        made[name] = render("panel-table.html", say, table=table)
    return made


def tables_of(whole: Whole) -> dict[str, Table]:
    """The tables of sums that there are for this reader; no person is named in them."""
    found = {"trend": whole.trend, "ranking": whole.ranking, "heat": whole.heat}
    return {name: table for name, table in found.items() if table}
