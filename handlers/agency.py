"""全程代办: have an item done, sign for it, and the agent's desk."""

from datetime import date, timedelta
from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from cards.agency import (
    agents_card,
    items_card,
    mandate_card,
    mandate_words,
    mandates_card,
    project_card,
    projects_card,
    waits_card,
)
from cards.cases import steps_card
from domain.agency_rules import MANDATE_DAYS, CaseAction
from domain.errors import NotAnAnswer, NotForYou
from domain.lifecycle import Part
from domain.numbers import read_case_number
from domain.roles import Role
from handlers import cases
from handlers.desk import Filling
from handlers.filters import MenuButton, Tapped
from handlers.forms import Choices, Form, Forms, Step
from handlers.readers import Answer, words
from handlers.replies import Reply, send, show
from handlers.report import read_choice
from handlers.talk import Talk
from handlers.tickets import told_in
from handlers.work import TEXT
from services.case_deeds import Deed
from services.cases import open_case, see_case
from services.catalogue import see_item
from services.desk import item_wanted, my_steps, what_waits
from services.firms import firms_to_file_for
from services.item_search import find_items
from services.mandates import ask_mandate, decline, draft_mandate, mandates_of, reword, see_mandate, sign, withdraw
from services.projects import (
    add_agent,
    carried_projects,
    hand_project_over,
    open_project,
    other_agents,
    own_projects,
    see_project,
)
from storage.agency_tables import Project
from storage.tables import Firm
from texts import speaker

WANT, WITHDRAW = "agency-want", "mandate-withdraw"
SHORTEST, LONGEST_NAME = 2, 60
SURE = "sure"


async def firm_choices(talk: Talk, _filling: Filling) -> Choices:
    """Which of his firms a contact speaks for now."""
    firms = await firms_to_file_for(talk.db, by=talk.person)
    return [(firm.name, str(firm.id)) for firm in firms if firm.id in talk.person.firm_ids]


async def project_choices(talk: Talk, filling: Filling) -> Choices:
    """The firm's projects; an agent's are those he carries."""
    if firm := filling.answers.get("firm"):
        found = await own_projects(talk.db, by=talk.person, firm_id=int(firm))
        return [(project.name, str(project.id)) for project in found]
    carried = await carried_projects(talk.db, by=talk.person)
    return [(f"{firm.name} · {project.name}", str(project.id)) for project, firm in carried]


def read_project(_talk: Talk, filling: Filling, answer: Answer) -> str:
    """The name of a new project; an agent chooses one of his. Raises NotAnAnswer."""
    if not filling.answers.get("firm"):
        raise NotAnAnswer("form-choose")
    filling.answers["new"] = words(answer, least=SHORTEST, most=LONGEST_NAME)
    return ""


async def shows_want(talk: Talk, filling: Filling) -> dict[str, Any]:
    """The questions name the item."""
    item = await item_wanted(talk.db, int(filling.answers["item"]))
    return {"item": item.name if item else "–"}


async def want_it(talk: Talk, filling: Filling) -> Reply:
    """The case is opened for the project; without a mandate the firm's owner is asked to sign one."""
    answers = filling.answers
    project_id = int(answers["project"]) if answers["project"] else await new_project(talk, filling)
    item_id = int(answers["item"])
    case = await open_case(talk.db, project_id, item_id, filling.key, by=talk.person, at=talk.at)
    sight = await see_case(talk.db, case.id or 0, by=talk.person, at=talk.at)
    if not sight.needs_mandate:
        return await cases.show_case(talk, case.id or 0, talk.say("agency-begun"))
    return await ask_to_sign(talk, project_id, filling.key)


async def new_project(talk: Talk, filling: Filling) -> int:
    """A project of the name that was typed."""
    firm_id, name = int(filling.answers["firm"]), filling.answers["new"]
    made = await open_project(talk.db, f"project:{filling.key}", firm_id, name, by=talk.person, at=talk.at)
    return made.id or 0


async def ask_to_sign(talk: Talk, project_id: int, key: str) -> Reply:
    """The mandate, worded in the owner's language: he sees it at once, or is asked for it."""
    draft = await draft_mandate(talk.db, project_id, by=talk.person)
    until = talk.db.park.calendar.today(talk.at) + timedelta(days=MANDATE_DAYS)
    text = mandate_words(draft, until, speaker(draft.owner.language, talk.db.park.calendar.zone))
    mandate = await ask_mandate(talk.db, key, project_id, text, until, by=talk.person, at=talk.at)
    if draft.owner.id == talk.person.id:
        return await show_mandate(talk, mandate.id or 0, "agency-sign-now")
    return show(talk, talk.say("agency-owner-asked", name=draft.owner.name, project=draft.project.name))


