"""The menu: the buttons in place of the letters and the commands, by role."""

from collections.abc import Sequence

from aiogram.methods import SetMyCommands, TelegramMethod
from aiogram.types import BotCommand

from domain.roles import Role
from storage.people import Me
from texts import LANGUAGES, Say, speaker

EVERYBODY = ("start", "help", "language")
BOUND = ("start", "mine", "ticket", "history", "files", "find", "cancel", "language", "help")
CONTACTS = ("report", "message", "answer", "rate", "reject", "withdraw")
WORKERS = ("accept", "commit", "progress", "resolve", "ask", "extend", "suspend", "resume", "message", "note")
SENDERS = ("handover",)
DEPARTMENTS = ("return", "assist")
APPROVERS = ("approve", "decline")
OVER = ("escalate",)
TYING = ("common", "tie", "untie")
# The commands of each role beside those of everybody; a person's are put together in this order.
BY_ROLE = {
    Role.CONTACT: CONTACTS,
    Role.LIAISON: ("report", *WORKERS, *SENDERS),
    Role.OFFICER: (*WORKERS, *DEPARTMENTS),
    Role.HEAD: ("report", *WORKERS, *DEPARTMENTS, *APPROVERS),
    Role.DISPATCHER: (*WORKERS, *SENDERS, *TYING),
    Role.DIRECTOR: ("report", *WORKERS, *SENDERS, *APPROVERS, *OVER),
    Role.SECRETARY: ("report",),
    Role.ASSESSOR: OVER,
}


def menu(me: Me, say: Say) -> Sequence[Sequence[str]]:
    """Each role's own work first."""
    first = ["menu-report", "menu-mine"] if Role.CONTACT in me.roles else ["menu-mine"]
    return [[say.plain(key) for key in first], [say.plain("menu-find"), say.plain("menu-help")]]


def commands(me: Me, say: Say) -> list[BotCommand]:
    """The commands a person's roles allow."""
    own = [name for role, names in BY_ROLE.items() if role in me.roles for name in names]
    return named(list(dict.fromkeys([*own, *BOUND])), say)


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
