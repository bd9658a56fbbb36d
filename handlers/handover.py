"""交办: hand a ticket over to a lead department, with assisting ones, each with its own date."""

from domain.lifecycle import Action, Part
from handlers.desk import Filling
from handlers.forms import Choices, Step
from handlers.report import read_choice
from handlers.talk import Talk
from handlers.work import TEXT, WorkForm, keep_files, mover, shows
from services.desks import handlers_of
from services.record import Move
from services.tickets import see

# Pressed again, an assisting department gets another date, and at last none: 3 working days first (DOMAIN.md).
DAYS = (3, 5, 1, 10)
PERSON, DEPARTMENT = "p", "d"


async def lead_choices(talk: Talk, filling: Filling) -> Choices:
    """Departments that have somebody to sign, the category's own first; for the duty desk the firm's liaison too."""
    sight = await see(talk.db, filling.ticket_id or 0, talk.person)
    desks = await handlers_of(talk.db, sight)
    suited = sight.suggested.id if sight.suggested else None
    known = sorted(desks.departments, key=lambda department: department.id != suited)
    names = [(("⭐ " if d.id == suited else "") + d.name, f"{DEPARTMENT}{d.id}") for d in known]
    may_name = sight.parts & {Part.DISPATCHER, Part.DIRECTOR}
    return names + [(f"👤 {p.name}", f"{PERSON}{p.id}") for p in desks.people if may_name]


async def assist_choices(talk: Talk, filling: Filling) -> Choices:
    """The other departments, each with the working days it is given so far."""
    sight = await see(talk.db, filling.ticket_id or 0, talk.person)
    given = filling.answers.get("assists") or {}
    others = [
        d for d in (await handlers_of(talk.db, sight)).departments if f"{DEPARTMENT}{d.id}" != filling.answers["lead"]
    ]
    return [(assist_label(talk, d.name, given.get(str(d.id))), str(d.id)) for d in others]


def assist_label(talk: Talk, name: str, days: int | None) -> str:
    """A department with its box."""
    return talk.say.plain("hand-over-chosen", department=name, days=days) if days else f"☐ {name}"


def choose_assist(filling: Filling, value: str) -> bool:
    """One press: three working days; each further press another date, the last one takes the department off."""
    given = dict(filling.answers.get("assists") or {})
    following = DAYS[DAYS.index(given[value]) + 1 :] if value in given else DAYS
    given.pop(value, None)
    if following:
        given[value] = following[0]
    filling.answers["assists"] = given
    return True


def hand_over_move(filling: Filling) -> Move:
    """To a department or a person, with those who assist."""
    lead, given = filling.answers["lead"], filling.answers.get("assists") or {}
    row_id = int(lead[1:])
    return Move(
        Action.HAND_OVER,
        text=filling.answers.get("text") or "",
        files=filling.attached,
        lead_id=row_id if lead[0] == DEPARTMENT else None,
        person_id=row_id if lead[0] == PERSON else None,
        assists={int(department): days for department, days in given.items()},
        message_id=filling.sources.get("text"),
    )


FORM = WorkForm(
    "hand-over",
    (
        Step("lead", read_choice, lead_choices),
        Step("assists", read_choice, assist_choices, optional=True, toggles=choose_assist, width=1),
        Step("text", TEXT.read, optional=True),
    ),
    mover(Action.HAND_OVER, hand_over_move),
    keep_files,
    shows,
    action=Action.HAND_OVER,
)