async def show_mandate(talk: Talk, mandate_id: int, heading: str = "") -> Reply:
    """The mandate's card."""
    sight = await see_mandate(talk.db, mandate_id, by=talk.person)
    return show(talk, mandate_card(sight, talk.say, talk.say(heading) if heading else None))


async def sure_choices(talk: Talk, _filling: Filling) -> Choices:
    """Once more before anything stops."""
    return [(talk.say.plain("mandate-withdraw-yes"), SURE)]


async def withdraw_it(talk: Talk, filling: Filling) -> Reply:
    """The owner withdraws it."""
    mandate_id, reason = int(filling.answers["mandate"]), filling.answers["text"]
    await withdraw(talk.db, mandate_id, reason, by=talk.person, at=talk.at)
    return await show_mandate(talk, mandate_id, "mandate-withdrawn-done")


async def shows_withdraw(talk: Talk, filling: Filling) -> dict[str, Any]:
    """The questions name the project."""
    sight = await see_mandate(talk.db, int(filling.answers["mandate"]), by=talk.person)
    return {"project": sight.project.name}


WANT_FORM = Form(
    WANT,
    (
        Step("firm", read_choice, firm_choices, width=1, silent=True),
        Step("project", read_project, project_choices, width=1),
    ),
    want_it,
    shows=shows_want,
)
WITHDRAW_FORM = Form(WITHDRAW, (TEXT, Step("sure", read_choice, sure_choices)), withdraw_it, shows=shows_withdraw)
FORMS = (WANT_FORM, WITHDRAW_FORM, cases.WORDS_FORM, cases.SEND_FORM)


def router(forms: Forms) -> Router:
    """Commands, the menu, and the buttons ag:verb:ids."""
    made = Router(name="agency")

    @made.message(Command("agency"))
    @made.message(MenuButton("menu-agency"))
    async def agency(_message: Message, talk: Talk, command: CommandObject | None = None) -> Reply:
        return await begin_agency(talk, ((command.args if command else "") or "").strip())

    @made.message(Command("mandates"))
    async def mandates(_message: Message, talk: Talk) -> Reply:
        return [send(talk, mandates_card(await mandates_of(talk.db, by=talk.person), talk.say))]

    @made.message(Command("case"))
    async def case(message: Message, command: CommandObject, talk: Talk) -> Reply:
        number = read_case_number(f"{command.args or ''} {told_in(message)}")
        return await cases.show_case(talk, number) if number else [send(talk, talk.say("case-which"))]

    @made.message(Command("desk"))
    @made.message(MenuButton("menu-desk"))
    async def desk(_message: Message, talk: Talk) -> Reply:
        return [send(talk, projects_card(await carried_projects(talk.db, by=talk.person), talk.say))]

    @made.message(Command("steps"))
    @made.message(MenuButton("menu-steps"))
    async def steps(_message: Message, talk: Talk) -> Reply:
        rows = await my_steps(talk.db, by=talk.person)
        return [send(talk, steps_card(rows, talk.say, talk.at, "steps-title"))]

    @made.message(Command("waits"))
    @made.message(MenuButton("menu-waits"))
    async def waits(_message: Message, talk: Talk) -> Reply:
        return [send(talk, waits_card(await what_waits(talk.db, by=talk.person), talk.say, talk.at))]

    @made.callback_query(Tapped("ag"))
    async def tapped(_callback: CallbackQuery, talk: Talk, parts: list[str]) -> Reply:
        verb, *rest = parts
        return await on_tap(talk, forms, verb, rest)

    return made


def files_router(forms: Forms) -> Router:
    """Behind the forms: replies to cards of cases, and files that nobody else has taken."""
    made = Router(name="case files")

    @made.message(cases.IsForCase())
    async def sent(message: Message, talk: Talk, number: str) -> Reply:
        return await cases.take(talk, forms, message, number)

    return made


async def begin_agency(talk: Talk, said: str) -> Reply:
    """Items that fit the words; without words what the service is, and the projects that are there."""
    if said:
        return [send(talk, items_card(await find_items(talk.db, said), talk.say))]
    rows = await known_projects(talk)
    about = send(talk, talk.say("agency-how"))
    return [about, send(talk, projects_card(rows, talk.say))] if rows else [about]


