"""The menu: the buttons in place of the letters and the commands, by role."""

from collections.abc import Sequence

from aiogram.methods import SetMyCommands, TelegramMethod
from aiogram.types import BotCommand

from domain.roles import Role
from services.queues import heaps_of
from storage.people import Me
from texts import LANGUAGES, Say, speaker

EVERYBODY = ("start", "apply", "guide", "help", "language")
BOUND = (
    "start",
    "guide",
    "mine",
    "ticket",
    "history",
    "files",
    "find",
    "board",
    "formulas",
    "published",
    "cancel",
    "newphone",
    "mydata",
    "leave",
    "language",
    "help",
)
OWNERS = ("invite", "remove", "owner")
CONTACTS = (
    "report",
    "liaison",
    "message",
    "answer",
    "rate",
    "reject",
    "withdraw",
    "colleagues",
    "visits",
    "came",
    "notcame",
    "reception",
    "notcoming",
    "code",
    "wording",
)
BOOKING = ("book", "booking", "rebook", "unbook", "topic", "wait", "take", "pass", "route", "ics")
ASKING = ("where",)
ENTERING = ("reward", "certificate")
LEDGERS = ("ledger", "yearreport")
LANDING = ("landing",)
VISITING = ("visit", "visits")
LOOKING = ("firm",)
WORKERS = ("accept", "commit", "progress", "resolve", "ask", "extend", "suspend", "resume", "message", "note")
SENDERS = ("handover",)
DEPARTMENTS = ("return", "assist")
APPROVERS = ("approve", "decline")
OVER = ("escalate",)
BINDING = ("bindings", "admit", "refuse")
TABLE = ("table", "minutes")
TYING = ("common", "tie", "untie")
RECEIVING = ("invitations", "invitefirm", "takeoff", "addday", "moveday", "calloff", "coverage")
AGENCY = ("agency", "mandates", "steps", "case")
DESK = ("desk", "steps", "waits", "agency", "mandates", "case")
OFFICE = "admin"
WATCHING = ("screen", "export")
REPORTING = (*WATCHING, "monthreport")
# The commands of each role beside those of everybody; a person's are put together in this order.
BY_ROLE = {
    Role.CONTACT: (*CONTACTS, *BOOKING, *AGENCY, *ASKING),
    Role.LIAISON: (
        "sign",
        "late",
        "today",
        "report",
        "liaison",
        *VISITING,
        *LOOKING,
        *ASKING,
        *WORKERS,
        *SENDERS,
        "away",
        "back",
        "book",
        "booking",
        "case",
        *WATCHING,
    ),
    Role.AGENT: (*DESK, *ASKING, *ENTERING, *LANDING, "away", "back", "export"),
    Role.OFFICER: ("sign", "inhand", "late", *WORKERS, *DEPARTMENTS, "steps", "case", *ASKING, *ENTERING, *WATCHING),
    Role.HEAD: (
        "sign",
        "inhand",
        "late",
        "wishes",
        "report",
        *VISITING,
        *WORKERS,
        *DEPARTMENTS,
        *APPROVERS,
        "steps",
        "case",
        *ASKING,
        *ENTERING,
        *WATCHING,
    ),
    Role.DISPATCHER: (
        "unowned",
        "returned",
        "late",
        "visits",
        *LOOKING,
        *ASKING,
        *ENTERING,
        *LEDGERS,
        *LANDING,
        *WORKERS,
        *SENDERS,
        *TYING,
        "assign",
        *BINDING,
        "case",
        *REPORTING,
        OFFICE,
    ),
    Role.DIRECTOR: (
        "late",
        "wishes",
        "reception",
        *RECEIVING,
        *TABLE,
        "report",
        *VISITING,
        *LOOKING,
        *ASKING,
        *LEDGERS,
        *LANDING,
        *WORKERS,
        *SENDERS,
        *APPROVERS,
        *OVER,
        "bookings",
        "case",
        *REPORTING,
        OFFICE,
    ),
    Role.SECRETARY: ("report", "reception", "book", "bookings", *TABLE, *RECEIVING, *WATCHING, OFFICE),
    Role.CHAIN_LEAD: ("visits", *LOOKING, "case", *ASKING, *WATCHING),
    Role.ASSESSOR: (*LEDGERS, *OVER, "coverage", "publish", *REPORTING, OFFICE),
    Role.ADMIN: ("calendar", "assign", "reception", *RECEIVING, *WATCHING, OFFICE),
}

# The buttons of each role beside its heaps and those of everybody.
BUTTONS = {
    Role.CONTACT: ("menu-report", "menu-liaison", "menu-book", "menu-agency", "menu-where"),
    Role.LIAISON: ("menu-report", "menu-visit", "menu-liaison", "menu-firm"),
    Role.AGENT: ("menu-desk", "menu-steps", "menu-waits", "menu-where", "menu-landing"),
    Role.OFFICER: ("menu-steps",),
    Role.HEAD: ("menu-report", "menu-visit", "menu-steps"),
    Role.DIRECTOR: ("menu-report", "menu-visit", "menu-reception", "menu-table", "menu-firm"),
    Role.CHAIN_LEAD: ("menu-firm", "menu-where"),
    Role.ASSESSOR: ("menu-ledger",),
    Role.SECRETARY: ("menu-report", "menu-reception", "menu-table"),
    Role.DISPATCHER: ("menu-firm", "menu-assign"),
    Role.ADMIN: ("menu-calendar", "menu-assign", "menu-reception"),
}

OWNERS_BUTTONS = ("menu-colleagues",)


def menu(me: Me, say: Say) -> Sequence[Sequence[str]]:
    """Each role's own work first: what waits for him, then what he can begin, then what everybody has."""
    waits = [say.word(heap) for heap in heaps_of(me)]
    held = [key for role in BUTTONS if role in me.roles for key in BUTTONS[role]]
    own = [say.plain(key) for key in dict.fromkeys([*held, *(OWNERS_BUTTONS if me.owned_ids else ()), "menu-guide"])]
    common = [say.plain(key) for key in ("menu-mine", "menu-find", "menu-board", "menu-help")]
    return [*in_threes([*waits, *own]), common]


def in_threes(labels: Sequence[str]) -> list[Sequence[str]]:
    """Buttons side by side: three fit a narrow phone."""
    return [labels[i : i + 3] for i in range(0, len(labels), 3)]


def commands(me: Me, say: Say) -> list[BotCommand]:
    """The commands a person's roles allow."""
    own = [name for role, names in BY_ROLE.items() if role in me.roles for name in names]
    return named(list(dict.fromkeys([*own, *(OWNERS if me.owned_ids else ()), *BOUND])), say)


def named(names: Sequence[str], say: Say) -> list[BotCommand]:
    """Commands with what they do."""
    return [BotCommand(command=name, description=say.plain(f"command-{name}")) for name in names]


def public_commands() -> list[TelegramMethod[bool]]:
    """What anybody is offered: Chinese for all, English for those whose Telegram speaks it."""
    default = SetMyCommands(commands=named(EVERYBODY, speaker(LANGUAGES[0])))
    by_language = [
        SetMyCommands(commands=named(EVERYBODY, speaker(language)), language_code=language[:2])
        for language in LANGUAGES
    ]
    return [default, *by_language]
