"""python -m bot: run, migrate, load, sample, people, invite, calendar, keys, rescore. Each command has --help."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.clock import Clock
from bot.keys import keys_of, next_key
from bot.practice_clock import kept_clock
from bot.settings import Settings, load_settings
from bot.setup import open_database
from domain.errors import SheetErrors
from services.calendar import open_calendar
from services.directory import Entry, everybody, without_liaison
from services.keys import check_keys, reseal
from services.people import invite
from storage.database import OUTAGES, Database
from storage.migrate import migrate
from storage.sealed import NoSuchKey

Command = Callable[[Settings, Database, argparse.Namespace], Awaitable[int]]


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="start everything in one process (practice park without BOT_TOKEN)")
    add(commands, "migrate", do_migrate, "bring the database's tables up to date")
    load = add(commands, "load", do_load, "load a park's firms, people and departments from a workbook, all or nothing")
    load.add_argument("file", type=Path, metavar="FILE.xlsx", help="columns: docs/workbook.md; template: sample --xlsx")
    sample = add(commands, "sample", do_sample, "load the made-up sample park")
    sample.add_argument("--xlsx", type=Path, metavar="FILE", help="write it as a workbook instead: a template to fill")
    people = add(commands, "people", do_people, "list people: code, name, roles, firm or department, bound or not")
    people.add_argument("--json", action="store_true", help="as JSON")
    link = add(commands, "invite", do_invite, "make a one-time invitation and print its link alone")
    link.add_argument("code", metavar="CODE", help="the person's code, as `people` lists it")
    days = add(commands, "calendar", do_calendar, "list the years of the day table, or the days of one; load a notice")
    days.add_argument("--year", type=int, metavar="YEAR", help="list the days off and make-up workdays of that year")
    days.add_argument("--load", type=Path, metavar="FILE.txt", help="load the State Council's notice of a year")
    keys = add(commands, "keys", do_keys, "print a new key for DATA_KEYS, or seal everything anew with the newest one")
    keys.add_argument("deed", choices=("new", "rotate"), help="new: a line for .env; rotate: after it stands there")
    add(commands, "rescore", do_rescore, "make the board's facts and sums anew from the events; nothing else changes")
    return made


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, work: Command, what: str
) -> argparse.ArgumentParser:
    """One command."""
    made = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    made.set_defaults(work=work)
    return made


async def do_migrate(_settings: Settings, _db: Database, _wanted: argparse.Namespace) -> int:
    """Every command migrates first."""
    say("The tables are up to date.")
    return 0


async def do_load(settings: Settings, db: Database, wanted: argparse.Namespace) -> int:
    """All or nothing, with every error by its cell."""
    from services.exchange import load as load_sheets
    from services.workbook import read_workbook

    if not wanted.file.is_file():
        return fail(f"There is no file {wanted.file}.")
    try:
        sheets = read_workbook(wanted.file.read_bytes())
        loaded = await load_sheets(db, sheets, by=None, at=clock_of(settings).now())
    except SheetErrors as wrong:
        return fail("\n".join(["Nothing was loaded. Please correct:", *wrong.errors]))
    say(f"Loaded: {loaded.departments} departments, {loaded.people} people, {loaded.firms} firms.")
    return 0


async def do_sample(_settings: Settings, db: Database, wanted: argparse.Namespace) -> int:
    """The made-up park, into the database or a workbook."""
    from services.park import load_park
    from services.sample import sample_park, to_workbook

    if wanted.xlsx:
        wanted.xlsx.write_bytes(to_workbook(sample_park()))
        say(f"Written: {wanted.xlsx}")
        return 0
    loaded = await load_park(db, sample_park())
    say(f"Loaded: {loaded.departments} departments, {loaded.people} people, {loaded.firms} firms.")
    return 0


async def do_people(_settings: Settings, db: Database, wanted: argparse.Namespace) -> int:
    """Everybody."""
    known = await everybody(db)
    say(json.dumps([vars(entry) for entry in known], ensure_ascii=False, indent=1) if wanted.json else table(known))
    for firm in [] if wanted.json else await without_liaison(db):
        say(f"🔴 {firm.code}\t{firm.name}\twithout a liaison: /assign in the chat, or `load`")
    return 0


async def do_invite(settings: Settings, db: Database, wanted: argparse.Namespace) -> int:
    """The link alone on stdout."""
    from bot.links import invitation_link

    try:
        token = await invite(db, wanted.code, at=clock_of(settings).now())
    except KeyError:
        return fail(f"Nobody has the code {wanted.code}. `people` lists them.")
    say(invitation_link(settings, token))
    return 0


async def do_calendar(settings: Settings, db: Database, wanted: argparse.Namespace) -> int:
    """Years, the days of one, or a notice from a file."""
    from bot.days import day_lines, load_notice, year_lines

    if wanted.load:
        return await load_notice(db, wanted.load, say, fail, at=clock_of(settings).now())
    lines = await day_lines(db, wanted.year) if wanted.year else await year_lines(db)
    say("\n".join(lines))
    return 0


async def do_keys(settings: Settings, db: Database, _wanted: argparse.Namespace) -> int:
    """What older keys have sealed."""
    newest = keys_of(settings).newest
    say(f"Sealed anew with key {newest}: {await reseal(db, newest)} values. Older keys can be taken away now.")
    return 0


async def do_rescore(_settings: Settings, db: Database, _wanted: argparse.Namespace) -> int:
    """From the events alone."""
    from services.scores import score_anew

    say(f"The board's facts of {await score_anew(db)} tickets have been made anew.")
    return 0


def clock_of(settings: Settings) -> Clock:
    """The machine's clock, or the one that the practice park has moved."""
    return kept_clock(settings.data_dir) if settings.practice else Clock()


def table(known: list[Entry]) -> str:
    """One line a person."""
    lines = [[e.code, e.name, ",".join(e.roles), e.place or "-", "bound" if e.bound else "not bound"] for e in known]
    return "\n".join("\t".join(line) for line in lines)


def say(words: str) -> None:
    """To stdout."""
    sys.stdout.write(f"{words}\n")


def fail(words: str) -> int:
    """To stderr, with exit code 1."""
    sys.stderr.write(f"{words}\n")
    return 1


async def work(settings: Settings, wanted: argparse.Namespace) -> int:
    """Any command but run: open the database, bring it up to date, do it."""
    db = open_database(settings)
    try:
        await migrate(db)
        await check_keys(db)
        await open_calendar(db, at=clock_of(settings).now())
        return int(await wanted.work(settings, db, wanted))
    except OUTAGES as away:
        return fail(f"The database cannot be used ({type(away).__name__}); check DATABASE_URL.")
    except NoSuchKey as missing:
        return fail(f"DATA_KEYS cannot open what is sealed in the database: {missing}.")
    finally:
        await db.close()


def main() -> int:
    """Returns the exit code."""
    wanted = parser().parse_args()
    settings = load_settings()
    if wanted.command == "keys" and wanted.deed == "new":
        say(next_key(settings))  # before there is a key, no database can be opened
        return 0
    if wanted.command != "run":
        return asyncio.run(work(settings, wanted))
    say("Starting Sidan ...")
    sys.stdout.flush()
    import uvloop  # as late as `run`, whose two Telegram libraries take seconds to import: the other commands need none

    from bot.run import run

    uvloop.run(run(settings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