async def known_projects(talk: Talk) -> list[tuple[Project, Firm]]:
    """The person's firms' projects, and those he carries."""
    firms = {firm.id: firm for firm in await firms_to_file_for(talk.db, by=talk.person)}
    own = [(project, firms[project.firm_id]) for project in await own_projects(talk.db, by=talk.person)]
    return [*own, *await carried_projects(talk.db, by=talk.person)]


async def on_tap(talk: Talk, forms: Forms, verb: str, rest: list[str]) -> Reply:
    """What a button means: first what is about a case, then mandates, then projects."""
    match verb, rest:
        case "want", [item_id]:
            return await begin_want(talk, forms, int(item_id))
        case "s", [action, case_id, step_id]:
            return await cases.act(talk, forms, Deed(CaseAction(action), step_id=int(step_id)), int(case_id))
        case "m", [action, case_id, material_id]:
            deed = Deed(CaseAction(action), material_id=int(material_id) or None)
            return await cases.act(talk, forms, deed, int(case_id))
        case "say", [case_id]:
            return await cases.act(talk, forms, Deed(CaseAction.MESSAGE), int(case_id))
        case _:
            return await on_numbers(talk, forms, verb, *rest)


async def on_numbers(talk: Talk, forms: Forms, verb: str, first: str, second: str = "0") -> Reply:
    """Buttons that carry one or two ids: cases and their materials, mandates, projects and their agents."""
    row_id = int(first)
    match verb:
        case "case" | "skips":
            return await cases.show_case(talk, row_id, skips=verb == "skips")
        case "mat":
            return await cases.show_material(talk, row_id, int(second))
        case "give":
            return await cases.begin_giving(talk, forms, row_id, int(second))
        case "files":
            return await cases.bring_files(talk, row_id, int(second))
        case "proj" | "hand" | "add" | "handto" | "addto" | "renew":
            return await on_project(talk, verb, row_id, int(second))
        case _:
            return await on_mandate(talk, forms, verb, row_id, second)


async def on_mandate(talk: Talk, forms: Forms, verb: str, mandate_id: int, more: str) -> Reply:
    """Sign, until another day, not now, withdraw; or only look."""
    heading = ""
    match verb:
        case "sign":
            await sign(talk.db, mandate_id, more, by=talk.person, at=talk.at)
            heading = "mandate-signed-done"
        case "until":
            await hold_until(talk, mandate_id, int(more))
        case "no":
            await decline(talk.db, mandate_id, by=talk.person, at=talk.at)
        case "back":
            await see_mandate(talk.db, mandate_id, by=talk.person)
            return await forms.begin(talk, Filling(WITHDRAW, answers={"mandate": mandate_id}))
    return await show_mandate(talk, mandate_id, heading)


async def hold_until(talk: Talk, mandate_id: int, days: int) -> None:
    """The owner wants it to hold so many days: it is worded anew, in his language."""
    sight = await see_mandate(talk.db, mandate_id, by=talk.person)
    draft = await draft_mandate(talk.db, sight.project.id or 0, by=talk.person)
    until: date = talk.db.park.calendar.today(talk.at) + timedelta(days=days)
    await reword(talk.db, mandate_id, mandate_words(draft, until, talk.say), until, by=talk.person)


async def on_project(talk: Talk, verb: str, project_id: int, agent_id: int) -> Reply:
    """Look at a project, hand it over, name a second agent, ask for a mandate."""
    match verb:
        case "renew":
            return await ask_to_sign(talk, project_id, talk.key)
        case "hand" | "add":
            others = await other_agents(talk.db, project_id, by=talk.person)
            return show(talk, agents_card(project_id, f"{verb}to", others, talk.say))
        case "handto":
            project = await hand_project_over(talk.db, project_id, agent_id, by=talk.person, at=talk.at)
            return show(talk, talk.say("project-handed", project=project.name))
        case "addto":
            await add_agent(talk.db, project_id, agent_id, by=talk.person, at=talk.at)
    return show(talk, project_card(await see_project(talk.db, project_id, by=talk.person), talk.say))


async def begin_want(talk: Talk, forms: Forms, item_id: int) -> Reply:
    """「替我办」: a contact for his firm, an agent for a project that he carries."""
    sight = await see_item(talk.db, item_id)
    firms = sorted(talk.person.firm_ids)
    if not firms and Role.AGENT not in talk.person.roles:
        raise NotForYou(who=(Part.FIRM,))
    known = {"firm": str(firms[0]) if firms else ""} if len(firms) <= 1 else {}
    newer = [send(talk, talk.say("agency-item-newer"))] if sight.is_newer else []
    return [*newer, *await forms.begin(talk, Filling(WANT, answers={"item": sight.item.id, **known}))]
