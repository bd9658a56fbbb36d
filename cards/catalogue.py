"""办事指南: fields, lists of items, what was found by words, and one item in as many messages as it takes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from cards.card import Button, Card, in_rows, tap
from cards.words import paged, shortened
from domain.agency import Worker
from domain.catalogue import waits_for
from services.catalogue import ItemSight
from storage.catalogue import Listed
from texts import Html, Say

ITEM, WANT = "it", "ag"
A_PAGE, LONGEST_LABEL = 10, 40
Rows = tuple[tuple[Button, ...], ...]


def home_card(items: Sequence[Listed], say: Say) -> Card:
    """All fields, how many items each has; and the way to words, to what is online, to problems."""
    counts, first = Counter(item.field for item in items), {item.field: item.id for item in reversed(items)}
    fields = [Button(f"{field} {counts[field]}", tap(ITEM, "f", first[field], 0)) for field, _ in counts.most_common()]
    online = sum(item.is_online for item in items)
    ways = (Button(say.plain("item-online-all", count=online), tap(ITEM, "o", 0)),) if online else ()
    text = say("item-home", count=len(items), online=online)
    return Card(text, (*in_rows(fields, 2), (*ways, to_report(say))))


def to_report(say: Say) -> Button:
    """What the desk takes as problems: one press away."""
    return Button(say.plain("item-report"), tap(ITEM, "r"))


def to_home(say: Say) -> Button:
    """Back to all fields."""
    return Button(say.plain("item-all-fields"), tap(ITEM, "h"))


def list_card(title: Html, items: Sequence[Listed], verb: Sequence[object], page: int, say: Say) -> Card:
    """A page of items under a title; `verb` is the tap by which another page of the same list is asked for."""
    last = max(0, (len(items) - 1) // A_PAGE)
    page = min(max(page, 0), last)
    shown = items[page * A_PAGE : (page + 1) * A_PAGE]
    turns = [
        Button(say.plain(key), tap(ITEM, *verb, target))
        for key, target in (("item-earlier", page - 1), ("item-further", page + 1))
        if 0 <= target <= last
    ]
    where = [say("item-page", page=page + 1, pages=last + 1)] if last else []
    text = Html("\n".join([title, *lines_of(shown, say), *where]))
    return Card(text, (*openings(shown), *([tuple(turns)] if turns else []), (to_home(say),)))


def found_card(words: str, items: Sequence[Listed], say: Say, *, may_file: bool) -> Card:
    """What the words fit, best first; where it is nothing, or something else, they can be filed as a problem."""
    said = shortened(words, LONGEST_LABEL)
    title = say("item-found", words=said) if items else say("item-found-none", words=said)
    file = Button(say.plain("item-file"), tap(ITEM, "w")) if may_file else to_report(say)
    return Card(Html("\n".join([title, *lines_of(items, say)])), (*openings(items), (file, to_home(say))))


def lines_of(items: Sequence[Listed], say: Say) -> list[Html]:
    """A line each."""
    return [say("item-line", name=item.name, days=item.promised_days, online=int(item.is_online)) for item in items]


def openings(items: Sequence[Listed]) -> Rows:
    """A button each; it opens the item as a message of its own, the list stays."""
    return tuple((Button(shortened(item.name, LONGEST_LABEL), tap(ITEM, "s", item.id)),) for item in items)


def item_cards(sight: ItemSight, say: Say, *, wants: bool, link: str = "") -> list[Card]:
    """An item in as many messages as it takes, the buttons under the last; `wants`: it can be done for the reader."""
    item = sight.item
    head = [
        *([say("item-is-newer")] if sight.is_newer else []),
        say("item-title", name=item.name, code=item.code),
        say("item-department", department=sight.department) if sight.department else say("item-no-department"),
        say("item-days", promised=item.promised_days, statutory=item.statutory_days),
        say("item-online" if item.is_online else "item-not-online"),
        say("item-fees", fees=item.fees) if item.fees else say("item-free"),
    ]
    steps = [say("item-steps", count=len(item.steps)), *step_lines(sight, say)]
    tail = [say("item-link", link=link)] if link else []
    pages = paged([*head, *material_lines(sight, say), *steps, *tail])
    return [*map(Card, pages[:-1]), Card(pages[-1], item_buttons(sight, say, wants=wants))]


def item_buttons(sight: ItemSight, say: Say, *, wants: bool) -> Rows:
    """The materials to pass on, having it done, and back to the list."""
    item_id = sight.item.id
    do = [Button(say.plain("item-want"), tap(WANT, "want", item_id))] if wants else []
    papers = [Button(say.plain("item-papers"), tap(ITEM, "m", item_id))] if sight.item.materials else []
    back = Button(say.plain("item-back", field=sight.item.field), tap(ITEM, "f", item_id, 0))
    return (*([(*papers, *do)] if papers or do else []), (back, to_home(say)))


def papers_pages(sight: ItemSight, say: Say) -> list[Html]:
    """The materials alone: to be passed on to whoever puts them together."""
    return paged([say("item-papers-title", name=sight.item.name), *material_lines(sight, say)[1:]])


def material_lines(sight: ItemSight, say: Say) -> list[Html]:
    """What is to be brought, under its heading."""
    papers = sight.item.materials
    if not papers:
        return [say("item-no-materials")]
    numbered = (material_line(number, paper, say) for number, paper in enumerate(papers, 1))
    return [say("item-materials", count=len(papers)), *numbered]


def material_line(number: int, paper: Mapping[str, Any], say: Say) -> Html:
    """One material."""
    key = "item-material-original" if paper["original"] else "item-material"
    form = say("item-form", form=paper["form"]) if paper["form"] else ""
    sample = say("item-sample", sample=paper["sample"]) if paper.get("sample") else ""
    return say(key, number=number, name=paper["name"], form=form, copies=paper["copies"], sample=sample)


def step_lines(sight: ItemSight, say: Say) -> list[Html]:
    """Who does what, how long it takes, what it waits for, and why somebody must come."""
    steps = sight.item.steps
    return [step_line(position, waits_for(steps, position), sight, say) for position in range(len(steps))]


def step_line(position: int, waits: Sequence[int], sight: ItemSight, say: Say) -> Html:
    """One step; what waits for just the one before it says nothing of that."""
    step = sight.item.steps[position]
    usual = waits == ((position - 1,) if position else ())
    after = "" if usual else waiting(waits, say)
    presence = say("item-presence", reason=step["presence"]) if step.get("presence") else ""
    who = worker_of(step, sight, say)
    return say(
        "item-step", number=position + 1, name=step["name"], who=who, days=step["days"], after=after, presence=presence
    )


def waiting(waits: Sequence[int], say: Say) -> Html:
    """What has to be finished before."""
    if not waits:
        return say("item-at-once")
    return say("item-after", steps="、".join(str(each + 1) for each in waits))


def worker_of(step: Mapping[str, Any], sight: ItemSight, say: Say) -> str:
    """Who does it: a department by its name."""
    worker = Worker(step["worker"])
    place = sight.places.get(step.get("department") or "", "") or sight.department
    return place if worker is Worker.DEPARTMENT and place else say.plain(f"item-worker-{worker}")
